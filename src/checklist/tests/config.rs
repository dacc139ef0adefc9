//! The shop's own file.

use crate::checklist::config::{Config, Secret};
use crate::model::Language;

#[test]
fn a_shops_file_is_read() {
    let config = Config::parse(
        "touchpoint.toml",
        r#"
[shop]
url = "https://shop.example"
mine = true
headers = { X-Staging = "env:STAGING_KEY" }
basic_auth = { user = "me", password = "env:PASSWORD" }
[audit]
checklists = ["customer-moments", "own.toml"]
[walk]
pages = 40
rate = 2
[gate]
fail_under = 70
fail_on = "critical"
[[waiver]]
finding = "support.phone-top"
reason = "new header in March"
owner = "Kim"
until = "2027-03-31"
[report]
language = "ko"
"#,
    )
    .unwrap();
    assert!(config.shop.mine);
    assert_eq!(config.shop.headers[0].1, Secret::Environment("STAGING_KEY".into()));
    assert_eq!(config.walk.pages, Some(40));
    assert_eq!(config.gate.fail_under, Some(70.0));
    assert_eq!(config.waivers[0].until, jiff::civil::date(2027, 3, 31));
    assert_eq!(config.report.language, Some(Language::Ko));
    assert!(!format!("{config:?}").contains("\"me\""), "secrets are not printed");
}

#[test]
fn every_fault_is_told_at_its_place() {
    let text = "[shop]\nulr = \"x\"\nmine = \"yes\"\n[walk]\npages = 0\n[gate]\nfail_on = \"critcal\"\n[[waiver]]\nfinding = \"a.b\"\nuntil = \"soon\"\n[report]\nlanguage = \"kr\"\n";
    let faults = Config::parse("touchpoint.toml", text).unwrap_err().headlines();
    assert_eq!(
        faults,
        [
            "touchpoint.toml:2:1: unknown key \"ulr\" (did you mean \"url\"?)",
            "touchpoint.toml:3:8: \"mine\" must be true or false, found a text",
            "touchpoint.toml:5:9: \"pages\" must be a whole number from 1 to 10000",
            "touchpoint.toml:7:11: unknown severity \"critcal\" (did you mean \"critical\"?)",
            "touchpoint.toml:8:1: \"reason\" is missing",
            "touchpoint.toml:8:1: \"owner\" is missing",
            "touchpoint.toml:10:9: \"until\" must be a day, as \"2027-03-31\"",
            "touchpoint.toml:12:12: unknown language \"kr\" (did you mean \"ko\"?)",
        ]
    );
}

#[test]
fn the_last_day_of_a_waiver_may_stand_bare_or_in_quotes() {
    for until in ["2027-01-31", "\"2027-01-31\""] {
        let text = format!("[[waiver]]\nfinding = \"a.b\"\nreason = \"r\"\nowner = \"Kim\"\nuntil = {until}\n");
        let config = Config::parse("touchpoint.toml", &text).unwrap();
        assert_eq!(config.waivers[0].until, jiff::civil::date(2027, 1, 31));
    }
}
