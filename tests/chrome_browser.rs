//! The browser itself: what it shows, what it does, and that nothing of it is left behind.

mod chrome_support;

use std::time::Duration;

use chrome_support::{LoopbackShop, Pages, browser, has_browser, processes_of};
use touchpoint::chrome::{ChromeError, Frame};
use touchpoint::demo::ways::WAYS;
use touchpoint::layout::Viewport;
use touchpoint::net::guard::Consent;

const LIMIT: Duration = Duration::from_secs(6);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_ways_of_hiding_a_number_and_ten_of_showing_it_are_told_apart() {
    if !has_browser() {
        return;
    }
    let mut pages = Pages::new();
    for (at, way) in WAYS.iter().filter(|way| way.is_text()).enumerate() {
        let path: &'static str = Box::leak(format!("/page/{at}").into_boxed_str());
        pages.insert(path, ("text/html; charset=utf-8", way.page()));
    }
    let shop = LoopbackShop::start(pages).await;
    let browser = browser().await;
    let context = browser
        .open_shop(&shop.fetcher(), Consent::default())
        .await
        .expect("a context");
    let tab = context.tab(Viewport::DESKTOP).await.expect("a tab");
    let mut wrong = Vec::new();
    for (at, way) in WAYS.iter().filter(|way| way.is_text()).enumerate() {
        for (window, expected) in [(Viewport::DESKTOP, way.desktop), (Viewport::PHONE, way.phone)] {
            tab.emulate(window).await.expect("a window");
            tab.navigate(&shop.page(&format!("page/{at}"))).await.expect("shown");
            tab.settle(LIMIT).await.expect("settled");
            let seen = tab.look(&["#n".to_owned()], window).await.expect("looked at");
            if seen[0].as_ref().map(|seen| seen.visible) != Some(expected) {
                wrong.push(format!("{} at {} px: {:?}", way.name, window.width, seen[0]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forms_are_filled_as_a_customer_fills_them() {
    if !has_browser() {
        return;
    }
    let mut pages = Pages::new();
    let form = "<input id=n><select id=s><option value=a>A<option value=b>B</select><input id=t type=checkbox>\
        <p id=seen></p><script>const show = () => { seen.textContent = [n.value, s.value, t.checked].join('|'); };\
        for (const e of [n, s, t]) e.addEventListener('change', show)</script><button id=off disabled>x</button>";
    pages.insert("/form", ("text/html", form.to_owned()));
    let shop = LoopbackShop::start(pages).await;
    let browser = browser().await;
    let context = browser
        .open_shop(&shop.fetcher(), Consent::default())
        .await
        .expect("a context");
    let tab = context.tab(Viewport::PHONE).await.expect("a tab");
    tab.navigate(&shop.page("form")).await.expect("shown");
    tab.fill("#n", "홍길동").await.expect("filled");
    tab.select("#s", "b").await.expect("chosen");
    tab.tick("#t", true).await.expect("ticked");
    assert!(tab.snapshot().await.expect("a document").html.contains("홍길동|b|true"));
    let error = |result: Result<(), ChromeError>| result.expect_err("not possible").to_string();
    assert_eq!(
        error(tab.click("#off", None).await),
        "nothing to act on: #off: disabled"
    );
    assert_eq!(
        error(tab.click("#no", None).await),
        "nothing to act on: #no: no such element"
    );
    assert_eq!(
        error(tab.select("#s", "c").await),
        "nothing to act on: #s: no such option"
    );
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_can_be_pictured_and_printed() {
    if !has_browser() {
        return;
    }
    let shop = LoopbackShop::start(Pages::new()).await;
    let browser = browser().await;
    let context = browser
        .open_shop(&shop.fetcher(), Consent::default())
        .await
        .expect("a context");
    let tab = context.tab(Viewport::DESKTOP).await.expect("a tab");
    tab.navigate(&shop.page("about")).await.expect("shown");
    let plain = tab.screenshot(&Frame::default()).await.expect("a picture");
    let selectors = vec!["p".to_owned()];
    let framed = tab.screenshot(&Frame { selectors }).await.expect("a picture");
    assert!(plain.starts_with(&[0xff, 0xd8, 0xff]) && framed.starts_with(&[0xff, 0xd8, 0xff]));
    assert_ne!(plain, framed);
    assert!(
        !tab.snapshot()
            .await
            .expect("a document")
            .html
            .contains("touchpoint-frame")
    );
    let document = browser.print_pdf("<h1>보고서</h1>").await.expect("a document");
    assert!(document.starts_with(b"%PDF-"));
    browser.close().await;
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn nothing_of_a_browser_is_left_when_it_is_dropped_or_killed() {
    if !has_browser() {
        return;
    }
    let shop = LoopbackShop::start(Pages::new()).await;
    for killed in [false, true] {
        let browser = browser().await;
        let id = browser.process_id();
        let context = browser
            .open_shop(&shop.fetcher(), Consent::default())
            .await
            .expect("a context");
        let tab = context.tab(Viewport::DESKTOP).await.expect("a tab");
        tab.navigate(&shop.page("about")).await.expect("shown");
        assert!(!processes_of(id).is_empty());
        if killed {
            let kill = std::process::Command::new("kill")
                .args(["-9", &id.to_string()])
                .status();
            assert!(kill.expect("kill runs").success());
            let lost = tab.settle(LIMIT).await.and(
                tab.snapshot()
                    .await
                    .map(|_| ())
                    .map(|()| touchpoint::chrome::Settled { quiet: true }),
            );
            assert_eq!(lost, Err(ChromeError::Gone));
        }
        drop((tab, context, browser));
        assert_eq!(processes_of(id), Vec::<String>::new(), "killed: {killed}");
    }
}
