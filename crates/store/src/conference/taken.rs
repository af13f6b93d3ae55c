//! What agencies took on at conferences about cases of another. Nothing sealed is read: only which it is and when it is
//! due. Whether the agency still may hear of it is asked of the rule afterwards.

use chrono::NaiveDate;
use renkei_domain::conference::DecisionState;
use renkei_domain::ids::{CaseId, ConferenceId, OrganizationId, ParticipantId};
use sea_orm::Value;
use uuid::Uuid;

use crate::cases::rows;
use crate::fault::StoreFault;
use crate::publication::IS_SHOWN;
use crate::sql::Sql;
use crate::store::Store;

/// Something that is to be done by somebody of a team.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TakenOn {
    /// In which case.
    pub case: CaseId,
    /// At which conference it was decided.
    pub conference: ConferenceId,
    /// Who does it.
    pub by: ParticipantId,
    /// The last day on which it is done in time.
    pub due_on: NaiveDate,
    /// Who leads the case.
    pub lead: OrganizationId,
}

const TAKEN: &str = "SELECT DISTINCT d.case_id, d.conference_id, d.participant_id, d.due_on, d.organization_id, \
     d.made_at, d.id FROM conference_decision d \
     JOIN conference_participant p ON p.id = d.participant_id \
     JOIN team_member m ON m.case_id = d.case_id AND (m.id = p.member_id \
     OR COALESCE((SELECT g.leads_to FROM resource_merge g \
     WHERE g.merged_id = m.resource_id AND g.undone_act_id IS NULL), m.resource_id) = \
     COALESCE((SELECT g.leads_to FROM resource_merge g \
     WHERE g.merged_id = p.resource_id AND g.undone_act_id IS NULL), p.resource_id)) \
     JOIN resource_facts f ON f.resource_id = COALESCE((SELECT g.leads_to FROM resource_merge g \
     WHERE g.merged_id = m.resource_id AND g.undone_act_id IS NULL), m.resource_id) WHERE ";

impl Store {
    /// What is open, due by a day and taken on by an entry of one of these organizations that is in the team today, in
    /// cases that none of them leads: what is due first comes first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn taken_on_by(
        &self,
        bodies: &[OrganizationId],
        (today, until): (NaiveDate, NaiveDate),
    ) -> Result<Vec<TakenOn>, StoreFault> {
        let backend = self.reader.get_database_backend();
        let ids = || Sql::ids(backend, bodies.iter().map(|body| body.uuid()));
        let mut sql = Sql::new(TAKEN);
        sql.push(IS_SHOWN)
            .push(" AND f.organization_id IN (")
            .add(ids())
            .push(") AND d.organization_id NOT IN (")
            .add(ids())
            .push(") AND ")
            .add(Sql::with(
                "d.state = ? AND d.due_on <= ? AND (m.until IS NULL OR m.until >= ?)",
                [
                    DecisionState::Open.code().into(),
                    Value::from(until),
                    Value::from(today),
                ],
            ))
            .push(" ORDER BY d.due_on, d.made_at, d.id");
        let found = rows(&self.reader, sql).await?;
        let taken = found.iter().map(|row| {
            let id = |column: usize| row.try_get_by_index::<Uuid>(column);
            Ok(TakenOn {
                case: CaseId::from_uuid(id(0)?),
                conference: ConferenceId::from_uuid(id(1)?),
                by: ParticipantId::from_uuid(id(2)?),
                due_on: row.try_get_by_index(3)?,
                lead: OrganizationId::from_uuid(id(4)?),
            })
        });
        taken.collect()
    }
}
