//! The schema goes up, all the way down and up again, and a newer one is left alone. Below stand the
//! plain things that stories of the directory begin with.

mod owners;

use renkei_app::directory::list::{ListRequest, ListedResource};
use renkei_app::directory::read::Viewer;
use renkei_app::directory::search::Start;
use renkei_app::{App, Caller};
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::municipality::{Municipality, MunicipalityCode};
use renkei_domain::directory::organization::OrganizationFacts;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::ids::ResourceId;
use renkei_domain::text::Line;
use renkei_store::{Store, StoreFault};
pub(crate) use renkei_tests::entries::{office, office_in};
use renkei_tests::{World, on_every_database};
use sea_orm::ConnectionTrait as _;
use uuid::Uuid;

use crate::record::fine;

/// Which steps are applied, in order.
async fn applied(store: &Store) -> Vec<bool> {
    let steps = fine(store.migration_status().await);
    steps.iter().map(|step| step.applied).collect()
}

on_every_database! {
    async fn an_operator_takes_every_step_back_and_brings_it_up_again(world) {
        let world = world.seeded().await;
        let (place, store) = (world.place.clone(), world.store.clone());
        let all = applied(&store).await;
        assert!(all.len() >= 3 && all.iter().all(|applied| *applied), "{all:?}");
        let entries = every_page(&world.app, &Viewer::Anonymous, everything()).await.len();

        fine(store.migrate_down(1).await);
        let mut one_less = vec![true; all.len()];
        one_less[all.len() - 1] = false;
        assert_eq!(applied(&store).await, one_less);
        fine(store.migrate_down(fine(u32::try_from(all.len() - 1))).await);
        assert_eq!(applied(&store).await, vec![false; all.len()]);
        assert!(world.app.is_ready().await.is_err(), "no table is left to answer from");

        // Another process, as after an upgrade.
        let store = fine(Store::open(&place).await);
        assert_eq!(applied(&store).await, vec![false; all.len()]);
        fine(store.migrate_up().await);
        fine(store.migrate_up().await);
        assert_eq!(applied(&store).await, all);
        let (app, _) = world.second_process().await;
        assert!(every_page(&app, &Viewer::Anonymous, everything()).await.is_empty());
        assert_eq!(fine(app.load_seed(&renkei::commands::demo::files()).await).resources, entries);
    }
}

on_every_database! {
    async fn an_operator_of_an_older_version_is_told_that_a_newer_one_has_been_here(world) {
        let newer = fine(sea_orm::Database::connect(world.url()).await);
        let line = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_of_next_year', 0)";
        fine(newer.execute_unprepared(line).await);
        fine(newer.close().await);
        let refused = world.store.migrate_up().await;
        assert!(matches!(&refused, Err(StoreFault::NewerSchema(name)) if name == "m9999_of_next_year"), "{refused:?}");
        assert!(applied(&world.store).await.iter().all(|applied| *applied));
        fine(world.app.is_ready().await);
    }
}

/// A list of everything.
pub(crate) fn everything() -> ListRequest {
    ListRequest::default()
}

pub(crate) fn line(text: &str) -> Line {
    fine(Line::parse(text))
}

pub(crate) fn code(text: &str) -> MunicipalityCode {
    fine(MunicipalityCode::parse(text))
}

pub(crate) fn resource(number: u128) -> ResourceId {
    ResourceId::from_uuid(Uuid::from_u128(number))
}

pub(crate) fn municipality(number: &str, prefecture: &str, name: &str, kana: &str) -> Municipality {
    Municipality {
        code: code(number),
        prefecture: prefecture.to_owned(),
        name: name.to_owned(),
        kana: kana.to_owned(),
        point: None,
    }
}

/// A 法人 with no more than a name.
pub(crate) fn body(name: &str) -> OrganizationFacts {
    OrganizationFacts::named(line(name))
}

/// Enters an office that is not refused.
pub(crate) async fn register(
    world: &World,
    id: ResourceId,
    facts: ResourceFacts,
    profile: Profile,
) {
    let entered = world
        .app
        .register_resource(Caller::COMMAND, id, facts, profile);
    fine(fine(entered.await));
}

/// Enters an office with no more than a name.
pub(crate) async fn enter(world: &World, id: ResourceId, name: &str) {
    let facts = office(ResourceKind::PeerGroup, name);
    register(world, id, facts, Profile::default()).await;
}

/// Walks through every page of a list.
pub(crate) async fn every_page(
    app: &App,
    viewer: &Viewer,
    mut request: ListRequest,
) -> Vec<ListedResource> {
    let mut entries = Vec::new();
    loop {
        let list = fine(app.list_resources(viewer, request.clone()).await);
        let list = list.unwrap_or_else(|| panic!("no such area: {request:?}"));
        assert_eq!(list.refusal, None, "{request:?}");
        entries.extend(list.entries);
        let Some(next) = list.next else {
            assert_eq!(entries.len() as u64, list.facets.total, "{request:?}");
            return entries;
        };
        request.start = Start::After(next);
    }
}
