//! What another network keeps is not for the desk of this one to change: an upload leaves it as it is and
//! tells which row it was.

use renkei_app::Caller;
use renkei_domain::ids::NetworkId;
use renkei_tests::on_every_database;
use renkei_tests::published::{Row, marked, table, town};
use uuid::Uuid;

use super::{coordinator, fact, handed_in, imported, region};
use crate::import::look::{names, office};
use crate::migrations::line;
use crate::record::fine;

const CITY: &str = "事業所住所（市区町村）";

on_every_database! {
    async fn a_coordinator_neither_moves_nor_misses_what_another_network_keeps(world) {
        let world = world.with_towns().await;
        let theirs = [Row::nth(1).with(CITY, "大阪府茨木市"), Row::nth(2)];
        world.import("theirs.csv", &theirs).await;
        let neighbour = NetworkId::from_uuid(Uuid::from_u128(4));
        // It looks after 高槻市 too, and was there first.
        let area = vec![town("27207"), town("27211")];
        let founded = world
            .app
            .found_network(Caller::COMMAND, neighbour, line("となりの網"), area);
        fine(fine(founded.await));
        let world = region(world).await;
        let server = world.serve().await;
        let (_, browser) = coordinator(&world, &server).await;

        // The first office of the neighbours is said to have moved here; their second is not named at all.
        let rows = [Row::nth(1).with("定員", "99"), Row::nth(3)];
        let bytes = marked(&table(&rows));
        let file = handed_in(&browser, "wamnet", "ours.csv", &bytes).await;
        let report = imported(&browser, &file).await;
        assert_eq!(fact(&report, "新しく入れた機関"), "1");
        assert!(report.says("行目「ひなたワーク1」"), "it is told: {}", report.html);
        assert_eq!(names(&world).await, ["ひなたワーク1", "ひなたワーク2", "ひなたワーク3"]);
        let kept = office(&world, "ひなたワーク1").await;
        assert_eq!(kept.facts.capacity, Some(20));
        assert_eq!(kept.municipality.map(|town| town.name).as_deref(), Some("茨木市"));
        assert_eq!(office(&world, "ひなたワーク2").await.sources[0].absent_since, None);
        server.stop().await;

        // Whoever runs the installation imports for everybody.
        let ours = world.import("all.csv", &rows).await;
        assert_eq!((ours.updated, ours.unchanged, ours.absent), (1, 1, 1));
    }
}
