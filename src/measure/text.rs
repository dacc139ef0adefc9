//! How the shop's texts read.

use super::toolbox::{Sample, clip, count, median, number};
use super::{Input, Measure, Text};
use crate::model::{Evidence, Measured, Note, PageKind, Stated, Unit, WalkPage};

const PRODUCT: &[PageKind] = &[PageKind::Product];
/// Pages whose words a customer must understand to order.
const READ: &[PageKind] = &[
    PageKind::Product,
    PageKind::Faq,
    PageKind::Shipping,
    PageKind::Returns,
    PageKind::About,
];
/// Fewer sentences or paragraphs than this tell nothing of how a shop writes.
const LEAST: usize = 5;

/// The family.
pub static MEASURES: &[Measure] = &[
    Measure {
        id: "text.product-chars-median",
        unit: Unit::Count,
        what: Text {
            en: "How many characters of description a product page has, in the middle of all product pages.",
            ko: "상품 페이지의 설명 글자 수의 중앙값입니다.",
        },
        how: Text {
            en: "Counts the running text of the main part, without menus, buttons, forms, reviews and teasers. A Latin \
                 letter counts half, because a Korean or Japanese character says about twice as much. Words inside a \
                 picture are not read, and that is the point.",
            ko: "메뉴·버튼·양식·후기·추천 상품을 뺀 본문 글자를 셉니다. 영어처럼 라틴 글자를 쓰는 글은 한 글자를 절반으로 칩니다. 그림 속 \
                 글자는 세지 않습니다. 설명이 그림뿐인 상품을 찾는 것이 목적이기 때문입니다.",
        },
        pages: PRODUCT,
        run: product_chars,
    },
    Measure {
        id: "text.sentence-words-median",
        unit: Unit::Count,
        what: Text {
            en: "How many words a sentence has, in the middle of all sentences a customer must understand.",
            ko: "고객이 읽어야 하는 글에서 한 문장에 들어 있는 낱말 수의 중앙값입니다.",
        },
        how: Text {
            en: "Takes the sentences of product pages, questions, and the texts about shipping, returns and the shop. Where \
                 a script sets no spaces, three characters are taken for a word. Unknown with fewer than five sentences.",
            ko: "상품 페이지, 자주 묻는 질문, 배송·반품·회사 안내의 문장을 봅니다. 띄어쓰기가 없는 글은 세 글자를 한 낱말로 칩니다. 문장이 \
                 다섯 개보다 적으면 알 수 없음으로 둡니다.",
        },
        pages: READ,
        run: sentence_words,
    },
    Measure {
        id: "text.paragraph-chars-long",
        unit: Unit::Count,
        what: Text {
            en: "How many characters the long paragraphs have: one paragraph in ten is longer.",
            ko: "긴 문단의 글자 수입니다. 문단 열 개 가운데 하나만 이보다 깁니다.",
        },
        how: Text {
            en: "Takes the paragraphs, list items and cells of the same texts and tells the 90th percentile of their \
                 characters. Unknown with fewer than five paragraphs.",
            ko: "같은 글들의 문단·목록·칸을 모아 글자 수의 90번째 백분위를 봅니다. 문단이 다섯 개보다 적으면 알 수 없음으로 둡니다.",
        },
        pages: READ,
        run: paragraph_chars,
    },
    Measure {
        id: "text.product-facts-median",
        unit: Unit::Count,
        what: Text {
            en: "How many facts a product page sets out as label and value, in the middle of all product pages.",
            ko: "상품 페이지에 항목과 값으로 정리된 사실의 수의 중앙값입니다.",
        },
        how: Text {
            en: "Counts rows of two cells, pairs of definition lists and lines such as \"Weight: 2 kg\" in the main \
                 part. Reviews and related goods are left out; a table inside a picture is not read.",
            ko: "본문에서 두 칸짜리 표의 줄, 정의 목록의 항목, \"무게: 2kg\" 같은 줄을 셉니다. 후기와 관련 상품은 빼고, 그림 속 표는 읽지 않습니다.",
        },
        pages: PRODUCT,
        run: product_facts,
    },
];

fn product_chars(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, PRODUCT);
    let mut lengths: Vec<(usize, Evidence)> = sample
        .pages
        .iter()
        .map(|page| (weighed_chars(page), first_words(page)))
        .collect();
    lengths.sort();
    let Some(middle) = median(lengths.iter().map(|(chars, _)| count(*chars)).collect()) else {
        return sample.unknown();
    };
    let against = lengths.iter().filter(|(chars, _)| count(*chars) < middle).count();
    let evidence = lengths.into_iter().map(|(_, evidence)| evidence).collect();
    number(middle, evidence, sample.pages.len(), against)
}

fn weighed_chars(page: &WalkPage) -> usize {
    let dense = page
        .facts
        .language
        .as_deref()
        .is_some_and(|language| ["ko", "ja", "zh"].iter().any(|own| language.starts_with(own)));
    if dense {
        page.facts.prose.chars
    } else {
        page.facts.prose.chars / 2
    }
}

fn first_words(page: &WalkPage) -> Evidence {
    match &page.facts.prose.longest_paragraph {
        Some(paragraph) => quote(page, paragraph),
        None => Evidence::page(&page.url),
    }
}

fn quote(page: &WalkPage, stated: &Stated<u32>) -> Evidence {
    Evidence::quote(&page.url, &stated.spot, clip(&stated.quote))
}

fn sentence_words(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, READ);
    let words: Vec<u32> = sample
        .pages
        .iter()
        .flat_map(|page| page.facts.prose.sentence_words.iter().copied())
        .collect();
    let longest = longest_first(&sample, |page| page.facts.prose.longest_sentence.as_ref());
    told(&sample, words.len(), longest, || {
        median(words.iter().copied().map(f64::from).collect())
    })
}

fn paragraph_chars(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, READ);
    let mut chars: Vec<u32> = sample
        .pages
        .iter()
        .flat_map(|page| page.facts.prose.paragraph_chars.iter().copied())
        .collect();
    chars.sort_unstable();
    let longest = longest_first(&sample, |page| page.facts.prose.longest_paragraph.as_ref());
    told(&sample, chars.len(), longest, || {
        chars.get(chars.len() * 9 / 10).copied().map(f64::from)
    })
}

fn longest_first<'a>(sample: &Sample<'a>, of: impl Fn(&'a WalkPage) -> Option<&'a Stated<u32>>) -> Vec<Evidence> {
    let mut found: Vec<(u32, Evidence)> = sample
        .pages
        .iter()
        .filter_map(|page| of(page).map(|stated| (stated.value, quote(page, stated))))
        .collect();
    found.sort_by(|one, other| (other.0, &one.1).cmp(&(one.0, &other.1)));
    found.into_iter().map(|(_, evidence)| evidence).collect()
}

fn told(sample: &Sample<'_>, seen: usize, evidence: Vec<Evidence>, figure: impl Fn() -> Option<f64>) -> Measured {
    if sample.is_empty() {
        return sample.unknown();
    }
    match figure().filter(|_| seen >= LEAST) {
        Some(figure) => number(figure, evidence, seen, 0),
        None => Measured::Unknown(Note::new("too-little-text")),
    }
}

fn product_facts(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, PRODUCT);
    let mut facts: Vec<(usize, Evidence)> = sample
        .pages
        .iter()
        .map(|page| (page.facts.prose.pairs, Evidence::page(&page.url)))
        .collect();
    facts.sort();
    let Some(middle) = median(facts.iter().map(|(pairs, _)| count(*pairs)).collect()) else {
        return sample.unknown();
    };
    let against = facts.iter().filter(|(pairs, _)| count(*pairs) < middle).count();
    let evidence = facts.into_iter().map(|(_, evidence)| evidence).collect();
    number(middle, evidence, sample.pages.len(), against)
}

#[cfg(test)]
mod tests {
    use super::super::toolbox::testing::{code_of, page, product_page, stated, value_of};
    use crate::model::{PageKind, Value, WalkPage};

    fn written(chars: usize, sentence: u32) -> WalkPage {
        let mut page = product_page("/p/1");
        page.facts.prose.chars = chars;
        page.facts.prose.sentence_words = vec![sentence; 6];
        page.facts.prose.paragraph_chars = vec![100, 100, 100, 100, 100, 900];
        page.facts.prose.longest_sentence = Some(stated(sentence, "무쇠로 만든 냄비입니다."));
        page
    }

    #[test]
    fn texts_are_told_by_their_middle_and_long_paragraphs_by_the_last_tenth() {
        let pages = vec![written(500, 12)];
        assert_eq!(
            value_of("text.product-chars-median", pages.clone()),
            Value::Number(500.0)
        );
        assert_eq!(
            value_of("text.sentence-words-median", pages.clone()),
            Value::Number(12.0)
        );
        assert_eq!(value_of("text.paragraph-chars-long", pages), Value::Number(900.0));
    }

    #[test]
    fn a_latin_letter_counts_half() {
        let mut english = written(500, 12);
        english.facts.language = Some("en".to_owned());
        assert_eq!(
            value_of("text.product-chars-median", vec![english]),
            Value::Number(250.0)
        );
    }

    #[test]
    fn too_little_text_tells_nothing() {
        let pages = || vec![page(PageKind::Faq, "/faq")];
        assert_eq!(code_of("text.sentence-words-median", pages()), "too-little-text");
        assert_eq!(code_of("text.paragraph-chars-long", Vec::new()), "no-page-of-kind");
    }

    #[test]
    fn facts_with_a_label_are_counted() {
        let mut page = product_page("/p/1");
        page.facts.prose.pairs = 7;
        assert_eq!(value_of("text.product-facts-median", vec![page]), Value::Number(7.0));
        assert_eq!(code_of("text.product-facts-median", Vec::new()), "no-page-of-kind");
    }
}
