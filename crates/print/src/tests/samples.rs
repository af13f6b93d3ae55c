//! Each sheet as it is usually, with as little as it can have, and with far too much.

use chrono::NaiveDate;
use renkei_domain::time::{Minute, Moment};

use crate::sheets::{
    CallTime, CodeSheet, InvitationSheet, KeyRecoverySheet, KeyUse, ObservationSheet, OtherWay,
    PersonCard, PhoneCall, PhoneDaySheet, Sheet,
};
use crate::{Code, Contact, Paper, Place, PrintOptions, Ruby, Words};

mod cases;
mod consents;
pub mod coverage;
mod filled;
pub mod handbook;
pub mod inquiries;
pub mod maps;
pub mod meetings;

pub use filled::filled;

/// Texts nobody should type, and that somebody will.
pub const HOSTILE: &[&str] = &[
    "#import \"frame.typ\": * #panic(\"x\")",
    "$x^2$ *強い* _斜め_ `コード` \\ // /* @名 <印> = 見出し",
    "- 一\n+ 二\n/ 三: 四\n~~~",
    "{招待|しょうたい} #{1 + 1} }{ |",
    "\"引用\" 'n' \\u{41} \\n %s {{}}",
    "一行目\r\n二行目\r三行目\u{2028}四行目",
];

/// Characters few fonts have.
pub const RARE: &str = "𠮷野家 髙橋 山﨑 渡邉 か\u{3099} あ\u{3099} 葛\u{E0100}城 葛\u{E0101} 👩\u{200D}👩\u{200D}👧 👍🏽 🇯🇵 ㍻ ①";

/// The day on which the samples are printed.
pub fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()
}

pub fn options() -> PrintOptions {
    PrintOptions {
        ruby: Ruby::Off,
        issued_on: day(),
        paper: Paper::A4,
    }
}

fn moment() -> Moment {
    Moment {
        date: NaiveDate::from_ymd_opt(2026, 12, 4).unwrap(),
        minute: Minute::of(17, 0),
    }
}

pub fn network() -> Words {
    Words::read("高槻", "たかつき")
        .then("・")
        .then_read("島本", "しまもと")
        .then(" はたらく応援ネットワーク")
}

fn secretariat() -> Contact {
    Contact {
        name: Words::read(
            "障害者就業・生活支援センター",
            "しょうがいしゃしゅうぎょう・せいかつしえんセンター",
        )
        .then(" 事務局"),
        phone: Some("072-000-1234".to_owned()),
        hours: Some("月〜金 9:00〜17:30".to_owned()),
        mail: Some("jimukyoku@takatsuki-net.example.jp".to_owned()),
    }
}

fn place() -> Place {
    Place {
        address: "https://renkei.example.jp/start".to_owned(),
        qr: "https://renkei.example.jp/start#K7QM-2XHD-9PVR".to_owned(),
    }
}

fn call(agency: &str, number: &str, until: u32) -> PhoneCall {
    PhoneCall {
        agency: Words::from(agency),
        number: number.to_owned(),
        after_number: Some("音声案内のあと 2".to_owned()),
        when: CallTime::Until(Minute::of(until, 0)),
        hours: vec![
            (Minute::of(9, 0), Minute::of(12, 0)),
            (Minute::of(13, 0), Minute::of(until, 0)),
        ],
        ask_for: Some(
            Words::from("医療ソーシャルワーカー ")
                .then_read("田中", "たなか")
                .then("さん"),
        ),
        say: Some(Words::from("12月4日の会議に出られるかどうか")),
        avoid: Some(Words::from("午前の外来中。留守番電話に用件をのこさない")),
    }
}

/// The sheets as they are on most days.
pub fn usual() -> Vec<(&'static str, Sheet)> {
    let codes = (0..10)
        .map(|n| Code::in_groups(&format!("K{n}QM2XHD"), 4))
        .collect();
    let mut all = vec![
        (
            "invitation",
            Sheet::Invitation(InvitationSheet {
                network: network(),
                for_whom: Words::read("田中", "たなか")
                    .then(" ")
                    .then_read("陽子", "ようこ"),
                role: Words::read("就労定着支援員", "しゅうろうていちゃくしえんいん"),
                code: Code::in_groups("K7QM2XHD9PVR", 4),
                place: Some(place()),
                valid_until: moment(),
                secretariat: secretariat(),
            }),
        ),
        (
            "codes",
            Sheet::Codes(CodeSheet {
                network: network(),
                for_whom: Words::read("田中", "たなか")
                    .then(" ")
                    .then_read("陽子", "ようこ"),
                codes,
                secretariat: secretariat(),
            }),
        ),
        (
            "card",
            Sheet::PersonCard(PersonCard {
                network: network(),
                name: Some(
                    Words::read("山﨑", "やまさき")
                        .then(" ")
                        .then_read("陽", "はる"),
                ),
                place: place(),
                lost: secretariat(),
            }),
        ),
        (
            "key",
            Sheet::KeyRecovery(KeyRecoverySheet {
                opens: KeyUse::Records,
                network: network(),
                mark: "3F-A9".to_owned(),
                key: Code::in_groups("K7QM2XHD9PVRK7QM2XHD9PVRK7QM2XHD9PVRK7QM2XHD9PVR7QM2", 4),
                qr: "K7QM2XHD9PVRK7QM2XHD9PVRK7QM2XHD9PVRK7QM2XHD9PVR7QM2".to_owned(),
                operator: secretariat(),
            }),
        ),
        (
            "phone",
            Sheet::PhoneDay(PhoneDaySheet {
                network: network(),
                for_whom: Some(
                    Words::read("田中", "たなか")
                        .then(" ")
                        .then_read("陽子", "ようこ"),
                ),
                day: day(),
                as_of: Moment {
                    date: day(),
                    minute: Minute::of(8, 40),
                },
                calls: vec![
                    call("高槻病院 精神科", "072-000-1111", 16),
                    call("訪問看護ステーションB", "072-000-2222", 17),
                ],
                others: vec![OtherWay {
                    agency: Words::from("ハローワーク茨木 専門援助部門"),
                    ways: Some(Words::from("FAX 072-000-3333（いつでも）")),
                    say: Some(Words::from("12月4日の会議に出られるかどうか")),
                    avoid: None,
                }],
            }),
        ),
        (
            "backup-key",
            Sheet::KeyRecovery(KeyRecoverySheet {
                opens: KeyUse::Backups,
                network: Words::from("renkei"),
                mark: "7a3f09c1".to_owned(),
                key: Code::in_groups(&"7a3f09c1".repeat(9), 4),
                qr: "7a3f09c1".repeat(9),
                operator: Contact {
                    name: Words::from("この紙を印刷した人"),
                    phone: None,
                    hours: None,
                    mail: None,
                },
            }),
        ),
        (
            "observation",
            Sheet::Observation(ObservationSheet {
                network: network(),
                agency: Words::from("高槻病院 精神科 デイケア"),
                fax: Some("072-000-1112".to_owned()),
                address: Some(Words::from(
                    "〒569-0000 大阪府高槻市見本町1-2-3 みほんビル4階",
                )),
                head: Words::from("得意・精神障害"),
                text: Words::from(
                    "午前の電話がつながりやすい。はじめての紹介は書類を先に送ると早い。",
                ),
                basis: Some(Words::from("この1年に5件の紹介で")),
                by: Words::from("ひなた就労支援室"),
                stated_on: day(),
                readable_from: moment().date,
                secretariat: secretariat(),
                answer_fax: Some("072-000-1235".to_owned()),
            }),
        ),
    ];
    all.extend(cases::usual());
    all.extend(consents::usual());
    all.extend(meetings::usual());
    all.extend(coverage::usual());
    all.extend(inquiries::usual());
    all.extend(maps::usual());
    all.extend(handbook::usual());
    all
}

/// The sheets with nothing on them that could be left out.
pub fn empty() -> Vec<(&'static str, Sheet)> {
    let nobody = || Contact {
        name: Words::from("事務局"),
        phone: None,
        hours: None,
        mail: None,
    };
    let mut all = vec![
        (
            "invitation-empty",
            Sheet::Invitation(InvitationSheet {
                network: Words::from("網"),
                for_whom: Words::from("林"),
                role: Words::from("本人"),
                code: Code::in_groups("12345678", 4),
                place: None,
                valid_until: moment(),
                secretariat: nobody(),
            }),
        ),
        (
            "codes-empty",
            Sheet::Codes(CodeSheet {
                network: Words::default(),
                for_whom: Words::default(),
                codes: Vec::new(),
                secretariat: nobody(),
            }),
        ),
        (
            "card-empty",
            Sheet::PersonCard(PersonCard {
                network: Words::from("網"),
                name: None,
                place: Place {
                    address: "https://a.jp".to_owned(),
                    qr: "a".to_owned(),
                },
                lost: nobody(),
            }),
        ),
        (
            "key-empty",
            Sheet::KeyRecovery(KeyRecoverySheet {
                opens: KeyUse::Records,
                network: Words::from("網"),
                mark: "1".to_owned(),
                key: Code::in_groups("", 4),
                qr: String::new(),
                operator: nobody(),
            }),
        ),
        (
            "phone-empty",
            Sheet::PhoneDay(PhoneDaySheet {
                network: Words::from("網"),
                for_whom: None,
                day: day(),
                as_of: Moment {
                    date: day(),
                    minute: Minute::of(8, 40),
                },
                calls: Vec::new(),
                others: Vec::new(),
            }),
        ),
        (
            "phone-bare",
            Sheet::PhoneDay(PhoneDaySheet {
                network: Words::from("網"),
                for_whom: None,
                day: day(),
                as_of: Moment {
                    date: day(),
                    minute: Minute::of(8, 40),
                },
                calls: vec![PhoneCall {
                    agency: Words::from("林"),
                    number: "110".to_owned(),
                    after_number: None,
                    when: CallTime::Untold,
                    hours: Vec::new(),
                    ask_for: None,
                    say: None,
                    avoid: None,
                }],
                others: vec![OtherWay {
                    agency: Words::from("森"),
                    ways: None,
                    say: None,
                    avoid: None,
                }],
            }),
        ),
        (
            "observation-empty",
            Sheet::Observation(ObservationSheet {
                network: Words::from("網"),
                agency: Words::from("林"),
                fax: None,
                address: None,
                head: Words::from("得意"),
                text: Words::from("早い"),
                basis: None,
                by: Words::from("森"),
                stated_on: day(),
                readable_from: moment().date,
                secretariat: nobody(),
                answer_fax: None,
            }),
        ),
    ];
    all.extend(cases::empty());
    all.extend(consents::empty());
    all.extend(meetings::empty());
    all.extend(coverage::empty());
    all.extend(inquiries::empty());
    all.extend(maps::empty());
    all.extend(handbook::empty());
    all
}
