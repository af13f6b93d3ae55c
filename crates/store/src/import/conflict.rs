//! What imports left for a person to decide: corrected fields whose source says something else.

use renkei_domain::access::object::ResourceOwners;
use renkei_domain::directory::correction::{CorrectableField, Correction};
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::source::Dataset;
use renkei_domain::ids::{ActId, ImportRunId, NetworkId, OrganizationId, ResourceId};
use renkei_domain::record::Subject;
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait as _, Value};
use uuid::Uuid;

use super::disputed::{self, Disputed};
use super::run::SHOWN;
use crate::directory::words::code;
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

const TABLE: &str = "import_conflict";

/// A conflict that nobody has decided yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenConflict {
    /// The run that found it.
    pub run: ImportRunId,
    /// The entry.
    pub resource: ResourceId,
    /// Who answers for the entry.
    pub owners: ResourceOwners,
    /// Its name, as shown.
    pub name: String,
    /// Its kind, as shown.
    pub kind: ResourceKind,
    /// Which of its fields.
    pub field: CorrectableField,
    /// What the source says.
    pub source_value: Option<String>,
    /// What the entry says.
    pub corrected_value: Option<String>,
    /// In which data.
    pub dataset: Dataset,
    /// In which edition of it.
    pub edition: String,
    /// When that edition was shown.
    pub seen_at: Option<Instant>,
}

/// The newest conflict of a field of an entry that is shown, as long as the field's correction stands
/// and the source has said nothing newer: whoever corrects again has decided, and so has whoever said that
/// all stays as it is, and a source that came to agree.
fn open() -> Sql {
    let shown = || Value::from(SHOWN);
    Sql::with(
        "FROM import_conflict ic \
         JOIN import_run r ON r.id = ic.run_id AND r.state = ? \
         JOIN correction c ON c.resource_id = ic.resource_id AND c.field = ic.field \
           AND c.source_value IS NOT DISTINCT FROM ic.source_value \
           AND c.corrected_value IS NOT DISTINCT FROM ic.corrected_value \
         JOIN resource_facts f ON f.resource_id = ic.resource_id \
           AND f.born <= (SELECT visible FROM publication WHERE id = 1) \
           AND (f.dead IS NULL OR f.dead > (SELECT visible FROM publication WHERE id = 1)) \
         JOIN resource h ON h.id = ic.resource_id AND h.lifecycle <> 'merged' \
         WHERE ic.decided_act_id IS NULL \
         AND NOT EXISTS (SELECT 1 FROM import_conflict later \
           JOIN import_run lr ON lr.id = later.run_id AND lr.state = ? \
           WHERE later.resource_id = ic.resource_id AND later.field = ic.field \
             AND lr.number > r.number)",
        [shown(), shown()],
    )
}

impl Store {
    /// How many conflicts nobody has decided yet.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn count_open_conflicts(&self) -> Result<u64, StoreFault> {
        disputed::count(self, open()).await
    }

    /// A page of the conflicts nobody has decided yet, those of the newest edition first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn open_conflicts(
        &self,
        page: u64,
        size: u64,
    ) -> Result<Vec<OpenConflict>, StoreFault> {
        let whole = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let mut sql = Sql::new(
            "SELECT ic.resource_id, f.name, f.kind, ic.field, ic.source_value, ic.corrected_value, \
             r.dataset, r.edition, r.finished_at, ic.run_id, f.organization_id, h.steward_network_id ",
        );
        sql.add(open())
            .push(" ORDER BY r.number DESC, f.sort_key, ic.resource_id, ic.field LIMIT ")
            .bind(whole(size))
            .push(" OFFSET ")
            .bind(whole(page.saturating_sub(1).saturating_mul(size)));
        let rows = self
            .reader
            .query_all_raw(sql.statement(&self.reader))
            .await?;
        rows.iter()
            .map(|row| {
                let text = |place| row.try_get_by_index::<String>(place);
                let finished_at: Option<i64> = row.try_get_by_index(8)?;
                let run_by: Option<Uuid> = row.try_get_by_index(10)?;
                let steward: Option<Uuid> = row.try_get_by_index(11)?;
                Ok(OpenConflict {
                    run: ImportRunId::from_uuid(row.try_get_by_index::<Uuid>(9)?),
                    owners: ResourceOwners {
                        run_by: run_by.map(OrganizationId::from_uuid),
                        steward: steward.map(NetworkId::from_uuid),
                    },
                    resource: ResourceId::from_uuid(row.try_get_by_index::<Uuid>(0)?),
                    name: text(1)?,
                    kind: code(TABLE, ResourceKind::from_code, &text(2)?)?,
                    field: code(TABLE, CorrectableField::from_code, &text(3)?)?,
                    source_value: row.try_get_by_index(4)?,
                    corrected_value: row.try_get_by_index(5)?,
                    dataset: code(TABLE, Dataset::from_code, &text(6)?)?,
                    edition: text(7)?,
                    seen_at: finished_at.map(Instant::from_micros),
                })
            })
            .collect()
    }
}

impl Work {
    /// What a conflict of a field is about, as long as nobody has decided it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn open_conflict(
        &self,
        run: ImportRunId,
        resource: ResourceId,
        field: CorrectableField,
    ) -> Result<Option<Correction>, StoreFault> {
        let which = Disputed {
            run,
            subject: Subject::Resource(resource),
            field: field.code(),
        };
        disputed::between(self, open(), which, field).await
    }

    /// Notes that a person has decided a conflict, in which act, and what the field says from now on.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn close_conflict(
        &self,
        run: ImportRunId,
        resource: ResourceId,
        conflict: &Correction,
        decided: Option<&str>,
        act: ActId,
    ) -> Result<(), StoreFault> {
        let which = Disputed {
            run,
            subject: Subject::Resource(resource),
            field: conflict.field.code(),
        };
        disputed::close(self, TABLE, which, (conflict, decided), act).await
    }
}
