use crate::extract::{Source, facts};
use crate::model::{Price, PriceRole, PriceSource};

fn prices(html: &str) -> Vec<Price> {
    facts(&Source::new(html.as_bytes(), None)).prices
}

fn brief(price: &Price) -> String {
    format!(
        "{} {} {:?}",
        price.money.amount.normalize(),
        price.money.currency.as_deref().unwrap_or("?"),
        price.role
    )
}

fn briefs(html: &str) -> Vec<String> {
    prices(html).iter().map(brief).collect()
}

#[test]
fn amounts_are_read_with_their_signs() {
    for (text, amount) in [
        ("판매가 12,900원", "12900 KRW Current"),
        ("₩ 12,900", "12900 KRW Current"),
        ("3만 5천원", "35000 KRW Current"),
        ("5만원", "50000 KRW Current"),
        ("3,500円(税込)", "3500 JPY Current"),
        ("2万円", "20000 JPY Current"),
        ("€ 1.234,-", "1234 EUR Current"),
        ("Preis: 1.234,50 €*", "1234.5 EUR Current"),
        ("₹1,23,456", "123456 INR Current"),
        ("NZD $100.70", "100.7 NZD Current"),
        ("AU $59.95", "59.95 AUD Current"),
        ("CHF 1'049.95", "1049.95 CHF Current"),
        ("1.550.000 ₫", "1550000 VND Current"),
        ("$5.00 USD", "5 USD Current"),
    ] {
        assert_eq!(briefs(&format!("<p>{text}</p>")), [amount], "{text}");
    }
}

#[test]
fn cents_in_smaller_type_are_cents() {
    assert_eq!(briefs("<p class=price>24<sup>99</sup> €</p>"), ["24.99 EUR Current"]);
    assert_eq!(
        briefs("<p class=price>$<span>7</span><span class=price-cents>50</span></p>"),
        ["7.5 ? Current"]
    );
}

#[test]
fn a_bare_number_is_a_price_only_where_a_price_is_expected() {
    assert_eq!(briefs("<p class=price>19,90</p>"), ["19.9 ? Current"]);
    assert_eq!(briefs("<p>Größe 42, Artikel 19,90</p>"), Vec::<String>::new());
    assert_eq!(briefs("<p class=price>15.08.2017</p>"), Vec::<String>::new());
    assert_eq!(briefs("<p class=price>가격문의</p>"), Vec::<String>::new());
    assert_eq!(briefs("<p class=price>Preis auf Anfrage</p>"), Vec::<String>::new());
}

#[test]
fn the_role_is_told_by_markup_and_words() {
    for (html, expected) in [
        (
            "<p><del>30,000원</del> <b>24,000원</b></p>",
            vec!["30000 KRW Was", "24000 KRW Current"],
        ),
        (
            "<p>UVP 49,90 €</p><p>39,90 €</p>",
            vec!["49.9 EUR Was", "39.9 EUR Current"],
        ),
        ("<p>배송비 3,000원</p>", vec!["3000 KRW Shipping"]),
        ("<p>送料 500円</p>", vec!["500 JPY Shipping"]),
        ("<p>12,50 € / kg</p>", vec!["12.5 EUR PerUnit"]),
        ("<p>or $20.00 per month</p>", vec!["20 ? Instalment"]),
        ("<p>You save £5.00</p>", vec!["5 GBP Other"]),
        ("<p class='old-price'>9,99 €</p>", vec!["9.99 EUR Was"]),
        ("<p class='gold-plated'>9,99 €</p>", vec!["9.99 EUR Current"]),
    ] {
        assert_eq!(briefs(html), expected, "{html}");
    }
}

#[test]
fn ranges_have_two_ends() {
    for text in ["From 26 to 50 €", "26 – 50 €", "26 € - 50 €"] {
        let found = prices(&format!("<p>{text}</p>"));
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].money.amount.to_string(), "26");
        assert_eq!(found[0].amount_to.map(|upper| upper.to_string()).as_deref(), Some("50"));
    }
}

#[test]
fn a_shared_sign_means_the_pages_own_money() {
    let html = "<meta property='product:price:currency' content=CAD><p>$12.00</p>";
    assert_eq!(briefs(html), ["12 CAD Current"]);
    let url = url::Url::parse("https://shop.example.com.au/tea").expect("an address");
    let found = facts(&Source::new(b"<p>$12.00</p>", Some(&url))).prices;
    assert_eq!(found[0].money.currency.as_deref(), Some("AUD"));
}

#[test]
fn free_is_an_amount_of_shipping_only() {
    assert_eq!(briefs("<p>배송비 무료</p>"), ["0 ? Shipping"]);
    assert_eq!(briefs("<p>Free gift inside</p>"), Vec::<String>::new());
}

#[test]
fn structured_prices_come_first_and_say_so() {
    let found = prices(
        "<p>17,10 €</p><script type='application/ld+json'>{\"@type\":\"Product\",\
         \"offers\":{\"price\":\"17.10\",\"priceCurrency\":\"EUR\"}}</script>",
    );
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].source, PriceSource::Structured);
    assert_eq!(found[1].source, PriceSource::Text);
    assert_eq!(found[0].role, PriceRole::Current);
}

#[test]
fn numbers_that_are_no_money_are_left_alone() {
    for text in [
        "Call 02-123-4567",
        "since 2015, 20 people",
        "iPhone 12 128 GB",
        "고객지원 5명",
        "$5 million in funding",
        "16.00 ft",
        "50% off",
    ] {
        assert_eq!(briefs(&format!("<p>{text}</p>")), Vec::<String>::new(), "{text}");
    }
}
