//! Numbers and addresses that should be the same.

use super::super::Input;
use super::super::toolbox::{Sample, clip};
use super::{Promises, language};
use crate::model::{Evidence, Measured, Phone, Region, WalkPage};

/// The parts of a page that its template makes.
const FRAME: &[Region] = &[Region::Header, Region::Footer];

pub(super) fn phone(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, &[]);
    if sample.is_empty() {
        return sample.unknown();
    }
    let mut promises: Promises<(String, String), String> = Promises::new();
    for page in &sample.pages {
        for phone in page.facts.phones.iter().filter(|phone| phone.spot.seen() == Ok(true)) {
            let Some(called) = called(phone) else { continue };
            // What a link shows and what it calls are one promise, wherever it stands.
            let shown = tail(&phone.raw);
            let what = ("link".to_owned(), shown.clone());
            promises.add(what.clone(), shown, 0, seen(page, phone, &phone.raw));
            promises.add(
                what,
                called,
                1,
                seen(page, phone, phone.link.as_deref().unwrap_or_default()),
            );
        }
        for region in FRAME {
            let inside: Vec<&Phone> = page
                .facts
                .phones
                .iter()
                .filter(|phone| phone.spot.region == *region && phone.spot.seen() != Ok(false) && phone.is_callable())
                .collect();
            if let [only] = inside.as_slice() {
                let what = (language(page), region.as_str().to_owned());
                promises.add(what, number(only), 0, seen(page, only, &only.raw));
            }
        }
    }
    promises.contradictions()
}

pub(super) fn email(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, &[]);
    if sample.is_empty() {
        return sample.unknown();
    }
    let mut promises: Promises<(String, String), String> = Promises::new();
    for page in &sample.pages {
        for region in FRAME {
            let mut inside: Vec<_> = page
                .facts
                .emails
                .iter()
                .filter(|email| email.spot.region == *region && email.spot.seen() != Ok(false))
                .collect();
            inside.dedup_by(|one, other| one.address == other.address);
            if let [only] = inside.as_slice() {
                let what = (language(page), region.as_str().to_owned());
                let evidence = Evidence::quote(&page.url, &only.spot, clip(&only.address));
                promises.add(what, only.address.clone(), 0, evidence);
            }
        }
    }
    promises.contradictions()
}

fn seen(page: &WalkPage, phone: &Phone, quote: &str) -> Evidence {
    Evidence::quote(&page.url, &phone.spot, clip(quote))
}

/// The number that the link calls, where both it and the words hold a whole number.
fn called(phone: &Phone) -> Option<String> {
    let link = phone.link.as_deref()?;
    let number = link.split([';', '?', ',']).next().unwrap_or(link);
    let whole = |text: &str| text.chars().filter(char::is_ascii_digit).count() >= 7;
    (whole(number) && whole(&phone.raw) && !number.contains('%')).then(|| tail(number))
}

fn number(phone: &Phone) -> String {
    tail(phone.e164.as_deref().unwrap_or(&phone.raw))
}

/// The last seven digits, by which numbers in national and international form compare.
fn tail(number: &str) -> String {
    let digits: Vec<char> = number.chars().filter(char::is_ascii_digit).collect();
    digits[digits.len().saturating_sub(7)..].iter().collect()
}
