//! How soon the shop promises to answer.

use std::sync::LazyLock;

use crate::extract::pattern::pattern;
use regex::Regex;

use super::duration::{Duration, Unit};
use super::scope::Scope;
use crate::model::Policies;

static ANSWERS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)답변|회신|답장|응답|返信|回答|ご連絡|\brepl(?:y|ies)|\brespon(?:d|se)|\banswer|\bget back to you|\bbe in touch|\bcontact you\b|antwort|rückmeld|melden uns|répon|recontact|respond|contest|risposta|rispond",
    )
});
static SAME_DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)당일\s?(?:답변|회신|응답)|当日(?:中に)?(?:返信|回答)|\bsame[- ]day (?:reply|response|answer)|antwort am selben tag",
    )
});
/// Answers to other questions: returns, deliveries, cancellations.
static OTHER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)반품|환불|교환|배송\s?(?:됩|완료|기간)|返品|返金|\breturn|\brefund|\bdeliver|\bwithdraw|widerruf|rücksend|rétract|연락\s?주|문의\s?(?:해\s?)?주|\bcontact us within|\bnotify us|\bplease respond",
    )
});

/// The longest promise that is one, in hours: two weeks.
const LONGEST: u32 = 14 * 24;

pub(super) fn read(scope: &Scope<'_>, durations: &[Duration], policies: &mut Policies) {
    let promised = durations.iter().find(|duration| {
        let sentence = scope.sentence(&duration.range);
        let words = &scope.text[sentence.clone()];
        let named = scope.hits_of(&scope.concepts.reply, &sentence).next().is_some();
        !matches!(duration.unit, Unit::Months)
            && duration.hours() <= LONGEST
            && ANSWERS.is_match(words)
            && (named || limits(words))
            && !OTHER.is_match(words)
    });
    policies.reply_hours = promised
        .map(|duration| scope.stated(duration.hours(), duration.range.clone()))
        .or_else(|| scope.find(&SAME_DAY).map(|range| scope.stated(24, range)));
}

fn limits(words: &str) -> bool {
    static LIMIT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)이내|안에|내로|내에|이하|평균|以内|within|\bin\b|average|innerhalb|binnen|durchschnitt|sous|dans|en moyenne|entro|\ben\b",
        )
    });
    LIMIT.is_match(words)
}
