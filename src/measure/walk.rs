//! How far a customer gets by plain clicks.

use super::toolbox::{clip, journey, number};
use super::{Input, Measure, Text};
use crate::model::{Evidence, Journey, Measured, Note, PageKind, Step, StepOutcome, Unit};

/// Stages of the buying journey.
const STAGES: &[&str] = &["nothing", "product", "cart", "login", "order-form", "review"];
/// The stage at which the customer stands before the order form.
const ORDER_FORM: u8 = 4;

/// The family.
pub static MEASURES: &[Measure] = &[
    Measure {
        id: "walk.reached",
        unit: Unit::Stage(STAGES),
        what: Text {
            en: "How far the buying journey gets: to a product, the cart, a login, the order form, the last review.",
            ko: "구매 과정이 상품, 장바구니, 로그인, 주문서, 마지막 확인 가운데 어디까지 이어지는지입니다.",
        },
        how: Text {
            en: "Walks from the home page by links and forms as a customer does, and stops before the last button. \
                 Unknown where robots.txt or a missing permission kept us out, or a script is needed to go on.",
            ko: "고객처럼 첫 화면에서 링크와 버튼을 따라가고 마지막 결제 버튼 앞에서 멈춥니다. robots.txt가 막거나 허락이 없어서, \
                 또는 스크립트가 있어야 다음으로 갈 수 있어서 멈췄다면 알 수 없음으로 둡니다.",
        },
        pages: &[],
        run: reached,
    },
    Measure {
        id: "walk.clicks-to-form",
        unit: Unit::Count,
        what: Text {
            en: "How many clicks lie between a product and the order form.",
            ko: "상품 페이지에서 주문서까지 눌러야 하는 횟수입니다.",
        },
        how: Text {
            en: "Counts the clicks of the buying journey from the product page to the first page with address fields. \
                 Unknown when the order form was not reached.",
            ko: "구매 과정에서 상품 페이지부터 주소를 적는 첫 화면까지의 클릭을 셉니다. 주문서에 이르지 못하면 알 수 없음으로 \
                 둡니다.",
        },
        pages: &[],
        run: clicks_to_form,
    },
    Measure {
        id: "walk.clicks-from-home",
        unit: Unit::Count,
        what: Text {
            en: "How many clicks it takes from the home page to the order form.",
            ko: "첫 화면에서 주문서까지 눌러야 하는 횟수입니다.",
        },
        how: Text {
            en: "Counts the clicks of the walked journey from the home page to the first page of the order form. \
                 Unknown when the order form was not reached.",
            ko: "첫 화면에서 주문서 첫 화면까지 실제로 걸어 본 클릭 수입니다. 주문서에 이르지 못했다면 알 수 없음으로 둡니다.",
        },
        pages: &[],
        run: clicks_from_home,
    },
];

fn reached(input: &Input<'_>) -> Measured {
    let journey = match journey::buy(input.walk) {
        Ok(journey) => journey,
        Err(note) => return Measured::Unknown(note),
    };
    let stage = furthest(journey);
    if stage < ORDER_FORM && journey::stopped_by_us(journey) {
        return Measured::Unknown(journey::reason(input.walk));
    }
    number(f64::from(stage), trail(journey), 1, usize::from(stage < ORDER_FORM))
}

fn furthest(journey: &Journey) -> u8 {
    journey::reached(journey).map(stage_of).max().unwrap_or(0)
}

fn stage_of(step: &Step) -> u8 {
    match step.kind {
        PageKind::Product => 1,
        PageKind::Cart => 2,
        PageKind::Login | PageKind::Register => 3,
        PageKind::Checkout => ORDER_FORM,
        PageKind::Payment => 5,
        _ => 0,
    }
}

/// The step that failed, then the steps from the last one back.
fn trail(journey: &Journey) -> Vec<Evidence> {
    let failed = journey.steps.iter().filter(|step| step.outcome != StepOutcome::Reached);
    let reached = journey
        .steps
        .iter()
        .rev()
        .filter(|step| step.outcome == StepOutcome::Reached);
    failed
        .chain(reached)
        .filter_map(|step| {
            Some(Evidence {
                quote: clip(step.via.as_deref().unwrap_or_default()),
                ..Evidence::page(step.url.as_deref()?)
            })
        })
        .collect()
}

fn clicks_to_form(input: &Input<'_>) -> Measured {
    let journey = match journey::buy(input.walk) {
        Ok(journey) => journey,
        Err(note) => return Measured::Unknown(note),
    };
    let first = |kind: PageKind| journey::reached(journey).find(|step| step.kind == kind);
    let (Some(product), Some(form)) = (first(PageKind::Product), first(PageKind::Checkout)) else {
        return Measured::Unknown(if journey::stopped_by_us(journey) {
            journey::reason(input.walk)
        } else {
            Note::new("order-form-not-reached")
        });
    };
    let clicks = form.clicks.saturating_sub(product.clicks);
    let way = journey::reached(journey)
        .filter(|step| step.clicks >= product.clicks && step.clicks <= form.clicks)
        .filter_map(|step| {
            Some(Evidence {
                quote: clip(step.via.as_deref().unwrap_or_default()),
                ..Evidence::page(step.url.as_deref()?)
            })
        })
        .collect();
    number(f64::from(clicks), way, 1, 0)
}

fn clicks_from_home(input: &Input<'_>) -> Measured {
    let journey = match journey::buy(input.walk) {
        Ok(journey) => journey,
        Err(note) => return Measured::Unknown(note),
    };
    let form = journey::reached(journey).find(|step| step.kind == PageKind::Checkout);
    match form {
        Some(form) => {
            let way = journey::reached(journey)
                .filter(|step| step.clicks <= form.clicks)
                .filter_map(|step| {
                    Some(Evidence {
                        quote: clip(step.via.as_deref().unwrap_or_default()),
                        ..Evidence::page(step.url.as_deref()?)
                    })
                })
                .collect();
            number(f64::from(form.clicks), way, 1, 0)
        }
        None if journey::stopped_by_us(journey) => Measured::Unknown(journey::reason(input.walk)),
        None => Measured::unknown("order-form-not-reached"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::toolbox::testing::{buy, code, run, step, value, walk};
    use crate::model::{Note, Outcome, PageKind, Step, StepOutcome, Value, Walk};

    fn walked(outcome: Outcome, steps: Vec<Step>) -> Walk {
        let mut walk = walk(Vec::new());
        walk.journeys.push(buy(outcome, steps));
        walk
    }

    fn to_cart() -> Vec<Step> {
        vec![
            step(PageKind::Home, "/", 0),
            step(PageKind::Product, "/p/1", 2),
            step(PageKind::Cart, "/cart", 4),
        ]
    }

    #[test]
    fn a_short_way_to_the_order_form() {
        let mut steps = to_cart();
        steps.push(step(PageKind::Checkout, "/checkout", 5));
        let walk = walked(Outcome::Completed, steps);
        assert_eq!(value(run("walk.reached", &walk)), Value::Number(4.0));
        assert_eq!(value(run("walk.clicks-to-form", &walk)), Value::Number(3.0));
    }

    #[test]
    fn a_login_wall_ends_the_way() {
        let mut steps = to_cart();
        steps.push(step(PageKind::Login, "/login", 5));
        let walk = walked(Outcome::Partial, steps);
        assert_eq!(value(run("walk.reached", &walk)), Value::Number(3.0));
        assert_eq!(code(run("walk.clicks-to-form", &walk)), "order-form-not-reached");
    }

    #[test]
    fn a_shop_that_kept_us_out_is_not_called_bad() {
        let mut steps = to_cart();
        let mut blocked = Step::new(PageKind::Checkout, StepOutcome::Blocked, None, 4);
        blocked.reason = Some(Note::new("robots-forbid"));
        steps.push(blocked);
        let walk = walked(Outcome::Partial, steps);
        assert_eq!(code(run("walk.reached", &walk)), "robots-forbid");
        assert_eq!(code(run("walk.clicks-to-form", &walk)), "robots-forbid");
    }

    #[test]
    fn a_journey_that_was_not_walked_is_unknown() {
        assert_eq!(code(run("walk.reached", &walk(Vec::new()))), "journey-not-walked");
        let mut walk = walked(Outcome::NotWalked, Vec::new());
        walk.journeys[0].reason = Some(Note::new("no-consent"));
        assert_eq!(code(run("walk.clicks-to-form", &walk)), "no-consent");
    }

    #[test]
    fn the_whole_way_is_counted_from_the_home_page() {
        let mut steps = to_cart();
        assert_eq!(
            code(run("walk.clicks-from-home", &walked(Outcome::Partial, steps.clone()))),
            "order-form-not-reached"
        );
        steps.push(step(PageKind::Checkout, "/checkout", 5));
        let walk = walked(Outcome::Completed, steps);
        assert_eq!(value(run("walk.clicks-from-home", &walk)), Value::Number(5.0));
    }
}
