use crate::page::Document;

/// The words of `<p id=w>` are visible on the page.
fn visible(html: &str) -> bool {
    visible_with(html, &[])
}

fn visible_with(html: &str, sheets: &[(Option<String>, String)]) -> bool {
    let document = Document::parse_with(html, None, sheets);
    let element = document.by_id("w").expect("the page has the element");
    let run = document.runs().iter().find(|run| run.element == element.id());
    let run_visible = run.expect("the element holds text").visible;
    assert!(
        element.is_visible() || !run_visible,
        "a visible run in a hidden element"
    );
    run_visible
}

const FILLER: &str = "<p>Text that anyone can read, so that the page is not empty without the rest of it.</p>";

fn styled(css: &str, body: &str) -> String {
    format!("<style>{css}</style>{FILLER}{body}")
}

#[test]
fn ways_of_hiding() {
    for css in [
        ".x{display:none}",
        ".x { DISPLAY : NONE !important }",
        "p.x{visibility:hidden}",
        ".x{opacity:0}",
        ".x{opacity:0%}",
        ".x{position:absolute;left:-9999px}",
        ".x{position:absolute;clip:rect(0 0 0 0);width:1px;height:1px;overflow:hidden}",
        ".x{clip-path:inset(50%);position:absolute}",
        ".x{height:0;overflow:hidden}",
        ".x{max-height:0;overflow:hidden}",
        ".x{text-indent:-9999px}",
        ".x{font-size:0}",
        ".x{position:fixed;transform:translateX(-100%)}",
        ".x{transform:scale(0)}",
        ".box{display:none}",
        ".box .x{display:none}",
        ".box > p{display:none}",
        "[class~=x]{display:none}",
        ".x:not(:focus){display:none}",
        "@media (min-width:1000px){.x{display:none}}",
        "@media screen and (max-width:1400px){.x{display:none}}",
        "@media (width >= 600px){.x{display:none}}",
        "@supports (display:grid){.x{display:none}}",
        "@layer base{.x{display:none}}",
        "/* { */ .y{color:red} .x{display:none}",
        ".y{content:\"}\"} .x{display:none}",
        ".a\\:b, .x{display:none}",
        ".x{background:url(data:image/png;base64,AA==);display:none}",
        ".\\[\\&_svg\\:not\\(\\[class\\*\\=\\'size-\\'\\]\\)\\]\\:size-4 svg{width:1px} .x{display:none}",
    ] {
        let html = styled(css, "<div class=box><p id=w class=x>word</p></div>");
        assert!(!visible(&html), "{css}");
    }
}

#[test]
fn ways_of_showing() {
    for css in [
        "",
        ".x:hover{display:none}",
        ".x::before{display:none}",
        ".y .x{display:none}",
        "@media print{.x{display:none}}",
        "@media (max-width:600px){.x{display:none}}",
        "@media (prefers-color-scheme:dark){.x{display:none}}",
        ".x{display:none} .x{display:block}",
        "p.x{display:block} .x{display:none}",
        ".x{display:block!important} #w{display:none}",
        "@layer base{#w{display:none}} .x{display:block}",
        ".x{display:none} @media (min-width:992px){.x{display:block}}",
        ".box{visibility:hidden} .x{visibility:visible}",
        ".box{font-size:0} .x{font-size:16px}",
        ".x{position:absolute;left:-9999px} .x{position:static}",
        ".x{opacity:0;animation:appear 1s forwards}",
        "@keyframes gone{to{display:none}}",
        "[v-cloak]{display:none}",
        ".no-js .x{display:none}",
        ".x{position:relative;left:-10px}",
        ".x{height:0}",
    ] {
        let html = styled(css, "<div class=box><p id=w class=x v-cloak>word</p></div>");
        assert!(visible(&html), "{css}");
    }
}

#[test]
fn the_elements_own_style_outweighs_sheets_unless_they_insist() {
    let own = "<p id=w class=x style='display:block'>word</p>";
    assert!(visible(&styled(".x{display:none}", own)));
    assert!(!visible(&styled(".x{display:none!important}", own)));
}

#[test]
fn the_hidden_attribute_is_a_default_that_sheets_overrule() {
    assert!(!visible(&styled("p{color:red}", "<p id=w hidden>word</p>")));
    assert!(visible(&styled("#w{display:block}", "<p id=w hidden>word</p>")));
}

#[test]
fn names_prove_nothing_where_all_sheets_are_known() {
    let drawer = "<div class=drawer><p id=w>word</p></div>";
    // Without any sheet, a name is all there is.
    assert!(!visible(&format!("{FILLER}{drawer}")));
    // The page's only sheet says nothing of a drawer, or shows it.
    assert!(visible(&styled("p{color:red}", drawer)));
    let linked = format!("<link rel=stylesheet href=a.css>{FILLER}{drawer}");
    assert!(!visible(&linked));
    assert!(visible_with(&linked, &[(None, ".drawer{width:300px}".to_owned())]));
    assert!(!visible_with(&linked, &[(None, ".drawer{display:none}".to_owned())]));
    // A sheet is missing, but the one that is known gives the drawer a box.
    let half = format!("<link rel=stylesheet href=a.css><style>.drawer{{display:flex}}</style>{FILLER}{drawer}");
    assert!(visible(&half));
}

#[test]
fn a_linked_sheet_counts_only_where_its_media_do() {
    let html = format!("<link rel=stylesheet href=a.css>{FILLER}<p id=w class=x>word</p>");
    let sheet = |media: &str| [(Some(media.to_owned()), ".x{display:none}".to_owned())];
    assert!(visible_with(&html, &sheet("print")));
    assert!(!visible_with(&html, &sheet("screen")));
}

#[test]
fn a_page_that_hides_itself_until_scripts_run_is_read_as_if_they_had() {
    assert!(visible(&styled("body{opacity:0}", "<p id=w>word</p>")));
    assert!(visible(
        &styled("#app{visibility:hidden}", "").replace("<p>", "<div id=app><p id=w>")
    ));
}

#[test]
fn struck_text_is_known() {
    let document = Document::parse(
        "<style>.old{text-decoration:line-through}</style><p id=w class=old>9,99 €</p>",
        None,
    );
    assert!(document.by_id("w").is_some_and(|element| element.is_struck()));
}

#[test]
fn broken_sheets_do_no_harm() {
    for css in [
        "}}}",
        "{",
        ".x{",
        "@media{",
        "\"",
        "/*",
        "a{b:c}}.x{display:none",
        "@media (",
        ".x\\",
        ":not(",
        "[",
        "\u{fffd}{display:none}",
    ] {
        let html = styled(css, "<p id=w class=y>word</p>");
        assert!(visible(&html), "{css}");
    }
}
