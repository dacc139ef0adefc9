//! Style sheets of the pages that `inspect` lays out: from the shop for an address, from the page's folder for a file.

use std::collections::{BTreeMap, VecDeque};
use std::fs::File;
use std::io::Read as _;
use std::path::{Component, Path};
use std::sync::{Arc, LazyLock};

use url::Url;

use super::page_source::{PageSource, RawPage};
use crate::layout::sheets;
use crate::net::decode_style_sheet;

/// A sheet longer than this many bytes is not read.
const LONGEST: u64 = 1 << 20;

/// The folder of a page of unknown origin; what it links lies in it.
static FOLDER: LazyLock<Url> = LazyLock::new(|| Url::parse("http://folder.invalid/").expect("a built-in address"));

impl RawPage {
    /// What its links are resolved against.
    pub(super) fn place(&self) -> Url {
        self.url.clone().unwrap_or_else(|| FOLDER.clone())
    }

    /// What its answer says that it is.
    pub(super) fn content_type(&self) -> Option<&str> {
        self.headers
            .iter()
            .find(|(name, _)| name == "content-type")
            .map(|(_, value)| value.as_str())
    }
}

impl PageSource {
    /// The sheets that a page wants and those that they import, as far as they can be had.
    pub(super) fn sheets(
        &mut self,
        wanted: &[Url],
        place: &Url,
        input: &str,
        charset: &str,
    ) -> BTreeMap<String, Arc<str>> {
        let mut found: BTreeMap<String, Arc<str>> = BTreeMap::new();
        let mut queue: VecDeque<(Url, usize)> = wanted.iter().map(|url| (url.clone(), 0)).collect();
        while let Some((url, level)) = queue.pop_front() {
            if found.contains_key(url.as_str()) {
                continue;
            }
            let text = if url.origin() == FOLDER.origin() {
                beside(Path::new(input), &url, charset)
            } else if place.origin() == FOLDER.origin() {
                // For a file nothing is asked of the network.
                None
            } else {
                self.fetch_sheet(&url, place, charset)
            };
            let Some(text) = text else { continue };
            if level < sheets::IMPORT_LEVELS {
                let imports = sheets::imports(&text).into_iter();
                queue.extend(imports.filter_map(|import| Some((sheets::join(Some(&url), &import.href)?, level + 1))));
            }
            found.insert(url.into(), text.into());
        }
        found
    }
}

/// A sheet in the folder of a page; nothing above that folder is read.
fn beside(page: &Path, url: &Url, charset: &str) -> Option<String> {
    let name = percent_decoded(url.path().trim_start_matches('/'));
    let path = Path::new(&name);
    if !path.components().all(|part| matches!(part, Component::Normal(_))) {
        return None;
    }
    let mut bytes = Vec::new();
    File::open(page.parent()?.join(path))
        .ok()?
        .take(LONGEST)
        .read_to_end(&mut bytes)
        .ok()?;
    Some(decode_style_sheet(&bytes, None, Some(charset)).text)
}

fn percent_decoded(path: &str) -> String {
    let joined = format!("x={}", path.replace('+', "%2B"));
    url::form_urlencoded::parse(joined.as_bytes())
        .next()
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_of_a_file_lie_in_its_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("page files")).expect("a folder in it");
        std::fs::write(folder.path().join("page files/a.css"), "@import 'b.css'; p{}").expect("written");
        std::fs::write(folder.path().join("page files/b.css"), "i{}").expect("written");
        let page = folder.path().join("page.html");
        let link = |href: &str| sheets::join(Some(&FOLDER), href).expect("an address");
        let wanted = [
            link("page%20files/a.css"),
            link("none.css"),
            link("/..%2f..%2fetc/passwd"),
        ];
        let found = PageSource::default().sheets(&wanted, &FOLDER, &page.to_string_lossy(), "utf-8");
        let names: Vec<&str> = found.keys().map(String::as_str).collect();
        assert_eq!(
            names,
            [
                "http://folder.invalid/page%20files/a.css",
                "http://folder.invalid/page%20files/b.css"
            ]
        );
    }
}
