//! What an import leaves for a person to decide stands on a page until somebody or the source does.

use renkei_domain::directory::correction::CorrectableField;
use renkei_tests::published::Row;
use renkei_tests::server::Visitor;
use renkei_tests::{World, on_every_database};

use super::look::{correct, office};
use crate::long_lists::spreadsheet;
use crate::markup::plain;
use crate::pages::page;

/// The cells of the page's table, row by row.
async fn said(visitor: &Visitor) -> Vec<Vec<String>> {
    let html = page(visitor, "/sources/conflicts").await;
    let rows = html.split(r#"<tr role="row">"#).skip(2);
    rows.map(|row| {
        let cells = row
            .split("</td>")
            .filter(|cell| cell.contains("data-label"));
        cells
            .filter_map(|cell| cell.rsplit('>').next())
            .map(plain)
            .collect()
    })
    .collect()
}

async fn import(world: &World, edition: &str, capacities: [&str; 3]) {
    let rows: Vec<Row> = (1..)
        .zip(capacities)
        .map(|(number, capacity)| Row::nth(number).with("定員", capacity))
        .collect();
    world.import(edition, &rows).await;
}

on_every_database! {
    async fn a_coordinator_finds_what_a_new_edition_says_otherwise_until_it_is_decided(world) {
        let world = world.with_towns().await;
        let server = world.serve().await;
        let visitor = server.visitor();
        import(&world, "one.csv", ["20", "20", "20"]).await;
        for name in ["ひなたワーク1", "ひなたワーク2", "ひなたワーク3"] {
            let id = office(&world, name).await.id;
            correct(&world, id, CorrectableField::Capacity, "30").await;
        }
        assert_eq!(said(&visitor).await, Vec::<Vec<String>>::new());
        let sources = page(&visitor, "/sources").await;
        assert!(sources.contains("（0件）"), "the link says how many there are");

        // The first moves elsewhere, the second agrees, the third stays.
        import(&world, "two.csv", ["40", "30", "20"]).await;
        let edition = |name: &str| format!("{name}（2026年11月20日(金) に取り込み）");
        assert_eq!(said(&visitor).await, [["定員", "30", "40", &edition("two.csv")]]);
        let html = page(&visitor, "/sources/conflicts").await;
        for form in ["csv", "xlsx"] {
            assert!(html.contains(&format!("href=\"/sources/conflicts/{form}\"")), "{html}");
        }
        let mut file = spreadsheet(&visitor, "/sources/conflicts/csv").await;
        let row = file.pop().unwrap_or_default();
        assert!(file.is_empty() && row[0] == "ひなたワーク1", "{file:?} {row:?}");
        assert_eq!(row[2..], ["定員", "30", "40", "two.csv", "2026-11-20"]);
        assert_eq!(visitor.open("/sources/conflicts/xlsx").await.status(), 200);
        let first = office(&world, "ひなたワーク1").await.id;
        assert!(html.contains(&format!(r#"<a href="/resources/{first}">ひなたワーク1</a>"#)));
        assert!(page(&visitor, "/sources").await.contains("（1件）"));

        // Whoever corrects again has decided, until the source moves once more.
        correct(&world, first, CorrectableField::Capacity, "35").await;
        assert_eq!(said(&visitor).await, Vec::<Vec<String>>::new());
        import(&world, "three.csv", ["50", "30", "20"]).await;
        assert_eq!(said(&visitor).await, [["定員", "35", "50", &edition("three.csv")]]);
        // The source comes to agree.
        import(&world, "four.csv", ["35", "30", "20"]).await;
        assert_eq!(said(&visitor).await, Vec::<Vec<String>>::new());

        for nowhere in ["?page=0", "?page=2", "?page=x"] {
            let (status, _) = visitor.read(&format!("/sources/conflicts{nowhere}")).await;
            assert_eq!(status, 404, "{nowhere}");
        }
        server.stop().await;
    }
}
