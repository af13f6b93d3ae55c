//! Samples of the resource page: a full one, one of which nearly nothing is known, one whose every
//! text is as long as its field allows, and in [`states`] those that look different for a reason.

use renkei_domain::directory::contact::policy::{ContactPurpose, SenderKind};
use renkei_domain::directory::hours::Hours;
use renkei_domain::directory::hours::opening::Openness;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::resource::Lifecycle;
use renkei_domain::directory::source::Dataset;
use renkei_domain::directory::strength::Valence;

use super::ResourcePage;
use super::character::{CharacterBlock, Statement};
use super::contacts::ContactLine;
use super::freshness::FreshnessLine;
use super::programs::ProgramBlock;
use super::reach::{self, PurposeLine};
use super::sources::{self, SourceLine};
use super::ways::Ways;
use crate::pages::{Here, Samples, Shell};
use crate::paths::{AreaPath, EntrancePath, KindPath, ProposePath, ResourcePath, Sampled as _};
use crate::words::moment::{AsOf, Day};
use crate::words::reach::{ReachBox, ReachLine};

mod states;

impl Samples for ResourcePage {
    fn samples() -> Vec<(&'static str, Self)> {
        let mut samples = vec![
            ("usual", usual()),
            ("empty", empty()),
            ("longest", longest()),
        ];
        samples.extend(states::all());
        samples
    }
}

fn line(channel: &'static str, target: &str, when: &str) -> ReachLine {
    ReachLine {
        channel: channel.to_owned(),
        target: Some(target.to_owned()),
        href: Some("tel:0720000001".to_owned()),
        after: "音声案内 2#・内線 12".to_owned(),
        ask: "地域連携室 の 精神保健福祉士 見本 はなこさん".to_owned(),
        when: when.to_owned(),
        etiquette: Some("はじめに「ご相談です」と言うと取り次ぎが早い".to_owned()),
        is_doubtful: false,
    }
}

fn statement(text: &str) -> Statement {
    Statement {
        topic: Some("精神障害"),
        text: text.to_owned(),
        said_by: "この機関のことば".to_owned(),
        said_on: Day::sample(2026, 10, 5),
        reply: None,
    }
}

fn usual() -> ResourcePage {
    let character = |valence, text| CharacterBlock {
        valence,
        own: vec![statement(text)],
        observed: Vec::new(),
    };
    ResourcePage {
        name: "みほん病院 精神科（架空）".to_owned(),
        kana: Some("みほんびょういん せいしんか".to_owned()),
        notices: vec![(
            "正面玄関は工事中です。西口からお入りください。".to_owned(),
            Day::sample(2027, 3, 31),
        )],
        reach: ReachBox {
            now: Some(line("電話", "072-000-0001", "きょう 17:00 まで")),
            later: vec![line("FAX", "072-000-0101", "いつでも")],
            missing: None,
            ask_first: None,
            why: "この機関が希望している連絡方法です",
            never: vec!["担当者名をFAXの送付状に載せない".to_owned()],
        },
        purposes: vec![PurposeLine {
            purposes: "会議の案内・書類のやりとり".to_owned(),
            sentence: "いま: FAX（いつでも）".to_owned(),
            is_now: true,
            etiquette: Some("2週間前までに".to_owned()),
            do_not: vec!["検査の結果をFAXで送らない".to_owned()],
        }],
        character: vec![
            character(
                Valence::Strong,
                "休職から復職までの診察と、職場への説明の同席",
            ),
            character(Valence::Weak, "当日の飛びこみ相談"),
            character(Valence::Limit, "18歳未満の初診は受けていない"),
        ],
        description: Some("精神科の外来と入院。就労の相談は地域連携室が受けます。".to_owned()),
        programs: vec![ProgramBlock {
            name: "デイケア".to_owned(),
            description: Some("平日の昼に、生活のリズムをととのえる集まりです。".to_owned()),
            patterns: vec![("3か月くらい・はじめは週1〜2回".to_owned(), None)],
        }],
        roles: vec!["精神保健福祉士", "公認心理師"],
        comparison: vec![
            ("使える期間", "期限なし".to_owned()),
            ("週に何日", "1〜5日".to_owned()),
        ],
        openness: Openness::Open,
        next_opening: "きょう 17:00 まで".to_owned(),
        hours: Hours::parse("月-金 9:00-17:00; 土 9:00-12:00; 日 休み; 祝 休み; 年末年始 休み")
            .unwrap_or_default()
            .lines(),
        hours_note: Some("定休日: 日・祝・年末年始".to_owned()),
        capacity: vec![
            ("定員（公表）", "20人".to_owned()),
            ("いま空いている", "2人".to_owned()),
        ],
        capacity_told_on: Some(Day::sample(2026, 11, 2)),
        place: vec![("住所", "〒569-0000 大阪府高槻市架空町1-2-3".to_owned())],
        organization: vec![("法人", "医療法人みほん会（架空）".to_owned())],
        freshness: vec![
            FreshnessLine {
                group: "連絡先",
                confirmed: "2025年9月2日(火)".to_owned(),
                confirmed_on_paper: "令和7年9月2日(火)".to_owned(),
                is_old: true,
                how: "電話・その通りだった（みほん支援センター（架空））".to_owned(),
                tried: "2026年11月2日(月) 電話・返事がなかった（みほん支援センター（架空））"
                    .to_owned(),
                due: "2026年11月23日(月)".to_owned(),
                is_due: false,
                unverified: Some("2026年11月2日(月)".to_owned()),
            },
            FreshnessLine {
                group: "時間",
                confirmed: "2026年9月2日(水)".to_owned(),
                confirmed_on_paper: "令和8年9月2日(水)".to_owned(),
                is_old: false,
                how: "電話・変わっていた（みほん支援センター（架空））".to_owned(),
                tried: "なし".to_owned(),
                due: "2027年9月2日(木)".to_owned(),
                is_due: false,
                unverified: None,
            },
        ],
        ..empty()
    }
}

fn empty() -> ResourcePage {
    let nothing = |valence| CharacterBlock {
        valence,
        own: Vec::new(),
        observed: Vec::new(),
    };
    ResourcePage {
        shell: Shell::sample(Here::Directory),
        home: EntrancePath,
        name: "みほん作業所（架空）".to_owned(),
        kana: None,
        kind: ResourceKind::MedicalInstitution.to_string(),
        kind_path: KindPath::of(ResourceKind::MedicalInstitution),
        area: Some((
            AreaPath {
                code: "272078".to_owned(),
            },
            "高槻市".to_owned(),
        )),
        lifecycle: Lifecycle::Active,
        closed: None,
        is_missing_from_data: Some(Day::sample(2026, 9, 30)),
        notices: Vec::new(),
        senders: reach::senders(&ResourcePath::sample(), SenderKind::Supporter),
        sender: SenderKind::Supporter.word(),
        purpose: ContactPurpose::Introduction.word(),
        reach: ReachBox::default(),
        purposes: Vec::new(),
        policy_note: None,
        character: Valence::ALL
            .iter()
            .map(|valence| nothing(*valence))
            .collect(),
        description: None,
        programs: Vec::new(),
        roles: Vec::new(),
        comparison: Vec::new(),
        openness: Openness::Unknown,
        next_opening: "次に開くのは: 時間は わかりません".to_owned(),
        hours: Vec::new(),
        hours_note: None,
        capacity: Vec::new(),
        capacity_told_on: None,
        people: Vec::new(),
        contacts: vec![(
            "電話",
            ContactLine {
                text: "072-000-0001".to_owned(),
                href: Some("tel:0720000001".to_owned()),
                note: String::new(),
            },
        )],
        place: Vec::new(),
        organization: Vec::new(),
        freshness: vec![FreshnessLine {
            group: "連絡先",
            confirmed: "まだ確かめていません".to_owned(),
            confirmed_on_paper: "まだ確かめていません".to_owned(),
            is_old: false,
            how: "なし".to_owned(),
            tried: "なし".to_owned(),
            due: "できるだけ早く".to_owned(),
            is_due: true,
            unverified: None,
        }],
        asking: None,
        sources: vec![SourceLine {
            credit: "公開されている資料をもとに入力した内容（体験用）",
            edition: "みほん".to_owned(),
            seen_on: Day::sample(2026, 11, 1),
            summary: sources::summary(Dataset::Seed),
            raw: Vec::new(),
            is_for_members: false,
        }],
        corrections: Vec::new(),
        decided_at: AsOf::sample(),
        printed_on: "令和8年11月20日(金)".to_owned(),
        propose: ProposePath::sample(),
        ways: Ways::default(),
        has_told: false,
    }
}

fn longest() -> ResourcePage {
    // 300 characters is the most a line takes; an address without a break is the hardest to set.
    let long = "障がいのある方の就労と生活と余暇をささえる総合支援".repeat(12);
    let unbroken = format!("https://example.jp/{}", "0123456789abcdef".repeat(16));
    let mut page = usual();
    page.name = long.clone();
    page.kana = Some("しょうがいのあるかたのしゅうろうとせいかつ".repeat(10));
    page.reach.never = vec![long.clone(); 6];
    page.reach.later = (0..6)
        .map(|_| ReachLine {
            etiquette: Some(long.clone()),
            ..line("オンライン会議", &unbroken, &long)
        })
        .collect();
    for block in &mut page.character {
        block.own = vec![statement(&long); 12];
    }
    page.programs = vec![
        ProgramBlock {
            name: long.clone(),
            description: Some(long.repeat(10)),
            patterns: vec![(long.clone(), Some(long.clone())); 4]
        };
        6
    ];
    page.contacts.push((
        "ホームページ",
        ContactLine {
            text: unbroken.clone(),
            href: Some(unbroken),
            note: long.clone(),
        },
    ));
    page.comparison = vec![("使える人", long.repeat(8)); 10];
    page.sources = vec![SourceLine {
        credit: "地域の連絡先一覧",
        edition: long.clone(),
        seen_on: Day::sample(2026, 11, 1),
        summary: sources::summary(Dataset::List),
        raw: vec![(long.clone(), long.clone()); 29],
        is_for_members: false,
    }];
    page.corrections = vec![long; 10];
    page
}
