//! The cookies of one audit, shared by the client and the browser that walks beside it.

use std::sync::{Mutex, PoisonError};

use reqwest::cookie::{CookieStore, Jar};
use reqwest::header::HeaderValue;
use url::Url;

/// Lines kept for the browser at the most; an audit without one never takes them.
const MOST_FRESH: usize = 200;

/// The client's jar, and what was put into it that the browser has not heard of.
#[derive(Debug)]
pub(crate) struct Cookies {
    jar: Jar,
    fresh: Mutex<Vec<(Url, String)>>,
}

impl Cookies {
    pub(crate) fn new(jar: Jar) -> Self {
        Self {
            jar,
            fresh: Mutex::default(),
        }
    }

    /// The `Set-Cookie` lines of this URL's host since the last call.
    pub(crate) fn take_fresh(&self, url: &Url) -> Vec<String> {
        let mut fresh = self.fresh.lock().unwrap_or_else(PoisonError::into_inner);
        let (own, others) = std::mem::take(&mut *fresh)
            .into_iter()
            .partition(|(from, _)| from.host() == url.host());
        *fresh = others;
        own.into_iter().map(|(_, line): (Url, String)| line).collect()
    }

    /// Takes over the browser's `Cookie` line. What the shop has said since wins over what the browser still has.
    pub(crate) fn absorb(&self, url: &Url, line: &str) {
        let known = self.jar.cookies(url);
        let known = known.as_ref().and_then(|line| line.to_str().ok()).unwrap_or_default();
        let known: Vec<&str> = known.split("; ").collect();
        let fresh = self.fresh.lock().unwrap_or_else(PoisonError::into_inner);
        for pair in line.split("; ").filter(|pair| !known.contains(pair)) {
            let Some((name, _)) = pair.split_once('=') else {
                continue;
            };
            let newer = fresh.iter().any(|(from, line)| {
                from.host() == url.host() && line.split('=').next().is_some_and(|own| own.trim() == name)
            });
            if !newer && !pair.contains([';', '\r', '\n']) {
                self.jar.add_cookie_str(&format!("{pair}; Path=/"), url);
            }
        }
    }
}

impl CookieStore for Cookies {
    fn set_cookies(&self, headers: &mut dyn Iterator<Item = &HeaderValue>, url: &Url) {
        let headers: Vec<&HeaderValue> = headers.collect();
        let mut fresh = self.fresh.lock().unwrap_or_else(PoisonError::into_inner);
        for line in headers.iter().filter_map(|line| line.to_str().ok()) {
            if fresh.len() >= MOST_FRESH {
                fresh.remove(0);
            }
            fresh.push((url.clone(), line.to_owned()));
        }
        drop(fresh);
        self.jar.set_cookies(&mut headers.into_iter(), url);
    }

    fn cookies(&self, url: &Url) -> Option<HeaderValue> {
        self.jar.cookies(url)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).expect("a URL")
    }

    fn answer(cookies: &Cookies, from: &Url, line: &'static str) {
        let value = HeaderValue::from_static(line);
        cookies.set_cookies(&mut std::iter::once(&value), from);
    }

    fn sent(cookies: &Cookies, to: &Url) -> String {
        let line = cookies.cookies(to);
        line.and_then(|line| line.to_str().ok().map(str::to_owned))
            .unwrap_or_default()
    }

    #[test]
    fn the_browser_hears_each_cookie_of_its_host_once() {
        let (cookies, shop) = (Cookies::new(Jar::default()), url("https://shop.kr/"));
        answer(&cookies, &shop, "sid=1; HttpOnly");
        assert!(cookies.take_fresh(&url("https://cdn.kr/")).is_empty());
        assert_eq!(cookies.take_fresh(&shop), ["sid=1; HttpOnly"]);
        assert!(cookies.take_fresh(&shop).is_empty());
    }

    #[test]
    fn what_a_script_set_is_sent_and_what_the_shop_said_since_wins() {
        let (cookies, shop) = (Cookies::new(Jar::default()), url("https://shop.kr/"));
        answer(&cookies, &shop, "sid=new; Path=/");
        cookies.absorb(&shop, "sid=old; cart=7");
        let line = sent(&cookies, &shop);
        assert!(
            line.contains("sid=new") && line.contains("cart=7") && !line.contains("old"),
            "{line}"
        );
    }
}
