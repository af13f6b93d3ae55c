//! Exceptions of the law. That there is one stands in its row alone: the act that names it notes no change, since
//! the log of a case is read by more than those who may know.

use renkei_domain::consent::recipient::PartyId;
use renkei_domain::consent::{ConsentRecipient, Exception, LegalGround};
use renkei_domain::ids::{AccountId, ExceptionId, OrganizationId, PersonId};
use renkei_domain::text::Prose;
use renkei_domain::time::Instant;
use sea_orm::Value;
use serde::{Deserialize, Serialize};

use super::terms::{categories, category_codes};
use crate::cases::write;
use crate::directory::words::{code, unreadable};
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyOwner};
use crate::sql::Sql;
use crate::work::Work;

pub(super) const TABLE: &str = "consent_exception";

/// What is sealed of an exception.
#[derive(Debug, Serialize, Deserialize)]
struct Said {
    ground: String,
    reason: String,
    recipient: String,
    categories: Vec<String>,
}

pub(super) fn cell(id: ExceptionId) -> Cell<'static> {
    Cell::of(TABLE, "said", id.uuid())
}

/// What stands of an exception in the open.
pub(super) struct ExceptionRow {
    pub(super) id: ExceptionId,
    pub(super) person: PersonId,
    pub(super) organization: OrganizationId,
    pub(super) by: AccountId,
    pub(super) at: Instant,
    pub(super) ended_at: Option<Instant>,
    pub(super) released_at: Option<Instant>,
}

impl ExceptionRow {
    /// With what was sealed of it.
    pub(super) fn read(self, text: &str) -> Result<Exception, StoreFault> {
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
}
