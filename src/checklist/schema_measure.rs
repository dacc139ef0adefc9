//! JSON Schema of a check's measure: an id, or a composed one.

#![allow(dead_code, reason = "these types are described, never made")]

use schemars::JsonSchema;

/// The id of a measure, or a composed one.
#[derive(JsonSchema)]
#[serde(untagged)]
pub(super) enum MeasureIdOrComposed {
    /// Id of a measure.
    Id(String),
    /// A composed measure.
    Composed(Box<ComposedTable>),
}

/// A composed measure: one of text, css, link, header, pattern, label or ask.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct ComposedTable {
    /// Any of these words in the visible text.
    text: Option<Vec<String>>,
    /// Visible elements that a CSS selector selects.
    css: Option<String>,
    /// Links whose path contains these words.
    link: Option<String>,
    /// A response header: "name" or "name: words".
    header: Option<String>,
    /// Regular expressions in the text, panels that can be opened included; letters match whatever their case.
    #[schemars(with = "Option<OneOrMore>")]
    pattern: Option<Vec<String>>,
    /// Regular expressions in the words of links and buttons.
    #[schemars(with = "Option<OneOrMore>")]
    label: Option<Vec<String>>,
    /// The check applies only where one of these regular expressions stands on a page.
    #[schemars(with = "Option<OneOrMore>")]
    when: Option<Vec<String>>,
    /// Languages that the patterns know, by their ISO 639 codes; pages in others are not read.
    #[schemars(with = "Option<OneOrMore>")]
    languages: Option<Vec<String>>,
    /// A hit within 60 characters of one of these regular expressions does not count.
    #[schemars(with = "Option<OneOrMore>")]
    except: Option<Vec<String>>,
    /// A question to the owner: what kind of answer.
    ask: Option<AskName>,
    /// What is made of the hits: present when left out.
    #[serde(rename = "as")]
    taken_as: Option<UseName>,
    /// How long an answer counts: "30 days".
    within: Option<String>,
    /// Unit of an asked number: count when left out.
    unit: Option<AskUnitName>,
}

/// A text, or a list of texts.
#[derive(JsonSchema)]
#[serde(untagged)]
pub(super) enum OneOrMore {
    /// One.
    One(String),
    /// Several.
    More(Vec<String>),
}

/// What kind of answer.
#[derive(JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum AskName {
    /// A date; the value is its age in days.
    Date,
    /// A number.
    Number,
    /// A percentage.
    Percent,
    /// Yes or no.
    YesNo,
}

/// What is made of the hits.
#[derive(JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum UseName {
    /// Share of the pages that have it.
    Share,
    /// How many there are on all pages together.
    Count,
    /// Whether any page has it.
    Present,
    /// The first number in its words: the median over the pages that show one. Not for pattern and label.
    Number,
    /// How many of the patterns stand on the pages. For pattern and label only.
    Points,
}

/// Unit of an asked number.
#[derive(JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum AskUnitName {
    /// A number of things.
    Count,
    /// Days.
    Days,
    /// Hours.
    Hours,
}
