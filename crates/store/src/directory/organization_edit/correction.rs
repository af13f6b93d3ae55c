//! Corrections of 法人 in tables: one row for each corrected field.

use std::collections::HashMap;

use renkei_domain::directory::correction::{Correction, OrganizationCorrection, OrganizationField};
use renkei_domain::ids::OrganizationId;
use renkei_domain::record::{Change, Subject};
use sea_orm::ConnectionTrait as _;
use uuid::Uuid;

use crate::directory::words::{code, unreadable};
use crate::fault::StoreFault;
use crate::record::actor_parts;
use crate::sql::Sql;
use crate::work::{ActHeader, Work};

/// The group under which the log keeps what the source of a corrected field said.
const SOURCE_VALUE: &str = "source_value";

impl Work {
    /// The corrections of some 法人, each in the order of its fields.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn organization_corrections(
        &self,
        ids: &[OrganizationId],
    ) -> Result<HashMap<OrganizationId, Vec<OrganizationCorrection>>, StoreFault> {
        const TABLE: &str = "organization_correction";
        let connection = self.connection();
        let mut sql = Sql::new(
            "SELECT organization_id, field, source_value, corrected_value \
             FROM organization_correction WHERE organization_id IN (",
        );
        sql.add(Sql::ids(
            connection.get_database_backend(),
            ids.iter().map(|id| id.uuid()),
        ))
        .push(")");
        let rows = connection.query_all_raw(sql.statement(connection)).await?;
        let mut found: HashMap<_, Vec<OrganizationCorrection>> = HashMap::new();
        for row in &rows {
            let id = OrganizationId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
            let field: String = row.try_get_by_index(1)?;
            found.entry(id).or_default().push(Correction {
                field: code(TABLE, OrganizationField::from_code, &field)?,
                source_value: row.try_get_by_index(2)?,
                value: row.try_get_by_index(3)?,
            });
        }
        for of_one in found.values_mut() {
            of_one.sort_by_key(|kept| kept.field);
        }
        Ok(found)
    }

    /// Keeps a correction of a 法人; an earlier one of the same field gives way.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_organization_correction(
        &self,
        id: OrganizationId,
        kept: &OrganizationCorrection,
        header: &ActHeader,
    ) -> Result<(), StoreFault> {
        let (actor_kind, actor_id) = actor_parts(header.actor);
        let sql = Sql::with(
            "INSERT INTO organization_correction (organization_id, field, source_value, corrected_value, \
             act_id, actor_kind, actor_id, made_at, purpose) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) \
             ON CONFLICT (organization_id, field) DO UPDATE SET source_value = excluded.source_value, \
             corrected_value = excluded.corrected_value, act_id = excluded.act_id, \
             actor_kind = excluded.actor_kind, actor_id = excluded.actor_id, made_at = excluded.made_at, \
             purpose = excluded.purpose",
            [
                id.uuid().into(),
                kept.field.code().into(),
                kept.source_value.clone().into(),
                kept.value.clone().into(),
                header.id.uuid().into(),
                actor_kind.into(),
                actor_id.into(),
                header.at.micros().into(),
                header.purpose.code().into(),
            ],
        );
        let connection = self.connection();
        connection.execute_raw(sql.statement(connection)).await?;
        Ok(())
    }

    /// Notes that the source of a corrected field now says something else; the correction stays. The log
    /// keeps what the source said before, for whoever takes an import back.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn move_organization_correction(
        &self,
        id: OrganizationId,
        field: OrganizationField,
        source_value: Option<String>,
    ) -> Result<(), StoreFault> {
        let known = self.organization_corrections(&[id]).await?.remove(&id);
        let known = known.unwrap_or_default();
        let Some(known) = known.into_iter().find(|kept| kept.field == field) else {
            return Ok(());
        };
        let said = |value: &Option<String>| {
            serde_json::json!({ "field": field.code(), "source_value": value }).to_string()
        };
        self.note(Change {
            subject: Subject::Organization(id),
            field_group: SOURCE_VALUE.to_owned(),
            before: Some(said(&known.source_value)),
            after: Some(said(&source_value)),
        });
        let sql = Sql::with(
            "UPDATE organization_correction SET source_value = ? WHERE organization_id = ? AND field = ?",
            [source_value.into(), id.uuid().into(), field.code().into()],
        );
        let connection = self.connection();
        connection.execute_raw(sql.statement(connection)).await?;
        Ok(())
    }

    /// Forgets a correction of a 法人: the field says again what its source says.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_organization_correction(
        &self,
        id: OrganizationId,
        field: OrganizationField,
    ) -> Result<(), StoreFault> {
        let sql = Sql::with(
            "DELETE FROM organization_correction WHERE organization_id = ? AND field = ?",
            [id.uuid().into(), field.code().into()],
        );
        let connection = self.connection();
        connection.execute_raw(sql.statement(connection)).await?;
        Ok(())
    }
}

/// Reads from the log which corrected field of a 法人 had another source value, and which.
pub(crate) fn source_value_from_log(
    line: &str,
) -> Result<(OrganizationField, Option<String>), StoreFault> {
    let said: serde_json::Value =
        serde_json::from_str(line).map_err(|fault| unreadable("change", fault))?;
    let field = said["field"].as_str().unwrap_or_default();
    let field = code("change", OrganizationField::from_code, field)?;
    Ok((field, said["source_value"].as_str().map(str::to_owned)))
}
