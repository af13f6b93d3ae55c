//! Incidents in their table. What got out to whom stays as it was written; the days of its steps are filled in.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use renkei_domain::cases::case::Case;
use renkei_domain::ids::{AccountId, CaseId, IncidentId, OrganizationId, PersonId, ProvisionId};
use renkei_domain::provisions::{Incident, IncidentStep, KeptIncident};
use renkei_domain::text::Prose;
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::sight_at;
use crate::cases::{as_far_as_it_opens, note_change, rows, rows_of_person, write};
use crate::directory::words::{line, unreadable};
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyOwner, KeyRing, Opener};
use crate::sql::Sql;
use crate::work::Work;

const TABLE: &str = "incident";

/// The columns of an incident with what says who may see it.
const COLUMNS: &str = "SELECT i.id, i.person_id, i.organization_id, i.case_id, i.provision_id, i.noticed_on, \
     i.preliminary_on, i.final_on, i.person_told_on, i.noted_by, i.noted_at, i.said, e.id, e.organization_id, \
     e.named_by, e.released_at FROM incident i LEFT JOIN provision p ON p.id = i.provision_id \
     LEFT JOIN consent_exception e ON e.id = p.exception_id WHERE ";

/// The place of what is sealed.
const SAID: usize = 11;

/// That something is left to do about an incident.
pub(crate) const IS_OPEN: &str =
    "(preliminary_on IS NULL OR final_on IS NULL OR person_told_on IS NULL)";

/// What stands in the place of what does not open.
const DAMAGED: &str = "読めません";

fn cell(id: IncidentId) -> Cell<'static> {
    Cell::of(TABLE, "said", id.uuid())
}

/// The column of the day of a step.
const fn column(step: IncidentStep) -> &'static str {
    match step {
        IncidentStep::Preliminary => "preliminary_on",
        IncidentStep::Final => "final_on",
        IncidentStep::PersonTold => "person_told_on",
    }
}

/// What is sealed of an incident.
#[derive(Debug, Serialize, Deserialize)]
struct Said {
    what: String,
    whose: String,
    to: String,
}

fn read(row: &QueryResult, opener: &Opener) -> Result<KeptIncident, StoreFault> {
    read_open(row, read_sealed(row, opener)?)
}

/// The same in a list of what is due: what stands in the open says that, and of one that is damaged nothing else is.
fn read_listed(row: &QueryResult, opener: &Opener) -> Result<KeptIncident, StoreFault> {
    let sealed = as_far_as_it_opens(row.try_get_by_index(0)?, read_sealed(row, opener))?;
    let damaged = || Said {
        what: DAMAGED.to_owned(),
        whose: DAMAGED.to_owned(),
        to: DAMAGED.to_owned(),
    };
    read_open(row, sealed.unwrap_or_else(damaged))
}

fn read_sealed(row: &QueryResult, opener: &Opener) -> Result<Said, StoreFault> {
    let id = IncidentId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
    let text = opener.text_at(&cell(id), row, SAID)?;
    // What serde says of a text may repeat some of it.
    serde_json::from_str(&text).map_err(|_| unreadable(TABLE, "said"))
}

/// An incident by what stands in the open, with what was sealed.
fn read_open(row: &QueryResult, said: Said) -> Result<KeptIncident, StoreFault> {
    let id = IncidentId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
    let mut done = BTreeMap::new();
    for (place, step) in [
        (6, IncidentStep::Preliminary),
        (7, IncidentStep::Final),
        (8, IncidentStep::PersonTold),
    ] {
        if let Some(on) = row.try_get_by_index::<Option<NaiveDate>>(place)? {
            done.insert(step, on);
        }
    }
    let record = row.try_get_by_index::<Option<Uuid>>(4)?;
    let what = Prose::parse(&said.what);
    let incident = Incident {
        id,
        person: PersonId::from_uuid(row.try_get_by_index::<Uuid>(1)?),
        organization: OrganizationId::from_uuid(row.try_get_by_index::<Uuid>(2)?),
        case: CaseId::from_uuid(row.try_get_by_index::<Uuid>(3)?),
        record: record.map(ProvisionId::from_uuid),
        noticed_on: row.try_get_by_index(5)?,
        what: what.map_err(|fault| unreadable(TABLE, fault))?,
        whose: line(TABLE, &said.whose)?,
        to: line(TABLE, &said.to)?,
        done,
        noted_by: AccountId::from_uuid(row.try_get_by_index::<Uuid>(9)?),
        noted_at: Instant::from_micros(row.try_get_by_index(10)?),
    };
    Ok(KeptIncident {
        incident,
        exception: sight_at(row, 12)?,
    })
}

async fn found(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    condition: Sql,
) -> Result<Vec<KeptIncident>, StoreFault> {
    let found = found_rows(connection, condition).await?;
    let opener = keys.opener_of_rows(connection, &found, &[SAID]).await?;
    found.iter().map(|row| read(row, &opener)).collect()
}

async fn found_rows(
    connection: &impl ConnectionTrait,
    condition: Sql,
) -> Result<Vec<QueryResult>, StoreFault> {
    let mut sql = Sql::new(COLUMNS);
    sql.add(condition)
        .push(" ORDER BY i.noticed_on DESC, i.id DESC");
    rows(connection, sql).await
}

/// What the staff of the agency of a case told somebody whom it was not meant for, the newest first.
pub(super) async fn incidents_of(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    case: &Case,
) -> Result<Vec<KeptIncident>, StoreFault> {
    let mut condition = Sql::new("i.person_id IN (");
    condition
        .add(rows_of_person(case.person))
        .push(") AND i.organization_id = ")
        .bind(case.lead.uuid());
    found(connection, keys, condition).await
}

/// An incident about which something is left to do, with its case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenIncident {
    /// The case.
    pub case: Case,
    /// The incident.
    pub kept: KeptIncident,
}

/// Those of some cases about which something is left to do.
pub(crate) async fn open_incidents_of(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    cases: Vec<Case>,
) -> Result<Vec<OpenIncident>, StoreFault> {
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    let mut condition = Sql::new("i.case_id IN (");
    let ids = cases.iter().map(|case| case.id.uuid());
    condition.add(Sql::ids(connection.get_database_backend(), ids));
    condition.push(") AND ").push(IS_OPEN);
    let found = found_rows(connection, condition).await?;
    let opener = keys.opener_of_list(connection, &found, &[SAID]).await?;
    let mut open = Vec::new();
    for row in &found {
        let kept = read_listed(row, &opener)?;
        let mut cases = cases.iter();
        if let Some(case) = cases.find(|case| case.id == kept.incident.case) {
            open.push(OpenIncident {
                case: case.clone(),
                kept,
            });
        }
    }
    Ok(open)
}

impl Work {
    /// An incident of a case.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn incident(
        &self,
        case: &Case,
        id: IncidentId,
    ) -> Result<Option<KeptIncident>, StoreFault> {
        let all = incidents_of(self.connection(), self.keys(), case).await?;
        Ok(all.into_iter().find(|kept| kept.incident.id == id))
    }

    /// Keeps an incident.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_incident(&self, kept: &KeptIncident) -> Result<(), StoreFault> {
        let incident = &kept.incident;
        let said = Said {
            what: incident.what.to_string(),
            whose: incident.whose.to_string(),
            to: incident.to.to_string(),
        };
        let said = serde_json::to_string(&said).map_err(|fault| unreadable(TABLE, fault))?;
        let owner = KeyOwner::Person(incident.person);
        let said = self.seal_text(owner, cell(incident.id), &said).await?;
        let done = |step| incident.done.get(&step).copied();
        let mut sql = Sql::new(
            "INSERT INTO incident (id, person_id, organization_id, case_id, provision_id, noticed_on, \
             preliminary_on, final_on, person_told_on, noted_by, noted_at, said) VALUES ",
        );
        sql.add(Sql::row([
            Value::from(incident.id.uuid()),
            Value::from(incident.person.uuid()),
            Value::from(incident.organization.uuid()),
            Value::from(incident.case.uuid()),
            Value::from(incident.record.map(|id| id.uuid())),
            Value::from(incident.noticed_on),
            Value::from(done(IncidentStep::Preliminary)),
            Value::from(done(IncidentStep::Final)),
            Value::from(done(IncidentStep::PersonTold)),
            Value::from(incident.noted_by.uuid()),
            Value::from(incident.noted_at.micros()),
            Value::from(said),
        ]));
        write(self, sql).await?;
        self.note_incident(kept, None);
        Ok(())
    }

    /// Keeps that a step was taken.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn step_incident(
        &self,
        kept: &KeptIncident,
        step: IncidentStep,
        on: NaiveDate,
    ) -> Result<(), StoreFault> {
        let mut sql = Sql::new("UPDATE incident SET ");
        sql.push(column(step))
            .push(" = ")
            .bind(on)
            .push(" WHERE id = ")
            .bind(kept.incident.id.uuid());
        write(self, sql).await?;
        self.note_incident(kept, Some((step, on)));
        Ok(())
    }

    /// Notes it for the log, but for what was told by an exception: the log of a case is read by more than those
    /// who may know.
    fn note_incident(&self, kept: &KeptIncident, step: Option<(IncidentStep, NaiveDate)>) {
        if kept.exception.is_some() {
            self.keep_act();
            return;
        }
        let incident = &kept.incident;
        let step = step.map(|(step, on)| json!({ "step": step.code(), "on": on.to_string() }));
        let after = json!({ "id": incident.id.to_string(), "step": step });
        note_change(self, incident.case, "incidents", None, Some(after));
    }
}
