//! Two offices of a table that were made into one: the next editions bring neither of them back, and change nothing that
//! was chosen.

use std::collections::BTreeMap;

use renkei_app::directory::edit::merging::join::{Merge, SeenEntry};
use renkei_app::writer::Writer;
use renkei_domain::access::principal::Principal;
use renkei_domain::directory::merging::{Choices, Question, Side, Take};
use renkei_domain::record::Source;
use renkei_tests::on_every_database;
use renkei_tests::published::Row;

use super::look::{office, total, view};
use crate::record::fine;

const CAPACITY: &str = "定員";
const PHONE: &str = "事業所電話番号";

on_every_database! {
    async fn an_edition_that_names_both_changes_nothing_that_was_chosen(world) {
        let world = world.with_towns().await;
        let mut rows = [Row::nth(1), Row::nth(2).with(CAPACITY, "30")];
        world.import("one.csv", &rows).await;
        let (left, right) = (office(&world, "ひなたワーク1").await, office(&world, "ひなたワーク2").await);
        let seen = |view: &renkei_app::directory::read::ResourceView| SeenEntry {
            id: view.id,
            version: view.version,
        };
        let merge = Merge {
            left: seen(&left),
            right: seen(&right),
            choices: Choices {
                survivor: Side::Left,
                takes: BTreeMap::from([(Question::Places, Take::Right)]),
            },
        };
        let writer = Writer::by(Principal::installation(), Source::Command);
        fine(fine(world.app.merge_resources(&writer, merge).await));
        let chosen = view(&world, left.id).await.facts;
        assert_eq!(chosen.capacity, Some(30));
        assert_eq!(total(&world).await, 1);

        let report = world.import("again.csv", &rows).await;
        let counts = (report.created, report.updated, report.unchanged, report.absent);
        assert_eq!(counts, (0, 0, 2, 0));
        assert!(report.undecided.is_empty());
        assert_eq!(view(&world, left.id).await.facts, chosen);
        assert_eq!(view(&world, right.id).await.id, left.id);

        rows[1] = rows[1].clone().with(PHONE, "072-777-0001");
        world.import("two.csv", &rows).await;
        assert_eq!(view(&world, left.id).await.facts, chosen);
        // Each is kept up to date by its own row. What is published of one of them is not gone with the other's.
        let report = world.import("three.csv", &rows[..1]).await;
        assert_eq!((report.created, report.absent), (0, 1));
        let sources = view(&world, left.id).await.sources;
        assert_eq!(sources.len(), 2);
        assert_eq!(sources.iter().filter(|source| source.absent_since.is_none()).count(), 1);
        assert_eq!(total(&world).await, 1);

        let version = view(&world, left.id).await.version;
        fine(fine(world.app.take_apart(&writer, right.id, version).await));
        let (one, other) = (view(&world, left.id).await, view(&world, right.id).await);
        assert_eq!(one.facts, left.facts);
        assert!(one.corrections.is_empty());
        assert_eq!(other.id, right.id);
        assert_eq!(other.facts.phones[0].written.as_str(), "072-777-0001");
        assert_eq!(total(&world).await, 2);
    }
}
