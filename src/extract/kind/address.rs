//! What the page's address says.

use std::sync::LazyLock;

use regex::Regex;
use url::Url;

use super::Clues;
use super::score::Scores;
use crate::lexicon::Platforms;
use crate::model::PageKind;

/// Words of a path that name a page kind on any site, in many languages: hints only. The first that matches counts.
static HINTS: LazyLock<Vec<(PageKind, f64, Regex)>> = LazyLock::new(|| {
    let word = |words: &str| {
        Regex::new(&format!(r"(?i)(?:^|[/_.?&=-])(?:{words})(?:[/_.?&=-]|\d|$)")).expect("built-in pattern")
    };
    // Words of a topic name a section, not a page, unless they stand alone: "/sport/", but not "/sport-insoles".
    let segment = |words: &str| Regex::new(&format!(r"(?i)(?:^|/)(?:{words})(?:[/.]|\d|$)")).expect("built-in pattern");
    vec![
        (
            PageKind::Confirmation,
            2.0,
            word("thank-?you|order-?(?:success|received|complete[d]?|confirmation)"),
        ),
        (
            PageKind::OrderLookup,
            2.5,
            word("order-?_?status|order-?_?track(?:ing)?|track-?_?(?:my-|your-)?order|order-?lookup"),
        ),
        (
            PageKind::Payment,
            2.0,
            word("payment|pay|zahlung|paiement|pago|betaling|edit-cards?|credit-?card"),
        ),
        (
            PageKind::Checkout,
            2.5,
            word(
                "check-?_?outs?\\d*|quickcheckout|onestepcheckout|onepage|order-?form|orderprocess|place-?order|\
                 shipping-?address|delivery-?address|tramitar|afrekenen|kasse|kassa|caisse|placanje|pokladna|dorucenie\
                 |order-?checkout|order\\d|trade|rgxo|new-checkout|multishipping|buy-?now",
            ),
        ),
        (
            PageKind::Cart,
            2.0,
            word("cart|basket|viewcart|shopping-?bag|warenkorb|panier|carrito|carrello|winkelwagen|kosik|koszyk"),
        ),
        (
            PageKind::Register,
            2.5,
            word(
                "register|registration|regist|signup|sign-up|registro|registrieren|inscription|create-?account|registracija|join",
            ),
        ),
        (
            PageKind::Login,
            2.5,
            word(
                "login|log-in|signin|sign-in|anmelden|connexion|prisijunkite|wp-login|logon|forgot-?(?:password)?|\
                 password|sendpassword|forgotpassword|lost-?password|log-ind|inloggen|accedi",
            ),
        ),
        (
            PageKind::Account,
            2.0,
            word("account|my-?account|mypage|profile|address-?book|wallet|managepayment|settings"),
        ),
        (
            PageKind::Board,
            2.0,
            word("forums?|board|bbs|thread|topic|viewtopic|viewforum|showthread|community|ask|questions?|foro|qna"),
        ),
        (
            PageKind::Contact,
            2.5,
            word("contact|contacts|contact-?_?us|kontakt|contacto|contatti|contactez|otoiawase|inquiry|enquiry"),
        ),
        (PageKind::Faq, 2.0, word("faqs?|help|helpinfo|support|hilfe|aide|ayuda")),
        (
            PageKind::Search,
            2.0,
            word("search|suche|recherche|buscar|searchresults?"),
        ),
        (
            PageKind::Article,
            2.0,
            segment("news|blogs?|articles?|stor(?:y|ies)|post|press|magazine|politics|sports?|opinion|20[0-2]\\d"),
        ),
        (
            PageKind::Product,
            1.5,
            word("product|products|item|itm|prod|deal|dp|detail|goods|classified-ad|pd|p"),
        ),
        (
            PageKind::List,
            1.5,
            word("category|categories|collections?|showcategory|catalog|shop|list|c|kategorie|department"),
        ),
        (
            PageKind::About,
            2.0,
            word("about|about-?_?us|company|ueber-uns|a-propos"),
        ),
        (PageKind::Privacy, 2.5, word("privacy|datenschutz")),
        (PageKind::Terms, 2.5, word("terms|agb|cgv|conditions")),
        (PageKind::Returns, 2.0, word("returns?|refunds?|widerruf|retours?")),
        (
            PageKind::Shipping,
            2.0,
            word("shipping|delivery|versand|livraison|envios?"),
        ),
        (PageKind::Legal, 2.0, word("impressum|imprint|legal|mentions-legales")),
    ]
});

/// Adds what the address says, and returns the kind that it names.
pub(super) fn score(clues: &Clues<'_>, scores: &mut Scores) -> Option<PageKind> {
    let url = clues.context.url?;
    if is_root(url) {
        scores.add(PageKind::Home, 4.0, "url is the site's root");
        let canonical = clues.context.document.tagged("link").find(|link| {
            link.attr("rel")
                .is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"))
        });
        let canonical = canonical.and_then(|link| clues.context.document.resolve(link.attr("href")?));
        if canonical.is_some_and(|canonical| is_root(&canonical)) {
            scores.add(PageKind::Home, 1.0, "canonical is the site's root");
        }
        return Some(PageKind::Home);
    }
    let mut named = None;
    if let Some(found) = Platforms::builtin().kind_of_url(clues.context.platform, url) {
        let weight = if found.generic { 3.0 } else { 5.0 };
        scores.add(found.kind, weight, format!("url names {}", found.detail));
        named = Some(found.kind);
    }
    let path = format!(
        "{}{}",
        url.path(),
        url.query().map(|query| format!("?{query}")).unwrap_or_default()
    );
    let host = url.host_str().unwrap_or_default();
    for (kind, weight, words) in HINTS.iter() {
        let in_path = words.is_match(url.path());
        // "shop.example.com" names every page of the shop, "checkout.example.com" its order form.
        let in_host = !matches!(kind, PageKind::List | PageKind::Product | PageKind::Article)
            && words.is_match(host.split('.').next().unwrap_or_default());
        if in_path || in_host || words.is_match(&path) {
            let weight = if in_path { *weight } else { *weight * 0.6 };
            // The platform's word on the same kind is not counted twice.
            let weight = if named == Some(*kind) { weight * 0.4 } else { weight };
            scores.add(*kind, weight, format!("url words of {kind}"));
            named = named.or(Some(*kind));
            break;
        }
    }
    if names_the_site(url) {
        scores.add(PageKind::Home, 2.5, "url is the site's own name");
    }
    if named.is_none() && looks_like_a_headline(url) {
        scores.add(PageKind::Article, 1.0, "url is a headline");
    }
    named
}

/// Whether an address is the root of a site, or of a language on it.
fn is_root(url: &Url) -> bool {
    static ROOT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^/(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:(?:index|default|main|home)(?:\.[a-z]{2,5})?/?)?$")
            .expect("built-in pattern")
    });
    let tells_more = url.query_pairs().any(|(name, _)| {
        let name = name.to_ascii_lowercase();
        !(name.starts_with("utm_")
            || name.starts_with('_')
            || matches!(name.as_str(), "gclid" | "fbclid" | "ref" | "lang" | "trac" | "nsctrid"))
    });
    ROOT.is_match(url.path()) && !tells_more
}

/// A path that only repeats the site's name: "https://www.mugs.example/mugs/".
fn names_the_site(url: &Url) -> bool {
    let name = url
        .host_str()
        .and_then(crate::net::site::registrable_domain)
        .and_then(|domain| domain.split('.').next().map(str::to_owned));
    name.is_some_and(|name| url.path().trim_matches('/').eq_ignore_ascii_case(&name))
}

/// A last path segment of many words: how news sites name articles.
fn looks_like_a_headline(url: &Url) -> bool {
    url.path_segments()
        .and_then(|mut segments| segments.rfind(|segment| !segment.is_empty()))
        .is_some_and(|last| last.matches(['-', '_']).count() >= 5)
}
