//! Twenty ways of hiding a phone number and ten of showing it.

/// One way: its name, the style sheet, the body, and whether the number is seen on a desktop and on a phone.
pub struct Way {
    pub name: &'static str,
    pub css: &'static str,
    pub body: &'static str,
    pub desktop: bool,
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

/// The number stands in the element with the id `n`.
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
        "clipped by a path",
        ".reader{position:absolute;clip-path:inset(50%)}",
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
    hidden("closed dialog", "", "<dialog><p id=n>+1 212 555 0123</p></dialog>"),
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
    /// The page.
    pub fn page(&self) -> String {
        format!(
            "<!doctype html><html><head><meta name=viewport content='width=device-width'><style>body{{font:16px Arial}}{}</style></head>\
             <body><h1>Oak and Linen</h1>{}<p>Everything for the table, delivered within three days.</p></body></html>",
            self.css, self.body
        )
    }
}
