//! Pages that were kept from us: they say nothing of the shop.

use crate::model::{Note, PageFacts};
use crate::net::Response;

/// Words that challenge pages carry in their title or their little text, folded to lower case.
const CHALLENGES: &[&str] = &[
    "just a moment",
    "attention required",
    "checking your browser",
    "verify you are human",
    "are you a robot",
    "access denied",
    "request blocked",
    "pardon our interruption",
    "please enable cookies",
    "security check",
    "비정상적인 접근",
    "접근이 차단",
    "자동등록방지",
    "로봇이 아닙니다",
    "アクセスが拒否",
];
/// A challenge page has hardly more text than this.
const CHALLENGE_CHARS: usize = 1_500;

/// Why a page says nothing of the shop; none for a page that can be judged.
pub(super) fn reason(response: &Response, facts: &PageFacts) -> Option<Note> {
    match crate::net::blocked(response) {
        Some(blocked) => Some(Note::new(&format!("blocked-{}", blocked.code()))),
        None => is_challenge(facts).then(|| Note::new("blocked-challenge")),
    }
}

fn is_challenge(facts: &PageFacts) -> bool {
    if facts.text.chars > CHALLENGE_CHARS || !facts.forms.iter().all(|form| form.fields.len() <= 2) {
        return false;
    }
    let said = [facts.text.title.as_deref(), facts.text.h1.as_deref()];
    said.into_iter()
        .flatten()
        .map(str::to_lowercase)
        .any(|text| CHALLENGES.iter().any(|words| text.contains(words)))
}
