//! Small walks made in code, for the cases of the measures.

use rust_decimal::Decimal;

use crate::measure::{Input, get};
use crate::model::{
    Business, Control, Cost, Evidence, Eye, Field, Form, FormPurpose, Journey, JourneyName, KindGuess, Limits, Link,
    Measured, Money, Outcome, PageFacts, PageKind, PageText, Phone, PhoneUse, Policies, ProbeHits, Product, Prose,
    Region, Shop, Spot, Stated, Step, StepOutcome, TopicMention, Value, Walk, WalkPage,
};

/// A readable page of `https://shop.example` without any fact.
pub(in crate::measure) fn page(kind: PageKind, path: &str) -> WalkPage {
    let url = format!("https://shop.example{path}");
    WalkPage {
        url: url.clone(),
        status: 200,
        depth: Some(1),
        via: None,
        by_journey: false,
        blocked: None,
        facts: facts(kind, url),
    }
}

/// A page of the buying journey.
pub(in crate::measure) fn journey_page(kind: PageKind, path: &str) -> WalkPage {
    WalkPage {
        by_journey: true,
        ..page(kind, path)
    }
}

/// An empty shell.
pub(in crate::measure) fn shell(kind: PageKind, path: &str) -> WalkPage {
    let mut page = page(kind, path);
    page.facts.text.shell = true;
    page
}

fn facts(kind: PageKind, url: String) -> PageFacts {
    PageFacts {
        url: Some(url),
        charset: "UTF-8".to_owned(),
        language: Some("ko".to_owned()),
        country: Some("KR".to_owned()),
        kind: KindGuess::new(kind, 1.0, Vec::new()),
        platform: None,
        text: PageText {
            chars: 800,
            ..PageText::default()
        },
        prose: Prose::default(),
        phones: Vec::new(),
        phone_images: Vec::new(),
        emails: Vec::new(),
        hours: Vec::new(),
        channels: Vec::new(),
        business: Business::default(),
        prices: Vec::new(),
        product: None,
        forms: Vec::new(),
        controls: Vec::new(),
        links: Vec::new(),
        topics: Vec::new(),
        policies: Policies::default(),
        cart: None,
        costs: Vec::new(),
        progress: Vec::new(),
        progress_at: None,
        board: None,
        faq: None,
        payment_methods: Vec::new(),
        pressures: Vec::new(),
        probes: ProbeHits::new(),
        template: String::new(),
        overlays: Vec::new(),
        laid_out: None,
        seen_by: Eye::Static,
    }
}

/// A walk that read these pages, and walked no journey.
pub(in crate::measure) fn walk(pages: Vec<WalkPage>) -> Walk {
    Walk {
        shop: Shop {
            url: "https://shop.example/".to_owned(),
            ..Shop::default()
        },
        pages,
        journeys: Vec::new(),
        links: Vec::new(),
        requests: Vec::new(),
        limits: Limits::default(),
        warnings: Vec::new(),
    }
}

/// A buying journey of these steps.
pub(in crate::measure) fn buy(outcome: Outcome, steps: Vec<Step>) -> Journey {
    Journey {
        clicks: steps.last().map_or(0, |step| step.clicks),
        steps,
        ..Journey::new(JourneyName::Buy, outcome)
    }
}

/// A reached step.
pub(in crate::measure) fn step(kind: PageKind, path: &str, clicks: u32) -> Step {
    let url = Some(format!("https://shop.example{path}"));
    Step::new(kind, StepOutcome::Reached, url, clicks)
}

/// A visible place in a region; the header is the top.
pub(in crate::measure) fn spot(region: Region) -> Spot {
    Spot {
        selector: "body > p".to_owned(),
        region,
        visible: true,
        top: region == Region::Header,
        ..Spot::default()
    }
}

/// A number that a person answers.
pub(in crate::measure) fn phone(region: Region) -> Phone {
    Phone {
        raw: "02-123-4567".to_owned(),
        e164: Some("+8221234567".to_owned()),
        usage: PhoneUse::Voice,
        link: None,
        spot: spot(region),
        bounds: None,
    }
}

/// A link whose words name a concept.
pub(in crate::measure) fn link(path: &str, text: &str, concept: &str, region: Region) -> Link {
    Link {
        url: format!("https://shop.example{path}"),
        text: text.to_owned(),
        nofollow: false,
        concepts: Some(concept.to_owned())
            .filter(|id| !id.is_empty())
            .into_iter()
            .collect(),
        spot: spot(region),
    }
}

/// Words of a topic in the main part, in a heading that opens a section of so many characters (0: in plain text).
pub(in crate::measure) fn topic(concept: &str, quote: &str, section_chars: usize) -> TopicMention {
    TopicMention {
        concept: concept.to_owned(),
        quote: quote.to_owned(),
        in_link: false,
        in_heading: section_chars > 0,
        section_chars,
        spot: spot(Region::Main),
    }
}

/// An amount of won.
pub(in crate::measure) fn won(amount: i64) -> Money {
    Money {
        amount: Decimal::from(amount),
        currency: Some("KRW".to_owned()),
    }
}

/// A product at 10,000 won that can be bought.
pub(in crate::measure) fn product(name: &str) -> Product {
    Product {
        name: Some(name.to_owned()),
        price: Some(won(10_000)),
        price_source: None,
        price_visible: true,
        price_on_request: None,
        availability: None,
        availability_told: false,
        sku: None,
        image_count: 5,
        option_count: 0,
        review_count: None,
        buyable: true,
        external_seller: None,
    }
}

/// A page of a product.
pub(in crate::measure) fn product_page(path: &str) -> WalkPage {
    let mut page = page(PageKind::Product, path);
    page.facts.product = Some(product("해남 고구마 3kg"));
    page
}

/// A promise in figures.
pub(in crate::measure) fn stated<T>(value: T, quote: &str) -> Stated<T> {
    Stated {
        value,
        quote: quote.to_owned(),
        spot: spot(Region::Main),
    }
}

/// An amount that a page names.
pub(in crate::measure) fn cost(kind: &str, amount: i64) -> Cost {
    Cost {
        kind: kind.to_owned(),
        label: kind.to_owned(),
        money: Some(won(amount)),
        spot: spot(Region::Main),
    }
}

/// A control that names an action.
pub(in crate::measure) fn control(action: &str, label: &str, element: &str) -> Control {
    Control {
        action: action.to_owned(),
        label: label.to_owned(),
        element: element.to_owned(),
        href: None,
        script: None,
        form: None,
        markup: String::new(),
        disabled: false,
        spot: spot(Region::Main),
    }
}

/// A visible text field with a label.
pub(in crate::measure) fn field(name: &str, control: &str, token: &str) -> Field {
    Field {
        name: Some(name.to_owned()),
        id: None,
        control: control.to_owned(),
        token: Some(token.to_owned()).filter(|token| !token.is_empty()),
        autocomplete: None,
        inputmode: None,
        label: Some(name.to_owned()),
        label_from: Some("label".to_owned()),
        hint: None,
        required: false,
        required_by: None,
        required_marked: false,
        preset: false,
        value: None,
        options: Vec::new(),
        visible: true,
        honeypot: false,
        veiled: false,
        selector: format!("[name={name}]"),
    }
}

/// A form with these fields.
pub(in crate::measure) fn form(purpose: FormPurpose, fields: Vec<Field>) -> Form {
    Form {
        purpose,
        selector: Some("form".to_owned()),
        method: "post".to_owned(),
        action: None,
        enctype: None,
        visible: true,
        fields,
        hidden: Vec::new(),
        buttons: Vec::new(),
        title: None,
    }
}

/// What a measure says of a walk.
pub(in crate::measure) fn run(id: &str, walk: &Walk) -> Measured {
    let measure = get(id).unwrap_or_else(|| panic!("no measure {id}"));
    (measure.run)(&Input {
        walk,
        pages: measure.pages,
    })
}

/// The value that a measure yields of these pages.
pub(in crate::measure) fn value_of(id: &str, pages: Vec<WalkPage>) -> Value {
    value(run(id, &walk(pages)))
}

/// The value.
pub(in crate::measure) fn value(measured: Measured) -> Value {
    match measured {
        Measured::Value { value, .. } => value,
        other => panic!("no value: {other:?}"),
    }
}

/// The evidence.
pub(in crate::measure) fn evidence(measured: Measured) -> Vec<Evidence> {
    match measured {
        Measured::Value { evidence, .. } => evidence,
        other => panic!("no value: {other:?}"),
    }
}

/// The code of the note of an unknown or not applicable result.
pub(in crate::measure) fn code(measured: Measured) -> String {
    match measured {
        Measured::Unknown(note) => note.code,
        Measured::NotApplicable(note) => format!("n/a {}", note.code),
        Measured::Value { .. } | Measured::Between(_) => panic!("a value: {measured:?}"),
    }
}

/// The code of the note that a measure yields of these pages.
pub(in crate::measure) fn code_of(id: &str, pages: Vec<WalkPage>) -> String {
    code(run(id, &walk(pages)))
}
