//! Corrections in tables: one row for each corrected field of a resource.

use std::collections::HashMap;

use renkei_domain::directory::correction::{CorrectableField, Correction, RecordedCorrection};
use renkei_domain::ids::ResourceId;
use renkei_domain::record::{Change, Purpose, Subject};
use renkei_domain::time::Instant;
use sea_orm::sea_query::{Expr, OnConflict};
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
        let (actor_kind, actor_id) = actor_parts(header.actor);
        let row = correction::Model {
            resource_id: id.uuid(),
            field: kept.field.code().to_owned(),
            source_value: kept.source_value.clone(),
            corrected_value: kept.value.clone(),
            act_id: header.id.uuid(),
            actor_kind: actor_kind.to_owned(),
            actor_id,
            made_at: header.at.micros(),
            purpose: header.purpose.code().to_owned(),
        };
        use correction::Column as C;
        correction::Entity::insert(row.into_active_model())
            .on_conflict(
                OnConflict::columns([C::ResourceId, C::Field])
                    .update_columns([
                        C::SourceValue,
                        C::CorrectedValue,
                        C::ActId,
                        C::ActorKind,
                        C::ActorId,
                        C::MadeAt,
                        C::Purpose,
                    ])
                    .to_owned(),
            )
            .exec_without_returning(self.connection())
            .await?;
        Ok(())
    }
}

impl Work {
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
        let known = of(&[id]).filter(correction::Column::Field.eq(field.code()));
        let Some(known) = known.one(self.connection()).await? else {
            return Ok(());
        };
        let said = |value: &Option<String>| {
            serde_json::json!({ "field": field.code(), "source_value": value }).to_string()
        };
        self.note(Change {
            subject: Subject::Resource(id),
            field_group: SOURCE_VALUE.to_owned(),
            before: Some(said(&known.source_value)),
            after: Some(said(&source_value)),
        });
        #[expect(
            clippy::disallowed_methods,
            reason = "scoped to one field of one resource"
        )]
        correction::Entity::update_many()
            .col_expr(correction::Column::SourceValue, Expr::value(source_value))
            .filter(correction::Column::ResourceId.eq(id.uuid()))
            .filter(correction::Column::Field.eq(field.code()))
            .exec(self.connection())
            .await?;
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
