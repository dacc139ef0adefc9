//! Layout for `touchpoint inspect`: opt-in, with the style sheets that a page links: fetched for an address, read beside
//! it for a file.

use super::page_source::{PageSource, RawPage};
use super::walk_arguments::Layout;
use crate::model::PageFacts;

/// Lays pages out, or leaves them as they were inferred.
#[derive(Debug)]
pub(super) struct Eye {
    #[cfg(feature = "layout")]
    crew: Option<crate::layout::pool::Crew>,
}

#[cfg(feature = "layout")]
impl Eye {
    pub(super) fn open(layout: Layout) -> Eye {
        use crate::layout::pool::{Crew, WorkerCommand};
        let crew = (layout == Layout::On)
            .then(|| WorkerCommand::of_this_program().ok())
            .flatten()
            .map(Crew::new);
        Eye { crew }
    }

    /// Writes into the facts what the layout showed; a page that cannot be laid out stays as it was inferred. `input`
    /// is the page as the user named it.
    pub(super) fn look(&mut self, facts: &mut PageFacts, page: &RawPage, input: &str, pages: &mut PageSource) {
        use crate::layout::apply;
        use crate::layout::frame::Job;
        use crate::layout::{PageToLayOut, Viewport, sheets};
        let Some(crew) = &mut self.crew else { return };
        let decoded = crate::net::decode(&page.body, page.content_type());
        let place = page.place();
        let wanted = sheets::wanted(&decoded.text, Some(&place));
        let job = Job {
            page: PageToLayOut {
                sheets: pages.sheets(&wanted.sheets, &place, input, decoded.charset),
                html: decoded.text,
                base: wanted.base.map(String::from),
            },
            viewports: vec![Viewport::DESKTOP, Viewport::PHONE],
            targets: apply::targets(facts),
        };
        match crew.lay_out(&job) {
            Ok(mut windows) => {
                let (phone, desktop) = (windows.pop(), windows.pop());
                if let (Some(desktop), Some(phone)) = (desktop, phone) {
                    apply::apply(facts, &job.targets, desktop, phone);
                }
            }
            Err(error) => {
                eprintln!("touchpoint: {} was not laid out: {error}", crate::report::clean(input));
            }
        }
    }
}

#[cfg(not(feature = "layout"))]
impl Eye {
    pub(super) fn open(layout: Layout) -> Eye {
        if layout == Layout::On {
            eprintln!("touchpoint: this program was built without layout; visibility is inferred");
        }
        Eye {}
    }

    pub(super) fn look(&mut self, _facts: &mut PageFacts, _page: &RawPage, _input: &str, _pages: &mut PageSource) {}
}
