//! What a list of resources is narrowed to, how it is ordered and what is counted in it. Pages and
//! programs use the same.

use chrono::NaiveDate;

use crate::directory::kind::{ResourceKind, Sector};
use crate::directory::municipality::{MunicipalityCode, Point};
use crate::directory::program::ProgramKind;
use crate::directory::search::Query;
use crate::directory::strength::Topic;
use crate::time::Moment;

crate::words::word_list! {
    /// How a list is ordered.
    #[derive(Default)]
    ResourceOrder {
        /// Name is the words, begins with them, holds them; the reading holds them; anything else does.
        /// Inside each of these the nearest to the middle of the circle or of the one municipality comes
        /// first, without either the one entered first. Without words it is the order of distance, and
        /// without a circle either that of names.
        #[default]
        Relevance = "relevance", "ことばに合う順";
        /// By reading (the name where no reading is known), entries of one reading by their id.
        Name = "name", "よみの順";
        /// The nearest to the middle of the circle first; without a circle it is the order of relevance.
        Distance = "distance", "近い順";
    }
}

/// What a list is narrowed to. Every part that is given must hold; inside a part any value may.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ResourceFilter {
    /// Words that must all be found.
    pub query: Query,
    /// Kinds.
    pub kinds: Vec<ResourceKind>,
    /// Sectors.
    pub sectors: Vec<Sector>,
    /// Places.
    pub area: Area,
    /// The middle of the area, where it is that of one municipality: of entries that fit words equally
    /// well the nearest to it comes first. A circle has a middle of its own.
    pub middle: Option<Point>,
    /// Not farther than this.
    pub near: Option<Near>,
    /// Open at this moment.
    pub open_at: Option<Moment>,
    /// Runs one of these programs.
    pub programs: Vec<ProgramKind>,
    /// Says of itself that it is good at one of these.
    pub good_at: Vec<Topic>,
    /// Said that it has a free place.
    pub has_capacity: bool,
    /// What of the lines for the whole country.
    pub countrywide: Countrywide,
    /// Some part was confirmed on this day or later.
    pub verified_since: Option<NaiveDate>,
    /// In which order.
    pub order: ResourceOrder,
}

/// Whose people are meant, and where an entry that declared no area must stand. Nothing in either
/// narrows nothing.
///
/// A city stands for its wards in both. A ward is served by whoever serves its whole city, but only
/// what stands in the ward itself stands there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Area {
    /// Who declared one of these as served (担当する) is listed.
    pub served: Vec<MunicipalityCode>,
    /// Who declared no area is listed when it stands in one of these (所在する).
    pub stood_in: Vec<MunicipalityCode>,
}

impl Area {
    /// Whether no place is meant.
    #[must_use]
    pub fn is_everywhere(&self) -> bool {
        self.served.is_empty() && self.stood_in.is_empty()
    }
}

/// What is listed of telephone lines that name no place, neither where they stand nor whom they serve: anybody in the
/// country calls them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Countrywide {
    /// As of everything else: where a place is asked for, none of them.
    #[default]
    AsOthers,
    /// All of them, beside what is of the places that are asked for.
    Besides,
    /// Nothing but them.
    Alone,
}

/// A circle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Near {
    /// Its middle.
    pub point: Point,
    /// Its radius.
    pub within_km: f64,
}

impl Near {
    /// The largest radius; beyond it a list is a country, not a neighbourhood.
    pub const MOST_KM: f64 = 50.0;

    /// A circle of a sensible size.
    #[must_use]
    pub fn new(point: Point, within_km: f64) -> Option<Self> {
        (within_km > 0.0 && within_km <= Self::MOST_KM).then_some(Self { point, within_km })
    }
}

/// How many hits are counted at most where words, hours or the like decide: beyond, a number says
/// nothing a person can use. What kinds and places alone decide is counted to the end.
pub const COUNTED: u64 = 10_000;

/// How many entries a filter leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Total {
    /// How many.
    pub entries: u64,
    /// False when counting stopped: then there are more.
    pub is_exact: bool,
}

/// What a filter leaves, counted. Each facet leaves its own part of the filter aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facets {
    /// How many entries there are.
    pub total: u64,
    /// False when counting stopped: then there are more.
    pub is_exact: bool,
    /// Entries by kind, most first.
    pub kinds: Counted<ResourceKind>,
    /// Entries by sector, most first.
    pub sectors: Counted<Sector>,
    /// Entries by the municipality that would have to be chosen to find them (who serves it or, with no
    /// declared area, stands in it), most first. Who serves several is counted in each.
    pub municipalities: Counted<MunicipalityCode>,
}

impl Facets {
    /// How many entries there are, without of what.
    #[must_use]
    pub const fn total(&self) -> Total {
        Total {
            entries: self.total,
            is_exact: self.is_exact,
        }
    }
}

/// Values with how many entries have each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted<T> {
    /// The values and their numbers.
    pub entries: Vec<(T, u64)>,
    /// False when there were more than [`COUNTED`] entries to look at: then the numbers are those of an
    /// accidental part of them, and values may be missing.
    pub is_exact: bool,
}
