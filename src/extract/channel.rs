//! Ways to reach a person.

use std::ops::Range;

use url::Url;

use super::Context;
use crate::model::{Channel, ChannelKind, Email, Form, FormPurpose, Link, Phone, Region, Spot};
use crate::page::Element;

/// Hosts of chats and messengers: a link to one opens a talk with the shop, a script from one shows its widget.
const CHATS: &[&str] = &[
    "pf.kakao.com",
    "open.kakao.com",
    "talk.naver.com",
    "channel.io",
    "channels.zoyi.co",
    "wa.me",
    "api.whatsapp.com",
    "chat.whatsapp.com",
    "line.me",
    "lin.ee",
    "m.me",
    "t.me",
    "intercom.io",
    "intercomcdn.com",
    "zdassets.com",
    "zopim.com",
    "tawk.to",
    "livechatinc.com",
    "crisp.chat",
    "drift.com",
    "driftt.com",
    "tidio.co",
    "tidiochat.com",
    "gorgias.chat",
    "olark.com",
    "userlike.com",
    "userlike-cdn-widgets.s3-eu-west-1.amazonaws.com",
    "smartsupp.com",
    "smartsuppchat.com",
    "freshchat.com",
    "jivosite.com",
    "chatra.io",
    "happytalk.io",
    "chatplus.jp",
    "zendesk.com/embeddable",
];

/// Ways to reach a person, in document order, one for each kind and place.
pub(super) fn channels(
    context: &Context<'_>,
    phones: &[Phone],
    emails: &[Email],
    forms: &[Form],
    links: &[Link],
    address: Option<&Range<usize>>,
) -> Vec<Channel> {
    let mut found: Vec<Channel> = Vec::new();
    let mut push = |kind: ChannelKind, quote: &str, spot: &Spot| {
        let quote: String = quote.trim().chars().take(120).collect();
        let same = |one: &Channel| one.kind == kind && one.quote == quote && one.spot.region == spot.region;
        if !quote.is_empty() && !found.iter().any(same) {
            found.push(Channel {
                kind,
                quote,
                spot: spot.clone(),
            });
        }
    };
    for phone in phones.iter().filter(|phone| phone.is_callable()) {
        push(ChannelKind::Phone, &phone.raw, &phone.spot);
    }
    for email in emails {
        push(ChannelKind::Email, &email.address, &email.spot);
    }
    for form in forms.iter().filter(|form| form.purpose == FormPurpose::Contact) {
        let selector = form.selector.as_deref().unwrap_or_default();
        push(ChannelKind::Form, form_words(form), &form_spot(context, selector));
    }
    for link in links {
        if let Some(kind) = kind_of(context, link) {
            let quote = if link.text.is_empty() { &link.url } else { &link.text };
            push(kind, quote, &link.spot);
        }
    }
    if let Some(widget) = context.document.elements().find_map(widget) {
        push(ChannelKind::Chat, &widget.0, &widget.1.spot());
    }
    if let Some(range) = address.cloned() {
        push(
            ChannelKind::Address,
            &context.document.text()[range.clone()],
            &context.document.spot(range),
        );
    }
    found
}

fn kind_of(context: &Context<'_>, link: &Link) -> Option<ChannelKind> {
    let url = Url::parse(&link.url).ok()?;
    let host = url.host_str()?.trim_start_matches("www.");
    if CHATS.iter().any(|chat| is_host(host, chat)) {
        // Share buttons carry the page's own words along; nobody answers there.
        let shares = url.path().contains("share")
            || url
                .query()
                .is_some_and(|query| query.contains("text=") && !query.contains("phone="));
        return (!shares || host == "wa.me" && url.path().len() > 5).then_some(ChannelKind::Chat);
    }
    let about = |concept: &str| link.concepts.iter().any(|own| own == concept);
    if about("action.chat") {
        return Some(ChannelKind::Chat);
    }
    if about("topic.qna-board") && link.spot.region != Region::Main
        || about("topic.qna-board") && url.path().to_ascii_lowercase().contains("board")
    {
        return Some(ChannelKind::Board);
    }
    let social = context.lexicon.list("topic.social.hosts");
    let own = context
        .url
        .and_then(Url::host_str)
        .is_some_and(|own| own.trim_start_matches("www.") == host);
    let shares = ["/share", "/sharer", "/intent", "/pin/create", "/sharing"]
        .iter()
        .any(|part| url.path().contains(part));
    (!own && !shares && social.iter().any(|one| is_host(host, one))).then_some(ChannelKind::Social)
}

fn is_host(host: &str, wanted: &str) -> bool {
    host == wanted || host.strip_suffix(wanted).is_some_and(|rest| rest.ends_with('.'))
}

/// The script or frame of a chat widget, by its address.
fn widget(element: Element<'_>) -> Option<(String, Element<'_>)> {
    if !matches!(element.name(), "script" | "iframe") {
        return None;
    }
    let source = element.attr("src").or_else(|| element.attr("data-src"))?;
    let source = if source.starts_with("//") {
        format!("https:{source}")
    } else {
        source.to_owned()
    };
    let url = Url::parse(&source).ok()?;
    let host = url.host_str()?;
    CHATS
        .iter()
        .any(|chat| is_host(host, chat))
        .then(|| (host.to_owned(), element))
}

/// What a customer reads on a form: its heading, else its button, else its first field.
fn form_words(form: &Form) -> &str {
    let button = form.buttons.iter().map(|button| button.label.as_str());
    let field = form.fields.iter().filter_map(|field| field.label.as_deref());
    form.title
        .as_deref()
        .into_iter()
        .chain(button)
        .chain(field)
        .find(|words| words.chars().any(char::is_alphanumeric))
        .or(form.selector.as_deref())
        .unwrap_or("form")
}

fn form_spot(context: &Context<'_>, selector: &str) -> Spot {
    context
        .document
        .tagged("form")
        .find(|form| form.selector() == selector)
        .map_or_else(
            || Spot {
                selector: selector.to_owned(),
                visible: true,
                ..Spot::default()
            },
            Element::spot,
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{Source, facts};

    fn kinds(html: &str) -> Vec<ChannelKind> {
        facts(&Source::new(html.as_bytes(), None))
            .channels
            .into_iter()
            .map(|channel| channel.kind)
            .collect()
    }

    #[test]
    fn numbers_addresses_and_widgets_are_channels() {
        let found = kinds(
            "<html lang=ko><p>고객센터 1588-0199<p>help@moa-shop.kr<p>서울특별시 종로구 가상로 15\
             <script src='//cdn.channel.io/plugin/ch-plugin-web.js'></script>",
        );
        assert_eq!(
            found,
            [
                ChannelKind::Phone,
                ChannelKind::Email,
                ChannelKind::Chat,
                ChannelKind::Address
            ]
        );
    }

    #[test]
    fn a_fax_reaches_nobody() {
        assert!(kinds("<html lang=ko><p>팩스 02-555-0142").is_empty());
    }
}
