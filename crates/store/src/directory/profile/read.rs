//! Reading profiles: one statement fetches the rows of every table as JSON, keyed by table and
//! resource. What an audience may not read stays out of the statement; order is made here, where it
//! is the same for both databases. Names of people to ask for are opened here.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use renkei_domain::directory::profile::Profile;
use renkei_domain::ids::{NetworkId, ResourceId};
use sea_orm::sea_query::ColumnType;
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::{Audience, entries, head, policy, programs};
use crate::audit::Inside;
use crate::directory::words::{municipality, unreadable};
use crate::fault::StoreFault;
use crate::keys::{KeyRing, Opener, key_of};
use crate::rows::{
    contact_person, contact_rule, contact_way, notice, program, program_pattern, resource_profile,
    resource_word, service_area, strength, verification,
};
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

impl Store {
    /// The profiles of several resources, as an audience may read them. One statement, however many
    /// resources.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn profiles(
        &self,
        resources: &[ResourceId],
        audience: &Audience,
    ) -> Result<Inside<HashMap<ResourceId, Profile>>, StoreFault> {
        let found = read(&self.keys, &self.reader, resources, audience);
        Ok(Inside::of(found.await?))
    }
}

impl Work {
    /// The profile of one resource as this transaction sees it; empty where nothing is known.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn profile(
        &self,
        resource: ResourceId,
        audience: &Audience,
    ) -> Result<Profile, StoreFault> {
        let mut found = read(self.keys(), self.connection(), &[resource], audience).await?;
        Ok(found.remove(&resource).unwrap_or_default())
    }
}

async fn read(
    keys: &KeyRing,
    connection: &impl ConnectionTrait,
    resources: &[ResourceId],
    audience: &Audience,
) -> Result<HashMap<ResourceId, Profile>, StoreFault> {
    if resources.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = statement(connection.get_database_backend(), resources, audience);
    let mut found: HashMap<Uuid, ProfileRows> = HashMap::new();
    for row in connection.query_all_raw(sql.statement(connection)).await? {
        let (table, body): (String, String) = (row.try_get_by_index(0)?, row.try_get_by_index(2)?);
        found
            .entry(row.try_get_by_index(1)?)
            .or_default()
            .take(&table, &body)?;
    }
    let ids: BTreeSet<Uuid> = found.values().flat_map(ProfileRows::key_ids).collect();
    let opener = keys.opener(connection, ids).await?;
    found
        .into_iter()
        .map(|(id, rows)| {
            let is_kept_by_theirs = rows.is_kept_by_theirs;
            let mut profile = rows.into_profile(&opener)?;
            if !is_kept_by_theirs {
                profile.forget_askers();
            }
            Ok((ResourceId::from_uuid(id), profile))
        })
        .collect()
}

/// Which of the entries networks keep, where somebody confirmed something. Their list follows.
const KEPT: &str = "SELECT 'resource' AS part, r.id, '' AS body FROM resource r \
     WHERE r.id IN (SELECT id FROM wanted) \
     AND EXISTS (SELECT 1 FROM verification v WHERE v.resource_id = r.id) AND r.steward_network_id IN (";

fn statement(backend: DbBackend, resources: &[ResourceId], audience: &Audience) -> Sql {
    let mut sql = Sql::wanting(backend, resources.iter().map(|id| id.uuid()));
    sql.push(&rows_of::<resource_profile::Entity>(backend));
    for part in [
        rows_of::<resource_word::Entity>(backend),
        rows_of::<service_area::Entity>(backend),
        rows_of::<program::Entity>(backend),
        rows_of::<program_pattern::Entity>(backend),
        rows_of::<contact_rule::Entity>(backend),
        rows_of::<contact_way::Entity>(backend),
        rows_of::<notice::Entity>(backend),
        rows_of::<verification::Entity>(backend),
        confirmed_of_merged(backend),
        rows_of::<strength::Entity>(backend),
    ] {
        sql.push(" UNION ALL ").push(&part);
    }
    // The part added last is that of strengths: an observation belongs to its network, and so does the
    // name of somebody to ask for.
    match audience {
        Audience::Public => {
            sql.push(" AND network_id IS NULL");
        }
        Audience::Members(networks) => {
            let own = || Sql::ids(backend, networks.iter().copied().map(NetworkId::uuid));
            // One that is not released is read by those whom it concerns, elsewhere.
            sql.push(
                " AND (network_id IS NULL OR (released_on IS NOT NULL AND withdrawn_on IS NULL \
                 AND network_id IN (",
            )
            .add(own())
            .push("))) UNION ALL ")
            .push(&rows_of::<contact_person::Entity>(backend))
            .push(" AND network_id IN (")
            .add(own())
            .push(") UNION ALL ")
            .push(KEPT)
            .add(own())
            .push(")");
        }
    }
    sql
}

/// The rows of one table as JSON objects that serde reads into its model.
fn rows_of<E: EntityTrait>(backend: DbBackend) -> String {
    let table = E::default().table_name();
    let body = body_of::<E>(backend);
    format!(
        "SELECT '{table}' AS part, resource_id, {body} AS body \
         FROM {table} WHERE resource_id IN (SELECT id FROM wanted)"
    )
}

/// What was confirmed of entries that became part of others, as rows of those.
fn confirmed_of_merged(backend: DbBackend) -> String {
    let mut fields = fields::<verification::Column>(backend);
    fields.push(field(backend, verification::Column::ResourceId));
    let body = object(backend, &fields);
    format!(
        "SELECT 'verification' AS part, g.leads_to, {body} AS body FROM resource_merge g \
         JOIN verification ON verification.resource_id = g.merged_id \
         WHERE g.undone_act_id IS NULL AND g.leads_to IN (SELECT id FROM wanted)"
    )
}

/// A row of a table as a JSON object.
fn body_of<E: EntityTrait>(backend: DbBackend) -> String {
    object(backend, &fields::<E::Column>(backend))
}

fn object(backend: DbBackend, fields: &[String]) -> String {
    let object = match backend {
        DbBackend::Postgres => "json_build_object",
        _ => "json_object",
    };
    format!("CAST({object}({}) AS text)", fields.join(", "))
}

/// The fields of a JSON object, one for each column but for the entry's own.
fn fields<C: ColumnTrait>(backend: DbBackend) -> Vec<String> {
    let columns = C::iter().filter(|column| column.as_str() != "resource_id");
    columns.map(|column| field(backend, column)).collect()
}

/// One field of a JSON object. SQLite keeps ids as bytes and truth values as numbers, and bytes are digits in JSON; the rest
/// is JSON already.
fn field(backend: DbBackend, column: impl ColumnTrait) -> String {
    let name = column.as_str();
    match (backend, column.def().get_column_type()) {
        (DbBackend::Sqlite, ColumnType::Uuid) => {
            format!("'{name}', NULLIF(hex({name}), '')")
        }
        (DbBackend::Sqlite, ColumnType::Boolean) => {
            format!("'{name}', json(CASE WHEN {name} THEN 'true' ELSE 'false' END)")
        }
        (DbBackend::Postgres, ColumnType::VarBinary(_)) => {
            format!("'{name}', encode({name}, 'hex')")
        }
        (_, ColumnType::VarBinary(_)) => format!("'{name}', hex({name})"),
        _ => format!("'{name}', {name}"),
    }
}

/// The rows of one profile, in whatever order they came.
#[derive(Debug, Default)]
pub(super) struct ProfileRows {
    head: Option<resource_profile::Model>,
    words: Vec<resource_word::Model>,
    area: Vec<service_area::Model>,
    programs: Vec<program::Model>,
    patterns: Vec<program_pattern::Model>,
    rules: Vec<contact_rule::Model>,
    ways: Vec<contact_way::Model>,
    notices: Vec<notice::Model>,
    verifications: Vec<verification::Model>,
    strengths: Vec<strength::Model>,
    persons: Vec<contact_person::Model>,
    /// Whether a network of the audience keeps the entry.
    is_kept_by_theirs: bool,
}

fn row<M: DeserializeOwned>(table: &'static str, body: &str) -> Result<M, StoreFault> {
    serde_json::from_str(body).map_err(|fault| unreadable(table, fault))
}

impl ProfileRows {
    pub(super) fn take(&mut self, table: &str, body: &str) -> Result<(), StoreFault> {
        match table {
            "resource_profile" => self.head = Some(row("resource_profile", body)?),
            "resource_word" => self.words.push(row("resource_word", body)?),
            "service_area" => self.area.push(row("service_area", body)?),
            "program" => self.programs.push(row("program", body)?),
            "program_pattern" => self.patterns.push(row("program_pattern", body)?),
            "contact_rule" => self.rules.push(row("contact_rule", body)?),
            "contact_way" => self.ways.push(row("contact_way", body)?),
            "notice" => self.notices.push(row("notice", body)?),
            "verification" => self.verifications.push(row("verification", body)?),
            "strength" => self.strengths.push(row("strength", body)?),
            "contact_person" => self.persons.push(row("contact_person", body)?),
            "resource" => self.is_kept_by_theirs = true,
            other => return Err(unreadable("resource_profile", other)),
        }
        Ok(())
    }

    fn sort(&mut self) {
        self.words.sort_by_key(|row| row.ordinal);
        self.area.sort_by_key(|row| row.municipality_code);
        self.programs.sort_by_key(|row| row.ordinal);
        self.patterns
            .sort_by_key(|row| (row.program_ordinal, row.ordinal));
        self.rules.sort_by_key(|row| row.ordinal);
        self.ways.sort_by_key(|row| (row.rule_ordinal, row.ordinal));
        self.notices.sort_by_key(|row| (row.from_day, row.id));
        // Entries that became part of it count their own from 0 too, and say whose they are; its own stand last.
        self.verifications
            .sort_by_key(|row| (row.verified_on, row.ordinal, Reverse(row.resource_id)));
        // An agency that edits its own words numbers them anew; observations keep their places.
        self.strengths
            .sort_by_key(|row| (row.ordinal, row.network_id.is_some(), row.id));
        self.persons.sort_by_key(|row| (row.ordinal, row.id));
    }

    /// The keys under which some of it is sealed.
    fn key_ids(&self) -> Vec<Uuid> {
        let persons = self.persons.iter();
        persons.filter_map(|row| key_of(&row.said)).collect()
    }

    pub(super) fn into_profile(mut self, opener: &Opener) -> Result<Profile, StoreFault> {
        self.sort();
        let mut profile = match &self.head {
            Some(row) => head::read_head(row)?,
            None => Profile::default(),
        };
        for row in &self.words {
            head::read_word(&mut profile, &row.list, &row.word)?;
        }
        let area = self.area.iter();
        profile.service_area = area
            .map(|row| municipality("service_area", row.municipality_code))
            .collect::<Result<_, _>>()?;
        profile.programs = all(&self.programs, programs::read_program)?;
        for row in &self.patterns {
            if let Some(program) = at(&mut profile.programs, row.program_ordinal) {
                program.patterns.push(programs::read_pattern(row)?);
            }
        }
        let rules = &mut profile.contact_policy.rules;
        *rules = all(&self.rules, policy::read_rule)?;
        for row in &self.ways {
            if let Some(rule) = at(rules, row.rule_ordinal) {
                rule.ways.push(policy::read_way(row)?);
            }
        }
        profile.notices = all(&self.notices, entries::read_notice)?;
        profile.verifications = all(&self.verifications, entries::read_verification)?;
        profile.strengths = all(&self.strengths, entries::read_strength)?;
        profile.contact_persons = all(&self.persons, |row| entries::read_person(row, opener))?;
        Ok(profile)
    }
}

fn all<M, T>(rows: &[M], read: impl Fn(&M) -> Result<T, StoreFault>) -> Result<Vec<T>, StoreFault> {
    rows.iter().map(read).collect()
}

/// The entry at a place: places count from 0 without gaps.
fn at<T>(entries: &mut [T], place: i32) -> Option<&mut T> {
    entries.get_mut(usize::try_from(place).ok()?)
}
