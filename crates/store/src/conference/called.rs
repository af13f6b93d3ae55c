//! Conferences about cases of others to which an agency was called. Nothing sealed is read: only which they are. Whether
//! the agency still may hear of them is asked of the rule afterwards.

use chrono::NaiveDate;
use renkei_domain::conference::feed::FeedSpan;
use renkei_domain::ids::{CaseId, ConferenceId, OrganizationId, ParticipantId};
use sea_orm::Value;
use uuid::Uuid;

use crate::cases::rows;
use crate::fault::StoreFault;
use crate::publication::IS_SHOWN;
use crate::sql::Sql;
use crate::store::Store;

/// That somebody of an agency was called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AgencyCall {
    /// In which case.
    pub case: CaseId,
    /// To which conference.
    pub conference: ConferenceId,
    /// As whom.
    pub participant: ParticipantId,
}

/// Of a member of the team the entry stands there, of whom is called from outside it with who is called; an entry that
/// became part of another is that one.
const CALLED: &str = "SELECT DISTINCT c.case_id, c.id, p.id FROM conference c \
     JOIN conference_participant p ON p.conference_id = c.id \
     JOIN conference_invitation i ON i.conference_id = c.id AND i.participant_id = p.id \
     LEFT JOIN team_member m ON m.id = p.member_id \
     JOIN resource_facts f ON f.resource_id = COALESCE((SELECT g.leads_to FROM resource_merge g \
     WHERE g.merged_id = COALESCE(m.resource_id, p.resource_id) AND g.undone_act_id IS NULL), \
     COALESCE(m.resource_id, p.resource_id)) WHERE ";

impl Store {
    /// To which conferences with a date within a span an entry of an organization was called that is in the team on a day,
    /// or is called from outside it, in cases that the organization does not lead: those of one conference together.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn calls_of_agency(
        &self,
        agency: OrganizationId,
        (span, today): (FeedSpan, NaiveDate),
    ) -> Result<Vec<AgencyCall>, StoreFault> {
        let mut sql = Sql::new(CALLED);
        sql.push(IS_SHOWN).push(" AND ").add(Sql::with(
            "f.organization_id = ? AND c.organization_id <> ? AND c.begins_at >= ? AND c.begins_at < ? \
             AND (m.until IS NULL OR m.until >= ?)",
            [
                Value::from(agency.uuid()),
                Value::from(agency.uuid()),
                Value::from(span.from.micros()),
                Value::from(span.to.micros()),
                Value::from(today),
            ],
        ));
        sql.push(" ORDER BY c.id, p.id");
        let found = rows(&self.reader, sql).await?;
        let calls = found.iter().map(|row| {
            let id = |column: usize| row.try_get_by_index::<Uuid>(column);
            Ok(AgencyCall {
                case: CaseId::from_uuid(id(0)?),
                conference: ConferenceId::from_uuid(id(1)?),
                participant: ParticipantId::from_uuid(id(2)?),
            })
        });
        calls.collect()
    }
}
