//! Labels around a number: what it is for.

use std::ops::Range;
use std::sync::LazyLock;

use crate::extract::pattern::pattern;
use regex::Regex;

use crate::extract::Context;

/// What a word says about the number that it labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Meaning {
    /// A phone.
    Voice,
    /// A fax.
    Fax,
    /// Both at once: `Tel/Fax`.
    Shared,
    /// Something that is no phone number at all.
    Other,
}

/// A label with its byte range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) range: Range<usize>,
    pub(super) meaning: Meaning,
}

/// Labels that are no words of the shop's language but of registers, banks and warehouses.
static OTHER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?xi)
        사업자\s?(?:등록)?\s?(?:번호)? | 통신판매 | 등록\s?번호 | 신고\s?번호 | 허가\s?번호 | 인증\s?번호 | 특허 | 주문\s?번호 | 송장 | 계좌 | 은행
        | 농협 | 신협 | 예금주 | 우편번호 | 바코드 | 품번 | 상품\s?(?:번호|코드) | 모델\s?(?:명|번호)? | 법인\s?(?:등록)?\s?번호
        | 登録番号 | 法人番号 | 注文番号 | 口座 | 銀行 | 郵便番号 | 品番 | 型番 | 許可 | 〒
        | \b(?:isbn|issn|ean|upc|gtin|sku|asin|mpn|iban|bic|swift|abn|acn|ein|siret|siren|rcs|hrb|hra|duns|npi|imei|tva|cif|nif|nip
          |regon|oib|cnpj|cuit|rut|gst|hst|vat|uid|crn)\b
        | \b(?:konto|blz|ust|steuer|handelsregister|registergericht|amtsgericht|registro|partita\s+iva|p\.?\s?iva|btw|kvk)[\w.-]*
        | \b(?:account|order|invoice|tracking|item|part|model|serial|licen[cs]e|permit|patent|certificate|registration|registered|reg
          |company|charity|tax|case|ref|reference|product|catalog(?:ue)?|article|artikel|bestell|customer|member|routing|policy|batch|lot|zip|dot|mc)
          [\w-]*\.?\s?(?:no|nr|number|num|id|code|\#|№|n[°º])\b?
        | \bnum[ée]ro\s(?:de\s(?:l['’]|la\s)?|d['’])?(?:objet|article|commande|client|série|suivi|siret|tva)
        | \bp\.?\s?o\.?\s?box | \b(?:lat|lng|lon|latitude|longitude)\b
        ",
    )
});

/// A single letter or short form that stands directly before a number: `T 020 …`, `F: …`, `Fx.`.
static SHORT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:^|[\s|/,;:(\[•·&+>-])(t|p|ph|m|mob|mobile|cell|c|o|w|tlf|tfno|hp|voice|office|☎|℡|📞|f|fx|fax|telefax|telecopier|facsimile)\s?[.:)\]]{0,2}\s*(?:(?:no|nr)\.?\s*)?[:.]?\s*[(+]?$",
    )
});

/// A line that is nothing but a short label.
static SHORT_LINE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^\W*(t|p|ph|m|mob|mobile|cell|voice|☎|℡|f|fx|fax|facsimile)\W*$"));

/// Facsimile and its kin, in languages that write the word out.
static FAX_WORD: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:tele|e-?)?fax(?:es)?\b|facsimil|télécopi|传真|傳真|факс"));

/// Every phone and fax label of the page, in order.
pub(super) struct Labels {
    all: Vec<Label>,
}

impl Labels {
    pub(super) fn of(context: &Context<'_>) -> Labels {
        let voice = context.lexicon.concept("topic.phone-label");
        let contact = context.lexicon.concept("field.phone");
        let fax = context.lexicon.concept("topic.fax-label");
        let all = context
            .hits
            .iter()
            .filter_map(|hit| {
                let meaning = if Some(hit.concept) == fax {
                    Meaning::Fax
                } else if Some(hit.concept) == voice || Some(hit.concept) == contact {
                    Meaning::Voice
                } else {
                    return None;
                };
                Some(Label {
                    range: hit.start..hit.end,
                    meaning,
                })
            })
            .collect();
        Labels { all }
    }

    /// Phone and fax labels within a byte range of the page's text, as ranges of that part.
    pub(super) fn within(&self, range: &Range<usize>) -> Vec<Label> {
        let first = self.all.partition_point(|label| label.range.start < range.start);
        self.all[first..]
            .iter()
            .take_while(|label| label.range.start < range.end)
            .filter(|label| label.range.end <= range.end)
            .map(|label| Label {
                range: label.range.start - range.start..label.range.end - range.start,
                meaning: label.meaning,
            })
            .collect()
    }
}

/// All labels of one line, in order: `known` are those of the lexicon.
pub(super) fn in_line(line: &str, known: Vec<Label>) -> Vec<Label> {
    let mut labels = known;
    labels.extend(OTHER.find_iter(line).map(|one| Label {
        range: one.range(),
        meaning: Meaning::Other,
    }));
    labels.extend(FAX_WORD.find_iter(line).map(|one| Label {
        range: one.range(),
        meaning: Meaning::Fax,
    }));
    labels.sort_by_key(|label| (label.range.start, std::cmp::Reverse(label.range.end)));
    // A word inside a longer one says nothing of its own: the "phone" of "phone order number".
    let mut kept: Vec<Label> = Vec::with_capacity(labels.len());
    for label in labels {
        match kept.last_mut() {
            Some(last) if last.range.end >= label.range.end => {
                if last.range == label.range && label.meaning == Meaning::Fax {
                    last.meaning = Meaning::Fax;
                }
            }
            _ => kept.push(label),
        }
    }
    kept
}

/// The short label at the very end of the text before a number.
pub(super) fn short_at_end(before: &str) -> Option<Meaning> {
    let word = SHORT.captures(before)?.get(1)?.as_str();
    Some(meaning_of_short(word))
}

/// Whether one short label for both stands at the very end of the text before a number: `T/F`, `Tel./Fax:`.
pub(super) fn shared_at_end(before: &str) -> bool {
    static BOTH: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:^|[^a-z])(?:t|p|tel|tél|phone|telephone|telefon|fon|전화|電話)[.\s]*(?:[/&+]|and|or|und|oder|et|ou|y|및|・)[\s]*(?:f|fax|telefax|팩스)\s?[.:：)]{0,2}\s*[(+]?$",
        )
    });
    BOTH.is_match(before)
}

fn meaning_of_short(word: &str) -> Meaning {
    let lower = word.to_ascii_lowercase();
    if matches!(
        lower.as_str(),
        "f" | "fx" | "fax" | "telefax" | "telecopier" | "facsimile"
    ) {
        Meaning::Fax
    } else {
        Meaning::Voice
    }
}

/// What a line says that is nothing but a label; none for any other line.
pub(super) fn of_whole_line(line: &str, known: Vec<Label>) -> Option<Meaning> {
    let line = line.trim();
    if line.is_empty() || line.chars().count() > 40 || super::digit_count(line) > 3 {
        return None;
    }
    if let Some(word) = SHORT_LINE.captures(line).and_then(|captures| captures.get(1)) {
        return Some(meaning_of_short(word.as_str()));
    }
    let labels = in_line(line, known);
    shared(line, &labels).or_else(|| labels.last().map(|label| label.meaning))
}

/// Whether a line heads a list of numbers of one meaning: `Fax:`, `Fax Numbers`, `Telefon`.
pub(super) fn heads_list(line: &str, known: Vec<Label>) -> Option<Meaning> {
    let line = line.trim();
    let words = line.split_whitespace().count();
    (words <= 3).then(|| of_whole_line(line, known)).flatten()
}

/// `Tel/Fax`, `Phone and fax`, `전화 및 팩스`: two labels that share what follows.
pub(super) fn shared(text: &str, labels: &[Label]) -> Option<Meaning> {
    let [.., first, second] = labels else { return None };
    let both = matches!(
        (first.meaning, second.meaning),
        (Meaning::Voice, Meaning::Fax) | (Meaning::Fax, Meaning::Voice)
    );
    let between = text.get(first.range.end..second.range.start)?.trim();
    let joined = between.chars().count() <= 5
        && between
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .all(|word| {
                matches!(
                    word.to_lowercase().as_str(),
                    "and" | "or" | "und" | "oder" | "et" | "ou" | "y" | "o" | "e" | "및" | "no" | "nr" | "number"
                )
            })
        && !between.ends_with([':', ';', ',', '|']);
    // "Tel. Fax 123" without any joint is a forgotten number, not a shared one.
    (both && joined && !between.is_empty()).then_some(Meaning::Shared)
}
