//! Where `inspect` gets a page from: a file, or the shop itself.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use anyhow::{Context as _, anyhow};
use tokio::runtime::{Builder, Runtime};
use url::Url;

use crate::net::{ClientOptions, Fetcher, Purpose, Request, Response, blocked};

/// Pages are read up to this size; what follows is cut off.
const MAX_PAGE_BYTES: u64 = 32 << 20;

/// A page as it came in.
#[derive(Debug, Default)]
pub(super) struct RawPage {
    pub(super) body: Vec<u8>,
    /// Where it came from, after redirects; none for a file.
    pub(super) url: Option<Url>,
    pub(super) headers: Vec<(String, String)>,
    pub(super) cookie_names: Vec<String>,
}

/// Reads pages; the client of the last shop is kept, so that its politeness holds from page to page.
#[derive(Default)]
pub(super) struct PageSource {
    client: Option<(String, Runtime, Fetcher)>,
}

/// Whether an input names a page of the web and not a file.
pub(super) fn is_address(input: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| {
        input
            .get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

impl PageSource {
    /// Reads a file or fetches an address.
    pub(super) fn read(&mut self, input: &str) -> anyhow::Result<RawPage> {
        if is_address(input) {
            let url = Url::parse(input).context("no address of a page")?;
            return self.fetch(url);
        }
        let mut page = RawPage::default();
        let file = File::open(Path::new(input)).context("cannot be opened")?;
        file.take(MAX_PAGE_BYTES)
            .read_to_end(&mut page.body)
            .context("cannot be read")?;
        Ok(page)
    }

    fn fetch(&mut self, url: Url) -> anyhow::Result<RawPage> {
        let host = url.host_str().unwrap_or_default().to_owned();
        if self.client.as_ref().is_none_or(|(own, _, _)| *own != host) {
            let runtime = Builder::new_current_thread()
                .enable_all()
                .build()
                .context("cannot start the client")?;
            let fetcher = Fetcher::live(ClientOptions::for_shop(url.clone()))?;
            self.client = Some((host, runtime, fetcher));
        }
        let Some((_, runtime, fetcher)) = &self.client else {
            return Err(anyhow!("cannot start the client"));
        };
        let response = runtime.block_on(fetcher.fetch(Request::get(url, Purpose::Page)))?;
        if let Some(how) = blocked(&response) {
            return Err(anyhow!("the shop keeps us out: {} ({})", how.code(), response.status));
        }
        let Response {
            url,
            headers,
            cookie_names,
            body,
            ..
        } = response;
        Ok(RawPage {
            body,
            url: Some(url),
            headers,
            cookie_names,
        })
    }
}

#[cfg(feature = "layout")]
impl PageSource {
    /// A style sheet of a page that was fetched from the last shop.
    pub(super) fn fetch_sheet(&self, url: &Url, page: &Url, charset: &str) -> Option<String> {
        let (_, runtime, fetcher) = self.client.as_ref()?;
        let request = Request::get(url.clone(), Purpose::StyleSheet).with_referer(page);
        let answer = runtime.block_on(fetcher.fetch(request)).ok()?;
        let whole = answer.status == 200 && !answer.truncated;
        whole.then(|| crate::net::decode_style_sheet(&answer.body, answer.content_type(), Some(charset)).text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_files() {
        assert!(is_address("https://shop.example/a"));
        assert!(is_address("HTTP://shop.example"));
        assert!(!is_address("pages/https.html"));
        assert!(!is_address("쇼핑"));
    }

    #[test]
    fn a_missing_file_is_an_error() {
        let error = PageSource::default().read("no/such/page.html").expect_err("no file");
        assert!(format!("{error:#}").starts_with("cannot be opened"));
    }

    #[test]
    fn a_page_is_fetched_from_the_shop_that_the_user_names() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("its address");
        let server = std::thread::spawn(move || {
            use std::io::Write as _;
            // robots.txt, then the page.
            for answer in [
                "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 9\r\nconnection: close\r\n\r\n<p>Hi</p>",
            ] {
                let (mut stream, _) = listener.accept().expect("a request");
                let mut request = [0; 4096];
                let _ = stream.read(&mut request).expect("read");
                stream.write_all(answer.as_bytes()).expect("write");
            }
        });
        let page = PageSource::default()
            .read(&format!("http://{address}/a"))
            .expect("a page");
        assert_eq!(page.body, b"<p>Hi</p>");
        assert_eq!(page.url.map(|url| url.path().to_owned()).as_deref(), Some("/a"));
        server.join().expect("the server ends");
    }
}
