//! Somebody else of a part of life: asked for after the first, written beside them, refused where the map is full.

use chrono::TimeDelta;
use renkei_domain::map::resource_map::MAP_ENTRIES;
use renkei_domain::map::{Entry, MapFault, Quadrant, ResourceMap, WhoKind};
use renkei_domain::people::Standing;
use renkei_tests::on_every_database;
use renkei_tests::people::somebody;

use super::{answered, read};
use crate::consent::desk;
use crate::editing_pages::forms::Form;
use crate::editing_pages::kept::signs_in;
use crate::letters::pages::browser_of;
use crate::markup::links;
use crate::migrations::line;
use crate::record::fine;

/// The address of the walk at which somebody else is written, and the one to which its form is sent.
const FURTHER: (&str, &str) = ("/my/map/walk/work?further=1", "/my/map/walk/work");

on_every_database! {
    async fn somebody_else_is_written_beside_the_first_and_the_walk_goes_on(world) {
        const MORE: &str = "/my/map/walk/work_more";
        const NEXT: &str = "/my/map/walk/mind_body";
        let world = world.seeded().await;
        let person = somebody(&world.app, Standing::Person, "hinata").await;
        let server = world.serve().await;
        let browser = browser_of(&server, &person);
        answered(&browser, "/my/map/walk/aim", &[("text", "つりに行きたい")]).await;
        let nobody = browser.look(MORE).await.leads_to;
        assert_eq!(nobody.as_deref(), Some("/my/map/walk"), "there is nobody yet");
        answered(&browser, FURTHER.1, &[("name", "みなと先生"), ("who", "person")]).await;
        answered(&browser, "/my/map/walk/work_about", &[("text", "まちがえたとき")]).await;
        let how = [("way", "phone"), ("address", "072-000-0001")];
        assert_eq!(answered(&browser, "/my/map/walk/work_how", &how).await, MORE);

        // Whoever stops here is asked it again, and whoever names nobody goes on.
        let goes_on = |to: &str| format!("<a class=\"button main\" href=\"{to}\">");
        let walk = read(&browser, "/my/map/walk").await;
        assert!(walk.html.contains(&goes_on(MORE)), "{}", walk.html);
        let asked = read(&browser, MORE).await;
        assert!(asked.says("みなと先生") && asked.says("ほかにも いますか。"), "{}", asked.html);
        let ways = links(&asked.html);
        assert!([FURTHER.0, NEXT].iter().all(|to| ways.iter().any(|way| way == to)), "{ways:?}");
        assert_eq!(browser.send(MORE, &[("version", "1")]).await.status, 404, "nothing is written there");
        let empty = read(&browser, FURTHER.0).await;
        let ways = links(&empty.html);
        assert!([MORE, NEXT].iter().all(|to| ways.iter().any(|way| way == to)), "back and on: {ways:?}");
        let nobody = Form::on(&empty.html, FURTHER.1).send(&browser).await;
        assert_eq!(nobody.leads_to.as_deref(), Some(NEXT), "{}", nobody.html);

        // What was typed about somebody else outlives the session and stays somebody else.
        let form = Form::on(&read(&browser, FURTHER.0).await.html, FURTHER.1);
        assert_eq!(form.says("name"), "", "the first stays as they are");
        world.clock.pass(TimeDelta::hours(13));
        form.with("name", "みさきさん").with("who", "colleague").send(&browser).await;
        signs_in(&world, &person, &browser).await;
        let form = Form::on(&read(&browser, FURTHER.1).await.html, FURTHER.1);
        assert_eq!((form.says("entry"), form.says("name")), ("", "みさきさん"));
        let about = form.send(&browser).await.leads_to.unwrap_or_default();
        assert_eq!(about, "/my/map/walk/work_about");
        assert!(read(&browser, &about).await.says("みさきさん"));
        let own = fine(fine(world.app.own_map(&person.principal).await)).map;
        let names: Vec<&str> = own.entries_of(Quadrant::Work).map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["みなと先生", "みさきさん"]);
        let ways: Vec<usize> = own.entries.iter().map(|one| one.ways.len()).collect();
        assert_eq!(ways, [1, 0], "the walk goes on about the second");
        let walk = read(&browser, "/my/map/walk").await;
        assert!(walk.html.contains(&goes_on("/my/map/walk/work_about")), "{}", walk.html);

        // Whoever wrote something later is not asked again where they come back.
        answered(&browser, "/my/map/walk/work_about", &[("text", "ひるやすみに")]).await;
        assert_eq!(answered(&browser, "/my/map/walk/work_how", &[("way", "visit")]).await, MORE);
        answered(&browser, NEXT, &[("name", "あおいさん"), ("who", "friend")]).await;
        let walk = read(&browser, "/my/map/walk").await;
        assert!(walk.html.contains(&goes_on("/my/map/walk/mind_body_about")), "{}", walk.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn somebody_beyond_what_a_map_holds_is_refused_beside_the_name(world) {
        let person = somebody(&world.app, Standing::Person, "hinata").await;
        let one = |_| Entry::named(world.app.new_map_entry(), Quadrant::Work, WhoKind::Person, line("みなと先生"));
        let full = ResourceMap { entries: (0..MAP_ENTRIES).map(one).collect(), ..ResourceMap::default() };
        fine(fine(world.app.save_map(&desk(&person), 0, full).await));
        let server = world.serve().await;
        let browser = browser_of(&server, &person);
        let form = Form::on(&read(&browser, FURTHER.0).await.html, FURTHER.1);
        let refused = form.with("name", "みさきさん").with("who", "person").send(&browser).await;
        assert_eq!(refused.status, 422, "{}", refused.html);
        assert!(refused.says(&MapFault::Full.to_string()), "{}", refused.html);
        assert_eq!(Form::on(&refused.html, FURTHER.1).says("name"), "みさきさん", "what was typed stays");
        let own = fine(fine(world.app.own_map(&person.principal).await)).map;
        assert_eq!(own.entries.len(), MAP_ENTRIES);
        server.stop().await;
    }
}
