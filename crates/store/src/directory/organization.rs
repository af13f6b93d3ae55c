//! 法人 in tables.

use std::collections::HashMap;

use renkei_domain::directory::address::Address;
use renkei_domain::directory::correction::{OrganizationCorrection, OrganizationField};
use renkei_domain::directory::organization::{CorporateNumber, OrganizationFacts};
use renkei_domain::ids::OrganizationId;
use renkei_domain::record::{Change, Subject};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait, IntoActiveModel as _, QueryFilter as _,
    QuerySelect as _, Select,
};

use super::words::{
    line, line_opt, municipality_opt, number, phone_cell, read_phone, text_opt, unreadable,
};
use crate::fault::StoreFault;
use crate::publication::{self, is_visible};
use crate::record::insert_all;
use crate::rows::{organization, organization_facts};
use crate::store::Store;
use crate::work::Work;

pub(super) const TABLE: &str = "organization_facts";

/// What tells one 法人 from another: its number, or its folded name and address.
pub type MatchKey = [u8; 16];

/// A 法人 to be written.
#[derive(Debug, Clone)]
pub struct OrganizationEntry {
    /// Its id.
    pub id: OrganizationId,
    /// Its facts.
    pub facts: OrganizationFacts,
    /// What tells it apart.
    pub match_key: MatchKey,
}

/// What came of newer facts of known 法人.
#[derive(Debug, Clone, Default)]
pub struct Refreshed {
    /// How many differed from those that stood.
    pub differed: usize,
    /// What people put right and the source now says otherwise.
    pub conflicts: Vec<(OrganizationId, OrganizationCorrection)>,
    /// Corrected fields whose source moved to this value.
    pub moved: Vec<(OrganizationId, OrganizationField, Option<String>)>,
}

#[expect(
    clippy::disallowed_methods,
    reason = "the scoped start: published facts of 法人 are public"
)]
pub(super) fn shown() -> Select<organization_facts::Entity> {
    organization_facts::Entity::find().filter(is_visible(
        organization_facts::Column::Born,
        organization_facts::Column::Dead,
    ))
}

impl Work {
    /// Enters a 法人 into the publication shown now.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn register_organization(&self, entry: OrganizationEntry) -> Result<(), StoreFault> {
        let born = publication::visible(self.connection()).await?;
        self.add_organizations(born, vec![entry]).await
    }

    /// Writes new 法人 into a publication.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_organizations(
        &self,
        born: i64,
        entries: Vec<OrganizationEntry>,
    ) -> Result<(), StoreFault> {
        let ids = entries
            .iter()
            .map(|entry| organization::Model {
                id: entry.id.uuid(),
                edits: 0,
            })
            .collect();
        insert_all(self.connection(), ids).await?;
        self.write_organization_facts(born, entries, None).await
    }

    /// Puts newer facts of known 法人 into a publication where they differ from those that stand; the
    /// older rows die in it. What people put right stands.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn refresh_organizations(
        &self,
        born: i64,
        entries: Vec<OrganizationEntry>,
    ) -> Result<Refreshed, StoreFault> {
        let mut refreshed = Refreshed::default();
        if entries.is_empty() {
            return Ok(refreshed);
        }
        let of_entries: Vec<OrganizationId> = entries.iter().map(|entry| entry.id).collect();
        self.lock_organizations(&of_entries).await?;
        let corrections = self.organization_corrections(&of_entries).await?;
        let ids: Vec<_> = of_entries.iter().map(|id| id.uuid()).collect();
        #[expect(
            clippy::disallowed_methods,
            reason = "scoped to the 法人 being replaced"
        )]
        let old = organization_facts::Entity::find()
            .filter(organization_facts::Column::OrganizationId.is_in(ids))
            .filter(organization_facts::Column::Dead.is_null())
            .filter(organization_facts::Column::Born.lt(born))
            .all(self.connection())
            .await?;
        let mut differing = Vec::with_capacity(entries.len());
        for mut entry in entries {
            if let Some(row) = old
                .iter()
                .find(|row| row.organization_id == entry.id.uuid())
            {
                let standing = from_row(row)?;
                let known = corrections.get(&entry.id).map(Vec::as_slice);
                let settled = entry.facts.settle(&standing, known.unwrap_or_default());
                let id = entry.id;
                let conflicts = settled.conflicts.into_iter();
                refreshed
                    .conflicts
                    .extend(conflicts.map(|conflict| (id, conflict)));
                let moved = settled.moved.into_iter();
                refreshed
                    .moved
                    .extend(moved.map(|(field, value)| (id, field, value)));
                if entry.facts != standing {
                    differing.push(entry);
                }
            }
        }
        let entries = differing;
        let ids: Vec<_> = entries.iter().map(|entry| entry.id.uuid()).collect();
        let before: HashMap<_, _> = old
            .iter()
            .map(|row| {
                Ok((
                    row.organization_id,
                    serde_json::to_string(row).map_err(|e| unreadable(TABLE, e))?,
                ))
            })
            .collect::<Result<_, StoreFault>>()?;
        #[expect(
            clippy::disallowed_methods,
            reason = "scoped to the 法人 being replaced"
        )]
        organization_facts::Entity::update_many()
            .col_expr(organization_facts::Column::Dead, Expr::value(born))
            .filter(organization_facts::Column::OrganizationId.is_in(ids))
            .filter(organization_facts::Column::Dead.is_null())
            .filter(organization_facts::Column::Born.lt(born))
            .exec(self.connection())
            .await?;
        refreshed.differed = entries.len();
        let renamed: Vec<_> = entries.iter().map(|entry| entry.id.uuid()).collect();
        self.write_organization_facts(born, entries, Some(&before))
            .await?;
        self.reindex_of_organizations(&renamed).await?;
        Ok(refreshed)
    }

    async fn write_organization_facts(
        &self,
        born: i64,
        entries: Vec<OrganizationEntry>,
        before: Option<&HashMap<uuid::Uuid, String>>,
    ) -> Result<(), StoreFault> {
        let mut rows = Vec::with_capacity(entries.len());
        for entry in entries {
            let row = to_row(&entry, born)?;
            self.note(Change {
                subject: Subject::Organization(entry.id),
                field_group: "facts".to_owned(),
                before: before.and_then(|before| before.get(&row.organization_id).cloned()),
                after: Some(serde_json::to_string(&row).map_err(|e| unreadable(TABLE, e))?),
            });
            let mut row = row.into_active_model();
            row.row_id = sea_orm::NotSet;
            rows.push(row);
        }
        for some in rows.chunks(500) {
            organization_facts::Entity::insert_many(some.iter().cloned())
                .exec_without_returning(self.connection())
                .await?;
        }
        Ok(())
    }

    /// Whether a 法人 is shown.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn has_organization(&self, id: OrganizationId) -> Result<bool, StoreFault> {
        let found = shown()
            .filter(organization_facts::Column::OrganizationId.eq(id.uuid()))
            .one(self.connection());
        Ok(found.await?.is_some())
    }

    /// The facts of a 法人, where it is shown.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn organization(
        &self,
        id: OrganizationId,
    ) -> Result<Option<OrganizationFacts>, StoreFault> {
        let mut found = read_shown(self.connection(), &[id]).await?;
        Ok(found.remove(&id))
    }

    /// The facts of several 法人 as this transaction sees them, by id.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn organizations(
        &self,
        ids: &[OrganizationId],
    ) -> Result<HashMap<OrganizationId, OrganizationFacts>, StoreFault> {
        read_shown(self.connection(), ids).await
    }
}

impl Store {
    /// The facts of several 法人, by id.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn organizations(
        &self,
        ids: &[OrganizationId],
    ) -> Result<HashMap<OrganizationId, OrganizationFacts>, StoreFault> {
        read_shown(&self.reader, ids).await
    }

    /// Every shown 法人 by what tells it apart: what an import matches against.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn organization_keys(&self) -> Result<HashMap<MatchKey, OrganizationId>, StoreFault> {
        let mut keys = HashMap::new();
        let mut after = 0_i64;
        loop {
            let page: Vec<(i64, Vec<u8>, uuid::Uuid)> = shown()
                .select_only()
                .column(organization_facts::Column::RowId)
                .column(organization_facts::Column::MatchKey)
                .column(organization_facts::Column::OrganizationId)
                .filter(organization_facts::Column::RowId.gt(after))
                .order_by_row()
                .limit(20_000)
                .into_tuple()
                .all(&self.reader)
                .await?;
            let Some(last) = page.last() else {
                return Ok(keys);
            };
            after = last.0;
            for (_, key, id) in page {
                let key = MatchKey::try_from(key).map_err(|_| unreadable(TABLE, "match_key"))?;
                keys.insert(key, OrganizationId::from_uuid(id));
            }
        }
    }
}

/// The facts of a 法人 that nobody has entered yet, in the words of the log.
pub(crate) fn to_log(facts: &OrganizationFacts) -> Result<String, StoreFault> {
    let entry = OrganizationEntry {
        id: OrganizationId::from_uuid(uuid::Uuid::nil()),
        facts: facts.clone(),
        match_key: MatchKey::default(),
    };
    serde_json::to_string(&to_row(&entry, 0)?).map_err(|fault| unreadable(TABLE, fault))
}

/// Reads the facts of a 法人 back from the log.
pub(crate) fn from_log(line: &str) -> Result<OrganizationFacts, StoreFault> {
    let row: organization_facts::Model =
        serde_json::from_str(line).map_err(|fault| unreadable("change", fault))?;
    from_row(&row)
}

/// The shown facts of several 法人, by id.
pub(crate) async fn read_shown(
    connection: &impl ConnectionTrait,
    ids: &[OrganizationId],
) -> Result<HashMap<OrganizationId, OrganizationFacts>, StoreFault> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = shown()
        .filter(organization_facts::Column::OrganizationId.is_in(ids.iter().map(|id| id.uuid())))
        .all(connection)
        .await?;
    rows.iter()
        .map(|row| {
            Ok((
                OrganizationId::from_uuid(row.organization_id),
                from_row(row)?,
            ))
        })
        .collect()
}

trait ByRow {
    fn order_by_row(self) -> Self;
}

impl ByRow for Select<organization_facts::Entity> {
    fn order_by_row(self) -> Self {
        use sea_orm::QueryOrder as _;
        self.order_by_asc(organization_facts::Column::RowId)
    }
}

pub(super) fn to_row(
    entry: &OrganizationEntry,
    born: i64,
) -> Result<organization_facts::Model, StoreFault> {
    let facts = &entry.facts;
    let address = facts.address.as_ref();
    Ok(organization_facts::Model {
        row_id: 0,
        organization_id: entry.id.uuid(),
        born,
        dead: None,
        name: facts.name.to_string(),
        kana: text_opt(facts.kana.as_ref()),
        corporate_number: text_opt(facts.corporate_number.as_ref()),
        postal_code: address.and_then(|a| text_opt(a.postal_code.as_ref())),
        municipality_code: address.and_then(|a| a.municipality).map(number),
        city: address.map(|a| a.city.to_string()),
        rest: address.and_then(|a| text_opt(a.rest.as_ref())),
        head_of_body: text_opt(facts.head_of_body.as_ref()),
        phone: phone_cell(facts.phone.as_ref())?,
        fax: phone_cell(facts.fax.as_ref())?,
        url: text_opt(facts.url.as_ref()),
        match_key: entry.match_key.to_vec(),
    })
}

pub(super) fn from_row(row: &organization_facts::Model) -> Result<OrganizationFacts, StoreFault> {
    let address = match &row.city {
        Some(city) => Some(Address {
            postal_code: line_opt(TABLE, row.postal_code.as_deref())?,
            municipality: municipality_opt(TABLE, row.municipality_code)?,
            city: line(TABLE, city)?,
            rest: line_opt(TABLE, row.rest.as_deref())?,
        }),
        None => None,
    };
    let corporate_number = row
        .corporate_number
        .as_deref()
        .map(|number| CorporateNumber::parse(number).map_err(|fault| unreadable(TABLE, fault)))
        .transpose()?;
    Ok(OrganizationFacts {
        name: line(TABLE, &row.name)?,
        kana: line_opt(TABLE, row.kana.as_deref())?,
        corporate_number,
        address,
        head_of_body: line_opt(TABLE, row.head_of_body.as_deref())?,
        phone: read_phone(TABLE, row.phone.as_deref())?,
        fax: read_phone(TABLE, row.fax.as_deref())?,
        url: line_opt(TABLE, row.url.as_deref())?,
    })
}
