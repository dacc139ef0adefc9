//! Pages in, ways to a person out.

use super::super::toolbox::testing::{code_of, field, form, link, page, phone, spot, value_of};
use crate::model::{Channel, ChannelKind, Email, FormPurpose, PageKind, Region, Value, WalkPage};

fn home() -> WalkPage {
    page(PageKind::Home, "/")
}

fn email(address: &str, to_owner: bool, region: Region) -> Email {
    Email {
        address: address.to_owned(),
        link: true,
        to_owner,
        spot: spot(region),
    }
}

#[test]
fn a_chat_is_there_or_was_looked_for_in_vain() {
    let mut chatting = home();
    chatting.facts.channels.push(Channel {
        kind: ChannelKind::Chat,
        quote: "카카오톡 상담".to_owned(),
        spot: spot(Region::Footer),
    });
    assert_eq!(value_of("channel.chat-found", vec![chatting]), Value::YesNo(true));
    assert_eq!(value_of("channel.chat-found", vec![home()]), Value::YesNo(false));
}

#[test]
fn networks_are_counted_once_and_share_buttons_not_at_all() {
    let mut linked = home();
    for url in [
        "https://www.instagram.com/sodam",
        "https://instagram.com/sodam/reels",
        "https://www.youtube.com/@sodam",
        "https://www.facebook.com/sharer/sharer.php?u=x",
    ] {
        let mut link = link("/", "SNS", "", Region::Footer);
        url.clone_into(&mut link.url);
        linked.facts.links.push(link);
    }
    assert_eq!(value_of("channel.social-count", vec![linked]), Value::Number(2.0));
    assert_eq!(value_of("channel.social-count", vec![home()]), Value::Number(0.0));
}

#[test]
fn the_owner_has_a_mailbox() {
    let mut contact = page(PageKind::Contact, "/contact");
    contact
        .facts
        .emails
        .push(email("help@shop.example", false, Region::Main));
    assert_eq!(
        value_of("channel.owner-mailbox", vec![home(), contact.clone()]),
        Value::YesNo(false)
    );
    contact
        .facts
        .emails
        .push(email("ceo@shop.example", false, Region::Main));
    assert_eq!(
        value_of("channel.owner-mailbox", vec![home(), contact.clone()]),
        Value::YesNo(true)
    );
    contact.facts.emails[1] = email("sodam@shop.example", true, Region::Main);
    assert_eq!(
        value_of("channel.owner-mailbox", vec![home(), contact]),
        Value::YesNo(true)
    );
}

#[test]
fn the_contact_form_asks_so_much() {
    let mut contact = page(PageKind::Contact, "/contact");
    assert_eq!(
        code_of("channel.form-fields", vec![contact.clone()]),
        "n/a no-contact-form"
    );
    let asked = vec![field("email", "email", "email"), field("message", "textarea", "")];
    contact.facts.forms.push(form(FormPurpose::Contact, asked));
    assert_eq!(value_of("channel.form-fields", vec![contact]), Value::Number(2.0));
}

#[test]
fn help_stands_where_it_mostly_stands() {
    let with = |path: &str, region| {
        let mut page = page(PageKind::Other, path);
        page.facts.phones.push(phone(region));
        page
    };
    let pages = vec![
        with("/a", Region::Header),
        with("/b", Region::Header),
        with("/c", Region::Footer),
        page(PageKind::Other, "/d"),
    ];
    assert_eq!(value_of("channel.same-place-share", pages), Value::Number(0.5));
}

#[test]
fn every_number_and_address_counts_once() {
    let mut first = home();
    first.facts.phones.push(phone(Region::Header));
    first
        .facts
        .emails
        .push(email("help@shop.example", false, Region::Footer));
    let mut second = page(PageKind::Contact, "/contact");
    second.facts.phones.push(phone(Region::Main));
    assert_eq!(value_of("channel.value-count", vec![first, second]), Value::Number(2.0));
    assert_eq!(code_of("channel.value-count", vec![home()]), "n/a no-contact-shown");
}
