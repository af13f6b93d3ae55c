//! The conferences of cases of a scope: of one case with everything in them, and of many by what stands of them in the
//! open.

use renkei_domain::access::scope::CaseScope;
use renkei_domain::cases::case::Case;
use renkei_domain::conference::invitation::Invitation;
use renkei_domain::conference::{ConferenceKind, ConferencePurpose, ConferenceState};
use renkei_domain::ids::{AccountId, CaseId, ConferenceId};
use renkei_domain::time::Instant;
use sea_orm::{QueryResult, Value};
use uuid::Uuid;

use crate::audit::Inside;
use crate::cases::rows;
use crate::conference::invitations::read::found_by;
use crate::conference::keeper::is_open;
use crate::conference::minutes::read::{decisions_of, minutes_of, of_case};
use crate::conference::poll::read::polls_of;
use crate::conference::read::conferences_of;
use crate::conference::{ConferencesFile, ListedConference, TABLE};
use crate::directory::words::code;
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::store::Store;

/// Those that are not over, of whom sees to them.
fn open_of(keeper: Option<AccountId>) -> Sql {
    let mut sql = is_open();
    if let Some(keeper) = keeper {
        sql.push(" AND keeper_id = ").bind(keeper.uuid());
    }
    sql
}

fn read(row: &QueryResult, cases: &[Case]) -> Result<Option<ListedConference>, StoreFault> {
    let case = CaseId::from_uuid(row.try_get_by_index::<Uuid>(1)?);
    let Some(case) = cases.iter().find(|known| known.id == case) else {
        return Ok(None);
    };
    let word = |column: usize| row.try_get_by_index::<String>(column);
    let begins = row.try_get_by_index::<Option<i64>>(6)?;
    Ok(Some(ListedConference {
        case: case.clone(),
        id: ConferenceId::from_uuid(row.try_get_by_index::<Uuid>(0)?),
        keeper: AccountId::from_uuid(row.try_get_by_index::<Uuid>(2)?),
        kind: code(TABLE, ConferenceKind::from_code, &word(3)?)?,
        purpose: code(TABLE, ConferencePurpose::from_code, &word(4)?)?,
        state: code(TABLE, ConferenceState::from_code, &word(5)?)?,
        begins: begins.map(Instant::from_micros),
        ends_on: row.try_get_by_index(7)?,
    }))
}

impl Store {
    /// The conferences of a case of a scope.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn conferences_in_scope(
        &self,
        scope: &CaseScope,
        id: CaseId,
    ) -> Result<Inside<Option<ConferencesFile>>, StoreFault> {
        let it = vec![Sql::with("c.id = ?", [Value::from(id.uuid())])];
        let case = self.scoped_cases(scope, it, Some(1)).await?.pop();
        Ok(Inside::of(match case {
            Some(case) => Some(ConferencesFile {
                conferences: conferences_of(&self.reader, &self.keys, case.id).await?,
                minutes: minutes_of(&self.reader, &self.keys, of_case(case.id)).await?,
                decisions: decisions_of(&self.reader, &self.keys, case.id).await?,
                polls: polls_of(&self.reader, &self.keys, case.id).await?,
                case,
            }),
            None => None,
        }))
    }

    /// In which case of a scope a conference stands.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn case_of_conference_in_scope(
        &self,
        scope: &CaseScope,
        id: ConferenceId,
    ) -> Result<Option<CaseId>, StoreFault> {
        let it = vec![Sql::with(
            "c.id IN (SELECT case_id FROM conference WHERE id = ?)",
            [Value::from(id.uuid())],
        )];
        let case = self.scoped_cases(scope, it, Some(1)).await?.pop();
        Ok(case.map(|case| case.id))
    }

    /// The conferences in the cases of a scope that are not over, of whom sees to them: those with a date first, the
    /// earliest before the later ones, then those without.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn open_conferences_in_scope(
        &self,
        scope: &CaseScope,
        keeper: Option<AccountId>,
    ) -> Result<Inside<Vec<ListedConference>>, StoreFault> {
        let mut has_open = Sql::new("c.id IN (SELECT case_id FROM conference WHERE ");
        has_open.add(open_of(keeper)).push(")");
        let cases = self.listed_cases(scope, vec![has_open], None).await?;
        let ids = cases.iter().map(|case| case.id.uuid());
        let mut sql = Sql::new(
            "SELECT id, case_id, keeper_id, kind, purpose, state, begins_at, ends_on FROM conference \
             WHERE case_id IN (",
        );
        sql.add(Sql::ids(self.reader.get_database_backend(), ids))
            .push(") AND ")
            .add(open_of(keeper))
            .push(
                " ORDER BY CASE WHEN begins_at IS NULL THEN 1 ELSE 0 END, begins_at, made_at, id",
            );
        let mut open = Vec::new();
        for row in rows(&self.reader, sql).await? {
            open.extend(read(&row, &cases)?);
        }
        Ok(Inside::of(open))
    }

    /// Everybody who was called to those conferences. Whoever asks read the list of them first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn open_calls_in_scope(
        &self,
        scope: &CaseScope,
        keeper: Option<AccountId>,
    ) -> Result<Vec<Invitation>, StoreFault> {
        let mut has_open = Sql::new("c.id IN (SELECT case_id FROM conference WHERE ");
        has_open.add(open_of(keeper)).push(")");
        let cases = self.listed_cases(scope, vec![has_open], None).await?;
        let ids = cases.iter().map(|case| case.id.uuid());
        let mut sql = Sql::new("case_id IN (");
        sql.add(Sql::ids(self.reader.get_database_backend(), ids))
            .push(") AND conference_id IN (SELECT id FROM conference WHERE ")
            .add(open_of(keeper))
            .push(")");
        found_by(&self.reader, &self.keys, sql).await
    }
}
