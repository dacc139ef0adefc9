//! `touchpoint inspect --layout on`: a page laid out with the style sheets beside it, or with those of its shop.

#![cfg(feature = "layout")]

#[path = "common/served.rs"]
mod served;

use std::collections::BTreeSet;

use serde_json::Value;
use served::{Served, touchpoint};
use touchpoint::demo::Character;

fn inspect(folder: &tempfile::TempDir, page: &str, layout: &str) -> Value {
    let output = touchpoint(folder)
        .args(["inspect", "--format", "jsonl", "--layout", layout, page])
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{}", served::stderr(&output));
    serde_json::from_slice(&output.stdout).expect("one object")
}

/// Keys of an object and of the objects in it.
fn shape(value: &Value, path: &str, keys: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                let path = format!("{path}.{key}");
                shape(value, &path, keys);
                keys.insert(path);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| shape(item, path, keys)),
        _ => {}
    }
}

#[test]
fn a_file_is_laid_out_with_the_sheets_in_its_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = "<!doctype html><link rel=stylesheet href='page_files/a.css'><p class=x>Call +1 212 555 0123</p>\
                <p>Or +1 212 555 0199</p><form method=post><input name=email></form>";
    std::fs::write(folder.path().join("page.html"), page).expect("written");
    std::fs::create_dir(folder.path().join("page_files")).expect("made");
    std::fs::write(folder.path().join("page_files/a.css"), ".x{display:none}").expect("written");
    let inferred = inspect(&folder, "page.html", "off");
    let laid_out = inspect(&folder, "page.html", "on");
    let visible = |page: &Value| [0, 1].map(|index| page["phones"][index]["visible"].as_bool());
    assert_eq!(visible(&inferred), [Some(true), Some(true)], "its sheet is not known");
    assert_eq!(visible(&laid_out), [Some(false), Some(true)]);
    let width = laid_out["phones"][1]["box"][2].as_f64();
    assert!(width.is_some_and(|width| width > 50.0), "{}", laid_out["phones"]);
    let [mut one, mut other] = [BTreeSet::new(), BTreeSet::new()];
    shape(&inferred, "", &mut one);
    shape(&laid_out, "", &mut other);
    assert_eq!(one, other, "the layout changes nothing of the format");
}

#[test]
fn a_page_of_a_shop_is_laid_out_with_the_sheets_that_it_links() {
    let shop = Served::new(Character::Good);
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("{}ways/closed-menu", shop.url());
    let page = inspect(&folder, &url, "on");
    assert_eq!(page["phones"][0]["visible"], false, "{page}");
    let url = format!("{}ways/open-details", shop.url());
    let page = inspect(&folder, &url, "on");
    assert_eq!(page["phones"][0]["visible"], true, "{page}");
    assert_eq!(page["phones"][0]["top"], true, "{page}");
}
