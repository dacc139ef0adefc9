//! Accounts, and the order look-up that needs none.

use super::{Visit, checkout::is_email};
use crate::demo::Character;
use crate::demo::http::Reply;
use minijinja::context;

pub(super) fn answer(visit: &mut Visit<'_>, post: bool) -> Reply {
    let path = visit.request.path.clone();
    match (post, path.as_str()) {
        (false, "/login") => visit.page("login.html", 200, context! {}),
        (true, "/login") => log_in(visit),
        (false, "/register") => visit.page("register.html", 200, context! {}),
        (true, "/register") => register(visit),
        (true, "/logout") => {
            log_out(visit);
            visit.go("/")
        }
        (false, "/account") if visit.session.account.is_some() => visit.page("account.html", 200, context! {}),
        (false, "/account") => visit.go("/login"),
        (false, "/order-lookup") => visit.page("order_lookup.html", 200, context! {}),
        (true, "/order-lookup") => look_up(visit),
        _ => visit.not_found(),
    }
}

/// Where a visitor goes who has just signed in: on with the order, if there is one.
fn onward(visit: &Visit<'_>) -> Reply {
    visit.go(if visit.session.lines.is_empty() {
        "/account"
    } else {
        "/checkout"
    })
}

fn log_in(visit: &mut Visit<'_>) -> Reply {
    let email = visit.request.field("email").to_lowercase();
    let password = visit.request.field("password");
    if visit.store.accounts.get(&email).is_some_and(|known| known == password) {
        visit.store.counters.logins += 1;
        visit.session.account = Some(email);
        return onward(visit);
    }
    let error = visit.say(
        "이메일이나 비밀번호가 맞지 않습니다.",
        "E-mail or password is not right.",
    );
    visit.page("login.html", 422, context! { error, email })
}

fn register(visit: &mut Visit<'_>) -> Reply {
    let email = visit.request.field("email").to_lowercase();
    let password = visit.request.field("password").to_owned();
    let error = if !is_email(&email) {
        Some(visit.say("이메일 주소를 확인해 주세요.", "Please check the e-mail address."))
    } else if password.chars().count() < 8 {
        Some(visit.say(
            "비밀번호는 여덟 글자 이상입니다.",
            "The password needs eight characters.",
        ))
    } else if visit.store.accounts.contains_key(&email) {
        Some(visit.say("이미 가입된 이메일입니다.", "This e-mail has an account already."))
    } else if visit.shop.character == Character::Bad && visit.request.field("birth_year").is_empty() {
        Some(visit.say("생년월일을 입력하세요.", "Enter your date of birth."))
    } else {
        None
    };
    if error.is_some() {
        return visit.page("register.html", 422, context! { error, email });
    }
    visit.store.accounts.insert(email.clone(), password);
    visit.store.counters.accounts += 1;
    visit.store.counters.logins += 1;
    if visit.request.field("newsletter") == "yes" {
        visit.store.counters.newsletter += 1;
    }
    visit.session.account = Some(email);
    onward(visit)
}

/// Ends the sign-in, keeps the cart.
pub(in crate::demo) fn log_out(visit: &mut Visit<'_>) {
    visit.session.account = None;
    visit.store.counters.logouts += 1;
}

fn look_up(visit: &mut Visit<'_>) -> Reply {
    visit.store.counters.lookups += 1;
    let number = visit.request.field("order_number");
    let email = visit.request.field("email");
    let order = visit
        .store
        .orders
        .iter()
        .find(|order| order.number == number && order.email == email);
    match order {
        Some(order) => visit.page(
            "order_lookup.html",
            200,
            context! { order => context! {
                number => &order.number, total => order.total, items => &order.items,
            } },
        ),
        None => {
            let error = visit.say(
                "그런 주문이 없습니다. 주문번호와 이메일을 확인해 주세요.",
                "There is no such order. Please check number and e-mail.",
            );
            visit.page("order_lookup.html", 422, context! { error, number, email })
        }
    }
}
