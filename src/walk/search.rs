//! The shop's own search, asked for products that the walk has seen, for one of them with a slip of the finger, and for
//! what no shop has; and an address at which there is nothing. Only GET requests, each counted; robots.txt is obeyed.

use url::Url;

use super::see;
use super::session::Session;
use crate::model::{Form, FormPurpose, NO_SUCH_GOODS, NO_SUCH_PAGE, PageKind, WalkPage};
use crate::net::guard::{self, Action, Decision, FieldRef, Intent};
use crate::net::{Method, Purpose, Request};

/// Products searched for at the most.
const MOST_SEARCHES: usize = 3;
/// Words of a product's name that are searched for.
const WORDS: usize = 2;

/// A word with a slip has at least so many letters, lest another word comes out.
const SLIP_LETTERS: usize = 4;

/// Searches for a few products by the first words of their names, once with a slip, and once for nothing; keeps the
/// results.
pub(super) async fn ask(session: &mut Session<'_>) {
    let Some((page, form, field)) = search_form(&session.pages) else {
        return;
    };
    let names = queries(&session.pages);
    let slip = names.iter().find_map(|words| misspelt(words));
    let nothing = (!names.is_empty()).then(|| NO_SUCH_GOODS.to_owned());
    for words in names.into_iter().chain(slip).chain(nothing) {
        if session.over {
            return;
        }
        let mut values = form.hidden.clone();
        values.push((field.clone(), words));
        search(session, &page, &form, values).await;
    }
}

/// The first visible search form that is sent by GET, with the name of its text field.
fn search_form(pages: &[WalkPage]) -> Option<(Url, Form, String)> {
    pages.iter().filter(|page| page.blocked.is_none()).find_map(|page| {
        let form = page
            .facts
            .forms_for(FormPurpose::Search)
            .find(|form| form.selector.is_some() && form.visible && form.method.eq_ignore_ascii_case("get"))?;
        let field = form
            .fields
            .iter()
            .find(|field| matches!(field.control.as_str(), "text" | "search"))?;
        Some((Url::parse(&page.url).ok()?, form.clone(), field.name.clone()?))
    })
}

/// What is searched for: names of products from the first, the middle and the last of the visit.
fn queries(pages: &[WalkPage]) -> Vec<String> {
    let names: Vec<&str> = pages
        .iter()
        .filter(|page| page.facts.kind.name == PageKind::Product && page.blocked.is_none())
        .filter_map(|page| page.facts.product.as_ref()?.name.as_deref())
        .collect();
    let mut picks: Vec<usize> = match names.len() {
        0 => Vec::new(),
        count => vec![0, count / 2, count - 1],
    };
    picks.dedup();
    picks
        .into_iter()
        .take(MOST_SEARCHES)
        .filter_map(|pick| names.get(pick))
        .map(|name| first_words(name))
        .filter(|words| words.chars().any(char::is_alphanumeric))
        .collect()
}

/// The first words of a name, without the signs around them: nobody types "Apron,".
fn first_words(name: &str) -> String {
    name.split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .take(WORDS)
        .collect::<Vec<&str>>()
        .join(" ")
}

/// The words with a slip in the longest of them: a letter left out, or another vowel in a Korean syllable.
fn misspelt(words: &str) -> Option<String> {
    let word = words
        .split(' ')
        .filter(|word| word.chars().all(char::is_alphabetic))
        .max_by_key(|word| word.chars().count())?;
    let letters: Vec<char> = word.chars().collect();
    let middle = letters.len() / 2;
    let slip: String = match letters.iter().position(|c| is_syllable(*c)) {
        Some(_) => {
            let place = letters.iter().rposition(|c| is_syllable(*c))?;
            let mut other = letters.clone();
            other[place] = other_vowel(letters[place])?;
            other.into_iter().collect()
        }
        None if letters.len() >= SLIP_LETTERS => {
            let left = letters.iter().enumerate().filter(|(place, _)| *place != middle);
            left.map(|(_, c)| *c).collect()
        }
        None => return None,
    };
    Some(words.replacen(word, &slip, 1))
}

/// First of the Hangul syllables, and how many follow each initial consonant and each of its vowels.
const SYLLABLES: u32 = 0xac00;
const LAST_SYLLABLE: u32 = 0xd7a3;
const OF_INITIAL: u32 = 588;
const OF_VOWEL: u32 = 28;

fn is_syllable(letter: char) -> bool {
    (SYLLABLES..=LAST_SYLLABLE).contains(&u32::from(letter))
}

/// The syllable with the next vowel.
fn other_vowel(syllable: char) -> Option<char> {
    let place = u32::from(syllable).checked_sub(SYLLABLES)?;
    let initial = place / OF_INITIAL * OF_INITIAL;
    char::from_u32(SYLLABLES + initial + (place - initial + OF_VOWEL) % OF_INITIAL)
}

/// Asks for an address at which there is nothing, as a customer with an old link does.
pub(super) async fn lost(session: &mut Session<'_>) {
    let Some(home) = session.pages.first().and_then(|home| Url::parse(&home.url).ok()) else {
        return;
    };
    let Ok(address) = home.join(NO_SUCH_PAGE) else { return };
    if session.over || !session.frontier.mark(&address) {
        return;
    }
    let request = Request::get(address, Purpose::Page).with_referer(&home);
    let Ok(response) = session.send(request).await else {
        return;
    };
    // The home page in answer to any address is no page about the mistake.
    if !response.url.path().ends_with(NO_SUCH_PAGE) {
        return;
    }
    let mut visit = session.read(&response);
    visit.facts.kind.name = PageKind::Error;
    visit
        .facts
        .kind
        .because
        .insert(0, "an address that does not exist".to_owned());
    visit.facts.product = None;
    session.keep(visit, None, None, true);
}

async fn search(session: &mut Session<'_>, page: &Url, form: &Form, values: Vec<(String, String)>) {
    let action = form
        .action
        .as_deref()
        .and_then(|action| page.join(action).ok())
        .unwrap_or_else(|| page.clone());
    let fields: Vec<FieldRef<'_>> = values
        .iter()
        .map(|(name, value)| FieldRef {
            name,
            value,
            kind: "text",
            label: "",
        })
        .collect();
    let decision = guard::decide(&Action {
        fields: &fields,
        on_site: session.fetcher.is_on_site(&action),
        ..Action::new(Intent::Search, Method::Get, &action, page, PageKind::Search)
    });
    if !matches!(decision, Decision::Allow) {
        return;
    }
    let charset = session
        .pages
        .first()
        .and_then(|home| crate::net::charset::encoding_for_label(&home.facts.charset));
    let mut request = Request::get(action, Purpose::Page).with_referer(page);
    request.form = values;
    request.charset = charset.map(encoding_rs::Encoding::name);
    let Ok(response) = session.send(request).await else {
        return;
    };
    if !session.frontier.mark(&response.url) {
        return;
    }
    let mut visit = see::see(session, &response).await;
    if visit.status < 400 && visit.facts.kind.name != PageKind::Search && is_list_like(visit.facts.kind.name) {
        visit.facts.kind.name = PageKind::Search;
        visit
            .facts
            .kind
            .because
            .insert(0, "answer of the search form".to_owned());
    }
    session.keep(visit, None, None, true);
}

/// Whether a page may be search results under another guess; a search that leads straight to a product is one, too,
/// but that page stays what it is.
fn is_list_like(kind: PageKind) -> bool {
    matches!(kind, PageKind::List | PageKind::Other | PageKind::Home)
}

#[cfg(test)]
mod tests {
    use super::{first_words, misspelt};

    #[test]
    fn words_are_searched_for_as_a_customer_types_them() {
        assert_eq!(first_words("Linen apron, small"), "Linen apron");
        assert_eq!(first_words("[특가] 해남 고구마 3kg"), "특가 해남");
        assert_eq!(first_words("Salz & Pfeffer"), "Salz Pfeffer");
    }

    #[test]
    fn a_slip_is_one_letter() {
        assert_eq!(misspelt("Linen apron").as_deref(), Some("Linen apon"));
        assert_eq!(misspelt("해남 고구마").as_deref(), Some("해남 고구매"));
        assert_eq!(misspelt("Pot 24"), None);
    }
}
