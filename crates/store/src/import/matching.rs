//! What the next edition is compared with: the keys of every shown row of a data set.

use std::collections::{HashMap, HashSet};

use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::directory::source::Dataset;
use renkei_domain::ids::{NetworkId, ResourceId};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait as _, EntityTrait, FromQueryResult, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, Value,
};
use uuid::Uuid;

use super::record::{Hash, RecordKeys};
use crate::directory::resource::StoredResource;
use crate::directory::resource_rows::{self, COLUMNS, TABLES};
use crate::directory::words::municipality_opt;
use crate::fault::StoreFault;
use crate::publication::{IS_SHOWN, is_visible};
use crate::rows::source_record;
use crate::sql::Sql;
use crate::store::Store;

/// A shown row of an earlier edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownRecord {
    /// The entry made from it.
    pub resource: ResourceId,
    /// Its keys.
    pub keys: RecordKeys,
    /// Its service, as a place in [`KnownRecords::services`].
    pub service: u16,
    /// The municipality it stands in.
    pub municipality: Option<MunicipalityCode>,
    /// Whether an earlier edition already lacked it.
    pub is_absent: bool,
    /// False for an entry that people made: no edition has named it yet, so none can miss it.
    pub is_published: bool,
}

/// Every shown row of a data set.
#[derive(Debug, Clone, Default)]
pub struct KnownRecords {
    /// The rows.
    pub records: Vec<KnownRecord>,
    /// The services they speak of.
    pub services: Vec<String>,
    /// Where entries lead that became part of others. Each goes on being told by its own rows, where it is kept.
    pub leads: HashMap<ResourceId, ResourceId>,
}

#[derive(Debug, FromQueryResult)]
struct Row {
    row_id: i64,
    resource_id: Uuid,
    service: String,
    municipality_code: Option<i32>,
    key_full: Vec<u8>,
    key_number: Option<Vec<u8>>,
    key_name: Vec<u8>,
    key_address: Vec<u8>,
    key_phone: Option<Vec<u8>>,
    content: Vec<u8>,
    absent_since: Option<chrono::NaiveDate>,
}

impl Store {
    /// Reads the keys of every shown row of a data set, page by page.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn known_records(&self, dataset: Dataset) -> Result<KnownRecords, StoreFault> {
        use source_record::Column as C;
        let mut known = KnownRecords {
            leads: self.every_lead().await?,
            ..KnownRecords::default()
        };
        let mut after = 0_i64;
        loop {
            #[expect(
                clippy::disallowed_methods,
                reason = "an import compares with the whole data set"
            )]
            let page: Vec<Row> = source_record::Entity::find()
                .select_only()
                .columns([
                    C::RowId,
                    C::ResourceId,
                    C::Service,
                    C::MunicipalityCode,
                    C::KeyFull,
                    C::KeyNumber,
                    C::KeyName,
                    C::KeyAddress,
                    C::KeyPhone,
                    C::Content,
                    C::AbsentSince,
                ])
                .filter(C::Dataset.eq(dataset.code()))
                .filter(is_visible(C::Born, C::Dead))
                .filter(C::RowId.gt(after))
                .order_by_asc(C::RowId)
                .limit(10_000)
                .into_model::<Row>()
                .all(&self.reader)
                .await?;
            let Some(last) = page.last() else {
                return Ok(known);
            };
            after = last.row_id;
            for row in page {
                let service = match known
                    .services
                    .iter()
                    .position(|service| *service == row.service)
                {
                    Some(place) => place,
                    None => {
                        known.services.push(row.service.clone());
                        known.services.len() - 1
                    }
                };
                known.records.push(KnownRecord {
                    resource: ResourceId::from_uuid(row.resource_id),
                    keys: RecordKeys {
                        full: hash(&row.key_full)?,
                        number: row.key_number.as_deref().map(hash).transpose()?,
                        name: hash(&row.key_name)?,
                        address: hash(&row.key_address)?,
                        phone: row.key_phone.as_deref().map(hash).transpose()?,
                        content: hash(&row.content)?,
                    },
                    service: u16::try_from(service).unwrap_or(u16::MAX),
                    municipality: municipality_opt("source_record", row.municipality_code)?,
                    is_absent: row.absent_since.is_some(),
                    is_published: true,
                });
            }
        }
    }
}

impl Store {
    /// Entries that no edition of a data set has named yet, page by page: people made them, or another
    /// data set did. An import may find them again. Official tables number their own offices, so they
    /// look only at what people and lists brought; a list may speak of anybody.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn unpublished_resources(
        &self,
        dataset: Dataset,
        mut take: impl FnMut(StoredResource) + Send,
    ) -> Result<(), StoreFault> {
        let looked_past: Vec<&str> = if dataset == Dataset::List {
            vec![dataset.code()]
        } else {
            Dataset::ALL
                .iter()
                .filter(|other| **other != Dataset::List)
                .map(|other| other.code())
                .collect()
        };
        let mut after = 0_i64;
        loop {
            let mut sql = Sql::new(&format!(
                "SELECT {COLUMNS} FROM {TABLES} WHERE {IS_SHOWN} AND f.row_id > "
            ));
            sql.bind(after).push(
                " AND NOT EXISTS (SELECT 1 FROM source_record s \
                 WHERE s.resource_id = f.resource_id AND s.dataset IN ",
            );
            sql.add(Sql::list(looked_past.iter().map(|code| Value::from(*code))))
                .push(") ORDER BY f.row_id LIMIT 2000");
            let rows = self
                .reader
                .query_all_raw(sql.statement(&self.reader))
                .await?;
            let Some(last) = rows.last() else {
                return Ok(());
            };
            after = last.try_get("", "row_id")?;
            for row in &rows {
                take(resource_rows::read(row)?);
            }
        }
    }
}

impl Store {
    /// The entries that other networks keep. What nobody keeps is not among them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn resources_of_others(
        &self,
        network: NetworkId,
    ) -> Result<HashSet<ResourceId>, StoreFault> {
        let sql = Sql::with(
            "SELECT id FROM resource \
             WHERE steward_network_id IS NOT NULL AND steward_network_id <> ?",
            [network.uuid().into()],
        );
        let rows = self
            .reader
            .query_all_raw(sql.statement(&self.reader))
            .await?;
        rows.iter()
            .map(|row| Ok(ResourceId::from_uuid(row.try_get_by_index::<Uuid>(0)?)))
            .collect()
    }
}

pub(super) fn hash(bytes: &[u8]) -> Result<Hash, StoreFault> {
    bytes
        .try_into()
        .map(Hash::from_be_bytes)
        .map_err(|_| StoreFault::Unreadable {
            table: "source_record",
            value: format!("a key of {} bytes", bytes.len()),
        })
}
