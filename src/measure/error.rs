//! A wrong address.

use super::toolbox::{absence, clip, sample, yes_no};
use super::{Input, Measure, Text};
use crate::model::{Evidence, FormPurpose, Measured, NO_SUCH_PAGE, PageKind, Unit, WalkPage};

/// The family.
pub static MEASURES: &[Measure] = &[Measure {
    id: "error.page-help",
    unit: Unit::YesNo,
    what: Text {
        en: "Whether a wrong address leads to a page that helps on.",
        ko: "없는 주소로 들어왔을 때 다음에 갈 곳을 알려 주는지입니다.",
    },
    how: Text {
        en: "The walk asks once for an address at which there is nothing, and looks on the answer for a visible link to the \
             home page, a search field or a link to the contact page. Unknown when no such answer came, or when it led to \
             another page.",
        ko: "있을 수 없는 주소를 한 번 열어 보고, 그 화면에 첫 화면 링크나 검색창, 문의 링크가 보이는지 봅니다. 답이 오지 않았거나 다른 \
             페이지로 넘어가면 알 수 없음으로 둡니다.",
    },
    pages: &[PageKind::Error],
    run: page_help,
}];

fn page_help(input: &Input<'_>) -> Measured {
    let page = input
        .walk
        .pages
        .iter()
        .filter(|page| page.blocked.is_none() && page.facts.kind.name == PageKind::Error)
        .find(|page| page.url.ends_with(NO_SUCH_PAGE));
    let Some(page) = page else {
        return Measured::unknown("no-error-page");
    };
    if page.facts.text.shell {
        return Measured::unknown("needs-browser");
    }
    let help = help(input, page);
    let helped = help.is_some();
    yes_no(helped, vec![help.unwrap_or_else(|| Evidence::page(&page.url))], 1)
}

fn help(input: &Input<'_>, page: &WalkPage) -> Option<Evidence> {
    let home = absence::home(input.walk).ok().map(|home| home.url.as_str());
    let link = page.facts.links.iter().find(|link| {
        link.spot.visible
            && (link.concepts.iter().any(|concept| concept == "topic.contact")
                || home.is_some_and(|home| sample::same_address(&link.url, home)))
    });
    let link = link.map(|link| Evidence::quote(&page.url, &link.spot, clip(&link.text)));
    link.or_else(|| {
        let field = page
            .facts
            .forms_for(FormPurpose::Search)
            .flat_map(|form| &form.fields)
            .find(|field| field.visible)?;
        Some(Evidence {
            selector: Some(field.selector.clone()),
            ..Evidence::page(&page.url)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::toolbox::testing::{code_of, link, page, value_of};
    use crate::model::{NO_SUCH_PAGE, PageKind, Region, Value};

    #[test]
    fn a_wrong_address_leads_on_or_into_a_wall() {
        let mut wall = page(PageKind::Error, &format!("/{NO_SUCH_PAGE}"));
        wall.status = 404;
        let home = page(PageKind::Home, "/");
        assert_eq!(
            value_of("error.page-help", vec![home.clone(), wall.clone()]),
            Value::YesNo(false)
        );
        wall.facts.links.push(link("/", "처음으로", "", Region::Main));
        assert_eq!(
            value_of("error.page-help", vec![home.clone(), wall]),
            Value::YesNo(true)
        );
        assert_eq!(code_of("error.page-help", vec![home]), "no-error-page");
    }
}
