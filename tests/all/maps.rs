//! The person's own map: written a step at a time and by nobody else, shown to whom the person names and no longer than
//! they want, and gone when they delete it.

mod at_night;
mod drafts;
mod ends;
mod for_a_conference;
mod named;
mod programs;
mod shown;
mod stopped;
mod taken_away;
mod versions;
mod worded;

use chrono::TimeDelta;
use renkei_app::map::MapRefusal;
use renkei_app::map::own::OwnMap;
use renkei_app::map::share::{ShareForm, ShareTo};
use renkei_app::map::suggest::NewSuggestion;
use renkei_domain::cases::employment::EmployerTie;
use renkei_domain::consent::{Categories, InformationCategory};
use renkei_domain::ids::{CaseId, MapEntryId};
use renkei_domain::map::{
    Entry, Knows, NightNumber, PrintForm, Quadrant, ResourceMap, Sheet, SuggestionFault,
    SuggestionState, WhoKind,
};
use renkei_domain::people::Standing;
use renkei_tests::World;
use renkei_tests::on_every_database;
use renkei_tests::people::{Somebody, device, somebody};
use renkei_tests::schema::contents;
use sea_orm::{ConnectionTrait, Statement};
use uuid::Uuid;

use crate::consent::{case_with_a_doctor, desk, prose, staff, two_agencies};
use crate::keys::behind;
use crate::migrations::{line, resource};
use crate::record::fine;

/// A sign that nobody but those may read whom the person lets.
const SIGN: &str = "nemurenai-yoru-ga-tsuzuku";

/// What is kept of a map, by the table.
const TABLES: [&str; 4] = [
    "resource_map",
    "map_version",
    "map_picture",
    "map_suggestion",
];

fn entry(number: u128, quadrant: Quadrant, who: WhoKind, name: &str) -> Entry {
    let id = MapEntryId::from_uuid(Uuid::from_u128(number));
    Entry::named(id, quadrant, who, line(name))
}

fn map(entries: impl IntoIterator<Item = Entry>) -> ResourceMap {
    let mut map = ResourceMap {
        entries: entries.into_iter().collect(),
        ..ResourceMap::default()
    };
    map.trouble.i_notice = Some(prose(SIGN));
    map
}

/// A boss, and somebody who is not of the employer.
fn two() -> ResourceMap {
    map([
        entry(1, Quadrant::Work, WhoKind::Colleague, "課長"),
        Entry {
            employer: EmployerTie::NotTheEmployer,
            knows: Knows::Knows,
            ..entry(2, Quadrant::MindBody, WhoKind::Person, "主治医")
        },
    ])
}

async fn own(world: &World, who: &Somebody) -> OwnMap {
    fine(fine(world.app.own_map(&who.principal).await))
}

async fn saved(world: &World, who: &Somebody, map: ResourceMap) -> i64 {
    let seen = own(world, who).await.version;
    let kept = world.app.save_map(&desk(who), seen, map).await;
    fine(fine(kept)).0
}

fn names(map: &ResourceMap) -> Vec<&str> {
    map.entries.iter().map(|one| one.name.as_str()).collect()
}

fn all() -> Categories {
    InformationCategory::ALL.iter().copied().collect()
}

fn form(to: ShareTo, categories: Categories) -> ShareForm {
    ShareForm {
        to,
        categories,
        days: None,
    }
}

/// Links an account of a person with a case.
async fn linked(world: &World, who: &Somebody, case: CaseId, name: &str) -> Somebody {
    let person = somebody(&world.app, Standing::Person, name).await;
    let link = fine(fine(world.app.offer_case_link(&desk(who), case).await));
    let taken = world.app.accept_case(&desk(&person), &link.code).await;
    fine(fine(taken));
    person
}

/// How many rows of a table there are.
async fn rows(world: &World, table: &str) -> i64 {
    let database = behind(world).await;
    let sql = format!("SELECT COUNT(*) FROM {table}");
    let asked = Statement::from_string(database.get_database_backend(), sql);
    let row = fine(database.query_one_raw(asked).await);
    let count = row.map_or(0, |row| fine(row.try_get_by_index(0)));
    fine(database.close().await);
    count
}

on_every_database! {
    async fn a_map_is_saved_step_by_step_and_no_window_overwrites_another(world) {
        let yui = somebody(&world.app, Standing::Person, "yui").await;
        let app = &world.app;
        let empty = own(&world, &yui).await;
        assert_eq!((empty.version, empty.map, empty.can_undo), (0, ResourceMap::default(), false));
        assert_eq!(empty.night, [NightNumber::ambulance()], "119 answers everywhere");

        let first = map([entry(1, Quadrant::Living, WhoKind::Family, "母")]);
        assert_eq!(saved(&world, &yui, first.clone()).await, 1);
        let overtaken = fine(app.save_map(&desk(&yui), 0, two()).await);
        assert_eq!(overtaken, Err(MapRefusal::Overtaken));
        assert_eq!(own(&world, &yui).await.map, first, "what another window saved stands");
        assert_eq!(saved(&world, &yui, two()).await, 2);

        let back = fine(fine(app.undo_map(&desk(&yui), 2).await));
        assert_eq!((back.0, own(&world, &yui).await.map), (3, first));
        fine(fine(app.undo_map(&desk(&yui), 3).await));
        assert_eq!(own(&world, &yui).await.map, two(), "taken back twice it is there again");

        let unknown = Entry {
            resource: Some(resource(9_999)),
            ..entry(3, Quadrant::Work, WhoKind::Agency, "どこにもない")
        };
        let refused = fine(app.save_map(&desk(&yui), 4, map([unknown])).await);
        assert_eq!(refused, Err(MapRefusal::UnknownAgency));
    }
}

on_every_database! {
    async fn a_version_and_the_whole_map_are_deleted_at_once_and_gone(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let yui = linked(&world, &haruka, case, "yui").await;
        let mio = somebody(app, Standing::Person, "mio").await;
        let version = saved(&world, &yui, two()).await;
        for _ in 0..2 {
            fine(fine(app.keep_map_version(&desk(&yui), version).await));
        }
        let picture = fine(fine(app.add_map_picture(&desk(&yui), b"\xFF\xD8\xFF..\xFF\xD9".to_vec()).await));
        let proposed = NewSuggestion {
            entry: entry(5, Quadrant::Leisure, WhoKind::Place, "図書館"),
            why: None,
        };
        fine(fine(app.suggest_for_map(&desk(&haruka), case, proposed).await));
        let to = ShareTo::Supporter { case, supporter: haruka.id };
        let share = fine(fine(app.share_map(&desk(&yui), form(to, all())).await));
        let kept = own(&world, &yui).await.versions;
        assert_eq!(kept.len(), 2);

        let strange = fine(app.delete_map_version(&desk(&mio), kept[0].id).await);
        assert_eq!(strange, Err(MapRefusal::NotFound));
        assert_eq!(fine(app.delete_map_picture(&desk(&mio), picture).await), Err(MapRefusal::NotFound));
        fine(fine(app.delete_map_version(&desk(&yui), kept[0].id).await));
        assert_eq!(own(&world, &yui).await.versions.len(), 1);

        fine(fine(app.delete_map(&desk(&yui)).await));
        for table in TABLES {
            assert_eq!(rows(&world, table).await, 0, "{table}");
        }
        assert_eq!(own(&world, &yui).await.map, ResourceMap::default());
        let read = fine(app.shared_map(&haruka.principal, share.id).await);
        assert_eq!(read.err(), Some(MapRefusal::NotFound));
        assert_eq!(fine(app.delete_map(&desk(&yui)).await), Err(MapRefusal::NotFound));
    }
}

on_every_database! {
    async fn what_a_supporter_proposes_comes_onto_the_map_by_the_person_alone(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let proposed = |name: &str| NewSuggestion {
            entry: Entry {
                employer: EmployerTie::NotTheEmployer,
                ..entry(7, Quadrant::Leisure, WhoKind::Place, name)
            },
            why: Some(prose("たのしそうでした")),
        };
        let early = fine(app.suggest_for_map(&desk(&haruka), case, proposed("図書館")).await);
        assert_eq!(early, Err(MapRefusal::NoAccount));
        let yui = linked(&world, &haruka, case, "yui").await;
        let strange = fine(app.suggest_for_map(&desk(&sora), case, proposed("図書館")).await);
        assert!(matches!(strange, Err(MapRefusal::Case(_))), "{strange:?}");
        let mut made = Vec::new();
        for name in ["図書館", "プール"] {
            made.push(fine(fine(app.suggest_for_map(&desk(&haruka), case, proposed(name)).await)));
            world.clock.pass(TimeDelta::minutes(1));
        }
        let seen = own(&world, &yui).await;
        assert_eq!((names(&seen.map).len(), seen.suggestions.len()), (0, 2));

        fine(fine(app.decide_map_suggestion(&desk(&yui), made[0], SuggestionState::Accepted).await));
        fine(fine(app.decide_map_suggestion(&desk(&yui), made[1], SuggestionState::Declined).await));
        let again = fine(app.decide_map_suggestion(&desk(&yui), made[1], SuggestionState::Declined).await);
        assert_eq!(again, Err(MapRefusal::Suggestion(SuggestionFault::Decided)));
        let seen = own(&world, &yui).await;
        assert_eq!(seen.declined.iter().map(|one| one.entry.name.as_str()).collect::<Vec<_>>(), ["プール"]);
        assert_eq!((names(&seen.map), seen.suggestions.len()), (vec!["図書館"], 0));
        let tie = seen.map.entries[0].employer;
        assert_eq!(tie, EmployerTie::NotSaid, "only the person says who is not of their employer");
        let told = fine(app.own_map_suggestions(&haruka.principal, case).await);
        let states: Vec<&str> = told.iter().map(|one| one.state.code()).collect();
        assert_eq!(states, ["declined", "accepted"]);
        assert!(fine(app.own_map_suggestions(&sora.principal, case).await).is_empty());
        let printed = fine(fine(app.printed_map(&yui.principal, PrintForm::of(Sheet::Map)).await));
        assert_eq!(printed.map, seen.map);

        // Whoever changes their mind takes it after all; what came onto the map is decided.
        let after_all = async || fine(app.decide_map_suggestion(&desk(&yui), made[1], SuggestionState::Accepted).await);
        fine(after_all().await);
        let seen = own(&world, &yui).await;
        assert_eq!((names(&seen.map), seen.declined.len()), (vec!["図書館", "プール"], 0));
        assert_eq!(after_all().await, Err(MapRefusal::Suggestion(SuggestionFault::Decided)));
    }
}

on_every_database! {
    async fn the_whole_map_is_taken_along_and_brought_to_another_account(world) {
        let app = &world.app;
        let yui = somebody(app, Standing::Person, "yui").await;
        let mio = somebody(app, Standing::Person, "mio").await;
        let bytes = b"\x89PNG\r\n\x1A\n..IEND\xAE\x42\x60\x82".to_vec();
        let picture = fine(fine(app.add_map_picture(&desk(&yui), bytes.clone()).await));
        let mut whole = two();
        whole.entries[0].picture = Some(picture);
        saved(&world, &yui, whole.clone()).await;
        let file = fine(fine(app.export_map(&yui.principal).await));
        for wrong in ["", "{}", &file.replace("renkei_resource_map", "another")] {
            let refused = fine(app.import_map(&desk(&mio), 0, wrong).await);
            assert_eq!(refused, Err(MapRefusal::NotAMap), "{wrong}");
        }
        fine(fine(app.import_map(&desk(&mio), 0, &file).await));
        let brought = own(&world, &mio).await.map;
        let pictures = fine(fine(app.map_pictures(&mio.principal).await));
        assert_eq!(pictures.len(), 1);
        assert_eq!((pictures[0].1.bytes(), brought.entries[0].picture), (bytes.as_slice(), Some(pictures[0].0)));
        whole.entries[0].picture = brought.entries[0].picture;
        assert_eq!(brought, whole);
    }
}

on_every_database! {
    async fn what_stands_on_a_map_stands_sealed_and_in_no_line_of_the_log(world) {
        let app = &world.app;
        let yui = somebody(app, Standing::Person, "yui").await;
        let version = saved(&world, &yui, two()).await;
        fine(fine(app.keep_map_version(&desk(&yui), version).await));
        fine(fine(app.share_map(&desk(&yui), form(ShareTo::Link, all())).await));
        let stands = format!("{:?}", contents(&world, &[]).await);
        assert!(!stands.contains(SIGN) && !stands.contains("課長"));
        let acts = fine(world.store.acts_after(0, 1_000).await);
        let log = format!("{acts:?}");
        assert!(!log.contains(SIGN) && !log.contains("課長"), "what is deleted is gone from the log too");
        fine(fine(app.erase_account(yui.id, Vec::new()).await));
        for table in TABLES {
            assert_eq!(rows(&world, table).await, 0, "{table}");
        }
        assert_eq!(rows(&world, "map_share").await, 0);
    }
}

on_every_database! {
    async fn a_map_is_there_with_the_next_card_as_it_was_with_the_one_before(world) {
        let app = &world.app;
        let yui = somebody(app, Standing::Person, "yui").await;
        let at_home = async || fine(app.whoever(&yui.secret).await).unwrap_or_else(|| panic!("signed in"));
        for (pin, expected) in [("2580", ResourceMap::default()), ("258036", two())] {
            let card = fine(fine(app.make_card(&at_home().await, pin, None).await));
            let inside = fine(fine(app.sign_in_by_card(&card.code, pin, &device()).await));
            let seen = fine(fine(app.own_map(&inside.principal).await));
            assert_eq!(seen.map, expected, "by the card with {} digits", pin.len());
            fine(fine(app.save_map(&desk(&yui), seen.version, two()).await));
        }
        fine(fine(app.stop_card(&at_home().await).await));
        assert_eq!(own(&world, &yui).await.map, two(), "and without any");
    }
}
