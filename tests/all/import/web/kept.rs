//! The columns of a list, chosen one by one: they are chosen still when a session ended meanwhile.

use chrono::TimeDelta;
use renkei_tests::on_every_database;

use super::{coordinator, handed_in, region};
use crate::editing_pages::forms::Form;
use crate::editing_pages::kept::signs_in;

const LIST: &str = "名前,つながる番号,ひとこと\nうたう会,072-000-0001,火曜\n";

on_every_database! {
    async fn a_coordinator_whose_session_ran_out_chooses_no_column_twice(world) {
        let world = region(world).await;
        let server = world.serve().await;
        let (who, browser) = coordinator(&world, &server).await;
        let file = handed_in(&browser, "list", "一覧.csv", LIST.as_bytes()).await;
        let path = format!("{file}/columns");
        let page = browser.look(&path).await;
        let filled = Form::on(&page.html, &path)
            .with("c0", "name")
            .with("c1", "fax")
            .with("c2", "note")
            .with("kind", "leisure_resource");
        world.clock.pass(TimeDelta::hours(13));
        let led = filled.send(&browser).await.leads_to.unwrap_or_default();
        assert!(led.starts_with("/sign-in?next="), "{led}");
        signs_in(&world, &who, &browser).await;
        let page = browser.look(&path).await;
        let again = Form::on(&page.html, &path);
        for (column, field) in [("c0", "name"), ("c1", "fax"), ("c2", "note"), ("kind", "leisure_resource")] {
            assert_eq!(again.says(column), field, "{column}");
        }
        let page = again.send(&browser).await;
        assert_eq!(page.leads_to.as_deref(), Some(file.as_str()), "{}", page.html);
        server.stop().await;
    }
}
