//! The lists of a profile whose every entry is one row: strengths, contact persons, notices and
//! verifications.

use renkei_domain::directory::freshness::{
    FieldGroup, Verification, VerificationMethod, VerificationOutcome,
};
use renkei_domain::directory::notice::Notice;
use renkei_domain::directory::people::{ContactPerson, StaffRole};
use renkei_domain::directory::strength::{Reply, Strength, Topic, Valence, Voice};
use renkei_domain::ids::{
    ContactPersonId, NetworkId, NoticeId, OrganizationId, ResourceId, StrengthId,
};
use renkei_domain::text::Prose;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::directory::words::{
    code, code_opt, line, line_opt, phone_cell, prose_opt, read_phone, text_opt, unreadable,
};
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyOwner, Opener};
use crate::record::insert_all;
use crate::rows::{contact_person, notice, strength, verification};
use crate::work::Work;

pub(super) fn strength_rows(id: ResourceId, strengths: &[Strength]) -> Vec<strength::Model> {
    strengths
        .iter()
        .zip(0..)
        .map(|(entry, ordinal)| {
            let (network_id, observer_id, reply) = match &entry.voice {
                Voice::SelfDeclared => (None, None, None),
                Voice::Observed { network, by, reply } => {
                    (Some(network.uuid()), Some(by.uuid()), reply.as_ref())
                }
            };
            strength::Model {
                id: entry.id.uuid(),
                resource_id: id.uuid(),
                ordinal,
                valence: entry.valence.code().to_owned(),
                topic: entry.topic.code(),
                statement: entry.text.to_string(),
                stated_on: entry.stated_on,
                network_id,
                observer_id,
                reply: reply.map(|reply| reply.text.to_string()),
                replied_on: reply.map(|reply| reply.on),
                replied_by_name: reply.map(|reply| reply.by_name.to_string()),
                replied_by_role: reply.map(|reply| reply.by_role.to_string()),
                basis: None,
                // What is entered whole was known to everybody concerned before.
                written_on: network_id.map(|_| entry.stated_on),
                told_on: network_id.map(|_| entry.stated_on),
                released_on: network_id.map(|_| entry.stated_on),
                withdrawn_on: None,
                withdrawn_because: None,
            }
        })
        .collect()
}

pub(super) fn read_strength(row: &strength::Model) -> Result<Strength, StoreFault> {
    const TABLE: &str = "strength";
    let voice = match (row.network_id, row.observer_id) {
        (Some(network), Some(by)) => Voice::Observed {
            network: NetworkId::from_uuid(network),
            by: OrganizationId::from_uuid(by),
            reply: read_reply(row)?,
        },
        _ => Voice::SelfDeclared,
    };
    Ok(Strength {
        id: StrengthId::from_uuid(row.id),
        valence: code(TABLE, Valence::from_code, &row.valence)?,
        topic: code(TABLE, Topic::from_code, &row.topic)?,
        text: line(TABLE, &row.statement)?,
        voice,
        stated_on: row.stated_on,
    })
}

fn read_reply(row: &strength::Model) -> Result<Option<Reply>, StoreFault> {
    const TABLE: &str = "strength";
    let (Some(text), Some(on), Some(by_name), Some(by_role)) = (
        prose_opt(TABLE, row.reply.as_deref())?,
        row.replied_on,
        line_opt(TABLE, row.replied_by_name.as_deref())?,
        line_opt(TABLE, row.replied_by_role.as_deref())?,
    ) else {
        return Ok(None);
    };
    Ok(Some(Reply {
        text,
        on,
        by_name,
        by_role,
    }))
}

/// What stands sealed of a contact person: everything but the role.
#[derive(Serialize, Deserialize)]
struct Said {
    name: String,
    kana: Option<String>,
    title: Option<String>,
    phone: Option<String>,
    email: Option<String>,
}

const PERSON: &str = "contact_person";

fn said_cell(id: ContactPersonId) -> Cell<'static> {
    Cell::of(PERSON, "said", id.uuid())
}

impl Work {
    /// Keeps contact persons of a resource, each sealed under the key of the network that asks for them.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_contact_persons(
        &self,
        id: ResourceId,
        persons: &[ContactPerson],
    ) -> Result<(), StoreFault> {
        let mut rows = Vec::with_capacity(persons.len());
        for (person, ordinal) in persons.iter().zip(0..) {
            let said =
                serde_json::to_string(&said(person)?).map_err(|fault| unreadable(PERSON, fault))?;
            let owner = KeyOwner::Network(person.network);
            rows.push(contact_person::Model {
                id: person.id.uuid(),
                resource_id: id.uuid(),
                network_id: person.network.uuid(),
                ordinal,
                role: person.role.map(|role| role.code().to_owned()),
                said: self.seal_text(owner, said_cell(person.id), &said).await?,
            });
        }
        insert_all(self.connection(), rows).await
    }
}

fn said(person: &ContactPerson) -> Result<Said, StoreFault> {
    Ok(Said {
        name: person.name.to_string(),
        kana: text_opt(person.kana.as_ref()),
        title: text_opt(person.title.as_ref()),
        phone: phone_cell(person.phone.as_ref())?,
        email: text_opt(person.email.as_ref()),
    })
}

/// A contact person in a line of the log, which is sealed as a whole.
#[derive(Serialize, Deserialize)]
struct Logged {
    id: Uuid,
    network_id: Uuid,
    role: Option<String>,
    said: Said,
}

/// Contact persons as the log keeps them.
pub(super) fn persons_to_log(persons: &[ContactPerson]) -> Result<Vec<Value>, StoreFault> {
    let logged = persons.iter().map(|person| {
        let logged = Logged {
            id: person.id.uuid(),
            network_id: person.network.uuid(),
            role: person.role.map(|role| role.code().to_owned()),
            said: said(person)?,
        };
        serde_json::to_value(logged).map_err(|fault| unreadable(PERSON, fault))
    });
    logged.collect()
}

/// Contact persons from the log; nothing where an earlier version kept no more than their ids.
pub(super) fn persons_from_log(
    lines: Vec<Value>,
) -> Result<Option<Vec<ContactPerson>>, StoreFault> {
    if lines.iter().any(Value::is_string) {
        return Ok(None);
    }
    let persons = lines.into_iter().map(|line| {
        // What does not fit is not repeated.
        let logged: Logged =
            serde_json::from_value(line).map_err(|_| unreadable(PERSON, "a line of the log"))?;
        person(
            ContactPersonId::from_uuid(logged.id),
            NetworkId::from_uuid(logged.network_id),
            logged.role.as_deref(),
            &logged.said,
        )
    });
    persons.collect::<Result<_, _>>().map(Some)
}

fn person(
    id: ContactPersonId,
    network: NetworkId,
    role: Option<&str>,
    said: &Said,
) -> Result<ContactPerson, StoreFault> {
    Ok(ContactPerson {
        id,
        network,
        name: line(PERSON, &said.name)?,
        kana: line_opt(PERSON, said.kana.as_deref())?,
        role: code_opt(PERSON, StaffRole::from_code, role)?,
        title: line_opt(PERSON, said.title.as_deref())?,
        phone: read_phone(PERSON, said.phone.as_deref())?,
        email: line_opt(PERSON, said.email.as_deref())?,
    })
}

pub(super) fn read_person(
    row: &contact_person::Model,
    opener: &Opener,
) -> Result<ContactPerson, StoreFault> {
    let id = ContactPersonId::from_uuid(row.id);
    let said = opener.open(&said_cell(id), &row.said)?;
    // What does not fit is told by its place in the text, and never repeated.
    let said: Said = serde_json::from_slice(&said)
        .map_err(|fault| unreadable(PERSON, format!("column {}", fault.column())))?;
    let network = NetworkId::from_uuid(row.network_id);
    person(id, network, row.role.as_deref(), &said)
}

pub(super) fn notice_rows(id: ResourceId, notices: &[Notice]) -> Vec<notice::Model> {
    notices
        .iter()
        .map(|entry| notice::Model {
            id: entry.id.uuid(),
            resource_id: id.uuid(),
            notice_text: entry.text.to_string(),
            from_day: entry.from,
            until_day: entry.until,
        })
        .collect()
}

pub(super) fn read_notice(row: &notice::Model) -> Result<Notice, StoreFault> {
    Ok(Notice {
        id: NoticeId::from_uuid(row.id),
        text: Prose::parse(&row.notice_text).map_err(|fault| unreadable("notice", fault))?,
        from: row.from_day,
        until: row.until_day,
    })
}

pub(super) fn verification_rows(
    id: ResourceId,
    verifications: &[Verification],
) -> Vec<verification::Model> {
    verifications
        .iter()
        .zip(0..)
        .map(|(entry, ordinal)| verification::Model {
            resource_id: id.uuid(),
            ordinal,
            field_group: entry.group.code().to_owned(),
            verified_on: entry.verified_on,
            by_name: entry
                .by_name
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            by_role: entry.by_role.to_string(),
            method: entry.method.code().to_owned(),
            outcome: entry.outcome.code().to_owned(),
        })
        .collect()
}

pub(super) fn read_verification(row: &verification::Model) -> Result<Verification, StoreFault> {
    const TABLE: &str = "verification";
    Ok(Verification {
        group: code(TABLE, FieldGroup::from_code, &row.field_group)?,
        verified_on: row.verified_on,
        by_name: match row.by_name.as_str() {
            "" => None,
            name => Some(line(TABLE, name)?),
        },
        by_role: line(TABLE, &row.by_role)?,
        method: code(TABLE, VerificationMethod::from_code, &row.method)?,
        outcome: code(TABLE, VerificationOutcome::from_code, &row.outcome)?,
    })
}
