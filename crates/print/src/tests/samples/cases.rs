//! The sheets of a case, as they are usually, with as little as they can have, and with far too much.

use super::day;
use crate::Words;
use crate::sheets::{DrawnRing, EmergencySheet, Sheet, TeamEntry, TeamSheet};

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
        contacts: Some(Words::from("1 橋本さん\n2 クリニック")),
        on_seizure: None,
        on_bad_day: Some(Words::from("しずかな部屋で30分休む。\nだめなら帰る。")),
        leave_steps: Some(Words::from("診断書をもらう\n人事課に話す")),
        agreed_on: Some(day()),
        lead: Words::from("社会福祉法人つばさ橋福祉会"),
        keeper: Some(Words::from("高槻 はるか")),
    };
    vec![
        ("team", Sheet::Team(team)),
        ("emergency", Sheet::Emergency(emergency)),
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
    vec![
        ("team-empty", Sheet::Team(team)),
        ("emergency-empty", Sheet::Emergency(emergency)),
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
    vec![
        ("team-filled", Sheet::Team(team)),
        ("emergency-filled", Sheet::Emergency(emergency)),
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
