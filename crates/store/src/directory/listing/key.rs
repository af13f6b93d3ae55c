//! What a page continues from.

use renkei_domain::directory::filter::ResourceFilter;
use renkei_domain::ids::ResourceId;

use super::order::Arrangement;
use crate::sql::Sql;

/// How well an entry fits the words of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// Its name is the words.
    Exact,
    /// Its name begins with them.
    Begins,
    /// Its name holds them all.
    Name,
    /// Its reading holds them all.
    Kana,
    /// Anything else of it does, or they name its kind.
    Rest,
}

impl Tier {
    /// Every tier, the best first.
    pub const ALL: [Self; 5] = [
        Self::Exact,
        Self::Begins,
        Self::Name,
        Self::Kana,
        Self::Rest,
    ];

    /// Its number in statements and keys.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// Reads a number back.
    #[must_use]
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }
}

/// Where an entry stands in its list: what the list is ordered by, and what tells entries apart where
/// that is equal.
#[derive(Debug, Clone, PartialEq)]
pub enum Key {
    /// By reading.
    Name {
        /// The folded reading.
        sort_key: String,
        /// The entry.
        id: ResourceId,
    },
    /// By distance.
    Distance {
        /// Square kilometres from the middle.
        squared: f64,
        /// The entry's row: the one entered first comes first.
        row: i64,
    },
    /// By words.
    Tier {
        /// How well it fits them.
        tier: Tier,
        /// The entry's row.
        row: i64,
    },
    /// By words, then by distance.
    TierDistance {
        /// How well it fits them.
        tier: Tier,
        /// Square kilometres from the middle.
        squared: f64,
        /// The entry's row.
        row: i64,
    },
}

impl Key {
    /// Whether a list of this filter is ordered by such keys.
    #[must_use]
    pub fn fits(&self, filter: &ResourceFilter) -> bool {
        matches!(
            (self, Arrangement::of(filter)),
            (Self::Name { .. }, Arrangement::Names)
                | (Self::Distance { .. }, Arrangement::Distances(_))
                | (Self::Tier { .. }, Arrangement::Tiers(None))
                | (Self::TierDistance { .. }, Arrangement::Tiers(Some(_)))
        )
    }

    pub(super) const fn tier(&self) -> Option<Tier> {
        match self {
            Self::Tier { tier, .. } | Self::TierDistance { tier, .. } => Some(*tier),
            Self::Name { .. } | Self::Distance { .. } => None,
        }
    }

    pub(super) const fn squared(&self) -> Option<f64> {
        match self {
            Self::Distance { squared, .. } | Self::TierDistance { squared, .. } => Some(*squared),
            Self::Name { .. } | Self::Tier { .. } => None,
        }
    }

    /// The values of the key, in the order in which lists compare them.
    pub(super) fn values(&self) -> Sql {
        let mut sql = Sql::new("(");
        match self {
            Self::Name { sort_key, id } => {
                sql.bind(sort_key.as_str()).push(", ").bind(id.uuid());
            }
            Self::Distance { squared, row } => {
                sql.bind(*squared).push(", ").bind(*row);
            }
            Self::Tier { tier, row } => {
                sql.bind(i32::from(tier.number())).push(", ").bind(*row);
            }
            Self::TierDistance { tier, squared, row } => {
                sql.bind(i32::from(tier.number()))
                    .push(", ")
                    .bind(*squared)
                    .push(", ")
                    .bind(*row);
            }
        }
        sql.push(")");
        sql
    }
}
