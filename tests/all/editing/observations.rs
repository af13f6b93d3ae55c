//! What others observed of an agency: it reads and answers first, members read it fourteen days later.

use std::convert::Infallible;

use chrono::TimeDelta;
use renkei_app::Caller;
use renkei_app::directory::edit::EditRefusal;
use renkei_app::directory::edit::observe::{NewObservation, ObservationStep};
use renkei_app::directory::read::Viewer;
use renkei_app::writer::Writer;
use renkei_domain::directory::contact::policy::SenderKind;
use renkei_domain::directory::observation::{Observation, PaperWay};
use renkei_domain::directory::strength::{Topic, Valence};
use renkei_domain::ids::{OrganizationId, ResourceId, StrengthId};
use renkei_domain::people::Standing;
use renkei_domain::text::Prose;
use renkei_tests::{World, on_every_database};
use uuid::Uuid;

use super::{coordinator, desk, network};
use crate::migrations::{body, line};
use crate::record::{fine, header};

pub(super) fn organization(number: u128) -> OrganizationId {
    OrganizationId::from_uuid(Uuid::from_u128(40 + number))
}

/// Somebody who works at an organization that is a member of the network.
pub(super) fn staff(number: u128, at: OrganizationId) -> Writer {
    let mut writer = coordinator(10 + number);
    writer.principal.standings = vec![Standing::Staff(at)];
    writer
}

/// How many observations a member of the network reads in the entry.
pub(super) async fn read_by_members(world: &World, id: ResourceId) -> usize {
    let member = Viewer::Member(vec![network()]);
    let page = world.app.view_resource(&member, id, SenderKind::Supporter);
    let page = fine(page.await).unwrap_or_else(|| panic!("no entry"));
    page.profile.strengths.len()
}

on_every_database! {
    async fn asvs_2_3_1_an_agency_reads_and_answers_an_observation_before_members_do(world) {
        let id = desk(&world).await;
        let (observer, agency) = (organization(1), organization(2));
        for (one, name) in [(observer, "見る会"), (agency, "見られる会")] {
            let entered = world.app.register_organization(Caller::COMMAND, one, body(name));
            fine(fine(entered.await));
        }
        // The agency runs an entry of its own.
        let facts = renkei_domain::directory::resource::ResourceFacts {
            organization: Some(agency),
            ..renkei_tests::entries::office(renkei_domain::directory::kind::ResourceKind::PeerGroup, "こもれび")
        };
        let seen = crate::migrations::resource(2);
        let profile = renkei_domain::directory::profile::Profile::default();
        crate::migrations::register(&world, seen, facts, profile).await;
        assert_eq!(read_by_members(&world, id).await, 0);

        let (member, own) = (staff(1, observer), staff(2, agency));
        let today = world.app.now().in_japan().date;
        let new = NewObservation {
            resource: seen,
            network: network(),
            by: observer,
            valence: Valence::Strong,
            topic: Topic::General,
            text: line("午前の電話がつながりやすい"),
            basis: line("月に2回いっしょに訪問"),
            stated_on: today,
        };
        let other = NewObservation { by: agency, ..new.clone() };
        let refused = fine(world.app.observe(&member, other.clone()).await);
        let Err(EditRefusal::Invalid(faults)) = refused else {
            panic!("{refused:?}");
        };
        assert_eq!(faults[0].code, "NOT_YOURS");
        let refused = fine(world.app.observe(&own, other).await);
        assert_eq!(refused.map_err(|refusal| refusal.code()), Err("NOT_FOUND"), "not of one's own agency");
        let observation = fine(fine(world.app.observe(&member, new).await)).id;

        let reads = async |writer: &Writer| fine(world.app.observations(&writer.principal, seen).await).len();
        assert_eq!((reads(&member).await, reads(&own).await, reads(&coordinator(1)).await), (1, 1, 1));
        assert_eq!(read_by_members(&world, seen).await, 0);

        let step = async |writer: &Writer, step: ObservationStep| {
            let done = fine(world.app.step_observation(writer, observation, step).await);
            done.map(|_| ()).map_err(|refusal| refusal.code())
        };
        let desk = coordinator(1);
        assert_eq!(step(&desk, ObservationStep::Release).await, Err("NOT_YET"));
        let told = ObservationStep::Told { by: PaperWay::Hand, on: today };
        assert_eq!(step(&desk, told).await, Ok(()));
        let reply = ObservationStep::Reply {
            text: fine(Prose::parse("午後も留守番電話があります。")),
            by_name: line("見本 はなこ"),
            by_role: line("サービス管理責任者"),
        };
        assert_eq!(step(&member, reply.clone()).await, Err("NOT_FOUND"));
        assert_eq!(step(&own, reply).await, Ok(()));
        world.clock.pass(TimeDelta::days(13));
        assert_eq!(step(&desk, ObservationStep::Release).await, Err("NOT_YET"));
        assert_eq!(read_by_members(&world, seen).await, 0);
        world.clock.pass(TimeDelta::days(1));
        assert_eq!(step(&member, ObservationStep::Release).await, Err("NOT_FOUND"));
        assert_eq!(step(&desk, ObservationStep::Release).await, Ok(()));
        assert_eq!(step(&desk, ObservationStep::Release).await, Err("ALREADY_SO"));
        assert_eq!((reads(&member).await, read_by_members(&world, seen).await), (1, 1));
    }
}

on_every_database! {
    async fn whoever_wrote_an_observation_and_the_desk_take_it_back(world) {
        let seen = desk(&world).await;
        let (observer, other) = (organization(1), organization(2));
        for (one, name) in [(observer, "見る会"), (other, "べつの会")] {
            let entered = world.app.register_organization(Caller::COMMAND, one, body(name));
            fine(fine(entered.await));
        }
        let (member, colleague) = (staff(1, observer), staff(2, other));
        let desk = coordinator(1);
        let today = world.app.now().in_japan().date;
        let observe = async |text: &str| {
            let new = NewObservation {
                resource: seen,
                network: network(),
                by: observer,
                valence: Valence::Strong,
                topic: Topic::General,
                text: line(text),
                basis: line("月に2回いっしょに訪問"),
                stated_on: today,
            };
            fine(fine(world.app.observe(&member, new).await)).id
        };
        let step = async |writer: &Writer, observation, step: ObservationStep| {
            let done = fine(world.app.step_observation(writer, observation, step).await);
            done.map(|_| ()).map_err(|refusal| refusal.code())
        };
        let withdraw = || ObservationStep::Withdraw { reason: line("電話の時間が変わった") };
        let told = || ObservationStep::Told { by: PaperWay::Hand, on: today };
        let (first, second) = (observe("午前の電話がつながりやすい").await, observe("書類を先に送ると早い").await);
        assert_eq!(step(&colleague, first, withdraw()).await, Err("NOT_FOUND"));
        assert_eq!(step(&member, first, withdraw()).await, Ok(()));
        for further in [told(), withdraw(), ObservationStep::Release] {
            assert_eq!(step(&desk, first, further).await, Err("WITHDRAWN"));
        }
        assert_eq!(step(&desk, second, told()).await, Ok(()));
        world.clock.pass(TimeDelta::days(14));
        assert_eq!(step(&desk, second, ObservationStep::Release).await, Ok(()));
        assert_eq!(read_by_members(&world, seen).await, 1);
        assert_eq!(step(&desk, second, withdraw()).await, Ok(()));
        assert_eq!(read_by_members(&world, seen).await, 0);

        let reads = async |writer: &Writer| {
            let read = fine(world.app.observations(&writer.principal, seen).await);
            read.iter().filter(|one| one.withdrawn.is_some()).count()
        };
        assert_eq!((reads(&member).await, reads(&desk).await, reads(&colleague).await), (2, 2, 0));
        let waiting = fine(world.app.waiting_observations(&desk.principal).await);
        assert_eq!(waiting.map(|waiting| (waiting.oldest.len(), waiting.more)), Some((0, 0)));
    }
}

on_every_database! {
    async fn a_desk_is_told_how_many_more_observations_wait_than_a_list_holds(world) {
        let seen = desk(&world).await;
        let by = organization(1);
        let entered = world.app.register_organization(Caller::COMMAND, by, body("見る会"));
        fine(fine(entered.await));
        let today = world.app.now().in_japan().date;
        let head = header(903);
        let planted = world.store.act::<(), Infallible, _>(&head, move |work| {
            Box::pin(async move {
                for number in 0..202 {
                    let observation = Observation {
                        id: StrengthId::from_uuid(Uuid::from_u128(5_000 + number)),
                        resource: seen,
                        network: network(),
                        by,
                        valence: Valence::Strong,
                        topic: Topic::General,
                        text: line("午前の電話がつながりやすい"),
                        basis: Some(line("月に2回いっしょに訪問")),
                        stated_on: today,
                        written_on: today,
                        told_on: None,
                        reply: None,
                        released_on: None,
                        withdrawn: None,
                    };
                    work.add_observation(&observation).await?;
                }
                Ok(())
            })
        });
        fine(planted.await);
        let waiting = fine(world.app.waiting_observations(&coordinator(1).principal).await);
        assert_eq!(waiting.map(|waiting| (waiting.oldest.len(), waiting.more)), Some((200, 2)));
    }
}
