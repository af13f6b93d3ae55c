//! One time at which something was told of a person. It names what 個人情報保護法施行規則 20条 asks for where somebody
//! agreed: that they did, who heard it with address and head (代表者), of whom it tells, and what; and the day, the
//! purpose, the means and who told it besides. It is made from a permit of the rule and from nothing else.

use std::collections::BTreeMap;

use super::agency::NamedAgency;
use crate::access::principal::Principal;
use crate::consent::{
    Basis, Categories, ConsentPurpose, ExceptionSight, Giver, InformationCategory, Means, PartyId,
    Permit, RecipientId,
};
use crate::ids::{
    AccountId, CaseId, ConsentId, ExceptionId, OrganizationId, PersonId, ProvisionId,
};
use crate::text::Line;
use crate::time::Instant;
use crate::words::word_list;

word_list! {
    /// How something is told: by word, or by what is sent or handed over.
    ToldHow {
        FaceToFace = "face_to_face", "会って話した";
        Phone = "phone", "電話で話した";
        Document = "document", "文書・メールで送った・わたした";
        Fax = "fax", "FAXで送った";
    }
}

impl ToldHow {
    /// The means that a consent must name for it.
    #[must_use]
    pub const fn means(self) -> Means {
        match self {
            Self::FaceToFace => Means::Meeting,
            Self::Phone => Means::Phone,
            Self::Document => Means::Document,
            Self::Fax => Means::Fax,
        }
    }
}

/// By what a category was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProvisionBasis {
    /// Somebody agreed.
    Consent(ConsentId),
    /// The law names a ground.
    Exception(ExceptionId),
}

impl ProvisionBasis {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Consent(id) => format!("consent:{id}"),
            Self::Exception(id) => format!("exception:{id}"),
        }
    }

    /// Reads a code back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let (form, id) = code.split_once(':')?;
        match form {
            "consent" => id.parse().ok().map(Self::Consent),
            "exception" => id.parse().ok().map(Self::Exception),
            _ => None,
        }
    }

    const fn consent(self) -> Option<ConsentId> {
        match self {
            Self::Consent(id) => Some(id),
            Self::Exception(_) => None,
        }
    }

    const fn exception(self) -> Option<ExceptionId> {
        match self {
            Self::Consent(_) => None,
            Self::Exception(id) => Some(id),
        }
    }
}

/// A provision record (提供記録).
#[derive(Clone, PartialEq, Eq)]
pub struct Provision {
    /// Its id.
    pub id: ProvisionId,
    /// In which case it was told.
    pub case: CaseId,
    /// The place of the last line of the ledger that the decision knew of.
    pub seq: i64,
    /// Of whom it tells.
    pub person: PersonId,
    /// The same by name, as far as it was known.
    pub name: Option<Line>,
    /// Who told it (提供元).
    pub provider: OrganizationId,
    /// Which of its staff.
    pub told_by: AccountId,
    /// When.
    pub at: Instant,
    /// When that was written down.
    pub noted_at: Instant,
    /// Who heard it.
    pub to: PartyId,
    /// The same as the law asks for it.
    pub recipient: NamedAgency,
    /// What was told, and by what it could be.
    pub told: Vec<(InformationCategory, ProvisionBasis)>,
    /// What for.
    pub purpose: ConsentPurpose,
    /// By what means.
    pub means: Means,
}

/// What was told to whom is nobody's to read in a log.
impl std::fmt::Debug for Provision {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Provision({})", self.id)
    }
}

/// What a record says beside the permit.
#[derive(Clone)]
pub struct Telling {
    /// In which case.
    pub case: CaseId,
    /// The person by name.
    pub name: Option<Line>,
    /// Who tells.
    pub told_by: AccountId,
    /// When.
    pub at: Instant,
    /// When that is written down.
    pub noted_at: Instant,
    /// Who hears it.
    pub recipient: NamedAgency,
}

/// Nobody but the person or the keeper of the record hears it, or the person tells it: that is no provision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("what is told so is no provision")]
pub struct NotAProvision;

impl Provision {
    /// The records of what is told by a permit: one of what somebody agreed to, and one for each exception of the
    /// law, since those are not for everybody's eyes. As many ids as there are categories are enough.
    ///
    /// # Errors
    /// When what the permit allows is no provision.
    pub fn of(
        permit: Permit<'_>,
        telling: &Telling,
        ids: &[ProvisionId],
    ) -> Result<Vec<Self>, NotAProvision> {
        let RecipientId::Party(to) = permit.recipient() else {
            return Err(NotAProvision);
        };
        let provider = permit.provider().ok_or(NotAProvision)?;
        let mut by_exception: BTreeMap<Option<ExceptionId>, Vec<_>> = BTreeMap::new();
        for (category, basis) in permit.bases() {
            let basis = match basis {
                Basis::Consent(id) => ProvisionBasis::Consent(*id),
                Basis::Exception(id) => ProvisionBasis::Exception(*id),
                Basis::OwnWord | Basis::ToThePerson | Basis::OwnRecord => {
                    return Err(NotAProvision);
                }
            };
            let told = by_exception.entry(basis.exception()).or_default();
            told.push((*category, basis));
        }
        if ids.len() < by_exception.len() {
            return Err(NotAProvision);
        }
        let records = by_exception.into_values().zip(ids);
        let records = records.map(|(told, id)| Self {
            id: *id,
            case: telling.case,
            seq: permit.seq(),
            person: permit.person(),
            name: telling.name.clone(),
            provider,
            told_by: telling.told_by,
            at: telling.at,
            noted_at: telling.noted_at,
            to,
            recipient: telling.recipient.clone(),
            told,
            purpose: permit.purpose(),
            means: permit.means(),
        });
        Ok(records.collect())
    }

    /// Whether it was written down after it was told, so that both are said.
    #[must_use]
    pub fn is_noted_later(&self) -> bool {
        self.at < self.noted_at
    }

    /// The consents by which something was told; one that allowed several categories comes as often.
    pub fn consents(&self) -> impl Iterator<Item = ConsentId> {
        self.told.iter().filter_map(|(_, basis)| basis.consent())
    }

    /// What was told.
    #[must_use]
    pub fn categories(&self) -> Categories {
        self.told.iter().map(|(category, _)| *category).collect()
    }

    /// The exception of the law by which it was told, where nobody agreed.
    #[must_use]
    pub fn exception(&self) -> Option<ExceptionId> {
        let mut told = self.told.iter();
        told.find_map(|(_, basis)| basis.exception())
    }
}

/// Who reads the records of a case, having the right to read the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordReader<'r> {
    /// Somebody of the agency that leads.
    Staff(&'r Principal),
    /// The person.
    Person,
}

impl RecordReader<'_> {
    /// Whether they may see what came of an exception.
    pub(crate) fn sees(self, exception: ExceptionSight) -> bool {
        match self {
            Self::Staff(own) => exception.is_for(own),
            Self::Person => exception.is_released,
        }
    }
}

/// A record as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptProvision {
    /// The record.
    pub record: Provision,
    /// The exception by which it was told.
    pub exception: Option<ExceptionSight>,
    /// Who gave the consents by which it was told, as far as those are still there.
    pub givers: Vec<Giver>,
}

impl KeptProvision {
    /// Who agreed to it, each of their kind once.
    #[must_use]
    pub fn agreed_by(&self) -> Vec<&Giver> {
        let mut by: Vec<&Giver> = Vec::new();
        for giver in &self.givers {
            if by.iter().all(|known| known.code() != giver.code()) {
                by.push(giver);
            }
        }
        by
    }

    /// Whether somebody may see it: that something was told by an exception is for those who named it or answer for
    /// it, and for the person once it was released.
    #[must_use]
    pub fn is_for(&self, reader: RecordReader<'_>) -> bool {
        match self.exception {
            None => self.record.exception().is_none(),
            Some(exception) => reader.sees(exception),
        }
    }
}

#[cfg(test)]
mod tests;
