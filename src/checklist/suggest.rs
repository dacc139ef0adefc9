//! "Did you mean".

/// The known name that a misspelt one most likely means; none when nothing is near.
///
/// A name of which the written one is a beginning (`phone.top` of `phone.top-share`) is near as well.
pub fn closest<'k>(written: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let folded = fold(written);
    known
        .into_iter()
        .map(|name| (likeness(&folded, &fold(name)), name))
        .filter(|(likeness, _)| *likeness >= 0.72)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, name)| name)
}

fn fold(name: &str) -> String {
    name.trim().to_lowercase().replace(['_', ' '], "-")
}

fn likeness(written: &str, name: &str) -> f64 {
    if written.is_empty() {
        return 0.0;
    }
    let prefix = if written.len() >= 3 && name.starts_with(written) {
        0.95
    } else {
        0.0
    };
    let edits = strsim::normalized_damerau_levenshtein(written, name);
    let jaro = strsim::jaro_winkler(written, name);
    // One slip in a short word is near, though the share of equal letters is small.
    let slip = if strsim::damerau_levenshtein(written, name) == 1 {
        0.9
    } else {
        0.0
    };
    f64::max(prefix, f64::max(slip, (edits + jaro) / 2.0))
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn a_slip_is_understood_and_a_stranger_is_not() {
        let known = ["weight", "severity", "good", "poor", "phone.top-share"];
        assert_eq!(closest("wieght", known), Some("weight"));
        assert_eq!(closest("god", known), Some("good"));
        assert_eq!(closest("phone.top", known), Some("phone.top-share"));
        assert_eq!(closest("phone.top_share", known), Some("phone.top-share"));
        assert_eq!(closest("banana", known), None);
        assert_eq!(closest("", known), None);
    }
}
