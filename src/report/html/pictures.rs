//! What a browser showed, as pictures within the page.

use serde::Serialize;

use crate::model::{AuditReport, Evidence, Picture};
use crate::report::{View, address, clean};

/// Pictures beside one finding at the most.
const MOST_BESIDE: usize = 2;

/// A picture.
#[derive(Debug, Serialize)]
pub(super) struct PictureText {
    /// Base64 and nothing else.
    pub data: String,
    pub caption: String,
    pub link: Option<String>,
    pub address: String,
}

impl PictureText {
    /// A picture of a report; none where its data are none.
    fn new(picture: &Picture, report: &AuditReport, view: &View<'_>) -> Option<Self> {
        let is_base64 = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
        if picture.data.is_empty() || !picture.data.bytes().all(is_base64) {
            return None;
        }
        let about = match picture.about.as_str() {
            "number" => "html.picture-number",
            "mail" => "html.picture-mail",
            "price" => "html.picture-price",
            "buy-button" => "html.picture-buy-button",
            _ => "",
        };
        let kind = view.kind(picture.kind);
        Some(Self {
            data: picture.data.clone(),
            caption: if about.is_empty() {
                kind.to_owned()
            } else {
                format!("{kind}: {}", view.messages.text(about))
            },
            link: address::link(&picture.url),
            address: clean(&address::within(&picture.url, &report.shop.url)),
        })
    }
}

/// The pages as a customer sees them.
pub(super) fn pages(report: &AuditReport, view: &View<'_>) -> Vec<PictureText> {
    let pages = report.pictures.iter().filter(|picture| picture.about == "page");
    pages
        .filter_map(|picture| PictureText::new(picture, report, view))
        .collect()
}

/// The pictures that frame what a finding quotes.
pub(super) fn beside(evidence: &[Evidence], report: &AuditReport, view: &View<'_>) -> Vec<PictureText> {
    let shows = |picture: &&Picture| {
        evidence.iter().any(|place| {
            let quoted = place.selector.as_ref();
            place.url == picture.url && quoted.is_some_and(|selector| picture.frame.contains(selector))
        })
    };
    let pictures = report.pictures.iter().filter(shows);
    pictures
        .filter_map(|picture| PictureText::new(picture, report, view))
        .take(MOST_BESIDE)
        .collect()
}
