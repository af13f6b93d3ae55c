//! What stands in a handbook, and what does not.

use chrono::NaiveDate;
use renkei_app::paper::Letterhead;
use renkei_domain::directory::comparison::Comparison;
use renkei_domain::directory::hours::Hours;
use renkei_domain::directory::kind::ResourceKind;

use super::*;

fn text(text: &str) -> Line {
    Line::parse(text).expect("a line")
}

fn bare(kind: ResourceKind, name: &str) -> HandbookEntry {
    HandbookEntry {
        kind,
        kind_in_words: kind.word().to_owned(),
        name: text(name),
        kana: None,
        organization: Some("みほん福祉会".to_owned()),
        municipality: Some("高槻市".to_owned()),
        ways: Vec::new(),
        never: Vec::new(),
        phones: Vec::new(),
        fax: None,
        mail: None,
        address: None,
        hours: Hours::default(),
        hours_note: None,
        comparison: Comparison::default(),
        designated: None,
        places: None,
        said: Vec::new(),
        languages: Vec::new(),
        access: Vec::new(),
        confirmed: Confirmed::Never,
    }
}

fn by(channel: Channel, target: &str) -> Way {
    Way {
        channel,
        target: Some(text(target)),
        after_dialling: vec!["内線 12".to_owned()],
        is_doubtful: false,
        person: None,
        ask_for: None,
        desk: Some(text("相談室")),
        hours: None,
        etiquette: Some(text("名のってから")),
    }
}

#[test]
fn an_entry_tells_how_it_is_reached_and_what_to_compare() {
    let mut entry = bare(ResourceKind::EmploymentTransition, "みほんの会");
    entry.ways = vec![
        by(Channel::Phone, "072-000-0001"),
        by(Channel::Fax, "072-000-0002"),
    ];
    entry.phones = vec![
        Phone::published(text("072-000-0001")),
        Phone::published(text("072-000-0003")),
    ];
    entry.comparison.visit = Some(Offered::Yes);
    entry.comparison.cost = Some(text("なし。昼食は別"));
    entry.designated = Some(20);
    entry.places = Some(CapacityReport {
        available: Some(2),
        maximum: None,
        waiting: None,
        as_of: NaiveDate::from_ymd_opt(2026, 11, 1).expect("a day"),
    });
    let made = super::entry(&entry);
    let phone = " 072-000-0001 内線 12（時間は わかりません）相談室 あて。名のってから";
    let fax = " 072-000-0002 内線 12（いつでも）相談室 あて。名のってから";
    assert_eq!(
        made.reach,
        [
            Words::read("電話", "でんわ").then(phone),
            Words::from("FAX").then(fax),
        ]
    );
    let other = Words::read("電話", "でんわ").then(" 072-000-0003");
    assert_eq!(made.others, Some(other));
    let compared = Words::read("見学", "けんがく")
        .then(" ")
        .then("あり")
        .then("／")
        .then_read("費用", "ひよう")
        .then(" ")
        .then("なし。昼食は別");
    assert_eq!(made.compare, Some(compared));
    let places = "あと 2人／定員 20人（令和8年11月1日(日)に聞いたこと）";
    assert_eq!(made.places, Some(places.into()));
    assert_eq!(made.kind, "就労移行支援／みほん福祉会／高槻市".into());
}

#[test]
fn of_an_agency_that_forbids_something_no_other_number_is_named() {
    let mut entry = bare(ResourceKind::HelloWork, "みほんの会");
    entry.phones = vec![Phone::published(text("072-000-0003"))];
    entry.ways = vec![by(Channel::Fax, "072-000-0002")];
    entry.never = vec![text("連絡はFAXのみ"), text("担当者名を載せない")];
    let made = super::entry(&entry);
    assert_eq!(made.others, None);
    let never = Words::from("連絡はFAXのみ")
        .then("／")
        .then("担当者名を載せない");
    assert_eq!(made.never, Some(never));
    // That nobody is named says nothing of numbers.
    entry.never = vec![text("担当者名を載せない")];
    let made = super::entry(&entry);
    let other = Words::read("電話", "でんわ").then(" 072-000-0003");
    assert_eq!(made.others, Some(other));
    assert_eq!(made.never, Some("担当者名を載せない".into()));
}

#[test]
fn a_handbook_has_its_entries_under_sectors_and_kinds() {
    let paper = HandbookPaper {
        head: Letterhead::default(),
        area: vec!["高槻市".to_owned(), "島本町".to_owned()],
        sectors: Vec::new(),
        kinds: vec![ResourceKind::HelloWork],
        ruby: Readings::With,
        entries: vec![
            bare(ResourceKind::HelloWork, "みほん一"),
            bare(ResourceKind::VisitingNursing, "みほん二"),
            bare(ResourceKind::VisitingNursing, "みほん三"),
        ],
    };
    let to_print = handbook(&paper);
    assert_eq!(to_print.ruby, Ruby::On);
    let renkei_print::Sheet::Handbook(made) = to_print.sheet else {
        panic!("another sheet");
    };
    let counts: Vec<Vec<usize>> = made
        .sectors
        .iter()
        .map(|sector| sector.kinds.iter().map(|kind| kind.entries.len()).collect())
        .collect();
    assert_eq!(counts, [vec![1], vec![2]]);
    assert_eq!((made.count, made.unconfirmed), (3, 3));
    assert_eq!(made.area, "高槻市・島本町".into());
    assert!(made.holds.is_some());
}
