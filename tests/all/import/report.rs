//! What an import says it did: numbers that add up, and a line for everything noticed.

use renkei_exchange::input::Limits;
use renkei_tests::on_every_database;
use renkei_tests::published::{Row, marked, request, table};

use super::look::{adds_up, names};

const SERIAL: &str = "NO（※システム内の固有の番号、連番）";

on_every_database! {
    async fn an_operator_gets_numbers_that_add_up(world) {
        let world = world.with_towns().await;
        let rows = [
            Row::nth(1),
            Row::nth(2).with("定員", ""),
            Row::nth(1).with(SERIAL, "A0000009999"),
            Row::nth(3).with("事業所の名称", "\u{3000}"),
            Row::nth(4),
        ];
        // A row of three cells in the middle: the file is whole, the row is not.
        let text = table(&rows).replacen('\n', "\n1,2,3\n", 1);
        let report = world
            .try_import(request("first.csv"), &marked(&text), &Limits::default())
            .await
            .expect("imported");
        assert!(adds_up(&report) && report.is_partly_refused());
        let numbers = (report.rows_read, report.created, report.updated, report.unchanged, report.skipped);
        assert_eq!(numbers, (6, 3, 0, 0, 3));
        let told: Vec<_> = report
            .findings
            .iter()
            .map(|f| (f.line, f.column.as_deref(), f.kind, f.raw.as_str(), f.done.as_str()))
            .collect();
        let doubled = rows[2].cells().join(",");
        let nameless = rows[3].cells().join(",");
        assert_eq!(
            told,
            [
                (2, None, "row_too_short", "1,2,3", "29 列のはずが 3 列しかありません"),
                (4, Some("定員"), "capacity_missing", "", "定員なしで取り込んだ"),
                (5, None, "duplicate_row", doubled.as_str(), "3行目と同じ内容のため、省きました"),
                (6, None, "name_missing", nameless.as_str(), "事業所の名称がないため、省きました"),
            ]
        );
        assert_eq!(
            report.findings_by_kind.into_iter().collect::<Vec<_>>(),
            [("capacity_missing", 1), ("duplicate_row", 1), ("name_missing", 1), ("row_too_short", 1)]
        );

        let next = [Row::nth(1), Row::nth(2).with("定員", "10"), Row::nth(4), Row::nth(5)];
        let report = world.import("second.csv", &next).await;
        assert!(adds_up(&report) && !report.is_partly_refused());
        let numbers = (report.rows_read, report.created, report.updated, report.unchanged, report.skipped);
        assert_eq!(numbers, (4, 1, 1, 2, 0));

        let editions = world.app.imported_editions().await.expect("editions");
        let told: Vec<(&str, u64, u64)> = editions
            .iter()
            .map(|edition| (edition.name.as_str(), edition.rows_read, edition.created))
            .collect();
        assert_eq!(told, [("second.csv", 4, 1), ("first.csv", 6, 3), ("towns", 7, 7)]);
    }
}

on_every_database! {
    async fn a_visitor_finds_main_and_branch_office_side_by_side_and_nobody_twice(world) {
        let world = world.with_towns().await;
        let main = Row::nth(1);
        let branch = Row::nth(2)
            .with("事業所番号", main.cell("事業所番号"))
            .with("事業所の名称", "ひなたワーク分室");
        // Strangers to each other that were given one running number.
        let stranger = Row::nth(3).with(SERIAL, main.cell(SERIAL));
        let again = main.clone();
        let report = world.import("offices.csv", &[main, branch, stranger, again]).await;
        assert_eq!((report.created, report.skipped), (3, 1));
        assert_eq!(
            report.findings_by_kind.iter().map(|(kind, count)| (*kind, *count)).collect::<Vec<_>>(),
            [("duplicate_row", 1), ("office_number_shared", 1)]
        );
        assert!(!report.is_partly_refused(), "an equal row is no loss");
        assert_eq!(names(&world).await, ["ひなたワーク1", "ひなたワーク3", "ひなたワーク分室"]);
    }
}
