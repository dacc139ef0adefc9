//! A loopback shop for the browser, and the browser where there is one.

#![allow(dead_code, reason = "each test program uses a part of it")]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use touchpoint::chrome::{self, Browser};
use touchpoint::net::{ClientOptions, Fetcher};
use url::Url;

/// Whether there is a browser. Without one the test is skipped, unless `TOUCHPOINT_REQUIRE_BROWSER` is set.
pub fn has_browser() -> bool {
    match chrome::find() {
        Ok(_) => true,
        Err(error) => {
            assert!(std::env::var_os("TOUCHPOINT_REQUIRE_BROWSER").is_none(), "{error}");
            eprintln!("skipped: {error}");
            false
        }
    }
}

/// Content type and body by path; any other path is a page that says so.
pub type Pages = BTreeMap<&'static str, (&'static str, String)>;

/// A shop that answers with its pages and remembers what it was asked.
#[derive(Clone)]
pub struct LoopbackShop {
    pub url: Url,
    asked: Arc<Mutex<Vec<String>>>,
}

impl LoopbackShop {
    pub async fn start(pages: Pages) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (log, pages) = (Arc::clone(&asked), Arc::new(pages));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&pages), Arc::clone(&log)));
            }
        });
        let url = Url::parse(&format!("http://{address}/")).expect("a URL");
        Self { url, asked }
    }

    /// What it was asked, as `METHOD target`.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("no test panicked").clone()
    }

    /// Orders that reached it: whatever could change something, or asked for an order's address.
    pub fn orders(&self) -> Vec<String> {
        let asked = self.asked();
        asked
            .into_iter()
            .filter(|line| !line.starts_with("GET ") && !line.starts_with("HEAD ") || line.contains("/order/"))
            .collect()
    }

    pub fn page(&self, path: &str) -> Url {
        self.url.join(path).expect("a path")
    }

    pub fn fetcher(&self) -> Fetcher {
        Fetcher::live(ClientOptions {
            rate_per_second: 0.0,
            ..ClientOptions::for_shop(self.url.clone())
        })
        .expect("a client")
    }
}

async fn serve(mut stream: TcpStream, pages: Arc<Pages>, log: Arc<Mutex<Vec<String>>>) {
    let mut head = Vec::new();
    let mut chunk = [0; 4096];
    while !head.windows(4).any(|window| window == b"\r\n\r\n") {
        match stream.read(&mut chunk).await {
            Ok(count) if count > 0 => head.extend_from_slice(&chunk[..count]),
            _ => return,
        }
    }
    let text = String::from_utf8_lossy(&head).into_owned();
    let line = text.lines().next().unwrap_or_default();
    let asked = line.rsplit_once(' ').map_or(line, |(asked, _)| asked).to_owned();
    let target = asked.split(' ').nth(1).unwrap_or("/").to_owned();
    log.lock().expect("no test panicked").push(asked);
    let path = target.split('?').next().unwrap_or_default();
    let (status, kind, body) = match pages.get(path) {
        Some((location, body)) if location.starts_with('/') => {
            (format!("302 Found\r\nLocation: {location}"), "text/html", body.clone())
        }
        Some((kind, body)) => ("200 OK".to_owned(), *kind, body.clone()),
        None if path == "/robots.txt" => ("404 Not Found".to_owned(), "text/plain", String::new()),
        None => (
            "200 OK".to_owned(),
            "text/html",
            format!("<title>{path}</title><p>page {path}"),
        ),
    };
    let answer = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nSet-Cookie: seen=1; Path=/\r\n\
         Service-Worker-Allowed: /\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
    let _ = stream.write_all(answer.as_bytes()).await;
    let _ = stream.shutdown().await;
}

/// A browser for a test.
pub async fn browser() -> Browser {
    Browser::launch(&chrome::Options::default())
        .await
        .expect("Chrome starts")
}

/// The processes of a browser's group, zombies included, as `id name state`.
#[cfg(target_os = "linux")]
pub fn processes_of(group: u32) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir("/proc").expect("a process list").flatten() {
        let Ok(stat) = std::fs::read_to_string(entry.path().join("stat")) else {
            continue;
        };
        let Some((head, rest)) = stat.rsplit_once(')') else {
            continue;
        };
        let fields: Vec<&str> = rest.split_whitespace().collect();
        if fields.get(2).and_then(|id| id.parse().ok()) == Some(group) {
            found.push(format!("{head}) {}", fields[0]));
        }
    }
    found
}
