//! The plainest things that a story enters.

use renkei_domain::directory::address::Address;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::text::Line;

/// An office with no more than a name.
#[must_use]
pub fn office(kind: ResourceKind, name: &str) -> ResourceFacts {
    ResourceFacts::named(
        kind,
        Line::parse(name).unwrap_or_else(|fault| panic!("{name}: {fault}")),
    )
}

/// The same in a municipality, so that the network of that place keeps it.
#[must_use]
pub fn office_in(municipality: MunicipalityCode, kind: ResourceKind, name: &str) -> ResourceFacts {
    let city = Line::parse("ある市").unwrap_or_else(|fault| panic!("a city: {fault}"));
    ResourceFacts {
        address: Some(Address {
            postal_code: None,
            municipality: Some(municipality),
            city,
            rest: None,
        }),
        ..office(kind, name)
    }
}
