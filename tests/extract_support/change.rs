//! Ways to change a page.

use std::ops::Range;

use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Pieces from which pages are made that no shop would write.
pub const PIECES: &[&str] = &[
    "<div>",
    "</div>",
    "<p>",
    "<span class=price>",
    "</span>",
    "<b>",
    "</b>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<ul>",
    "<li>",
    "<form method=post>",
    "</form>",
    "<input name=email>",
    "<input type=radio name=r>",
    "<input type=radio name=r>",
    "<select name=s>",
    "<option>1",
    "</select>",
    "<label for=x>",
    "<textarea>",
    "</textarea>",
    "<button>",
    "<template>",
    "</template>",
    "<svg>",
    "<foreignObject>",
    "</svg>",
    "<math><mi>",
    "<style>.a{display:none}</style>",
    "<p class=a>",
    "<script>",
    "</script>",
    "<script type=application/ld+json>{\"@type\":\"Product\",\"offers\":{\"price\":\"1e400\"}}</script>",
    "<iframe>",
    "<noscript>",
    "<p id=x>",
    "<p id=x>",
    "<p id='1 2'>",
    "<p id=\u{fffd}>",
    "<o:p>",
    "<body style='display:none'>",
    "<a href='tel:+1 (800) 555-0199'>",
    "<a href=mailto:a@b-shop.kr>",
    "<a href='http://[::1'>",
    "<base href='//'>",
    "<br>",
    "<!--",
    "-->",
    "<![CDATA[",
    "<h1>",
    "<h2>",
    "<dt>",
    "<dd>",
    "<summary>",
    "<header>",
    "<footer>",
    "<nav>",
    "<del>",
    "<article>",
    "<html lang=x-klingon>",
    "<meta charset=utf-16>",
    " ",
    "\n",
    "\u{a0}",
    "\u{200b}",
    "e\u{301}",
    "\u{1112}\u{1161}",
    "\u{202e}",
    "𝟙𝟚𝟛",
    "①",
    "ß",
    "İ",
    "ǆ",
    "0",
    "1",
    "12",
    "7",
    "02-123-4567",
    "1588-0199",
    "010 1234 5678",
    "(",
    ")",
    "-",
    "~",
    "/",
    ".",
    ",",
    "+",
    "$",
    "€",
    "원",
    "円",
    "만원",
    "₩",
    "£",
    "%",
    "@",
    "x",
    "T",
    "Fax: ",
    "Tel: ",
    "팩스 ",
    "전화 ",
    "9999999999999999999999",
    "1,234,567.89",
    "0.5.5.5",
    "00:00-24:00",
    "10시 ~ 17시",
    "2026-02-30",
    "13/32/99",
    "220-81-62517",
    "DE136695976",
    "무료배송",
    "배송비 ",
    "free shipping over ",
    "returns within ",
    " days",
    "일 이내 반품",
    "30",
    "개월",
    "営業時間",
    "〒150-0001",
    "미답변",
    "답변완료",
    "Q. ",
    "?",
    "sold out",
    "품절",
    "장바구니 담기",
    "add to cart",
    "total ",
    "lorem ipsum",
    "[at]",
    "(dot)",
    "www.x.kr",
    "1-800-FLOWERS",
];

/// A change to a page's bytes at a place and over a length.
#[derive(Debug, Clone)]
pub enum Mutation {
    Delete(Index, usize),
    Repeat(Index, usize, usize),
    Insert(Index, &'static str),
    Overwrite(Index, u8),
    Truncate(Index),
}

pub fn mutation() -> impl Strategy<Value = Mutation> {
    prop_oneof![
        (any::<Index>(), 1..60_usize).prop_map(|(at, length)| Mutation::Delete(at, length)),
        (any::<Index>(), 1..40_usize, 2..30_usize).prop_map(|(at, length, times)| Mutation::Repeat(at, length, times)),
        (any::<Index>(), select(PIECES)).prop_map(|(at, piece)| Mutation::Insert(at, piece)),
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Mutation::Overwrite(at, byte)),
        any::<Index>().prop_map(Mutation::Truncate),
    ]
}

pub fn mutate(bytes: &mut Vec<u8>, mutation: &Mutation) {
    if bytes.is_empty() {
        return;
    }
    let range = |at: &Index, length: usize, all: usize| -> Range<usize> {
        let start = at.index(all);
        start..(start + length).min(all)
    };
    match mutation {
        Mutation::Delete(at, length) => drop(bytes.drain(range(at, *length, bytes.len()))),
        Mutation::Repeat(at, length, times) => {
            let range = range(at, *length, bytes.len());
            let piece = bytes[range.clone()].repeat(*times);
            bytes.splice(range, piece);
        }
        Mutation::Insert(at, piece) => drop(bytes.splice(range(at, 0, bytes.len()), piece.bytes())),
        Mutation::Overwrite(at, byte) => {
            let place = at.index(bytes.len());
            bytes[place] = *byte;
        }
        // Nearly all of the page stays: an empty one shows nothing.
        Mutation::Truncate(at) => bytes.truncate(bytes.len() - at.index(bytes.len()) / 8),
    }
}

/// A page in tags and texts.
pub fn tokens(html: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        let end = if rest.starts_with('<') {
            rest.find('>').map_or(rest.len(), |at| at + 1)
        } else {
            rest.find('<').unwrap_or(rest.len())
        };
        let (token, behind) = rest.split_at(end);
        found.push(token);
        rest = behind;
    }
    found
}

fn name_of(tag: &str) -> &str {
    let name = tag.trim_start_matches(['<', '/', '!']);
    name.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}

/// A tag with its attributes in another order.
pub fn shuffled(tag: &str, seed: u64) -> String {
    let Some((name, rest)) = tag
        .split_once(' ')
        .filter(|_| tag.starts_with('<') && !tag.starts_with("<!"))
    else {
        return tag.to_owned();
    };
    let mut attributes: Vec<&str> = rest
        .trim_end_matches('>')
        .split_inclusive("\" ")
        .map(str::trim)
        .collect();
    let turn = usize::try_from(seed % 7).unwrap_or_default() % attributes.len().max(1);
    attributes.rotate_left(turn);
    if seed % 2 == 1 {
        attributes.reverse();
    }
    format!("{name} {}>", attributes.join(" "))
}

/// Whether text directly inside this element is read as it stands, comments included.
fn is_raw(name: &str) -> bool {
    matches!(name, "script" | "style" | "title" | "textarea" | "option" | "select")
}

/// Whether white space around the tag is nothing to see.
pub fn is_block(tag: &str) -> bool {
    matches!(
        name_of(tag),
        "html"
            | "head"
            | "body"
            | "div"
            | "p"
            | "ul"
            | "ol"
            | "li"
            | "table"
            | "tr"
            | "td"
            | "th"
            | "h1"
            | "h2"
            | "main"
            | "header"
            | "footer"
            | "nav"
            | "form"
            | "fieldset"
            | "legend"
            | "dl"
            | "dt"
            | "dd"
            | "meta"
    )
}

/// The page with something put in where the rule allows it between two tokens.
pub fn interspersed(html: &str, places: &[Index], what: &str, allowed: fn(&str) -> bool) -> String {
    let tokens = tokens(html);
    let mut inside_raw = false;
    let mut gaps: Vec<usize> = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        if token.starts_with('<') && is_raw(name_of(token)) {
            inside_raw = !token.starts_with("</");
        }
        let next_is_raw = tokens
            .get(index + 1)
            .is_some_and(|next| next.starts_with("</") && is_raw(name_of(next)));
        if index > 0 && token.starts_with('<') && !inside_raw && !next_is_raw && allowed(token) {
            gaps.push(index);
        }
    }
    let chosen: Vec<usize> = places.iter().map(|place| gaps[place.index(gaps.len())]).collect();
    let mut page = String::new();
    for (index, token) in tokens.iter().enumerate() {
        page.push_str(token);
        for _ in chosen.iter().filter(|gap| **gap == index) {
            page.push_str(what);
        }
    }
    page
}
