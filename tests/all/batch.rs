//! However many entries somebody reads, one statement answers for all of them, and what is read is
//! what was written.

mod as_seeded;
mod longest;

use std::collections::{BTreeMap, HashMap};
use std::convert::Infallible;
use std::sync::Arc;

use chrono::NaiveDate;
use renkei_app::Caller;
use renkei_app::import::edition_name;
use renkei_domain::directory::correction::{CorrectableField, Correction};
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::municipality::Municipalities;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::source::Dataset;
use renkei_domain::directory::strength::Voice;
use renkei_domain::ids::{NetworkId, ResourceId};
use renkei_exchange::wamnet::LAYOUT;
use renkei_store::directory::profile::Audience;
use renkei_store::directory::reference::ReferenceTables;
use renkei_tests::inside::opened;
use renkei_tests::published::Row;
use renkei_tests::statements::counted;
use renkei_tests::{World, on_every_database};
use uuid::Uuid;

use crate::import::look::shown;
use crate::migrations::{code, enter, line, municipality, office, office_in, register, resource};
use crate::record::{fine, header};
use longest::Maker;

/// The network of the demo.
fn demo() -> NetworkId {
    fine("01932f00-0000-7000-8000-000000000001".parse())
}

/// What an audience reads of a profile that was entered where the network of the demo keeps it, in the order of
/// days and codes.
fn as_read(entered: &Profile, audience: &Audience) -> Profile {
    let mut read = entered.clone();
    read.service_area.sort();
    read.notices.sort_by_key(|notice| (notice.from, notice.id));
    // Those of one day stay in the order in which they were entered.
    read.verifications.sort_by_key(|done| done.verified_on);
    let is_of_theirs = |network: &NetworkId| match audience {
        Audience::Public => false,
        Audience::Members(networks) => networks.contains(network),
    };
    read.contact_persons
        .retain(|person| is_of_theirs(&person.network));
    read.strengths.retain(|strength| match &strength.voice {
        Voice::SelfDeclared => true,
        Voice::Observed { network, .. } => is_of_theirs(network),
    });
    if !is_of_theirs(&demo()) {
        read.forget_askers();
    }
    read
}

/// Enters a hundred agencies: most say a little, some nothing, three all they can.
async fn entered(world: &World, networks: [NetworkId; 2]) -> Vec<(ResourceId, Profile)> {
    let tables = fine(world.store.reference_tables().await);
    let area: Vec<_> = tables
        .municipalities
        .all()
        .iter()
        .map(|one| one.code)
        .collect();
    let mut entered = Vec::new();
    for number in 1..=100 {
        let maker = Maker {
            number,
            networks,
            observer: fine("01932f00-0000-7001-8000-000000000507".parse()),
            area: area.clone(),
        };
        let profile = match number {
            1 | 7 | 99 => maker.longest(),
            _ if number % 10 == 0 => Profile::default(),
            _ => maker.usual(),
        };
        let facts = office_in(code("272078"), ResourceKind::PeerGroup, "ある会");
        register(world, resource(number), facts, profile.clone()).await;
        entered.push((resource(number), profile));
    }
    entered
}

on_every_database! {
    async fn a_member_reads_a_hundred_profiles_as_they_were_entered_by_one_statement(world) {
        let world = world.seeded().await;
        let (own, other) = (demo(), NetworkId::from_uuid(Uuid::from_u128(7)));
        let founded = world.app.found_network(Caller::COMMAND, other, line("となりの網"), vec![]);
        fine(fine(founded.await));
        let entered = entered(&world, [own, other]).await;
        for audience in [
            Audience::Public,
            Audience::Members(vec![]),
            Audience::Members(vec![own]),
            Audience::Members(vec![other]),
            Audience::Members(vec![other, own]),
        ] {
            for many in [1, 10, 100] {
                let some = &entered[..many];
                let ids: Vec<_> = some.iter().map(|(id, _)| *id).collect();
                let (read, statements) = counted(world.store.profiles(&ids, &audience)).await;
                let read = opened(fine(read));
                assert_eq!((read.len(), statements), (many, 1), "{audience:?}");
                for (id, profile) in some {
                    assert_eq!(read.get(id), Some(&as_read(profile, &audience)), "{id} {audience:?}");
                }
            }
            let (nothing, statements) = counted(world.store.profiles(&[], &audience)).await;
            assert_eq!((opened(fine(nothing)).len(), statements), (0, 0));
            let nobody = world.store.profiles(&[resource(404)], &audience).await;
            assert!(opened(fine(nobody)).is_empty());
        }
    }
}

on_every_database! {
    async fn a_member_reads_of_the_demo_what_its_files_say(world) {
        let world = world.seeded().await;
        let written = as_seeded::written();
        let ids: Vec<_> = written.keys().copied().collect();
        assert!(ids.len() > 100, "only {} entries", ids.len());
        let member = Audience::Members(vec![demo()]);
        // The key of the network is read once in a process, by whoever needs it first.
        drop(opened(fine(world.store.profiles(&ids, &member).await)));
        let (read, statements) = counted(world.store.profiles(&ids, &member)).await;
        let read = opened(fine(read));
        assert_eq!(statements, 1);
        for (id, said) in &written {
            assert_eq!(read.get(id).map(as_seeded::told).as_ref(), Some(said), "{id}");
        }
        let (public, statements) = counted(world.store.profiles(&ids, &Audience::Public)).await;
        assert_eq!(statements, 1);
        let expected = read.iter().map(|(id, profile)| (*id, as_read(profile, &Audience::Public)));
        assert_eq!(opened(fine(public)), expected.collect::<HashMap<_, _>>());
        let confidential = |profile: &Profile| *profile != as_read(profile, &Audience::Public);
        assert!(read.values().any(confidential), "the demo has what members alone may read");
    }
}

/// The cells of a row under their header, as they are kept.
fn cells(row: &Row) -> Vec<(String, String)> {
    let header = LAYOUT.columns.iter().map(|name| (*name).to_owned());
    header.zip(row.cells().iter().cloned()).collect()
}

on_every_database! {
    async fn a_visitor_reads_the_rows_behind_a_hundred_entries_by_one_statement(world) {
        let world = world.with_towns().await;
        let mut rows: Vec<Row> = (1..=100).map(Row::nth).collect();
        world.import("march.csv", &rows).await;
        rows[0] = rows[0].clone().with("定員", "30");
        // The last ten are no longer named.
        world.import("september.csv", &rows[..90]).await;
        let today = world.app.now().in_japan().date;
        let mut ids = BTreeMap::new();
        for entry in shown(&world).await {
            let number = entry.facts.office_number.map(|number| number.to_string());
            ids.insert(number.unwrap_or_default(), entry.id);
        }
        let places: Vec<_> = rows.iter().map(|row| ids[row.cell("事業所番号")]).collect();
        for many in [1, 10, 100] {
            let (read, statements) = counted(world.store.source_records(&places[..many])).await;
            let read = opened(fine(read));
            assert_eq!((read.len(), statements), (many, 1));
            for (place, row) in rows.iter().take(many).enumerate() {
                let [record] = read[&places[place]].as_slice() else {
                    panic!("{}: one record is shown", places[place]);
                };
                assert_eq!((record.dataset, &record.raw), (Dataset::Wamnet, &cells(row)));
                let edition = if place == 0 { "september.csv" } else { "march.csv" };
                assert_eq!(record.edition.as_str(), edition);
                assert_eq!(record.seen_at, world.app.now());
                assert_eq!(record.absent_since, (place >= 90).then_some(today));
            }
        }
        let (nothing, statements) = counted(world.store.source_records(&[])).await;
        assert_eq!((opened(fine(nothing)).len(), statements), (0, 0));
        assert!(opened(fine(world.store.source_records(&[resource(404)]).await)).is_empty());
    }
}

on_every_database! {
    async fn a_visitor_sees_a_table_as_soon_as_it_is_loaded(world) {
        let tables = async || fine(world.store.reference_tables().await);
        assert_eq!(*tables().await, ReferenceTables::default());

        let mut towns = vec![
            municipality("273015", "大阪府", "島本町", "しまもとちょう"),
            municipality("272078", "大阪府", "高槻市", "たかつきし"),
        ];
        fine(world.app.import_municipalities(&edition_name("表"), towns.clone()).await);
        let loaded = tables().await;
        assert_eq!(loaded.municipalities, Municipalities::new(towns.clone()));
        let day = fine("2026-11-23".parse::<NaiveDate>());
        assert!(!loaded.holidays.is_holiday(day));

        let days = vec![(day, "勤労感謝の日".to_owned())];
        fine(world.app.import_holidays(&edition_name("祝日"), days).await);
        assert!(tables().await.holidays.is_holiday(day));
        towns[1].name = "新高槻市".to_owned();
        fine(world.app.import_municipalities(&edition_name("新しい表"), towns.clone()).await);
        let loaded = tables().await;
        assert_eq!(loaded.municipalities, Municipalities::new(towns));

        // Once read they are not read again, whatever else is written meanwhile.
        register(&world, resource(1), office(ResourceKind::PeerGroup, "ある会"), Profile::default()).await;
        let (again, statements) = counted(tables()).await;
        assert!(Arc::ptr_eq(&loaded, &again));
        assert!(statements <= 1, "{statements} statements to see that nothing changed");
        let (_, another) = world.second_process().await;
        assert_eq!(fine(another.reference_tables().await), loaded);
    }
}

on_every_database! {
    async fn an_import_keeps_and_moves_a_hundred_corrections_by_a_few_statements(world) {
        let ids: Vec<_> = (1..=100).map(resource).collect();
        for id in &ids {
            enter(&world, *id, "ある会").await;
        }
        let name = CorrectableField::Name;
        let correction = |source: &str| Correction {
            field: name,
            source_value: Some(source.to_owned()),
            value: Some("べつの会".to_owned()),
        };
        let kept: Vec<_> = ids.iter().map(|id| (*id, correction("ある会"))).collect();
        let said = Some("ある会の家".to_owned());
        let moved: Vec<_> = ids.iter().map(|id| (*id, name, said.clone())).collect();
        let head = header(1);
        let keeping = world.store.act::<(), Infallible, _>(&head, move |work| {
            let (kept, moved) = (kept.clone(), moved.clone());
            Box::pin(async move {
                work.keep_corrections(&kept, &head).await?;
                work.move_corrections(&moved).await?;
                Ok(())
            })
        });
        let (done, statements) = counted(keeping).await;
        fine(done);
        assert!(statements < 50, "{statements} for a hundred corrections");
        let read = fine(world.store.corrections(&ids).await);
        assert_eq!(read.len(), ids.len());
        for of_one in read.values() {
            let plain: Vec<_> = of_one.iter().map(|kept| kept.correction.clone()).collect();
            assert_eq!(plain, [correction("ある会の家")]);
        }
    }
}
