//! Exceptions of the law. That there is one stands in its row alone: the act that names it notes no change, since
//! the log of a case is read by more than those who may know.

use renkei_domain::consent::recipient::PartyId;
use renkei_domain::consent::{ConsentRecipient, Exception, ExceptionStep, LegalGround};
use renkei_domain::ids::{AccountId, ExceptionId, ExceptionStepId, OrganizationId, PersonId};
use renkei_domain::text::Prose;
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, Value};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::terms::{categories, category_codes};
use crate::cases::{rows, write};
use crate::directory::words::{code, unreadable};
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyOwner, KeyRing};
use crate::sql::Sql;
use crate::work::Work;

pub(super) const TABLE: &str = "consent_exception";

const STEPS: &str = "exception_step";

/// The place of the reason of a step.
const REASON: usize = 5;

/// What is sealed of an exception.
#[derive(Debug, Serialize, Deserialize)]
struct Said {
    ground: String,
    reason: String,
    recipient: String,
    categories: Vec<String>,
}

pub(crate) fn cell(id: ExceptionId) -> Cell<'static> {
    Cell::of(TABLE, "said", id.uuid())
}

/// What somebody who answers for an exception did with it, and why.
#[derive(Clone, PartialEq, Eq)]
pub struct TakenStep {
    /// Its id.
    pub id: ExceptionStepId,
    /// What.
    pub step: ExceptionStep,
    /// Who.
    pub by: AccountId,
    /// When.
    pub at: Instant,
    /// Why.
    pub reason: Prose,
}

/// Why is nobody's to read in a log.
impl std::fmt::Debug for TakenStep {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "TakenStep({})", self.id)
    }
}

fn step_cell(id: ExceptionStepId) -> Cell<'static> {
    Cell::of(STEPS, "reason", id.uuid())
}

/// The steps that were taken with some exceptions, in their order.
pub(crate) async fn steps_of(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    exceptions: &[ExceptionId],
) -> Result<Vec<(ExceptionId, TakenStep)>, StoreFault> {
    if exceptions.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = Sql::new(
        "SELECT exception_id, id, step, taken_by, taken_at, reason FROM exception_step \
         WHERE exception_id IN (",
    );
    let ids = exceptions.iter().map(|id| id.uuid());
    sql.add(Sql::ids(connection.get_database_backend(), ids))
        .push(") ORDER BY taken_at, id");
    let found = rows(connection, sql).await?;
    let opener = keys.opener_of_rows(connection, &found, &[REASON]).await?;
    let steps = found.iter().map(|row| {
        let id = ExceptionStepId::from_uuid(row.try_get_by_index::<Uuid>(1)?);
        let reason = opener.text_at(&step_cell(id), row, REASON)?;
        let step: String = row.try_get_by_index(2)?;
        let taken = TakenStep {
            id,
            step: code(STEPS, ExceptionStep::from_code, &step)?,
            by: AccountId::from_uuid(row.try_get_by_index::<Uuid>(3)?),
            at: Instant::from_micros(row.try_get_by_index(4)?),
            reason: Prose::parse(&reason).map_err(|fault| unreadable(STEPS, fault))?,
        };
        Ok((
            ExceptionId::from_uuid(row.try_get_by_index::<Uuid>(0)?),
            taken,
        ))
    });
    steps.collect()
}

/// What stands of an exception in the open.
pub(crate) struct ExceptionRow {
    pub(crate) id: ExceptionId,
    pub(crate) person: PersonId,
    pub(crate) organization: OrganizationId,
    pub(crate) by: AccountId,
    pub(crate) at: Instant,
    pub(crate) ended_at: Option<Instant>,
    pub(crate) released_at: Option<Instant>,
}

impl ExceptionRow {
    /// With what was sealed of it.
    pub(crate) fn read(self, text: &str) -> Result<Exception, StoreFault> {
        // What serde says of a text may repeat some of it.
        let said: Said = serde_json::from_str(text).map_err(|_| unreadable(TABLE, "said"))?;
        Ok(Exception {
            id: self.id,
            person: self.person,
            organization: self.organization,
            by: self.by,
            ground: code(TABLE, LegalGround::from_code, &said.ground)?,
            reason: Prose::parse(&said.reason).map_err(|fault| unreadable(TABLE, fault))?,
            recipient: party(&said.recipient)?,
            categories: categories(TABLE, &said.categories)?,
            at: self.at,
            ended_at: self.ended_at,
            released_at: self.released_at,
        })
    }
}

fn party(text: &str) -> Result<PartyId, StoreFault> {
    match ConsentRecipient::from_code(text) {
        Some(ConsentRecipient::Named(id)) => Ok(id),
        Some(ConsentRecipient::KindInTeam(_)) | None => Err(unreadable(TABLE, "recipient")),
    }
}

impl Work {
    /// Keeps an exception in a place that was taken from the head in this act.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_exception(&self, exception: &Exception, seq: i64) -> Result<(), StoreFault> {
        let said = Said {
            ground: exception.ground.code().to_owned(),
            reason: exception.reason.to_string(),
            recipient: ConsentRecipient::Named(exception.recipient).code(),
            categories: category_codes(&exception.categories),
        };
        let said = serde_json::to_string(&said).map_err(|fault| unreadable(TABLE, fault))?;
        let owner = KeyOwner::Person(exception.person);
        let said = self.seal_text(owner, cell(exception.id), &said).await?;
        let mut sql = Sql::new(
            "INSERT INTO consent_exception (id, person_id, organization_id, seq, named_by, said, named_at, \
             ended_at, released_at) VALUES ",
        );
        sql.add(Sql::row([
            Value::from(exception.id.uuid()),
            Value::from(exception.person.uuid()),
            Value::from(exception.organization.uuid()),
            Value::from(seq),
            Value::from(exception.by.uuid()),
            Value::from(said),
            Value::from(exception.at.micros()),
            Value::from(exception.ended_at.map(Instant::micros)),
            Value::from(exception.released_at.map(Instant::micros)),
        ]));
        write(self, sql).await?;
        self.keep_act();
        Ok(())
    }

    /// Keeps a step that was taken with an exception of a person, and why. The log says no more of it than of the
    /// exception itself.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn step_exception(
        &self,
        exception: &Exception,
        taken: &TakenStep,
    ) -> Result<(), StoreFault> {
        let mut sql = Sql::new("UPDATE consent_exception SET ");
        sql.push(match taken.step {
            ExceptionStep::Ended => "ended_at = ",
            ExceptionStep::Released => "released_at = ",
        })
        .bind(taken.at.micros())
        .push(" WHERE id = ")
        .bind(exception.id.uuid());
        write(self, sql).await?;
        let owner = KeyOwner::Person(exception.person);
        let reason = taken.reason.to_string();
        let reason = self.seal_text(owner, step_cell(taken.id), &reason).await?;
        let mut sql = Sql::new(
            "INSERT INTO exception_step (id, person_id, organization_id, exception_id, step, taken_by, \
             taken_at, reason) VALUES ",
        );
        sql.add(Sql::row([
            Value::from(taken.id.uuid()),
            Value::from(exception.person.uuid()),
            Value::from(exception.organization.uuid()),
            Value::from(exception.id.uuid()),
            Value::from(taken.step.code()),
            Value::from(taken.by.uuid()),
            Value::from(taken.at.micros()),
            Value::from(reason),
        ]));
        write(self, sql).await?;
        self.keep_act();
        Ok(())
    }
}
