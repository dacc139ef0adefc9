//! What a click on a scripted control does, where that can be read without running the script.

use std::sync::LazyLock;

use regex::Regex;

/// What a script does when the control is clicked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Scripted {
    /// It opens this address.
    Leads(String),
    /// It sets fields of its form and sends it.
    Submits(Vec<(String, String)>),
    /// It sets fields of its form and leaves the rest to the control.
    Sets(Vec<(String, String)>),
    /// It keeps the control from doing what it would do by itself.
    Stops,
    /// Only running it would tell.
    Unknown,
}

/// Reads the script of a control: `onclick`, or a `javascript:` address. Every statement of it must be understood.
pub(super) fn read(script: &str) -> Scripted {
    let mut sets = Vec::new();
    let mut submits = false;
    let mut stops = false;
    let mut understood = true;
    for statement in statements(script) {
        if let Some(address) = address(statement) {
            return if understood && sets.is_empty() {
                Scripted::Leads(address)
            } else {
                Scripted::Unknown
            };
        } else if let Some(set) = set(statement) {
            sets.push(set);
        } else if SUBMITS.is_match(statement) {
            submits = true;
        } else if statement.eq_ignore_ascii_case("return false") {
            stops = true;
        } else if !statement.eq_ignore_ascii_case("return true") && !statement.eq_ignore_ascii_case("return") {
            understood = false;
        }
    }
    match (understood, submits, stops) {
        (true, true, _) => Scripted::Submits(sets),
        (_, _, true) => Scripted::Stops,
        (true, false, false) => Scripted::Sets(sets),
        (false, ..) => Scripted::Unknown,
    }
}

static SUBMITS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:this\.form|(?:this|\$\(this\))\.closest\(['\x22]form['\x22]\)(?:\[0\])?)\.submit\(\)$")
        .expect("built-in pattern")
});

/// The statements, without `javascript:` and without the `data-*` attributes that follow an `onclick`.
fn statements(script: &str) -> impl Iterator<Item = &str> {
    static DATA: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?:^|\s)data-[\w-]+=").expect("built-in pattern"));
    let script = script.trim();
    let end = DATA.find(script).map_or(script.len(), |found| found.start());
    let script = &script[..end];
    let script = match script.get(..11) {
        Some(scheme) if scheme.eq_ignore_ascii_case("javascript:") => &script[11..],
        _ => script,
    };
    script
        .split(';')
        .map(str::trim)
        .filter(|statement| !statement.is_empty() && !statement.eq_ignore_ascii_case("void(0)"))
}

fn address(statement: &str) -> Option<String> {
    static LEADS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r#"(?i)^(?:return\s+)?(?:(?:window|document|self|top|parent)\.)?location(?:(?:\.href)?\s*=\s*["']([^"']+)["']|\.(?:assign|replace)\(\s*["']([^"']+)["']\s*\))$"#,
        )
        .expect("built-in pattern")
    });
    let groups = LEADS.captures(statement)?;
    groups
        .get(1)
        .or_else(|| groups.get(2))
        .map(|address| address.as_str().to_owned())
}

fn set(statement: &str) -> Option<(String, String)> {
    static SETS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r#"(?i)^this\.form(?:\.elements)?(?:\.([A-Za-z_]\w*)|\[["']([^"']+)["']\])\.value\s*=\s*["']([^"']*)["']$"#,
        )
        .expect("built-in pattern")
    });
    let groups = SETS.captures(statement)?;
    let name = groups.get(1).or_else(|| groups.get(2))?;
    Some((name.as_str().to_owned(), groups.get(3)?.as_str().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_address_is_where_it_leads() {
        for script in [
            "location.href='/order'",
            "javascript:location.href = \"/order\";",
            "window.location.assign('/order'); return false;",
            "document.location='/order' data-x=1",
        ] {
            assert_eq!(read(script), Scripted::Leads("/order".into()), "{script}");
        }
    }

    #[test]
    fn setting_fields_and_sending_the_form_is_understood() {
        let act = vec![("act".to_owned(), "cart".to_owned())];
        assert_eq!(read("this.form.act.value='cart'"), Scripted::Sets(act.clone()));
        assert_eq!(
            read("this.form.act.value='cart'; this.form.submit();"),
            Scripted::Submits(act)
        );
    }

    #[test]
    fn a_function_call_is_not() {
        assert_eq!(read("sendItem(this.form, 'cart')"), Scripted::Unknown);
        assert_eq!(read("check(); location.href='/order'"), Scripted::Unknown);
        assert_eq!(read("addToCart(); return false;"), Scripted::Stops);
        assert_eq!(read(""), Scripted::Sets(Vec::new()));
    }
}
