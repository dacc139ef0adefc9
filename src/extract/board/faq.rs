//! Questions of an FAQ.

use std::collections::BTreeMap;

use super::{is_type, told};
use crate::extract::Context;
use crate::lexicon::Folded;
use crate::model::{Faq, Region};
use crate::page::Element;

/// Questions that are kept.
const QUESTIONS: usize = 100;
/// Questions that make a page without the word FAQ an FAQ.
const ENOUGH: usize = 4;
/// Characters of a question.
const LONGEST: usize = 220;

/// Topics with the concepts that name them.
const TOPICS: &[(&str, &[&str])] = &[
    (
        "account",
        &[
            "action.login",
            "action.register",
            "field.password",
            "topic.membership-tier",
        ],
    ),
    (
        "delivery",
        &[
            "topic.shipping",
            "topic.tracking",
            "topic.delivery-estimate",
            "topic.free-shipping",
        ],
    ),
    (
        "order",
        &["action.go-to-checkout", "action.view-cart", "topic.tracking"],
    ),
    ("payment", &["topic.payment"]),
    (
        "product",
        &[
            "topic.size-guide",
            "topic.specs",
            "topic.usage",
            "topic.care",
            "topic.warranty",
            "topic.troubleshooting",
            "status.out-of-stock",
        ],
    ),
    ("return", &["topic.returns", "topic.withdrawal", "topic.free-returns"]),
];

/// Words of the topics that no concept holds, in lower case.
const WORDS: &[(&str, &[&str])] = &[
    (
        "account",
        &[
            "회원",
            "가입",
            "탈퇴",
            "아이디",
            "비밀번호",
            "account",
            "password",
            "konto",
            "passwort",
            "会員",
            "アカウント",
            "compte",
        ],
    ),
    ("order", &["주문", "order", "bestell", "注文", "commande", "pedido"]),
    (
        "payment",
        &[
            "결제",
            "입금",
            "영수증",
            "세금계산서",
            "payment",
            "invoice",
            "zahlung",
            "rechnung",
            "支払",
            "paiement",
        ],
    ),
    (
        "product",
        &[
            "상품",
            "제품",
            "사이즈",
            "재입고",
            "product",
            "size",
            "produkt",
            "größe",
            "商品",
            "サイズ",
            "produit",
            "taille",
        ],
    ),
];

/// The questions of an FAQ.
pub(in crate::extract) fn faq(context: &Context<'_>) -> Option<Faq> {
    let mut questions: Vec<String> = Vec::new();
    for item in context.structured.items.iter().filter(|item| is_type(item, "FAQPage")) {
        for question in told::many(item.get("mainEntity")) {
            let name = question
                .get("name")
                .or_else(|| question.get("text"))
                .and_then(serde_json::Value::as_str);
            push(&mut questions, name.unwrap_or_default());
        }
    }
    let told = !questions.is_empty();
    let named = is_named(context);
    if !told {
        for element in context.document.elements().filter(|element| asks(*element, named)) {
            push(&mut questions, first_line(element.text()));
        }
    }
    let enough = told || questions.len() >= if named { 1 } else { ENOUGH };
    enough.then(|| {
        let (topics, examples) = topics(context, &questions).into_iter().unzip();
        Faq {
            questions,
            topics,
            examples,
        }
    })
}

fn push(questions: &mut Vec<String>, question: &str) {
    let question = question.trim();
    let length = question.chars().count();
    if (4..=LONGEST).contains(&length) && questions.len() < QUESTIONS && !questions.iter().any(|own| own == question) {
        questions.push(question.to_owned());
    }
}

fn first_line(text: &str) -> &str {
    // "Q" often stands on a line of its own before the question.
    text.lines()
        .map(str::trim)
        .find(|line| line.chars().count() >= 4)
        .unwrap_or_default()
}

/// Whether the page's title, address or headings call it an FAQ.
fn is_named(context: &Context<'_>) -> bool {
    let path = context
        .url
        .map(|url| url.path().to_ascii_lowercase())
        .unwrap_or_default();
    path.contains("faq")
        || context
            .document
            .elements()
            .filter(|element| matches!(element.name(), "title" | "h1" | "h2" | "h3"))
            .filter(|element| !matches!(element.region(), Region::Footer | Region::Nav))
            .any(|element| {
                let title: String = if element.name() == "title" {
                    element.reference().text().collect()
                } else {
                    element.text().to_owned()
                };
                title.chars().count() <= 80 && names_faq(context, &title)
            })
}

/// The concept also holds "help" and "Q&A", which head other pages as well.
fn names_faq(context: &Context<'_>, title: &str) -> bool {
    let lower = title.to_lowercase();
    lower.contains("faq")
        || lower.contains("자주")
        || lower.contains("よくある")
        || lower.contains("asked")
        || lower.contains("häufig")
        || lower.contains("fréquen")
        || context.lexicon.equals("topic.faq", title) && !lower.contains("help")
}

/// Whether an element is a question: what opens an answer, or a heading that asks.
fn asks(element: Element<'_>, named: bool) -> bool {
    if matches!(element.region(), Region::Header | Region::Nav | Region::Footer) {
        return false;
    }
    let name = element.name();
    let opener = matches!(name, "dt" | "summary")
        || (matches!(name, "button" | "a" | "div" | "h2" | "h3" | "h4" | "h5")
            && (element.attr("aria-expanded").is_some() || element.classes().any(is_question_class)));
    let heading = matches!(name, "h2" | "h3" | "h4" | "h5" | "strong" | "b");
    if !opener && !heading {
        return false;
    }
    // A question that holds another element which is one itself would be counted twice.
    let question = first_line(element.text());
    let marked = question.ends_with(['?', '？']) || question.starts_with("Q.") || question.starts_with("Q:");
    let spoken = question.ends_with("나요")
        || question.ends_with("가요")
        || question.ends_with('か')
        || question.ends_with("까요");
    (marked || (named && spoken))
        || (named && opener && matches!(name, "dt" | "summary") && question.chars().count() >= 8)
}

fn is_question_class(class: &str) -> bool {
    let class = class.to_ascii_lowercase();
    ["question", "faq-q", "faq_q", "accordion"]
        .iter()
        .any(|part| class.contains(part))
}

/// Topics, each with the first question about it.
fn topics(context: &Context<'_>, questions: &[String]) -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let mut insert = |topic: &str, question: &String| {
        found.entry(topic.to_owned()).or_insert_with(|| question.clone());
    };
    for question in questions {
        let folded = Folded::new(question);
        let hits = context.lexicon.find_all(&folded);
        for (topic, concepts) in TOPICS {
            if hits
                .iter()
                .any(|hit| concepts.contains(&context.lexicon.id(hit.concept)))
            {
                insert(topic, question);
            }
        }
        for (topic, words) in WORDS {
            if words.iter().any(|word| folded.text.contains(word)) {
                insert(topic, question);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::extract::{Source, facts};
    use crate::model::Faq;

    fn faq(html: &str) -> Option<Faq> {
        facts(&Source::new(html.as_bytes(), None)).faq
    }

    #[test]
    fn accordions_are_questions() {
        let found = faq(
            "<h1>자주 묻는 질문</h1><details><summary>배송은 얼마나 걸리나요?</summary>2일</details>\
             <details><summary>반품은 어떻게 하나요?</summary>연락</details>",
        )
        .expect("the page is an FAQ");
        assert_eq!(found.questions, ["배송은 얼마나 걸리나요?", "반품은 어떻게 하나요?"]);
        assert_eq!(found.topics, ["delivery", "return"]);
        assert_eq!(found.examples, found.questions);
    }

    #[test]
    fn headings_that_ask_are_questions() {
        let found = faq(
            "<title>FAQ</title><h3>Can I change my order?</h3><p>Yes.<h3>Which payment methods do you take?</h3><p>All.",
        );
        assert_eq!(
            found.map(|faq| faq.topics),
            Some(vec!["order".to_owned(), "payment".to_owned()])
        );
    }

    #[test]
    fn one_question_in_passing_is_no_faq() {
        assert!(faq("<h1>Welcome</h1><h2>Why us?</h2><p>Because.").is_none());
    }
}
