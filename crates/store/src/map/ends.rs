//! Until when agencies of the directory help the owner of a map, as their cases say.

use chrono::NaiveDate;
use renkei_domain::ids::{AccountId, CaseId, ResourceId};
use renkei_domain::map::KnownEnds;
use uuid::Uuid;

use crate::cases::rows;
use crate::fault::StoreFault;
use crate::publication::IS_SHOWN;
use crate::sql::Sql;
use crate::store::Store;

/// Whose cases are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndsOf {
    /// All about the person with an account.
    Account(AccountId),
    /// One.
    Case(CaseId),
}

impl EndsOf {
    /// The condition on `m`, a member of a team, behind the tables of a statement.
    fn asked(self, from: &str, what: &str) -> Sql {
        let mut sql = Sql::new(from);
        match self {
            Self::Case(id) => sql.push(" WHERE m.case_id = ").bind(id.uuid()),
            Self::Account(id) => sql
                .push(
                    " JOIN support_case c ON c.id = m.case_id JOIN person k ON k.id = c.person_id \
                     JOIN person p ON p.id = COALESCE(k.same_as, k.id) WHERE p.account_id = ",
                )
                .bind(id.uuid()),
        };
        sql.push(what);
        sql
    }
}

const MEMBERS: &str = "SELECT m.resource_id, m.until FROM team_member m";

/// The last day of 就労定着支援 that a handover names, of the offices of the team that the agency of the case runs.
const SERVICES: &str = "SELECT m.resource_id, h.ends_on FROM team_member m \
     JOIN conference h ON h.case_id = m.case_id AND h.ends_on IS NOT NULL AND h.state <> 'cancelled' \
     JOIN resource_facts f ON f.resource_id = COALESCE((SELECT g.leads_to FROM resource_merge g \
     WHERE g.merged_id = m.resource_id AND g.undone_act_id IS NULL), m.resource_id) \
     AND f.organization_id = h.organization_id \
     AND f.kind = 'employment_retention'";

impl Store {
    /// Until when agencies help, as cases say: the last day of a member of the team, or else of the service that is
    /// handed over. Of whoever stays on in one of the cases there is none. Whoever asks has to be asked about first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn known_ends(&self, of: EndsOf) -> Result<KnownEnds, StoreFault> {
        let mut members: Vec<(ResourceId, Option<NaiveDate>)> = Vec::new();
        let asked = of.asked(MEMBERS, " AND m.resource_id IS NOT NULL");
        for row in rows(&self.reader, asked).await? {
            let id = ResourceId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
            members.push((id, row.try_get_by_index(1)?));
        }
        let mut ends = KnownEnds::new();
        let shown = format!(" AND {IS_SHOWN}");
        for row in rows(&self.reader, of.asked(SERVICES, &shown)).await? {
            let id = ResourceId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
            let day: NaiveDate = row.try_get_by_index(1)?;
            let known = ends.entry(id).or_insert(day);
            *known = day.max(*known);
        }
        for (id, _) in &members {
            let own = members.iter().filter(|(other, _)| other == id);
            let days: Option<Vec<NaiveDate>> = own.map(|(_, until)| *until).collect();
            if let Some(day) = days.and_then(|days| days.into_iter().max()) {
                ends.insert(*id, day);
            }
        }
        Ok(ends)
    }
}
