//! Whether it can be told without a layout that something is seen.
//!
//! The cascade says what is hidden for sure, and takes everything else for seen. For the few things whose being seen
//! matters, [`Sights`] looks at colours, places, sizes and at what lies over what, and says where that may be wrong.
//! It never says "hidden" of what the cascade holds for seen, but for a closed `<details>`: of a doubt comes a doubt.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::cascade::paint::{Colour, Paint, Painted, Property, Value};
use super::visibility::never_shown;
use super::{Document, Element, ElementId, selector};
use crate::model::{Doubt, Region, Sight, Spot};

/// Less contrast than this may not be made out.
const LEAST_CONTRAST: f64 = 1.5;
/// What begins within so many visible characters stands in the first screen.
const FIRST_CHARS: usize = 150;
/// So many visible characters fill a screen, even where pictures do not.
const MANY_CHARS: usize = 2_500;
/// A page with so many visible characters before its footer is longer than a screen, as pages of shops are made.
const FOOTER_CHARS: usize = 1_200;
/// Less opaque letters may not be made out.
const LEAST_ALPHA: f64 = 0.3;

const OFFSETS: &[Property] = &[Property::Left, Property::Top, Property::Right, Property::Bottom];
const MARGINS: &[Property] = &[
    Property::MarginLeft,
    Property::MarginTop,
    Property::MarginRight,
    Property::MarginBottom,
    Property::Indent,
];
const SIDES: &[Property] = &[
    Property::Width,
    Property::Height,
    Property::MaxWidth,
    Property::MaxHeight,
];

/// Says of the elements of one page how far the cascade can be relied on. Reads the sheets at the first question.
pub struct Sights<'a> {
    document: &'a Document,
    paint: OnceCell<Paint>,
    painted: HashMap<ElementId, Painted>,
    /// What may lie over other things.
    covers: Option<Vec<ElementId>>,
}

impl std::fmt::Debug for Sights<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sights").finish_non_exhaustive()
    }
}

/// An element and what the sheets say of it.
type Link<'a> = (Element<'a>, Painted);

impl<'a> Sights<'a> {
    /// Looks at a page.
    pub fn new(document: &'a Document) -> Self {
        Sights {
            document,
            paint: OnceCell::new(),
            painted: HashMap::new(),
            covers: None,
        }
    }

    /// Writes into a spot of the page how far it can be relied on.
    pub fn settle(&mut self, spot: &mut Spot) {
        let Some(element) = selector::find(self.document, &spot.selector) else {
            return;
        };
        if element.self_and_ancestors().any(|part| never_shown(part.name())) {
            return;
        }
        if in_closed_details(element) {
            spot.visible = false;
            spot.top = false;
            return;
        }
        spot.sight = match self.doubt(element, spot.visible) {
            Some(doubt) => Sight::Unsure(doubt),
            None if spot.visible && !self.knows_fold(element, spot) => Sight::NoFold,
            None => Sight::Inferred,
        };
    }

    /// Whether the amount of text before it tells that something is at the top, or that it is not.
    fn knows_fold(&self, element: Element<'a>, spot: &Spot) -> bool {
        let before = self.document.visible_chars_before(element.text_range().start);
        match spot.region {
            Region::Header => true,
            Region::Footer => before >= FOOTER_CHARS,
            Region::Nav | Region::Main | Region::Aside => spot.top && before < FIRST_CHARS || before >= MANY_CHARS,
        }
    }

    fn doubt(&mut self, element: Element<'a>, visible: bool) -> Option<Doubt> {
        if self.document.hides_itself {
            return Some(Doubt::Script);
        }
        if !self.document.sheets_known {
            return Some(Doubt::Sheet);
        }
        let chain: Vec<Link<'a>> = element
            .self_and_ancestors()
            .map(|part| (part, self.painted(part)))
            .collect();
        if visible {
            place(&chain)
                .or_else(|| size(&chain))
                .or_else(|| colour(&chain))
                .or_else(|| self.cover(element, &chain))
        } else {
            escape(&chain)
        }
    }

    fn painted(&mut self, element: Element<'a>) -> Painted {
        let paint = self.paint.get_or_init(|| Paint::read(&self.document.sheets));
        *self
            .painted
            .entry(element.id())
            .or_insert_with(|| paint.of(element.reference()))
    }

    /// Whether something visible that stands out of the flow may lie over the element.
    fn cover(&mut self, element: Element<'a>, chain: &[Link<'a>]) -> Option<Doubt> {
        let behind = chain
            .iter()
            .any(|(_, painted)| painted.is(Property::Index, Value::Suspect));
        if behind {
            return Some(Doubt::Cover);
        }
        let covers = match self.covers.take() {
            Some(covers) => covers,
            None => self.find_covers(),
        };
        let document = self.document;
        let covered = covers.iter().map(|id| document.element(*id)).any(|cover| {
            let apart = !element.is_within(cover) && !cover.is_within(element);
            apart && self.reaches(cover, element)
        });
        self.covers = Some(covers);
        covered.then_some(Doubt::Cover)
    }

    fn find_covers(&mut self) -> Vec<ElementId> {
        let document = self.document;
        let paint = self.paint.get_or_init(|| Paint::read(&document.sheets));
        let lifted: Vec<Element<'a>> = document
            .elements()
            .filter(|element| element.is_visible() && paint.may_be_lifted(element.reference()))
            .collect();
        lifted
            .into_iter()
            .filter(|element| {
                let painted = self.painted(*element);
                painted.is_lifted() && is_painted(*element, &painted) && is_large(*element, &painted)
            })
            .map(Element::id)
            .collect()
    }

    /// Whether a cover can lie over the element: what is fixed to the header lies over what scrolls beneath it only,
    /// and what is absolute over what shares its surroundings.
    fn reaches(&mut self, cover: Element<'a>, element: Element<'a>) -> bool {
        let in_head = |region: Region| matches!(region, Region::Header | Region::Nav);
        match self.painted(cover).get(Property::Position) {
            Some(Value::Absolute) => cover.parent().is_some_and(|parent| element.is_within(parent)),
            _ => !in_head(cover.region()) || in_head(element.region()),
        }
    }
}

fn in_closed_details(element: Element<'_>) -> bool {
    let mut inner: Option<Element<'_>> = None;
    for part in element.self_and_ancestors() {
        let summary = inner.is_some_and(|inner| inner.name() == "summary");
        if part.name() == "details" && inner.is_some() && !summary && part.attr("open").is_none() {
            return true;
        }
        inner = Some(part);
    }
    false
}

fn place(chain: &[Link<'_>]) -> Option<Doubt> {
    let moved = chain.iter().any(|(_, painted)| {
        let out = painted
            .get(Property::Position)
            .is_some_and(|position| position != Value::Plain);
        painted.suspects(&[Property::Transform, Property::Clip])
            || painted.suspects(MARGINS)
            || (out && painted.suspects(OFFSETS))
    });
    moved.then_some(Doubt::Place)
}

fn size(chain: &[Link<'_>]) -> Option<Doubt> {
    let cut = chain
        .iter()
        .any(|(_, painted)| painted.suspects(&[Property::Overflow]) && painted.suspects(SIDES));
    let letters = chain.iter().find_map(|(_, painted)| painted.get(Property::FontSize));
    let tiny = matches!(letters, Some(Value::Suspect | Value::Hides | Value::Unread));
    (cut || tiny).then_some(Doubt::Size)
}

fn colour(chain: &[Link<'_>]) -> Option<Doubt> {
    let faint = chain
        .iter()
        .any(|(_, painted)| painted.suspects(&[Property::Opacity, Property::Filter]));
    if faint {
        return Some(Doubt::Colour);
    }
    let is_button = |element: &Element<'_>| matches!(element.name(), "button" | "input" | "select" | "textarea");
    // Letters of a control do not inherit their colour.
    let ink_end = chain
        .iter()
        .position(|(element, _)| is_button(element))
        .map_or(chain.len(), |at| at + 1);
    let said = |property: Property, links: &[Link<'_>]| {
        links
            .iter()
            .filter_map(|(_, painted)| painted.get(property))
            .find(|value| *value != Value::Plain)
    };
    let ink = match said(Property::Color, &chain[..ink_end]) {
        Some(Value::Colour(ink)) => ink,
        Some(_) => return Some(Doubt::Colour),
        None => Colour::BLACK,
    };
    if ink.alpha < LEAST_ALPHA {
        return Some(Doubt::Colour);
    }
    let ground = match said(Property::Background, chain) {
        Some(Value::Colour(ground)) if ground.alpha > 0.9 => ground,
        // Whatever the picture shows, letters were set on it to be read.
        Some(Value::Picture) => return None,
        Some(_) => return Some(Doubt::Colour),
        None if ink_end < chain.len() || chain.first().is_some_and(|(element, _)| is_button(element)) => Colour::BUTTON,
        None => Colour::WHITE,
    };
    (ink.contrast(ground) < LEAST_CONTRAST).then_some(Doubt::Colour)
}

/// Whether something that the cascade holds for hidden may have come out of what hides it.
fn escape(chain: &[Link<'_>]) -> Option<Doubt> {
    let certain = chain.iter().any(|(element, painted)| {
        let closed = element.name() == "dialog" && element.attr("open").is_none();
        let said = painted.get(Property::Display);
        said == Some(Value::Hides)
            || (said.is_none() && (closed || element.attr("hidden").is_some()))
            || painted.is(Property::Opacity, Value::Hides)
    });
    let unhidden = chain.iter().find_map(|(_, painted)| painted.get(Property::Visibility));
    if certain || unhidden == Some(Value::Hides) {
        return None;
    }
    let hides = |painted: &Painted| {
        painted.suspects(&[Property::Transform, Property::Clip, Property::Indent])
            || painted.suspects(OFFSETS)
            || (painted.suspects(SIDES) && painted.suspects(&[Property::Overflow]))
    };
    let hiding = chain.iter().filter(|(_, painted)| hides(painted)).count();
    let outermost = chain.iter().rposition(|(_, painted)| hides(painted))?;
    let lifted_within = chain[..outermost].iter().any(|(_, painted)| painted.is_lifted());
    (hiding > 1 || lifted_within).then_some(Doubt::Place)
}

/// Whether it shows anything of its own.
fn is_painted(element: Element<'_>, painted: &Painted) -> bool {
    let ground = painted
        .get(Property::Background)
        .is_some_and(|ground| ground != Value::Plain);
    ground
        || matches!(
            element.name(),
            "img" | "picture" | "video" | "iframe" | "canvas" | "svg" | "object"
        )
}

/// Whether it may be large enough to hide something.
fn is_large(element: Element<'_>, painted: &Painted) -> bool {
    let large = |property| painted.is(property, Value::Large);
    let between = |one, other| {
        let named = |property| matches!(painted.get(property), Some(Value::Near | Value::Suspect));
        named(one) && named(other)
    };
    let fixed = painted.is(Property::Position, Value::Fixed) && !element.text().is_empty();
    fixed
        || large(Property::Width)
        || large(Property::Height)
        || between(Property::Left, Property::Right)
        || between(Property::Top, Property::Bottom)
}

#[cfg(test)]
mod tests {
    use super::Sights;
    use crate::model::{Doubt, Sight};
    use crate::page::Document;

    const FILLER: &str = "<p>Text that anyone can read, so that the page is not empty without the rest of it.</p>";

    fn sight(css: &str, body: &str) -> (bool, Sight) {
        let document = Document::parse(&format!("<style>{css}</style><header>{body}</header>{FILLER}"), None);
        let element = document.by_id("w").expect("the page has the element");
        let mut spot = element.spot();
        Sights::new(&document).settle(&mut spot);
        (spot.visible, spot.sight)
    }

    #[test]
    fn a_plain_page_leaves_no_doubt() {
        for (css, body) in [
            ("", "<p id=w>x</p>"),
            ("body{color:#333;background:#fff}a{color:#06c}", "<a id=w href=/>x</a>"),
            (":root{--ink:#222}body{color:var(--ink)}", "<p id=w>x</p>"),
            (
                ".card{position:relative;overflow:hidden}.card p{margin:-4px 0}",
                "<div class=card><p id=w>x</p></div>",
            ),
            (
                ".bar{position:fixed;top:0;left:0;right:0;background:#fff}",
                "<div class=bar><p id=w>x</p></div>",
            ),
            (
                ".badge{position:absolute;top:4px;left:4px;background:red}",
                "<div><i class=badge>new</i><p id=w>x</p></div>",
            ),
            ("button{background:#000;color:#fff}", "<button id=w>x</button>"),
            (
                ".hero{background:url(a.jpg)}.hero p{color:#fff}",
                "<div class=hero><p id=w>x</p></div>",
            ),
        ] {
            assert_eq!(sight(css, body), (true, Sight::Inferred), "{css}");
        }
    }

    #[test]
    fn what_the_cascade_cannot_see_is_a_doubt() {
        for (css, body, doubt) in [
            ("p{color:#fff}", "<p id=w>x</p>", Doubt::Colour),
            ("p{color:transparent}", "<p id=w>x</p>", Doubt::Colour),
            ("div{opacity:.1}", "<div><p id=w>x</p></div>", Doubt::Colour),
            ("p{color:var(--unknown)}", "<p id=w>x</p>", Doubt::Colour),
            ("p{font-size:1px}", "<p id=w>x</p>", Doubt::Size),
            (
                ".a{height:0}div{overflow:hidden}",
                "<div class=a><p id=w>x</p></div>",
                Doubt::Size,
            ),
            ("p{position:relative;left:-300px}", "<p id=w>x</p>", Doubt::Place),
            ("p{transform:rotateX(90deg)}", "<p id=w>x</p>", Doubt::Place),
            ("p{position:relative;z-index:-1}", "<p id=w>x</p>", Doubt::Cover),
            (
                ".over{position:fixed;left:0;top:0;right:0;height:300px;background:#333}",
                "<p id=w>x</p><div class=over>Sale</div>",
                Doubt::Cover,
            ),
        ] {
            assert_eq!(sight(css, body), (true, Sight::Unsure(doubt)), "{css}");
        }
    }

    #[test]
    fn hidden_is_hidden_unless_something_comes_out_of_it() {
        assert_eq!(
            sight("div{display:none}", "<div><p id=w>x</p></div>"),
            (false, Sight::Inferred)
        );
        assert_eq!(
            sight("div{height:0;overflow:hidden}", "<div><p id=w>x</p></div>"),
            (false, Sight::Inferred)
        );
        assert_eq!(
            sight(
                "div{height:0;overflow:hidden}p{position:absolute}",
                "<div><p id=w>x</p></div>"
            ),
            (false, Sight::Unsure(Doubt::Place))
        );
        assert_eq!(
            sight("", "<details><summary>More</summary><p id=w>x</p></details>"),
            (false, Sight::Inferred)
        );
        assert_eq!(
            sight("", "<details><summary id=w>More</summary>y</details>"),
            (true, Sight::Inferred)
        );
    }

    #[test]
    fn how_much_text_stands_before_it_tells_the_first_screen_or_not() {
        let at = |body: &str| {
            let document = Document::parse(body, None);
            let mut spot = document.by_id("w").expect("the page has the element").spot();
            Sights::new(&document).settle(&mut spot);
            spot.seen_at_top()
        };
        let text = |words: usize| "word ".repeat(words);
        assert_eq!(at(&format!("<header><p id=w>x</p></header>{}", text(900))), Ok(true));
        assert_eq!(at(&format!("<p id=w>x</p>{}", text(900))), Ok(true));
        assert_eq!(at(&format!("{}<p id=w>x</p>", text(900))), Ok(false));
        assert_eq!(at(&format!("{}<p id=w>x</p>", text(200))), Err("unsure-fold"));
        assert_eq!(at(&format!("{}<footer><p id=w>x</p></footer>", text(400))), Ok(false));
        assert_eq!(
            at(&format!("{}<footer><p id=w>x</p></footer>", text(40))),
            Err("unsure-fold")
        );
    }

    #[test]
    fn a_page_with_a_missing_sheet_tells_nothing_for_sure() {
        let (visible, sight) = sight("", "<link rel=stylesheet href=a.css><p id=w>x</p>");
        assert_eq!((visible, sight), (true, Sight::Unsure(Doubt::Sheet)));
    }
}
