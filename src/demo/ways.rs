//! Twenty ways of hiding a phone number that is there, and ten of showing it: each a page of the demo shop, at
//! `/ways/SLUG`, linked from `/ways` and from nowhere else. Every eye of the tool has to be right about them.

use super::http::{Reply, Request};
use axum::http::header;

/// The number of all the pages.
pub const NUMBER: &str = "+1 212 555 0123";

/// One way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Way {
    /// What it does, in a few words.
    pub name: &'static str,
    /// Its style sheet.
    pub css: &'static str,
    /// What stands in the header; the number is in the element with the id `n`.
    pub body: &'static str,
    /// Whether the number is seen at 1366×768.
    pub desktop: bool,
    /// Whether the number is seen at 390×844.
    pub phone: bool,
}

const fn hidden(name: &'static str, css: &'static str, body: &'static str) -> Way {
    Way {
        name,
        css,
        body,
        desktop: false,
        phone: false,
    }
}

const fn shown(name: &'static str, css: &'static str, body: &'static str) -> Way {
    Way {
        name,
        css,
        body,
        desktop: true,
        phone: true,
    }
}

/// All of them: first those that hide it, in one window at least.
pub const WAYS: &[Way] = &[
    hidden(
        "class",
        ".quiet{display:none}",
        "<p class=quiet id=n>+1 212 555 0123</p>",
    ),
    hidden(
        "visibility of the parent",
        ".off{visibility:hidden}",
        "<div class=off><p id=n>+1 212 555 0123</p></div>",
    ),
    hidden(
        "closed menu",
        ".menu{max-height:0;overflow:hidden;transition:max-height .3s}.menu.open{max-height:900px}",
        "<nav><button>Menu</button><div class=menu><p id=n>+1 212 555 0123</p></div></nav>",
    ),
    hidden(
        "off-screen",
        ".away{position:absolute;left:-9999px}",
        "<p class=away id=n>+1 212 555 0123</p>",
    ),
    hidden(
        "negative indent",
        ".logo{width:200px;height:40px;text-indent:-9999px;overflow:hidden;background:#eee}",
        "<p class=logo id=n>+1 212 555 0123</p>",
    ),
    hidden(
        "zero size",
        ".flat{width:0;height:0;overflow:hidden}",
        "<p class=flat id=n>+1 212 555 0123</p>",
    ),
    hidden(
        "clipped",
        ".reader{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0);white-space:nowrap}",
        "<p class=reader id=n>+1 212 555 0123</p>",
    ),
    hidden(
        "same colour",
        ".blend{background:#fff}.blend p{color:#fff}",
        "<div class=blend><p id=n>+1 212 555 0123</p></div>",
    ),
    hidden(
        "see-through colour",
        ".clear{color:transparent}",
        "<p class=clear id=n>+1 212 555 0123</p>",
    ),
    hidden(
        "opacity",
        ".fade{opacity:0}",
        "<div class=fade><p id=n>+1 212 555 0123</p></div>",
    ),
    hidden(
        "font size",
        ".tiny{font-size:0}",
        "<p class=tiny id=n>+1 212 555 0123</p>",
    ),
    hidden(
        "covered by a banner",
        ".over{position:fixed;left:0;top:0;right:0;height:300px;background:#333;z-index:9}",
        "<p id=n>+1 212 555 0123</p><div class=over>Sale!</div>",
    ),
    hidden(
        "covered by its own parent",
        ".box{position:relative;background:#fff;z-index:0}.box p{position:relative;z-index:-1}.paper{background:#fff}",
        "<div class=box><div class=paper><p id=n>+1 212 555 0123</p></div></div>",
    ),
    hidden(
        "closed details",
        "",
        "<details><summary>Contact</summary><p id=n>+1 212 555 0123</p></details>",
    ),
    hidden("hidden attribute", "", "<div hidden><p id=n>+1 212 555 0123</p></div>"),
    hidden(
        "drawer pushed out",
        ".drawer{position:fixed;top:0;left:0;width:300px;transform:translateX(-100%)}",
        "<div class=drawer><p id=n>+1 212 555 0123</p></div>",
    ),
    hidden(
        "shrunk to nothing",
        ".small{transform:scale(0)}",
        "<p class=small id=n>+1 212 555 0123</p>",
    ),
    hidden(
        "only in an image",
        "",
        "<p id=n><img src=/images/call-1.svg width=320 height=60 alt='+1 212 555 0123'></p>",
    ),
    Way {
        name: "only at phone width",
        css: ".compact{display:none}@media (max-width:767px){.compact{display:block}}",
        body: "<p class=compact id=n>+1 212 555 0123</p>",
        desktop: false,
        phone: true,
    },
    Way {
        name: "only at desktop width",
        css: "@media (max-width:767px){.wide{display:none}}",
        body: "<p class=wide id=n>+1 212 555 0123</p>",
        desktop: true,
        phone: false,
    },
    shown("plain", "", "<p id=n>+1 212 555 0123</p>"),
    shown(
        "a class called hidden that shows",
        ".hidden{display:block}",
        "<p class=hidden id=n>+1 212 555 0123</p>",
    ),
    shown(
        "shown again inside a hidden parent",
        ".off{visibility:hidden}.on{visibility:visible}",
        "<div class=off><p class=on id=n>+1 212 555 0123</p></div>",
    ),
    shown(
        "hidden on paper only",
        "@media print{.screen{display:none}}",
        "<p class=screen id=n>+1 212 555 0123</p>",
    ),
    shown(
        "light on dark",
        ".dark{background:#000;padding:10px}.dark p{color:#fff}",
        "<div class=dark><p id=n>+1 212 555 0123</p></div>",
    ),
    shown(
        "light on a picture",
        ".hero{position:relative}.hero img{position:absolute;left:0;top:0;width:600px;height:200px}.hero p{position:relative;color:#fff}",
        "<div class=hero><img alt='' width=600 height=200 src='a.jpg'><p id=n>+1 212 555 0123</p></div>",
    ),
    shown(
        "open details",
        "",
        "<details open><summary>Contact</summary><p id=n>+1 212 555 0123</p></details>",
    ),
    shown(
        "under a see-through layer",
        ".link{position:relative}.link a::after{content:'';position:absolute;inset:0;z-index:1}",
        "<div class=link><p id=n>+1 212 555 0123</p><a href=#>More</a></div>",
    ),
    shown(
        "escaped from its parent's clip",
        ".clip{height:0;overflow:hidden}.free{position:absolute;top:40px}",
        "<div class=clip><p class=free id=n>+1 212 555 0123</p></div>",
    ),
    shown(
        "moved back onto the screen",
        ".away{position:relative;left:-500px}.back{position:relative;left:500px}",
        "<div class=away><p class=back id=n>+1 212 555 0123</p></div>",
    ),
];

impl Way {
    /// The last part of its address: `covered-by-a-banner`.
    pub fn slug(&self) -> String {
        let plain = |c: char| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '-'
            }
        };
        self.name.replace('\'', "").chars().map(plain).collect()
    }

    /// Whether the number is written on the page, and not in a picture.
    pub fn is_text(&self) -> bool {
        !self.body.contains("<img src=/images/call")
    }

    /// Whether it is seen in both windows.
    pub fn shows(&self) -> bool {
        self.desktop && self.phone
    }

    fn sheet(&self) -> String {
        format!(
            "body{{font:16px/1.5 Arial,sans-serif;color:#222;background:#fff}}{}",
            self.css
        )
    }

    /// The page, with its style sheet in it.
    pub fn page(&self) -> String {
        self.with_head(&format!("<style>{}</style>", self.sheet()))
    }

    fn with_head(&self, style: &str) -> String {
        format!(
            "<!doctype html><html lang=en><head><meta charset=utf-8><title>Oak and Linen</title>\
             <meta name=viewport content='width=device-width'>{style}</head><body><header><h1>Oak and Linen</h1>\
             {}</header><main><p>Everything for the table, delivered within three days.</p>\
             <p>Plates, bowls and cups of stoneware, glazed by hand. <a href=/ways>All pages</a> <a href=/en/cart>View cart</a></p></main>\
             <footer><p>Oak and Linen, New York</p></footer></body></html>",
            self.body
        )
    }
}

/// Answers `/ways` and what is under it.
pub(super) fn answer(request: &Request) -> Option<Reply> {
    let path = request.path.strip_prefix("/ways")?;
    if matches!(path, "" | "/") {
        return Some(html(index()));
    }
    let name = path.strip_prefix('/')?;
    let (slug, is_sheet) = name.strip_suffix(".css").map_or((name, false), |slug| (slug, true));
    let way = WAYS.iter().find(|way| way.slug() == slug)?;
    if is_sheet {
        return Some(Reply::new(200, "text/css; charset=utf-8", way.sheet()));
    }
    Some(html(way.with_head(&format!(
        "<link rel=stylesheet href='/ways/{}.css'>",
        way.slug()
    ))))
}

fn html(page: String) -> Reply {
    Reply::new(200, "text/html; charset=utf-8", page).with(header::CACHE_CONTROL, "no-store")
}

fn index() -> String {
    let links: String = WAYS
        .iter()
        .map(|way| format!("<li><a href='/ways/{}'>{}</a></li>", way.slug(), way.name))
        .collect();
    format!(
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>Ways of hiding a phone number</title></head>\
         <body><main><h1>Twenty ways of hiding a phone number, and ten of showing it</h1><ol>{links}</ol></main></body></html>"
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::WAYS;

    #[test]
    fn there_are_twenty_ways_of_hiding_and_ten_of_showing() {
        assert_eq!(WAYS.iter().filter(|way| !way.shows()).count(), 20);
        assert_eq!(WAYS.iter().filter(|way| way.shows()).count(), 10);
        let slugs: BTreeSet<String> = WAYS.iter().map(|way| way.slug()).collect();
        assert_eq!(slugs.len(), WAYS.len());
        assert!(
            WAYS.iter()
                .all(|way| way.body.contains("id=n") && way.body.contains(super::NUMBER))
        );
    }
}
