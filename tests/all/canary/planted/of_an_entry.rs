//! What is known of the entry beside what stands in it: an observation that waits, and whom somebody knows there.

use renkei_app::directory::edit::observe::{NewObservation, ObservationStep};
use renkei_app::people::relations::WrittenRelation;
use renkei_app::writer::Writer;
use renkei_domain::directory::strength::{Topic, Valence};
use renkei_domain::ids::OrganizationId;
use renkei_domain::people::relation::KnownPerson;
use renkei_domain::record::Source;
use renkei_domain::text::Prose;
use renkei_tests::World;
use renkei_tests::people::Somebody;

use super::{CANARY, day, planted_resource, word};
use crate::letters::invited::demo;
use crate::migrations::line;
use crate::record::fine;

/// What one agency observed of the entry and nobody has released, and the answer.
pub(super) async fn plant_observation(world: &World, minato: &Somebody, agency: OrganizationId) {
    let app = &world.app;
    let desk = Writer::by(minato.principal.clone(), Source::Page);
    let observation = NewObservation {
        resource: planted_resource(),
        network: demo(),
        by: agency,
        valence: Valence::Strong,
        topic: Topic::General,
        text: word("observation"),
        basis: word("basis"),
        stated_on: day(),
    };
    let made = fine(fine(app.observe(&desk, observation).await));
    let reply = ObservationStep::Reply {
        text: fine(Prose::parse(&format!("{CANARY}reply"))),
        by_name: word("replier"),
        by_role: line("相談員"),
    };
    fine(fine(app.step_observation(&desk, made.id, reply).await));
}

/// Whom the coordinator knows there.
pub(super) async fn plant_relation(world: &World, desk: &Writer) {
    let known = WrittenRelation {
        person: KnownPerson {
            name: word("known"),
            role: Some(word("known-role")),
            introduced_by: Some(word("introducer")),
            note: fine(KnownPerson::note(&format!("{CANARY}known-note"))),
        },
        since: day(),
        heir: None,
    };
    let added = world
        .app
        .add_relation(desk, (planted_resource(), demo()), known);
    fine(fine(added.await));
}
