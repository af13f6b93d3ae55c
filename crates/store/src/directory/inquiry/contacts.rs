//! Each time of getting in touch about an inquiry. What somebody noted of it is sealed under the key of the network that
//! asks; ways, days and words of closed lists stand in the open.

use std::collections::HashMap;

use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::directory::freshness::FieldGroup;
use renkei_domain::directory::inquiry::{Contact, ContactOutcome, Inquiry};
use renkei_domain::ids::{AccountId, InquiryContactId, InquiryId, LetterId, ResourceId};
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::cases::{rows, write};
use crate::directory::words::{code, prose_opt, text_opt, unreadable};
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyOwner, KeyRing, Opener};
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

pub(super) const CONTACT: &str = "inquiry_contact";

/// What is sealed of a contact.
#[derive(Serialize, Deserialize)]
pub(super) struct SaidOfContact {
    pub(super) note: Option<String>,
}

pub(super) fn cell(table: &'static str, id: Uuid) -> Cell<'static> {
    Cell::of(table, "said", id)
}

/// Reads a sealed text back. What serde says of one may repeat some of it.
pub(super) fn read_said<'t, T: Deserialize<'t>>(
    table: &'static str,
    text: &'t str,
) -> Result<T, StoreFault> {
    serde_json::from_str(text).map_err(|_| unreadable(table, "said"))
}

pub(super) fn written(table: &'static str, said: &impl Serialize) -> Result<String, StoreFault> {
    serde_json::to_string(said).map_err(|fault| unreadable(table, fault))
}

pub(super) fn groups_text(groups: &[FieldGroup]) -> String {
    let codes: Vec<&str> = groups.iter().map(|group| group.code()).collect();
    codes.join(" ")
}

fn read_groups(text: &str) -> Result<Vec<FieldGroup>, StoreFault> {
    let codes = text.split_whitespace();
    codes
        .map(|one| code(CONTACT, FieldGroup::from_code, one))
        .collect()
}

pub(super) fn account(row: &QueryResult, column: usize) -> Result<Option<AccountId>, StoreFault> {
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

    /// Which entries some contacts ask about. Nothing else of them is read.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn entries_of_inquiry_contacts(
        &self,
        ids: &[InquiryContactId],
    ) -> Result<HashMap<InquiryContactId, ResourceId>, StoreFault> {
        let mut sql = Sql::new(
            "SELECT c.id, i.resource_id FROM inquiry_contact c JOIN inquiry i ON i.id = c.inquiry_id \
             WHERE c.id IN (",
        );
        let wanted = ids.iter().map(|id| id.uuid());
        sql.add(Sql::ids(self.reader.get_database_backend(), wanted))
            .push(")");
        let found = rows(&self.reader, sql).await?;
        let entries = found.iter().map(|row| {
            let id = InquiryContactId::from_uuid(row.try_get_by_index(0)?);
            Ok((id, ResourceId::from_uuid(row.try_get_by_index(1)?)))
        });
        entries.collect()
    }

    /// Which contact a letter carried. Nothing of it is read.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn inquiry_contact_of_letter(
        &self,
        letter: LetterId,
    ) -> Result<Option<InquiryContactId>, StoreFault> {
        let contact = ("inquiry_contact", "SELECT s.id FROM inquiry_contact s");
        let contact = self.behind_letter(letter, contact).await?;
        Ok(contact.map(InquiryContactId::from_uuid))
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
        self.note_asking(inquiry.resource, before.map(logged), Some(logged(contact)));
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
