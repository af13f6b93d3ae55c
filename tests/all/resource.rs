//! The page of one agency: whom it answers, what it says where something is missing, and how it tells
//! what was checked, corrected or closed.

use renkei_tests::on_every_database;

use crate::markup::{attribute, plain, tags};
use crate::pages::page;

const HOSPITAL: &str = "/resources/01932f00-0000-7002-8000-000000000301";

/// Where the chosen one of the choices on a page leads.
fn chosen(html: &str) -> Vec<String> {
    tags(html)
        .iter()
        .filter(|tag| attribute(tag, "class") == Some("chip"))
        .filter(|tag| attribute(tag, "aria-current") == Some("true"))
        .filter_map(|tag| attribute(tag, "href"))
        .map(str::to_owned)
        .collect()
}

on_every_database! {
    async fn an_employer_and_a_family_are_told_their_own_way_to_reach_the_hospital(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let visitor = server.visitor();
        let told = [
            ("", "紹介したい理由と、本人が受診に同意していることを聞きます"),
            ("?as=employer", "会社からの問い合わせには直接答えられません"),
            ("?as=person", "初診の予約は本人か家族が電話でとります"),
        ];
        for (asked, own) in told {
            let path = format!("{HOSPITAL}{asked}");
            let html = page(&visitor, &path).await;
            for (_, words) in told {
                assert_eq!(plain(&html).contains(words), words == own, "{path}: {words}");
            }
            assert_eq!(chosen(&html), [path], "the choice is shown and kept in the address");
        }
        let plainly = page(&visitor, HOSPITAL).await;
        for same in ["?as=", "?as=supporter"] {
            assert_eq!(page(&visitor, &format!("{HOSPITAL}{same}")).await, plainly);
        }
        let (status, _) = visitor.read(&format!("{HOSPITAL}?as=nobody")).await;
        assert_eq!(status, 404);
        let (status, _) = visitor.read(&format!("{HOSPITAL}?as=person&as=employer")).await;
        assert_eq!(status, 400);
        server.stop().await;
    }
}
