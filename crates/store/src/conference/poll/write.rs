//! Keeping polls and answers.

use renkei_domain::conference::poll::{Poll, PollAnswer};
use renkei_domain::ids::{AccountId, CaseId};
use sea_orm::Value;
use serde_json::json;

use super::said::{SaidOfAnswer, SaidOfPoll};
use super::{ANSWER, POLL};
use crate::cases::note_change;
use crate::conference::read::cell;
use crate::conference::said::written;
use crate::conference::write::put;
use crate::fault::StoreFault;
use crate::keys::KeyOwner;
use crate::work::Work;

impl Work {
    /// Keeps a poll of a case, in place of how it was; not what was answered.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_poll(
        &self,
        case: CaseId,
        before: Option<&Poll>,
        poll: &Poll,
    ) -> Result<(), StoreFault> {
        let owner = KeyOwner::Person(poll.person);
        let said = written(POLL, &SaidOfPoll::of(poll))?;
        let said = self
            .seal_text(owner, cell(POLL, poll.id.uuid()), &said)
            .await?;
        let columns = [
            "id",
            "conference_id",
            "case_id",
            "person_id",
            "organization_id",
            "state",
            "minutes",
            "names",
            "deadline",
            "opened_at",
            "closed_at",
            "said",
        ];
        let values = [
            Value::from(poll.id.uuid()),
            Value::from(poll.conference.uuid()),
            Value::from(case.uuid()),
            Value::from(poll.person.uuid()),
            Value::from(poll.organization.uuid()),
            Value::from(poll.state.code()),
            Value::from(i32::from(poll.minutes)),
            Value::from(poll.names.code()),
            Value::from(poll.deadline),
            Value::from(poll.opened_at.micros()),
            Value::from(poll.closed_at.map(|at| at.micros())),
            Value::from(said),
        ];
        put(self, POLL, &columns, values).await?;
        let (was, is) = (before.map(logged), logged(poll));
        note_change(self, case, "polls", was, Some(is));
        Ok(())
    }

    /// Keeps an answer to a poll of a case, in place of the one before by the same way.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_poll_answer(
        &self,
        (case, poll): (CaseId, &Poll),
        before: Option<&PollAnswer>,
        answer: &PollAnswer,
    ) -> Result<(), StoreFault> {
        let owner = KeyOwner::Person(poll.person);
        let said = written(ANSWER, &SaidOfAnswer::of(answer))?;
        let said = self
            .seal_text(owner, cell(ANSWER, answer.id.uuid()), &said)
            .await?;
        let columns = [
            "id",
            "poll_id",
            "person_id",
            "respondent_id",
            "way",
            "said_at",
            "kept_at",
            "kept_by",
            "said",
        ];
        let values = [
            Value::from(answer.id.uuid()),
            Value::from(poll.id.uuid()),
            Value::from(poll.person.uuid()),
            Value::from(answer.respondent.uuid()),
            Value::from(answer.way.code()),
            Value::from(answer.said_at.micros()),
            Value::from(answer.kept_at.micros()),
            Value::from(answer.kept_by.map(AccountId::uuid)),
            Value::from(said),
        ];
        put(self, ANSWER, &columns, values).await?;
        let (was, is) = (before.map(logged_answer), logged_answer(answer));
        note_change(self, case, "poll_answers", was, Some(is));
        Ok(())
    }
}

/// What the log, which is sealed, keeps of a poll.
fn logged(poll: &Poll) -> serde_json::Value {
    json!({
        "id": poll.id.to_string(),
        "conference": poll.conference.to_string(),
        "state": poll.state.code(),
        "minutes": poll.minutes,
        "names": poll.names.code(),
        "deadline": poll.deadline.to_string(),
        "closed_at": poll.closed_at.map(|at| at.rfc3339()),
        "said": json!(SaidOfPoll::of(poll)),
    })
}

/// The same of an answer: who said it, when, and by which way.
fn logged_answer(answer: &PollAnswer) -> serde_json::Value {
    json!({
        "id": answer.id.to_string(),
        "respondent": answer.respondent.to_string(),
        "way": answer.way.code(),
        "said_at": answer.said_at.rfc3339(),
        "kept_by": answer.kept_by.map(|id| id.to_string()),
        "said": json!(SaidOfAnswer::of(answer)),
    })
}
