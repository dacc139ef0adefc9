//! What is told of audits.

use super::*;

#[test]
fn a_difference_says_what_got_worse_and_what_got_better() {
    let before = audit(
        SHOP,
        "11-01",
        &[(PHONE, Verdict::Good, 1.0), (MAIL, Verdict::Poor, 0.1)],
    );
    let after = audit(
        SHOP,
        "11-21",
        &[(PHONE, Verdict::Poor, 0.2), (MAIL, Verdict::Partial, 0.5)],
    );
    let difference = difference(&before, &after, Language::Ko);
    let told: Vec<_> = difference
        .changes
        .iter()
        .map(|change| (change.id.as_str(), change.direction, change.question.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (PHONE, Direction::Worse, "support.phone는 어떤가?"),
            (MAIL, Direction::Better, "support.mail는 어떤가?")
        ]
    );
    assert_eq!((difference.better, difference.worse), (1, 1));
    assert_eq!(
        (difference.overall.before, difference.overall.after),
        (Some(50.0), Some(25.0))
    );
    assert!(!difference.checklist.changed);
}

#[test]
fn what_could_not_be_measured_got_neither_better_nor_worse() {
    let before = phone("11-01", Verdict::Good, 1.0);
    let after = phone("11-21", Verdict::Unknown, 0.0);
    let lost = difference(&before, &after, Language::En);
    assert_eq!((lost.changes.len(), lost.changes[0].direction), (1, Direction::Other));
    assert_eq!(difference(&after, &after, Language::En).changes, []);
    // A difference that no reader sees is none.
    let same = difference(&before, &phone("11-21", Verdict::Good, 0.999_96), Language::En);
    assert_eq!(same.changes, []);
}

#[test]
fn changed_checklists_are_compared_on_the_checks_that_both_have() {
    let before = audit(
        SHOP,
        "11-01",
        &[
            (PHONE, Verdict::Good, 1.0),
            ("support.fax", Verdict::Good, 1.0),
            (MAIL, Verdict::Good, 1.0),
        ],
    );
    let mut after = audit(
        SHOP,
        "11-21",
        &[
            (PHONE, Verdict::Poor, 0.0),
            ("support.chat", Verdict::Good, 1.0),
            (MAIL, Verdict::Poor, 1.0),
        ],
    );
    after.checklists = "own@2".to_owned();
    Arc::make_mut(&mut after.findings[2].check).expected = ">= 120%|< 110%".to_owned();
    let difference = difference(&before, &after, Language::En);
    let lists = &difference.checklist;
    assert!(lists.changed);
    assert_eq!(lists.added, ["support.chat"]);
    assert_eq!(lists.removed, ["support.fax"]);
    assert_eq!(lists.rejudged, [MAIL]);
    // Of the scores only the phone is left; the mail did not get worse, it is judged by another yardstick.
    assert_eq!(
        (difference.overall.before, difference.overall.after),
        (Some(100.0), Some(0.0))
    );
    assert_eq!(difference.worse, 1);
    assert!(difference.changes.iter().all(|change| change.id == PHONE));
}

#[test]
fn what_comes_back_is_told_with_since_when_and_how_often() {
    use Verdict::{Good, Poor, Unknown};
    let audits: Vec<PastAudit> = [
        ("10-01", Poor, Good),
        ("10-08", Good, Poor),
        ("10-15", Poor, Good),
        ("10-22", Unknown, Good),
        ("10-29", Poor, Good),
    ]
    .map(|(day, phone, mail)| audit(SHOP, day, &[(PHONE, phone, 0.2), (MAIL, mail, 0.2)]))
    .to_vec();
    let found = recurrences(&audits, Language::En).unwrap();
    assert_eq!(found.checks.len(), 1, "the mail fell short only once");
    let phone = &found.checks[0];
    assert_eq!((phone.wrong, phone.measured, phone.came_back), (3, 4, 1));
    assert_eq!(phone.first_wrong, "2026-10-01T08:30:00Z");
    assert_eq!(phone.since.as_deref(), Some("2026-10-15T08:30:00Z"));
    assert!(phone.still_wrong);
    assert_eq!(
        phone.row,
        [Some(Poor), Some(Good), Some(Poor), Some(Unknown), Some(Poor)]
    );
    assert_eq!(recurrences(&[], Language::En), None);
}

#[test]
fn keep_doing_is_what_was_good_for_four_weeks() {
    use Verdict::{Good, Partial, Unknown};
    let row = |verdicts: &[(&str, Verdict)]| -> Vec<(String, usize)> {
        let audits: Vec<PastAudit> = verdicts
            .iter()
            .map(|(day, verdict)| phone(day, *verdict, 1.0))
            .collect();
        let (now, earlier) = audits.split_last().unwrap();
        keep_doing(earlier, now)
            .into_iter()
            .map(|kept| (kept.since[5..10].to_owned(), kept.audits))
            .collect()
    };
    let kept = |since: &str, audits| vec![(since.to_owned(), audits)];
    assert_eq!(
        row(&[("10-01", Good), ("10-15", Good), ("10-29", Good)]),
        kept("10-01", 3)
    );
    // Three weeks are not four, and one audit is no row.
    assert_eq!(row(&[("10-08", Good), ("10-29", Good)]), []);
    assert_eq!(row(&[("10-29", Good)]), []);
    // A fault breaks the row, an audit that could not measure does not.
    assert_eq!(row(&[("09-01", Good), ("10-15", Partial), ("10-29", Good)]), []);
    assert_eq!(
        row(&[("09-01", Good), ("10-15", Unknown), ("10-29", Good)]),
        kept("09-01", 2)
    );
    assert_eq!(row(&[("09-01", Good), ("10-29", Partial)]), []);
}

#[test]
fn a_report_recalls_only_audits_before_it() {
    let (_folder, path) = database();
    for (day, verdict) in [
        ("09-01", Verdict::Good),
        ("10-01", Verdict::Good),
        ("11-01", Verdict::Poor),
    ] {
        record(&path, &phone(day, verdict, 1.0));
    }
    let history = History::open_existing(&path).unwrap();
    let again = phone("10-01", Verdict::Good, 1.0);
    let memory = recall(&history, &again, Language::En).unwrap().unwrap();
    assert_eq!(memory.since_last.before.audited_at, "2026-09-01T08:30:00Z");
    assert_eq!((memory.audits, memory.scores.len(), memory.keep_doing.len()), (1, 2, 1));
    let first = phone("08-01", Verdict::Good, 1.0);
    assert_eq!(recall(&history, &first, Language::En).unwrap(), None);
    let elsewhere = audit("https://rival.example", "12-01", &[]);
    assert_eq!(recall(&history, &elsewhere, Language::En).unwrap(), None);
}

#[test]
fn a_report_recalls_audits_by_the_same_checklists() {
    let (_folder, path) = database();
    let by = |lists: &str, day: &str, found: &[Found]| PastAudit {
        checklists: lists.to_owned(),
        ..audit(SHOP, day, found)
    };
    record(&path, &by("own@1", "09-01", &[(PHONE, Verdict::Good, 1.0)]));
    record(&path, &by("korea@1", "10-01", &[(MAIL, Verdict::Good, 1.0)]));
    let history = History::open_existing(&path).unwrap();
    let since = |audit: &PastAudit| {
        let memory = recall(&history, audit, Language::En).unwrap();
        memory.map(|memory| memory.since_last.before.audited_at)
    };
    let own = by("own@2", "11-01", &[(PHONE, Verdict::Good, 1.0)]);
    assert_eq!(
        since(&own).as_deref(),
        Some("2026-09-01T08:30:00Z"),
        "its text may have changed"
    );
    let sharing = by("other@1", "11-01", &[(MAIL, Verdict::Good, 1.0)]);
    assert_eq!(since(&sharing).as_deref(), Some("2026-10-01T08:30:00Z"));
    let apart = by("other@1", "11-01", &[("support.hours", Verdict::Good, 1.0)]);
    assert_eq!(since(&apart), None, "there is nothing to compare");
}

#[test]
fn a_trend_knows_touchpoints_that_come_and_go() {
    let mut second = phone("11-21", Verdict::Poor, 0.0);
    second.checklists = "own@2".to_owned();
    second.touchpoints[0].id = "care".to_owned();
    let told = trend(&[phone("11-01", Verdict::Good, 1.0), second], Language::Ko).unwrap();
    let ids: Vec<&str> = told
        .touchpoints
        .iter()
        .map(|touchpoint| touchpoint.id.as_str())
        .collect();
    assert_eq!(ids, ["care", "support"]);
    assert_eq!(told.audits[0].scores, [None, Some(100.0)]);
    assert_eq!(told.audits[1].scores, [Some(0.0), None]);
    assert!(told.audits[1].checklist_changed && !told.audits[0].checklist_changed);
    assert_eq!(trend(&[], Language::Ko), None);
}
