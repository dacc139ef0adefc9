//! Pictures of pages, and pages as PDF.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use super::act::FIND;
use super::tab::Tab;
use super::{Browser, ChromeError};

/// How long a picture or a document may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long a tab may take to have its first one, and how often it is asked.
const FIRST_PICTURE: Duration = Duration::from_secs(8);
/// See [`FIRST_PICTURE`].
const ASK_EVERY: Duration = Duration::from_millis(150);
/// JPEG quality: words stay readable.
const QUALITY: u32 = 55;

/// Draws a frame around elements, or takes it away.
const FRAME: &str = "for (const old of document.querySelectorAll('[data-touchpoint-frame]')) old.remove();\n\
    for (const selector of given) {\n\
      const el = find(selector); if (!el) continue;\n\
      let r = el.getBoundingClientRect();\n\
      for (let e = el; e && !(r.width && r.height); e = e.parentElement) r = e.getBoundingClientRect();\n\
      const box = document.createElement('div');\n\
      box.dataset.touchpointFrame = '';\n\
      box.style.cssText = `all:initial;position:absolute;pointer-events:none;z-index:2147483647;box-sizing:border-box;\
    left:${r.left + scrollX - 4}px;top:${r.top + scrollY - 4}px;width:${r.width + 8}px;height:${r.height + 8}px;\
    border:3px solid #d7263d;border-radius:4px`;\n\
      document.documentElement.append(box);\n\
    }\n\
    if (given.length) { const el = find(given[0]); if (el) el.scrollIntoView({ block: 'center', behavior: 'instant' }); }\n\
    return true;";

/// What is framed on a picture.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frame {
    /// Selectors of the elements; the window is scrolled to the first.
    pub selectors: Vec<String>,
}

impl Tab {
    /// A picture of the window as JPEG.
    ///
    /// # Errors
    /// When the browser or the page is gone.
    pub async fn screenshot(&self, frame: &Frame) -> Result<Vec<u8>, ChromeError> {
        let function = format!("(given) => {{ {FIND}\n{FRAME} }}");
        if !frame.selectors.is_empty() {
            self.run(&function, &json!(frame.selectors)).await?;
        }
        self.call("Page.bringToFront", json!({})).await?;
        let picture = self.capture().await;
        if !frame.selectors.is_empty() {
            self.run(&function, &json!([])).await?;
        }
        decoded(&picture?, "Page.captureScreenshot")
    }

    /// A tab that has just opened has no picture yet: it is asked again.
    async fn capture(&self) -> Result<Value, ChromeError> {
        let how = json!({ "format": "jpeg", "quality": QUALITY });
        let client = &self.hub.client;
        let until = Instant::now() + FIRST_PICTURE;
        loop {
            self.state.check()?;
            let picture = client
                .call_within(PATIENCE, Some(&self.session), "Page.captureScreenshot", how.clone())
                .await;
            match picture {
                Err(ChromeError::Protocol { .. }) if Instant::now() < until => sleep(ASK_EVERY).await,
                picture => return picture,
            }
        }
    }
}

impl Browser {
    /// An HTML document, which needs nothing from outside, as PDF.
    ///
    /// # Errors
    /// When the browser is gone or takes too long.
    pub async fn print_pdf(&self, html: &str) -> Result<Vec<u8>, ChromeError> {
        let client = self.client();
        let new = json!({ "url": "about:blank" });
        let target = client.call(None, "Target.createTarget", new).await?;
        let target = target["targetId"].as_str().unwrap_or_default().to_owned();
        let session = self.attached(&target).await?;
        let frame = json!({ "frameId": target, "html": html });
        let session = Some(session.as_str());
        client
            .call_within(PATIENCE, session, "Page.setDocumentContent", frame)
            .await?;
        let how = json!({ "printBackground": true, "preferCSSPageSize": true });
        let document = client.call_within(PATIENCE, session, "Page.printToPDF", how).await;
        client.tell(None, "Target.closeTarget", json!({ "targetId": target }));
        decoded(&document?, "Page.printToPDF")
    }
}

fn decoded(answer: &Value, method: &str) -> Result<Vec<u8>, ChromeError> {
    let data = answer["data"].as_str().unwrap_or_default();
    match BASE64.decode(data) {
        Ok(bytes) if !bytes.is_empty() => Ok(bytes),
        _ => Err(ChromeError::Protocol {
            method: method.to_owned(),
            message: "no data".to_owned(),
        }),
    }
}
