//! The cart.

use super::toolbox::quote::cost_seen;
use super::toolbox::{Sample, clip, journey, points, yes_no};
use super::{Input, Measure, Text};
use crate::model::{CartLine, Cost, Evidence, Measured, Note, PageKind, Unit, WalkPage};

const PAGES: &[PageKind] = &[PageKind::Cart];

/// The family.
pub static MEASURES: &[Measure] = &[
    Measure {
        id: "cart.editable",
        unit: Unit::YesNo,
        what: Text {
            en: "Whether a customer can change the quantity and take a line out in the cart.",
            ko: "장바구니에서 수량을 바꾸고 상품을 뺄 수 있는지입니다.",
        },
        how: Text {
            en: "Looks for a quantity field and a remove control in the line that the walk put into the cart. Unknown \
                 when nothing could be put there.",
            ko: "방문 중에 담은 상품의 줄에서 수량 칸과 삭제 버튼을 찾습니다. 아무것도 담지 못했다면 알 수 없음으로 둡니다.",
        },
        pages: PAGES,
        run: editable,
    },
    Measure {
        id: "cart.cost-lines",
        unit: Unit::Points(3),
        what: Text {
            en: "How much of the cost the cart tells: goods, shipping, total.",
            ko: "장바구니가 상품 금액, 배송비, 합계 가운데 몇 가지를 알려 주는지입니다.",
        },
        how: Text {
            en: "One point each for the sum of the goods, the cost of shipping or its rule, and the total. Unknown when \
                 only an empty cart was seen.",
            ko: "상품 합계, 배송비나 그 기준, 총액에 1점씩 줍니다. 빈 장바구니만 보았다면 알 수 없음으로 둡니다.",
        },
        pages: PAGES,
        run: cost_lines,
    },
    Measure {
        id: "cart.line-score",
        unit: Unit::Points(5),
        what: Text {
            en: "How much a line of the cart shows of the product: name, picture, quantity, price, a link back.",
            ko: "장바구니의 한 줄이 상품(이름, 사진, 수량, 가격, 상품으로 돌아가는 링크)을 얼마나 보여 주는지를 5점으로 매깁니다.",
        },
        how: Text {
            en: "One point each for the line that the walk put there; of several lines the poorest counts. Unknown \
                 when nothing could be put into the cart.",
            ko: "방문 중에 담은 줄에서 항목마다 1점입니다. 여러 줄이면 가장 모자란 줄을 봅니다. 아무것도 담지 못했다면 알 수 없음으로 둡니다.",
        },
        pages: PAGES,
        run: line_score,
    },
];

/// A cart with goods in it.
pub(super) struct Filled<'a> {
    pub(super) url: &'a str,
    pub(super) page: Option<&'a WalkPage>,
    pub(super) lines: &'a [CartLine],
    pub(super) costs: &'a [Cost],
}

/// The filled cart of the buying journey, or of the crawl.
///
/// # Errors
/// A note that says why no filled cart was seen.
pub(super) fn filled<'a>(input: &Input<'a>) -> Result<Filled<'a>, Note> {
    let step = journey::buy(input.walk)
        .ok()
        .and_then(|journey| journey::reached(journey).find(|step| step.kind == PageKind::Cart));
    if let Some(step) = step {
        let page = journey::page_of(input.walk, step);
        let read = page.and_then(|page| page.facts.cart.as_ref());
        let lines = if step.lines.is_empty() {
            read.map_or(&[][..], |cart| &cart.lines)
        } else {
            &step.lines
        };
        let costs = match page {
            Some(page) if step.costs.is_empty() => &page.facts.costs,
            _ => &step.costs,
        };
        if !lines.is_empty() {
            return Ok(Filled {
                url: step.url.as_deref().unwrap_or_default(),
                page,
                lines,
                costs,
            });
        }
        if page.is_some_and(|page| page.facts.text.shell) {
            return Err(Note::new("needs-browser"));
        }
    }
    let sample = Sample::of(input, PAGES);
    let crawled = sample.pages.iter().copied().find_map(|page| {
        let cart = page.facts.cart.as_ref().filter(|cart| !cart.lines.is_empty())?;
        Some(Filled {
            url: &page.url,
            page: Some(page),
            lines: &cart.lines,
            costs: &page.facts.costs,
        })
    });
    crawled.ok_or_else(|| match journey::buy(input.walk) {
        Ok(_) if !sample.is_empty() => Note::new("cart-not-filled"),
        Ok(_) => sample.missing(),
        Err(note) => note,
    })
}

fn editable(input: &Input<'_>) -> Measured {
    let cart = match filled(input) {
        Ok(cart) => cart,
        Err(note) => return Measured::Unknown(note),
    };
    let any_ours = cart.lines.iter().any(|line| line.ours);
    let looked_at: Vec<&CartLine> = cart.lines.iter().filter(|line| line.ours || !any_ours).collect();
    let stuck: Vec<&CartLine> = looked_at
        .iter()
        .copied()
        .filter(|line| !line.removable || !line.quantity_editable)
        .collect();
    let shown = if stuck.is_empty() { &looked_at } else { &stuck };
    let evidence = shown.iter().map(|line| seen(cart.url, line)).collect();
    yes_no(stuck.is_empty(), evidence, looked_at.len())
}

/// The line as evidence.
pub(super) fn seen(url: &str, line: &CartLine) -> Evidence {
    Evidence::quote(url, &line.spot, clip(&line.name))
}

fn cost_lines(input: &Input<'_>) -> Measured {
    let cart = match filled(input) {
        Ok(cart) => cart,
        Err(note) => return Measured::Unknown(note),
    };
    let totals = || cart.costs.iter().filter(|cost| cost.kind == "total");
    // Of two totals ("basket total", "order total") the first is that of the goods.
    let goods = || totals().next().filter(|_| totals().count() > 1);
    let named = |kind: &str| match kind {
        "total" => totals().next_back(),
        "subtotal" => cart.costs.iter().find(|cost| cost.kind == kind).or_else(goods),
        _ => cart.costs.iter().find(|cost| cost.kind == kind),
    };
    let rule = cart.page.and_then(|page| {
        let policies = &page.facts.policies;
        [&policies.shipping_cost, &policies.free_shipping_from]
            .into_iter()
            .flatten()
            .find(|stated| stated.spot.visible)
    });
    let parts = [
        named("subtotal").is_some_and(|cost| cost.money.is_some()),
        named("shipping").is_some() || rule.is_some(),
        named("total").is_some_and(|cost| cost.money.is_some()),
    ];
    let mut evidence: Vec<Evidence> = ["subtotal", "shipping", "total"]
        .into_iter()
        .filter_map(named)
        .map(|cost| cost_seen(cart.url, cost))
        .collect();
    if evidence.is_empty() {
        evidence.push(Evidence::page(cart.url));
    }
    points(&parts, evidence)
}

fn line_score(input: &Input<'_>) -> Measured {
    let cart = match filled(input) {
        Ok(cart) => cart,
        Err(note) => return Measured::Unknown(note),
    };
    let any_ours = cart.lines.iter().any(|line| line.ours);
    let poorest = cart
        .lines
        .iter()
        .filter(|line| line.ours || !any_ours)
        .map(|line| (parts(line), line))
        .min_by_key(|(parts, _)| parts.iter().filter(|part| **part).count());
    match poorest {
        Some((parts, line)) => points(&parts, vec![seen(cart.url, line)]),
        None => Measured::unknown("cart-not-filled"),
    }
}

fn parts(line: &CartLine) -> [bool; 5] {
    [
        !line.name.is_empty(),
        line.picture,
        line.quantity_editable,
        line.price.is_some(),
        line.link.is_some(),
    ]
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::toolbox::testing::{
        buy, code, code_of, cost, journey_page, page, run, shell, spot, step, value, walk, won,
    };
    use crate::model::{Cart, CartLine, Outcome, PageKind, Region, Value, Walk};

    /// A line that the walk put there.
    pub(in crate::measure) fn line(name: &str, ours: bool) -> CartLine {
        CartLine {
            name: name.to_owned(),
            link: None,
            price: Some(won(10_000)),
            picture: false,
            ours,
            removable: true,
            quantity_editable: true,
            remove_link: None,
            remove_button: None,
            quantity_field: None,
            spot: spot(Region::Main),
        }
    }

    /// A walk with a filled cart.
    pub(in crate::measure) fn with_cart(lines: Vec<CartLine>) -> Walk {
        let mut cart = journey_page(PageKind::Cart, "/cart");
        cart.facts.cart = Some(Cart { lines, empty: false });
        let mut walk = walk(vec![cart]);
        walk.journeys
            .push(buy(Outcome::Completed, vec![step(PageKind::Cart, "/cart", 3)]));
        walk
    }

    #[test]
    fn a_line_that_can_be_changed_and_removed_is_good() {
        assert_eq!(
            value(run("cart.editable", &with_cart(vec![line("고구마", true)]))),
            Value::YesNo(true)
        );
    }

    #[test]
    fn a_line_that_stays_is_poor_unless_it_is_a_gift_beside_ours() {
        let mut stuck = line("고구마", true);
        stuck.removable = false;
        assert_eq!(
            value(run("cart.editable", &with_cart(vec![stuck]))),
            Value::YesNo(false)
        );
        let mut gift = line("사은품", false);
        gift.quantity_editable = false;
        let walk = with_cart(vec![line("고구마", true), gift]);
        assert_eq!(value(run("cart.editable", &walk)), Value::YesNo(true));
    }

    #[test]
    fn the_cart_tells_goods_shipping_and_total() {
        let mut walk = with_cart(vec![line("고구마", true)]);
        assert_eq!(value(run("cart.cost-lines", &walk)), Value::Number(0.0));
        walk.pages[0].facts.costs = vec![cost("subtotal", 10_000), cost("shipping", 3_000), cost("total", 13_000)];
        assert_eq!(value(run("cart.cost-lines", &walk)), Value::Number(3.0));
    }

    #[test]
    fn an_empty_cart_or_none_tells_nothing() {
        for id in ["cart.editable", "cart.cost-lines"] {
            assert_eq!(code_of(id, vec![page(PageKind::Cart, "/cart")]), "journey-not-walked");
            assert_eq!(code(run(id, &with_cart(Vec::new()))), "cart-not-filled");
            let mut walk = with_cart(Vec::new());
            walk.pages = vec![shell(PageKind::Cart, "/cart")];
            assert_eq!(code(run(id, &walk)), "needs-browser");
        }
    }

    #[test]
    fn a_line_shows_what_it_sells() {
        let mut full = line("고구마", true);
        full.picture = true;
        full.link = Some("https://shop.example/p/1".to_owned());
        assert_eq!(
            value(run("cart.line-score", &with_cart(vec![full.clone()]))),
            Value::Number(5.0)
        );
        full.picture = false;
        full.link = None;
        assert_eq!(
            value(run("cart.line-score", &with_cart(vec![full]))),
            Value::Number(3.0)
        );
    }
}
