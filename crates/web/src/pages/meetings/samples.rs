//! The pages of meetings without a database.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::{NaiveDate, Weekday};
use renkei_app::conference::series::SeriesFile;
use renkei_app::conference::series::read::{MeetingView, MeetingsView, OpenDecision, SeriesView};
use renkei_domain::conference::series::{
    Cadence, ItemOutcome, MeetingCame, MeetingDecision, MeetingItem, MeetingMember, MeetingOffice,
    MeetingSeries, Nth, Occurrence, OnHoliday, Recurrence, SeriesOutline, Shift,
};
use renkei_domain::conference::{Aim, ConferenceKind, DecisionState};
use renkei_domain::directory::hours::HolidayTable;
use renkei_domain::ids::{
    AgendaItemId, DecisionId, MeetingSeriesId, NetworkId, OccurrenceId, ParticipantId,
};
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::{Minute, Moment};
use uuid::Uuid;

use super::day::MeetingDayPage;
use super::history::MeetingHistoryPage;
use super::members::MeetingMembersPage;
use super::notices::MeetingNoticesPage;
use super::part::MeetingPart;
use super::view::MeetingSeriesPage;
use super::way::MemberWayPage;
use super::year::MeetingYearPage;
use super::{MeetingFormPage, MeetingsPage};
use crate::pages::{Samples, Shell, samples_of};

mod called;

const ONCE: &str = "01932f00000070028000000000000001";
const LONG: &str = "たかつき・しまもと障がい者就労支援ネットワーク精神障害・発達障害の就労と定着を考える合同定例会";

fn shell() -> Shell {
    Shell::sample_of("高槻 はるか")
}

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap_or_default()
}

fn line(text: &str) -> Option<Line> {
    Line::parse(text).ok()
}

fn member(number: u128, name: &str) -> Option<MeetingMember> {
    Some(MeetingMember {
        id: ParticipantId::from_uuid(Uuid::from_u128(number)),
        office: MeetingOffice::Written(line(name)?),
        seat: line("就労支援担当"),
        way: None,
        until: None,
    })
}

fn series(
    number: u128,
    (theme, parent): (&str, Option<MeetingSeriesId>),
    members: usize,
) -> Option<MeetingSeries> {
    let members = (0..members).filter_map(|place| {
        let name = if place % 2 == 0 {
            "高槻公共職業安定所"
        } else {
            theme
        };
        member(100 + u128::try_from(place).unwrap_or(0), name)
    });
    Some(MeetingSeries {
        id: MeetingSeriesId::from_uuid(Uuid::from_u128(number)),
        network: NetworkId::from_uuid(Uuid::from_u128(1)),
        outline: SeriesOutline {
            kind: ConferenceKind::AgencyNetworkMeeting,
            theme: line(theme)?,
            place: line("高槻市役所 3階 会議室2")?,
            begins: Minute::of(14, 0),
            minutes: 90,
            rule: Recurrence {
                cadence: Cadence::NthWeekday(Nth::Second, Weekday::Tue),
                months_off: BTreeSet::from([8]),
                on_holiday: OnHoliday::NextWeek,
                first: day(4, 1),
                last: None,
            },
            parent,
        },
        members: members.collect(),
        follows: None,
        sequence: 0,
        made_at: Moment {
            date: day(3, 1),
            minute: Minute::START,
        }
        .instant(),
        version: 1,
    })
}

/// The meeting of 10 November, of which something is known.
fn known(
    series: &MeetingSeries,
    shift: Option<Shift>,
    text: &str,
    times: u128,
) -> Option<Occurrence> {
    let of = (series.network, series.id);
    let id = OccurrenceId::from_uuid(Uuid::from_u128(7));
    let outcomes = [ItemOutcome::Done, ItemOutcome::NextTime, ItemOutcome::Open];
    let items = (0..times).filter_map(|number| {
        let place = usize::try_from(number % 3).unwrap_or(0);
        Some(MeetingItem {
            id: AgendaItemId::from_uuid(Uuid::from_u128(number)),
            title: line(text)?,
            minutes: 20,
            presenter: line("事務局"),
            aim: Aim::Discuss,
            outcome: outcomes[place],
            from: (number == 1).then(|| day(10, 13)),
        })
    });
    let decisions = (0..times).filter_map(|number| {
        Some(MeetingDecision {
            id: DecisionId::from_uuid(Uuid::from_u128(number)),
            by: line("事務局")?,
            what: line(text)?,
            due_on: day(12, 1),
            state: if number == 0 {
                DecisionState::Open
            } else {
                DecisionState::Done
            },
        })
    });
    let came = series.members.iter();
    Some(Occurrence {
        shift,
        items: items.collect(),
        came: came.map(|one| (one.id, MeetingCame::Came)).collect(),
        decisions: decisions.collect(),
        notes: Prose::parse(text).ok(),
        version: 3,
        ..Occurrence::bare(id, of, day(11, 10))
    })
}

fn list(files: Vec<SeriesFile>, may_keep: bool) -> MeetingsView {
    let holidays: HolidayTable = [(day(11, 3), "文化の日".to_owned())].into_iter().collect();
    MeetingsView {
        network: NetworkId::from_uuid(Uuid::from_u128(1)),
        name: "たかつき・しまもと障がい者就労支援ネットワーク".to_owned(),
        may_keep,
        series: files,
        holidays: Arc::new(holidays),
        now: Moment {
            date: day(11, 20),
            minute: Minute::of(9, 0),
        }
        .instant(),
    }
}

/// A series with a group, and what is known of a meeting of it.
fn view(theme: &str, members: usize, times: u128, may_keep: bool) -> Option<SeriesView> {
    let top = series(1, (theme, None), members)?;
    let group = series(2, ("就労定着ワーキンググループ", Some(top.id)), 0)?;
    let known = known(&top, None, theme, times).filter(|_| times > 0);
    let file = SeriesFile {
        series: top,
        known: known.into_iter().collect(),
    };
    let group = SeriesFile {
        series: group,
        known: Vec::new(),
    };
    Some(SeriesView {
        all: list(vec![file.clone(), group], may_keep),
        file,
        offices: HashMap::new(),
    })
}

fn meeting(view: SeriesView, original: NaiveDate, shift: Option<Shift>) -> Option<MeetingView> {
    let bare = || {
        let series = view.series();
        let id = OccurrenceId::from_uuid(Uuid::from_u128(8));
        Occurrence::bare(id, (series.network, series.id), original)
    };
    let mut known = view.known(original).cloned().unwrap_or_else(bare);
    known.shift = shift;
    let holidays = &view.all.holidays;
    let meeting = view.series().meeting_of(original, Some(&known), holidays);
    let open = known.decisions.first().cloned();
    Some(MeetingView {
        meeting: meeting.ok()?,
        open: open
            .map(|decision| OpenDecision {
                series: view.series().id,
                original: day(10, 13),
                decision,
            })
            .into_iter()
            .collect(),
        known,
        series: view,
    })
}

fn usual() -> Option<SeriesView> {
    view("高槻の定例会", 3, 3, true)
}

/// Every sample of the pages of meetings, rendered.
pub(super) fn every(all: &mut Vec<(String, String)>) -> Result<(), askama::Error> {
    samples_of::<MeetingsPage>("meetings", all)?;
    samples_of::<MeetingSeriesPage>("meeting_series", all)?;
    samples_of::<MeetingMembersPage>("meeting_members", all)?;
    samples_of::<MeetingDayPage>("meeting_day", all)?;
    samples_of::<MeetingFormPage>("meeting_form", all)?;
    samples_of::<MeetingNoticesPage>("meeting_notices", all)?;
    samples_of::<MemberWayPage>("meeting_way", all)?;
    samples_of::<MeetingHistoryPage>("meeting_history", all)?;
    samples_of::<MeetingYearPage>("meeting_year", all)
}

fn named<P>(
    samples: impl IntoIterator<Item = (&'static str, Option<P>)>,
) -> Vec<(&'static str, P)> {
    let samples = samples.into_iter();
    samples
        .filter_map(|(name, page)| Some((name, page?)))
        .collect()
}

impl Samples for MeetingsPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let of = |view: &MeetingsView| Self::of(shell(), view);
        let long = series(3, (LONG, None), 0).map(|series| SeriesFile {
            series,
            known: Vec::new(),
        });
        let long = vec![long; 20].into_iter().flatten().collect();
        named([
            ("usual", usual().map(|view| of(&view.all))),
            ("empty", Some(of(&list(Vec::new(), false)))),
            ("first", Some(of(&list(Vec::new(), true)))),
            ("longest", Some(of(&list(long, true)))),
        ])
    }
}

impl Samples for MeetingSeriesPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let of = |view: SeriesView| Self::of(shell(), &view);
        named([
            ("usual", usual().map(of)),
            ("empty", view("高槻の定例会", 0, 0, true).map(of)),
            ("reading", view("高槻の定例会", 3, 3, false).map(of)),
            ("longest", view(LONG, 60, 20, true).map(of)),
        ])
    }
}

impl Samples for MeetingMembersPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let of = |view: SeriesView, fault: Option<&str>| {
            Self::sample(shell(), &view, fault.map(str::to_owned))
        };
        named([
            ("usual", usual().map(|view| of(view, None))),
            ("empty", view("会議", 0, 0, true).map(|view| of(view, None))),
            (
                "reading",
                view("会議", 3, 0, false).map(|view| of(view, None)),
            ),
            (
                "longest",
                view(LONG, 60, 0, true).map(|view| of(view, Some(LONG))),
            ),
        ])
    }
}

impl Samples for MeetingDayPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let of = |view: Option<SeriesView>, original, shift, fault: Option<&str>| {
            let view = meeting(view?, original, shift)?;
            let said = (ONCE.to_owned(), fault.map(str::to_owned));
            Some(Self::of(shell(), &view, said))
        };
        let november = day(11, 10);
        let cancelled = || {
            Some(Shift::Cancelled {
                why: line("台風のため"),
                was: None,
            })
        };
        let moved = Shift::Moved {
            begins: Moment {
                date: day(12, 15),
                minute: Minute::of(10, 0),
            },
            place: line("オンライン"),
        };
        named([
            ("usual", of(usual(), november, None, None)),
            ("empty", of(usual(), day(12, 8), None, None)),
            ("moved", of(usual(), day(12, 8), Some(moved), None)),
            ("cancelled", of(usual(), day(12, 8), cancelled(), None)),
            (
                "reading",
                of(view("会議", 3, 3, false), november, None, None),
            ),
            (
                "longest",
                of(view(LONG, 60, 20, true), november, None, Some(LONG)),
            ),
        ])
    }
}

impl Samples for MeetingFormPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let parts = MeetingPart::ALL.into_iter().filter_map(|part| {
            let view = meeting(usual()?, day(11, 10), None)?;
            let name = match part {
                MeetingPart::Item => "item",
                MeetingPart::Attendance => "attendance",
                MeetingPart::Decision => "decision",
                MeetingPart::Notes => "notes",
                MeetingPart::Move => "move",
                MeetingPart::Cancel => "cancel",
            };
            Some((name, Self::sample_part(shell(), &view, part)))
        });
        let mut samples = named([
            (
                "usual",
                usual().map(|view| Self::sample_edited(shell(), &view)),
            ),
            (
                "empty",
                Some(Self::sample_new(shell(), &list(Vec::new(), true), None)),
            ),
            (
                "longest",
                view(LONG, 60, 20, true)
                    .map(|view| Self::sample_new(shell(), &view.all, Some(LONG.to_owned()))),
            ),
        ]);
        samples.extend(parts);
        samples
    }
}

impl Samples for MeetingYearPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let of = |view: SeriesView| {
            let year = view.year(2026);
            Self::of(shell(), &view, &year)
        };
        named([
            ("usual", usual().map(of)),
            ("empty", view("会議", 0, 0, true).map(of)),
            ("longest", view(LONG, 60, 20, true).map(of)),
        ])
    }
}

impl Samples for MeetingHistoryPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let of = |theme: &str, times: usize, name: &str| {
            let view = view(theme, 3, 3, true)?;
            Some(Self::sample(shell(), &view, (times, name)))
        };
        named([
            ("usual", of("高槻の定例会", 3, "高槻 はるか")),
            ("empty", of("会議", 0, "高槻 はるか")),
            ("longest", of(LONG, 20, LONG)),
        ])
    }
}
