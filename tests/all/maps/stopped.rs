//! Whoever stops every consent of a case reads that their map is still seen, by whom, and where that ends.

use renkei_app::map::share::ShareTo;
use renkei_tests::on_every_database;

use super::{all, form, linked, own, saved, two};
use crate::consent::{case_with_a_doctor, desk, staff, two_agencies};
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::record::fine;

on_every_database! {
    async fn who_stops_every_consent_is_told_who_still_sees_their_map(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let yui = linked(&world, &haruka, case, "yui").await;
        saved(&world, &yui, two()).await;
        let to = ShareTo::Supporter { case, supporter: haruka.id };
        let share = fine(fine(app.share_map(&desk(&yui), form(to, all())).await));
        let name = own(&world, &yui).await.shares[0].name.clone();

        let server = world.serve().await;
        let (browser, office) = (browser_of(&server, &yui), browser_of(&server, &haruka));
        let stop = format!("/cases/{case}/consents/stop");
        let page = browser.look(&stop).await;
        assert_sound("stopping every consent", &page.html);
        assert!(page.html.contains("href=\"/my/map/share\"") && page.says(&name), "{}", page.html);
        let of_staff = office.look(&stop).await;
        assert_eq!(of_staff.status, 200);
        assert!(!of_staff.html.contains("/my/map/share"), "to whom it is shown is the person's to know");
        fine(fine(app.end_map_share(&desk(&yui), share.id).await));
        assert!(!browser.look(&stop).await.html.contains("/my/map/share"));
        server.stop().await;
    }
}
