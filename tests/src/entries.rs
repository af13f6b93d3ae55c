//! The plainest things that a story enters.

use renkei_domain::directory::kind::ResourceKind;
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
