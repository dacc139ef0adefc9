//! What went wrong with a connection, read from the causes of the client's error.

use std::error::Error as StdError;
use std::io;

use url::Url;

use super::address::{NoSuchHost, PrivateHost};
use super::error::FetchError;
use super::site::host_and_port;

/// The last cause, which says most.
pub(crate) fn innermost(error: &(dyn StdError + 'static)) -> String {
    causes(error)
        .last()
        .map_or_else(|| error.to_string(), ToString::to_string)
}

/// The error and everything behind it; `io::Error` hides its own cause from `source()`.
fn causes<'e>(error: &'e (dyn StdError + 'static)) -> Vec<&'e (dyn StdError + 'static)> {
    let mut found = Vec::new();
    let mut next = Some(error);
    while let Some(error) = next {
        found.push(error);
        let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        next = inner
            .map(|inner| inner as &'e (dyn StdError + 'static))
            .or_else(|| error.source());
    }
    found
}

/// What kind of trouble this is, from the innermost cause that tells.
pub(crate) fn classify(error: &reqwest::Error, url: &Url) -> FetchError {
    let host = host_and_port(url);
    let causes = causes(error);
    for cause in causes.iter().rev() {
        if cause.is::<NoSuchHost>() {
            return FetchError::Dns { host };
        }
        if cause.is::<PrivateHost>() {
            return FetchError::PrivateAddress { host };
        }
        if let Some(tls) = cause.downcast_ref::<rustls::Error>() {
            return FetchError::Tls {
                host,
                reason: tls_reason(tls),
            };
        }
    }
    if error.is_timeout() {
        return FetchError::Timeout { host };
    }
    let io_kind = causes
        .iter()
        .find_map(|cause| cause.downcast_ref::<io::Error>())
        .map(io::Error::kind);
    match io_kind {
        Some(io::ErrorKind::TimedOut) => FetchError::Timeout { host },
        Some(io::ErrorKind::ConnectionRefused) => FetchError::ConnectionRefused { host },
        Some(io::ErrorKind::ConnectionReset | io::ErrorKind::UnexpectedEof | io::ErrorKind::BrokenPipe)
            if url.scheme() == "https" && error.is_connect() =>
        {
            FetchError::Tls {
                host,
                reason: "the server ended the handshake".to_owned(),
            }
        }
        Some(kind) if error.is_connect() => FetchError::Unreachable {
            host,
            reason: kind.to_string(),
        },
        Some(_) => FetchError::Interrupted { host },
        None if causes
            .iter()
            .any(|cause| cause.to_string().contains("parse") || cause.to_string().contains("invalid")) =>
        {
            FetchError::Protocol { host }
        }
        None if error.is_connect() => FetchError::Unreachable {
            host,
            reason: "no connection".to_owned(),
        },
        None => FetchError::Interrupted { host },
    }
}

fn tls_reason(error: &rustls::Error) -> String {
    use rustls::CertificateError as Certificate;
    let reason = match error {
        rustls::Error::InvalidCertificate(certificate) => match certificate {
            Certificate::Expired | Certificate::ExpiredContext { .. } => "the certificate has expired",
            Certificate::NotValidYet | Certificate::NotValidYetContext { .. } => "the certificate is not valid yet",
            Certificate::NotValidForName | Certificate::NotValidForNameContext { .. } => {
                "the certificate is for another name"
            }
            Certificate::UnknownIssuer => "the certificate is not signed by a trusted authority",
            Certificate::Revoked => "the certificate is revoked",
            _ => "the certificate is not valid",
        },
        rustls::Error::InvalidMessage(_) => "the server does not speak TLS here",
        rustls::Error::AlertReceived(_) => "the server refused the handshake",
        rustls::Error::PeerIncompatible(_) => "the server offers only outdated TLS",
        _ => "the handshake failed",
    };
    reason.to_owned()
}
