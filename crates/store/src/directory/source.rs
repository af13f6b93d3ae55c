//! The published rows from which entries were made.

use std::collections::HashMap;

use renkei_domain::directory::source::{Dataset, SourceRecord};
use renkei_domain::ids::{NetworkId, ResourceId};
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait as _, QueryResult};
use uuid::Uuid;

use super::words::{code, line, unreadable};
use crate::audit::Inside;
use crate::fault::StoreFault;
use crate::import::cells::cells_of;
use crate::keys::Opener;
use crate::sql::Sql;
use crate::store::Store;

const TABLE: &str = "source_record";

/// The place of the cells of an own list among what is read.
const SEALED: usize = 9;

const SHOWN_RECORDS: &str = "SELECT s.resource_id, s.dataset, r.edition, COALESCE(r.finished_at, r.started_at), \
     s.absent_since, r.header, s.raw, u.network_id, h.steward_network_id, s.raw_sealed, g.leads_to \
     FROM source_record s JOIN import_run r ON r.id = s.run_id \
     JOIN resource h ON h.id = s.resource_id LEFT JOIN upload u ON u.run_id = s.run_id \
     LEFT JOIN resource_merge g ON g.merged_id = s.resource_id AND g.undone_act_id IS NULL \
     WHERE s.resource_id IN (SELECT id FROM wanted UNION ALL SELECT m.merged_id FROM resource_merge m \
     WHERE m.undone_act_id IS NULL AND m.leads_to IN (SELECT id FROM wanted)) \
     AND s.born <= (SELECT visible FROM publication WHERE id = 1) \
     AND (s.dead IS NULL OR s.dead > (SELECT visible FROM publication WHERE id = 1)) \
     ORDER BY s.born DESC";

impl Store {
    /// The published rows from which several entries were made, newest data first, with those of what became part of
    /// them. An entry that no
    /// data named has none. One statement, however many entries, and one for keys where cells are sealed.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn source_records(
        &self,
        resources: &[ResourceId],
    ) -> Result<Inside<HashMap<ResourceId, Vec<SourceRecord>>>, StoreFault> {
        let mut records: HashMap<ResourceId, Vec<SourceRecord>> = HashMap::new();
        if resources.is_empty() {
            return Ok(Inside::of(records));
        }
        let backend = self.reader.get_database_backend();
        let mut sql = Sql::wanting(backend, resources.iter().map(|id| id.uuid()));
        sql.push(SHOWN_RECORDS);
        let found = self.reader.query_all_raw(sql.statement(&self.reader));
        let found = found.await?;
        let opener = self.keys.opener_of_rows(&self.reader, &found, &[SEALED]);
        let opener = opener.await?;
        for row in &found {
            let id = ResourceId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
            let leads_to: Option<Uuid> = row.try_get_by_index(10)?;
            let shown = leads_to.map_or(id, ResourceId::from_uuid);
            let record = read(row, id, &opener)?;
            records.entry(shown).or_default().push(record);
        }
        Ok(Inside::of(records))
    }
}

fn read(row: &QueryResult, id: ResourceId, opener: &Opener) -> Result<SourceRecord, StoreFault> {
    let text = |place: usize| row.try_get_by_index::<String>(place);
    let raw = match opener.text_opt_at(&cells_of(id), row, SEALED)? {
        Some(opened) => opened,
        None => text(6)?,
    };
    let handed_in_for: Option<Uuid> = row.try_get_by_index(7)?;
    let kept_by: Option<Uuid> = row.try_get_by_index(8)?;
    Ok(SourceRecord {
        dataset: code(TABLE, Dataset::from_code, &text(1)?)?,
        edition: line(TABLE, &text(2)?)?,
        seen_at: Instant::from_micros(row.try_get_by_index(3)?),
        absent_since: row.try_get_by_index(4)?,
        network: handed_in_for.or(kept_by).map(NetworkId::from_uuid),
        raw: cells(&text(5)?)?.into_iter().zip(cells(&raw)?).collect(),
    })
}

/// Cells as they stand in a column: a JSON list of texts.
fn cells(column: &str) -> Result<Vec<String>, StoreFault> {
    serde_json::from_str(column).map_err(|fault| unreadable(TABLE, fault))
}
