//! Flags of the walk, and what they and `touchpoint.toml` say together: a flag goes over the file.

use std::time::Duration;

use anyhow::bail;
use clap::{Args, ValueEnum};

use super::pipeline::Bench;
use crate::checklist::Config;
use crate::chrome;
use crate::net::{ClientOptions, StartUrl};
use crate::walk::customer::Customer;
use crate::walk::{Options, Render};

/// How far to walk, and how politely.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct WalkArguments {
    /// The shop is mine: the buying journey may enter a cart and checkout that robots.txt closes to crawlers
    #[arg(long)]
    mine: bool,

    /// Do not put anything into the cart
    #[arg(long)]
    no_buy: bool,

    /// Fill the order form with a test customer (clearly fake, see [customer] in touchpoint.toml) and go on to the page
    /// with the last button, which is never pressed
    #[arg(long, conflicts_with = "no_buy")]
    fill: bool,

    /// Enter pages at which the shop makes an order draft
    #[arg(long)]
    allow_draft: bool,

    /// Pages to read at the most (default 60)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=5000))]
    max_pages: Option<u32>,

    /// Seconds to walk at the most (default 900)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=86_400))]
    max_seconds: Option<u32>,

    /// Requests a second at the most (default 4)
    #[arg(long, value_name = "N", value_parser = rate)]
    rate: Option<f64>,

    /// Languages to ask the shop for, as a browser would (default: Korean, then English)
    #[arg(long, value_name = "LANGUAGES")]
    accept_language: Option<String>,

    /// Country of national phone numbers, instead of the guess
    #[arg(long, value_name = "COUNTRY")]
    country: Option<String>,

    /// Follow the first page to another site and audit that one
    #[arg(long)]
    follow_redirect: bool,

    /// Lay pages out to measure what is visible (a build with the feature `layout`); off: infer it from markup and
    /// style sheets
    #[arg(long, value_enum, default_value_t)]
    layout: Layout,

    /// The eye that looks at the pages: the HTML as served (static), Chrome for every page (chrome), or Chrome where the
    /// HTML is an empty shell or only scripts go on (auto); static when neither this nor [walk] render says; Chrome is found by the variable CHROME, on the PATH and in the usual places
    #[arg(long, value_enum, value_name = "EYE")]
    render: Option<RenderArgument>,
}

/// The eye that looks at the pages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum RenderArgument {
    /// The HTML as it is served
    #[default]
    Static,
    /// A real browser for every page
    Chrome,
    /// A real browser where the HTML is an empty shell
    Auto,
}

/// Whether pages are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Layout {
    /// Infer what is visible
    Off,
    /// Lay pages out
    On,
}

impl Default for Layout {
    /// On, where the program was built with the layout.
    fn default() -> Self {
        if cfg!(feature = "layout") {
            Layout::On
        } else {
            Layout::Off
        }
    }
}

pub(super) fn rate(text: &str) -> Result<f64, String> {
    text.parse::<f64>()
        .ok()
        .filter(|rate| (0.05..=100.0).contains(rate))
        .ok_or_else(|| "a rate is a number from 0.05 to 100 requests a second".to_owned())
}

impl WalkArguments {
    /// A walk through public pages only: a shop that is not the user's, and nothing put into its cart.
    pub(super) fn public(max_pages: Option<u32>, rate: Option<f64>) -> Self {
        WalkArguments {
            no_buy: true,
            max_pages,
            rate,
            ..WalkArguments::default()
        }
    }

    /// How the client behaves.
    pub(super) fn client(&self, start: &StartUrl, config: &Config) -> anyhow::Result<ClientOptions> {
        let Some(shop) = start.url() else {
            bail!("no shop to audit")
        };
        if self.eye(config) == RenderArgument::Chrome {
            chrome::find()?;
        }
        let mut options = ClientOptions::for_shop(shop.clone());
        let variable = |name: &str| std::env::var(name).ok();
        for (name, value) in &config.shop.headers {
            options.extra_headers.push((name.clone(), value.resolve(variable)?));
        }
        for (name, value) in &config.shop.cookies {
            options.cookies.push((name.clone(), value.resolve(variable)?));
        }
        options.basic_auth = match &config.shop.basic_auth {
            Some((user, password)) => Some((user.resolve(variable)?, password.resolve(variable)?)),
            None => start.credentials.clone(),
        };
        options.mine = self.mine || config.shop.mine;
        if self.fills(config) {
            options.redact = Customer::secrets(&config.customer);
        }
        if let Some(languages) = self.accept_language.as_ref().or(config.shop.accept_language.as_ref()) {
            options.accept_language.clone_from(languages);
        }
        if let Some(seconds) = self.max_seconds.or(config.walk.seconds) {
            options.total_time = Duration::from_secs(u64::from(seconds));
        }
        if let Some(rate) = self.rate.or(config.walk.rate) {
            options.rate_per_second = rate;
        }
        if let Some(in_flight) = config.walk.concurrency {
            options.in_flight = usize::try_from(in_flight)?;
        }
        if let Some(bytes) = config.walk.page_bytes {
            options.max_bytes_per_page = usize::try_from(bytes)?;
        }
        if let Some(seconds) = config.walk.request_seconds {
            options.request_timeout = Duration::from_secs(u64::from(seconds));
        }
        if let Some(redirects) = config.walk.redirects {
            options.max_redirects = usize::try_from(redirects)?;
        }
        Ok(options)
    }

    fn eye(&self, config: &Config) -> RenderArgument {
        let configured = || RenderArgument::from_str(config.walk.render?, false).ok();
        self.render.or_else(configured).unwrap_or_default()
    }

    fn fills(&self, config: &Config) -> bool {
        !self.no_buy && (self.fill || config.walk.fill.unwrap_or(false))
    }

    /// How far to walk.
    pub(super) fn options(&self, config: &Config, bench: &Bench) -> Options {
        let default = Options::default();
        let count = |number: Option<u32>| number.and_then(|number| usize::try_from(number).ok());
        Options {
            max_pages: count(self.max_pages.or(config.walk.pages)).unwrap_or(default.max_pages),
            in_flight: count(config.walk.concurrency).unwrap_or(default.in_flight),
            mine: self.mine || config.shop.mine,
            buy: !self.no_buy && config.walk.buy.unwrap_or(true),
            country: self.country.clone(),
            follow_redirect: self.follow_redirect,
            layout: self.layout == Layout::On,
            render: match self.eye(config) {
                RenderArgument::Static => Render::Static,
                RenderArgument::Chrome => Render::Chrome,
                RenderArgument::Auto => Render::Auto,
            },
            fill: self.fills(config),
            allow_draft: self.allow_draft || config.walk.allow_draft.unwrap_or(false),
            customer: config.customer.clone(),
            probes: bench.checklist.probes(),
            ..default
        }
    }
}
