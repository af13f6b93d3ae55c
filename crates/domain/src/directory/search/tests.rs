use super::*;

#[test]
fn variants_of_one_word_are_one_word() {
    for (a, b) in [
        ("障がい者", "障害者"),
        ("障碍者", "障害者"),
        ("髙槻", "高槻"),
        ("須惠町", "須恵町"),
        ("ﾘﾀﾘｺﾜｰｸｽ", "りたりこワークス"),
        ("０７２−６８６−６６６３", "0726866663"),
        ("サーバー", "サバ"),
        ("就労継続支援Ａ型", "就労継続支援a型"),
        ("ＡＢＣ・センター", "abcセンター"),
        ("龍ケ崎市", "龍ヶ崎市"),
        ("龍ｹ崎市", "竜が崎市"),
        ("2ヵ所", "2か所"),
        ("常夜燈の家", "常夜灯の家"),
        ("隨縁會禮拜堂", "随縁会礼拝堂"),
        ("挾間町", "挟間町"),
        ("諫早市", "諌早市"),
        ("𠮷峯会", "吉峰会"),
        ("江坂町１丁目１３番１１号", "江坂町1-13-11"),
        ("江坂町一丁目13番11号", "江坂町１丁目１３−１１"),
        ("京口町９番３号", "京口町9-3"),
        ("桜井三丁目", "桜井３丁目"),
        ("城北町1丁目6-19", "城北町1-6-19"),
        ("三丁目", "3丁目"),
        ("🅱ビル", "ビル"),
        ("บ้านกิน", "บานกน"),
        ("ΦΩΣ", "φως"),
    ] {
        assert_eq!(normalise(a), normalise(b), "{a} and {b}");
    }
    assert_eq!(normalise("障害ケア"), "障害けあ");
    assert_eq!(normalise("助け合い"), "助け合い");
}

#[test]
fn a_number_as_a_caller_shows_it_is_the_number_that_is_dialled() {
    for typed in [
        "+81-72-686-6663",
        "+81726866663",
        "+81 72 686 6663",
        "＋８１−７２−６８６−６６６３",
        "+81(0)72-686-6663",
    ] {
        assert_eq!(Query::parse(typed).joined(), "0726866663", "{typed}");
    }
    // What is no whole number is looked for as it is typed.
    for (typed, digits) in [
        ("+81-72", "8172"),
        ("81726866663", "81726866663"),
        ("+みほん", "みほん"),
    ] {
        assert_eq!(Query::parse(typed).joined(), digits, "{typed}");
    }
}

#[test]
fn what_is_typed_of_an_address_so_far_stands_in_the_whole_of_it() {
    let whole = "大阪府吹田市江坂町一丁目13番11号中央江坂ビル5階";
    let fields = [vec![normalise(whole)], block_numbers(whole)].concat();
    for typed in [
        "江坂町1",
        "江坂町一",
        "江坂町一丁",
        "江坂町１丁",
        "江坂町一丁目",
        "江坂町1丁目13",
        "江坂町1丁目13番",
        "江坂町1-13",
        "江坂町1-13-11中央江坂",
        "江坂町一丁目１３番１１号 中央江坂ビル",
        "1丁目",
        "一丁目",
        "丁目",
        "13番",
        "11号",
        "13番11号",
    ] {
        let word = normalise(typed);
        let is_held = fields.iter().any(|field| field.contains(&word));
        assert!(is_held, "{typed} as {word} in {fields:?}");
    }
}

#[test]
fn kanji_that_are_a_number_are_found_before_their_sign_is_typed() {
    for (text, typed) in [
        ("島本町桜井三丁目4番2号", "桜井三"),
        ("ホーム三丁目", "ホーム三"),
        ("ホーム三丁目", "ホーム三丁"),
        ("龍ケ崎市髙砂二十三丁目", "龍ヶ崎市高砂二十"),
        ("1番地 北十二条西二丁目3", "北十二条西二"),
    ] {
        let word = normalise(typed);
        let fields = block_numbers(text);
        let is_held = fields.iter().any(|field| field.contains(&word));
        assert!(is_held, "{typed} as {word} in {fields:?}");
    }
    for text in ["第二作業所", "八丁堀12", "江坂町1-13-11", "十十丁目"] {
        assert_eq!(block_numbers(text), [""; 0], "{text}");
    }
}

#[test]
fn bigrams_overlap_and_a_character_alone_is_a_unigram() {
    assert!(bigrams("訪問看護").eq(["訪問", "問看", "看護"]));
    assert!(bigrams("𠮷1").eq(["𠮷1"]));
    assert_eq!(bigrams("桜").count(), 0);
    assert_eq!(bigrams("").count(), 0);
    assert!(unigrams("𠮷1桜").eq(["𠮷", "1", "桜"]));
}

#[test]
fn hostile_queries_are_bounded_and_nicknames_name_kinds() {
    assert!(Query::parse("\" * NEAR( ) ^ : -").words().len() <= 1);
    assert!(Query::parse("＊！？").is_only_signs());
    assert!(!Query::parse("  ").is_only_signs());
    assert_eq!(
        Query::parse(&"看".repeat(10_000)).words()[0]
            .as_str()
            .chars()
            .count(),
        QUERY_CHARACTERS
    );
    assert_eq!(
        Query::parse("a b c d e f g h i j").words().len(),
        QUERY_WORDS
    );
    assert_eq!(
        Query::parse("なかぽつ").words()[0].kinds(),
        [ResourceKind::EmploymentLifeSupportCenter]
    );
    assert_eq!(Query::parse("ｼｭｳﾎﾟﾂ 高槻 高槻").words().len(), 2);
    assert_eq!(
        Query::parse("Ａ型").words()[0].kinds(),
        [ResourceKind::ContinuousEmploymentA]
    );
}

#[test]
fn every_other_name_of_the_glossary_leads_to_its_kind() {
    for (name, kind) in [
        ("専門援助部門", ResourceKind::HelloWork),
        ("就ポツ", ResourceKind::EmploymentLifeSupportCenter),
        ("なかぽつ", ResourceKind::EmploymentLifeSupportCenter),
        (
            "なかぽつセンター",
            ResourceKind::EmploymentLifeSupportCenter,
        ),
        (
            "ナカポツセンター",
            ResourceKind::EmploymentLifeSupportCenter,
        ),
        ("就ポツセンター", ResourceKind::EmploymentLifeSupportCenter),
        ("中ポツセンター", ResourceKind::EmploymentLifeSupportCenter),
        ("職業安定所", ResourceKind::HelloWork),
        (
            "高齢・障害者雇用支援センター",
            ResourceKind::EmploymentSubsidyOffice,
        ),
        ("特定相談", ResourceKind::ServicePlanConsultation),
        ("ヘルパー", ResourceKind::HomeHelp),
        ("成年後見", ResourceKind::RightsAdvocacy),
        ("日常生活自立支援", ResourceKind::RightsAdvocacy),
    ] {
        let query = Query::parse(name);
        assert_eq!(query.words().len(), 1, "{name}");
        assert_eq!(query.words()[0].kinds(), [kind], "{name}");
    }
}

#[test]
fn commas_and_strokes_part_words_and_a_middle_dot_does_not() {
    for typed in [
        "看護、高槻",
        "看護，高槻",
        "看護,高槻",
        "看護/高槻",
        "看護／高槻",
        "看護｜高槻",
        "看護|高槻",
    ] {
        let query = Query::parse(typed);
        let words: Vec<&str> = query.words().iter().map(Word::as_str).collect();
        assert_eq!(words, ["看護", "高槻"], "{typed}");
    }
    assert_eq!(Query::parse("たかつき・しまもと").words().len(), 1);
}

#[test]
fn what_is_left_aside_is_told() {
    assert!(Query::parse("看護 高槻").left_aside().is_empty());
    let many = Query::parse("a b c d e f g h i ＪＫ a");
    assert_eq!(many.left_aside(), ["i", "ＪＫ"]);
    let long = Query::parse(&format!("{} 高槻", "看".repeat(QUERY_CHARACTERS)));
    assert_eq!(long.left_aside(), ["高槻"]);
    assert_eq!(long.words().len(), 1);
}
