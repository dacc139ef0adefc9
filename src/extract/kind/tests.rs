use crate::extract::{Source, facts};
use crate::model::{KindGuess, PageKind};

fn kind(url: &str, html: &str) -> KindGuess {
    let url = url::Url::parse(url).expect("an address");
    facts(&Source::new(html.as_bytes(), Some(&url))).kind
}

#[test]
fn titles_and_headings_name_the_kind_in_every_language() {
    for (url, html, expected) in [
        (
            "https://a.example/x1",
            "<title>장바구니 - 머그상점</title><h1>장바구니</h1>",
            PageKind::Cart,
        ),
        (
            "https://a.example/x2",
            "<title>Warenkorb | Tassen</title><h1>Warenkorb</h1>",
            PageKind::Cart,
        ),
        (
            "https://a.example/x3",
            "<title>회원가입 | 머그상점</title><h2>회원가입</h2>",
            PageKind::Register,
        ),
        (
            "https://a.example/x4",
            "<title>ログイン｜急須の店</title><h1>ログイン</h1>",
            PageKind::Login,
        ),
        (
            "https://a.example/x5",
            "<title>Datenschutz</title><h1>Datenschutzerklärung</h1>",
            PageKind::Privacy,
        ),
        (
            "https://a.example/x6",
            "<title>자주 묻는 질문</title><h1>자주 묻는 질문</h1>",
            PageKind::Faq,
        ),
        (
            "https://a.example/x7",
            "<title>Contact us – Mugs</title><h1>Contact us</h1>",
            PageKind::Contact,
        ),
        (
            "https://a.example/x8",
            "<title>이용약관 - 머그상점</title><h1>이용약관</h1>",
            PageKind::Terms,
        ),
        (
            "https://a.example/x9",
            "<title>교환/반품 안내</title><h1>교환 및 반품</h1>",
            PageKind::Returns,
        ),
    ] {
        let guess = kind(url, html);
        assert_eq!(guess.name, expected, "{html}: {guess:?}");
        assert!(!guess.because.is_empty());
    }
}

#[test]
fn the_root_is_the_home_page() {
    for url in [
        "https://a.example/",
        "https://a.example/ko/",
        "https://a.example/index.html?utm_source=x",
    ] {
        assert_eq!(
            kind(url, "<title>머그상점</title><h1>머그상점</h1>").name,
            PageKind::Home,
            "{url}"
        );
    }
}

#[test]
fn an_error_is_an_error_whatever_its_status() {
    for html in [
        "<title>404 Not Found</title><h1>Page not found</h1><p>Sorry.</p>",
        "<title>머그상점</title><h1>페이지를 찾을 수 없습니다</h1>",
        "<title>Just a moment...</title><h2>Checking your browser</h2>",
        "<title>Tassenladen</title><h1>Seite nicht gefunden</h1>",
        "<title>急須の店</title><p>お探しのページが見つかりません</p>",
        "<title>Mugs</title><h1>Your session has timed out</h1>",
    ] {
        let guess = kind("https://a.example/products/mug", html);
        assert_eq!(guess.name, PageKind::Error, "{html}: {guess:?}");
    }
}

#[test]
fn an_article_about_errors_is_no_error() {
    let body =
        "<p>The library kept its old catalogue for decades, and every reader who came in knew the smell of it.</p>"
            .repeat(12);
    let html = format!(
        "<title>How a 404 page became art</title><meta property=og:type content=article>\
         <article><h1>How a 404 page became art</h1><a rel=author href=/a>Kim</a>{body}</article>"
    );
    assert_eq!(
        kind("https://a.example/news/2024/05/how-a-404-page", &html).name,
        PageKind::Article
    );
}

#[test]
fn an_empty_cart_is_the_cart_where_the_cart_was_asked_for() {
    let html = "<title>장바구니 - 머그상점</title><h1>장바구니</h1><p>장바구니가 비어 있습니다.</p>";
    let cart = kind("https://a.example/cart", html);
    assert_eq!(cart.name, PageKind::Cart, "{cart:?}");
    assert!(
        cart.because.iter().any(|reason| reason.contains("empty cart")),
        "{cart:?}"
    );
    let html = "<title>머그상점</title><p>장바구니가 비어 있습니다.</p>";
    let checkout = kind("https://a.example/checkout", html);
    assert_eq!(checkout.name, PageKind::Error, "{checkout:?}");
}

#[test]
fn nothing_known_is_other() {
    let guess = kind("https://a.example/x", "<title>Hm</title><p>Hello.</p>");
    assert_eq!(guess.name, PageKind::Other);
}
