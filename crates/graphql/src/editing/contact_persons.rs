//! Named people whom members of one network know.

use async_graphql::{Context, ID, InputObject, Result};
use renkei_app::directory::edit::EditRefusal;
use renkei_domain::directory::edit::{Edit, PersonEntry};
use renkei_domain::directory::people::StaffRole;
use renkei_domain::directory::phone::Phone;
use renkei_domain::ids::NetworkId;

use super::payload::Written;
use super::write::{Aim, Texts, edit, no_id};
use crate::closed_list::Word;

/// A number with what a caller needs after being put through.
#[derive(Debug, InputObject)]
#[graphql(name = "PhoneInput")]
pub(crate) struct PhoneInput {
    /// The number as its owner writes it, as 「072-686-6663」.
    written: String,
    /// What the number is for (「相談専用」). Null: the usual number.
    label: Option<String>,
    /// 内線: whom to ask for from the person who answers. Null: there is none.
    extension: Option<String>,
    /// 音声案内番号: what to press when a machine answers, as `32#`. Null: people answer.
    voice_guide_key: Option<String>,
}

/// A named professional to ask for: only what the work needs.
#[derive(Debug, InputObject)]
#[graphql(name = "ContactPersonInput")]
pub(crate) struct ContactPersonInput {
    /// Which one of `Resource.contactPersons` this replaces, by its id. Null: somebody who is added.
    id: Option<ID>,
    /// How they are called at work, in one line of at most 300 characters.
    name: String,
    /// Reading of the name. Null: not known.
    kana: Option<String>,
    /// Role, where it is one of the list. Null: it is none of them, or not known.
    role: Option<Word<StaffRole>>,
    /// Department and title in the office's own words. Null: not known.
    title: Option<String>,
    /// A number of their own. Null: the office's number is used.
    phone: Option<PhoneInput>,
    /// A work mail address. Null: the office's address is used.
    email: Option<String>,
}

/// Every person of an agency whom the members of one network know.
#[derive(Debug, InputObject)]
pub(crate) struct UpdateContactPersonsInput {
    /// Global id of the entry.
    id: ID,
    /// The version of the entry that the change was written for.
    version: i64,
    /// The id of the network whose members know them; what other networks know stays as it is.
    network: ID,
    /// Everybody of that network who should stand there, at most 100. Who is not named here goes.
    contact_persons: Vec<ContactPersonInput>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl UpdateContactPersonsInput {
    pub(super) async fn run(self, ctx: &Context<'_>) -> Result<Written> {
        let mut texts = Texts::default();
        let network: Option<NetworkId> = self.network.as_str().parse().ok();
        if network.is_none() {
            texts.add(no_id("network"));
        }
        let mut persons = Vec::with_capacity(self.contact_persons.len());
        for (place, person) in self.contact_persons.iter().enumerate() {
            persons.extend(person.read(&format!("contactPersons[{place}]"), &mut texts));
        }
        let wanted = network.map(|network| Edit::ContactPersons { network, persons });
        let wanted = texts
            .end(wanted)
            .and_then(|wanted| wanted.ok_or(EditRefusal::NotFound));
        let aim = Aim {
            id: self.id,
            version: self.version,
            key: self.idempotency_key,
        };
        edit(ctx, aim, wanted).await
    }
}

impl ContactPersonInput {
    fn read(&self, place: &str, texts: &mut Texts) -> Option<PersonEntry> {
        let id = texts.replaced(&format!("{place}.id"), self.id.as_ref());
        let kana = texts.line(&format!("{place}.kana"), self.kana.as_deref());
        let title = texts.line(&format!("{place}.title"), self.title.as_deref());
        let email = texts.line(&format!("{place}.email"), self.email.as_deref());
        let phone = self.phone.as_ref();
        let phone = phone.and_then(|phone| phone.read(&format!("{place}.phone"), texts));
        let name = texts.required(&format!("{place}.name"), &self.name)?;
        Some(PersonEntry {
            id,
            name,
            kana,
            role: self.role.map(|word| word.0),
            title,
            phone,
            email,
        })
    }
}

impl PhoneInput {
    pub(super) fn read(&self, place: &str, texts: &mut Texts) -> Option<Phone> {
        let mut line = |field: &str, text: Option<&str>| {
            let field = format!("{place}.{field}");
            texts.line(&field, text)
        };
        let label = line("label", self.label.as_deref());
        let extension = line("extension", self.extension.as_deref());
        let voice_guide_key = line("voiceGuideKey", self.voice_guide_key.as_deref());
        let written = texts.required(&format!("{place}.written"), &self.written)?;
        Some(Phone {
            label,
            extension,
            voice_guide_key,
            ..Phone::published(written)
        })
    }
}
