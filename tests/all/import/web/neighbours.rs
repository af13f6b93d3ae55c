//! Two networks side by side. What another network keeps is not for the desk of this one to change: an upload
//! leaves it as it is and tells which row it was. What else a network's own list says is not for the other.

use renkei_app::Caller;
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::ids::NetworkId;
use renkei_domain::people::Standing;
use renkei_tests::browser::Browser;
use renkei_tests::people::somebody;
use renkei_tests::published::{Row, marked, table, town};
use renkei_tests::schema::contents;
use renkei_tests::{World, on_every_database};
use uuid::Uuid;

use super::{coordinator, fact, handed_in, imported, region};
use crate::import::look::{names, office};
use crate::keys::{behind, change};
use crate::migrations::line;
use crate::record::fine;

const CITY: &str = "事業所住所（市区町村）";

/// Founds the other network, for these municipalities.
async fn neighbour(world: &World, area: Vec<MunicipalityCode>) -> NetworkId {
    let id = NetworkId::from_uuid(Uuid::from_u128(4));
    let founded = world
        .app
        .found_network(Caller::COMMAND, id, line("となりの網"), area);
    fine(fine(founded.await));
    id
}

on_every_database! {
    async fn a_coordinator_neither_moves_nor_misses_what_another_network_keeps(world) {
        let world = world.with_towns().await;
        let theirs = [Row::nth(1).with(CITY, "大阪府茨木市"), Row::nth(2)];
        world.import("theirs.csv", &theirs).await;
        // They look after 高槻市 too, and were there first.
        neighbour(&world, vec![town("27207"), town("27211")]).await;
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

on_every_database! {
    async fn what_else_a_list_says_is_for_the_network_that_handed_it_in(world) {
        let world = region(world).await;
        let other = neighbour(&world, vec![town("27211")]).await;
        let server = world.serve().await;
        let (_, browser) = coordinator(&world, &server).await;
        let list = "名称,電話,住所,備考,覚え\n\
            うたう会,072-000-0001,高槻市城北町1-1,さとうさんは水曜,けんかした\n";
        let file = handed_in(&browser, "list", "たなか.csv", list.as_bytes()).await;
        let chosen = [
            ("c0", "name"), ("c1", "phone"), ("c2", "address"), ("c3", "note"), ("c4", ""),
            ("kind", "leisure_resource"),
        ];
        browser.submit(&format!("{file}/columns"), &chosen).await;
        imported(&browser, &file).await;

        let path = format!("/resources/{}", office(&world, "うたう会").await.id);
        let ours = browser.look(&path).await;
        assert!(ours.says("もとの一覧の内容を見る"), "{}", ours.html);
        assert!(ours.says("さとうさんは水曜"), "{}", ours.html);
        assert!(!ours.says("たなか.csv"), "a file may be called after somebody: {}", ours.html);
        assert!(!ours.says("けんかした"), "a column that is not used is not kept");

        let sora = somebody(&world.app, Standing::Coordinator(other), "sora").await;
        let theirs = Browser::at(&server);
        theirs.keep(Some(sora.secret.as_str().to_owned()));
        let seen = theirs.look(&path).await;
        assert!(seen.says("もとの一覧のファイル名と内容は"), "{}", seen.html);
        assert!(!seen.says("さとうさんは水曜") && !seen.says("たなか.csv"), "{}", seen.html);

        // Whoever has the disk reads no cell either, also none that an earlier version kept open.
        let stands_open = async || {
            let stored = contents(&world, &[]).await;
            format!("{:?}", stored["source_record"]).contains("さとうさん")
        };
        assert!(!stands_open().await);
        let database = behind(&world).await;
        let before = "UPDATE source_record SET raw_sealed = NULL, raw = $1 WHERE dataset = 'list'";
        let cells = r#"["うたう会","072-000-0001","高槻市城北町1-1","さとうさんは水曜"]"#;
        change(&database, before, vec![cells.into()]).await;
        fine(database.close().await);
        assert!(stands_open().await && browser.look(&path).await.says("さとうさんは水曜"));
        fine(world.app.forget_what_is_over().await);
        assert!(!stands_open().await, "it is sealed by the hour");
        assert!(browser.look(&path).await.says("さとうさんは水曜"), "and read by those for whom it is");
        assert_eq!(fine(world.store.check_sealed().await).unopened, 0);
        server.stop().await;
    }
}
