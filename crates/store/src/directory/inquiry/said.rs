//! What is sealed of an inquiry, under the key of the network that asks: what somebody noted of a contact, and an answer
//! with who gave it. Ways, days and words of closed lists stand in the open.

use std::collections::HashMap;

use renkei_domain::audit::{Seen, SeenKind};
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::directory::freshness::FieldGroup;
use renkei_domain::directory::inquiry::{
    AnsweredGroup, Contact, ContactOutcome, Inquiry, InquiryAnswer, ProposedField, ProposedValue,
    Reply, Said,
};
use renkei_domain::ids::{
    AccountId, InquiryAnswerId, InquiryContactId, InquiryId, LetterId, ResourceId,
};
use renkei_domain::record::{Change, Subject};
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::kept::GROUP;
use crate::audit::{Inside, Restricted};
use crate::cases::{rows, write};
use crate::directory::words::{code, line_opt, prose_opt, text_opt, unreadable};
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyOwner, KeyRing, Opener};
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

const CONTACT: &str = "inquiry_contact";
const ANSWER: &str = "inquiry_answer";

/// What is sealed of a contact.
#[derive(Serialize, Deserialize)]
struct SaidOfContact {
    note: Option<String>,
}

/// What is sealed of an answer.
#[derive(Serialize, Deserialize)]
struct SaidOfAnswer {
    groups: Vec<SaidOfGroup>,
    without_names: bool,
    fax_only: bool,
    name: Option<String>,
    role: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct SaidOfGroup {
    group: String,
    is_correct: bool,
    values: Vec<(String, String)>,
    words: Option<String>,
}

/// The answers to an inquiry about an entry.
#[derive(Debug)]
pub struct InquiryAnswers {
    /// The entry.
    pub resource: ResourceId,
    /// The answers, the oldest first.
    pub answers: Vec<InquiryAnswer>,
}

impl Restricted for InquiryAnswers {
    /// Who answered is somebody at the agency.
    fn seen(&self, seen: &mut Vec<Seen>) {
        let named = self.answers.iter();
        let named = named.filter(|answer| answer.reply.name.is_some());
        seen.extend(named.map(|answer| Seen {
            kind: SeenKind::ContactPerson,
            of: Some(self.resource.uuid()),
            id: answer.id.uuid(),
        }));
    }
}

fn cell(table: &'static str, id: Uuid) -> Cell<'static> {
    Cell::of(table, "said", id)
}

/// Reads a sealed text back. What serde says of one may repeat some of it.
fn read_said<'t, T: Deserialize<'t>>(table: &'static str, text: &'t str) -> Result<T, StoreFault> {
    serde_json::from_str(text).map_err(|_| unreadable(table, "said"))
}

fn written(table: &'static str, said: &impl Serialize) -> Result<String, StoreFault> {
    serde_json::to_string(said).map_err(|fault| unreadable(table, fault))
}

fn groups_text(groups: &[FieldGroup]) -> String {
    let codes: Vec<&str> = groups.iter().map(|group| group.code()).collect();
    codes.join(" ")
}

fn read_groups(text: &str) -> Result<Vec<FieldGroup>, StoreFault> {
    let codes = text.split_whitespace();
    codes
        .map(|one| code(CONTACT, FieldGroup::from_code, one))
        .collect()
}

fn account(row: &QueryResult, column: usize) -> Result<Option<AccountId>, StoreFault> {
    let id = row.try_get_by_index::<Option<Uuid>>(column)?;
    Ok(id.map(AccountId::from_uuid))
}

fn read_contact(row: &QueryResult, opener: &Opener) -> Result<Contact, StoreFault> {
    let id: Uuid = row.try_get_by_index(0)?;
    let text = opener.text_at(&cell(CONTACT, id), row, 7)?;
    let said: SaidOfContact = read_said(CONTACT, &text)?;
    let word = |column| row.try_get_by_index::<String>(column);
    Ok(Contact {
        id: InquiryContactId::from_uuid(id),
        inquiry: InquiryId::from_uuid(row.try_get_by_index::<Uuid>(1)?),
        channel: code(CONTACT, CallChannel::from_code, &word(2)?)?,
        outcome: code(CONTACT, ContactOutcome::from_code, &word(3)?)?,
        at: Instant::from_micros(row.try_get_by_index(4)?),
        by: account(row, 5)?,
        groups: read_groups(&word(6)?)?,
        note: prose_opt(CONTACT, said.note.as_deref())?,
    })
}

/// Every contact of some inquiries, of each in their order.
async fn contacts_of(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<InquiryId, Vec<Contact>>, StoreFault> {
    let mut sql = Sql::new(
        "SELECT id, inquiry_id, channel, outcome, contacted_at, contacted_by, field_groups, said \
         FROM inquiry_contact WHERE inquiry_id IN (",
    );
    sql.add(Sql::ids(connection.get_database_backend(), ids))
        .push(") ORDER BY inquiry_id, ordinal");
    let found = rows(connection, sql).await?;
    let opener = keys.opener_of_rows(connection, &found, &[7]).await?;
    let mut contacts: HashMap<InquiryId, Vec<Contact>> = HashMap::new();
    for row in &found {
        let contact = read_contact(row, &opener)?;
        contacts.entry(contact.inquiry).or_default().push(contact);
    }
    Ok(contacts)
}

fn read_answered(said: SaidOfGroup) -> Result<AnsweredGroup, StoreFault> {
    let group = code(ANSWER, FieldGroup::from_code, &said.group)?;
    if said.is_correct {
        return Ok(AnsweredGroup {
            group,
            said: Said::Correct,
        });
    }
    let values = said.values.iter().map(|(field, value)| {
        Ok(ProposedValue {
            field: code(ANSWER, ProposedField::from_code, field)?,
            value: crate::directory::words::line(ANSWER, value)?,
        })
    });
    Ok(AnsweredGroup {
        group,
        said: Said::Changed {
            values: values.collect::<Result<_, StoreFault>>()?,
            words: prose_opt(ANSWER, said.words.as_deref())?,
        },
    })
}

fn read_answer(row: &QueryResult, opener: &Opener) -> Result<InquiryAnswer, StoreFault> {
    let id: Uuid = row.try_get_by_index(0)?;
    let text = opener.text_at(&cell(ANSWER, id), row, 5)?;
    let said: SaidOfAnswer = read_said(ANSWER, &text)?;
    let channel: String = row.try_get_by_index(3)?;
    let groups = said.groups.into_iter().map(read_answered);
    Ok(InquiryAnswer {
        id: InquiryAnswerId::from_uuid(id),
        inquiry: InquiryId::from_uuid(row.try_get_by_index::<Uuid>(1)?),
        at: Instant::from_micros(row.try_get_by_index(2)?),
        channel: code(ANSWER, CallChannel::from_code, &channel)?,
        taken_by: account(row, 4)?,
        reply: Reply {
            groups: groups.collect::<Result<_, _>>()?,
            without_names: said.without_names,
            fax_only: said.fax_only,
            name: line_opt(ANSWER, said.name.as_deref())?,
            role: line_opt(ANSWER, said.role.as_deref())?,
        },
    })
}

async fn answers_to(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    id: InquiryId,
) -> Result<Vec<InquiryAnswer>, StoreFault> {
    let sql = Sql::with(
        "SELECT id, inquiry_id, answered_at, channel, taken_by, said FROM inquiry_answer \
         WHERE inquiry_id = ? ORDER BY answered_at, id",
        [id.uuid().into()],
    );
    let found = rows(connection, sql).await?;
    let opener = keys.opener_of_rows(connection, &found, &[5]).await?;
    found.iter().map(|row| read_answer(row, &opener)).collect()
}

impl SaidOfAnswer {
    fn of(reply: &Reply) -> Self {
        let groups = reply.groups.iter().map(|answered| {
            let (is_correct, values, words) = match &answered.said {
                Said::Correct => (true, Vec::new(), None),
                Said::Changed { values, words } => {
                    let values = values.iter();
                    let values =
                        values.map(|one| (one.field.code().to_owned(), one.value.to_string()));
                    (false, values.collect(), words.as_ref())
                }
            };
            SaidOfGroup {
                group: answered.group.code().to_owned(),
                is_correct,
                values,
                words: words.map(ToString::to_string),
            }
        });
        Self {
            groups: groups.collect(),
            without_names: reply.without_names,
            fax_only: reply.fax_only,
            name: text_opt(reply.name.as_ref()),
            role: text_opt(reply.role.as_ref()),
        }
    }
}

impl Store {
    /// Every contact of some inquiries, of each in their order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn inquiry_contacts(
        &self,
        ids: impl IntoIterator<Item = InquiryId>,
    ) -> Result<HashMap<InquiryId, Vec<Contact>>, StoreFault> {
        let ids: Vec<Uuid> = ids.into_iter().map(InquiryId::uuid).collect();
        contacts_of(&self.reader, &self.keys, ids).await
    }

    /// Every answer to an inquiry.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn inquiry_answers(
        &self,
        inquiry: &Inquiry,
    ) -> Result<Inside<InquiryAnswers>, StoreFault> {
        let answers = answers_to(&self.reader, &self.keys, inquiry.id).await?;
        Ok(Inside::of(InquiryAnswers {
            resource: inquiry.resource,
            answers,
        }))
    }

    /// Which contact a letter carried. Nothing of it is read.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn inquiry_contact_of_letter(
        &self,
        letter: LetterId,
    ) -> Result<Option<InquiryContactId>, StoreFault> {
        let sql = Sql::with(
            "SELECT c.id FROM letter l JOIN inquiry_contact c ON c.id = l.subject_id \
             WHERE l.subject_kind = 'inquiry_contact' AND l.id = ?",
            [Value::from(letter.uuid())],
        );
        let found = rows(&self.reader, sql).await?;
        let contact = found.first().map(|row| row.try_get_by_index(0));
        Ok(contact.transpose()?.map(InquiryContactId::from_uuid))
    }
}

impl Work {
    /// Every contact of an inquiry, in their order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn inquiry_contacts(&self, id: InquiryId) -> Result<Vec<Contact>, StoreFault> {
        let found = contacts_of(self.connection(), self.keys(), [id.uuid()]).await?;
        Ok(found.into_values().next().unwrap_or_default())
    }

    /// The inquiry to which a contact belongs, with its entry. Nothing of it is read.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn place_of_inquiry_contact(
        &self,
        id: InquiryContactId,
    ) -> Result<Option<(InquiryId, ResourceId)>, StoreFault> {
        let sql = Sql::with(
            "SELECT i.id, i.resource_id FROM inquiry_contact c JOIN inquiry i ON i.id = c.inquiry_id \
             WHERE c.id = ?",
            [Value::from(id.uuid())],
        );
        let found = rows(self.connection(), sql).await?;
        let Some(row) = found.first() else {
            return Ok(None);
        };
        Ok(Some((
            InquiryId::from_uuid(row.try_get_by_index(0)?),
            ResourceId::from_uuid(row.try_get_by_index(1)?),
        )))
    }

    /// Keeps a contact of an inquiry at its place, from 0 on, in place of how it was.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_inquiry_contact(
        &self,
        inquiry: &Inquiry,
        place: usize,
        (before, contact): (Option<&Contact>, &Contact),
    ) -> Result<(), StoreFault> {
        let said = SaidOfContact {
            note: text_opt(contact.note.as_ref()),
        };
        let (id, said) = (contact.id.uuid(), written(CONTACT, &said)?);
        let owner = KeyOwner::Network(inquiry.network);
        let said = self.seal_text(owner, cell(CONTACT, id), &said).await?;
        let place = i32::try_from(place).map_err(|_| unreadable(CONTACT, place))?;
        let mut sql = Sql::new(
            "INSERT INTO inquiry_contact (id, inquiry_id, network_id, ordinal, channel, outcome, contacted_at, \
             contacted_by, field_groups, said) VALUES ",
        );
        sql.add(Sql::row([
            Value::from(id),
            Value::from(inquiry.id.uuid()),
            Value::from(inquiry.network.uuid()),
            Value::from(place),
            Value::from(contact.channel.code()),
            Value::from(contact.outcome.code()),
            Value::from(contact.at.micros()),
            Value::from(contact.by.map(AccountId::uuid)),
            Value::from(groups_text(&contact.groups)),
            Value::from(said),
        ]));
        sql.push(
            " ON CONFLICT (id) DO UPDATE SET outcome = excluded.outcome, contacted_at = excluded.contacted_at, \
             said = excluded.said",
        );
        write(self, sql).await?;
        self.note(Change {
            subject: Subject::Resource(inquiry.resource),
            field_group: GROUP.to_owned(),
            before: before.map(logged),
            after: Some(logged(contact)),
        });
        Ok(())
    }

    /// Every answer to an inquiry inside an act, the oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn inquiry_answers(&self, id: InquiryId) -> Result<Vec<InquiryAnswer>, StoreFault> {
        answers_to(self.connection(), self.keys(), id).await
    }

    /// Keeps an answer as it came.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_inquiry_answer(
        &self,
        inquiry: &Inquiry,
        answer: &InquiryAnswer,
    ) -> Result<(), StoreFault> {
        let said = written(ANSWER, &SaidOfAnswer::of(&answer.reply))?;
        let (id, owner) = (answer.id.uuid(), KeyOwner::Network(inquiry.network));
        let said = self.seal_text(owner, cell(ANSWER, id), &said).await?;
        let mut sql = Sql::new(
            "INSERT INTO inquiry_answer (id, inquiry_id, network_id, answered_at, channel, taken_by, said) VALUES ",
        );
        sql.add(Sql::row([
            Value::from(id),
            Value::from(inquiry.id.uuid()),
            Value::from(inquiry.network.uuid()),
            Value::from(answer.at.micros()),
            Value::from(answer.channel.code()),
            Value::from(answer.taken_by.map(AccountId::uuid)),
            Value::from(said),
        ]));
        write(self, sql).await?;
        let groups: Vec<FieldGroup> = answer.reply.groups.iter().map(|one| one.group).collect();
        let after = json!({
            "inquiry": inquiry.id.to_string(),
            "answered": groups_text(&groups),
            "channel": answer.channel.code(),
        });
        self.note(Change {
            subject: Subject::Resource(inquiry.resource),
            field_group: GROUP.to_owned(),
            before: None,
            after: Some(after.to_string()),
        });
        Ok(())
    }
}

/// What the log keeps of a contact: the way and what came of it; neither where it went nor what was noted.
fn logged(contact: &Contact) -> String {
    json!({
        "inquiry": contact.inquiry.to_string(),
        "contact": contact.id.to_string(),
        "channel": contact.channel.code(),
        "outcome": contact.outcome.code(),
        "groups": groups_text(&contact.groups),
    })
    .to_string()
}
