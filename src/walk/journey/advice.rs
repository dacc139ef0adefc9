//! What a person should try where a journey ended early.

use crate::model::{Journey, Note, Outcome};

/// Reasons, and the remark that advises.
const ADVICE: &[(&[&str], &str)] = &[
    (&["needs-browser", "needs-javascript"], "try-in-browser"),
    (&["robots-forbid-journey"], "try-mine"),
    (&["needs-allow-draft"], "try-allow-draft"),
    (&["guest-needs-typing"], "try-fill"),
    (&["buying-not-wanted"], "try-buying"),
    (&["account-forced"], "try-signing-in"),
    (&["shop-says", "form-not-accepted"], "try-customer"),
    (
        &["guard-refused", "last-button-in-doubt", "form-by-get"],
        "try-looking-yourself",
    ),
    (&["leads-off-site"], "try-other-site"),
    (&["limit-reached", "cancelled"], "try-longer"),
    (
        &[
            "blocked-challenge",
            "blocked-forbidden",
            "blocked-password-wanted",
            "blocked-too-many-requests",
        ],
        "try-letting-in",
    ),
    (
        &["no-product", "no-way-to-ask", "no-returns-policy", "no-order-lookup"],
        "try-more-pages",
    ),
    (&["returns-without-figures"], "try-figures"),
];
/// Whatever else ended it.
const BY_HAND: &str = "try-by-hand";
/// What is nowhere in the shop is not found by reading more of it.
const ABSENT: &str = "try-adding";

/// What to try for this journey; nothing where it came as far as it was meant to.
pub(super) fn of(journey: &Journey) -> Option<Note> {
    let reason = journey.reason.as_ref()?;
    if journey.outcome == Outcome::Completed {
        return None;
    }
    if journey.outcome == Outcome::NotFound {
        return Some(Note::new(ABSENT));
    }
    let code = ADVICE
        .iter()
        .find(|(reasons, _)| reasons.contains(&reason.code.as_str()))
        .map_or(BY_HAND, |(_, advice)| advice);
    let mut note = Note::new(code);
    // What the reason names, the advice may name as well.
    note.arguments.clone_from(&reason.arguments);
    Some(note)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{JourneyName, Language};
    use crate::report::messages::Messages;

    #[test]
    fn every_advice_is_a_sentence_in_both_languages() {
        let all = ADVICE.iter().map(|(_, advice)| *advice).chain([BY_HAND, ABSENT]);
        for advice in all {
            for language in [Language::En, Language::Ko] {
                assert!(Messages::get(language).has(&format!("note.{advice}")), "{advice}");
            }
        }
    }

    #[test]
    fn a_journey_that_ended_early_says_what_to_try() {
        let advised = |outcome, code: &str| {
            let journey = Journey {
                reason: Some(Note::new(code)),
                ..Journey::new(JourneyName::Buy, outcome)
            };
            of(&journey).map(|note| note.code)
        };
        assert_eq!(
            advised(Outcome::Unknown, "needs-browser").as_deref(),
            Some("try-in-browser")
        );
        assert_eq!(
            advised(Outcome::Partial, "answered-with-status").as_deref(),
            Some("try-by-hand")
        );
        assert_eq!(
            advised(Outcome::NotFound, "no-returns-policy").as_deref(),
            Some("try-adding")
        );
        assert_eq!(advised(Outcome::Completed, "returns-without-figures"), None);
    }
}
