//! What anybody proposes to put right in an entry, or to add to the directory. A proposal changes nothing: somebody at the
//! desk of the network that keeps the entry decides about each field of it, and whoever proposed it is told.
//!
//! Of a field both values are kept, the one that was shown and the one that was wanted, as they were written: hours in
//! somebody's own words are put into their notation by whoever accepts them.

use crate::directory::correction::CorrectableField;
use crate::directory::freshness::FieldGroup;
use crate::directory::inquiry::StaleBecause;
use crate::directory::kind::ResourceKind;
use crate::directory::municipality::MunicipalityCode;
use crate::directory::profile::Profile;
use crate::directory::resource::ResourceFacts;
use crate::ids::{NetworkId, ProposalId, ResourceId};
use crate::people::PaperCode;
use crate::text::{Line, Prose};
use crate::time::Instant;

/// The most characters in which somebody says how they know.
pub const LONGEST_BASIS: usize = 500;

/// The most characters of a value that somebody proposes.
pub const LONGEST_VALUE: usize = 1_000;

crate::words::word_list! {
    /// What somebody may propose to put right: public facts, and nothing of people.
    ProposedField {
        Name = "name", "名前";
        Kana = "kana", "よみ";
        City = "city", "市区町村";
        AddressRest = "address_rest", "番地以降";
        /// The first of its numbers, which published tables have.
        Phone = "phone", "電話番号";
        Fax = "fax", "FAX番号";
        Email = "email", "メール";
        Url = "url", "ホームページ";
        Hours = "hours", "時間";
        Capacity = "capacity", "定員";
        /// Who can use it.
        Eligibility = "eligibility", "使える人";
        /// It is there no more.
        Gone = "gone", "もう ない";
        /// It is not in the directory yet.
        Missing = "missing", "名簿にない機関";
    }
}

crate::words::word_list! {
    /// What came of a field that somebody proposed to put right.
    ProposalVerdict {
        Accepted = "accepted", "受け入れました";
        AsItStands = "as_it_stands", "確かめたら、いまのままでした";
        OfAnother = "of_another", "別の機関のことでした";
        AlreadyListed = "already_listed", "もう名簿にあります";
        Unclear = "unclear", "確かめましたが、わかりませんでした";
        NotPublic = "not_public", "名簿には のせない内容でした";
    }
}

impl ProposedField {
    /// What may be put right in an entry: all but that one is missing.
    pub fn of_an_entry() -> impl Iterator<Item = Self> {
        Self::ALL
            .iter()
            .copied()
            .filter(|field| *field != Self::Missing)
    }

    /// The published field that it is, where it is one.
    #[must_use]
    pub const fn fact(self) -> Option<CorrectableField> {
        Some(match self {
            Self::Name => CorrectableField::Name,
            Self::Kana => CorrectableField::Kana,
            Self::City => CorrectableField::City,
            Self::AddressRest => CorrectableField::AddressRest,
            Self::Phone => CorrectableField::Phone,
            Self::Fax => CorrectableField::Fax,
            Self::Email => CorrectableField::Email,
            Self::Url => CorrectableField::Url,
            Self::Hours => CorrectableField::Hours,
            Self::Capacity => CorrectableField::Capacity,
            Self::Eligibility | Self::Gone | Self::Missing => return None,
        })
    }

    /// What stands there, as people read it.
    #[must_use]
    pub fn standing(self, facts: &ResourceFacts, profile: &Profile) -> Option<String> {
        match self {
            Self::Eligibility => {
                let eligibility = profile.comparison.eligibility.as_ref();
                eligibility.map(ToString::to_string)
            }
            _ => {
                let fact = self.fact()?;
                let value = fact.read(facts)?;
                Some(fact.in_words(&value))
            }
        }
    }

    /// The part that whoever accepts it has confirmed with that; none where it has no date of its own.
    #[must_use]
    pub const fn group(self) -> Option<FieldGroup> {
        match self {
            Self::City | Self::AddressRest | Self::Phone | Self::Fax | Self::Email | Self::Url => {
                Some(FieldGroup::Contact)
            }
            Self::Hours => Some(FieldGroup::Hours),
            Self::Capacity => Some(FieldGroup::Capacity),
            Self::Eligibility => Some(FieldGroup::Eligibility),
            Self::Name | Self::Kana | Self::Gone | Self::Missing => None,
        }
    }

    /// Whether nothing more is to be asked of its part once it is accepted, by why that was to be asked again: what went
    /// astray goes somewhere else only by another number or address.
    #[must_use]
    pub const fn settles(self, because: StaleBecause) -> bool {
        match because {
            StaleBecause::WrongNumber => matches!(self, Self::Phone | Self::Fax),
            StaleBecause::Bounced => matches!(self, Self::City | Self::AddressRest | Self::Email),
            StaleBecause::AtConference | StaleBecause::Reported | StaleBecause::Merged => true,
        }
    }

    /// Whether somebody writes it in several lines.
    #[must_use]
    pub const fn is_long(self) -> bool {
        matches!(self, Self::Hours | Self::Eligibility)
    }
}

impl ProposalVerdict {
    /// What may be said of a field: one that is missing is not as it stands, and only that one may be there already.
    pub fn of(field: ProposedField) -> impl Iterator<Item = Self> {
        let is_missing = field == ProposedField::Missing;
        let verdicts = Self::ALL.iter().copied();
        verdicts.filter(move |verdict| match verdict {
            Self::AlreadyListed => is_missing,
            Self::AsItStands => !is_missing,
            Self::Accepted | Self::OfAnother | Self::Unclear | Self::NotPublic => true,
        })
    }
}

/// A field as somebody wants it to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedChange {
    /// Which field.
    pub field: ProposedField,
    /// What stood there when it was proposed.
    pub shown: Option<Prose>,
    /// What should stand there; `None` empties it. Of an entry that is gone, what is known of that.
    pub wanted: Option<Prose>,
    /// What came of it, once that was decided.
    pub verdict: Option<ProposalVerdict>,
}

/// A place that the directory does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingPlace {
    /// Its kind.
    pub kind: ResourceKind,
    /// Where it stands.
    pub municipality: MunicipalityCode,
    /// Its number, where that is known.
    pub phone: Option<Line>,
}

/// A proposal.
#[derive(Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Its id.
    pub id: ProposalId,
    /// The network whose desk decides.
    pub network: NetworkId,
    /// The entry that it is about; of one that is missing none until it is entered.
    pub resource: Option<ResourceId>,
    /// What is missing.
    pub place: Option<MissingPlace>,
    /// The fields, at least one.
    pub changes: Vec<ProposedChange>,
    /// How whoever proposed it knows.
    pub basis: Prose,
    /// By what they read what came of it.
    pub code: PaperCode,
    /// When it came.
    pub made_at: Instant,
    /// When it was decided.
    pub decided_at: Option<Instant>,
    /// Whether they want to be told by mail, and where is still known.
    pub is_told: bool,
}

/// What somebody wrote is nobody's to read in a log, and neither is the code.
impl std::fmt::Debug for Proposal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Proposal({})", self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_what_may_be_said_of_it() {
        for field in ProposedField::ALL {
            assert_eq!(ProposedField::from_code(field.code()), Some(*field));
            let verdicts: Vec<ProposalVerdict> = ProposalVerdict::of(*field).collect();
            assert!(verdicts.contains(&ProposalVerdict::Accepted), "{field}");
            let is_missing = *field == ProposedField::Missing;
            for (verdict, expected) in [
                (ProposalVerdict::AlreadyListed, is_missing),
                (ProposalVerdict::AsItStands, !is_missing),
            ] {
                assert_eq!(verdicts.contains(&verdict), expected, "{field} {verdict}");
            }
        }
        assert!(ProposedField::of_an_entry().all(|field| field != ProposedField::Missing));
    }

    #[test]
    fn a_fact_has_the_code_of_its_field() {
        for field in ProposedField::ALL {
            if let Some(fact) = field.fact() {
                assert_eq!(field.code(), fact.code());
            }
        }
    }
}
