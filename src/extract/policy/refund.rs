//! How soon the money is back.

use std::sync::LazyLock;

use regex::Regex;

use super::duration::{Duration, Unit};
use super::scope::Scope;
use crate::extract::pattern::pattern;
use crate::model::Policies;

/// The longest term that is one, in days.
const LONGEST: u32 = 90;

/// Money that goes back.
static REFUND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)환불|대금(?:을|은)? ?환급|결제 ?취소|返金|\brefund|\breimburs|\bmoney back|\bcredit(?:ed)? (?:to|back)|erstatt|zurückzahl|zurückzuzahlen|rückzahlung|rembours|reembols|rimbors|terugbetal",
    )
});
/// Spans in which the customer must act: the window, or the term of a claim.
static WINDOW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix)
        (?:환불|반품|교환|취소)\s?(?:을|를)?\s?(?:신청|요청|접수|문의)(?:하|해|은|기간|이|\s?가능) | 청약\s?철회
        | (?:수령|배송\s?완료|구매|결제)(?:일|하신|하신\s?날|\s?후)?(?:로부터|부터|\s?후)?\s?\d+\s?일
        | 받으신\s?날(?:부터|로부터) | 환불\s?(?:이|은)?\s?(?:가능|불가)
        | \breturn(?:s|ed)?\b[^.]{0,40}\bwithin\b | \bwithin\b[^.]{0,40}\b(?:of|from|after)\s(?:receipt|receiving|delivery|purchase|the\spurchase)
        | \bdays?\s(?:free\s)?returns?\b | \bno\sdelivery\b | \bnot\s(?:arrive|deliver)
        | \brequest\b[^.]{0,30}\bwithin | \bwiderruf[^.]{0,60}binnen\svierzehn\stagen\sohne
        ",
    )
});
/// The goods are back: from then on it is the shop's turn, whatever else the sentence says.
static BACK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:반품|반송|상품|물품|제품|물건)[^.]{0,14}(?:입고|도착|회수|확인|검수|돌아온)|返品[^。]{0,12}(?:到着|確認|受領)|\b(?:goods|items?|return|parcel|product)s?\b[^.]{0,40}\b(?:come back|arrive|received|inspect|processed|reach)|\b(?:receiv|inspect|process)[a-z]*\b[^.]{0,30}\breturn",
    )
});

/// The term of the refund: a span in a sentence about money that goes back, unless it is the window for returning.
pub(super) fn read(scope: &Scope<'_>, durations: &[Duration], policies: &mut Policies) {
    policies.refund_days = durations
        .iter()
        .filter(|duration| !matches!(duration.unit, Unit::Months) && duration.days()[1] <= LONGEST)
        .filter(|duration| {
            let words = &scope.text[scope.sentence(&duration.range)];
            REFUND.is_match(words) && (!WINDOW.is_match(words) || BACK.is_match(words))
        })
        .max_by_key(|duration| (duration.days()[1], std::cmp::Reverse(duration.range.start)))
        .map(|duration| scope.stated(duration.days()[1], duration.range.clone()));
}

#[cfg(test)]
mod tests {
    use crate::extract::{Source, facts};

    fn days(text: &str) -> Option<u32> {
        let html = format!("<main><h2>Returns 교환·반품</h2><p>{text}</p></main>");
        facts(&Source::new(html.as_bytes(), None))
            .policies
            .refund_days
            .map(|stated| stated.value)
    }

    #[test]
    fn the_time_until_the_money_is_back() {
        assert_eq!(
            days("You get your refund within three business days after the goods come back."),
            Some(3)
        );
        assert_eq!(days("Refunds are processed within 14 days."), Some(14));
        assert_eq!(days("반품 상품이 입고된 뒤 3영업일 이내에 환불해 드립니다."), Some(3));
        assert_eq!(days("Wir erstatten den Betrag binnen 7 Tagen."), Some(7));
    }

    #[test]
    fn the_window_for_returning_is_none() {
        assert_eq!(days("Return it within 30 days for a full refund."), None);
        assert_eq!(days("환불은 수령 후 7일 이내에 신청하셔야 합니다."), None);
        assert_eq!(days("We deliver within 3 days."), None);
        assert_eq!(days("30 Day Free Return and Refund"), None);
    }
}
