//! The posts of the question board, composed from twenty questions asked about two products each.

use super::{Language, Text, products::PRODUCTS};
use jiff::ToSpan;
use jiff::civil::DateTime;
use serde::Serialize;

/// One post of the board, ready for a template.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Post {
    /// Number in the URL; higher is newer.
    pub number: u32,
    /// What is asked, in one line.
    pub subject: String,
    /// The question.
    pub body: String,
    /// Who asks; masked as Korean boards do.
    pub author: &'static str,
    /// When it was asked: `2026-11-19 10:20`.
    pub asked: String,
    /// When it was answered; absent while it waits.
    pub answered: Option<String>,
    /// The answer.
    pub answer: Option<String>,
    /// Who answered.
    pub answered_by: &'static str,
    /// Whether only its author may read it.
    pub secret: bool,
}

/// Which board: how many posts, how many of them are answered and after how long.
pub(crate) struct Habit {
    /// Posts on the board.
    pub posts: u32,
    /// Whether the post with this place (0 is the newest) has an answer.
    pub answered: fn(u32) -> bool,
    /// Hours from question to answer for the post with this place.
    pub hours: fn(u32) -> i64,
    /// Whether the post with this place is secret.
    pub secret: fn(u32) -> bool,
}

/// Forty posts, all but the newest answered within the day.
pub(crate) const GOOD: Habit = Habit {
    posts: 40,
    answered: |place| place > 0,
    hours: |place| i64::from(1 + place % 4),
    secret: |_| false,
};
/// Twelve posts, two answered after nine days: the board nobody looks after.
pub(crate) const BAD: Habit = Habit {
    posts: 12,
    answered: |place| place == 4 || place == 9,
    hours: |_| 9 * 24,
    secret: |_| false,
};
/// Twelve posts, nine answered (75 %) after 30 hours, two of them secret.
pub(crate) const ODD: Habit = Habit {
    posts: 12,
    answered: |place| place % 4 != 1,
    hours: |_| 30,
    secret: |place| place == 2 || place == 7,
};

const AUTHORS: [&str; 8] = ["김**", "이**", "박**", "최**", "정**", "강**", "조**", "윤**"];

/// Subject, answer; `{}` stands for the product's name.
const QUESTIONS: [(Text, Text); 20] = [
    (
        Text {
            ko: "선물 포장이 되나요?",
            en: "Do you wrap gifts?",
        },
        Text {
            ko: "{} 포장은 무료로 해 드립니다. 주문하실 때 배송 메모에 적어 주세요.",
            en: "We wrap the {} for free. Just write it into the delivery note.",
        },
    ),
    (
        Text {
            ko: "식기세척기에 넣어도 되나요?",
            en: "Is it safe in the dishwasher?",
        },
        Text {
            ko: "{}은(는) 손으로 씻으시는 편이 오래갑니다. 급할 때 한두 번은 괜찮습니다.",
            en: "Better wash the {} by hand. Once or twice in a hurry does no harm.",
        },
    ),
    (
        Text {
            ko: "실제 색이 사진과 같은가요?",
            en: "Is the colour as in the pictures?",
        },
        Text {
            ko: "낮에 창가에서 찍은 사진이라 거의 같습니다. {} 조각을 보내 드릴 수도 있습니다.",
            en: "We took the pictures by daylight, so yes. We can also send you a sample of the {}.",
        },
    ),
    (
        Text {
            ko: "주말에도 받을 수 있나요?",
            en: "Can I get it on a weekend?",
        },
        Text {
            ko: "토요일에는 도착합니다. {}은(는) 금요일 오후 2시까지 주문해 주세요.",
            en: "Saturday works. Order the {} by Friday 2 p.m., please.",
        },
    ),
    (
        Text {
            ko: "재입고는 언제인가요?",
            en: "When will it be back in stock?",
        },
        Text {
            ko: "{}은(는) 공방에서 다음 달 첫 주에 옵니다. 들어오면 전화드리겠습니다.",
            en: "The workshop sends the {} in the first week of next month. We will call you.",
        },
    ),
    (
        Text {
            ko: "무게가 얼마나 되나요?",
            en: "How heavy is it?",
        },
        Text {
            ko: "저울에 달아 보니 {} 한 개가 1.2킬로그램입니다. 상자까지 하면 1.6킬로그램입니다.",
            en: "We put the {} on the scales: 1.2 kg, and 1.6 kg with the box.",
        },
    ),
    (
        Text {
            ko: "교환하고 싶어요",
            en: "I would like to exchange it",
        },
        Text {
            ko: "불편을 드려 죄송합니다. 내일 기사님이 {}을(를) 가지러 가고 새것을 드립니다.",
            en: "Sorry for the trouble. Tomorrow a driver brings a new {} and takes the old one.",
        },
    ),
    (
        Text {
            ko: "세금계산서가 필요합니다",
            en: "I need a tax invoice",
        },
        Text {
            ko: "{} 주문 건으로 발행했습니다. 메일함을 봐 주시고 없으면 알려 주세요.",
            en: "The invoice for the {} is in your mailbox. Tell us if it is not.",
        },
    ),
    (
        Text {
            ko: "열 개를 사면 할인이 있나요?",
            en: "Is there a discount for ten?",
        },
        Text {
            ko: "{} 열 개부터는 8퍼센트를 빼 드립니다. 견적서를 메일로 보냈습니다.",
            en: "From ten pieces of {} we take off 8 percent. The quote is in your mail.",
        },
    ),
    (
        Text {
            ko: "배송지를 바꿀 수 있나요?",
            en: "Can I change the address?",
        },
        Text {
            ko: "아직 출고 전이라 바꿔 두었습니다. {}은(는) 새 주소로 갑니다.",
            en: "It had not left yet, so we changed it. The {} goes to the new address.",
        },
    ),
    (
        Text {
            ko: "냄새가 나는데 괜찮은가요?",
            en: "It smells, is that all right?",
        },
        Text {
            ko: "새 물건 냄새이니 이틀쯤 바람을 쐬어 주세요. 그래도 나면 {}을(를) 바꿔 드립니다.",
            en: "Give it two days in fresh air. If it still smells we replace the {}.",
        },
    ),
    (
        Text {
            ko: "아이가 써도 안전한가요?",
            en: "Is it safe for children?",
        },
        Text {
            ko: "{}은(는) 안전 검사를 받았습니다. 모서리도 둥글게 다듬었습니다.",
            en: "The {} passed its safety test, and its corners are rounded.",
        },
    ),
    (
        Text {
            ko: "부품만 따로 살 수 있나요?",
            en: "Can I buy a spare part?",
        },
        Text {
            ko: "{} 부품은 2년 동안 그냥 보내 드립니다. 어느 곳인지 사진을 보내 주세요.",
            en: "Parts for the {} are free for two years. Send us a photo of the part.",
        },
    ),
    (
        Text {
            ko: "조립이 어려운가요?",
            en: "Is it hard to assemble?",
        },
        Text {
            ko: "드라이버 하나로 십 분이면 됩니다. {} 조립 그림이 상자 안에 있습니다.",
            en: "One screwdriver and ten minutes. The drawing is in the box of the {}.",
        },
    ),
    (
        Text {
            ko: "해외로 보내 주시나요?",
            en: "Do you ship abroad?",
        },
        Text {
            ko: "아직은 국내만 됩니다. {}을(를) 국내 주소로 받아 가신 분은 많습니다.",
            en: "Only inside Korea so far. Many guests take the {} home from an address here.",
        },
    ),
    (
        Text {
            ko: "옆 제품과 무엇이 다른가요?",
            en: "How does it differ from the next one?",
        },
        Text {
            ko: "두께가 다릅니다. 매일 쓰신다면 {} 쪽을 권합니다.",
            en: "It is thicker. For daily use we would take the {}.",
        },
    ),
    (
        Text {
            ko: "매장에서 볼 수 있나요?",
            en: "Can I see it in a shop?",
        },
        Text {
            ko: "쇼룸에 {} 견본이 있습니다. 평일 아무 때나 오세요.",
            en: "A {} stands in our showroom. Come on any weekday.",
        },
    ),
    (
        Text {
            ko: "금이 간 채로 왔어요",
            en: "It arrived cracked",
        },
        Text {
            ko: "정말 죄송합니다. 새 {}을(를) 오늘 보냈고, 금 간 것은 버리셔도 됩니다.",
            en: "We are very sorry. A new {} left today; you may throw the cracked one away.",
        },
    ),
    (
        Text {
            ko: "적립금은 어떻게 쓰나요?",
            en: "How do I use my points?",
        },
        Text {
            ko: "결제 화면에서 숫자를 적으시면 됩니다. {}에도 쓰실 수 있습니다.",
            en: "Type the number on the payment page. It works for the {} too.",
        },
    ),
    (
        Text {
            ko: "어제 주문했는데 출고됐나요?",
            en: "Has yesterday's order left?",
        },
        Text {
            ko: "네, {}은(는) 어제 오후 네 시에 나갔습니다. 운송장 번호를 문자로 보냈습니다.",
            en: "Yes, the {} left at four yesterday. The tracking number is in your messages.",
        },
    ),
];

/// The posts of a board, newest first.
pub(crate) fn posts(habit: &Habit, language: Language) -> Vec<Post> {
    (0..habit.posts).map(|place| post(habit, place, language)).collect()
}

fn post(habit: &Habit, place: u32, language: Language) -> Post {
    let (subject, answer) = QUESTIONS[place as usize % QUESTIONS.len()];
    let product = PRODUCTS[(place as usize * 7 + 3) % PRODUCTS.len()].name.get(language);
    let asked = newest_question().saturating_sub((i64::from(place) * 29).hours());
    // Answers come in office hours, so a question of the night would wait for the morning: none is asked at night.
    let asked = asked.with().hour(9 + (place % 6) as i8).build().unwrap_or(asked);
    let answered = (habit.answered)(place).then(|| {
        asked
            .saturating_add((habit.hours)(place).hours())
            .saturating_add(7.minutes())
    });
    let thanks = Text {
        ko: "안녕하세요. 문의해 주셔서 감사합니다.",
        en: "Hello, and thank you for asking.",
    };
    let secret = (habit.secret)(place);
    Post {
        number: habit.posts - place,
        subject: if secret {
            Text {
                ko: "비밀글입니다.",
                en: "Private post",
            }
            .get(language)
            .to_owned()
        } else {
            format!("[{product}] {}", subject.get(language))
        },
        body: format!("{product}: {}", subject.get(language)),
        author: AUTHORS[place as usize % AUTHORS.len()],
        asked: stamp(asked),
        answered: answered.map(stamp),
        answer: answered.map(|_| {
            format!(
                "{} {}",
                thanks.get(language),
                answer.get(language).replace("{}", product)
            )
        }),
        answered_by: match (place % 5, language) {
            (0, Language::Korean) => "대표 한소담",
            (0, Language::English) => "Han Sodam, owner",
            (_, Language::Korean) => "고객센터",
            (_, Language::English) => "Customer service",
        },
        secret,
    }
}

/// Dates on the board count back from the shop's fixed day (see [`super::texts::DEMO_DAY`]).
fn newest_question() -> DateTime {
    super::texts::DEMO_DAY.at(9, 20, 0, 0)
}

fn stamp(time: DateTime) -> String {
    time.strftime("%Y-%m-%d %H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_board_answers_all_but_the_newest_on_the_same_day() {
        let posts = posts(&GOOD, Language::Korean);
        assert_eq!(posts.len(), 40);
        assert_eq!(posts.iter().filter(|post| post.answered.is_none()).count(), 1);
        for post in &posts[1..] {
            assert_eq!(post.asked[..10], post.answered.as_deref().unwrap_or_default()[..10]);
        }
    }
}
