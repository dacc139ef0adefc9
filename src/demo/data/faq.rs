//! Frequently asked questions of the good shop.

use super::Text;

/// Topic, question, answer; two of each of the six topics a customer asks about.
pub(crate) const FAQ: &[(Text, Text, Text)] = &[
    (
        Text {
            ko: "주문",
            en: "Order",
        },
        Text {
            ko: "회원가입 없이 주문할 수 있나요?",
            en: "Can I order without an account?",
        },
        Text {
            ko: "네. 장바구니에서 주문하기를 누르고 비회원 구매를 고르시면 됩니다.",
            en: "Yes. Press checkout in the cart and choose guest checkout.",
        },
    ),
    (
        Text {
            ko: "주문",
            en: "Order",
        },
        Text {
            ko: "주문을 바꾸거나 취소하려면 어떻게 하나요?",
            en: "How do I change or cancel an order?",
        },
        Text {
            ko: "출고 전이면 전화나 이메일 한 통이면 됩니다. 바로 바꿔 드립니다.",
            en: "Call or mail us before dispatch. We change it at once.",
        },
    ),
    (
        Text {
            ko: "결제",
            en: "Payment",
        },
        Text {
            ko: "어떤 결제 수단을 쓸 수 있나요?",
            en: "How can I pay?",
        },
        Text {
            ko: "신용카드, 무통장입금, 네이버페이, 카카오페이를 쓸 수 있습니다.",
            en: "By credit card, bank transfer, Naver Pay or Kakao Pay.",
        },
    ),
    (
        Text {
            ko: "결제",
            en: "Payment",
        },
        Text {
            ko: "현금영수증을 받을 수 있나요?",
            en: "Can I have a receipt?",
        },
        Text {
            ko: "네. 주문 조회 화면에서 언제든 신청하실 수 있습니다.",
            en: "Yes. Ask for it on the order look-up page at any time.",
        },
    ),
    (
        Text {
            ko: "배송",
            en: "Delivery",
        },
        Text {
            ko: "언제 도착하나요?",
            en: "When does it arrive?",
        },
        Text {
            ko: "오후 2시 이전에 주문하시면 그날 출고합니다. 1~3일 안에 도착합니다.",
            en: "Order by 2 p.m. and we dispatch the same day. It arrives within 1 to 3 days.",
        },
    ),
    (
        Text {
            ko: "배송",
            en: "Delivery",
        },
        Text {
            ko: "배송비는 얼마인가요?",
            en: "What does delivery cost?",
        },
        Text {
            ko: "배송비는 3,000원입니다. 50,000원 이상 구매하시면 무료배송입니다.",
            en: "Shipping is ₩3,000. It is free on orders over ₩50,000.",
        },
    ),
    (
        Text {
            ko: "반품",
            en: "Returns",
        },
        Text {
            ko: "며칠 안에 반품할 수 있나요?",
            en: "How long do I have to return something?",
        },
        Text {
            ko: "받으신 날부터 30일 이내에 반품하실 수 있습니다. 반품 배송비는 저희가 부담합니다.",
            en: "You may return it within 30 days of receipt. Return shipping is free; we pay for it.",
        },
    ),
    (
        Text {
            ko: "반품",
            en: "Returns",
        },
        Text {
            ko: "환불은 언제 되나요?",
            en: "When do I get my refund?",
        },
        Text {
            ko: "물건이 돌아온 날부터 3영업일 이내에 환불해 드립니다.",
            en: "Within three business days after the goods come back.",
        },
    ),
    (
        Text {
            ko: "회원",
            en: "Account",
        },
        Text {
            ko: "비밀번호를 잊었어요. 어떻게 하나요?",
            en: "I forgot my password. What can I do?",
        },
        Text {
            ko: "고객센터로 전화 주시면 본인 확인 뒤 새로 정해 드립니다.",
            en: "Call us, and after a short check you choose a new one.",
        },
    ),
    (
        Text {
            ko: "상품",
            en: "Product",
        },
        Text {
            ko: "고장이 나면 고칠 수 있나요?",
            en: "Can a broken product be repaired?",
        },
        Text {
            ko: "네. 2년 동안 무상 A/S를 해 드립니다. 사진을 이메일로 보내 주세요.",
            en: "Yes. Repair is free for two years. Send us a photo by e-mail.",
        },
    ),
];
