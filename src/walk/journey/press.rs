//! What a customer presses: a control of a page, and what it would send.

use url::Url;

use super::super::session::Visit;
use super::script::{self, Scripted};
use super::send::Stop;
use super::submit;
use crate::model::{Button, Control, Eye, Form, PageFacts, PageKind};
use crate::net::Method;
use crate::net::guard::Intent;

/// A page with its address, as the controls on it need it.
#[derive(Clone, Copy)]
pub(super) struct On<'a> {
    pub(super) url: &'a Url,
    pub(super) facts: &'a PageFacts,
    /// What the journey takes the page for.
    pub(super) kind: PageKind,
}

impl<'a> On<'a> {
    pub(super) fn visit(visit: &'a Visit) -> On<'a> {
        On {
            url: &visit.url,
            facts: &visit.facts,
            kind: visit.facts.kind.name,
        }
    }

    /// Whether the browser shows the page: what its scripts listen to can be clicked on.
    pub(super) fn in_browser(self) -> bool {
        self.facts.seen_by == Eye::Chrome
    }

    /// The same page, taken for another kind.
    pub(super) fn as_kind(self, kind: PageKind) -> On<'a> {
        On { kind, ..self }
    }
}

/// Something that a customer would press.
pub(super) struct Press<'a> {
    pub(super) intent: Intent,
    /// What the button or link says.
    pub(super) label: &'a str,
    pub(super) on: On<'a>,
    /// Start tags of the control and its ancestors.
    pub(super) markup: &'a str,
    pub(super) target: Target<'a>,
    /// The page looks like the last one before the order.
    pub(super) last_step: bool,
}

/// Where a press leads.
pub(super) enum Target<'a> {
    /// A link.
    Link(Url),
    /// A form with the button that is pressed.
    Form(&'a Form, Option<&'a Button>, Vec<(String, String)>),
    /// A platform's known request.
    Direct(Method, Url, Vec<(String, String)>),
    /// A control that only a script listens to, by its selector: the browser clicks on it.
    Click(&'a str),
}

/// What a click on a control does.
///
/// # Errors
/// `needs-browser` where only running a script would tell; nothing where the control does nothing by itself.
pub(super) fn press_of<'a>(on: On<'a>, control: &'a Control, intent: Intent) -> Result<Press<'a>, Option<Stop>> {
    let needs_browser = || Some(Stop::failed("needs-browser"));
    let scripted = script::read(control.script.as_deref().unwrap_or_default());
    let target = match (control.element.as_str(), scripted) {
        ("radio" | "checkbox" | "label", _) => return Err(None),
        ("link", Scripted::Stops) => return Err(needs_browser()),
        ("link", _) if own_tags(&control.markup).contains(" data-method=") => return Err(needs_browser()),
        ("link", _) => {
            let href = control.href.as_deref().ok_or(None)?;
            Target::Link(Url::parse(href).map_err(|_| None)?)
        }
        ("script" | "button", Scripted::Leads(address)) => {
            Target::Link(on.url.join(&address).map_err(|_| needs_browser())?)
        }
        ("button", Scripted::Submits(sets)) => form_target(on, control, &sets)?,
        ("submit", Scripted::Stops) => return Err(needs_browser()),
        ("submit", Scripted::Sets(sets) | Scripted::Submits(sets)) => form_target(on, control, &sets)?,
        // What else a script does to a sending button, it mostly checks.
        ("submit", _) => form_target(on, control, &[])?,
        _ => return Err(needs_browser()),
    };
    Ok(Press {
        intent,
        label: &control.label,
        on,
        markup: &control.markup,
        target,
        last_step: false,
    })
}

/// A click on a control in the browser.
pub(super) fn click_on<'a>(on: On<'a>, control: &'a Control, intent: Intent) -> Press<'a> {
    Press {
        intent,
        label: &control.label,
        on,
        markup: &control.markup,
        target: Target::Click(&control.spot.selector),
        last_step: false,
    }
}

fn form_target<'a>(on: On<'a>, control: &Control, sets: &[(String, String)]) -> Result<Target<'a>, Option<Stop>> {
    let index = control.form.ok_or_else(|| Some(Stop::failed("needs-browser")))?;
    let form = on.facts.forms.get(index).ok_or(None)?;
    if form.selector.is_none() || own_tags(&control.markup).replace(' ', "").contains("returnfalse") {
        return Err(Some(Stop::failed("needs-browser")));
    }
    let button = form
        .buttons
        .iter()
        .find(|button| button.selector == control.spot.selector);
    let mut values = submit::values(form, button.filter(|button| button.submits));
    submit::set(&mut values, sets);
    Ok(Target::Form(form, button, values))
}

/// The start tags from the control's form on; those of the control alone where it stands in none.
fn own_tags(markup: &str) -> &str {
    let from = markup.rfind("<form").or_else(|| markup.rfind('<')).unwrap_or(0);
    &markup[from..]
}
