//! Every kind of record has its line, and no line is shorter than the law.

use super::*;

#[test]
fn every_kind_of_record_has_one_line_and_none_goes_before_the_law_lets_it() {
    let kinds: Vec<RecordKind> = RETENTIONS.iter().map(|line| line.kind).collect();
    assert_eq!(kinds, RecordKind::ALL);
    for line in RETENTIONS {
        assert!(line.is_lawful(), "{line:?}");
        let has_time = matches!(line.kept, Kept::For(_)) || line.floor.is_some();
        assert_eq!(line.from.is_some(), has_time, "{line:?}");
    }
    let bound = RETENTIONS.iter().find(|line| line.floor.is_some());
    let too_short = Retention {
        kept: Kept::For(TimeDelta::days(2 * 365)),
        ..*bound.expect("a line with a floor")
    };
    assert!(!too_short.is_lawful());
    let whenever = Retention {
        kept: Kept::UntilErased,
        ..too_short
    };
    assert!(!whenever.is_lawful());
}

#[test]
fn what_was_told_is_kept_for_three_years_from_the_last_time() {
    let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
    let until = |text| Retention::bound_until(RecordKind::ProvisionRecord, day(text));
    assert_eq!(until("2026-11-20"), Some(day("2029-11-20")));
    assert_eq!(until("2028-02-29"), Some(day("2031-02-28")));
    assert_eq!(
        Retention::bound_until(RecordKind::Draft, day("2026-11-20")),
        None
    );
}

#[test]
fn the_newest_day_that_is_over_is_the_last_whose_floor_has_passed() {
    let kinds = [RecordKind::SupportRecord, RecordKind::ProvisionRecord];
    let first: NaiveDate = "2027-01-01".parse().expect("a day");
    for (kind, today) in kinds.iter().flat_map(|kind| {
        let days = first.iter_days().take(4 * 366);
        days.map(move |today| (*kind, today))
    }) {
        let day = Retention::over_since(kind, today).expect("a day");
        let until = |day| Retention::bound_until(kind, day).expect("a day");
        assert!(until(day) < today, "{kind:?} {today}");
        assert!(
            until(day.succ_opt().expect("a day")) >= today,
            "{kind:?} {today}"
        );
    }
    assert_eq!(Retention::over_since(RecordKind::Draft, first), None);
}

#[test]
fn a_line_says_what_how_long_and_since_when() {
    let line = |kind| {
        let mut lines = RETENTIONS.iter();
        let found = lines.find(|line| line.kind == kind).expect("a line");
        found.line()
    };
    assert_eq!(
        line(RecordKind::Draft),
        "| 下書き | `draft` | none | the day it was saved last | 90 days |"
    );
    assert_eq!(
        line(RecordKind::Attempt),
        "| まちがえた回数 | `sign_in_failure` | none | the day it was made | 15 minutes |"
    );
    assert_eq!(Retention::span_of(RecordKind::Account), None);
}
