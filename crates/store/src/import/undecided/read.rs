//! Reading rows of which nobody could tell whose they are.

use renkei_domain::directory::source::Dataset;
use renkei_domain::directory::undecided::RowChoice;
use renkei_domain::ids::{ActId, ImportRunId, NetworkId, ResourceId, UndecidedRowId};
use renkei_domain::time::Instant;
use sea_orm::{QueryResult, Value};
use uuid::Uuid;

use super::super::matching::hash;
use super::super::record::RecordKeys;
use super::super::run::{RunHead, SHOWN};
use super::{DecidedRow, StoredRow, TABLE, UndecidedRow, cells_of};
use crate::directory::words::{code, line, unreadable};
use crate::directory::{organization, resource_rows};
use crate::fault::StoreFault;
use crate::keys::Opener;
use crate::record::actor_from_parts;
use crate::sql::Sql;

/// Where the sealed cells stand in what is read.
pub(super) const SEALED: usize = 26;

/// Every column of a row with its edition, of runs that are shown and were not taken back; without what a later run
/// has answered.
pub(super) fn rows() -> Sql {
    Sql::with(
        "SELECT u.id, u.network_id, u.line, u.service, u.key_full, u.key_number, u.key_name, u.key_address, \
         u.key_phone, u.content, u.raw, u.facts, u.organization, u.candidates, u.choice, u.became_id, u.reason, \
         r.id AS run_id, r.act_id, r.number, r.dataset, r.edition, r.finished_at, \
         a.actor_kind, a.actor_id, a.at, u.raw_sealed \
         FROM undecided_row u \
         JOIN import_run r ON r.id = u.run_id AND r.state = ? AND r.undone_at IS NULL \
         AND u.answered_run_id IS NULL \
         LEFT JOIN act a ON a.id = u.decided_act_id ",
        [Value::from(SHOWN)],
    )
}

pub(super) fn read(row: &QueryResult, opener: &Opener) -> Result<StoredRow, StoreFault> {
    let id = UndecidedRowId::from_uuid(row.try_get("", "id")?);
    let key = |name| hash(&row.try_get::<Vec<u8>>("", name)?);
    let key_opt = |name| {
        let bytes: Option<Vec<u8>> = row.try_get("", name)?;
        bytes.as_deref().map(hash).transpose()
    };
    let network: Option<Uuid> = row.try_get("", "network_id")?;
    let organization: Option<String> = row.try_get("", "organization")?;
    let finished_at: Option<i64> = row.try_get("", "finished_at")?;
    let raw = match opener.text_opt_at(&cells_of(id), row, SEALED)? {
        Some(opened) => opened,
        None => row.try_get("", "raw")?,
    };
    let candidates: String = row.try_get("", "candidates")?;
    let candidates = candidates.split_whitespace().map(|id| {
        let id = id.parse::<ResourceId>();
        id.map_err(|fault| unreadable(TABLE, fault))
    });
    Ok(StoredRow {
        row: UndecidedRow {
            id,
            network: network.map(NetworkId::from_uuid),
            line: u64::try_from(row.try_get::<i64>("", "line")?).unwrap_or(0),
            service: row.try_get("", "service")?,
            keys: RecordKeys {
                full: key("key_full")?,
                number: key_opt("key_number")?,
                name: key("key_name")?,
                address: key("key_address")?,
                phone: key_opt("key_phone")?,
                content: key("content")?,
            },
            raw: serde_json::from_str(&raw).map_err(|fault| unreadable(TABLE, fault))?,
            facts: resource_rows::from_log(&row.try_get::<String>("", "facts")?)?,
            organization: organization
                .as_deref()
                .map(organization::from_log)
                .transpose()?,
            candidates: candidates.collect::<Result<_, StoreFault>>()?,
        },
        run: RunHead {
            id: ImportRunId::from_uuid(row.try_get("", "run_id")?),
            act: ActId::from_uuid(row.try_get("", "act_id")?),
            number: row.try_get("", "number")?,
        },
        dataset: code(
            TABLE,
            Dataset::from_code,
            &row.try_get::<String>("", "dataset")?,
        )?,
        edition: row.try_get("", "edition")?,
        seen_at: finished_at.map(Instant::from_micros),
        decided: read_decided(row)?,
    })
}

fn read_decided(row: &QueryResult) -> Result<Option<DecidedRow>, StoreFault> {
    let choice: Option<String> = row.try_get("", "choice")?;
    let Some(choice) = choice else {
        return Ok(None);
    };
    let became: Option<Uuid> = row.try_get("", "became_id")?;
    let reason: Option<String> = row.try_get("", "reason")?;
    let kind: String = row.try_get("", "actor_kind")?;
    let actor = actor_from_parts(&kind, row.try_get("", "actor_id")?);
    Ok(Some(DecidedRow {
        choice: code(TABLE, RowChoice::from_code, &choice)?,
        became: became.map(ResourceId::from_uuid),
        reason: reason.map(|reason| line(TABLE, &reason)).transpose()?,
        by: actor.ok_or_else(|| unreadable(TABLE, kind))?,
        at: Instant::from_micros(row.try_get("", "at")?),
    }))
}
