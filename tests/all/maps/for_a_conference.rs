//! A map that the person shows for a conference: whoever sees to that finds it on its page, and nobody else.

use renkei_app::conference::step::ConferenceStep;
use renkei_app::map::share::ShareTo;
use renkei_tests::on_every_database;

use super::{all, form, linked, saved, two};
use crate::conference::{a_slot, begun, stepped};
use crate::consent::{case_with_a_doctor, desk, prose, staff, two_agencies};
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::record::fine;

on_every_database! {
    async fn who_sees_to_a_conference_finds_the_map_that_is_shown_for_it_on_its_page(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let yui = linked(&world, &haruka, case, "yui").await;
        let id = begun(&world, &haruka, case).await;
        let other = begun(&world, &haruka, case).await;
        fine(stepped(&world, &haruka, (case, id), ConferenceStep::Fix(a_slot())).await);
        saved(&world, &yui, two()).await;
        let to = ShareTo::Conference { case, conference: id };
        let server = world.serve().await;
        let own = browser_of(&server, &yui);
        let reads = "よういする";
        for (to, is_told) in [(format!("conference.{case}.{id}"), true), ("link".to_owned(), false)] {
            let look = own.send("/my/map/share/look", &[("to", &to), ("days", "7")]).await;
            assert_sound("before it is shown", &look.html);
            assert_eq!(look.html.contains(reads), is_told, "who prepares it reads it: {to}: {}", look.html);
        }
        let share = fine(fine(app.share_map(&desk(&yui), form(to, all())).await));

        let (office, strange) = (browser_of(&server, &haruka), browser_of(&server, &sora));
        let page = |id| format!("/cases/{case}/conferences/{id}");
        let map = format!("/cases/{case}/map/{}", share.id);
        let shown = office.look(&page(id)).await;
        assert_sound("a conference with a map", &shown.html);
        assert!(shown.says("この会議のために、本人が見せています") && shown.html.contains(&map), "{}", shown.html);
        assert_eq!(office.look(&map).await.status, 200);
        assert_eq!((strange.look(&page(id)).await.status, strange.look(&map).await.status), (404, 404));
        assert!(!office.look(&page(other)).await.html.contains(&map), "it is shown for one conference");

        // It ends with one press of the person, and with the conference.
        fine(fine(app.end_map_share(&desk(&yui), share.id).await));
        assert!(!office.look(&page(id)).await.html.contains(&map));
        let again = fine(fine(app.share_map(&desk(&yui), form(to, all())).await));
        let map = format!("/cases/{case}/map/{}", again.id);
        assert!(office.look(&page(id)).await.html.contains(&map));
        fine(stepped(&world, &haruka, (case, id), ConferenceStep::Cancel(prose("退職したため"))).await);
        assert!(!office.look(&page(id)).await.html.contains(&map));
        server.stop().await;
    }
}
