//! A walk that filled the order form, saved and judged again: the same report, and nothing of the test customer in it.

#[path = "common/served.rs"]
mod served;

use std::io::Read as _;
use std::path::Path;

use served::{Served, stderr, touchpoint};
use touchpoint::demo::Character;

/// The report without its time stamp.
fn report(path: &Path) -> String {
    let text = std::fs::read_to_string(path).expect("the report was written");
    text.lines()
        .filter(|line| !line.contains("\"audited_at\""))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn a_filled_walk_is_judged_again_alike_and_holds_no_personal_data() {
    let shop = Served::new(Character::Good);
    let folder = tempfile::tempdir().expect("a folder");
    let config = "[walk]\nfill = true\npages = 20\n[customer]\nname = \"Ignatia Probandova\"\nphone = \"010-7777-8888\"\n\
                  email = \"ignatia@probandova.test\"\naddress_line1 = \"Unter den Platanen 77\"\n";
    std::fs::write(folder.path().join("touchpoint.toml"), config).expect("a file");
    let audit = touchpoint(&folder)
        .args([
            "audit",
            &shop.url(),
            "--mine",
            "--rate",
            "100",
            "--save-walk",
            "walk.warc.gz",
        ])
        .args(["--report", "json=audit.json", "--report", "table=audit.txt"])
        .output()
        .expect("the program runs");
    assert!(audit.status.success(), "{}", stderr(&audit));
    let counters = shop.counters();
    assert_eq!((counters.addresses, counters.orders, counters.lines_now), (1, 0, 0));
    drop(shop);
    let judged = touchpoint(&folder)
        .args(["judge", "walk.warc.gz", "--report", "json=judge.json"])
        .output()
        .expect("the program runs");
    assert!(judged.status.success(), "{}", stderr(&judged));
    let audited = report(&folder.path().join("audit.json"));
    assert!(audited.contains("/checkout/payment"), "the journey came to its end");
    similar(&audited, &report(&folder.path().join("judge.json")));

    let mut saved = Vec::new();
    let file = std::fs::File::open(folder.path().join("walk.warc.gz")).expect("the saved walk");
    flate2::read::MultiGzDecoder::new(file)
        .read_to_end(&mut saved)
        .expect("gzip");
    let saved = String::from_utf8_lossy(&saved).into_owned();
    let table = std::fs::read_to_string(folder.path().join("audit.txt")).expect("the table");
    let printed = format!("{}{}", String::from_utf8_lossy(&audit.stdout), stderr(&audit));
    for secret in [
        "Ignatia",
        "Probandova",
        "010-7777-8888",
        "01077778888",
        "ignatia@",
        "Platanen",
    ] {
        for (place, text) in [
            ("walk", &saved),
            ("report", &audited),
            ("table", &table),
            ("terminal", &printed),
        ] {
            assert!(!text.contains(secret), "{secret} in the {place}");
        }
    }
}

fn similar(one: &str, other: &str) {
    let differing: Vec<_> = one
        .lines()
        .zip(other.lines())
        .filter(|(one, other)| one != other)
        .take(5)
        .collect();
    assert!(one == other, "{differing:#?}");
}
