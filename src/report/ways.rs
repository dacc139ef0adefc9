//! The customer's ways in words that several formats share.

use super::{View, clean};
use crate::model::{CheckoutDepth, ContactWay, Journey, JourneyName, Outcome, PageKind, Step, StepOutcome};

/// Why a way ended early: where, why, and what a person should try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ending {
    /// Where and why, as sentences.
    pub(super) said: String,
    /// What to try; empty where nothing is advised.
    pub(super) advice: String,
}

/// The key of a journey's name.
pub(super) fn name(journey: JourneyName) -> &'static str {
    match journey {
        JourneyName::Buy => "journey-buy",
        JourneyName::Ask => "journey-ask",
        JourneyName::Return => "journey-return",
        JourneyName::Track => "journey-track",
    }
}

/// The name of a step: what the shop calls an announced one, else what kind of page it is.
pub(super) fn step_name(step: &Step, view: &View<'_>) -> String {
    match step
        .title
        .as_deref()
        .map(clean)
        .filter(|title| !title.trim().is_empty())
    {
        Some(title) if step.outcome == StepOutcome::NotWalked => title,
        _ => view.kind(step.kind).to_owned(),
    }
}

/// How a way ended that did not come as far as it was meant to.
pub(super) fn ending(journey: &Journey, view: &View<'_>) -> Option<Ending> {
    let reason = journey
        .reason
        .as_ref()
        .filter(|_| journey.outcome != Outcome::Completed)?;
    let why = clean(&reason.text);
    // What was only looked for was not stopped at.
    let stopped = journey
        .ended_at()
        .filter(|step| journey.name == JourneyName::Buy || step.outcome != StepOutcome::NotFound);
    let said = match stopped {
        Some(step) => view.tell("report.stopped-at", &[("step", view.kind(step.kind)), ("reason", &why)]),
        None => view.tell("report.ended", &[("reason", &why)]),
    };
    let advice = journey
        .advice
        .as_ref()
        .map(|note| clean(&note.text))
        .unwrap_or_default();
    let advice = match advice.trim() {
        "" => String::new(),
        advice => view.tell("report.advice", &[("advice", advice)]),
    };
    Some(Ending { said, advice })
}

/// What there is to tell of a whole way: whether guests are let in, how deep the checkout runs, who can be asked how.
pub(super) fn facts(journey: &Journey, view: &View<'_>) -> Vec<String> {
    let mut facts = Vec::new();
    let guest = match (journey.name, journey.guest_possible) {
        (_, None) => None,
        (JourneyName::Track, Some(true)) => Some("report.guest-lookup"),
        (JourneyName::Track, Some(false)) => Some("report.guest-no-lookup"),
        (_, Some(true)) => Some("html.guest-possible"),
        (_, Some(false)) => Some("html.guest-impossible"),
    };
    facts.extend(guest.map(|key| view.tell(key, &[])));
    if let Some(steps) = journey.steps_announced {
        facts.push(view.counted("html.steps-announced", steps as usize));
    }
    if let Some(depth) = &journey.depth {
        facts.extend(depth_facts(depth, view));
    }
    facts.extend(journey.ways.iter().map(|way| contact(way, view)));
    if let Some(clicks) = journey
        .clicks_from_product
        .filter(|_| journey.outcome == Outcome::Completed)
    {
        let clicks = view.counted("report.clicks", clicks as usize);
        facts.push(view.tell("report.way-from-product", &[("clicks", &clicks)]));
    }
    facts
}

fn depth_facts(depth: &CheckoutDepth, view: &View<'_>) -> Vec<String> {
    let seen = if depth.fields_visible > 0 {
        "report.depth-seen"
    } else {
        "report.depth-seen-bare"
    };
    let one = format!("{seen}-one");
    let seen = if depth.steps_seen == 1 && view.messages.has(&one) {
        &one
    } else {
        seen
    };
    let mut facts = vec![view.tell(
        seen,
        &[
            ("steps", &depth.steps_seen.to_string()),
            ("fields", &depth.fields_visible.to_string()),
            ("required", &depth.fields_required.to_string()),
        ],
    )];
    if depth.whole {
        facts.push(view.tell("report.depth-whole", &[]));
    } else if depth.steps_estimated > 0 {
        facts.push(view.counted("report.depth-estimated", depth.steps_estimated as usize));
    } else {
        facts.push(view.tell("report.depth-part", &[]));
    }
    facts
}

fn contact(way: &ContactWay, view: &View<'_>) -> String {
    let key = if way.needs_login == Some(true) {
        "report.way-login"
    } else {
        "report.way"
    };
    let named = format!("channel.{}", way.kind.as_str());
    let clicks = view.counted("report.clicks", way.clicks as usize);
    view.tell(key, &[("way", view.messages.text(&named)), ("clicks", &clicks)])
}

/// How long a step took, where that is known: "0.4 s".
pub(super) fn seconds(step: &Step, view: &View<'_>) -> Option<String> {
    let tenths = (f64::from(step.milliseconds?) / 100.0).round();
    Some(view.tell("report.seconds", &[("seconds", &view.messages.number(tenths / 10.0))]))
}

/// The costs that no step before showed, with their amounts.
pub(super) fn new_costs(step: &Step, view: &View<'_>) -> Vec<String> {
    step.new_costs
        .iter()
        .filter_map(|cost| {
            let key = format!("cost.{}", cost.kind);
            let name = if view.messages.has(&key) {
                view.tell(&key, &[])
            } else {
                clean(&cost.label)
            };
            let amount = view.money(cost.money.as_ref()?);
            Some(view.tell("report.new-cost", &[("cost", &name), ("amount", &amount)]))
        })
        .collect()
}

/// One step of a strip: "order form (click 4, 7 fields, ₩61,000)".
pub(super) fn step(step: &Step, view: &View<'_>) -> String {
    let mut said = step_name(step, view);
    let outcome = match step.outcome {
        StepOutcome::Reached => None,
        StepOutcome::NotFound => Some("step-not-found"),
        StepOutcome::Blocked => Some("step-blocked"),
        StepOutcome::Refused => Some("step-refused"),
        StepOutcome::Failed => Some("step-failed"),
        StepOutcome::NotWalked => Some("step-announced"),
    };
    if let Some(outcome) = outcome {
        return format!("{said} ({})", view.say(outcome, &[]));
    }
    let mut details = Vec::new();
    if step.clicks > 0 {
        details.push(view.say("step-clicks", &[("clicks", &step.clicks.to_string())]));
    }
    if step.fields_visible > 0 && step.kind != PageKind::Cart {
        details.push(view.counted("report.fields", step.fields_visible as usize));
    }
    let total = step.costs.iter().find(|cost| cost.kind == "total");
    details.extend(
        total
            .and_then(|cost| cost.money.as_ref())
            .map(|money| view.money(money)),
    );
    details.extend(new_costs(step, view));
    if !details.is_empty() {
        said.push_str(&format!(" ({})", details.join(", ")));
    }
    said
}

/// All steps in a line.
pub(super) fn strip(journey: &Journey, view: &View<'_>) -> String {
    let steps: Vec<String> = journey.steps.iter().map(|one| step(one, view)).collect();
    steps.join(" → ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ChannelKind, Language, Note};
    use crate::report::messages::Messages;

    fn view(language: Language) -> View<'static> {
        View {
            width: 80,
            color: false,
            explain: false,
            full: false,
            bom: false,
            messages: Messages::get(language),
        }
    }

    fn note(code: &str, text: &str) -> Note {
        Note {
            text: text.to_owned(),
            ..Note::new(code)
        }
    }

    #[test]
    fn an_early_end_says_where_why_and_what_to_try() {
        let mut journey = Journey::new(JourneyName::Buy, Outcome::Partial);
        journey
            .steps
            .push(Step::new(PageKind::Checkout, StepOutcome::Failed, None, 4));
        journey.reason = Some(note("needs-browser", "a script is needed"));
        journey.advice = Some(note("try-in-browser", "go on by hand"));
        let ending = ending(&journey, &view(Language::En)).expect("an ending");
        assert_eq!(ending.said, "Stopped at “checkout”: a script is needed.");
        assert_eq!(ending.advice, "What to try: go on by hand.");
    }

    #[test]
    fn seen_and_estimated_are_told_apart() {
        let mut journey = Journey::new(JourneyName::Buy, Outcome::Completed);
        journey.depth = Some(CheckoutDepth {
            steps_seen: 2,
            steps_estimated: 1,
            fields_visible: 7,
            fields_required: 5,
            whole: false,
        });
        let told = facts(&journey, &view(Language::Ko));
        assert_eq!(
            told,
            [
                "장바구니 다음에 직접 본 단계 2개, 입력란 7개(필수 5개)",
                "예상: 열어 보지 않은 단계 1개 더"
            ]
        );
    }

    #[test]
    fn ways_to_a_person_have_their_clicks() {
        let mut journey = Journey::new(JourneyName::Ask, Outcome::Completed);
        let way = |kind, clicks, needs_login| ContactWay {
            kind,
            clicks,
            clicks_from_product: Some(clicks),
            needs_login,
            url: None,
        };
        journey.ways = vec![
            way(ChannelKind::Phone, 0, Some(false)),
            way(ChannelKind::Board, 1, Some(true)),
        ];
        let told = facts(&journey, &view(Language::En));
        assert_eq!(told, ["phone: 0 clicks", "board: 1 click, after signing in"]);
    }
}
