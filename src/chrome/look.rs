//! What a tab shows: its document as HTML, and how elements look in its window.

use serde::Deserialize;
use serde_json::{Value, json};
use url::Url;

use super::ChromeError;
use super::act::FIND;
use super::tab::Tab;
use crate::layout::{FOLD_BAND, FirstScreen, Seen, Viewport};

const LOOK: &str = include_str!("scripts/look.js");

/// A page as its scripts left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// Address that the tab shows now; scripts change it, too.
    pub url: Url,
    /// The document, with what stands in open shadow roots in its place.
    pub html: String,
}

#[derive(Debug, Deserialize)]
struct Looked {
    bounds: [f64; 4],
    visible: bool,
    /// Middle of the first line; none without a box.
    y: Option<f64>,
    font: f64,
    contrast: Option<f64>,
    covered: Option<String>,
}

impl Tab {
    /// The document as it is now.
    ///
    /// # Errors
    /// When the browser or the page is gone.
    pub async fn snapshot(&self) -> Result<Snapshot, ChromeError> {
        let function = format!(
            "() => {{ {FIND}\nconst type = document.doctype ? '<!DOCTYPE html>' : '';\n\
             const root = document.documentElement;\n\
             return {{ url: location.href, html: type + (shadowed() ? flattened().html : root ? root.outerHTML : '') }}; }}"
        );
        let answer = self.run(&function, &Value::Null).await?;
        let url = answer["url"].as_str().and_then(|url| Url::parse(url).ok());
        Ok(Snapshot {
            url: url.ok_or_else(|| ChromeError::Navigation("the page has no address".to_owned()))?,
            html: answer["html"].as_str().unwrap_or_default().to_owned(),
        })
    }

    /// How elements look in the tab's window, in the order of their selectors; `None` where there is no such element.
    ///
    /// # Errors
    /// When the browser or the page is gone.
    pub async fn look(&self, selectors: &[String], window: Viewport) -> Result<Vec<Option<Seen>>, ChromeError> {
        let function = format!("(selectors) => {{ {FIND}\n{LOOK}\nreturn lookAt(selectors); }}");
        let answer = self.run(&function, &json!(selectors)).await?;
        let looked: Vec<Option<Looked>> = serde_json::from_value(answer).map_err(|error| ChromeError::Protocol {
            method: "look".to_owned(),
            message: error.to_string(),
        })?;
        let height = f64::from(window.height);
        Ok(looked
            .into_iter()
            .map(|looked| looked.map(|looked| seen(looked, height)))
            .collect())
    }
}

fn seen(looked: Looked, height: f64) -> Seen {
    let rounded = |number: f64| (number * 100.0).round() / 100.0;
    Seen {
        bounds: looked.bounds.map(rounded),
        visible: looked.visible,
        first_screen: match looked.y {
            Some(y) if y < height - FOLD_BAND => FirstScreen::Yes,
            Some(y) if y <= height + FOLD_BAND => FirstScreen::Borderline,
            _ => FirstScreen::No,
        },
        font_size: rounded(looked.font),
        contrast: looked.contrast.map(rounded),
        covered_by: looked.covered,
        sure: true,
    }
}
