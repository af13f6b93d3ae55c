use std::collections::BTreeSet;

use chrono::NaiveDate;
use uuid::Uuid;

use super::*;
use crate::cases::employment::EmployerTie;
use crate::consent::{Categories, InformationCategory};
use crate::directory::hours::Hours;
use crate::ids::{MapEntryId, ResourceId};
use crate::text::{Line, Prose};
use crate::told::Told;

mod changes;

fn line(text: &str) -> Line {
    Line::parse(text).expect("a line")
}

fn prose(text: &str) -> Prose {
    Prose::parse(text).expect("a text")
}

fn id(number: u128) -> MapEntryId {
    MapEntryId::from_uuid(Uuid::from_u128(number))
}

fn resource(number: u128) -> ResourceId {
    ResourceId::from_uuid(Uuid::from_u128(number))
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 3, day).expect("a day")
}

fn entry(number: u128, quadrant: Quadrant, name: &str) -> Entry {
    Entry::named(id(number), quadrant, WhoKind::Agency, line(name))
}

fn map(entries: impl IntoIterator<Item = Entry>) -> ResourceMap {
    ResourceMap {
        entries: entries.into_iter().collect(),
        ..ResourceMap::default()
    }
}

#[test]
fn a_quadrant_has_the_name_that_the_person_gave_it() {
    let mut map = map([]);
    assert_eq!(map.name_of(Quadrant::Leisure, Wording::Plain), "たのしみ");
    assert_eq!(map.name_of(Quadrant::Leisure, Wording::Usual), "余暇の充実");
    map.names.insert(Quadrant::Leisure, line("すきなこと"));
    assert_eq!(map.name_of(Quadrant::Leisure, Wording::Usual), "すきなこと");
}

#[test]
fn entries_keep_the_order_of_the_person_in_their_quadrant() {
    let mut map = map([
        entry(1, Quadrant::Work, "い"),
        entry(2, Quadrant::Living, "ろ"),
        entry(3, Quadrant::Work, "は"),
    ]);
    let names = |map: &ResourceMap, quadrant| -> String {
        let entries = map.entries_of(quadrant);
        entries.map(|entry| entry.name.to_string()).collect()
    };
    assert_eq!(map.move_up(id(3)), Ok(()));
    assert_eq!(names(&map, Quadrant::Work), "はい");
    assert_eq!(map.move_up(id(3)), Ok(()), "the first one stays");
    assert_eq!(names(&map, Quadrant::Work), "はい");
    map.put(entry(1, Quadrant::Living, "い"));
    assert_eq!(names(&map, Quadrant::Living), "ろい");
    assert_eq!(map.move_up(id(9)), Err(MapFault::UnknownEntry));
}

#[test]
fn who_is_taken_out_is_told_on_a_bad_day_no_more() {
    let mut map = map([entry(1, Quadrant::Work, "い")]);
    map.trouble.tell.insert(Turn::First, Tell::Entry(id(1)));
    assert_eq!(map.clone().checked().as_ref(), Ok(&map));
    let taken = map.take_out(id(1));
    assert_eq!(taken.map(|entry| entry.id), Ok(id(1)));
    assert!(map.is_empty());
    map.trouble.tell.insert(Turn::First, Tell::Entry(id(1)));
    assert_eq!(map.checked(), Err(MapFault::UnknownTell));
}

#[test]
fn what_paper_cannot_take_is_refused_with_its_place() {
    let long = |chars: usize| "あ".repeat(chars);
    let name = Entry {
        name: line(&long(101)),
        ..entry(1, Quadrant::Work, "い")
    };
    let fault = map([name]).checked();
    assert_eq!(
        fault.map_err(|fault| fault.to_string()),
        Err("「だれに」が長すぎます。100文字までにしてください。".to_owned())
    );
    let mut aim = map([]);
    aim.aim = Some(prose(&long(200)));
    assert!(aim.clone().checked().is_ok());
    aim.aim = Some(prose(&long(201)));
    assert!(aim.checked().is_err());
    let many = |count: u128| map((0..count).map(|one| entry(one, Quadrant::Work, "い")));
    assert!(many(60).checked().is_ok());
    assert_eq!(many(61).checked(), Err(MapFault::Full));
    let twice = map([
        entry(1, Quadrant::Work, "い"),
        entry(1, Quadrant::Work, "ろ"),
    ]);
    assert_eq!(twice.checked(), Err(MapFault::Twice));
    let way = Way {
        kind: WayKind::Phone,
        to: None,
    };
    let ways = Entry {
        ways: vec![way; 7],
        ..entry(1, Quadrant::Work, "い")
    };
    assert_eq!(map([ways]).checked(), Err(MapFault::TooManyWays));
}

#[test]
fn a_number_that_answers_at_night_is_known_by_its_hours() {
    let every_day = |plan: &str| format!("月-日 {plan}; 祝 {plan}; 年末年始 {plan}");
    for (hours, answers, is_whole) in [
        (every_day("0:00-24:00"), Answers::AllNight, true),
        (every_day("9:00-9:00"), Answers::AllNight, true),
        ("月-金 17:00-9:00".to_owned(), Answers::AllNight, false),
        ("月-日 0:00-24:00".to_owned(), Answers::AllNight, false),
        (every_day("16:00-21:00"), Answers::Evening, false),
        (
            "月-金 9:30-17:00; 土日 休み".to_owned(),
            Answers::ByDay,
            false,
        ),
        (String::new(), Answers::ByDay, false),
    ] {
        let read = match hours.as_str() {
            "" => Hours::default(),
            text => Hours::parse(text).expect("hours"),
        };
        assert_eq!(Answers::of(&read), answers, "{hours}");
        assert_eq!(read.is_around_the_clock(), is_whole, "{hours}");
    }
}

fn gaps_of(map: &ResourceMap) -> Vec<Gap> {
    map.gaps(&KnownEnds::new())
}

#[test]
fn a_day_that_a_case_knows_counts_until_the_person_writes_another() {
    let id = ResourceId::from_uuid(Uuid::from_u128(7));
    let listed = Entry {
        resource: Some(id),
        ..entry(1, Quadrant::Work, "定着支援 えだまめ")
    };
    let ends = KnownEnds::from([(id, day(20))]);
    let after = |map: &ResourceMap| {
        let gaps = map.gaps(&ends).into_iter();
        let days = gaps.filter_map(|gap| match gap {
            Gap::NobodyAfter(quadrant, day) => Some((quadrant, day)),
            _ => None,
        });
        days.collect::<Vec<_>>()
    };
    let mut one = map([listed.clone()]);
    assert_eq!(after(&one), [(Quadrant::Work, day(20))]);
    let longer = Entry {
        until: Some(day(31)),
        ..listed
    };
    one.put(longer);
    assert!(
        after(&one).is_empty(),
        "what the person wrote of them goes before it"
    );
    one.service_ends = Some(day(31));
    assert_eq!(after(&one), [(Quadrant::Work, day(31))]);
    one.put(entry(2, Quadrant::Work, "ゆう"));
    assert!(after(&one).is_empty(), "somebody stays");
}

#[test]
fn gaps_are_named_kindly() {
    let empty = map([]);
    let codes =
        |map: &ResourceMap| -> Vec<&str> { gaps_of(map).into_iter().map(Gap::code).collect() };
    assert_eq!(codes(&empty), ["nobody_in"; 4]);
    let ending = |number, quadrant| Entry {
        until: Some(day(31)),
        ..entry(number, quadrant, "定着支援 えだまめ")
    };
    let mut one = map([
        ending(1, Quadrant::Work),
        ending(2, Quadrant::MindBody),
        ending(3, Quadrant::Living),
        ending(4, Quadrant::Leisure),
    ]);
    assert_eq!(codes(&one), ["nobody_outside_working_hours", "only_one"]);
    one.service_ends = Some(day(31));
    assert_eq!(codes(&one).len(), 6);
    let said = gaps_of(&one).last().map(|gap| gap.said(&one));
    let expected = "2027年3月31日 の あとは どうですか。「たのしみ」で 話せる 人を いっしょに さがしましょう。";
    assert_eq!(said.as_deref(), Some(expected));
    let friend = Entry {
        reachable: BTreeSet::from([ReachTime::Evening]),
        ..entry(5, Quadrant::Leisure, "ゆう")
    };
    one.put(friend);
    assert_eq!(codes(&one), ["nobody_after"; 3]);
}

#[test]
fn while_employment_is_closed_nobody_of_the_employer_is_shown() {
    let mut own = map([
        Entry {
            who: WhoKind::Colleague,
            ..entry(1, Quadrant::Leisure, "上司")
        },
        entry(2, Quadrant::MindBody, "産業医"),
        Entry {
            employer: EmployerTie::NotTheEmployer,
            ..entry(3, Quadrant::MindBody, "主治医")
        },
        Entry {
            who: WhoKind::Family,
            ..entry(4, Quadrant::Living, "母")
        },
        Entry {
            resource: Some(resource(5)),
            ..entry(5, Quadrant::Work, "就ポツ")
        },
        Entry {
            resource: Some(resource(6)),
            ..entry(6, Quadrant::Work, "会社の病院")
        },
    ]);
    let written = |employer| Tell::Written {
        name: line("課長"),
        to: None,
        employer,
    };
    own.trouble.tell.insert(Turn::First, Tell::Entry(id(1)));
    own.trouble.tell.insert(Turn::Second, Tell::Entry(id(3)));
    let unsaid = written(EmployerTie::NotSaid);
    own.trouble.tell.insert(Turn::Third, unsaid);
    assert_eq!(shared_copy(&own, &AtWork::Open), own);
    let closed = AtWork::Closed(BTreeSet::from([resource(6)]));
    let copy = shared_copy(&own, &closed);
    let names: Vec<&str> = copy.entries.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["主治医", "母", "就ポツ"]);
    let told: Vec<Turn> = copy.trouble.tell.keys().copied().collect();
    assert_eq!(told, [Turn::Second]);
    assert!(copy.checked().is_ok());
}

#[test]
fn a_copy_says_what_it_tells_of_the_person() {
    use InformationCategory as C;
    let mut map = map([Entry {
        employer: EmployerTie::NotTheEmployer,
        knows: Knows::Knows,
        ..entry(1, Quadrant::MindBody, "主治医")
    }]);
    let told = |map: &ResourceMap| shown_categories(map).into_iter().collect::<Vec<_>>();
    assert_eq!(told(&map), [C::Basic, C::DisabilityDiagnosis]);
    map.trouble.i_notice = Some(prose("ねむれない"));
    assert!(told(&map).contains(&C::Emergency));
    map.put(entry(2, Quadrant::Work, "課長"));
    assert!(told(&map).contains(&C::EmployerInfo));
    for may_show in [
        Categories::from([C::Basic]),
        Categories::from([C::Basic, C::Emergency]),
        told(&map).into_iter().collect(),
    ] {
        let cut = cut_to(&map, &may_show);
        assert!(shown_categories(&cut).is_subset(&may_show), "{may_show:?}");
        assert_eq!(cut.entries.len() == 2, may_show.len() > 2);
    }
}

#[test]
fn a_form_is_one_word_that_reads_back() {
    let plain = PrintForm::of(Sheet::Map);
    assert_eq!(plain.code(), "map.black_white.ruby.plain.unspaced");
    let card = PrintForm {
        card: BTreeSet::from([CardPart::Name]),
        ink: Ink::Color,
        ..PrintForm::of(Sheet::Card)
    };
    for form in [plain.clone(), card] {
        assert_eq!(PrintForm::from_code(&form.code()), Some(form));
    }
    assert_eq!(PrintForm::from_code("map"), Some(plain));
    for word in ["", "ruby", "map.", "map.red"] {
        assert_eq!(PrintForm::from_code(word), None, "{word}");
    }
}

#[test]
fn a_map_shows_itself_to_no_log() {
    let mut map = map([entry(1, Quadrant::Work, "上司の佐藤")]);
    map.trouble.i_notice = Some(prose("ねむれない"));
    let shown = format!("{map:?} {:?} {:?}", map.entries, map.trouble);
    assert!(!shown.contains("佐藤") && !shown.contains("ねむれない"));
}
