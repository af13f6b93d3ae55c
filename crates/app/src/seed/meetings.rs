//! The meetings of the network of a demo, made and written by its secretariat as on its pages. Their rule begins with the
//! 年度 before the day on which the demo is made, so that there are some behind and some to come.

use std::collections::BTreeSet;

use chrono::{Datelike as _, Days, NaiveDate};
use renkei_domain::conference::series::rule::weekday_of_code;
use renkei_domain::conference::series::{
    Cadence, Meeting, MeetingCame, MeetingOffice, Nth, OnHoliday, Recurrence, SeriesOutline,
    business_year,
};
use renkei_domain::conference::{Aim, ConferenceKind};
use renkei_domain::ids::{MeetingSeriesId, NetworkId};
use renkei_domain::text::Line;
use renkei_domain::time::Minute;
use serde::Deserialize;

use super::{SeedFault, value};
use crate::App;
use crate::conference::series::SeenSeries;
use crate::conference::series::hold::{MeetingStep, SeenMeeting};
use crate::conference::series::plan::NewMember;
use crate::conference::series::read::SeriesView;
use crate::writer::Writer;

const MEETING: &str = "meeting";

/// So long after a meeting what it decided is due.
const DUE_AFTER: Days = Days::new(60);

/// A series that meets monthly on a weekday.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MeetingEntry {
    kind: String,
    theme: String,
    place: String,
    at: String,
    minutes: u16,
    nth: String,
    weekday: String,
    #[serde(default)]
    months_off: Vec<u8>,
    on_holiday: String,
    #[serde(default)]
    member: Vec<MemberEntry>,
    /// What the next meeting talks about.
    #[serde(default)]
    agenda: Vec<String>,
    /// Who does what, as the last meeting decided.
    decided: Option<(String, String)>,
    /// Its working groups.
    #[serde(default)]
    group: Vec<MeetingEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MemberEntry {
    /// The id of one of the directory; otherwise its name.
    resource: Option<String>,
    name: Option<String>,
    seat: Option<String>,
}

fn wrong(fault: impl ToString) -> SeedFault {
    value(MEETING, fault)
}

fn line(text: &str) -> Result<Line, SeedFault> {
    Line::parse(text).map_err(wrong)
}

impl MemberEntry {
    fn new_member(&self) -> Result<NewMember, SeedFault> {
        let office = match (&self.resource, &self.name) {
            (Some(id), None) => MeetingOffice::Listed(id.parse().map_err(wrong)?),
            (None, Some(name)) => MeetingOffice::Written(line(name)?),
            _ => return Err(wrong("a resource or a name")),
        };
        let seat = self.seat.as_deref().map(line).transpose()?;
        Ok(NewMember { office, seat })
    }
}

impl MeetingEntry {
    fn outline(
        &self,
        today: NaiveDate,
        parent: Option<MeetingSeriesId>,
    ) -> Result<SeriesOutline, SeedFault> {
        let first = today.with_day(1).unwrap_or(today);
        let first = NaiveDate::from_ymd_opt(business_year(today) - 1, 4, 1).unwrap_or(first);
        let nth = Nth::from_code(&self.nth).ok_or_else(|| wrong(&self.nth))?;
        let weekday = weekday_of_code(&self.weekday).ok_or_else(|| wrong(&self.weekday))?;
        let on_holiday = OnHoliday::from_code(&self.on_holiday);
        let kind = ConferenceKind::from_code(&self.kind);
        let begins = Minute::parse(&self.at);
        Ok(SeriesOutline {
            kind: kind.ok_or_else(|| wrong(&self.kind))?,
            theme: line(&self.theme)?,
            place: line(&self.place)?,
            begins: begins.ok_or_else(|| wrong(&self.at))?,
            minutes: self.minutes,
            rule: Recurrence {
                cadence: Cadence::NthWeekday(nth, weekday),
                months_off: self.months_off.iter().copied().collect::<BTreeSet<u8>>(),
                on_holiday: on_holiday.ok_or_else(|| wrong(&self.on_holiday))?,
                first,
                last: None,
            },
            parent,
        })
    }
}

impl App {
    /// Enters a series with its groups.
    pub(super) async fn enter_meetings(
        &self,
        desk: &Writer,
        network: NetworkId,
        entry: &MeetingEntry,
    ) -> Result<(), SeedFault> {
        let id = self.enter_series(desk, network, (entry, None)).await?;
        for group in &entry.group {
            self.enter_series(desk, network, (group, Some(id))).await?;
        }
        Ok(())
    }

    async fn enter_series(
        &self,
        desk: &Writer,
        network: NetworkId,
        (entry, parent): (&MeetingEntry, Option<MeetingSeriesId>),
    ) -> Result<MeetingSeriesId, SeedFault> {
        let today = self.now().in_japan().date;
        let outline = entry.outline(today, parent)?;
        let made = self.plan_meetings(desk, network, outline).await?;
        let id = made.map_err(wrong)?.0;
        for (member, version) in entry.member.iter().zip(1..) {
            let seen = SeenSeries { id, version };
            let called = self.call_to_meetings(desk, seen, member.new_member()?);
            called.await?.map_err(wrong)?;
        }
        let view = self.meeting_series(&desk.principal, id).await?;
        let view = view.map_err(wrong)?;
        let past = view.past();
        if let Some(last) = past.iter().find(|one| one.is_held()) {
            self.enter_last(desk, &view, (entry, last)).await?;
        }
        if let Some(next) = view.all.next(&view.file) {
            for (title, version) in entry.agenda.iter().zip(0..) {
                let step = MeetingStep::AddItem {
                    title: line(title)?,
                    minutes: 20,
                    presenter: None,
                    aim: Aim::Discuss,
                };
                let seen = SeenMeeting {
                    series: id,
                    original: next.original,
                    version,
                };
                let written = self.write_meeting(desk, seen, step).await?;
                written.map_err(wrong)?;
            }
        }
        Ok(id)
    }

    /// Writes who came to the last meeting and what it decided.
    async fn enter_last(
        &self,
        desk: &Writer,
        view: &SeriesView,
        (entry, last): (&MeetingEntry, &Meeting),
    ) -> Result<(), SeedFault> {
        let ways = [
            MeetingCame::Came,
            MeetingCame::Online,
            MeetingCame::Substitute,
            MeetingCame::Absent,
        ];
        let called = view.series().called().map(|one| one.id);
        let came = called.zip(ways.into_iter().cycle());
        let mut steps = vec![MeetingStep::Attend(came.collect())];
        if let Some((by, what)) = &entry.decided {
            let due_on = last.begins.date.checked_add_days(DUE_AFTER);
            steps.push(MeetingStep::Decide {
                by: line(by)?,
                what: line(what)?,
                due_on: due_on.unwrap_or(last.begins.date),
            });
        }
        for (step, version) in steps.into_iter().zip(0..) {
            let seen = SeenMeeting {
                series: view.series().id,
                original: last.original,
                version,
            };
            let written = self.write_meeting(desk, seen, step).await?;
            written.map_err(wrong)?;
        }
        Ok(())
    }
}
