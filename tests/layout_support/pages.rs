//! Makes shop pages of six kinds in the manner of five frameworks, four of each, with what is looked at marked by the
//! class `t` and an id.

use super::css;

/// Deterministic numbers (xorshift), so that every run sees the same pages.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }

    pub fn one_of<'a>(&mut self, many: &[&'a str]) -> &'a str {
        many[usize::try_from(self.roll(many.len() as u64)).unwrap_or(0)]
    }
}

const WORDS: &[&str] = &[
    "linen",
    "oak",
    "mug",
    "blue",
    "handmade",
    "lamp",
    "soft",
    "wool",
    "blanket",
    "kitchen",
    "small",
    "garden",
    "set",
    "of",
    "four",
    "with",
    "the",
    "best",
    "for",
    "every",
    "morning",
    "and",
    "evening",
    "natural",
    "cotton",
    "delivered",
    "within",
    "three",
    "days",
    "returns",
    "are",
    "free",
];

const KINDS: [&str; 6] = ["home", "list", "product", "contact", "checkout", "article"];

/// Name and HTML of every page.
pub fn all() -> Vec<(String, String)> {
    let mut pages = Vec::new();
    for (at, system) in css::NAMES.iter().enumerate() {
        for (index, kind) in KINDS.iter().enumerate() {
            for turn in 0..4 {
                let seed = 7_919 * (at as u64 + 1) + 104_729 * (index as u64 + 1) + 1_299_709 * (turn + 1);
                let mut maker = Maker {
                    dice: Dice(seed),
                    next: 0,
                };
                pages.push((format!("{system}-{kind}-{turn}"), maker.page(system, kind)));
            }
        }
    }
    pages
}

struct Maker {
    dice: Dice,
    next: usize,
}

impl Maker {
    fn page(&mut self, system: &str, kind: &str) -> String {
        let title = self.words(4);
        let body = match kind {
            "home" => self.home(),
            "list" => self.list(),
            "product" => self.product(),
            "contact" => self.contact(),
            "checkout" => self.checkout(),
            _ => self.article(),
        };
        let header = self.header();
        let footer = self.footer();
        let extras = self.extras();
        format!(
            "<!doctype html><html lang=en><head><meta charset=utf-8><meta name=viewport content=\"width=device-width, \
             initial-scale=1\"><title>{title}</title><style>{}</style></head><body>{header}{body}{footer}{extras}</body></html>",
            css::of(system)
        )
    }

    /// ` class="t …" id=tN`
    fn mark(&mut self, classes: &str) -> String {
        self.next += 1;
        format!("class=\"t {classes}\" id=t{}", self.next)
    }

    fn words(&mut self, count: usize) -> String {
        let words: Vec<&str> = (0..count).map(|_| self.dice.one_of(WORDS)).collect();
        words.join(" ")
    }

    fn paragraphs(&mut self, most: u64) -> String {
        let count = self.dice.roll(most) + 1;
        (0..count)
            .map(|_| {
                let length = usize::try_from(self.dice.roll(60)).unwrap_or(0) + 12;
                format!("<p>{}.</p>", self.words(length))
            })
            .collect()
    }

    fn phone(&mut self) -> String {
        format!(
            "+1 212 555 0{}{}{}",
            self.dice.roll(10),
            self.dice.roll(10),
            self.dice.roll(10)
        )
    }

    fn price(&mut self) -> String {
        format!("${}.{}0", self.dice.roll(90) + 9, self.dice.roll(10))
    }

    fn header(&mut self) -> String {
        let items: String = ["Shop", "Offers", "Help", "Account"]
            .iter()
            .map(|name| format!("<li><a {} href=#>{name}</a></li>", self.mark("")))
            .collect();
        let phone = self.phone();
        let topline = match self.dice.roll(3) {
            0 => format!(
                "<div class=wrap><div class=row><div class=c6><span {}>{phone}</span></div><div class=\"c6 wide-only\"><a {}>Free delivery from $50</a></div></div></div>",
                self.mark(""),
                self.mark("")
            ),
            1 => format!(
                "<p {} style=\"margin:0;text-align:right\">Call <b {}>{phone}</b></p>",
                self.mark("wide-only"),
                self.mark("")
            ),
            _ => String::new(),
        };
        format!(
            "{topline}<header class=bar><a {} href=#>Oak &amp; Linen</a><button {} type=button>Menu</button><nav class=menu><ul>{items}</ul></nav></header>",
            self.mark("brand"),
            self.mark("burger")
        )
    }

    fn cards(&mut self, count: usize) -> String {
        (0..count)
            .map(|_| {
                let (name, price, old) = (self.words(3), self.price(), self.price());
                let (width, height) = (300, 150 + self.dice.roll(3) * 50);
                let text = if self.dice.roll(2) == 0 { self.words(14) } else { String::new() };
                format!(
                    "<div class=c3><article class=card><img width={width} height={height} alt=\"\" src=\"{}\"><div class=body><h3 {}>{name}</h3><p>{text}</p><span class=old>{old}</span> <strong {}>{price}</strong><p><a {} href=#>Add to cart</a></p></div></article></div>",
                    drawing(width, height),
                    self.mark(""),
                    self.mark(""),
                    self.mark("btn")
                )
            })
            .collect()
    }

    fn home(&mut self) -> String {
        let (title, text) = (self.words(5), self.words(20));
        let cards = self.cards(8);
        format!(
            "<section class=hero><h1 {}>{title}</h1><p {}>{text}</p><a {} href=#>Discover</a></section><main class=wrap><h2>New</h2><div class=row>{cards}</div>{}</main>",
            self.mark(""),
            self.mark(""),
            self.mark("btn"),
            self.paragraphs(3)
        )
    }

    fn list(&mut self) -> String {
        let filters: String = (0..6)
            .map(|_| {
                format!(
                    "<li><label><input type=checkbox {}> {}</label></li>",
                    self.mark(""),
                    self.words(1)
                )
            })
            .collect();
        let cards = self.cards(9).replace("class=c3", "class=c4");
        format!(
            "<main class=wrap><h1 {}>Kitchen</h1><div class=row><aside class=c3><ul>{filters}</ul></aside><div class=c8><select {}><option>Newest first</option><option>Price</option></select><div class=row>{cards}</div></div></div></main>",
            self.mark(""),
            self.mark("field")
        )
    }

    fn product(&mut self) -> String {
        let (name, price, old) = (self.words(4), self.price(), self.price());
        let tabs: String = (0..3)
            .map(|index| {
                let hidden = if index == 0 { "" } else { "fold" };
                format!(
                    "<div class=\"{hidden}\"><h3>{}</h3><p {}>{}</p></div>",
                    self.words(2),
                    self.mark(""),
                    self.words(30)
                )
            })
            .collect();
        format!(
            "<main class=wrap><div class=row><div class=c6><img alt=\"\" width=560 height=420 src=\"{}\"></div><div class=c6><h1 {}>{name}</h1><p><span class=old>{old}</span> <strong {}>{price}</strong></p><form><label>Quantity <input type=number value=1 {}></label><button {}>Add to cart</button></form>{}</div></div>{tabs}</main>",
            drawing(560, 420),
            self.mark(""),
            self.mark(""),
            self.mark("field"),
            self.mark("btn"),
            self.paragraphs(2)
        )
    }

    fn contact(&mut self) -> String {
        let (one, two) = (self.phone(), self.phone());
        format!(
            "<main class=wrap><h1 {}>Contact</h1>{}<div class=row><div class=c4><h3>Call us</h3><p><a {} href=tel:1>{one}</a><br>Mon–Fri 9–17</p><p {}>{two} (Fax)</p><table><tr><th>Mail</th><td><a {} href=mailto:a@b.example>help@oak.example</a></td></tr><tr><th>Post</th><td>12 Long Street</td></tr></table></div><div class=c8><form>{}<label>Message</label><textarea {} rows=6></textarea><button {}>Send</button></form></div></div></main>",
            self.mark(""),
            self.paragraphs(4),
            self.mark(""),
            self.mark(""),
            self.mark(""),
            self.fields(&["Name", "E-mail"]),
            self.mark("field"),
            self.mark("btn")
        )
    }

    fn fields(&mut self, labels: &[&str]) -> String {
        labels
            .iter()
            .map(|label| format!("<label>{label}</label><input type=text {}>", self.mark("field")))
            .collect()
    }

    fn checkout(&mut self) -> String {
        let (sum, total) = (self.price(), self.price());
        format!(
            "<main class=wrap><h1 {}>Checkout</h1><div class=row><div class=c8><form><fieldset><legend>Delivery</legend>{}<div class=row><div class=c6>{}</div><div class=c6>{}</div></div></fieldset><p><label><input type=radio name=p {}> Card</label> <label><input type=radio name=p {}> Invoice</label></p><select {}><option>Korea</option></select><button {}>Place order</button></form></div><div class=c4><table width=100%><tr><td>Subtotal<td align=right><span {}>{sum}</span><tr><td>Total<td align=right><b {}>{total}</b></table></div></div></main>",
            self.mark(""),
            self.fields(&["First name", "Last name", "Street", "Phone"]),
            self.fields(&["Postcode"]),
            self.fields(&["City"]),
            self.mark(""),
            self.mark(""),
            self.mark("field"),
            self.mark("btn"),
            self.mark(""),
            self.mark("")
        )
    }

    fn article(&mut self) -> String {
        let long = self.paragraphs(9);
        let list: String = (0..self.dice.roll(8) + 3)
            .map(|_| format!("<li>{}</li>", self.words(6)))
            .collect();
        format!(
            "<main class=wrap><h1 {}>{}</h1>{long}<h2 {}>{}</h2><ul>{list}</ul>{}<details><summary {}>More</summary><p {}>{}</p></details><blockquote {}>{}</blockquote></main>",
            self.mark(""),
            self.words(6),
            self.mark(""),
            self.words(3),
            self.paragraphs(5),
            self.mark(""),
            self.mark(""),
            self.words(20),
            self.mark(""),
            self.words(15)
        )
    }

    fn footer(&mut self) -> String {
        let (phone, reader, small) = (self.phone(), self.words(3), self.words(5));
        format!(
            "<footer class=foot><div class=wrap><div class=row><div class=c4><p {}>{phone}</p><span {}>{reader}</span></div><div class=c4><a {} href=#>Returns</a></div><div class=c4><p {}>{small}</p></div></div></div></footer>",
            self.mark(""),
            self.mark("reader"),
            self.mark(""),
            self.mark("small-only")
        )
    }

    /// A drawer, and sometimes a consent bar or dialog over the page.
    fn extras(&mut self) -> String {
        let drawer = format!(
            "<div class=off><a {} href=#>Drawer</a> <span {}>{}</span></div>",
            self.mark(""),
            self.mark(""),
            self.phone()
        );
        let consent = match self.dice.roll(4) {
            0 => format!(
                "<div id=consent style=\"position:fixed;left:0;right:0;bottom:0;padding:20px;background:#222;color:#fff;z-index:2000\">We use cookies. <button {}>Refuse</button></div>",
                self.mark("")
            ),
            1 => format!(
                "<div id=consent style=\"position:fixed;inset:0;background:rgba(0,0,0,.8);z-index:3000\"><div style=\"margin:80px auto;max-width:320px;background:#fff;padding:20px\">Cookies? <button {}>Refuse</button></div></div>",
                self.mark("")
            ),
            _ => String::new(),
        };
        drawer + &consent
    }
}

/// An empty picture of a size.
pub fn drawing(width: u64, height: u64) -> String {
    format!(
        "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}'%3E%3Crect width='100%25' height='100%25' fill='gray'/%3E%3C/svg%3E"
    )
}
