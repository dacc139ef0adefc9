//! What the text of the pages tells, from the hits that each page's patterns left.
//!
//! That something is *not* told is said only where the walk read the pages that would tell it.

use crate::checklist::{ProbeUse, Told};
use crate::extract::CompiledProbe;
use crate::measure::{self, Input};
use crate::model::{Evidence, Measured, Note, PageKind, ProbeHit, Value, Walk, WalkPage};

/// What the patterns say of the pages of these kinds.
pub(super) fn told(told: &Told, kinds: &[PageKind], walk: &Walk) -> Measured {
    match applies(told, walk) {
        Ok(None) => {}
        Ok(Some(note)) => return Measured::NotApplicable(note),
        Err(note) => return Measured::Unknown(note),
    }
    let input = Input { walk, pages: kinds };
    let pages = match measure::pages_to_read(&input) {
        Ok(pages) => {
            let known: Vec<&WalkPage> = pages.into_iter().filter(|page| is_known(told, page)).collect();
            if known.is_empty() {
                return Measured::Unknown(Note::new("language-not-read").with("languages", told.languages.join(", ")));
            }
            known
        }
        // Not one page of the kind: that is an answer only where nothing leads to one.
        Err(note) => return nothing(told, kinds, walk, note),
    };
    let keys: Vec<String> = told.items.iter().map(|item| item.probe().key()).collect();
    if pages.iter().any(|page| !page.facts.probes.contains_key(&keys[0])) {
        return Measured::unknown("not-probed");
    }
    let hits = |page: &WalkPage, key: &String| page.facts.probes.get(key).map_or(0, |hit| hit.count);
    let found: Vec<Evidence> = keys
        .iter()
        .flat_map(|key| {
            let mut examples: Vec<Evidence> = pages.iter().flat_map(|page| examples(page, key)).collect();
            examples.sort_by_key(|example| example.hidden);
            // One place is enough to show that an item is told; each place counts where they are counted.
            let most = if told.taken_as == ProbeUse::Points {
                1
            } else {
                usize::MAX
            };
            examples.into_iter().take(most)
        })
        .collect();
    let without: Vec<Evidence> = pages
        .iter()
        .filter(|page| keys.iter().all(|key| hits(page, key) == 0))
        .map(|page| Evidence::page(&page.url))
        .collect();
    let sample = pages.len();
    match told.taken_as {
        ProbeUse::Share => Measured::share(sample - without.len(), sample, without),
        ProbeUse::Count | ProbeUse::Number => {
            let count: usize = pages
                .iter()
                .flat_map(|page| keys.iter().map(move |key| hits(page, key)))
                .sum();
            let evidence = if count == 0 { without } else { found };
            value(Value::Number(number(count)), evidence, sample, count)
        }
        ProbeUse::Present | ProbeUse::Points => {
            let wanted = if told.taken_as == ProbeUse::Present {
                1
            } else {
                keys.len()
            };
            let there = keys.iter().filter(|key| pages.iter().any(|page| hits(page, key) > 0));
            let there = there.count();
            if there < wanted
                && let Err(note) = measure::read_all_about(walk, kinds)
            {
                return Measured::Unknown(note);
            }
            let against = wanted.saturating_sub(there);
            let evidence = if there == 0 { without } else { found };
            value(amount(told, there), evidence, sample, against)
        }
    }
}

/// Whether the patterns know the page's language.
fn is_known(told: &Told, page: &WalkPage) -> bool {
    let own = page.facts.language.as_deref().and_then(|tag| tag.split('-').next());
    told.languages.is_empty() || own.is_none_or(|own| told.languages.iter().any(|one| one.eq_ignore_ascii_case(own)))
}

/// Whether the words that make the check apply stand on any page. A note says that they do not.
fn applies(told: &Told, walk: &Walk) -> Result<Option<Note>, Note> {
    if told.when.is_empty() {
        return Ok(None);
    }
    let read: Vec<&WalkPage> = walk.readable().filter(|page| !page.facts.text.shell).collect();
    if read.is_empty() {
        return Err(Note::new("no-readable-page"));
    }
    let hit =
        |page: &&WalkPage, probe: &CompiledProbe| page.facts.probes.get(&probe.probe().key()).map(|hit| hit.count);
    let hits: Vec<Option<usize>> = read
        .iter()
        .flat_map(|page| told.when.iter().map(move |probe| hit(page, probe)))
        .collect();
    match hits.iter().flatten().any(|count| *count > 0) {
        true => Ok(None),
        false if hits.iter().all(Option::is_none) => Err(Note::new("not-probed")),
        false => Ok(Some(Note::new("no-word-of-it").with("pages", read.len()))),
    }
}

/// No page of the kinds was read.
fn nothing(told: &Told, kinds: &[PageKind], walk: &Walk, why: Note) -> Measured {
    if !matches!(told.taken_as, ProbeUse::Present | ProbeUse::Points) || why.code != "no-page-of-kind" {
        return Measured::Unknown(why);
    }
    match measure::read_all_about(walk, kinds) {
        Ok(home) => value(amount(told, 0), home, 1, 1),
        Err(note) => Measured::Unknown(note),
    }
}

fn amount(told: &Told, there: usize) -> Value {
    match told.taken_as {
        ProbeUse::Present => Value::YesNo(there > 0),
        _ => Value::Number(number(there)),
    }
}

fn examples<'a>(page: &'a WalkPage, key: &str) -> impl Iterator<Item = Evidence> + 'a {
    let hit: Option<&ProbeHit> = page.facts.probes.get(key);
    let examples = hit.into_iter().flat_map(|hit| &hit.examples);
    examples.map(|(quote, spot)| Evidence::quote(&page.url, spot, quote))
}

fn value(value: Value, evidence: Vec<Evidence>, sample: usize, against: usize) -> Measured {
    Measured::Value {
        value,
        evidence,
        sample,
        against,
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn number(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use url::Url;

    use crate::checklist::Checklist;
    use crate::checklist::tests::{HEAD, load};
    use crate::extract::{Source, facts};
    use crate::judge::judge;
    use crate::model::{Finding, Language, Limits, Shop, Verdict, Walk, WalkPage};
    use crate::report::messages::Messages;

    fn walk(checklist: &Checklist, pages: &[(&str, &str)]) -> Walk {
        let probes = checklist.probes();
        let page = |(path, html): &(&str, &str)| {
            let url = Url::parse("https://shop.example").unwrap().join(path).unwrap();
            let source = Source {
                probes: &probes,
                ..Source::new(html.as_bytes(), Some(&url))
            };
            WalkPage {
                url: url.to_string(),
                status: 200,
                depth: Some(0),
                via: None,
                by_journey: false,
                blocked: None,
                facts: facts(&source),
            }
        };
        Walk {
            shop: Shop::default(),
            pages: pages.iter().map(page).collect(),
            journeys: Vec::new(),
            links: Vec::new(),
            requests: Vec::new(),
            limits: Limits::default(),
            warnings: Vec::new(),
        }
    }

    fn judged(measure: &str, good: &str, pages: &[(&str, &str)]) -> Finding {
        let poor = if good == "yes" {
            String::new()
        } else {
            "poor = \"<= 0\"".to_owned()
        };
        let text = format!(
            "{HEAD}[[touchpoint.check]]\nid = \"told\"\nmeasure = {measure}\nquestion = \"?\"\ngood = \"{good}\"\n{poor}\npages = [\"returns\", \"terms\"]\n"
        );
        let checklist = load(&text).unwrap();
        let walk = walk(&checklist, pages);
        judge(&checklist, &walk, Messages::get(Language::En)).remove(0)
    }

    const HOME: (&str, &str) = ("/", "<title>Shop</title><h1>Shop</h1><p>Goods of all kinds</p>");
    const RETURNS: (&str, &str) = (
        "/returns",
        "<title>교환·반품 안내</title><h1>교환·반품 안내</h1><p>받은 날부터 7일 이내 청약철회할 수 있습니다. 반품 배송비는 고객 부담입니다.</p>",
    );
    const THREE: &str = r#"{ pattern = ["청약철회", "7\\s?일", "지연배상"], as = "points" }"#;

    #[test]
    fn items_are_counted_over_the_pages() {
        let finding = judged(THREE, ">= 3", &[HOME, RETURNS]);
        assert_eq!(
            (finding.verdict, finding.value_text.as_str()),
            (Verdict::Partial, "2 of 3")
        );
        assert_eq!(finding.evidence.len(), 2, "one quote for each item");
    }

    #[test]
    fn a_linked_page_that_was_not_read_may_tell_it() {
        let home = ("/", "<h1>Shop</h1><footer><a href=/returns>교환/반품 안내</a></footer>");
        let finding = judged(THREE, ">= 3", &[home]);
        assert_eq!(finding.reason.unwrap().code, "linked-page-not-read");
        let finding = judged(THREE, ">= 3", &[HOME]);
        assert_eq!(finding.verdict, Verdict::Poor, "nothing leads to such a page");
    }

    #[test]
    fn what_the_shop_does_not_do_need_not_be_told() {
        let measure = r#"{ pattern = ["해지 방법"], when = ["정기\\s?(?:배송|결제)"] }"#;
        assert_eq!(judged(measure, "yes", &[HOME, RETURNS]).verdict, Verdict::NotApplicable);
        let subscription = ("/p", "<h1>정기배송</h1>");
        assert_eq!(
            judged(measure, "yes", &[HOME, RETURNS, subscription]).verdict,
            Verdict::Poor
        );
    }
}
