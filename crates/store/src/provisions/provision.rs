//! Provision records in their table. A line of the log tells that there was one, but for one by an exception of the
//! law: the log of a case is read by more than those who may know.

use std::collections::BTreeSet;

use renkei_domain::cases::case::Case;
use renkei_domain::consent::{
    ConsentPurpose, ConsentRecipient, InformationCategory, Means, PartyId,
};
use renkei_domain::ids::{AccountId, CaseId, ConsentId, OrganizationId, PersonId, ProvisionId};
use renkei_domain::provisions::{KeptProvision, Provision, ProvisionBasis};
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::agency::SaidAgency;
use super::{RecordsSpan, sight_at, within};
use crate::cases::{as_far_as_it_opens, note_change, rows, rows_of_person, write};
use crate::consent::givers::givers_of;
use crate::directory::words::{code, line, unreadable};
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyOwner, KeyRing, Opener};
use crate::sql::Sql;
use crate::work::Work;

const TABLE: &str = "provision";

/// The columns of a record with what says who may see it.
const COLUMNS: &str = "SELECT p.id, p.person_id, p.organization_id, p.case_id, p.seq, p.told_by, p.told_at, p.said, \
     e.id, e.organization_id, e.named_by, e.released_at, p.noted_at FROM provision p \
     LEFT JOIN consent_exception e ON e.id = p.exception_id WHERE ";

/// The place of what is sealed.
const SAID: usize = 7;

fn cell(id: ProvisionId) -> Cell<'static> {
    Cell::of(TABLE, "said", id.uuid())
}

/// What is sealed of a record.
#[derive(Debug, Serialize, Deserialize)]
struct Said {
    of: Option<String>,
    to: String,
    recipient: SaidAgency,
    told: Vec<(String, String)>,
    purpose: String,
    means: String,
}

impl Said {
    fn of(record: &Provision) -> Self {
        let told = record.told.iter();
        Self {
            of: record.name.as_ref().map(ToString::to_string),
            to: ConsentRecipient::Named(record.to).code(),
            recipient: SaidAgency::of(&record.recipient),
            told: told
                .map(|(category, basis)| (category.code().to_owned(), basis.code()))
                .collect(),
            purpose: record.purpose.code().to_owned(),
            means: record.means.code().to_owned(),
        }
    }

    fn told(&self) -> Result<Vec<(InformationCategory, ProvisionBasis)>, StoreFault> {
        let told = self.told.iter().map(|(category, basis)| {
            let basis = ProvisionBasis::from_code(basis);
            Ok((
                code(TABLE, InformationCategory::from_code, category)?,
                basis.ok_or_else(|| unreadable(TABLE, "basis"))?,
            ))
        });
        told.collect()
    }
}

fn party(text: &str) -> Result<PartyId, StoreFault> {
    match ConsentRecipient::from_code(text) {
        Some(ConsentRecipient::Named(id)) => Ok(id),
        Some(ConsentRecipient::KindInTeam(_)) | None => Err(unreadable(TABLE, "to")),
    }
}

fn read(row: &QueryResult, opener: &Opener) -> Result<KeptProvision, StoreFault> {
    let id = ProvisionId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
    let text = opener.text_at(&cell(id), row, SAID)?;
    // What serde says of a text may repeat some of it.
    let said: Said = serde_json::from_str(&text).map_err(|_| unreadable(TABLE, "said"))?;
    let name = said.of.as_deref().map(|name| line(TABLE, name));
    let told_at: i64 = row.try_get_by_index(6)?;
    let noted_at: Option<i64> = row.try_get_by_index(12)?;
    let record = Provision {
        id,
        person: PersonId::from_uuid(row.try_get_by_index::<Uuid>(1)?),
        provider: OrganizationId::from_uuid(row.try_get_by_index::<Uuid>(2)?),
        case: CaseId::from_uuid(row.try_get_by_index::<Uuid>(3)?),
        seq: row.try_get_by_index(4)?,
        told_by: AccountId::from_uuid(row.try_get_by_index::<Uuid>(5)?),
        at: Instant::from_micros(told_at),
        noted_at: Instant::from_micros(noted_at.unwrap_or(told_at)),
        name: name.transpose()?,
        to: party(&said.to)?,
        told: said.told()?,
        purpose: code(TABLE, ConsentPurpose::from_code, &said.purpose)?,
        means: code(TABLE, Means::from_code, &said.means)?,
        recipient: said.recipient.read(TABLE)?,
    };
    Ok(KeptProvision {
        record,
        exception: sight_at(row, 8)?,
        givers: Vec::new(),
    })
}

/// The records with who gave the consents by which something was told.
async fn with_givers(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    mut records: Vec<KeptProvision>,
) -> Result<Vec<KeptProvision>, StoreFault> {
    let consents = records.iter().flat_map(|kept| kept.record.consents());
    let consents: BTreeSet<ConsentId> = consents.collect();
    let givers = givers_of(connection, keys, &consents).await?;
    for kept in &mut records {
        for consent in kept.record.consents().collect::<BTreeSet<_>>() {
            kept.givers.extend(givers.get(&consent).cloned());
        }
    }
    Ok(records)
}

/// What the agency of a case told of its person in a span, the newest first.
pub(crate) async fn provisions_of(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    case: &Case,
    span: RecordsSpan,
) -> Result<Vec<KeptProvision>, StoreFault> {
    let mut condition = Sql::new("p.person_id IN (");
    condition
        .add(rows_of_person(case.person))
        .push(") AND p.organization_id = ")
        .bind(case.lead.uuid());
    found(connection, keys, condition, span).await
}

/// What was told in some cases in a span, the newest first. A record that is damaged is counted beside them.
pub(super) async fn provisions_in(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    cases: &[Case],
    span: RecordsSpan,
) -> Result<(Vec<KeptProvision>, usize), StoreFault> {
    let ids = cases.iter().map(|case| case.id.uuid());
    let mut condition = Sql::new("p.case_id IN (");
    condition
        .add(Sql::ids(connection.get_database_backend(), ids))
        .push(")");
    let found = found_rows(connection, condition, span).await?;
    let opener = keys.opener_of_list(connection, &found, &[SAID]).await?;
    let mut records = Vec::new();
    let mut unread = 0;
    for row in &found {
        match as_far_as_it_opens(row.try_get_by_index(0)?, read(row, &opener))? {
            Some(record) => records.push(record),
            // That something was told by an exception is not for everybody who counts.
            None if row.try_get_by_index::<Option<Uuid>>(8)?.is_none() => unread += 1,
            None => {}
        }
    }
    let records = with_givers(connection, keys, records).await?;
    Ok((records, unread))
}

async fn found(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    condition: Sql,
    span: RecordsSpan,
) -> Result<Vec<KeptProvision>, StoreFault> {
    let found = found_rows(connection, condition, span).await?;
    let opener = keys.opener_of_rows(connection, &found, &[SAID]).await?;
    let records = found.iter().map(|row| read(row, &opener));
    with_givers(connection, keys, records.collect::<Result<_, _>>()?).await
}

async fn found_rows(
    connection: &impl ConnectionTrait,
    condition: Sql,
    span: RecordsSpan,
) -> Result<Vec<QueryResult>, StoreFault> {
    let mut sql = Sql::new(COLUMNS);
    sql.add(condition);
    within(&mut sql, "p.told_at", span);
    sql.push(" ORDER BY p.told_at DESC, p.id DESC");
    rows(connection, sql).await
}

impl Work {
    /// A record that the agency of a case keeps of its person.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn provision(
        &self,
        case: &Case,
        id: ProvisionId,
    ) -> Result<Option<KeptProvision>, StoreFault> {
        let span = RecordsSpan::default();
        let all = provisions_of(self.connection(), self.keys(), case, span).await?;
        Ok(all.into_iter().find(|kept| kept.record.id == id))
    }

    /// Keeps the record of what is told in this act, which has taken the head of the person's consents.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_provision(&self, record: &Provision) -> Result<(), StoreFault> {
        let said = serde_json::to_string(&Said::of(record));
        let said = said.map_err(|fault| unreadable(TABLE, fault))?;
        let owner = KeyOwner::Person(record.person);
        let said = self.seal_text(owner, cell(record.id), &said).await?;
        let exception = record.exception();
        let mut sql = Sql::new(
            "INSERT INTO provision (id, person_id, organization_id, case_id, seq, told_by, told_at, \
             exception_id, said, noted_at) VALUES ",
        );
        sql.add(Sql::row([
            Value::from(record.id.uuid()),
            Value::from(record.person.uuid()),
            Value::from(record.provider.uuid()),
            Value::from(record.case.uuid()),
            Value::from(record.seq),
            Value::from(record.told_by.uuid()),
            Value::from(record.at.micros()),
            Value::from(exception.map(|id| id.uuid())),
            Value::from(said),
            Value::from(record.noted_at.micros()),
        ]));
        write(self, sql).await?;
        if exception.is_some() {
            self.keep_act();
        } else {
            let after = json!({ "id": record.id.to_string(), "seq": record.seq });
            note_change(self, record.case, "provisions", None, Some(after));
        }
        Ok(())
    }
}
