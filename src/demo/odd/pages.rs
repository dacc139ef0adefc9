//! Pages that are odd in themselves: charset, size, emptiness, endlessness; and the sitemaps.

use crate::demo::data::{materials::CATEGORIES, products::PRODUCTS, texts};
use crate::demo::http::Reply;
use crate::demo::routes::{Visit, compressed};
use encoding_rs::EUC_KR;
use minijinja::{Value, context};
use std::fmt::Write as _;

/// One of these pages, if the path names one.
pub(super) fn answer(visit: &Visit<'_>) -> Option<Reply> {
    let segments = visit.segments();
    let reply = match segments.as_slice() {
        ["company"] => {
            // Trap: bytes in EUC-KR under a header that says UTF-8.
            information(visit, "about")?.map(euc_kr)
        }
        ["notice", "1"] => {
            // Trap: bytes in EUC-KR, declared nowhere.
            let text = "추석 연휴에는 배송이 쉽니다. 연휴가 끝난 뒤 차례대로 보내 드립니다. 급하신 분은 고객센터로 연락해 주세요.";
            visit
                .message(200, "추석 연휴 배송 안내", text)
                .map(without_charset)
                .map(euc_kr)
                .typed("text/html")
        }
        ["delivery-information"] => {
            // Trap: a placeholder beside the real policy.
            visit.message(200, visit.say("배송 정보", "Delivery Information"), "")
        }
        ["calendar"] => calendar(visit),
        ["event"] => event(visit),
        ["lookbook"] => lookbook(visit),
        ["brand"] => shell(visit),
        ["sitemap-1.xml.gz"] => Reply::new(200, "application/gzip", compressed(&sitemap(&visit.shop.host))),
        _ => return None,
    };
    Some(reply)
}

fn information(visit: &Visit<'_>, slug: &'static str) -> Option<Reply> {
    let (title, body) = texts::information(visit.shop.character, slug)?;
    let language = visit.language();
    let body = Value::from_safe_string(body.get(language).to_owned());
    Some(visit.page(
        "information.html",
        200,
        context! { title => title.get(language), slug, body },
    ))
}

/// What EUC-KR lacks becomes a numeric character reference, as browsers send it.
fn euc_kr(page: Vec<u8>) -> Vec<u8> {
    EUC_KR.encode(&String::from_utf8_lossy(&page)).0.into_owned()
}

fn without_charset(page: Vec<u8>) -> Vec<u8> {
    let page = String::from_utf8_lossy(&page).into_owned();
    page.replace("<meta charset=\"utf-8\">", "").into_bytes()
}

/// Trap: a calendar whose next month always exists.
fn calendar(visit: &Visit<'_>) -> Reply {
    let asked = visit.request.query("month").and_then(|month| month.parse().ok());
    let month: i64 = asked.unwrap_or(0).clamp(-1_000_000, 1_000_000);
    let title = format!("{} {month:+}", visit.say("행사 달력", "Calendar"));
    let body = Value::from_safe_string(format!(
        "<p><a href=\"/calendar?month={}\">←</a> <a href=\"/calendar?month={}\">→</a></p>",
        month - 1,
        month + 1
    ));
    visit.page("information.html", 200, context! { title, slug => "calendar", body })
}

/// Trap: a session id in the URL that is another one on every page.
fn event(visit: &Visit<'_>) -> Reply {
    let sid = visit
        .request
        .query("sid")
        .and_then(|sid| u64::from_str_radix(sid, 16).ok());
    let next = sid.unwrap_or(1).wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
    let title = visit.say("이벤트", "Event");
    let body = Value::from_safe_string(format!(
        "<p><a href=\"/event?sid={next:016x}\">{title}</a> <a href=\"/category/all?sid={next:016x}\">{}</a></p>",
        visit.say("전체 상품", "All products")
    ));
    visit.page("information.html", 200, context! { title, slug => "event", body })
}

/// Trap: a page of more than a megabyte, nearly all of it inline CSS and JSON.
fn lookbook(visit: &Visit<'_>) -> Reply {
    let mut css = String::new();
    for number in 0..9_000 {
        let _ = writeln!(
            css,
            ".look-{number} {{ color: #{number:06x}; margin: {}px; }}",
            number % 40
        );
    }
    let mut state = String::from("{\"looks\":[");
    for number in 0..14_000 {
        let product = &PRODUCTS[number % PRODUCTS.len()];
        let comma = if number == 0 { "" } else { "," };
        let _ = write!(
            state,
            "{comma}{{\"id\":{number},\"slug\":\"{}\",\"price\":{}}}",
            product.slug, product.price
        );
    }
    state.push_str("]}");
    visit.page(
        "lookbook.html",
        200,
        context! { css => Value::from_safe_string(css), state => Value::from_safe_string(state) },
    )
}

/// Trap: a page whose HTML is an empty shell that a script would fill.
fn shell(visit: &Visit<'_>) -> Reply {
    let lang = visit.language().tag();
    Reply::html(
        200,
        format!(
            "<!doctype html><html lang=\"{lang}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title></title></head>\
             <body><div id=\"root\"></div><script src=\"/static/shell.js\"></script></body></html>"
        ),
    )
}

/// Trap: an index that names a sitemap on another host beside the own, compressed one.
pub(in crate::demo) fn sitemap_index(host: &str) -> Reply {
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n\
         <sitemap><loc>http://{host}/sitemap-1.xml.gz</loc></sitemap>\n\
         <sitemap><loc>https://www.other-host.example/sitemap-2.xml</loc></sitemap>\n</sitemapindex>\n"
    );
    Reply::new(200, "application/xml", xml)
}

/// Trap: half of the addresses are on another host.
fn sitemap(host: &str) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let mut paths: Vec<String> = CATEGORIES.iter().map(|row| format!("/category/{}", row.slug)).collect();
    paths.extend(PRODUCTS.iter().map(|product| format!("/product/{}", product.slug)));
    for (place, path) in paths.iter().enumerate() {
        let origin = if place % 2 == 0 {
            format!("http://{host}")
        } else {
            "https://www.other-host.example".to_owned()
        };
        let _ = writeln!(xml, "<url><loc>{origin}{path}</loc></url>");
    }
    xml.push_str("</urlset>\n");
    xml
}
