//! The style sheets that pages link: fetched once a walk, so that what they hide counts as hidden.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use regex::Regex;
use scraper::{Html, Selector};
use url::Url;

use crate::net::{Fetcher, Purpose, Request, Response, decode_style_sheet};

/// Sheets fetched in one walk at the most.
const MOST_SHEETS: usize = 60;
/// A sheet longer than this many bytes is not kept: it costs more than it tells.
const LONGEST_SHEET: usize = 1 << 20;
/// Links to sheets stand within so many bytes of a page; later ones are scripts' work.
const SEARCHED: usize = 512 << 10;

/// Sheets by their address; `None` for one that did not come.
#[derive(Debug, Default)]
pub(super) struct Sheets {
    known: BTreeMap<String, Option<Arc<str>>>,
}

/// A sheet as a page links it: its `media` attribute and its address.
type Linked = (Option<String>, Url);

impl Sheets {
    /// Fetches the sheets of a page that are not known yet.
    pub(super) async fn fetch(&mut self, fetcher: &Fetcher, response: &Response) {
        for (_, url) in linked(response) {
            self.get(fetcher, &url, &response.url, None).await;
        }
    }

    /// A sheet, fetched when it is not known yet; `None` where it did not come or is too long.
    pub(super) async fn get(
        &mut self,
        fetcher: &Fetcher,
        url: &Url,
        page: &Url,
        page_charset: Option<&str>,
    ) -> Option<Arc<str>> {
        if !self.known.contains_key(url.as_str()) {
            if self.known.len() >= MOST_SHEETS {
                return None;
            }
            let request = Request::get(url.clone(), Purpose::StyleSheet).with_referer(page);
            let sheet = match fetcher.fetch(request).await {
                Ok(answer) if answer.body.len() > LONGEST_SHEET || answer.truncated => None,
                Ok(answer) if answer.status == 200 && !is_page(&answer) => Some(
                    decode_style_sheet(&answer.body, answer.content_type(), page_charset)
                        .text
                        .into(),
                ),
                // A browser goes without it, too.
                Ok(_) => Some(Arc::from("")),
                Err(_) => None,
            };
            self.known.insert(url.to_string(), sheet);
        }
        self.known.get(url.as_str())?.clone()
    }

    /// Whether a sheet was asked for.
    #[cfg(feature = "layout")]
    pub(super) fn knows(&self, url: &Url) -> bool {
        self.known.contains_key(url.as_str())
    }

    /// The sheets of a page that came, in document order.
    pub(super) fn of(&self, response: &Response) -> Vec<(Option<String>, String)> {
        linked(response)
            .into_iter()
            .filter_map(|(media, url)| {
                let text = self.known.get(url.as_str())?.as_deref()?;
                Some((media, text.to_owned()))
            })
            .collect()
    }
}

/// A shop answers a missing style sheet with a page at times.
fn is_page(answer: &Response) -> bool {
    answer
        .content_type()
        .is_some_and(|kind| kind.trim_start().to_ascii_lowercase().starts_with("text/html"))
}

/// The sheets that a page links, alternates left out.
fn linked(response: &Response) -> Vec<Linked> {
    static TAGS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?is)<(?:link|base)\b[^>]{0,2000}>").expect("built-in pattern"));
    static LINKS: LazyLock<Selector> = LazyLock::new(|| Selector::parse("link[rel], base").expect("built-in selector"));
    let searched = &response.body[..response.body.len().min(SEARCHED)];
    let head = String::from_utf8_lossy(searched);
    let tags: String = TAGS.find_iter(&head).map(|tag| tag.as_str()).collect();
    let fragment = Html::parse_document(&tags);
    let mut base = response.url.clone();
    let mut found = Vec::new();
    for element in fragment.select(&LINKS) {
        let Some(href) = element.attr("href").map(str::trim).filter(|href| !href.is_empty()) else {
            continue;
        };
        if element.value().name() == "base" {
            base = response.url.join(href).unwrap_or(base);
        } else if is_sheet(element.attr("rel").unwrap_or_default())
            && let Ok(url) = base.join(href)
            && matches!(url.scheme(), "http" | "https")
        {
            found.push((element.attr("media").map(str::to_owned), url));
        }
    }
    found
}

fn is_sheet(rel: &str) -> bool {
    let words: Vec<String> = rel.split_ascii_whitespace().map(str::to_ascii_lowercase).collect();
    words.iter().any(|word| word == "stylesheet") && !words.iter().any(|word| word == "alternate")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(html: &str) -> Response {
        let url = Url::parse("https://a.kr/shop/page").expect("a test address");
        Response {
            url: url.clone(),
            requested: url,
            status: 200,
            headers: Vec::new(),
            cookie_names: Vec::new(),
            body: html.as_bytes().to_vec(),
            truncated: false,
            redirects: Vec::new(),
            milliseconds: 0,
        }
    }

    #[test]
    fn sheets_are_found_as_the_page_links_them() {
        let links = linked(&page(
            "<base href='/skin/'><link rel=stylesheet href=main.css><LINK REL='alternate stylesheet' href=x.css>\
             <link rel='stylesheet' media='print' href='https://cdn.kr/p.css?v=2'><link rel=icon href=i.ico>",
        ));
        let shown: Vec<String> = links.iter().map(|(media, url)| format!("{media:?} {url}")).collect();
        assert_eq!(
            shown,
            [
                "None https://a.kr/skin/main.css",
                "Some(\"print\") https://cdn.kr/p.css?v=2"
            ]
        );
    }

    #[test]
    fn only_sheets_that_came_are_given() {
        let response = page("<link rel=stylesheet href=/a.css><link rel=stylesheet href=/b.css>");
        let mut sheets = Sheets::default();
        sheets.known.insert("https://a.kr/a.css".to_owned(), None);
        sheets
            .known
            .insert("https://a.kr/b.css".to_owned(), Some(Arc::from("p{display:none}")));
        assert_eq!(sheets.of(&response), [(None, "p{display:none}".to_owned())]);
    }
}
