//! What presses, steers or surprises a customer: paid extras that nobody chose, hurry, shame, boxes that say something
//! else, plans that are hard to leave.

mod consent;
mod extras;
mod leaving;
mod pressure;

use super::{Input, Measure, Text};
use crate::model::{PageKind, Unit};

const PAGES: &[PageKind] = &[PageKind::Product, PageKind::Cart, PageKind::Checkout];

/// The family.
pub static MEASURES: &[Measure] = &[
    Measure {
        id: "dark.preselected-paid",
        unit: Unit::Count,
        what: Text {
            en: "How many paid extras are ticked or chosen before the customer did anything.",
            ko: "고객이 고르지 않았는데 미리 선택되어 있는 유료 항목의 수입니다.",
        },
        how: Text {
            en: "Looks on product pages, in the cart and in the order form for ticked boxes that name an amount, a chosen \
                 option that costs more than another one, and a subscription chosen although a single purchase is \
                 offered. Extras that a script adds later are not seen.",
            ko: "상품 페이지, 장바구니, 주문서에서 금액이 붙은 채 체크된 상자, 더 싼 선택지가 있는데 비싼 것이 골라진 경우, 한 번 \
                 구매가 있는데 정기구독이 골라진 경우를 찾습니다. 스크립트가 나중에 더하는 항목은 보지 못합니다.",
        },
        pages: PAGES,
        run: extras::preselected_paid,
    },
    Measure {
        id: "dark.sneaked-lines",
        unit: Unit::Count,
        what: Text {
            en: "How many paid lines stand in the cart that the customer did not put there.",
            ko: "고객이 담지 않았는데 장바구니에 들어 있는 유료 항목의 수입니다.",
        },
        how: Text {
            en: "Compares the lines of the cart with what the walk put there, and counts fees that the cart adds. Gifts \
                 for nothing do not count. Unknown when nothing could be put into the cart.",
            ko: "방문 중에 담은 상품과 장바구니의 줄을 견주고, 장바구니가 덧붙인 수수료도 셉니다. 0원짜리 사은품은 세지 않습니다. \
                 아무것도 담지 못했다면 알 수 없음으로 둡니다.",
        },
        pages: &[PageKind::Cart],
        run: extras::sneaked_lines,
    },
    Measure {
        id: "dark.urgency-share",
        unit: Unit::Share,
        what: Text {
            en: "On how many pages a phrase hurries the customer and names no date.",
            ko: "날짜도 없이 서두르게 하는 문구가 있는 페이지의 비율입니다.",
        },
        how: Text {
            en: "Looks for phrases such as \"today only\" or \"last chance\" on the home page, product pages and the cart. \
                 A phrase with a date near it is not counted. Banners that a script adds later are not seen.",
            ko: "첫 화면, 상품 페이지, 장바구니에서 '오늘만', '마감 임박' 같은 문구를 찾습니다. 가까이에 날짜가 적힌 문구는 세지 \
                 않습니다. 스크립트가 나중에 띄우는 배너는 보지 못합니다.",
        },
        pages: pressure::SHOP_WINDOWS,
        run: pressure::urgency_share,
    },
    Measure {
        id: "dark.undated-countdowns",
        unit: Unit::Count,
        what: Text {
            en: "How many clocks count down without saying on which day they end.",
            ko: "언제 끝나는지 날짜를 밝히지 않은 카운트다운의 수입니다.",
        },
        how: Text {
            en: "Looks on the home page, product pages and the cart for elements that are named a countdown and show \
                 figures. A date beside the clock or in its attributes makes it honest. Whether a clock starts anew for \
                 every visitor is not tried, and clocks that a script adds later are not seen.",
            ko: "첫 화면, 상품 페이지, 장바구니에서 카운트다운이라는 이름에 숫자가 보이는 요소를 찾습니다. 옆이나 속성에 날짜가 있으면 \
                 세지 않습니다. 방문할 때마다 새로 시작하는지는 시험하지 않으며, 스크립트가 나중에 더하는 시계는 보지 못합니다.",
        },
        pages: pressure::SHOP_WINDOWS,
        run: pressure::undated_countdowns,
    },
    Measure {
        id: "dark.low-stock-share",
        unit: Unit::Share,
        what: Text {
            en: "On how many product pages only a few pieces are said to be left.",
            ko: "'품절 임박', '몇 개 안 남음'이라고 적힌 상품 페이지의 비율입니다.",
        },
        how: Text {
            en: "Counts product pages with such words. Whether it is true cannot be seen from outside; that it is said of \
                 every second product makes it hard to believe. Unknown when it is said and fewer than four products \
                 were seen.",
            ko: "그런 문구가 보이는 상품 페이지를 셉니다. 사실인지는 밖에서 알 수 없지만, 상품 둘 중 하나에 적혀 있으면 믿기 \
                 어렵습니다. 문구가 있어도 상품을 네 개보다 적게 보았다면 알 수 없음으로 둡니다.",
        },
        pages: &[PageKind::Product],
        run: pressure::low_stock_share,
    },
    Measure {
        id: "dark.activity-claims",
        unit: Unit::Count,
        what: Text {
            en: "How many different notices tell what other customers are doing at the moment.",
            ko: "다른 손님이 지금 보거나 샀다고 알리는 서로 다른 문구의 수입니다.",
        },
        how: Text {
            en: "Counts phrases such as \"12 people are viewing this\" on the home page, product pages and the cart; the \
                 same phrase on many pages counts once. Pop-ups that a script adds later are not seen.",
            ko: "첫 화면, 상품 페이지, 장바구니에서 '12명이 보고 있습니다' 같은 문구를 셉니다. 여러 페이지의 같은 문구는 한 번만 \
                 셉니다. 스크립트가 나중에 띄우는 알림은 보지 못합니다.",
        },
        pages: pressure::SHOP_WINDOWS,
        run: pressure::activity,
    },
    Measure {
        id: "dark.demand-claims",
        unit: Unit::Count,
        what: Text {
            en: "How many different phrases say that a product is in high demand.",
            ko: "'주문 폭주', '인기 급상승'처럼 수요를 내세우는 서로 다른 문구의 수입니다.",
        },
        how: Text {
            en: "Counts such phrases on the home page, product pages and the cart; the same phrase on many pages \
                 counts once.",
            ko: "첫 화면, 상품 페이지, 장바구니에서 그런 문구를 셉니다. 여러 페이지의 같은 문구는 한 번만 셉니다.",
        },
        pages: pressure::SHOP_WINDOWS,
        run: pressure::demand,
    },
    Measure {
        id: "dark.confirmshaming",
        unit: Unit::Count,
        what: Text {
            en: "How many buttons make a customer who says no feel foolish.",
            ko: "거절하는 손님을 민망하게 만드는 버튼 문구의 수입니다.",
        },
        how: Text {
            en: "Looks on every page at buttons, links and labels for words such as \"No thanks, I prefer to pay full \
                 price\". The same words on many pages count once. Pop-ups that a script adds later are not seen.",
            ko: "모든 페이지의 버튼, 링크, 이름표에서 '아니요, 할인 혜택을 포기합니다' 같은 문구를 찾습니다. 여러 페이지의 같은 문구는 \
                 한 번만 셉니다. 스크립트가 나중에 띄우는 창은 보지 못합니다.",
        },
        pages: &[],
        run: pressure::confirmshaming,
    },
    Measure {
        id: "dark.exit-traps",
        unit: Unit::Count,
        what: Text {
            en: "How many scripts wait for a customer who is about to leave.",
            ko: "나가려는 손님을 붙잡으려고 기다리는 스크립트의 수입니다.",
        },
        how: Text {
            en: "Looks in the page's own scripts and their addresses for the names by which such scripts go (exit intent, \
                 ouibounce). A script by another name is not recognised.",
            ko: "페이지에 든 스크립트와 그 주소에서 이런 스크립트가 쓰는 이름(exit intent, ouibounce)을 찾습니다. 다른 이름의 \
                 스크립트는 알아보지 못합니다.",
        },
        pages: &[],
        run: pressure::exit_traps,
    },
    Measure {
        id: "dark.always-on-sale-share",
        unit: Unit::Share,
        what: Text {
            en: "How many products carry a crossed-out price beside their own.",
            ko: "판매가 옆에 취소선 정가가 붙은 상품의 비율입니다.",
        },
        how: Text {
            en: "Counts product pages on which a higher, struck-through price stands right beside the price. Whether it \
                 was ever asked cannot be seen. Unknown with fewer than four products with a price.",
            ko: "판매가 바로 옆에 더 높은 취소선 가격이 있는 상품 페이지를 셉니다. 실제로 그 값에 팔았는지는 알 수 없습니다. 가격이 \
                 있는 상품을 네 개보다 적게 보았다면 알 수 없음으로 둡니다.",
        },
        pages: &[PageKind::Product],
        run: pressure::always_on_sale_share,
    },
    Measure {
        id: "dark.bundled-consent",
        unit: Unit::Count,
        what: Text {
            en: "How many boxes that must be ticked also agree to advertising.",
            ko: "꼭 체크해야 하는 칸에 광고 수신 동의까지 묶인 경우의 수입니다.",
        },
        how: Text {
            en: "Looks in the order form and on the registration page for required boxes whose label names both the terms \
                 and advertising, or that calls advertising mandatory.",
            ko: "주문서와 회원가입 화면에서, 약관과 광고를 한 문장에 담은 필수 칸이나 광고 수신을 '필수'라고 적은 칸을 찾습니다.",
        },
        pages: consent::BOXES,
        run: consent::bundled,
    },
    Measure {
        id: "dark.agree-all-hides-marketing",
        unit: Unit::Count,
        what: Text {
            en: "On how many pages a box for everything ticks advertising too and does not say so.",
            ko: "'전체 동의'가 광고 수신까지 체크하면서 그렇다고 밝히지 않는 페이지의 수입니다.",
        },
        how: Text {
            en: "Looks in the order form and on the registration page for a box for everything beside a box for \
                 advertising. Words such as \"including the optional ones\" in the label make it honest. What the script \
                 of the box really ticks is not tried.",
            ko: "주문서와 회원가입 화면에서 광고 수신 칸과 함께 있는 '전체 동의' 칸을 찾습니다. '선택 항목 포함'이라고 적혀 있으면 \
                 세지 않습니다. 실제로 어느 칸이 체크되는지는 눌러 보지 않습니다.",
        },
        pages: consent::BOXES,
        run: consent::agree_all_hides_marketing,
    },
    Measure {
        id: "dark.trick-questions",
        unit: Unit::Count,
        what: Text {
            en: "How many boxes refuse when they are ticked, or agree when they are left alone.",
            ko: "체크하면 거부가 되는 식으로 헷갈리게 묻는 칸의 수입니다.",
        },
        how: Text {
            en: "Looks on every page at the labels of boxes for words such as \"tick here if you do not want\". The same \
                 words on many pages count once.",
            ko: "모든 페이지의 체크 칸에서 '원하지 않으시면 체크' 같은 문구를 찾습니다. 여러 페이지의 같은 문구는 한 번만 셉니다.",
        },
        pages: &[],
        run: consent::trick_questions,
    },
    Measure {
        id: "dark.hidden-subscriptions",
        unit: Unit::Count,
        what: Text {
            en: "On how many pages a plan that renews itself is sold without its amount and the way out.",
            ko: "자동으로 이어지는 결제를 금액과 해지 방법 없이 파는 페이지의 수입니다.",
        },
        how: Text {
            en: "Looks on product pages, in the cart and in the order form for words of renewal, and near them for an \
                 amount and for how to cancel or pause.",
            ko: "상품 페이지, 장바구니, 주문서에서 정기결제나 자동 갱신을 뜻하는 말을 찾고, 그 가까이에 금액과 해지·중지 방법이 있는지 \
                 봅니다.",
        },
        pages: leaving::SOLD_ON,
        run: leaving::hidden_subscriptions,
    },
    Measure {
        id: "dark.trial-terms",
        unit: Unit::YesNo,
        what: Text {
            en: "Whether a free trial says what it costs afterwards, or from which day.",
            ko: "무료 체험 뒤에 얼마가, 언제부터 결제되는지 적혀 있는지입니다.",
        },
        how: Text {
            en: "Looks near the words of a free trial for an amount or a date. Not applicable when no trial is offered on \
                 product pages, in the cart or in the order form.",
            ko: "무료 체험이라는 말 가까이에서 금액이나 날짜를 찾습니다. 상품 페이지, 장바구니, 주문서에 무료 체험이 없으면 해당 없음으로 \
                 둡니다.",
        },
        pages: leaving::SOLD_ON,
        run: leaving::trial_terms,
    },
    Measure {
        id: "dark.cancel-hard",
        unit: Unit::Count,
        what: Text {
            en: "On how many pages leaving is said to take a call, a letter or a fax.",
            ko: "탈퇴나 해지를 전화, 우편, 팩스로만 받는다고 적은 페이지의 수입니다.",
        },
        how: Text {
            en: "Looks on the pages of terms, privacy, questions, returns, contact and account for such sentences. A rule \
                 that only shows after signing in is not seen.",
            ko: "약관, 개인정보, 자주 묻는 질문, 반품, 문의, 계정 페이지에서 그런 문장을 찾습니다. 로그인해야 보이는 규정은 보지 못합니다.",
        },
        pages: leaving::TOLD_ON,
        run: leaving::cancel_hard,
    },
    Measure {
        id: "dark.account-exit-told",
        unit: Unit::YesNo,
        what: Text {
            en: "Whether the shop tells how to delete an account.",
            ko: "회원 탈퇴 방법이 안내되어 있는지입니다.",
        },
        how: Text {
            en: "Looks on every page for such words or a link. Not applicable when nobody can register; unknown when the \
                 pages that would tell could not be read.",
            ko: "모든 페이지에서 탈퇴를 안내하는 말이나 링크를 찾습니다. 회원가입이 없으면 해당 없음, 안내가 있을 만한 페이지를 읽지 \
                 못했으면 알 수 없음으로 둡니다.",
        },
        pages: leaving::TOLD_ON,
        run: leaving::account_exit_told,
    },
    Measure {
        id: "dark.contact-direct",
        unit: Unit::YesNo,
        what: Text {
            en: "Whether the contact page itself shows a phone number, an e-mail address or a chat.",
            ko: "문의 페이지에 전화번호, 이메일, 채팅 가운데 하나라도 바로 보이는지입니다.",
        },
        how: Text {
            en: "Looks at the pages of contact for a visible direct way. A form alone does not count. Unknown when there \
                 is no such page.",
            ko: "문의 페이지에서 바로 쓸 수 있는 연락 방법을 찾습니다. 문의 양식만 있으면 세지 않습니다. 문의 페이지를 보지 못했다면 알 \
                 수 없음으로 둡니다.",
        },
        pages: &[PageKind::Contact],
        run: leaving::contact_direct,
    },
];
