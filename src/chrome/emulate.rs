//! The window that a tab pretends to have.

use serde_json::json;

use super::ChromeError;
use super::tab::Tab;
use crate::layout::Viewport;

impl Tab {
    /// Shows the page in this window, a desktop's or a phone's.
    ///
    /// # Errors
    /// When the browser or the page is gone.
    pub async fn emulate(&self, window: Viewport) -> Result<(), ChromeError> {
        let metrics = json!({
            "width": window.width,
            "height": window.height,
            "deviceScaleFactor": 1,
            "mobile": window.mobile,
            "screenWidth": window.width,
            "screenHeight": window.height,
        });
        self.call("Emulation.setDeviceMetricsOverride", metrics).await?;
        let touch = json!({ "enabled": window.mobile, "maxTouchPoints": 1 });
        self.call("Emulation.setTouchEmulationEnabled", touch).await?;
        Ok(())
    }
}
