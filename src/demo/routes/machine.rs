//! What is not a page: style sheet, pictures, robots.txt, sitemaps, counters.

use crate::demo::data::{materials::CATEGORIES, materials::COLOURS, product, products::PRODUCTS, texts};
use crate::demo::http::{Reply, Request};
use crate::demo::state::Inner;
use crate::demo::{Character, odd, ways};
use std::fmt::Write as _;
use std::io::Write as _;

/// The counters as JSON, for tests that run the binary.
pub(super) fn counters(shop: &Inner) -> Reply {
    let body = serde_json::to_string(&shop.counters()).unwrap_or_default();
    Reply::new(200, "application/json", body)
}

/// Answers what needs no session.
pub(super) fn answer(shop: &Inner, request: &Request) -> Option<Reply> {
    let path = request.path.as_str();
    match path {
        "/static/style.css" => Some(style(shop.character)),
        "/static/shop.js" => Some(script(include_str!("../static/shop.js"))),
        "/static/shell.js" => Some(script(include_str!("../static/shell.js"))),
        "/robots.txt" => Some(Reply::text(200, robots(shop))),
        "/sitemap.xml" => Some(match shop.character {
            Character::Odd => odd::sitemap_index(&shop.host),
            _ => Reply::new(200, "application/xml", sitemap(&shop.host)),
        }),
        "/favicon.ico" => Some(picture("favicon")),
        _ if path.starts_with("/ways") => ways::answer(request),
        _ => {
            let name = path.strip_prefix("/images/")?.strip_suffix(".svg")?;
            Some(picture(name))
        }
    }
}

fn style(character: Character) -> Reply {
    let css = match character {
        Character::Good => include_str!("../static/good.css"),
        Character::Bad => include_str!("../static/bad.css"),
        Character::Odd => include_str!("../static/odd.css"),
    };
    Reply::new(200, "text/css; charset=utf-8", css)
}

fn script(source: &str) -> Reply {
    Reply::new(200, "text/javascript; charset=utf-8", source)
}

/// Like most shops', it keeps crawlers out of cart, checkout and account.
fn robots(shop: &Inner) -> String {
    let host = &shop.host;
    let closed = "User-agent: *\nDisallow: /__counters\n";
    match shop.character {
        Character::Odd => format!("{closed}{}", odd::robots(host)),
        _ => format!(
            "{closed}Disallow: /cart\nDisallow: /checkout\nDisallow: /account\nDisallow: /en/cart\n\
             Disallow: /en/checkout\nDisallow: /en/account\n\nSitemap: http://{host}/sitemap.xml\n"
        ),
    }
}

/// Every page of the storefront in both languages.
fn sitemap(host: &str) -> String {
    let mut paths: Vec<String> = vec![String::from("/")];
    paths.extend(CATEGORIES.iter().map(|category| format!("/category/{}", category.slug)));
    paths.extend(PRODUCTS.iter().map(|product| format!("/product/{}", product.slug)));
    paths.extend(texts::INFORMATION.iter().map(|row| format!("/info/{}", row.0)));
    paths.extend(["/contact", "/faq", "/qna", "/order-lookup"].map(String::from));
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for path in paths {
        for prefix in ["", "/en"] {
            let _ = writeln!(xml, "<url><loc>http://{host}{prefix}{path}</loc></url>");
        }
    }
    xml.push_str("</urlset>\n");
    xml
}

/// Gzip; an empty body where that fails, which it cannot in memory.
pub(in crate::demo) fn compressed(text: &str) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    let written = encoder.write_all(text.as_bytes());
    written.and_then(|()| encoder.finish()).unwrap_or_default()
}

/// A drawing of a product from one of its sides: `oak-tray-3`. The bad shop's number is such a picture too.
fn picture(name: &str) -> Reply {
    let (slug, side) = name.rsplit_once('-').unwrap_or((name, "1"));
    let side: u32 = side.parse().unwrap_or(1).clamp(1, 9);
    let known = product(slug);
    let colour = known
        .and_then(|product| product.colours.first())
        .and_then(|key| COLOURS.iter().find(|colour| colour.0 == *key))
        .map_or("#b08d6a", |colour| colour.2);
    let label = match (known, slug) {
        (Some(product), _) => product.name.en,
        (None, "call") => "TEL 070-0100-0162",
        (None, _) => "",
    };
    let shape = shape(known.map_or("", |product| product.category));
    // The first side stands straight; the others are turned and come closer.
    let turn = [0, 0, -14, 14, -6, 6, -10, 10, -3, 3][side as usize];
    let zoom = 100 + side * 8 - 8;
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"800\" height=\"800\" viewBox=\"0 0 800 800\">\
         <rect width=\"800\" height=\"800\" fill=\"#efe9df\"/>\
         <ellipse cx=\"400\" cy=\"620\" rx=\"250\" ry=\"26\" fill=\"#d9d0c2\"/>\
         <g fill=\"{colour}\" stroke=\"#5b5147\" stroke-width=\"6\" \
         transform=\"translate(400 400) rotate({turn}) scale({:.2}) translate(-400 -400)\">{shape}</g>\
         <text x=\"400\" y=\"745\" text-anchor=\"middle\" font-family=\"sans-serif\" font-size=\"30\" \
         fill=\"#6b6257\">{label}</text></svg>",
        f64::from(zoom) / 100.0
    );
    Reply::new(200, "image/svg+xml", svg)
}

/// What things of a category look like from afar.
fn shape(category: &str) -> &'static str {
    match category {
        "kitchen" => {
            "<path d=\"M220 350h360v190q0 60-60 60H280q-60 0-60-60z\"/><path d=\"M200 320h400v30H200z\"/>\
             <circle cx=\"400\" cy=\"295\" r=\"22\"/><path d=\"M160 390h60v34h-60zM580 390h60v34h-60z\"/>"
        }
        "tableware" => {
            "<path d=\"M190 380h420q0 210-150 220H340q-150-10-150-220z\"/>\
             <ellipse cx=\"400\" cy=\"380\" rx=\"210\" ry=\"40\"/>"
        }
        "textile" => {
            "<rect x=\"200\" y=\"440\" width=\"400\" height=\"150\" rx=\"30\"/>\
             <rect x=\"220\" y=\"320\" width=\"360\" height=\"120\" rx=\"30\"/>\
             <path d=\"M230 490h340M230 540h340M250 380h300\" fill=\"none\"/>"
        }
        "lighting" => {
            "<path d=\"M310 200h180l90 210H220z\"/><path d=\"M385 410h30v150h-30z\"/>\
             <path d=\"M300 560h200v40H300z\"/>"
        }
        "storage" => {
            "<rect x=\"210\" y=\"260\" width=\"380\" height=\"340\" rx=\"14\"/>\
             <path d=\"M210 375h380M210 488h380M370 318h60M370 432h60M370 544h60\"/>"
        }
        _ => "<rect x=\"180\" y=\"300\" width=\"440\" height=\"240\" rx=\"24\"/>",
    }
}
