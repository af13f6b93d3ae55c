//! Keeping minutes, and what a conference decided. Of minutes no more is written than changed, since they are kept every
//! few seconds.

use renkei_domain::conference::{
    AttendanceLine, Conference, ConferenceDecision, Inquiry, ItemNotes, Minutes, Turnout,
};
use renkei_domain::ids::{AgendaItemId, ConferenceId, ParticipantId};
use sea_orm::Value;
use serde_json::json;

use super::said::{SaidOfAttendance, SaidOfDecision, SaidOfNotes};
use super::{ATTENDANCE, DECISION, MINUTES, NOTES};
use crate::cases::note_change;
use crate::conference::read::cell;
use crate::conference::said::written;
use crate::conference::write::{presented_by, put};
use crate::fault::StoreFault;
use crate::keys::KeyOwner;
use crate::work::Work;

/// What of some rows is not the same as before.
fn changed<'m, T: PartialEq>(before: &[T], after: &'m [T]) -> Vec<&'m T> {
    after.iter().filter(|one| !before.contains(one)).collect()
}

impl Work {
    /// Keeps the minutes of a conference, in place of how they were.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_minutes(
        &self,
        conference: &Conference,
        before: &Minutes,
        after: &Minutes,
    ) -> Result<(), StoreFault> {
        self.put_minutes(conference, after).await?;
        for notes in changed(&before.notes, &after.notes) {
            self.put_notes(conference, notes).await?;
        }
        for line in changed(&before.attendance, &after.attendance) {
            self.put_attendance(conference, line).await?;
        }
        let (was, is) = (logged(before, after), logged(after, before));
        note_change(self, conference.case, "minutes", Some(was), Some(is));
        Ok(())
    }

    async fn put_minutes(
        &self,
        conference: &Conference,
        minutes: &Minutes,
    ) -> Result<(), StoreFault> {
        let columns = ["id", "person_id", "taker_id", "taken_at", "next_id"];
        let values = [
            Value::from(conference.id.uuid()),
            Value::from(conference.person.uuid()),
            Value::from(minutes.taker.map(|taker| taker.account.uuid())),
            Value::from(minutes.taker.map(|taker| taker.since.micros())),
            Value::from(minutes.next.map(ConferenceId::uuid)),
        ];
        put(self, MINUTES, &columns, values).await
    }

    async fn put_notes(
        &self,
        conference: &Conference,
        notes: &ItemNotes,
    ) -> Result<(), StoreFault> {
        let id = notes.item.map_or(conference.id.uuid(), AgendaItemId::uuid);
        let owner = KeyOwner::Person(conference.person);
        let said = written(NOTES, &SaidOfNotes::of(notes))?;
        let said = self.seal_text(owner, cell(NOTES, id), &said).await?;
        let columns = [
            "id",
            "conference_id",
            "person_id",
            "item_id",
            "written_by",
            "written_at",
            "version",
            "said",
        ];
        let values = [
            Value::from(id),
            Value::from(conference.id.uuid()),
            Value::from(conference.person.uuid()),
            Value::from(notes.item.map(AgendaItemId::uuid)),
            Value::from(notes.by.uuid()),
            Value::from(notes.at.micros()),
            Value::from(notes.version),
            Value::from(said),
        ];
        put(self, NOTES, &columns, values).await
    }

    async fn put_attendance(
        &self,
        conference: &Conference,
        line: &AttendanceLine,
    ) -> Result<(), StoreFault> {
        let id = line.participant.uuid();
        let owner = KeyOwner::Person(conference.person);
        let said = written(ATTENDANCE, &SaidOfAttendance::of(line))?;
        let said = self.seal_text(owner, cell(ATTENDANCE, id), &said).await?;
        let turnout = line.turnout.as_ref();
        let inquiry = line.inquiry.as_ref();
        let columns = [
            "id",
            "conference_id",
            "person_id",
            "came",
            "item_id",
            "asked_on",
            "answered_on",
            "said",
        ];
        let values = [
            Value::from(id),
            Value::from(conference.id.uuid()),
            Value::from(conference.person.uuid()),
            Value::from(turnout.map(|turnout| turnout.came().code())),
            Value::from(turnout.and_then(Turnout::item).map(AgendaItemId::uuid)),
            Value::from(inquiry.map(|inquiry| inquiry.asked_on)),
            Value::from(inquiry.and_then(|inquiry| inquiry.answered_on)),
            Value::from(said),
        ];
        put(self, ATTENDANCE, &columns, values).await
    }

    /// Keeps something that a conference decided, in place of how it was.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_decision(
        &self,
        conference: &Conference,
        before: Option<&ConferenceDecision>,
        decision: &ConferenceDecision,
    ) -> Result<(), StoreFault> {
        let id = decision.id.uuid();
        let owner = KeyOwner::Person(conference.person);
        let said = written(DECISION, &SaidOfDecision::of(decision))?;
        let said = self.seal_text(owner, cell(DECISION, id), &said).await?;
        let (by, participant) = presented_by(decision.by);
        let columns = [
            "id",
            "conference_id",
            "case_id",
            "person_id",
            "organization_id",
            "item_id",
            "kind",
            "done_by",
            "participant_id",
            "due_on",
            "state",
            "settled_on",
            "settled_by",
            "made_at",
            "version",
            "said",
        ];
        let values = [
            Value::from(id),
            Value::from(conference.id.uuid()),
            Value::from(conference.case.uuid()),
            Value::from(conference.person.uuid()),
            Value::from(conference.organization.uuid()),
            Value::from(decision.item.map(AgendaItemId::uuid)),
            Value::from(decision.kind.code()),
            Value::from(by),
            Value::from(participant.map(ParticipantId::uuid)),
            Value::from(decision.due_on),
            Value::from(decision.state.code()),
            Value::from(decision.settled.map(|settled| settled.on)),
            Value::from(decision.settled.map(|settled| settled.by.uuid())),
            Value::from(decision.made_at.micros()),
            Value::from(decision.version),
            Value::from(said),
        ];
        put(self, DECISION, &columns, values).await?;
        let (was, is) = (before.map(logged_decision), logged_decision(decision));
        note_change(self, conference.case, "decisions", was, Some(is));
        Ok(())
    }
}

/// What the log, which is sealed, keeps of minutes: what is not the same in others.
fn logged(minutes: &Minutes, others: &Minutes) -> serde_json::Value {
    let notes = changed(&others.notes, &minutes.notes).into_iter();
    let notes = notes.map(|notes| {
        json!({
            "item": notes.item.map(|id| id.to_string()),
            "by": notes.by.to_string(),
            "version": notes.version,
            "said": json!(SaidOfNotes::of(notes)),
        })
    });
    let lines = changed(&others.attendance, &minutes.attendance).into_iter();
    let lines = lines.map(|line| {
        let turnout = line.turnout.as_ref();
        let day = |day: chrono::NaiveDate| day.to_string();
        let answered = |inquiry: &Inquiry| inquiry.answered_on;
        json!({
            "participant": line.participant.to_string(),
            "came": turnout.map(|turnout| turnout.came().code()),
            "item": turnout.and_then(Turnout::item).map(|id| id.to_string()),
            "asked_on": line.inquiry.as_ref().map(|inquiry| day(inquiry.asked_on)),
            "answered_on": line.inquiry.as_ref().and_then(answered).map(day),
            "said": json!(SaidOfAttendance::of(line)),
        })
    });
    json!({
        "id": minutes.conference.to_string(),
        "taker": minutes.taker.map(|taker| taker.account.to_string()),
        "next": minutes.next.map(|id| id.to_string()),
        "notes": notes.collect::<Vec<_>>(),
        "attendance": lines.collect::<Vec<_>>(),
    })
}

/// What it keeps of a decision.
fn logged_decision(decision: &ConferenceDecision) -> serde_json::Value {
    let (by, participant) = presented_by(decision.by);
    json!({
        "id": decision.id.to_string(),
        "conference": decision.conference.to_string(),
        "item": decision.item.map(|id| id.to_string()),
        "kind": decision.kind.code(),
        "by": by,
        "participant": participant.map(|id| id.to_string()),
        "due_on": decision.due_on.to_string(),
        "state": decision.state.code(),
        "settled_on": decision.settled.map(|settled| settled.on.to_string()),
        "settled_by": decision.settled.map(|settled| settled.by.to_string()),
        "said": json!(SaidOfDecision::of(decision)),
    })
}
