//! Who sees to conferences, and whoever takes them over.

use renkei_domain::conference::ConferenceState;
use renkei_domain::ids::{AccountId, CaseId, OrganizationId};
use sea_orm::{ConnectionTrait as _, Value};
use serde_json::json;
use uuid::Uuid;

use super::history::GROUP;
use crate::cases::{note_change, rows};
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::work::Work;

impl Work {
    /// How many conferences of an organization that are not over somebody sees to.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn count_conferences_of(
        &self,
        keeper: AccountId,
        organization: OrganizationId,
    ) -> Result<i64, StoreFault> {
        let mut sql = Sql::new("SELECT COUNT(*) FROM conference WHERE ");
        sql.add(kept_by(keeper, organization));
        let statement = sql.statement(self.connection());
        let row = self.connection().query_one_raw(statement).await?;
        let counted = row.map(|row| row.try_get_by_index(0)).transpose()?;
        Ok(counted.unwrap_or(0))
    }

    /// Gives the conferences of an organization that are not over and that somebody sees to to somebody else.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn hand_over_conferences(
        &self,
        keeper: AccountId,
        organization: OrganizationId,
        successor: AccountId,
    ) -> Result<(), StoreFault> {
        let mut sql = Sql::new("UPDATE conference SET version = version + 1, keeper_id = ");
        sql.bind(successor.uuid())
            .push(" WHERE ")
            .add(kept_by(keeper, organization))
            .push(" RETURNING id, case_id");
        let read = |row: &sea_orm::QueryResult| -> Result<(Uuid, Uuid), StoreFault> {
            Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))
        };
        let handed = rows(self.connection(), sql).await?;
        let mut handed = handed.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        // Both databases write them down in the same order.
        handed.sort_unstable();
        for (id, case) in handed {
            let [was, is] = [keeper, successor]
                .map(|who| Some(json!({ "id": id.to_string(), "keeper": who.to_string() })));
            note_change(self, CaseId::from_uuid(case), GROUP, was, is);
        }
        Ok(())
    }
}

/// That a conference is not over.
pub(crate) fn is_open() -> Sql {
    let over = ConferenceState::ALL.iter().filter(|state| state.is_over());
    let mut sql = Sql::new("state NOT IN ");
    sql.add(Sql::list(over.map(|state| Value::from(state.code()))));
    sql
}

/// The conferences that are not over and that somebody sees to for an organization.
fn kept_by(keeper: AccountId, organization: OrganizationId) -> Sql {
    let mut sql = Sql::with(
        "keeper_id = ? AND organization_id = ? AND ",
        [keeper.uuid().into(), organization.uuid().into()],
    );
    sql.add(is_open());
    sql
}
