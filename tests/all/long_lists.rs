//! Lists that are longer than anybody reads: what a spreadsheet gets of them, and what is said where
//! nobody counts to the end.

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
