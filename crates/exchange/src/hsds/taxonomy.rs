//! Our lists of words as taxonomies: kinds below their sectors, programs, ways of getting in touch. Their ids are made
//! of their codes, which never change.

use renkei_domain::directory::contact::policy::Channel;
use renkei_domain::directory::kind::{ResourceKind, Sector};
use renkei_domain::directory::program::ProgramKind;
use uuid::Uuid;

use super::ids::{part_of, written};
use super::record::{Taxonomy, TaxonomyTerm};

/// The space of the ids of taxonomies.
pub(super) const SPACE: Uuid = Uuid::from_u128(0x8f6d_3c52_41b7_4c0e_9a2d_5e7b_1f30_c964);

/// A list of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Vocabulary {
    /// What kind of resource a service is, below the five sectors.
    Kinds,
    /// Programs that it runs.
    Programs,
    /// Ways in which it is reached.
    Channels,
}

/// A word of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Term {
    /// A sector.
    Sector(Sector),
    /// A kind.
    Kind(ResourceKind),
    /// A program.
    Program(ProgramKind),
    /// A way of getting in touch.
    Channel(Channel),
}

impl Vocabulary {
    /// Every list.
    pub const ALL: [Self; 3] = [Self::Kinds, Self::Programs, Self::Channels];

    const fn code(self) -> &'static str {
        match self {
            Self::Kinds => "kind",
            Self::Programs => "program",
            Self::Channels => "channel",
        }
    }

    /// What people read.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Kinds => "機関の種類",
            Self::Programs => "プログラム",
            Self::Channels => "連絡の手段",
        }
    }

    const fn description(self) -> &'static str {
        match self {
            Self::Kinds => {
                "障害のある人が働くことを支える機関の種類。労働・医療・福祉・教育・その他の分野の下に並ぶ。"
            }
            Self::Programs => "機関が行っているプログラム。",
            Self::Channels => "機関が連絡を受ける手段。",
        }
    }

    /// Its id.
    #[must_use]
    pub fn id(self) -> Uuid {
        part_of(SPACE, "taxonomy", self.code())
    }

    /// The list with an id.
    #[must_use]
    pub fn find(id: Uuid) -> Option<Self> {
        Self::ALL.into_iter().find(|list| list.id() == id)
    }

    /// As it is written.
    #[must_use]
    pub fn written(self) -> Taxonomy {
        Taxonomy {
            id: written(self.id()),
            name: self.word(),
            description: self.description(),
        }
    }
}

impl Term {
    /// Every word of every list, in their order.
    pub fn all() -> impl Iterator<Item = Self> {
        let sectors = Sector::ALL.iter().copied().map(Self::Sector);
        let kinds = ResourceKind::ALL.iter().copied().map(Self::Kind);
        let programs = ProgramKind::ALL.iter().copied().map(Self::Program);
        let channels = Channel::ALL.iter().copied().map(Self::Channel);
        sectors.chain(kinds).chain(programs).chain(channels)
    }

    /// The word with an id.
    #[must_use]
    pub fn find(id: Uuid) -> Option<Self> {
        Self::all().find(|term| term.id() == id)
    }

    /// The list it is of.
    #[must_use]
    pub const fn vocabulary(self) -> Vocabulary {
        match self {
            Self::Sector(_) | Self::Kind(_) => Vocabulary::Kinds,
            Self::Program(_) => Vocabulary::Programs,
            Self::Channel(_) => Vocabulary::Channels,
        }
    }

    /// The word it stands below.
    #[must_use]
    pub const fn parent(self) -> Option<Self> {
        match self {
            Self::Kind(kind) => Some(Self::Sector(kind.sector())),
            Self::Sector(_) | Self::Program(_) | Self::Channel(_) => None,
        }
    }

    pub(super) fn code(self) -> String {
        match self {
            Self::Sector(sector) => format!("sector/{}", sector.code()),
            Self::Kind(kind) => format!("kind/{}", kind.code()),
            Self::Program(program) => format!("program/{}", program.code()),
            Self::Channel(channel) => format!("channel/{}", channel.code()),
        }
    }

    /// The word people read.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sector(sector) => sector.word(),
            Self::Kind(kind) => kind.word(),
            Self::Program(program) => program.word(),
            Self::Channel(channel) => channel.word(),
        }
    }

    /// Its id.
    #[must_use]
    pub fn id(self) -> Uuid {
        part_of(self.vocabulary().id(), "term", &self.code())
    }

    /// As it is written.
    #[must_use]
    pub fn written(self) -> TaxonomyTerm {
        let list = self.vocabulary();
        let description = match self {
            Self::Sector(sector) => format!("分野: {}", sector.word()),
            Self::Kind(kind) => kind.service_name().to_owned(),
            Self::Program(_) | Self::Channel(_) => format!("{}: {}", list.word(), self.word()),
        };
        TaxonomyTerm {
            id: written(self.id()),
            code: self.code(),
            name: self.word(),
            description,
            parent_id: self.parent().map(|above| written(above.id())),
            taxonomy: list.word(),
            language: "ja",
            taxonomy_id: written(list.id()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_word_is_found_by_its_id_alone() {
        let ids: BTreeSet<Uuid> = Term::all().map(Term::id).collect();
        assert_eq!(ids.len(), Term::all().count());
        for term in Term::all() {
            assert_eq!(Term::find(term.id()), Some(term));
            let list = term.vocabulary();
            assert_eq!(Vocabulary::find(list.id()), Some(list));
            assert!(term.parent().is_none_or(|above| above.vocabulary() == list));
        }
        assert_eq!(Term::find(Vocabulary::Kinds.id()), None);
    }
}
