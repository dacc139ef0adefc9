//! What hostile pages do to the layout: they cost themselves, never the next page and never the audit.

#![cfg(feature = "layout")]
#![allow(clippy::print_stdout)]

mod layout_support;

use std::time::{Duration, Instant};

use layout_support::pages::{self, Dice};
use touchpoint::demo::{self, Character, Shop};
use touchpoint::layout::frame::Job;
use touchpoint::layout::pool::{Crew, Limits, WorkerCommand};
use touchpoint::layout::{LayoutError, PageToLayOut, Viewport};
use touchpoint::model::Walk;
use touchpoint::net::{ClientOptions, Fetcher, StartUrl};
use touchpoint::walk::{Options, walk};

/// The program; `TOUCHPOINT_WORKER` names a copy of it, for runs that go on while it is built anew.
fn worker() -> WorkerCommand {
    WorkerCommand::of(std::env::var_os("TOUCHPOINT_WORKER").unwrap_or(env!("CARGO_BIN_EXE_touchpoint").into()))
}

fn job(html: String) -> Job {
    Job {
        page: PageToLayOut {
            html,
            base: Some("https://shop.example/".to_owned()),
            ..PageToLayOut::default()
        },
        viewports: vec![Viewport::DESKTOP, Viewport::PHONE],
        targets: vec!["#n".to_owned()],
    }
}

/// A harmless page is laid out right.
fn assert_alive(crew: &mut Crew, after: &str) {
    let answer = crew.lay_out(&job("<!doctype html><p id=n>+1 212 555 0123</p>".to_owned()));
    let windows = answer.unwrap_or_else(|error| panic!("no layout after {after}: {error}"));
    assert!(
        windows
            .iter()
            .all(|seen| seen[0].as_ref().is_some_and(|seen| seen.visible)),
        "after {after}"
    );
}

fn bombs() -> Vec<(&'static str, String)> {
    let rules = |count: usize, rule: &dyn Fn(usize) -> String| (0..count).map(rule).collect::<String>();
    let style = |css: String| format!("<!doctype html><style>{css}</style><div><p id=n>x</p></div>");
    vec![
        ("deep blocks", format!("{}<p id=n>x", "<div>".repeat(50_000))),
        ("deep inline", format!("{}<i id=n>x", "<b><i><span>".repeat(10_000))),
        ("deep flex", format!("<style>div{{display:flex}}</style>{}<p id=n>x", "<div>".repeat(395))),
        ("deep grid", format!("<style>div{{display:grid}}</style>{}<p id=n>x", "<div>".repeat(395))),
        ("deep tables", format!("{}<p id=n>x", "<table><tr><td>".repeat(3_000))),
        ("huge table", format!("<table id=n>{}</table>", format!("<tr>{}", "<td>cell".repeat(40)).repeat(600))),
        ("wide spans", "<table id=n><tr><td colspan=99999999 rowspan=99999999>x<tr><td colspan=65535>y</table>".to_owned()),
        ("many breaks", format!("<p id=n>{}</p>", "<br>".repeat(100_000))),
        ("long text", format!("<p id=n>{}</p>", "word ".repeat(300_000))),
        ("one long word", format!("<p id=n>{}</p>", "w".repeat(500_000))),
        ("many elements", format!("<p id=n>x</p>{}", "<i>x</i>".repeat(200_000))),
        ("itself in a frame", "<iframe src=''></iframe><iframe src='#'></iframe><iframe srcdoc='<iframe src=//shop.example/>'></iframe><p id=n>x".to_owned()),
        ("wrong addresses", "<base href='http://['><link rel=stylesheet href='http://[::1'><img id=n width=9 height=9 src='http://a:99999/'><style>@import 'http://[';@import url(//);p{background:url(http://[)}</style>".to_owned()),
        ("huge borders", style("p{border:1e9px solid;margin:-1e30px;padding:1e38px}".to_owned())),
        ("huge numbers", style("p{font-size:1e30px;line-height:1e30;width:1e38px;transform:scale(1e30) rotate(1e30deg)}".to_owned())),
        ("doubling variables", style(format!("p{{--v0:xxxxxxxxxx;{}width:var(--v40)}}", rules(40, &|n| format!("--v{}:var(--v{n})var(--v{n});", n + 1))))),
        ("many rules", style(rules(60_000, &|n| format!(".a{n} .b{n}>p:not(.c{n}){{color:red}}")))),
        ("many has", style(rules(3_000, &|n| format!("div:has(p:has(~ .x{n})) *{{color:red}}")))),
        ("deep selectors", style(format!("{}p{}{{color:red}}", ":is(".repeat(5_000), ")".repeat(5_000)))),
        ("deep media", style(format!("{}p{{color:red}}{}", "@media screen{".repeat(5_000), "}".repeat(5_000)))),
        ("deep nesting rules", style(format!("{}color:red{}", "p{&{".repeat(3_000), "}}".repeat(3_000)))),
        ("deep sums", style(format!("p{{width:{}1px{}}}", "calc(1px + ".repeat(5_000), ")".repeat(5_000)))),
        ("many columns", style("div{display:grid;grid-template-columns:repeat(10000,1fr);grid-template-rows:repeat(10000,1px)}p{grid-area:9999/9999/1/1}".to_owned())),
        ("many text columns", style("div{columns:100000;column-gap:0}".to_owned())),
        ("many shadows", style(format!("p{{box-shadow:{} 0 0 red}}", "1px 1px 1px red,".repeat(20_000)))),
        ("many counters", format!("<style>li::before{{counter-increment:c;content:counters(c,'.')}}</style>{}<p id=n>x", "<ol><li>".repeat(150))),
        ("drawing", format!("<svg>{}</svg><p id=n>x", "<g><use href='#n'/><filter id=f><feTile/></filter>".repeat(2_000))),
        ("drawing of itself", "<svg><defs><pattern id=p><rect fill='url(#p)' width=9 height=9 /></pattern><mask id=m mask='url(#m)'/></defs><rect mask='url(#m)' fill='url(#p)' width=9 height=9 /></svg><p id=n>x".to_owned()),
        ("many templates", format!("{}<p id=n>x", "<template>".repeat(5_000))),
        ("misnested", format!("<p id=n>{}", "<a><b><table><i><p></a>".repeat(2_000))),
        ("one sheet twice", style("p{color:red}</style><style>p{color:red}</style><style>p{color:red}".to_owned())),
        ("no text", String::new()),
        ("zero bytes", format!("<p id=n>{}</p><style>p{{font-family:\"\0\";content:'\\0'}}</style>", "\0".repeat(2_000))),
        ("marks on marks", format!("<p id=n>a{}</p>", "\u{301}".repeat(50_000))),
        ("both directions", format!("<p id=n>{}</p>", "\u{202e}a\u{202d}א".repeat(20_000))),
        ("five megabytes", format!("<p id=n>x</p>{}", "<p>paragraph of a long page</p>".repeat(170_000))),
    ]
}

#[test]
fn a_bomb_costs_its_own_layout_only() {
    let mut crew = Crew::new(worker());
    for (name, html) in bombs() {
        let begun = Instant::now();
        let answer = crew.lay_out(&job(html));
        let took = begun.elapsed();
        let result = match &answer {
            Ok(_) => "laid out".to_owned(),
            Err(error) => error.to_string(),
        };
        println!("{name}: {} ms, {result}", took.as_millis());
        assert!(!matches!(answer, Err(LayoutError::NoWorker(_))), "{name}: {result}");
        assert!(took < Duration::from_secs(61), "{name} took {took:?}");
        assert_alive(&mut crew, name);
    }
    println!("peak memory of a worker: {} MB", crew.peak_memory >> 20);
}

/// Bytes of a page changed here and there: cut, doubled, swapped, strewn with what parsers stumble over.
fn mutate(page: &str, dice: &mut Dice) -> String {
    const SPICE: &[&str] = &[
        "<div>",
        "</div>",
        "<table>",
        "<td>",
        "<b>",
        "</p>",
        "<style>",
        "</style>",
        "{",
        "}",
        "/*",
        "<!--",
        "\"",
        "'",
        "<svg>",
        "display:grid;",
        "position:fixed;",
        "float:left;",
        "calc(",
        "1e9px",
        "-1px",
        "100%",
        "<select>",
        "<template>",
        "\0",
        "&#0;",
        "@media(",
        "::before{content:'",
        "columns:3;",
        "<br>",
        "<iframe srcdoc='",
        "writing-mode:vertical-rl;",
        "display:table-cell;",
        "<details>",
        "display:contents;",
        "<img src='http://['>",
        "<base href=x:>",
        "transform:scale(0);",
        "position:sticky;",
    ];
    let mut chars: Vec<char> = page.chars().collect();
    for _ in 0..dice.roll(24) + 1 {
        let at = usize::try_from(dice.roll(chars.len().max(1) as u64)).unwrap_or(0);
        let length = usize::try_from(dice.roll(200)).unwrap_or(0);
        let end = (at + length).min(chars.len());
        match dice.roll(4) {
            0 => drop(chars.drain(at..end)),
            1 => {
                let piece: Vec<char> = chars[at..end].to_vec();
                let times = usize::try_from(dice.roll(20)).unwrap_or(0);
                for _ in 0..times {
                    chars.splice(at..at, piece.iter().copied());
                }
            }
            2 => chars
                .splice(at..at, dice.one_of(SPICE).repeat(length / 20 + 1).chars())
                .for_each(drop),
            _ => chars.splice(at..end, dice.one_of(SPICE).chars()).for_each(drop),
        }
    }
    chars.into_iter().collect()
}

/// Every so many rounds it is a bomb that is mutated.
const BOMB_EVERY: usize = 50;

/// Moves the page's first `<style>` into a sheet that it links.
fn link_its_sheet(job: &mut Job) {
    let html = &job.page.html;
    let Some(start) = html.find("<style>") else { return };
    let Some(length) = html[start..].find("</style>") else {
        return;
    };
    let css = html[start + 7..start + length].to_owned();
    let link = "<link rel=stylesheet href=/a.css>";
    job.page.html = format!("{}{link}{}", &html[..start], &html[start + length..]);
    job.page
        .sheets
        .insert("https://shop.example/a.css".to_owned(), css.into());
}

#[test]
fn mutated_pages_lose_no_audit() {
    // `TOUCHPOINT_FUZZ=10000` goes on for longer.
    let rounds = std::env::var("TOUCHPOINT_FUZZ")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(300_usize);
    let pages = pages::all();
    let bombs = bombs();
    let mut dice = Dice(0x5eed);
    let mut crew = Crew::new(worker());
    let mut lost = Vec::new();
    for round in 0..rounds {
        let bomb = bombs.get(round / BOMB_EVERY % bombs.len());
        let (name, page) = match bomb.filter(|_| round % BOMB_EVERY == 0) {
            Some((name, page)) => (*name, page),
            None => {
                let (name, page) = &pages[round % pages.len()];
                (name.as_str(), page)
            }
        };
        let mut mutated = job(mutate(page, &mut dice));
        if round % 2 == 0 {
            link_its_sheet(&mut mutated);
        }
        match crew.lay_out(&mutated) {
            Ok(_) | Err(LayoutError::TooLarge(_)) => {}
            Err(LayoutError::NoWorker(error)) => panic!("{name}, round {round}: {error}"),
            Err(error) => lost.push(format!("{name}, round {round}: {error}")),
        }
    }
    println!(
        "{} of {rounds} layouts lost, peak memory {} MB",
        lost.len(),
        crew.peak_memory >> 20
    );
    assert!(lost.len() * 100 <= rounds, "{}", lost.join("\n"));
    assert_alive(&mut crew, "the last round");
}

#[test]
fn a_worker_that_eats_too_much_or_takes_too_long_is_ended() {
    let page = || job(format!("<p id=n>{}</p>", "word ".repeat(200_000)));
    let tight = Limits {
        memory: 1 << 20,
        ..Limits::default()
    };
    let answer = Crew::with_limits(worker(), tight).lay_out(&page());
    assert_eq!(answer, Err(LayoutError::BrokenOff("memory".to_owned())));
    let hasty = Limits {
        processor_time: Duration::from_millis(1),
        ..Limits::default()
    };
    let answer = Crew::with_limits(worker(), hasty).lay_out(&page());
    assert_eq!(answer, Err(LayoutError::BrokenOff("time".to_owned())));
}

#[test]
fn what_is_no_worker_ends_in_an_error_and_not_in_a_hang() {
    let stranger = WorkerCommand {
        program: "/bin/cat".into(),
        arguments: Vec::new(),
    };
    for command in [
        WorkerCommand::of("/bin/false"),
        WorkerCommand::of("/does/not/exist"),
        stranger,
    ] {
        let answer = Crew::new(command).lay_out(&job("<p id=n>x".to_owned()));
        assert!(matches!(
            answer,
            Err(LayoutError::BrokenOff(_) | LayoutError::NoWorker(_))
        ));
    }
}

fn walked(program: &str) -> Walk {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let shop = Shop::start(demo::Options {
            character: Character::Good,
            port: 0,
        })
        .await
        .expect("the demo shop");
        let start = StartUrl::parse(&shop.url()).expect("its address");
        let client = ClientOptions {
            rate_per_second: 0.0,
            mine: true,
            ..ClientOptions::for_shop(start.url().expect("an address").clone())
        };
        let options = Options {
            max_pages: 12,
            layout: true,
            layout_program: Some(program.into()),
            ..Options::default()
        };
        let fetcher = Fetcher::live(client).expect("a client");
        walk(&fetcher, &start, &options, &|_| {}).await.expect("walked")
    })
}

#[test]
fn a_walk_is_laid_out_and_does_not_need_it() {
    let laid_out = walked(env!("CARGO_BIN_EXE_touchpoint"));
    let inferred = walked("/bin/false");
    assert_eq!(laid_out.pages.len(), inferred.pages.len());
    assert!(inferred.pages.iter().all(|page| page.facts.laid_out.is_none()));
    let told = |walk: &Walk| walk.limits.notes.iter().any(|note| note.code == "not-laid-out");
    assert!(told(&inferred) && !told(&laid_out));
    let home = &laid_out.pages[0].facts;
    assert!(home.laid_out.as_ref().is_some_and(|seen| !seen.elements.is_empty()));
    let top = home
        .phones
        .iter()
        .find(|phone| phone.spot.top)
        .expect("a number at the top");
    let bounds = top.bounds.expect("its place");
    assert!(bounds[1] < 768.0 && bounds[2] > 50.0, "{bounds:?}");
}

/// Workers of a program that dies at its first page and is fine from then on.
#[cfg(unix)]
#[test]
fn a_worker_that_is_killed_changes_nothing() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().expect("a folder");
    let (script, flag) = (folder.path().join("worker"), folder.path().join("flag"));
    let text = format!(
        "#!/bin/sh\nif [ -e {flag} ]; then exec {program} layout-worker; fi\n: > {flag}\nkill -9 $$\n",
        flag = flag.display(),
        program = env!("CARGO_BIN_EXE_touchpoint"),
    );
    std::fs::write(&script, text).expect("written");
    std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).expect("made a program");
    let disturbed = walked(&script.to_string_lossy());
    let undisturbed = walked(env!("CARGO_BIN_EXE_touchpoint"));
    assert!(flag.exists(), "no worker was killed");
    let seen = |walk: &Walk| -> Vec<_> { walk.pages.iter().map(|page| page.facts.laid_out.clone()).collect() };
    assert!(seen(&disturbed) == seen(&undisturbed), "another layout");
    assert_eq!(disturbed.limits.notes, undisturbed.limits.notes);
}
