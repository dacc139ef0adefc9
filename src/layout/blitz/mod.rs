//! The engine: Blitz, with Stylo for CSS, Taffy for boxes and Parley for text.
//!
//! It lays out what CSS says and nothing that scripts do. Its own limits come first: depth, elements, bytes of HTML and
//! CSS; what it cannot be stopped from (a hang, a crash) is the worker's to bear.

mod amend;
mod cover;
mod find;
mod fonts;
mod geometry;
mod look;
mod paint;
mod picture;
mod rough;
mod sink;
mod style_sheets;

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{LazyLock, Once};

use blitz_dom::{BaseDocument, DocumentConfig, NodeId, StyleThreading, UserAgentStylesheet};
use blitz_html::DocumentHtmlParser;
use blitz_traits::shell::{ColorScheme, Viewport as Screen};
use html5ever::tendril::TendrilSink as _;
use html5ever::tree_builder::{QuirksMode, TreeBuilderOpts};
use html5ever::{ParseOpts, parse_document};
use style::properties::LonghandId;
use url::Url;

use super::{LayoutEngine, LayoutError, PageToLayOut, Seen, Viewport};
use geometry::Rect;
use look::Window;
use sink::{CarefulSink, Found, MOST_ELEMENTS, MOST_LEVELS};
use style_sheets::SheetCache;

/// Bytes of HTML that are laid out.
const MOST_HTML_BYTES: usize = 3 << 20;

/// Tags that are open at the same time.
const MOST_OPEN_TAGS: usize = 5_000;

/// Width of a page without `<meta name=viewport>` on a phone, in CSS pixels.
const WIDE_PAGE: f64 = 980.0;

/// Guessed height of a picture of unknown size, in CSS pixels.
const UNSIZED_HEIGHT: f64 = 120.0;

/// The engine. Keeps parsed style sheets from page to page.
#[derive(Default)]
pub struct BlitzEngine {
    sheets: RefCell<SheetCache>,
}

impl BlitzEngine {
    /// An engine with an empty cache.
    pub fn new() -> Self {
        static PREFERENCES: Once = Once::new();
        PREFERENCES.call_once(|| {
            style_prefs::set_pref!("layout.css.has-selector.enabled", true);
        });
        Self::default()
    }
}

impl LayoutEngine for BlitzEngine {
    fn observe(
        &self,
        page: &PageToLayOut,
        viewport: Viewport,
        targets: &[String],
    ) -> Result<Vec<Option<Seen>>, LayoutError> {
        if page.html.len() > MOST_HTML_BYTES {
            return Err(LayoutError::TooLarge("HTML".to_owned()));
        }
        if nests_too_deep(&page.html) {
            return Err(LayoutError::TooLarge("levels".to_owned()));
        }
        let observed = catch_unwind(AssertUnwindSafe(|| {
            let (document, window) = lay_out(page, viewport, &mut self.sheets.borrow_mut())?;
            Ok(targets
                .iter()
                .map(|target| {
                    let element = find::find(&document, target)?;
                    look::look(&document, element, &window)
                })
                .collect())
        }));
        observed.unwrap_or_else(|panic| Err(LayoutError::Engine(message(panic.as_ref()))))
    }
}

/// Whether tags are left open so often that the parser itself would take minutes: a rough count, before it starts.
fn nests_too_deep(html: &str) -> bool {
    const CLOSED_BY_THEMSELVES: &[&str] = &[
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
        "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "optgroup", "path", "use",
        "rect",
    ];
    let mut level = 0_usize;
    for piece in html.split('<').skip(1) {
        if piece.starts_with('/') {
            level = level.saturating_sub(1);
            continue;
        }
        let name = &piece[..piece.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(piece.len())];
        let tag = piece.split('>').next().unwrap_or_default();
        let closed = CLOSED_BY_THEMSELVES
            .iter()
            .any(|known| known.eq_ignore_ascii_case(name))
            || tag.ends_with('/');
        if piece.starts_with(|c: char| c.is_ascii_alphabetic()) && !closed {
            level += 1;
        }
        if level > MOST_OPEN_TAGS {
            return true;
        }
    }
    false
}

fn message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "unknown".to_owned());
    text.chars().take(200).collect()
}

fn lay_out(
    page: &PageToLayOut,
    viewport: Viewport,
    sheets: &mut SheetCache,
) -> Result<(BaseDocument, Window), LayoutError> {
    static AGENT: LazyLock<UserAgentStylesheet> = LazyLock::new(|| UserAgentStylesheet::parse(&amend::agent_sheet()));
    let base = page.base.as_deref().and_then(|base| Url::parse(base).ok());
    let mut document = BaseDocument::new(DocumentConfig {
        viewport: Some(Screen::new(viewport.width, viewport.height, 1.0, ColorScheme::Light)),
        // Only pictures of a known size are asked for, by whole addresses.
        base_url: Some("http://page.invalid/".to_owned()),
        ua_stylesheets: vec![UserAgentStylesheet::default_sheet(), AGENT.clone()],
        net_provider: Some(picture::EmptyPictures::provider()),
        font_ctx: Some(fonts::context()),
        style_threading: StyleThreading::Sequential,
        ..DocumentConfig::default()
    });
    let found = parse(&mut document, &page.html)?;
    let window = window(viewport, found.viewport.as_deref());
    if viewport.mobile {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a window of a few thousand pixels"
        )]
        document.set_viewport(Screen::new(
            window.width as u32,
            window.height as u32,
            1.0,
            ColorScheme::Light,
        ));
    }
    let complete = sheets.dress(&mut document, page, base.as_ref(), &found)?;
    document.resolve(0.0);
    document.handle_messages();
    amend::seat_cells(&mut document);
    amend::shrink_pictures(&mut document);
    // The end of animations and transitions, not their beginning.
    document.resolve(10.0);
    let unsized_pictures = unsized_pictures(&document, &found.unsized_pictures);
    let rough = !complete || rough::is_rough(page);
    Ok((
        document,
        Window {
            unsized_pictures,
            rough,
            ..window
        },
    ))
}

fn parse(document: &mut BaseDocument, html: &str) -> Result<Found, LayoutError> {
    let found = RefCell::new(Found::default());
    let mut mutator = document.mutate();
    let sink = CarefulSink {
        inner: DocumentHtmlParser::new(&mut mutator),
        found: &found,
        full: Cell::new(false),
    };
    let options = ParseOpts {
        tree_builder: TreeBuilderOpts {
            // As for a browser, the content of `<noscript>` is text.
            scripting_enabled: true,
            drop_doctype: true,
            quirks_mode: QuirksMode::NoQuirks,
            ..TreeBuilderOpts::default()
        },
        ..ParseOpts::default()
    };
    parse_document(sink, options).one(html);
    drop(mutator);
    let found = found.into_inner();
    if found.elements > MOST_ELEMENTS {
        return Err(LayoutError::TooLarge("elements".to_owned()));
    }
    check_depth(document)?;
    Ok(found)
}

/// The parser moves misnested elements: what counts is how deep the tree became in the end.
fn check_depth(document: &BaseDocument) -> Result<(), LayoutError> {
    let mut stack: Vec<(NodeId, u32)> = vec![(document.root_node().id, 0)];
    while let Some((id, level)) = stack.pop() {
        if level > MOST_LEVELS * 2 {
            return Err(LayoutError::TooLarge("levels".to_owned()));
        }
        if let Some(node) = document.get_node(id) {
            stack.extend(node.children.iter().map(|child| (*child, level + 1)));
        }
    }
    Ok(())
}

/// The layout viewport: on a phone what `<meta name=viewport>` says, 980 px without it.
fn window(viewport: Viewport, meta: Option<&str>) -> Window {
    let (width, height) = (f64::from(viewport.width), f64::from(viewport.height));
    let layout_width = if viewport.mobile {
        match meta {
            None => WIDE_PAGE,
            Some(content) => content
                .split([',', ';'])
                .filter_map(|part| part.split_once('='))
                .find(|(key, _)| key.trim().eq_ignore_ascii_case("width"))
                .and_then(|(_, value)| value.trim().parse::<f64>().ok())
                .filter(|value| (200.0..=4_000.0).contains(value))
                .unwrap_or(width),
        }
    } else {
        width
    };
    Window {
        width: layout_width,
        height: (height * layout_width / width).round(),
        unsized_pictures: Vec::new(),
        rough: false,
    }
}

/// Where pictures of unknown size stand that would push down what follows.
fn unsized_pictures(document: &BaseDocument, pictures: &[NodeId]) -> Vec<Rect> {
    pictures
        .iter()
        .filter_map(|id| {
            let node = document.get_node(*id)?;
            let style = geometry::style_of(node)?;
            let height = geometry::css(&style, LonghandId::Height);
            if node.is_out_of_flow() || style.clone_display().is_none() || height != "auto" {
                return None;
            }
            let piece = *geometry::content(document, *id).first()?;
            let placed = geometry::place(document, piece);
            let whole = placed.whole;
            Some(Rect::new(
                whole.x0 - 200.0,
                whole.y0,
                whole.width() + 400.0,
                UNSIZED_HEIGHT,
            ))
        })
        .collect()
}
