//! What imports left for a person to decide of 法人: corrected fields whose source says something else.

use renkei_domain::directory::correction::{Correction, OrganizationCorrection, OrganizationField};
use renkei_domain::directory::source::Dataset;
use renkei_domain::ids::{ActId, ImportRunId, OrganizationId};
use renkei_domain::record::{Change, Subject};
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait as _, Value};
use uuid::Uuid;

use crate::directory::words::code;
use crate::fault::StoreFault;
use crate::import::run::{RunHead, SHOWN};
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

const TABLE: &str = "organization_conflict";

/// A conflict of a 法人 that nobody has decided yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenOrganizationConflict {
    /// The run that found it.
    pub run: ImportRunId,
    /// The 法人.
    pub organization: OrganizationId,
    /// Its name, as shown.
    pub name: String,
    /// Which of its fields.
    pub field: OrganizationField,
    /// What the source says.
    pub source_value: Option<String>,
    /// What the 法人 says.
    pub corrected_value: Option<String>,
    /// In which data.
    pub dataset: Dataset,
    /// In which edition of it.
    pub edition: String,
    /// When that edition was shown.
    pub seen_at: Option<Instant>,
}

/// The newest conflict of a field of a shown 法人, as long as the field's correction stands and the source
/// has said nothing newer.
fn open() -> Sql {
    let shown = || Value::from(SHOWN);
    Sql::with(
        "FROM organization_conflict oc \
         JOIN import_run r ON r.id = oc.run_id AND r.state = ? AND r.undone_at IS NULL \
         JOIN organization_correction c ON c.organization_id = oc.organization_id AND c.field = oc.field \
           AND c.source_value IS NOT DISTINCT FROM oc.source_value \
           AND c.corrected_value IS NOT DISTINCT FROM oc.corrected_value \
         JOIN organization_facts f ON f.organization_id = oc.organization_id \
           AND f.born <= (SELECT visible FROM publication WHERE id = 1) \
           AND (f.dead IS NULL OR f.dead > (SELECT visible FROM publication WHERE id = 1)) \
         WHERE oc.decided_act_id IS NULL \
         AND NOT EXISTS (SELECT 1 FROM organization_conflict later \
           JOIN import_run lr ON lr.id = later.run_id AND lr.state = ? AND lr.undone_at IS NULL \
           WHERE later.organization_id = oc.organization_id AND later.field = oc.field \
             AND lr.number > r.number)",
        [shown(), shown()],
    )
}

impl Work {
    /// Keeps what a run found otherwise than people had put it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_organization_conflicts(
        &self,
        run: RunHead,
        conflicts: &[(OrganizationId, OrganizationCorrection)],
    ) -> Result<(), StoreFault> {
        let connection = self.connection();
        for (id, conflict) in conflicts {
            let sql = Sql::with(
                "INSERT INTO organization_conflict (run_id, organization_id, field, source_value, corrected_value) \
                 VALUES (?, ?, ?, ?, ?)",
                [
                    run.id.uuid().into(),
                    id.uuid().into(),
                    conflict.field.code().into(),
                    conflict.source_value.clone().into(),
                    conflict.value.clone().into(),
                ],
            );
            connection.execute_raw(sql.statement(connection)).await?;
        }
        Ok(())
    }

    /// What a conflict of a field is about, as long as nobody has decided it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn open_organization_conflict(
        &self,
        run: ImportRunId,
        organization: OrganizationId,
        field: OrganizationField,
    ) -> Result<Option<OrganizationCorrection>, StoreFault> {
        let mut sql = Sql::new("SELECT oc.source_value, oc.corrected_value ");
        sql.add(open())
            .push(" AND oc.run_id = ")
            .bind(run.uuid())
            .push(" AND oc.organization_id = ")
            .bind(organization.uuid())
            .push(" AND oc.field = ")
            .bind(field.code());
        let connection = self.connection();
        let Some(row) = connection.query_one_raw(sql.statement(connection)).await? else {
            return Ok(None);
        };
        Ok(Some(Correction {
            field,
            source_value: row.try_get_by_index(0)?,
            value: row.try_get_by_index(1)?,
        }))
    }

    /// Notes that a person has decided a conflict, in which act, and what the field says from now on.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn close_organization_conflict(
        &self,
        run: ImportRunId,
        organization: OrganizationId,
        conflict: &OrganizationCorrection,
        decided: Option<&str>,
        act: ActId,
    ) -> Result<(), StoreFault> {
        let field = conflict.field.code();
        let sql = Sql::with(
            "UPDATE organization_conflict SET decided_act_id = ? \
             WHERE run_id = ? AND organization_id = ? AND field = ?",
            [
                act.uuid().into(),
                run.uuid().into(),
                organization.uuid().into(),
                field.into(),
            ],
        );
        let connection = self.connection();
        connection.execute_raw(sql.statement(connection)).await?;
        let between = serde_json::json!({
            "field": field,
            "source_value": conflict.source_value,
            "corrected_value": conflict.value,
        });
        self.note(Change {
            subject: Subject::Organization(organization),
            field_group: "conflict".to_owned(),
            before: Some(between.to_string()),
            after: Some(serde_json::json!({ "field": field, "value": decided }).to_string()),
        });
        Ok(())
    }
}

impl Store {
    /// How many conflicts of 法人 nobody has decided yet.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn count_open_organization_conflicts(&self) -> Result<u64, StoreFault> {
        let mut sql = Sql::new("SELECT COUNT(*) ");
        sql.add(open());
        let row = self
            .reader
            .query_one_raw(sql.statement(&self.reader))
            .await?;
        let count = row.map(|row| row.try_get_by_index::<i64>(0)).transpose()?;
        Ok(u64::try_from(count.unwrap_or(0)).unwrap_or(0))
    }

    /// The conflicts of 法人 that nobody has decided yet, those of the newest edition first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn open_organization_conflicts(
        &self,
        limit: u64,
    ) -> Result<Vec<OpenOrganizationConflict>, StoreFault> {
        let mut sql = Sql::new(
            "SELECT oc.organization_id, f.name, oc.field, oc.source_value, oc.corrected_value, \
             r.dataset, r.edition, r.finished_at, oc.run_id ",
        );
        sql.add(open())
            .push(" ORDER BY r.number DESC, f.name, oc.organization_id, oc.field LIMIT ")
            .bind(i64::try_from(limit).unwrap_or(i64::MAX));
        let rows = self.reader.query_all_raw(sql.statement(&self.reader));
        let rows = rows.await?;
        rows.iter()
            .map(|row| {
                let text = |place| row.try_get_by_index::<String>(place);
                let finished_at: Option<i64> = row.try_get_by_index(7)?;
                Ok(OpenOrganizationConflict {
                    run: ImportRunId::from_uuid(row.try_get_by_index::<Uuid>(8)?),
                    organization: OrganizationId::from_uuid(row.try_get_by_index::<Uuid>(0)?),
                    name: text(1)?,
                    field: code(TABLE, OrganizationField::from_code, &text(2)?)?,
                    source_value: row.try_get_by_index(3)?,
                    corrected_value: row.try_get_by_index(4)?,
                    dataset: code(TABLE, Dataset::from_code, &text(5)?)?,
                    edition: text(6)?,
                    seen_at: finished_at.map(Instant::from_micros),
                })
            })
            .collect()
    }
}
