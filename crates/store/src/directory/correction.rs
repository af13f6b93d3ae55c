//! Corrections in tables: one row for each corrected field of a resource.

use std::collections::{BTreeMap, HashMap};

use renkei_domain::directory::correction::{CorrectableField, Correction, RecordedCorrection};
use renkei_domain::ids::ResourceId;
use renkei_domain::record::{Change, Purpose, Subject};
use renkei_domain::time::Instant;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait, IntoActiveModel as _, QueryFilter as _, Select,
};

use super::words::{code, unreadable};
use crate::fault::StoreFault;
use crate::record::{actor_from_parts, actor_parts};
use crate::rows::correction;
use crate::store::Store;
use crate::work::{ActHeader, Work};

/// The group under which the log keeps what the source of a corrected field said.
const SOURCE_VALUE: &str = "source_value";

/// How many corrections one statement writes.
const ROWS_AT_ONCE: usize = 500;

/// What a correction that takes the place of another one renews.
const RENEWED: [correction::Column; 7] = [
    correction::Column::SourceValue,
    correction::Column::CorrectedValue,
    correction::Column::ActId,
    correction::Column::ActorKind,
    correction::Column::ActorId,
    correction::Column::MadeAt,
    correction::Column::Purpose,
];

/// Reads from the log which field had a correction and what its source said.
pub(crate) fn source_value_from_log(
    group: &str,
    line: Option<&str>,
) -> Result<Option<(CorrectableField, Option<String>)>, StoreFault> {
    let (SOURCE_VALUE, Some(line)) = (group, line) else {
        return Ok(None);
    };
    let said: serde_json::Value =
        serde_json::from_str(line).map_err(|fault| unreadable("change", fault))?;
    let field = said["field"].as_str().unwrap_or_default();
    let field = code("change", CorrectableField::from_code, field)?;
    Ok(Some((
        field,
        said["source_value"].as_str().map(str::to_owned),
    )))
}

#[expect(
    clippy::disallowed_methods,
    reason = "every caller narrows it to resources"
)]
fn of(ids: &[ResourceId]) -> Select<correction::Entity> {
    correction::Entity::find()
        .filter(correction::Column::ResourceId.is_in(ids.iter().map(|id| id.uuid())))
}

/// Reads corrections, those of one resource in the order of its fields.
async fn read(
    connection: &impl ConnectionTrait,
    ids: &[ResourceId],
) -> Result<HashMap<ResourceId, Vec<RecordedCorrection>>, StoreFault> {
    const TABLE: &str = "correction";
    let mut corrections: HashMap<_, Vec<RecordedCorrection>> = HashMap::new();
    for row in of(ids).all(connection).await? {
        corrections
            .entry(ResourceId::from_uuid(row.resource_id))
            .or_default()
            .push(RecordedCorrection {
                by: actor_from_parts(&row.actor_kind, row.actor_id)
                    .ok_or_else(|| unreadable(TABLE, &row.actor_kind))?,
                at: Instant::from_micros(row.made_at),
                purpose: code(TABLE, Purpose::from_code, &row.purpose)?,
                correction: Correction {
                    field: code(TABLE, CorrectableField::from_code, &row.field)?,
                    source_value: row.source_value,
                    value: row.corrected_value,
                },
            });
    }
    for of_one in corrections.values_mut() {
        of_one.sort_by_key(|kept| kept.correction.field);
    }
    Ok(corrections)
}

impl Work {
    /// The corrections of some resources, as this transaction sees them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn corrections(
        &self,
        ids: &[ResourceId],
    ) -> Result<HashMap<ResourceId, Vec<Correction>>, StoreFault> {
        let recorded = read(self.connection(), ids).await?;
        Ok(recorded
            .into_iter()
            .map(|(id, of_one)| {
                let plain = of_one.into_iter().map(|kept| kept.correction);
                (id, plain.collect())
            })
            .collect())
    }

    /// Keeps a correction; an earlier one of the same field gives way, its source value stays.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_correction(
        &self,
        id: ResourceId,
        kept: &Correction,
        header: &ActHeader,
    ) -> Result<(), StoreFault> {
        self.keep_corrections(&[(id, kept.clone())], header).await
    }

    /// Keeps many as [`Self::keep_correction`] keeps one, some hundred by one statement. Of several for the
    /// same field of a resource the last one counts.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_corrections(
        &self,
        kept: &[(ResourceId, Correction)],
        header: &ActHeader,
    ) -> Result<(), StoreFault> {
        let (actor_kind, actor_id) = actor_parts(header.actor);
        let last = kept.iter().map(|(id, kept)| ((*id, kept.field), kept));
        let last: BTreeMap<_, _> = last.collect();
        let rows = last
            .into_iter()
            .map(|((id, field), kept)| correction::Model {
                resource_id: id.uuid(),
                field: field.code().to_owned(),
                source_value: kept.source_value.clone(),
                corrected_value: kept.value.clone(),
                act_id: header.id.uuid(),
                actor_kind: actor_kind.to_owned(),
                actor_id,
                made_at: header.at.micros(),
                purpose: header.purpose.code().to_owned(),
            });
        self.put_correction_rows(&rows.collect::<Vec<_>>()).await
    }

    /// The corrections of an entry as they stand, for whoever puts them back.
    pub(super) async fn correction_rows(
        &self,
        id: ResourceId,
    ) -> Result<Vec<correction::Model>, StoreFault> {
        Ok(of(&[id]).all(self.connection()).await?)
    }

    /// Writes corrections as they are.
    pub(super) async fn put_correction_rows(
        &self,
        rows: &[correction::Model],
    ) -> Result<(), StoreFault> {
        self.write_corrections(rows, &RENEWED).await
    }

    /// Notes that the source of a corrected field now says something else; the correction stays. The log
    /// keeps what the source said before, for whoever takes an import back.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn move_correction(
        &self,
        id: ResourceId,
        field: CorrectableField,
        source_value: Option<String>,
    ) -> Result<(), StoreFault> {
        self.move_corrections(&[(id, field, source_value)]).await
    }

    /// Notes of many what [`Self::move_correction`] notes of one, some hundred by two statements. Each field
    /// of a resource stands among them once.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn move_corrections(
        &self,
        moved: &[(ResourceId, CorrectableField, Option<String>)],
    ) -> Result<(), StoreFault> {
        for some in moved.chunks(ROWS_AT_ONCE) {
            let ids: Vec<ResourceId> = some.iter().map(|(id, ..)| *id).collect();
            let known = of(&ids).all(self.connection()).await?;
            let known = known.into_iter();
            let mut known: HashMap<_, _> = known
                .map(|row| ((row.resource_id, row.field.clone()), row))
                .collect();
            let mut rows = Vec::new();
            for (id, field, source_value) in some {
                let Some(row) = known.remove(&(id.uuid(), field.code().to_owned())) else {
                    continue;
                };
                let said = |value: &Option<String>| {
                    serde_json::json!({ "field": field.code(), "source_value": value }).to_string()
                };
                self.note(Change {
                    subject: Subject::Resource(*id),
                    field_group: SOURCE_VALUE.to_owned(),
                    before: Some(said(&row.source_value)),
                    after: Some(said(source_value)),
                });
                rows.push(correction::Model {
                    source_value: source_value.clone(),
                    ..row
                });
            }
            self.write_corrections(&rows, &[correction::Column::SourceValue])
                .await?;
        }
        Ok(())
    }

    /// Writes corrections; of one that stands already these columns alone are renewed.
    async fn write_corrections(
        &self,
        rows: &[correction::Model],
        renewed: &[correction::Column],
    ) -> Result<(), StoreFault> {
        use correction::Column as C;
        for some in rows.chunks(ROWS_AT_ONCE) {
            let some = some.iter().cloned().map(|row| row.into_active_model());
            correction::Entity::insert_many(some)
                .on_conflict(
                    OnConflict::columns([C::ResourceId, C::Field])
                        .update_columns(renewed.iter().copied())
                        .to_owned(),
                )
                .exec_without_returning(self.connection())
                .await?;
        }
        Ok(())
    }

    /// Forgets a correction: the field says again what its source says.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_correction(
        &self,
        id: ResourceId,
        field: CorrectableField,
    ) -> Result<(), StoreFault> {
        #[expect(
            clippy::disallowed_methods,
            reason = "scoped to one field of one resource"
        )]
        correction::Entity::delete_many()
            .filter(correction::Column::ResourceId.eq(id.uuid()))
            .filter(correction::Column::Field.eq(field.code()))
            .exec(self.connection())
            .await?;
        Ok(())
    }
}

impl Store {
    /// The corrections of some resources, with who made them and when.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn corrections(
        &self,
        ids: &[ResourceId],
    ) -> Result<HashMap<ResourceId, Vec<RecordedCorrection>>, StoreFault> {
        read(&self.reader, ids).await
    }
}
