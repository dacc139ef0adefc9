use super::*;

fn hits<'t>(concept: &str, text: &'t str) -> Vec<&'t str> {
    let lexicon = Lexicon::builtin();
    let concept = lexicon.concept(concept).expect("concept exists");
    let found = lexicon.find_all(&Folded::new(text));
    found
        .iter()
        .filter(|hit| hit.concept == concept)
        .map(|hit| &text[hit.start..hit.end])
        .collect()
}

#[test]
fn every_file_of_the_directory_is_registered() {
    let directory = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("audits/lexicon");
    let mut files: Vec<String> = std::fs::read_dir(directory)
        .expect("audits/lexicon is there")
        .map(|entry| entry.expect("entry").file_name().to_string_lossy().into_owned())
        .collect();
    files.sort();
    let mut registered: Vec<String> = LANGUAGES.iter().map(|(code, _)| format!("{code}.toml")).collect();
    registered.push("common.toml".to_owned());
    registered.sort();
    assert_eq!(files, registered);
}

#[test]
fn every_pattern_compiles_and_every_risk_names_a_concept() {
    let lexicon = Lexicon::builtin();
    for id in lexicon.patterns.keys() {
        assert!(!lexicon.regex(id).is_empty(), "{id}");
    }
    for id in lexicon.risks.keys() {
        assert!(lexicon.concept(id).is_some(), "{id}");
    }
}

#[test]
fn every_word_is_found_as_itself() {
    let lexicon = Lexicon::builtin();
    for id in lexicon.concept_ids() {
        for (language, word) in lexicon.words(id) {
            assert!(lexicon.equals(id, word), "{id} {language} {word}");
            let covered_in_family = EXCLUSIVE_FAMILIES.iter().any(|family| id.starts_with(family));
            assert!(covered_in_family || lexicon.is(id, word), "{id} {language} {word}");
        }
    }
}

#[test]
fn spacing_of_korean_is_free() {
    for label in ["장바구니 담기", "장바구니담기", "장바구니\n\t 담기", "  장바구니담기 >"] {
        assert!(Lexicon::builtin().equals("action.add-to-cart", label), "{label}");
    }
    assert_eq!(hits("topic.phone-label", "고객 센터 1588-0000"), ["고객 센터"]);
}

#[test]
fn a_word_does_not_arise_across_a_space() {
    assert!(hits("topic.returns", "우리 학교 환경").is_empty());
    assert!(hits("topic.phone-label", "주문 전 화면").is_empty());
}

#[test]
fn short_latin_words_need_boundaries_on_both_sides() {
    assert!(hits("action.view-cart", "cartoon network").is_empty());
    assert_eq!(hits("action.view-cart", "Your Cart (2)"), ["Cart"]);
    assert_eq!(hits("topic.phone-label", "TEL02-123-4567"), ["TEL"]);
    assert!(hits("topic.terms", "magbar").is_empty());
}

#[test]
fn long_latin_words_take_only_their_inflections() {
    assert_eq!(hits("action.coupon", "Two coupons"), ["coupon"]);
    assert!(hits("topic.returns", "returnsomething").is_empty());
    assert!(hits("status.in-stock", "currently unavailable").is_empty());
}

#[test]
fn german_compounds_are_seen_through() {
    assert_eq!(hits("topic.shipping", "Versandkosten"), ["Versandkosten"]);
    assert_eq!(hits("topic.shipping", "Versandpartner"), ["Versand"]);
    assert_eq!(hits("topic.shipping", "Standardversand"), ["versand"]);
    assert!(hits("action.go-to-checkout", "Vorkasse").is_empty());
    assert_eq!(hits("action.go-to-checkout", "ZUR KASSE"), ["ZUR KASSE"]);
    assert_eq!(hits("topic.size-guide", "GRÖSSENTABELLE"), ["GRÖSSENTABELLE"]);
}

#[test]
fn a_skirt_is_no_cart() {
    assert!(hits("action.view-cart", "ロングスカート").is_empty());
    assert_eq!(hits("action.view-cart", "ショッピングカート"), ["ショッピングカート"]);
}

#[test]
fn unanswered_comes_before_answered() {
    let lexicon = Lexicon::builtin();
    for label in [
        "미답변",
        "답변대기",
        "답변 대기",
        "unanswered",
        "未回答",
        "unbeantwortet",
    ] {
        assert!(lexicon.is("status.unanswered", label), "{label}");
        assert!(!lexicon.is("status.answered", label), "{label}");
    }
    for label in ["답변완료", "답변 완료", "Answered", "回答済み", "beantwortet"] {
        assert!(lexicon.is("status.answered", label), "{label}");
        assert!(!lexicon.is("status.unanswered", label), "{label}");
    }
}

#[test]
fn the_longest_field_word_at_a_place_wins() {
    let lexicon = Lexicon::builtin();
    assert!(lexicon.is("field.email", "Email address") && !lexicon.is("field.address1", "Email address"));
    assert!(lexicon.is("field.given-name", "First name *") && !lexicon.is("field.full-name", "First name *"));
    assert!(lexicon.is("field.address2", "상세 주소") && !lexicon.is("field.address1", "상세 주소"));
}

#[test]
fn offsets_quote_the_original() {
    assert_eq!(
        hits("topic.free-shipping", "★ ＦＲＥＥ　Shipping ★"),
        ["ＦＲＥＥ　Shipping"]
    );
    assert_eq!(
        hits("topic.privacy", "개인정보\u{200b}처리방침 | 이용약관"),
        ["개인정보\u{200b}처리방침"]
    );
}

#[test]
fn lists_and_risks_are_read() {
    let lexicon = Lexicon::builtin();
    assert_eq!(lexicon.list("autocomplete.postal-code"), ["postal-code"]);
    assert!(
        lexicon
            .list("topic.social.hosts")
            .iter()
            .any(|host| host == "instagram.com")
    );
    assert_eq!(lexicon.risk("action.add-to-cart"), Some(1));
    assert_eq!(lexicon.risk("danger.place-order"), Some(3));
    assert!(
        lexicon
            .regex("danger.url.path")
            .iter()
            .any(|re| re.is_match("/checkout/place-order"))
    );
}
