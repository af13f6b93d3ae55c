//! What a list may be narrowed to by one press: the number beside a choice is how many entries the press
//! leaves.

use renkei_tests::on_every_database;

use crate::markup::plain;
use crate::pages::{page, total};
use crate::record::fine;

/// The choices of a list that are not made yet and have a number, with where they lead.
fn counted(html: &str) -> Vec<(String, usize)> {
    let chips = html.split(r#"<a class="chip" href=""#).skip(1);
    let chips = chips.filter_map(|chip| {
        let (chip, _) = chip.split_once("</a>")?;
        let (href, rest) = chip.split_once('"')?;
        let (_, count) = rest.split_once(r#"<span class="count">"#)?;
        let (count, _) = count.split_once("</span>")?;
        let is_open = !rest.contains("aria-current");
        is_open.then(|| (plain(href), fine(count.parse())))
    });
    chips.collect()
}

on_every_database! {
    async fn a_visitor_who_presses_a_choice_finds_as_many_as_it_says(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let visitor = server.visitor();
        for question in ["area=272078", "area=272078&km=10"] {
            let path = format!("/search?{question}");
            let list = page(&visitor, &path).await;
            let choices = counted(&list);
            assert!(!choices.is_empty(), "{path} counts nothing");
            for (href, count) in choices {
                let narrowed = total(&page(&visitor, &href).await);
                assert_eq!(narrowed, count, "{path} leads to {href}");
            }
        }
        // Another town is another circle, of which nothing is counted yet.
        let around = page(&visitor, "/search?area=272078&km=10").await;
        let led: Vec<_> = counted(&around).into_iter().map(|(href, _)| href).collect();
        assert!(led.iter().all(|href| href.contains("area=272078")), "{led:?}");
        assert!(around.contains(r#"aria-label="市区町村""#));
        server.stop().await;
    }
}
