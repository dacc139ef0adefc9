//! A demo shop behind a small proxy that says everything in other words and in another layout: labels of the same
//! meaning in any language of the lexicon, buttons as inputs and in another order, other classes and ids, no progress
//! indicator. What is done to the shop is counted by the shop itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use touchpoint::lexicon::Lexicon;

/// Largest request that is read.
const MOST_BYTES: usize = 1 << 20;

/// A small generator of numbers (SplitMix64): the same seed gives the same shop.
#[derive(Clone)]
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.next() % count.max(1) as u64).unwrap_or(0)
    }

    /// True once in `times`.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }
}

/// What the demo shop says on its controls, and what that means.
const LABELS: &[(&str, &[&str])] = &[
    ("장바구니 담기", &["action.add-to-cart"]),
    ("Add to cart", &["action.add-to-cart"]),
    ("담기", &["action.add-to-cart"]),
    ("바로 구매", &["action.buy-now"]),
    ("Buy now", &["action.buy-now"]),
    ("주문하기", &["action.go-to-checkout", "action.ambiguous-order"]),
    (
        "Proceed to checkout",
        &["action.go-to-checkout", "action.ambiguous-order"],
    ),
    ("Checkout", &["action.go-to-checkout", "action.ambiguous-order"]),
    ("비회원으로 구매하기", &["action.guest-checkout"]),
    ("Continue as guest", &["action.guest-checkout"]),
    ("비회원으로 주문", &["action.guest-checkout"]),
    ("다음: 배송 방법", &["action.continue"]),
    ("다음: 결제", &["action.continue"]),
    ("다음", &["action.continue"]),
    ("Next: delivery", &["action.continue"]),
    ("Next: payment", &["action.continue"]),
    ("삭제", &["cart.remove"]),
    ("Remove", &["cart.remove"]),
    ("수량 변경", &["action.update-cart"]),
    ("결제하기", LAST),
    ("— place order and pay", LAST),
    ("Place order", LAST),
    ("로그인", &["action.login"]),
    ("회원가입", &["action.register"]),
    ("구독하기", &["action.newsletter"]),
];

/// What a last button may say: among it words that go on, as some shops have them.
const LAST: &[&str] = &[
    "danger.place-order",
    "legal.eu.order-button-ok",
    "action.ambiguous-order",
    "action.continue",
    "action.buy-now",
];

/// What a masked shop calls the things that would give its last page away: as the shop has it, as the page shows it.
/// Both are equally long, so that a request that names them keeps its length.
const MASKS: &[(&str, &str)] = &[("/checkout/order", "/checkout/step4"), ("/order/place", "/order/step4")];
/// The same for the name of the choice of payment.
const PAYMENT: (&str, &str) = ("payment", "zz9abcd");
/// What the last button of a masked shop says.
const PLAIN: &[&str] = &[
    "Continue",
    "Next",
    "다음",
    "계속",
    "Weiter",
    "Continuer",
    "Siguiente",
    "次へ",
];

/// How one shop differs from the one behind it.
pub struct Disguise {
    labels: Vec<(String, String)>,
    inputs: bool,
    reversed: bool,
    no_progress: bool,
    renamed: bool,
    nested: bool,
    /// The last page looks like one before it: no price, no heading, no telling names, a way to pay chosen already.
    masked: Option<&'static str>,
}

impl Disguise {
    pub fn new(seed: u64) -> Disguise {
        let mut dice = Dice::new(seed);
        let lexicon = Lexicon::builtin();
        let mut labels = Vec::new();
        for (label, concepts) in LABELS {
            if dice.once_in(3) {
                continue;
            }
            let concept = concepts[dice.below(concepts.len())];
            let words: Vec<&str> = lexicon.words(concept).map(|(_, word)| word).collect();
            if !words.is_empty() {
                labels.push(((*label).to_owned(), words[dice.below(words.len())].to_owned()));
            }
        }
        Disguise {
            labels,
            inputs: dice.once_in(3),
            reversed: dice.once_in(3),
            no_progress: dice.once_in(3),
            renamed: dice.once_in(2),
            nested: dice.once_in(2),
            masked: dice.once_in(3).then(|| PLAIN[dice.below(PLAIN.len())]),
        }
    }

    /// Whether its last page looks like one before it.
    pub fn is_masked(&self) -> bool {
        self.masked.is_some()
    }

    /// The page in its disguise.
    pub fn dress(&self, html: &str) -> String {
        let mut page = html.to_owned();
        if let Some(word) = self.masked {
            page = mask(&page, word);
        }
        for (label, word) in &self.labels {
            for (open, close) in [(">", "<"), ("> ", "<"), (" ", "<"), (">", " <")] {
                page = page.replace(&format!("{open}{label}{close}"), &format!("{open}{word}{close}"));
            }
        }
        if self.no_progress || self.masked.is_some() {
            page = cut(&page, "<nav class=\"steps\"", "</nav>");
        }
        if self.reversed {
            page = map_tags(&page, "<div class=\"buttons\">", "</div>", |inner| {
                let mut buttons: Vec<&str> = inner.split_inclusive("</button>").collect();
                buttons.reverse();
                buttons.join(" ")
            });
        }
        if self.inputs {
            page = buttons_as_inputs(&page);
        }
        if self.renamed {
            for (class, other) in [
                ("class=\"button", "class=\"x1"),
                ("class=\"add\"", "class=\"y2\""),
                ("class=\"line\"", "class=\"z3\""),
            ] {
                page = page.replace(class, other);
            }
        }
        if self.nested {
            page = page
                .replace("<main>", "<main><div><div class=\"wrapper\"><section>")
                .replace("</main>", "</section></div></div></main>");
        }
        page
    }
}

fn mask(page: &str, word: &str) -> String {
    let mut masked = page.to_owned();
    for last in [
        "결제하기</button>",
        "— place order and pay</button>",
        "Place order</button>",
    ] {
        while let Some(at) = masked.find(last) {
            let open = masked[..at].rfind('>').map_or(at, |open| open + 1);
            masked.replace_range(open..at + last.len() - "</button>".len(), word);
        }
    }
    for (real, shown) in MASKS {
        masked = masked.replace(real, shown);
    }
    masked
        .replace(&format!("name=\"{}\"", PAYMENT.0), &format!("name=\"{}\"", PAYMENT.1))
        .replace("value=\"card\"", "value=\"card\" checked")
        .replace("확인하고 결제하기", "주문서")
        .replace("Review and pay", "Order form")
        .replace("주문서: 결제", "주문서")
        .replace("Checkout: payment", "Checkout")
}

/// A request as the shop behind the mask knows it.
fn unmask(request: &[u8]) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(request) else {
        return request.to_vec();
    };
    let mut text = text.replace(&format!("{}=", PAYMENT.1), &format!("{}=", PAYMENT.0));
    for (real, shown) in MASKS {
        text = text.replace(shown, real);
    }
    text.into_bytes()
}

fn cut(page: &str, from: &str, to: &str) -> String {
    match page
        .find(from)
        .and_then(|start| page[start..].find(to).map(|end| (start, start + end + to.len())))
    {
        Some((start, end)) => format!("{}{}", &page[..start], &page[end..]),
        None => page.to_owned(),
    }
}

fn map_tags(page: &str, open: &str, close: &str, change: impl Fn(&str) -> String) -> String {
    let Some(start) = page.find(open).map(|at| at + open.len()) else {
        return page.to_owned();
    };
    let Some(length) = page[start..].find(close) else {
        return page.to_owned();
    };
    format!(
        "{}{}{}",
        &page[..start],
        change(&page[start..start + length]),
        &page[start + length..]
    )
}

/// `<button …>words</button>` as `<input type=submit … value="words">`, where the button has no value of its own.
fn buttons_as_inputs(page: &str) -> String {
    let mut dressed = String::with_capacity(page.len());
    let mut rest = page;
    while let Some(at) = rest.find("<button") {
        let (before, button) = rest.split_at(at);
        dressed.push_str(before);
        let (Some(open), Some(end)) = (button.find('>'), button.find("</button>")) else {
            break;
        };
        let (attributes, words) = (&button["<button".len()..open], &button[open + 1..end]);
        if attributes.contains("value=") || attributes.contains("type=") || words.contains('<') || open > end {
            dressed.push_str(&button[..end + "</button>".len()]);
        } else {
            dressed.push_str(&format!(
                "<input type=\"submit\"{attributes} value=\"{}\">",
                words.trim()
            ));
        }
        rest = &button[end + "</button>".len()..];
    }
    dressed.push_str(rest);
    dressed
}

/// Serves the shop at `shop` (`127.0.0.1:PORT`) in a disguise; returns the address.
pub async fn serve(shop: &str, disguise: Disguise) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let own = listener.local_addr().expect("an address").to_string();
    let hosts = Arc::new((own.clone(), shop.to_owned(), disguise));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let hosts = Arc::clone(&hosts);
            tokio::spawn(async move {
                let _ = answer(stream, &hosts).await;
            });
        }
    });
    format!("http://{own}/")
}

/// One request and its answer; the connection is closed after it.
async fn answer(mut client: TcpStream, (own, shop, disguise): &(String, String, Disguise)) -> std::io::Result<()> {
    let request = unmask(&read_message(&mut client, false).await?);
    let mut server = TcpStream::connect(shop).await?;
    let (head, body) = split(&request);
    let head = String::from_utf8_lossy(head).replace(own.as_str(), shop);
    let head: Vec<&str> = head
        .split("\r\n")
        .filter(|line| {
            !line.to_ascii_lowercase().starts_with("connection:")
                && !line.to_ascii_lowercase().starts_with("accept-encoding:")
        })
        .collect();
    let sent = format!("{}\r\nConnection: close\r\n\r\n", head.join("\r\n").trim_end());
    server.write_all(&[sent.as_bytes(), body].concat()).await?;
    let reply = read_message(&mut server, true).await?;
    let (head, body) = split(&reply);
    let head = String::from_utf8_lossy(head).replace(shop.as_str(), own);
    let is_page = head.to_ascii_lowercase().contains("content-type: text/html");
    let body = match std::str::from_utf8(body) {
        Ok(text) if is_page => disguise.dress(&text.replace(shop.as_str(), own)).into_bytes(),
        _ => body.to_vec(),
    };
    let kept: Vec<&str> = head
        .trim_end()
        .split("\r\n")
        .filter(|line| {
            let line = line.to_ascii_lowercase();
            !line.starts_with("content-length:")
                && !line.starts_with("connection:")
                && !line.starts_with("transfer-encoding:")
        })
        .collect();
    let head = format!(
        "{}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        kept.join("\r\n"),
        body.len()
    );
    client.write_all(&[head.as_bytes(), &body].concat()).await?;
    client.shutdown().await
}

fn split(message: &[u8]) -> (&[u8], &[u8]) {
    match message.windows(4).position(|window| window == b"\r\n\r\n") {
        Some(at) => (&message[..at], &message[at + 4..]),
        None => (message, &[]),
    }
}

/// Head and body; a body without a length goes on to the end of the connection (`to_end`).
async fn read_message(stream: &mut TcpStream, to_end: bool) -> std::io::Result<Vec<u8>> {
    let mut message = Vec::new();
    let mut chunk = [0; 16 * 1024];
    loop {
        let count = stream.read(&mut chunk).await?;
        message.extend_from_slice(&chunk[..count]);
        let (head, body) = split(&message);
        let complete = message.len() > head.len() && !to_end && body.len() >= content_length(head);
        if count == 0 || complete || message.len() > MOST_BYTES {
            return Ok(message);
        }
    }
}

fn content_length(head: &[u8]) -> usize {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let headers: BTreeMap<&str, &str> = head.split("\r\n").filter_map(|line| line.split_once(": ")).collect();
    headers
        .get("content-length")
        .and_then(|length| length.trim().parse().ok())
        .unwrap_or(0)
}

/// Orders at a masked shop as a customer does who trusts its buttons.
pub async fn order_by_hand(url: &str) {
    // The outcome says whether this call was the first of the process, which does not matter here.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder()
        .cookie_store(true)
        .no_proxy()
        .build()
        .expect("a client");
    let home = client
        .get(url)
        .send()
        .await
        .expect("the home page")
        .text()
        .await
        .expect("text");
    let token = home
        .split("name=\"csrf_token\" value=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a token")
        .to_owned();
    let address = "name=A&email=a@example.com&phone=0100000000&postcode=04524&address1=B";
    let last = format!("{}=card", PAYMENT.1);
    let steps = [
        ("cart/add", "product=2&quantity=1&act=cart"),
        ("checkout/guest", ""),
        ("checkout/address", address),
        ("checkout/shipping", "delivery=standard"),
        ("checkout/step4", last.as_str()),
    ];
    for (path, fields) in steps {
        let body = format!("csrf_token={token}&{fields}");
        let request = client.post(format!("{url}{path}")).body(body);
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let status = request.send().await.expect("an answer").status();
        assert!(status.is_success(), "{path}: {status}");
    }
}
