//! What code scanning needs of a SARIF log beyond its schema.

mod report_support;

use report_support::{canned, render};
use serde_json::Value;
use touchpoint::model::{Language, Verdict};

#[test]
fn sarif_has_sorted_rules_stable_fingerprints_and_the_checklist_as_its_place() {
    let report = canned(Language::Ko);
    let log: Value = serde_json::from_str(&render(&report, Language::Ko, "sarif")).expect("JSON");
    let run = &log["runs"][0];
    let rules: Vec<&str> = run["tool"]["driver"]["rules"]
        .as_array()
        .expect("rules")
        .iter()
        .filter_map(|rule| rule["id"].as_str())
        .collect();
    assert!(rules.is_sorted());
    assert_eq!(rules.len(), report.findings.len());
    for result in run["results"].as_array().expect("results") {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small");
        assert_eq!(result["ruleId"], rules[index]);
        let finding = report
            .findings
            .iter()
            .find(|finding| finding.id == rules[index])
            .expect("a finding");
        let written = finding.written.as_ref().expect("a place");
        let place = &result["locations"][0]["physicalLocation"];
        let (uri, base) = match written.built_in {
            None => ("shop/my%20checks.toml", Value::Null),
            Some(_) => ("audits/customer-moments.toml", Value::from("TOUCHPOINT")),
        };
        assert_eq!(place["artifactLocation"]["uri"], uri);
        assert_eq!(place["artifactLocation"]["uriBaseId"], base);
        assert_eq!(place["region"]["startLine"], written.line);
        assert_eq!(
            result["partialFingerprints"]["touchpointFinding/v1"],
            finding.fingerprint.as_str()
        );
        assert_eq!(result["suppressions"].is_array(), finding.waived);
    }
}

/// Code scanning refuses a whole log for one absolute place whose scheme is not `file`.
#[test]
fn sarif_places_are_relative() {
    fn places<'v>(value: &'v Value, found: &mut Vec<&'v str>) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| places(item, found)),
            Value::Object(object) => object.iter().for_each(|(key, item)| match (key.as_str(), item) {
                ("uri", Value::String(uri)) => found.push(uri),
                _ => places(item, found),
            }),
            _ => {}
        }
    }
    let log: Value = serde_json::from_str(&render(&canned(Language::En), Language::En, "sarif")).expect("JSON");
    let mut found = Vec::new();
    places(&log["runs"][0]["results"], &mut found);
    assert!(found.len() > 10, "{found:?}");
    assert!(found.iter().all(|uri| url::Url::parse(uri).is_err()), "{found:?}");
    assert_eq!(
        log["runs"][0]["originalUriBaseIds"]["SHOP"]["uri"],
        "https://shop.example.kr/"
    );
}

#[test]
fn a_clean_report_is_a_whole_sarif_log_too() {
    let mut report = canned(Language::En);
    report.checklists.remove(0);
    report.findings.retain(|finding| finding.verdict == Verdict::Good);
    let log: Value = serde_json::from_str(&render(&report, Language::En, "sarif")).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    assert_eq!(log["runs"][0]["results"], Value::Array(Vec::new()));
    assert_eq!(
        log["runs"][0]["tool"]["driver"]["rules"].as_array().map(Vec::len),
        Some(6)
    );
}
