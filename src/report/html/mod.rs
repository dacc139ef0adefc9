//! One self-contained web page: no network, readable without script, on a phone, on paper, in the dark.
//!
//! Everything a shop says goes through [`clean`](crate::report::clean) and the template engine's escaping; links lead
//! only to http and https; a content security policy allows nothing but the page's own style and script, by digest.

mod asked;
mod branding;
mod curve;
mod journey;
mod map;
mod page;
mod parts;

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Serde, Value};
use minijinja::{Environment, Error, ErrorKind};
use sha2::{Digest as _, Sha256};

use super::messages::Messages;
use super::{Format, RenderError, View};
use crate::model::{AuditReport, Language};

/// The format.
pub static FORMAT: Format = Format {
    name: "html",
    about: "one self-contained page for people, also for a phone or on paper",
    render,
};

const TEMPLATE: &str = "report.html";
const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");
const SHEET: &str = "sheet.html";
const SHEET_STYLE: &str = include_str!("sheet.css");

static ENGINE: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut engine = Environment::new();
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    engine.set_syntax(syntax.expect("the engine's own syntax is well formed"));
    engine.add_global("style", Value::from_safe_string(STYLE.to_owned()));
    engine.add_global("script", Value::from_safe_string(SCRIPT.to_owned()));
    engine.add_global("style_digest", Value::from_safe_string(source_digest(STYLE)));
    engine.add_global("script_digest", Value::from_safe_string(source_digest(SCRIPT)));
    engine.add_global("sheet_style", Value::from_safe_string(SHEET_STYLE.to_owned()));
    engine.add_global(
        "sheet_style_digest",
        Value::from_safe_string(source_digest(SHEET_STYLE)),
    );
    engine.add_function("t", say);
    engine.add_function("digest", |source: &str| Value::from_safe_string(source_digest(source)));
    for (name, source) in [
        (TEMPLATE, include_str!("report.html")),
        ("macros.html", include_str!("macros.html")),
        (SHEET, include_str!("sheet.html")),
    ] {
        engine
            .add_template(name, source)
            .expect("the built-in template is well formed");
    }
    engine
});

fn render(report: &AuditReport, view: &View<'_>) -> Result<Vec<u8>, RenderError> {
    let page = page::Page::new(report, view);
    let template = ENGINE.get_template(TEMPLATE)?;
    Ok(template.render(Value::from(Serde(page)))?.into_bytes())
}

/// A page about several audits.
pub(super) fn sheet_page(page: Value) -> Result<Vec<u8>, RenderError> {
    Ok(ENGINE.get_template(SHEET)?.render(page)?.into_bytes())
}

/// `t(lang, "html.key", count=3)`: a sentence of the messages; in the singular where there is one.
fn say(language: &str, key: &str, arguments: Kwargs) -> Result<String, Error> {
    let language: Language = language
        .parse()
        .map_err(|_| Error::new(ErrorKind::InvalidOperation, "unknown language"))?;
    let messages = Messages::get(language);
    if !messages.has(key) {
        return Err(Error::new(
            ErrorKind::InvalidOperation,
            format!("no sentence \"{key}\""),
        ));
    }
    let mut values = Vec::new();
    for name in arguments.args() {
        let value = arguments.get::<Value>(name)?;
        let count = value.is_integer().then(|| u32::try_from(value.clone()).ok()).flatten();
        let written = count.map_or_else(|| value.to_string(), |count| messages.number(f64::from(count)));
        values.push((name.to_owned(), written));
    }
    let pairs: Vec<(&str, &str)> = values
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let one = format!("{key}-one");
    let singular = pairs.iter().any(|(name, value)| *name == "count" && *value == "1") && messages.has(&one);
    Ok(messages.with(if singular { &one } else { key }, &pairs))
}

/// The digest by which a content security policy allows an inline style or script.
fn source_digest(source: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(source.as_bytes())))
}
