//! TLS trouble is told apart from connection trouble.

mod net_support;

use std::sync::Arc;

use net_support::{live, page, quick, serve_raw, text, url};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use touchpoint::net::FetchError;
use url::Url;

/// Serves one page over TLS with a fresh certificate for this name; returns the URL and the certificate.
async fn serve_tls(name: &str) -> (Url, Vec<u8>) {
    let made = rcgen::generate_simple_self_signed(vec![name.to_owned()]).expect("a certificate");
    let certificate = made.cert.der().clone();
    let key = rustls::pki_types::PrivateKeyDer::try_from(made.signing_key.serialize_der()).expect("a key");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("protocols")
        .with_no_client_auth()
        .with_single_cert(vec![certificate.clone()], key)
        .expect("a matching key");
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = listener.local_addr().expect("bound").port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                let Ok(mut stream) = acceptor.accept(stream).await else {
                    return;
                };
                let _ = stream.read(&mut [0; 4096]).await;
                let _ = stream
                    .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nsafe")
                    .await;
                let _ = stream.shutdown().await;
            });
        }
    });
    (url(&format!("https://127.0.0.1:{port}/")), certificate.to_vec())
}

fn reason(error: FetchError) -> String {
    match error {
        FetchError::Tls { reason, .. } => reason,
        other => panic!("not TLS trouble: {other:?}"),
    }
}

#[tokio::test]
async fn a_certificate_that_nobody_signed_is_tls_trouble() {
    let (shop, certificate) = serve_tls("127.0.0.1").await;
    let error = page(&live(quick(&shop)), shop.clone()).await.expect_err("not trusted");
    assert_eq!(reason(error), "the certificate is not signed by a trusted authority");
    let mut options = quick(&shop);
    options.extra_roots = vec![certificate];
    assert_eq!(text(&page(&live(options), shop).await.expect("trusted")), "safe");
}

#[tokio::test]
async fn a_certificate_for_another_name_is_tls_trouble() {
    let (shop, certificate) = serve_tls("other.example").await;
    let mut options = quick(&shop);
    options.extra_roots = vec![certificate];
    assert_eq!(
        reason(page(&live(options), shop).await.expect_err("wrong name")),
        "the certificate is for another name"
    );
}

#[tokio::test]
async fn a_server_without_tls_is_tls_trouble() {
    let plain = serve_raw(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n").await;
    let shop = url(&plain.as_str().replace("http:", "https:"));
    assert_eq!(
        reason(page(&live(quick(&shop)), shop).await.expect_err("no TLS")),
        "the server does not speak TLS here"
    );
}
