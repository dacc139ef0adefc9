//! What lies over a page and asks for consent: it is refused, as a customer may, and then out of the way.

use serde::Deserialize;
use serde_json::{Value, json};

use super::ChromeError;
use super::tab::Tab;
use crate::lexicon::Lexicon;

const OVERLAYS: &str = include_str!("scripts/overlays.js");

/// What lies over the page.
#[derive(Debug, Deserialize)]
struct Overlay {
    text: String,
    /// The words of its buttons.
    buttons: Vec<String>,
}

impl Tab {
    /// Refuses the consent that a notice over the page asks for; tells whether there was one with a way to refuse.
    /// What the click asks of the shop may only read.
    ///
    /// # Errors
    /// When the browser or the page is gone.
    pub async fn refuse_consent(&self) -> Result<bool, ChromeError> {
        let answer = self.overlay_script("find", &Value::Null).await?;
        let overlays: Vec<Overlay> = serde_json::from_value(answer).unwrap_or_default();
        let Some((overlay, button)) = choose(&overlays) else {
            return Ok(false);
        };
        let pressed = self
            .overlay_script("press", &json!({ "overlay": overlay, "button": button }))
            .await?;
        Ok(pressed.as_bool().unwrap_or_default())
    }

    async fn overlay_script(&self, what: &str, given: &Value) -> Result<Value, ChromeError> {
        let function = format!("(given) => {{ {OVERLAYS}\nreturn overlays.{what}(given); }}");
        self.run(&function, given).await
    }
}

/// The button that refuses, of the first overlay that speaks of consent and has one.
fn choose(overlays: &[Overlay]) -> Option<(usize, usize)> {
    let lexicon = Lexicon::builtin();
    overlays.iter().enumerate().find_map(|(at, overlay)| {
        if !lexicon.is("consent.notice", &overlay.text) {
            return None;
        }
        let refuses = |label: &String| lexicon.equals("consent.refuse", label);
        let speaks = |label: &String| label.chars().count() <= 60 && lexicon.is("consent.refuse", label);
        let button = overlay
            .buttons
            .iter()
            .position(refuses)
            .or_else(|| overlay.buttons.iter().position(speaks))?;
        Some((at, button))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn overlay(text: &str, buttons: &[&str]) -> Overlay {
        Overlay {
            text: text.to_owned(),
            buttons: buttons.iter().map(|&label| label.to_owned()).collect(),
        }
    }

    #[test]
    fn a_cookie_notice_is_refused_in_its_language_and_never_accepted() {
        for (text, buttons, expected) in [
            ("We use cookies", &["Accept all", "Reject all"][..], Some(1)),
            (
                "Wir verwenden Cookies",
                &["Alle akzeptieren", "Nur notwendige"],
                Some(1),
            ),
            ("쿠키 사용에 동의해 주세요", &["모두 동의", "거부"], Some(1)),
            ("We use cookies", &["Accept all", "Settings"], None),
            ("Sign up and save", &["Decline"], None),
        ] {
            let chosen = choose(&[overlay(text, buttons)]);
            assert_eq!(chosen.map(|(_, button)| button), expected, "{text}: {buttons:?}");
        }
    }
}
