//! Choosing from a list that a script opens, as a customer does: open it, read it, click on a choice.

use std::time::Duration;

use serde::Deserialize;
use serde_json::json;
use tokio::time::{Instant, sleep};

use super::ChromeError;
use super::act::FIND;
use super::judgement::Step;
use super::tab::Tab;

const CHOOSE: &str = include_str!("scripts/choose.js");
/// How long a list may take to open.
const OPENS: Duration = Duration::from_secs(3);
/// How long it may slide between two looks, and how often it is looked at.
const REST: Duration = Duration::from_millis(120);
/// See [`REST`].
const MOST_LOOKS: usize = 5;

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
        self.click(selector, step).await?;
        let until = Instant::now() + OPENS;
        let mut choice = loop {
            sleep(REST).await;
            match self.choice(selector, wanted).await? {
                Some(choice) => break choice,
                None if Instant::now() >= until => return Ok(None),
                None => {}
            }
        };
        // A list slides into its place, and scrolls under the mouse: it is clicked on where it has come to rest.
        for _ in 0..MOST_LOOKS {
            let before = (choice.x, choice.y);
            self.point("mouseMoved", 0, before).await?;
            sleep(REST).await;
            match self.choice(selector, wanted).await? {
                Some(again) => choice = again,
                None => return Ok(None),
            }
            if (choice.x - before.0).abs() < 1.0 && (choice.y - before.1).abs() < 1.0 {
                break;
            }
        }
        for (kind, buttons) in [("mousePressed", 1), ("mouseReleased", 0)] {
            self.point(kind, buttons, (choice.x, choice.y)).await?;
        }
        Ok(Some(choice.label))
    }

    /// The choice of the open list that is wanted.
    async fn choice(&self, selector: &str, wanted: &[String]) -> Result<Option<Choice>, ChromeError> {
        let function = format!("(given) => {{ {FIND}\n{CHOOSE}\nreturn choose(given); }}");
        let answer = self
            .run(&function, &json!({ "selector": selector, "wanted": wanted }))
            .await?;
        Ok(serde_json::from_value(answer).ok())
    }

    async fn point(&self, kind: &str, buttons: u32, (x, y): (f64, f64)) -> Result<(), ChromeError> {
        let mut event = json!({ "type": kind, "x": x, "y": y, "buttons": buttons });
        if kind != "mouseMoved" {
            event["button"] = "left".into();
            event["clickCount"] = 1.into();
        }
        self.call("Input.dispatchMouseEvent", event).await.map(|_| ())
    }
}
