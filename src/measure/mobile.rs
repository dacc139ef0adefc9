//! Phones as screens.

use super::toolbox::{Sample, Tally, clip};
use super::{Input, Measure, Text};
use crate::model::{Evidence, Measured, Unit};

/// The family.
pub static MEASURES: &[Measure] = &[Measure {
    id: "mobile.viewport-ok-share",
    unit: Unit::Share,
    what: Text {
        en: "How many pages are set up for phones and still let customers zoom.",
        ko: "휴대전화 화면에 맞게 설정되어 있고 확대도 되는 페이지의 비율입니다.",
    },
    how: Text {
        en: "Reads the viewport line of each page: it must ask for the device's own width and must not forbid zooming. \
             A separate phone site that only phones are led to is not seen.",
        ko: "페이지마다 viewport 설정을 읽습니다. 기기 너비를 따르고 확대를 막지 않아야 합니다. 휴대전화로 접속할 때만 열리는 \
             별도 모바일 사이트는 확인하지 못합니다.",
    },
    pages: &[],
    run: viewport_ok_share,
}];

fn viewport_ok_share(input: &Input<'_>) -> Measured {
    let sample = Sample::with_shells(input);
    if sample.is_empty() {
        return sample.unknown();
    }
    let mut tally = Tally::default();
    for page in sample.pages {
        let viewport = page.facts.text.viewport.as_deref();
        let evidence = Evidence {
            quote: clip(viewport.unwrap_or_default()),
            ..Evidence::page(&page.url)
        };
        match viewport {
            Some(content) if is_ok(content) => tally.good(evidence),
            Some(_) => tally.bad(1, evidence),
            None => tally.bad(0, evidence),
        }
    }
    tally.share()
}

/// Whether a viewport follows the device and lets people zoom (WCAG 1.4.4).
fn is_ok(content: &str) -> bool {
    let content = content.to_ascii_lowercase();
    let mut follows = false;
    let mut zooms = true;
    for part in content.split([',', ';']) {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        match (name.trim(), value.trim()) {
            ("width", "device-width") => follows = true,
            ("user-scalable", "no" | "0") => zooms = false,
            ("maximum-scale", scale) => zooms &= scale.parse::<f64>().is_ok_and(|scale| scale > 1.0),
            _ => {}
        }
    }
    follows && zooms
}

#[cfg(test)]
mod tests {
    use super::super::toolbox::testing::{code_of, page, value_of};
    use crate::model::{PageKind, Value, WalkPage};

    fn with(viewport: &str) -> WalkPage {
        let mut page = page(PageKind::Home, "/");
        page.facts.text.viewport = Some(viewport.to_owned());
        page
    }

    #[test]
    fn a_page_that_follows_the_device_is_fine() {
        let pages = vec![with("width=device-width, initial-scale=1, maximum-scale=5")];
        assert_eq!(value_of("mobile.viewport-ok-share", pages), Value::Number(1.0));
    }

    #[test]
    fn forbidden_zoom_a_fixed_width_and_no_viewport_are_not() {
        for viewport in [
            "width=device-width, user-scalable=no",
            "width=device-width,maximum-scale=1.0",
            "width=1200",
        ] {
            assert_eq!(
                value_of("mobile.viewport-ok-share", vec![with(viewport)]),
                Value::Number(0.0),
                "{viewport}"
            );
        }
        let none = vec![page(PageKind::Home, "/")];
        assert_eq!(value_of("mobile.viewport-ok-share", none), Value::Number(0.0));
    }

    #[test]
    fn without_pages_nothing_is_known() {
        assert_eq!(code_of("mobile.viewport-ok-share", Vec::new()), "no-page");
    }
}
