//! The directory of a network month by month: made once, the same for everybody, and compared with the one before.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use renkei_exchange::open_data::COLUMNS;
use renkei_tests::on_every_database;
use renkei_tests::published::Row;
use renkei_tests::server::Visitor;
use reqwest::Method;

use crate::letters::invited::demo;
use crate::long_lists::{sheet_of, spreadsheet};
use crate::pages::{page, total};
use crate::record::fine;

/// Whoever has a file already is told so.
async fn assert_kept(visitor: &Visitor, path: &str) {
    let tag = visitor.open(path).await.headers().get("etag").cloned();
    let tag = tag.unwrap_or_else(|| panic!("{path} has no tag"));
    let again = visitor.request(Method::GET, path);
    let again = fine(again.header("if-none-match", tag).send().await);
    assert_eq!(again.status(), 304, "{path}");
}

on_every_database! {
    async fn a_city_publishes_its_part_of_the_directory_at_an_address_that_stays(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let visitor = server.visitor();
        fine(world.app.make_monthly_directories().await);
        let all = format!("/directory/open/{}/all.csv", demo());
        let city = format!("/directory/open/{}/272078/list.csv", demo());
        let (_, html) = visitor.read("/directory/monthly").await;
        for path in [&all, &city] {
            assert!(html.contains(&format!("href=\"{path}\"")), "{html}");
            assert_kept(&visitor, path).await;
        }
        let before = spreadsheet(&visitor, &city).await;
        let tag = visitor.open(&city).await.headers().get("etag").cloned();

        // More than two pages of a list: each entry stands there once.
        let rows: Vec<Row> = (1..=250).map(Row::nth).collect();
        world.import("later.csv", &rows).await;
        let now = spreadsheet(&visitor, &city).await;
        let new = now.iter().filter(|row| row[4].starts_with("ひなたワーク")).count();
        // Some may be offices that the demo has already; the search counts them without turning pages.
        let counted = total(&page(&visitor, "/search?q=ひなたワーク").await);
        assert!(new == counted && new > 240, "{new}, not {counted}");
        assert!(now.len() > before.len() + 240, "{} and {}", before.len(), now.len());
        assert!(now.iter().all(|row| row.len() == COLUMNS.len() && row[0] == "272078"), "{now:?}");
        let ids: BTreeSet<&str> = now.iter().map(|row| row[1].as_str()).collect();
        assert_eq!(ids.len(), now.len());
        let new = now.iter().find(|row| row[4] == "ひなたワーク7");
        let new = new.unwrap_or_else(|| panic!("{now:?}"));
        let said: Vec<&str> = [2, 3, 5, 6, 11, 13, 15, 16, 19].map(|place| new[place].as_str()).to_vec();
        assert_eq!(
            said,
            [
                "大阪府", "高槻市", "ヒナタワーク", "就労移行支援", "072-000-0007",
                "072-900-0007", "社会福祉法人ひなた会", "2799900007", "20",
            ]
        );
        assert_ne!(visitor.open(&city).await.headers().get("etag").cloned(), tag);
        let whole = spreadsheet(&visitor, &all).await;
        let of_all: BTreeSet<&str> = whole.iter().map(|row| row[1].as_str()).collect();
        assert!(of_all.is_superset(&ids));
        assert_eq!(of_all.len(), whole.len());

        // Another city is not of this network, a code has one spelling, and nobody else keeps anything.
        let nobody = "01932f00-0000-7000-8000-00000000ffff";
        for gone in [
            format!("/directory/open/{}/271004/list.csv", demo()),
            format!("/directory/open/{}/27207/list.csv", demo()),
            format!("/directory/open/{nobody}/all.csv"),
            "/directory/open/x/all.csv".to_owned(),
        ] {
            assert_eq!(visitor.open(&gone).await.status(), 404, "{gone}");
        }
        server.stop().await;
    }
}

on_every_database! {
    async fn somebody_who_wants_the_directory_in_excel_finds_what_changed_since_last_month(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let visitor = server.visitor();
        let (_, page) = visitor.read("/directory/monthly").await;
        assert!(page.contains("毎月の名簿は、まだ ありません"), "{page}");

        fine(world.app.make_monthly_directories().await);
        let first = fine(world.app.monthly_issues().await);
        let of_demo = first.iter().find(|network| network.network == demo());
        let issues = of_demo.map(|network| network.issues.clone()).unwrap_or_default();
        let [issue] = issues.as_slice() else { panic!("{first:?}") };
        assert!(issue.entries > 0);

        // What comes in later stands in the next one, however often the round goes round.
        world.import("later.csv", &[Row::nth(1), Row::nth(2)]).await;
        fine(world.app.make_monthly_directories().await);
        assert_eq!(fine(world.app.monthly_issues().await), first);

        let month = issue.month.format("%Y-%m");
        let path = format!("/directory/monthly/{}/{month}", demo());
        let (_, page) = visitor.read("/directory/monthly").await;
        assert!(page.contains(&format!("href=\"{path}\"")), "{page}");
        let answer = visitor.open(&path).await;
        assert_eq!(answer.status(), 200);
        let tag = answer.headers().get("etag").cloned();
        let book = fine(answer.bytes().await).to_vec();
        assert_eq!(sheet_of(book.clone(), "名簿").len() as u64, issue.entries);
        let compared = sheet_of(book, "先月から変わったところ");
        assert!(compared[0][0].contains("前の名簿がない"), "{compared:?}");
        let tag = tag.unwrap_or_else(|| panic!("no tag"));
        let again = visitor.request(Method::GET, &path).header("if-none-match", tag);
        assert_eq!(fine(again.send().await).status(), 304);

        world.clock.pass(TimeDelta::days(31));
        fine(world.app.make_monthly_directories().await);
        let second = fine(world.app.monthly_issues().await);
        let of_demo = second.iter().find(|network| network.network == demo());
        let newest = of_demo.and_then(|network| network.issues.first()).cloned();
        let newest = newest.unwrap_or_else(|| panic!("{second:?}"));
        assert_eq!(newest.entries, issue.entries + 2);
        let path = format!("/directory/monthly/{}/{}", demo(), newest.month.format("%Y-%m"));
        let book = fine(visitor.open(&path).await.bytes().await).to_vec();
        let changed = sheet_of(book, "先月から変わったところ");
        let mut told: Vec<_> = changed.iter().map(|row| (row[0].as_str(), row[1].as_str())).collect();
        told.sort_unstable();
        assert_eq!(told, [("新しくのった", "ひなたワーク1"), ("新しくのった", "ひなたワーク2")]);
        let for_programs = format!("{path}/changes.csv");
        let (_, page) = visitor.read("/directory/monthly").await;
        assert!(page.contains(&format!("href=\"{for_programs}\"")), "{page}");
        assert_eq!(spreadsheet(&visitor, &for_programs).await, changed);
        assert_kept(&visitor, &for_programs).await;
        // Where there was none to compare with, a program reads no row of words for people.
        let of_first = format!("/directory/monthly/{}/{month}/changes.csv", demo());
        assert!(spreadsheet(&visitor, &of_first).await.is_empty());

        for gone in ["2020-01", "2026-1", "x"] {
            let path = format!("/directory/monthly/{}/{gone}", demo());
            assert_eq!(visitor.open(&path).await.status(), 404, "{gone}");
        }
        world.clock.pass(TimeDelta::days(400));
        fine(world.app.make_monthly_directories().await);
        let kept = fine(world.app.monthly_issues().await);
        assert!(kept.iter().all(|network| network.issues.len() == 1), "{kept:?}");
        server.stop().await;
    }
}
