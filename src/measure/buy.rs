//! The control that puts a product into the cart, and the choices before it.

use super::toolbox::{Sample, Tally, clip, fields, share_of};
use super::{Input, Measure, Text};
use crate::model::{Control, Evidence, Field, FormPurpose, Measured, Note, PageKind, Region, Unit, WalkPage};

const PAGES: &[PageKind] = &[PageKind::Product];

/// The family.
pub static MEASURES: &[Measure] = &[
    Measure {
        id: "buy.native-button-share",
        unit: Unit::Share,
        what: Text {
            en: "How many buy controls are real buttons or links, which work without scripts and by keyboard.",
            ko: "구매 버튼 가운데 스크립트 없이도, 키보드로도 눌리는 진짜 버튼이나 링크의 비율입니다.",
        },
        how: Text {
            en: "Looks at the control on each product page that names the purchase; text or a picture that only a script \
                 makes clickable falls short. Makes no sense where no such control was seen.",
            ko: "상품 페이지마다 구매·담기 버튼을 봅니다. 스크립트로만 눌리는 글자나 그림은 모자란 것으로 칩니다. 그런 버튼을 보지 \
                 못했다면 해당 없음입니다.",
        },
        pages: PAGES,
        run: native_button_share,
    },
    Measure {
        id: "buy.choice-label-share",
        unit: Unit::Share,
        what: Text {
            en: "How many choices on product pages (colour, size) have a label that says what is chosen.",
            ko: "상품 페이지의 선택 항목(색상, 치수) 가운데 무엇을 고르는지 이름이 붙은 항목의 비율입니다.",
        },
        how: Text {
            en: "Looks at the selects and radio groups that belong to the purchase; a label that only stands near them \
                 counts half, \"please choose\" inside the list does not count. Makes no sense where nothing is to be \
                 chosen.",
            ko: "구매에 딸린 선택 상자와 라디오 버튼을 봅니다. 이름이 가까이에 글자로만 있으면 절반으로 치고, 목록 안의 '선택하세요'는 세지 \
                 않습니다. 고를 것이 없으면 해당 없음입니다.",
        },
        pages: PAGES,
        run: choice_label_share,
    },
];

fn native_button_share(input: &Input<'_>) -> Measured {
    share_of(&Sample::of(input, PAGES), "no-buy-control", |page| {
        let control = buy_control(page)?;
        let evidence = Evidence::quote(&page.url, &control.spot, clip(&control.label));
        Some((control.element != "script", evidence))
    })
}

/// The control that a customer would press: a real one where there is one.
fn buy_control(page: &WalkPage) -> Option<&Control> {
    ["action.add-to-cart", "action.buy-now"]
        .into_iter()
        .flat_map(|action| page.facts.controls_for(action))
        .filter(|control| control.spot.visible && matches!(control.spot.region, Region::Main | Region::Aside))
        .min_by_key(|control| control.element == "script")
}

fn choice_label_share(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, PAGES);
    if sample.is_empty() {
        return sample.unknown();
    }
    let mut tally = Tally::default();
    for page in &sample.pages {
        for field in choices(page) {
            let evidence = fields::seen(page, field);
            match field.label_from.as_deref() {
                Some("label" | "aria") => tally.good(evidence),
                Some("cell" | "neighbour") => tally.half(1, evidence),
                _ => tally.bad(0, evidence),
            }
        }
    }
    if tally.is_empty() {
        return Measured::NotApplicable(Note::new("no-choices"));
    }
    tally.share()
}

fn choices(page: &WalkPage) -> impl Iterator<Item = &Field> {
    page.facts
        .forms
        .iter()
        .filter(|form| matches!(form.purpose, FormPurpose::AddToCart | FormPurpose::Other))
        .flat_map(|form| &form.fields)
        .filter(|field| {
            matches!(field.control.as_str(), "select" | "radio") && fields::is_open(field) && field.options.len() >= 2
        })
}

#[cfg(test)]
mod tests {
    use super::super::toolbox::testing::{code_of, control, field, form, product_page, value_of};
    use crate::model::{FieldOption, FormPurpose, Value, WalkPage};

    fn with_control(element: &str) -> WalkPage {
        let mut page = product_page("/p/1");
        page.facts
            .controls
            .push(control("action.add-to-cart", "장바구니 담기", element));
        page
    }

    #[test]
    fn a_real_button_is_good_and_a_clickable_picture_is_not() {
        assert_eq!(
            value_of("buy.native-button-share", vec![with_control("submit")]),
            Value::Number(1.0)
        );
        assert_eq!(
            value_of("buy.native-button-share", vec![with_control("script")]),
            Value::Number(0.0)
        );
        assert_eq!(
            code_of("buy.native-button-share", vec![product_page("/p/1")]),
            "n/a no-buy-control"
        );
    }

    #[test]
    fn a_choice_has_a_name() {
        let mut choice = field("색상", "select", "");
        choice.options = ["모래", "쪽빛"]
            .map(|label| FieldOption {
                value: label.to_owned(),
                label: label.to_owned(),
                disabled: false,
            })
            .into();
        let page_with = |field| {
            let mut page = product_page("/p/1");
            page.facts.forms.push(form(FormPurpose::AddToCart, vec![field]));
            page
        };
        assert_eq!(
            value_of("buy.choice-label-share", vec![page_with(choice.clone())]),
            Value::Number(1.0)
        );
        choice.label_from = None;
        assert_eq!(
            value_of("buy.choice-label-share", vec![page_with(choice)]),
            Value::Number(0.0)
        );
        assert_eq!(
            code_of("buy.choice-label-share", vec![product_page("/p/1")]),
            "n/a no-choices"
        );
    }
}
