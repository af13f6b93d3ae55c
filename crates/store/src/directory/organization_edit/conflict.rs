//! What imports left for a person to decide of 法人: corrected fields whose source says something else.

use renkei_domain::directory::correction::{OrganizationCorrection, OrganizationField};
use renkei_domain::directory::source::Dataset;
use renkei_domain::ids::{ActId, ImportRunId, OrganizationId};
use renkei_domain::record::Subject;
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait as _, Value};
use uuid::Uuid;

use crate::directory::words::code;
use crate::fault::StoreFault;
use crate::import::disputed::{self, Disputed};
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
        "FROM organization_conflict ic \
         JOIN import_run r ON r.id = ic.run_id AND r.state = ? AND r.undone_at IS NULL \
         JOIN organization_correction c ON c.organization_id = ic.organization_id AND c.field = ic.field \
           AND c.source_value IS NOT DISTINCT FROM ic.source_value \
           AND c.corrected_value IS NOT DISTINCT FROM ic.corrected_value \
         JOIN organization_facts f ON f.organization_id = ic.organization_id \
           AND f.born <= (SELECT visible FROM publication WHERE id = 1) \
           AND (f.dead IS NULL OR f.dead > (SELECT visible FROM publication WHERE id = 1)) \
         WHERE ic.decided_act_id IS NULL \
         AND NOT EXISTS (SELECT 1 FROM organization_conflict later \
           JOIN import_run lr ON lr.id = later.run_id AND lr.state = ? AND lr.undone_at IS NULL \
           WHERE later.organization_id = ic.organization_id AND later.field = ic.field \
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
        let which = Disputed {
            run,
            subject: Subject::Organization(organization),
            field: field.code(),
        };
        disputed::between(self, open(), which, field).await
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
        let which = Disputed {
            run,
            subject: Subject::Organization(organization),
            field: conflict.field.code(),
        };
        disputed::close(self, TABLE, which, (conflict, decided), act).await
    }
}

impl Store {
    /// How many conflicts of 法人 nobody has decided yet.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn count_open_organization_conflicts(&self) -> Result<u64, StoreFault> {
        disputed::count(self, open()).await
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
            "SELECT ic.organization_id, f.name, ic.field, ic.source_value, ic.corrected_value, \
             r.dataset, r.edition, r.finished_at, ic.run_id ",
        );
        sql.add(open())
            .push(" ORDER BY r.number DESC, f.name, ic.organization_id, ic.field LIMIT ")
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
