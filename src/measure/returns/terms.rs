//! Who pays for a return, how it goes, and when the money is back.

use super::super::toolbox::{clip, number, points, yes_no};
use super::{Input, PAGES, WINDOW_PAGES, nothing_told, quote, sample};
use crate::model::{Evidence, Measured, PageKind, WalkPage};

pub(super) fn free(input: &Input<'_>) -> Measured {
    let sample = sample(input, PAGES);
    let mut told: Vec<(bool, Evidence)> = sample
        .pages
        .iter()
        .filter_map(|page| {
            let policies = &page.facts.policies;
            let said = policies
                .returns_free
                .as_ref()
                .map(|stated| (stated.value, quote(page, stated)));
            // An amount that the customer pays says the same without the words.
            said.or_else(|| {
                let cost = policies.return_cost.as_ref()?;
                Some((cost.value.amount.is_zero(), quote(page, cost)))
            })
        })
        .collect();
    told.sort();
    match told.first() {
        Some((free, _)) => {
            let free = *free;
            let evidence = told.into_iter().map(|(_, evidence)| evidence).collect();
            yes_no(free, evidence, sample.pages.len())
        }
        None => nothing_told(input, &sample),
    }
}

pub(super) fn steps_score(input: &Input<'_>) -> Measured {
    let sample = sample(input, PAGES);
    let best = sample
        .pages
        .iter()
        .filter(|page| page.facts.kind.name != PageKind::Product || page.facts.policies.returns_chars > 0)
        .map(|page| told_on(page))
        .max_by_key(Vec::len)
        .unwrap_or_default();
    if best.is_empty() {
        return match nothing_told(input, &sample) {
            Measured::Value { evidence, .. } => points(&[false, false], evidence),
            unknown => unknown,
        };
    }
    points(&[true, best.len() > 1], best)
}

/// The words about the way of returning, and behind them where the goods go; nothing without the words.
fn told_on(page: &WalkPage) -> Vec<Evidence> {
    let Some(steps) = page.facts.topic("topic.return-steps").find(|mention| !mention.in_link) else {
        return Vec::new();
    };
    let mut found = vec![Evidence::quote(&page.url, &steps.spot, clip(&steps.quote))];
    let address = page.facts.business.address.as_ref().map(|address| Evidence {
        quote: clip(address),
        ..Evidence::page(&page.url)
    });
    let phone = || {
        let phone = page
            .facts
            .phones
            .iter()
            .find(|phone| super::super::phone::can_call(phone))?;
        Some(super::super::phone::quote(page, phone))
    };
    let email = || {
        let email = page.facts.emails.iter().find(|email| email.spot.visible)?;
        Some(Evidence::quote(&page.url, &email.spot, clip(&email.address)))
    };
    found.extend(address.or_else(phone).or_else(email));
    found
}

pub(super) fn refund_days(input: &Input<'_>) -> Measured {
    let sample = sample(input, WINDOW_PAGES);
    let place = |page: &WalkPage| WINDOW_PAGES.iter().position(|kind| *kind == page.facts.kind.name);
    let mut told: Vec<(Option<usize>, u32, Evidence)> = sample
        .pages
        .iter()
        .filter_map(|page| {
            let days = page.facts.policies.refund_days.as_ref()?;
            Some((place(page), days.value, quote(page, days)))
        })
        .collect();
    // The most binding place first, and the longest term in it.
    told.sort_by(|one, other| (one.0, other.1, &one.2).cmp(&(other.0, one.1, &other.2)));
    match told.first() {
        Some((_, days, _)) => {
            let days = f64::from(*days);
            let evidence = told.into_iter().map(|(_, _, evidence)| evidence).collect();
            number(days, evidence, sample.pages.len(), 0)
        }
        None => nothing_told(input, &sample),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::toolbox::testing::{code_of, link, page, phone, stated, topic, value_of, won};
    use crate::model::{PageKind, Region, Value, WalkPage};

    fn home() -> WalkPage {
        page(PageKind::Home, "/")
    }

    fn returns() -> WalkPage {
        page(PageKind::Returns, "/returns")
    }

    #[test]
    fn the_less_generous_word_holds() {
        let mut free = returns();
        free.facts.policies.returns_free = Some(stated(true, "무료 반품"));
        assert_eq!(value_of("returns.free", vec![home(), free.clone()]), Value::YesNo(true));
        let mut paid = page(PageKind::Faq, "/faq");
        paid.facts.policies.return_cost = Some(stated(won(6_000), "왕복 6,000원"));
        assert_eq!(value_of("returns.free", vec![home(), free, paid]), Value::YesNo(false));
    }

    #[test]
    fn the_way_back_is_words_and_a_place() {
        let mut told = returns();
        told.facts
            .topics
            .push(topic("topic.return-steps", "반품 접수는 전화로", 0));
        assert_eq!(
            value_of("returns.steps-score", vec![home(), told.clone()]),
            Value::Number(1.0)
        );
        told.facts.phones.push(phone(Region::Main));
        assert_eq!(value_of("returns.steps-score", vec![home(), told]), Value::Number(2.0));
    }

    #[test]
    fn the_page_about_returns_says_when_the_money_is_back() {
        let mut told = returns();
        told.facts.policies.refund_days = Some(stated(3, "3영업일 이내 환불"));
        let mut terms = page(PageKind::Terms, "/terms");
        terms.facts.policies.refund_days = Some(stated(14, "14일 이내 환불"));
        assert_eq!(
            value_of("returns.refund-days", vec![home(), terms, told]),
            Value::Number(3.0)
        );
    }

    #[test]
    fn silence_is_the_worst_and_an_unread_page_is_unknown() {
        let silent = || vec![home(), returns()];
        assert_eq!(value_of("returns.free", silent()), Value::YesNo(false));
        assert_eq!(value_of("returns.steps-score", silent()), Value::Number(0.0));
        assert_eq!(value_of("returns.refund-days", silent()), Value::YesNo(false));
        let mut linked = home();
        linked
            .facts
            .links
            .push(link("/returns", "교환/반품", "topic.returns", Region::Footer));
        for id in ["returns.free", "returns.steps-score", "returns.refund-days"] {
            assert_eq!(code_of(id, vec![linked.clone()]), "linked-page-not-read", "{id}");
        }
    }
}
