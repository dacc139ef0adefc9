//! Words that press or steer a customer: the patterns of `audits/pressure.toml`.
//!
//! One pass over the text finds the anchors of all patterns; only a line with an anchor is asked by the expressions of
//! its pattern.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use regex::Regex;
use serde::Deserialize;

/// Longer lines are prose that only happens to hold the words; they are asked around the anchor alone.
const LINE_BYTES: usize = 600;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    pattern: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    on: On,
    anchors: Vec<String>,
    expressions: Vec<String>,
}

/// Where words of a pattern count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum On {
    /// Any visible line.
    Text,
    /// Buttons, links and labels.
    Control,
}

struct Pattern {
    id: String,
    on: On,
    expressions: Vec<Regex>,
}

/// All patterns.
pub struct Pressure {
    anchors: AhoCorasick,
    /// The pattern of each anchor.
    owners: Vec<usize>,
    patterns: Vec<Pattern>,
}

/// Words that a pattern found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PressureHit<'p> {
    /// Where they stand in the text.
    pub range: Range<usize>,
    /// The pattern: "low-stock".
    pub pattern: &'p str,
    /// They count only on a button, a link or a label.
    pub only_on_control: bool,
}

impl Pressure {
    /// The patterns that travel inside the program.
    pub fn builtin() -> &'static Pressure {
        static BUILTIN: LazyLock<Pressure> =
            LazyLock::new(|| Pressure::parse(include_str!("../../audits/pressure.toml")));
        &BUILTIN
    }

    fn parse(text: &str) -> Pressure {
        let file: File = toml::from_str(text).expect("audits/pressure.toml is read by a test");
        let (mut words, mut owners) = (Vec::new(), Vec::new());
        for (index, entry) in file.pattern.iter().enumerate() {
            owners.extend(entry.anchors.iter().map(|_| index));
            words.extend(entry.anchors.iter().cloned());
        }
        let anchors = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(&words)
            .expect("anchors are few and short");
        let compiled = |source: &String| {
            // ASCII boundaries keep the engine on its fast path for text of any script.
            let source = format!("(?i){}", source.replace(r"\b", r"(?-u:\b)"));
            Regex::new(&source).expect("audits/pressure.toml is read by a test")
        };
        let patterns = file
            .pattern
            .iter()
            .map(|entry| Pattern {
                id: entry.id.clone(),
                on: entry.on,
                expressions: entry.expressions.iter().map(compiled).collect(),
            })
            .collect();
        Pressure {
            anchors,
            owners,
            patterns,
        }
    }

    /// The first words of each pattern in each line of a text, by place.
    pub fn find_all(&self, text: &str) -> Vec<PressureHit<'_>> {
        let mut asked: BTreeSet<(usize, usize)> = BTreeSet::new();
        let mut hits = Vec::new();
        for anchor in self.anchors.find_overlapping_iter(text) {
            let owner = self.owners[anchor.pattern().as_usize()];
            let line = line_around(text, anchor.range());
            if !asked.insert((line.start, owner)) {
                continue;
            }
            let pattern = &self.patterns[owner];
            hits.extend(pattern.find(&text[line.clone()]).map(|found| PressureHit {
                range: line.start + found.start..line.start + found.end,
                pattern: &pattern.id,
                only_on_control: pattern.on == On::Control,
            }));
        }
        hits.sort_by_key(|hit| (hit.range.start, hit.range.end, hit.pattern));
        hits.dedup();
        hits
    }

    /// Whether a label holds words of a pattern. An unknown pattern finds nothing.
    pub fn is(&self, id: &str, label: &str) -> bool {
        self.patterns
            .iter()
            .any(|pattern| pattern.id == id && pattern.find(label).is_some())
    }
}

impl Pattern {
    fn find(&self, line: &str) -> Option<Range<usize>> {
        self.expressions
            .iter()
            .filter_map(|expression| expression.find(line))
            .map(|found| found.range())
            .min_by_key(|found| found.start)
    }
}

/// The line that holds a range, cut to a window around it where it is long.
fn line_around(text: &str, range: Range<usize>) -> Range<usize> {
    let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[range.end..].find('\n').map_or(text.len(), |at| range.end + at);
    if end - start <= LINE_BYTES {
        return start..end;
    }
    let from = text.floor_char_boundary(range.start.saturating_sub(LINE_BYTES / 2).max(start));
    let to = text.floor_char_boundary((range.end + LINE_BYTES / 2).min(end));
    from..to
}

#[cfg(test)]
mod tests {
    use super::Pressure;

    fn found(text: &str) -> Vec<(&str, &str)> {
        let hits = Pressure::builtin().find_all(text);
        hits.into_iter().map(|hit| (hit.pattern, &text[hit.range])).collect()
    }

    fn is(pattern: &str, lines: &[&str]) {
        for line in lines {
            assert!(
                found(line).iter().any(|(own, _)| *own == pattern),
                "{pattern}: {line}: {:?}",
                found(line)
            );
        }
    }

    fn is_not(pattern: &str, lines: &[&str]) {
        for line in lines {
            assert!(
                !found(line).iter().any(|(own, _)| *own == pattern),
                "{pattern}: {line}: {:?}",
                found(line)
            );
        }
    }

    #[test]
    fn scarcity_is_told_from_figures() {
        let scarce = [
            "Only 3 left in stock",
            "Hurry, just 2 pairs left!",
            "Low stock",
            "Almost sold out",
            "품절 임박",
            "남은 수량 2개",
            "재고 3개 남음",
            "단 2개 남았습니다",
            "残り3点",
            "在庫わずか",
            "Nur noch 2 Stück auf Lager",
            "Plus que 3 exemplaires",
            "Solo quedan 2 unidades",
            "Últimas unidades",
        ];
        is("low-stock", &scarce);
        let plain = [
            "24 left for the village",
            "In stock",
            "Turn left after 3 km",
            "재고 있음",
            "수량 1개",
            "배송비 남음",
            "The last 30 days",
            "Nur noch heute",
            "only available in stores",
            "마지막 수정 3일 전",
            "残りの作業",
        ];
        is_not("low-stock", &plain);
    }

    #[test]
    fn urgency_needs_more_than_a_word() {
        is(
            "urgency",
            &[
                "Today only!",
                "Sale ends soon",
                "Flash sale",
                "오늘만 이 가격",
                "기간 한정 세일",
                "本日限り",
                "Nur für kurze Zeit",
            ],
        );
        is_not(
            "urgency",
            &[
                "Limited liability company",
                "한정식",
                "선착순 없이 모두",
                "The road ends here",
                "Open today until 6 pm",
                "종료된 행사",
            ],
        );
    }

    #[test]
    fn others_who_buy_are_told_from_others() {
        is(
            "activity",
            &[
                "12 people are viewing this",
                "Kim in Seoul just bought this",
                "지금 34명이 보고 있습니다",
                "5人が閲覧中",
                "17 Kunden haben dieses Produkt gekauft",
            ],
        );
        is_not(
            "activity",
            &[
                "Trusted by customers",
                "Two people per tent",
                "고객님이 원하시는",
                "3명 세트",
                "customers who have questions",
            ],
        );
    }

    #[test]
    fn a_shaming_refusal_is_told_from_a_plain_one() {
        is(
            "confirmshaming",
            &[
                "No thanks, I prefer to pay full price",
                "No, I don't want to save 10%",
                "할인 혜택 포기하기",
                "Nein danke, ich zahle lieber mehr",
                "クーポンは不要です",
            ],
        );
        is_not(
            "confirmshaming",
            &[
                "No thanks",
                "No, thank you",
                "아니요",
                "닫기",
                "No preference",
                "Nein danke",
                "I don't want to receive SMS",
                "쿠폰 받기",
            ],
        );
    }

    #[test]
    fn a_box_that_refuses_when_ticked_is_a_trick() {
        is(
            "trick-question",
            &[
                "Untick this box if you do not wish to receive offers",
                "Tick here if you don't want our newsletter",
                "수신을 원하지 않으시면 체크해 주세요",
            ],
        );
        is_not(
            "trick-question",
            &[
                "Tick here to receive our newsletter",
                "Check out our offers",
                "광고 수신에 동의합니다",
            ],
        );
    }

    #[test]
    fn consent_to_two_things_in_one_box_is_bundled() {
        is(
            "bundled-consent",
            &[
                "I agree to the terms and to receive marketing e-mails",
                "[필수] 광고성 정보 수신 동의",
                "이용약관 및 마케팅 정보 수신에 동의합니다",
            ],
        );
        is_not(
            "bundled-consent",
            &[
                "I agree to the terms and the privacy policy",
                "[선택] 광고성 정보 수신 동의",
                "[필수] 이용약관 동의",
            ],
        );
        is(
            "agree-all",
            &["전체 동의", "모두 동의합니다", "Agree to all", "すべてに同意する"],
        );
        is_not("agree-all", &["Accept all cookies", "전체 상품", "약관 동의"]);
    }

    #[test]
    fn plans_and_their_ends_are_recognised() {
        is(
            "subscription",
            &["Renews automatically every month", "정기배송 신청", "自動更新されます"],
        );
        is(
            "trial",
            &["Start your 14-day free trial", "무료 체험 신청", "Kostenlos testen"],
        );
        is(
            "hard-to-cancel",
            &[
                "To cancel your membership, please call us",
                "회원 탈퇴는 전화로만 가능합니다",
                "解約はお電話にて承ります",
            ],
        );
        is_not(
            "hard-to-cancel",
            &[
                "To cancel your order, reply to the mail",
                "회원탈퇴는 마이페이지에서 하실 수 있습니다",
                "주문 취소는 전화로 가능합니다",
            ],
        );
        is("account-exit", &["회원탈퇴", "Delete your account", "退会する"]);
    }

    #[test]
    fn a_line_of_many_kilobytes_is_read_around_its_words() {
        let text = format!("{} Only 3 left in stock {}", "ü".repeat(9000), "가".repeat(9000));
        assert_eq!(found(&text), [("low-stock", "Only 3 left")]);
    }
}
