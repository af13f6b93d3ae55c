//! What the log keeps of people for a time alone. That something was changed, when and by whom stays; what it
//! was goes.

use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use sea_orm::ConnectionTrait as _;
use serde_json::Value;
use uuid::Uuid;

use super::value_cell;
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

/// The acts of before an instant of whose contact persons the log still tells. An import brings none, and its
/// lines are many.
pub(crate) const TELLING_ACTS: &str = "act a WHERE a.at < ? AND a.source_kind <> 'import' AND EXISTS \
     (SELECT 1 FROM change c WHERE c.act_id = a.id AND c.field_group = 'contact_persons' \
     AND (c.before_sealed IS NOT NULL OR c.after_sealed IS NOT NULL))";

/// The field groups whose lines hold rows in which a name stands as somebody typed it, with the columns. Who
/// answered an observation is named in its row alone.
const TYPED_NAMES: &[(&str, &str)] = &[("verifications", "by_name")];

/// Of how many acts the lines are emptied in one transaction: others write between two of them.
const AT_ONCE: usize = 200;

impl Store {
    /// Empties what the log tells of the contact persons of agencies in acts of before an instant, and says
    /// in how many lines. Whoever asked to be taken out of an entry is then in no line of it either.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_logged_persons(&self, before: Instant) -> Result<u64, StoreFault> {
        let mut forgotten = 0;
        loop {
            // Found outside the transaction that writes: there are many acts, and few of them are meant.
            let telling = Sql::with(
                &format!("SELECT a.id FROM {TELLING_ACTS} LIMIT {AT_ONCE}"),
                [before.micros().into()],
            );
            let rows = self.reader.query_all_raw(telling.statement(&self.reader));
            let acts = rows.await?.into_iter();
            let acts = acts
                .map(|row| row.try_get_by_index::<Uuid>(0))
                .collect::<Result<Vec<Uuid>, _>>()?;
            if acts.is_empty() {
                return Ok(forgotten);
            }
            let mut sql = Sql::new(
                "UPDATE change SET before_sealed = NULL, after_sealed = NULL \
                 WHERE field_group = 'contact_persons' AND act_id IN (",
            );
            sql.add(Sql::ids(self.writer.get_database_backend(), acts))
                .push(")");
            let emptied = self.alone(sql.statement(&self.writer)).await?;
            if emptied == 0 {
                return Ok(forgotten);
            }
            forgotten += emptied;
        }
    }
}

impl Work {
    /// Empties the values of the log in which somebody is named as who confirmed something, in
    /// lines about some entries: a condition about `subject_id`.
    ///
    /// # Errors
    /// When the database refuses.
    pub(crate) async fn erase_logged_name(
        &self,
        name: &Line,
        entries: &Sql,
    ) -> Result<(), StoreFault> {
        for (group, column) in TYPED_NAMES {
            for sealed in ["before_sealed", "after_sealed"] {
                let mut sql = Sql::new(&format!(
                    "SELECT act_id, ordinal, {sealed} FROM change \
                     WHERE subject_kind = 'resource' AND {sealed} IS NOT NULL AND field_group = "
                ));
                sql.bind(*group).push(" AND ").add(entries.clone());
                let connection = self.connection();
                let rows = connection.query_all_raw(sql.statement(connection)).await?;
                let opener = self.keys().opener_of_rows(connection, &rows, &[2]).await?;
                for row in &rows {
                    let act: Uuid = row.try_get_by_index(0)?;
                    let ordinal: i64 = row.try_get_by_index(1)?;
                    let place = ordinal.to_string();
                    let cell = value_cell(sealed, act, &place);
                    // What opens with no key any more tells of nobody.
                    let Ok(value) = opener.text_at(&cell, row, 2) else {
                        continue;
                    };
                    if !names(&value, column, name.as_str()) {
                        continue;
                    }
                    let emptied = Sql::with(
                        &format!(
                            "UPDATE change SET {sealed} = NULL WHERE act_id = ? AND ordinal = ?"
                        ),
                        [act.into(), ordinal.into()],
                    );
                    connection
                        .execute_raw(emptied.statement(connection))
                        .await?;
                }
            }
        }
        Ok(())
    }
}

/// Whether a name stands in a column of the row, or of one of the rows, that a value of the log holds.
fn names(value: &str, column: &str, name: &str) -> bool {
    let rows = match serde_json::from_str(value) {
        Ok(Value::Array(rows)) => rows,
        Ok(row) => vec![row],
        Err(_) => Vec::new(),
    };
    rows.iter()
        .any(|row| row.get(column).and_then(Value::as_str) == Some(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_where_it_was_typed_and_nowhere_else() {
        let row = r#"{"statement":"佐藤 花","replied_by_name":"佐藤 花"}"#;
        let rows = format!(r#"[{{"replied_by_name":null}},{row}]"#);
        let other = r#"{"statement":"佐藤 花","replied_by_name":"佐藤 花子"}"#;
        for (value, is_named) in [
            (row, true),
            (rows.as_str(), true),
            (other, false),
            ("[]", false),
            ("no JSON", false),
        ] {
            assert_eq!(
                names(value, "replied_by_name", "佐藤 花"),
                is_named,
                "{value}"
            );
        }
    }
}
