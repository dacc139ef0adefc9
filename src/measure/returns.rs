//! What the shop tells of returns.

mod terms;

use super::toolbox::{Sample, absence, clip, number, yes_no};
use super::{Input, Measure, Text};
use crate::model::{Evidence, Measured, PageKind, Stated, Unit, WalkPage};

/// Where a window is looked for, the most binding place first.
const WINDOW_PAGES: &[PageKind] = &[
    PageKind::Returns,
    PageKind::Shipping,
    PageKind::Faq,
    PageKind::Product,
    PageKind::Terms,
];
const PAGES: &[PageKind] = &[PageKind::Returns, PageKind::Shipping, PageKind::Product];
const CONCEPTS: &[&str] = &["topic.returns", "topic.withdrawal"];

/// The family.
pub static MEASURES: &[Measure] = &[
    Measure {
        id: "returns.page-found",
        unit: Unit::YesNo,
        what: Text {
            en: "Whether a page or section tells customers how to return goods.",
            ko: "교환·반품을 안내하는 페이지나 항목이 있는지입니다.",
        },
        how: Text {
            en: "Looks for at least 150 characters about returns on a page of its own, with the shipping rules, on product \
                 pages or in the questions. Sample texts and text inside pictures do not count. Unknown when such a page \
                 is linked and could not be read.",
            ko: "교환·반품에 관한 글이 150자 이상 있는지 전용 페이지, 배송 안내, 상품 페이지, 자주 묻는 질문에서 찾습니다. 견본 문구와 \
                 그림 속 글자는 세지 않습니다. 링크는 있는데 읽지 못했다면 알 수 없음으로 둡니다.",
        },
        pages: PAGES,
        run: page_found,
    },
    Measure {
        id: "returns.window-days",
        unit: Unit::Days,
        what: Text {
            en: "How many days customers have to return goods.",
            ko: "고객이 반품할 수 있는 기간(일)입니다.",
        },
        how: Text {
            en: "Reads the number of days beside the words about returns; the page about returns has the first word, the \
                 terms the last, and of two figures on pages of one kind the smaller holds. No figure anywhere is the \
                 worst. Unknown when the page about returns could not be read.",
            ko: "교환·반품 안내에 적힌 일수를 읽습니다. 반품 안내를 먼저, 약관을 맨 나중에 보고, 같은 종류의 페이지에 두 숫자가 있으면 \
                 작은 쪽으로 봅니다. 어디에도 없으면 가장 나쁜 것으로 봅니다. 반품 안내를 읽지 못했다면 알 수 없음으로 둡니다.",
        },
        pages: &[
            PageKind::Returns,
            PageKind::Shipping,
            PageKind::Product,
            PageKind::Terms,
        ],
        run: window_days,
    },
    Measure {
        id: "returns.cost-told",
        unit: Unit::YesNo,
        what: Text {
            en: "Whether the shop tells who pays for a return.",
            ko: "반품 배송비를 누가 내는지 알려 주는지입니다.",
        },
        how: Text {
            en: "Looks on the pages about returns and shipping, the questions and product pages for an amount, for \"free \
                 returns\", or for who pays. Unknown when the page about returns could not be read.",
            ko: "반품·배송 안내, 자주 묻는 질문, 상품 페이지에서 금액, '무료 반품', 부담하는 쪽을 찾습니다. 반품 안내를 읽지 못했다면 알 \
                 수 없음으로 둡니다.",
        },
        pages: PAGES,
        run: cost_told,
    },
    Measure {
        id: "returns.free",
        unit: Unit::YesNo,
        what: Text {
            en: "Whether returning goods costs the customer nothing.",
            ko: "고객이 반품할 때 배송비를 내지 않는지입니다.",
        },
        how: Text {
            en: "Reads who pays on the pages about returns and shipping, the questions and product pages; of two \
                 statements the one that lets the customer pay holds. Nothing told counts as no. Unknown when the \
                 page about returns could not be read.",
            ko: "반품·배송 안내, 자주 묻는 질문, 상품 페이지에서 누가 내는지 읽습니다. 말이 서로 다르면 고객이 낸다는 쪽으로 봅니다. 아무 말이 없으면 아니요로 봅니다. 반품 안내를 읽지 \
                 못했다면 알 수 없음으로 둡니다.",
        },
        pages: PAGES,
        run: terms::free,
    },
    Measure {
        id: "returns.steps-score",
        unit: Unit::Points(2),
        what: Text {
            en: "Whether customers are told how to send goods back: the steps, and where to.",
            ko: "반품하는 방법과 보낼 곳을 알려 주는지를 2점으로 매깁니다.",
        },
        how: Text {
            en: "One point for words about the way of returning (a label, a form, a pick-up), one for a postal \
                 address or a contact on the same page. Unknown when the page about returns could not be read.",
            ko: "반품 접수, 라벨, 회수 같은 방법을 알리는 말이 있으면 1점, 같은 페이지에 주소나 연락처가 있으면 1점입니다. 반품 안내를 읽지 못했다면 알 수 없음으로 둡니다.",
        },
        pages: PAGES,
        run: terms::steps_score,
    },
    Measure {
        id: "returns.refund-days",
        unit: Unit::Days,
        what: Text {
            en: "Within how many days the shop promises the money back.",
            ko: "며칠 안에 환불해 준다고 약속하는지입니다.",
        },
        how: Text {
            en: "Reads the number of days beside words about refunding; the longest on the page about returns \
                 counts. No figure anywhere is the worst. Unknown when the page about returns could not be read.",
            ko: "환불한다는 말 곁의 일수를 읽고, 반품 안내에서 가장 긴 것을 봅니다. 어디에도 없으면 가장 나쁜 것으로 봅니다. 반품 안내를 읽지 못했다면 알 수 없음으로 둡니다.",
        },
        pages: WINDOW_PAGES,
        run: terms::refund_days,
    },
];

fn page_found(input: &Input<'_>) -> Measured {
    super::ship::policy_found(input, CONCEPTS, PAGES, |policies| policies.returns_chars)
}

/// Pages of the kinds that the check names, and the questions, where returns are often explained.
fn sample<'a>(input: &Input<'a>, own: &'static [PageKind]) -> Sample<'a> {
    let mut sample = Sample::of(input, own);
    let faq = Sample::of_kinds(input.walk, &[PageKind::Faq]);
    sample.pages.extend(faq.pages);
    sample
}

fn window_days(input: &Input<'_>) -> Measured {
    let sample = sample(input, WINDOW_PAGES);
    let place = |page: &WalkPage| WINDOW_PAGES.iter().position(|kind| *kind == page.facts.kind.name);
    let mut windows: Vec<(Option<usize>, u32, Evidence)> = sample
        .pages
        .iter()
        .filter_map(|page| {
            let window = page.facts.policies.returns_days.as_ref()?;
            Some((place(page), window.value, quote(page, window)))
        })
        .collect();
    windows.sort();
    if let Some((first_place, days, _)) = windows.first() {
        let days = f64::from(*days);
        let first_place = *first_place;
        let against = windows
            .iter()
            .filter(|(place, other, _)| *place == first_place && f64::from(*other) > days)
            .count();
        let evidence = windows.into_iter().map(|(_, _, evidence)| evidence).collect();
        return number(days, evidence, sample.pages.len(), against);
    }
    nothing_told(input, &sample)
}

fn quote<T>(page: &WalkPage, stated: &Stated<T>) -> Evidence {
    Evidence::quote(&page.url, &stated.spot, clip(&stated.quote))
}

/// The pages that would tell were read and do not, or it is unknown.
fn nothing_told(input: &Input<'_>, sample: &Sample<'_>) -> Measured {
    match absence::is_absent(input.walk, CONCEPTS) {
        Ok(home) => {
            let about: Vec<Evidence> = sample
                .pages
                .iter()
                .filter(|page| page.facts.kind.name == PageKind::Returns || page.facts.policies.returns_chars > 0)
                .map(|page| Evidence::page(&page.url))
                .collect();
            let looked_at = sample.pages.len().max(1);
            yes_no(false, if about.is_empty() { home } else { about }, looked_at)
        }
        Err(note) => Measured::Unknown(note),
    }
}

fn cost_told(input: &Input<'_>) -> Measured {
    let sample = sample(input, PAGES);
    let told: Vec<Evidence> = sample
        .pages
        .iter()
        .filter_map(|page| {
            let policies = &page.facts.policies;
            let cost = policies.return_cost.as_ref().map(|stated| quote(page, stated));
            cost.or_else(|| policies.returns_free.as_ref().map(|stated| quote(page, stated)))
        })
        .collect();
    if told.is_empty() {
        return nothing_told(input, &sample);
    }
    yes_no(true, told, sample.pages.len())
}

#[cfg(test)]
mod tests {
    use super::super::toolbox::testing::{code_of, link, page, stated, value_of, won};
    use crate::model::{PageKind, Region, Value, WalkPage};

    const ALL: &[&str] = &["returns.page-found", "returns.window-days", "returns.cost-told"];

    fn home() -> WalkPage {
        let mut page = page(PageKind::Home, "/");
        page.facts
            .links
            .push(link("/returns", "교환/반품", "topic.returns", Region::Footer));
        page
    }

    fn window(kind: PageKind, path: &str, days: u32) -> WalkPage {
        let mut page = page(kind, path);
        page.facts.policies.returns_days = Some(stated(days, "수령 후 7일 이내"));
        page.facts.policies.returns_chars = 500;
        page.facts.policies.return_cost = Some(stated(won(6_000), "왕복 배송비 6,000원"));
        page
    }

    #[test]
    fn a_policy_with_figures_is_good() {
        let pages = || vec![home(), window(PageKind::Returns, "/returns", 30)];
        assert_eq!(value_of("returns.page-found", pages()), Value::YesNo(true));
        assert_eq!(value_of("returns.window-days", pages()), Value::Number(30.0));
        assert_eq!(value_of("returns.cost-told", pages()), Value::YesNo(true));
    }

    #[test]
    fn the_page_about_returns_counts_more_than_the_terms() {
        let pages = vec![
            window(PageKind::Terms, "/terms", 7),
            window(PageKind::Returns, "/returns", 14),
        ];
        assert_eq!(value_of("returns.window-days", pages), Value::Number(14.0));
    }

    #[test]
    fn a_page_that_tells_nothing_is_the_worst() {
        for id in ALL {
            let pages = vec![home(), page(PageKind::Returns, "/returns")];
            assert_eq!(value_of(id, pages), Value::YesNo(false), "{id}");
            assert_eq!(
                value_of(id, vec![page(PageKind::Home, "/")]),
                Value::YesNo(false),
                "{id}"
            );
        }
    }

    #[test]
    fn a_linked_page_that_was_not_read_is_unknown() {
        for id in ALL {
            assert_eq!(code_of(id, vec![home()]), "linked-page-not-read", "{id}");
            let mut blocked = page(PageKind::Other, "/returns");
            blocked.blocked = Some(crate::model::Note::new("blocked-challenge"));
            assert_eq!(code_of(id, vec![home(), blocked]), "blocked-challenge", "{id}");
        }
    }
}
