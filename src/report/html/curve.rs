//! The touchpoints' scores as a curve, in the order in which a customer meets them.

use serde::Serialize;

use crate::model::TouchpointScore;
use crate::report::{View, answer, clean};

/// Units of the drawing.
const WIDTH: f64 = 960.0;
const TOP: f64 = 30.0;
const PLOT: f64 = 140.0;
/// With more touchpoints their names would overlap; the list of bars says the same.
const MOST: usize = 8;

/// The curve.
#[derive(Debug, Serialize)]
pub(super) struct Curve {
    pub width: f64,
    pub height: f64,
    pub label: String,
    /// Where good begins, and where poor begins.
    pub good: f64,
    pub poor: f64,
    pub top: f64,
    pub bottom: f64,
    pub path: String,
    pub points: Vec<Point>,
}

/// A touchpoint's score.
#[derive(Debug, Serialize)]
pub(super) struct Point {
    pub x: f64,
    pub y: f64,
    pub class: &'static str,
    pub score: String,
    pub title: String,
}

impl Curve {
    /// The curve of two to eight touchpoints; none of fewer or more.
    pub(super) fn new(touchpoints: &[TouchpointScore], view: &View<'_>) -> Option<Self> {
        if !(2..=MOST).contains(&touchpoints.len()) {
            return None;
        }
        #[expect(clippy::cast_precision_loss, reason = "at most eight")]
        let slot = WIDTH / touchpoints.len() as f64;
        let mut path = String::new();
        let mut points = Vec::new();
        let mut x = slot / 2.0;
        let mut before: Option<(f64, f64)> = None;
        for touchpoint in touchpoints {
            let y = height_of(touchpoint.score.unwrap_or(0.0));
            if touchpoint.score.is_some() {
                path.push_str(&segment(before, x, y));
                before = Some((x, y));
            }
            points.push(Point {
                x,
                y,
                class: answer::class(touchpoint.score),
                score: score_text(touchpoint, view),
                title: clean(&touchpoint.title),
            });
            x += slot;
        }
        let said: Vec<String> = points
            .iter()
            .map(|point| format!("{} {}", point.title, point.score))
            .collect();
        Some(Curve {
            width: WIDTH,
            height: TOP + PLOT + 36.0,
            label: view.tell("html.curve-label", &[("scores", &said.join(", "))]),
            good: height_of(answer::GOOD),
            poor: height_of(answer::POOR),
            top: TOP,
            bottom: TOP + PLOT,
            path,
            points,
        })
    }
}

fn score_text(touchpoint: &TouchpointScore, view: &View<'_>) -> String {
    let mark = if touchpoint.provisional { "?" } else { "" };
    let score = touchpoint.score.map(|score| format!("{}{mark}", view.score(score)));
    score.unwrap_or_else(|| "–".to_owned())
}

fn height_of(score: f64) -> f64 {
    (TOP + PLOT * (1.0 - score.clamp(0.0, 100.0) / 100.0)).round()
}

/// A smooth step from the point before.
fn segment(before: Option<(f64, f64)>, x: f64, y: f64) -> String {
    match before {
        None => format!("M{x:.0} {y:.0}"),
        Some((from_x, from_y)) => {
            let middle = f64::midpoint(from_x, x);
            format!("C{middle:.0} {from_y:.0} {middle:.0} {y:.0} {x:.0} {y:.0}")
        }
    }
}
