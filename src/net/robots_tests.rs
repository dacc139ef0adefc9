use super::*;

fn rules(text: &str) -> Robots {
    Robots::parse(text.as_bytes(), 200)
}

#[test]
fn the_longest_rule_decides_and_allow_wins_a_tie() {
    let robots = rules("User-agent: *\nDisallow: /order\nAllow: /order/help\nDisallow: /a*b\nAllow: /a*b\n");
    assert!(!robots.allowed("/order/cart"));
    assert!(robots.allowed("/order/help/returns"));
    assert!(robots.allowed("/axxb"));
    assert!(robots.allowed("/product/1"));
}

#[test]
fn our_own_group_replaces_the_one_for_everyone() {
    let text = "User-agent: *\nDisallow: /\n\nUser-agent: other\nUser-agent: Touchpoint/2.0\nDisallow: /private\nCrawl-delay: 1.5";
    let robots = rules(text);
    assert!(robots.allowed("/list"));
    assert!(!robots.allowed("/private/1"));
    assert_eq!(robots.crawl_delay(), Some(Duration::from_millis(1500)));
    assert!(!Robots::parse_for(text.as_bytes(), 200, "third").allowed("/list"));
}

#[test]
fn wildcards_and_the_end_anchor() {
    let robots = rules("User-agent: *\nDisallow: /*.json$\nDisallow: /*?sort=\nDisallow: /장바구니");
    assert!(!robots.allowed("/api/list.json"));
    assert!(robots.allowed("/api/list.json?x=1"));
    assert!(!robots.allowed("/list?sort=price"));
    assert!(!robots.allowed("/%EC%9E%A5%EB%B0%94%EA%B5%AC%EB%8B%88"));
    assert!(!robots.allowed("/%ec%9e%a5%eb%b0%94%ea%b5%ac%eb%8b%88"));
}

#[test]
fn status_decides_before_content() {
    let forbidding = b"User-agent: *\nDisallow: /";
    assert!(Robots::parse(forbidding, 404).allowed("/"));
    assert!(Robots::parse(forbidding, 403).allowed("/"));
    assert!(!Robots::parse(b"", 503).allowed("/"));
    assert!(Robots::parse(b"<!doctype html><title>Not found</title>", 200).allowed("/"));
}

#[test]
fn rules_without_a_user_agent_bind_nobody() {
    assert!(rules("Disallow: /\nUser-agent: other\nDisallow: /").allowed("/x"));
}

#[test]
fn sitemaps_are_listed_outside_groups_and_nonsense_is_dropped() {
    let robots = rules("Sitemap: https://shop.example/sitemap.xml\nSitemap: nonsense\nUser-agent: *\nDisallow:\n");
    assert_eq!(robots.sitemaps().len(), 1);
    assert!(robots.allowed("/anything"));
}

#[test]
fn only_the_first_500_kib_are_read() {
    let mut text = String::from("User-agent: *\n");
    text.push_str(&"# filler\n".repeat(SIZE_LIMIT / 9));
    text.push_str("Disallow: /late\n");
    assert!(rules(&text).allowed("/late"));
}

#[test]
fn a_hostile_file_takes_linear_time() {
    let text = format!(
        "User-agent: *\n{}",
        format!("Disallow: /{}b\n", "*a".repeat(500)).repeat(480)
    );
    let started = std::time::Instant::now();
    assert!(rules(&text).allowed(&format!("/{}", "a".repeat(8000))));
    assert!(started.elapsed() < Duration::from_secs(5));
}
