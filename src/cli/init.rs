//! `touchpoint init`: a touchpoint.toml for a shop, after one look at its first page.

use std::path::Path;

use anyhow::Context as _;
use clap::Args;
use minijinja::{Environment, context};

use super::{exit, output, runtime};
use crate::checklist::config::FILE_NAME;
use crate::checklist::{Loader, builtin};
use crate::model::{Language, Shop};
use crate::net::{ClientOptions, Fetcher, StartUrl};
use crate::report::clean;
use crate::report::messages::Messages;
use crate::walk::{self, Options};

/// The file of each language.
const TEMPLATES: &[(Language, &str)] = &[
    (Language::En, include_str!("../../audits/init/en.toml")),
    (Language::Ko, include_str!("../../audits/init/ko.toml")),
];

/// Arguments of `touchpoint init`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Address of the shop; its first page is read once, and nothing else
    #[arg(value_name = "URL")]
    url: Option<String>,

    /// Print the file instead of writing it
    #[arg(long)]
    stdout: bool,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments, language: Language) -> anyhow::Result<u8> {
    let messages = Messages::get(language);
    let path = Path::new(FILE_NAME);
    // A link that leads nowhere is there as well.
    if !arguments.stdout && path.symlink_metadata().is_ok() {
        anyhow::bail!(messages.with("init.exists", &[("file", FILE_NAME)]));
    }
    let start = arguments.url.as_deref().map(StartUrl::parse).transpose()?;
    let shop = match start.as_ref().map(look).transpose()? {
        Some(Err(error)) => {
            eprintln!("touchpoint: {}", clean(&error.to_string()));
            return Ok(exit::NOT_AUDITED);
        }
        Some(Ok(shop)) => Some(shop),
        None => None,
    };
    let text = render(start.as_ref(), shop.as_ref(), messages)?;
    if let Some(shop) = &shop {
        let said = [("url", clean(&shop.url)), ("what", seen(shop, messages))];
        let said: Vec<(&str, &str)> = said.iter().map(|(name, value)| (*name, value.as_str())).collect();
        eprintln!("{}", messages.with("init.seen", &said));
    }
    if arguments.stdout {
        output::print(text.as_bytes()).context("cannot write to standard output")?;
        return Ok(exit::OK);
    }
    if let Err(error) = write_new(path, &text) {
        if error.kind() == std::io::ErrorKind::AlreadyExists {
            anyhow::bail!(messages.with("init.exists", &[("file", FILE_NAME)]));
        }
        eprintln!("touchpoint: cannot write {FILE_NAME}: {error}");
        return Ok(exit::OUTPUT_FAILED);
    }
    let key = if shop.is_some() {
        "init.written"
    } else {
        "init.written-empty"
    };
    eprintln!("{}", messages.with(key, &[("file", FILE_NAME)]));
    Ok(exit::OK)
}

/// Writes a file that is not there yet; one that came in the meantime stays.
fn write_new(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    let mut file = std::fs::File::create_new(path)?;
    file.write_all(text.as_bytes())
}

/// Reads the first page, as politely as an audit.
fn look(start: &StartUrl) -> anyhow::Result<Result<Shop, walk::WalkError>> {
    let Some(url) = start.url() else {
        anyhow::bail!("no shop URL given")
    };
    let client = ClientOptions {
        basic_auth: start.credentials.clone(),
        ..ClientOptions::for_shop(url.clone())
    };
    let fetcher = Fetcher::live(client)?;
    runtime::run(|| async { walk::look(&fetcher, start).await })
}

/// Platform, language and country in one line.
fn seen(shop: &Shop, messages: &Messages) -> String {
    let parts: Vec<String> = [
        ("init.seen-platform", "platform", &shop.platform),
        ("init.seen-language", "language", &shop.language),
        ("init.seen-country", "country", &shop.country),
    ]
    .into_iter()
    .filter_map(|(key, name, value)| Some(messages.with(key, &[(name, &clean(value.as_deref()?))])))
    .collect();
    if parts.is_empty() {
        return messages.text("init.seen-nothing").to_owned();
    }
    parts.join(", ")
}

/// The text of the file.
fn render(start: Option<&StartUrl>, shop: Option<&Shop>, messages: &Messages) -> anyhow::Result<String> {
    let language = messages.language();
    let template = TEMPLATES
        .iter()
        .find(|(own, _)| *own == language)
        .map_or("", |(_, text)| text);
    let typed = start.and_then(StartUrl::url);
    let client = match typed {
        Some(url) => ClientOptions::for_shop(url.clone()),
        None => ClientOptions::default(),
    };
    let walk = Options::default();
    let quoted = |words: &str| toml_edit::Value::from(words).to_string();
    let country_lists = shop.map(country_lists).unwrap_or_default();
    let text = Environment::new().render_str(
        template,
        context! {
            url => typed.map(|typed| quoted(&address(typed, shop))),
            address => shop.map(|shop| clean(&shop.url)),
            seen => shop.map(|shop| seen(shop, messages)),
            accept_language => quoted(&client.accept_language),
            country_lists => country_lists.iter().map(|id| quoted(id)).collect::<Vec<_>>().join(", "),
            others => others(messages),
            pages => walk.max_pages,
            seconds => client.total_time.as_secs(),
            rate => format!("{:?}", client.rate_per_second),
            concurrency => walk.in_flight,
            page_bytes => client.max_bytes_per_page,
            request_seconds => client.request_timeout.as_secs(),
            redirects => client.max_redirects,
        },
    )?;
    // The engine takes the last line's end away.
    Ok(format!("{}\n", text.trim_end()))
}

/// The address as typed, with the scheme and the host under which the shop answered.
fn address(typed: &url::Url, shop: Option<&Shop>) -> String {
    let answered = shop.and_then(|shop| url::Url::parse(&shop.url).ok());
    let address = answered.and_then(|mut answered| {
        answered.set_path(typed.path());
        answered.set_query(typed.query());
        answered.set_fragment(None);
        answered.set_username("").ok()?;
        answered.set_password(None).ok()?;
        Some(answered)
    });
    address.as_ref().unwrap_or(typed).to_string()
}

/// The built-in checklists for a shop's country.
fn country_lists(shop: &Shop) -> Vec<&'static str> {
    shop.country
        .as_deref()
        .and_then(builtin::of_country)
        .into_iter()
        .collect()
}

/// The other built-in checklists with their titles, a comment line each.
fn others(messages: &Messages) -> String {
    builtin::ALL
        .iter()
        .filter(|known| known.id != builtin::DEFAULT)
        .filter_map(|known| Loader::default().load(known.id).ok())
        .map(|list| format!("#   {} – {}\n", list.id, list.title.get(messages.language())))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checklist::Config;
    use crate::walk::Render;

    fn rendered(url: Option<&str>, shop: Option<&Shop>, language: Language) -> String {
        let start = url.map(|url| StartUrl::parse(url).unwrap());
        render(start.as_ref(), shop, Messages::get(language)).unwrap()
    }

    fn shop() -> Shop {
        Shop {
            url: "https://www.shop.example/ko/main?s=1".to_owned(),
            name: None,
            platform: Some("cafe24".to_owned()),
            language: Some("ko".to_owned()),
            country: Some("KR\nevil = 1".to_owned()),
        }
    }

    /// Every "# key = value" and "# [[table]]" line without its mark.
    fn with_all_defaults(text: &str) -> String {
        let is_key = |line: &str| {
            let key = line.split(" = ").next().unwrap_or_default();
            line.contains(" = ") && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
        };
        text.lines()
            .map(|line| match line.strip_prefix("# ") {
                Some(rest) if is_key(rest) || rest.starts_with("[[") => rest,
                _ => line,
            })
            .collect::<Vec<_>>()
            .join("\n")
    }

    #[test]
    fn the_file_is_a_configuration_that_changes_nothing() {
        for language in Language::ALL {
            let text = rendered(Some("shop.example"), Some(&shop()), *language);
            let config = Config::parse("touchpoint.toml", &text).unwrap();
            assert_eq!(config.shop.url.as_deref(), Some("https://www.shop.example/"));
            assert_eq!(config.checklists, ["customer-moments"]);
            assert_eq!(config.walk, Config::default().walk);
            assert_eq!(config.waivers, []);
            assert!(text.contains("cafe24") && text.ends_with('\n'), "{text}");
            let empty = rendered(None, None, *language);
            assert_eq!(Config::parse("touchpoint.toml", &empty).unwrap().shop.url, None);
        }
    }

    #[test]
    fn what_is_shown_as_default_is_the_default() {
        for language in Language::ALL {
            let text = with_all_defaults(&rendered(None, None, *language));
            let config = Config::parse("touchpoint.toml", &text).unwrap_or_else(|faults| panic!("{faults}\n{text}"));
            let (client, walk) = (ClientOptions::default(), Options::default());
            let count = |number: usize| u32::try_from(number).ok();
            assert_eq!(config.walk.pages, count(walk.max_pages));
            assert_eq!(config.walk.concurrency, count(walk.in_flight));
            assert_eq!(config.walk.buy, Some(walk.buy));
            assert_eq!(config.walk.fill, Some(walk.fill));
            assert_eq!((config.walk.render, walk.render), (Some("static"), Render::Static));
            assert_eq!(config.walk.rate, Some(client.rate_per_second));
            assert_eq!(config.walk.seconds.map(u64::from), Some(client.total_time.as_secs()));
            assert_eq!(config.walk.page_bytes, count(client.max_bytes_per_page));
            assert_eq!(config.walk.redirects, count(client.max_redirects));
            assert_eq!(config.shop.accept_language, Some(client.accept_language));
            assert_eq!(config.shop.mine, client.mine);
            assert_eq!(config.waivers.len(), 1);
        }
    }

    #[test]
    fn every_key_of_the_configuration_is_shown() {
        let schema = serde_json::to_value(crate::checklist::schema::config()).unwrap();
        let tables = schema["$defs"].as_object().unwrap().values();
        let keys: Vec<&String> = tables
            .filter_map(|table| table["properties"].as_object())
            .flat_map(serde_json::Map::keys)
            .collect();
        assert!(keys.len() > 30, "{}", keys.len());
        for language in Language::ALL {
            let text = rendered(None, None, *language);
            for key in &keys {
                assert!(text.contains(&format!("{key} = ")), "{key} in {language}");
            }
        }
    }

    #[test]
    fn a_country_brings_the_checklists_that_are_built_in() {
        let of = |country: &str| {
            country_lists(&Shop {
                country: Some(country.to_owned()),
                ..shop()
            })
        };
        let built_in = |id: &str| builtin::ALL.iter().any(|known| known.id == id);
        assert_eq!(of("KR").contains(&"korea"), built_in("korea"));
        assert_eq!(of("FR").contains(&"eu"), built_in("eu"));
        assert_eq!(of("BR"), Vec::<&str>::new());
    }
}
