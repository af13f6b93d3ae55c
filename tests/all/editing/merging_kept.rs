//! What people know, propose and confirm of an entry counts for the one that it became part of, and is its own again once
//! the two are taken apart.

use renkei_app::people::relations::{RelationRefusal, WrittenRelation};
use renkei_domain::ids::ResourceId;
use renkei_domain::people::relation::KnownPerson;
use renkei_tests::people::Somebody;
use renkei_tests::{World, on_every_database};

use super::merging_forms::{became_one, two};
use super::version;
use crate::consent::{day, desk};
use crate::letters::invited::demo;
use crate::letters::pages::browser_of;
use crate::migrations::line;
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
