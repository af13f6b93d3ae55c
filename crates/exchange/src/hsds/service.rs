//! An entry of the directory as a service, and where it is offered.

use std::collections::BTreeSet;

use renkei_domain::directory::capacity::CapacityReport;
use renkei_domain::directory::municipality::Municipality;
use renkei_domain::directory::organization::OrganizationFacts;
use renkei_domain::directory::phone::Confirmation;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::resource::{Lifecycle, ResourceFacts};
use renkei_domain::ids::ResourceId;
use renkei_domain::time::Instant;

use super::ids::{offered_at, part, part_of, written};
use super::organization::number;
use super::record::{
    Capacity, Language, Organization, Phone, RequiredDocument, Service, ServiceArea,
    ServiceAtLocation, ServiceMark, Unit,
};
use super::text::{mail, uri};
use super::{attribute, place, policy, schedule};

/// Codes of municipalities, as we name them: the standard has no word for ours.
const EXTENT: &str = "jis-x0402";

/// How much is told of a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// What stands in a list: the fields of its own.
    Listed,
    /// With everything around it.
    Whole,
}

/// An entry as everybody reads it.
#[derive(Debug, Clone, Copy)]
pub struct ServiceEntry<'a> {
    /// Its id.
    pub id: ResourceId,
    /// Whether it is at work.
    pub lifecycle: Lifecycle,
    /// Its published facts.
    pub facts: &'a ResourceFacts,
    /// What everybody reads of its profile, with the notices of today.
    pub profile: &'a Profile,
    /// The municipality it stands in.
    pub stands_in: Option<&'a Municipality>,
    /// The municipalities it serves.
    pub serves: &'a [Municipality],
    /// Who runs it.
    pub organization: Option<&'a OrganizationFacts>,
    /// When something of this changed last.
    pub modified: Option<Instant>,
}

impl Service {
    /// An entry as a service.
    #[must_use]
    pub fn of(entry: &ServiceEntry<'_>, detail: Detail) -> Self {
        match detail {
            Detail::Listed => own(entry),
            Detail::Whole => Self {
                service_at_locations: bare(entry)
                    .map(|bare| with_place(bare, entry))
                    .into_iter()
                    .collect(),
                ..whole(entry)
            },
        }
    }

    /// The same without who runs it, for what stands below that.
    #[must_use]
    pub fn beside_its_organization(self) -> Self {
        Self {
            organization: None,
            ..self
        }
    }
}

impl ServiceMark {
    /// That a service is there.
    #[must_use]
    pub fn of(id: ResourceId, modified: Option<Instant>) -> Self {
        Self {
            id: id.to_string(),
            modified_date: modified.map(Instant::rfc3339),
        }
    }
}

impl ServiceAtLocation {
    /// An entry where it is offered; none where no place is known.
    #[must_use]
    pub fn of(entry: &ServiceEntry<'_>, detail: Detail) -> Option<Self> {
        let bare = bare(entry)?;
        Some(match detail {
            Detail::Listed => Self {
                service: Some(own(entry)),
                ..with_place(bare, entry)
            },
            Detail::Whole => Self {
                service: Some(whole(entry)),
                ..with_place(bare, entry)
            },
        })
    }
}

/// The link between a service and its place.
fn bare(entry: &ServiceEntry<'_>) -> Option<ServiceAtLocation> {
    let facts = entry.facts;
    (facts.address.is_some() || facts.location.is_some()).then(|| ServiceAtLocation {
        id: written(offered_at(entry.id)),
        service_id: entry.id.to_string(),
        location_id: written(place::location_of(entry.id)),
        location: None,
        service: None,
    })
}

fn with_place(bare: ServiceAtLocation, entry: &ServiceEntry<'_>) -> ServiceAtLocation {
    let access = &entry.profile.access;
    ServiceAtLocation {
        location: place::of_entry(entry.id, entry.facts, entry.stands_in, access),
        ..bare
    }
}

/// The fields of a service of its own, and who runs it.
fn own(entry: &ServiceEntry<'_>) -> Service {
    let (facts, profile) = (entry.facts, entry.profile);
    let compared = &profile.comparison;
    let notices: Vec<String> = profile
        .notices
        .iter()
        .map(|notice| notice.text.to_string())
        .collect();
    let confirmed = profile.verifications.iter();
    let confirmed = confirmed.filter(|done| done.outcome.confirms());
    Service {
        id: entry.id.to_string(),
        organization_id: facts.organization.map(|id| id.to_string()),
        name: facts.name.to_string(),
        alternate_name: facts.kana.as_ref().map(ToString::to_string),
        description: profile.description.as_ref().map(ToString::to_string),
        url: uri(facts.url.as_ref()),
        email: mail(facts),
        status: match entry.lifecycle {
            Lifecycle::Active => "active",
            Lifecycle::Closed => "defunct",
        },
        application_process: policy::in_words(&profile.contact_policy, compared),
        fees_description: compared.cost.as_ref().map(ToString::to_string),
        eligibility_description: compared.eligibility.as_ref().map(ToString::to_string),
        assured_date: confirmed
            .map(|done| done.verified_on)
            .max()
            .map(|day| day.to_string()),
        alert: (!notices.is_empty()).then(|| notices.join("\n")),
        last_modified: entry.modified.map(Instant::rfc3339),
        phones: Vec::new(),
        schedules: Vec::new(),
        service_areas: Vec::new(),
        service_at_locations: Vec::new(),
        languages: Vec::new(),
        organization: run_by(entry, Detail::Listed),
        required_documents: Vec::new(),
        capacities: Vec::new(),
        attributes: Vec::new(),
    }
}

fn run_by(entry: &ServiceEntry<'_>, detail: Detail) -> Option<Organization> {
    let id = entry.facts.organization?;
    Some(Organization::of(id, entry.organization?, detail))
}

/// All of a service but where it is offered.
fn whole(entry: &ServiceEntry<'_>) -> Service {
    let (id, profile) = (entry.id, entry.profile);
    let of = || id.to_string();
    Service {
        phones: phones(entry),
        schedules: schedule::of_entry(id, entry.facts, &profile.verifications),
        service_areas: entry
            .serves
            .iter()
            .map(|place| ServiceArea {
                id: part(id.uuid(), "service_area", &place.code.to_string()),
                service_id: of(),
                name: format!("{}{}", place.prefecture, place.name),
                extent: place.code.to_string(),
                extent_type: EXTENT,
            })
            .collect(),
        languages: once_each(&profile.languages)
            .map(|language| Language {
                id: part(id.uuid(), "language", language.code()),
                service_id: of(),
                name: language.word(),
                code: language.code(),
            })
            .collect(),
        organization: run_by(entry, Detail::Whole),
        required_documents: once_each(&profile.comparison.documents)
            .map(|document| RequiredDocument {
                id: part(id.uuid(), "required_document", document.code()),
                service_id: of(),
                document: document.word(),
            })
            .collect(),
        capacities: profile
            .capacity
            .and_then(|report| capacity(entry, report))
            .into_iter()
            .collect(),
        attributes: attribute::of_entry(id, entry.facts.kind, profile),
        ..own(entry)
    }
}

/// Words of a list without those that stand in it twice.
fn once_each<T: Copy + Ord>(words: &[T]) -> impl Iterator<Item = T> {
    let mut seen = BTreeSet::new();
    words.iter().copied().filter(move |word| seen.insert(*word))
}

fn phones(entry: &ServiceEntry<'_>) -> Vec<Phone> {
    let facts = entry.facts;
    let fax = facts.fax.as_ref();
    // Nobody may rely on a machine behind a number that is that of a telephone.
    let fax = fax.filter(|fax| fax.confirmation == Confirmation::Published);
    let voices = facts.phones.iter().map(|phone| ("voice", phone));
    let all = voices.chain(fax.into_iter().map(|fax| ("fax", fax)));
    let mut seen = BTreeSet::new();
    all.map(|(kind, phone)| {
        let label = phone.label.as_ref().map(ToString::to_string);
        let key = format!("{} {}", phone.written, label.unwrap_or_default());
        Phone {
            service_id: Some(entry.id.to_string()),
            ..number(part(entry.id.uuid(), kind, &key), kind, phone)
        }
    })
    .filter(|phone| seen.insert(phone.id.clone()))
    .collect()
}

/// What an office said about its places; nothing where it could not say how many are free.
fn capacity(entry: &ServiceEntry<'_>, report: CapacityReport) -> Option<Capacity> {
    let unit = written(part_of(super::taxonomy::SPACE, "unit", "person"));
    Some(Capacity {
        id: part(entry.id.uuid(), "capacity", ""),
        service_id: entry.id.to_string(),
        unit: Unit {
            id: unit.clone(),
            name: "人",
        },
        unit_id: unit,
        available: report.available?,
        maximum: report.maximum.or(entry.facts.capacity),
        description: report
            .waiting
            .map(|count| format!("待っている人 {count}人")),
        updated: format!("{}T00:00:00+09:00", report.as_of),
    })
}

#[cfg(test)]
mod tests {
    use renkei_domain::directory::kind::ResourceKind;
    use renkei_domain::text::Line;

    use super::*;

    #[test]
    fn an_entry_of_which_little_is_known_is_a_service_at_no_place() {
        let name = Line::parse("みほん電話").expect("a line");
        let facts = ResourceFacts::named(ResourceKind::Hotline, name);
        let profile = Profile::default();
        let entry = ServiceEntry {
            id: "01932f00-0000-7002-8000-000000000001"
                .parse()
                .expect("an id"),
            lifecycle: Lifecycle::Closed,
            facts: &facts,
            profile: &profile,
            stands_in: None,
            serves: &[],
            organization: None,
            modified: None,
        };
        let service = Service::of(&entry, Detail::Whole);
        assert_eq!((service.status, service.attributes.len()), ("defunct", 1));
        assert!(service.service_at_locations.is_empty() && service.organization.is_none());
        assert!(ServiceAtLocation::of(&entry, Detail::Listed).is_none());
    }

    #[test]
    fn a_number_that_stands_twice_is_one() {
        let line = |text: &str| Line::parse(text).expect("a line");
        let phone = renkei_domain::directory::phone::Phone::published(line("072-000-0001"));
        let mut facts = ResourceFacts::named(ResourceKind::HelloWork, line("みほん"));
        let mut apart = phone.clone();
        apart.label = Some(line("相談専用"));
        apart.extension = Some(line("012"));
        facts.phones = vec![phone.clone(), phone.clone(), apart];
        facts.fax = Some(phone.doubted_beside(&facts.phones));
        let profile = Profile::default();
        let entry = ServiceEntry {
            id: "01932f00-0000-7002-8000-000000000001"
                .parse()
                .expect("an id"),
            lifecycle: Lifecycle::Active,
            facts: &facts,
            profile: &profile,
            stands_in: None,
            serves: &[],
            organization: None,
            modified: None,
        };
        let told = phones(&entry);
        assert_eq!(told.len(), 2, "{told:?}");
        let said = told[1].description.as_deref();
        assert_eq!(
            (told[1].extension, said),
            (None, Some("相談専用・内線 012"))
        );
    }
}
