//! `touchpoint inspect`: what the tool sees on a page, without a walk.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::thread;

use anyhow::{Context as _, anyhow};
use clap::{Args, ValueEnum};
use comfy_table::{ContentArrangement, Table, presets};
use serde::Deserialize;
use url::Url;

use super::exit;
use super::inspect_layout::Eye;
use super::page_source::{PageSource, is_address};
use super::walk_arguments::Layout;
use crate::extract::{self, Source};
use crate::report::inspect::{Inspected, InspectedPage};

/// Stack of the thread that reads pages: hostile pages nest tens of thousands of elements.
const STACK_BYTES: usize = 64 << 20;

/// Arguments of `touchpoint inspect`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Files or addresses to look at
    #[arg(value_name = "PAGE", required_unless_present = "list")]
    pages: Vec<String>,

    /// JSON Lines {"file": "...", "url": "https://..."}; url sets the base URL and the country guess
    #[arg(long, value_name = "LIST")]
    list: Option<PathBuf>,

    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,

    /// ISO 3166 country for national phone numbers, instead of the guess
    #[arg(long, value_name = "COUNTRY", value_parser = country)]
    country: Option<String>,

    /// Lay pages out to measure what is visible, with the style sheets that they link: fetched for an address, read in
    /// its folder for a file; off: infer it
    #[arg(long, value_enum, default_value_t = Layout::Off)]
    layout: Layout,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table per page
    Table,
    /// One JSON object per page, in input order
    Jsonl,
}

/// One page to look at.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Row {
    file: String,
    #[serde(default)]
    url: Option<String>,
}

fn country(text: &str) -> Result<String, String> {
    if text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        Ok(text.to_ascii_uppercase())
    } else {
        Err("a country is two letters, such as KR".to_owned())
    }
}

/// Looks at every page in turn. Memory does not grow with their number.
pub(super) fn run(arguments: &Arguments) -> anyhow::Result<u8> {
    let list = match &arguments.list {
        Some(path) => Some(BufReader::new(
            File::open(path).with_context(|| format!("cannot read {}", path.display()))?,
        )),
        None => None,
    };
    note_panics();
    thread::scope(|scope| {
        thread::Builder::new()
            .name("inspect".to_owned())
            .stack_size(STACK_BYTES)
            .spawn_scoped(scope, || inspect_all(arguments, list))
            .context("cannot start a thread")?
            .join()
            .map_err(|_| anyhow!("the reader of pages stopped"))?
    })
}

thread_local! {
    /// Where the last panic of this thread happened.
    static PANICKED_AT: Cell<Option<String>> = const { Cell::new(None) };
}

/// Lets a panic on one page become that page's error entry instead of a backtrace between the answers.
fn note_panics() {
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(|at| format!("{}:{}", at.file(), at.line()));
        PANICKED_AT.set(place);
    }));
}

fn inspect_all(arguments: &Arguments, list: Option<BufReader<File>>) -> anyhow::Result<u8> {
    let mut output = io::stdout().lock();
    let mut any_failed = false;
    let mut pages = PageSource::default();
    let mut eye = Eye::open(arguments.layout);
    let named = arguments.pages.iter().map(|page| {
        Ok(Row {
            file: page.clone(),
            url: None,
        })
    });
    for row in named.chain(list.into_iter().flat_map(rows)) {
        let seen = match row {
            Ok(row) => inspect(row, arguments.country.as_deref(), &mut pages, &mut eye),
            Err(failed) => failed,
        };
        any_failed |= matches!(seen, Inspected::Failed { .. });
        if let Err(error) = print(&mut output, &seen, arguments.format) {
            // A reader that has seen enough closes the pipe: no reason to complain.
            if error.kind() != io::ErrorKind::BrokenPipe {
                eprintln!("touchpoint: cannot write: {error}");
            }
            return Ok(exit::OUTPUT_FAILED);
        }
    }
    Ok(if any_failed { exit::NOT_AUDITED } else { exit::OK })
}

/// The rows of a list, read as they are asked for; a line that is no row yields an error entry.
fn rows(list: BufReader<File>) -> impl Iterator<Item = Result<Row, Inspected>> {
    list.lines().enumerate().filter_map(|(index, line)| {
        let failed = |error: String| Inspected::Failed {
            input: format!("list line {}", index + 1),
            error,
        };
        match line {
            Ok(line) if line.trim().is_empty() => None,
            Ok(line) => Some(serde_json::from_str(&line).map_err(|error| failed(error.to_string()))),
            Err(error) => Some(Err(failed(error.to_string()))),
        }
    })
}

fn inspect(row: Row, country: Option<&str>, pages: &mut PageSource, eye: &mut Eye) -> Inspected {
    let Row { file, url } = row;
    let seen = panic::catch_unwind(AssertUnwindSafe(|| {
        let stated = url.as_deref().map(parse_url).transpose()?;
        let page = pages.read(&file)?;
        let address = stated.or_else(|| page.url.clone());
        let source = Source {
            country,
            headers: &page.headers,
            cookie_names: &page.cookie_names,
            ..Source::new(&page.body, address.as_ref())
        };
        let mut facts = extract::facts(&source);
        eye.look(&mut facts, &page, &file, pages);
        Ok::<_, anyhow::Error>(facts)
    }));
    let url = url.or_else(|| is_address(&file).then(|| file.clone()));
    match seen {
        Ok(Ok(facts)) => Inspected::page(file, url, facts),
        Ok(Err(error)) => Inspected::Failed {
            input: file,
            error: format!("{error:#}"),
        },
        Err(_) => Inspected::Failed {
            input: file,
            error: format!(
                "the page made an extractor panic at {}; please report it",
                PANICKED_AT.take().as_deref().unwrap_or("an unknown place")
            ),
        },
    }
}

fn parse_url(text: &str) -> anyhow::Result<Url> {
    Url::parse(text.trim()).with_context(|| format!("\"{text}\" is no address"))
}

fn print(output: &mut impl Write, seen: &Inspected, format: Format) -> io::Result<()> {
    match format {
        Format::Jsonl => {
            serde_json::to_writer(&mut *output, seen)?;
            output.write_all(b"\n")?;
        }
        Format::Table => match seen {
            Inspected::Page(page) => writeln!(output, "{}\n", table(page))?,
            Inspected::Failed { input, error } => {
                writeln!(output, "{}: {}\n", printable(input), printable(error))?;
            }
        },
    }
    output.flush()
}

/// Text of a page without what could steer a terminal: control characters and marks of writing direction.
fn printable(text: &str) -> String {
    let steers = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if steers(c) { ' ' } else { c }).collect()
}

fn table(page: &InspectedPage) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_BORDERS_ONLY)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_header(["page", &printable(&page.input)]);
    let mut row = |name: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            table.add_row([name, &printable(&lines.join("\n"))]);
        }
    };
    row("address", page.url.iter().cloned().collect());
    row(
        "kind",
        vec![format!(
            "{} ({:.0} %): {}",
            page.kind.name,
            page.kind.confidence * 100.0,
            page.kind.because.join(", ")
        )],
    );
    row("platform", page.platform.iter().cloned().collect());
    row(
        "language",
        vec![format!("{}, {}", page.language.as_deref().unwrap_or("?"), page.charset)],
    );
    row("phones", page.phones.iter().map(phone_line).collect());
    row(
        "e-mail",
        page.emails.iter().map(|email| email.address.clone()).collect(),
    );
    row("prices", page.prices.iter().take(12).map(price_line).collect());
    row("product", product_lines(page));
    for form in &page.forms {
        row("form", form_lines(form));
    }
    row("policies", policy_lines(page));
    row("business", json_lines(&page.business));
    table
}

fn phone_line(phone: &crate::model::Phone) -> String {
    let hidden = if phone.spot.visible { "" } else { ", hidden" };
    let top = if phone.spot.top { ", top" } else { "" };
    format!(
        "{} = {} ({:?}, {}{top}{hidden})",
        phone.raw,
        phone.e164.as_deref().unwrap_or("?"),
        phone.usage,
        phone.spot.region.as_str()
    )
}

fn price_line(price: &crate::report::inspect::InspectedPrice) -> String {
    let currency = price.currency.as_deref().unwrap_or("?");
    format!("{} = {} {currency} ({})", price.raw, price.amount, price.role)
}

fn product_lines(page: &InspectedPage) -> Vec<String> {
    page.product.as_ref().map(json_lines).unwrap_or_default()
}

fn form_lines(form: &crate::report::inspect::InspectedForm) -> Vec<String> {
    let purpose = json_word(&form.purpose);
    let place = form.selector.as_deref().unwrap_or("outside any form");
    let mut lines = vec![format!("{purpose}: {place}")];
    lines.extend(form.fields.iter().map(|field| {
        format!(
            "  {}{} {}{}{}",
            field.label.as_deref().or(field.name.as_deref()).unwrap_or("?"),
            if field.required { " *" } else { "" },
            field.control,
            field
                .token
                .as_ref()
                .map(|token| format!(" = {token}"))
                .unwrap_or_default(),
            if field.visible { "" } else { " (hidden)" },
        )
    }));
    lines
}

fn policy_lines(page: &InspectedPage) -> Vec<String> {
    page.policies
        .quotes
        .iter()
        .map(|(key, quote)| format!("{key}: {quote}"))
        .collect()
}

/// The filled keys of a value, a line each.
fn json_lines(value: &impl serde::Serialize) -> Vec<String> {
    let Ok(serde_json::Value::Object(map)) = serde_json::to_value(value) else {
        return Vec::new();
    };
    map.iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(key, value)| match value {
            serde_json::Value::String(text) => format!("{key}: {text}"),
            other => format!("{key}: {other}"),
        })
        .collect()
}

fn json_word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_page_steers_the_terminal() {
        assert_eq!(printable("a\u{1b}[2Jb\u{202e}c\nd"), "a [2Jb c\nd");
    }

    #[test]
    fn a_page_that_cannot_be_read_is_an_entry_of_its_own() {
        let row = Row {
            file: "no/such/page.html".to_owned(),
            url: None,
        };
        let Inspected::Failed { input, error } =
            inspect(row, None, &mut PageSource::default(), &mut Eye::open(Layout::Off))
        else {
            panic!("a missing file cannot be read");
        };
        assert_eq!(input, "no/such/page.html");
        assert!(error.starts_with("cannot be opened"), "{error}");
    }

    #[test]
    fn a_country_is_two_letters() {
        assert_eq!(country("kr"), Ok("KR".to_owned()));
        assert!(country("KOR").is_err());
    }
}
