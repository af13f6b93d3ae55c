//! Samples of a list: a few entries, none, and every text as long as it gets.

use renkei_app::directory::search::SearchRefusal;
use renkei_domain::directory::contact::policy::ContactPurpose;
use renkei_domain::directory::hours::opening::Openness;
use renkei_domain::directory::kind::ResourceKind;
use renkei_exchange::export::Form;

use super::{
    Base, Choice, Facet, ListPage, Narrowing, OnPaper, Refining, Row, UnclearTown, begun_anew,
    on_paper, sheet_word,
};
use crate::pages::{Here, Samples, Shell};
use crate::paths::{
    AreasPath, CallPath, EntrancePath, MonthlyPath, ProposeMissingPath, ResourcePath, Sampled as _,
};
use crate::words::moment::{AsOf, Day};
use crate::words::reach::{ReachBox, ReachLine};

/// The buttons for spreadsheets under a list of so many.
fn sheets(total: u64) -> [(String, &'static str); 2] {
    let at = |form: Form| format!("/search.{}?area=272078", form.ending());
    [Form::Xlsx, Form::Csv].map(|form| (at(form), sheet_word(total, form)))
}

impl Samples for ListPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let usual = row(
            "訪問看護ステーションみほん（架空）",
            Openness::Open,
            &["精神科訪問看護"],
            &["児童"],
        );
        let unknown = Row {
            verified: None,
            capacity: None,
            reach: ReachBox {
                missing: Some("FAXを希望していますが、FAX番号が まだ わかりません".to_owned()),
                ask_first: Some(way("電話", "072-000-0001", "")),
                ..ReachBox::default()
            },
            ..row("計画相談みほん（架空）", Openness::Unknown, &[], &[])
        };
        let long_name = "社会福祉法人とてもながい名前の福祉会が運営する地域活動と就労と生活と余暇の総合支援センターうめがおか第二分室".repeat(3);
        let long_text = "ひとりで外に出るのが むずかしい方の、家の近くから始める通所の練習と、そのあとの通勤の練習".repeat(3);
        let mut longest = row(
            &long_name,
            Openness::Closed,
            &[&long_text, &long_text],
            &[&long_text],
        );
        longest.reach.never = vec![long_text.clone(); 4];
        if let Some(now) = &mut longest.reach.now {
            now.after = "音声案内 3200#・内線 120045".to_owned();
            now.ask = format!("{long_name} の 精神保健福祉士");
        }
        let mut empty = page(Vec::new());
        empty.narrows = true;
        empty.asked = "存在しない機関".to_owned();
        empty.heading = "「存在しない機関」でさがした結果".to_owned();
        let mut long = page(vec![longest; 20]);
        long.heading = format!("「{}」でさがした結果", "看護".repeat(50));
        long.asked = "看護".repeat(50);
        long.total = "10000件より多い".to_owned();
        long.sheets = sheets(10_001);
        long.on_paper = OnPaper::Elsewhere {
            href: "/search?q=a&print=all".to_owned(),
            word: on_paper::word(10_001),
        };
        long.left_aside = "看護".repeat(50);
        long.first = Some("/search?q=a".to_owned());
        long.previous = Some("/search?q=a&before=AQ".to_owned());
        long.next = Some("/search?q=a&after=AQ".to_owned());
        let many = |name: &str, most: u64| {
            (0..most)
                .map(|n| choice(&format!("とても長い名前の{name}{n}"), Some(n * 991)))
                .collect::<Vec<_>>()
        };
        let facets = [
            Facet::of("種類", many("支援サービス", 60), 8),
            Facet::of("市区町村", many("市", 12), 6),
        ];
        long.facets = facets.into_iter().flatten().collect();
        let mut anew = page(vec![usual.clone()]);
        anew.begun_anew = Some(begun_anew(SearchRefusal::CursorOfAnotherSearch));
        anew.town = Some(UnclearTown {
            typed: "府中市".to_owned(),
            choices: vec![choice("東京都 府中市", None), choice("広島県 府中市", None)],
        });
        anew.is_moment_unclear = true;
        anew.refining = Refining::of(
            Base::Search,
            &Narrowing {
                day: "2026-11-28".to_owned(),
                time: "十時".to_owned(),
                ..Narrowing::default()
            },
        );
        let mut signed_in = page(vec![usual.clone(), unknown.clone()]);
        signed_in.shell = Shell::sample_of("高槻 はるか").at(Here::Directory);
        // The last entry may go while somebody looks at the page before it.
        let mut gone = page(Vec::new());
        gone.first = Some("/areas/272078".to_owned());
        let mut printed = page(vec![usual.clone(), unknown.clone()]);
        printed.on_paper = OnPaper::Laid {
            in_pages: "/areas/272078".to_owned(),
            is_cut: true,
        };
        vec![
            ("usual", page(vec![usual, unknown])),
            ("empty", empty),
            ("longest", long),
            ("begun_anew", anew),
            ("gone", gone),
            ("signed_in", signed_in),
            ("printed", printed),
        ]
    }
}

fn choice(word: &str, count: Option<u64>) -> Choice {
    Choice {
        href: "/search?kind=visiting_nursing".to_owned(),
        word: word.to_owned(),
        count,
        is_set: false,
    }
}

fn row(name: &str, openness: Openness, strong: &[&str], weak: &[&str]) -> Row {
    Row {
        path: ResourcePath {
            id: "01932f00-0000-7002-8000-000000000001".to_owned(),
        },
        call: CallPath::sample(),
        name: name.to_owned(),
        kind: ResourceKind::VisitingNursing.to_string(),
        place: "高槻市".to_owned(),
        presence: Some("担当する"),
        openness,
        reach: ReachBox {
            now: Some(way("電話", "072-000-0001", "地域連携室 の 看護師")),
            never: vec!["担当者名をFAXの送付状に載せない".to_owned()],
            ..ReachBox::default()
        },
        strong: strong.iter().map(|text| (*text).to_owned()).collect(),
        weak: weak.iter().map(|text| (*text).to_owned()).collect(),
        capacity: Some((3, Day::sample(2026, 11, 9))),
        verified: Some((Day::sample(2026, 9, 2), "電話")),
    }
}

fn way(channel: &str, number: &str, ask: &str) -> ReachLine {
    ReachLine {
        channel: channel.to_owned(),
        target: Some(number.to_owned()),
        href: Some(format!("tel:{}", number.replace('-', ""))),
        after: String::new(),
        ask: ask.to_owned(),
        when: "きょう 17:00 まで".to_owned(),
        etiquette: None,
        is_doubtful: false,
    }
}

fn page(rows: Vec<Row>) -> ListPage {
    ListPage {
        shell: Shell::sample(Here::Directory),
        home: EntrancePath,
        areas: AreasPath,
        missing: ProposeMissingPath,
        heading: "高槻市の支援機関".to_owned(),
        explanation: "高槻市を「担当する」と言っている機関と、高槻市に「所在する」機関です。"
            .to_owned(),
        asked: String::new(),
        total: format!("{}件", rows.len()),
        rows,
        set: vec![Choice {
            is_set: true,
            ..choice("得意: 精神障害", None)
        }],
        conditions: "高槻市／得意: 精神障害".to_owned(),
        toggles: vec![choice("いま開いている", None), choice("空きがある", None)],
        facets: Facet::of("種類", vec![choice("訪問看護", Some(2))], 8)
            .into_iter()
            .collect(),
        circles: vec![choice("5kmまで", None)],
        wider: vec![choice("10kmまで", None)],
        refining: Refining::of(Base::Search, &Narrowing::default()),
        town: None,
        is_moment_unclear: false,
        left_aside: String::new(),
        begun_anew: None,
        first: None,
        previous: None,
        next: None,
        narrows: false,
        whole: "/areas/272078".to_owned(),
        sheets: sheets(1),
        monthly: MonthlyPath,
        on_paper: OnPaper::Whole,
        decided_at: AsOf::sample(),
        purpose: ContactPurpose::Introduction,
        printed_on: "令和8年11月20日(金)".to_owned(),
    }
}
