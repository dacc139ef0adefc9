//! Limits, politeness and trouble: each ends in an answer or a clear error, never in a hang.

mod net_support;

use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::{any, get, post};
use net_support::{live, page, quick, serve, serve_raw, text, url};
use touchpoint::net::{ClientOptions, FetchError, Limit, Purpose, Request, StartUrl, start};

#[tokio::test]
async fn a_gzip_bomb_stops_at_the_limit() {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..100 {
        packer.write_all(&vec![0; 1024 * 1024]).unwrap();
    }
    let bomb = packer.finish().unwrap();
    let shop = serve(Router::new().route(
        "/",
        get(move || async move { ([(header::CONTENT_ENCODING, "gzip")], bomb) }),
    ))
    .await;
    let mut options = quick(&shop);
    options.max_bytes_per_page = 1_000_000;
    let response = page(&live(options), shop).await.expect("an answer");
    assert_eq!((response.body.len(), response.truncated), (1_000_000, true));
}

#[tokio::test]
async fn a_slow_server_times_out() {
    let slow = || async {
        tokio::time::sleep(Duration::from_secs(60)).await;
        "late"
    };
    let shop = serve(Router::new().route("/", get(slow))).await;
    let mut options = quick(&shop);
    options.request_timeout = Duration::from_millis(200);
    assert_eq!(
        page(&live(options), shop).await.expect_err("too late").code(),
        "timeout"
    );
}

#[tokio::test]
async fn the_total_time_and_the_requests_are_limited() {
    let slow = || async {
        tokio::time::sleep(Duration::from_secs(60)).await;
        "late"
    };
    let shop = serve(
        Router::new()
            .route("/slow", get(slow))
            .route("/", get(|| async { "fast" })),
    )
    .await;
    let mut options = quick(&shop);
    options.total_time = Duration::from_millis(300);
    let fetcher = live(options);
    let error = page(&fetcher, shop.join("/slow").unwrap())
        .await
        .expect_err("out of time");
    assert_eq!(error, FetchError::LimitReached { which: Limit::Time });
    let mut options = quick(&shop);
    options.max_requests = 2;
    let fetcher = live(options);
    assert!(page(&fetcher, shop.clone()).await.is_ok());
    assert!(page(&fetcher, shop.clone()).await.is_ok());
    assert_eq!(
        page(&fetcher, shop).await,
        Err(FetchError::LimitReached { which: Limit::Requests })
    );
    assert_eq!(fetcher.requests_sent(), 2);
}

#[tokio::test]
async fn cancelling_ends_what_is_under_way() {
    let slow = || async {
        tokio::time::sleep(Duration::from_secs(60)).await;
        "late"
    };
    let shop = serve(Router::new().route("/", get(slow))).await;
    let fetcher = live(quick(&shop));
    let other = fetcher.clone();
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(100)).await;
        other.cancel();
    });
    assert_eq!(page(&fetcher, shop.clone()).await, Err(FetchError::Cancelled));
    assert_eq!(page(&fetcher, shop).await, Err(FetchError::Cancelled));
}

#[tokio::test]
async fn retry_after_is_honoured_and_retries_are_bounded() {
    let count = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&count);
    let busy = move || {
        let turn = counter.fetch_add(1, Ordering::SeqCst);
        async move {
            match turn {
                0 => (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "1")], "wait").into_response(),
                _ => "welcome".into_response(),
            }
        }
    };
    let refused = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&refused);
    let always = move || {
        counter.fetch_add(1, Ordering::SeqCst);
        async { (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "0")]) }
    };
    let never = || async { (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "3600")]) };
    let shop = serve(
        Router::new()
            .route("/", get(busy))
            .route("/always", any(always))
            .route("/never", get(never)),
    )
    .await;
    let fetcher = live(quick(&shop));
    let started = Instant::now();
    let response = page(&fetcher, shop.clone()).await.expect("an answer");
    assert_eq!((response.status, text(&response).as_str()), (200, "welcome"));
    assert!(started.elapsed() >= Duration::from_secs(1));
    assert_eq!(
        page(&fetcher, shop.join("/always").unwrap())
            .await
            .expect("an answer")
            .status,
        503
    );
    assert_eq!(refused.load(Ordering::SeqCst), 3);
    let form = Request::post(shop.join("/always").unwrap(), Vec::new(), None);
    assert_eq!(fetcher.fetch(form).await.expect("an answer").status, 503);
    assert_eq!(refused.load(Ordering::SeqCst), 4, "a form is sent once");
    let started = Instant::now();
    assert_eq!(
        page(&fetcher, shop.join("/never").unwrap())
            .await
            .expect("an answer")
            .status,
        503
    );
    assert!(started.elapsed() < Duration::from_secs(1));
}

#[tokio::test]
async fn rate_and_concurrency_are_held() {
    let (now, most) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
    let (at_once, highest) = (Arc::clone(&now), Arc::clone(&most));
    let handler = move || {
        let (at_once, highest) = (Arc::clone(&at_once), Arc::clone(&highest));
        async move {
            highest.fetch_max(at_once.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_millis(150)).await;
            at_once.fetch_sub(1, Ordering::SeqCst);
            "page"
        }
    };
    let shop = serve(Router::new().fallback(any(handler))).await;
    let mut options = quick(&shop);
    options.rate_per_second = 20.0;
    let fetcher = live(options);
    let started = Instant::now();
    let tasks: Vec<_> = (0..6)
        .map(|number| {
            let (fetcher, url) = (fetcher.clone(), shop.join(&format!("/{number}")).unwrap());
            tokio::spawn(async move { page(&fetcher, url).await })
        })
        .collect();
    for task in tasks {
        assert!(task.await.unwrap().is_ok());
    }
    assert!(
        started.elapsed() >= Duration::from_millis(400),
        "{:?}",
        started.elapsed()
    );
    assert_eq!(most.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn robots_and_crawl_delay_are_obeyed_and_the_owners_journey_may_enter() {
    let robots = "User-agent: *\nDisallow: /cart\nCrawl-delay: 60\n";
    let handlers = || {
        Router::new()
            .route("/robots.txt", get(move || async move { robots }))
            .fallback(any(|| async { "page" }))
    };
    let shop = serve(handlers()).await;
    let options = ClientOptions {
        obey_robots: true,
        max_crawl_delay: Duration::from_millis(200),
        ..quick(&shop)
    };
    let fetcher = live(options.clone());
    let cart = shop.join("/cart?x=1").unwrap();
    let started = Instant::now();
    assert!(page(&fetcher, shop.clone()).await.is_ok());
    assert!(page(&fetcher, shop.join("/list").unwrap()).await.is_ok());
    assert!(
        started.elapsed() >= Duration::from_millis(400),
        "{:?}",
        started.elapsed()
    );
    assert_eq!(
        page(&fetcher, cart.clone()).await,
        Err(FetchError::BlockedByRobots { url: cart.to_string() })
    );
    let visit = Request {
        purpose: Purpose::Journey,
        ..Request::get(cart.clone(), Purpose::Journey)
    };
    assert_eq!(
        fetcher.fetch(visit.clone()).await.expect_err("not ours").code(),
        "blocked-by-robots"
    );
    let owner = live(ClientOptions { mine: true, ..options });
    assert!(owner.fetch(visit).await.is_ok());
    assert_eq!(
        page(&owner, cart).await.expect_err("a crawl").code(),
        "blocked-by-robots"
    );
}

#[tokio::test]
async fn a_robots_txt_that_fails_keeps_us_out_and_says_so() {
    let shop = serve(
        Router::new()
            .route("/robots.txt", get(|| async { StatusCode::INTERNAL_SERVER_ERROR }))
            .fallback(any(|| async { "page" })),
    )
    .await;
    let fetcher = live(ClientOptions {
        obey_robots: true,
        ..quick(&shop)
    });
    assert_eq!(
        page(&fetcher, shop).await.expect_err("unreachable").code(),
        "robots-unreachable"
    );
}

#[tokio::test]
async fn dead_hosts_and_dead_ports_are_told_apart() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let dead = url(&format!("http://{}/", listener.local_addr().unwrap()));
    drop(listener);
    let options = ClientOptions {
        obey_robots: true,
        ..quick(&dead)
    };
    assert_eq!(
        page(&live(options), dead).await.expect_err("dead").code(),
        "connection-refused"
    );
    // A label of more than 63 letters cannot be in the DNS: the resolver knows that without a network.
    let nowhere = url(&format!("http://{}.example/", "a".repeat(70)));
    assert_eq!(
        page(&live(quick(&nowhere)), nowhere).await.expect_err("dead").code(),
        "dns"
    );
}

#[tokio::test]
async fn broken_answers_are_shown_as_far_as_they_came() {
    let cut = serve_raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n<p>half").await;
    let response = page(&live(quick(&cut)), cut).await.expect("an answer");
    assert_eq!((text(&response).as_str(), response.truncated), ("<p>half", true));
    let silent = serve_raw(b"").await;
    assert_eq!(
        page(&live(quick(&silent)), silent).await.expect_err("nothing").code(),
        "interrupted"
    );
    let noise = serve_raw(b"220 mail.shop.example ESMTP\r\n").await;
    assert_eq!(
        page(&live(quick(&noise)), noise).await.expect_err("not HTTP").code(),
        "protocol"
    );
}

#[tokio::test]
async fn the_tool_names_itself_and_speaks_the_markets_language() {
    let show = |headers: HeaderMap| async move {
        ["user-agent", "accept-language", "accept"]
            .map(|name| headers[name].to_str().unwrap().to_owned())
            .join("|")
    };
    let shop = serve(
        Router::new()
            .route("/", get(show))
            .route("/send", post(|body: String| async move { body })),
    )
    .await;
    let mut options = quick(&shop);
    options.accept_language = "de-DE,de".into();
    let fetcher = live(options);
    let seen = text(&page(&fetcher, shop.clone()).await.expect("an answer"));
    assert!(
        seen.starts_with("touchpoint/") && seen.contains("|de-DE,de|text/html"),
        "{seen}"
    );
    let mut json = Request::post(shop.join("/send").unwrap(), Vec::new(), None);
    json.json = Some("{\"sku\":1}".into());
    assert_eq!(text(&fetcher.fetch(json).await.expect("an answer")), "{\"sku\":1}");
}

#[tokio::test]
async fn without_a_scheme_a_plain_http_shop_is_found() {
    let shop = serve(Router::new().route("/", get(|| async { "home" }))).await;
    let start_url = StartUrl::parse(shop.authority()).expect("valid");
    let fetcher = live(ClientOptions {
        obey_robots: true,
        ..quick(start_url.url().unwrap())
    });
    let response = start::open(&fetcher, &start_url).await.expect("an answer");
    assert_eq!((response.url.scheme(), text(&response).as_str()), ("http", "home"));
}
