//! The guard against a table of requests and buttons: the dangerous ones are refused, and the ones that the walk
//! needs are allowed. The rows stand in `tests/guard/`, one file a language, and one for what has no language.

use std::path::Path;

use serde::Deserialize;
use touchpoint::lexicon::Platforms;
use touchpoint::model::PageKind;
use touchpoint::net::guard::{Action, Consent, Decision, Intent, SentField, ShopScope, decide};
use url::Url;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    group: Vec<Group>,
}

/// One row for each pair of a label and an address.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    expect: Expect,
    /// The rules that may refuse; any where empty.
    #[serde(default)]
    rules: Vec<String>,
    why: String,
    intent: Want,
    page: PageKind,
    method: String,
    urls: Vec<String>,
    #[serde(default)]
    labels: Vec<String>,
    /// Name, value, control, label.
    #[serde(default)]
    fields: Vec<[String; 4]>,
    #[serde(default)]
    markup: String,
    #[serde(default)]
    consent: Vec<Agreed>,
    platform: Option<String>,
    #[serde(default)]
    robots_forbid: bool,
    #[serde(default)]
    last_step: bool,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq, Debug)]
#[serde(rename_all = "kebab-case")]
enum Expect {
    Allow,
    Refuse,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum Agreed {
    Fill,
    AllowDraft,
    Mine,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
enum Want {
    Crawl,
    Search,
    AddToCart,
    RemoveFromCart,
    UpdateCart,
    GoToCheckout,
    GuestEntry,
    Fill,
}

impl From<Want> for Intent {
    fn from(want: Want) -> Intent {
        match want {
            Want::Crawl => Intent::Crawl,
            Want::Search => Intent::Search,
            Want::AddToCart => Intent::AddToCart,
            Want::RemoveFromCart => Intent::RemoveFromCart,
            Want::UpdateCart => Intent::UpdateCart,
            Want::GoToCheckout => Intent::GoToCheckout,
            Want::GuestEntry => Intent::GuestEntry,
            Want::Fill => Intent::Fill,
        }
    }
}

struct Outcome {
    rows: usize,
    refused: usize,
    wrong: Vec<String>,
}

fn run(file: &str) -> Outcome {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guard").join(file);
    let text = std::fs::read_to_string(path).expect("the table is there");
    let table: File = toml::from_str(&text).expect("the table is well-formed");
    let mut outcome = Outcome {
        rows: 0,
        refused: 0,
        wrong: Vec::new(),
    };
    for group in &table.group {
        let no_label = [String::new()];
        let labels = if group.labels.is_empty() {
            &no_label[..]
        } else {
            &group.labels
        };
        for url in &group.urls {
            for label in labels {
                outcome.rows += 1;
                let decision = judge(group, url, label);
                outcome.refused += usize::from(!decision.is_allowed());
                let right = match (&decision, group.expect) {
                    (Decision::Allow, Expect::Allow) => true,
                    (Decision::Refuse(refusal), Expect::Refuse) => {
                        group.rules.is_empty() || group.rules.iter().any(|rule| rule == refusal.rule)
                    }
                    _ => false,
                };
                if !right {
                    let line = format!(
                        "{:?} {}: {} {url} {label:?} → {decision:?}",
                        group.expect, group.why, group.method
                    );
                    outcome.wrong.push(line);
                }
            }
        }
    }
    outcome
}

fn judge(group: &Group, url: &str, label: &str) -> Decision {
    let start = Url::parse("https://www.shop.example.com/").expect("a URL");
    let url = start.join(url).expect("a URL of the table");
    let scope = ShopScope::new(start);
    let fields: Vec<SentField<'_>> = group
        .fields
        .iter()
        .map(|[name, value, control, label]| SentField {
            name,
            value,
            control,
            label,
        })
        .collect();
    let platform = group.platform.as_deref();
    decide(&Action {
        label,
        fields: &fields,
        markup: &group.markup,
        consent: Consent {
            fill: group.consent.contains(&Agreed::Fill),
            allow_draft: group.consent.contains(&Agreed::AllowDraft),
            mine: group.consent.contains(&Agreed::Mine),
        },
        platform: platform.map(|id| Platforms::builtin().get(id).expect("the platform exists")),
        robots_allows: !group.robots_forbid,
        last_step: group.last_step,
        ..Action::new(group.intent.into(), &group.method, &url, &scope, group.page)
    })
}

#[test]
fn every_row_is_decided_as_the_table_says() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guard");
    let mut files: Vec<String> = std::fs::read_dir(directory)
        .expect("tests/guard is there")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    files.sort();
    let outcomes: Vec<Outcome> = files.iter().map(|file| run(file)).collect();
    let wrong: Vec<&String> = outcomes.iter().flat_map(|outcome| &outcome.wrong).collect();
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.iter().map(|s| s.as_str()).collect::<Vec<_>>().join("\n")
    );
    let rows: usize = outcomes.iter().map(|outcome| outcome.rows).sum();
    let refused: usize = outcomes.iter().map(|outcome| outcome.refused).sum();
    assert!(rows >= 300, "{rows} rows");
    assert!(refused >= 150 && rows - refused >= 100, "{refused} of {rows} refused");
}
