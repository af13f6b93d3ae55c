//! What is known of one meeting: that it is moved or cancelled, what is talked about, who came, what was decided, and
//! what of it goes on at the next.

use std::sync::Arc;

use chrono::NaiveDate;
use renkei_domain::access::principal::Principal;
use renkei_domain::conference::minutes::DecisionState;
use renkei_domain::conference::series::{
    ItemOutcome, Meeting, MeetingCame, MeetingDecision, MeetingItem, Occurrence, SeriesFault,
};
use renkei_domain::conference::{Aim, agenda};
use renkei_domain::directory::hours::HolidayTable;
use renkei_domain::ids::{AgendaItemId, DecisionId, MeetingSeriesId, OccurrenceId, ParticipantId};
use renkei_domain::outside::Entropy;
use renkei_domain::record::Purpose;
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::{Instant, Moment};
use renkei_store::conference::series::SeriesFile;
use renkei_store::{Stop, Work};

use super::call::{Acting, follow};
use super::{KeptSeries, MeetingRefusal, judged, refuse, series_in};
use crate::App;
use crate::directory::register::Outcome;
use crate::writer::Writer;

/// One meeting as somebody saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeenMeeting {
    /// Of which series.
    pub series: MeetingSeriesId,
    /// Of which day of the rule.
    pub original: NaiveDate,
    /// In which version; 0 while nothing was known of it.
    pub version: i64,
}

/// What is written of a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MeetingStep {
    /// It is at another time, perhaps in another place.
    Move(Moment, Option<Line>),
    /// It is as the rule has it again.
    AsPlanned,
    /// It is not held, and why.
    Cancel(Option<Line>),
    /// It is held after all.
    Restore,
    /// Something more is talked about.
    AddItem {
        /// What it is called.
        title: Line,
        /// How long it takes, in minutes.
        minutes: u16,
        /// Who brings it in.
        presenter: Option<Line>,
        /// What it aims at.
        aim: Aim,
    },
    /// What became of an item.
    SettleItem(AgendaItemId, ItemOutcome),
    /// An item is not talked about.
    DropItem(AgendaItemId),
    /// Who came.
    Attend(Vec<(ParticipantId, MeetingCame)>),
    /// What else was noted.
    Note(Option<Prose>),
    /// Something was decided.
    Decide {
        /// Who does it.
        by: Line,
        /// What.
        what: Line,
        /// The last day on which it is done in time.
        due_on: NaiveDate,
    },
    /// What became of a decision.
    Settle(DecisionId, DecisionState),
    /// What is left over is carried to the next.
    CarryOver,
}

impl MeetingStep {
    const fn purpose(&self) -> Purpose {
        match self {
            Self::Move(..) | Self::AsPlanned | Self::Cancel(_) | Self::Restore => {
                Purpose::ShiftMeeting
            }
            Self::AddItem { .. } | Self::DropItem(_) | Self::CarryOver => Purpose::PrepareMeeting,
            Self::SettleItem(..)
            | Self::Attend(_)
            | Self::Note(_)
            | Self::Decide { .. }
            | Self::Settle(..) => Purpose::RecordMeeting,
        }
    }
}

/// Everything that was given beforehand.
struct Given {
    principal: Principal,
    step: MeetingStep,
    holidays: HolidayTable,
    /// Ids for what comes into being: a row of this meeting, one of the next, items.
    rows: [OccurrenceId; 2],
    items: Vec<AgendaItemId>,
    decision: DecisionId,
    entropy: Arc<dyn Entropy>,
}

#[renkei_boxed::boxed]
impl App {
    /// Writes something of a meeting.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn write_meeting(
        &self,
        writer: &Writer,
        seen: SeenMeeting,
        step: MeetingStep,
    ) -> Outcome<KeptSeries, MeetingRefusal> {
        let asked = format!("{seen:?} {step:?}");
        let purpose = step.purpose();
        let reference = self.reference().await?;
        let given = Arc::new(Given {
            principal: writer.principal.clone(),
            step,
            holidays: reference.holidays.clone(),
            rows: [(); 2].map(|()| OccurrenceId::from_uuid(self.new_id())),
            items: (0..=agenda::ITEMS)
                .map(|_| self.new_agenda_item())
                .collect(),
            decision: DecisionId::from_uuid(self.new_id()),
            entropy: Arc::clone(&self.entropy),
        });
        self.act_of(writer, purpose, &asked, move |work, header| {
            let given = Arc::clone(&given);
            Box::pin(async move { written_in(work, &given, seen, header.at).await })
        })
        .await
    }
}

pub(super) fn known_of(file: &SeriesFile, original: NaiveDate) -> Option<&Occurrence> {
    file.known.iter().find(|one| one.original == original)
}

async fn written_in(
    work: &Work,
    given: &Given,
    seen: SeenMeeting,
    now: Instant,
) -> Result<KeptSeries, Stop<MeetingRefusal>> {
    let file = series_in(work, &given.principal, seen.series).await?;
    let before = known_of(&file, seen.original);
    if before.map_or(0, |known| known.version) != seen.version {
        return refuse(MeetingRefusal::Overtaken);
    }
    let holidays = &given.holidays;
    let meeting = file.series.meeting_of(seen.original, before, holidays);
    let meeting = judged(meeting)?;
    let bare = |id| {
        let of = (file.series.network, file.series.id);
        Occurrence::bare(id, of, seen.original)
    };
    let known = before.cloned().unwrap_or_else(|| bare(given.rows[0]));
    if given.step == MeetingStep::CarryOver {
        if !meeting.has_begun(now) {
            return refuse(SeriesFault::NothingLeft);
        }
        return carried_in(work, given, &file, (known, before, &meeting)).await;
    }
    let after = judged(stepped(given, (&file, &meeting), known, now))?;
    work.keep_occurrence(before, &after).await?;
    if given.step.purpose() == Purpose::ShiftMeeting {
        let acting = Acting::of(&given.principal, now, (&given.holidays, &given.entropy));
        let of = (&file.series, std::slice::from_ref(&after));
        follow(work, of, Some(seen.original), &acting).await?;
    }
    Ok(KeptSeries(file.series.id))
}

/// The meeting after a step that concerns it alone.
fn stepped(
    given: &Given,
    (file, meeting): (&SeriesFile, &Meeting),
    known: Occurrence,
    now: Instant,
) -> Result<Occurrence, SeriesFault> {
    let has_begun = meeting.has_begun(now);
    let not_begun = |known: Occurrence| {
        if has_begun {
            Err(SeriesFault::Over)
        } else {
            Ok(known)
        }
    };
    match &given.step {
        MeetingStep::Move(to, place) => {
            let known = not_begun(known)?;
            let wish = (meeting.original, *to);
            file.series
                .may_move(wish, &file.known, (&given.holidays, now))?;
            known.moved(*to, place.clone())
        }
        MeetingStep::AsPlanned | MeetingStep::Restore => {
            let known = not_begun(known)?;
            let after = match given.step {
                MeetingStep::Restore => known.restored()?,
                _ => known.as_planned()?,
            };
            // It goes back to a day that is to come, and on which no other meeting of the series is.
            let back = file
                .series
                .meeting_of(meeting.original, Some(&after), &given.holidays)?;
            if back.is_held() {
                let wish = (meeting.original, back.begins);
                file.series
                    .may_move(wish, &file.known, (&given.holidays, now))?;
            }
            Ok(after)
        }
        MeetingStep::Cancel(why) => not_begun(known)?.cancelled(why.clone()),
        MeetingStep::AddItem {
            title,
            minutes,
            presenter,
            aim,
        } => known.with_item(MeetingItem {
            id: given.items[0],
            title: title.clone(),
            minutes: *minutes,
            presenter: presenter.clone(),
            aim: *aim,
            outcome: ItemOutcome::Open,
            from: None,
        }),
        MeetingStep::SettleItem(id, outcome) => known.settling_item(*id, *outcome),
        MeetingStep::DropItem(id) => known.without_item(*id),
        MeetingStep::Attend(told) => {
            if !has_begun {
                return Err(SeriesFault::NotYet);
            }
            let is_known = |(id, _): &(ParticipantId, _)| file.series.member(*id).is_some();
            if !told.iter().all(is_known) {
                return Err(SeriesFault::NoSuchMember);
            }
            known.attended(told)
        }
        MeetingStep::Note(notes) => known.noted(notes.clone()),
        MeetingStep::Decide { by, what, due_on } => {
            let new = MeetingDecision {
                id: given.decision,
                by: by.clone(),
                what: what.clone(),
                due_on: *due_on,
                state: DecisionState::Open,
            };
            known.deciding(new, meeting.begins.date)
        }
        MeetingStep::Settle(id, state) => known.settling(*id, *state),
        MeetingStep::CarryOver => Err(SeriesFault::NothingLeft),
    }
}

/// Carries what a meeting left over to the next one.
async fn carried_in(
    work: &Work,
    given: &Given,
    file: &SeriesFile,
    (known, before, meeting): (Occurrence, Option<&Occurrence>, &Meeting),
) -> Result<KeptSeries, Stop<MeetingRefusal>> {
    // Where the rule changed, the next meeting is one of the series that took its place.
    let mut going_on = file.clone();
    let next = loop {
        let (series, known) = (&going_on.series, &going_on.known);
        if let Some(next) = series.next_after(meeting, known, &given.holidays) {
            break next;
        }
        match work.series_after(series.id).await? {
            Some(after) => going_on = after,
            None => return refuse(SeriesFault::NoNext),
        }
    };
    let next_before = known_of(&going_on, next.original);
    let of = (going_on.series.network, going_on.series.id);
    let there = next_before.cloned();
    let there = there.unwrap_or_else(|| Occurrence::bare(given.rows[1], of, next.original));
    let (left, goes_on) = judged(known.carried_over(there, &given.items))?;
    work.keep_occurrence(before, &left).await?;
    work.keep_occurrence(next_before, &goes_on).await?;
    Ok(KeptSeries(file.series.id))
}
