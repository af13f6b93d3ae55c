//! Making one entry part of another, and two again of what became one.

use std::collections::BTreeSet;

use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::directory::resource::Lifecycle;
use renkei_domain::ids::ResourceId;
use renkei_domain::record::{Change, Subject};
use sea_orm::ConnectionTrait as _;
use uuid::Uuid;

use super::{KeptCorrection, Merging, PutRight, TABLE, WentOver, standing};
use crate::directory::resource_rows::MERGED;
use crate::directory::words::unreadable;
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::work::{ActHeader, Work};

/// The group under which the log keeps that two entries became one, or two again.
const GROUP: &str = "merged";

/// The tables of which rows go over to the entry that stays: those that are a network's.
const OBSERVED: &str = "strength";
const PERSONS: &str = "contact_person";

impl Work {
    /// What people have put right in an entry.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn put_right_in(&self, id: ResourceId) -> Result<PutRight, StoreFault> {
        let rows = self.correction_rows(id).await?;
        Ok(PutRight(rows.into_iter().map(KeptCorrection::of).collect()))
    }

    /// Makes one entry part of another. Both are locked, and what is chosen of the one that goes is written into the one
    /// that stays; `put_right` is what was put right there before.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn merge_resource(
        &self,
        header: &ActHeader,
        merged: ResourceId,
        survivor: ResourceId,
        put_right: PutRight,
    ) -> Result<(), StoreFault> {
        let went_over = WentOver {
            observed: rows_to_move(self, (OBSERVED, " AND network_id IS NOT NULL"), merged).await?,
            persons: rows_to_move(self, (PERSONS, ""), merged).await?,
            put_right,
        };
        move_rows(self, &went_over, merged, survivor).await?;
        turn(self, merged, MERGED).await?;
        let went_over =
            serde_json::to_string(&went_over).map_err(|fault| unreadable(TABLE, fault))?;
        // Whatever had become part of it before goes with it.
        run(self, Sql::with(
            "UPDATE resource_merge SET leads_to = ? WHERE leads_to = ? AND undone_act_id IS NULL",
            [survivor.uuid().into(), merged.uuid().into()],
        ))
        .await?;
        run(
            self,
            Sql::with(
                "INSERT INTO resource_merge (act_id, merged_id, survivor_id, leads_to, went_over) \
             VALUES (?, ?, ?, ?, ?)",
                [
                    header.id.uuid().into(),
                    merged.uuid().into(),
                    survivor.uuid().into(),
                    survivor.uuid().into(),
                    went_over.into(),
                ],
            ),
        )
        .await?;
        for (id, line) in lines(merged, survivor) {
            self.note(changed(id, None, Some(line)));
        }
        self.reindex(&[merged.uuid(), survivor.uuid()]).await
    }

    /// Makes two entries again of what became one.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn split_resource(
        &self,
        header: &ActHeader,
        merging: &Merging,
    ) -> Result<(), StoreFault> {
        let (merged, survivor) = (merging.merged, merging.survivor);
        move_rows(self, &merging.went_over, survivor, merged).await?;
        turn(self, merged, Lifecycle::Active.code()).await?;
        run(
            self,
            Sql::with(
                "UPDATE resource_merge SET undone_act_id = ? WHERE act_id = ?",
                [header.id.uuid().into(), merging.act.uuid().into()],
            ),
        )
        .await?;
        // What had become part of it before leads to it again.
        let led = standing(self.connection(), "m.leads_to", survivor).await?;
        let mut back = BTreeSet::from([merged]);
        let follows = |back: &BTreeSet<ResourceId>| {
            let mut led = led.iter();
            led.find(|one| back.contains(&one.survivor) && !back.contains(&one.merged))
        };
        while let Some(one) = follows(&back) {
            back.insert(one.merged);
        }
        back.remove(&merged);
        for one in back {
            run(self, Sql::with(
                "UPDATE resource_merge SET leads_to = ? WHERE merged_id = ? AND undone_act_id IS NULL",
                [merged.uuid().into(), one.uuid().into()],
            ))
            .await?;
        }
        for (id, line) in lines(merged, survivor) {
            self.note(changed(id, Some(line), None));
        }
        self.reindex(&[merged.uuid(), survivor.uuid()]).await
    }

    /// Puts back who had put some fields right and when, of fields that say again what they said then. What a source came
    /// to say meanwhile stays beside it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn put_right_again(
        &self,
        merging: &Merging,
        fields: &[CorrectableField],
    ) -> Result<(), StoreFault> {
        let standing = self.correction_rows(merging.survivor).await?;
        let mut rows = Vec::new();
        for field in fields {
            let Some(kept) = merging.put_right().of(*field) else {
                continue;
            };
            let now = standing.iter().find(|row| row.field == kept.field);
            match now {
                Some(now) => rows.push(kept.row(merging.survivor, now.source_value.clone())),
                // The source said the same, and somebody had looked.
                None if kept.source_value == kept.corrected_value => {
                    rows.push(kept.row(merging.survivor, kept.source_value.clone()));
                }
                // The source has come to say the same meanwhile.
                None => {}
            }
        }
        self.put_correction_rows(&rows).await
    }
}

async fn rows_to_move(
    work: &Work,
    (table, and): (&str, &str),
    from: ResourceId,
) -> Result<Vec<Uuid>, StoreFault> {
    let mut sql = Sql::new(&format!("SELECT id FROM {table} WHERE resource_id = "));
    sql.bind(from.uuid()).push(and);
    let connection = work.connection();
    let rows = connection.query_all_raw(sql.statement(connection)).await?;
    let mut ids = rows
        .iter()
        .map(|row| Ok(row.try_get_by_index::<Uuid>(0)?))
        .collect::<Result<Vec<Uuid>, StoreFault>>()?;
    ids.sort_unstable();
    Ok(ids)
}

async fn move_rows(
    work: &Work,
    rows: &WentOver,
    from: ResourceId,
    to: ResourceId,
) -> Result<(), StoreFault> {
    let backend = work.connection().get_database_backend();
    for (table, ids) in [(OBSERVED, &rows.observed), (PERSONS, &rows.persons)] {
        let mut sql = Sql::new(&format!("UPDATE {table} SET resource_id = "));
        sql.bind(to.uuid())
            .push(" WHERE resource_id = ")
            .bind(from.uuid())
            .push(" AND id IN (")
            .add(Sql::ids(backend, ids.iter().copied()))
            .push(")");
        run(work, sql).await?;
    }
    Ok(())
}

async fn turn(work: &Work, id: ResourceId, lifecycle: &str) -> Result<(), StoreFault> {
    let sql = Sql::with(
        "UPDATE resource SET lifecycle = ? WHERE id = ?",
        [lifecycle.into(), id.uuid().into()],
    );
    run(work, sql).await
}

async fn run(work: &Work, sql: Sql) -> Result<(), StoreFault> {
    let connection = work.connection();
    connection.execute_raw(sql.statement(connection)).await?;
    Ok(())
}

/// What the log says of each of the two.
fn lines(merged: ResourceId, survivor: ResourceId) -> [(ResourceId, String); 2] {
    [
        (
            merged,
            serde_json::json!({ "into": survivor.to_string() }).to_string(),
        ),
        (
            survivor,
            serde_json::json!({ "from": merged.to_string() }).to_string(),
        ),
    ]
}

fn changed(id: ResourceId, before: Option<String>, after: Option<String>) -> Change {
    Change {
        subject: Subject::Resource(id),
        field_group: GROUP.to_owned(),
        before,
        after,
    }
}
