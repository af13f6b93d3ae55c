//! Lists that are longer than anybody reads: what a spreadsheet gets of them, and what is said where
//! nobody counts to the end.

use std::io::Cursor;

use calamine::{Reader as _, Xlsx};
use renkei_tests::on_every_database;
use renkei_tests::published::{Row, cells};
use renkei_tests::server::Visitor;
use reqwest::Method;
use serde_json::{Value, json};

use crate::pages::page;
use crate::record::fine;

/// How a list says that its spreadsheet holds all of it, and how, that it does not.
const WHOLE: &str = "この一覧を表計算に取り出す（CSV）";
const BEGINNING: &str = "はじめの1,000件をCSVで取り出す";
const CUT_OFF: &str = "（はじめの1,000件だけです。つづきは、しぼりこんで取り出してください）";

/// The word that every office of these lists has in its name.
const FOUND: &str = "q=%E3%81%B2%E3%81%AA%E3%81%9F";

fn rows(many: u32) -> Vec<Row> {
    (1..=many).map(Row::nth).collect()
}

/// The lines of a spreadsheet below its header, by their cells.
pub(crate) async fn spreadsheet(visitor: &Visitor, path: &str) -> Vec<Vec<String>> {
    let answer = visitor.open(path).await;
    assert_eq!(answer.status(), 200, "{path}");
    let bytes = fine(answer.bytes().await).to_vec();
    let text = fine(String::from_utf8(bytes));
    let table = text.strip_prefix('\u{feff}');
    let table = table.unwrap_or_else(|| panic!("{path} bears no mark of its encoding"));
    table.lines().skip(1).map(cells).collect()
}

on_every_database! {
    async fn a_coordinator_learns_where_a_spreadsheet_ends(world) {
        let world = world.with_towns().await;
        world.import("march.csv", &rows(1_000)).await;
        let server = world.serve().await;
        let visitor = server.visitor();
        for question in ["", FOUND] {
            let list = page(&visitor, &format!("/search?{question}")).await;
            assert!(list.contains(WHOLE) && !list.contains(BEGINNING), "{question}");
            let whole = spreadsheet(&visitor, &format!("/search.csv?{question}")).await;
            assert_eq!(whole.len(), 1_000, "{question}");
            assert!(whole.iter().all(|row| row[0].starts_with("ひなたワーク")), "{question}");
        }

        world.import("september.csv", &rows(1_001)).await;
        for question in ["", FOUND] {
            let list = page(&visitor, &format!("/search?{question}")).await;
            assert!(list.contains(BEGINNING) && !list.contains(WHOLE), "{question}");
            let mut cut = spreadsheet(&visitor, &format!("/search.csv?{question}")).await;
            let last = cut.pop().unwrap_or_default();
            assert_eq!(last[0], CUT_OFF, "{question}");
            assert!(last[1..].iter().all(String::is_empty), "{question}: {last:?}");
            assert_eq!(cut.len(), 1_000, "{question}");
            assert!(cut.iter().all(|row| row[0].starts_with("ひなたワーク")), "{question}");
            cut.sort();
            cut.dedup();
            assert_eq!(cut.len(), 1_000, "{question} has an entry twice");
        }
        server.stop().await;
    }
}

/// The lines of a sheet of a workbook below its header, by their cells.
pub(crate) fn sheet_of(workbook: Vec<u8>, name: &str) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = fine(Xlsx::new(Cursor::new(workbook)));
    let range = fine(book.worksheet_range(name));
    let rows = range.rows().skip(1);
    rows.map(|row| row.iter().map(ToString::to_string).collect())
        .collect()
}

on_every_database! {
    async fn a_coordinator_takes_the_same_rows_into_excel(world) {
        let world = world.with_towns().await;
        let world_rows = [Row::nth(1).with("事業所の名称", "=1+1"), Row::nth(2), Row::nth(3)];
        world.import("march.csv", &world_rows).await;
        let server = world.serve().await;
        let visitor = server.visitor();
        let list = page(&visitor, "/search").await;
        assert!(list.contains("href=\"/search.xlsx\">この一覧をExcelで取り出す</a>"), "{list}");
        let answer = visitor.open("/search.xlsx").await;
        assert_eq!(answer.status(), 200);
        let named = answer.headers().get("content-disposition").and_then(|name| name.to_str().ok());
        assert!(named.is_some_and(|name| name.contains("\"renkei.xlsx\"")), "{named:?}");
        let workbook = sheet_of(fine(answer.bytes().await).to_vec(), "機関");
        let mut text = spreadsheet(&visitor, "/search.csv").await;
        // The apostrophe before a formula is of CSV alone: in a workbook text is text.
        for cell in text.iter_mut().flatten().filter(|cell| cell.starts_with("'=")) {
            cell.remove(0);
        }
        assert_eq!(workbook, text);
        assert!(workbook.iter().any(|row| row[0] == "=1+1"), "{workbook:?}");
        assert_eq!(visitor.open("/search.xlsx?area=nowhere").await.status(), 404);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_coordinator_prints_a_list_in_one_piece_and_learns_where_the_paper_ends(world) {
        const ALL: &str = ">ぜんぶを印刷用に出す</a>";
        const FIRST: &str = ">はじめの200件を印刷用に出す</a>";
        const MORE: &str = "この紙に のらない機関が、まだ あります。";
        let world = world.with_towns().await;
        world.import("may.csv", &rows(20)).await;
        let server = world.serve().await;
        let visitor = server.visitor();
        for path in ["/areas/272078", "/search"] {
            let list = page(&visitor, path).await;
            assert!(!list.contains(ALL) && !list.contains(FIRST), "{path} is one page");
        }
        let names = |list: &str| list.matches("class=\"row-title\"").count();
        for (many, word, printed, is_cut) in [(200, ALL, 200, false), (201, FIRST, 200, true)] {
            world.import(&format!("{many}.csv"), &rows(many)).await;
            for (path, whole) in [
                ("/areas/272078".to_owned(), "/areas/272078?print=all".to_owned()),
                (format!("/search?{FOUND}"), format!("/search?{FOUND}&print=all")),
            ] {
                let list = page(&visitor, &path).await;
                assert_eq!(names(&list), 20, "{path}");
                let link = format!("href=\"{}\"{word}", whole.replace('&', "&#38;"));
                assert!(list.contains(&link), "{path} leads to {link}: {list}");
                let paper = page(&visitor, &whole).await;
                assert_eq!(names(&paper), printed, "{whole}");
                assert!(paper.contains(&format!("この紙は{printed}件。全部で{many}件")), "{whole}");
                assert_eq!(paper.contains(MORE), is_cut, "{whole}");
                assert!(paper.contains(&format!("href=\"{path}\">20件ずつ 見る</a>")), "{whole}");
                assert!(!paper.contains(word) && !paper.contains("class=\"pager\""), "{whole}");
            }
        }
        let refused = visitor.open("/areas/272078?print=some").await;
        assert_eq!(refused.status(), 404);
        server.stop().await;
    }
}

/// What a program is told of the numbers of a search.
async fn counted(visitor: &Visitor) -> Value {
    let document = "{ resources(filter: { text: \"ひなた\" }, first: 1) {
        totalCount { value isExact }
        facets { kindsAreExact sectorsAreExact municipalitiesAreExact kinds { kind count } }
    } }";
    let call = json!({ "query": document }).to_string();
    let answer = visitor.send_json(Method::POST, "/graphql", &call).await;
    let mut told: Value = fine(serde_json::from_str(&fine(answer.text().await)));
    told["data"]["resources"].take()
}

on_every_database! {
    async fn a_visitor_reads_no_number_where_nobody_counted_to_the_end(world) {
        const KIND: &str = "就労移行支援";
        let world = world.with_towns().await;
        world.import("march.csv", &rows(10_000)).await;
        let server = world.serve().await;
        let visitor = server.visitor();
        let number = |many: u32| format!("{KIND} <span class=\"count\">{many}</span></a>");
        let path = format!("/search?{FOUND}");
        let exact = page(&visitor, &path).await;
        assert!(exact.contains("<span class=\"count\">10000件</span>"), "{exact}");
        assert!(exact.contains(&number(10_000)), "{exact}");
        let told = counted(&visitor).await;
        assert_eq!(told["totalCount"], json!({ "value": 10_000, "isExact": true }));
        assert_eq!(told["facets"]["kindsAreExact"], true);
        assert_eq!(told["facets"]["kinds"][0]["count"], 10_000);

        world.import("september.csv", &rows(10_001)).await;
        let inexact = page(&visitor, &path).await;
        assert!(inexact.contains("<span class=\"count\">10000件より多い</span>"), "{inexact}");
        // The chips still narrow. The one number that is left is the one that says it is none.
        assert!(inexact.contains(&format!("{KIND}</a>")), "{inexact}");
        assert_eq!(inexact.matches("<span class=\"count\">").count(), 1, "{inexact}");
        let told = counted(&visitor).await;
        assert_eq!(told["totalCount"], json!({ "value": 10_000, "isExact": false }));
        for list in ["kindsAreExact", "sectorsAreExact", "municipalitiesAreExact"] {
            assert_eq!(told["facets"][list], false, "{list}");
        }
        // What kinds and places alone decide is counted to the end.
        let all = page(&visitor, "/search").await;
        assert!(all.contains("<span class=\"count\">10001件</span>"), "{all}");
        assert!(all.contains(&number(10_001)), "{all}");
        server.stop().await;
    }
}
