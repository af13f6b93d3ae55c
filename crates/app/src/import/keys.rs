//! What tells an office apart: the keys of a published row and of an entry that people made.

use std::collections::BTreeSet;

use renkei_domain::directory::address::Address;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::text::Line;
use renkei_exchange::office::{OfficeKey, PublishedOffice};
use renkei_store::directory::resource::StoredResource;
use renkei_store::import::matching::KnownRecord;
use renkei_store::import::record::RecordKeys;

/// The keys of an office.
pub(super) fn keys_of(office: &PublishedOffice) -> RecordKeys {
    RecordKeys {
        full: office.key.full(),
        number: office.key.number_and_service(),
        name: office.key.service_name(),
        // An office without an address shares one with nobody: its own identity stands in.
        address: office
            .key
            .service_address()
            .unwrap_or_else(|| office.key.full()),
        phone: office.key.service_phone(),
        content: office.content(),
    }
}

/// What tells an office apart, as a published row of these facts would have it.
pub(crate) fn published_key(facts: &ResourceFacts) -> OfficeKey {
    let text = |line: Option<&Line>| line.map(ToString::to_string).unwrap_or_default();
    // 「病院」 or 「GH」 says more than the kind to people; tables are keyed by the official name.
    let official = |name: &&str| {
        facts.kind == ResourceKind::OtherDisabilityService
            || ResourceKind::from_service_name(name) == Some(facts.kind)
    };
    let written = facts.service_name.as_ref().map(Line::as_str);
    let service = written
        .filter(official)
        .unwrap_or(facts.kind.service_name());
    let address = facts
        .address
        .as_ref()
        .map(Address::line)
        .unwrap_or_default();
    OfficeKey::new(
        &text(facts.office_number.as_ref()),
        service,
        facts.name.as_str(),
        &address,
        facts.phones.first().map(|phone| phone.written.as_str()),
    )
}

/// The keys of an entry that no edition has named yet, as a published row of it would have them. Its
/// content equals no row's, so that the first row that is it takes effect.
pub(super) fn entered_by_people(stored: &StoredResource) -> KnownRecord {
    let key = published_key(&stored.facts);
    KnownRecord {
        resource: stored.id,
        keys: RecordKeys {
            full: key.full(),
            number: key.number_and_service(),
            name: key.service_name(),
            address: key.service_address().unwrap_or_else(|| key.full()),
            phone: key.service_phone(),
            content: 0,
        },
        service: u16::MAX,
        municipality: None,
        is_absent: false,
        is_published: false,
    }
}

/// The municipality an office stands in.
pub(super) fn municipality_of(office: &PublishedOffice) -> Option<MunicipalityCode> {
    office.facts.address.as_ref()?.municipality
}

/// Where an office stands, seen from the area asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// In one of its municipalities, or no area was asked for.
    Inside,
    /// In another municipality.
    Outside,
    /// Its municipality could not be matched.
    Unknown,
}

/// Where an office stands, seen from an area.
pub(super) fn standing(office: &PublishedOffice, only: &BTreeSet<MunicipalityCode>) -> Standing {
    match municipality_of(office) {
        _ if only.is_empty() => Standing::Inside,
        Some(place) if only.contains(&place) => Standing::Inside,
        Some(_) => Standing::Outside,
        None => Standing::Unknown,
    }
}
