//! Which office a row of the next edition is: a rename, a move or a new number never makes a second
//! entry, and what could be several is nobody's guess.

use renkei_app::import::edition::OfficeTable;
use renkei_app::import::report::ImportReport;
use renkei_domain::access::principal::Principal;
use renkei_exchange::list::ListMapping;
use renkei_tests::published::{Row, marked};
use renkei_tests::{World, on_every_database};

use super::look::{adds_up, names, numbered, office, total, view};
use crate::record::fine;

const NUMBER: &str = "事業所番号";
const NAME: &str = "事業所の名称";
const CITY: &str = "事業所住所（市区町村）";
const REST: &str = "事業所住所（番地以降）";
const PHONE: &str = "事業所電話番号";

/// What becomes of an office that stays itself; each stands in the same two editions.
const CHANGES: &[(&str, &[(&str, &str)])] = &[
    ("renamed", &[(NAME, "あおば就労センター")]),
    ("moved", &[(CITY, "大阪府茨木市"), (REST, "新町8-8")]),
    (
        "renamed and moved",
        &[(NAME, "わかば舎"), (REST, "北町9-9")],
    ),
    (
        "all but its number is new",
        &[
            (NAME, "みどり工房"),
            (REST, "南町7-7"),
            (PHONE, "072-777-0001"),
        ],
    ),
    ("a new number", &[(NUMBER, "2788800001")]),
    (
        "a new number after a move",
        &[(NUMBER, "2788800002"), (REST, "東町6-6")],
    ),
    (
        "a new number with a new name",
        &[(NUMBER, "2788800003"), (NAME, "そら作業所")],
    ),
    (
        "a new number with a new phone",
        &[(NUMBER, "2788800004"), (PHONE, "072-777-0002")],
    ),
    ("spelt otherwise", &[(REST, "城北町９−１")]),
];

on_every_database! {
    async fn a_visitor_never_finds_an_office_twice_because_it_changed(world) {
        let world = world.with_towns().await;
        let old: Vec<Row> = (1..).zip(CHANGES).map(|(n, _)| Row::nth(n)).collect();
        world.import("one.csv", &old).await;
        let mut ids = Vec::new();
        for row in &old {
            ids.push(numbered(&world, row.cell(NUMBER)).await.id);
        }
        let new: Vec<Row> = old
            .iter()
            .zip(CHANGES)
            .map(|(row, (_, cells))| {
                let row = row.clone();
                cells.iter().fold(row, |row, (column, cell)| row.with(column, cell))
            })
            .collect();
        let report = world.import("two.csv", &new).await;
        assert_eq!(
            (report.created, report.updated, report.absent, report.undecided.len()),
            (0, CHANGES.len() as u64, 0, 0)
        );
        for ((row, id), (what, _)) in new.iter().zip(ids).zip(CHANGES) {
            let page = view(&world, id).await;
            assert_eq!(page.facts.name.as_str(), row.cell(NAME), "{what}");
            assert_eq!(numbered(&world, row.cell(NUMBER)).await.id, id, "{what}");
        }
        assert_eq!(total(&world).await, CHANGES.len() as u64);
    }
}

on_every_database! {
    async fn a_visitor_finds_two_offices_when_only_one_thing_is_alike(world) {
        let world = world.with_towns().await;
        world.import("one.csv", &[Row::nth(1)]).await;
        let other = Row::nth(2).with(NAME, Row::nth(1).cell(NAME));
        let report = world.import("two.csv", &[other]).await;
        assert_eq!((report.created, report.absent), (1, 1));
        assert_eq!(names(&world).await, ["ひなたワーク1", "ひなたワーク1"]);
        let first = numbered(&world, Row::nth(1).cell(NUMBER)).await;
        assert!(first.sources[0].absent_since.is_some());
    }
}

on_every_database! {
    async fn an_operator_decides_what_could_be_several_offices(world) {
        let world = world.with_towns().await;
        let (main, branch) = (Row::nth(1), Row::nth(2).with(NUMBER, Row::nth(1).cell(NUMBER)));
        world.import("one.csv", &[main.clone(), branch.clone()]).await;
        let mut candidates = Vec::new();
        for name in ["ひなたワーク1", "ひなたワーク2"] {
            candidates.push(office(&world, name).await.id.to_string());
        }
        candidates.sort();

        let unlike = |row: Row, name: &str, rest: &str, phone: &str| {
            row.with(NAME, name).with(REST, rest).with(PHONE, phone)
        };
        let rows = [
            unlike(main, "あおば", "東町1-1", "072-777-0001"),
            unlike(branch, "わかば", "西町2-2", "072-777-0002"),
        ];
        let report = world.import("two.csv", &rows).await;
        assert!(adds_up(&report) && report.is_partly_refused());
        assert_eq!((report.created, report.updated, report.skipped, report.absent), (0, 0, 2, 0));
        let told: Vec<(u64, &str)> = report
            .undecided
            .iter()
            .map(|row| (row.line, row.name.as_str()))
            .collect();
        assert_eq!(told, [(2, "あおば"), (3, "わかば")]);
        for row in &report.undecided {
            let mut named = row.candidates.clone();
            named.sort();
            assert_eq!(named, candidates);
        }
        assert_eq!(names(&world).await, ["ひなたワーク1", "ひなたワーク2"]);
    }
}

on_every_database! {
    async fn an_operator_is_asked_about_two_rows_of_one_number_and_one_name(world) {
        let world = world.with_towns().await;
        world.import("one.csv", &[Row::nth(1)]).await;
        let candidates = vec![office(&world, "ひなたワーク1").await.id.to_string()];
        let moved = |rest: &str, phone: &str| Row::nth(1).with(REST, rest).with(PHONE, phone);
        let rows = [moved("東町1-1", "072-777-0001"), moved("西町2-2", "072-777-0002")];
        let report = world.import("two.csv", &rows).await;
        assert!(adds_up(&report) && report.is_partly_refused());
        assert_eq!((report.created, report.updated, report.skipped, report.absent), (0, 0, 2, 0));
        let told: Vec<(u64, &Vec<String>)> = report
            .undecided
            .iter()
            .map(|row| (row.line, &row.candidates))
            .collect();
        assert_eq!(told, [(2, &candidates), (3, &candidates)]);
        let open = fine(world.app.undecided_rows(&Principal::installation()).await).open;
        let mut lines: Vec<u64> = open.iter().map(|stored| stored.row.line).collect();
        lines.sort_unstable();
        assert_eq!(lines, [2, 3], "both wait for somebody to say whose they are");
        assert_eq!(names(&world).await, ["ひなたワーク1"]);
    }
}

/// Reads a list in that knows no numbers.
async fn listed(world: &World, edition: &str, rows: &[&str]) -> ImportReport {
    let text = format!("名称,種類,電話,FAX,住所\n{}\n", rows.join("\n"));
    let list = OfficeTable::List(ListMapping::default());
    let report = world.import_table(list, edition, &marked(&text)).await;
    assert!(adds_up(&report), "{report:?}");
    report
}

const KAEDE: &str = "かえで会,余暇,072-000-0001,,大阪府高槻市城北町1-1";
const MOMIJI: &str = "もみじ会,余暇,,,大阪府高槻市桃園町2-2";
const ICHO: &str = "いちょう会,余暇,072-000-0003,,大阪府高槻市松原町3-3";

on_every_database! {
    async fn an_operator_decides_whether_an_office_without_a_number_moved_or_is_another(world) {
        let world = world.with_towns().await;
        assert_eq!(listed(&world, "one.csv", &[KAEDE, MOMIJI, ICHO]).await.created, 3);
        let (kaede, momiji) = (office(&world, "かえで会").await.id, office(&world, "もみじ会").await.id);
        let rows = [
            "かえで会,余暇,072-000-0011,,大阪府島本町広瀬1-1",
            "つばき会,余暇,,,大阪府高槻市桃園町2-2",
            // Another one in a house where one stays.
            "さくら会,余暇,072-000-0004,,大阪府高槻市松原町3-3",
            ICHO,
        ];
        let report = listed(&world, "two.csv", &rows).await;
        assert_eq!((report.created, report.updated, report.unchanged, report.skipped), (1, 0, 1, 2));
        let told: Vec<(u64, &str, &[String])> = report
            .undecided
            .iter()
            .map(|row| (row.line, row.name.as_str(), row.candidates.as_slice()))
            .collect();
        let (kaede, momiji) = ([kaede.to_string()], [momiji.to_string()]);
        assert_eq!(told, [(2, "かえで会", kaede.as_slice()), (3, "つばき会", momiji.as_slice())]);
        assert_eq!(names(&world).await, ["いちょう会", "かえで会", "さくら会", "もみじ会"]);
    }
}

on_every_database! {
    async fn a_visitor_finds_an_office_without_a_number_once_where_two_things_stay(world) {
        let world = world.with_towns().await;
        listed(&world, "one.csv", &[KAEDE, ICHO]).await;
        let rows = [
            "かえで会,余暇,072-000-0001,,大阪府島本町広瀬1-1",
            // It is likely to the next row too, and yet nobody has to ask: another row is that one.
            "さくら会,余暇,072-000-0003,,大阪府高槻市桃園町9-9",
            "いちょう会 分室,余暇,072-000-0003,,大阪府高槻市松原町3-3",
        ];
        let report = listed(&world, "two.csv", &rows).await;
        assert_eq!((report.created, report.updated, report.undecided.len()), (1, 2, 0));
        assert_eq!(names(&world).await, ["いちょう会 分室", "かえで会", "さくら会"]);
    }
}
