use crate::extract::{Source, facts};
use crate::lexicon::Lexicon;

#[test]
fn the_words_of_amounts_are_known() {
    let lexicon = Lexicon::builtin();
    assert!(lexicon.is("cost.total", "총 결제금액"));
    assert!(lexicon.is("cost.shipping", "배송비"));
    assert!(lexicon.is("cart.remove", "삭제"));
}

#[test]
fn a_tax_that_is_included_is_no_cost_of_its_own() {
    let page = facts(&Source::new(
        "<dl><dt>상품 합계</dt><dd>64,000원</dd><dt>배송비</dt><dd>3,000원</dd><dt>총 결제금액 (부가세 포함)</dt><dd>67,000원</dd></dl>".as_bytes(),
        None,
    ));
    let kinds: Vec<&str> = page.costs.iter().map(|cost| cost.kind.as_str()).collect();
    assert_eq!(kinds, ["subtotal", "shipping", "total"]);
}

#[test]
fn an_empty_cart_says_so() {
    let page = facts(&Source::new(
        "<main><p>장바구니에 담긴 상품이 없습니다.</p></main>".as_bytes(),
        None,
    ));
    assert!(page.cart.is_some_and(|cart| cart.empty && cart.lines.is_empty()));
}

#[test]
fn a_line_is_told_by_the_place_where_its_button_goes() {
    let page = facts(&Source::new(
        "<h1>장바구니</h1><table><tr class=line><td>그라인더</td><td>1</td><td>51,000원</td><td><form method=post \
         action=/cart/remove><input type=hidden name=line value=0><button>X</button></form></td></tr><tr \
         class=line><td>선물 포장</td><td>1</td><td>1,500원</td><td></td></tr></table>"
            .as_bytes(),
        None,
    ));
    let lines = page.cart.map(|cart| cart.lines).unwrap_or_default();
    let seen: Vec<(&str, bool)> = lines.iter().map(|line| (line.name.as_str(), line.removable)).collect();
    assert_eq!(seen, [("그라인더", true), ("선물 포장", false)]);
}

#[test]
fn amounts_that_are_equal_keep_their_names() {
    let page = facts(&Source::new(
        b"<html lang=en><header><nav><a href=/basket>Basket Total \xc2\xa312.00</a></nav></header><main><table>\
          <tr><th>Basket total</th><th>\xc2\xa312.00</th></tr><tr><th>Free shipping</th><th>\xc2\xa30.00</th></tr>\
          <tr><th>Order total</th><td>\xc2\xa312.00</td></tr></table></main>",
        None,
    ));
    let seen: Vec<(&str, &str)> = page
        .costs
        .iter()
        .map(|cost| (cost.kind.as_str(), cost.label.as_str()))
        .collect();
    assert_eq!(
        seen,
        [
            ("total", "Basket total"),
            ("shipping", "shipping"),
            ("total", "Order total")
        ]
    );
}

#[test]
fn a_progress_indicator_names_its_steps() {
    let page = facts(&Source::new(
        b"<ol class='checkout-steps'><li>Cart</li><li>Address</li><li>Payment</li><li>Review</li></ol>",
        None,
    ));
    assert_eq!(page.progress, ["Cart", "Address", "Payment", "Review"]);
    assert_eq!(page.progress_at, None);
    let page = facts(&Source::new(
        "<nav class=steps><ol><li>장바구니</li><li aria-current=step>주소</li><li>결제</li></ol></nav>".as_bytes(),
        None,
    ));
    assert_eq!(page.progress_at, Some(1));
}

#[test]
fn a_line_that_can_only_be_removed_and_one_that_cannot() {
    let page = facts(&Source::new(
        "<h1>장바구니</h1><table><tr><td>관절 조명</td><td>1</td><td>42,000원</td><td><form method=post action='/cart/remove'><button>X</button></form></td></tr>\
         <tr><td>선물 포장</td><td>1</td><td>1,500원</td><td></td></tr></table>"
            .as_bytes(),
        None,
    ));
    let lines = page.cart.map(|cart| cart.lines).unwrap_or_default();
    let seen: Vec<_> = lines
        .iter()
        .map(|line| (line.name.as_str(), line.removable, line.quantity_editable))
        .collect();
    assert_eq!(seen, [("관절 조명", true, false), ("선물 포장", false, false)]);
}

#[test]
fn a_remark_about_tax_is_not_the_sum_and_a_sum_is_not_the_shipping() {
    let page = facts(&Source::new(
        b"<main><div><div>Sub total</div><div>$6.00</div></div><div><div>Shipping</div><div>Select shipping method</div></div>\
          <div><div><div>Total</div><div><i>(Inclusive of tax $0.00)</i></div></div><div>$6.00</div></div></main>",
        None,
    ));
    let costs: Vec<(&str, String)> = page
        .costs
        .iter()
        .filter_map(|cost| Some((cost.kind.as_str(), cost.money.as_ref()?.amount.to_string())))
        .filter(|(kind, _)| *kind != "tax")
        .collect();
    assert_eq!(costs, [("subtotal", "6.00".to_owned()), ("total", "6.00".to_owned())]);
}
