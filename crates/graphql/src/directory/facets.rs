//! How many entries a search has, and of what.

use std::sync::Arc;

use async_graphql::Object;
use renkei_app::directory::search::{Facets, ReferenceTables};
use renkei_domain::directory::kind::{ResourceKind, Sector};
use renkei_domain::directory::municipality::{Municipality, MunicipalityCode};

use super::municipality::MunicipalityType;
use crate::closed_list::Word;
use crate::scalars::CodeScalar;

/// The number of entries.
pub(crate) struct TotalCountType {
    /// How many.
    pub(crate) value: u64,
    /// Whether there are no more.
    pub(crate) is_exact: bool,
}

/// How many entries a search has on all its pages.
#[Object(name = "TotalCount")]
impl TotalCountType {
    /// Entries. Where `isExact` is false it is a bound below: there are more.
    fn value(&self) -> u64 {
        self.value
    }

    /// False where counting stopped at its bound (10,000), which keeps it fast.
    fn is_exact(&self) -> bool {
        self.is_exact
    }
}

/// The facets of a search.
pub(crate) struct FacetsType {
    /// The counts.
    pub(crate) facets: Arc<Facets>,
    /// The names of municipalities.
    pub(crate) reference: Arc<ReferenceTables>,
}

/// Entries of a search by what it could be narrowed to, most first. Each list leaves its own part of
/// the filter aside: `kinds` counts as if `filter.kinds` were not given, so that other choices can be
/// offered with their numbers. Each list has the bound of `totalCount` to itself and says whether it was
/// reached; where only kinds and municipalities are asked for, everything is counted.
#[Object(name = "Facets")]
impl FacetsType {
    /// By kind; kinds without an entry are left out.
    fn kinds(&self) -> Vec<KindCountType> {
        let counts = self.facets.kinds.entries.iter();
        counts
            .map(|(kind, count)| KindCountType(*kind, *count))
            .collect()
    }

    /// False where counting stopped at its bound: then the numbers of `kinds` count only a part.
    fn kinds_are_exact(&self) -> bool {
        self.facets.kinds.is_exact
    }

    /// By sector; sectors without an entry are left out.
    fn sectors(&self) -> Vec<SectorCountType> {
        let counts = self.facets.sectors.entries.iter();
        counts
            .map(|(sector, count)| SectorCountType(*sector, *count))
            .collect()
    }

    /// False where counting stopped at its bound: then the numbers of `sectors` count only a part.
    fn sectors_are_exact(&self) -> bool {
        self.facets.sectors.is_exact
    }

    /// By the municipality to ask for: entries that serve it or, with no declared area, stand in it. Who
    /// serves several is counted in each.
    fn municipalities(&self) -> Vec<MunicipalityCountType<'_>> {
        let counts = self.facets.municipalities.entries.iter();
        counts
            .map(|(code, count)| MunicipalityCountType {
                code: *code,
                municipality: self.reference.municipalities.by_code(*code),
                count: *count,
            })
            .collect()
    }

    /// False where counting stopped at its bound: then the numbers of `municipalities` count only a part.
    fn municipalities_are_exact(&self) -> bool {
        self.facets.municipalities.is_exact
    }
}

/// A kind and how many.
pub(crate) struct KindCountType(ResourceKind, u64);

/// How many entries of a search are of one kind.
#[Object(name = "KindCount")]
impl KindCountType {
    /// What is counted, as `ResourceFilter.kinds` takes it.
    fn kind(&self) -> Word<ResourceKind> {
        Word(self.0)
    }

    /// Entries of this kind that the search finds.
    fn count(&self) -> u64 {
        self.1
    }
}

/// A sector and how many.
pub(crate) struct SectorCountType(Sector, u64);

/// How many entries of a search stand in one sector.
#[Object(name = "SectorCount")]
impl SectorCountType {
    /// What is counted, as `ResourceFilter.sectors` takes it.
    fn sector(&self) -> Word<Sector> {
        Word(self.0)
    }

    /// Entries in this sector that the search finds.
    fn count(&self) -> u64 {
        self.1
    }
}

/// A municipality and how many.
pub(crate) struct MunicipalityCountType<'a> {
    code: MunicipalityCode,
    municipality: Option<&'a Municipality>,
    count: u64,
}

/// How many entries of a search asking for one municipality leaves.
#[Object(name = "MunicipalityCount")]
impl MunicipalityCountType<'_> {
    /// Its code, as `ResourceFilter.municipalityCodes` takes it.
    fn municipality_code(&self) -> CodeScalar {
        CodeScalar(self.code)
    }

    /// Its name and reading. Null where the installation's table has no entry of that code.
    fn municipality(&self) -> Option<MunicipalityType<'_>> {
        self.municipality.map(MunicipalityType::of)
    }

    /// Entries that serve it or, with no declared area, stand in it.
    fn count(&self) -> u64 {
        self.count
    }
}
