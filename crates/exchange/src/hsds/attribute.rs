//! The terms that a service bears: its kind, the programs that it runs, the ways in which it is reached.

use std::collections::BTreeSet;

use renkei_domain::directory::contact::policy::Channel;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::profile::Profile;
use renkei_domain::ids::ResourceId;

use super::ids::{part, written};
use super::record::Attribute;
use super::taxonomy::Term;

pub(super) fn of_entry(id: ResourceId, kind: ResourceKind, profile: &Profile) -> Vec<Attribute> {
    let mut attributes = vec![of_term(id, Term::Kind(kind))];
    let mut run = BTreeSet::new();
    for program in &profile.programs {
        if run.insert(program.kind) {
            attributes.push(Attribute {
                label: program.differing_name().map(ToString::to_string),
                value: program.description.as_ref().map(ToString::to_string),
                ..of_term(id, Term::Program(program.kind))
            });
        }
    }
    let rules = profile.contact_policy.rules.iter();
    let ways = rules.flat_map(|rule| &rule.ways);
    let channels: BTreeSet<Channel> = ways.map(|way| way.channel).collect();
    attributes.extend(
        channels
            .into_iter()
            .map(|way| of_term(id, Term::Channel(way))),
    );
    attributes
}

fn of_term(id: ResourceId, term: Term) -> Attribute {
    Attribute {
        id: part(id.uuid(), "attribute", &term.code()),
        link_id: id.to_string(),
        taxonomy_term_id: written(term.id()),
        link_type: term.vocabulary().word(),
        link_entity: "service",
        value: None,
        taxonomy_term: term.written(),
        label: None,
    }
}
