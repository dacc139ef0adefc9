//! What shipping costs, and from which order on it is free.

use std::sync::LazyLock;

use crate::extract::pattern::pattern;
use regex::Regex;
use rust_decimal::Decimal;

use super::amount::Amount;
use super::scope::Scope;
use crate::model::{Money, Policies};

static THRESHOLD_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:\bover|\babove|\bof|\bexceed(?:s|ing)?|\bmore than|\bspend|\bfrom|\bab|\büber|\bmindestbestellwert(?: von)?|\bdès|\bà partir de|\bplus de|\bdesde|\ba partir de|\bsuperiores? a|\bvanaf|\bda)\s(?:[a-zäöüéèà']+\s){0,2}$",
    )
});
static THRESHOLD_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\s?(?:\(?(?:부가세 포함|税込)\)?\s?)?(?:이상|넘|초과|以上|\+|\bor more|\band (?:over|above|up)|\bo más|\bd'achats?|\bbestellwert|\bwarenwert)",
    )
});
static FREE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)무료|無料|\bfree\b|frei\b|kostenlos|gratis|gratuit|offert"));
static EVERY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)전\s?상품|모든\s?(?:상품|주문|제품)|전\s?품목|전체\s?무료|\b(?:all|every|any)\s(?:\w+\s){0,2}(?:orders?|purchases?|products?|items?)|\balways free|\balle\w*\s(?:bestellung|produkt|artikel)|\btoutes? (?:les |vos )?commandes?|全品|全商品|全国(?:一律)?送料無料|todos los pedidos",
    )
});
static COST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:기본\s?)?배송\s?(?:비용|비|료)|택배비|送料|配送料|\b(?:standard |flat[- ]rate |domestic |regular |economy )?(?:shipping|delivery|postage)(?: (?:cost|fee|charge|rate|price)s?)?\b|versandkosten|versandpauschale|liefergebühr|\bfrais (?:de port|de livraison|d'expédition|d'envoi)|\bgastos de env[ií]o|\bspese di spedizione|\bverzendkosten",
    )
});
/// Costs of other ways: remote islands, express, returns.
static SPECIAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)도서\s?산간|산간|제주|추가|반품|교환|왕복|착불|離島|沖縄|追加|返品|\bexpress|\bovernight|\bnext[- ]day|\binternational|\breturn|\bexchange|\bsame[- ]day|rücksend|retoure|\bretour|inselzuschlag",
    )
});

pub(super) fn read(scope: &Scope<'_>, amounts: &[Amount], policies: &mut Policies) {
    policies.free_shipping_from = threshold(scope, amounts).or_else(|| every_order(scope));
    policies.shipping_cost = cost(scope, amounts);
}

fn is_threshold(scope: &Scope<'_>, amount: &Amount) -> bool {
    let sentence = scope.sentence(&amount.range);
    THRESHOLD_AFTER.is_match(&scope.text[amount.range.end..sentence.end])
        || THRESHOLD_BEFORE.is_match(&scope.text[sentence.start..amount.range.start])
}

/// An amount from which on a sentence about shipping says that it is free.
fn threshold(scope: &Scope<'_>, amounts: &[Amount]) -> Option<crate::model::Stated<Money>> {
    amounts.iter().find_map(|amount| {
        if !is_threshold(scope, amount) {
            return None;
        }
        let sentence = scope.sentence(&amount.range);
        let words = &scope.text[sentence.clone()];
        let named = scope.hits_of(&scope.concepts.free_shipping, &sentence).next().is_some();
        // "Delivery takes 3 days. Free from £30." speaks of delivery in the sentence before.
        let line = scope.text[..sentence.start].rfind('\n').map_or(0, |at| at + 1);
        let around = if sentence.start - line <= 160 {
            line..sentence.end
        } else {
            sentence.clone()
        };
        let about =
            named || (FREE.is_match(words) && scope.hits_of(&scope.concepts.shipping, &around).next().is_some());
        let away = scope.hits_of(&scope.concepts.free_returns, &sentence).next().is_some() && !named;
        (about && !away).then(|| scope.stated(amount.money.clone(), amount.range.clone()))
    })
}

/// Zero where the page says that every order ships free.
fn every_order(scope: &Scope<'_>) -> Option<crate::model::Stated<Money>> {
    let whole = 0..scope.text.len();
    scope.hits_of(&scope.concepts.free_shipping, &whole).find_map(|hit| {
        let sentence = scope.sentence(&(hit.start..hit.end));
        EVERY.is_match(&scope.text[sentence]).then(|| {
            let money = Money {
                amount: Decimal::ZERO,
                currency: None,
            };
            scope.stated(money, hit.start..hit.end)
        })
    })
}

/// The amount that follows a word for the cost of shipping.
fn cost(scope: &Scope<'_>, amounts: &[Amount]) -> Option<crate::model::Stated<Money>> {
    amounts.iter().find_map(|amount| {
        if is_threshold(scope, amount) {
            return None;
        }
        let sentence = scope.sentence(&amount.range);
        let before = &scope.text[sentence.start..amount.range.start];
        let mut named = COST
            .find_iter(before)
            .last()
            .map(|one| sentence.start + one.start()..amount.range.end);
        if named.is_none() && before.trim().is_empty() {
            // A table: the label is the line above.
            let above = scope.text[..sentence.start].trim_end();
            let line = &above[above.rfind('\n').map_or(0, |at| at + 1)..];
            let label =
                line.chars().count() <= 24 && COST.is_match(line) && !FREE.is_match(line) && !SPECIAL.is_match(line);
            named = label.then(|| amount.range.clone());
        }
        let named = named?;
        let between = scope.text.get(named.start..amount.range.start)?;
        let special = SPECIAL.is_match(between) || SPECIAL.is_match(before_tail(before));
        let near = between.chars().count() <= 60 && !FREE.is_match(between);
        (near && !special).then(|| scope.stated(amount.money.clone(), named))
    })
}

/// The last words before an amount.
fn before_tail(before: &str) -> &str {
    before
        .char_indices()
        .rev()
        .nth(39)
        .map_or(before, |(at, _)| &before[at..])
}
