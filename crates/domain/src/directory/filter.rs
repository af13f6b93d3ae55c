//! What a list of resources is narrowed to, and how it is ordered. Pages and programs use the same.

use chrono::NaiveDate;

use crate::directory::kind::{ResourceKind, Sector};
use crate::directory::municipality::{MunicipalityCode, Point};
use crate::directory::program::ProgramKind;
use crate::directory::search::Query;
use crate::directory::strength::Topic;
use crate::time::Moment;

/// What a list is narrowed to. Every part that is given must hold; inside a part any value may.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ResourceFilter {
    /// Words that must all be found.
    pub query: Query,
    /// Kinds.
    pub kinds: Vec<ResourceKind>,
    /// Sectors.
    pub sectors: Vec<Sector>,
    /// Places, a city with its wards: who declared an area is found where they serve, who declared none
    /// where they stand.
    pub places: Vec<MunicipalityCode>,
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
    /// Some part was confirmed on this day or later.
    pub verified_since: Option<NaiveDate>,
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
