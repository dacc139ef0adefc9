//! Choosing from a list that a script opens, as a customer does: open it, read it, click on a choice.

use std::time::Duration;

use serde::Deserialize;
use serde_json::json;

use super::ChromeError;
use super::act::FIND;
use super::judgement::Step;
use super::tab::Tab;

const CHOOSE: &str = include_str!("scripts/choose.js");
/// How long a list may take to open.
const OPENS: Duration = Duration::from_secs(3);

/// A choice of the open list, and where it can be clicked on.
#[derive(Debug, Deserialize)]
struct Choice {
    label: String,
    x: f64,
    y: f64,
}

impl Tab {
    /// Opens the list of a button (`role="combobox"`) and clicks on the first choice whose words are one of those
    /// wanted, or else on the first that can be chosen. Tells what was chosen; `None` where the list has nothing.
    ///
    /// # Errors
    /// As [`Tab::click`].
    pub async fn choose(
        &self,
        selector: &str,
        wanted: &[String],
        step: Option<Step>,
    ) -> Result<Option<String>, ChromeError> {
        self.click(selector, step.clone()).await?;
        self.settle(OPENS).await?;
        let function = format!("(given) => {{ {FIND}\n{CHOOSE}\nreturn choose(given); }}");
        let answer = self
            .run(&function, &json!({ "selector": selector, "wanted": wanted }))
            .await?;
        let Ok(choice) = serde_json::from_value::<Choice>(answer) else {
            return Ok(None);
        };
        if let Some(step) = step {
            self.begin_step(step);
        }
        for (kind, buttons) in [("mouseMoved", 0), ("mousePressed", 1), ("mouseReleased", 0)] {
            let mut event = json!({ "type": kind, "x": choice.x, "y": choice.y, "buttons": buttons });
            if kind != "mouseMoved" {
                event["button"] = "left".into();
                event["clickCount"] = 1.into();
            }
            self.call("Input.dispatchMouseEvent", event).await?;
        }
        Ok(Some(choice.label))
    }
}
