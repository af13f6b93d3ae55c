//! Who answers at night: the 精神科救急 of where the person lives is always among them, and what changes of a number that
//! stands on paper is told.

use renkei_app::map::share::ShareTo;
use renkei_app::writer::Writer;
use renkei_domain::access::principal::Principal;
use renkei_domain::directory::edit::Edit;
use renkei_domain::directory::hours::Hours;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::phone::Phone;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::resource::{Closure, ResourceFacts};
use renkei_domain::ids::ResourceId;
use renkei_domain::map::{Entry, MapChange, Quadrant, ResourceMap, WhoKind};
use renkei_domain::people::Standing;
use renkei_domain::record::Source;
use renkei_tests::people::{Somebody, somebody};
use renkei_tests::{World, on_every_database};

use super::{all, entry, form, linked, map, own, saved, two};
use crate::consent::{case_with_a_doctor, day, desk, staff, two_agencies};
use crate::import::look::view;
use crate::letters::pages::browser_of;
use crate::migrations::{code, line, office, register, resource};
use crate::record::fine;

/// The 精神科救急 of the demo network, which keeps it.
const OF_DEMO: &str = "01932f00-0000-7002-8000-000000000310";

/// One that nobody keeps, so that whoever runs the installation changes it.
const NAME: &str = "みほん精神科救急";

/// Where it serves, and where it does not.
const HERE: &str = "272078";
const ELSEWHERE: &str = "011002";

fn emergency() -> ResourceId {
    resource(9_799)
}

/// A line that answers all night here.
async fn entered(world: &World, id: ResourceId, kind: ResourceKind, (name, kana): (&str, &str)) {
    let facts = ResourceFacts {
        kana: Some(line(kana)),
        phones: vec![Phone::published(line("072-000-0001"))],
        hours: fine(Hours::parse("月-日 0:00-24:00")),
        ..office(kind, name)
    };
    let profile = Profile {
        service_area: vec![code(HERE)],
        ..Profile::default()
    };
    register(world, id, facts, profile).await;
}

/// The same, as 精神科救急.
async fn emergency_entered(world: &World) {
    let kind = ResourceKind::PsychiatricEmergency;
    entered(world, emergency(), kind, (NAME, "みほん")).await;
}

fn living_at(area: &str, map: ResourceMap) -> ResourceMap {
    ResourceMap {
        area: Some(code(area)),
        ..map
    }
}

/// What a person is told that changed.
async fn told(world: &World, who: &Somebody) -> Vec<String> {
    let changes = own(world, who).await.changes;
    changes.iter().map(MapChange::said).collect()
}

/// Gives an entry of the directory another number.
async fn renumbered(world: &World, id: ResourceId, number: &str) {
    let operator = Writer::by(Principal::installation(), Source::Command);
    let version = view(world, id).await.version;
    let phones = Edit::Phones(vec![Phone::published(line(number))]);
    fine(fine(
        world
            .app
            .edit_resource(&operator, id, version, phones)
            .await,
    ));
}

on_every_database! {
    async fn however_many_lines_there_are_the_emergency_of_the_area_is_among_them(world) {
        let world = world.seeded().await;
        let yui = somebody(&world.app, Standing::Person, "yui").await;
        saved(&world, &yui, living_at(HERE, two())).await;
        for number in 0..12_u32 {
            let (name, kana) = (format!("ああ電話{number:02}"), format!("あ{number:02}"));
            let id = resource(9_800 + u128::from(number));
            entered(&world, id, ResourceKind::Hotline, (&name, &kana)).await;
        }
        let night = own(&world, &yui).await.night;
        let lines = night.iter().filter(|one| one.name.starts_with("ああ電話")).count();
        assert_eq!(lines, 10, "{night:?}");
        assert!(night.iter().any(|one| one.resource == OF_DEMO.parse().ok()), "{night:?}");
    }
}

on_every_database! {
    async fn a_number_for_the_night_that_changes_is_told_to_whoever_has_it_on_paper(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let yui = linked(&world, &haruka, case, "yui").await;
        let mio = somebody(app, Standing::Person, "mio").await;
        emergency_entered(&world).await;
        saved(&world, &yui, living_at(HERE, two())).await;
        saved(&world, &mio, living_at(ELSEWHERE, two())).await;
        fine(fine(app.note_map_printed(&desk(&yui)).await));
        assert!(told(&world, &yui).await.is_empty());
        let to = ShareTo::Supporter { case, supporter: haruka.id };
        fine(fine(app.share_map(&desk(&yui), form(to, all())).await));

        renumbered(&world, emergency(), "072-000-0099").await;
        let expected = [format!("「{NAME}」の 電話番号が かわりました。 いまは 072-000-0099 です。")];
        assert_eq!(told(&world, &yui).await, expected);
        assert!(told(&world, &mio).await.is_empty(), "it does not answer where they live");
        let shown = fine(app.maps_shown_in_case(&haruka.principal, case).await);
        assert!(shown[0].changes.is_empty(), "no copy says where somebody lives");
        let server = world.serve().await;
        let page = browser_of(&server, &yui).look("/my/map").await;
        assert!(page.says("072-000-0099"), "{}", page.html);
        server.stop().await;

        // Whatever else is saved, it is told until they saw it.
        let mut more = living_at(HERE, two());
        more.put(entry(3, Quadrant::Living, WhoKind::Family, "母"));
        let version = saved(&world, &yui, more).await;
        fine(fine(app.undo_map(&desk(&yui), version).await));
        assert_eq!(told(&world, &yui).await, expected);
        fine(fine(app.see_map_changes(&desk(&yui)).await));
        assert!(told(&world, &yui).await.is_empty());

        // Of a line that ended they are told too, though no list has it any more.
        let operator = Writer::by(Principal::installation(), Source::Command);
        let version = view(&world, emergency()).await.version;
        let closure = Closure { on: day("2026-11-01"), reason: None, successor: None };
        fine(fine(app.close_resource(&operator, emergency(), version, closure).await));
        let ended = format!("「{NAME}」は おわりました。 ほかに 話せる 人を いっしょに さがしましょう。");
        assert_eq!(told(&world, &yui).await, [ended]);
        assert!(own(&world, &yui).await.night.iter().all(|one| one.resource != Some(emergency())));
        fine(fine(app.see_map_changes(&desk(&yui)).await));
        assert!(told(&world, &yui).await.is_empty());
    }
}

on_every_database! {
    async fn whoever_moves_is_told_nothing_of_the_night_where_they_lived(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let yui = somebody(app, Standing::Person, "yui").await;
        emergency_entered(&world).await;
        saved(&world, &yui, living_at(HERE, two())).await;
        let moved = saved(&world, &yui, living_at(ELSEWHERE, two())).await;
        renumbered(&world, emergency(), "072-000-0098").await;
        assert!(told(&world, &yui).await.is_empty());
        fine(fine(app.undo_map(&desk(&yui), moved).await));
        assert_eq!(told(&world, &yui).await.len(), 1, "they live there again, with the paper of then");

        // Whoever stands on the map themself is told of once.
        let named = Entry {
            resource: Some(emergency()),
            ..entry(1, Quadrant::MindBody, WhoKind::Agency, "夜の窓口")
        };
        let mio = somebody(app, Standing::Person, "mio").await;
        saved(&world, &mio, living_at(HERE, map([named]))).await;
        renumbered(&world, emergency(), "072-000-0097").await;
        assert_eq!(told(&world, &mio).await, ["「夜の窓口」の 電話番号が かわりました。 いまは 072-000-0097 です。"]);
    }
}
