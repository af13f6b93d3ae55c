//! The list of a day and the page that adds to it, without a database.

use renkei_app::cases::due::DueCount;
use renkei_domain::directory::contact::policy::ContactPurpose;
use renkei_domain::ids::PlannedCallId;

use super::line::{CallLine, LeftOver};
use super::plan::{BUTTON, Faults, PlanPage, fields};
use super::{Section, TakenLine, TodayPage, proposals};
use crate::form::Form;
use crate::pages::cases::changed_map::ChangedMapLine;
use crate::pages::cases::conference::soon::SoonLine;
use crate::pages::cases::due::DueLink;
use crate::pages::meetings::waiting::WaitingLine;
use crate::pages::upkeep::waiting::UpkeepLine;
use crate::pages::{Here, Samples, Shell, duplicates};
use crate::paths::{
    CallPath, CarryCallsPath, DropCallPath, MarkCallPath, OwnRelationsPath, ResourcePath,
    Sampled as _, SearchPath, TodayPaperPath, TodayPath,
};
use crate::words::moment::AsOf;
use crate::words::reach::ReachLine;

fn page(name: &str, sections: Vec<Section>) -> TodayPage {
    TodayPage {
        shell: Shell::sample_of(name).at(Here::Today),
        heading: "きょうの予定・電話 2026年11月20日(金)".to_owned(),
        day: "2026-11-20".to_owned(),
        is_today: true,
        decided_at: AsOf::sample(),
        due: Some(DueLink::of(DueCount { all: 3, over: 1 })),
        proposals: Some(proposals(2)),
        duplicates: Some(duplicates::way(3)),
        meetings: vec![SoonLine::sample(name)],
        mailed: vec![WaitingLine::sample(name)],
        upkeep: vec![UpkeepLine::sample(name)],
        taken: vec![TakenLine {
            number: "№483-920".to_owned(),
            lead: name.to_owned(),
            due: "2026年11月19日(木)".to_owned(),
            is_over: true,
        }],
        maps: vec![ChangedMapLine::sample(name)],
        fault: None,
        sections,
        over: Vec::new(),
        left_over: Vec::new(),
        once: "01932f00000070028000000000000001".to_owned(),
        today: TodayPath,
        paper: format!("{TodayPaperPath}?day=2026-11-20"),
        before: Some(format!("{TodayPath}?day=2026-11-19")),
        after: Some(format!("{TodayPath}?day=2026-11-21")),
        mark: MarkCallPath,
        carry: CarryCallsPath,
        take_away: DropCallPath,
        search: SearchPath,
        relations: OwnRelationsPath,
    }
}

/// A call; its place tells its fields from those of others.
fn line(place: usize, name: &str, when: &str) -> CallLine {
    CallLine {
        id: PlannedCallId::from_uuid(Default::default()),
        path: ResourcePath::sample(),
        name: name.to_owned(),
        when: when.to_owned(),
        phone: Some(ReachLine {
            channel: "電話".to_owned(),
            target: Some("072-000-0001".to_owned()),
            href: Some("tel:0720000001".to_owned()),
            after: "音声案内 2#・内線 12".to_owned(),
            ask: "地域連携室 の 精神保健福祉士".to_owned(),
            when: String::new(),
            etiquette: Some("はじめに「ご相談です」と言うと取り次ぎが早い".to_owned()),
            is_doubtful: false,
        }),
        hours: "9:00〜12:00、13:00〜16:00".to_owned(),
        purpose: ContactPurpose::ConferenceCall.word(),
        note: Some("12月の会議の返事".to_owned()),
        result: None,
        instead: Vec::new(),
        never: vec!["留守番電話に用件をのこさない".to_owned()],
        why: "この機関が希望している連絡方法です",
        again: "2026-11-21".to_owned(),
        once: format!("01932f0000007002800000000000{place:04}"),
    }
}

fn section(heading: &'static str, lines: Vec<CallLine>) -> Section {
    Section { heading, lines }
}

fn usual() -> TodayPage {
    let absent = CallLine {
        result: Some("るす（きょう 9:40）".to_owned()),
        ..line(2, "みほん訪問看護ステーション（架空）", "きょう 17:00 まで")
    };
    let by_fax = CallLine {
        phone: None,
        hours: String::new(),
        instead: vec!["FAX 072-000-0101（いつでも）".to_owned()],
        note: None,
        ..line(4, "みほん作業所（架空）", "電話では つながりません")
    };
    let sections = vec![
        section(
            "いま電話できる",
            vec![
                line(1, "みほん病院 精神科（架空）", "きょう 16:00 まで"),
                absent,
            ],
        ),
        section(
            "このあと電話できる",
            vec![line(3, "みほん支援センター（架空）", "13:00 から")],
        ),
        section("きょうは電話できない", vec![by_fax]),
    ];
    TodayPage {
        over: vec![CallLine {
            result: Some("つながった（きょう 9:15）".to_owned()),
            ..line(5, "みほんハローワーク（架空）", "きょう 17:15 まで")
        }],
        left_over: vec![LeftOver {
            id: PlannedCallId::from_uuid(Default::default()),
            name: "みほん大学 学生相談室（架空）".to_owned(),
            day: "きのう".to_owned(),
            note: Some("見学の日にちの相談".to_owned()),
        }],
        ..page("高槻 はるか", sections)
    }
}

fn longest() -> TodayPage {
    // 300 characters is the most a line takes; an address without a break is the hardest to set.
    let long = "障がいのある方の就労と生活と余暇をささえる総合支援".repeat(12);
    let unbroken = format!("https://example.jp/{}", "0123456789abcdef".repeat(16));
    let call = |place: usize| {
        let call = line(place, &long, &long);
        CallLine {
            phone: call.phone.map(|phone| ReachLine {
                target: Some(unbroken.clone()),
                after: long.clone(),
                ask: long.clone(),
                etiquette: Some(long.clone()),
                is_doubtful: true,
                ..phone
            }),
            hours: "9:00〜12:00、".repeat(12),
            note: Some("あ".repeat(100)),
            result: Some("かけなおす（14:00 ごろ）".to_owned()),
            instead: vec![unbroken.clone(); 4],
            never: vec![long.clone(); 4],
            ..line(place, &long, &long)
        }
    };
    let left_over = LeftOver {
        id: PlannedCallId::from_uuid(Default::default()),
        name: long.clone(),
        day: "11月12日(木)".to_owned(),
        note: Some("a".repeat(100)),
    };
    let calls = |from: usize| (from..from + 10).map(&call).collect::<Vec<_>>();
    TodayPage {
        fault: Some("1日に60件までです。ほかの日に入れてください。".to_owned()),
        over: calls(30),
        left_over: vec![left_over; 10],
        ..page(
            &"とても長い名前".repeat(14),
            vec![
                section("いま電話できる", calls(10)),
                section("もう連絡できない", calls(20)),
            ],
        )
    }
}

impl Samples for TodayPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let ahead = TodayPage {
            heading: "2026年11月24日(火)の予定・電話".to_owned(),
            is_today: false,
            ..page(
                "高槻 はるか",
                vec![section(
                    "電話できる",
                    vec![line(1, "みほん病院 精神科（架空）", "9:00 から")],
                )],
            )
        };
        vec![
            ("usual", usual()),
            ("ahead", ahead),
            ("empty", page("高槻 はるか", Vec::new())),
            ("longest", longest()),
        ]
    }
}

impl Samples for PlanPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |name: &str, note: &str, faults: &Faults| {
            let fields = fields("2026-11-20", "routine", note, faults);
            Self {
                shell: Shell::sample_of("高槻 はるか").at(Here::Today),
                today: TodayPath,
                resource: ResourcePath::sample(),
                name: name.to_owned(),
                form: Form::sample(CallPath::sample(), BUTTON).with(fields),
                fault: None,
            }
        };
        let wrong = Faults {
            day: Some("きょうか、これからの日を入れてください。".to_owned()),
            note: Some("長すぎます。100文字までにしてください。".to_owned()),
        };
        let none = Faults::default();
        let full = Self {
            fault: Some("1日に60件までです。ほかの日に入れてください。".to_owned()),
            ..page("みほん病院 精神科（架空）", "会議の返事", &none)
        };
        let long = "障がいのある方の就労と生活と余暇をささえる総合支援".repeat(12);
        vec![
            (
                "usual",
                page("みほん病院 精神科（架空）", "会議の返事", &none),
            ),
            ("empty", page("みほん作業所（架空）", "", &none)),
            ("full", full),
            ("longest", page(&long, &"あ".repeat(120), &wrong)),
        ]
    }
}
