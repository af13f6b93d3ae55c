//! What a program reads of what is not for everybody stands in the audit, by whatever field it was asked
//! for; what everybody may read leaves nothing. The fields come from the schema.

use std::collections::BTreeSet;

use renkei_app::directory::read::Viewer;
use renkei_graphql::global_id;
use renkei_tests::on_every_database;
use serde_json::json;

use super::private::{OF_ASKERS, OF_OBSERVATIONS, OF_PERSONS, enter_canary};
use super::whole::Types;
use super::{api, asked, demo};
use crate::audit::lines;
use crate::migrations::resource;

on_every_database! {
    async fn a_member_leaves_a_line_by_every_field_that_shows_what_is_inside(world) {
        let world = world.seeded().await;
        enter_canary(&world).await;
        let api = api(&world);
        let leaves = Types::of(&api).await.leaves("Resource");
        let variables = json!({ "id": global_id(resource(9_000)) });
        let mut told = BTreeSet::new();
        let mut known = lines(&world).await.len();
        for leaf in &leaves {
            let document = format!("query($id: ID!) {{ resource(id: $id) {{ {leaf} }} }}");
            let members = Viewer::Member(vec![demo()]);
            let answer = asked(&api, members, &document, variables.clone()).await;
            let said = answer["data"].to_string();
            let mut inside = OF_PERSONS.iter().chain(&OF_OBSERVATIONS).chain(&OF_ASKERS);
            let shows = inside.any(|canary| said.contains(canary));
            let now = lines(&world).await.len();
            assert!(!shows || now == known + 1, "{leaf} shows what is inside and leaves no line");
            assert!(now <= known + 1, "{leaf} leaves {} lines", now - known);
            if now > known {
                told.extend(leaf.split(' ').next());
            }
            known = now;

            asked(&api, Viewer::Anonymous, &document, variables.clone()).await;
            assert_eq!(lines(&world).await.len(), known, "{leaf}: a visitor leaves nothing");
        }
        // Nobody is said to have read what they did not ask for.
        // A policy and its answer are everybody's but for whom they name.
        let expected = ["contactPersons", "contactPolicy", "freshness", "howToReach", "strengths"];
        assert_eq!(told, BTreeSet::from(expected));
    }
}
