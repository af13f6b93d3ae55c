//! What a consent says, as it stands sealed: codes of closed lists and ids. Its days and its form stand beside it
//! in the open, for the lists that ask for them.

use chrono::NaiveDate;
use renkei_domain::consent::means::MeansSet;
use renkei_domain::consent::purpose::Purposes;
use renkei_domain::consent::recipient::ConsentRecipients;
use renkei_domain::consent::{
    Categories, Consent, ConsentPurpose, ConsentRecipient, Giver, InformationCategory, Means,
    RepresentationBasis, Representative,
};
use serde::{Deserialize, Serialize};

use crate::directory::words::{code, unreadable};
use crate::fault::StoreFault;

const TABLE: &str = "consent";

/// What is sealed of the terms.
#[derive(Debug, Serialize, Deserialize)]
struct Said {
    giver: SaidGiver,
    recipients: Vec<String>,
    categories: Vec<String>,
    purposes: Vec<String>,
    means: Vec<String>,
}

/// Who agreed.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "who", rename_all = "snake_case")]
enum SaidGiver {
    Person,
    Family,
    Employer {
        employment: String,
    },
    Representative {
        basis: String,
        scope: Vec<String>,
        since: String,
        until: Option<String>,
    },
}

/// What a consent says, beside its days and its form.
pub(super) struct Terms {
    pub(super) giver: Giver,
    pub(super) recipients: ConsentRecipients,
    pub(super) categories: Categories,
    pub(super) purposes: Purposes,
    pub(super) means: MeansSet,
}

fn codes<'a, T: Copy + 'a>(
    all: impl IntoIterator<Item = &'a T>,
    code: fn(T) -> &'static str,
) -> Vec<String> {
    all.into_iter().map(|one| code(*one).to_owned()).collect()
}

/// Codes of categories, which an exception names too.
pub(crate) fn category_codes(categories: &Categories) -> Vec<String> {
    codes(categories, InformationCategory::code)
}

/// Reads such codes back.
pub(crate) fn categories(table: &'static str, codes: &[String]) -> Result<Categories, StoreFault> {
    let all = codes.iter();
    all.map(|word| code(table, InformationCategory::from_code, word))
        .collect()
}

/// The terms of a consent as text.
pub(super) fn to_text(consent: &Consent) -> Result<String, StoreFault> {
    let giver = match &consent.giver {
        Giver::Person => SaidGiver::Person,
        Giver::Family => SaidGiver::Family,
        Giver::Employer(employment) => SaidGiver::Employer {
            employment: employment.to_string(),
        },
        Giver::Representative(one) => SaidGiver::Representative {
            basis: one.basis.code().to_owned(),
            scope: category_codes(&one.scope),
            since: one.since.to_string(),
            until: one.until.map(|day| day.to_string()),
        },
    };
    let said = Said {
        giver,
        recipients: consent.recipients.iter().map(|one| one.code()).collect(),
        categories: category_codes(&consent.categories),
        purposes: codes(&consent.purposes, ConsentPurpose::code),
        means: codes(&consent.means, Means::code),
    };
    serde_json::to_string(&said).map_err(|fault| unreadable(TABLE, fault))
}

/// Reads the terms of a consent.
pub(super) fn from_text(text: &str) -> Result<Terms, StoreFault> {
    // What serde says of a text may repeat some of it.
    let said: Said = serde_json::from_str(text).map_err(|_| unreadable(TABLE, "terms"))?;
    let recipients = said.recipients.iter();
    let recipients = recipients.map(|word| code(TABLE, ConsentRecipient::from_code, word));
    let purposes = said.purposes.iter();
    let purposes = purposes.map(|word| code(TABLE, ConsentPurpose::from_code, word));
    let means = said.means.iter();
    let means = means.map(|word| code(TABLE, Means::from_code, word));
    Ok(Terms {
        giver: giver(&said.giver)?,
        recipients: recipients.collect::<Result<_, _>>()?,
        categories: categories(TABLE, &said.categories)?,
        purposes: purposes.collect::<Result<_, _>>()?,
        means: means.collect::<Result<_, _>>()?,
    })
}

fn giver(said: &SaidGiver) -> Result<Giver, StoreFault> {
    Ok(match said {
        SaidGiver::Person => Giver::Person,
        SaidGiver::Family => Giver::Family,
        SaidGiver::Employer { employment } => {
            let id = employment.parse();
            Giver::Employer(id.map_err(|fault| unreadable(TABLE, fault))?)
        }
        SaidGiver::Representative {
            basis,
            scope,
            since,
            until,
        } => Giver::Representative(Representative {
            basis: code(TABLE, RepresentationBasis::from_code, basis)?,
            scope: categories(TABLE, scope)?,
            since: day(since)?,
            until: until.as_deref().map(day).transpose()?,
        }),
    })
}

fn day(text: &str) -> Result<NaiveDate, StoreFault> {
    text.parse().map_err(|_| unreadable(TABLE, "a day"))
}
