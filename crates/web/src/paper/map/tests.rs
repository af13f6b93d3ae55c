use std::collections::BTreeSet;

use chrono::NaiveDate;
use renkei_domain::cases::employment::EmployerTie;
use renkei_domain::ids::{MapEntryId, ResourceId};
use renkei_domain::map::{Answers, Ink, ResourceMap, Spacing, Symbol, Way, WhoKind, Wording};
use uuid::Uuid;

use super::*;

fn text(text: &str) -> Line {
    Line::parse(text).expect("a line")
}

fn notes(text: &str) -> Option<Prose> {
    Prose::parse(text).ok()
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day")
}

fn resource() -> ResourceId {
    ResourceId::from_uuid(Uuid::from_u128(1))
}

fn picture_id(number: u128) -> MapPictureId {
    MapPictureId::from_uuid(Uuid::from_u128(number))
}

fn phone(number: &str) -> Way {
    Way {
        kind: WayKind::Phone,
        to: Some(text(number)),
    }
}

fn office() -> Entry {
    let id = MapEntryId::from_uuid(Uuid::from_u128(1));
    Entry {
        resource: Some(resource()),
        ways: vec![phone("072-000-0009")],
        knows: Knows::Knows,
        picture: Some(picture_id(2)),
        ..Entry::named(id, Quadrant::MindBody, WhoKind::Agency, text("𠮷田先生"))
    }
}

/// A map with one office, which the directory knows, and a bad day.
fn printed(form: PrintForm) -> PrintedMap {
    let entry = office();
    let mut map = ResourceMap {
        called: Some(text("山田 花子")),
        ..ResourceMap::default()
    };
    map.trouble.i_notice = notes("ねむれない");
    let written = Tell::Written {
        name: text("こもれびこころのクリニック"),
        to: Some(text("072-000-0005（精神科外来）")),
        employer: EmployerTie::NotTheEmployer,
    };
    map.trouble.tell.insert(Turn::First, Tell::Entry(entry.id));
    map.trouble.tell.insert(Turn::AtNight, written);
    map.entries.push(entry);
    PrintedMap {
        map,
        current: vec![CurrentContact {
            resource: resource(),
            name: text("みほん精神科病院"),
            phones: vec!["072-000-0001".to_owned()],
            hours: Some("月-金 9:00-17:00".to_owned()),
            closed_on: None,
            at_night: false,
        }],
        night: vec![
            NightNumber::ambulance(),
            NightNumber {
                resource: None,
                name: "大阪府精神科救急".to_owned(),
                number: "072-000-0003".to_owned(),
                hours: None,
                answers: Answers::AllNight,
            },
        ],
        made_on: day(),
        form,
    }
}

fn made(map: &PrintedMap) -> MapSheet {
    match to_print(map, &[]).sheet {
        renkei_print::Sheet::Map(made) => made,
        other => panic!("another sheet: {other:?}"),
    }
}

fn made_card(map: &PrintedMap) -> MapCardSheet {
    match to_print(map, &[]).sheet {
        renkei_print::Sheet::MapCard(made) => made,
        other => panic!("another sheet: {other:?}"),
    }
}

#[test]
fn a_person_reads_the_number_and_hours_of_now_before_their_own_and_the_file_names_nobody() {
    let mut map = printed(PrintForm::of(Sheet::Map));
    let to_print = to_print(&map, &[]);
    assert_eq!(to_print.ruby, Ruby::On);
    assert!(!to_print.name.contains("花子"), "files lie about");
    let [_, part, ..] = made(&map).parts;
    let entry = &part.entries[0];
    assert_eq!(entry.ways[0].to, ["072-000-0001", "072-000-0009"]);
    assert_eq!(entry.hours.as_deref(), Some("月〜金 午前9時〜午後5時"));
    assert_eq!(entry.affiliation.as_deref(), Some("みほん精神科病院"));
    assert_eq!(made(&map).trouble.tell[0].to, entry.ways[0].to);
    map.current[0].closed_on = Some(day());
    let [_, part, ..] = made(&map).parts;
    let entry = &part.entries[0];
    assert_eq!(
        entry.ways[0].to,
        ["072-000-0009"],
        "what was published ended"
    );
    assert_eq!((entry.closed_on, &entry.hours), (Some(day()), &None));
}

#[test]
fn a_number_is_not_told_twice_and_one_of_the_directory_alone_is_told_too() {
    let mut map = printed(PrintForm::of(Sheet::Map));
    for (own, expected) in [
        (vec![phone("072-000-0001")], 1),
        (vec![phone("0720000001")], 1),
        (Vec::new(), 1),
        (vec![phone("072-000-0009"), phone("072-000-0008")], 3),
    ] {
        map.map.entries[0].ways = own;
        let [_, part, ..] = made(&map).parts;
        let told: Vec<&String> = part.entries[0]
            .ways
            .iter()
            .flat_map(|way| &way.to)
            .collect();
        assert_eq!(told.len(), expected, "{told:?}");
        assert_eq!(told[0], "072-000-0001");
    }
}

#[test]
fn a_card_tells_neither_a_name_nor_an_illness_until_the_person_chose_it() {
    let plain = made_card(&printed(PrintForm::of(Sheet::Card)));
    let told = format!("{plain:?}");
    for word in ["花子", "ねむれない", "精神", "こころ", "クリニック"] {
        assert!(!told.contains(word), "{word} in {told}");
    }
    assert_eq!(plain.tell.len(), 2);
    assert_eq!(plain.tell[1].to, ["072-000-0005"]);
    assert_eq!(plain.night[1].number, "072-000-0003");
    assert_eq!(plain.night[0].name.as_deref(), Some("救急車"));
    let chosen = made_card(&printed(PrintForm {
        card: BTreeSet::from([CardPart::Name, CardPart::Illness]),
        ..PrintForm::of(Sheet::Card)
    }));
    assert_eq!(chosen.called.as_deref(), Some("山田 花子"));
    assert_eq!(chosen.i_notice.as_deref(), Some("ねむれない"));
    assert_eq!(chosen.know, ["𠮷田先生"]);
    assert_eq!(
        chosen.tell[1].name.as_deref(),
        Some("こもれびこころのクリニック")
    );
}

#[test]
fn whoever_has_no_number_is_told_by_the_way_that_the_person_likes_best() {
    let by = |kind, to: &str| Way {
        kind,
        to: Line::parse(to).ok(),
    };
    let mut map = printed(PrintForm::of(Sheet::Card));
    let told = |map: &PrintedMap| {
        let first = made_card(map).tell.into_iter().next();
        first
            .map(|first| (first.way, first.to))
            .expect("whom to tell")
    };
    map.map.entries[0].ways = vec![
        by(WayKind::Phone, ""),
        by(WayKind::Message, "ゆうのLINE"),
        by(WayKind::Visit, "2階"),
    ];
    assert_eq!(told(&map), (None, vec!["072-000-0001".to_owned()]));
    map.current.clear();
    let expected = (Some(WayKind::Message), vec!["ゆうのLINE".to_owned()]);
    assert_eq!(told(&map), expected);
    map.map.entries[0].ways[1] = by(WayKind::Mail, "123@hospital.example.jp");
    assert_eq!(
        told(&map),
        (Some(WayKind::Mail), Vec::new()),
        "an address that tells of an illness is not on the card"
    );
    map.map.entries[0].ways = vec![by(WayKind::NextAppointment, "")];
    assert_eq!(told(&map), (Some(WayKind::NextAppointment), Vec::new()));
}

#[test]
fn a_picture_stands_beside_whom_it_was_chosen_for_and_no_other_is_taken() {
    let png = b"\x89PNG\r\n\x1A\n  IEND\xAE\x42\x60\x82".to_vec();
    let picture = MapPicture::read(png).expect("a picture");
    let held = [
        (picture_id(1), picture.clone()),
        (picture_id(2), picture.clone()),
    ];
    let map = printed(PrintForm::of(Sheet::List));
    let renkei_print::Sheet::MapList(made) = to_print(&map, &held).sheet else {
        panic!("another sheet");
    };
    assert_eq!(made.pictures.len(), 1);
    assert_eq!(made.parts[1].entries[0].picture, Some(0));
    let renkei_print::Sheet::MapList(made) = to_print(&map, &[]).sheet else {
        panic!("another sheet");
    };
    assert_eq!(made.parts[1].entries[0].picture, None);
}

#[test]
fn a_card_has_sign_and_picture_of_whom_it_names_and_none_of_whom_it_does_not() {
    let png = b"\x89PNG\r\n\x1A\n  IEND\xAE\x42\x60\x82".to_vec();
    let picture = MapPicture::read(png).expect("a picture");
    let held = [
        (picture_id(1), picture.clone()),
        (picture_id(2), picture.clone()),
    ];
    let mut map = printed(PrintForm::of(Sheet::Card));
    let made = |map: &PrintedMap| match to_print(map, &held).sheet {
        renkei_print::Sheet::MapCard(made) => made,
        other => panic!("another sheet: {other:?}"),
    };
    map.map.entries[0].symbol = Some(Symbol::Star);
    let card = made(&map);
    assert_eq!(
        card.pictures.len(),
        1,
        "that of nobody on the card is not taken"
    );
    assert_eq!(
        (card.tell[0].symbol, card.tell[0].picture),
        (Some('★'), Some(0))
    );
    assert_eq!((card.tell[1].symbol, card.tell[1].picture), (None, None));
    map.map.entries[0].name = text("みほん精神科");
    let card = made(&map);
    assert_eq!((&card.tell[0].name, card.tell[0].picture), (&None, None));
    assert_eq!(
        card.tell[0].symbol,
        Some('★'),
        "a sign tells nothing of anybody"
    );
}

#[test]
fn every_form_has_the_words_and_the_ink_that_were_chosen() {
    for sheet in Sheet::ALL {
        let form = PrintForm {
            ink: Ink::Color,
            ruby: Readings::Without,
            wording: Wording::Usual,
            spacing: Spacing::Apart,
            ..PrintForm::of(*sheet)
        };
        let expected = MapForm::from(&form);
        let to_print = to_print(&printed(form), &[]);
        assert_eq!(to_print.ruby, Ruby::Off);
        let (made, is_blank) = match to_print.sheet {
            renkei_print::Sheet::Map(made) | renkei_print::Sheet::MapList(made) => {
                (made.form, false)
            }
            renkei_print::Sheet::MapCard(made) => (made.form, false),
            renkei_print::Sheet::MapBlank(made) => (made.form, true),
            other => panic!("another sheet: {other:?}"),
        };
        assert_eq!((made, is_blank), (expected, sheet.is_blank()));
    }
}
