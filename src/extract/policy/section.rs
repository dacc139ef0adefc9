//! How much real text a page has about shipping and returns, and whether template text stands in its place.

use std::ops::Range;
use std::sync::LazyLock;

use crate::extract::pattern::pattern;
use regex::Regex;

use super::scope::{Scope, Topic, lines_of};
use crate::model::{Policies, Region};

/// Characters of a line that counts although no heading says what it is about.
const LONE_LINE: usize = 30;
/// Bytes of text up to which template text anywhere on the page speaks for all of it.
const SHORT_PAGE: usize = 3_000;
/// Characters of main text below which a policy page is nothing but its heading.
const EMPTY_PAGE: usize = 40;

/// What templates and shop systems print where the shop's own words should stand.
static TEMPLATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix)
        \blorem\sipsum\b
        | \b(?:put|place|insert|add|enter|type|write|paste)\s(?:in\s)?(?:your|the|some)\s[a-z&,\s]{0,60}\b(?:here|in\sthis\s(?:space|section|page|area))\b
        | \b(?:your|this)\s[a-z&\s]{0,40}\b(?:policy|information|text|content)\s(?:goes\s|comes\s)?here\b
        | \b(?:this\sis\s(?:a\s)?(?:sample|placeholder|dummy|example|demo)\s(?:text|page|content|policy)) | \b(?:sample|placeholder|dummy)\s(?:text|content|page)\b
        | \bedit\sthis\s(?:page|text|section)\b | \breplace\sthis\stext\b | \[(?:your\s|insert\s|store\s|company\s)[a-z\s]{2,30}\]
        | (?:이\s?곳|여기)에\s?[^.\n]{0,40}(?:입력|작성|넣어) | (?:내용|정보|안내|문구)(?:을|를)\s?(?:입력|작성)(?:해|하)\s?(?:주세요|주십시오|세요) | (?:샘플|예시|더미)\s?(?:텍스트|문구|페이지|글)
        | ダミーテキスト | ここに[^。\n]{0,40}(?:入力|記入|記載)
        | \b(?:hier|an\sdieser\sstelle)\s[^.\n]{0,50}\b(?:eintragen|einfügen|ergänzen|einsetzen)\b | \bmustertext\b | \bplatzhalter(?:text)?\b
        | \b(?:insérez|ajoutez|saisissez|mettez)\s[^.\n]{0,50}\bici\b | \btexte\sd'exemple\b
        | \bponga\s[^.\n]{0,40}\baquí\b
        ",
    )
});

/// Counts the page's real text about both topics, and finds template text in its place.
pub(super) fn measure(scope: &Scope<'_>, policies: &mut Policies) {
    let mut template = None;
    let (mut in_sections, mut alone) = ([0_usize; 2], [0_usize; 2]);
    let page = scope.page_topic();
    let short_page = scope.text.len() <= SHORT_PAGE;
    for line in lines_of(scope.text) {
        let section = scope.section_at(line.start);
        let topic = if section.is_any() { section } else { page };
        let words = &scope.text[line.clone()];
        if line.len() >= 10
            && (topic.is_any() || short_page)
            && let Some(found) = TEMPLATE.find(words)
        {
            template.get_or_insert(line.start + found.start()..line.start + found.end());
            continue;
        }
        if !is_prose(scope, &line) {
            continue;
        }
        let chars = words.chars().count();
        if chars >= 10 {
            add(&mut in_sections, topic, chars);
        }
        if !topic.is_any() && chars >= LONE_LINE {
            add(&mut alone, own_topic(scope, &line), chars);
        }
    }
    policies.returns_chars = in_sections[0] + alone[0];
    policies.shipping_chars = in_sections[1] + alone[1];
    policies.placeholder = match template {
        Some(range) => {
            let words = scope.text[range.clone()].to_owned();
            Some(scope.stated(words, range))
        }
        None => scope
            .page_heading()
            .filter(|_| page.is_any() && policies.returns_chars + policies.shipping_chars < EMPTY_PAGE)
            .map(|heading| scope.stated(scope.text[heading.clone()].trim().to_owned(), heading)),
    };
    if policies.placeholder.is_some() && policies.returns_chars < EMPTY_PAGE {
        policies.returns_chars = 0;
    }
    if policies.placeholder.is_some() && policies.shipping_chars < EMPTY_PAGE {
        policies.shipping_chars = 0;
    }
}

fn add(sums: &mut [usize; 2], topic: Topic, chars: usize) {
    sums[0] += if topic.returns { chars } else { 0 };
    sums[1] += if topic.shipping { chars } else { 0 };
}

/// Whether a line is text to read: in the page's body, no heading, no link or control.
fn is_prose(scope: &Scope<'_>, line: &Range<usize>) -> bool {
    if line.len() < 10 {
        return false;
    }
    let Some(element) = scope.document.at(line.start) else {
        return false;
    };
    if matches!(element.region(), Region::Header | Region::Footer | Region::Nav) {
        return false;
    }
    let heading = scope
        .sections
        .partition_point(|section| section.heading.end <= line.start);
    let is_heading = scope
        .sections
        .get(heading)
        .is_some_and(|section| section.heading.start <= line.start && line.end <= section.heading.end);
    !is_heading
        && !is_menu(scope, line)
        && !element.self_and_ancestors().take(4).any(|one| {
            matches!(one.name(), "a" | "button" | "option" | "select" | "label" | "textarea")
                && one.text_range().len() + 2 >= line.len()
        })
}

/// Whether most of a line stands in links: a menu or a list of pages, whatever it is called.
fn is_menu(scope: &Scope<'_>, line: &Range<usize>) -> bool {
    let runs = scope.document.runs();
    let first = runs.partition_point(|run| run.range.end <= line.start);
    let linked: usize = runs[first..]
        .iter()
        .take_while(|run| run.range.start < line.end)
        .filter(|run| scope.document.element(run.element).closest("a").is_some())
        .map(|run| run.range.len())
        .sum();
    linked * 2 > line.len()
}

fn own_topic(scope: &Scope<'_>, line: &Range<usize>) -> Topic {
    Topic {
        returns: scope.hits_of(&scope.concepts.returns, line).next().is_some(),
        shipping: scope.hits_of(&scope.concepts.shipping, line).next().is_some(),
    }
}

impl Scope<'_> {
    /// The page's own heading: its first `h1`, else the first heading of its body.
    pub(super) fn page_heading(&self) -> Option<Range<usize>> {
        self.sections
            .iter()
            .find(|section| section.level == 1)
            .or_else(|| self.sections.iter().find(|section| section.level <= 3))
            .map(|section| section.heading.clone())
    }

    /// What the page as a whole is about, by a short heading of its own.
    pub(super) fn page_topic(&self) -> Topic {
        let Some(heading) = self.page_heading() else {
            return Topic::default();
        };
        if self.text[heading.clone()].chars().count() > 40 {
            return Topic::default();
        }
        own_topic(self, &heading)
    }

    pub(super) fn page_is_about_shipping(&self) -> bool {
        self.page_topic().shipping
    }
}
