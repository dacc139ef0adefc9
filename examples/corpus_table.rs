//! Measures the extractors on pages whose answers you know, and prints a table.
//!
//! ```sh
//! cargo run --release --example corpus_table -- FOLDER          # reads FOLDER/labels.jsonl
//! cargo run --release --example corpus_table -- LABELS.jsonl    # pages are named relative to the file
//! cargo run --release --example corpus_table -- --verbose …     # prints every wrong answer, too
//! ```
//!
//! Each line of the labels is one page. Only `file` is needed; a key that is missing (or null, where null is not an
//! answer) is not measured on that page, an empty list means "none on this page".
//!
//! | key | holds |
//! |---|---|
//! | `file` | the page, relative to the labels |
//! | `url` | where it came from: the base of its links and a hint at its country |
//! | `country` | ISO 3166 country for national phone numbers, instead of the guess |
//! | `kind`, `accept` | page kind; more kinds that are right, too |
//! | `phones`, `faxes` | numbers as printed or as digits, any spelling |
//! | `price`, `currency` | decimal string, or a list of those that are right; ISO 4217 code |
//! | `availability` | `in-stock`, `out-of-stock` or `pre-order` (schema.org's names will do) |
//! | `forms` | `[{"index", "purpose", "fields": [{"name", "token"}]}]`: `index` counts the page's forms from 0; `purpose` and `token` (a WHATWG autofill token) as `touchpoint inspect` spells them |
//!
//! Two numbers are the same when one holds the other's digits, or their last seven digits agree: country codes and
//! trunk zeros are spelled in many ways. Recall is the share of labelled things that were found, precision the share of
//! found things that are labelled; a number in the text that is labelled as the other use counts for precision.
//! A page that cannot be read has every answer wrong. Exit status 1 where that happened.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use rust_decimal::Decimal;
use serde::Deserialize;
use touchpoint::extract::{self, Source};
use touchpoint::model::{PageFacts, PhoneUse};
use url::Url;

/// Pages may nest deeply: the thread that reads them gets a stack of this size.
const STACK_BYTES: usize = 64 << 20;
/// Digits in which two spellings of one number agree.
const SAME_DIGITS: usize = 7;

#[derive(Debug, Deserialize)]
struct Label {
    file: String,
    url: Option<String>,
    country: Option<String>,
    kind: Option<String>,
    #[serde(default)]
    accept: Vec<String>,
    phones: Option<Vec<String>>,
    faxes: Option<Vec<String>>,
    price: Option<OneOrMore>,
    currency: Option<String>,
    availability: Option<String>,
    forms: Option<Vec<FormLabel>>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

#[derive(Debug, Deserialize)]
struct FormLabel {
    index: usize,
    purpose: Option<String>,
    #[serde(default)]
    fields: Vec<FieldLabel>,
}

#[derive(Debug, Deserialize)]
struct FieldLabel {
    name: String,
    token: Option<String>,
}

/// What was counted under one key.
#[derive(Debug, Default)]
struct Count {
    right: usize,
    all: usize,
}

/// All counts, by the name of their row.
#[derive(Default)]
struct Table {
    rows: BTreeMap<&'static str, Count>,
    /// Labelled and found purposes of forms, for F1.
    purposes: BTreeMap<(String, String), usize>,
    wrong: Vec<String>,
}

impl Table {
    fn add(&mut self, row: &'static str, right: usize, all: usize) {
        let count = self.rows.entry(row).or_default();
        count.right += right;
        count.all += all;
    }

    fn judge(&mut self, row: &'static str, file: &str, wanted: &str, right: bool, found: Option<&str>) {
        self.add(row, usize::from(right), 1);
        if !right {
            self.wrong.push(format!(
                "{file}: {row}: wanted {wanted}, found {}",
                found.unwrap_or("none")
            ));
        }
    }

    fn page(&mut self, label: &Label, facts: Option<&PageFacts>) {
        self.kind(label, facts);
        self.numbers(label, facts);
        self.product(label, facts);
        for form in label.forms.iter().flatten() {
            self.form(&label.file, form, facts);
        }
    }

    fn kind(&mut self, label: &Label, facts: Option<&PageFacts>) {
        let Some(kind) = &label.kind else { return };
        let found = facts.map(|facts| facts.kind.name.as_str());
        let right = found.is_some_and(|found| found == kind || label.accept.iter().any(|also| also == found));
        self.judge("page kind", &label.file, kind, right, found);
    }

    fn numbers(&mut self, label: &Label, facts: Option<&PageFacts>) {
        if label.phones.is_none() && label.faxes.is_none() {
            return;
        }
        let digits =
            |list: &Option<Vec<String>>| -> Vec<String> { list.iter().flatten().map(|text| digits(text)).collect() };
        let (voice, fax) = (digits(&label.phones), digits(&label.faxes));
        let found = |wanted: fn(PhoneUse) -> bool| -> BTreeSet<String> {
            let phones = facts.into_iter().flat_map(|facts| &facts.phones);
            phones
                .filter(|phone| wanted(phone.usage))
                .map(|phone| self::digits(phone.e164.as_deref().unwrap_or(&phone.raw)))
                .collect()
        };
        let (found_voice, found_fax) = (
            found(|usage| usage != PhoneUse::Fax),
            found(|usage| usage == PhoneUse::Fax),
        );
        let mut side = |names: [&'static str; 2], wanted: &[String], other: &[String], found: &BTreeSet<String>| {
            let [recall, precision] = names;
            for number in wanted {
                let right = found.iter().any(|one| same(one, number));
                self.judge(recall, &label.file, number, right, None);
            }
            for number in found {
                let right = wanted.iter().chain(other).any(|one| same(one, number));
                self.judge(precision, &label.file, "no such number", right, Some(number));
            }
        };
        if label.phones.is_some() {
            side(["phones: recall", "phones: precision"], &voice, &fax, &found_voice);
        }
        if label.faxes.is_some() {
            side(["faxes: recall", "faxes: precision"], &fax, &[], &found_fax);
        }
        if label.phones.is_some() {
            let right = facts.is_some() && voice.is_empty() == found_voice.is_empty();
            let wanted = if voice.is_empty() { "no phone" } else { "a phone" };
            self.judge(
                "page has a phone",
                &label.file,
                wanted,
                right,
                found_voice.first().map(String::as_str),
            );
        }
    }

    fn product(&mut self, label: &Label, facts: Option<&PageFacts>) {
        let product = facts.and_then(|facts| facts.product.as_ref());
        let money = product.and_then(|product| product.price.as_ref());
        if let Some(price) = &label.price {
            let wanted = match price {
                OneOrMore::One(one) => std::slice::from_ref(one),
                OneOrMore::More(more) => more,
            };
            let right = money.is_some_and(|money| wanted.iter().any(|one| Decimal::from_str(one) == Ok(money.amount)));
            let found = money.map(|money| money.amount.to_string());
            self.judge(
                "product price",
                &label.file,
                &wanted.join(" or "),
                right,
                found.as_deref(),
            );
        }
        if let Some(currency) = &label.currency {
            let found = money.and_then(|money| money.currency.as_deref());
            self.judge(
                "product currency",
                &label.file,
                currency,
                found == Some(currency),
                found,
            );
        }
        if let Some(wanted) = &label.availability {
            let found = product
                .and_then(|product| product.availability)
                .map(|state| word(&state))
                .map(|state| plain(&state));
            let right = found.as_deref() == Some(plain(wanted).as_str());
            self.judge("product availability", &label.file, wanted, right, found.as_deref());
        }
    }

    fn form(&mut self, file: &str, label: &FormLabel, facts: Option<&PageFacts>) {
        let forms = facts.into_iter().flat_map(|facts| &facts.forms);
        let form = forms.filter(|form| form.selector.is_some()).nth(label.index);
        if let Some(purpose) = &label.purpose {
            let found = form.map(|form| word(&form.purpose));
            self.judge(
                "form purpose",
                file,
                purpose,
                found.as_ref() == Some(purpose),
                found.as_deref(),
            );
            *self
                .purposes
                .entry((purpose.clone(), found.unwrap_or_default()))
                .or_default() += 1;
        }
        for field in &label.fields {
            let seen = form.and_then(|form| form.fields.iter().find(|one| one.name.as_deref() == Some(&field.name)));
            self.judge("field found", file, &field.name, seen.is_some(), None);
            if let Some(token) = &field.token {
                let found = seen.and_then(|one| one.token.as_deref());
                let wanted = format!("{} = {token}", field.name);
                self.judge("field token", file, &wanted, found == Some(token), found);
            }
        }
    }

    /// Mean F1 over the labelled purposes: rare ones count as much as common ones.
    fn macro_f1(&self) -> Option<(f64, usize)> {
        let labels: BTreeSet<&String> = self.purposes.keys().map(|(wanted, _)| wanted).collect();
        let sum = |holds: &dyn Fn(&(String, String)) -> bool| -> usize {
            self.purposes
                .iter()
                .filter(|(pair, _)| holds(pair))
                .map(|(_, count)| count)
                .sum()
        };
        let scores = labels.iter().map(|label| {
            let hit = sum(&|(wanted, found)| wanted == *label && found == *label);
            let both = sum(&|(wanted, _)| wanted == *label) + sum(&|(_, found)| found == *label);
            share(2 * hit, both)
        });
        let count = labels.len();
        (count > 0).then(|| (scores.sum::<f64>() / share(count, 1), sum(&|_| true)))
    }
}

fn share(part: usize, all: usize) -> f64 {
    let number = |count: usize| u32::try_from(count).map_or(f64::MAX, f64::from);
    number(part) / number(all)
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn same(one: &str, other: &str) -> bool {
    let tail = |digits: &str| {
        digits
            .len()
            .checked_sub(SAME_DIGITS)
            .map(|from| digits[from..].to_owned())
    };
    one.contains(other) || other.contains(one) || tail(one).is_some_and(|end| tail(other) == Some(end))
}

/// `InStock`, `https://schema.org/InStock` and `in-stock` are one word.
fn plain(state: &str) -> String {
    let name = state.rsplit('/').next().unwrap_or(state);
    name.chars()
        .filter(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_lowercase()
}

/// The word by which a value is written in JSON.
fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// The facts of a page and the time that reading them off took; an error where it cannot be read.
fn read(folder: &Path, label: &Label) -> anyhow::Result<(PageFacts, Duration)> {
    let url = label.url.as_deref().map(Url::parse).transpose().context("url")?;
    let body = std::fs::read(folder.join(&label.file))?;
    let started = Instant::now();
    let facts = panic::catch_unwind(AssertUnwindSafe(|| {
        extract::facts(&Source {
            country: label.country.as_deref(),
            ..Source::new(&body, url.as_ref())
        })
    }))
    .map_err(|_| anyhow::anyhow!("an extractor panicked; please report it"))?;
    Ok((facts, started.elapsed()))
}

/// Measures every page of a file of labels; gives the number of pages that could not be read.
fn measure(labels: &Path, verbose: bool) -> anyhow::Result<usize> {
    let text = std::fs::read_to_string(labels).with_context(|| labels.display().to_string())?;
    let folder = labels.parent().unwrap_or(Path::new("."));
    // Word lists and patterns are made at the first page: not that page's time.
    let _ = extract::facts(&Source::new(
        "<p>전화 02-555-0142, 9:00 - 17:00, 30 days, $5".as_bytes(),
        None,
    ));
    let (mut table, mut pages, mut errors, mut time) = (Table::default(), 0, 0, Duration::ZERO);
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let label: Label = serde_json::from_str(line).with_context(|| format!("line {}", index + 1))?;
        pages += 1;
        match read(folder, &label) {
            Ok((facts, taken)) => {
                time += taken;
                table.page(&label, Some(&facts));
            }
            Err(error) => {
                errors += 1;
                eprintln!("{}: {error:#}", label.file);
                table.page(&label, None);
            }
        }
    }
    if verbose {
        table.wrong.iter().for_each(|line| println!("{line}"));
    }
    println!("{:<24}{:>8}{:>8}", "", "share", "n");
    for (row, count) in &table.rows {
        println!("{row:<24}{:>8.3}{:>8}", share(count.right, count.all), count.all);
    }
    if let Some((f1, count)) = table.macro_f1() {
        println!("{:<24}{f1:>8.3}{count:>8}", "form purpose: macro-F1");
    }
    println!("{:<24}{errors:>16}", "pages not read");
    println!("{:<24}{pages:>16}", "pages");
    println!(
        "{:<24}{:>16.0}",
        "pages per second",
        share(pages - errors, 1) / time.as_secs_f64().max(f64::EPSILON)
    );
    Ok(errors)
}

fn main() -> anyhow::Result<()> {
    let (options, paths): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|word| word.starts_with("--"));
    let path = PathBuf::from(
        paths
            .first()
            .context("usage: corpus_table [--verbose] FOLDER|LABELS.jsonl")?,
    );
    let labels = if path.is_dir() { path.join("labels.jsonl") } else { path };
    let verbose = options.iter().any(|option| option == "--verbose");
    let reader = std::thread::Builder::new()
        .stack_size(STACK_BYTES)
        .spawn(move || measure(&labels, verbose))?;
    let errors = reader
        .join()
        .map_err(|_| anyhow::anyhow!("the reader of pages stopped"))??;
    std::process::exit(i32::from(errors > 0))
}
