//! Ordering without an account.

use super::super::toolbox::{clip, fields, journey, points, words, yes_no};
use super::{Input, not_reached};
use crate::model::{Control, Evidence, Form, FormPurpose, Measured, Note, PageKind, Walk, WalkPage};

const ACTION: &str = "action.guest-checkout";
const DOORS: &[PageKind] = &[PageKind::Login, PageKind::Checkout];

pub(super) fn possible(input: &Input<'_>) -> Measured {
    match look(input.walk) {
        Guest::Shown(page, way) => yes_no(true, vec![way.evidence(page)], 1),
        Guest::NoDoor(url) => yes_no(true, vec![Evidence::page(url)], 1),
        Guest::Forbidden(url) => yes_no(false, url.map(Evidence::page).into_iter().collect(), 1),
        Guest::Unseen(note) => Measured::Unknown(note),
    }
}

pub(super) fn prominence(input: &Input<'_>) -> Measured {
    match look(input.walk) {
        Guest::Shown(page, way) => points(&way.parts(page), vec![way.evidence(page)]),
        Guest::NoDoor(url) => points(&[true; 4], vec![Evidence::page(url)]),
        Guest::Forbidden(url) => points(&[false; 4], url.map(Evidence::page).into_iter().collect()),
        Guest::Unseen(note) => Measured::Unknown(note),
    }
}

/// What became of a customer without an account.
enum Guest<'a> {
    /// A page offers to go on as a guest.
    Shown(&'a WalkPage, Way<'a>),
    /// The order form opened and nobody asked.
    NoDoor(String),
    /// An account is forced, as this page says.
    Forbidden(Option<String>),
    /// It could not be seen.
    Unseen(Note),
}

fn look(walk: &Walk) -> Guest<'_> {
    // Gate and order form may have one address: each look at it counts.
    let shown = walk
        .readable()
        .filter(|page| DOORS.contains(&page.facts.kind.name) && !page.facts.text.shell)
        .filter_map(|page| way(page).map(|way| (page, way)))
        .max_by_key(|(page, _)| page.by_journey);
    if let Some((page, way)) = shown {
        return Guest::Shown(page, way);
    }
    let journey = match journey::buy(walk) {
        Ok(journey) => journey,
        Err(note) => return Guest::Unseen(note),
    };
    let url_of = |kind: PageKind| {
        journey::reached(journey)
            .find(|step| step.kind == kind)
            .map(|step| step.url.clone())
    };
    let door = url_of(PageKind::Login).or_else(|| url_of(PageKind::Register));
    match (journey.guest_possible, url_of(PageKind::Checkout)) {
        (Some(false), _) => Guest::Forbidden(door.flatten()),
        (_, Some(url)) => Guest::NoDoor(url.unwrap_or_default()),
        (Some(true), None) => Guest::NoDoor(door.flatten().unwrap_or_default()),
        (None, None) if journey::stopped_by_us(journey) => Guest::Unseen(journey::reason(walk)),
        (None, None) => Guest::Unseen(not_reached()),
    }
}

/// The way in for guests on a page.
enum Way<'a> {
    Control(&'a Control),
    Form(&'a Form, usize),
}

fn way(page: &WalkPage) -> Option<Way<'_>> {
    let control = page
        .facts
        .controls_for(ACTION)
        .filter(|control| control.spot.visible && !control.disabled)
        // A guest's look-up of an order is no way to place one.
        .filter(|control| !words::says("topic.tracking", &control.label))
        .min_by_key(|control| control.element == "link");
    let form = page
        .facts
        .forms
        .iter()
        .enumerate()
        .find(|(_, form)| form.purpose == FormPurpose::Guest && form.visible);
    control
        .map(Way::Control)
        .or_else(|| form.map(|(index, form)| Way::Form(form, index)))
}

impl Way<'_> {
    fn evidence(&self, page: &WalkPage) -> Evidence {
        match self {
            Way::Control(control) => Evidence::quote(&page.url, &control.spot, clip(&control.label)),
            Way::Form(form, _) => Evidence {
                selector: form.selector.clone(),
                quote: clip(form.title.as_deref().unwrap_or_default()),
                ..Evidence::page(&page.url)
            },
        }
    }

    /// The four points.
    fn parts(&self, page: &WalkPage) -> [bool; 4] {
        [
            self.says_guest(),
            !matches!(self, Way::Control(control) if control.element == "link"),
            self.before_or_beside_login(page),
            !self.asks_email(page),
        ]
    }

    fn says_guest(&self) -> bool {
        match self {
            Way::Control(control) => words::says(ACTION, &control.label),
            Way::Form(form, _) => {
                let labels = form.buttons.iter().map(|button| button.label.as_str());
                labels
                    .chain(form.title.as_deref())
                    .any(|label| words::says(ACTION, label))
            }
        }
    }

    fn form<'p>(&self, page: &'p WalkPage) -> Option<(usize, &'p Form)> {
        let index = match self {
            Way::Control(control) => control.form?,
            Way::Form(_, index) => *index,
        };
        page.facts.forms.get(index).map(|form| (index, form))
    }

    /// The form of the way stands before the sign-in form, or is it, or the next one after it.
    fn before_or_beside_login(&self, page: &WalkPage) -> bool {
        let forms = &page.facts.forms;
        let Some(login) = forms
            .iter()
            .position(|form| form.purpose == FormPurpose::Login && form.visible)
        else {
            return true;
        };
        match (self.form(page), self) {
            (Some((index, _)), _) => index <= login + 1,
            (None, Way::Control(control)) => control.spot.top,
            (None, Way::Form(..)) => false,
        }
    }

    fn asks_email(&self, page: &WalkPage) -> bool {
        self.form(page).is_some_and(|(_, form)| {
            form.purpose != FormPurpose::Checkout
                && form
                    .fields
                    .iter()
                    .any(|field| fields::is_open(field) && field.token.as_deref() == Some("email"))
                && !form
                    .fields
                    .iter()
                    .any(|field| field.token.as_deref().is_some_and(|token| token.contains("password")))
        })
    }
}
