//! When the lines of a ledger came to stand in it, for what was told before it is written down.

use std::collections::BTreeMap;

use renkei_domain::cases::case::Case;
use renkei_domain::consent::{HaltTimes, LedgerTimes};
use renkei_domain::ids::{ConsentId, EmploymentId, HaltId, PersonId};
use renkei_domain::time::Instant;
use uuid::Uuid;

use super::ledger::in_any_case_of;
use crate::cases::{rows, rows_of_person};
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::work::Work;

impl Work {
    /// When each line of the ledger of the person of a case came to stand in it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn ledger_times(&self, case: &Case) -> Result<LedgerTimes, StoreFault> {
        let person = case.person;
        Ok(LedgerTimes {
            consents: self.consent_times(person).await?,
            halts: self.halt_times(person).await?,
            disclosed: self.disclosure_times(person).await?,
        })
    }

    async fn consent_times(
        &self,
        person: PersonId,
    ) -> Result<BTreeMap<ConsentId, Instant>, StoreFault> {
        let mut sql = Sql::new("SELECT id, recorded_at FROM consent WHERE person_id IN (");
        sql.add(rows_of_person(person)).push(")");
        let mut times = BTreeMap::new();
        for row in &rows(self.connection(), sql).await? {
            let id = ConsentId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
            times.insert(id, Instant::from_micros(row.try_get_by_index(1)?));
        }
        Ok(times)
    }

    async fn halt_times(
        &self,
        person: PersonId,
    ) -> Result<BTreeMap<HaltId, HaltTimes>, StoreFault> {
        let mut sql =
            Sql::new("SELECT id, recorded_at, resumed_at FROM consent_halt WHERE person_id IN (");
        sql.add(rows_of_person(person)).push(")");
        let mut times = BTreeMap::new();
        for row in &rows(self.connection(), sql).await? {
            let id = HaltId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
            let resumed = row.try_get_by_index::<Option<i64>>(2)?;
            let halt = HaltTimes {
                began: Instant::from_micros(row.try_get_by_index(1)?),
                resumed: resumed.map(Instant::from_micros),
            };
            times.insert(id, halt);
        }
        Ok(times)
    }

    async fn disclosure_times(
        &self,
        person: PersonId,
    ) -> Result<BTreeMap<EmploymentId, Instant>, StoreFault> {
        let mut sql =
            Sql::new("SELECT id, disclosed_at FROM employment WHERE disclosed_at IS NOT NULL AND ");
        sql.add(in_any_case_of(person));
        let mut times = BTreeMap::new();
        for row in &rows(self.connection(), sql).await? {
            let id = EmploymentId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
            times.insert(id, Instant::from_micros(row.try_get_by_index(1)?));
        }
        Ok(times)
    }
}
