//! What a conflict of a field is, whether it is one of an entry or of a 法人: counted, read and closed alike.

use renkei_domain::directory::correction::Correction;
use renkei_domain::ids::{ActId, ImportRunId};
use renkei_domain::record::{Change, Subject};
use sea_orm::ConnectionTrait as _;

use crate::fault::StoreFault;
use crate::record::subject_parts;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

/// Which conflict: the run that found it, whose field it is, and the field's code.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Disputed {
    pub(crate) run: ImportRunId,
    pub(crate) subject: Subject,
    pub(crate) field: &'static str,
}

impl Disputed {
    /// The condition on `ic`, a row of conflicts that names what it is about by `resource_id` or
    /// `organization_id`.
    fn condition(self) -> Sql {
        let (kind, id) = subject_parts(self.subject);
        Sql::with(
            &format!("ic.run_id = ? AND ic.{kind}_id = ? AND ic.field = ?"),
            [self.run.uuid().into(), id.into(), self.field.into()],
        )
    }
}

/// How many conflicts a list of open ones holds.
pub(crate) async fn count(store: &Store, open: Sql) -> Result<u64, StoreFault> {
    let mut sql = Sql::new("SELECT COUNT(*) ");
    sql.add(open);
    let reader = &store.reader;
    let row = reader.query_one_raw(sql.statement(reader)).await?;
    let count = row.map(|row| row.try_get_by_index::<i64>(0)).transpose()?;
    Ok(u64::try_from(count.unwrap_or(0)).unwrap_or(0))
}

/// What a conflict is about, as long as it is open: the field with what its source and what people say.
pub(crate) async fn between<F>(
    work: &Work,
    open: Sql,
    which: Disputed,
    field: F,
) -> Result<Option<Correction<F>>, StoreFault> {
    let mut sql = Sql::new("SELECT ic.source_value, ic.corrected_value ");
    sql.add(open).push(" AND ").add(which.condition());
    let connection = work.connection();
    let Some(row) = connection.query_one_raw(sql.statement(connection)).await? else {
        return Ok(None);
    };
    Ok(Some(Correction {
        field,
        source_value: row.try_get_by_index(0)?,
        value: row.try_get_by_index(1)?,
    }))
}

/// Notes that a person has decided a conflict of a table, in which act, and what the field says from now on.
pub(crate) async fn close<F>(
    work: &Work,
    table: &'static str,
    which: Disputed,
    (conflict, decided): (&Correction<F>, Option<&str>),
    act: ActId,
) -> Result<(), StoreFault> {
    let mut sql = Sql::with(
        &format!("UPDATE {table} AS ic SET decided_act_id = ? WHERE "),
        [act.uuid().into()],
    );
    sql.add(which.condition());
    let connection = work.connection();
    connection.execute_raw(sql.statement(connection)).await?;
    let before = serde_json::json!({
        "field": which.field,
        "source_value": conflict.source_value,
        "corrected_value": conflict.value,
    });
    let after = serde_json::json!({ "field": which.field, "value": decided });
    work.note(Change {
        subject: which.subject,
        field_group: "conflict".to_owned(),
        before: Some(before.to_string()),
        after: Some(after.to_string()),
    });
    Ok(())
}
