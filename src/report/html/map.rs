//! The journey map: every way a customer goes, as a picture. Here its places are computed; the template draws it.

use serde::Serialize;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::journey::{JourneyText, StepText};
use crate::report::View;

/// Units of the drawing, which is scaled to the page's width.
const WIDTH: f64 = 960.0;
const LEFT: f64 = 132.0;
const LEAST_CARD: f64 = 108.0;
const MOST_CARD: f64 = 150.0;
const GAP: f64 = 16.0;
const LINE: f64 = 17.0;
const PADDING: f64 = 10.0;
const BETWEEN_LANES: f64 = 26.0;
/// The name of a way and its clicks stand beside the cards.
const LEAST_HEIGHT: f64 = 58.0;
/// Cards in a row.
const PER_ROW: usize = 7;
/// Width of a terminal cell of the text in a card, and cells that fit into the name of a way.
const CELL: f64 = 7.4;
const NAME_CELLS: usize = 19;
/// Lines of the reason why a way ends before its end.
const REASON_LINES: usize = 4;

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
    pub below: Vec<Line>,
    pub y: f64,
    pub cards: Vec<Card>,
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
    /// How the step does: `good`, `partial`, `poor`, or `none` where it was not reached.
    pub mood: &'static str,
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
        let most = journeys
            .iter()
            .map(|journey| journey.steps.len())
            .max()
            .unwrap_or_default();
        let width = card_width(most.min(PER_ROW));
        for journey in journeys.iter().filter(|journey| !journey.steps.is_empty()) {
            let (lane, below) = lane(journey, y, width);
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

/// The width of every card, so that the longest way fills the row.
fn card_width(steps: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "at most a row of cards")]
    let steps = steps.max(1) as f64;
    ((WIDTH - LEFT - 8.0 - GAP * (steps - 1.0)) / steps)
        .clamp(LEAST_CARD, MOST_CARD)
        .floor()
}

/// The lane, and where it ends.
fn lane(journey: &JourneyText, top: f64, width: f64) -> (Lane, f64) {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a card is at most 156 wide"
    )]
    let cells = ((width - 2.0 * PADDING) / CELL) as usize;
    let mut steps: Vec<Shown> = journey.steps.iter().map(|step| Shown::step(step, cells)).collect();
    steps.extend(Shown::broken_off(journey, cells));
    let mut cards: Vec<Card> = Vec::new();
    let mut y = top;
    for row in steps.chunks(PER_ROW) {
        let most = row.iter().map(|step| step.lines.len()).max().unwrap_or_default();
        #[expect(clippy::cast_precision_loss, reason = "a handful of lines")]
        let height = (PADDING * 2.0 + LINE * most as f64).max(LEAST_HEIGHT);
        let mut x = LEFT;
        for step in row {
            cards.push(card(step, x, y, width, height));
            x += width + GAP;
        }
        y += height + GAP;
    }
    let arrows = cards
        .windows(2)
        .zip(steps.iter().skip(1))
        .filter_map(|(pair, step)| Some(arrow(pair.first()?, pair.last()?, step)))
        .collect();
    let reached = journey.steps.iter().filter(|step| step.class == "reached").count();
    let said = if journey.completed || reached > 1 {
        format!("{} · {}", journey.clicks, journey.outcome)
    } else {
        journey.outcome.clone()
    };
    let below = wrapped(&said, NAME_CELLS, 2).into_iter().zip([39.0, 54.0]);
    let lane = Lane {
        name: cut(&journey.name, NAME_CELLS - 2),
        below: below
            .map(|(text, below)| Line {
                x: 0.0,
                y: top + below,
                class: "end",
                text,
            })
            .collect(),
        y: top,
        cards,
        arrows,
    };
    (lane, y - GAP)
}

fn lines(step: &StepText, cells: usize) -> Vec<(&'static str, String)> {
    let mut lines: Vec<(&'static str, String)> = Vec::new();
    let mut add = |class, text: &str| lines.extend(wrapped(text, cells, 2).into_iter().map(|line| (class, line)));
    add("name", &step.name);
    let details = [
        ("outcome", &step.outcome),
        ("detail", &step.click),
        ("detail", &step.fields),
        ("detail", &step.required),
    ];
    for (class, text) in details {
        if let Some(text) = text {
            add(class, text);
        }
    }
    // What comes on top is what surprises; the goods themselves are no surprise.
    for cost in step.costs.iter().filter(|cost| cost.extra) {
        add("detail", &format!("{} {}", cost.name, cost.amount));
    }
    if let Some(total) = step.costs.iter().find(|cost| cost.total).or(step.costs.last()) {
        add("cost", &total.amount);
    }
    lines
}

/// A card before it has its place.
struct Shown {
    class: &'static str,
    mood: &'static str,
    lines: Vec<(&'static str, String)>,
    faults: usize,
    gravest: &'static str,
}

impl Shown {
    fn step(step: &StepText, cells: usize) -> Self {
        Shown {
            class: step.class,
            mood: mood(step),
            lines: lines(step, cells),
            faults: step.trouble.len(),
            gravest: step.trouble.first().map_or("note", |trouble| trouble.severity),
        }
    }

    /// Where a way ends before its end without a step that says so: why.
    fn broken_off(journey: &JourneyText, cells: usize) -> Option<Self> {
        let told = journey.steps.iter().any(|step| step.class != "reached");
        if journey.completed || told || journey.ending.is_empty() {
            return None;
        }
        let reason = wrapped(&journey.ending, cells, REASON_LINES);
        Some(Shown {
            class: "missed",
            mood: "none",
            lines: reason.into_iter().map(|line| ("outcome", line)).collect(),
            faults: 0,
            gravest: "note",
        })
    }
}

fn card(step: &Shown, x: f64, y: f64, width: f64, height: f64) -> Card {
    let mut line_y = y + PADDING + 12.0;
    let lines = step.lines.iter().map(|(class, text)| {
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
        width,
        height,
        class: step.class,
        mood: step.mood,
        lines,
        badge: (step.faults > 0).then_some(Badge {
            x: x + width - 8.0,
            y: y + 2.0,
            count: step.faults,
            severity: step.gravest,
        }),
    }
}

fn mood(step: &StepText) -> &'static str {
    let gravest = step.trouble.first().map(|trouble| trouble.severity);
    match (step.class, gravest) {
        ("reached", None) => "good",
        ("reached", Some("critical")) => "poor",
        ("reached", Some(_)) => "partial",
        ("missed", _) => "poor",
        _ => "none",
    }
}

fn arrow(from: &Card, to: &Card, step: &Shown) -> Arrow {
    let path = if to.x > from.x {
        let y = from.y + 22.0;
        format!(
            "M{:.0} {y:.0}H{:.0}m-5 -4l5 4l-5 4",
            from.x + from.width + 2.0,
            to.x - 2.0
        )
    } else {
        // Down to the next row.
        let middle = to.y - GAP / 2.0;
        let (start, end) = (from.x + from.width / 2.0, to.x + to.width / 2.0);
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

/// The text in lines of so many cells; what does not fit into the last one is cut.
fn wrapped(text: &str, cells: usize, lines: usize) -> Vec<String> {
    let mut wrapped: Vec<String> = Vec::new();
    let mut rest = text;
    while rest.width() > cells && wrapped.len() + 1 < lines {
        let at = rest
            .char_indices()
            .rfind(|(index, character)| *character == ' ' && rest[..*index].width() <= cells)
            .map(|(index, _)| index);
        let Some(at) = at else { break };
        wrapped.push(rest[..at].to_owned());
        rest = rest[at..].trim_start();
    }
    wrapped.push(cut(rest, cells));
    wrapped
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
