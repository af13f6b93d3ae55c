//! Published facts have a steward: the network of their municipality, also where it was founded later.

use std::collections::BTreeMap;

use renkei_app::Caller;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::municipality::{Municipality, MunicipalityCode};
use renkei_domain::directory::profile::Profile;
use renkei_domain::ids::{NetworkId, ResourceId};
use renkei_domain::record::{Purpose, Subject};
use renkei_domain::text::Line;
use renkei_exchange::input::Limits;
use renkei_store::Stop;
use renkei_tests::entries::office_in;
use renkei_tests::published::{Row, marked, request, table, town, towns};
use renkei_tests::{World, on_every_database};
use sea_orm::{ConnectionTrait as _, Statement};
use uuid::Uuid;

use super::look::{last_act, names, office};
use crate::record::{fine, header};

const CITY: &str = "事業所住所（市区町村）";

/// Who keeps which entry.
async fn stewards(world: &World) -> BTreeMap<ResourceId, Option<NetworkId>> {
    let database = sea_orm::Database::connect(world.url())
        .await
        .expect("the database");
    let backend = database.get_database_backend();
    let all = "SELECT id, steward_network_id FROM resource";
    let rows = database
        .query_all_raw(Statement::from_string(backend, all))
        .await;
    let stewards = rows
        .expect("rows")
        .iter()
        .map(|row| {
            let id: Uuid = row.try_get_by_index(0).expect("an id");
            let steward: Option<Uuid> = row.try_get_by_index(1).expect("an id or none");
            (ResourceId::from_uuid(id), steward.map(NetworkId::from_uuid))
        })
        .collect();
    database.close().await.expect("closed");
    stewards
}

async fn found(world: &World, number: u128, area: &[MunicipalityCode]) -> NetworkId {
    let id = NetworkId::from_uuid(Uuid::from_u128(number));
    let name = Line::parse("ある網").expect("a name");
    let founded = world
        .app
        .found_network(Caller::COMMAND, id, name, area.to_vec())
        .await;
    founded.expect("the store answers").expect("known towns");
    id
}

/// A world with a city of two wards among its towns.
async fn with_osaka(world: World) -> World {
    let mut all = towns();
    all.extend(
        [
            ("27100", "大阪市"),
            ("27127", "大阪市北区"),
            ("27128", "大阪市中央区"),
        ]
        .map(|(code, name)| Municipality {
            code: town(code),
            prefecture: "大阪府".to_owned(),
            name: name.to_owned(),
            kana: String::new(),
            point: None,
        }),
    );
    let edition = renkei_app::import::edition_name("towns");
    fine(world.app.import_municipalities(&edition, all).await);
    world
}

/// An office in the city, in each of its wards, and outside, from a number on.
fn in_osaka(from: u32) -> [Row; 4] {
    [
        Row::nth(from).with(CITY, "大阪府大阪市"),
        Row::nth(from + 1).with(CITY, "大阪府大阪市北区"),
        Row::nth(from + 2).with(CITY, "大阪府大阪市中央区"),
        Row::nth(from + 3),
    ]
}

/// Who keeps the offices that stand in some rows.
async fn keepers(world: &World, rows: &[Row]) -> Vec<Option<NetworkId>> {
    let kept = stewards(world).await;
    let mut keepers = Vec::new();
    for row in rows {
        keepers.push(kept[&office(world, row.cell("事業所の名称")).await.id]);
    }
    keepers
}

/// Lets a network look after other municipalities.
async fn redraw(world: &World, act: u128, network: NetworkId, area: &[&str]) {
    let area: Vec<MunicipalityCode> = area.iter().map(|code| town(code)).collect();
    let done: Result<(), Stop<()>> = world
        .store
        .act(&header(act), move |work| {
            let area = area.clone();
            Box::pin(async move {
                let known = work.network(network).await?.ok_or(Stop::Refused(()))?;
                Ok(work.change_area(&known, &area).await?)
            })
        })
        .await;
    fine(done);
}

on_every_database! {
    async fn a_network_keeps_what_was_published_of_its_towns_before_it_was_founded(world) {
        let world = world.with_towns().await;
        let rows = [
            Row::nth(1),
            Row::nth(2).with(CITY, "大阪府三島郡島本町"),
            Row::nth(3).with(CITY, "大阪府茨木市"),
            Row::nth(4).with(CITY, "大阪府ひなた市"),
        ];
        world.import("early.csv", &rows).await;
        let mut ids = Vec::new();
        for row in &rows {
            ids.push(office(&world, row.cell("事業所の名称")).await.id);
        }
        assert!(stewards(&world).await.values().all(Option::is_none));

        let first = found(&world, 1, &[town("27207"), town("27301")]).await;
        let kept = stewards(&world).await;
        let by_row: Vec<_> = ids.iter().map(|id| kept[id]).collect();
        assert_eq!(by_row, [Some(first), Some(first), None, None]);
        let act = last_act(&world).await;
        assert_eq!(act.act.purpose, Purpose::FoundNetwork);
        let lines: Vec<_> = act
            .changes
            .iter()
            .map(|line| (line.subject, line.field_group.as_str()))
            .collect();
        let mut expected = vec![(Subject::Network(first), "network")];
        let (earlier, later) = (ids[0].min(ids[1]), ids[0].max(ids[1]));
        expected.extend([earlier, later].map(|id| (Subject::Resource(id), "steward")));
        assert_eq!(lines, expected);

        // Where areas overlap the network that was there first keeps what it has.
        let second = found(&world, 2, &[town("27207"), town("27211")]).await;
        world.import("late.csv", &[Row::nth(5), Row::nth(6).with(CITY, "大阪府茨木市")]).await;
        let kept = stewards(&world).await;
        let by_row: Vec<_> = ids.iter().map(|id| kept[id]).collect();
        assert_eq!(by_row, [Some(first), Some(first), Some(second), None]);
        for (name, steward) in [("ひなたワーク5", first), ("ひなたワーク6", second)] {
            assert_eq!(kept[&office(&world, name).await.id], Some(steward), "{name}");
        }

        // An office whose town was misspelt, until now.
        let report = world.import("mended.csv", &[Row::nth(4)]).await;
        assert_eq!(report.updated, 1);
        assert_eq!(stewards(&world).await[&ids[3]], Some(first));
        let told = last_act(&world).await.changes;
        let told = told.iter().find(|line| line.field_group == "steward");
        assert_eq!(told.map(|line| line.subject), Some(Subject::Resource(ids[3])));
    }
}

on_every_database! {
    async fn a_network_keeps_the_wards_of_its_city_but_those_that_another_one_names(world) {
        let world = with_osaka(world).await;
        let early = in_osaka(1);
        world.import("early.csv", &early).await;
        let whole = found(&world, 1, &[town("27100")]).await;
        let of_whole = [Some(whole), Some(whole), Some(whole), None];
        assert_eq!(keepers(&world, &early).await, of_whole, "published before it was founded");
        let middle = in_osaka(11);
        world.import("middle.csv", &[early.clone(), middle.clone()].concat()).await;
        assert_eq!(keepers(&world, &middle).await, of_whole, "and after");

        // What somebody keeps stays with them; what comes from now on goes to the nearer one.
        let north = found(&world, 2, &[town("27127")]).await;
        assert_eq!(keepers(&world, &[early.clone(), middle.clone()].concat()).await, [of_whole, of_whole].concat());
        let late = in_osaka(21);
        world.import("late.csv", &[early, middle, late.clone()].concat()).await;
        let shared = [Some(whole), Some(north), Some(whole), None];
        assert_eq!(keepers(&world, &late).await, shared);

        // Entered by hand it goes the same way.
        let facts = office_in(town("27127"), ResourceKind::PeerGroup, "きたの会");
        let id = ResourceId::from_uuid(Uuid::from_u128(77));
        fine(fine(world.app.register_resource(Caller::COMMAND, id, facts, Profile::default()).await));
        assert_eq!(stewards(&world).await[&id], Some(north));
    }
}

on_every_database! {
    async fn the_network_of_a_ward_keeps_it_though_one_for_the_whole_city_was_founded_later(world) {
        let world = with_osaka(world).await;
        let north = found(&world, 1, &[town("27127")]).await;
        let early = in_osaka(1);
        world.import("early.csv", &early).await;
        assert_eq!(keepers(&world, &early).await, [None, Some(north), None, None]);
        let whole = found(&world, 2, &[town("27100")]).await;
        let shared = [Some(whole), Some(north), Some(whole), None];
        assert_eq!(keepers(&world, &early).await, shared);
        let late = in_osaka(11);
        world.import("late.csv", &[early.clone(), late.clone()].concat()).await;
        assert_eq!(keepers(&world, &late).await, shared);

        // Only what neither the city nor a ward of it holds any more goes away.
        redraw(&world, 91, whole, &["27128", "27207"]).await;
        assert_eq!(keepers(&world, &early).await, [None, Some(north), Some(whole), Some(whole)]);
        redraw(&world, 92, whole, &["27100", "27128"]).await;
        assert_eq!(keepers(&world, &early).await, shared);
        redraw(&world, 93, whole, &["27100"]).await;
        assert_eq!(keepers(&world, &early).await, shared);
        // Whoever names the city keeps what the network of the ward leaves.
        redraw(&world, 94, north, &["27207"]).await;
        assert_eq!(keepers(&world, &early).await, [Some(whole), Some(whole), Some(whole), Some(north)]);
        redraw(&world, 95, whole, &["27301"]).await;
        assert_eq!(keepers(&world, &early).await, [None, None, None, Some(north)]);
    }
}

on_every_database! {
    async fn an_import_limited_to_a_city_takes_the_offices_of_its_wards(world) {
        let world = with_osaka(world).await;
        let rows = in_osaka(1);
        let only = |code: &str, edition: &str| {
            let mut asked = request(edition);
            asked.only = [town(code)].into();
            asked
        };
        let bytes = marked(&table(&rows));
        let report = world.try_import(only("27127", "ward.csv"), &bytes, &Limits::default()).await;
        let report = fine(report);
        assert_eq!((report.created, report.outside_area), (1, 3));
        let report = world.try_import(only("27100", "city.csv"), &bytes, &Limits::default()).await;
        let report = fine(report);
        assert_eq!((report.created, report.unchanged, report.outside_area), (2, 1, 1));
        assert_eq!(names(&world).await, ["ひなたワーク1", "ひなたワーク2", "ひなたワーク3"]);

        // An office of a ward that the city's edition does not name any more is missing.
        let bytes = marked(&table(&[rows[0].clone(), rows[1].clone(), rows[3].clone()]));
        let report = world.try_import(only("27100", "less.csv"), &bytes, &Limits::default()).await;
        assert_eq!(fine(report).absent, 1);
    }
}
