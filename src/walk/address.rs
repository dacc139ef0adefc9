//! Addresses: which two are the same page, and which belong to one template.

use url::Url;

/// Query parameters that never choose a page: campaign marks and session ids.
const NOISE: &[&str] = &[
    "gclid",
    "fbclid",
    "msclkid",
    "dclid",
    "yclid",
    "igshid",
    "mc_cid",
    "mc_eid",
    "_ga",
    "_gl",
    "ref",
    "phpsessid",
    "jsessionid",
    "sid",
    "session_id",
    "sessionid",
    "oscsid",
    "zenid",
    "aspsessionid",
    "s_id",
];

/// The address as the walk knows it: no fragment, no campaign marks or session ids, query in the order of the page.
pub fn canonical(url: &Url) -> Url {
    let mut clean = url.clone();
    clean.set_fragment(None);
    if let Some(at) = clean.path().to_ascii_lowercase().find(";jsessionid=") {
        let path = clean.path()[..at].to_owned();
        clean.set_path(&path);
    }
    let kept: Vec<(String, String)> = clean
        .query_pairs()
        .filter(|(name, _)| !is_noise(name))
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    if clean.query().is_some() && kept.len() != clean.query_pairs().count() {
        if kept.is_empty() {
            clean.set_query(None);
        } else {
            clean.query_pairs_mut().clear().extend_pairs(&kept);
        }
    }
    if clean.query() == Some("") {
        clean.set_query(None);
    }
    clean
}

fn is_noise(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with("utm_") || NOISE.contains(&name.as_str())
}

/// What addresses of one template share: the path with numbers and long words replaced, and the names of the query.
pub fn shape(url: &Url) -> String {
    let mut shape = String::from(url.host_str().unwrap_or_default());
    for segment in url.path().split('/').filter(|segment| !segment.is_empty()) {
        shape.push('/');
        shape.push_str(&fold_segment(segment));
    }
    let mut names: Vec<String> = url.query_pairs().map(|(name, _)| name.into_owned()).collect();
    names.sort();
    names.dedup();
    if !names.is_empty() {
        shape.push('?');
        shape.push_str(&names.join("&"));
    }
    shape
}

fn fold_segment(segment: &str) -> String {
    if segment.len() > 24 || segment.contains('%') {
        return "*".to_owned();
    }
    let mut folded = String::with_capacity(segment.len());
    for character in segment.chars() {
        let character = if character.is_ascii_digit() { '9' } else { character };
        if !(character == '9' && folded.ends_with('9')) {
            folded.push(character);
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).expect("test addresses are well formed")
    }

    #[test]
    fn campaign_marks_and_sessions_choose_no_page() {
        assert_eq!(
            canonical(&url("https://a.kr/p?utm_source=x&no=3&PHPSESSID=q#top")).as_str(),
            "https://a.kr/p?no=3"
        );
        assert_eq!(
            canonical(&url("https://a.kr/p;jsessionid=12?gclid=1")).as_str(),
            "https://a.kr/p"
        );
    }

    #[test]
    fn an_address_without_noise_stays_as_it_is() {
        let plain = "https://a.kr/s?q=%EC%BB%B5&page=2";
        assert_eq!(canonical(&url(plain)).as_str(), plain);
    }

    #[test]
    fn addresses_of_one_template_share_their_shape() {
        assert_eq!(
            shape(&url("https://a.kr/product/12?color=red&size=1")),
            shape(&url("https://a.kr/product/987?size=2&color=x"))
        );
        assert_ne!(
            shape(&url("https://a.kr/product/12")),
            shape(&url("https://a.kr/cart/12"))
        );
    }
}
