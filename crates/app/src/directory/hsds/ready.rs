//! What a list is narrowed to, by the questions of the standard. All of them hold at once.

use std::sync::Arc;

use renkei_domain::directory::contact::policy::Channel;
use renkei_domain::directory::filter::{Near, ResourceFilter};
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::directory::program::ProgramKind;
use renkei_domain::ids::OrganizationId;
use renkei_domain::time::Instant;
use renkei_exchange::hsds::{Item, Term, Vocabulary};
use renkei_store::StoreFault;
use renkei_store::directory::listing::numbered::Besides;
use renkei_store::directory::reference::ReferenceTables;
use unicode_normalization::UnicodeNormalization as _;
use uuid::Uuid;

use super::entries::Thing;
use super::{HsdsList, HsdsShape, vocabulary};
use crate::App;
use crate::directory::register::Outcome;
use crate::directory::search::{Prepared, ResourceSearch};

/// What is asked of a list. What is left out narrows nothing, and neither does what a list knows nothing of.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct HsdsQuestion {
    /// Words.
    pub text: String,
    /// A term that is borne. One that is not ours is borne by nothing.
    pub taxonomy_term: Option<Uuid>,
    /// A taxonomy of which some term is borne.
    pub taxonomy: Option<Uuid>,
    /// Who runs it.
    pub organization: Option<OrganizationId>,
    /// Something changed then or later.
    pub modified_after: Option<Instant>,
    /// A postal code: who serves where it is or, with no declared area, stands there.
    pub postcode: Option<String>,
    /// Instead who stands within so many metres of it.
    pub proximity: Option<u32>,
    /// Of terms: those that stand below no other.
    pub top_only: bool,
    /// Of terms: those that stand below this one.
    pub parent: Option<Uuid>,
    /// How much is told.
    pub shape: HsdsShape,
}

/// Why there is no list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HsdsRefusal {
    /// It is no postal code.
    #[error("郵便番号は 7けたの数字で送ってください（例: 569-0000）。")]
    PostcodeUnreadable,
    /// Nobody in the directory stands there, and there is no other table of postal codes.
    #[error("この郵便番号の場所が わかりません。名簿にある機関の郵便番号だけが使えます。")]
    PostcodeUnknown,
    /// A circle without a middle.
    #[error("proximity は postcode と いっしょに送ってください。")]
    ProximityAlone,
    /// A circle that is none, or too large.
    #[error("proximity は 1から 50000（メートル）までで送ってください。")]
    ProximityOutside,
}

impl HsdsRefusal {
    /// Every refusal.
    pub const ALL: [Self; 4] = [
        Self::PostcodeUnreadable,
        Self::PostcodeUnknown,
        Self::ProximityAlone,
        Self::ProximityOutside,
    ];

    /// For programs; never changes.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::PostcodeUnreadable => "POSTCODE_UNREADABLE",
            Self::PostcodeUnknown => "POSTCODE_UNKNOWN",
            Self::ProximityAlone => "PROXIMITY_WITHOUT_POSTCODE",
            Self::ProximityOutside => "PROXIMITY_OUT_OF_RANGE",
        }
    }
}

/// A list made ready to be read.
pub struct HsdsReady {
    pub(super) shape: HsdsShape,
    pub(super) source: Source,
}

/// Where a list comes from.
pub(super) enum Source {
    /// The database.
    Directory(Box<Narrowed>),
    /// What is in hand.
    Words(Vec<Item>),
}

/// What of the directory stands in a list.
pub(super) struct Narrowed {
    pub(super) thing: Thing,
    pub(super) filter: ResourceFilter,
    pub(super) besides: Besides,
    pub(super) reference: Arc<ReferenceTables>,
}

#[renkei_boxed::boxed]
impl App {
    /// Makes a list ready.
    ///
    /// # Errors
    /// A fault of the store; a place that cannot be found is in the outcome.
    pub async fn hsds_list(
        &self,
        list: HsdsList,
        question: &HsdsQuestion,
    ) -> Outcome<HsdsReady, HsdsRefusal> {
        let Some(thing) = thing_of(list) else {
            let words = vocabulary::items(list, question);
            return Ok(Ok(of_words(question.shape, words)));
        };
        let place = match self.hsds_place(question).await? {
            Ok(place) => place,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let Some((search, besides)) = by_terms(question) else {
            return Ok(Ok(of_words(question.shape, Vec::new())));
        };
        let search = match place {
            Place::Everywhere => search,
            Place::Served(municipalities) => ResourceSearch {
                municipalities,
                ..search
            },
            Place::Near(near) => ResourceSearch {
                near: Some(near),
                ..search
            },
        };
        let ready = self.hsds_ready(thing, &search, besides, question.shape);
        Ok(Ok(ready.await?))
    }

    /// The whole of a list with everything around each thing, or what of it some municipalities have.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn hsds_whole(
        &self,
        list: HsdsList,
        municipalities: &[MunicipalityCode],
    ) -> Result<HsdsReady, StoreFault> {
        let shape = HsdsShape::Whole;
        let Some(thing) = thing_of(list) else {
            let words = vocabulary::items(list, &HsdsQuestion::default());
            return Ok(of_words(shape, words));
        };
        let search = ResourceSearch {
            municipalities: municipalities.to_vec(),
            ..ResourceSearch::default()
        };
        self.hsds_ready(thing, &search, Besides::default(), shape)
            .await
    }

    async fn hsds_ready(
        &self,
        thing: Thing,
        search: &ResourceSearch,
        besides: Besides,
        shape: HsdsShape,
    ) -> Result<HsdsReady, StoreFault> {
        let prepared = Prepared::bound_to(search, search, self.reference().await?);
        Ok(HsdsReady {
            shape,
            source: Source::Directory(Box::new(Narrowed {
                thing,
                filter: prepared.filter,
                besides: Besides {
                    stands: thing == Thing::ServiceAtLocation,
                    ..besides
                },
                reference: prepared.reference,
            })),
        })
    }

    /// Where a list is asked for. The directory itself is the table of postal codes.
    async fn hsds_place(&self, question: &HsdsQuestion) -> Outcome<Place, HsdsRefusal> {
        let Some(postcode) = &question.postcode else {
            return Ok(match question.proximity {
                Some(_) => Err(HsdsRefusal::ProximityAlone),
                None => Ok(Place::Everywhere),
            });
        };
        let Some(code) = postal_code(postcode) else {
            return Ok(Err(HsdsRefusal::PostcodeUnreadable));
        };
        let known = self.store.postal_place(&code).await?.unwrap_or_default();
        let Some(metres) = question.proximity else {
            return Ok(if known.municipalities.is_empty() {
                Err(HsdsRefusal::PostcodeUnknown)
            } else {
                Ok(Place::Served(known.municipalities))
            });
        };
        let Some(middle) = known.middle else {
            return Ok(Err(HsdsRefusal::PostcodeUnknown));
        };
        let near = Near::new(middle, f64::from(metres) / 1_000.0);
        Ok(near.map(Place::Near).ok_or(HsdsRefusal::ProximityOutside))
    }
}

enum Place {
    Everywhere,
    Served(Vec<MunicipalityCode>),
    Near(Near),
}

const fn thing_of(list: HsdsList) -> Option<Thing> {
    match list {
        HsdsList::Services => Some(Thing::Service),
        HsdsList::Organizations => Some(Thing::Organization),
        HsdsList::ServiceAtLocations => Some(Thing::ServiceAtLocation),
        HsdsList::Taxonomies | HsdsList::TaxonomyTerms => None,
    }
}

fn of_words(shape: HsdsShape, items: Vec<Item>) -> HsdsReady {
    HsdsReady {
        shape,
        source: Source::Words(items),
    }
}

/// What entries are narrowed to without their place; `None` where a term is none of ours, so that nothing bears it.
fn by_terms(question: &HsdsQuestion) -> Option<(ResourceSearch, Besides)> {
    let mut search = ResourceSearch {
        text: question.text.clone(),
        ..ResourceSearch::default()
    };
    let mut besides = Besides {
        organization: question.organization,
        told_since: question.modified_after,
        ..Besides::default()
    };
    if let Some(id) = question.taxonomy_term {
        match Term::find(id)? {
            Term::Sector(sector) => search.sectors.push(sector),
            Term::Kind(kind) => search.kinds.push(kind),
            Term::Program(program) => search.programs.push(program),
            Term::Channel(channel) => besides.channels.push(channel),
        }
    }
    if let Some(id) = question.taxonomy {
        match Vocabulary::find(id)? {
            Vocabulary::Programs if search.programs.is_empty() => {
                search.programs = ProgramKind::ALL.to_vec();
            }
            Vocabulary::Channels if besides.channels.is_empty() => {
                besides.channels = Channel::ALL.to_vec();
            }
            // Every entry is of a kind.
            Vocabulary::Kinds | Vocabulary::Programs | Vocabulary::Channels => {}
        }
    }
    Some((search, besides))
}

/// A postal code as addresses have it.
fn postal_code(typed: &str) -> Option<String> {
    let plain: String = typed
        .nfkc()
        .filter(|letter| !letter.is_whitespace() && !"-‐−ー〒".contains(*letter))
        .collect();
    let is_code = plain.len() == 7 && plain.bytes().all(|byte| byte.is_ascii_digit());
    is_code.then(|| format!("{}-{}", &plain[..3], &plain[3..]))
}

#[cfg(test)]
mod tests {
    use renkei_domain::directory::kind::Sector;

    use super::*;

    #[test]
    fn a_postal_code_is_read_as_people_write_it() {
        for typed in ["569-0000", "5690000", "〒５６９－００００", " 569 0000 "] {
            assert_eq!(postal_code(typed).as_deref(), Some("569-0000"), "{typed}");
        }
        for typed in ["", "569", "56900000", "abcdefg"] {
            assert_eq!(postal_code(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_term_of_nobody_is_borne_by_nothing() {
        let asked = |term, taxonomy| HsdsQuestion {
            taxonomy_term: term,
            taxonomy,
            ..HsdsQuestion::default()
        };
        let strange = Some(Uuid::from_u128(1));
        assert!(by_terms(&asked(strange, None)).is_none());
        assert!(by_terms(&asked(None, strange)).is_none());
        let sector = Term::Sector(Sector::Health);
        let kinds = Some(Vocabulary::Kinds.id());
        let narrowed = by_terms(&asked(Some(sector.id()), kinds));
        let sectors = narrowed.map(|(search, _)| search.sectors);
        assert_eq!(sectors, Some(vec![Sector::Health]));
        let program = Term::Program(ProgramKind::DayCare);
        let both = by_terms(&asked(Some(program.id()), Some(Vocabulary::Programs.id())));
        let programs = both.map(|(search, _)| search.programs);
        assert_eq!(programs, Some(vec![ProgramKind::DayCare]));
        let any = by_terms(&asked(None, Some(Vocabulary::Channels.id())));
        let channels = any.map(|(_, besides)| besides.channels.len());
        assert_eq!(channels, Some(Channel::ALL.len()));
    }
}
