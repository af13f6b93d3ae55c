//! Zones by the names that calendars give them.

use std::collections::BTreeMap;

use chrono::{NaiveDateTime, TimeDelta, TimeZone as _, Utc};
use chrono_tz::Tz;
use renkei_domain::time::Instant;

/// What Windows calls the zones that turn up in calendars here (CLDR, windowsZones), by its name.
const WINDOWS: [(&str, Tz); 22] = [
    ("AUS Eastern Standard Time", Tz::Australia__Sydney),
    ("Central Europe Standard Time", Tz::Europe__Budapest),
    ("Central European Standard Time", Tz::Europe__Warsaw),
    ("Central Standard Time", Tz::America__Chicago),
    ("China Standard Time", Tz::Asia__Shanghai),
    ("E. Australia Standard Time", Tz::Australia__Brisbane),
    ("Eastern Standard Time", Tz::America__New_York),
    ("GMT Standard Time", Tz::Europe__London),
    ("Greenwich Standard Time", Tz::Atlantic__Reykjavik),
    ("Hawaiian Standard Time", Tz::Pacific__Honolulu),
    ("India Standard Time", Tz::Asia__Kolkata),
    ("Korea Standard Time", Tz::Asia__Seoul),
    ("Mountain Standard Time", Tz::America__Denver),
    ("New Zealand Standard Time", Tz::Pacific__Auckland),
    ("Pacific Standard Time", Tz::America__Los_Angeles),
    ("Romance Standard Time", Tz::Europe__Paris),
    ("SE Asia Standard Time", Tz::Asia__Bangkok),
    ("Singapore Standard Time", Tz::Asia__Singapore),
    ("Taipei Standard Time", Tz::Asia__Taipei),
    ("Tokyo Standard Time", Tz::Asia__Tokyo),
    ("UTC", Tz::UTC),
    ("W. Europe Standard Time", Tz::Europe__Berlin),
];

/// The zones that a calendar describes itself, as far as they have one offset all year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Zones(BTreeMap<String, Tz>);

impl Zones {
    /// Takes a zone of one offset, given as `+0900`. Offsets that are no whole hours are not taken.
    pub(super) fn describe(&mut self, name: &str, offset: &str) {
        if let Some(zone) = whole_hours(offset.trim()) {
            self.0.insert(name.trim().to_owned(), zone);
        }
    }

    /// The zone of a name: as the IANA lists it, also behind a path of a program's own; as Windows calls
    /// it; as the calendar describes it.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<Tz> {
        let name = name.trim().trim_matches('"');
        let listed = |name: &str| name.parse::<Tz>().ok();
        let behind_a_path = || {
            let at = name.rmatch_indices('/').nth(1)?.0;
            listed(&name[at + 1..])
        };
        let of_windows = || {
            let found = WINDOWS.iter().find(|(windows, _)| *windows == name);
            found.map(|(_, zone)| *zone)
        };
        listed(name)
            .or_else(behind_a_path)
            .or_else(of_windows)
            .or_else(|| self.0.get(name).copied())
    }
}

/// The zone of an offset in whole hours; that of Japan by its name.
fn whole_hours(offset: &str) -> Option<Tz> {
    if offset == "+0900" {
        return Some(Tz::Asia__Tokyo);
    }
    let digits = offset.strip_prefix(['+', '-'])?;
    let hours: u8 = digits.strip_suffix("00")?.parse().ok()?;
    // The IANA counts these the other way round.
    let sign = if offset.starts_with('+') { '-' } else { '+' };
    format!("Etc/GMT{sign}{hours}").parse().ok()
}

/// The instant of a moment on the wall clock of a zone. An hour that summer time leaves out counts as the
/// one after it; of one that comes twice the first is taken.
pub(crate) fn instant(local: NaiveDateTime, zone: Tz) -> Option<Instant> {
    let there = |local: &NaiveDateTime| zone.from_local_datetime(local).earliest();
    let found = there(&local).or_else(|| there(&(local + TimeDelta::hours(1))))?;
    Some(Instant::from(found.with_timezone(&Utc)))
}
