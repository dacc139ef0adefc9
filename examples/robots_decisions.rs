//! Measures the robots.txt matcher against known decisions.
//!
//! Usage: `cargo run --example robots_decisions -- FILE.jsonl`. Each line is a JSON object:
//! `robots_txt_b64` (the file, base64), `user_agent` (a product token), `url` (or only its path) and
//! `allowed` (the right answer). Prints the wrong lines and the share that was right; exits with 1 below 1.

use anyhow::Context as _;
use base64::Engine as _;
use touchpoint::net::robots::Robots;

#[derive(serde::Deserialize)]
struct Decision {
    robots_txt_b64: String,
    user_agent: String,
    url: String,
    allowed: bool,
}

/// The path and query as they are written, without fragment; a parsed URL would be escaped already.
fn path_and_query(url: &str) -> &str {
    let url = url.split('#').next().unwrap_or_default();
    let behind_scheme = url.find("://").map_or(url, |at| &url[at + 3..]);
    if url.starts_with('/') {
        return url;
    }
    behind_scheme
        .find(['/', '?', ';'])
        .map_or("/", |at| &behind_scheme[at..])
}

fn main() -> anyhow::Result<()> {
    let path = std::env::args().nth(1).context("usage: robots_decisions FILE.jsonl")?;
    let text = std::fs::read_to_string(&path).with_context(|| path.clone())?;
    let (mut right, mut all) = (0_u32, 0_u32);
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let decision: Decision = serde_json::from_str(line)?;
        let file = base64::engine::general_purpose::STANDARD.decode(&decision.robots_txt_b64)?;
        let robots = Robots::parse_for(&file, 200, &decision.user_agent);
        all += 1;
        if robots.allowed(path_and_query(&decision.url)) == decision.allowed {
            right += 1;
        } else {
            println!("wrong: {line}");
        }
    }
    println!(
        "{right} of {all} right: {:.4}",
        f64::from(right) / f64::from(all.max(1))
    );
    std::process::exit(i32::from(right != all))
}
