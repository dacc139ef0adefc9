//! One page: its DOM, its text, its regions, and what can be seen of it.
//!
//! [`Document::parse`] walks the tree once and keeps an index: every element has its range in one text of the whole
//! page, its region, and whether it is hidden. Extractors search the text and ask for the element at an offset, so that
//! whatever they quote is, letter for letter, on the page.

mod attribute;
mod build;
mod cascade;
mod depth;
mod document;
mod element;
mod region;
mod selector;
mod sheets;
mod sight;
mod template;
mod visibility;

pub(crate) use document::floor;
pub use document::{Document, ElementId, Run};
pub use element::Element;
pub use sight::Sights;

#[cfg(test)]
mod tests {
    use super::Document;
    use crate::model::Region;

    fn page(html: &str) -> Document {
        Document::parse(html, None)
    }

    #[test]
    fn inline_pieces_join_and_blocks_break() {
        let document = page("<p>02-<span>123</span><b>4</b>-5678</p><div>a<br>b</div>");
        assert_eq!(document.text(), "02-1234-5678\na\nb");
    }

    #[test]
    fn an_offset_leads_to_the_element_that_holds_it() {
        let document = page("<div id=a>one <b id=b>two</b></div>");
        let at = document.text().find("two").expect("the word is on the page");
        assert_eq!(document.at(at).and_then(|found| found.attr("id")), Some("b"));
        assert_eq!(document.spot(0..document.text().len()).selector, "#a");
    }

    #[test]
    fn hidden_text_is_kept_apart() {
        let document =
            page("<p>seen</p><p style='display: none !important'>unseen</p><p class='sr-only'>read aloud</p>");
        let visible: Vec<bool> = document.runs().iter().map(|run| run.visible).collect();
        assert_eq!(visible, [true, false, false]);
        assert_eq!(document.visible_chars(), 4);
    }

    #[test]
    fn regions_are_the_pages_own() {
        let document = page(
            "<header><nav><p>menu</p></nav></header><main><article><header><p>byline</p></header></article></main>\
             <div class=footer><p>imprint</p></div>",
        );
        let region = |word: &str| {
            document
                .text()
                .find(word)
                .and_then(|at| document.at(at))
                .map(|found| found.region())
        };
        assert_eq!(region("menu"), Some(Region::Header));
        assert_eq!(region("byline"), Some(Region::Main));
        assert_eq!(region("imprint"), Some(Region::Footer));
    }

    #[test]
    fn every_selector_selects_its_element() {
        let document = page("<ul><li>1<li>2<li id='x y'>3</ul><ul id=u><li>4<li>5</ul><p id=d></p><p id=d></p>");
        for element in document.elements() {
            let selector = scraper::Selector::parse(&element.selector()).expect("made selectors parse");
            let found: Vec<_> = document.html().select(&selector).collect();
            assert_eq!(found.len(), 1, "{}", element.selector());
            assert_eq!(found[0].id(), element.reference().id());
        }
    }

    #[test]
    fn only_the_first_fifth_is_the_top() {
        let body = "word ".repeat(2_000);
        let document = page(&format!("<p id=first>phone</p><p>{body}</p><p id=last>phone</p>"));
        assert!(document.by_id("first").is_some_and(|element| element.spot().top));
        assert!(document.by_id("last").is_some_and(|element| !element.spot().top));
    }
}
