use crate::extract::{Source, facts};
use crate::model::Policies;

fn policies(html: &str) -> Policies {
    facts(&Source::new(html.as_bytes(), None)).policies
}

fn returns_days(html: &str) -> Option<u32> {
    policies(html).returns_days.map(|stated| stated.value)
}

#[test]
fn windows_are_read_in_many_languages() {
    assert_eq!(
        returns_days("<p>상품 수령 후 7일 이내에 교환 및 반품이 가능합니다."),
        Some(7)
    );
    assert_eq!(
        returns_days("<p>You may return any item within 30 days of delivery."),
        Some(30)
    );
    assert_eq!(
        returns_days("<p>Sie können den Artikel innerhalb von 14 Tagen zurücksenden: 14 Tage Rückgaberecht."),
        Some(14)
    );
    assert_eq!(returns_days("<p>商品到着後8日以内に返品できます。"), Some(8));
    assert_eq!(returns_days("<p>Retours acceptés sous 14 jours."), Some(14));
    assert_eq!(
        returns_days("<h2>Returns</h2><p>Changed your mind? Send it to us within 6 weeks."),
        Some(42)
    );
}

#[test]
fn other_spans_are_no_windows() {
    assert_eq!(returns_days("<p>배송은 결제 후 2~3일 소요됩니다."), None);
    assert_eq!(returns_days("<p>Refunds are processed within 5 business days."), None);
    assert_eq!(returns_days("<p>환불은 반품 확인 후 3영업일 이내에 처리됩니다."), None);
    assert_eq!(returns_days("<p>Our shipping takes 5 days. Returns are easy."), None);
    assert_eq!(returns_days("<p>상품에 하자가 있는 경우 30일 이내 반품 가능"), None);
}

#[test]
fn the_words_of_korean_law_are_read_right() {
    let html = "<h2>교환 및 반품 안내</h2><p>상품을 공급받으신 날로부터 7일 이내에 청약철회가 가능합니다. \
                단, 상품의 내용이 표시·광고와 다르게 이행된 경우 공급받은 날로부터 3개월 이내, 그 사실을 안 날로부터 30일 이내에 청약철회할 수 있습니다.\
                <p>카드 결제 취소는 승인 취소 후 3~7일 소요됩니다.<h2>배송 안내</h2><p>배송기간 : 주문일로부터 1일 ~ 3일<p>배송비 : 2,500원 (30,000원 이상 무료)";
    let found = policies(html);
    assert_eq!(found.returns_days.map(|stated| stated.value), Some(7));
    assert_eq!(found.returns_days_all.len(), 1);
    assert_eq!(found.delivery_days.map(|stated| stated.value), Some([1, 3]));
    assert_eq!(
        found.shipping_cost.map(|stated| stated.value.amount.to_string()),
        Some("2500".to_owned())
    );
    assert_eq!(
        found.free_shipping_from.map(|stated| stated.value.amount.to_string()),
        Some("30000".to_owned())
    );
}

#[test]
fn the_words_of_german_law_are_read_right() {
    let html = "<h1>Widerrufsbelehrung</h1><p>Sie haben das Recht, binnen vierzehn Tagen ohne Angabe von Gründen diesen Vertrag zu widerrufen. \
                Die Widerrufsfrist beträgt vierzehn Tage ab dem Tag, an dem Sie die Waren in Besitz genommen haben.\
                <p>Wir haben Ihnen alle Zahlungen spätestens binnen vierzehn Tagen zurückzuzahlen.\
                <p>Sie tragen die unmittelbaren Kosten der Rücksendung der Waren.";
    let found = policies(html);
    assert_eq!(found.returns_days.map(|stated| stated.value), Some(14));
    assert!(found.returns_days_all.iter().all(|stated| stated.value == 14));
    assert_eq!(found.returns_free.map(|stated| stated.value), Some(false));
    assert!(found.returns_chars > 200);
}

#[test]
fn contradicting_windows_are_all_kept() {
    let found = policies("<p>Returns within 14 days.</p><p>Our return policy: 30 days from purchase.</p>");
    let all: Vec<u32> = found.returns_days_all.iter().map(|stated| stated.value).collect();
    assert_eq!(all, [14, 30]);
}

#[test]
fn who_pays_the_return_is_told() {
    assert_eq!(
        policies("<p>Enjoy free returns on every order.")
            .returns_free
            .map(|one| one.value),
        Some(true)
    );
    let korean = policies("<p>단순 변심 반품 시 왕복 배송비 6,000원은 고객 부담입니다.");
    assert_eq!(korean.returns_free.map(|one| one.value), Some(false));
    assert_eq!(
        korean.return_cost.map(|one| one.value.amount.to_string()),
        Some("6000".to_owned())
    );
    let german = policies("<p>Sie tragen die unmittelbaren Kosten der Rücksendung der Waren.");
    assert_eq!(german.returns_free.map(|one| one.value), Some(false));
}

#[test]
fn free_shipping_has_a_threshold() {
    let from = |html: &str| {
        policies(html)
            .free_shipping_from
            .map(|stated| format!("{} {}", stated.value.amount, stated.value.currency.unwrap_or_default()))
    };
    assert_eq!(from("<p>50,000원 이상 구매 시 무료배송").as_deref(), Some("50000 KRW"));
    assert_eq!(from("<p>Free delivery on orders over £40").as_deref(), Some("40 GBP"));
    assert_eq!(from("<p>Ab 49 € versandkostenfrei").as_deref(), Some("49 EUR"));
    assert_eq!(from("<p>税込5,500円以上で送料無料").as_deref(), Some("5500 JPY"));
    assert_eq!(from("<p>Free shipping on all orders").as_deref(), Some("0 "));
    assert_eq!(from("<p>Free shipping"), None);
    assert_eq!(
        from("<p>Delivery takes 3 days. Free on orders over £30.").as_deref(),
        Some("30 GBP")
    );
}

#[test]
fn shipping_has_a_cost() {
    let cost = |html: &str| {
        policies(html)
            .shipping_cost
            .map(|stated| stated.value.amount.to_string())
    };
    assert_eq!(cost("<p>배송비 3,000원 (5만원 이상 무료배송)").as_deref(), Some("3000"));
    assert_eq!(cost("<p>Standard shipping: $4.95").as_deref(), Some("4.95"));
    assert_eq!(cost("<p>제주 및 도서산간 추가 배송비 5,000원"), None);
}

#[test]
fn delivery_takes_days() {
    let days = |html: &str| policies(html).delivery_days.map(|stated| stated.value);
    assert_eq!(days("<p>배송기간은 결제 후 평균 2~3일입니다."), Some([2, 3]));
    assert_eq!(days("<p>Delivery takes 1-3 business days."), Some([1, 3]));
    assert_eq!(days("<p>Lieferzeit 3-5 Werktage"), Some([3, 5]));
    assert_eq!(days("<p>お届けまで2～4日かかります。"), Some([2, 4]));
    assert_eq!(days("<p>Livraison en 48 heures"), Some([2, 2]));
    assert_eq!(days("<p>Orders are dispatched within 2 days."), None);
    assert_eq!(days("<p>Return within 14 days of delivery."), None);
}

#[test]
fn a_date_of_arrival_is_told() {
    let date = |html: &str| policies(html).delivery_date.map(|stated| stated.value);
    assert_eq!(date("<p>3월 5일(화) 도착 예정").as_deref(), Some("3월 5일(화)"));
    assert_eq!(
        date("<p>Get it by Tuesday, March 5").as_deref(),
        Some("Tuesday, March 5")
    );
    assert_eq!(date("<p>Delivery takes three days"), None);
}

#[test]
fn replies_are_promised() {
    let hours = |html: &str| policies(html).reply_hours.map(|stated| stated.value);
    assert_eq!(hours("<p>문의 글은 24시간 이내 답변 드립니다."), Some(24));
    assert_eq!(hours("<p>We reply within two business days."), Some(48));
    assert_eq!(hours("<p>Wir antworten innerhalb von 24 Stunden."), Some(24));
    assert_eq!(hours("<p>2営業日以内にご返信いたします。"), Some(48));
    assert_eq!(hours("<p>Return it within 30 days and we respond."), None);
}

#[test]
fn template_text_is_no_policy() {
    let found = policies("<h1>Shipping & Returns</h1><p>Put your shipping and returns information here.</p>");
    assert!(found.placeholder.is_some());
    assert_eq!((found.shipping_chars, found.returns_chars), (0, 0));
    let empty = policies("<h1>Delivery Information</h1><p>Continue</p>");
    assert!(empty.placeholder.is_some());
}

#[test]
fn real_text_is_counted_by_its_section() {
    let found = policies(
        "<h1>Help</h1><h2>Shipping</h2><p>We send parcels on every working day with our own drivers.</p>\
         <h2>Returns</h2><p>Bring it to any of our stores with the receipt.</p><h2>Jobs</h2><p>We are looking for people like you.</p>",
    );
    assert_eq!(found.shipping_chars, 58);
    assert_eq!(found.returns_chars, 47);
    assert!(found.placeholder.is_none());
}

#[test]
fn every_quote_is_on_the_page() {
    let html = "<p>상품 수령 후 7일 이내에 교환 및 반품이 가능합니다.<p>배송비 3,000원";
    let document = crate::page::Document::parse(html, None);
    let found = policies(html);
    let quote = found.returns_days.map(|stated| stated.quote).unwrap_or_default();
    assert!(!quote.is_empty() && document.text().contains(&quote));
}

#[test]
fn days_until_a_customer_has_the_goods_are_a_delivery_time() {
    let found = policies(
        "<h2>배송과 반품</h2><p>배송비는 2,500원이며 70,000원 이상 구매 시 무료배송입니다. 결제 뒤 2~4일 안에 받으실 수 \
         있습니다.</p><p>수령일로부터 7일 이내에 교환·반품하실 수 있습니다.</p>",
    );
    assert_eq!(found.delivery_days.map(|stated| stated.value), Some([2, 4]));
    assert_eq!(found.returns_days.map(|stated| stated.value), Some(7));
}
