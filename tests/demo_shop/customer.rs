//! A customer with a browser's manners: cookies, forms with their hidden token, an `Origin`.

use reqwest::header::{CONTENT_TYPE, LOCATION, ORIGIN};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode};
use scraper::{Html, Selector};
use touchpoint::demo::{Character, Options, Shop};

/// A customer with a cookie jar, on one shop.
pub struct Customer {
    pub client: Client,
    pub shop: Shop,
}

/// One page as it arrived.
pub struct Arrived {
    pub status: StatusCode,
    pub location: Option<String>,
    pub content_type: String,
    pub bytes: Vec<u8>,
    pub body: String,
}

impl Customer {
    pub async fn at(character: Character) -> Self {
        Self::with(character, "Mozilla/5.0 (test customer)").await
    }

    pub async fn with(character: Character, user_agent: &'static str) -> Self {
        // Installing twice fails and does no harm: tests share the process.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .cookie_store(true)
            .no_proxy()
            .redirect(Policy::none())
            .user_agent(user_agent)
            .build()
            .expect("client");
        let options = Options { character, port: 0 };
        let shop = Shop::start(options).await.expect("shop");
        Self { client, shop }
    }

    pub fn origin(&self) -> String {
        self.shop.url().trim_end_matches('/').to_owned()
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin())
    }

    pub async fn get(&self, path: &str) -> Arrived {
        read(self.client.get(self.url(path)).send().await.expect("answer")).await
    }

    /// Sends a form as a browser does, with `Origin`; the token is read from the page that holds the form.
    pub async fn submit(&self, page: &str, action: &str, fields: &[(&str, &str)]) -> Arrived {
        let token = token(&self.get(page).await.body);
        let mut all = vec![("csrf_token", token.as_str())];
        all.extend_from_slice(fields);
        self.post(action, &all, Some(&self.origin())).await
    }

    pub async fn post(&self, action: &str, fields: &[(&str, &str)], origin: Option<&str>) -> Arrived {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let mut request = self
            .client
            .post(self.url(action))
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body);
        if let Some(origin) = origin {
            request = request.header(ORIGIN, origin);
        }
        read(request.send().await.expect("answer")).await
    }
}

async fn read(response: Response) -> Arrived {
    let header = |name| {
        let value = response.headers().get(name)?;
        value.to_str().ok().map(str::to_owned)
    };
    let (location, content_type) = (header(LOCATION), header(CONTENT_TYPE).unwrap_or_default());
    let status = response.status();
    let bytes = response.bytes().await.expect("body").to_vec();
    let body = String::from_utf8_lossy(&bytes).into_owned();
    Arrived {
        status,
        location,
        content_type,
        bytes,
        body,
    }
}

fn token(page: &str) -> String {
    let page = Html::parse_document(page);
    let field = Selector::parse("[name=csrf_token]").expect("selector");
    let value = page.select(&field).next().and_then(|input| input.attr("value"));
    value.unwrap_or_default().to_owned()
}

pub fn text(page: &str, selector: &str) -> String {
    let page = Html::parse_document(page);
    let selector = Selector::parse(selector).expect("selector");
    let found = page.select(&selector).next();
    found.map(|element| element.text().collect()).unwrap_or_default()
}

/// Paths of the shop that a page links to, without fragments.
pub fn links(page: &str) -> Vec<String> {
    let page = Html::parse_document(page);
    let anchor = Selector::parse("a[href^='/']").expect("selector");
    page.select(&anchor)
        .filter_map(|link| link.attr("href"))
        .map(|href| href.split('#').next().unwrap_or_default().to_owned())
        .collect()
}
