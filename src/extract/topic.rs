//! Lexicon topics in the text.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Context;
use crate::model::TopicMention;
use crate::page::Element;

/// Mentions of one concept kept of a page.
const MAX_OF_ONE: usize = 30;
/// Characters kept around a mention.
const QUOTE_CHARS: usize = 200;

/// Mentions of `topic.*` and `legal.*` concepts, in document order.
pub(super) fn topics(context: &Context<'_>) -> Vec<TopicMention> {
    let document = &context.document;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut mentions = Vec::new();
    for hit in &context.hits {
        let concept = context.lexicon.id(hit.concept);
        if !concept.starts_with("topic.") && !concept.starts_with("legal.") {
            continue;
        }
        let count = counts.entry(concept).or_default();
        *count += 1;
        if *count > MAX_OF_ONE {
            continue;
        }
        let Some(element) = document.at(hit.start) else {
            continue;
        };
        let heading = element
            .self_and_ancestors()
            .take(8)
            .find(|element| is_heading(*element));
        mentions.push(TopicMention {
            concept: concept.to_owned(),
            quote: document.quote(hit.start..hit.end, QUOTE_CHARS),
            in_link: element
                .self_and_ancestors()
                .take(8)
                .any(|element| element.name() == "a"),
            in_heading: heading.is_some(),
            section_chars: heading.map_or(0, |heading| section_chars(context, heading)),
            spot: document.spot(hit.start..hit.end),
        });
    }
    mentions
}

fn level(element: Element<'_>) -> Option<u8> {
    match element.name().as_bytes() {
        [b'h', digit @ b'1'..=b'6'] => Some(digit - b'0'),
        _ => None,
    }
}

/// A heading, tab, label, `dt`, `th` or `summary`.
fn is_heading(element: Element<'_>) -> bool {
    level(element).is_some()
        || matches!(element.name(), "dt" | "th" | "summary" | "legend" | "label")
        || element
            .attr("role")
            .is_some_and(|role| role.eq_ignore_ascii_case("tab"))
}

/// Characters of text in the section that a heading opens. Panels that are closed count: a customer can open them.
fn section_chars(context: &Context<'_>, heading: Element<'_>) -> usize {
    section(context, heading).map_or(0, |range| {
        context
            .document
            .text()
            .get(range)
            .map_or(0, |text| text.chars().filter(|c| *c != '\n').count())
    })
}

fn section(context: &Context<'_>, heading: Element<'_>) -> Option<Range<usize>> {
    let start = heading.text_range().end;
    if let Some(level) = level(heading) {
        return Some(start..end_of_section(context, heading, level));
    }
    match heading.name() {
        "dt" => {
            let mut end = start;
            let mut next = heading.next_sibling();
            while let Some(sibling) = next.filter(|sibling| sibling.name() == "dd") {
                end = sibling.text_range().end;
                next = sibling.next_sibling();
            }
            Some(start..end)
        }
        "th" | "summary" | "legend" => heading.parent().map(|parent| start..parent.text_range().end.max(start)),
        _ => {
            let target = heading
                .filled_attr("aria-controls")
                .or_else(|| heading.filled_attr("href").and_then(|href| href.strip_prefix('#')))?;
            context.document.by_id(target).map(Element::text_range)
        }
    }
}

/// Where the section ends: at the next heading of the same rank or above, or where another part of the page begins.
fn end_of_section(context: &Context<'_>, heading: Element<'_>, own: u8) -> usize {
    let region = heading.region();
    let runs = context.document.runs();
    let first = runs.partition_point(|run| run.range.end <= heading.text_range().end);
    let mut end = heading.text_range().end;
    for run in &runs[first..] {
        let element = context.document.element(run.element);
        let next_section = element.region() != region
            || element
                .self_and_ancestors()
                .take(4)
                .any(|element| level(element).is_some_and(|other| other <= own));
        if next_section {
            break;
        }
        end = run.range.end;
    }
    end
}

#[cfg(test)]
mod tests {
    use crate::extract::{Source, facts};
    use crate::model::TopicMention;

    fn about(html: &str, concept: &str) -> Vec<TopicMention> {
        let facts = facts(&Source::new(html.as_bytes(), None));
        facts.topic(concept).cloned().collect()
    }

    #[test]
    fn a_heading_opens_its_section() {
        let found = about(
            "<h2>Returns</h2><p>Send it back in 30 days.</p><h2>Jobs</h2><p>None.</p>",
            "topic.returns",
        );
        let heading = found.iter().find(|mention| mention.in_heading).expect("heading");
        assert_eq!(heading.section_chars, "Send it back in 30 days.".len());
    }

    #[test]
    fn a_link_is_told_from_text() {
        let found = about("<a href=/faq>자주 묻는 질문</a>", "topic.faq");
        assert_eq!((found.len(), found[0].in_link, found[0].in_heading), (1, true, false));
    }

    #[test]
    fn a_closed_panel_counts_as_section() {
        let found = about(
            "<details><summary>Versand</summary><p>Zwei Tage.</p></details>",
            "topic.shipping",
        );
        assert_eq!(
            (found[0].in_heading, found[0].section_chars),
            (true, "Zwei Tage.".len())
        );
    }
}
