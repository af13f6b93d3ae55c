//! Making a series, changing it, and saying who is called to it.

use std::sync::Arc;

use chrono::{Days, NaiveDate};
use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::conference::series::{
    Meeting, MeetingMember, MeetingOffice, MeetingSeries, Occurrence, SeriesFault, SeriesOutline,
};
use renkei_domain::directory::hours::HolidayTable;
use renkei_domain::ids::{MeetingSeriesId, NetworkId, OccurrenceId, ParticipantId};
use renkei_domain::outside::{Entropy, new_uuid};
use renkei_domain::people::Standing;
use renkei_domain::record::Purpose;
use renkei_domain::text::Line;
use renkei_store::{Stop, StoreFault, Work};

use super::call::{Acting, follow};
use super::read::has_begun;
use super::{KeptSeries, MeetingRefusal, SeenSeries, allowed, judged, refuse, seen_in};
use crate::App;
use crate::directory::register::Outcome;
use crate::writer::Writer;

/// Who is to be called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMember {
    /// From which office.
    pub office: MeetingOffice,
    /// Which duty or title there.
    pub seat: Option<Line>,
}

/// What is asked, told apart from anything else.
fn asked(outline: &SeriesOutline) -> String {
    format!("{outline:?}")
}

/// Whether the series to which one is to belong is another of the same network and belongs to none itself.
async fn parent_fits(
    work: &Work,
    (own, network): (MeetingSeriesId, NetworkId),
    parent: Option<MeetingSeriesId>,
) -> Result<(), Stop<MeetingRefusal>> {
    let Some(parent) = parent else {
        return Ok(());
    };
    let found = work.meeting_series(parent).await?;
    let fits = |parent: &MeetingSeries| {
        parent.id != own && parent.network == network && parent.outline.parent.is_none()
    };
    match found {
        Some(file) if fits(&file.series) => Ok(()),
        _ => refuse(SeriesFault::Parent),
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Whether somebody may make series of a network.
    ///
    /// # Errors
    /// Says why they may not.
    pub fn may_keep_meetings(
        &self,
        own: &Principal,
        network: NetworkId,
    ) -> Result<(), MeetingRefusal> {
        allowed(own, Action::KeepMeetings, network)
    }

    /// Whether somebody may write a series.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn may_keep_series(
        &self,
        own: &Principal,
        id: MeetingSeriesId,
    ) -> Outcome<(), MeetingRefusal> {
        let view = self.meeting_series(own, id).await?;
        Ok(view.and_then(|view| self.may_keep_meetings(own, view.all.network)))
    }

    /// Makes a series of a network.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn plan_meetings(
        &self,
        writer: &Writer,
        network: NetworkId,
        outline: SeriesOutline,
    ) -> Outcome<KeptSeries, MeetingRefusal> {
        if let Err(refusal) = allowed(&writer.principal, Action::KeepMeetings, network) {
            return Ok(Err(refusal));
        }
        let asked = format!("{network} {}", asked(&outline));
        let id = MeetingSeriesId::from_uuid(self.new_id());
        let outline = Arc::new(outline);
        let purpose = Purpose::PlanMeetings;
        self.act_of(writer, purpose, &asked, move |work, header| {
            let outline = Arc::clone(&outline);
            Box::pin(async move {
                if work.network(network).await?.is_none() {
                    return refuse(MeetingRefusal::NotFound);
                }
                work.lock_place(Standing::Coordinator(network)).await?;
                let outline = judged(outline.as_ref().clone().checked())?;
                parent_fits(work, (id, network), outline.parent).await?;
                let series = MeetingSeries {
                    id,
                    network,
                    outline,
                    members: Vec::new(),
                    follows: None,
                    sequence: 0,
                    made_at: header.at,
                    version: 1,
                };
                work.keep_meeting_series(None, &series).await?;
                Ok(KeptSeries(id))
            })
        })
        .await
    }

    /// Changes what a series is. Where its days or hours change although it has begun, `from` says from which day on:
    /// another series takes its place then, and is what was kept.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn change_meetings(
        &self,
        writer: &Writer,
        seen: SeenSeries,
        outline: SeriesOutline,
        from: Option<NaiveDate>,
    ) -> Outcome<KeptSeries, MeetingRefusal> {
        let asked = format!("{seen:?} {} {from:?}", asked(&outline));
        let new = MeetingSeriesId::from_uuid(self.new_id());
        let given = Arc::new((writer.principal.clone(), outline));
        let purpose = Purpose::PlanMeetings;
        let (holidays, entropy) = self.to_follow().await?;
        self.act_of(writer, purpose, &asked, move |work, header| {
            let given = Arc::clone(&given);
            let acting = Acting::of(&given.0, header.at, (&holidays, &entropy));
            Box::pin(async move {
                let (principal, outline) = given.as_ref();
                let wish = (outline.clone(), from.map(|from| (from, new)));
                changed_in(work, principal, (seen, &acting), wish).await
            })
        })
        .await
    }

    /// What those who were told are told anew with.
    async fn to_follow(&self) -> Result<(HolidayTable, Arc<dyn Entropy>), StoreFault> {
        let holidays = self.reference().await?.holidays.clone();
        Ok((holidays, Arc::clone(&self.entropy)))
    }

    /// Calls somebody to a series.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn call_to_meetings(
        &self,
        writer: &Writer,
        seen: SeenSeries,
        new: NewMember,
    ) -> Outcome<KeptSeries, MeetingRefusal> {
        let asked = format!("{seen:?} {new:?}");
        let id = ParticipantId::from_uuid(self.new_id());
        let given = Arc::new((writer.principal.clone(), new));
        let purpose = Purpose::CallToMeetings;
        self.act_of(writer, purpose, &asked, move |work, _| {
            let given = Arc::clone(&given);
            Box::pin(async move {
                let (principal, new) = given.as_ref();
                let file = seen_in(work, principal, seen).await?;
                if let MeetingOffice::Listed(resource) = &new.office
                    && work.resource(*resource).await?.is_none()
                {
                    return refuse(MeetingRefusal::UnknownAgency);
                }
                let member = MeetingMember {
                    id,
                    office: new.office.clone(),
                    seat: new.seat.clone(),
                    way: None,
                    until: None,
                };
                let series = judged(file.series.clone().calling(member))?;
                work.keep_meeting_series(Some(&file.series), &series)
                    .await?;
                Ok(KeptSeries(series.id))
            })
        })
        .await
    }

    /// Calls somebody no more from tomorrow on.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn let_go_of_member(
        &self,
        writer: &Writer,
        seen: SeenSeries,
        member: ParticipantId,
    ) -> Outcome<KeptSeries, MeetingRefusal> {
        let asked = format!("{seen:?} {member} leaves");
        let principal = Arc::new(writer.principal.clone());
        let purpose = Purpose::CallToMeetings;
        let (holidays, entropy) = self.to_follow().await?;
        self.act_of(writer, purpose, &asked, move |work, header| {
            let principal = Arc::clone(&principal);
            let acting = Acting::of(&principal, header.at, (&holidays, &entropy));
            Box::pin(async move {
                let file = seen_in(work, &principal, seen).await?;
                let today = header.at.in_japan().date;
                let series = judged(file.series.clone().letting_go(member, today))?;
                work.keep_meeting_series(Some(&file.series), &series)
                    .await?;
                follow(work, (&series, &file.known), None, &acting).await?;
                Ok(KeptSeries(series.id))
            })
        })
        .await
    }
}

async fn changed_in(
    work: &Work,
    principal: &Principal,
    (seen, acting): (SeenSeries, &Acting),
    (outline, replaced): (SeriesOutline, Option<(NaiveDate, MeetingSeriesId)>),
) -> Result<KeptSeries, Stop<MeetingRefusal>> {
    let file = seen_in(work, principal, seen).await?;
    let before = &file.series;
    parent_fits(work, (before.id, before.network), outline.parent).await?;
    let is_same = outline.is_at_the_times_of(&before.outline);
    let Some((from, id)) = replaced.filter(|_| !is_same) else {
        if let Some(last) = outline.rule.last {
            let is_written = |one: &Occurrence| !one.is_agenda_alone() || !one.items.is_empty();
            let mut known = file.known.iter();
            if known.any(|one| one.original > last && is_written(one)) {
                return refuse(SeriesFault::LastDay);
            }
            let after = last.succ_opt().unwrap_or(last);
            if !work.meetings_told_of(before.id, after).await?.is_empty() {
                return refuse(SeriesFault::ToldOf);
            }
        }
        let has_begun = has_begun(&file, acting.now);
        let series = judged(before.clone().outlined(outline, has_begun))?;
        work.keep_meeting_series(Some(before), &series).await?;
        follow(work, (&series, &file.known), None, acting).await?;
        return Ok(KeptSeries(series.id));
    };
    let ahead = || {
        let known = file.known.iter();
        known.filter(move |one| one.original >= from)
    };
    if !ahead().all(Occurrence::is_agenda_alone) {
        return refuse(SeriesFault::ChangeDay);
    }
    if !work.meetings_told_of(before.id, from).await?.is_empty() {
        return refuse(SeriesFault::ToldOf);
    }
    let (old, new) = judged(before.clone().replaced((outline, from), id, acting.now))?;
    work.keep_meeting_series(Some(before), &old).await?;
    work.keep_meeting_series(None, &new).await?;
    for group in work.groups_of_series(old.id).await? {
        let below = group.clone().below(new.id);
        work.keep_meeting_series(Some(&group), &below).await?;
    }
    handed_on(work, (&new, from), ahead(), acting).await?;
    Ok(KeptSeries(new.id))
}

/// Takes what was to be talked about at meetings that fall away with their rule to the first one of the new rule.
async fn handed_on(
    work: &Work,
    (new, from): (&MeetingSeries, NaiveDate),
    ahead: impl Iterator<Item = &Occurrence>,
    acting: &Acting,
) -> Result<(), Stop<MeetingRefusal>> {
    let left: Vec<&Occurrence> = ahead.filter(|one| !one.items.is_empty()).collect();
    if left.is_empty() {
        return Ok(());
    }
    let until = from.checked_add_days(Days::new(400)).unwrap_or(from);
    let mut meetings = new
        .meetings((from, until), &[], &acting.holidays)
        .into_iter();
    let Some(first) = meetings.find(Meeting::is_held) else {
        return refuse(SeriesFault::NoNext);
    };
    let row = OccurrenceId::from_uuid(new_uuid(acting.now, acting.entropy.as_ref()));
    let mut to = Occurrence::bare(row, (new.network, new.id), first.original);
    for before in left {
        let (emptied, taken) = judged(before.clone().handed_on(to))?;
        work.keep_occurrence(Some(before), &emptied).await?;
        to = taken;
    }
    work.keep_occurrence(None, &to).await?;
    Ok(())
}
