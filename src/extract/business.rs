//! Who stands behind the shop: the name, the person, the address and the numbers that the law asks for.

mod address;
mod number;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::Context;
use super::pattern::pattern;
use crate::model::Business;

/// Characters of a value behind a label.
const VALUE: usize = 120;

/// Labels of the company's name, best first.
const NAME: &[&str] = &["legal.kr.company-name", "legal.jp.seller"];
/// Labels of the person who answers for it.
const OWNER: &[&str] = &["legal.kr.representative", "legal.jp.manager", "legal.eu.representative"];
/// Labels of its postal address.
const ADDRESS: &[&str] = &["legal.kr.address", "legal.jp.address", "legal.uk.registered-office"];

/// Who stands behind the shop, as printed on the page.
///
/// `printed` is where [`printed_address`] found one.
pub(super) fn business(context: &Context<'_>, printed: Option<&Range<usize>>) -> Business {
    let text = context.document.text();
    let registration = number::registration(text);
    let vat_id = number::vat_id(text);
    let mail_order_number = mail_order_number(context);
    // Words such as "name" and "address" stand in every form; only where a page prints a register do they name it.
    let formal = registration.is_some() || vat_id.is_some() || mail_order_number.is_some() || is_legal_page(context);
    let labelled = |labels: &[&str]| formal.then(|| value_of(context, labels)).flatten();
    Business {
        name: labelled(NAME)
            .filter(|value| is_a_name(value))
            .or_else(|| told(context, &["legalName", "name"]))
            .or_else(|| formal.then(|| by_legal_form(text)).flatten()),
        owner: labelled(OWNER),
        address: labelled(ADDRESS)
            .filter(|value| address::looks_like_one(value))
            .or_else(|| address::in_structured_data(context))
            .or_else(|| printed.map(|range| text[range.clone()].trim().to_owned())),
        registration_valid: registration.as_ref().and_then(|(_, valid)| *valid),
        registration_number: registration.map(|(number, _)| number),
        mail_order_number,
        vat_id_valid: vat_id.as_deref().and_then(number::is_vat_id),
        vat_id,
    }
}

/// Where a postal address is printed, as a byte range of the page's text.
pub(super) fn printed_address(context: &Context<'_>) -> Option<Range<usize>> {
    address::printed(context)
}

/// Whether a labelled value can be a company's name: "Company no. 01234567" labels a number, and a menu says "News".
fn is_a_name(value: &str) -> bool {
    static OTHER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:(?:reg(?:istration|istered)?\.?\s)?(?:no|nr|num|number)\b|info(?:rmation)?s?$|news$|e-?mail\b|about\b|phone\b|tel\b|fax\b|https?:|\d)",
        )
    });
    !OTHER.is_match(value)
}

/// A company's name that ends with its legal form, on a line of its own or at the beginning of one.
fn by_legal_form(text: &str) -> Option<String> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?mx)^[^\S\n]*(?:(?:©|(?i:copyright)|\([cC]\))?\s?(?:\d{4}\s?[-–]\s?)?\d{4}\s(?:by\s)?|©\s?|[\p{Lu}][\p{L}\s]{2,24}:\s)?
            (?P<name>[\p{Lu}][\p{L}\d&.'’+\x20-]{1,60}?[,\x20]
            (?:GmbH(?:\x20&\x20Co\.?\x20(?:KG|OHG))?|UG(?:\x20\(haftungsbeschränkt\))?|AG|SE|KG|OHG|GbR|e\.\x20?K\.|Ltd\.?|Limited|PLC|plc|LLP|LLC|Inc\.?
            |S\.?A\.?R\.?L\.?|SAS|S\.A\.S\.|S\.A\.|S\.L\.(?:U\.)?|S\.?r\.?l\.?|S\.?p\.?A\.?|B\.?V\.?|N\.V\.|sp\.\x20z\x20o\.\x20?o\.|AB|ApS|A/S|Oy))(?:$|[\s,.|(·])",
        )
    });
    FORM.captures(text)
        .and_then(|found| found.name("name"))
        .map(|name| name.as_str().trim().to_owned())
}

fn is_legal_page(context: &Context<'_>) -> bool {
    ["legal.jp.page", "legal.eu.imprint", "legal.kr.business-number"]
        .iter()
        .any(|concept| context.hits_of(concept).next().is_some())
}

/// A company's name in structured data about the organisation itself.
fn told(context: &Context<'_>, names: &[&str]) -> Option<String> {
    let organisation = context.structured.items.iter().find(|item| {
        item.get("@type").is_some_and(|kind| {
            let is = |kind: &str| {
                matches!(
                    kind.rsplit('/').next().unwrap_or(kind),
                    "Organization" | "Corporation" | "LocalBusiness" | "Store" | "OnlineStore" | "OnlineBusiness"
                )
            };
            kind.as_str().is_some_and(is)
                || kind
                    .as_array()
                    .is_some_and(|kinds| kinds.iter().any(|kind| kind.as_str().is_some_and(is)))
        })
    })?;
    names
        .iter()
        .filter_map(|name| organisation.get(name)?.as_str())
        .map(str::trim)
        .find(|name| !name.is_empty())
        .map(str::to_owned)
}

/// The value behind the first of the labels that has one.
fn value_of(context: &Context<'_>, labels: &[&str]) -> Option<String> {
    labels.iter().find_map(|label| {
        context
            .hits_of(label)
            .filter_map(|hit| value_after(context, hit.start..hit.end))
            .next()
    })
}

/// What stands behind a label: on its line after a colon or a bar, else on the next line where the label fills its own.
fn value_after(context: &Context<'_>, label: Range<usize>) -> Option<String> {
    let text = context.document.text();
    let line_start = text[..label.start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[label.end..].find('\n').map_or(text.len(), |at| label.end + at);
    let before = text[line_start..label.start].trim_end();
    let rest = &text[label.end..line_end];
    let opened = before.is_empty()
        || before.ends_with(['|', '/', '·', ',', ')', ']', '>', '•', '-', ':', 'ㅣ', '(', '■', '*'])
        || rest.trim_start().starts_with([':', '：']);
    if !opened {
        return None;
    }
    let value = rest.trim_start_matches([' ', ':', '：', '|', '-', ')', '/', '.', '·']);
    let value = without_label_tail(value);
    let place = if value.trim().is_empty() {
        // The label fills its cell: the value is in the next one.
        if rest.trim().chars().filter(|c| c.is_alphanumeric()).count() > 6 {
            return None;
        }
        let below = text[line_end..].trim_start();
        let start = text.len() - below.len();
        start..start + below.find('\n').unwrap_or(below.len())
    } else if rest.starts_with(|c: char| c.is_alphanumeric()) {
        // The label is the beginning of another word.
        return None;
    } else {
        line_end - value.len()..line_end
    };
    let value = up_to_next_label(context, place);
    let value = value
        .trim()
        .trim_end_matches(['|', '/', '·', ',', ';', '-', ':', 'ㅣ', '('])
        .trim();
    let value = if value.contains('(') {
        value
    } else {
        value.trim_end_matches(')')
    };
    let length = value.chars().count();
    let letters = value.chars().any(char::is_alphabetic);
    (letters && (2..=VALUE).contains(&length)).then(|| value.to_owned())
}

/// A value without what still belongs to the label: `(성명) 홍길동`, `name: …`.
fn without_label_tail(value: &str) -> &str {
    match value.split_once([':', '：']) {
        Some((head, rest)) if head.chars().count() <= 8 && !rest.trim().is_empty() && !head.contains(' ') => {
            rest.trim_start()
        }
        _ => value,
    }
}

/// A value without the labels that follow on the same line: `Moa Co. | 대표 : …`.
fn up_to_next_label<'a>(context: &'a Context<'_>, place: Range<usize>) -> &'a str {
    let text = context.document.text();
    let Range { start, end } = place;
    let first = context.hits.partition_point(|hit| hit.start <= start);
    let next = context.hits[first..]
        .iter()
        .take_while(|hit| hit.start < end)
        .find(|hit| {
            let id = context.lexicon.id(hit.concept);
            let labels = id.starts_with("legal.") || id.starts_with("field.") || id.ends_with("-label");
            let opened = text[hit.end..].trim_start_matches(' ').starts_with([':', '：'])
                || text[..hit.start].trim_end().ends_with(['|', '/', '·', 'ㅣ']);
            labels && opened
        })
        .map_or(end, |hit| hit.start);
    let value = &text[start..next.max(start)];
    let bar = value.find(['|', 'ㅣ', '\t']).unwrap_or(value.len());
    let slash = value.find(" / ").unwrap_or(value.len());
    &value[..bar.min(slash)]
}

/// The number under which a Korean shop is registered for mail order.
fn mail_order_number(context: &Context<'_>) -> Option<String> {
    let text = context.document.text();
    context.hits_of("legal.kr.mail-order-number").find_map(|hit| {
        let mut end = (hit.end + 90).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let after = &text[hit.end..end];
        let reach = after.match_indices('\n').nth(1).map_or(after.len(), |(at, _)| at);
        context
            .lexicon
            .regex("legal.kr.mail-order-number")
            .iter()
            .filter_map(|pattern| pattern.find(&after[..reach]))
            .min_by_key(|found| (found.start(), std::cmp::Reverse(found.len())))
            .map(|found| found.as_str().trim().to_owned())
    })
}

#[cfg(test)]
mod tests {
    use crate::extract::{Source, facts};
    use crate::model::Business;

    fn business(html: &str) -> Business {
        facts(&Source::new(html.as_bytes(), None)).business
    }

    #[test]
    fn a_korean_footer_tells_all() {
        let found = business(
            "<div class=footer><p>상호 : (주)모아상점 | 대표자 : 김하나 | 사업자등록번호 : 220-81-62517\
             <p>통신판매업신고번호 : 제2023-서울마포-01234호<p>주소 : 서울특별시 마포구 가상로 12, 3층</div>",
        );
        assert_eq!(found.name.as_deref(), Some("(주)모아상점"));
        assert_eq!(found.owner.as_deref(), Some("김하나"));
        assert_eq!(found.registration_number.as_deref(), Some("220-81-62517"));
        assert_eq!(found.registration_valid, Some(true));
        assert_eq!(found.mail_order_number.as_deref(), Some("제2023-서울마포-01234호"));
        assert_eq!(found.address.as_deref(), Some("서울특별시 마포구 가상로 12, 3층"));
    }

    #[test]
    fn a_japanese_table_tells_the_seller() {
        let found = business(
            "<h1>特定商取引法に基づく表記</h1><table><tr><th>販売業者<td>株式会社そら商店<tr><th>運営責任者<td>山田花子\
             <tr><th>所在地<td>〒100-0001 東京都千代田区架空1-2-3</table>",
        );
        assert_eq!(found.name.as_deref(), Some("株式会社そら商店"));
        assert_eq!(found.owner.as_deref(), Some("山田花子"));
        assert!(found.address.is_some_and(|address| address.contains("千代田区")));
    }

    #[test]
    fn a_german_imprint_names_the_company_by_its_legal_form() {
        let found = business("<h1>Impressum</h1><p>Topf und Tiegel GmbH<br>Musterstraße 5<br>50667 Köln");
        assert_eq!(found.name.as_deref(), Some("Topf und Tiegel GmbH"));
        assert_eq!(
            business("<p>Topf und Tiegel GmbH<br>Musterstraße 5").name,
            None,
            "no imprint"
        );
    }

    #[test]
    fn a_form_is_no_register() {
        let found = business("<form><label>이름</label><input><label>주소</label><input></form><p>대표 상품 안내");
        assert_eq!(found, Business::default());
    }
}
