//! Extractors: one file per kind of fact. [`facts`] turns the bytes of one page into [`PageFacts`].

mod board;
mod business;
mod cart;
mod channel;
mod context;
mod control;
mod country;
mod email;
mod form;
mod hours;
mod kind;
mod language;
mod link;
mod overlay;
mod pattern;
mod payment;
mod phone;
mod policy;
mod pressure;
mod price;
mod probe;
mod product;
mod prose;
mod sight;
mod structured;
mod text;
mod topic;

pub use context::{Context, Source};
pub use probe::{CompiledProbe, ProbeError};

use crate::model::{Eye, PageFacts};

/// Reads everything off one page.
///
/// The order matters only where one extractor uses another's facts: the country guess before phones, forms and product
/// before the page kind.
pub fn facts(source: &Source<'_>) -> PageFacts {
    let context = Context::new(source);
    let mut facts = facts_in(&context, source);
    if source.weigh_sight {
        sight::settle(&context, &mut facts);
    }
    facts
}

fn facts_in(context: &Context<'_>, source: &Source<'_>) -> PageFacts {
    let phones = phone::phones(context);
    let address = business::printed_address(context);
    let emails = email::emails(context);
    let hours = hours::hours(context, &phones);
    let forms = form::forms(context);
    let controls = control::controls(context, &forms);
    let links = link::links(context);
    let topics = topic::topics(context);
    let read_prices = price::read(context);
    let prices = read_prices.all();
    let product = product::product(context, &read_prices, &forms, &controls);
    let policies = policy::policies(context);
    let cart = cart::cart(context, &prices);
    let costs = cart::costs(context, &prices);
    let board = board::board(context);
    let faq = board::faq(context);
    let text = text::page_text(context);
    let kind = kind::kind(&kind::Clues {
        context,
        text: &text,
        forms: &forms,
        controls: &controls,
        product: product.as_ref(),
        prices: &prices,
        links: &links,
        board: board.as_ref(),
        faq: faq.as_ref(),
        phones: &phones,
    });
    // A page that sells nothing has no product, whatever its recommendations carry.
    let product = (kind.name == crate::model::PageKind::Product)
        .then(|| product.unwrap_or_else(|| product::on_product_page(context, &read_prices, &forms, &controls)));
    let progress = cart::progress(context);
    PageFacts {
        url: context.url.map(ToString::to_string),
        charset: context.charset.to_owned(),
        language: context.language.clone(),
        country: context.country.clone(),
        platform: context.platform.map(|platform| platform.id().to_owned()),
        prose: prose::prose(context),
        phone_images: phone::phone_images(context, &phones),
        channels: channel::channels(context, &phones, &emails, &forms, &links, address.as_ref()),
        business: business::business(context, address.as_ref()),
        payment_methods: payment::methods(context),
        pressures: pressure::pressures(context),
        probes: probe::run(context, source.probes, source.headers),
        template: context.document.template(),
        seen_by: Eye::Static,
        overlays: overlay::overlays(context),
        laid_out: None,
        kind,
        text,
        phones,
        emails,
        hours,
        prices,
        product,
        forms,
        controls,
        links,
        topics,
        policies,
        cart,
        costs,
        progress_at: progress.1,
        progress: progress.0,
        board,
        faq,
    }
}
