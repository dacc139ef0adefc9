//! Trap: links that change something. Any crawler finds them; a guest of good manners does not follow them.
//!
//! `?add-to-cart=ID`, `?action=empty-basket`, `?action=remove_product&line=N`, `?action=notify`,
//! `?set_currency=USD|KRW`, `?device=mobile|desktop` (the whole session gets another theme), `?lang=en|ko`
//! (the whole session changes language, whatever the path says) and `/logout`.

use crate::demo::data;
use crate::demo::http::Reply;
use crate::demo::routes::{Visit, add_line, log_out};
use crate::demo::state::Line;

/// Does what the link says; `Some` only where the answer is not the page itself.
pub(super) fn follow(visit: &mut Visit<'_>) -> Option<Reply> {
    let request = visit.request;
    if request.path == "/logout" {
        log_out(visit);
        return Some(visit.go("/"));
    }
    if let Some(id) = request.query("add-to-cart") {
        let product = id.parse().ok().and_then(data::product_by_id);
        if let Some(product) = product.filter(|product| product.sale == data::Sale::Normal) {
            let first = |list: &[&str]| list.first().copied().unwrap_or_default().to_owned();
            let line = Line {
                product: product.id,
                colour: first(product.colours),
                size: first(product.sizes),
                quantity: 1,
                extra: false,
            };
            add_line(visit, line);
        }
    }
    match request.query("action") {
        Some("empty-basket") => {
            visit.session.lines.clear();
            visit.store.counters.carts_emptied += 1;
        }
        Some("remove_product") => {
            let line = request.query("line").and_then(|line| line.parse().ok());
            if let Some(line) = line.filter(|line| *line < visit.session.lines.len()) {
                visit.session.lines.remove(line);
                visit.store.counters.lines_removed += 1;
            }
        }
        Some("notify") => visit.store.counters.alerts += 1,
        _ => {}
    }
    switch(visit);
    None
}

/// Currency, theme and language of the whole session.
fn switch(visit: &mut Visit<'_>) {
    let request = visit.request;
    let session = &mut visit.session;
    let mut switches = 0;
    if let Some(currency @ ("USD" | "KRW")) = request.query("set_currency") {
        session.dollars = currency == "USD";
        switches += 1;
    }
    if let Some(device @ ("mobile" | "desktop")) = request.query("device") {
        session.mobile = device == "mobile";
        switches += 1;
    }
    if let Some(language @ ("en" | "ko")) = request.query("lang") {
        session.english = language == "en";
        switches += 1;
    }
    visit.store.counters.switches += switches;
}
