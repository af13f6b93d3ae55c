//! The directory of a network month by month: made once, the same for everybody, and compared with the one before.

use chrono::TimeDelta;
use renkei_tests::on_every_database;
use renkei_tests::published::Row;
use reqwest::Method;

use crate::letters::invited::demo;
use crate::long_lists::sheet_of;
use crate::record::fine;

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
