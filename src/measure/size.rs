//! Sizes that must be chosen.

use std::sync::LazyLock;

use regex::Regex;

use super::toolbox::{Sample, clip, fields, share_of};
use super::{Input, Measure, Text};
use crate::model::{Evidence, Field, FormPurpose, Measured, PageKind, Unit, WalkPage};

const PAGES: &[PageKind] = &[PageKind::Product];
const GUIDE: &str = "topic.size-guide";

/// The family.
pub static MEASURES: &[Measure] = &[Measure {
    id: "size.guide-share",
    unit: Unit::Share,
    what: Text {
        en: "How many of the products whose size must be chosen have a size guide.",
        ko: "치수를 골라야 하는 상품 가운데 치수 안내가 있는 상품의 비율입니다.",
    },
    how: Text {
        en: "A choice counts as one of sizes by its label, or when its options are letters such as S, M, L or shoe sizes. \
             Looks for the words \"size guide\" or a like heading or link on the same page. Makes no sense where no size \
             is to be chosen. Choices that a script draws are not seen.",
        ko: "선택 항목의 이름이나 선택지(S·M·L, 신발 치수)로 치수를 고르는 상품을 알아보고, 같은 페이지에서 '사이즈 가이드' 같은 \
             글이나 링크를 찾습니다. 치수를 고르는 상품이 없으면 해당 없음입니다. 스크립트로 그려지는 선택 항목은 보지 못합니다.",
    },
    pages: PAGES,
    run: guide_share,
}];

fn guide_share(input: &Input<'_>) -> Measured {
    share_of(&Sample::of(input, PAGES), "no-size-option", |page| {
        let choice = size_choice(page)?;
        let guide = page
            .facts
            .topic(GUIDE)
            .find(|mention| mention.spot.visible)
            .map(|mention| Evidence::quote(&page.url, &mention.spot, clip(&mention.quote)));
        Some((guide.is_some(), guide.unwrap_or_else(|| fields::seen(page, choice))))
    })
}

fn size_choice(page: &WalkPage) -> Option<&Field> {
    let forms = page.facts.forms.iter();
    forms
        .filter(|form| {
            !matches!(
                form.purpose,
                FormPurpose::Filter | FormPurpose::Search | FormPurpose::Review
            )
        })
        .flat_map(|form| &form.fields)
        .filter(|field| matches!(field.control.as_str(), "select" | "radio") && fields::is_open(field))
        .find(|field| is_of_sizes(field))
}

fn is_of_sizes(field: &Field) -> bool {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\bsizes?\b|사이즈|치수|größe|groesse|\btaille\b|\btalla\b|\btaglia\b|サイズ|\bmaat\b")
            .expect("built-in pattern")
    });
    static OPTION: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^\s*(?:(?:x{0,3}[sl]|m|[2-6]xl|free)\b|2[0-9][05]\s?(?:mm)?\s*$|(?:3[4-9]|4[0-8])\s*$)")
            .expect("built-in pattern")
    });
    let sized = field
        .options
        .iter()
        .filter(|option| OPTION.is_match(&option.label))
        .count();
    // A list of years or instalments holds a few such numbers, too.
    (sized >= 2 && sized * 2 >= field.options.len())
        || (field.options.len() >= 2 && LABEL.is_match(&fields::words_of(field)))
}

#[cfg(test)]
mod tests {
    use super::super::toolbox::testing::{code_of, field, form, product_page, topic, value_of};
    use crate::model::{FieldOption, FormPurpose, Value, WalkPage};

    fn with_choice(label: &str, options: &[&str]) -> WalkPage {
        let mut choice = field(label, "select", "");
        choice.options = options
            .iter()
            .map(|option| FieldOption {
                value: (*option).to_owned(),
                label: (*option).to_owned(),
                disabled: false,
            })
            .collect();
        let mut page = product_page("/p/1");
        page.facts.forms.push(form(FormPurpose::AddToCart, vec![choice]));
        page
    }

    #[test]
    fn sizes_are_known_by_their_label_or_by_themselves() {
        let mut guided = with_choice("옵션", &["S", "M", "L"]);
        guided.facts.topics.push(topic("topic.size-guide", "사이즈 가이드", 80));
        assert_eq!(value_of("size.guide-share", vec![guided]), Value::Number(1.0));
        let shoes = with_choice("선택", &["240", "245", "250"]);
        assert_eq!(value_of("size.guide-share", vec![shoes]), Value::Number(0.0));
        let cm = with_choice("Size", &["20 cm", "24 cm"]);
        assert_eq!(value_of("size.guide-share", vec![cm]), Value::Number(0.0));
    }

    #[test]
    fn a_choice_of_colours_asks_for_no_guide() {
        let colours = with_choice("Colour", &["Red", "Sand"]);
        assert_eq!(code_of("size.guide-share", vec![colours]), "n/a no-size-option");
    }
}
