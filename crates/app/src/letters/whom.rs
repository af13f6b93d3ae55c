//! Whom to ask about a letter by mail, phone or FAX, as letters say it.

use renkei_domain::directory::phone::Phone;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::ids::OrganizationId;
use renkei_store::{StoreFault, Work};

use crate::directory::secretariat::Secretariat;

/// Whether an agency is named beside its numbers. What it is called may tell others what its visitors have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Naming {
    /// It is.
    Named,
    /// Its numbers stand alone.
    Unnamed,
}

/// How a secretariat is answered; nothing where no way is known.
pub(super) fn whom_to_ask(secretariat: Option<&Secretariat>, naming: Naming) -> Option<String> {
    let secretariat = secretariat?;
    let ways = Ways::of(secretariat);
    let ways = match naming {
        Naming::Unnamed => ways.without_mail(),
        Naming::Named => ways,
    };
    let ways = ways.lines().join("\n");
    if ways.is_empty() {
        return None;
    }
    Some(match naming {
        Naming::Unnamed => format!("{ways}\n"),
        Naming::Named => format!("{}（事務局）\n{ways}\n", secretariat.name),
    })
}

/// By what an agency is answered, as far as it is known.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ways {
    /// Its mail address.
    pub(super) mail: Option<String>,
    /// Its phone.
    pub(super) phone: Option<Phone>,
    /// Its FAX.
    pub(super) fax: Option<Phone>,
}

impl Ways {
    /// Those of a secretariat.
    pub(super) fn of(secretariat: &Secretariat) -> Self {
        Self {
            mail: secretariat.mail.clone(),
            phone: secretariat.phone.clone(),
            fax: secretariat.fax.clone(),
        }
    }

    /// Those of the agency that leads a case: what is published of the 法人, and of its entries where all that tell
    /// one tell the same. Of several that differ nobody here knows which is meant.
    pub(crate) async fn of_lead(work: &Work, lead: OrganizationId) -> Result<Self, StoreFault> {
        let body = work.organization(lead).await?;
        let (phone, fax) = body.map_or((None, None), |body| (body.phone, body.fax));
        let entries = work.open_entries_of(lead).await?;
        let only = |of_entry: &dyn Fn(&ResourceFacts) -> Option<Phone>| {
            the_same(entries.iter().filter_map(of_entry))
        };
        Ok(Self {
            phone: phone.or_else(|| only(&|facts| facts.phones.first().cloned())),
            fax: fax.or_else(|| only(&|facts| facts.fax.clone())),
            mail: the_same(entries.iter().filter_map(|facts| facts.email.clone()))
                .map(|mail| mail.to_string()),
        })
    }

    /// For a letter that does not say whose they are: an address of mail often names its agency.
    pub(super) fn without_mail(self) -> Self {
        Self { mail: None, ..self }
    }

    /// Each on a line.
    pub(crate) fn lines(&self) -> Vec<String> {
        let (mail, phone, fax) = (self.mail.as_ref(), self.phone.as_ref(), self.fax.as_ref());
        let all = [
            mail.map(|mail| format!("メール {mail}")),
            phone.map(|phone| format!("電話 {}", number(phone))),
            fax.map(|fax| format!("FAX {}", number(fax))),
        ];
        all.into_iter().flatten().collect()
    }
}

/// What all of them are; nothing where two differ.
fn the_same<T: PartialEq>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)
}

/// A number with what its caller needs.
fn number(phone: &Phone) -> String {
    let key = phone.voice_guide_key.as_ref();
    let extension = phone.extension.as_ref();
    let after = [
        key.map(|key| format!("音声案内 {key}")),
        extension.map(|extension| format!("内線 {extension}")),
    ];
    let after = after.into_iter().flatten().collect::<Vec<_>>().join("・");
    if after.is_empty() {
        phone.written.to_string()
    } else {
        format!("{}（{after}）", phone.written)
    }
}
