//! What can go wrong with a request, told apart as far as a shop owner can act on it.

use serde::{Deserialize, Serialize};

/// Which limit of the walk was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Limit {
    /// The number of requests of one audit.
    Requests,
    /// The total time of one audit.
    Time,
    /// The total number of bytes of one audit.
    Bytes,
}

impl std::fmt::Display for Limit {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Requests => "number of requests",
            Self::Time => "total time",
            Self::Bytes => "total bytes",
        })
    }
}

/// Why a request brought no answer. Each prints as one clear line.
///
/// The values are plain text, so that an error can be saved with a walk and come back equal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum FetchError {
    /// The host name has no address.
    #[error("{host}: no such host (the name could not be resolved)")]
    Dns { host: String },
    /// Nothing listens at the address.
    #[error("{host}: connection refused")]
    ConnectionRefused { host: String },
    /// There is no way to the address.
    #[error("{host}: unreachable ({reason})")]
    Unreachable { host: String, reason: String },
    /// The host answered, but no trusted TLS connection came about.
    #[error("{host}: TLS trouble: {reason}")]
    Tls { host: String, reason: String },
    /// No complete answer in time.
    #[error("{host}: no answer in time")]
    Timeout { host: String },
    /// The connection ended before a complete answer.
    #[error("{host}: the connection ended before the answer")]
    Interrupted { host: String },
    /// What came back is not HTTP that can be read.
    #[error("{host}: the answer is not valid HTTP")]
    Protocol { host: String },
    /// More redirects than the limit; mostly a redirect loop.
    #[error("{url}: more than {limit} redirects")]
    TooManyRedirects { url: String, limit: usize },
    /// A redirect, or a request, leads to another site.
    #[error("{from} leads to another site: {to}")]
    OffSite { from: String, to: String },
    /// The address is private and the user did not name it.
    #[error("{host}: refused, its address is private and is not the shop named by the user")]
    PrivateAddress { host: String },
    /// The text is no URL that a shop can have.
    #[error("not a web address: {url}: {reason}")]
    InvalidUrl { url: String, reason: String },
    /// A 307 or 308 asked to send form data to another host.
    #[error("refused to send form data from {from} on to {to}")]
    RedirectRefused { from: String, to: String },
    /// robots.txt keeps crawlers out.
    #[error("{url}: forbidden by robots.txt")]
    BlockedByRobots { url: String },
    /// robots.txt answers with a server error, which keeps crawlers out (RFC 9309 section 2.3.1.4).
    #[error("{url}: the shop's robots.txt answers with a server error, so nothing may be crawled")]
    RobotsUnreachable { url: String },
    /// A limit of the audit was reached; nothing was sent.
    #[error("limit reached: {which}")]
    LimitReached { which: Limit },
    /// A saved walk holds no answer to this request.
    #[error("{method} {url}: not in the saved walk")]
    NotRecorded { method: String, url: String },
    /// The guard refused the address: it could order, pay, write or log out.
    #[error("{url}: refused, it could change something ({rule})")]
    Guarded {
        /// The address.
        url: String,
        /// The guard's rule.
        rule: String,
    },
    /// The user stopped the audit.
    #[error("cancelled")]
    Cancelled,
}

impl FetchError {
    /// A stable kebab-case name, for reports.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Dns { .. } => "dns",
            Self::ConnectionRefused { .. } => "connection-refused",
            Self::Unreachable { .. } => "unreachable",
            Self::Tls { .. } => "tls",
            Self::Timeout { .. } => "timeout",
            Self::Interrupted { .. } => "interrupted",
            Self::Protocol { .. } => "protocol",
            Self::TooManyRedirects { .. } => "too-many-redirects",
            Self::OffSite { .. } => "off-site",
            Self::PrivateAddress { .. } => "private-address",
            Self::InvalidUrl { .. } => "invalid-url",
            Self::RedirectRefused { .. } => "redirect-refused",
            Self::BlockedByRobots { .. } => "blocked-by-robots",
            Self::RobotsUnreachable { .. } => "robots-unreachable",
            Self::LimitReached { .. } => "limit-reached",
            Self::NotRecorded { .. } => "not-recorded",
            Self::Guarded { .. } => "guarded",
            Self::Cancelled => "cancelled",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_saved_form_carries_the_same_code() {
        for error in [
            FetchError::Dns {
                host: "shop.example".into(),
            },
            FetchError::LimitReached { which: Limit::Time },
            FetchError::OffSite {
                from: "a".into(),
                to: "b".into(),
            },
            FetchError::Cancelled,
        ] {
            let saved = serde_json::to_value(&error).expect("plain data");
            assert_eq!(saved["code"], error.code());
            assert_eq!(serde_json::from_value::<FetchError>(saved).expect("reads back"), error);
        }
    }
}
