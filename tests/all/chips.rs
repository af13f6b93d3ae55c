//! What a list may be narrowed to by one press: the number beside a choice is how many entries the press
//! leaves.

use renkei_tests::on_every_database;
use reqwest::header::LOCATION;

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

/// Lists, and the sides by which each may be narrowed.
const LISTS: [(&str, &[&str]); 4] = [
    ("/search?area=272078", &["分野", "種類", "市区町村"]),
    ("/search?area=272078&km=10", &["分野", "種類", "市区町村"]),
    ("/kinds/employment_transition", &["市区町村"]),
    ("/areas/272078", &["分野", "種類"]),
];

on_every_database! {
    async fn a_visitor_who_presses_a_choice_finds_as_many_as_it_says(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let visitor = server.visitor();
        for (path, sides) in LISTS {
            let list = page(&visitor, path).await;
            for side in ["分野", "種類", "市区町村"] {
                let is_offered = list.contains(&format!(r#"<li class="chips-label">{side}</li>"#));
                assert_eq!(is_offered, sides.contains(&side), "{path} {side}");
            }
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

on_every_database! {
    async fn a_visitor_narrows_the_list_of_a_kind_to_a_town_by_its_name(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let visitor = server.visitor();
        let kind = "/kinds/employment_transition";
        let whole = page(&visitor, kind).await;
        assert!(whole.contains(r#"<input id="town" name="town""#));
        let answer = visitor.open(&format!("{kind}?town=高槻市&km=3")).await;
        assert_eq!(answer.status().as_u16(), 303);
        let location = answer.headers().get(LOCATION).map(|to| to.as_bytes().to_vec());
        let led = format!("{kind}?area=272078&km=3");
        assert_eq!(location, Some(led.clone().into_bytes()));
        let around = page(&visitor, &led).await;
        assert!(around.contains("高槻市の役所から 3km まで"));
        assert!((1..total(&whole)).contains(&total(&around)));
        // How far from nowhere nobody can tell: without a town it is the whole list.
        assert_eq!(total(&page(&visitor, &format!("{kind}?km=3")).await), total(&whole));
        let unknown = page(&visitor, &format!("{kind}?town=どこにもない市")).await;
        assert!(unknown.contains("「どこにもない市」という市区町村は見つかりません"));
        assert!(unknown.contains("<h1>就労移行支援</h1>"));
        server.stop().await;
    }
}
