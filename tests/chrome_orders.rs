//! Every way in which a page can send an order, in a real browser, on a real server: none reaches it, and each is
//! written down. What only reads goes through.

mod chrome_support;

use std::time::Duration;

use chrome_support::{LoopbackShop, Pages, browser, has_browser};
use touchpoint::chrome::{ChromeError, Context, Step};
use touchpoint::layout::Viewport;
use touchpoint::model::PageKind;
use touchpoint::net::guard::{Consent, Intent};

const LIMIT: Duration = Duration::from_secs(6);

/// Name of the way and the page's body; `WAY` becomes the order's address.
const WAYS: &[(&str, &str)] = &[
    (
        "form",
        "<form id=f method=post action=WAY><input name=order value=1></form><script>f.submit()</script>",
    ),
    (
        "form-in-a-new-window",
        "<form method=post target=_blank action=WAY><button id=go>x</button></form>",
    ),
    (
        "form-by-a-click",
        "<form method=post action=WAY><button id=b name=a>Order</button></form><script>b.click()</script>",
    ),
    (
        "form-in-multipart",
        "<form id=f method=post enctype=multipart/form-data action=WAY><input name=a></form><script>f.submit()</script>",
    ),
    (
        "form-by-get",
        "<form id=f action=/order/complete><input name=way value=form-by-get></form><script>f.submit()</script>",
    ),
    ("fetch", "<script>fetch('WAY', {method: 'POST', body: 'a=1'})</script>"),
    (
        "fetch-in-json",
        "<script>fetch('WAY', {method: 'POST', body: '{\"a\":1}', headers: {'content-type': 'application/json'}})</script>",
    ),
    ("put", "<script>fetch('WAY', {method: 'PUT', body: 'a'})</script>"),
    ("delete", "<script>fetch('WAY', {method: 'DELETE'})</script>"),
    (
        "keepalive",
        "<script>fetch('WAY', {method: 'POST', keepalive: true, body: 'a'})</script>",
    ),
    (
        "keepalive-when-left",
        "<script>addEventListener('pagehide', () => fetch('WAY', {method: 'POST', keepalive: true, body: 'a'})); location = '/left'</script>",
    ),
    (
        "request-of-old",
        "<script>const x = new XMLHttpRequest(); x.open('POST', 'WAY'); x.send('a=1')</script>",
    ),
    (
        "request-that-waits",
        "<script>const x = new XMLHttpRequest(); x.open('POST', 'WAY', false); try { x.send('a=1') } catch (e) {}</script>",
    ),
    ("beacon", "<script>navigator.sendBeacon('WAY', 'a=1')</script>"),
    (
        "beacon-when-left",
        "<script>addEventListener('pagehide', () => navigator.sendBeacon('WAY')); location = '/left'</script>",
    ),
    ("ping", "<a id=go href=/left ping=WAY>x</a>"),
    ("worker", "<script>new Worker('/post.js?worker')</script>"),
    (
        "worker-of-a-blob",
        "<script>new Worker(URL.createObjectURL(new Blob([`fetch('${location.origin}WAY', {method: 'POST', body: 'a'})`])))</script>",
    ),
    (
        "worker-in-a-worker",
        "<script>new Worker(URL.createObjectURL(new Blob([`new Worker(URL.createObjectURL(new Blob([\"fetch('${location.origin}WAY', {method: 'POST'})\"])))`])))</script>",
    ),
    (
        "shared-worker",
        "<script>new SharedWorker('/post.js?shared-worker')</script>",
    ),
    (
        "service-worker",
        "<script>navigator.serviceWorker.register('/service.js?service-worker')</script>",
    ),
    (
        "frame",
        "<iframe name=i></iframe><form id=f method=post target=i action=WAY></form><script>f.submit()</script>",
    ),
    (
        "frame-without-a-source",
        "<iframe srcdoc=\"<form id=f method=post action=WAY></form><script>f.submit()</script>\"></iframe>",
    ),
    (
        "frame-of-data",
        "<iframe id=i></iframe><script>i.src = 'data:text/html,<form id=f method=post action=' + location.origin + 'WAY></form><script>f.submit()</' + 'script>'</script>",
    ),
    ("window-of-an-order", "<a id=go target=_blank href=WAY>x</a>"),
    (
        "window-without-opener",
        "<a id=go target=_blank rel=noopener href=WAY>x</a>",
    ),
    ("redirect", "<script>location = '/hop'</script>"),
    ("redirect-of-data", "<script>fetch('/hop')</script>"),
    ("refresh", "<meta http-equiv=refresh content='0;url=WAY'>"),
    ("read-of-an-order", "<script>fetch('WAY')</script>"),
    ("script-of-an-order", "<script src=WAY></script>"),
    (
        "module-of-an-order",
        "<script type=module>import('WAY').catch(() => 0)</script>",
    ),
    ("sheet-of-an-order", "<link rel=stylesheet href=WAY>"),
    ("frame-of-an-order", "<iframe src=WAY></iframe>"),
    ("object-of-an-order", "<object data=WAY type=text/html></object>"),
];

/// Ways that the interception never sees, or that are left without a line: nothing may arrive all the same.
const SILENT_WAYS: &[(&str, &str)] = &[
    (
        "window",
        "<button id=go onclick=\"const w = open(''); w.document.write('<form id=f method=post action=WAY></form>'); w.document.forms[0].submit()\">x</button>",
    ),
    ("picture-of-an-order", "<img src=WAY>"),
    ("events-of-an-order", "<script>new EventSource('WAY')</script>"),
    (
        "fetched-in-advance",
        "<link rel=prefetch href=WAY><link rel=prerender href=WAY><link rel=dns-prefetch href=WAY>",
    ),
    (
        "rendered-in-advance",
        "<script type=speculationrules>{\"prerender\":[{\"source\":\"list\",\"urls\":[\"WAY\"],\"eagerness\":\"immediate\"}],\"prefetch\":[{\"source\":\"list\",\"urls\":[\"WAY\"],\"eagerness\":\"immediate\"}]}</script>",
    ),
    ("download", "<a id=a download href=WAY>x</a><script>a.click()</script>"),
    (
        "web-transport",
        "<script>try { new WebTransport('https://' + location.host + 'WAY').ready.catch(() => 0) } catch (e) {}</script>",
    ),
    (
        "peer",
        "<script>const p = new RTCPeerConnection({iceServers: [{urls: 'stun:' + location.host}]}); p.createDataChannel('a'); p.createOffer().then((o) => p.setLocalDescription(o))</script>",
    ),
    (
        "report",
        "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; report-uri WAY\"><img src=/x>",
    ),
];

fn order_of(way: &str) -> String {
    format!("/order/complete?way={way}")
}

/// Neutral: the guard reads addresses, too.
fn path_of(way: &str) -> String {
    let at = WAYS.iter().chain(SILENT_WAYS).position(|(name, _)| *name == way);
    format!("ways/{}", at.expect("a known way"))
}

fn pages() -> Pages {
    let post =
        "const to = '/order/complete?way=' + location.search.slice(1); fetch(to, {method: 'POST', body: 'a=1'});";
    let mut pages = Pages::new();
    pages.insert("/post.js", ("text/javascript", post.to_owned()));
    let service = format!(
        "{post} self.addEventListener('install', () => {{ {} }});",
        "fetch(to, {method: 'POST'})"
    );
    pages.insert("/service.js", ("text/javascript", service));
    for (name, body) in WAYS.iter().chain(SILENT_WAYS) {
        let path: &'static str = Box::leak(format!("/{}", path_of(name)).into_boxed_str());
        let html = format!(
            "<!doctype html><title>{name}</title><body>{}",
            body.replace("WAY", &order_of(name))
        );
        pages.insert(path, ("text/html", html));
    }
    pages.insert("/hop", ("/order/complete?way=redirect", String::new()));
    pages
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_page_sends_an_order() {
    if !has_browser() {
        return;
    }
    let shop = LoopbackShop::start(pages()).await;
    let browser = browser().await;
    let context = browser
        .open_shop(&shop.fetcher(), Consent::default())
        .await
        .expect("a context");
    let mut unseen = Vec::new();
    for (name, body) in WAYS {
        let tab = context.tab(Viewport::DESKTOP).await.expect("a tab");
        let shown = tab.navigate(&shop.page(&path_of(name))).await;
        assert!(shown.is_ok(), "{name}: {shown:?}");
        let _ = tab.settle(LIMIT).await;
        if body.contains("id=go") {
            tab.click("#go", None).await.expect("clicked");
        }
        tokio::time::sleep(Duration::from_millis(400)).await;
        assert_eq!(shop.orders(), Vec::<String>::new(), "{name}");
        let log = context.take_log();
        let refused = log
            .iter()
            .any(|line| !line.sent && line.url.contains("/order/complete"));
        if !refused {
            unseen.push(*name);
        }
    }
    assert_eq!(unseen, Vec::<&str>::new(), "tried and not written down");
    for (name, body) in SILENT_WAYS {
        let tab = context.tab(Viewport::DESKTOP).await.expect("a tab");
        tab.navigate(&shop.page(&path_of(name)))
            .await
            .expect("the page is shown");
        let _ = tab.settle(LIMIT).await;
        if body.contains("id=go") {
            tab.click("#go", None).await.expect("clicked");
            tokio::time::sleep(Duration::from_millis(400)).await;
        }
        assert_eq!(shop.orders(), Vec::<String>::new(), "{name}");
    }
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_socket_is_not_opened_and_written_down() {
    if !has_browser() {
        return;
    }
    let mut pages = Pages::new();
    let body = "<script>const s = new WebSocket('ws://' + location.host + '/order/socket'); s.onopen = () => s.send('order')</script>";
    pages.insert("/socket", ("text/html", body.to_owned()));
    let shop = LoopbackShop::start(pages).await;
    let browser = browser().await;
    let context = browser
        .open_shop(&shop.fetcher(), Consent::default())
        .await
        .expect("a context");
    let tab = context.tab(Viewport::DESKTOP).await.expect("a tab");
    tab.navigate(&shop.page("socket")).await.expect("shown");
    tab.settle(LIMIT).await.expect("settled");
    assert_eq!(shop.orders(), Vec::<String>::new());
    let rules: Vec<String> = context.take_log().into_iter().map(|line| line.rule).collect();
    assert_eq!(rules, ["web-socket"]);
    browser.close().await;
}

/// The process ids of the browser's page processes.
#[cfg(target_os = "linux")]
fn renderers(browser: u32) -> Vec<u32> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir("/proc").expect("a process list").flatten() {
        let Some(id) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else {
            continue;
        };
        let command = std::fs::read(entry.path().join("cmdline")).unwrap_or_default();
        let group = std::fs::read_to_string(entry.path().join("stat"))
            .ok()
            .and_then(|stat| stat.rsplit_once(')')?.1.split_whitespace().nth(2)?.parse::<u32>().ok());
        if group == Some(browser) && String::from_utf8_lossy(&command).contains("--type=renderer") {
            found.push(id);
        }
    }
    found
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crash_of_the_page_opens_no_way() {
    if !has_browser() {
        return;
    }
    let shop = LoopbackShop::start(pages()).await;
    let browser = browser().await;
    let context = browser
        .open_shop(&shop.fetcher(), Consent::default())
        .await
        .expect("a context");
    let tab = context.tab(Viewport::DESKTOP).await.expect("a tab");
    tab.navigate(&shop.page("quiet")).await.expect("shown");
    for id in renderers(browser.process_id()) {
        let killed = std::process::Command::new("kill")
            .args(["-9", &id.to_string()])
            .status();
        assert!(killed.expect("kill runs").success());
    }
    let crashed = loop {
        match tab.snapshot().await {
            Ok(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            Err(error) => break error,
        }
    };
    assert_eq!(crashed, ChromeError::Crashed);
    for way in ["fetch", "form", "beacon", "frame"] {
        tab.navigate(&shop.page(&path_of(way)))
            .await
            .expect("the tab is used again");
        let _ = tab.settle(LIMIT).await;
        assert!(context.take_log().iter().any(|line| !line.sent), "{way}");
    }
    assert_eq!(shop.orders(), Vec::<String>::new());
    browser.close().await;
}

async fn allowed(context: &Context, shop: &LoopbackShop) -> String {
    let tab = context.tab(Viewport::DESKTOP).await.expect("a tab");
    tab.navigate(&shop.page("reads")).await.expect("shown");
    let settled = tab.settle(LIMIT).await.expect("settled");
    assert!(settled.quiet);
    tab.snapshot().await.expect("a document").html
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_reads_goes_through_and_a_step_may_do_what_it_is_for() {
    if !has_browser() {
        return;
    }
    let mut pages = Pages::new();
    let body = "<p id=p>…</p><p id=c></p><div id=host></div><button id=b>Add to cart</button><script>\
        fetch('/data.json').then((r) => r.json()).then((d) => { p.textContent = d.phone; });\
        c.textContent = document.cookie;\
        host.attachShadow({mode: 'open'}).innerHTML = '<em>within the shadow</em>';\
        b.onclick = () => { fetch('/api/cart', {method: 'POST', body: JSON.stringify({sku: 7})}).then(() => { b.textContent = 'in the cart'; });\
        fetch('/order/submit', {method: 'POST', body: '{}'}); };</script>";
    pages.insert("/reads", ("text/html", body.to_owned()));
    pages.insert(
        "/data.json",
        ("application/json", "{\"phone\":\"02-312-4567\"}".to_owned()),
    );
    let shop = LoopbackShop::start(pages).await;
    let browser = browser().await;
    let context = browser
        .open_shop(&shop.fetcher(), Consent::default())
        .await
        .expect("a context");
    let html = allowed(&context, &shop).await;
    assert!(html.contains("<p id=\"p\">02-312-4567</p>"), "{html}");
    assert!(html.contains("<p id=\"c\">seen=1</p>"), "{html}");
    assert!(html.contains("<em>within the shadow</em>"), "{html}");

    let tab = context.tab(Viewport::DESKTOP).await.expect("a tab");
    tab.navigate(&shop.page("reads")).await.expect("shown");
    tab.settle(LIMIT).await.expect("settled");
    tab.click("#b", None).await.expect("clicked");
    tab.settle(LIMIT).await.expect("settled");
    assert_eq!(shop.orders(), Vec::<String>::new());
    let (label, markup) = tab.describe("#b").await.expect("there");
    let step = Step {
        intent: Intent::AddToCart,
        page_kind: PageKind::Product,
        label,
        markup,
        last_step: false,
    };
    tab.click("#b", Some(step)).await.expect("clicked");
    tab.settle(LIMIT).await.expect("settled");
    assert_eq!(shop.orders(), ["POST /api/cart"]);
    assert!(tab.snapshot().await.expect("a document").html.contains("in the cart"));
    let sent: Vec<(String, bool)> = context
        .take_log()
        .into_iter()
        .map(|line| (line.intent, line.sent))
        .collect();
    assert!(sent.contains(&("add-to-cart".to_owned(), true)), "{sent:?}");
    browser.close().await;
}
