//! Agencies that are written to: about what was observed of them, and whether their entries are still so, with what somebody
//! noted of that and what was answered by whom.

use renkei_app::directory::edit::observe::{NewObservation, ObservationStep};
use renkei_app::directory::inquiry::SeenInquiry;
use renkei_app::directory::inquiry::begin::Begin;
use renkei_app::directory::inquiry::contact::DoneContact;
use renkei_app::writer::Writer;
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::directory::freshness::FieldGroup;
use renkei_domain::directory::inquiry::{AnsweredGroup, ContactOutcome, Reply, Said, StaleBecause};
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::phone::Phone;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::directory::strength::{Topic, Valence};
use renkei_domain::ids::{InquiryId, ResourceId};
use renkei_domain::people::Circle;
use renkei_domain::record::Source;
use renkei_domain::text::Prose;
use renkei_tests::World;
use renkei_tests::people::Somebody;

use super::{CANARY, day, planted_resource, word};
use crate::letters::invited::demo;
use crate::migrations::{code, line, office_in, register, resource};
use crate::record::fine;

/// An agency of the network is asked about its numbers.
async fn begun(
    world: &World,
    desk: &Writer,
    (id, name): (ResourceId, &str),
    mail: Option<&str>,
) -> InquiryId {
    let facts = ResourceFacts {
        phones: vec![Phone::published(line("072-000-0199"))],
        email: mail.map(line),
        ..office_in(code("272078"), ResourceKind::PeerGroup, name)
    };
    register(world, id, facts, Profile::default()).await;
    let app = &world.app;
    let groups = vec![FieldGroup::Contact];
    let stale = app.report_stale(desk, id, groups, StaleBecause::Reported);
    fine(fine(stale.await));
    let begun = app.begin_inquiries(desk, demo(), Begin::One(id)).await;
    fine(fine(fine(begun)).first.ok_or("an inquiry"))
}

/// Somebody phoned, noted what they heard, and phoned again.
pub(super) async fn plant_inquiry(world: &World, desk: &Writer) {
    let app = &world.app;
    let id = begun(world, desk, (resource(9_601), "電話できく会"), None).await;
    let done = DoneContact {
        channel: CallChannel::Phone,
        outcome: ContactOutcome::CallBack,
        note: Prose::parse(&format!("{CANARY}inquiry-note")).ok(),
    };
    let seen = SeenInquiry { id, version: 1 };
    fine(fine(app.note_inquiry_contact(desk, seen, done).await));
    let reply = Reply {
        groups: vec![AnsweredGroup {
            group: FieldGroup::Contact,
            said: Said::Changed {
                values: Vec::new(),
                words: Prose::parse(&format!("{CANARY}inquiry-words")).ok(),
            },
        }],
        name: Some(word("inquiry-name")),
        role: Some(word("inquiry-role")),
        ..Reply::default()
    };
    let seen = SeenInquiry { id, version: 2 };
    let channel = CallChannel::Phone;
    let version = fine(world.store.resources(&[resource(9_601)]).await)[0].version;
    let answer = app.record_inquiry_answer(desk, seen, version, channel, reply);
    fine(fine(answer.await));
}

/// A letter that asks another agency.
pub(in crate::canary) async fn plant_inquiry_by_mail(world: &World, by: &Somebody) {
    let desk = Writer::by(by.principal.clone(), Source::Page);
    let whom = (resource(9_602), "メールできく会");
    begun(world, &desk, whom, Some("ask@example.jp")).await;
}

/// A letter to the agency about something else that was observed of it.
pub(in crate::canary) async fn write_to_the_agency(world: &World, minato: &Somebody) {
    let app = &world.app;
    let desk = Writer::by(minato.principal.clone(), Source::Page);
    let members = app.members_of(&minato.principal, Circle::Network(demo()));
    let (agency, _) = fine(fine(members.await)).organizations[0];
    let observation = NewObservation {
        resource: planted_resource(),
        network: demo(),
        by: agency,
        valence: Valence::Strong,
        topic: Topic::General,
        text: line("午前の電話がつながりやすい"),
        basis: line("この1年に5件の紹介で"),
        stated_on: day(),
    };
    let made = fine(fine(app.observe(&desk, observation).await));
    let write = ObservationStep::Write;
    fine(fine(app.step_observation(&desk, made.id, write).await));
}
