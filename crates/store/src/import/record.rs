//! What a run brought: the raw cells of each row beside the keys that tell rows apart.

use std::collections::HashMap;

use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::directory::merge::Supplied;
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::directory::source::Dataset;
use renkei_domain::ids::ResourceId;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, EntityTrait, IntoActiveModel as _, NotSet, QueryFilter as _, QuerySelect as _,
};

use super::cells::{NOTHING, cells_of};
use super::run::RunHead;
use crate::directory::words::{number, unreadable};
use crate::fault::StoreFault;
use crate::record::insert_all;
use crate::rows::{import_conflict, source_record};
use crate::work::Work;

/// A 128-bit hash of folded cells.
pub type Hash = u128;

/// The hashes that tell a row from others, inside one edition and across two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordKeys {
    /// Office number, service, name and address.
    pub full: Hash,
    /// Office number and service, where there is a number.
    pub number: Option<Hash>,
    /// Service and name.
    pub name: Hash,
    /// Service and address.
    pub address: Hash,
    /// Service and phone, where there is a phone.
    pub phone: Option<Hash>,
    /// Every cell: equal means unchanged.
    pub content: Hash,
}

/// A published row to be kept.
#[derive(Debug, Clone)]
pub struct RecordEntry {
    /// The entry made from it.
    pub resource: ResourceId,
    /// The official name of the service.
    pub service: String,
    /// The municipality it stands in, where the address was matched.
    pub municipality: Option<MunicipalityCode>,
    /// Its keys.
    pub keys: RecordKeys,
    /// Which fields it filled.
    pub supplied: Supplied,
    /// Its cells as published.
    pub raw: Vec<String>,
}

/// A correction that the source has moved away from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Which entry.
    pub resource: ResourceId,
    /// Which field.
    pub field: CorrectableField,
    /// What the source says now.
    pub source_value: Option<String>,
    /// What a person had put.
    pub corrected_value: Option<String>,
}

impl Work {
    /// Keeps rows in the run's publication; older rows of the same entries die in it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_records(
        &self,
        run: RunHead,
        dataset: Dataset,
        entries: &[&RecordEntry],
    ) -> Result<(), StoreFault> {
        self.end_records(run, dataset, entries.iter().map(|entry| entry.resource))
            .await?;
        let mut rows = Vec::with_capacity(entries.len());
        let owner = if dataset.is_own_list() {
            Some(self.owner_of_cells(run.id).await?)
        } else {
            None
        };
        for entry in entries {
            let raw = serde_json::to_string(&entry.raw)
                .map_err(|fault| unreadable("source_record", fault))?;
            let (raw, raw_sealed) = match owner {
                Some(owner) => {
                    let sealed = self.seal_text(owner, cells_of(entry.resource), &raw);
                    (NOTHING.to_owned(), Some(sealed.await?))
                }
                None => (raw, None),
            };
            rows.push(source_record::Model {
                row_id: 0,
                resource_id: entry.resource.uuid(),
                run_id: run.id.uuid(),
                dataset: dataset.code().to_owned(),
                born: run.number,
                dead: None,
                service: entry.service.clone(),
                municipality_code: entry.municipality.map(number),
                key_full: entry.keys.full.to_be_bytes().to_vec(),
                key_number: entry.keys.number.map(|key| key.to_be_bytes().to_vec()),
                key_name: entry.keys.name.to_be_bytes().to_vec(),
                key_address: entry.keys.address.to_be_bytes().to_vec(),
                key_phone: entry.keys.phone.map(|key| key.to_be_bytes().to_vec()),
                content: entry.keys.content.to_be_bytes().to_vec(),
                supplied: entry.supplied.bits() as i32,
                raw,
                absent_since: None,
                raw_sealed,
            });
        }
        self.write_records(rows).await
    }

    /// Marks entries as no longer named by the published data, from a day on. Missing is not closed.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn mark_absent(
        &self,
        run: RunHead,
        dataset: Dataset,
        resources: &[ResourceId],
        since: chrono::NaiveDate,
    ) -> Result<(), StoreFault> {
        #[expect(
            clippy::disallowed_methods,
            reason = "scoped to the entries the edition lacks"
        )]
        let old = source_record::Entity::find()
            .filter(source_record::Column::ResourceId.is_in(resources.iter().map(|id| id.uuid())))
            .filter(source_record::Column::Dataset.eq(dataset.code()))
            .filter(source_record::Column::Dead.is_null())
            .all(self.connection())
            .await?;
        self.end_records(run, dataset, resources.iter().copied())
            .await?;
        let rows = old
            .into_iter()
            .map(|row| {
                self.note(renkei_domain::record::Change {
                    subject: renkei_domain::record::Subject::Resource(ResourceId::from_uuid(
                        row.resource_id,
                    )),
                    field_group: "source".to_owned(),
                    before: Some(serde_json::json!({ "absent_since": null }).to_string()),
                    after: Some(
                        serde_json::json!({ "absent_since": since.to_string() }).to_string(),
                    ),
                });
                source_record::Model {
                    born: run.number,
                    dead: None,
                    absent_since: Some(since),
                    ..row
                }
            })
            .collect();
        self.write_records(rows).await
    }

    async fn end_records(
        &self,
        run: RunHead,
        dataset: Dataset,
        resources: impl Iterator<Item = ResourceId>,
    ) -> Result<(), StoreFault> {
        #[expect(
            clippy::disallowed_methods,
            reason = "scoped to the entries of this step"
        )]
        source_record::Entity::update_many()
            .col_expr(source_record::Column::Dead, Expr::value(run.number))
            .filter(source_record::Column::ResourceId.is_in(resources.map(ResourceId::uuid)))
            .filter(source_record::Column::Dataset.eq(dataset.code()))
            .filter(source_record::Column::Dead.is_null())
            .exec(self.connection())
            .await?;
        Ok(())
    }

    async fn write_records(&self, rows: Vec<source_record::Model>) -> Result<(), StoreFault> {
        let mut rows = rows.into_iter().map(|row| {
            let mut row = row.into_active_model();
            row.row_id = NotSet;
            row
        });
        loop {
            let some: Vec<_> = rows.by_ref().take(500).collect();
            if some.is_empty() {
                return Ok(());
            }
            source_record::Entity::insert_many(some)
                .exec_without_returning(self.connection())
                .await?;
        }
    }

    /// Of some entries, those that any data set has named, with what this data set filled the last time.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn supplied_before(
        &self,
        dataset: Dataset,
        resources: &[ResourceId],
    ) -> Result<HashMap<ResourceId, Supplied>, StoreFault> {
        use source_record::Column as C;
        #[expect(
            clippy::disallowed_methods,
            reason = "scoped to the entries of this step"
        )]
        let rows: Vec<(uuid::Uuid, String, i32)> = source_record::Entity::find()
            .select_only()
            .columns([C::ResourceId, C::Dataset, C::Supplied])
            .filter(C::ResourceId.is_in(resources.iter().map(|id| id.uuid())))
            .filter(C::Dead.is_null())
            .into_tuple()
            .all(self.connection())
            .await?;
        let mut before = HashMap::new();
        for (id, of, bits) in rows {
            let supplied = before
                .entry(ResourceId::from_uuid(id))
                .or_insert(Supplied::NOTHING);
            if of == dataset.code() {
                *supplied = Supplied::from_bits(bits as u32);
            }
        }
        Ok(before)
    }

    /// Lists conflicts for a person to decide.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_conflicts(
        &self,
        run: RunHead,
        conflicts: &[Conflict],
    ) -> Result<(), StoreFault> {
        let rows = conflicts
            .iter()
            .map(|conflict| import_conflict::Model {
                run_id: run.id.uuid(),
                resource_id: conflict.resource.uuid(),
                field: conflict.field.code().to_owned(),
                source_value: conflict.source_value.clone(),
                corrected_value: conflict.corrected_value.clone(),
                decided_act_id: None,
            })
            .collect();
        insert_all(self.connection(), rows).await
    }
}
