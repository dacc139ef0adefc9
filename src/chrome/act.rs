//! Acting on a page as a customer does: clicking, typing, choosing.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::sleep;
use url::Url;

use super::ChromeError;
use super::judgement::Step;
use super::tab::Tab;

/// Finds an element by its selector, also within open shadow roots; shared by the functions below.
pub(super) const FIND: &str = include_str!("scripts/find.js");
const ACT: &str = include_str!("scripts/act.js");

/// What a click does begins a little later: a page that is looked at sooner seems to rest.
const MOMENT: Duration = Duration::from_millis(250);

impl Tab {
    /// Clicks on an element, with the mouse where it can be hit. With a step, what the click asks of the shop is judged
    /// as that step until [`Tab::settle`] ends it; without one the page may only read.
    ///
    /// # Errors
    /// Where there is no such element, it is disabled, or the page is gone.
    pub async fn click(&self, selector: &str, step: Option<Step>) -> Result<(), ChromeError> {
        let place = self.act("place", selector, &Value::Null).await?;
        self.state.set_step(step);
        if !place["hit"].as_bool().unwrap_or_default() {
            self.act("click", selector, &Value::Null).await?;
            sleep(MOMENT).await;
            return Ok(());
        }
        for (kind, buttons) in [("mouseMoved", 0), ("mousePressed", 1), ("mouseReleased", 0)] {
            let mut event = json!({ "type": kind, "x": place["x"], "y": place["y"], "buttons": buttons });
            if kind != "mouseMoved" {
                event["button"] = "left".into();
                event["clickCount"] = 1.into();
            }
            self.call("Input.dispatchMouseEvent", event).await?;
        }
        sleep(MOMENT).await;
        Ok(())
    }

    /// Types a text into a field, in the place of what is in it.
    ///
    /// # Errors
    /// As [`Tab::click`].
    pub async fn fill(&self, selector: &str, text: &str) -> Result<(), ChromeError> {
        self.state.add_typed(text);
        self.act("fill", selector, &json!(text)).await.map(|_| ())
    }

    /// Chooses the option of a `<select>` with this value.
    ///
    /// # Errors
    /// As [`Tab::click`], and where there is no such option.
    pub async fn select(&self, selector: &str, value: &str) -> Result<(), ChromeError> {
        self.state.add_typed(value);
        self.act("select", selector, &json!(value)).await.map(|_| ())
    }

    /// Ticks a box or chooses a radio button, or takes the tick away.
    ///
    /// # Errors
    /// As [`Tab::click`].
    pub async fn tick(&self, selector: &str, on: bool) -> Result<(), ChromeError> {
        self.act("tick", selector, &json!(on)).await.map(|_| ())
    }

    /// What an element says of itself: its text, and the start tags from the document to it, for the guard.
    ///
    /// # Errors
    /// Where there is no such element, or the page is gone.
    pub async fn describe(&self, selector: &str) -> Result<(String, String), ChromeError> {
        let about = self.act("describe", selector, &Value::Null).await?;
        let text = |name: &str| about[name].as_str().unwrap_or_default().to_owned();
        Ok((text("label"), text("markup")))
    }

    /// The address that the tab shows.
    ///
    /// # Errors
    /// When the page is gone.
    pub async fn address(&self) -> Result<Option<Url>, ChromeError> {
        let address = self.run("() => location.href", &Value::Null).await?;
        Ok(address.as_str().and_then(|text| Url::parse(text).ok()))
    }

    async fn act(&self, what: &str, selector: &str, value: &Value) -> Result<Value, ChromeError> {
        let function = format!("(given) => {{ {FIND}\n{ACT}\nreturn act(given); }}");
        let argument = json!({ "what": what, "selector": selector, "value": value });
        let answer = self.run(&function, &argument).await?;
        match answer["error"].as_str() {
            Some(error) => Err(ChromeError::NoElement(format!("{selector}: {error}"))),
            None => Ok(answer),
        }
    }
}
