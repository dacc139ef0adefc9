use super::*;

fn url(path: &str) -> Url {
    Url::parse("https://shop.example")
        .and_then(|base| base.join(path))
        .expect("a URL")
}

fn verdict(method: Method, path: &str, resource: Resource, body: &str, step: Option<&Step>) -> Verdict {
    let (address, page) = (url(path), url("/product/7"));
    let scene = Scene {
        page: &page,
        on_site: address.host_str() == Some("shop.example"),
        step,
        typed: &[],
        pictures: false,
        consent: Consent::default(),
        platform: None,
    };
    let asked = Asked {
        method: Some(method),
        url: &address,
        resource,
        body: Some(body.as_bytes()),
        content_type: if body.starts_with(['{', '[']) {
            "application/json"
        } else {
            "application/x-www-form-urlencoded"
        },
    };
    judge(&asked, &scene)
}

fn rule(verdict: &Verdict) -> Option<&'static str> {
    match verdict {
        Verdict::Refuse(refusal) => Some(refusal.rule),
        _ => None,
    }
}

fn add_to_cart() -> Step {
    Step {
        intent: Intent::AddToCart,
        page_kind: PageKind::Product,
        label: "Add to cart".to_owned(),
        markup: String::new(),
        last_step: false,
    }
}

#[test]
fn a_page_that_is_looked_at_reads_and_changes_nothing() {
    let read = |path, resource| verdict(Method::Get, path, resource, "", None);
    assert_eq!(read("/list?page=2", Resource::Data), Verdict::Fetch(Purpose::Part));
    assert_eq!(read("/about", Resource::Page), Verdict::Fetch(Purpose::Page));
    assert_eq!(
        read("https://cdn.example.net/app.js", Resource::Script),
        Verdict::Fetch(Purpose::Part)
    );
    assert_eq!(read("https://pay.example.net/frame", Resource::Frame), Verdict::Leave);
    assert_eq!(read("/logo.png", Resource::Picture), Verdict::Leave);
    assert_eq!(
        rule(&read("https://pay.example.net/", Resource::Page)),
        Some("off-site")
    );
    assert_eq!(rule(&read("/?add-to-cart=7", Resource::Data)), Some("changes-state"));
    for method in [Method::Post, Method::Put, Method::Patch, Method::Delete] {
        let changed = verdict(method, "/api/cart", Resource::Data, "{\"id\":7}", None);
        assert_eq!(rule(&changed), Some("not-a-read"), "{method:?}");
    }
}

#[test]
fn a_step_sends_its_own_request_and_no_other() {
    let step = add_to_cart();
    let post = |path, resource, body| verdict(Method::Post, path, resource, body, Some(&step));
    assert_eq!(
        post("/api/cart", Resource::Data, "{\"sku\":\"A\",\"qty\":1}"),
        Verdict::Fetch(Purpose::Journey)
    );
    assert_eq!(rule(&post("/api/cart", Resource::Beacon, "{}")), Some("beacon"));
    assert_eq!(
        rule(&post("https://other.example/cart", Resource::Data, "{}")),
        Some("off-site")
    );
    let paid = post("/api/cart", Resource::Data, "{\"payment\":{\"card_number\":\"4111\"}}");
    assert_eq!(rule(&paid), Some("payment-field"));
}

#[test]
fn a_query_of_a_graph_reads_and_a_mutation_does_not() {
    let post = |body| verdict(Method::Post, "/api/graphql", Resource::Data, body, None);
    assert_eq!(
        post("{\"query\":\"query Q { products { name } }\"}"),
        Verdict::Fetch(Purpose::Part)
    );
    for changing in [
        "{\"query\":\"mutation { placeOrder }\"}",
        "{\"query\":\"mutation { rename }\"}",
        "[{\"query\":\"{a}\"},{\"query\":\"mutation {b}\"}]",
        "{\"query\":\"query Q {a} mutation M {b}\"}",
    ] {
        assert!(rule(&post(changing)).is_some(), "{changing}");
    }
}

#[test]
fn a_body_that_is_not_shown_is_not_sent() {
    let (address, page, step) = (url("/api/cart"), url("/product/7"), add_to_cart());
    let scene = Scene {
        page: &page,
        on_site: true,
        step: Some(&step),
        typed: &[],
        pictures: false,
        consent: Consent::default(),
        platform: None,
    };
    let asked = Asked {
        method: Some(Method::Post),
        url: &address,
        resource: Resource::Data,
        body: None,
        content_type: "multipart/form-data",
    };
    assert_eq!(rule(&judge(&asked, &scene)), Some("unreadable-body"));
}

#[test]
fn fields_are_read_out_of_each_kind_of_body() {
    let named = |body: &str, kind: &str| fields(body.as_bytes(), kind);
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(named("a=1&b=%EC%96%91", ""), [pair("a", "1"), pair("b", "양")]);
    assert_eq!(
        named("{\"a\":{\"b\":[1,true]}}", ""),
        [pair("a.b", "1"), pair("a.b", "true")]
    );
    let multipart = "--x\r\nContent-Disposition: form-data; name=\"q\"\r\n\r\n2\r\n--x--\r\n";
    assert_eq!(named(multipart, "multipart/form-data; boundary=x"), [pair("q", "2")]);
}
