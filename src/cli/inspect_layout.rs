//! Layout for `touchpoint inspect`: opt-in, and with the style sheets in the page only.

use url::Url;

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

    /// Writes into the facts what the layout showed; a page that cannot be laid out stays as it was inferred.
    pub(super) fn look(&mut self, facts: &mut PageFacts, body: &[u8], url: Option<&Url>) {
        use crate::layout::frame::Job;
        use crate::layout::{PageToLayOut, Viewport, apply};
        let Some(crew) = &mut self.crew else { return };
        let job = Job {
            page: PageToLayOut {
                html: crate::net::decode(body, None).text,
                base: url.map(ToString::to_string),
                ..PageToLayOut::default()
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
                let page = facts.url.as_deref().unwrap_or("a page");
                eprintln!("touchpoint: {} was not laid out: {error}", crate::report::clean(page));
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

    pub(super) fn look(&mut self, _facts: &mut PageFacts, _body: &[u8], _url: Option<&Url>) {}
}
