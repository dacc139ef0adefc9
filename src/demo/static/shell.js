// Fills the empty shell of /brand in a browser.
document.title = '브랜드';
document.getElementById('root').innerHTML = '<h1>별난상점 이야기</h1><p>손으로 만든 살림살이를 모았습니다.</p>';
