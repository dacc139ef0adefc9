//! How long delivery takes, and on which day it arrives.

use std::sync::LazyLock;

use crate::extract::pattern::pattern;
use regex::Regex;

use super::duration::{Duration, Unit};
use super::scope::{Scope, distance};
use crate::model::{Policies, Stated};

/// The longest delivery time that is believed, in days.
const LONGEST: u32 = 120;
/// Bytes that a span which only its section says to be of delivery is farther away than any in a sentence about it.
const BY_SECTION: usize = 1_000;

/// Words of arriving.
static ARRIVES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)배송\s?(?:기간|소요|완료|일|은|이)|도착|받으실\s?수|받아\s?보|수령(?:하|까지)|배달|소요|お届け|到着|配達|配送|\barriv|\bdeliver|\breceive|\btransit|\bshipping(?: time)?\b|lieferzeit|lieferung|zustell|livr|délai|entrega|consegna|levering|bezorg",
    )
});
/// Words of leaving the house only.
static LEAVES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)발송|출고|준비|제작|発送|出荷|\bdispatch|\bships? (?:in|within|out)|\bshipped (?:in|within)|\bprocess|\bhandling|\bproduction|\bprepar|versandfertig|versendet|verschickt|expédi",
    )
});
/// Spans that are of something else although delivery is spoken of.
static OTHER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)최근|지난|반품|교환|환불|취소|철회|적립|답변|보증|보관|返品|交換|返金|キャンセル|\breturn|\brefund|\bexchange|\bcancel|\breply|\brespond|\bwarrant|\bguarantee|\bcontact us|\blost\b|\bdamag|\breport|\bstor(?:e|age)|rückgabe|rücksend|widerruf|umtausch|erstatt|\bretour|rembours|rétract|devoluci",
    )
});
static NEXT_DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)익일\s?(?:배송|도착)|내일\s?도착|다음\s?날\s?(?:배송|도착)|새벽\s?배송|翌日(?:配送|お届け|到着)|\bnext[- ](?:working |business )?day delivery|lieferung am nächsten (?:werk)?tag|livraison (?:en |le )?(?:24\s?h|lendemain)",
    )
});
static SAME_DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)당일\s?(?:배송|도착)|오늘\s?도착|当日(?:配送|お届け)|\bsame[- ]day delivery|lieferung am selben tag")
});
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?xi)
        (?:\d{1,2}\s?월\s?\d{1,2}\s?일|\d{1,2}\s?月\s?\d{1,2}\s?日)(?:\s?[(（][월화수목금토일月火水木金土日][)）])?
        | \b\d{1,2}/\d{1,2}\s?[(（][월화수목금토일月火水木金土日][)）]
        | (?:내일|모레|明日|明後日)\s?[(（][^)）]{1,8}[)）]
        | \b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s(?:\d{1,2}(?:st|nd|rd|th)?\s)?(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?(?:\s\d{1,2}(?:st|nd|rd|th)?)?
        | \b(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?\s\d{1,2}(?:st|nd|rd|th)?(?:\s?[-–]\s?(?:[a-z]{3,9}\s)?\d{1,2})?\b
        | \b\d{1,2}(?:st|nd|rd|th)?\s(?:january|february|march|april|may|june|july|august|september|october|november|december)\b
        | \b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|mo|di|mi|do|fr|sa)\.?,?\s(?:den\s)?\d{1,2}\.\s?(?:\d{1,2}\.|[a-zä]{3,9})
        | \b\d{1,2}\.\s(?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember)
        | \b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi)\s\d{1,2}\s[a-zéû]{3,9}
        | \b(?:monday|tuesday|wednesday|thursday|friday|saturday)\b
        ",
    )
});

pub(super) fn read(scope: &Scope<'_>, durations: &[Duration], policies: &mut Policies) {
    policies.delivery_days = durations
        .iter()
        .filter_map(|duration| span(scope, duration))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, stated)| stated)
        .or_else(|| named_day(scope));
    policies.delivery_date = date(scope);
}

fn span(scope: &Scope<'_>, duration: &Duration) -> Option<(usize, Stated<[u32; 2]>)> {
    let days = duration.days();
    if days[1] > LONGEST
        || (duration.unit == Unit::Hours && !(12..=96).contains(&duration.most))
        || duration.unit == Unit::Months
    {
        return None;
    }
    let sentence = scope.sentence(&duration.range);
    let words = &scope.text[sentence.clone()];
    if OTHER.is_match(words) {
        return None;
    }
    let named = scope
        .hits_of(&scope.concepts.shipping, &sentence)
        .map(|hit| {
            let estimate = scope.concepts.delivery.contains(&hit.concept);
            distance(&duration.range, hit) + if estimate { 0 } else { 40 }
        })
        .min();
    let arrives = ARRIVES.is_match(words);
    if LEAVES.is_match(words) && !has_arrival_besides(words) {
        return None;
    }
    let distance = match named {
        Some(distance) if arrives => distance,
        _ if arrives && (scope.section_at(duration.range.start).shipping || scope.page_is_about_shipping()) => {
            BY_SECTION
        }
        _ => return None,
    };
    Some((distance, scope.stated(days, duration.range.clone())))
}

/// Whether a sentence about dispatch also tells of the arrival.
fn has_arrival_besides(words: &str) -> bool {
    static ARRIVAL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)배송\s?(?:기간|소요|완료)|도착|수령|お届け|到着|\barriv|\bdelivered|\bdelivery time|\breceive|lieferzeit|zugestellt|livré",
        )
    });
    ARRIVAL.is_match(words)
}

fn named_day(scope: &Scope<'_>) -> Option<Stated<[u32; 2]>> {
    let next = scope.find(&NEXT_DAY).map(|range| (range, [1, 1]));
    let same = scope.find(&SAME_DAY).map(|range| (range, [0, 0]));
    next.or(same).map(|(range, days)| scope.stated(days, range))
}

/// A date or weekday beside a word of arrival, on one line.
fn date(scope: &Scope<'_>) -> Option<Stated<String>> {
    let whole = 0..scope.text.len();
    scope.hits_of(&scope.concepts.delivery, &whole).find_map(|hit| {
        let sentence = scope.sentence(&(hit.start..hit.end));
        let words = scope.text.get(sentence.clone())?;
        DATE.find_iter(words)
            .map(|found| (found, sentence.start + found.start()..sentence.start + found.end()))
            .find(|(_, range)| distance(range, hit) <= 30)
            .map(|(found, range)| scope.stated(found.as_str().trim().to_owned(), range))
    })
}
