//! What the entry that stays has of both: who runs it, in which order what was confirmed and who is known stand.

use std::collections::BTreeMap;

use renkei_app::directory::edit::history::HistoryEntry;
use renkei_app::directory::edit::merging::MergeRefusal;
use renkei_app::directory::edit::merging::join::Merge;
use renkei_app::directory::edit::organization::create::NewOrganization;
use renkei_app::directory::read::Viewer;
use renkei_app::writer::Writer;
use renkei_domain::directory::contact::policy::SenderKind;
use renkei_domain::directory::correction::OrganizationField;
use renkei_domain::directory::edit::OrganizationEdit;
use renkei_domain::directory::freshness::{
    FieldGroup, Verification, VerificationMethod, VerificationOutcome,
};
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::merging::{Choices, Question, Side, Take};
use renkei_domain::directory::people::ContactPerson;
use renkei_domain::directory::profile::Profile;
use renkei_domain::ids::{ContactPersonId, OrganizationId, ResourceId};
use renkei_domain::people::Standing;
use renkei_domain::record::Purpose;
use renkei_tests::clock::japan;
use renkei_tests::entries::office_in;
use renkei_tests::{World, on_every_database};
use uuid::Uuid;

use super::{apart, merge, merge_of, two};
use crate::editing::{coordinator, desk, network, version};
use crate::import::look::view;
use crate::migrations::{code, line, register, resource};
use crate::record::fine;

/// Somebody whom the network knows, by a number of their own.
fn known_as(number: u128) -> ContactPerson {
    ContactPerson {
        id: ContactPersonId::from_uuid(Uuid::from_u128(number)),
        network: network(),
        name: line("山田"),
        kana: None,
        role: None,
        title: None,
        phone: None,
        email: None,
    }
}

/// Says that a 法人 of a name, entered beside it, runs an entry.
async fn run_by(world: &World, id: ResourceId, name: &str) -> OrganizationId {
    let new = NewOrganization {
        resource: id,
        expected: version(world, id).await,
        facts: vec![OrganizationEdit {
            field: OrganizationField::Name,
            value: Some(name.to_owned()),
        }],
    };
    let made = world.app.create_organization(&coordinator(1), new).await;
    fine(fine(made)).id
}

on_every_database! {
    async fn what_both_bring_stands_in_one_order(world) {
        desk(&world).await;
        let of = |method, persons: [u128; 2]| Profile {
            verifications: vec![Verification {
                group: FieldGroup::Contact,
                verified_on: japan("2026-05-01", "00:00").in_japan().date,
                by_name: None,
                by_role: line("事務局"),
                method,
                outcome: VerificationOutcome::Confirmed,
            }],
            contact_persons: persons.map(known_as).into(),
            ..Profile::default()
        };
        let (left, right) = (resource(21), resource(22));
        for (id, profile) in [
            (left, of(VerificationMethod::Visit, [10, 30])),
            (right, of(VerificationMethod::Fax, [20, 5])),
        ] {
            let facts = office_in(code("272078"), ResourceKind::PeerGroup, "ひなたの会 分室");
            register(&world, id, facts, profile).await;
        }
        fine(merge(&world, &coordinator(1), (left, right), &[]).await);
        let viewer = Viewer::Member(vec![network()]);
        let shown = world.app.view_resource(&viewer, left, SenderKind::Supporter).await;
        let profile = fine(shown).expect("an entry").profile;
        let methods: Vec<_> = profile.verifications.iter().map(|done| done.method).collect();
        assert_eq!(methods, [VerificationMethod::Fax, VerificationMethod::Visit], "its own last");
        let persons: Vec<_> = profile.contact_persons.iter().map(|person| person.id).collect();
        assert_eq!(persons, [10, 20, 5, 30].map(|number| known_as(number).id));
    }
}

on_every_database! {
    async fn staff_of_the_entry_that_stays_read_nothing_of_what_was_done_to_the_other(world) {
        let (left, right) = two(&world).await;
        let desk = coordinator(1);
        let body = run_by(&world, left, "社会福祉法人みほん会").await;
        fine(merge(&world, &desk, (left, right), &[]).await);
        let mut staff = coordinator(3);
        staff.principal.standings = vec![Standing::Staff(body)];
        staff.principal.networks.clear();
        let read = async |who: &Writer| fine(fine(world.app.history(&who.principal, left, None).await));
        let entered = |acts: &[HistoryEntry]| {
            let acts = acts.iter().map(|entry| entry.act.purpose);
            acts.filter(|purpose| *purpose == Purpose::RegisterResource).count()
        };
        let (all, own) = (read(&desk).await, read(&staff).await);
        assert_eq!((entered(&all), entered(&own)), (2, 1), "{own:#?}");
        assert!(own.iter().all(|entry| entry.of_merged.is_empty()), "{own:#?}");
        assert_eq!(own[0].act.purpose, Purpose::MergeResources);
    }
}

on_every_database! {
    async fn two_that_are_run_by_two_are_never_one_and_who_runs_one_of_them_goes_on(world) {
        let (left, right) = two(&world).await;
        let desk = coordinator(1);
        let body = run_by(&world, right, "社会福祉法人みほん会").await;
        let foreseen = fine(fine(world.app.pair(&desk.principal, left, right).await));
        assert_eq!(foreseen.only_run(), Some(Side::Right));
        let asked = foreseen.questions(Side::Left).into_iter();
        assert!(asked.map(|(question, _)| question).all(|asked| asked != Question::Organization));

        // Whatever is sent: nobody chooses that nobody runs it.
        let nobody = [(Question::Organization, Take::Left)];
        fine(merge(&world, &desk, (left, right), &nobody).await);
        assert_eq!(view(&world, left).await.facts.organization, Some(body));
        fine(apart(&world, &desk, (left, right)).await);
        assert_eq!(view(&world, left).await.facts.organization, None);
        assert_eq!(view(&world, right).await.facts.organization, Some(body));

        // The other way round, the one that stays keeps who runs it.
        let other_way = Merge {
            choices: Choices {
                survivor: Side::Right,
                takes: BTreeMap::from([(Question::Organization, Take::Left)]),
            },
            ..merge_of(&world, (left, right), &[]).await
        };
        fine(fine(world.app.merge_resources(&desk, other_way).await));
        assert_eq!(view(&world, right).await.facts.organization, Some(body));
        fine(apart(&world, &desk, (right, left)).await);

        let other = run_by(&world, left, "株式会社みほん").await;
        let refused = fine(world.app.pair(&desk.principal, left, right).await);
        assert_eq!(refused.map(|_| ()), Err(MergeRefusal::OtherRunner));
        let refused = merge(&world, &desk, (left, right), &nobody).await;
        assert_eq!(refused, Err(MergeRefusal::OtherRunner));
        assert_eq!(view(&world, left).await.facts.organization, Some(other));
        assert_eq!(view(&world, right).await.id, right);
    }
}
