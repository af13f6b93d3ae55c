//! Whether entries may still be chosen for new work.

use std::collections::HashMap;

use renkei_domain::directory::resource::Lifecycle;
use renkei_domain::ids::ResourceId;
use sea_orm::{ColumnTrait as _, EntityTrait, QueryFilter as _};

use super::words::code;
use crate::fault::StoreFault;
use crate::rows::resource;
use crate::store::Store;

impl Store {
    /// Where several entries stand in their life.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn lifecycles(
        &self,
        ids: &[ResourceId],
    ) -> Result<HashMap<ResourceId, Lifecycle>, StoreFault> {
        #[expect(
            clippy::disallowed_methods,
            reason = "scoped to the resources asked for"
        )]
        let rows = resource::Entity::find()
            .filter(resource::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
            .all(&self.reader)
            .await?;
        rows.iter()
            .map(|row| {
                let lifecycle = code("resource", Lifecycle::from_code, &row.lifecycle)?;
                Ok((ResourceId::from_uuid(row.id), lifecycle))
            })
            .collect()
    }
}
