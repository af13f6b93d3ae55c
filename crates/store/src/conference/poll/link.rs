//! Links by which people answer a poll without an account. Whether whoever holds one is still asked is not known here.

use renkei_domain::conference::poll::{Poll, PollState};
use renkei_domain::ids::{AccountId, CaseId, ConferenceId, OrganizationId, RespondentId};
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, Value};
use uuid::Uuid;

use super::read::poll_of;
use crate::cases::{rows, write};
use crate::fault::StoreFault;
use crate::keys::KeyRing;
use crate::people::SecretHash;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

/// A poll as it is found by the code of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkedPoll {
    /// The poll.
    pub poll: Poll,
    /// Of which case.
    pub case: CaseId,
    /// Who leads that.
    pub lead: OrganizationId,
    /// Who sees to the conference.
    pub keeper: AccountId,
    /// Who answers by the link.
    pub respondent: RespondentId,
}

async fn behind(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    hash: &SecretHash,
) -> Result<Option<LinkedPoll>, StoreFault> {
    let mut sql = Sql::new(
        "SELECT l.poll_id, l.respondent_id, c.case_id, c.organization_id, c.keeper_id FROM poll_link l \
         JOIN poll p ON p.id = l.poll_id JOIN conference c ON c.id = p.conference_id WHERE l.code_hash = ",
    );
    sql.bind(hash.to_vec());
    let found = rows(connection, sql).await?;
    let Some(row) = found.first() else {
        return Ok(None);
    };
    let id = |column: usize| row.try_get_by_index::<Uuid>(column);
    let respondent = RespondentId::from_uuid(id(1)?);
    let Some(poll) = poll_of(connection, keys, id(0)?).await? else {
        return Ok(None);
    };
    Ok(Some(LinkedPoll {
        poll,
        case: CaseId::from_uuid(id(2)?),
        lead: OrganizationId::from_uuid(id(3)?),
        keeper: AccountId::from_uuid(id(4)?),
        respondent,
    }))
}

impl Store {
    /// Where the poll behind the code of a link stands, with who answers by it as long as answers are taken. Nothing of it
    /// is read.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn place_of_poll_link(
        &self,
        hash: &SecretHash,
    ) -> Result<Option<(CaseId, ConferenceId, Option<RespondentId>)>, StoreFault> {
        let mut sql = Sql::new(
            "SELECT c.case_id, c.id, l.respondent_id, p.state FROM poll_link l \
             JOIN poll p ON p.id = l.poll_id JOIN conference c ON c.id = p.conference_id WHERE l.code_hash = ",
        );
        sql.bind(hash.to_vec());
        let found = rows(&self.reader, sql).await?;
        let Some(row) = found.first() else {
            return Ok(None);
        };
        let id = |column: usize| row.try_get_by_index::<Uuid>(column);
        let respondent = RespondentId::from_uuid(id(2)?);
        let is_open = row.try_get_by_index::<String>(3)? == PollState::Open.code();
        Ok(Some((
            CaseId::from_uuid(id(0)?),
            ConferenceId::from_uuid(id(1)?),
            is_open.then_some(respondent),
        )))
    }
}

impl Work {
    /// The poll behind the code of a link. What of it whoever holds the code is shown is no record of the person: dates
    /// and marks.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn poll_by_link(&self, hash: &SecretHash) -> Result<Option<LinkedPoll>, StoreFault> {
        behind(self.connection(), self.keys(), hash).await
    }

    /// Keeps the link of somebody who is asked, in place of earlier ones, which open nothing any more.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_poll_link(
        &self,
        poll: &Poll,
        respondent: RespondentId,
        hash: &SecretHash,
        now: Instant,
    ) -> Result<(), StoreFault> {
        let mut sql = Sql::new("DELETE FROM poll_link WHERE poll_id = ");
        sql.bind(poll.id.uuid())
            .push(" AND respondent_id = ")
            .bind(respondent.uuid());
        write(self, sql).await?;
        self.add_poll_link(poll, respondent, hash, now).await
    }

    /// Keeps a further link of somebody who is asked, beside those they have.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_poll_link(
        &self,
        poll: &Poll,
        respondent: RespondentId,
        hash: &SecretHash,
        now: Instant,
    ) -> Result<(), StoreFault> {
        let values = [
            Value::from(hash.to_vec()),
            Value::from(poll.id.uuid()),
            Value::from(poll.person.uuid()),
            Value::from(respondent.uuid()),
            Value::from(now.micros()),
        ];
        let mut sql = Sql::new(
            "INSERT INTO poll_link (code_hash, poll_id, person_id, respondent_id, made_at) VALUES ",
        );
        sql.add(Sql::row(values));
        write(self, sql).await?;
        Ok(())
    }
}
