//! Redirects, cookies, secrets, and the bounds of the shop's site.

mod net_support;

use axum::Router;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect};
use axum::routing::{any, get, post};
use net_support::{live, page, quick, serve, text, url};
use touchpoint::net::guard::Consent;
use touchpoint::net::{FetchError, Purpose, Request};

fn show(headers: &HeaderMap, name: &str) -> String {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("-")
        .to_owned()
}

fn to(status: StatusCode, location: &str) -> impl IntoResponse + use<> {
    (status, [(header::LOCATION, location.to_owned())])
}

#[tokio::test]
async fn cookies_survive_redirects_and_only_their_names_are_told() {
    let login = || async {
        (
            [(header::SET_COOKIE, "session=s3cret; Path=/; HttpOnly")],
            Redirect::to("/account"),
        )
    };
    let account = |headers: HeaderMap| async move { show(&headers, "cookie") };
    let shop = serve(
        Router::new()
            .route("/login", get(login))
            .route("/account", get(account)),
    )
    .await;
    let response = page(&live(quick(&shop)), shop.join("/login").unwrap())
        .await
        .expect("an answer");
    assert_eq!(text(&response), "session=s3cret");
    assert_eq!(response.cookie_names, ["session"]);
    assert!(!format!("{:?}", response.headers).contains("s3cret"));
    assert_eq!(response.redirects, [shop.join("/login").unwrap()]);
    assert_eq!(response.url, shop.join("/account").unwrap());
}

#[tokio::test]
async fn a_form_says_where_it_comes_from_and_becomes_a_get() {
    let add = |headers: HeaderMap, body: String| async move {
        let seen = format!("{}|{}|{body}", show(&headers, "origin"), show(&headers, "referer"));
        if seen.contains("id=7") {
            to(StatusCode::FOUND, &format!("/cart?{}", seen.len())).into_response()
        } else {
            StatusCode::BAD_REQUEST.into_response()
        }
    };
    let cart = |headers: HeaderMap, uri: Uri| async move {
        format!(
            "{} {} {}",
            uri.query().unwrap_or("-"),
            show(&headers, "origin"),
            show(&headers, "content-type")
        )
    };
    let shop = serve(Router::new().route("/add", post(add)).route("/cart", get(cart))).await;
    let product = shop.join("/product?no=7").unwrap();
    let form = vec![("id".to_owned(), "7".to_owned())];
    let response = live(quick(&shop))
        .fetch(Request::post(shop.join("/add").unwrap(), form, Some(product.clone())))
        .await
        .expect("an answer");
    let origin = shop.as_str().trim_end_matches('/');
    assert_eq!(
        text(&response),
        format!("{} - -", format!("{origin}|{product}|id=7").len())
    );
}

#[tokio::test]
async fn a_redirect_loop_ends() {
    let shop = serve(Router::new().fallback(any(|| async { to(StatusCode::MOVED_PERMANENTLY, "/again") }))).await;
    let error = page(&live(quick(&shop)), shop.clone()).await.expect_err("a loop");
    assert_eq!(
        error,
        FetchError::TooManyRedirects {
            url: shop.to_string(),
            limit: 10
        }
    );
}

#[tokio::test]
async fn another_site_is_told_and_not_visited() {
    let shop =
        serve(Router::new().route("/", get(|| async { to(StatusCode::FOUND, "https://parked.example/x") }))).await;
    let fetcher = live(quick(&shop));
    let error = page(&fetcher, shop.clone()).await.expect_err("off site");
    assert_eq!(
        error,
        FetchError::OffSite {
            from: shop.to_string(),
            to: "https://parked.example/x".to_owned()
        }
    );
    let direct = page(&fetcher, url("https://parked.example/"))
        .await
        .expect_err("off site");
    assert_eq!(direct.code(), "off-site");
}

#[tokio::test]
async fn a_page_cannot_steer_to_private_addresses() {
    let targets = [
        "http://127.0.0.2:9/",
        "http://169.254.169.254/latest/meta-data/",
        "http://0x7f000001:1/",
        "http://localhost:22/",
        "//[::1]:9/",
    ];
    for target in targets {
        let shop = serve(Router::new().route("/", get(move || async move { to(StatusCode::FOUND, target) }))).await;
        for purpose in [Purpose::Page, Purpose::StyleSheet, Purpose::LinkCheck] {
            let error = live(quick(&shop))
                .fetch(Request::get(shop.clone(), purpose))
                .await
                .expect_err(target);
            assert_eq!(error.code(), "private-address", "{target}");
        }
    }
}

#[tokio::test]
async fn a_redirect_to_something_else_than_a_page_is_refused() {
    let shop = serve(Router::new().route("/", get(|| async { to(StatusCode::FOUND, "javascript:alert(1)") }))).await;
    assert_eq!(
        page(&live(quick(&shop)), shop).await.expect_err("no page").code(),
        "invalid-url"
    );
}

#[tokio::test]
async fn secrets_go_to_the_shops_own_host_only() {
    let spy = |headers: HeaderMap| async move {
        format!(
            "{} {} {}",
            show(&headers, "authorization"),
            show(&headers, "x-staging"),
            show(&headers, "cookie")
        )
    };
    let shop = serve(Router::new().fallback(any(spy))).await;
    let mut options = quick(&shop);
    options.basic_auth = Some(("user".into(), "pass".into()));
    options.extra_headers = vec![("X-Staging".into(), "key".into())];
    options.cookies = vec![("gate".into(), "open".into())];
    options.allow_private = true;
    let other = serve(Router::new().fallback(any(spy))).await;
    let fetcher = live(options);
    assert_eq!(
        text(&page(&fetcher, shop.clone()).await.expect("an answer")),
        "Basic dXNlcjpwYXNz key gate=open"
    );
    // Another port of the same machine is another host.
    let leaked = fetcher
        .fetch(Request::get(other, Purpose::StyleSheet))
        .await
        .expect("an answer");
    assert!(text(&leaked).starts_with("- - "), "{}", text(&leaked));
}

#[tokio::test]
async fn a_307_to_another_host_does_not_carry_the_form_along() {
    let other = serve(Router::new().fallback(any(|| async { "taken" }))).await;
    let target = other.to_string();
    let shop = serve(Router::new().route(
        "/pay",
        post(move || async move { to(StatusCode::TEMPORARY_REDIRECT, &target) }),
    ))
    .await;
    let mut options = quick(&shop);
    options.allow_private = true;
    let form = vec![("card".to_owned(), "4111".to_owned())];
    let error = live(options)
        .fetch(Request::post(shop.join("/pay").unwrap(), form, None))
        .await
        .expect_err("refused");
    assert_eq!(error.code(), "redirect-refused");
}

/// Where a platform's own dangers and drafts are known, they hold on the hops of a redirect as well.
#[tokio::test]
async fn a_redirect_into_a_draft_or_a_danger_of_the_platform_is_refused() {
    let consent = |allow_draft| Consent {
        allow_draft,
        ..Consent::default()
    };
    let shop = serve(
        Router::new()
            .route(
                "/checkout",
                get(|| async { Redirect::to("/index.php?route=checkout/confirm") }),
            )
            .route("/wallet", get(|| async { Redirect::to("/wallets/pay") }))
            .route("/index.php", get(|| async { "a draft" }))
            .route("/wallets/pay", get(|| async { "paid" })),
    )
    .await;
    let asked = |platform: Option<&'static str>, allow_draft: bool, path: &str, purpose: Purpose| {
        let fetcher = live(quick(&shop));
        fetcher.watch(platform, consent(allow_draft));
        let request = Request::get(shop.join(path).unwrap(), purpose);
        async move {
            match fetcher.fetch(request).await {
                Ok(_) => "allowed".to_owned(),
                Err(FetchError::Guarded { rule, .. }) => rule,
                Err(error) => panic!("{error}"),
            }
        }
    };
    let opencart = Some("opencart");
    assert_eq!(
        asked(opencart, false, "/checkout", Purpose::Journey).await,
        "order-draft"
    );
    assert_eq!(asked(opencart, true, "/checkout", Purpose::Journey).await, "allowed");
    assert_eq!(
        asked(opencart, true, "/checkout", Purpose::Page).await,
        "order-draft",
        "a crawl only reads"
    );
    assert_eq!(
        asked(Some("shopify"), true, "/wallet", Purpose::Page).await,
        "danger-url"
    );
    assert_eq!(
        asked(Some("shopify"), true, "/wallet", Purpose::Journey).await,
        "danger-url"
    );
}
