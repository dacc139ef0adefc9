//! How checklists behave, against a few measures that stand in for the registry.

mod built_in;
mod config;
mod extends;
mod faults;

use crate::measure::{Input, Measure, Text};
use crate::model::{Measured, Unit};

use super::{Checklist, Loader, Problems};

const fn measure(id: &'static str, unit: Unit, run: fn(&Input<'_>) -> Measured) -> Measure {
    Measure {
        id,
        unit,
        what: Text {
            en: "what", ko: "무엇"
        },
        how: Text {
            en: "how",
            ko: "어떻게",
        },
        pages: &[],
        run,
    }
}

fn nothing(_: &Input<'_>) -> Measured {
    Measured::unknown("no-page")
}

static TOP: Measure = measure("phone.top-share", Unit::Share, nothing);
static FIELDS: Measure = measure("checkout.visible-fields", Unit::Count, nothing);
static GUEST: Measure = measure("checkout.guest-possible", Unit::YesNo, nothing);
static REACHED: Measure = measure("walk.reached", Unit::Stage(&["nothing", "cart", "order-form"]), nothing);
static MEASURES: &[&Measure] = &[&TOP, &FIELDS, &GUEST, &REACHED];

/// A loader that knows the stand-ins.
pub(crate) fn loader() -> Loader {
    Loader {
        measures: MEASURES,
        built_in: &[],
    }
}

/// Loads a text as the file `own.toml`.
pub(crate) fn load(text: &str) -> Result<Checklist, Problems> {
    loader().load_text("own.toml", text)
}

/// The head of a checklist with one touchpoint, opened for checks.
pub(crate) const HEAD: &str =
    "schema = 1\nid = \"own\"\ntitle = \"Own\"\n[[touchpoint]]\nid = \"support\"\ntitle = \"Support\"\n";

/// The faults of a text, one line each.
pub(crate) fn faults(text: &str) -> Vec<String> {
    load(text).expect_err("the text has faults").headlines()
}

#[test]
fn a_checklist_of_an_owner_needs_little() {
    let text = format!(
        "{HEAD}[[touchpoint.check]]\nid = \"top\"\nmeasure = \"phone.top-share\"\ngood = \">= 90%\"\npoor = \"< 25%\"\nquestion = \"번호가 보입니까?\"\n"
    );
    let checklist = load(&text).unwrap();
    let check = checklist.check("support.top").unwrap();
    assert_eq!((check.weight, check.scale.good.bound), (1.0, 0.9));
    assert_eq!(check.question.get(crate::model::Language::En), "번호가 보입니까?");
    assert_eq!(checklist.sources[0].digest.len(), 64);
}

#[test]
fn composed_measures_are_compiled_at_load() {
    let text = format!(
        "{HEAD}
[[touchpoint.check]]
id = \"wrap\"
question = \"Gift wrap?\"
measure = {{ text = [\"선물포장\", \"gift wrap\"], as = \"share\" }}
good = \">= 50%\"
poor = \"< 5%\"
[[touchpoint.check]]
id = \"tap\"
question = \"Tap to call?\"
measure = {{ css = \"header a[href^='tel:']\", as = \"count\" }}
good = \">= 1\"
poor = \"< 1\"
[[touchpoint.check]]
id = \"sizes\"
question = \"Size guide?\"
measure = {{ link = \"/size-guide\", as = \"present\" }}
good = \"yes\"
[[touchpoint.check]]
id = \"meeting\"
question = \"Last meeting?\"
measure = {{ ask = \"date\", within = \"30 days\" }}
good = \"within 7 days\"
poor = \"> 30 days\"
"
    );
    let checklist = load(&text).unwrap();
    let measures: Vec<&str> = checklist.checks().map(|check| check.measure.id()).collect();
    assert_eq!(measures, ["text", "css", "link", "ask"]);
    assert_eq!(
        checklist.probes().len(),
        3,
        "what is asked of the owner is asked of no page"
    );
}
