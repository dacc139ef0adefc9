//! From measured values and a checklist to findings.

mod asked;
mod exempt;
mod probed;
mod settled;
mod told;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::checklist::{Answers, Check, CheckMeasure, Checklist, digest};
use crate::measure::Input;
use crate::model::{Evidence, Finding, Measured, Note, PageKind, Unit, Verdict, Walk};
use crate::report::messages::Messages;
use probed::probed;
use settled::{is_inferred, settled};

/// How many pieces of evidence a finding quotes.
const MAX_EVIDENCE: usize = 5;

/// Judges a walk by a checklist: one finding a check, in the checklist's order. Nobody has answered anything.
pub fn judge(checklist: &Checklist, walk: &Walk, messages: &Messages) -> Vec<Finding> {
    judge_with_answers(checklist, walk, &Answers::default(), Date::default(), messages)
}

/// Judges a walk by a checklist, and the owner's answers as they stand on the day of the audit.
pub fn judge_with_answers(
    checklist: &Checklist,
    walk: &Walk,
    answers: &Answers,
    day: Date,
    messages: &Messages,
) -> Vec<Finding> {
    let kinds: BTreeMap<&str, PageKind> = walk
        .pages
        .iter()
        .map(|page| (page.url.as_str(), page.facts.kind.name))
        .collect();
    checklist
        .touchpoints
        .iter()
        .flat_map(|touchpoint| {
            touchpoint
                .checks
                .iter()
                .map(move |check| (touchpoint.id.as_str(), check))
        })
        .map(|(touchpoint, check)| {
            let outcome = match check.measure {
                CheckMeasure::Ask { fresh_days, .. } => asked::answered(check, fresh_days, answers, day, messages),
                _ => exempt::heeded(checklist, check, measured(check, walk), answers, day, messages),
            };
            let inferred = is_inferred(check, walk);
            finding(touchpoint, check, outcome, inferred, &kinds, messages)
        })
        .collect()
}

/// What a check's measure says of the walk.
fn measured(check: &Check, walk: &Walk) -> Measured {
    match &check.measure {
        CheckMeasure::Named(measure) => {
            let pages = if check.pages.is_empty() {
                measure.pages
            } else {
                &check.pages
            };
            (measure.run)(&Input { walk, pages })
        }
        CheckMeasure::Told(told) => told::told(told, &check.pages, walk),
        CheckMeasure::Probe { probe, taken_as, .. } => probed(probe, *taken_as, &check.pages, walk),
        CheckMeasure::Ask { .. } => Measured::unknown("not-answered"),
    }
}

/// What is known about a check.
enum Outcome {
    Measured(Measured),
    /// From an answer that has grown old: it counts half.
    Stale(Measured),
    Unanswered(Note),
}

fn finding(
    touchpoint: &str,
    check: &Check,
    outcome: Outcome,
    inferred: bool,
    kinds: &BTreeMap<&str, PageKind>,
    messages: &Messages,
) -> Finding {
    let language = messages.language();
    let unit = check.measure.unit();
    let mut finding = Finding {
        id: check.finding_id.clone(),
        touchpoint: touchpoint.to_owned(),
        verdict: Verdict::Unknown,
        severity: check.severity,
        weight: check.weight,
        points: None,
        measure: check.measure.id().to_owned(),
        value: None,
        value_text: String::new(),
        unit: unit_name(unit).to_owned(),
        expected: messages.expectation(&check.scale.good, unit),
        question: check.question.get(language).to_owned(),
        why: check.why.get(language).to_owned(),
        fix: check.fix.get(language).to_owned(),
        source: messages.source(&check.source, check.looked_up),
        evidence: Vec::new(),
        examples_total: 0,
        sample: 0,
        reason: None,
        fingerprint: String::new(),
        places: Vec::new(),
        written: check.written.clone(),
        waived: false,
        waiver: None,
        stale: matches!(outcome, Outcome::Stale(_)),
        inferred,
    };
    let mut all_evidence = Vec::new();
    let measured = match outcome {
        Outcome::Measured(measured) | Outcome::Stale(measured) => Ok(settled(measured, check)),
        Outcome::Unanswered(note) => Err(note),
    };
    match measured {
        Ok(Measured::Value {
            value,
            evidence,
            sample,
            against,
        }) => {
            if value.as_f64().is_finite() {
                let points = check.scale.points(value);
                finding.verdict = check.scale.verdict(value);
                finding.points = Some(points);
                finding.value = Some(value);
                finding.value_text = messages.value(value, unit);
            } else {
                finding.reason = Some(Note::new("no-number"));
            }
            finding.examples_total = evidence.len().max(against);
            finding.sample = sample;
            if unit == Unit::Share {
                finding.places = places(evidence.iter().take(against), kinds);
            }
            all_evidence = evidence;
        }
        Ok(Measured::Between(between)) => finding.reason = Some(between.why),
        Ok(Measured::Unknown(note)) => finding.reason = Some(note),
        Ok(Measured::NotApplicable(note)) => {
            finding.verdict = Verdict::NotApplicable;
            finding.reason = Some(note);
        }
        Err(note) => {
            finding.verdict = Verdict::Unanswered;
            finding.reason = Some(note);
        }
    }
    if let Some(reason) = &mut finding.reason {
        messages.fill(reason);
    }
    finding.inferred &= finding.verdict.is_measured();
    if finding.inferred {
        finding.value_text = messages.with("table.value-inferred", &[("value", &finding.value_text)]);
    }
    finding.fingerprint = fingerprint(&check.finding_id, &all_evidence, kinds);
    all_evidence.truncate(MAX_EVIDENCE);
    finding.evidence = all_evidence;
    finding
}

/// The kinds of the pages of the evidence, sorted.
fn places<'e>(evidence: impl Iterator<Item = &'e Evidence>, kinds: &BTreeMap<&str, PageKind>) -> Vec<PageKind> {
    let found: BTreeSet<PageKind> = evidence
        .filter_map(|item| kinds.get(item.url.as_str()).copied())
        .collect();
    found.into_iter().collect()
}

/// Digest of the check, and of the kinds and parts of the pages that speak for it. Words do not count, so that a
/// finding is recognised after copy edits.
fn fingerprint(id: &str, evidence: &[Evidence], kinds: &BTreeMap<&str, PageKind>) -> String {
    let places: BTreeSet<String> = evidence
        .iter()
        .map(|item| {
            let kind = kinds.get(item.url.as_str()).map_or("-", |kind| kind.as_str());
            let region = item.region.map_or("-", |region| region.as_str());
            format!("{kind}/{region}")
        })
        .collect();
    let mut text = id.to_owned();
    for place in places {
        text.push('\n');
        text.push_str(&place);
    }
    digest(&text).chars().take(16).collect()
}

/// Name of a unit in the report.
fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Share => "share",
        Unit::Count => "count",
        Unit::Points(_) => "points",
        Unit::YesNo => "yes-no",
        Unit::Days => "days",
        Unit::Hours => "hours",
        Unit::Stage(_) => "stage",
        Unit::Ratio => "ratio",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checklist::tests::{HEAD, loader};
    use crate::extract::{Source, facts};
    use crate::measure::{Measure, Text};
    use crate::model::{Language, Limits, ProbeHit, Shop, Value, WalkPage};

    fn walk(pages: &[(&str, &str)]) -> Walk {
        Walk {
            shop: Shop::default(),
            pages: pages
                .iter()
                .map(|(address, html)| WalkPage {
                    url: (*address).to_owned(),
                    status: 200,
                    depth: Some(0),
                    via: None,
                    by_journey: false,
                    blocked: None,
                    facts: facts(&Source::new(html.as_bytes(), url::Url::parse(address).ok().as_ref())),
                })
                .collect(),
            journeys: Vec::new(),
            links: Vec::new(),
            requests: Vec::new(),
            limits: Limits::default(),
            warnings: Vec::new(),
        }
    }

    /// A share of one page in four, and seven pages as evidence.
    fn quarter(_: &Input<'_>) -> Measured {
        let pages = (0..7)
            .map(|page| Evidence::page(format!("https://shop.example/{page}")))
            .collect();
        Measured::share(2, 8, pages)
    }

    fn none(_: &Input<'_>) -> Measured {
        Measured::Value {
            value: Value::YesNo(false),
            evidence: Vec::new(),
            sample: 1,
            against: 1,
        }
    }

    fn without_page(_: &Input<'_>) -> Measured {
        Measured::Unknown(Note::new("no-page-of-kind").with("kinds", "cart"))
    }

    const NOWHERE: Text = Text { en: "", ko: "" };
    static QUARTER: Measure = Measure {
        id: "a.quarter",
        unit: Unit::Share,
        what: NOWHERE,
        how: NOWHERE,
        pages: &[],
        run: quarter,
    };
    static NONE: Measure = Measure {
        id: "a.none",
        unit: Unit::Hours,
        what: NOWHERE,
        how: NOWHERE,
        pages: &[],
        run: none,
    };
    static UNKNOWN: Measure = Measure {
        id: "a.unknown",
        unit: Unit::YesNo,
        what: NOWHERE,
        how: NOWHERE,
        pages: &[],
        run: without_page,
    };
    static MEASURES: &[&Measure] = &[&QUARTER, &NONE, &UNKNOWN];

    fn judged(checks: &str, walk: &Walk, language: Language) -> Vec<Finding> {
        let loader = crate::checklist::Loader {
            measures: MEASURES,
            ..loader()
        };
        let checklist = loader.load_text("own.toml", &format!("{HEAD}{checks}")).unwrap();
        judge(&checklist, walk, Messages::get(language))
    }

    const CHECKS: &str = r#"
[[touchpoint.check]]
id = "quarter"
measure = "a.quarter"
question = { en = "How many?", ko = "얼마나?" }
good = ">= 75%"
poor = "< 0%"
[[touchpoint.check]]
id = "none"
measure = "a.none"
question = "?"
good = "<= 24 h"
poor = "> 72 h"
[[touchpoint.check]]
id = "unknown"
measure = "a.unknown"
question = "?"
good = "yes"
[[touchpoint.check]]
id = "asked"
measure = { ask = "date", within = "30 days" }
question = "?"
good = "within 7 days"
poor = "> 30 days"
"#;

    #[test]
    fn each_check_gives_one_finding_in_the_reader_s_language() {
        let findings = judged(CHECKS, &walk(&[]), Language::En);
        let told: Vec<(Verdict, &str, &str)> = findings
            .iter()
            .map(|finding| (finding.verdict, finding.value_text.as_str(), finding.expected.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                (Verdict::Partial, "25 %", "at least 75 %"),
                (Verdict::Poor, "none", "at most 24 hours"),
                (Verdict::Unknown, "", "yes"),
                (Verdict::Unanswered, "", "at most 7 days"),
            ]
        );
        assert_eq!(findings[0].points.map(f64::round), Some(33.0));
        assert_eq!(
            (
                findings[0].evidence.len(),
                findings[0].examples_total,
                findings[0].sample
            ),
            (5, 7, 8)
        );
        let reason = findings[2].reason.as_ref().unwrap();
        assert_eq!(reason.text, "no page of this kind was seen: cart");
        let korean = judged(CHECKS, &walk(&[]), Language::Ko);
        assert_eq!(
            (korean[0].question.as_str(), korean[0].expected.as_str()),
            ("얼마나?", "75% 이상")
        );
    }

    #[test]
    fn a_fingerprint_survives_copy_edits_and_tells_places_apart() {
        let at = |region, quote: &str| Evidence {
            url: "https://shop.example/".to_owned(),
            selector: None,
            quote: quote.to_owned(),
            region: Some(region),
            ..Evidence::default()
        };
        let kinds = BTreeMap::from([("https://shop.example/", PageKind::Home)]);
        let print = |evidence: Evidence| fingerprint("support.phone-top", &[evidence], &kinds);
        use crate::model::Region::{Footer, Header};
        assert_eq!(print(at(Header, "Call us")), print(at(Header, "Ring us")));
        assert_ne!(print(at(Header, "Call us")), print(at(Footer, "Call us")));
    }

    #[test]
    fn a_probe_is_counted_over_the_pages_that_were_asked() {
        let checks = r#"
[[touchpoint.check]]
id = "wrap"
measure = { text = "gift wrap", as = "share" }
question = "?"
good = ">= 90%"
poor = "< 10%"
"#;
        let mut walk = walk(&[("https://shop.example/a", "<p>a"), ("https://shop.example/b", "<p>b")]);
        let unprobed = judged(checks, &walk, Language::En);
        assert_eq!(unprobed[0].reason.as_ref().unwrap().code, "not-probed");
        for (page, count) in walk.pages.iter_mut().zip([1, 0]) {
            let hit = ProbeHit {
                count,
                examples: Vec::new(),
            };
            page.facts.probes.insert("text gift wrap".to_owned(), hit);
        }
        let finding = &judged(checks, &walk, Language::En)[0];
        assert_eq!((finding.value, finding.sample), (Some(Value::Number(0.5)), 2));
        assert_eq!(finding.evidence, [Evidence::page("https://shop.example/b")]);
    }
}
