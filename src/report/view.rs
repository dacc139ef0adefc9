//! How a report is to be shown.

use std::sync::LazyLock;

use super::messages::Messages;
use crate::model::{Evidence, Money, PageKind};

/// How a report is to be shown.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// Terminal cells of a line.
    pub width: u16,
    /// Colours are wanted.
    pub color: bool,
    /// Show the points lost and the source of each finding.
    pub explain: bool,
    /// Show everything, in the formats that have a short form.
    pub full: bool,
    /// Begin with a byte order mark, in the formats that a spreadsheet reads.
    pub bom: bool,
    /// The words.
    pub messages: &'a Messages,
}

impl View<'_> {
    /// A sentence of the reports' own words (`table.*` of the messages) with its placeholders filled.
    pub fn say(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        self.messages.with(&format!("table.{key}"), arguments)
    }

    /// The part of the page in which evidence stands, and whether a customer fails to see it there.
    pub fn place_of(&self, evidence: &Evidence) -> Option<String> {
        let region = evidence
            .region
            .map(|region| self.say(&format!("region-{}", region.as_str()), &[]));
        let hidden = evidence.hidden.then(|| self.say("region-hidden", &[]));
        let covered = evidence
            .covered_by
            .as_deref()
            .map(|by| self.say("region-covered", &[("by", &super::clean(by))]));
        let parts: Vec<String> = region.into_iter().chain(hidden).chain(covered).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    /// The name of a page kind.
    pub fn kind(&self, kind: PageKind) -> &str {
        self.messages.text(kind_key(kind))
    }

    /// A sentence of any table of the messages with its placeholders filled.
    pub fn tell(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        self.messages.with(key, arguments)
    }

    /// A sentence with `{count}` in it, in the singular (`KEY-one`) where the language has one.
    pub fn counted(&self, key: &str, count: usize) -> String {
        let one = format!("{key}-one");
        let key = if count == 1 && self.messages.has(&one) {
            &one
        } else {
            key
        };
        self.messages.with(key, &[("count", &self.count(count))])
    }

    /// A count, thousands set apart.
    pub fn count(&self, count: usize) -> String {
        #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
        let written = self.messages.number(count as f64);
        written
    }

    /// A score as a whole number.
    pub fn score(&self, score: f64) -> String {
        format!("{:.0}", score.clamp(0.0, 100.0))
    }

    /// Day and time of the report's time stamp, in UTC; the stamp itself when it is none.
    pub fn moment(&self, stamp: &str) -> String {
        let Ok(moment) = stamp.parse::<jiff::Timestamp>() else {
            return super::clean(stamp);
        };
        let moment = moment.to_zoned(jiff::tz::TimeZone::UTC);
        let time = format!("{:02}:{:02}", moment.hour(), moment.minute());
        self.tell(
            "report.moment",
            &[("date", &self.messages.date(moment.date())), ("time", &time)],
        )
    }

    /// An amount of money as the reader writes it: "₩12,000", "12,000원", "$19.90"; nothing to pay is said in words.
    pub fn money(&self, money: &Money) -> String {
        if money.amount.is_zero() {
            return self.messages.text("report.free").to_owned();
        }
        let amount = grouped(&money.amount.abs().normalize().to_string(), money.currency.as_deref());
        let sign = if money.amount.is_sign_negative() { "−" } else { "" };
        let Some(currency) = money.currency.as_deref() else {
            return format!("{sign}{amount}");
        };
        let key = format!("money.{currency}");
        if self.messages.has(&key) {
            format!("{sign}{}", self.tell(&key, &[("amount", &amount)]))
        } else {
            format!("{sign}{amount} {}", super::clean(currency))
        }
    }

    /// A share as the reader writes it.
    pub fn percent(&self, share: f64) -> String {
        self.messages.percent((share * 100.0).round() / 100.0)
    }
}

fn kind_key(kind: PageKind) -> &'static str {
    static KEYS: LazyLock<Vec<String>> =
        LazyLock::new(|| PageKind::ALL.iter().map(|kind| format!("kind.{kind}")).collect());
    PageKind::ALL
        .iter()
        .position(|known| *known == kind)
        .and_then(|index| KEYS.get(index))
        .map_or("kind.other", String::as_str)
}

/// Digits with the thousands set apart; two decimals where the currency has them and the amount is not whole.
fn grouped(digits: &str, currency: Option<&str>) -> String {
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let mut text = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if decimals.is_empty() {
        return text;
    }
    let padded = if matches!(currency, Some("KRW" | "JPY")) { 0 } else { 2 };
    format!("{text}.{decimals:0<padded$}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;

    fn view(language: Language) -> View<'static> {
        View {
            width: 80,
            color: false,
            explain: false,
            full: false,
            bom: false,
            messages: Messages::get(language),
        }
    }

    fn money(amount: &str, currency: Option<&str>) -> Money {
        Money {
            amount: amount.parse().unwrap(),
            currency: currency.map(str::to_owned),
        }
    }

    #[test]
    fn money_is_written_in_the_readers_form() {
        let (en, ko) = (view(Language::En), view(Language::Ko));
        assert_eq!(en.money(&money("1234500", Some("KRW"))), "₩1,234,500");
        assert_eq!(ko.money(&money("1234500", Some("KRW"))), "1,234,500원");
        assert_eq!(en.money(&money("19.9", Some("USD"))), "$19.90");
        assert_eq!(en.money(&money("5.00", Some("EUR"))), "€5");
        assert_eq!(ko.money(&money("0", Some("KRW"))), "무료");
        assert_eq!(en.money(&money("-3", Some("CHF"))), "−3 CHF");
        assert_eq!(en.money(&money("1000", None)), "1,000");
    }

    #[test]
    fn the_time_stamp_is_a_day_and_an_hour() {
        assert_eq!(
            view(Language::En).moment("2026-11-21T08:30:00Z"),
            "21 November 2026, 08:30 UTC"
        );
        assert_eq!(
            view(Language::Ko).moment("2026-11-21T08:30:00Z"),
            "2026년 11월 21일 08:30 (UTC)"
        );
        assert_eq!(view(Language::En).moment("today"), "today");
    }

    #[test]
    fn one_is_counted_in_the_singular() {
        assert_eq!(view(Language::En).counted("report.fields", 1), "1 field");
        assert_eq!(view(Language::En).counted("report.fields", 27), "27 fields");
        assert_eq!(view(Language::Ko).counted("report.fields", 1), "입력란 1개");
    }
}
