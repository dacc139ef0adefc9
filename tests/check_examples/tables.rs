//! Tables of tiny pages: for a check, a walk on which it is good and one on which it is poor.
//!
//! ```toml
//! [clarity.breadcrumb]                        # touchpoint and check
//! language = "ko"                             # of <html lang>; "en" when left out
//! country = "KR"                              # of phone numbers, laws, currency signs; guessed when left out
//! good = "<nav class=breadcrumb>…</nav>"      # the body of one page, of the first kind that the check looks at
//! poor = [                                    # or several pages of the kinds, addresses and headers that they need
//!   { kind = "home", html = "…" },
//!   { kind = "product", path = "/p/2", html = "…", headers = { server = "demo" }, status = 200, depth = 2 },
//! ]
//! ```
//!
//! A page goes through the extractors, the measure and the judge as a shop's does. A page of a product has a name, a
//! price and a buy button around its `html` unless it says `bare = true`. Pages of cart, order form and payment are the
//! steps of a buying journey, in the order of the table, from the product page before them; `fails = "no-way-to-checkout"`
//! makes a step that was not reached, with the code of the reason. Where one side is left out the demo shop shows it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use touchpoint::checklist::{CheckMeasure, Checklist};
use touchpoint::extract::{Source, facts};
use touchpoint::model::{
    Journey, JourneyName, Limits, Note, Outcome, PageKind, Shop, Step, StepOutcome, Verdict, Walk, WalkPage,
};
use url::Url;

const SHOP: &str = "https://shop.example/";
/// Kinds of page that only the buying journey shows filled.
const JOURNEY: &[PageKind] = &[PageKind::Cart, PageKind::Checkout, PageKind::Payment];

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    #[serde(default)]
    language: Option<String>,
    #[serde(default)]
    country: Option<String>,
    #[serde(default)]
    good: Option<Pages>,
    #[serde(default)]
    poor: Option<Pages>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum Pages {
    Body(String),
    Pages(Vec<Page>),
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Page {
    kind: PageKind,
    #[serde(default)]
    path: Option<String>,
    html: String,
    /// What stands in `<head>`.
    #[serde(default)]
    head: String,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    #[serde(default)]
    status: Option<u16>,
    #[serde(default)]
    depth: Option<u32>,
    /// Clicks of the journey up to here, where its place in the table is not the number.
    #[serde(default)]
    clicks: Option<u32>,
    /// `false`: the page does not say its language.
    #[serde(default = "yes")]
    language: bool,
    #[serde(default)]
    bare: bool,
    #[serde(default)]
    fails: Option<String>,
}

fn yes() -> bool {
    true
}

/// One walk, and what a check makes of it.
pub struct Example {
    pub checklist: String,
    pub check: String,
    pub verdict: Verdict,
    language: String,
    country: Option<String>,
    pages: Pages,
}

/// Every example of every table, sorted by checklist and check.
pub fn all() -> Vec<Example> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/check_examples");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the folder of the tables")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    files.sort();
    files.iter().flat_map(|file| read(file)).collect()
}

fn read(file: &Path) -> Vec<Example> {
    let text = std::fs::read_to_string(file).expect("a table is UTF-8");
    let table: BTreeMap<String, BTreeMap<String, Pair>> =
        toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let checklist = file.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let mut examples = Vec::new();
    for (touchpoint, checks) in table {
        for (check, pair) in checks {
            for (verdict, pages) in [(Verdict::Good, pair.good), (Verdict::Poor, pair.poor)] {
                examples.extend(pages.map(|pages| Example {
                    checklist: checklist.clone().unwrap_or_default(),
                    check: format!("{touchpoint}.{check}"),
                    verdict,
                    language: pair.language.clone().unwrap_or_else(|| "en".to_owned()),
                    country: pair.country.clone(),
                    pages,
                }));
            }
        }
    }
    examples
}

impl Example {
    /// How a fault names it.
    pub fn name(&self) -> String {
        format!("{}: {} as {:?}", self.checklist, self.check, self.verdict)
    }

    /// The walk that brought these pages home.
    pub fn walk(&self, checklist: &Checklist) -> Result<Walk, String> {
        let kinds = kinds_of(checklist, &self.check).ok_or("the checklist has no such check")?;
        let pages = match &self.pages {
            Pages::Body(html) => vec![Page {
                kind: kinds.first().copied().unwrap_or(PageKind::Home),
                path: None,
                html: html.clone(),
                head: String::new(),
                headers: BTreeMap::new(),
                status: None,
                depth: None,
                clicks: None,
                language: true,
                bare: false,
                fails: None,
            }],
            Pages::Pages(pages) => pages.clone(),
        };
        let read: Result<Vec<WalkPage>, String> = pages
            .iter()
            .enumerate()
            .map(|(place, page)| self.read(page, place, checklist))
            .collect();
        let read = read?;
        let failed = pages.iter().find_map(|page| Some((page.kind, page.fails.as_deref()?)));
        let clicks: BTreeMap<&str, u32> = read
            .iter()
            .zip(&pages)
            .filter_map(|(page, told)| Some((page.url.as_str(), told.clicks?)))
            .collect();
        let journeys = journey(&read, failed, &clicks).into_iter().collect();
        let reached = read.into_iter().zip(&pages).filter(|(_, page)| page.fails.is_none());
        Ok(Walk {
            shop: Shop {
                url: SHOP.to_owned(),
                language: Some(self.language.clone()),
                country: self.country.clone(),
                ..Shop::default()
            },
            journeys,
            pages: reached.map(|(page, _)| page).collect(),
            links: Vec::new(),
            requests: Vec::new(),
            limits: Limits::default(),
            warnings: Vec::new(),
        })
    }

    /// The facts of a page. Its kind is told, not guessed: of so small a page nobody could tell.
    fn read(&self, page: &Page, place: usize, checklist: &Checklist) -> Result<WalkPage, String> {
        let path = page.path.clone().unwrap_or_else(|| match page.kind {
            PageKind::Home => String::new(),
            PageKind::Product => format!("product/{}", place + 1),
            kind => format!("{kind}/{}", place + 1),
        });
        let url = Url::parse(SHOP)
            .and_then(|shop| shop.join(&path))
            .map_err(|error| format!("{path}: {error}"))?;
        let html = self.html(page, place);
        let mut headers = vec![("content-type".to_owned(), "text/html; charset=utf-8".to_owned())];
        headers.extend(page.headers.clone());
        let probes = checklist.probes();
        let mut facts = facts(&Source {
            headers: &headers,
            country: self.country.as_deref(),
            probes: &probes,
            ..Source::new(html.as_bytes(), Some(&url))
        });
        if page.kind == PageKind::Product && facts.product.is_none() {
            return Err(format!("{url} shows no product but {:?}", facts.kind));
        }
        facts.kind.name = page.kind;
        let by_journey = JOURNEY.contains(&page.kind);
        Ok(WalkPage {
            url: url.to_string(),
            status: page.status.unwrap_or(200),
            depth: page
                .depth
                .or_else(|| (!by_journey).then(|| u32::from(page.kind != PageKind::Home))),
            via: None,
            by_journey,
            blocked: None,
            facts,
        })
    }

    fn html(&self, page: &Page, place: usize) -> String {
        let (before, after) = if page.kind == PageKind::Product && !page.bare {
            product_frame(&self.language, place + 1)
        } else {
            (String::new(), String::new())
        };
        let (head, html) = (&page.head, &page.html);
        let language = if page.language {
            format!(" lang={}", self.language)
        } else {
            String::new()
        };
        let body = if html.contains("<body") {
            html.clone()
        } else {
            format!("<body>{before}{html}{after}</body>")
        };
        format!("<!doctype html><html{language}><head><meta charset=utf-8>{head}</head>{body}</html>")
    }
}

/// Name, price and buy button of a product: what makes its page one, and nothing more.
fn product_frame(language: &str, number: usize) -> (String, String) {
    let (name, price, buy) = match language {
        "ko" => (format!("무쇠 냄비 {number}호"), "48,000원", "장바구니 담기"),
        "de" => (format!("Gusseisentopf Nr. {number}"), "48,00 €", "In den Warenkorb"),
        "ja" => (format!("鋳物鍋 {number}号"), "4,800円", "カートに入れる"),
        _ => (format!("Cast iron pot no. {number}"), "$48.00", "Add to cart"),
    };
    let before = format!(
        "<main><h1>{name}</h1><script type='application/ld+json'>{{\"@type\":\"Product\",\"name\":\"{name}\"}}</script>\
         <p class=price>{price}</p>\
         <form action=/cart/add method=post><input type=hidden name=id value={number}><button>{buy}</button></form>"
    );
    (before, "</main>".to_owned())
}

/// The page kinds that a check looks at.
fn kinds_of(checklist: &Checklist, id: &str) -> Option<Vec<PageKind>> {
    let check = checklist.check(id)?;
    Some(match &check.measure {
        CheckMeasure::Named(measure) if check.pages.is_empty() => measure.pages.to_vec(),
        _ => check.pages.clone(),
    })
}

/// The buying journey: from the last product page before the cart over the pages that only it shows filled, up to the
/// step that failed.
fn journey(pages: &[WalkPage], failed: Option<(PageKind, &str)>, clicks: &BTreeMap<&str, u32>) -> Option<Journey> {
    let first = pages.iter().position(|page| page.by_journey)?;
    let (before, after) = pages.split_at(first);
    let product = before.iter().rev().find(|page| page.facts.product.is_some());
    let name = product.and_then(|page| page.facts.product.as_ref()?.name.clone());
    let mut steps: Vec<Step> = product
        .into_iter()
        .chain(after.iter().filter(|page| page.by_journey))
        .zip(1..)
        .map(|(page, place)| {
            let clicks = clicks.get(page.url.as_str()).copied().unwrap_or(place);
            step(page, clicks, name.as_deref())
        })
        .collect();
    if let Some((kind, reason)) = failed {
        steps.retain(|step| step.kind != kind);
        steps.push(Step {
            reason: Some(Note::new(reason)),
            ..Step::new(kind, StepOutcome::NotFound, None, 0)
        });
    }
    let at_form = steps
        .iter()
        .any(|step| step.kind == PageKind::Checkout && step.reason.is_none());
    let outcome = if at_form { Outcome::Completed } else { Outcome::Partial };
    Some(Journey {
        clicks: steps.last().map_or(0, |step| step.clicks),
        steps,
        ..Journey::new(JourneyName::Buy, outcome)
    })
}

/// A reached step. The cart's lines are the walk's own where they carry the name of the product that it read, or else
/// the first one is.
fn step(page: &WalkPage, clicks: u32, product: Option<&str>) -> Step {
    let mut lines = page
        .facts
        .cart
        .as_ref()
        .map(|cart| cart.lines.clone())
        .unwrap_or_default();
    for (place, line) in lines.iter_mut().enumerate() {
        line.ours = product.map_or(place == 0, |name| line.name.contains(name));
    }
    let fields: Vec<_> = page.facts.forms.iter().flat_map(|form| form.fields.clone()).collect();
    let count = |fields: usize| u32::try_from(fields).unwrap_or(u32::MAX);
    Step {
        fields_visible: count(fields.iter().filter(|field| field.visible).count()),
        fields_required: count(fields.iter().filter(|field| field.required).count()),
        fields,
        costs: page.facts.costs.clone(),
        lines,
        ..Step::new(
            page.facts.kind.name,
            StepOutcome::Reached,
            Some(page.url.clone()),
            clicks,
        )
    }
}
