//! Opening hours, counted minute by minute from the statements as they are written, beside the answers
//! of the domain and of SQL.

use std::collections::{BTreeSet, HashMap};
use std::convert::Infallible;

use chrono::{Datelike, Days, NaiveDate};
use renkei_domain::directory::filter::ResourceFilter;
use renkei_domain::directory::hours::opening::{NextOpening, Openness};
use renkei_domain::directory::hours::{HolidayTable, Hours};
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::time::{Minute, Moment};
use renkei_store::directory::listing::PageStart;
use renkei_store::directory::resource::ResourceEntry;
use renkei_tests::{World, on_every_database};

use crate::migrations::{office, resource};
use crate::record::{fine, header};

/// Rolls the same numbers in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn is_heads(&mut self) -> bool {
        self.below(2) == 0
    }
}

const WEEKDAYS: [char; 7] = ['月', '火', '水', '木', '金', '土', '日'];

/// On which days a statement speaks; weekdays count from Monday.
#[derive(Clone, Copy, PartialEq)]
enum On {
    Weekday(usize),
    Nth(usize, usize),
    Last(usize),
    Holiday,
    YearEnd(usize, usize),
    Dates(NaiveDate, NaiveDate),
}

/// What a statement says: stretches in minutes, of which one that does not close later the same day
/// runs into the next; they are in order.
#[derive(Clone, PartialEq)]
enum Said {
    Open(Vec<(usize, usize)>),
    Closed,
    Unknown,
}

/// Hours as somebody wrote them down.
struct Written {
    text: String,
    statements: Vec<(On, Said)>,
}

/// A day of the four months in which the stories play, or of the last and first days of the years
/// beside the end of the table of holidays.
fn rolled_day(dice: &mut Dice) -> NaiveDate {
    match dice.below(6) {
        0 => day("2027-12-24") + Days::new(dice.below(20) as u64),
        _ => day("2026-10-20") + Days::new(dice.below(120) as u64),
    }
}

fn day(text: &str) -> NaiveDate {
    fine(NaiveDate::parse_from_str(text, "%Y-%m-%d"))
}

/// Days that are 祝日 here; one of them lies in 年末年始 beside 元日. Nobody has said yet which days of 2028
/// are.
const HOLIDAYS: &str = "2026-11-03 2026-11-23 2026-12-30 2027-01-01 2027-01-11 2027-02-11";

fn holidays() -> HolidayTable {
    let named = |text| (day(text), "祝日".to_owned());
    HOLIDAYS.split(' ').map(named).collect()
}

fn rolled_statement(dice: &mut Dice) -> (String, Vec<On>) {
    let weekday = dice.below(7);
    let letter = WEEKDAYS[weekday];
    match dice.below(10) {
        0..=3 => {
            let last = weekday + dice.below(7 - weekday);
            let text = format!("{letter}-{}", WEEKDAYS[last]);
            (text, (weekday..=last).map(On::Weekday).collect())
        }
        4 => {
            let (first, second) = (1 + dice.below(5), 1 + dice.below(5));
            let ons = vec![On::Nth(first, weekday), On::Nth(second, weekday)];
            (format!("第{first},{second}{letter}"), ons)
        }
        5 => (format!("最終{letter}"), vec![On::Last(weekday)]),
        6 => ("祝".to_owned(), vec![On::Holiday]),
        7 => ("年末年始".to_owned(), vec![On::YearEnd(29, 3)]),
        8 => {
            let (from, to) = (26 + dice.below(6), 1 + dice.below(6));
            let text = format!("年末年始(12/{from}..1/{to})");
            (text, vec![On::YearEnd(from, to)])
        }
        _ => {
            let from = rolled_day(dice);
            let to = from + Days::new(dice.below(5) as u64);
            (format!("{from}..{to}"), vec![On::Dates(from, to)])
        }
    }
}

fn rolled_plan(dice: &mut Dice) -> (String, Said) {
    match dice.below(8) {
        0 | 1 => ("休み".to_owned(), Said::Closed),
        2 => ("不明".to_owned(), Said::Unknown),
        _ => {
            let mut spans = Vec::new();
            for _ in 0..=dice.below(3) {
                let opens = 15 * dice.below(96);
                let closes = 15 * dice.below(97);
                // 0:00-0:00 is refused; a whole day is written 0:00-24:00.
                spans.push((opens, if opens + closes == 0 { 1440 } else { closes }));
            }
            let clock = |minute: usize| format!("{}:{:02}", minute / 60, minute % 60);
            let words: Vec<String> = spans
                .iter()
                .map(|(opens, closes)| format!("{}-{}", clock(*opens), clock(*closes)))
                .collect();
            spans.sort_unstable();
            spans.dedup();
            (words.join(","), Said::Open(spans))
        }
    }
}

impl Written {
    fn rolled(dice: &mut Dice) -> Self {
        let (mut text, mut statements) = (String::new(), Vec::new());
        let (mut words, mut said) = rolled_plan(dice);
        for _ in 0..=2 + dice.below(7) {
            let (days, ons) = rolled_statement(dice);
            // Now and then the same holds on other days too.
            if dice.below(4) > 0 {
                (words, said) = rolled_plan(dice);
            }
            text.push_str(&format!("{days} {words}; "));
            statements.extend(ons.into_iter().map(|on| (on, said.clone())));
        }
        Self { text, statements }
    }

    /// What decides a day: dates before 年末年始 before 祝日 before 第n and 最終 before weekdays, 最終
    /// before 第n, and of equals what was written last. On 祝日 nothing that only names weekdays counts,
    /// and neither does it from 12月29日 to 1月3日 where nothing is said of 年末年始.
    ///
    /// In a year whose holidays nobody published yet a day is known if it would be the same were it one.
    fn said_of(&self, day: NaiveDate) -> &Said {
        let ordinary = self.said_if(day, HOLIDAYS.contains(&day.to_string()));
        if day.year() > 2027 && ordinary != self.said_if(day, true) {
            return &Said::Unknown;
        }
        ordinary
    }

    fn said_if(&self, day: NaiveDate, is_holiday: bool) -> &Said {
        let month = (1..=31).filter_map(|date| day.with_day(date));
        let same: Vec<_> = month
            .filter(|other| other.weekday() == day.weekday())
            .collect();
        let nth = same.iter().filter(|other| **other <= day).count();
        let weekday = day.weekday().num_days_from_monday() as usize;
        let (month, date) = (day.month(), day.day() as usize);
        let speaks = self
            .statements
            .iter()
            .any(|(on, _)| matches!(on, On::YearEnd(..)));
        let is_year_end = (month == 12 && date >= 29) || (month == 1 && date <= 3);
        let is_special = is_holiday || (is_year_end && !speaks);
        let weight = |on: &On| match *on {
            On::Weekday(own) => (!is_special && own == weekday).then_some(1),
            On::Nth(own_nth, own) => (!is_special && own == weekday && own_nth == nth).then_some(2),
            On::Last(own) => (!is_special && own == weekday && nth == same.len()).then_some(3),
            On::Holiday => is_holiday.then_some(4),
            On::YearEnd(from, to) => {
                ((month == 12 && date >= from) || (month == 1 && date <= to)).then_some(5)
            }
            On::Dates(from, to) => (from <= day && day <= to).then_some(6),
        };
        let weighed = self.statements.iter().enumerate();
        weighed
            .filter_map(|(place, (on, said))| Some((weight(on)?, place, said)))
            .max_by_key(|(weight, place, _)| (*weight, *place))
            .map_or(&Said::Unknown, |(_, _, said)| said)
    }

    /// Every minute of a day.
    fn minutes(&self, day: NaiveDate) -> Vec<Openness> {
        let today = self.said_of(day);
        let silent = match today {
            Said::Unknown => Openness::Unknown,
            Said::Open(_) | Said::Closed => Openness::Closed,
        };
        let mut minutes = vec![silent; 1440];
        if let Said::Open(spans) = today {
            for &(opens, closes) in spans {
                let end = if closes > opens { closes } else { 1440 };
                minutes[opens..end].fill(Openness::Open);
            }
        }
        if let Said::Open(spans) = self.said_of(day - Days::new(1)) {
            for &(_, closes) in spans.iter().filter(|(opens, closes)| closes <= opens) {
                minutes[..closes].fill(Openness::Open);
            }
        }
        if *self.said_of(day - Days::new(1)) == Said::Unknown {
            for minute in minutes.iter_mut().take(self.longest_night()) {
                if *minute == Openness::Closed {
                    *minute = Openness::Unknown;
                }
            }
        }
        minutes
    }

    /// When the longest of the nights closes that somebody wrote down and did not take back by writing
    /// something else of the same days: a day of unknown hours may be one of these.
    fn longest_night(&self) -> usize {
        let mut longest = 0;
        for (place, (on, said)) in self.statements.iter().enumerate() {
            let is_taken_back = self.statements[place + 1..]
                .iter()
                .any(|(later, _)| later == on);
            if let (Said::Open(spans), false) = (said, is_taken_back) {
                let nights = spans.iter().filter(|(opens, closes)| closes <= opens);
                longest = nights.map(|(_, closes)| *closes).fold(longest, usize::max);
            }
        }
        longest
    }
}

/// Days on which one kind of statement takes over from another.
const TURNS: &str = "2026-11-03 2026-11-27 2026-12-28 2026-12-29 2026-12-30 2027-01-01 2027-01-04 2027-12-31 2028-01-01 2028-01-04";

fn rolled_moment(dice: &mut Dice) -> Moment {
    let turns: Vec<_> = TURNS.split(' ').map(day).collect();
    let date = if dice.is_heads() {
        turns[dice.below(turns.len())]
    } else {
        rolled_day(dice)
    };
    // Edges lie on quarters of an hour.
    let step = if dice.is_heads() { 15 } else { 1 };
    let minute = dice.below(1440) as u32 / step * step;
    let minute = Minute::of(minute / 60, minute % 60);
    Moment { date, minute }
}

/// Opens an office for each of the hours, all in one act; their ids count as the hours do.
async fn open_offices(world: &World, all: &[Hours]) {
    let entries: Vec<_> = all
        .iter()
        .zip(0..)
        .map(|(hours, number)| ResourceEntry {
            id: resource(number),
            steward: None,
            facts: ResourceFacts {
                hours: hours.clone(),
                ..office(ResourceKind::PeerGroup, "ある会")
            },
        })
        .collect();
    let head = header(1);
    let entered = world.store.act::<(), Infallible, _>(&head, move |work| {
        let entries = entries.clone();
        Box::pin(async move {
            // Publication 0 is shown from the beginning.
            work.add_resources(0, &entries.iter().collect::<Vec<_>>())
                .await?;
            Ok(())
        })
    });
    fine(entered.await);
}

on_every_database! {
    async fn a_visitor_gets_one_answer_from_the_statements_the_domain_and_sql(world) {
        let (mut dice, holidays) = (Dice(1), holidays());
        let written: Vec<_> = (0..500).map(|_| Written::rolled(&mut dice)).collect();
        let hours: Vec<_> = written.iter().map(|one| fine(Hours::parse(&one.text))).collect();
        for one in &hours {
            assert_eq!(fine(Hours::parse(&one.to_string())), *one, "what is written out reads back");
        }
        open_offices(&world, &hours).await;
        let mut seen = BTreeSet::new();
        for _ in 0..20 {
            let at = rolled_moment(&mut dice);
            let mut open = BTreeSet::new();
            for ((written, hours), number) in written.iter().zip(&hours).zip(0..) {
                let expected = written.minutes(at.date)[usize::from(at.minute.get())];
                assert_eq!(hours.open_at(at, &holidays), expected, "{at:?}: {}", written.text);
                seen.insert(expected);
                if expected == Openness::Open {
                    open.insert(resource(number));
                }
            }
            let filter = ResourceFilter { open_at: Some(at), ..ResourceFilter::default() };
            let listing = fine(world.store.list_resources(&filter, &holidays, &PageStart::First, 1_000).await);
            let listed: BTreeSet<_> = listing.entries.iter().map(|(_, entry)| entry.id).collect();
            assert_eq!(listed, open, "{at:?}");
        }
        assert_eq!(seen.len(), Openness::ALL.len(), "the dice showed every answer");
    }
}

/// The first minute of a day, from one on, at which it is open, and whether a minute was passed of which
/// nobody knows.
fn walk_through(minutes: &[Openness], first: usize) -> (Option<usize>, bool) {
    let open = minutes
        .iter()
        .skip(first)
        .position(|state| *state == Openness::Open);
    let open = open.map(|passed| first + passed);
    let passed = &minutes[first..open.unwrap_or(minutes.len())];
    (open, passed.contains(&Openness::Unknown))
}

#[test]
fn a_caller_is_told_the_next_opening_that_a_walk_through_the_minutes_finds() {
    // As far ahead as an opening is looked for.
    const YEAR: u64 = 366;
    let (mut dice, holidays) = (Dice(2), holidays());
    let (mut soon, mut far) = (0, 0);
    for _ in 0..500 {
        let written = Written::rolled(&mut dice);
        let hours = Hours::parse(&written.text).expect("readable hours");
        // The walks from one moment and another pass the same days.
        let mut days: HashMap<NaiveDate, (Option<usize>, bool)> = HashMap::new();
        for _ in 0..20 {
            let from = rolled_moment(&mut dice);
            let (mut opening, mut passed_unknown) = (None, false);
            for date in from.date.iter_days().take(1 + YEAR as usize) {
                let (open, unknown) = if date == from.date {
                    let first = usize::from(from.minute.get());
                    walk_through(&written.minutes(date), first)
                } else {
                    *days
                        .entry(date)
                        .or_insert_with(|| walk_through(&written.minutes(date), 0))
                };
                passed_unknown |= unknown;
                if let Some(minute) = open {
                    let minute = Minute::of(0, minute as u32);
                    opening = Some(Moment { date, minute });
                    break;
                }
            }
            let expected = match opening {
                Some(moment) if moment == from => NextOpening::Now,
                Some(moment) => NextOpening::At {
                    moment,
                    perhaps_earlier: passed_unknown,
                },
                None if passed_unknown => NextOpening::Unknown,
                None => NextOpening::NotWithinAYear,
            };
            let told = hours.next_opening(from, &holidays);
            assert_eq!(told, expected, "{from:?}: {}", written.text);
            match opening {
                Some(moment) if moment.date > from.date + Days::new(40) => far += 1,
                Some(moment) => soon += usize::from(moment != from),
                None => {}
            }
        }
    }
    assert!(soon > 1_000, "{soon} walks led to an opening");
    assert!(far > 0, "no walk led further than forty days");
}
