//! Links that lead nowhere.

use super::toolbox::{clip, count, number};
use super::{Input, Measure, Text};
use crate::model::{Evidence, LinkCheck, Measured, Unit};

/// So many links that work are shown where all do.
const GOOD_EXAMPLES: usize = 2;

/// The family.
pub static MEASURES: &[Measure] = &[Measure {
    id: "link.dead-share",
    unit: Unit::Share,
    what: Text {
        en: "How many of the links that were tried lead nowhere.",
        ko: "확인해 본 링크 가운데 열리지 않는 링크의 비율입니다.",
    },
    how: Text {
        en: "Asks a sample of the links and counts those that answer \"not found\", or fail twice. A refusal (login \
             needed, too many requests) is not counted either way. Unknown when no link was tried.",
        ko: "링크 일부를 골라 확인하고, '찾을 수 없음'이라고 답하거나 두 번 모두 실패한 것을 셉니다. 로그인이 필요하거나 요청이 \
             많다고 거절한 경우는 어느 쪽으로도 세지 않습니다. 확인한 링크가 없으면 알 수 없음으로 둡니다.",
    },
    pages: &[],
    run: dead_share,
}];

fn dead_share(input: &Input<'_>) -> Measured {
    let told: Vec<&LinkCheck> = input
        .walk
        .links
        .iter()
        .filter(|link| link.dead || !matches!(link.status, None | Some(401 | 403 | 429 | 503)))
        .collect();
    if told.is_empty() {
        return Measured::unknown("links-not-checked");
    }
    let mut dead: Vec<Evidence> = told.iter().filter(|link| link.dead).map(|link| answer(link)).collect();
    dead.sort();
    let against = dead.len();
    if dead.is_empty() {
        dead = told.iter().take(GOOD_EXAMPLES).map(|link| answer(link)).collect();
    }
    number(count(against) / count(told.len()), dead, told.len(), against)
}

/// What the shop answered, on the page with the link.
fn answer(link: &LinkCheck) -> Evidence {
    Evidence {
        quote: clip(&match link.status {
            Some(status) => format!("{} → {status}", link.url),
            None => format!("{} → –", link.url),
        }),
        ..Evidence::page(&link.from)
    }
}

#[cfg(test)]
mod tests {
    use super::super::toolbox::testing::{code, evidence, run, value, walk};
    use crate::model::{LinkCheck, Value};

    fn check(url: &str, status: Option<u16>, dead: bool) -> LinkCheck {
        LinkCheck {
            url: format!("https://shop.example{url}"),
            from: "https://shop.example/".to_owned(),
            status,
            dead,
        }
    }

    #[test]
    fn living_links_are_good_and_refusals_are_left_out() {
        let mut walk = walk(Vec::new());
        walk.links = vec![check("/a", Some(200), false), check("/b", Some(403), false)];
        assert_eq!(value(run("link.dead-share", &walk)), Value::Number(0.0));
        assert_eq!(
            evidence(run("link.dead-share", &walk))[0].quote,
            "https://shop.example/a → 200"
        );
    }

    #[test]
    fn dead_links_are_shown_with_their_status() {
        let mut walk = walk(Vec::new());
        walk.links = vec![check("/a", Some(200), false), check("/b", Some(404), true)];
        assert_eq!(value(run("link.dead-share", &walk)), Value::Number(0.5));
        assert_eq!(
            evidence(run("link.dead-share", &walk))[0].quote,
            "https://shop.example/b → 404"
        );
    }

    #[test]
    fn untried_links_tell_nothing() {
        assert_eq!(code(run("link.dead-share", &walk(Vec::new()))), "links-not-checked");
    }
}
