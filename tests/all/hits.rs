//! What stands on a hit of a list: enough to act on without opening the page of the agency.

use renkei_tests::on_every_database;
use renkei_tests::server::Visitor;
use renkei_web::pages::every_sample;

use crate::long_lists::spreadsheet;
use crate::pages::{page, total};

/// The only hit of a search, up to the end of the page.
async fn only_hit(visitor: &Visitor, question: &str) -> String {
    let html = page(visitor, &format!("/search?{question}")).await;
    assert_eq!(total(&html), 1, "{question}");
    let hit = html.split_once(r#"<li class="row">"#);
    hit.map(|(_, hit)| hit.to_owned())
        .unwrap_or_else(|| panic!("{question}: no hit"))
}

on_every_database! {
    async fn a_supporter_reads_on_the_hit_whom_to_ask_for_and_what_not_to_do(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let hit = only_hit(&server.visitor(), "q=こもれびこころのクリニック").await;
        for told in [
            "いま: FAX（いつでも）",
            "連携担当 の 看護師 あて",
            "<strong>しないでください:</strong>",
            "支援機関から電話で問い合わせない（連絡はFAXのみ）",
        ] {
            assert!(hit.contains(told), "{told}: {hit}");
        }
        server.stop().await;
    }
}

on_every_database! {
    async fn a_supporter_who_seeks_a_free_place_reads_how_many_there_are_and_since_when(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let visitor = server.visitor();
        let hit = only_hit(&visitor, "capacity=yes&q=こもれびデイケア").await;
        let (_, told) = hit
            .split_once("いま空いている: 3人")
            .unwrap_or_else(|| panic!("no number: {hit}"));
        let (day, _) = told.split_once("に聞いた").unwrap_or_default();
        assert!(day.contains("2026年11月9日(月)") && day.contains("令和8年11月9日(月)"), "{day}");
        // Who could not say how many has no number, and nothing in its place.
        let silent = only_hit(&visitor, "q=こもれびこころのクリニック").await;
        assert!(!silent.contains("いま空いている"));
        server.stop().await;
    }
}

on_every_database! {
    async fn a_coordinator_finds_in_the_spreadsheet_what_the_page_says(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let rows = spreadsheet(&server.visitor(), "/search.csv").await;
        let cell = |name: &str, place: usize| {
            let row = rows.iter().find(|row| row[0].starts_with(name));
            row.map_or_else(|| panic!("no {name}"), |row| row[place].clone())
        };
        assert_eq!(cell("ケアの手 移動支援", 2), "その他の障害福祉サービス（移動支援）");
        let center = "みはらしリハビリテーションセンター";
        assert_eq!((cell(center, 5), cell(center, 6)), ("072-000-0016".to_owned(), "内線 215".to_owned()));
        assert_eq!(cell("みはらし社会福祉協議会", 6), "音声案内 3#");
        server.stop().await;
    }
}

#[test]
fn where_every_way_is_missing_the_hit_says_where_to_ask() {
    let samples = every_sample().expect("every template renders");
    let usual = samples.iter().find(|(name, _)| name == "list-usual");
    let (_, usual) = usual.expect("the usual list");
    let (_, told) = usual
        .split_once("FAXを希望していますが、FAX番号が まだ わかりません")
        .expect("what is missing");
    assert!(told.contains("公表されている電話で、どう連絡すればよいか たずねてください"));
    assert!(told.contains(r#"<a href="tel:0720000001">072-000-0001</a>"#));
}
