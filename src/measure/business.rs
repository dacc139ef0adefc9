//! Who stands behind the shop, as the pages print it.

use std::collections::BTreeMap;

use super::toolbox::{clip, count, number, yes_no};
use super::{Input, Measure, Text, pages_to_read, read_all_about};
use crate::model::{Evidence, Measured, Note, PageKind, Spot, Unit, WalkPage};

/// Where a shop tells who it is.
const PAGES: &[PageKind] = &[PageKind::Home, PageKind::Legal, PageKind::Contact, PageKind::About];

/// One part of it, where a page has it; an error where nobody can tell whether a customer sees it.
type Part = fn(&WalkPage) -> Result<Option<Evidence>, &'static str>;

/// The family.
pub static MEASURES: &[Measure] = &[
    Measure {
        id: "business.name",
        unit: Unit::YesNo,
        what: Text {
            en: "Whether the pages print the name of the business.",
            ko: "상호가 글자로 적혀 있는지입니다.",
        },
        how: Text {
            en: "Reads the name behind its label, or in structured data about the organisation. Names in pictures are not \
                 read. Unknown when a page that would tell is linked and could not be read.",
            ko: "'상호'와 같은 이름표 뒤의 이름이나 구조화 데이터의 이름을 읽습니다. 그림 속 글자는 읽지 못합니다. 내용이 있을 만한 \
                 페이지가 링크되어 있는데 읽지 못했다면 알 수 없음으로 둡니다.",
        },
        pages: PAGES,
        run: |input| told(input, name),
    },
    Measure {
        id: "business.owner",
        unit: Unit::YesNo,
        what: Text {
            en: "Whether the pages name the person who answers for the shop.",
            ko: "대표자의 이름이 글자로 적혀 있는지입니다.",
        },
        how: Text {
            en: "Reads the name behind a label such as representative or managing director. Names in pictures are not \
                 read. Unknown when a page that would tell is linked and could not be read.",
            ko: "'대표자'와 같은 이름표 뒤의 이름을 읽습니다. 그림 속 글자는 읽지 못합니다. 내용이 있을 만한 페이지가 링크되어 있는데 \
                 읽지 못했다면 알 수 없음으로 둡니다.",
        },
        pages: PAGES,
        run: |input| told(input, owner),
    },
    Measure {
        id: "business.address",
        unit: Unit::YesNo,
        what: Text {
            en: "Whether the pages print a postal address.",
            ko: "우편물을 받을 수 있는 주소가 글자로 적혀 있는지입니다.",
        },
        how: Text {
            en: "Reads the address behind its label, in structured data, or by its form: street and postal code. \
                 Addresses in pictures are not read. Unknown when a page that would tell is linked and could not be read.",
            ko: "'주소'와 같은 이름표 뒤의 주소, 구조화 데이터의 주소, 도로명이나 우편번호의 꼴을 한 주소를 읽습니다. 그림 속 글자는 \
                 읽지 못합니다. 내용이 있을 만한 페이지가 링크되어 있는데 읽지 못했다면 알 수 없음으로 둡니다.",
        },
        pages: PAGES,
        run: |input| told(input, address),
    },
    Measure {
        id: "business.phone",
        unit: Unit::YesNo,
        what: Text {
            en: "Whether the pages print a phone number that a customer can call.",
            ko: "손님이 걸 수 있는 전화번호가 글자로 적혀 있는지입니다.",
        },
        how: Text {
            en: "Looks for a number that is no fax and that a customer sees. Unknown when a page that would tell is \
                 linked and could not be read.",
            ko: "팩스가 아니고 손님에게 보이는 번호를 찾습니다. 내용이 있을 만한 페이지가 링크되어 있는데 읽지 못했다면 알 수 없음으로 \
                 둡니다.",
        },
        pages: PAGES,
        run: |input| told(input, phone),
    },
    Measure {
        id: "business.email",
        unit: Unit::YesNo,
        what: Text {
            en: "Whether the pages print an e-mail address.",
            ko: "이메일 주소가 글자나 링크로 적혀 있는지입니다.",
        },
        how: Text {
            en: "Looks for an address as text or as a mail link. Unknown when a page that would tell is linked and could \
                 not be read.",
            ko: "글자나 메일 링크로 된 주소를 찾습니다. 내용이 있을 만한 페이지가 링크되어 있는데 읽지 못했다면 알 수 없음으로 둡니다.",
        },
        pages: PAGES,
        run: |input| told(input, email),
    },
    Measure {
        id: "business.identity",
        unit: Unit::Points(4),
        what: Text {
            en: "How much of name, postal address, phone and e-mail the pages print.",
            ko: "상호, 주소, 전화번호, 이메일 가운데 몇 가지가 적혀 있는지입니다.",
        },
        how: Text {
            en: "One point for each, wherever on these pages it stands; a name counts with its label, its legal form or \
                 in structured data. Unknown when a page that would tell is linked and could not be read.",
            ko: "이 페이지들 어디에든 있으면 하나씩 셉니다. 상호는 이름표나 법인 형태와 함께 있거나 구조화 데이터에 있어야 합니다. 내용이 \
                 있을 만한 페이지가 링크되어 있는데 읽지 못했다면 알 수 없음으로 둡니다.",
        },
        pages: PAGES,
        run: identity,
    },
    Measure {
        id: "business.registration-number",
        unit: Unit::YesNo,
        what: Text {
            en: "Whether the pages print the number under which the business is registered.",
            ko: "사업자등록번호가 글자로 적혀 있는지입니다.",
        },
        how: Text {
            en: "Reads Korean business numbers, Japanese corporate numbers, British company numbers, German register \
                 numbers and French SIREN numbers. Unknown when a page that would tell is linked and could not be read.",
            ko: "한국 사업자등록번호, 일본 법인번호, 영국 회사번호, 독일 등기번호, 프랑스 SIREN 번호를 읽습니다. 내용이 있을 만한 \
                 페이지가 링크되어 있는데 읽지 못했다면 알 수 없음으로 둡니다.",
        },
        pages: PAGES,
        run: |input| told(input, registration),
    },
    Measure {
        id: "business.registration-valid",
        unit: Unit::YesNo,
        what: Text {
            en: "Whether the check digit of the registration number is right.",
            ko: "사업자등록번호의 검증 숫자가 맞는지입니다.",
        },
        how: Text {
            en: "Computes the check digit by the rule of the number's register. It says nothing about whether the \
                 business is still open. Not applicable where no number with a check digit is printed.",
            ko: "번호를 발급한 곳의 규칙으로 검증 숫자를 계산합니다. 휴업이나 폐업 여부는 알 수 없습니다. 검증 숫자가 있는 번호가 적혀 있지 \
                 않으면 해당 없음으로 둡니다.",
        },
        pages: PAGES,
        run: |input| valid(input, |page| page.facts.business.registration_valid, registration),
    },
    Measure {
        id: "business.registration-numbers",
        unit: Unit::Count,
        what: Text {
            en: "How many different Korean business numbers the pages and their links to the Fair Trade Commission \
                 hold.",
            ko: "페이지와 공정거래위원회 링크에 적힌 사업자등록번호가 몇 가지인지입니다.",
        },
        how: Text {
            en: "Compares the printed numbers with those in links to ftc.go.kr. A marketplace that prints its sellers' \
                 numbers has more than one. Not applicable where no number is printed.",
            ko: "적혀 있는 번호와 ftc.go.kr 링크의 번호를 견줍니다. 판매자의 번호를 함께 적는 오픈마켓은 둘 이상일 수 있습니다. 번호가 \
                 적혀 있지 않으면 해당 없음으로 둡니다.",
        },
        pages: &[PageKind::Home, PageKind::Legal, PageKind::Terms, PageKind::About],
        run: registration_numbers,
    },
    Measure {
        id: "business.mail-order-number",
        unit: Unit::YesNo,
        what: Text {
            en: "Whether the pages print the number of the Korean mail-order report, with its office.",
            ko: "통신판매업 신고번호가 신고기관과 함께 적혀 있는지입니다.",
        },
        how: Text {
            en: "Reads the number behind its label. The number has no check digit. Unknown when a page that would tell is \
                 linked and could not be read.",
            ko: "이름표 뒤의 번호를 읽습니다. 이 번호에는 검증 숫자가 없습니다. 내용이 있을 만한 페이지가 링크되어 있는데 읽지 못했다면 알 \
                 수 없음으로 둡니다.",
        },
        pages: PAGES,
        run: |input| told(input, mail_order_number),
    },
    Measure {
        id: "business.vat-id",
        unit: Unit::YesNo,
        what: Text {
            en: "Whether the pages print a VAT id.",
            ko: "부가가치세(VAT) 번호가 글자로 적혀 있는지입니다.",
        },
        how: Text {
            en: "Reads ids by their country's form, or behind a label. Unknown when a page that would tell is linked and \
                 could not be read.",
            ko: "나라별 형식이나 이름표로 번호를 읽습니다. 내용이 있을 만한 페이지가 링크되어 있는데 읽지 못했다면 알 수 없음으로 둡니다.",
        },
        pages: PAGES,
        run: |input| told(input, vat_id),
    },
    Measure {
        id: "business.vat-valid",
        unit: Unit::YesNo,
        what: Text {
            en: "Whether the check digits of the VAT id are right.",
            ko: "부가가치세(VAT) 번호의 검증 숫자가 맞는지입니다.",
        },
        how: Text {
            en: "Computes the check digits by the rule of the id's country. It says nothing about whether the id is \
                 registered. Not applicable where no id of a country with a known rule is printed.",
            ko: "나라별 규칙으로 검증 숫자를 계산합니다. 실제로 등록된 번호인지는 알 수 없습니다. 규칙을 아는 나라의 번호가 적혀 있지 \
                 않으면 해당 없음으로 둡니다.",
        },
        pages: PAGES,
        run: |input| valid(input, |page| page.facts.business.vat_id_valid, vat_id),
    },
];

fn words(page: &WalkPage, words: Option<&String>) -> Result<Option<Evidence>, &'static str> {
    Ok(words.map(|words| Evidence {
        quote: clip(words),
        ..Evidence::page(&page.url)
    }))
}

fn name(page: &WalkPage) -> Result<Option<Evidence>, &'static str> {
    words(page, page.facts.business.name.as_ref())
}

fn owner(page: &WalkPage) -> Result<Option<Evidence>, &'static str> {
    words(page, page.facts.business.owner.as_ref())
}

fn address(page: &WalkPage) -> Result<Option<Evidence>, &'static str> {
    words(page, page.facts.business.address.as_ref())
}

fn registration(page: &WalkPage) -> Result<Option<Evidence>, &'static str> {
    words(page, page.facts.business.registration_number.as_ref())
}

fn mail_order_number(page: &WalkPage) -> Result<Option<Evidence>, &'static str> {
    words(page, page.facts.business.mail_order_number.as_ref())
}

fn vat_id(page: &WalkPage) -> Result<Option<Evidence>, &'static str> {
    words(page, page.facts.business.vat_id.as_ref())
}

fn phone(page: &WalkPage) -> Result<Option<Evidence>, &'static str> {
    let callable = page.facts.phones.iter().filter(|phone| phone.is_callable());
    first_seen(page, callable.map(|phone| (&phone.spot, phone.raw.as_str())))
}

fn email(page: &WalkPage) -> Result<Option<Evidence>, &'static str> {
    let emails = page.facts.emails.iter();
    first_seen(page, emails.map(|email| (&email.spot, email.address.as_str())))
}

/// The first of the words that a customer sees.
fn first_seen<'a>(
    page: &WalkPage,
    all: impl Iterator<Item = (&'a Spot, &'a str)>,
) -> Result<Option<Evidence>, &'static str> {
    let mut doubt = None;
    for (spot, words) in all {
        match spot.seen() {
            Ok(true) => return Ok(Some(Evidence::quote(&page.url, spot, clip(words)))),
            Ok(false) => {}
            Err(code) => doubt = Some(code),
        }
    }
    doubt.map_or(Ok(None), Err)
}

/// The pages to read, or what is said where there are none: nothing, unless it is certain that nothing leads to one.
fn pages<'a>(input: &Input<'a>) -> Result<Vec<&'a WalkPage>, Note> {
    match pages_to_read(input) {
        Err(note) if note.code == "no-page-of-kind" => read_all_about(input.walk, input.pages).map(|_| Vec::new()),
        other => other,
    }
}

/// Whether any page has the part.
fn told(input: &Input<'_>, part: Part) -> Measured {
    let pages = match pages(input) {
        Ok(pages) => pages,
        Err(note) => return Measured::Unknown(note),
    };
    let parts: Vec<Result<Option<Evidence>, &'static str>> = pages.iter().map(|page| part(page)).collect();
    let doubt = parts.iter().find_map(|one| one.as_ref().err().copied());
    let found: Vec<Evidence> = parts.into_iter().filter_map(|one| one.ok().flatten()).collect();
    let sample = pages.len().max(1);
    if !found.is_empty() {
        return yes_no(true, found, sample);
    }
    if let Some(code) = doubt {
        return Measured::unknown(code);
    }
    match read_all_about(input.walk, input.pages) {
        Ok(home) if pages.is_empty() => yes_no(false, home, sample),
        Ok(_) => yes_no(
            false,
            pages.iter().map(|page| Evidence::page(&page.url)).collect(),
            sample,
        ),
        Err(note) => Measured::Unknown(note),
    }
}

fn identity(input: &Input<'_>) -> Measured {
    let parts: [Part; 4] = [name, address, phone, email];
    let (mut reached, mut evidence, mut sample) = (0, Vec::new(), 1);
    for part in parts {
        match told(input, part) {
            Measured::Value {
                value,
                evidence: found,
                sample: pages,
                ..
            } => {
                sample = pages;
                if value.as_f64() > 0.0 {
                    reached += 1;
                    evidence.extend(found.into_iter().take(1));
                } else if evidence.is_empty() {
                    evidence.extend(found.into_iter().take(1));
                }
            }
            other => return other,
        }
    }
    number(count(reached), evidence, sample, parts.len() - reached)
}

/// Whether the check digits of the number are right on every page that prints one.
fn valid(input: &Input<'_>, is_valid: fn(&WalkPage) -> Option<bool>, part: Part) -> Measured {
    let pages = match pages(input) {
        Ok(pages) => pages,
        Err(note) => return Measured::Unknown(note),
    };
    let checked: Vec<(bool, Evidence)> = pages
        .iter()
        .filter_map(|page| Some((is_valid(page)?, part(page).ok().flatten()?)))
        .collect();
    if checked.is_empty() {
        return Measured::not_applicable("no-number-to-check");
    }
    let wrong: Vec<Evidence> = checked
        .iter()
        .filter(|(valid, _)| !valid)
        .map(|(_, evidence)| evidence.clone())
        .collect();
    let sample = checked.len();
    match wrong.is_empty() {
        true => yes_no(
            true,
            checked.into_iter().map(|(_, evidence)| evidence).collect(),
            sample,
        ),
        false => yes_no(false, wrong, sample),
    }
}

fn registration_numbers(input: &Input<'_>) -> Measured {
    let pages = match pages(input) {
        Ok(pages) => pages,
        Err(note) => return Measured::Unknown(note),
    };
    let mut numbers: BTreeMap<String, Evidence> = BTreeMap::new();
    for page in &pages {
        let printed = page.facts.business.registration_number.as_deref().map(digits);
        if let (Some(number), Ok(Some(evidence))) = (printed.filter(|number| number.len() == 10), registration(page)) {
            numbers.entry(number).or_insert(evidence);
        }
        for link in page.facts.links.iter().filter(|link| link.url.contains("ftc.go.kr")) {
            let Some((_, rest)) = link.url.split_once("wrkr_no=") else {
                continue;
            };
            let number = digits(rest.split('&').next().unwrap_or(rest));
            if number.len() == 10 {
                let evidence = Evidence::quote(&page.url, &link.spot, clip(&link.url));
                numbers.entry(number).or_insert(evidence);
            }
        }
    }
    if numbers.is_empty() {
        return Measured::not_applicable("no-number-to-check");
    }
    let different = numbers.len();
    number(
        count(different),
        numbers.into_values().collect(),
        pages.len(),
        different - 1,
    )
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
#[path = "business_tests.rs"]
mod tests;
