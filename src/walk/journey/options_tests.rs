use super::*;
use crate::extract::{Source, facts};
use crate::walk::journey::submit;

fn sent(html: &str) -> (Vec<(String, String)>, u32) {
    let mut page = facts(&Source::new(html.as_bytes(), None));
    let document = Document::parse(html, None);
    choose_variants(&document, &mut page);
    let swatches = choose_swatches(&document, &mut page);
    let form = page.forms.first().expect("a form");
    (submit::values(form, form.buttons.first()), swatches)
}

fn pair(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

#[test]
fn a_swatch_that_can_be_had_is_written_into_its_hidden_input() {
    let (values, swatches) = sent(
        "<form method=post action=/cart/add><input type=hidden name=opt1 id=colour value=''>\
         <input type=hidden name=memo value=''><div data-target='#colour'><button type=button data-value=red disabled>Red</button>\
         <button type=button data-value=blue>Blue</button></div><button>Add to cart</button></form>",
    );
    assert_eq!(values, [pair("opt1", "blue"), pair("memo", "")]);
    assert_eq!(swatches, 1);
}

#[test]
fn a_variant_in_stock_is_looked_up() {
    let (values, _) = sent(
        r#"<form class="variations_form cart" method=post action=/p/1 data-product_variations='[{"variation_id":7,"is_in_stock":false,"attributes":{"attribute_size":"s"}},{"variation_id":8,"is_in_stock":true,"attributes":{"attribute_size":"m"}}]'>
        <select name=attribute_size><option value="">Choose an option</option><option value=s>S</option><option value=m>M</option></select>
        <input type=hidden name=add-to-cart value=5><input type=hidden name=variation_id value=0><button>Add to cart</button></form>"#,
    );
    assert!(values.contains(&pair("attribute_size", "m")), "{values:?}");
    assert!(values.contains(&pair("variation_id", "8")), "{values:?}");
}

#[test]
fn options_come_as_json_or_as_html() {
    let labels = |answer: &str| -> Vec<(String, bool)> {
        parse(answer, "size")
            .into_iter()
            .map(|option| (format!("{}={}", option.value, option.label), option.disabled))
            .collect()
    };
    assert_eq!(
        labels(r#"["S", {"value": 4, "label": "M", "in_stock": false}]"#),
        [("S=S".to_owned(), false), ("4=M".to_owned(), true)]
    );
    assert_eq!(labels(r#"{"size": ["L"]}"#), [("L=L".to_owned(), false)]);
    assert_eq!(
        labels("<option value=1>Small</option><option disabled>Big</option>"),
        [("1=Small".to_owned(), false), ("Big=Big".to_owned(), true)]
    );
    assert_eq!(labels("not found"), []);
}

#[test]
fn the_page_names_the_second_request() {
    let html = "<form method=post action=/cart/add><select name=colour id=c hx-get=/sizes hx-target='#s'><option value=''>Choose</option><option>red</option></select>\
        <select name=size id=s><option value=''>Choose</option></select><button>Add to cart</button></form>";
    let own = "<form method=post action=/cart/add><select name=colour><option>red</option></select>\
        <select name=size data-url='/sizes/{value}.json' data-depends=colour></select><button>Add to cart</button></form>";
    let address = |html: &str| {
        let url = Url::parse("https://shop.example/p/1").expect("a URL");
        let facts = facts(&Source::new(html.as_bytes(), Some(&url)));
        let document = Document::parse(html, Some(&url));
        let form = &facts.forms[0];
        let within = element_of(&document, form).expect("the form");
        let list = within
            .descendants()
            .find(|element| element.attr("name") == Some("size"))
            .expect("the list");
        own_address(&document, form, list)
            .or_else(|| hx_address(&document, form, within, list))
            .map(String::from)
    };
    assert_eq!(address(html).as_deref(), Some("https://shop.example/sizes?colour=red"));
    assert_eq!(address(own).as_deref(), Some("https://shop.example/sizes/red.json"));
}
