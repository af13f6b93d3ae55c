//! What people know, propose and confirm of an entry counts for the one that it became part of, and is its own again once
//! the two are taken apart.

use renkei_app::directory::list::ListRequest;
use renkei_app::directory::read::Viewer;
use renkei_app::people::relations::{RelationRefusal, WrittenRelation};
use renkei_domain::directory::freshness::{
    FieldGroup, Verification, VerificationMethod, VerificationOutcome,
};
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::proposal::{ProposalVerdict, ProposedField};
use renkei_domain::ids::ResourceId;
use renkei_domain::people::relation::KnownPerson;
use renkei_tests::entries::office_in;
use renkei_tests::people::Somebody;
use renkei_tests::{World, on_every_database};

use super::merging_forms::{became_one, two};
use super::version;
use crate::consent::{day, desk};
use crate::editing_pages::forms::Form;
use crate::import::look::view;
use crate::letters::invited::demo;
use crate::letters::pages::browser_of;
use crate::migrations::{code, line, register, resource};
use crate::proposals::{decide_all, proposed};
use crate::record::fine;

async fn became_two(world: &World, who: &Somebody, (stays, goes): (ResourceId, ResourceId)) {
    let seen = version(world, stays).await;
    fine(fine(world.app.take_apart(&desk(who), goes, seen).await));
}

/// Under which entry somebody finds whom they know at one.
async fn known_at(world: &World, who: &Somebody, id: ResourceId) -> Option<Vec<ResourceId>> {
    match fine(world.app.relations_at(&who.principal, id).await) {
        Ok(seen) => {
            let relations = seen.relations.iter();
            Some(relations.map(|one| one.relation.resource).collect())
        }
        Err(RelationRefusal::NotFound) => None,
        Err(refusal) => panic!("{refusal:?}"),
    }
}

on_every_database! {
    async fn whom_somebody_knows_at_the_entry_that_is_gone_stands_with_the_one_that_stays(world) {
        let world = world.seeded().await;
        let (app, (minato, stays, goes)) = (&world.app, two(&world).await);
        let written = WrittenRelation {
            person: KnownPerson {
                name: line("みどり山 たかし"),
                role: None,
                introduced_by: None,
                note: None,
            },
            since: day("2026-11-01"),
            heir: None,
        };
        fine(fine(app.add_relation(&desk(&minato), (goes, demo()), written.clone()).await));
        became_one(&world, &minato, (stays, goes)).await;
        assert_eq!(known_at(&world, &minato, stays).await, Some(vec![stays]));
        assert_eq!(known_at(&world, &minato, goes).await, None);
        let own = fine(fine(app.own_relations(&minato.principal).await));
        assert_eq!(own[0].relation.resource, stays);
        let server = world.serve().await;
        let browser = browser_of(&server, &minato);
        let list = format!("/resources/{stays}/relations");
        let gone = browser.look(&format!("/resources/{goes}/relations")).await;
        assert_eq!((gone.status, gone.leads_to.as_deref()), (308, Some(list.as_str())));
        assert!(browser.look(&list).await.says("みどり山 たかし"));
        let step = format!("{list}/{}/step", own[0].relation.id);
        let spoken = browser.send(&step, &[("once", "one"), ("step", "spoke"), ("how", "met")]).await;
        assert_eq!(spoken.status, 303, "{}", spoken.html);
        server.stop().await;
        // Whoever had the form of the other before them writes it of the one that stays.
        fine(fine(app.add_relation(&desk(&minato), (goes, demo()), written).await));
        became_two(&world, &minato, (stays, goes)).await;
        assert_eq!(known_at(&world, &minato, goes).await, Some(vec![goes]));
        assert_eq!(known_at(&world, &minato, stays).await, Some(vec![stays]));
    }
}

on_every_database! {
    async fn a_proposal_for_the_entry_that_is_gone_is_accepted_for_the_one_that_stays(world) {
        let world = world.seeded().await;
        let (app, (minato, stays, goes)) = (&world.app, two(&world).await);
        let number = (ProposedField::Phone, "072-000-0397");
        fine(proposed(&world, goes, number, ("電話して聞きました", None)).await);
        let server = world.serve().await;
        let browser = browser_of(&server, &minato);
        let waiting = fine(fine(app.waiting_proposals(&minato.principal, None).await).ok_or("a list"));
        let id = waiting.lines[0].id;
        let address = format!("/proposals/{id}");
        let before = Form::on(&browser.look(&address).await.html, &address);
        let before = before.with("verdict-phone", "accepted").with("method", "phone");
        became_one(&world, &minato, (stays, goes)).await;

        let page = browser.look(&address).await;
        assert!(page.says("のこる会") && page.says("ふたつの機関を ひとつにしました"), "{}", page.html);
        let late = before.with("version", &version(&world, stays).await.to_string());
        let late = late.send(&browser).await;
        assert_eq!(late.status, 409, "the other was shown: {}", late.html);
        assert!(view(&world, stays).await.facts.phones.is_empty());
        server.stop().await;
        decide_all(&world, &minato, ProposalVerdict::Accepted).await;
        let phones = view(&world, stays).await.facts.phones;
        assert_eq!(phones.len(), 1, "{phones:?}");
        assert_eq!(phones[0].written, line("072-000-0397"));
    }
}

/// How many agencies like these a network counts of which the way there was confirmed.
async fn confirmed(world: &World) -> Option<u64> {
    let view = fine(fine(world.app.coverage(demo()).await).ok_or("a table"));
    let mut rows = view.coverage.rows.iter();
    let row = rows.find(|row| row.kind == ResourceKind::PeerGroup);
    row.map(|row| row.all.confirmed)
}

/// Of which of them something was confirmed lately.
async fn listed_as_confirmed(world: &World) -> Vec<ResourceId> {
    let request = ListRequest {
        kinds: vec![ResourceKind::PeerGroup],
        verified_since: Some(day("2026-10-15")),
        ..ListRequest::default()
    };
    let list = fine(world.app.list_resources(&Viewer::Anonymous, request).await);
    let entries = list.into_iter().flat_map(|list| list.entries);
    entries.map(|entry| entry.id).collect()
}

on_every_database! {
    async fn what_was_confirmed_of_the_entry_that_is_gone_counts_for_the_one_that_stays(world) {
        let world = world.seeded().await;
        let (minato, stays, _) = two(&world).await;
        let told = resource(9_763);
        let facts = office_in(code("272078"), ResourceKind::PeerGroup, "確かめた会");
        let profile = Profile {
            verifications: vec![Verification {
                group: FieldGroup::Contact,
                verified_on: day("2026-10-20"),
                by_name: None,
                by_role: line("事務局"),
                method: VerificationMethod::Phone,
                outcome: VerificationOutcome::Confirmed,
            }],
            ..Profile::default()
        };
        register(&world, told, facts, profile).await;
        let before = confirmed(&world).await;
        assert!(before.is_some_and(|count| count > 0), "{before:?}");
        assert!(listed_as_confirmed(&world).await.contains(&told));
        became_one(&world, &minato, (stays, told)).await;
        assert_eq!(confirmed(&world).await, before, "the same agency is known to be reached");
        let listed = listed_as_confirmed(&world).await;
        assert!(listed.contains(&stays) && !listed.contains(&told), "{listed:?}");
        became_two(&world, &minato, (stays, told)).await;
        assert_eq!(confirmed(&world).await, before);
        assert!(!listed_as_confirmed(&world).await.contains(&stays));
    }
}
