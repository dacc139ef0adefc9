//! Contact, questions, information pages, newsletter.

use super::{Visit, checkout::is_email};
use crate::demo::Character;
use crate::demo::data::{board, faq, texts};
use crate::demo::http::Reply;
use minijinja::context;
use minijinja::value::{Serde, Value};

pub(super) fn answer(visit: &mut Visit<'_>, post: bool) -> Reply {
    let segments = visit.segments();
    match (post, segments.as_slice()) {
        (false, ["contact"]) => visit.page("contact.html", 200, context! {}),
        (true, ["contact"]) => take_message(visit, "contact.html"),
        (false, ["faq"]) => faq_page(visit),
        (false, ["qna"]) => board_page(visit),
        (false, ["qna", "write"]) => visit.page("ask.html", 200, context! {}),
        (true, ["qna", "write"]) => take_message(visit, "ask.html"),
        (false, ["qna", number]) => post_page(visit, number),
        (true, ["newsletter"]) => newsletter(visit),
        (false, ["info", slug]) => information_page(visit, slug),
        _ => visit.not_found(),
    }
}

fn take_message(visit: &mut Visit<'_>, template: &str) -> Reply {
    let name = visit.request.field("name");
    let email = visit.request.field("email");
    let message = visit.request.field("message");
    if !is_email(email) || message.is_empty() {
        let error = visit.say(
            "이메일과 내용을 적어 주세요.",
            "Please enter your e-mail and your message.",
        );
        return visit.page(template, 422, context! { error, name, email, message });
    }
    visit.store.counters.messages += 1;
    visit.message(
        200,
        visit.say("보내 주셔서 감사합니다", "Thank you for writing"),
        match visit.shop.character {
            Character::Good => visit.say("1영업일 이내에 답변 드리겠습니다.", "We reply within one business day."),
            Character::Bad | Character::Odd => "",
        },
    )
}

fn faq_page(visit: &Visit<'_>) -> Reply {
    let language = visit.language();
    let questions: Vec<Value> = faq::FAQ
        .iter()
        .map(|(topic, question, answer)| {
            context! {
                topic => topic.get(language),
                question => question.get(language),
                answer => answer.get(language),
            }
        })
        .collect();
    visit.page("faq.html", 200, context! { questions })
}

fn posts(visit: &Visit<'_>) -> Vec<board::Post> {
    let habit = match visit.shop.character {
        Character::Good => &board::GOOD,
        Character::Bad => &board::BAD,
        Character::Odd => &board::ODD,
    };
    board::posts(habit, visit.language())
}

fn board_page(visit: &Visit<'_>) -> Reply {
    visit.page("board.html", 200, context! { posts => Serde(posts(visit)) })
}

fn post_page(visit: &Visit<'_>, number: &str) -> Reply {
    let number: Option<u32> = number.parse().ok();
    match posts(visit).into_iter().find(|post| Some(post.number) == number) {
        Some(post) => visit.page("post.html", 200, context! { post => Serde(post) }),
        None => visit.not_found(),
    }
}

fn newsletter(visit: &mut Visit<'_>) -> Reply {
    if !is_email(visit.request.field("email")) {
        return visit.message(
            422,
            visit.say("이메일 주소를 확인해 주세요", "Please check the e-mail address"),
            "",
        );
    }
    visit.store.counters.newsletter += 1;
    visit.message(
        200,
        visit.say("구독해 주셔서 감사합니다", "Thank you for subscribing"),
        "",
    )
}

fn information_page(visit: &Visit<'_>, slug: &str) -> Reply {
    let Some((title, body)) = texts::information(visit.shop.character, slug) else {
        return visit.not_found();
    };
    let language = visit.language();
    let body = Value::from_safe_string(body.get(language).to_owned());
    visit.page(
        "information.html",
        200,
        context! { title => title.get(language), slug, body },
    )
}
