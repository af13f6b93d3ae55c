//! The meetings of a network that come again, as types of the schema: members of the network read them, its secretariat
//! changes a series by [`write`] and one meeting by [`hold`]; those who are called hear of it by [`calls`], and what they
//! answer by mail stands in [`received`]. They are about nobody.

pub(crate) mod calls;
mod day;
mod history;
pub(crate) mod hold;
pub(crate) mod mutation;
mod outline;
mod pdf;
pub(crate) mod received;
mod told;
pub(crate) mod way;
mod words;
pub(crate) mod write;
mod year;

use async_graphql::{Context, ID, Object, Result};
use chrono::NaiveDate;
use renkei_app::conference::series::read::{MeetingView, SeriesView};
use renkei_domain::conference::ConferenceKind;
use renkei_domain::conference::series::attendance::YEARS;
use renkei_domain::conference::series::{MeetingMember, MeetingOffice};
use renkei_domain::ids::{MeetingSeriesId, NetworkId};
use renkei_domain::text::{Line, Prose};

use self::calls::MeetingCallType;
use self::day::MeetingDayType;
use self::history::MeetingHistoryEntryType;
use self::received::MeetingReceivedReplyType;
use self::told::{MeetingDecisionType, MeetingItemType, MeetingTurnoutType};
use self::year::MeetingYearType;
use crate::closed_list::Word;
use crate::directory::loaded::{Asked, ours};
use crate::scalars::DateScalar;

/// The series of a network, where whoever asks may read them.
pub(crate) async fn network_meetings(
    ctx: &Context<'_>,
    id: &ID,
) -> Result<Option<Vec<MeetingSeriesType>>> {
    let asked = Asked::of(ctx)?;
    let Ok(id) = id.as_str().parse::<NetworkId>() else {
        return Ok(None);
    };
    let views = ours(asked.app.network_series(&asked.principal, id).await)?;
    let Ok(views) = views else {
        return Ok(None);
    };
    shown(ctx, asked, views).await.map(Some)
}

/// Series as types, with their files where those are asked for: who hosts them is read once for all.
async fn shown(
    ctx: &Context<'_>,
    asked: &Asked,
    views: Vec<SeriesView>,
) -> Result<Vec<MeetingSeriesType>> {
    let mut calendars = if ctx.look_ahead().field("calendar").exists() {
        ours(asked.app.calendars_of(&views).await)?.into_iter()
    } else {
        Vec::new().into_iter()
    };
    let series = views.into_iter().map(|view| MeetingSeriesType {
        calendar: calendars.next(),
        view,
    });
    Ok(series.collect())
}

/// A series by its id, where whoever asks may read it.
pub(crate) async fn meeting_series(
    ctx: &Context<'_>,
    id: &ID,
) -> Result<Option<MeetingSeriesType>> {
    let asked = Asked::of(ctx)?;
    let Ok(id) = id.as_str().parse::<MeetingSeriesId>() else {
        return Ok(None);
    };
    let view = asked.app.meeting_series(&asked.principal, id).await;
    let Ok(view) = ours(view)? else {
        return Ok(None);
    };
    Ok(shown(ctx, asked, vec![view]).await?.pop())
}

/// One meeting, the next where no day is said.
pub(crate) async fn meeting_occurrence(
    ctx: &Context<'_>,
    id: &ID,
    day: Option<NaiveDate>,
) -> Result<Option<MeetingOccurrenceType>> {
    let asked = Asked::of(ctx)?;
    let Ok(id) = id.as_str().parse::<MeetingSeriesId>() else {
        return Ok(None);
    };
    let day = match day {
        Some(day) => day,
        None => match next(asked, id).await? {
            Some(day) => day,
            None => return Ok(None),
        },
    };
    occurrence(asked, id, day).await
}

async fn next(asked: &Asked, id: MeetingSeriesId) -> Result<Option<NaiveDate>> {
    let view = asked.app.meeting_series(&asked.principal, id).await;
    let Ok(view) = ours(view)? else {
        return Ok(None);
    };
    Ok(view.all.next(&view.file).map(|meeting| meeting.original))
}

/// A series inside a call.
async fn one(asked: &Asked, id: MeetingSeriesId) -> Result<Option<MeetingSeriesType>> {
    let view = asked.app.meeting_series(&asked.principal, id).await;
    Ok(ours(view)?.ok().map(|view| MeetingSeriesType {
        view,
        calendar: None,
    }))
}

/// A meeting inside a call.
async fn occurrence(
    asked: &Asked,
    id: MeetingSeriesId,
    day: NaiveDate,
) -> Result<Option<MeetingOccurrenceType>> {
    let view = asked.app.network_meeting(&asked.principal, id, day).await;
    Ok(ours(view)?.ok().map(MeetingOccurrenceType))
}

/// A series for calendars.
async fn calendar(ctx: &Context<'_>, id: MeetingSeriesId) -> Result<Option<String>> {
    let asked = Asked::of(ctx)?;
    let text = asked.app.meetings_for_calendar(&asked.principal, id).await;
    Ok(ours(text)?.ok())
}

fn series_id(id: Option<MeetingSeriesId>) -> Option<ID> {
    id.map(|id| ID(id.to_string()))
}

/// A series.
#[derive(Debug, Clone)]
pub(crate) struct MeetingSeriesType {
    view: SeriesView,
    /// The file for calendars, where it was asked for beforehand.
    calendar: Option<String>,
}

/// Meetings of a network that come again (定例会, ワーキンググループ, 自立支援協議会, 部会). They are about nobody: nothing of
/// anybody who is helped belongs into them.
#[Object(name = "MeetingSeries")]
impl MeetingSeriesType {
    /// Which it is among all of them; calendars know the series by it as UID.
    async fn id(&self) -> ID {
        ID(self.view.series().id.to_string())
    }

    /// Which version this is: it rises by one with each change of rule or members, and a mutation names the one it was
    /// written for.
    async fn version(&self) -> i64 {
        self.view.series().version
    }

    /// Whose secretariat hosts it, as `networkMeetings` takes it.
    async fn network(&self) -> ID {
        ID(self.view.series().network.to_string())
    }

    /// Which of the four kinds that are about nobody.
    async fn kind(&self) -> Word<ConferenceKind> {
        Word(self.view.series().outline.kind)
    }

    /// What people call it, also in their calendars.
    async fn theme(&self) -> &str {
        self.view.series().outline.theme.as_str()
    }

    /// Address and room where people usually sit together.
    async fn place(&self) -> &str {
        self.view.series().outline.place.as_str()
    }

    /// On a wall clock in Japan, such as `14:00`.
    async fn begins(&self) -> String {
        self.view.series().outline.begins.to_string()
    }

    /// How long one takes, counted in whole minutes.
    async fn minutes(&self) -> i32 {
        i32::from(self.view.series().outline.minutes)
    }

    /// The rule in Japanese words: 毎月 第2火曜（8月は休み）.
    async fn rule(&self) -> String {
        self.view.series().outline.rule.words()
    }

    /// The same as RFC 5545 writes it, before 祝日 are looked at.
    async fn rrule(&self) -> String {
        self.view.series().outline.rule.rrule()
    }

    /// From which day on the rule counts.
    async fn first_on(&self) -> DateScalar {
        DateScalar(self.view.series().outline.rule.first)
    }

    /// The day with which it ends. Null: no end is known.
    async fn last_on(&self) -> Option<DateScalar> {
        self.view.series().outline.rule.last.map(DateScalar)
    }

    /// The series of which this is a working group or 部会. Null: it stands by itself.
    async fn parent(&self) -> Option<ID> {
        series_id(self.view.series().outline.parent)
    }

    /// The series whose place it took when days or hours changed. Null: it took none's.
    async fn follows(&self) -> Option<ID> {
        series_id(self.view.series().follows)
    }

    /// Whoever is called today, in the order in which they were added.
    async fn members(&self) -> Vec<MeetingMemberType> {
        let members = self.view.series().called();
        members
            .map(|one| MeetingMemberType {
                name: self.view.name_of(one),
                member: one.clone(),
            })
            .collect()
    }

    /// The same file that the page hands out: iCalendar text with moved and cancelled days in it. Null only with an error:
    /// `INTERNAL`.
    async fn calendar(&self, ctx: &Context<'_>) -> Option<Result<String>> {
        match &self.calendar {
            Some(calendar) => Some(Ok(calendar.clone())),
            None => calendar(ctx, self.view.series().id).await.transpose(),
        }
    }

    /// Who came over a 年度, which begins with April, as a table of offices and days. Null: a year before 1990 or after
    /// 2200.
    async fn attendance_over(
        &self,
        #[graphql(desc = "The year in whose month of April it begins. Null: the one of today.")]
        year: Option<i32>,
    ) -> Option<MeetingYearType> {
        let year = year.unwrap_or_else(|| self.view.this_year());
        let is_looked_at = YEARS.contains(&year);
        is_looked_at.then(|| MeetingYearType::of(&self.view, year))
    }

    /// Who changed what of it, of its meetings and of the messages about them, the newest 20 acts first. Null only with
    /// an error: `INTERNAL`.
    async fn history(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only acts before this `seq`. Null: from the newest on.")] before: Option<
            i64,
        >,
    ) -> Option<Result<Vec<MeetingHistoryEntryType>>> {
        Some(history::history_of(ctx, self.view.series().id, before).await)
    }

    /// The days of the coming twelve months, cancelled and omitted ones among them.
    async fn ahead(&self) -> Vec<MeetingDayType> {
        self.view.ahead().into_iter().map(MeetingDayType).collect()
    }
}

/// Somebody who is called.
pub(crate) struct MeetingMemberType {
    member: MeetingMember,
    name: String,
}

/// An office that is called to a series, with duty or title.
#[Object(name = "MeetingMember")]
impl MeetingMemberType {
    /// Which it is within its series; recording attendance takes it.
    async fn id(&self) -> ID {
        ID(self.member.id.to_string())
    }

    /// Office and duty, as one text.
    async fn name(&self) -> &str {
        &self.name
    }

    /// The entry of the directory, by its plain id. Null: it is known by name alone.
    async fn resource(&self) -> Option<ID> {
        match &self.member.office {
            MeetingOffice::Listed(id) => Some(ID(id.to_string())),
            MeetingOffice::Written(_) => None,
        }
    }

    /// Their duty or title there. Null: nobody said so.
    async fn seat(&self) -> Option<&str> {
        self.member.seat.as_ref().map(Line::as_str)
    }
}

/// One meeting.
#[derive(Debug, Clone)]
pub(crate) struct MeetingOccurrenceType(pub(super) MeetingView);

/// What is known of one meeting: agenda, attendance, decisions, notes.
#[Object(name = "MeetingOccurrence")]
impl MeetingOccurrenceType {
    /// The series to which it belongs, by its id.
    async fn series(&self) -> ID {
        ID(self.0.series.series().id.to_string())
    }

    /// Hour and place, and how they stand to the rule.
    async fn day(&self) -> MeetingDayType {
        MeetingDayType(self.0.meeting.clone())
    }

    /// Which version this is: it rises by one with everything written about it, from 0 on.
    async fn version(&self) -> i64 {
        self.0.known.version
    }

    /// What people talk about, in this order; what was carried over comes first.
    async fn agenda(&self) -> Vec<MeetingItemType> {
        let items = self.0.known.items.iter().cloned();
        items.map(MeetingItemType).collect()
    }

    /// Who came, of those about whom somebody wrote it down.
    async fn attendance(&self) -> Vec<MeetingTurnoutType> {
        let series = &self.0.series;
        let came = self.0.known.came.iter();
        let came = came.filter_map(|(id, came)| {
            let member = series.series().member(*id)?;
            Some(MeetingTurnoutType {
                name: series.name_of(member),
                member: member.clone(),
                came: *came,
            })
        });
        came.collect()
    }

    /// Who does what until when, as people agreed there.
    async fn decisions(&self) -> Vec<MeetingDecisionType> {
        let decisions = self.0.known.decisions.iter().cloned();
        decisions.map(MeetingDecisionType).collect()
    }

    /// What earlier meetings agreed on and nobody finished, also those of the series whose place this one took.
    async fn open_decisions(&self) -> Vec<MeetingDecisionType> {
        let open = self.0.open.iter().map(|one| one.decision.clone());
        open.map(MeetingDecisionType).collect()
    }

    /// How everybody who is called hears of it, in the order of the list. Null: the caller does not write it.
    async fn calls(&self, ctx: &Context<'_>) -> Option<Result<Vec<MeetingCallType>>> {
        let of = (self.0.series.series().id, self.0.meeting.original);
        calls::calls(ctx, of).await.transpose()
    }

    /// The mail that came back about it, the newest first. Null: the caller does not write it.
    async fn received_replies(
        &self,
        ctx: &Context<'_>,
    ) -> Option<Result<Vec<MeetingReceivedReplyType>>> {
        let of = (self.0.series.series().id, self.0.meeting.original);
        received::received_of(ctx, of).await.transpose()
    }

    /// Anything else the secretariat wrote down. Null: nothing.
    async fn notes(&self) -> Option<&str> {
        self.0.known.notes.as_ref().map(Prose::as_str)
    }
}
