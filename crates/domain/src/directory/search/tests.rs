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
        ("𠮷峯会", "吉峰会"),
    ] {
        assert_eq!(normalise(a), normalise(b), "{a} and {b}");
    }
    assert_eq!(normalise("障害ケア"), "障害けあ");
    assert_eq!(normalise("助け合い"), "助け合い");
}

#[test]
fn bigrams_overlap_and_end_with_the_last_character() {
    assert!(bigrams("訪問看護").eq(["訪問", "問看", "看護", "護"]));
    assert!(bigrams("桜").eq(["桜"]));
    assert_eq!(bigrams("").count(), 0);
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
