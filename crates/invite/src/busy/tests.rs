//! The times that are taken out of calendars, as wall clocks in Japan show them.

use chrono::NaiveDate;
use proptest::prelude::*;
use renkei_domain::time::Instant;

use super::{Busy, Window, busy};

fn at(month: u32, day: u32) -> Instant {
    let midnight =
        NaiveDate::from_ymd_opt(2026, month, day).and_then(|day| day.and_hms_opt(0, 0, 0));
    Instant::from_japan(midnight.expect("a day"))
}

/// December.
fn read(lines: &str) -> Busy {
    let window = Window {
        from: at(12, 1),
        to: at(12, 31),
    };
    let text = format!("BEGIN:VCALENDAR\n{lines}\nEND:VCALENDAR\n");
    busy(text.as_bytes(), window).expect("a calendar")
}

fn event(lines: &str) -> String {
    format!("BEGIN:VEVENT\nSUMMARY:通院\n{lines}\nEND:VEVENT\n")
}

/// Each time as `8日10:00-8日11:30`.
fn times(busy: &Busy) -> Vec<String> {
    let shown = |instant: Instant| {
        let moment = instant.in_japan();
        format!("{}日{}", moment.date.format("%-d"), moment.minute)
    };
    let times = busy.times.iter();
    times
        .map(|time| format!("{}-{}", shown(time.from), shown(time.to)))
        .collect()
}

fn told(lines: &str) -> Vec<String> {
    let busy = read(&event(lines));
    assert_eq!(busy.untold, 0, "{lines}");
    times(&busy)
}

#[test]
fn a_moment_means_what_its_zone_says() {
    for (lines, expected) in [
        (
            "DTSTART:20261208T010000Z\nDTEND:20261208T023000Z",
            "8日10:00-8日11:30",
        ),
        (
            "DTSTART:20261208T100000\nDURATION:PT1H30M",
            "8日10:00-8日11:30",
        ),
        (
            "DTSTART;TZID=Asia/Tokyo:20261208T100000\nDTEND;TZID=Asia/Tokyo:20261208T113000",
            "8日10:00-8日11:30",
        ),
        (
            "DTSTART;TZID=\"Tokyo Standard Time\":20261208T100000\nDURATION:PT1H",
            "8日10:00-8日11:00",
        ),
        (
            "DTSTART;TZID=/freeassociation.sourceforge.net/Asia/Tokyo:20261208T100000\nDURATION:PT1H",
            "8日10:00-8日11:00",
        ),
        (
            "DTSTART;TZID=America/New_York:20261207T200000\nDURATION:PT1H",
            "8日10:00-8日11:00",
        ),
        ("DTSTART;VALUE=DATE:20261208", "8日0:00-9日0:00"),
        (
            "DTSTART;VALUE=DATE:20261208\nDTEND;VALUE=DATE:20261210",
            "8日0:00-10日0:00",
        ),
        ("DTSTART:20261130T230000\nDURATION:PT2H", "1日0:00-1日1:00"),
    ] {
        assert_eq!(told(lines), [expected], "{lines}");
    }
    let described = "BEGIN:VTIMEZONE\nTZID:日本\nBEGIN:STANDARD\nTZOFFSETTO:+0900\nEND:STANDARD\n\
        BEGIN:DAYLIGHT\nTZOFFSETTO:+0900\nEND:DAYLIGHT\nEND:VTIMEZONE\n";
    let there = event("DTSTART;TZID=日本:20261208T100000\nDURATION:PT1H");
    assert_eq!(
        times(&read(&format!("{described}{there}"))),
        ["8日10:00-8日11:00"]
    );
}

#[test]
fn who_stays_free_is_not_busy() {
    for lines in [
        "DTSTART:20261208T100000\nDURATION:PT1H\nTRANSP:TRANSPARENT",
        "DTSTART:20261208T100000\nDURATION:PT1H\nSTATUS:cancelled",
        "DTSTART:20261208T100000",
        "DTSTART:20270108T100000\nDURATION:PT1H",
    ] {
        assert!(told(lines).is_empty(), "{lines}");
    }
    let free = "BEGIN:VFREEBUSY\nFREEBUSY;FBTYPE=FREE:20261208T000000Z/PT1H\n\
        FREEBUSY;FBTYPE=BUSY-TENTATIVE:20261209T000000Z/PT1H,20261210T000000Z/20261210T020000Z\nEND:VFREEBUSY";
    assert_eq!(
        times(&read(free)),
        ["9日9:00-9日10:00", "10日9:00-10日11:00"]
    );
}

#[test]
fn times_that_touch_are_one() {
    let both = event("DTSTART:20261208T100000\nDURATION:PT1H")
        + &event("DTSTART:20261208T110000\nDURATION:PT1H")
        + &event("DTSTART:20261208T103000\nDURATION:PT15M");
    assert_eq!(times(&read(&both)), ["8日10:00-8日12:00"]);
}

#[test]
fn series_are_followed() {
    for (rule, expected) in [
        ("RRULE:FREQ=MONTHLY;BYDAY=2TU", vec!["8日10:00-8日11:00"]),
        (
            "RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20261214",
            vec!["7日10:00-7日11:00", "14日10:00-14日11:00"],
        ),
        (
            "RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20261207T235959",
            vec!["7日10:00-7日11:00"],
        ),
        (
            "RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20261207T010000Z",
            vec!["7日10:00-7日11:00"],
        ),
        (
            "RRULE:FREQ=WEEKLY;BYDAY=TU\nEXDATE:20261201T100000,20261215T100000\nEXDATE;VALUE=DATE:20261222",
            vec!["8日10:00-8日11:00", "29日10:00-29日11:00"],
        ),
        (
            "RDATE:20261208T100000\nRDATE;VALUE=PERIOD:20261209T010000Z/PT1H",
            vec!["8日10:00-8日11:00", "9日10:00-9日11:00"],
        ),
        ("RRULE:FREQ=DAILY;COUNT=5", vec![]),
        ("RRULE:FREQ=DAILY;UNTIL=20200101", vec![]),
    ] {
        let lines = format!("DTSTART:20261013T100000\nDURATION:PT1H\n{rule}");
        assert_eq!(told(&lines), expected, "{rule}");
    }
    let days = "DTSTART;VALUE=DATE:20260105\nRRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20261207";
    assert_eq!(told(days), ["7日0:00-8日0:00"]);
    let abroad = "DTSTART;TZID=America/New_York:20260602T200000\nDURATION:PT1H\nRRULE:FREQ=MONTHLY;BYMONTHDAY=2";
    assert_eq!(told(abroad), ["3日10:00-3日11:00"]);
}

#[test]
fn an_occurrence_with_a_time_of_its_own_takes_the_place_of_the_planned_one() {
    let series = event("UID:a\nDTSTART:20261103T100000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY");
    let moved =
        event("UID:a\nRECURRENCE-ID:20261208T010000Z\nDTSTART:20261210T140000\nDURATION:PT1H");
    let off =
        event("UID:a\nRECURRENCE-ID:20261215T100000\nDTSTART:20261215T100000\nSTATUS:CANCELLED");
    let other =
        event("UID:b\nRECURRENCE-ID:20261222T100000\nDTSTART:20261222T100000\nSTATUS:CANCELLED");
    assert_eq!(
        times(&read(&[series, moved, off, other].concat())),
        [
            "1日10:00-1日11:00",
            "10日14:00-10日15:00",
            "22日10:00-22日11:00",
            "29日10:00-29日11:00"
        ]
    );
}

#[test]
fn what_cannot_be_told_is_counted() {
    for lines in [
        "DURATION:PT1H",
        "DTSTART;TZID=月:20261208T100000\nDURATION:PT1H",
        "DTSTART:20261208T100000\nDTEND:20261208T090000",
        "DTSTART:20261208T100000\nDURATION:PT1H\nRRULE:FREQ=SECONDLY",
        "DTSTART:20261208T100000\nDURATION:PT1H\nRRULE:FREQ=DAILY;BYMINUTE=0,1,2",
        "DTSTART:19700101T100000\nDURATION:PT1H\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "DTSTART:20261208T100000\nDURATION:PT1H\nRRULE:毎週",
        "DTSTART:20261208T100000\nDTEND:正午",
        "DTSTART:20261208T100000\nDURATION:-PT1H",
        "DTSTART:20261208T100000\nDURATION:PT1H\nRDATE:20261209T100000,あさって",
        "DTSTART:20261208T100000\nDURATION:PT1H\nRDATE;TZID=月:20261209T100000",
        "RECURRENCE-ID;RANGE=THISANDFUTURE:20261208T100000\nDTSTART:20261208T110000\nDURATION:PT1H",
    ] {
        assert_eq!(read(&event(lines)).untold, 1, "{lines}");
    }
    let odd = "BEGIN:VFREEBUSY\nFREEBUSY:20261209T000000Z/PT1H,正午\nEND:VFREEBUSY";
    assert_eq!(read(odd).untold, 1);
    let lines = "DTSTART:20261208T100000\nDURATION:PT1H\nRRULE:FREQ=SECONDLY";
    // Its first time is known all the same.
    assert_eq!(times(&read(&event(lines))), ["8日10:00-8日11:00"]);
}

#[test]
fn rules_are_followed_only_so_far() {
    // Each takes twenty thousand days from its begin; what goes beyond the budget is counted and not followed.
    let dear = event("DTSTART:19700101T100000\nDURATION:PT1H\nRRULE:FREQ=DAILY");
    let read = read(&dear.repeat(80));
    assert!((20..60).contains(&read.untold), "{}", read.untold);
    assert_eq!(read.times.len(), 30);
    // Nothing that is named by a rule can be told from what was never there.
    let never =
        event("DTSTART:19700101T100000\nDURATION:PT1H\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30");
    assert_eq!(self::read(&never.repeat(40)).untold, 40);
}

#[test]
fn a_calendar_that_breaks_off_says_so() {
    let window = Window {
        from: at(12, 1),
        to: at(12, 31),
    };
    let whole = event("DTSTART:20261208T100000\nDURATION:PT1H");
    let text = format!("BEGIN:VCALENDAR\n{whole}BEGIN:VEVENT\nDTSTART:2026");
    let read = busy(text.as_bytes(), window).expect("a calendar");
    assert_eq!(times(&read), ["8日10:00-8日11:00"]);
    assert!(read.breaks_off);
    assert_eq!(read.untold, 1);
}

#[test]
fn many_begins_and_exceptions_are_compared_in_time() {
    let moments: Vec<String> = (0..40_000)
        .map(|n| {
            format!(
                "202612{:02}T{:02}{:02}{:02}",
                n % 28 + 1,
                n / 28 % 24,
                n / 672 % 60,
                n % 59
            )
        })
        .collect();
    let moments = moments.join(",");
    let lines =
        format!("DTSTART:20261230T100000\nDURATION:PT1H\nRDATE:{moments}\nEXDATE:{moments}");
    assert_eq!(told(&lines), ["30日10:00-30日11:00"]);
}

/// A rule of parts that are fit one by one, whatever they are together.
fn rule() -> impl Strategy<Value = String> {
    let frequency = prop::sample::select(vec!["DAILY", "WEEKLY", "MONTHLY", "YEARLY", "HOURLY"]);
    let part = prop_oneof![
        prop::sample::select(vec![
            "BYDAY=MO",
            "BYDAY=2TU",
            "BYDAY=-5FR,5SU",
            "BYDAY=53MO",
            "BYMONTH=2",
            "BYMONTH=1,12",
            "BYMONTHDAY=30",
            "BYMONTHDAY=-31,31",
            "BYYEARDAY=366,-366",
            "BYWEEKNO=53,-53",
            "BYSETPOS=-1",
            "BYSETPOS=366",
            "WKST=SU",
            "BYHOUR=0,12,23",
            "UNTIL=21991231T235959Z",
            "UNTIL=20261215",
            "COUNT=1",
            "COUNT=4294967295",
            "INTERVAL=1",
        ])
        .prop_map(str::to_owned),
        (0_u32..70_000).prop_map(|number| format!("INTERVAL={number}")),
        (-400_i32..400).prop_map(|number| format!("BYSETPOS={number}")),
        (-60_i32..60).prop_map(|number| format!("BYDAY={number}WE")),
    ];
    (frequency, prop::collection::vec(part, 0..4))
        .prop_map(|(frequency, parts)| format!("RRULE:FREQ={frequency};{}", parts.join(";")))
}

proptest! {
    #[test]
    fn no_rule_stops_the_reader(rule in rule(), year in 1900_u32..2201, hour in 0_u32..24) {
        let start = format!("DTSTART;TZID=America/New_York:{year}0229T{hour:02}3000\nDURATION:PT1H");
        let start = if year % 4 == 0 { start } else { start.replace("0229", "0331") };
        let read = read(&event(&format!("{start}\n{rule}")));
        prop_assert!(read.untold <= 1);
        prop_assert!(read.times.len() <= 24 * 30, "{}", read.times.len());
    }
}
