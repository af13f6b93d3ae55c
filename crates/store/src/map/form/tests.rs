use renkei_domain::map::{Quadrant, WhoKind};
use uuid::Uuid;

use super::*;

fn full() -> ResourceMap {
    let id = |number| Uuid::from_u128(number);
    let prose = |text: &str| Prose::parse(text).ok();
    let line = |text: &str| Line::parse(text).expect("a line");
    let mut map = ResourceMap {
        called: Some(line("𠮷田🌸")),
        aim: prose("じぶんの へやで\nくらす"),
        names: BTreeMap::from([(Quadrant::Leisure, line("すきなこと"))]),
        area: MunicipalityCode::parse("01100").ok(),
        service_ends: NaiveDate::from_ymd_opt(2027, 3, 31),
        ..ResourceMap::default()
    };
    let entry = MapEntryId::from_uuid(id(1));
    map.put(Entry {
        affiliation: Some(line("えだまめ")),
        resource: Some(ResourceId::from_uuid(id(2))),
        employer: EmployerTie::NotTheEmployer,
        about: prose("残業"),
        ways: vec![Way {
            kind: WayKind::Phone,
            to: Some(line("072-000-0001")),
        }],
        reachable: BTreeSet::from([ReachTime::Evening, ReachTime::WorkingHours]),
        reachable_note: Some(line("午後2時から")),
        first_words: prose("いま いいですか"),
        knows: Knows::Knows,
        until: NaiveDate::from_ymd_opt(2027, 3, 31),
        symbol: Some(Symbol::Star),
        picture: Some(MapPictureId::from_uuid(id(3))),
        ..Entry::named(entry, Quadrant::Work, WhoKind::Agency, line("定着支援"))
    });
    map.trouble = Trouble {
        i_notice: prose("ねむれない"),
        others_notice: prose("しずかになる"),
        helps: prose("休む"),
        tell: BTreeMap::from([
            (Turn::First, Tell::Entry(entry)),
            (
                Turn::AtNight,
                Tell::Written {
                    name: line("母"),
                    to: None,
                    employer: EmployerTie::NotSaid,
                },
            ),
        ]),
    };
    map
}

fn through(map: &ResourceMap) -> Result<ResourceMap, NotAMap> {
    let text = serde_json::to_string(&WrittenMap::of(map)).map_err(|_| NotAMap)?;
    let written: WrittenMap = serde_json::from_str(&text).map_err(|_| NotAMap)?;
    written.read()
}

#[test]
fn nothing_of_a_map_is_lost_as_text() {
    for map in [full(), ResourceMap::default()] {
        assert_eq!(through(&map).as_ref(), Ok(&map));
    }
}

#[test]
fn what_this_version_does_not_know_is_refused() {
    let known = serde_json::json!({ "version": 1 });
    for (name, value) in [
        ("version", serde_json::json!(2)),
        ("mood", serde_json::json!("good")),
        ("names", serde_json::json!({ "money": "おかね" })),
        ("area", serde_json::json!(272_070)),
    ] {
        let mut text = known.clone();
        text[name] = value;
        let written = serde_json::from_value::<WrittenMap>(text);
        let read = written.map_err(|_| NotAMap).and_then(|map| map.read());
        assert!(read.is_err(), "{name}");
    }
    let written = serde_json::from_value::<WrittenMap>(known).map_err(|_| NotAMap);
    let read = written.and_then(|map| map.read());
    assert_eq!(read, Ok(ResourceMap::default()));
}
