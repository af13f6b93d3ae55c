//! Who keeps cases, and whoever takes them over.

use renkei_domain::ids::{AccountId, CaseId, OrganizationId};
use sea_orm::ConnectionTrait as _;
use serde_json::json;
use uuid::Uuid;

use super::{note_change, rows};
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::work::Work;

impl Work {
    /// How many cases of an organization that go on somebody keeps.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn count_cases_of(
        &self,
        keeper: AccountId,
        lead: OrganizationId,
    ) -> Result<i64, StoreFault> {
        let mut sql = Sql::new("SELECT COUNT(*) FROM support_case WHERE ");
        sql.add(kept_by(keeper, lead));
        let statement = sql.statement(self.connection());
        let row = self.connection().query_one_raw(statement).await?;
        let counted = row.map(|row| row.try_get_by_index(0)).transpose()?;
        Ok(counted.unwrap_or(0))
    }

    /// Gives the cases of an organization that go on and that somebody keeps to somebody else.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn hand_over_cases(
        &self,
        keeper: AccountId,
        lead: OrganizationId,
        successor: AccountId,
    ) -> Result<(), StoreFault> {
        let mut sql = Sql::new("UPDATE support_case SET version = version + 1, keeper_id = ");
        sql.bind(successor.uuid())
            .push(" WHERE ")
            .add(kept_by(keeper, lead))
            .push(" RETURNING id");
        let mut handed = rows(self.connection(), sql)
            .await?
            .iter()
            .map(|row| row.try_get_by_index::<Uuid>(0))
            .collect::<Result<Vec<Uuid>, _>>()?;
        // Both databases write them down in the same order.
        handed.sort_unstable();
        for id in handed {
            let [was, is] = [keeper, successor].map(|id| Some(json!({ "keeper": id.to_string() })));
            note_change(self, CaseId::from_uuid(id), "keeper", was, is);
        }
        Ok(())
    }
}

/// The cases that go on and that somebody keeps for an organization.
fn kept_by(keeper: AccountId, lead: OrganizationId) -> Sql {
    Sql::with(
        "keeper_id = ? AND organization_id = ? AND ended_on IS NULL",
        [keeper.uuid().into(), lead.uuid().into()],
    )
}
