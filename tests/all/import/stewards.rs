//! Published facts have a steward: the network of their municipality, also where it was founded later.

use std::collections::BTreeMap;

use renkei_app::Caller;
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::ids::{NetworkId, ResourceId};
use renkei_domain::record::{Purpose, Subject};
use renkei_domain::text::Line;
use renkei_tests::published::{Row, town};
use renkei_tests::{World, on_every_database};
use sea_orm::{ConnectionTrait as _, Statement};
use uuid::Uuid;

use super::look::{last_act, office};

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
