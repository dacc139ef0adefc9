//! The reference pages in `docs/` say what the program says. After a change: `UPDATE_DOCS=1 cargo test --test
//! reference_docs`, then look at the difference as you would at code.

use std::path::Path;

use touchpoint::checklist::{Loader, reference};
use touchpoint::model::Language;
use touchpoint::report::messages::Messages;

fn hold(name: &str, expected: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, expected).expect("docs/ can be written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = written.lines().zip(expected.lines()).find(|(one, other)| one != other);
    assert!(
        written == expected,
        "docs/{name} is not what the program says (UPDATE_DOCS=1 writes it): {differs:?}"
    );
}

#[test]
fn the_pages_of_the_measures_and_the_checks_are_up_to_date() {
    let loader = Loader::default();
    for (language, end) in [(Language::En, "md"), (Language::Ko, "ko.md")] {
        let messages = Messages::get(language);
        let measures = reference::measures(&loader, messages).expect("the built-in checklists are without fault");
        hold(&format!("measures.{end}"), &measures);
        let checks = reference::checks(&loader, messages).expect("the built-in checklists are without fault");
        hold(&format!("checks.{end}"), &checks);
        assert!(measures.contains("### `phone.top-share`") && checks.contains("`support.phone-top`"));
    }
}
