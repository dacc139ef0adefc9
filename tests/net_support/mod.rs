//! Loopback shops for the tests of the HTTP client.
#![allow(dead_code)] // each test file uses a part

use std::time::Duration;

use axum::Router;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use touchpoint::net::{ClientOptions, FetchError, Fetcher, Purpose, Request, Response};
use url::Url;

/// Serves the shop on a free port until the test ends.
pub async fn serve(shop: Router) -> Url {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("bound");
    tokio::spawn(async move { axum::serve(listener, shop).await });
    url(&format!("http://{address}/"))
}

/// Answers every request with these bytes and closes the connection.
pub async fn serve_raw(answer: &'static [u8]) -> Url {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("bound");
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let _ = stream.read(&mut [0; 4096]).await;
                let _ = stream.write_all(answer).await;
                let _ = stream.shutdown().await;
            });
        }
    });
    url(&format!("http://{address}/"))
}

pub fn url(text: &str) -> Url {
    Url::parse(text).expect("a URL")
}

/// Options without pace, robots.txt and long waits.
pub fn quick(shop: &Url) -> ClientOptions {
    ClientOptions {
        rate_per_second: 0.0,
        obey_robots: false,
        connect_timeout: Duration::from_secs(5),
        request_timeout: Duration::from_secs(5),
        ..ClientOptions::for_shop(shop.clone())
    }
}

pub fn live(options: ClientOptions) -> Fetcher {
    Fetcher::live(options).expect("valid options")
}

pub async fn page(fetcher: &Fetcher, url: Url) -> Result<Response, FetchError> {
    fetcher.fetch(Request::get(url, Purpose::Page)).await
}

pub fn text(response: &Response) -> String {
    String::from_utf8_lossy(&response.body).into_owned()
}
