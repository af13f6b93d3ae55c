//! One edition after another: what stays, what changes, what is missing and what comes back.

use std::collections::BTreeSet;

use renkei_app::import::ImportRequest;
use renkei_exchange::input::Limits;
use renkei_tests::clock::japan;
use renkei_tests::on_every_database;
use renkei_tests::published::{Row, marked, request, table, town};

use super::look::{adds_up, last_act, list, names, office, shown, total};

const CITY: &str = "事業所住所（市区町村）";
const SERVICE: &str = "サービス種別";

on_every_database! {
    async fn an_operator_reads_the_same_file_twice_and_nothing_changes(world) {
        let world = world.with_towns().await;
        let rows: Vec<Row> = (1..=9).map(Row::nth).collect();
        let first = world.import("one.csv", &rows).await;
        assert_eq!(first.created, 9);
        let shown_before = shown(&world).await;

        let second = world.import("one.csv", &rows).await;
        assert_eq!(
            (second.created, second.updated, second.unchanged, second.skipped, second.absent),
            (0, 0, 9, 0, 0)
        );
        assert!(last_act(&world).await.changes.is_empty(), "nothing changed");
        assert_eq!(shown(&world).await, shown_before);
    }
}

on_every_database! {
    async fn a_visitor_reads_what_the_newer_edition_says(world) {
        let world = world.with_towns().await;
        world.import("march.csv", &[Row::nth(1), Row::nth(2)]).await;
        let id = office(&world, "ひなたワーク1").await.id;
        let changed = Row::nth(1)
            .with("事業所電話番号", "072-777-0001")
            .with("定員", "30")
            .with("利用可能な時間帯（土曜）", "09:00-12:00");
        let report = world.import("september.csv", &[changed, Row::nth(2)]).await;
        assert_eq!((report.updated, report.unchanged), (1, 1));

        let page = office(&world, "ひなたワーク1").await;
        assert_eq!(page.id, id);
        assert_eq!(page.facts.phones[0].written.as_str(), "072-777-0001");
        assert_eq!(page.facts.capacity, Some(30));
        assert_eq!(page.facts.hours.to_string(), "月-金 9:00-17:00; 土 9:00-12:00");
        assert_eq!(page.sources.len(), 1);
        assert_eq!(page.sources[0].edition.as_str(), "september.csv");
        let capacity = page.sources[0].raw.last().expect("cells");
        assert_eq!((capacity.0.as_str(), capacity.1.as_str()), ("定員", "30"));
    }
}

on_every_database! {
    async fn a_visitor_sees_that_an_office_is_missing_and_that_it_came_back(world) {
        let world = world.with_towns().await;
        let (here, gone) = (Row::nth(1), Row::nth(2));
        world.import("one.csv", &[here.clone(), gone.clone()]).await;

        let report = world.import("two.csv", std::slice::from_ref(&here)).await;
        assert_eq!((report.unchanged, report.absent), (1, 1));
        let page = office(&world, "ひなたワーク2").await;
        assert_eq!(page.sources[0].absent_since, Some(japan("2026-11-20", "10:00").in_japan().date));
        assert_eq!(page.facts.capacity, Some(20), "missing is not closed");
        assert_eq!(office(&world, "ひなたワーク1").await.sources[0].absent_since, None);
        assert_eq!(total(&world).await, 2);

        let report = world.import("three.csv", std::slice::from_ref(&here)).await;
        assert_eq!(report.absent, 0, "it is known to be missing");
        assert!(last_act(&world).await.changes.is_empty(), "nothing changed");

        let report = world.import("four.csv", &[here, gone]).await;
        assert_eq!((report.created, report.updated, report.absent), (0, 1, 0));
        assert_eq!(office(&world, "ひなたワーク2").await.sources[0].absent_since, None);
        assert_eq!(total(&world).await, 2);
    }
}

on_every_database! {
    async fn a_file_of_another_service_or_prefecture_calls_nobody_missing(world) {
        let world = world.with_towns().await;
        world.import("transition.csv", &[Row::nth(1), Row::nth(2)]).await;
        let others = [
            ("retention.csv", Row::nth(3).with(SERVICE, "就労定着支援")),
            ("fukuoka.csv", Row::nth(4).with(CITY, "福岡県糟屋郡須恵町")),
            ("unknown-place.csv", Row::nth(5).with(CITY, "大阪府ひなた市")),
        ];
        for (edition, row) in others {
            let report = world.import(edition, &[row]).await;
            assert_eq!((report.created, report.absent), (1, 0), "{edition}");
        }
        for name in names(&world).await {
            assert_eq!(office(&world, &name).await.sources[0].absent_since, None, "{name}");
        }
        assert_eq!(total(&world).await, 5);
    }
}

on_every_database! {
    async fn a_visitor_sees_that_the_last_office_of_its_prefecture_is_missing(world) {
        let world = world.with_towns().await;
        let places = [
            (1, "大阪府高槻市"),
            (2, "静岡県浜松市"),
            (3, "北海道余市郡余市町"),
            (4, "福岡県糟屋郡須恵町"),
            (5, "大阪府ひなた市"),
        ];
        let rows = places.map(|(n, city)| Row::nth(n).with(CITY, city));
        assert_eq!(world.import("country.csv", &rows).await.created, 5);
        let report = world.import("part.csv", &rows[..1]).await;
        assert_eq!((report.unchanged, report.absent), (1, 0), "it is one prefecture of four");

        let report = world.import("newer.csv", &rows[..3]).await;
        assert_eq!((report.unchanged, report.absent), (3, 2));
        for (n, _) in places {
            let page = office(&world, &format!("ひなたワーク{n}")).await;
            assert_eq!(page.sources[0].absent_since.is_some(), n > 3, "{n}");
        }
        let report = world.import("whole.csv", &rows).await;
        assert_eq!((report.created, report.updated, report.absent), (0, 2, 0));
    }
}

on_every_database! {
    async fn an_operator_of_one_town_is_told_that_its_last_office_is_missing(world) {
        let world = world.with_towns().await;
        let (ours, next) = (Row::nth(1), Row::nth(2).with(CITY, "大阪府茨木市"));
        let far = Row::nth(3).with(CITY, "静岡県浜松市");
        let (limits, both) = (Limits::default(), [ours, next.clone()]);
        let read = async |edition: &str, rows: &[Row]| {
            let report = world.try_import(only(edition, "27207"), &marked(&table(rows)), &limits).await;
            report.expect("imported")
        };
        assert_eq!(read("one.csv", both.as_slice()).await.created, 1);
        let neighbour = read("neighbour.csv", std::slice::from_ref(&next)).await;
        assert_eq!((neighbour.outside_area, neighbour.absent), (1, 0), "it is the file of the next town");
        let country = read("country.csv", [next, far].as_slice()).await;
        assert_eq!((country.outside_area, country.absent), (2, 1));
        assert!(office(&world, "ひなたワーク1").await.sources[0].absent_since.is_some());
    }
}

fn two_towns() -> Vec<u8> {
    let rows = [
        Row::nth(1),
        Row::nth(2).with(CITY, "大阪府三島郡島本町"),
        Row::nth(3).with(CITY, "大阪府茨木市"),
        Row::nth(4).with(CITY, "大阪府ひなた市"),
    ];
    marked(&table(&rows))
}

fn only(edition: &str, town_code: &str) -> ImportRequest {
    ImportRequest {
        only: BTreeSet::from([town(town_code)]),
        ..request(edition)
    }
}

on_every_database! {
    async fn an_operator_takes_only_the_towns_of_the_network(world) {
        let world = world.with_towns().await;
        let mut request = only("mishima.csv", "27207");
        request.only.insert(town("27301"));
        let report = world.try_import(request, &two_towns(), &Limits::default()).await;
        let report = report.expect("imported");
        assert!(adds_up(&report));
        assert_eq!((report.rows_read, report.created), (4, 2));
        assert_eq!((report.skipped, report.outside_area, report.without_municipality), (2, 1, 1));
        let told: Vec<_> = report
            .findings
            .iter()
            .map(|f| (f.line, f.column.as_deref(), f.kind, f.raw.as_str(), f.done.as_str()))
            .collect();
        let left_out = "市区町村がわからず、地域をしぼった取り込みでは使わなかった";
        assert_eq!(told, [
            (3, Some(CITY), "municipality_county_dropped", "大阪府三島郡島本町", "郡を除いた名前で一致させ、表記はそのまま残した"),
            (5, Some(CITY), "municipality_not_found", "大阪府ひなた市", left_out),
        ]);
        assert_eq!(names(&world).await, ["ひなたワーク1", "ひなたワーク2"]);
        assert_eq!(list(&world, Some(town("27301"))).await.facets.total, 1);
        assert_eq!(list(&world, Some(town("27211"))).await.facets.total, 0);

        let server = world.serve().await;
        let (_, sources) = server.visitor().read("/sources").await;
        let dataset = "障害福祉サービス等情報公表システム（WAM NET）</th>";
        let counts = "読んだ 4行（新しく入れた 2・取り込む区域の外 1・使えなかった 1）";
        for told in [dataset, ">mishima.csv<", counts] {
            assert!(sources.contains(told), "{told}");
        }
        server.stop().await;
    }
}

on_every_database! {
    async fn an_operator_who_takes_one_town_calls_no_office_of_another_missing(world) {
        let world = world.with_towns().await;
        let all = world.try_import(request("all.csv"), &two_towns(), &Limits::default()).await;
        assert_eq!(all.expect("imported").created, 4);
        let report = world
            .try_import(only("shimamoto.csv", "27301"), &two_towns(), &Limits::default())
            .await
            .expect("imported");
        assert_eq!((report.unchanged, report.outside_area, report.without_municipality), (1, 2, 1));
        assert_eq!(report.absent, 0, "the table names them all");
        assert_eq!(office(&world, "ひなたワーク1").await.sources[0].absent_since, None);
    }
}

on_every_database! {
    async fn an_operator_calls_no_office_missing_whose_town_the_new_edition_misspells(world) {
        let world = world.with_towns().await;
        let rows = [Row::nth(1), Row::nth(2), Row::nth(3)];
        assert_eq!(world.import("whole.csv", &rows).await.created, 3);
        let misspelt = Row::nth(1).with(CITY, "大阪府たか市").with("定員", "");
        let newer = marked(&table(&[misspelt, Row::nth(2)]));
        let report = world.try_import(only("newer.csv", "27207"), &newer, &Limits::default()).await;
        let report = report.expect("imported");
        assert!(adds_up(&report));
        assert_eq!((report.unchanged, report.without_municipality, report.absent), (1, 1, 1));
        assert_eq!(report.findings.len(), 2, "{:?}", report.findings);
        assert!(report.findings.iter().all(|finding| finding.line == 2));
        let first = office(&world, "ひなたワーク1").await;
        assert_eq!((first.sources[0].absent_since, first.facts.capacity), (None, Some(20)));
        assert!(office(&world, "ひなたワーク3").await.sources[0].absent_since.is_some());
    }
}
