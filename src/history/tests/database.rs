//! What the database keeps, and how it comes through trouble.

use super::*;

#[test]
fn an_audit_comes_back_as_it_went_in() {
    let (_folder, path) = database();
    let mut written = audit(
        SHOP,
        "11-21",
        &[(PHONE, Verdict::Partial, 0.5), (MAIL, Verdict::Unknown, 0.0)],
    );
    written.findings.push(PastFinding {
        value: Some(Value::YesNo(false)),
        stale: true,
        waived: true,
        ..finding(("support.hours", Verdict::Poor, 0.0))
    });
    let id = record(&path, &written);
    written.id = Some(id);
    let history = History::open_existing(&path).unwrap();
    assert_eq!(history.audits(SHOP).unwrap(), [written.clone()]);
    written.findings.clear();
    assert_eq!(history.lines(SHOP).unwrap(), [written]);
}

#[test]
fn every_verdict_comes_back_and_no_other_word_does() {
    use Verdict::{Good, NotApplicable, Partial, Poor, Unanswered, Unknown};
    let (_folder, path) = database();
    let all = [Good, Partial, Poor, Unknown, NotApplicable, Unanswered];
    let found: Vec<Found> = all.iter().map(|verdict| (PHONE, *verdict, 0.5)).collect();
    record(&path, &audit(SHOP, "11-21", &found));
    let history = History::open(&path).unwrap();
    let audits = history.audits(SHOP).unwrap();
    let read: Vec<Verdict> = audits[0].findings.iter().map(|finding| finding.verdict).collect();
    assert_eq!(read, all);
    history
        .connection()
        .execute("UPDATE finding SET verdict = 'fine'", [])
        .unwrap();
    let error = history.audits(SHOP).unwrap_err().to_string();
    assert!(error.contains("\"fine\" is no value of a verdict"), "{error}");
}

#[test]
fn an_audit_that_is_judged_again_takes_the_place_of_the_old_one() {
    let (_folder, path) = database();
    let first = record(&path, &phone("11-20", Verdict::Good, 1.0));
    let second = record(&path, &phone("11-21", Verdict::Good, 1.0));
    assert_eq!(record(&path, &phone("11-20", Verdict::Poor, 0.0)), first);
    let audits = History::open_existing(&path).unwrap().audits(SHOP).unwrap();
    let told: Vec<_> = audits
        .iter()
        .map(|audit| (audit.id, audit.findings[0].verdict))
        .collect();
    assert_eq!(told, [(Some(first), Verdict::Poor), (Some(second), Verdict::Good)]);
}

#[test]
fn shops_are_told_apart_by_their_origin() {
    let (_folder, path) = database();
    for origin in ["https://b.example", "https://a.example", "https://a.example:8443"] {
        record(&path, &audit(origin, "11-21", &[(PHONE, Verdict::Good, 1.0)]));
    }
    let history = History::open_existing(&path).unwrap();
    assert_eq!(
        history.shops().unwrap(),
        ["https://a.example", "https://a.example:8443", "https://b.example"]
    );
    assert_eq!(history.audits("https://a.example").unwrap().len(), 1);
    assert_eq!(origin("https://a.example:8443/shop/?lang=ko"), "https://a.example:8443");
}

#[test]
fn what_is_too_many_or_too_old_is_let_go_with_all_that_belonged_to_it() {
    let (_folder, path) = database();
    let mut history = History::open(&path).unwrap();
    let old = Retention {
        audits: 2,
        days: Some(10),
    };
    record(
        &path,
        &audit("https://other.example", "01-01", &[(MAIL, Verdict::Good, 1.0)]),
    );
    for day in ["11-01", "11-02", "11-19"] {
        history
            .record(&phone(day, Verdict::Good, 1.0), Retention::default())
            .unwrap();
    }
    let mut renewed = audit(SHOP, "11-20", &[(MAIL, Verdict::Good, 1.0)]);
    renewed.checklists = "own@2".to_owned();
    history.record(&renewed, Retention { audits: 3, days: None }).unwrap();
    assert_eq!(history.lines(SHOP).unwrap().len(), 3);
    history.record(&renewed, old).unwrap();
    let days: Vec<String> = history
        .lines(SHOP)
        .unwrap()
        .into_iter()
        .map(|line| line.audited_at)
        .collect();
    assert_eq!(days, ["2026-11-19T08:30:00Z", "2026-11-20T08:30:00Z"]);
    history.record(&renewed, Retention { audits: 1, days: None }).unwrap();
    let count = |table: &str| -> i64 {
        let sql = format!("SELECT count(*) FROM {table}");
        history.connection().query_row(&sql, [], |row| row.get(0)).unwrap()
    };
    // The other shop's audit is as old as it was, and stays.
    assert_eq!((count("audit"), count("finding"), count("touchpoint")), (2, 2, 2));
    assert_eq!((count("definition"), count("checklist")), (1, 2));
}

#[test]
fn an_older_database_is_brought_up_to_date() {
    let (_folder, path) = database();
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let old = rusqlite::Connection::open(&path).unwrap();
    old.execute_batch(MIGRATIONS[0]).unwrap();
    old.execute_batch(&format!(
        "PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = 1;
         INSERT INTO shop VALUES (1, '{SHOP}', NULL);
         INSERT INTO checklist VALUES (1, 'own@1');
         INSERT INTO definition VALUES (1, '{PHONE}', 'support', 'phone.top-share', 'share', 'critical', 5, '>= 90%|< 25%', 'Phone?', '전화?');
         INSERT INTO audit VALUES (7, 1, '2026-03-01T00:00:00Z', '0.0.9', 1, 38.0, 0.8, 0);
         INSERT INTO finding VALUES (7, 0, 1, 'poor', 0, 0.38, 41, NULL, 'abc', 0);"
    ))
    .unwrap();
    drop(old);
    // Reading alone does it, too.
    let audits = History::open_existing(&path).unwrap().audits(SHOP).unwrap();
    assert_eq!(
        (audits[0].id, audits[0].score, audits[0].pages),
        (Some(7), Some(38.0), 0)
    );
    let finding = &audits[0].findings[0];
    assert_eq!((finding.value, finding.stale), (Some(Value::Number(0.38)), false));
    assert_eq!(record(&path, &phone("11-21", Verdict::Good, 1.0)), 8);
}

#[test]
fn a_database_of_a_newer_version_is_left_alone() {
    let (_folder, path) = database();
    record(&path, &phone("11-21", Verdict::Good, 1.0));
    let newer = rusqlite::Connection::open(&path).unwrap();
    newer.pragma_update(None, "user_version", 99).unwrap();
    drop(newer);
    for opened in [History::open(&path), History::open_existing(&path)] {
        let error = opened.unwrap_err().to_string();
        assert!(error.contains("newer touchpoint (version 99"), "{error}");
        assert!(error.contains("update touchpoint"), "{error}");
    }
}

#[test]
fn another_program_s_database_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("photos.db");
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("CREATE TABLE photo (id INTEGER)").unwrap();
    drop(other);
    let before = std::fs::read(&path).unwrap();
    assert!(matches!(History::open(&path), Err(HistoryError::NotOurs)));
    assert_eq!(std::fs::read(&path).unwrap(), before);
    std::fs::write(&path, "no database at all, but a note of some length").unwrap();
    assert!(matches!(History::open(&path), Err(HistoryError::Database(_))));
    assert!(matches!(
        History::open_existing(&folder.path().join("none.db")),
        Err(HistoryError::Missing)
    ));
}

#[test]
fn a_full_disk_costs_the_audit_that_was_being_written_and_no_other() {
    let (_folder, path) = database();
    let mut history = History::open(&path).unwrap();
    history
        .record(&phone("11-01", Verdict::Good, 1.0), Retention::default())
        .unwrap();
    let pages: i64 = history
        .connection()
        .pragma_query_value(None, "page_count", |row| row.get(0))
        .unwrap();
    history
        .connection()
        .pragma_update(None, "max_page_count", pages)
        .unwrap();
    let many: Vec<PastFinding> = (0..500)
        .map(|number| PastFinding {
            fingerprint: format!("{number:0200}"),
            ..finding((PHONE, Verdict::Good, 1.0))
        })
        .collect();
    let large = PastAudit {
        findings: many,
        ..phone("11-02", Verdict::Good, 1.0)
    };
    let error = history.record(&large, Retention::default()).unwrap_err();
    assert!(error.to_string().contains("full"), "{error}");
    assert_eq!(history.audits(SHOP).unwrap().len(), 1);
    history
        .connection()
        .pragma_update(None, "max_page_count", 1_000_000)
        .unwrap();
    history.record(&large, Retention::default()).unwrap();
    assert_eq!(history.audits(SHOP).unwrap().len(), 2);
}

#[test]
fn writers_wait_for_each_other() {
    let (_folder, path) = database();
    std::thread::scope(|scope| {
        for writer in 0..6 {
            let path = &path;
            scope.spawn(move || {
                for day in 10..15 {
                    record(
                        path,
                        &audit(&format!("https://{writer}.example"), &format!("11-{day}"), &[]),
                    );
                }
            });
        }
    });
    let history = History::open_existing(&path).unwrap();
    let shops = history.shops().unwrap();
    assert_eq!(shops.len(), 6);
    assert!(shops.iter().all(|shop| history.lines(shop).unwrap().len() == 5));
}

#[test]
fn audits_have_names() {
    let (_folder, path) = database();
    for day in ["10-01", "11-20", "11-21"] {
        record(&path, &phone(day, Verdict::Good, 1.0));
    }
    let history = History::open_existing(&path).unwrap();
    let day = |name: &str| {
        let name: AuditName = name.parse().unwrap();
        let found = history.find(&name, SHOP).unwrap();
        found.map(|audit| audit.audited_at[5..10].to_owned())
    };
    assert_eq!(day("latest").as_deref(), Some("11-21"));
    assert_eq!(day("previous").as_deref(), Some("11-20"));
    assert_eq!(day("1").as_deref(), Some("10-01"));
    assert_eq!(day("#2").as_deref(), Some("11-20"));
    assert_eq!(day("2026-11").as_deref(), Some("11-21"));
    assert_eq!(day("2026-10-01").as_deref(), Some("10-01"));
    assert_eq!(day("2026-10-01T08:30").as_deref(), Some("10-01"));
    assert_eq!(day("2026-09-01"), None);
    assert_eq!(day("99"), None);
    for wrong in ["yesterday", "2026-13", "-1", "0", "", "2026-11-21T25"] {
        assert!(wrong.parse::<AuditName>().is_err(), "{wrong}");
    }
}

#[test]
fn an_audit_takes_little_room() {
    let (_folder, path) = database();
    let mut history = History::open(&path).unwrap();
    let findings: Vec<PastFinding> = (0..200)
        .map(|number| {
            let mut one = finding((PHONE, Verdict::Partial, 0.123_456_789));
            Arc::make_mut(&mut one.check).id = format!("support.check-{number}");
            one.fingerprint = format!("{number:016x}");
            one
        })
        .collect();
    for day in 10..30 {
        let audit = PastAudit {
            findings: findings.clone(),
            ..phone(&format!("11-{day}"), Verdict::Good, 1.0)
        };
        history.record(&audit, Retention::default()).unwrap();
    }
    drop(history);
    let bytes = std::fs::metadata(&path).unwrap().len();
    assert!(bytes / 20 <= 60_000, "{} bytes an audit of 200 checks", bytes / 20);
}
