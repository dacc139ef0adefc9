//! Shops side by side.

use std::collections::BTreeSet;

use super::words::value_text;
use super::{data, figure, listed, score_cell, shop};
use crate::compare::{ComparedCheck, ComparedShop, ComparedTouchpoint, Comparison};
use crate::model::{Reading, Verdict};
use crate::report::View;
use crate::report::selection::verdict_name;
use crate::report::sheet::{Block, Cell, Column, Grid, Section, Sheet, Tone};

/// Checks among those in which the shops differ most.
const GAPS: usize = 6;

/// Shops side by side. `now` tells that all were audited for this comparison, on public pages.
pub fn comparison_sheet(comparison: &Comparison, now: bool, view: &View<'_>) -> Sheet {
    let key = if now {
        "memory.compare-lead"
    } else {
        "memory.compare-saved"
    };
    let mut lead = vec![view.counted(key, comparison.shops.len())];
    let shops = (1..).zip(&comparison.shops);
    lead.extend(shops.map(|(number, one)| format!("{number}. {}", made(one, view))));
    if comparison.checklist.changed {
        let lists = &comparison.checklist;
        let missing: Vec<String> = lists.added.iter().chain(&lists.removed).cloned().collect();
        lead.push(view.tell(
            "memory.lists-differ-compare",
            &[
                ("count", &lists.common.to_string()),
                ("missing", &listed(&missing, view)),
                ("rejudged", &listed(&lists.rejudged, view)),
            ],
        ));
    }
    let names = labels(&comparison.shops);
    let mut sections = vec![scores(comparison, &names, view), gaps(comparison, &names, view)];
    sections.extend(
        comparison
            .touchpoints
            .iter()
            .map(|touchpoint| one_touchpoint(touchpoint, &names, view)),
    );
    Sheet {
        title: view.tell("memory.title-compare", &[]),
        lead,
        sections,
        rows: rows(comparison, view),
        data: data(comparison),
    }
}

fn made(one: &ComparedShop, view: &View<'_>) -> String {
    view.tell(
        "memory.shop-made",
        &[
            ("url", &shop(&one.url, one.name.as_deref())),
            ("date", &view.moment(&one.audited_at)),
            ("coverage", &view.percent(one.coverage)),
        ],
    )
}

/// What stands above each column: the shop's host; the day where all are audits of one shop; the number of the line at
/// the top where that does not tell them apart.
fn labels(shops: &[ComparedShop]) -> Vec<String> {
    let host = |shop: &ComparedShop| {
        let bare = shop.url.split_once("://").map_or(shop.url.as_str(), |(_, rest)| rest);
        bare.strip_prefix("www.").unwrap_or(bare).to_owned()
    };
    let day = |shop: &ComparedShop| shop.audited_at.get(..10).unwrap_or_default().to_owned();
    let apart = |names: &[String]| names.iter().collect::<BTreeSet<_>>().len() == names.len();
    let hosts: Vec<String> = shops.iter().map(host).collect();
    let days: Vec<String> = shops.iter().map(day).collect();
    let one_host = hosts.iter().collect::<BTreeSet<_>>().len() == 1;
    if apart(&hosts) {
        hosts
    } else if one_host && apart(&days) {
        days
    } else {
        (1..=shops.len()).map(|number| format!("{number}.")).collect()
    }
}

fn columns(names: &[String], first: String) -> Vec<Column> {
    std::iter::once(Column::words(first))
        .chain(names.iter().map(Column::figures))
        .collect()
}

fn scores(comparison: &Comparison, names: &[String], view: &View<'_>) -> Section {
    let row = |name: String, tone: Tone, scores: &[Option<f64>]| -> Vec<Cell> {
        std::iter::once(Cell::new(name, tone))
            .chain(scores.iter().map(|score| score_cell(*score, view)))
            .collect()
    };
    let overall = view.tell("memory.overall", &[]);
    let mut rows = vec![row(overall.clone(), Tone::Strong, &comparison.overall.alike)];
    for touchpoint in &comparison.touchpoints {
        rows.push(row(touchpoint.title.clone(), Tone::Plain, &touchpoint.scores.alike));
    }
    let reported = view.tell("memory.score-reported", &[]);
    rows.push(row(reported, Tone::Dim, &comparison.overall.reported));
    let count = comparison.measured_by_all.to_string();
    Section {
        title: view.tell("memory.score-alike", &[("count", &count)]),
        blocks: vec![
            Block::Grid(Grid {
                columns: columns(names, String::new()),
                rows,
            }),
            Block::Text(view.tell("memory.alone", &[])),
        ],
    }
}

fn gaps(comparison: &Comparison, names: &[String], view: &View<'_>) -> Section {
    let gaps = comparison.largest_gaps(GAPS);
    let block = if gaps.is_empty() {
        Block::Text(view.tell("memory.facts-none", &[]))
    } else {
        Block::Grid(Grid {
            columns: columns(names, view.tell("memory.check", &[])),
            rows: gaps.into_iter().map(|check| check_row(check, view)).collect(),
        })
    };
    Section {
        title: view.tell("memory.section-facts", &[]),
        blocks: vec![block],
    }
}

fn one_touchpoint(touchpoint: &ComparedTouchpoint, names: &[String], view: &View<'_>) -> Section {
    Section {
        title: touchpoint.title.clone(),
        blocks: vec![Block::Grid(Grid {
            columns: columns(names, view.tell("memory.check", &[])),
            rows: touchpoint.checks.iter().map(|check| check_row(check, view)).collect(),
        })],
    }
}

fn check_row(check: &ComparedCheck, view: &View<'_>) -> Vec<Cell> {
    std::iter::once(Cell::new(check.question.clone(), Tone::Plain))
        .chain(
            check
                .readings
                .iter()
                .map(|reading| value_cell(check, reading.as_ref(), view)),
        )
        .collect()
}

fn value_cell(check: &ComparedCheck, reading: Option<&Reading>, view: &View<'_>) -> Cell {
    let Some(reading) = reading else {
        return Cell::new(view.tell("memory.not-in-list", &[]), Tone::Dim);
    };
    match (reading.value, reading.verdict) {
        (Some(value), verdict) => Cell::new(
            value_text(&check.measure, &check.unit, value, view.messages),
            Tone::of_class(verdict_name(verdict)),
        ),
        (None, Verdict::NotApplicable) => Cell::new("–", Tone::Dim),
        (None, Verdict::Unanswered) => Cell::new("…", Tone::Dim),
        (None, _) => Cell::new("?", Tone::Dim),
    }
}

/// One row for each check and shop: `score` rows hold the scores.
fn rows(comparison: &Comparison, view: &View<'_>) -> Vec<Vec<String>> {
    let titles = [
        "touchpoint",
        "id",
        "question",
        "shop",
        "audited_at",
        "verdict",
        "value",
        "value_text",
        "unit",
        "points",
    ];
    let mut rows = vec![titles.map(str::to_owned).to_vec()];
    for touchpoint in &comparison.touchpoints {
        for (shop, score) in comparison.shops.iter().zip(&touchpoint.scores.reported) {
            rows.push(vec![
                touchpoint.id.clone(),
                String::new(),
                touchpoint.title.clone(),
                shop.url.clone(),
                shop.audited_at.clone(),
                String::new(),
                String::new(),
                String::new(),
                "score".to_owned(),
                figure(*score),
            ]);
        }
        for check in &touchpoint.checks {
            for (shop, reading) in comparison.shops.iter().zip(&check.readings) {
                let Some(reading) = reading else { continue };
                let value = match data(&reading.value) {
                    serde_json::Value::Null => String::new(),
                    value => value.to_string(),
                };
                let told = reading
                    .value
                    .map(|value| value_text(&check.measure, &check.unit, value, view.messages));
                rows.push(vec![
                    touchpoint.id.clone(),
                    check.id.clone(),
                    check.question.clone(),
                    shop.url.clone(),
                    shop.audited_at.clone(),
                    verdict_name(reading.verdict).to_owned(),
                    value,
                    told.unwrap_or_default(),
                    check.unit.clone(),
                    figure(reading.points),
                ]);
            }
        }
    }
    rows
}
