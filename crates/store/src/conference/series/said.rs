//! What is sealed of a series and of one of its meetings: texts, as they stand in their rows.

use chrono::NaiveDate;
use renkei_domain::conference::invitation::{
    CallChannel, CheckedHow, KeptWay, NumberCheck, WayChoice,
};
use renkei_domain::conference::series::occurrence::{
    ItemOutcome, MeetingCame, MeetingDecision, MeetingItem, MovedTo, Occurrence, Shift,
};
use renkei_domain::conference::series::{MeetingMember, MeetingOffice, MeetingSeries};
use renkei_domain::conference::{Aim, DecisionState};
use renkei_domain::ids::{AccountId, AgendaItemId, DecisionId, ParticipantId, ResourceId};
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::Instant;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{OCCURRENCE, TABLE};
use crate::conference::said::{line_of, prose_of};
use crate::directory::words::{code, line, unreadable};
use crate::fault::StoreFault;

/// What is sealed of a series.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct SaidOfSeries {
    pub(super) theme: String,
    pub(super) place: String,
    members: Vec<SaidOfMember>,
}

#[derive(Debug, Serialize, Deserialize)]
struct SaidOfMember {
    id: Uuid,
    resource: Option<Uuid>,
    name: Option<String>,
    seat: Option<String>,
    #[serde(default)]
    choice: Option<SaidOfChoice>,
    #[serde(default)]
    check: Option<SaidOfCheck>,
    until: Option<NaiveDate>,
}

/// What the secretariat chose of the way to a member.
#[derive(Debug, Serialize, Deserialize)]
struct SaidOfChoice {
    channel: String,
    target: Option<String>,
    reason: String,
    by: Uuid,
    /// Microseconds.
    at: i64,
}

/// Which FAX number of a member was confirmed.
#[derive(Debug, Serialize, Deserialize)]
struct SaidOfCheck {
    number: String,
    how: String,
    on: NaiveDate,
    by: Uuid,
}

impl SaidOfMember {
    fn way(&mut self) -> Result<Option<KeptWay>, StoreFault> {
        let choice = self
            .choice
            .take()
            .map(|said| -> Result<WayChoice, StoreFault> {
                let reason = prose_of(TABLE, Some(said.reason))?;
                Ok(WayChoice {
                    channel: code(TABLE, CallChannel::from_code, &said.channel)?,
                    target: line_of(TABLE, said.target)?,
                    reason: reason.ok_or_else(|| unreadable(TABLE, "reason"))?,
                    by: AccountId::from_uuid(said.by),
                    at: Instant::from_micros(said.at),
                })
            });
        let check = self
            .check
            .take()
            .map(|said| -> Result<NumberCheck, StoreFault> {
                Ok(NumberCheck {
                    number: line(TABLE, &said.number)?,
                    how: code(TABLE, CheckedHow::from_code, &said.how)?,
                    on: said.on,
                    by: AccountId::from_uuid(said.by),
                })
            });
        let (choice, check) = (choice.transpose()?, check.transpose()?);
        let is_kept = choice.is_some() || check.is_some();
        Ok(is_kept.then(|| KeptWay {
            participant: ParticipantId::from_uuid(self.id),
            choice,
            check,
        }))
    }
}

fn text(line: Option<&Line>) -> Option<String> {
    line.map(ToString::to_string)
}

impl SaidOfSeries {
    pub(super) fn of(series: &MeetingSeries) -> Self {
        let members = series.members.iter().map(|one| {
            let (resource, name) = match &one.office {
                MeetingOffice::Listed(resource) => (Some(resource.uuid()), None),
                MeetingOffice::Written(name) => (None, Some(name.to_string())),
            };
            let way = one.way.as_ref();
            let choice = way.and_then(|way| way.choice.as_ref());
            let check = way.and_then(|way| way.check.as_ref());
            SaidOfMember {
                id: one.id.uuid(),
                resource,
                name,
                seat: text(one.seat.as_ref()),
                choice: choice.map(|choice| SaidOfChoice {
                    channel: choice.channel.code().to_owned(),
                    target: text(choice.target.as_ref()),
                    reason: choice.reason.to_string(),
                    by: choice.by.uuid(),
                    at: choice.at.micros(),
                }),
                check: check.map(|check| SaidOfCheck {
                    number: check.number.to_string(),
                    how: check.how.code().to_owned(),
                    on: check.on,
                    by: check.by.uuid(),
                }),
                until: one.until,
            }
        });
        Self {
            theme: series.outline.theme.to_string(),
            place: series.outline.place.to_string(),
            members: members.collect(),
        }
    }

    pub(super) fn members(self) -> Result<Vec<MeetingMember>, StoreFault> {
        let members = self.members.into_iter().map(|mut said| {
            let way = said.way()?;
            let office = match (said.resource, said.name) {
                (Some(resource), None) => MeetingOffice::Listed(ResourceId::from_uuid(resource)),
                (None, Some(name)) => MeetingOffice::Written(line(TABLE, &name)?),
                _ => return Err(unreadable(TABLE, "office")),
            };
            Ok(MeetingMember {
                id: ParticipantId::from_uuid(said.id),
                office,
                seat: line_of(TABLE, said.seat)?,
                way,
                until: said.until,
            })
        });
        members.collect()
    }
}

/// What is sealed of a meeting.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct SaidOfOccurrence {
    pub(super) place: Option<String>,
    pub(super) why: Option<String>,
    /// When one that is cancelled would have begun, where it had been moved before: microseconds.
    #[serde(default)]
    was_at: Option<i64>,
    /// Where, where that was not the place of the series.
    #[serde(default)]
    was_place: Option<String>,
    items: Vec<SaidOfItem>,
    came: Vec<(Uuid, String)>,
    decisions: Vec<SaidOfDecision>,
    notes: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
struct SaidOfItem {
    id: Uuid,
    title: String,
    minutes: u16,
    presenter: Option<String>,
    aim: String,
    outcome: String,
    from: Option<NaiveDate>,
}

#[derive(Debug, Serialize, Deserialize)]
struct SaidOfDecision {
    id: Uuid,
    by: String,
    what: String,
    due_on: NaiveDate,
    state: String,
}

/// The same, read back.
pub(super) struct ReadOfOccurrence {
    pub(super) items: Vec<MeetingItem>,
    pub(super) came: Vec<(ParticipantId, MeetingCame)>,
    pub(super) decisions: Vec<MeetingDecision>,
    pub(super) notes: Option<Prose>,
}

impl SaidOfOccurrence {
    pub(super) fn of(occurrence: &Occurrence) -> Self {
        let (place, why) = match &occurrence.shift {
            Some(Shift::Moved { place, .. }) => (text(place.as_ref()), None),
            Some(Shift::Cancelled { why, .. }) => (None, text(why.as_ref())),
            None => (None, None),
        };
        let was = match &occurrence.shift {
            Some(Shift::Cancelled { was, .. }) => was.as_ref(),
            Some(Shift::Moved { .. }) | None => None,
        };
        let items = occurrence.items.iter().map(|item| SaidOfItem {
            id: item.id.uuid(),
            title: item.title.to_string(),
            minutes: item.minutes,
            presenter: text(item.presenter.as_ref()),
            aim: item.aim.code().to_owned(),
            outcome: item.outcome.code().to_owned(),
            from: item.from,
        });
        let came = occurrence.came.iter();
        let came = came.map(|(member, came)| (member.uuid(), came.code().to_owned()));
        let decisions = occurrence.decisions.iter().map(|one| SaidOfDecision {
            id: one.id.uuid(),
            by: one.by.to_string(),
            what: one.what.to_string(),
            due_on: one.due_on,
            state: one.state.code().to_owned(),
        });
        Self {
            place,
            why,
            was_at: was.map(|was| was.begins.instant().micros()),
            was_place: was.and_then(|was| text(was.place.as_ref())),
            items: items.collect(),
            came: came.collect(),
            decisions: decisions.collect(),
            notes: occurrence.notes.as_ref().map(ToString::to_string),
        }
    }

    /// Where one that is cancelled had been moved before.
    pub(super) fn was(&mut self) -> Result<Option<MovedTo>, StoreFault> {
        let Some(micros) = self.was_at else {
            return Ok(None);
        };
        Ok(Some(MovedTo {
            begins: Instant::from_micros(micros).in_japan(),
            place: line_of(OCCURRENCE, self.was_place.take())?,
        }))
    }

    pub(super) fn read(self) -> Result<ReadOfOccurrence, StoreFault> {
        let items = self.items.into_iter().map(|said| {
            Ok(MeetingItem {
                id: AgendaItemId::from_uuid(said.id),
                title: line(OCCURRENCE, &said.title)?,
                minutes: said.minutes,
                presenter: line_of(OCCURRENCE, said.presenter)?,
                aim: code(OCCURRENCE, Aim::from_code, &said.aim)?,
                outcome: code(OCCURRENCE, ItemOutcome::from_code, &said.outcome)?,
                from: said.from,
            })
        });
        let came = self.came.into_iter().map(|(member, came)| {
            let came = code(OCCURRENCE, MeetingCame::from_code, &came)?;
            Ok((ParticipantId::from_uuid(member), came))
        });
        let decisions = self.decisions.into_iter().map(|said| {
            Ok(MeetingDecision {
                id: DecisionId::from_uuid(said.id),
                by: line(OCCURRENCE, &said.by)?,
                what: line(OCCURRENCE, &said.what)?,
                due_on: said.due_on,
                state: code(OCCURRENCE, DecisionState::from_code, &said.state)?,
            })
        });
        Ok(ReadOfOccurrence {
            items: items.collect::<Result<_, StoreFault>>()?,
            came: came.collect::<Result<_, StoreFault>>()?,
            decisions: decisions.collect::<Result<_, StoreFault>>()?,
            notes: prose_of(OCCURRENCE, self.notes)?,
        })
    }
}
