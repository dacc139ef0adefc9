//! Questions that structured data tells.

use serde_json::Value;

use super::{ROWS, is_type};
use crate::extract::Context;
use crate::model::{Answer, Board, BoardRow, Spot};

/// The questions of a `QAPage`.
pub(super) fn board(context: &Context<'_>) -> Option<Board> {
    let spot = script_spot(context);
    let rows: Vec<BoardRow> = context
        .structured
        .items
        .iter()
        .filter(|item| is_type(item, "QAPage"))
        .flat_map(|page| many(page.get("mainEntity")))
        .filter_map(|question| row(question, &spot))
        .take(ROWS)
        .collect();
    (!rows.is_empty()).then(|| Board {
        about: "qna".to_owned(),
        rows,
    })
}

fn row(question: &Value, spot: &Spot) -> Option<BoardRow> {
    let text = |value: &Value, name: &str| {
        value
            .get(name)
            .and_then(Value::as_str)
            .map(|text| text.trim().to_owned())
    };
    let title = text(question, "name").or_else(|| text(question, "text"))?;
    let answers: Vec<&Value> = many(question.get("acceptedAnswer"))
        .chain(many(question.get("suggestedAnswer")))
        .collect();
    let count = question
        .get("answerCount")
        .and_then(|count| count.as_u64().or_else(|| count.as_str()?.parse().ok()));
    let answer = match (answers.is_empty(), count) {
        (false, _) => Answer::Answered,
        (true, Some(0)) => Answer::Unanswered,
        (true, Some(_)) => Answer::Answered,
        (true, None) => Answer::Unknown,
    };
    let created = |value: &Value| text(value, "dateCreated").or_else(|| text(value, "datePublished"));
    Some(BoardRow {
        title: title.chars().take(120).collect(),
        asked: created(question),
        answered: answers.iter().find_map(|answer| created(answer)),
        answer,
        secret: false,
        spot: spot.clone(),
    })
}

/// One value or all of a list.
pub(super) fn many(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    let (list, single) = match value {
        Some(Value::Array(items)) => (items.as_slice(), None),
        other => (&[][..], other),
    };
    list.iter().chain(single)
}

fn script_spot(context: &Context<'_>) -> Spot {
    let selector = context
        .document
        .tagged("script")
        .find(|script| script.attr("type").is_some_and(|kind| kind.contains("ld+json")))
        .map(|script| script.selector())
        .unwrap_or_default();
    Spot {
        selector,
        ..Spot::default()
    }
}
