//! A saved walk answers as the shop did, and holds nothing private.

mod net_support;

use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect};
use axum::routing::{any, get, post};
use net_support::{quick, serve, url};
use touchpoint::net::{ClientOptions, FetchError, Fetcher, Purpose, Request, Response};
use url::Url;

fn shop_pages() -> Router {
    let visits = Arc::new(AtomicU32::new(0));
    let cart = move || {
        let visit = visits.fetch_add(1, Ordering::SeqCst);
        async move { format!("cart, visit {visit}") }
    };
    let login = || async {
        (
            [(header::SET_COOKIE, "session=s3cret-session; Path=/")],
            Redirect::to("/"),
        )
    };
    let echo = |body: String| async move { format!("you sent {body}") };
    let binary = || async {
        (
            [(header::CONTENT_TYPE, "application/octet-stream")],
            (0..=255).collect::<Vec<u8>>(),
        )
    };
    Router::new()
        .route(
            "/",
            get(|| async {
                (
                    [("content-type", "text/html; charset=utf-8"), ("x-empty", "")],
                    "홈\r\n\r\n끝",
                )
            }),
        )
        .route("/cart", get(cart))
        .route("/login", get(login))
        .route("/echo", post(echo))
        .route("/binary", get(binary))
        .route("/away", get(|| async { Redirect::to("https://elsewhere.example/") }))
        .route("/robots.txt", get(|| async { "User-agent: *\nDisallow: /secret\n" }))
        .fallback(any(|| async {
            (StatusCode::NOT_FOUND, "no such page").into_response()
        }))
}

fn requests(shop: &Url) -> Vec<Request> {
    let at = |path: &str| shop.join(path).unwrap();
    let get = |path: &str| Request::get(at(path), Purpose::Page);
    let form = |value: &str| Request::post(at("/echo"), vec![("q".into(), value.into())], Some(at("/")));
    let mut huge = get("/binary");
    huge.purpose = Purpose::LinkCheck;
    vec![
        get("/"),
        get("/login"),
        get("/cart"),
        get("/cart"),
        get("/cart"),
        form("one"),
        form("two"),
        get("/binary"),
        huge,
        get("/nothing"),
        get("/away"),
        get("/secret/x"),
        Request::head(at("/"), Purpose::LinkCheck),
        Request::get(url("http://127.0.0.2:1/"), Purpose::LinkCheck),
    ]
}

async fn all(fetcher: &Fetcher, shop: &Url) -> Vec<Result<Response, FetchError>> {
    let mut answers = Vec::new();
    for request in requests(shop) {
        answers.push(fetcher.fetch(request).await);
    }
    answers
}

fn unpacked(path: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).expect("the saved walk");
    flate2::read::MultiGzDecoder::new(file)
        .read_to_end(&mut bytes)
        .expect("gzip");
    bytes
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

fn started() -> jiff::Timestamp {
    "2026-11-21T09:30:00.123Z".parse().expect("a time")
}

#[tokio::test]
async fn the_replay_answers_as_the_shop_did_also_with_errors() {
    let shop = serve(shop_pages()).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shop.warc.gz");
    let options = ClientOptions {
        obey_robots: true,
        ..quick(&shop)
    };
    let recording = Fetcher::recording(options, &path, started()).expect("a file");
    let seen = all(&recording, &shop).await;
    recording.put_metadata("audit", "{\"pages\":60}");
    assert!(!path.exists(), "the file appears when it is complete");
    recording.finish().expect("written");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);

    let replay = Fetcher::replay(&path).expect("a saved walk");
    assert_eq!(all(&replay, &shop).await, seen);
    assert_eq!(replay.metadata("audit"), Some("{\"pages\":60}"));
    assert_eq!(replay.recorded_at(), Some("2026-11-21T09:30:00Z"));
    let codes: Vec<&str> = seen
        .iter()
        .filter_map(|answer| answer.as_ref().err())
        .map(FetchError::code)
        .collect();
    assert_eq!(codes, ["off-site", "blocked-by-robots", "private-address"]);
    let last_cart = replay
        .fetch(Request::get(shop.join("/cart").unwrap(), Purpose::Page))
        .await
        .expect("an answer");
    assert_eq!(last_cart.body, b"cart, visit 2", "the last answer stays");
    let unknown = replay
        .fetch(Request::get(shop.join("/other").unwrap(), Purpose::Page))
        .await;
    assert_eq!(unknown.expect_err("never asked").code(), "not-recorded");
}

#[tokio::test]
async fn errors_of_the_network_come_back_equal() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let dead = url(&format!("http://{}/", listener.local_addr().unwrap()));
    drop(listener);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dead.warc.gz");
    let recording = Fetcher::recording(
        ClientOptions {
            obey_robots: true,
            ..quick(&dead)
        },
        &path,
        started(),
    )
    .expect("a file");
    let seen = recording.fetch(Request::get(dead.clone(), Purpose::Page)).await;
    recording.finish().expect("written");
    let again = Fetcher::replay(&path)
        .expect("a saved walk")
        .fetch(Request::get(dead, Purpose::Page))
        .await;
    assert_eq!(again, seen);
    assert_eq!(seen.expect_err("dead").code(), "connection-refused");
}

#[tokio::test]
async fn no_secret_reaches_the_file() {
    let shop = serve(shop_pages()).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shop.warc.gz");
    let mut options = quick(&shop);
    options.basic_auth = Some(("staging".into(), "long-pass-word".into()));
    options.extra_headers = vec![("X-Key".into(), "long-header-value".into())];
    options.cookies = vec![("gate".into(), "long-cookie-value".into())];
    options.redact = vec!["홍길동".into()];
    let recording = Fetcher::recording(options, &path, started()).expect("a file");
    all(&recording, &shop).await.iter().for_each(drop);
    let mut form = Request::post(
        shop.join("/echo").unwrap(),
        vec![("name".into(), "홍길동 님".into())],
        None,
    );
    form.headers = vec![("X-CSRF".into(), "csrf-token".into())];
    recording.fetch(form).await.expect("an answer");
    recording.finish().expect("written");
    let file = unpacked(&path);
    assert!(contains(&file, "X-Touchpoint-Cookie-Names: session"));
    let secrets = [
        "s3cret-session",
        "long-pass-word",
        "long-header-value",
        "long-cookie-value",
        "csrf-token",
        "홍길동",
        "%ED%99%8D",
        "bG9uZy1wYXNz",
        "uthorization",
        "X-Key",
    ];
    for secret in secrets {
        assert!(!contains(&file, secret), "{secret}");
    }
    // A replay sends the placeholder in place of the customer's name.
    let replay = Fetcher::replay(&path).expect("a saved walk");
    let form = Request::post(
        shop.join("/echo").unwrap(),
        vec![("name".into(), "redacted 님".into())],
        None,
    );
    assert!(replay.fetch(form).await.is_ok());
}

#[tokio::test]
async fn the_same_walk_is_the_same_file() {
    let shop = serve(Router::new().fallback(any(|| async { "page" }))).await;
    let folder = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for name in ["one.warc.gz", "two.warc.gz"] {
        let path = folder.path().join(name);
        let recording = Fetcher::recording(quick(&shop), &path, started()).expect("a file");
        recording
            .fetch(Request::get(shop.clone(), Purpose::Page))
            .await
            .expect("an answer");
        recording.finish().expect("written");
        files.push(unpacked(&path));
    }
    let without_date = |bytes: &[u8]| {
        String::from_utf8_lossy(bytes)
            .lines()
            .filter(|line| {
                !line.starts_with("date:")
                    && !line.starts_with("X-Touchpoint-Milliseconds")
                    && !line.contains("Digest")
                    && !line.contains("urn:uuid")
            })
            .collect::<Vec<_>>()
            .join("\n")
    };
    assert_eq!(without_date(&files[0]), without_date(&files[1]));
}

#[tokio::test]
async fn an_abandoned_recording_leaves_nothing_and_a_foreign_file_is_refused() {
    let shop = url("http://127.0.0.1:9/");
    let folder = tempfile::tempdir().unwrap();
    drop(Fetcher::recording(quick(&shop), &folder.path().join("shop.warc.gz"), started()).expect("a file"));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    let missing_folder = folder.path().join("no/such/shop.warc.gz");
    assert!(Fetcher::recording(quick(&shop), &missing_folder, started()).is_err());
    let foreign = folder.path().join("notes.txt");
    for content in ["", "hello", "WARC/1.1\r\n"] {
        std::fs::write(&foreign, content).unwrap();
        let error = Fetcher::replay(&foreign).err().expect("not a walk").to_string();
        assert!(error.contains("not a saved walk"), "{error}");
    }
    assert!(Fetcher::replay(&folder.path().join("missing")).is_err());
}
