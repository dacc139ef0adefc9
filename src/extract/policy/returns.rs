//! Returns: how long, who pays, how much.

use std::ops::Range;
use std::sync::LazyLock;

use crate::extract::pattern::pattern;
use regex::Regex;

use super::amount::Amount;
use super::duration::{Duration, Unit};
use super::scope::{Scope, distance};
use crate::model::{Policies, Stated};

/// Bytes that a window which only its section calls one is farther away than any in a sentence about returns.
const BY_SECTION: usize = 1_000;
/// The longest window that a shop grants, in days.
const LONGEST: u32 = 400;

/// Windows for faulty goods, which the law grants besides: they are no answer to "how long may I return it".
static FAULT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)하자|불량|파손|오배송|다르게|다른\s?경우|상이|오류|안\s?날|알\s?수\s?있었던|不良|破損|誤配|瑕疵|\bdefect|\bfault|\bdamage|\bwrong item|\bincorrect|mangelhaft|defekt|beschädigt|défectueu|endommag|defectuos",
    )
});
/// Spans that belong to something else, even where returns are spoken of.
static OTHER_SPAN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix)
        환불(?:은|이|처리|금|해|기간|까지|완료|됩|\s?소요) | 승인\s?취소 | 카드사 | 영업일 | 입금 | 소요 | 보증 | 보관 | 적립 | 쿠폰 | 유효 | 확인\s?후 | 검수
        | 返金(?:は|まで|処理|いた|し) | 保証 | 有効
        | \brefund(?:s|ed)?\b[^.]{0,60}\b(?:process|issue|credit|appear|receiv|take|post|within\s\d+\sbusiness) | \b(?:process|issue|credit)[a-z]*\b[^.]{0,40}\brefund
        | \bbusiness\sdays?\b | \bworking\sdays?\b | \bwarrant | \bguarantee | \btrial\b | \bsubscri | \bcookie | \blowest\sprice
        | \breimburs[a-z]*\b | \bwerktag | garantie | gewährleistung | erstatt[a-zäöü]*[^.]{0,60}(?:binnen|innerhalb|spätestens) | (?:binnen|spätestens)[^.]{0,60}(?:erstatt|zurückzu?zahl|zurückzuzahlen)
        | rembours[a-zé]*[^.]{0,60}(?:sous|dans|délai)
        ",
    )
});
/// Verbs of sending back.
static VERB: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\breturn(?:ed|ing|able)?\b|\bsend (?:it|them|the \w+) back\b|\bzurück(?:send|geb|schick)|\bretourn(?:er|ieren)|\brenvoyer\b|\bdevolver\b|\bwiderrufen\b|返送|돌려보내",
    )
});
/// Points in time from which a window runs; the word for delivery in them is none of delivery.
static SINCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^.{0,30}(?:\bof\b|\bfrom\b|\bafter\b|\bfollowing\b|\bsince\b|\bnach\b|\bab\b|\bseit\b|\baprès\b|\bà compter\b|\bsuivant\b|\bdepuis\b|\bdesde\b)",
    )
});
static SINCE_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:수령|받은|받으신|도착|배송\s?(?:완료|받|이?\s?완료)|인도|공급|구매|구입|お届け|到着|受取|受け取|お受け取り|購入)[^.]{0,16}$",
    )
});
/// Words that the customer pays.
static CUSTOMER_PAYS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:고객|구매자|소비자|회원|본인)(?:님)?(?:께서|이|께|의)?\s?(?:직접\s?)?부담|お客様(?:の)?(?:ご)?負担|(?:customer|buyer|you|your)\b[^.]{0,60}\b(?:pay|cost|responsib|bear|expense|charge)|\b(?:cost|charge|expense)s?\b[^.]{0,60}\b(?:borne by|responsibility of)\b[^.]{0,20}\b(?:customer|buyer|you)|(?:sie|käufer|kunde)\b[^.]{0,20}\btr(?:agen|ägt)|à (?:votre|la) charge|a cargo del (?:cliente|comprador)",
    )
});
static RETURN_CHARGE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:반품|교환|왕복|편도|회수) ?(?:/ ?(?:교환|반품) ?)?(?:시 ?)?(?:배송비|택배비|비용|배송료)|返品(?:時の)?送料|返送料|return (?:shipping|postage|fee|label|delivery)|restocking fee|(?:kosten|gebühr) (?:der|für die) r[üu]cks|rücksendekosten|retourengebühr|frais de retour",
    )
});

pub(super) fn read(scope: &Scope<'_>, durations: &[Duration], amounts: &[Amount], policies: &mut Policies) {
    let mut windows: Vec<(usize, Stated<u32>)> = durations
        .iter()
        .filter_map(|duration| window(scope, duration))
        .collect();
    policies.returns_days = windows
        .iter()
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, stated)| stated.clone());
    windows.dedup_by(|one, other| one.1.value == other.1.value && one.1.quote == other.1.quote);
    policies.returns_days_all = windows.into_iter().map(|(_, stated)| stated).collect();
    who_pays(scope, amounts, policies);
}

/// A span that is a returns window, with its distance from the word that makes it one.
fn window(scope: &Scope<'_>, duration: &Duration) -> Option<(usize, Stated<u32>)> {
    let days = duration.days()[1];
    if matches!(duration.unit, Unit::Hours | Unit::BusinessDays) || days > LONGEST {
        return None;
    }
    let sentence = scope.sentence(&duration.range);
    let words = &scope.text[sentence.clone()];
    if FAULT.is_match(words) || OTHER_SPAN.is_match(clause(scope, &sentence, &duration.range)) {
        return None;
    }
    let near = |concepts: &[crate::lexicon::ConceptId]| {
        scope
            .hits_of(concepts, &sentence)
            .map(|hit| (distance(&duration.range, hit), hit))
            .min_by_key(|(distance, _)| *distance)
    };
    let said = VERB
        .find_iter(words)
        .map(|verb| {
            gap(
                &duration.range,
                &(sentence.start + verb.start()..sentence.start + verb.end()),
            )
        })
        .min();
    let returns = near(&scope.concepts.returns)
        .map(|(distance, _)| distance)
        .into_iter()
        .chain(said)
        .min();
    let runs_from = SINCE.is_match(&scope.text[duration.range.end..sentence.end])
        || SINCE_BEFORE.is_match(&scope.text[sentence.start..duration.range.start]);
    let shipping = near(&scope.concepts.shipping).map(|(distance, _)| distance);
    let distance = match (returns, shipping) {
        (Some(returns), Some(shipping)) if shipping < returns && !runs_from => return None,
        (Some(returns), _) => returns,
        (None, Some(_)) if !runs_from => return None,
        (None, _) => {
            let section = scope.section_at(duration.range.start);
            if !section.returns || !grants(words) {
                return None;
            }
            BY_SECTION
        }
    };
    Some((distance, scope.stated(days, duration.range.clone())))
}

/// Bytes between two ranges.
fn gap(one: &Range<usize>, other: &Range<usize>) -> usize {
    if other.end <= one.start {
        one.start - other.end
    } else {
        other.start.saturating_sub(one.end)
    }
}

/// The part of a sentence around a span, between commas: a sentence may speak of the window and of the refund.
fn clause<'a>(scope: &Scope<'a>, sentence: &Range<usize>, around: &Range<usize>) -> &'a str {
    let marks = [',', ';', '、', '，', '(', ')', '/'];
    let start = scope.text[sentence.start..around.start]
        .rfind(marks)
        .map_or(sentence.start, |at| sentence.start + at + 1);
    let end = scope.text[around.end..sentence.end]
        .find(marks)
        .map_or(sentence.end, |at| around.end + at);
    scope.text.get(start..end).unwrap_or_default()
}

/// Words of a limit, without which a span in a section about returns is just a figure.
fn grants(words: &str) -> bool {
    static LIMIT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)이내|안에|이후|까지|以内|まで|within|\bup to\b|\bhave\b|\binnerhalb|\bbinnen|\bdans\b|\bsous\b|\ben\b|\bentro\b|\breturn|\bbring|\bsend|\bchange your mind|\bzurück",
        )
    });
    LIMIT.is_match(words)
}

/// Whether the customer pays for the return, and how much.
fn who_pays(scope: &Scope<'_>, amounts: &[Amount], policies: &mut Policies) {
    let whole = 0..scope.text.len();
    let free = scope.hits_of(&scope.concepts.free_returns, &whole).find(|hit| {
        let sentence = scope.sentence(&(hit.start..hit.end));
        let words = &scope.text[sentence];
        !FAULT.is_match(words) && !denied(words)
    });
    if let Some(hit) = free {
        policies.returns_free = Some(scope.stated(true, hit.start..hit.end));
    }
    let mut charges: Vec<Range<usize>> = scope
        .hits_of(&scope.concepts.return_cost, &whole)
        .map(|hit| hit.start..hit.end)
        .chain(scope.find_all(&RETURN_CHARGE))
        .collect();
    charges.sort_by_key(|range| range.start);
    for charge in charges {
        let sentence = scope.sentence(&charge);
        let words = &scope.text[sentence.clone()];
        let about = scope.hits_of(&scope.concepts.returns, &sentence).next().is_some()
            || RETURN_CHARGE.is_match(words)
            || scope.section_at(charge.start).returns;
        if !about || FAULT.is_match(clause(scope, &sentence, &charge)) {
            continue;
        }
        let amount = amounts.iter().find(|amount| {
            amount.range.start >= charge.start
                && amount.range.end <= sentence.end
                && amount.range.start - charge.end.min(amount.range.start) <= 60
        });
        if let Some(amount) = amount.filter(|_| policies.return_cost.is_none()) {
            let from = charge.start..amount.range.end;
            policies.return_cost = Some(scope.stated(amount.money.clone(), from));
        }
        if policies.returns_free.is_none()
            && (amount.is_some_and(|one| !one.money.amount.is_zero()) || CUSTOMER_PAYS.is_match(words))
        {
            policies.returns_free = Some(scope.stated(false, charge));
        }
    }
}

fn denied(words: &str) -> bool {
    static DENIED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\bnot? (?:offer|free|provide|currently)|\bno free|않|불가|아닙|제외|ません|できません|\bkein|\bnicht\b|\bpas de\b",
        )
    });
    DENIED.is_match(words)
}
