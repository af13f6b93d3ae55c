//! Those who were helped and of whom no law asks to keep anything any more, for who may erase them: by the numbers of
//! their cases, with whether they wait for their copy, and nothing else of them.

use chrono::NaiveDate;
use renkei_domain::access::scope::CaseScope;
use renkei_domain::cases::erasure::ErasurePlan;
use renkei_domain::cases::number::CaseNumber;
use renkei_domain::ids::{CaseId, OrganizationId, PersonId};
use sea_orm::{ConnectionTrait as _, QueryResult};
use uuid::Uuid;

use super::cases::OWNERS;
use crate::cases::erasure_plan::{PLANNED, planned_at};
use crate::cases::floor::is_over;
use crate::directory::words::unreadable;
use crate::fault::StoreFault;
use crate::person_copy::request::open_days;
use crate::sql::Sql;
use crate::store::Store;

/// Somebody who was helped and whose records no law asks to keep any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpedOver {
    /// Who.
    pub person: PersonId,
    /// The agency that leads their cases.
    pub lead: OrganizationId,
    /// Their cases by number, the oldest first.
    pub cases: Vec<(CaseId, CaseNumber)>,
    /// In which of them their copy was asked for and is open, and on which day: the earliest.
    pub copy_asked: Option<(CaseId, NaiveDate)>,
    /// When they are erased by themselves, once that was told.
    pub plan: Option<ErasurePlan>,
}

impl Store {
    /// Those whose cases are in a scope and of whom, on a day, no law asks to keep anything any more.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn helped_over_in_scope(
        &self,
        scope: &CaseScope,
        today: NaiveDate,
    ) -> Result<Vec<HelpedOver>, StoreFault> {
        let scope = scope.scope();
        let Some(is_over) = is_over(today).filter(|_| !scope.is_nothing()) else {
            return Ok(Vec::new());
        };
        let mut sql = Sql::new("SELECT c.id, c.number, c.organization_id, p.id, ");
        sql.push(PLANNED).push(
            " FROM support_case c JOIN person k ON k.id = c.person_id \
             JOIN person p ON p.id = COALESCE(k.same_as, k.id) \
             LEFT JOIN erasure_plan e ON e.person_id = p.id AND e.erased_at IS NULL WHERE (",
        );
        sql.add(OWNERS.within(scope, self.reader.get_database_backend()))
            .push(") AND p.erased_at IS NULL AND ")
            .add(is_over)
            .push(" ORDER BY p.id, c.id");
        let found = self.reader.query_all_raw(sql.statement(&self.reader));
        let mut all: Vec<HelpedOver> = Vec::new();
        for row in found.await? {
            let (person, lead, case) = read(&row)?;
            let plan = planned_at(&row, 4)?;
            match all.last_mut().filter(|last| last.person == person) {
                Some(last) => last.cases.push(case),
                None => all.push(HelpedOver {
                    person,
                    lead,
                    cases: vec![case],
                    copy_asked: None,
                    plan,
                }),
            }
        }
        let cases = all.iter().flat_map(|one| &one.cases);
        let cases: Vec<CaseId> = cases.map(|(id, _)| *id).collect();
        let open = open_days(&self.reader, &cases).await?;
        for one in &mut all {
            let is_theirs = |asked: CaseId| one.cases.iter().any(|(id, _)| *id == asked);
            one.copy_asked = open.iter().copied().find(|(asked, _)| is_theirs(*asked));
        }
        Ok(all)
    }
}

type Row = (PersonId, OrganizationId, (CaseId, CaseNumber));

fn read(row: &QueryResult) -> Result<Row, StoreFault> {
    let number = row.try_get_by_index::<i32>(1)?;
    let known = u32::try_from(number).ok().and_then(CaseNumber::new);
    let known = known.ok_or_else(|| unreadable("support_case", number))?;
    let case = CaseId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
    Ok((
        PersonId::from_uuid(row.try_get_by_index::<Uuid>(3)?),
        OrganizationId::from_uuid(row.try_get_by_index::<Uuid>(2)?),
        (case, known),
    ))
}
