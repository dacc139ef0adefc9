//! Pages of shops that do not exist, in five languages, with something for every extractor.

/// A product page of a Korean shop.
pub const KOREAN_PRODUCT: &str = r##"<!DOCTYPE html>
<html lang="ko"><head><title>참나무 의자 - 모아가구</title>
<meta name="description" content="튼튼한 참나무 의자">
<script type="application/ld+json">{"@type":"Product","name":"참나무 의자","sku":"CH-12","offers":{"@type":"Offer","price":"59000","priceCurrency":"KRW","availability":"https://schema.org/InStock"}}</script>
</head><body>
<div class="header" id="top"><a href="/" class="logo">모아가구</a><div class="call">고객센터 <b>02-555-0142</b></div>
<form action="/search" method="get" class="search"><input type="text" name="q" placeholder="상품 검색"><button type="submit">검색</button></form></div>
<div id="container"><h1 class="name">참나무 의자</h1>
<div class="price"><del>69,000원</del><strong class="sale">59,000원</strong></div>
<form action="/cart/add" method="post" class="order"><select name="color" required="required"><option value="">색상 선택</option><option value="1">자연색</option><option value="2">흰색</option></select>
<input type="number" name="qty" value="1"><button type="submit" class="buy">장바구니 담기</button></form>
<h2>배송 안내</h2><p>배송 기간은 결제 후 2~3일 소요됩니다.</p><p>50,000원 이상 구매 시 무료배송, 배송비 3,000원</p>
<h2>교환 및 반품</h2><p>상품 수령 후 7일 이내에 반품하실 수 있습니다.</p>
<h2>상품 문의</h2><table class="board"><tr><th>번호</th><th>제목</th><th>상태</th><th>작성일</th></tr>
<tr><td>2</td><td><a href="/qna/2">높이가 어떻게 되나요</a></td><td>답변완료</td><td>2026-10-02</td></tr>
<tr><td>1</td><td><a href="/qna/1">재입고 되나요</a></td><td>미답변</td><td>2026-10-01</td></tr></table></div>
<div class="footer"><p>상호: 모아가구 대표: 김모아 사업자등록번호: 220-81-62517</p><p>통신판매업신고: 제2020-서울강남-01234호</p>
<p>주소: 서울특별시 강남구 테헤란로 1</p><p>평일 10:00 ~ 17:00 (점심 12:30 ~ 13:30)</p><p>이메일 <a href="mailto:help@moa-gagu.kr">help@moa-gagu.kr</a></p><p>팩스 02-555-0143</p></div>
</body></html>"##;

/// A checkout of an English shop.
pub const ENGLISH_CHECKOUT: &str = r##"<!DOCTYPE html>
<html lang="en-GB"><head><title>Checkout | Mill Lane Goods</title></head><body>
<header class="top"><a href="/">Mill Lane Goods</a><p>Call us: <a href="tel:+442079460123">020 7946 0123</a></p></header>
<main id="main"><h1>Checkout</h1><ol class="steps"><li class="active">Delivery</li><li>Payment</li><li>Review</li></ol>
<form id="checkout" action="/checkout/save" method="post"><fieldset><legend>Delivery address</legend>
<p><label for="fn">First name *</label><input id="fn" name="first" type="text" required="required"></p>
<p><label for="ln">Last name *</label><input id="ln" name="last" type="text" aria-required="true"></p>
<p><label for="a1">Address line 1</label><input id="a1" name="street" type="text"></p>
<p><label for="pc">Postcode</label><input id="pc" name="postcode" type="text" autocomplete="postal-code"></p>
<p><label for="em">E-mail</label><input id="em" name="mail" type="email"></p>
<p><label for="ph">Phone</label><input id="ph" name="phone" type="tel"></p></fieldset>
<p><input type="radio" name="ship" id="s1" value="1" checked="checked"><label for="s1">Standard £3.95, 3 to 5 working days</label></p>
<p><input type="radio" name="ship" id="s2" value="2"><label for="s2">Next day delivery £7.95</label></p>
<p><input type="checkbox" name="news" id="nw"><label for="nw">Send me the newsletter</label></p>
<input type="hidden" name="token" value="abc"><button type="submit">Continue to payment</button></form>
<table class="totals"><tr><th>Subtotal</th><td>£40.00</td></tr><tr><th>Delivery</th><td>£3.95</td></tr><tr><th>Total</th><td>£43.95</td></tr></table></main>
<footer><p>Free delivery on orders over £50. Returns within 30 days, free of charge.</p><p>We reply within 24 hours.</p>
<p>Mill Lane Goods Ltd, 1 Mill Lane, Leeds LS1 4AB</p><p>Company number 01234567, VAT GB 123 4567 82</p><p>Fax: 020 7946 0124</p><p>Monday to Friday, 9am to 5.30pm</p></footer>
</body></html>"##;

/// A contact page of a German shop.
pub const GERMAN_CONTACT: &str = r##"<!DOCTYPE html>
<html lang="de"><head><title>Kontakt – Möbelhof</title></head><body>
<nav class="menu"><ul><li><a href="/versand">Versand</a></li><li><a href="/rueckgabe">Rückgabe</a></li><li><a href="/impressum">Impressum</a></li></ul></nav>
<main><h1>Kontakt</h1><p>Telefon: 030 2345678</p><p>Telefax: 030 2345679</p><p>E-Mail: kontakt [at] moebelhof-laden [punkt] de</p>
<p>Servicezeiten: Mo-Fr 8:00 bis 17:00 Uhr</p><p>Wir antworten innerhalb von 24 Stunden.</p>
<h2>Rückgabe</h2><p>Sie können die Ware innerhalb von 14 Tagen zurücksenden.</p>
<h2>Versand</h2><p>Die Lieferzeit beträgt 2 bis 4 Werktage. Ab 50 € versandkostenfrei.</p>
<form action="/kontakt" method="post"><table><tr><td>Name</td><td><input type="text" name="name"></td></tr><tr><td>E-Mail *</td><td><input type="text" name="email"></td></tr><tr><td>Nachricht</td><td><textarea name="text" rows="4"></textarea></td></tr></table><button type="submit">Absenden</button></form>
<h2>Häufige Fragen</h2><dl><dt>Wie lange dauert der Versand?</dt><dd>Zwei Tage.</dd><dt>Kann ich auf Rechnung zahlen?</dt><dd>Ja.</dd><dt>Wo ist mein Paket?</dt><dd>Im Konto.</dd></dl></main>
<footer><p>Möbelhof GmbH, Musterweg 1, D-50667 Köln</p><p>Amtsgericht Köln HRB 12345, USt-IdNr. DE136695976</p></footer>
</body></html>"##;

/// A cart of a Japanese shop.
pub const JAPANESE_CART: &str = r##"<!DOCTYPE html>
<html lang="ja"><head><title>カート | 森の家具</title></head><body>
<div id="header"><a href="/">森の家具</a><p>お電話 03-5555-0142</p></div>
<div id="main"><h1>ショッピングカート</h1><table class="cart"><tr><th>商品</th><th>数量</th><th>小計</th></tr>
<tr><td><a href="/p/1">木の椅子</a></td><td><input type="text" name="qty[1]" value="1"></td><td>5,500円</td></tr></table>
<p>送料 660円</p><p>合計 6,160円（税込）</p><p><a class="button" href="/checkout">ご購入手続きへ</a></p>
<h2>返品について</h2><p>商品到着後8日以内に返品できます。</p><p>11,000円以上で送料無料。2～3日でお届けします。</p></div>
<div id="footer"><p>特定商取引法に基づく表記</p><p>〒150-0001 東京都渋谷区神宮前1-1-1</p><p>営業時間 10:00～18:00（土日祝休み）</p></div>
</body></html>"##;

/// A list of a French shop.
pub const FRENCH_LIST: &str = r##"<!DOCTYPE html>
<html lang="fr"><head><title>Chaises - La Boutique</title></head><body>
<header><a href="/">La Boutique</a><p>Service client : 01 42 34 56 78 du lundi au vendredi de 9h à 18h</p></header>
<main><h1>Chaises</h1><form action="/chaises" method="get"><select name="tri"><option value="1">Prix croissant</option><option value="2">Prix décroissant</option></select></form>
<ul class="products"><li class="product"><a href="/p/1"><img src="/1.jpg" alt="Chaise en chêne"><span class="name">Chaise en chêne</span></a><span class="price">49,90 €</span></li>
<li class="product"><a href="/p/2"><img src="/2.jpg" alt="Chaise blanche"><span class="name">Chaise blanche</span></a><span class="price">39,90 €</span></li>
<li class="product"><a href="/p/3"><img src="/3.jpg" alt="Tabouret"><span class="name">Tabouret</span></a><span class="price">19,90 €</span></li></ul></main>
<footer><p>Livraison gratuite dès 60 €. Retours sous 30 jours.</p><p>SIRET 732 829 320 00074</p><form action="/newsletter" method="post"><input type="email" name="email" placeholder="Votre e-mail"><button type="submit">S'abonner</button></form></footer>
</body></html>"##;
