//! What a secretariat sees of the days of a series, and what it may write about its meetings.

use std::collections::BTreeSet;

use chrono::{NaiveDate, Weekday};
use uuid::Uuid;

use super::occurrence::{ItemOutcome, MeetingCame, MeetingDecision, MeetingItem, Occurrence};
use super::*;
use crate::conference::agenda::Aim;
use crate::conference::minutes::DecisionState;
use crate::directory::hours::HolidayTable;
use crate::ids::{AgendaItemId, DecisionId, OccurrenceId};
use crate::time::Moment;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn line(text: &str) -> Line {
    Line::parse(text).expect("a line")
}

fn clock(text: &str) -> Minute {
    Minute::parse(text).expect("a time")
}

fn at(on: &str, time: &str) -> Moment {
    Moment {
        date: day(on),
        minute: clock(time),
    }
}

/// 2026-09-22 is a 国民の休日 between two others; 2027-02-11 and 2027-02-23 are 祝日 too.
fn holidays() -> HolidayTable {
    let days = [
        "2026-09-21",
        "2026-09-22",
        "2026-09-23",
        "2026-11-03",
        "2027-02-11",
        "2027-02-23",
    ];
    days.into_iter()
        .map(|text| (day(text), "祝日".to_owned()))
        .collect()
}

fn rule(cadence: Cadence, on_holiday: OnHoliday) -> Recurrence {
    Recurrence {
        cadence,
        months_off: BTreeSet::from([8]),
        on_holiday,
        first: day("2026-04-01"),
        last: None,
    }
}

fn series(rule: Recurrence) -> MeetingSeries {
    MeetingSeries {
        id: MeetingSeriesId::from_uuid(Uuid::from_u128(1)),
        network: NetworkId::from_uuid(Uuid::from_u128(2)),
        outline: SeriesOutline {
            kind: ConferenceKind::AgencyNetworkMeeting,
            theme: line("高槻の定例会"),
            place: line("市役所 3階"),
            begins: clock("14:00"),
            minutes: 90,
            rule,
            parent: None,
        },
        members: Vec::new(),
        follows: None,
        sequence: 0,
        made_at: at("2026-03-01", "9:00").instant(),
        version: 1,
    }
}

fn second_tuesday() -> Cadence {
    Cadence::NthWeekday(Nth::Second, Weekday::Tue)
}

fn days(rule: &Recurrence, from: &str, until: &str) -> Vec<String> {
    let planned = rule.planned((day(from), day(until)), &holidays());
    planned
        .into_iter()
        .map(|one| match one.day {
            Some(day) if day == one.original => day.to_string(),
            Some(day) => format!("{}→{day}", one.original),
            None => format!("{} -", one.original),
        })
        .collect()
}

#[test]
fn a_second_tuesday_leaves_august_out_and_is_read_in_words_and_by_calendars() {
    let rule = rule(second_tuesday(), OnHoliday::NextWeek);
    assert_eq!(
        days(&rule, "2026-06-01", "2026-11-30"),
        [
            "2026-06-09",
            "2026-07-14",
            "2026-09-08",
            "2026-10-13",
            "2026-11-10"
        ]
    );
    assert_eq!(rule.words(), "毎月 第2火曜（8月は休み）");
    assert_eq!(
        rule.rrule(),
        "FREQ=MONTHLY;BYDAY=2TU;BYMONTH=1,2,3,4,5,6,7,9,10,11,12"
    );
    let ending = Recurrence {
        last: Some(day("2027-03-31")),
        ..rule
    };
    assert!(ending.rrule().ends_with(";UNTIL=20270331T145959Z"));
    assert_eq!(
        ending.originals(day("2027-03-01"), day("2028-01-01")),
        [day("2027-03-09")]
    );
}

#[test]
fn one_on_a_day_off_is_shifted_or_left_out_as_the_network_wants_it() {
    let fourth = Cadence::NthWeekday(Nth::Fourth, Weekday::Tue);
    for (on_holiday, expected) in [
        (OnHoliday::NextWeek, ["2026-09-22→2026-09-29", "2026-10-27"]),
        (
            OnHoliday::NextWorkingDay,
            ["2026-09-22→2026-09-24", "2026-10-27"],
        ),
        (OnHoliday::LeftOut, ["2026-09-22 -", "2026-10-27"]),
    ] {
        let found = days(&rule(fourth, on_holiday), "2026-09-01", "2026-10-31");
        assert_eq!(found, expected, "{on_holiday:?}");
    }
    // 年末年始 too, and a date on a Sunday.
    let last = rule(
        Cadence::NthWeekday(Nth::Last, Weekday::Thu),
        OnHoliday::NextWorkingDay,
    );
    assert_eq!(
        days(&last, "2026-12-01", "2026-12-31"),
        ["2026-12-31→2027-01-04"]
    );
    let fifteenth = rule(Cadence::DayOfMonth(15), OnHoliday::NextWorkingDay);
    assert_eq!(
        days(&fifteenth, "2026-11-01", "2026-11-30"),
        ["2026-11-15→2026-11-16"]
    );
    // Shifting never doubles a meeting, and never brings one into a month without.
    let weekly = rule(Cadence::Weekly(1, Weekday::Tue), OnHoliday::NextWeek);
    assert_eq!(
        days(&weekly, "2026-11-03", "2026-11-10"),
        ["2026-11-03 -", "2026-11-10"]
    );
}

#[test]
fn a_rule_that_cannot_be_is_refused_with_what_to_do() {
    let refused = |cadence, on_holiday| rule(cadence, on_holiday).checked().unwrap_err();
    let next = OnHoliday::NextWorkingDay;
    assert_eq!(
        refused(Cadence::DayOfMonth(29), next),
        RuleFault::DayOfMonth
    );
    assert_eq!(refused(Cadence::DayOfMonth(0), next), RuleFault::DayOfMonth);
    assert_eq!(
        refused(Cadence::DayOfMonth(5), OnHoliday::NextWeek),
        RuleFault::NextWeekOfDate
    );
    assert_eq!(
        refused(Cadence::Weekly(9, Weekday::Mon), next),
        RuleFault::Weeks
    );
    let all = Recurrence {
        months_off: (1..=12).collect(),
        ..rule(second_tuesday(), next)
    };
    assert_eq!(all.checked(), Err(RuleFault::NoMonth));
    let outline = series(rule(second_tuesday(), next)).outline;
    let about = SeriesOutline {
        kind: ConferenceKind::CaseConference,
        ..outline.clone()
    };
    assert_eq!(about.checked(), Err(SeriesFault::Kind));
    let late = SeriesOutline {
        begins: clock("23:00"),
        ..outline
    };
    assert_eq!(late.checked(), Err(SeriesFault::OverMidnight));
}

fn bare(of: &MeetingSeries, original: &str, id: u128) -> Occurrence {
    let id = OccurrenceId::from_uuid(Uuid::from_u128(id));
    Occurrence::bare(id, (of.network, of.id), day(original))
}

#[test]
fn a_meeting_is_moved_within_eight_weeks_and_never_onto_another() {
    let series = series(rule(second_tuesday(), OnHoliday::NextWeek));
    let now = at("2026-06-01", "9:00").instant();
    let table = holidays();
    let may = |to| series.may_move((day("2026-07-14"), to), &[], (&table, now));
    assert_eq!(may(at("2026-07-21", "10:00")), Ok(()));
    assert_eq!(may(at("2026-06-09", "10:00")), Err(SeriesFault::DayTaken));
    assert_eq!(may(at("2026-05-20", "10:00")), Err(SeriesFault::MovedBack));
    assert_eq!(may(at("2026-12-01", "10:00")), Err(SeriesFault::MovedFar));
    let moved = bare(&series, "2026-07-14", 1).moved(at("2026-08-04", "10:00"), None);
    let known = [moved.expect("it is moved")];
    let found = series.meetings((day("2026-07-01"), day("2026-08-31")), &known, &table);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].original, day("2026-07-14"));
    assert_eq!(found[0].begins, at("2026-08-04", "10:00"));
    let [moved] = known;
    let cancelled = moved
        .cancelled(Some(line("台風のため")))
        .expect("it is cancelled");
    assert_eq!(cancelled.sequence, 2);
    assert_eq!(cancelled.clone().noted(None), Err(SeriesFault::Cancelled));
    // Whoever heard of the day to which it was moved hears that this day falls away.
    let told = series.meeting_of(day("2026-07-14"), Some(&cancelled), &table);
    assert_eq!(
        told.map(|one| (one.begins, one.is_held())),
        Ok((at("2026-08-04", "10:00"), false))
    );
    let restored = cancelled.restored().expect("it is held after all");
    assert_eq!(restored.sequence, 3);
    let told = series.meeting_of(day("2026-07-14"), Some(&restored), &table);
    assert_eq!(
        told.map(|one| (one.begins, one.is_held())),
        Ok((at("2026-08-04", "10:00"), true))
    );
}

fn item(number: u128, title: &str, outcome: ItemOutcome) -> MeetingItem {
    MeetingItem {
        id: AgendaItemId::from_uuid(Uuid::from_u128(number)),
        title: line(title),
        minutes: 15,
        presenter: None,
        aim: Aim::Discuss,
        outcome,
        from: None,
    }
}

#[test]
fn what_is_left_over_comes_first_at_the_next_after_what_was_decided() {
    let series = series(rule(second_tuesday(), OnHoliday::NextWeek));
    let mut first = bare(&series, "2026-06-09", 1);
    first.items = vec![
        item(1, "研修の計画", ItemOutcome::Done),
        item(2, "名簿の見直し", ItemOutcome::NextTime),
        item(3, "情報交換", ItemOutcome::Open),
    ];
    let decision = MeetingDecision {
        id: DecisionId::from_uuid(Uuid::from_u128(9)),
        by: line("事務局"),
        what: line("案をくばる"),
        due_on: day("2026-07-01"),
        state: DecisionState::Open,
    };
    let late = MeetingDecision {
        due_on: day("2026-06-08"),
        ..decision.clone()
    };
    let on = day("2026-06-09");
    assert_eq!(first.clone().deciding(late, on), Err(SeriesFault::Due));
    let first = first.deciding(decision, on).expect("it is decided");
    let mut next = bare(&series, "2026-07-14", 2);
    next.items = vec![item(4, "夏の予定", ItemOutcome::Open)];
    let ids: Vec<AgendaItemId> = (20..30)
        .map(|number| AgendaItemId::from_uuid(Uuid::from_u128(number)))
        .collect();
    let (first, next) = first.carried_over(next, &ids).expect("it is carried");
    let titles: Vec<&str> = next.items.iter().map(|item| item.title.as_str()).collect();
    assert_eq!(
        titles,
        [
            "前の会議で決めたことの確かめ",
            "名簿の見直し",
            "情報交換",
            "夏の予定"
        ]
    );
    assert_eq!(next.items[1].from, Some(on));
    assert_eq!(first.left_over().count(), 0);
    // Nothing is carried twice.
    assert_eq!(
        first.carried_over(next, &ids),
        Err(SeriesFault::NothingLeft)
    );
}

#[test]
fn a_series_that_has_begun_gives_its_place_to_another_from_a_day_on() {
    let old = series(rule(second_tuesday(), OnHoliday::NextWeek));
    let now = at("2026-06-01", "9:00").instant();
    let wish = SeriesOutline {
        rule: rule(
            Cadence::NthWeekday(Nth::Third, Weekday::Wed),
            OnHoliday::NextWeek,
        ),
        ..old.outline.clone()
    };
    assert_eq!(
        old.clone().outlined(wish.clone(), true),
        Err(SeriesFault::Begun)
    );
    let id = MeetingSeriesId::from_uuid(Uuid::from_u128(7));
    let over = old
        .clone()
        .replaced((wish.clone(), day("2026-06-01")), id, now);
    assert_eq!(over.unwrap_err(), SeriesFault::ChangeDay);
    let (old, new) = old
        .replaced((wish, day("2026-07-01")), id, now)
        .expect("it changes");
    assert_eq!(old.outline.rule.last, Some(day("2026-06-30")));
    assert_eq!((old.sequence, new.sequence), (1, 0));
    assert_eq!(new.follows, Some(old.id));
    let span = (day("2026-06-01"), day("2026-07-31"));
    let all = [&old, &new].map(|one| one.meetings(span, &[], &holidays()));
    let found: Vec<NaiveDate> = all.iter().flatten().map(|one| one.begins.date).collect();
    assert_eq!(found, [day("2026-06-09"), day("2026-07-15")]);
}

#[test]
fn a_year_shows_who_came_how_often() {
    let mut series = series(rule(second_tuesday(), OnHoliday::NextWeek));
    let member = MeetingMember {
        id: ParticipantId::from_uuid(Uuid::from_u128(5)),
        office: MeetingOffice::Written(line("高槻公共職業安定所")),
        seat: Some(line("専門援助部門")),
        way: None,
        until: None,
    };
    series = series.calling(member.clone()).expect("they are called");
    let again = series.clone().calling(member.clone());
    assert_eq!(again, Err(SeriesFault::CalledAlready));
    let came = |original, id, came| {
        let known = bare(&series, original, id).attended(&[(member.id, came)]);
        known.expect("it is written")
    };
    let known = [
        came("2026-06-09", 1, MeetingCame::Online),
        came("2026-07-14", 2, MeetingCame::Absent),
    ];
    let year = series.year(business_year(day("2027-03-31")), &known, &holidays());
    assert_eq!(year.year, 2026);
    assert_eq!(year.meetings.len(), 11);
    assert_eq!(year.lines[0].times(), 1);
    // Whoever left stays where something is written of them.
    let gone = series
        .letting_go(member.id, day("2026-07-31"))
        .expect("they leave");
    assert_eq!(gone.year(2026, &known, &holidays()).lines.len(), 1);
    assert_eq!(gone.year(2027, &known, &holidays()).lines.len(), 0);
}
