//! How published facts stand in a row, and the one way in which a row is read back.

use std::collections::HashMap;

use renkei_domain::directory::address::{Address, Location, Precision};
use renkei_domain::directory::hours::Hours;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::municipality::Point;
use renkei_domain::directory::resource::{Lifecycle, ResourceFacts};
use renkei_domain::ids::{OrganizationId, ResourceId};
use renkei_domain::text::fold;
use sea_orm::{ConnectionTrait, FromQueryResult as _, QueryResult};

use super::hours::HoursIds;
use super::merging;
use super::resource::StoredResource;
use super::words::{
    code, code_opt, count_opt, count_row, line, line_opt, municipality_opt, number, phone_cell,
    phones_cell, prose_opt, read_phone, read_phones, text_opt, unreadable,
};
use crate::fault::StoreFault;
use crate::publication::IS_SHOWN;
use crate::rows::resource_facts;
use crate::sql::Sql;

const TABLE: &str = "resource_facts";

/// How an entry stands in its table that became part of another. It is read by its own id only where it is kept up to
/// date or comes back, and is then one that is not at work.
pub(super) const MERGED: &str = "merged";

/// What a statement selects so that [`read`] can read its rows.
/// Few entries have closed and few were edited, and an index holds just these: asking it reads no page of
/// `resource`.
pub(crate) const COLUMNS: &str = "f.*, h.notation, COALESCE((SELECT r.lifecycle FROM resource r \
                                  WHERE r.id = f.resource_id AND r.lifecycle <> 'active'), 'active') AS lifecycle, \
                                  COALESCE((SELECT r.edits FROM resource r \
                                  WHERE r.id = f.resource_id AND r.edits > 0), 0) AS edits";

/// The tables of [`COLUMNS`]: the facts `f` with the notation of their hours.
pub(crate) const TABLES: &str = "resource_facts f LEFT JOIN hours h ON h.id = f.hours_id";

/// The most characters of a key that lists are ordered by. Where two readings are longer and begin
/// alike, their ids decide; the key stays short enough for an index and for a cursor.
const SORT_KEY_CHARACTERS: usize = 80;

/// Reads a row of a statement over [`COLUMNS`].
pub(crate) fn read(row: &QueryResult) -> Result<StoredResource, StoreFault> {
    let facts = resource_facts::Model::from_query_result(row, "")?;
    let notation: Option<String> = row.try_get("", "notation")?;
    let hours = match (facts.hours_id, notation) {
        (None, _) => Hours::default(),
        (Some(_), Some(notation)) => {
            Hours::parse(&notation).map_err(|fault| unreadable("hours", fault))?
        }
        (Some(id), None) => return Err(unreadable(TABLE, format!("hours {id}"))),
    };
    let lifecycle: String = row.try_get("", "lifecycle")?;
    let edits: i64 = row.try_get("", "edits")?;
    let id = ResourceId::from_uuid(facts.resource_id);
    Ok(StoredResource {
        id,
        current: id,
        lifecycle: match lifecycle.as_str() {
            MERGED => Lifecycle::Closed,
            lifecycle => code("resource", Lifecycle::from_code, lifecycle)?,
        },
        // Imports give newer facts a later birth and people count their edits, so the sum rises with both
        // without an import having to touch `resource`.
        version: facts.born + edits,
        facts: from_row(&facts, hours)?,
    })
}

/// Reads what is shown of several resources: one statement, however many, and two more where one of them became part of
/// another, which is shown in its place.
pub(super) async fn read_shown(
    connection: &impl ConnectionTrait,
    ids: &[ResourceId],
) -> Result<Vec<StoredResource>, StoreFault> {
    let (mut found, gone) = read_kept(connection, ids).await?;
    let leads = merging::leads_to(connection, &gone).await?;
    if leads.is_empty() {
        return Ok(found);
    }
    found.retain(|entry| !leads.contains_key(&entry.id));
    let mut stay: Vec<ResourceId> = leads.values().copied().collect();
    stay.sort_unstable();
    stay.dedup();
    let (stay, _) = read_kept(connection, &stay).await?;
    for (id, current) in leads {
        let entry = stay.iter().find(|entry| entry.id == current);
        found.extend(entry.map(|entry| StoredResource {
            id,
            ..entry.clone()
        }));
    }
    Ok(found)
}

/// Reads what is kept of several resources, and which of them became part of others.
pub(crate) async fn read_kept(
    connection: &impl ConnectionTrait,
    ids: &[ResourceId],
) -> Result<(Vec<StoredResource>, Vec<ResourceId>), StoreFault> {
    if ids.is_empty() {
        return Ok((Vec::new(), Vec::new()));
    }
    let mut sql = Sql::new(&format!(
        "SELECT {COLUMNS} FROM {TABLES} WHERE {IS_SHOWN} AND f.resource_id IN ("
    ));
    sql.add(Sql::ids(
        connection.get_database_backend(),
        ids.iter().map(|id| id.uuid()),
    ))
    .push(")");
    let rows = connection.query_all_raw(sql.statement(connection)).await?;
    let (mut found, mut gone) = (Vec::with_capacity(rows.len()), Vec::new());
    for row in &rows {
        let entry = read(row)?;
        if row.try_get::<String>("", "lifecycle")? == MERGED {
            gone.push(entry.id);
        }
        found.push(entry);
    }
    Ok((found, gone))
}

/// Facts as the log keeps them.
pub(super) fn facts_json(
    row: &resource_facts::Model,
    hours: Option<&Hours>,
) -> Result<String, StoreFault> {
    let mut value = serde_json::to_value(row).map_err(|fault| unreadable(TABLE, fault))?;
    if let (Some(object), Some(hours)) = (value.as_object_mut(), hours) {
        object.retain(|_, value| *value != serde_json::Value::Null);
        object.insert("hours".to_owned(), hours.to_string().into());
    }
    Ok(value.to_string())
}

/// Facts of what is no entry yet, in the words of the log.
pub(crate) fn to_log(facts: &ResourceFacts) -> Result<String, StoreFault> {
    let nobody = ResourceId::from_uuid(uuid::Uuid::nil());
    let row = to_row(nobody, facts, 0, &HoursIds::new())?;
    facts_json(&row, Some(&facts.hours))
}

/// Reads facts back from the log.
pub(crate) fn from_log(line: &str) -> Result<ResourceFacts, StoreFault> {
    const LOG: &str = "change";
    let mut value: serde_json::Value =
        serde_json::from_str(line).map_err(|fault| unreadable(LOG, fault))?;
    // Hours stand in the row by number, which means nothing later, so the log has their notation.
    let notation = value.as_object_mut().and_then(|row| row.remove("hours"));
    let hours = match notation.as_ref().and_then(serde_json::Value::as_str) {
        None | Some("") => Hours::default(),
        Some(notation) => Hours::parse(notation).map_err(|fault| unreadable(LOG, fault))?,
    };
    let row: resource_facts::Model =
        serde_json::from_value(value).map_err(|fault| unreadable(LOG, fault))?;
    from_row(&row, hours)
}

/// The reading where there is one, else the name: the order of every list.
fn sort_key(facts: &ResourceFacts) -> String {
    fold(facts.kana.as_ref().unwrap_or(&facts.name).as_str())
        .chars()
        .take(SORT_KEY_CHARACTERS)
        .collect()
}

/// Facts as a row of a publication, not yet numbered.
pub(super) fn to_row(
    id: ResourceId,
    facts: &ResourceFacts,
    born: i64,
    hours_ids: &HoursIds,
) -> Result<resource_facts::Model, StoreFault> {
    let address = facts.address.as_ref();
    let hours_id = if facts.hours.is_unknown() {
        None
    } else {
        hours_ids.get(&facts.hours.to_string()).copied()
    };
    Ok(resource_facts::Model {
        row_id: 0,
        resource_id: id.uuid(),
        born,
        dead: None,
        sort_key: sort_key(facts),
        organization_id: facts.organization.map(OrganizationId::uuid),
        kind: facts.kind.code().to_owned(),
        service_name: text_opt(facts.service_name.as_ref()),
        name: facts.name.to_string(),
        kana: text_opt(facts.kana.as_ref()),
        office_number: text_opt(facts.office_number.as_ref()),
        postal_code: address.and_then(|a| text_opt(a.postal_code.as_ref())),
        municipality_code: address.and_then(|a| a.municipality).map(number),
        city: address.map(|a| a.city.to_string()),
        rest: address.and_then(|a| text_opt(a.rest.as_ref())),
        latitude: facts.location.map(|location| location.point.latitude),
        longitude: facts.location.map(|location| location.point.longitude),
        location_precision: facts
            .location
            .map(|location| location.precision.code().to_owned()),
        phones: phones_cell(&facts.phones)?,
        fax: phone_cell(facts.fax.as_ref())?,
        email: text_opt(facts.email.as_ref()),
        url: text_opt(facts.url.as_ref()),
        hours_id,
        hours_note: text_opt(facts.hours_note.as_ref()),
        capacity: count_row(facts.capacity),
    })
}

/// The hours of a row among those that were read for it.
pub(super) fn hours_of(
    row: &resource_facts::Model,
    known: &HashMap<i64, Hours>,
) -> Result<Hours, StoreFault> {
    match row.hours_id {
        None => Ok(Hours::default()),
        Some(id) => known
            .get(&id)
            .cloned()
            .ok_or_else(|| unreadable(TABLE, format!("hours {id}"))),
    }
}

/// Reads the facts of a row whose hours are read already.
pub(super) fn from_row(
    row: &resource_facts::Model,
    hours: Hours,
) -> Result<ResourceFacts, StoreFault> {
    let address = match &row.city {
        Some(city) => Some(Address {
            postal_code: line_opt(TABLE, row.postal_code.as_deref())?,
            municipality: municipality_opt(TABLE, row.municipality_code)?,
            city: line(TABLE, city)?,
            rest: line_opt(TABLE, row.rest.as_deref())?,
        }),
        None => None,
    };
    let precision = code_opt(
        TABLE,
        Precision::from_code,
        row.location_precision.as_deref(),
    )?;
    let location = match (row.latitude, row.longitude, precision) {
        (Some(latitude), Some(longitude), Some(precision)) => Some(Location {
            point: Point {
                latitude,
                longitude,
            },
            precision,
        }),
        _ => None,
    };
    Ok(ResourceFacts {
        organization: row.organization_id.map(OrganizationId::from_uuid),
        kind: code(TABLE, ResourceKind::from_code, &row.kind)?,
        service_name: line_opt(TABLE, row.service_name.as_deref())?,
        name: line(TABLE, &row.name)?,
        kana: line_opt(TABLE, row.kana.as_deref())?,
        office_number: line_opt(TABLE, row.office_number.as_deref())?,
        address,
        location,
        phones: read_phones(TABLE, &row.phones)?,
        fax: read_phone(TABLE, row.fax.as_deref())?,
        email: line_opt(TABLE, row.email.as_deref())?,
        url: line_opt(TABLE, row.url.as_deref())?,
        hours,
        hours_note: prose_opt(TABLE, row.hours_note.as_deref())?,
        capacity: count_opt(TABLE, row.capacity)?,
    })
}
