//! States of a map that were kept: laid beside each other, and brought back by one press that can be taken back.

use chrono::TimeDelta;
use renkei_app::map::MapRefusal;
use renkei_domain::people::Standing;
use renkei_tests::on_every_database;
use renkei_tests::people::somebody;

use super::{map, names, own, saved, two};
use crate::consent::desk;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::record::fine;

on_every_database! {
    async fn a_state_that_was_kept_is_laid_beside_another_and_brought_back(world) {
        let app = &world.app;
        let yui = somebody(app, Standing::Person, "yui").await;
        let mio = somebody(app, Standing::Person, "mio").await;
        let version = saved(&world, &yui, two()).await;
        fine(fine(app.keep_map_version(&desk(&yui), version).await));
        world.clock.pass(TimeDelta::minutes(1));
        let alone = map(two().entries.into_iter().take(1));
        let version = saved(&world, &yui, alone.clone()).await;
        fine(fine(app.keep_map_version(&desk(&yui), version).await));
        world.clock.pass(TimeDelta::minutes(1));
        let version = saved(&world, &yui, map([])).await;
        // The newest stands first.
        let kept = own(&world, &yui).await.versions;
        let [later, first] = [kept[0].id, kept[1].id];

        let server = world.serve().await;
        let (browser, stranger) = (browser_of(&server, &yui), browser_of(&server, &mio));
        let page = browser.look("/my/map/versions").await;
        assert_sound("states beside the map of today", &page.html);
        assert_eq!(page.html.matches("<details").count(), 2, "{}", page.html);
        for with in [first, later] {
            let page = browser.look(&format!("/my/map/versions?with={with}")).await;
            assert_sound("states beside each other", &page.html);
            assert_eq!(page.html.matches("<details open").count(), 1, "{}", page.html);
            assert!(page.says("主治医") && page.says("課長"), "{}", page.html);
            assert!(page.html.contains(&format!("value=\"{with}\" selected")), "{}", page.html);
        }
        for with in [first.to_string(), "x".to_owned()] {
            let strange = stranger.look(&format!("/my/map/versions?with={with}")).await;
            assert_eq!(strange.status, 404, "{with}");
        }

        let strange = fine(app.restore_map_version(&desk(&mio), 0, first).await);
        assert_eq!(strange, Err(MapRefusal::NotFound));
        let stale = fine(app.restore_map_version(&desk(&yui), version - 1, first).await);
        assert_eq!(stale, Err(MapRefusal::Overtaken));
        let (seen, kept) = (version.to_string(), first.to_string());
        let fields = [("step", "restore"), ("version", seen.as_str()), ("kept", kept.as_str())];
        let back = browser.send("/my/map/step", &fields).await;
        assert_eq!(back.leads_to.as_deref(), Some("/my/map?did=restored"), "{}", back.html);
        let now = own(&world, &yui).await;
        assert_eq!((&now.map, now.versions.len()), (&two(), 2), "what was kept stays kept");
        fine(fine(app.undo_map(&desk(&yui), now.version).await));
        assert!(names(&own(&world, &yui).await.map).is_empty(), "one step back");
        let later = fine(fine(app.restore_map_version(&desk(&yui), now.version + 1, later).await));
        assert_eq!((later.0, own(&world, &yui).await.map), (now.version + 2, alone));
        server.stop().await;
    }
}
