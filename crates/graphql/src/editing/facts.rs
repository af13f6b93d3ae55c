//! Putting published fields right.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Result};
use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::directory::edit::{Edit, FactEdit};

use super::contact_persons::PhoneInput;
use super::payload::Written;
use super::write::{Aim, Texts, edit};
use crate::closed_list::{Word, closed_list};

closed_list!(
    CorrectableField,
    "ResourceField",
    "A published field of an entry that may be put right, each with one written form.",
    |field| match field {
        CorrectableField::Name => "the name of the office; it cannot be empty",
        CorrectableField::Kana => "the reading of the name, in hiragana or katakana",
        CorrectableField::Kind => "the code of the kind, such as `hello_work`; it cannot be empty",
        CorrectableField::OfficeNumber => "事業所番号, or the id of a medical institution",
        CorrectableField::City =>
            "the code of the municipality, a space and the city: `272078 大阪府高槻市`. Emptying it takes the \
             whole address away",
        CorrectableField::PostalCode => "seven digits, with a city alone",
        CorrectableField::AddressRest => "what follows the city in the address, with a city alone",
        CorrectableField::Location =>
            "degrees north and east with how far to trust them: `34.85,135.62 exact`",
        CorrectableField::Phone =>
            "the number to call first; others stay as they are, and `updatePhones` replaces all of them",
        CorrectableField::Fax => "where sheets are sent; who has no machine leaves it empty",
        CorrectableField::Email => "an address at which somebody reads mail",
        CorrectableField::Url => "the pages of the office itself, as its address is written",
        CorrectableField::Hours =>
            "every statement in the notation of `OpeningHours`: `月-金 9:00-17:00; 祝 休み`",
        CorrectableField::HoursNote => "in free text what no statement of opening can tell",
        CorrectableField::Capacity => "the designated number of people, in digits",
        CorrectableField::Organization =>
            "who runs it, by the id of a 法人 of the directory (`Organization.id`). Its staff may edit the entry, so \
             that only the desk of the entry's network says this",
    }
);

/// A published field as it should read.
#[derive(Debug, InputObject)]
#[graphql(name = "FactInput")]
pub(crate) struct FactInput {
    /// Which published field is meant.
    field: Word<CorrectableField>,
    /// Its value in the field's written form. Null empties it.
    value: Option<String>,
}

impl FactInput {
    /// As the application takes it; an empty text is none.
    pub(super) fn into_edit(self) -> FactEdit {
        FactEdit {
            field: self.field.0,
            value: self.value.filter(|value| !value.trim().is_empty()),
        }
    }
}

/// Which published fields of which entry, and how they should read.
#[derive(Debug, InputObject)]
pub(crate) struct UpdateResourceFactsInput {
    /// Global id of the entry.
    id: ID,
    /// The version of the entry that the change was written for.
    version: i64,
    /// The fields; those that are not named stay as they are.
    facts: Vec<FactInput>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl UpdateResourceFactsInput {
    pub(super) async fn run(self, ctx: &Context<'_>) -> Result<Written> {
        let aim = Aim {
            id: self.id,
            version: self.version,
            key: self.idempotency_key,
        };
        let facts = self.facts.into_iter().map(FactInput::into_edit).collect();
        edit(ctx, aim, Ok(Edit::Facts(facts))).await
    }
}

/// Every number of an office.
#[derive(Debug, InputObject)]
pub(crate) struct UpdatePhonesInput {
    /// Global id of the entry.
    id: ID,
    /// The version of the entry that the change was written for.
    version: i64,
    /// Every number that should stand, at most 20, the one to call first first; each of the others says what
    /// it is for (`label`), by which it outlives the next edition. Empty: none is known.
    phones: Vec<PhoneInput>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl UpdatePhonesInput {
    pub(super) async fn run(self, ctx: &Context<'_>) -> Result<Written> {
        let aim = Aim {
            id: self.id,
            version: self.version,
            key: self.idempotency_key,
        };
        let mut texts = Texts::default();
        let mut phones = Vec::with_capacity(self.phones.len());
        for (place, phone) in self.phones.iter().enumerate() {
            phones.extend(phone.read(&format!("phones[{place}]"), &mut texts));
        }
        edit(ctx, aim, texts.end(Edit::Phones(phones))).await
    }
}

/// When an entry is open.
#[derive(Debug, InputObject)]
pub(crate) struct UpdateHoursInput {
    /// Global id of the entry.
    id: ID,
    /// The version of the entry that the change was written for.
    version: i64,
    /// The hours in their notation: `月-金 9:00-17:00; 祝 休み`. Null: nothing is known of them. Left out: as
    /// they are.
    hours: MaybeUndefined<String>,
    /// What the hours alone do not tell. Null: nothing. Left out: as it is.
    note: MaybeUndefined<String>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl UpdateHoursInput {
    pub(super) async fn run(self, ctx: &Context<'_>) -> Result<Written> {
        let aim = Aim {
            id: self.id,
            version: self.version,
            key: self.idempotency_key,
        };
        let given = [
            (CorrectableField::Hours, self.hours),
            (CorrectableField::HoursNote, self.note),
        ];
        let facts = given.into_iter().filter_map(|(field, value)| {
            let value = match value {
                MaybeUndefined::Undefined => return None,
                MaybeUndefined::Null => None,
                MaybeUndefined::Value(value) => Some(value),
            };
            let field = Word(field);
            Some(FactInput { field, value }.into_edit())
        });
        edit(ctx, aim, Ok(Edit::Facts(facts.collect()))).await
    }
}
