//! Reading from the log what a run did, and what was done since.

use std::collections::{HashMap, HashSet};

use renkei_domain::directory::correction::OrganizationField;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::ids::{ActId, OrganizationId, ResourceId};
use renkei_domain::record::Purpose;
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use super::{OrganizationTrace, RunTraces, Since, Trace};
use crate::directory::correction::source_value_from_log;
use crate::directory::words::code;
use crate::directory::{organization, organization_edit, resource_rows};
use crate::fault::StoreFault;
use crate::sql::Sql;

/// A line of a run's act: its group, and what stood there before and after.
type Line = (String, Option<String>, Option<String>);

/// The lines of a run's act about things of one kind, by their subjects.
async fn lines(
    connection: &impl ConnectionTrait,
    act: ActId,
    kind: &str,
) -> Result<HashMap<Uuid, Vec<Line>>, StoreFault> {
    let sql = Sql::with(
        "SELECT subject_id, field_group, before_value, after_value FROM change \
         WHERE act_id = ? AND subject_kind = ? ORDER BY ordinal",
        [act.uuid().into(), kind.into()],
    );
    let mut lines: HashMap<Uuid, Vec<Line>> = HashMap::new();
    for row in connection.query_all_raw(sql.statement(connection)).await? {
        let subject: Uuid = row.try_get_by_index(0)?;
        lines.entry(subject).or_default().push((
            row.try_get_by_index(1)?,
            row.try_get_by_index(2)?,
            row.try_get_by_index(3)?,
        ));
    }
    Ok(lines)
}

pub(super) async fn traces(
    connection: &impl ConnectionTrait,
    act: ActId,
) -> Result<RunTraces, StoreFault> {
    let of_resources = lines(connection, act, "resource").await?;
    let mut ids: Vec<ResourceId> = of_resources
        .keys()
        .copied()
        .map(ResourceId::from_uuid)
        .collect();
    ids.sort_unstable();
    let mut standing: HashMap<ResourceId, ResourceFacts> = HashMap::new();
    for stored in resource_rows::read_kept(connection, &ids).await?.0 {
        standing.insert(stored.id, stored.facts);
    }
    let since = since(connection, act).await?;
    let needed = needed(connection).await?;
    let mut found = RunTraces::default();
    for id in ids {
        let mut trace = Trace {
            resource: id,
            is_new: false,
            before: None,
            after: None,
            line: None,
            standing: standing.remove(&id),
            since: since.get(&id.uuid()).copied(),
            is_needed: needed.contains(&id.uuid()),
            got_steward: None,
            source_values: Vec::new(),
        };
        for (group, before, after) in of_resources.get(&id.uuid()).into_iter().flatten() {
            match group.as_str() {
                "facts" => {
                    trace.is_new = before.is_none();
                    trace.before = before.as_deref().map(resource_rows::from_log).transpose()?;
                    trace.line.clone_from(after);
                    trace.after = after.as_deref().map(resource_rows::from_log).transpose()?;
                }
                "steward" => trace.got_steward.clone_from(after),
                group => trace
                    .source_values
                    .extend(source_value_from_log(group, before.as_deref())?),
            }
        }
        found.resources.push(trace);
    }
    let of_organizations = lines(connection, act, "organization").await?;
    found.organization_sources = organization_sources(&of_organizations, &since)?;
    found.organizations = organization_traces(connection, &of_organizations, &since).await?;
    Ok(found)
}

/// What the sources of corrected fields said before the run. Where somebody has decided since, it is
/// theirs to say.
fn organization_sources(
    lines: &HashMap<Uuid, Vec<Line>>,
    since: &HashMap<Uuid, Since>,
) -> Result<Vec<(OrganizationId, OrganizationField, Option<String>)>, StoreFault> {
    let mut moved = Vec::new();
    for (id, of_one) in lines.iter().filter(|(id, _)| !since.contains_key(*id)) {
        let sources = of_one
            .iter()
            .filter(|(group, _, _)| group == "source_value");
        for line in sources.filter_map(|(_, before, _)| before.as_deref()) {
            let (field, value) = organization_edit::source_value_from_log(line)?;
            moved.push((OrganizationId::from_uuid(*id), field, value));
        }
    }
    moved.sort_unstable();
    Ok(moved)
}

async fn organization_traces(
    connection: &impl ConnectionTrait,
    lines: &HashMap<Uuid, Vec<Line>>,
    since: &HashMap<Uuid, Since>,
) -> Result<Vec<OrganizationTrace>, StoreFault> {
    let mut ids: Vec<OrganizationId> = lines
        .keys()
        .copied()
        .map(OrganizationId::from_uuid)
        .collect();
    ids.sort_unstable();
    let standing = organization::read_shown(connection, &ids).await?;
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        let of_one = lines.get(&id.uuid()).and_then(|of_one| {
            let mut of_one = of_one.iter();
            of_one.rfind(|(group, _, _)| group == "facts")
        });
        let Some((_, before, after)) = of_one else {
            continue;
        };
        let read = |line: &Option<String>| line.as_deref().map(organization::from_log).transpose();
        let after = read(after)?;
        found.push(OrganizationTrace {
            organization: id,
            before: read(before)?,
            is_as_left: !since.contains_key(&id.uuid()) && standing.get(&id) == after.as_ref(),
        });
    }
    Ok(found)
}

/// What was done first after an act to each of the things it touched.
async fn since(
    connection: &impl ConnectionTrait,
    act: ActId,
) -> Result<HashMap<Uuid, Since>, StoreFault> {
    let sql = Sql::with(
        "SELECT c.subject_id, a.purpose, a.at FROM change c JOIN act a ON a.id = c.act_id \
         WHERE a.seq > (SELECT seq FROM act WHERE id = ?) \
         AND c.subject_id IN (SELECT subject_id FROM change WHERE act_id = ?) ORDER BY a.seq",
        [act.uuid().into(), act.uuid().into()],
    );
    let rows = connection.query_all_raw(sql.statement(connection)).await?;
    let mut found = HashMap::new();
    for row in &rows {
        let (subject, since) = read_since(row)?;
        found.entry(subject).or_insert(since);
    }
    Ok(found)
}

fn read_since(row: &QueryResult) -> Result<(Uuid, Since), StoreFault> {
    let purpose: String = row.try_get_by_index(1)?;
    let since = Since {
        purpose: code("act", Purpose::from_code, &purpose)?,
        at: Instant::from_micros(row.try_get_by_index(2)?),
    };
    Ok((row.try_get_by_index(0)?, since))
}

/// The entries to which something else leads. Somebody's planned calls and whom they know go with an entry, and
/// nobody may take them away unseen.
async fn needed(connection: &impl ConnectionTrait) -> Result<HashSet<Uuid>, StoreFault> {
    let sql = Sql::new(
        "SELECT resource_id FROM network_secretariat \
         UNION SELECT successor_id FROM closure WHERE successor_id IS NOT NULL \
         UNION SELECT resource_id FROM planned_call \
         UNION SELECT resource_id FROM relation \
         UNION SELECT resource_id FROM team_member WHERE resource_id IS NOT NULL",
    );
    let rows = connection.query_all_raw(sql.statement(connection)).await?;
    rows.iter()
        .map(|row| Ok(row.try_get_by_index::<Uuid>(0)?))
        .collect()
}
