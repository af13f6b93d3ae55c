//! The sheets of a case, as they are usually, with as little as they can have, and with far too much.

use super::day;
use crate::sheets::{
    CopyEntry, CopyFact, CopySection, CopyWithheld, DrawnRing, EmergencySheet, PersonCopySheet,
    RecordEntry, RecordsSheet, Sheet, TeamEntry, TeamSheet,
};
use crate::{Contact, Words};

fn member(ring: DrawnRing, place: &str, agency: &str) -> TeamEntry {
    TeamEntry {
        ring,
        place: Words::from(place),
        agency: Words::from(agency),
        contact: None,
        does: None,
        reach: Some(Words::from("平日の午後に電話")),
    }
}

fn record(agency: &str) -> RecordEntry {
    RecordEntry {
        on: day(),
        agency: Words::from(agency),
        contact: Some(Words::read("小森", "こもり").then("（医師）")),
        body: Some(Words::from("医療法人こもれび　代表者 小森 太郎")),
        address: Some(Words::from("大阪府高槻市みほん町1-2-3")),
        of: Some(Words::from("山﨑 陽")),
        what: Words::from("基本情報、服薬・通院"),
        said: None,
        purpose: Some(Words::from("体調不良時の対応")),
        means: Words::from("電話"),
        basis: Words::from("本人の同意"),
        obtained: None,
        by: Words::from("高槻 はるか"),
    }
}

fn fact(label: &str, lines: &[&str]) -> CopyFact {
    CopyFact {
        label: Words::from(label),
        lines: lines.iter().map(|line| Words::from(*line)).collect(),
    }
}

fn person_copy() -> PersonCopySheet {
    let person = CopyEntry {
        heading: Words::read("山﨑", "やまさき").then(" 陽 さん"),
        facts: vec![
            fact("生年月日", &["1998年4月1日(水)（平成10年）"]),
            fact("話すときに助けになること", &["ゆっくり話す。\n紙に書く。"]),
        ],
    };
    let consent = CopyEntry {
        heading: Words::from("ぐあいが わるいとき"),
        facts: vec![
            fact("伝えてよいこと", &["くすりのこと", "できるしごと"]),
            fact(
                "伝えてよいこと（正式なことば）",
                &["服薬、通院、診療及び治療の状況に関する情報（要配慮個人情報）"],
            ),
        ],
    };
    let note = CopyEntry {
        heading: Words::from("2026年11月18日(水)（令和8年） 職場"),
        facts: vec![fact(
            "内容",
            &["職場を訪問。休けいの取り方を いっしょに決めた。"],
        )],
    };
    let section = |heading: Words, entry| CopySection {
        heading,
        entries: vec![entry],
    };
    PersonCopySheet {
        network: Words::from("高槻・島本 はたらく応援ネットワーク"),
        for_whom: Words::read("山﨑", "やまさき").then(" 陽 さん"),
        lead: Words::from("社会福祉法人つばさ橋福祉会"),
        as_of: day(),
        at_once: vec![
            section(Words::from("あなたのこと"), person),
            section(Words::read("同意", "どうい"), consent),
        ],
        released: vec![section(Words::from("支援の記録"), note)],
        withheld: vec![CopyWithheld {
            kind: Words::from("聞いた記録（受領記録）"),
            why: Words::from("ほかの人が言ったことが 書いてあるので、わたせません。"),
            ground: Some(Words::from("個人情報保護法33条2項1号")),
            reason: Some(Words::from("主治医の言葉があるため。")),
            on: day(),
        }],
        due: Some(day()),
        ask: Contact {
            name: Words::from("高槻 はるか（社会福祉法人つばさ橋福祉会）"),
            phone: None,
            hours: None,
            mail: None,
        },
    }
}

pub fn usual() -> Vec<(&'static str, Sheet)> {
    let centre = TeamEntry {
        contact: Some(Words::read("橋本", "はしもと").then("（生活支援担当）")),
        ..member(
            DrawnRing::Outer,
            "地域・まとめ役",
            "就業・生活支援センター つばさ橋",
        )
    };
    let company = TeamEntry {
        reach: None,
        ..member(DrawnRing::Inner, "会社", "株式会社みほん商会 人事課")
    };
    let team = TeamSheet {
        network: Words::from("高槻・島本 はたらく応援ネットワーク"),
        for_whom: Words::from("№483-920"),
        lead: Words::from("社会福祉法人つばさ橋福祉会"),
        keeper: None,
        as_of: day(),
        members: vec![
            company,
            member(
                DrawnRing::Middle,
                "福祉・医療",
                "こもれびこころのクリニック",
            ),
            centre,
        ],
    };
    let emergency = EmergencySheet {
        network: Words::from("高槻・島本 はたらく応援ネットワーク"),
        for_whom: Words::read("山﨑", "やまさき")
            .then(" ")
            .then_read("陽", "はる"),
        doctor: Some(Words::from("こもれびこころのクリニック 小森先生")),
        doctor_phone: Some("072-000-0302".to_owned()),
        contacts: Some(Words::lines("1 橋本さん\n2 クリニック")),
        on_seizure: None,
        on_bad_day: Some(Words::lines("しずかな部屋で30分休む。\nだめなら帰る。")),
        leave_steps: Some(Words::lines("診断書をもらう\n人事課に話す")),
        agreed_on: Some(day()),
        lead: Words::from("社会福祉法人つばさ橋福祉会"),
        keeper: Some(Words::from("高槻 はるか")),
    };
    let clinic = "こもれびこころのクリニック";
    let received = RecordEntry {
        said: Some(Words::from(
            "来月から通院が2週に1回になる。\n薬はかわらない。",
        )),
        purpose: None,
        obtained: Some(Words::from("自分の支援や診療のなかで知った")),
        ..record(clinic)
    };
    let records = RecordsSheet {
        network: Words::from("高槻・島本 はたらく応援ネットワーク"),
        for_whom: Words::read("山﨑", "やまさき").then(" 陽 さん"),
        lead: Words::from("社会福祉法人つばさ橋福祉会"),
        lead_place: Some(Words::from("大阪府高槻市みほん町9-9　つばさ 橋子")),
        from: Some(day()),
        until: day(),
        told: (0..6).map(|_| record(clinic)).collect(),
        heard: vec![received],
    };
    vec![
        ("team", Sheet::Team(team)),
        ("emergency", Sheet::Emergency(emergency)),
        ("records", Sheet::Records(records)),
        ("person-copy", Sheet::PersonCopy(person_copy())),
    ]
}

pub fn empty() -> Vec<(&'static str, Sheet)> {
    let team = TeamSheet {
        network: Words::from("網"),
        for_whom: Words::from("林"),
        lead: Words::from("森"),
        keeper: None,
        as_of: day(),
        members: Vec::new(),
    };
    let emergency = EmergencySheet {
        network: Words::from("網"),
        for_whom: Words::from("林"),
        doctor: None,
        doctor_phone: None,
        contacts: None,
        on_seizure: None,
        on_bad_day: None,
        leave_steps: None,
        agreed_on: None,
        lead: Words::from("森"),
        keeper: None,
    };
    let records = RecordsSheet {
        network: Words::from("網"),
        for_whom: Words::from("林"),
        lead: Words::from("森"),
        lead_place: None,
        from: None,
        until: day(),
        told: Vec::new(),
        heard: Vec::new(),
    };
    let person_copy = PersonCopySheet {
        network: Words::from("網"),
        for_whom: Words::from("林"),
        lead: Words::from("森"),
        at_once: Vec::new(),
        released: Vec::new(),
        withheld: Vec::new(),
        due: None,
        ..person_copy()
    };
    vec![
        ("team-empty", Sheet::Team(team)),
        ("emergency-empty", Sheet::Emergency(emergency)),
        ("records-empty", Sheet::Records(records)),
        ("person-copy-empty", Sheet::PersonCopy(person_copy)),
    ]
}

/// The sheets with one text in every place where a text can stand.
pub fn filled(text: &str) -> Vec<(&'static str, Sheet)> {
    let words = || Words::from(text).then_read(text, text);
    let member = |ring| TeamEntry {
        ring,
        place: words(),
        agency: words(),
        contact: Some(words()),
        does: Some(words()),
        reach: Some(words()),
    };
    let rings = [DrawnRing::Inner, DrawnRing::Middle, DrawnRing::Outer];
    let team = TeamSheet {
        network: words(),
        for_whom: words(),
        lead: words(),
        keeper: Some(words()),
        as_of: day(),
        members: rings.map(member).to_vec(),
    };
    let emergency = EmergencySheet {
        network: words(),
        for_whom: words(),
        doctor: Some(words()),
        doctor_phone: Some(text.to_owned()),
        contacts: Some(words()),
        on_seizure: Some(words()),
        on_bad_day: Some(words()),
        leave_steps: Some(words()),
        agreed_on: Some(day()),
        lead: words(),
        keeper: Some(words()),
    };
    let record = RecordEntry {
        on: day(),
        agency: words(),
        contact: Some(words()),
        body: Some(words()),
        address: Some(words()),
        of: Some(words()),
        what: words(),
        said: Some(words()),
        purpose: Some(words()),
        means: words(),
        basis: words(),
        obtained: Some(words()),
        by: words(),
    };
    let records = RecordsSheet {
        network: words(),
        for_whom: words(),
        lead: words(),
        lead_place: Some(words()),
        from: Some(day()),
        until: day(),
        told: vec![record.clone()],
        heard: vec![record],
    };
    let section = CopySection {
        heading: words(),
        entries: vec![CopyEntry {
            heading: words(),
            facts: vec![CopyFact {
                label: words(),
                lines: vec![words(), words()],
            }],
        }],
    };
    let person_copy = PersonCopySheet {
        network: words(),
        for_whom: words(),
        lead: words(),
        as_of: day(),
        at_once: vec![section.clone()],
        released: vec![section],
        withheld: vec![CopyWithheld {
            kind: words(),
            why: words(),
            ground: Some(words()),
            reason: Some(words()),
            on: day(),
        }],
        due: Some(day()),
        ask: Contact {
            name: words(),
            phone: Some(text.to_owned()),
            hours: Some(text.to_owned()),
            mail: Some(text.to_owned()),
        },
    };
    vec![
        ("team-filled", Sheet::Team(team)),
        ("emergency-filled", Sheet::Emergency(emergency)),
        ("records-filled", Sheet::Records(records)),
        ("person-copy-filled", Sheet::PersonCopy(person_copy)),
    ]
}

/// A team as large as a team may be, all of it in one ring.
#[test]
fn thirty_members_of_one_ring_stand_beside_one_another() {
    use crate::render::set;
    use crate::tests::look::faults;
    use crate::tests::samples::options;
    for ring in [DrawnRing::Middle, DrawnRing::Outer] {
        let members = (0..30).map(|_| member(ring, "地域", "まちの縁側"));
        let sheet = Sheet::Team(TeamSheet {
            network: Words::from("網"),
            for_whom: Words::from("№483-920"),
            lead: Words::from("森"),
            keeper: None,
            as_of: day(),
            members: members.collect(),
        });
        let (document, _) = set(&sheet, &options()).expect("a sheet");
        let found = faults(&document);
        assert!(found.is_empty(), "{found:#?}");
    }
}
