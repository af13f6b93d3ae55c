//! The sheets of a person's own map, as they are usually, with as little as they can have, and with far too much.

use chrono::NaiveDate;
use renkei_domain::map::{
    Ink, Knows, PrintForm, ReachTime, Sheet as Form, Spacing, Turn, WayKind, WhoKind, Wording,
};

use super::day;
use crate::sheets::{
    MapBlankSheet, MapCardSheet, MapEntry, MapForm, MapImage, MapNight, MapPart, MapSheet, MapTell,
    MapTrouble, MapWay, Sheet,
};

/// A picture of 8 × 8 points.
pub fn picture() -> MapImage {
    let file: &[u8] = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x08\x00\x00\x00\x08\x01\x00\x00\x00\x00\xect\x83&\x00\x00\x00\x0bIDATx\xdac`@\x05\x00\x00\x10\x00\x01\xaa\x19\xf8\x82\x00\x00\x00\x00IEND\xaeB`\x82";
    MapImage(file.into())
}

/// The same, with nothing behind its head.
pub fn broken_picture() -> MapImage {
    let whole = picture();
    MapImage(whole.0.get(..40).unwrap().into())
}

pub fn form() -> MapForm {
    MapForm::from(&PrintForm::of(Form::Map))
}

fn other_form() -> MapForm {
    MapForm {
        wording: Wording::Usual,
        spacing: Spacing::Apart,
        ink: Ink::Color,
    }
}

fn until() -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 3, 31).unwrap()
}

pub fn way(kind: WayKind, to: &[&str]) -> MapWay {
    MapWay {
        kind,
        to: to.iter().map(|to| (*to).to_owned()).collect(),
    }
}

/// Somebody of whom no more than a name is known.
pub fn named(name: &str, who: WhoKind) -> MapEntry {
    MapEntry {
        symbol: None,
        picture: None,
        who,
        name: name.to_owned(),
        affiliation: None,
        about: None,
        ways: Vec::new(),
        reachable: Vec::new(),
        reachable_note: None,
        hours: None,
        first_words: None,
        knows: Knows::NotSaid,
        until: None,
        closed_on: None,
    }
}

fn tell(turn: Turn, name: &str, to: &str) -> MapTell {
    MapTell {
        turn,
        symbol: None,
        picture: None,
        name: Some(name.to_owned()),
        way: None,
        to: vec![to.to_owned()],
    }
}

fn night() -> Vec<MapNight> {
    let number = |name: &str, number: &str, hours: &str| MapNight {
        name: Some(name.to_owned()),
        number: number.to_owned(),
        hours: Some(hours.to_owned()),
    };
    vec![
        number("救急車", "119", "いつでも"),
        number(
            "大阪府の夜の相談",
            "072-000-9999",
            "月〜金 午後5時〜夜の12時",
        ),
    ]
}

fn part(entries: impl IntoIterator<Item = MapEntry>) -> MapPart {
    MapPart {
        name: None,
        entries: entries.into_iter().collect(),
    }
}

/// A map as people make it with a supporter in an hour.
pub fn usual_map() -> MapSheet {
    use WayKind::{Mail, Message, NextAppointment, Phone, Visit};
    MapSheet {
        form: form(),
        made_on: day(),
        called: Some("𠮷田 結👍🏽".to_owned()),
        aim: Some("いまの仕事を つづけて、休みの日は 友だちと 出かける。".to_owned()),
        parts: [
            part([
                MapEntry {
                    symbol: Some('★'),
                    affiliation: Some("ひなた就労支援室".to_owned()),
                    about: Some("仕事で こまったこと".to_owned()),
                    ways: vec![way(Phone, &["072-000-1234"])],
                    reachable: vec![ReachTime::WorkingHours],
                    hours: Some("月〜金 午前9時〜午後5時30分".to_owned()),
                    first_words: Some("「高槻さん いますか」".to_owned()),
                    knows: Knows::Knows,
                    until: Some(until()),
                    ..named("定着支援の高槻さん", WhoKind::Person)
                },
                MapEntry {
                    about: Some("休みのこと".to_owned()),
                    ways: vec![way(NextAppointment, &[])],
                    knows: Knows::DoesNotKnow,
                    ..named("上司の髙橋さん", WhoKind::Colleague)
                },
            ]),
            part([MapEntry {
                symbol: Some('●'),
                picture: Some(0),
                affiliation: Some("みほんクリニック".to_owned()),
                about: Some("ねむれないとき".to_owned()),
                ways: vec![way(Phone, &["072-000-1111 音声案内のあと 2"])],
                reachable_note: Some("火曜の午後2時から".to_owned()),
                ..named("小森先生", WhoKind::Agency)
            }]),
            part([
                MapEntry {
                    ways: vec![way(Phone, &["090-0000-0000"]), way(Message, &[])],
                    ..named("母", WhoKind::Family)
                },
                MapEntry {
                    ways: vec![way(Visit, &[])],
                    closed_on: Some(day()),
                    ..named("ほっとスペース", WhoKind::Place)
                },
            ]),
            part([MapEntry {
                picture: Some(1),
                ways: vec![way(Mail, &["yuu@example.jp"])],
                ..named("ゆう👩\u{200D}👩\u{200D}👧", WhoKind::Friend)
            }]),
        ],
        trouble: MapTrouble {
            i_notice: Some("ねむれない日が 3日つづく。\nごはんが 食べられない。".to_owned()),
            others_notice: Some("返事が みじかくなる。".to_owned()),
            helps: Some("しずかなところで 休む。".to_owned()),
            tell: vec![
                tell(Turn::First, "母", "090-0000-0000"),
                tell(Turn::Second, "定着支援の高槻さん", "072-000-1234"),
                tell(Turn::AtNight, "大阪の相談", "0120-000-000"),
            ],
        },
        night: night(),
        pictures: vec![picture(), broken_picture()],
    }
}

/// A map on which nothing was written yet.
pub fn empty_map() -> MapSheet {
    MapSheet {
        form: form(),
        made_on: day(),
        called: None,
        aim: None,
        parts: Default::default(),
        trouble: MapTrouble::default(),
        night: night().into_iter().take(1).collect(),
        pictures: Vec::new(),
    }
}

/// The card of a map with everything that can be chosen, and a picture of who is told first.
pub fn card_of(map: &MapSheet) -> MapCardSheet {
    let trouble = map.trouble.clone();
    let found = |(place, one): (usize, MapTell)| MapTell {
        symbol: Some('★'),
        picture: (place == 0).then_some(0),
        ..one
    };
    MapCardSheet {
        form: map.form,
        made_on: map.made_on,
        called: map.called.clone(),
        tell: trouble.tell.into_iter().enumerate().map(found).collect(),
        night: map.night.clone(),
        i_notice: trouble.i_notice,
        others_notice: trouble.others_notice,
        helps: trouble.helps,
        know: vec!["定着支援の高槻さん".to_owned()],
        pictures: vec![picture()],
    }
}

pub fn usual() -> Vec<(&'static str, Sheet)> {
    let map = usual_map();
    let mut colored = usual_map();
    colored.form = other_form();
    let (list, card) = (colored.clone(), card_of(&map));
    vec![
        ("map", Sheet::Map(map)),
        ("map", Sheet::Map(colored)),
        ("map-list", Sheet::MapList(list)),
        (
            "map-card",
            Sheet::MapCard(MapCardSheet {
                i_notice: None,
                others_notice: None,
                helps: None,
                know: Vec::new(),
                ..card
            }),
        ),
        (
            "map-blank",
            Sheet::MapBlank(MapBlankSheet { form: other_form() }),
        ),
    ]
}

pub fn empty() -> Vec<(&'static str, Sheet)> {
    let bare = MapCardSheet {
        know: Vec::new(),
        ..card_of(&empty_map())
    };
    vec![
        ("map-empty", Sheet::Map(empty_map())),
        ("map-list-empty", Sheet::MapList(empty_map())),
        ("map-card-empty", Sheet::MapCard(bare)),
        (
            "map-blank-plain",
            Sheet::MapBlank(MapBlankSheet { form: form() }),
        ),
    ]
}

/// Somebody with one text everywhere.
fn filled_entry(text: &str) -> MapEntry {
    let some = || Some(text.to_owned());
    let way = |kind: &WayKind| way(*kind, &[text, text]);
    MapEntry {
        symbol: Some('※'),
        picture: Some(0),
        affiliation: some(),
        about: some(),
        ways: WayKind::ALL.iter().map(way).collect(),
        reachable: ReachTime::ALL.to_vec(),
        reachable_note: some(),
        hours: some(),
        first_words: some(),
        knows: Knows::Knows,
        until: Some(until()),
        closed_on: Some(day()),
        ..named(text, WhoKind::Agency)
    }
}

/// A map with one text in every place, and so many entries in each part.
pub fn filled_map(text: &str, entries: usize) -> MapSheet {
    let some = || Some(text.to_owned());
    let part = || MapPart {
        name: some(),
        entries: vec![filled_entry(text); entries],
    };
    let told = |turn: &Turn| tell(*turn, text, text);
    MapSheet {
        form: other_form(),
        made_on: day(),
        called: some(),
        aim: some(),
        parts: [part(), part(), part(), part()],
        trouble: MapTrouble {
            i_notice: some(),
            others_notice: some(),
            helps: some(),
            tell: Turn::ALL.iter().map(told).collect(),
        },
        night: vec![
            MapNight {
                name: some(),
                number: text.to_owned(),
                hours: some(),
            };
            2
        ],
        pictures: vec![picture()],
    }
}

/// A card is not among them: what is longer than a side goes on over the foot of a page (`tests::maps`).
pub fn filled(text: &str) -> Vec<(&'static str, Sheet)> {
    let mut map = filled_map(text, 1);
    // One entry shows what four would.
    for part in &mut map.parts[1..] {
        part.entries.clear();
    }
    vec![
        ("map-filled", Sheet::Map(map.clone())),
        ("map-list-filled", Sheet::MapList(map)),
    ]
}
