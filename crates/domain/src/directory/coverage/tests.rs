//! The table is put together rightly, and the gaps are those that stand in it.

use super::super::freshness::{Freshness, Verification, VerificationMethod, VerificationOutcome};
use super::super::municipality::Municipality;
use super::*;
use crate::text::Line;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn code(five: &str) -> MunicipalityCode {
    MunicipalityCode::parse(five).expect("five digits")
}

fn tally(serves: u64, stands: u64) -> Tally {
    Tally {
        serves,
        stands,
        ..Tally::default()
    }
}

#[test]
fn a_city_has_a_column_for_its_wards_and_a_ward_alone_has_its_own() {
    let place = |five: &str, name: &str| Municipality {
        code: code(five),
        prefecture: "大阪府".to_owned(),
        name: name.to_owned(),
        kana: String::new(),
        point: None,
    };
    let table = Municipalities::new(vec![
        place("27100", "大阪市"),
        place("27127", "大阪市北区"),
        place("27128", "大阪市中央区"),
        place("27207", "高槻市"),
    ]);
    let [city, north, central, takatsuki, left] =
        ["27100", "27127", "27128", "27207", "27301"].map(code);
    for (area, expected) in [
        (vec![takatsuki, north, city], vec![city, takatsuki]),
        (vec![central, north], vec![north, central]),
        (vec![takatsuki, left, takatsuki], vec![takatsuki]),
        (vec![], vec![]),
    ] {
        assert_eq!(columns(&table, &area), expected);
    }
}

#[test]
fn a_confirmation_counts_from_the_day_on_which_it_is_not_due_yet() {
    for today in [
        "2026-11-20",
        "2024-02-29",
        "2025-02-28",
        "2025-03-01",
        "2028-02-29",
    ] {
        let today = day(today);
        let since = confirmed_since(today);
        let holds = |on: NaiveDate| {
            let done = [Verification {
                group: FieldGroup::Contact,
                verified_on: on,
                by_name: None,
                by_role: Line::parse("事務局").expect("a line"),
                method: VerificationMethod::Phone,
                outcome: VerificationOutcome::Confirmed,
            }];
            Freshness::of(FieldGroup::Contact, &done).is_confirmed_on(today)
        };
        assert!(holds(since), "{since} on {today}");
        let before = since.pred_opt().expect("a day before");
        assert!(!holds(before), "{before} on {today}");
    }
}

#[test]
fn whoever_serves_several_counts_once_in_all_and_what_is_not_known_is_not_none() {
    let kind = ResourceKind::EmploymentTransition;
    let counted = |within, tally| CountedKind {
        within,
        kind,
        tally,
    };
    let told = Tally {
        told: 1,
        free: 0,
        oldest: Some(day("2026-10-01")),
        ..tally(1, 0)
    };
    let table = Coverage::of(
        vec![code("27207"), code("27301")],
        [
            counted(CountedIn::Place(0), told.with(tally(0, 1))),
            counted(CountedIn::Place(1), told),
            counted(CountedIn::Area, told.with(tally(0, 1))),
            CountedKind {
                kind: ResourceKind::Hotline,
                ..counted(CountedIn::Country, tally(2, 0))
            },
        ],
    );
    assert_eq!(table.rows.len(), ResourceKind::ALL.len());
    assert!(
        table
            .rows
            .is_sorted_by_key(|row| (row.kind.sector(), row.kind))
    );
    let row = table.rows.iter().find(|row| row.kind == kind);
    let row = row.expect("every kind has a line");
    assert_eq!(row.cells[0].agencies() + row.cells[1].agencies(), 3);
    assert_eq!(row.all.agencies(), 2);
    assert_eq!(row.all.places(), Some((0, day("2026-10-01"))));
    assert_eq!(tally(3, 0).places(), None);
    let sums = table.sums();
    assert_eq!(sums.cells[0], row.cells[0]);
    assert_eq!((sums.country.agencies(), sums.all.agencies()), (2, 4));
    assert!(table.has_country());
}

#[test]
fn a_council_reads_whom_nobody_found_whom_nobody_asked_and_whom_nobody_confirmed() {
    let area = |kind, tally| CountedKind {
        within: CountedIn::Area,
        kind,
        tally,
    };
    let known = Tally {
        told: 1,
        oldest: Some(day("2026-10-01")),
        confirmed: 1,
        ..tally(1, 0)
    };
    let table = Coverage::of(
        vec![code("27207")],
        [
            area(ResourceKind::GroupHome, known),
            area(ResourceKind::HomeHelp, tally(0, 2)),
            area(ResourceKind::HelloWork, tally(1, 0)),
        ],
    );
    let gaps = table.gaps();
    assert_eq!(gaps.places_unknown, [ResourceKind::HomeHelp]);
    assert_eq!(
        gaps.unconfirmed,
        [ResourceKind::HelloWork, ResourceKind::HomeHelp]
    );
    // Three are there, and two are nobody's to miss.
    assert_eq!(gaps.nobody.len(), ResourceKind::ALL.len() - 5);
    assert!(!gaps.nobody.contains(&ResourceKind::Employer));
    assert!(Gaps::default().is_empty() && !gaps.is_empty());
}
