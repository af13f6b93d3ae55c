//! Whom to ask about a letter by mail, phone or FAX, as letters say it.

use renkei_domain::cases::case::Case;
use renkei_domain::conference::Conference;
use renkei_domain::conference::invitation::OwnSide;
use renkei_domain::directory::organization::OrganizationFacts;
use renkei_domain::directory::phone::Phone;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::ids::OrganizationId;
use renkei_domain::time::Instant;
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
    pub(crate) mail: Option<String>,
    /// Its phone.
    pub(crate) phone: Option<Phone>,
    /// Its FAX.
    pub(crate) fax: Option<Phone>,
}

impl Ways {
    /// Those of a secretariat.
    pub(crate) fn of(secretariat: &Secretariat) -> Self {
        Self {
            mail: secretariat.mail.clone(),
            phone: secretariat.phone.clone(),
            fax: secretariat.fax.clone(),
        }
    }

    /// Those of the agency that leads a case.
    pub(crate) async fn of_lead(work: &Work, lead: OrganizationId) -> Result<Self, StoreFault> {
        let body = work.organization(lead).await?;
        let entries = work.open_entries_of(lead).await?;
        Ok(Self::published(body.as_ref(), &entries))
    }

    /// What is published of a 法人, and of its entries where all that tell one tell the same. Of several that differ
    /// nobody here knows which is meant.
    pub(crate) fn published(body: Option<&OrganizationFacts>, entries: &[ResourceFacts]) -> Self {
        let of_body = |number: fn(&OrganizationFacts) -> Option<Phone>| body.and_then(number);
        let only = |of_entry: fn(&ResourceFacts) -> Option<Phone>| {
            the_same(entries.iter().filter_map(of_entry))
        };
        let phone = of_body(|body| body.phone.clone());
        let fax = of_body(|body| body.fax.clone());
        let mail = the_same(entries.iter().filter_map(|facts| facts.email.clone()));
        Self {
            phone: phone.or_else(|| only(|facts| facts.phones.first().cloned())),
            fax: fax.or_else(|| only(|facts| facts.fax.clone())),
            mail: mail.map(|mail| mail.to_string()),
        }
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

/// Who calls somebody to a conference, and how that is answered, as they read it.
pub(crate) struct WhoCalls {
    /// The agency that leads. To the person and their family, who may not be the only ones to read it, nobody but who sees
    /// to the conference, by name.
    pub(crate) name: String,
    /// How they are answered, each way on a line.
    pub(crate) ways: Vec<String>,
}

impl WhoCalls {
    /// Who calls an agency, or whom no agency stands for.
    pub(crate) async fn of(
        work: &Work,
        (case, conference): (&Case, &Conference),
        side: Option<OwnSide>,
        now: Instant,
    ) -> Result<Self, StoreFault> {
        let ways = Ways::of_lead(work, case.lead).await?;
        if side.is_none() {
            let lead = work.organization(case.lead).await?;
            return Ok(Self {
                name: lead.map(|lead| lead.name.to_string()).unwrap_or_default(),
                ways: ways.lines(),
            });
        }
        let today = now.in_japan().date;
        let keeper = work.known_account(conference.keeper, today).await?;
        let keeper = keeper.map(|keeper| keeper.name.to_string());
        Ok(Self {
            name: keeper.unwrap_or_else(|| "いつもの担当".to_owned()),
            ways: ways.without_mail().lines(),
        })
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
