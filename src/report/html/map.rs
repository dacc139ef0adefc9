//! The journey map: every way a customer goes, as a picture. Here its places are computed; the template draws it.

use serde::Serialize;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::journey::{JourneyText, StepText};
use crate::report::View;

/// Units of the drawing, which is scaled to the page's width.
const WIDTH: f64 = 960.0;
const LEFT: f64 = 92.0;
const CARD: f64 = 110.0;
const GAP: f64 = 16.0;
const LINE: f64 = 17.0;
const PADDING: f64 = 10.0;
const BETWEEN_LANES: f64 = 26.0;
/// The name of a way and its clicks stand beside the cards.
const LEAST_HEIGHT: f64 = 46.0;
/// Cards in a row.
const PER_ROW: usize = 7;
/// Terminal cells that fit into a card, and into the name of a way.
const CELLS: usize = 12;
const NAME_CELLS: usize = 11;

/// The picture.
#[derive(Debug, Serialize)]
pub(super) struct Map {
    pub width: f64,
    pub height: f64,
    pub label: String,
    pub lanes: Vec<Lane>,
}

/// One way.
#[derive(Debug, Serialize)]
pub(super) struct Lane {
    pub name: String,
    pub clicks: String,
    pub y: f64,
    pub cards: Vec<Card>,
    pub end: Option<Line>,
    pub arrows: Vec<Arrow>,
}

/// One step.
#[derive(Debug, Serialize)]
pub(super) struct Card {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
    pub class: &'static str,
    pub lines: Vec<Line>,
    pub badge: Option<Badge>,
}

/// A line of text.
#[derive(Debug, Serialize)]
pub(super) struct Line {
    pub x: f64,
    pub y: f64,
    pub class: &'static str,
    pub text: String,
}

/// How many faults were found at the step, in the colour of the gravest.
#[derive(Debug, Serialize)]
pub(super) struct Badge {
    pub x: f64,
    pub y: f64,
    pub count: usize,
    pub severity: &'static str,
}

/// The way from one card to the next.
#[derive(Debug, Serialize)]
pub(super) struct Arrow {
    pub path: String,
    pub dashed: bool,
}

impl Map {
    /// The picture of the journeys; none where none was walked.
    pub(super) fn new(journeys: &[JourneyText], view: &View<'_>) -> Option<Self> {
        let mut y = 14.0;
        let mut lanes = Vec::new();
        for journey in journeys.iter().filter(|journey| !journey.steps.is_empty()) {
            let (lane, below) = lane(journey, y);
            lanes.push(lane);
            y = below + BETWEEN_LANES;
        }
        if lanes.is_empty() {
            return None;
        }
        let said: Vec<String> = journeys
            .iter()
            .map(|journey| format!("{}: {}", journey.name, journey.clicks))
            .collect();
        Some(Map {
            width: WIDTH,
            height: y - BETWEEN_LANES + 6.0,
            label: view.tell("html.map-label", &[("ways", &said.join("; "))]),
            lanes,
        })
    }
}

/// The lane, and where it ends.
fn lane(journey: &JourneyText, top: f64) -> (Lane, f64) {
    let texts: Vec<Vec<(&'static str, String)>> = journey.steps.iter().map(lines).collect();
    let mut cards: Vec<Card> = Vec::new();
    let mut y = top;
    for (row, row_texts) in journey.steps.chunks(PER_ROW).zip(texts.chunks(PER_ROW)) {
        let most = row_texts.iter().map(Vec::len).max().unwrap_or_default();
        #[expect(clippy::cast_precision_loss, reason = "a handful of lines")]
        let height = (PADDING * 2.0 + LINE * most as f64 - 4.0).max(LEAST_HEIGHT);
        let mut x = LEFT;
        for (step, texts) in row.iter().zip(row_texts) {
            cards.push(card(step, texts, x, y, height));
            x += CARD + GAP;
        }
        y += height + GAP;
    }
    let arrows = cards
        .windows(2)
        .zip(journey.steps.iter().skip(1))
        .filter_map(|(pair, step)| Some(arrow(pair.first()?, pair.last()?, step)))
        .collect();
    // How it ended is said behind the last card, where the row has room.
    let end = cards
        .last()
        .filter(|card| card.x + 2.0 * (CARD + GAP) < WIDTH)
        .map(|card| Line {
            x: card.x + CARD + GAP,
            y: card.y + PADDING + 9.0,
            class: "end",
            text: journey.outcome.clone(),
        });
    let lane = Lane {
        name: cut(&journey.name, NAME_CELLS),
        clicks: cut(&journey.clicks, NAME_CELLS),
        y: top,
        end,
        cards,
        arrows,
    };
    (lane, y - GAP)
}

fn lines(step: &StepText) -> Vec<(&'static str, String)> {
    let mut lines: Vec<(&'static str, String)> = wrapped(&step.name).into_iter().map(|line| ("name", line)).collect();
    let mut add = |class, text: &Option<String>| {
        if let Some(text) = text {
            lines.extend(wrapped(text).into_iter().map(|line| (class, line)));
        }
    };
    add("outcome", &step.outcome);
    add("detail", &step.click);
    add("detail", &step.fields);
    add("detail", &step.required);
    let total = step.costs.iter().find(|cost| cost.total).or(step.costs.last());
    add("cost", &total.map(|cost| cost.amount.clone()));
    lines
}

fn card(step: &StepText, texts: &[(&'static str, String)], x: f64, y: f64, height: f64) -> Card {
    let mut line_y = y + PADDING + 9.0;
    let lines = texts.iter().map(|(class, text)| {
        let line = Line {
            x: x + PADDING,
            y: line_y,
            class,
            text: text.clone(),
        };
        line_y += LINE;
        line
    });
    let lines = lines.collect();
    Card {
        x,
        y,
        width: CARD,
        height,
        class: step.class,
        lines,
        badge: step.trouble.first().map(|gravest| Badge {
            x: x + CARD - 6.0,
            y: y + 2.0,
            count: step.trouble.len(),
            severity: gravest.severity,
        }),
    }
}

fn arrow(from: &Card, to: &Card, step: &StepText) -> Arrow {
    let path = if to.x > from.x {
        let y = from.y + 22.0;
        format!("M{:.0} {y:.0}H{:.0}m-5 -4l5 4l-5 4", from.x + CARD + 2.0, to.x - 2.0)
    } else {
        // Down to the next row.
        let middle = to.y - GAP / 2.0;
        let (start, end) = (from.x + CARD / 2.0, to.x + CARD / 2.0);
        format!(
            "M{start:.0} {:.0}V{middle:.0}H{end:.0}V{:.0}m-4 -5l4 5l4 -5",
            from.y + from.height + 2.0,
            to.y - 2.0
        )
    };
    Arrow {
        path,
        dashed: step.class != "reached",
    }
}

/// The text in at most two lines that fit into a card.
fn wrapped(text: &str) -> Vec<String> {
    if text.width() <= CELLS {
        return vec![text.to_owned()];
    }
    let at = text
        .char_indices()
        .rfind(|(index, character)| *character == ' ' && text[..*index].width() <= CELLS)
        .map(|(index, _)| index);
    match at {
        Some(at) => vec![text[..at].to_owned(), cut(text[at..].trim_start(), CELLS)],
        None => vec![cut(text, CELLS)],
    }
}

/// The text, cut to the cells with an ellipsis.
fn cut(text: &str, cells: usize) -> String {
    if text.width() <= cells {
        return text.to_owned();
    }
    let mut shown = String::new();
    for piece in text.graphemes(true) {
        if shown.width() + piece.width() + 1 > cells {
            break;
        }
        shown.push_str(piece);
    }
    shown + "…"
}
