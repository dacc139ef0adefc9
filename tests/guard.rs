//! The guard against a table of requests and buttons: the dangerous ones are refused, and the ones that the walk
//! needs are allowed. The rows stand in `tests/guard/`, one file a language, and one for what has no language.

use std::path::Path;

use serde::Deserialize;
use touchpoint::lexicon::{Lexicon, Platforms};
use touchpoint::model::PageKind;
use touchpoint::net::Method;
use touchpoint::net::guard::{Action, Consent, Decision, FieldRef, Intent, decide, decide_hop};
use touchpoint::net::site::same_site;
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
    let fields: Vec<FieldRef<'_>> = group
        .fields
        .iter()
        .map(|[name, value, kind, label]| FieldRef {
            name,
            kind,
            value,
            label,
        })
        .collect();
    let method = match group.method.as_str() {
        "GET" => Method::Get,
        "POST" => Method::Post,
        other => panic!("method {other}"),
    };
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
        on_site: same_site(&start, &url),
        last_step: group.last_step,
        ..Action::new(group.intent.into(), method, &url, &start, group.page)
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
    println!("{rows} rows, {refused} of them refused");
    assert!(rows >= 300, "{rows} rows");
    assert!(refused >= 150 && rows - refused >= 100, "{refused} of {rows} refused");
}

/// Every dangerous word of the lexicon, in all its languages, on every page kind: as the button of a form it opens
/// nothing but what it means in a cart or on a product page.
#[test]
fn no_dangerous_word_opens_a_form_of_the_order() {
    let lexicon = Lexicon::builtin();
    let base = Url::parse("https://www.shop.example.com/").expect("a URL");
    let target = base.join("/cart/next").expect("a URL");
    let fields = [FieldRef {
        name: "email",
        kind: "email",
        value: "a@example.com",
        label: "E-mail",
    }];
    let dangers = [
        "danger.place-order",
        "danger.express-pay",
        "danger.account",
        "danger.send-to-people",
    ];
    for (concept, word) in dangers
        .iter()
        .flat_map(|id| lexicon.words(id).map(move |(_, word)| (*id, word)))
    {
        for page in PageKind::ALL.iter().copied() {
            for intent in [
                Intent::Fill,
                Intent::GuestEntry,
                Intent::AddToCart,
                Intent::UpdateCart,
                Intent::GoToCheckout,
            ] {
                let usual_here = concept == "danger.place-order"
                    && match (intent, page) {
                        (Intent::GoToCheckout, PageKind::Cart) => {
                            lexicon.is("action.go-to-checkout", word) || lexicon.is("action.ambiguous-order", word)
                        }
                        (Intent::GoToCheckout | Intent::AddToCart, PageKind::Product) => {
                            lexicon.is("action.buy-now", word)
                        }
                        _ => false,
                    };
                let sent = if intent == Intent::Fill { &fields[..] } else { &[] };
                let decision = decide(&Action {
                    label: word,
                    fields: sent,
                    consent: Consent {
                        fill: true,
                        allow_draft: true,
                        mine: true,
                    },
                    ..Action::new(intent, Method::Post, &target, &base, page)
                });
                assert!(
                    !decision.is_allowed() || usual_here,
                    "{concept} {word:?} on {page} for {intent:?}"
                );
            }
        }
    }
}

#[test]
fn a_redirect_is_judged_by_where_it_leads() {
    let allowed = |method, url: &str, allow_draft| {
        let url = Url::parse("https://www.shop.example.com/")
            .and_then(|base| base.join(url))
            .expect("a URL");
        let consent = Consent {
            allow_draft,
            ..Consent::default()
        };
        decide_hop(method, &url, true, None, consent).is_allowed()
    };
    assert!(allowed(Method::Get, "/checkout/address", false));
    assert!(!allowed(Method::Get, "/order/complete", true));
    assert!(!allowed(Method::Post, "/contact", true));
    assert!(!allowed(Method::Get, "/checkouts/cn/abc", false));
    assert!(allowed(Method::Get, "/checkouts/cn/abc", true));
}
