//! The web page, printed by Chrome.

use std::thread;

use tokio::runtime::Builder;

use super::{Format, RenderError, View, html};
use crate::chrome::{Browser, ChromeError, Options};
use crate::model::AuditReport;

/// The format.
pub static FORMAT: Format = Format {
    name: "pdf",
    about: "the web page on paper; needs Chrome or Chromium",
    render,
};

fn render(report: &AuditReport, view: &View<'_>) -> Result<Vec<u8>, RenderError> {
    let page = String::from_utf8_lossy(&html::render(report, view)?).into_owned();
    // A thread of its own: whoever asks may be within a runtime.
    let printed = thread::scope(|scope| scope.spawn(|| print(&page)).join());
    Ok(printed.unwrap_or(Err(ChromeError::Gone))?)
}

fn print(page: &str) -> Result<Vec<u8>, ChromeError> {
    let runtime = Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| ChromeError::Start(error.to_string()))?;
    runtime.block_on(async {
        let browser = Browser::launch(&Options::default()).await?;
        let document = browser.print_pdf(page).await;
        browser.close().await;
        document
    })
}
