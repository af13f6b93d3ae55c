//! While an edition is being written nobody sees any of it, and nobody's work is lost to it.

use std::cell::Cell;

use renkei_app::directory::list::ListRequest;
use renkei_app::directory::read::Viewer;
use renkei_domain::directory::correction::CorrectableField;
use renkei_exchange::input::Limits;
use renkei_tests::on_every_database;
use renkei_tests::published::{Row, marked, request, table};

use super::held::{self, HELD_BEFORE, ROWS, Reading, hold};
use super::look::{acts, correct, names, office, total};

on_every_database! {
    async fn a_visitor_sees_all_of_an_edition_or_nothing_of_it(world) {
        let world = world.with_towns().await;
        let old: Vec<Row> = (1..=3).map(Row::nth).collect();
        world.import("old.csv", &old).await;
        let acts_before = acts(&world).await;
        let new: Vec<Row> = held::rows().into_iter().map(|row| row.with("定員", "30")).collect();
        let edition = world
            .open_edition("new.csv", &marked(&table(&new)), &Limits::default())
            .await
            .expect("a table");
        let (edition, mut holder, watcher) = hold(edition, Reading::Second, HELD_BEFORE);
        let (other_process, _store) = world.second_process().await;
        let everything = ListRequest::default();
        let is_done = Cell::new(false);

        let importing = async {
            let report = world.app.import_offices(request("new.csv"), edition, watcher).await;
            is_done.set(true);
            report
        };
        let looking = async {
            holder.is_half_written().await;
            assert_eq!(total(&world).await, 3);
            assert_eq!(office(&world, "ひなたワーク1").await.facts.capacity, Some(20));
            let elsewhere = other_process.list_resources(&Viewer::Anonymous, everything).await;
            assert_eq!(elsewhere.expect("the store answers").expect("a list").facets.total, 3);
            assert_eq!(acts(&world).await, acts_before);
            assert_eq!(world.app.imported_editions().await.expect("editions").len(), 2);
            drop(holder);
            while !is_done.get() {
                let seen = total(&world).await;
                assert!(seen == 3 || seen == u64::from(ROWS), "half an edition: {seen}");
            }
        };
        let (report, ()) = tokio::join!(importing, looking);

        let report = report.expect("imported");
        assert_eq!((report.created, report.updated), (u64::from(ROWS) - 3, 3));
        assert_eq!(total(&world).await, u64::from(ROWS));
        assert_eq!(office(&world, "ひなたワーク1").await.facts.capacity, Some(30));
        assert_eq!(acts(&world).await, acts_before + 1);
    }
}

on_every_database! {
    async fn a_correction_made_while_an_edition_is_written_is_there_after_the_switch(world) {
        let world = world.with_towns().await;
        world.import("old.csv", &held::rows()).await;
        let new: Vec<Row> = held::rows()
            .into_iter()
            .map(|row| row.with("事業所FAX番号", "072-888-0001"))
            .collect();
        let edition = world
            .open_edition("new.csv", &marked(&table(&new)), &Limits::default())
            .await
            .expect("a table");
        let (edition, mut holder, watcher) = hold(edition, Reading::Second, HELD_BEFORE);
        // The first row is written already when the correction comes, the last one is not.
        let (written, unwritten) = ("ひなたワーク1".to_owned(), format!("ひなたワーク{ROWS}"));

        let importing = world.app.import_offices(request("new.csv"), edition, watcher);
        let correcting = async {
            holder.is_half_written().await;
            for name in [&written, &unwritten] {
                let id = office(&world, name).await.id;
                correct(&world, id, CorrectableField::Capacity, "12").await;
                assert_eq!(office(&world, name).await.facts.capacity, Some(12));
            }
            drop(holder);
        };
        let (report, ()) = tokio::join!(importing, correcting);

        let report = report.expect("imported");
        assert_eq!(report.updated, u64::from(ROWS));
        assert!(report.conflicts.is_empty());
        for name in [&written, &unwritten] {
            let page = office(&world, name).await;
            assert_eq!(page.facts.capacity, Some(12), "{name}");
            let fax = page.facts.fax.expect("a FAX number");
            assert_eq!(fax.written.as_str(), "072-888-0001", "{name}");
            assert_eq!(page.corrections.len(), 1, "{name}");
        }
        assert_eq!(office(&world, "ひなたワーク2").await.facts.capacity, Some(20));
    }
}

on_every_database! {
    async fn two_operators_read_the_same_table_in_at_once_and_nothing_is_doubled(world) {
        let world = world.with_towns().await;
        let bytes = marked(&table(&held::rows()));
        let open = async |name: &str| {
            let edition = world.open_edition(name, &bytes, &Limits::default()).await;
            edition.expect("a table")
        };
        let (first, mut first_holder, first_watcher) =
            hold(open("first.csv").await, Reading::Second, HELD_BEFORE);
        let (second, mut second_holder, second_watcher) =
            hold(open("second.csv").await, Reading::First, 1);

        let importing = world.app.import_offices(request("first.csv"), first, first_watcher);
        let importing_too = world.app.import_offices(request("second.csv"), second, second_watcher);
        let releasing = async {
            first_holder.is_half_written().await;
            second_holder.has_stopped().await;
            drop((first_holder, second_holder));
        };
        let (report, second_report, ()) = tokio::join!(importing, importing_too, releasing);

        assert_eq!(report.expect("imported").created, u64::from(ROWS));
        let second_report = second_report.expect("imported after the first");
        let mut seen = names(&world).await;
        let listed = seen.len();
        seen.dedup();
        assert_eq!(seen.len(), listed, "every office once");
        assert_eq!((second_report.created, second_report.unchanged), (0, u64::from(ROWS)));
    }
}
