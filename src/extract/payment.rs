//! Ways to pay.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::Context;
use crate::lexicon::Folded;
use crate::model::PaymentMethod;
use crate::page::Element;

/// Ways to pay by id, with the words that name them in text, in the `alt` of a picture or in its file name.
const METHODS: &[(&str, &[&str])] = &[
    ("affirm", &["affirm"]),
    ("afterpay", &["afterpay", "clearpay"]),
    ("alipay", &["alipay", "支付宝", "알리페이"]),
    ("amazon-pay", &["amazon pay", "amazonpay", "amazon payments"]),
    ("american-express", &["american express", "amex", "americanexpress"]),
    ("apple-pay", &["apple pay", "applepay", "애플페이"]),
    ("bancontact", &["bancontact"]),
    (
        "bank-transfer",
        &[
            "bank transfer",
            "wire transfer",
            "무통장입금",
            "무통장 입금",
            "계좌이체",
            "banküberweisung",
            "überweisung",
            "vorkasse",
            "virement bancaire",
            "transferencia bancaria",
            "bonifico",
            "銀行振込",
            "przelew bankowy",
        ],
    ),
    ("blik", &["blik"]),
    (
        "cash-on-delivery",
        &[
            "cash on delivery",
            "nachnahme",
            "contre remboursement",
            "contra reembolso",
            "contrassegno",
            "代金引換",
            "代引き",
            "착불결제",
        ],
    ),
    ("convenience-store", &["コンビニ払い", "コンビニ決済", "コンビニ支払い"]),
    (
        "credit-card",
        &[
            "credit card",
            "신용카드",
            "카드결제",
            "クレジットカード",
            "kreditkarte",
            "carte bancaire",
            "carte de crédit",
            "tarjeta de crédito",
            "carta di credito",
            "信用卡",
        ],
    ),
    ("diners-club", &["diners club", "dinersclub"]),
    ("discover", &["discover card", "discover network"]),
    ("eps", &["eps überweisung", "eps-überweisung"]),
    ("google-pay", &["google pay", "googlepay", "gpay", "구글페이"]),
    ("ideal", &["ideal payment", "ideal logo", "ideal bank"]),
    (
        "invoice",
        &[
            "kauf auf rechnung",
            "rechnungskauf",
            "pay by invoice",
            "paiement sur facture",
        ],
    ),
    ("jcb", &["jcb"]),
    ("kakao-pay", &["kakao pay", "kakaopay", "카카오페이"]),
    ("klarna", &["klarna"]),
    ("maestro", &["maestro"]),
    ("mastercard", &["mastercard", "master card", "마스터카드"]),
    (
        "mobile-phone",
        &["휴대폰결제", "휴대폰 결제", "핸드폰결제", "キャリア決済"],
    ),
    (
        "naver-pay",
        &["naver pay", "naverpay", "npay", "네이버페이", "네이버 페이"],
    ),
    ("payco", &["payco", "페이코"]),
    ("paypal", &["paypal", "페이팔", "pay pal"]),
    ("paypay", &["paypay"]),
    ("rakuten-pay", &["rakuten pay", "楽天ペイ"]),
    ("samsung-pay", &["samsung pay", "samsungpay", "삼성페이"]),
    (
        "sepa-debit",
        &[
            "sepa lastschrift",
            "sepa-lastschrift",
            "lastschrift",
            "sepa direct debit",
            "prélèvement sepa",
        ],
    ),
    ("shop-pay", &["shop pay", "shoppay", "shopify pay"]),
    ("sofort", &["sofortüberweisung", "sofort banking", "sofort gmbh"]),
    ("swish", &["swish betalning", "swish logo"]),
    ("toss-pay", &["toss pay", "tosspay", "토스페이", "토스 페이"]),
    ("twint", &["twint"]),
    ("unionpay", &["unionpay", "union pay", "银联", "은련카드"]),
    ("venmo", &["venmo"]),
    ("virtual-account", &["가상계좌", "virtual account"]),
    ("visa", &["visa"]),
    ("wechat-pay", &["wechat pay", "wechatpay", "微信支付", "위챗페이"]),
];

struct Words {
    search: AhoCorasick,
    /// For each pattern its index in [`METHODS`] and its text.
    patterns: Vec<(usize, String)>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let patterns: Vec<(usize, String)> = METHODS
        .iter()
        .enumerate()
        .flat_map(|(index, (_, words))| words.iter().map(move |word| (index, Folded::new(word).text)))
        .collect();
    Words {
        search: AhoCorasick::new(patterns.iter().map(|(_, word)| word)).expect("the built-in words make an automaton"),
        patterns,
    }
});

/// Ways to pay that the page names, sorted.
pub(super) fn methods(context: &Context<'_>) -> Vec<PaymentMethod> {
    let mut found: BTreeMap<&str, &str> = BTreeMap::new();
    find(&context.folded.text, &mut found);
    // A visa is also a paper for travellers: in plain text it counts beside another way to pay.
    if found.len() == 1 {
        found.remove("visa");
    }
    for element in context.document.elements() {
        if let Some(words) = picture_words(element) {
            find(&Folded::new(&words).text, &mut found);
        }
    }
    found
        .into_iter()
        .map(|(id, words)| PaymentMethod {
            id: id.to_owned(),
            words: words.to_owned(),
        })
        .collect()
}

/// Words of a picture: `alt`, `title`, file name, the symbol that an icon uses, the classes of an icon.
fn picture_words(element: Element<'_>) -> Option<String> {
    let parts: Vec<&str> = match element.name() {
        "img" | "source" | "input" if element.name() != "input" || element.attr("type") == Some("image") => {
            let file = ["src", "data-src", "srcset"]
                .iter()
                .find_map(|attribute| element.filled_attr(attribute))
                .filter(|source| !source.starts_with("data:"))
                .map(file_name);
            [element.attr("alt"), element.attr("title"), file]
                .into_iter()
                .flatten()
                .collect()
        }
        "use" => [element.attr("href"), element.attr("xlink:href")]
            .into_iter()
            .flatten()
            .collect(),
        "svg" | "i" | "span" | "li" => [
            element.attr("aria-label"),
            element.attr("title"),
            element
                .attr("class")
                .filter(|class| class.contains("pay") || class.contains("card") || class.contains("icon")),
        ]
        .into_iter()
        .flatten()
        .collect(),
        _ => return None,
    };
    if parts.is_empty() {
        return None;
    }
    Some(parts.join(" ").replace(['-', '_', '/', '#', '.'], " "))
}

fn file_name(address: &str) -> &str {
    let path = address.split(['?', '#', ' ']).next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default()
}

/// Latin words must stand alone; Hangul, kana and Han join freely.
fn find<'a>(text: &str, found: &mut BTreeMap<&'a str, &'a str>) {
    for hit in WORDS.search.find_overlapping_iter(text) {
        let (method, word) = &WORDS.patterns[hit.pattern().as_usize()];
        let joined = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        let latin = word.is_ascii();
        if latin && (joined(text[..hit.start()].chars().next_back()) || joined(text[hit.end()..].chars().next())) {
            continue;
        }
        found.entry(METHODS[*method].0).or_insert(word);
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::{Source, facts};

    fn methods(html: &str) -> Vec<String> {
        let found = facts(&Source::new(html.as_bytes(), None)).payment_methods;
        found.into_iter().map(|method| method.id).collect()
    }

    #[test]
    fn a_way_to_pay_keeps_the_words_that_named_it() {
        let found = facts(&Source::new("<p>무통장 입금, 카카오페이</p>".as_bytes(), None)).payment_methods;
        let words: Vec<&str> = found.iter().map(|method| method.words.as_str()).collect();
        assert_eq!(words, ["무통장 입금", "카카오페이"]);
    }

    #[test]
    fn text_pictures_and_file_names_name_ways_to_pay() {
        assert_eq!(methods("<p>무통장입금, 카카오페이</p>"), ["bank-transfer", "kakao-pay"]);
        assert_eq!(
            methods("<img src=/icons/paypal.svg><img alt='Visa'><i class='pay-icon apple-pay'></i>"),
            ["apple-pay", "paypal", "visa"]
        );
        assert_eq!(
            methods("<p>Kreditkarte, Nachnahme oder Kauf auf Rechnung</p>"),
            ["cash-on-delivery", "credit-card", "invoice"]
        );
    }

    #[test]
    fn a_travel_visa_is_no_way_to_pay() {
        assert_eq!(methods("<p>You may need a visa to travel.</p>"), Vec::<String>::new());
    }
}
