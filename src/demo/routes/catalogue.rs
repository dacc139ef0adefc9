//! Home, lists, search and product pages.

use super::Visit;
use crate::demo::Character;
use crate::demo::data::{
    self, Language, Product, Sale, board, colour_name,
    materials::{CATEGORIES, COLOURS, COUNTRIES, MATERIALS},
    products::PRODUCTS,
};
use crate::demo::http::Reply;
use crate::demo::state::shipping_terms;
use minijinja::context;
use minijinja::value::{Serde, Value};

/// Products on one page of a list.
const PAGE_SIZE: usize = 6;

pub(super) fn home(visit: &Visit<'_>) -> Reply {
    let featured: Vec<Value> = PRODUCTS
        .iter()
        .step_by(5)
        .map(|product| visit.product_card(product))
        .collect();
    visit.page("home.html", 200, context! { featured })
}

/// The filters of a list, as they stand in the query.
#[derive(Debug, Default, Clone)]
struct Filters {
    sort: String,
    colour: String,
    price: String,
}

impl Filters {
    fn of(visit: &Visit<'_>) -> Self {
        let value = |name| visit.request.query(name).unwrap_or_default().to_owned();
        Self {
            sort: value("sort"),
            colour: value("colour"),
            price: value("price"),
        }
    }
}

/// The products of a category (`all` for every one) that pass the filters, in the asked order.
fn matching(category: &str, filters: &Filters, language: Language) -> Vec<&'static Product> {
    let mut found: Vec<&Product> = PRODUCTS
        .iter()
        .filter(|product| category == "all" || product.category == category)
        .filter(|product| filters.colour.is_empty() || product.colours.contains(&filters.colour.as_str()))
        .filter(|product| match filters.price.as_str() {
            "low" => product.price < 60_000,
            "middle" => (60_000..120_000).contains(&product.price),
            "high" => product.price >= 120_000,
            _ => true,
        })
        .collect();
    match filters.sort.as_str() {
        "low" => found.sort_by_key(|product| (product.price, product.id)),
        "high" => found.sort_by_key(|product| (u64::MAX - product.price, product.id)),
        "name" => found.sort_by_key(|product| product.name.get(language)),
        _ => {}
    }
    found
}

pub(super) fn list(visit: &Visit<'_>, slug: &str) -> Reply {
    let language = visit.language();
    let title = match data::category(slug) {
        Some(category) => category.name.get(language),
        None if slug == "all" => visit.say("전체 상품", "All products"),
        None => return visit.not_found(),
    };
    let filters = Filters::of(visit);
    let found = matching(slug, &filters, language);
    let pages = found.len().div_ceil(PAGE_SIZE).max(1);
    let page = match visit.request.query("page").map(str::parse::<usize>) {
        None => 1,
        Some(Ok(page)) if (1..=pages).contains(&page) => page,
        Some(_) => return visit.not_found(),
    };
    let products: Vec<Value> = found
        .iter()
        .skip((page - 1) * PAGE_SIZE)
        .take(PAGE_SIZE)
        .map(|product| visit.product_card(product))
        .collect();
    let colours: Vec<Value> = COLOURS
        .iter()
        .map(|colour| context! { key => colour.0, name => colour.1.get(language) })
        .collect();
    visit.page(
        "list.html",
        200,
        context! {
            title, slug, products, page, pages, colours,
            raw_query => &visit.request.raw_query,
            total => found.len(),
            sort => filters.sort, colour => filters.colour, price => filters.price,
        },
    )
}

pub(super) fn search(visit: &Visit<'_>) -> Reply {
    let query = visit.request.query("q").unwrap_or_default();
    let words: Vec<String> = query.to_lowercase().split_whitespace().map(str::to_owned).collect();
    let products: Vec<Value> = PRODUCTS
        .iter()
        .filter(|product| {
            let text = format!("{} {} {}", product.name.ko, product.name.en, product.slug);
            let text = text.to_lowercase();
            !words.is_empty() && words.iter().all(|word| text.contains(word.as_str()))
        })
        .map(|product| visit.product_card(product))
        .collect();
    let title = visit.say("검색 결과", "Search results");
    visit.page(
        "list.html",
        200,
        context! {
            title, query, total => products.len(), products, searched => true, page => 1, pages => 1,
        },
    )
}

pub(super) fn review(visit: &mut Visit<'_>, slug: &str) -> Reply {
    if data::product(slug).is_none() {
        return visit.not_found();
    }
    if visit.request.field("review").is_empty() {
        let error = visit.say("후기를 적어 주세요.", "Please write your review.");
        return product_page(visit, slug, &[error.to_owned()], 422);
    }
    visit.store.counters.reviews += 1;
    visit.go(&format!("/product/{slug}"))
}

/// The page of a product; with what was wrong with a form that was sent from it.
pub(in crate::demo) fn product_page(visit: &Visit<'_>, slug: &str, errors: &[String], status: u16) -> Reply {
    let Some(product) = data::product(slug) else {
        return visit.not_found();
    };
    let language = visit.language();
    let category = data::category(product.category);
    let (shipping, free_from) = shipping_terms(visit.shop.character);
    let images = match visit.shop.character {
        Character::Good => 5,
        Character::Bad => 1,
        Character::Odd => 3,
    };
    let related: Vec<Value> = PRODUCTS
        .iter()
        .filter(|other| other.category == product.category && other.id != product.id)
        .take(3)
        .map(|other| visit.product_card(other))
        .collect();
    let questions: Vec<board::Post> = board::posts(&board::GOOD, language)
        .into_iter()
        .filter(|post| post.answer.is_some() && post.body.starts_with(product.name.get(language)))
        .collect();
    visit.page(
        "product.html",
        status,
        context! {
            ..details(product, language),
            ..context! {
                product => visit.product_card(product),
                category => category.map(|category| context! {
                    slug => category.slug,
                    name => category.name.get(language),
                }),
                usage => category.map(|category| category.usage.get(language)),
                images, related, shipping, free_from,
                questions => Serde(questions),
                errors => errors.to_vec(),
                position => CATEGORIES.iter().position(|row| row.slug == product.category),
            }
        },
    )
}

/// What a product page tells about the thing itself.
fn details(product: &Product, language: Language) -> Value {
    let material = MATERIALS.iter().find(|row| row.0 == product.material);
    let country = COUNTRIES.iter().find(|row| row.0 == product.country);
    let colours: Vec<Value> = product
        .colours
        .iter()
        .map(|key| context! { key => *key, name => colour_name(key, language) })
        .collect();
    context! {
        colours,
        sizes => product.sizes.to_vec(),
        material => material.map(|row| row.1.get(language)),
        care => material.map(|row| row.2.get(language)),
        country => country.map(|row| row.1.get(language)),
        country_code => product.country.to_uppercase(),
        model => format!("SD-{:03}", product.id),
        rating => format!("4.{}", 3 + product.id % 6),
        review_count => 3,
        sold_out => product.sale == Sale::SoldOut,
    }
}
