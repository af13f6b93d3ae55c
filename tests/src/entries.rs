//! The plainest things that a story enters.

use renkei_domain::directory::hours::Hours;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::text::Line;

/// An office with no more than a name.
#[must_use]
pub fn office(kind: ResourceKind, name: &str) -> ResourceFacts {
    ResourceFacts {
        organization: None,
        kind,
        service_name: None,
        name: Line::parse(name).unwrap_or_else(|fault| panic!("{name}: {fault}")),
        kana: None,
        office_number: None,
        address: None,
        location: None,
        phones: Vec::new(),
        fax: None,
        email: None,
        url: None,
        hours: Hours::default(),
        hours_note: None,
        capacity: None,
    }
}
