//! Each defect that published rows show, in a row of our own making: what the report says of it, and
//! what a visitor sees of the office. No defect keeps an office out.

use renkei_app::directory::read::ResourceView;
use renkei_tests::published::Row;
use renkei_tests::{World, on_every_database};

use super::look::numbered;

mod rows;

struct Defect {
    /// The cells that differ from a row without defects.
    cells: &'static [(&'static str, &'static str)],
    /// Column and code of what the report must say, and nothing else.
    found: &'static [(&'static str, &'static str)],
    look: fn(&ResourceView) -> String,
    sees: &'static str,
}

const fn defect(
    cells: &'static [(&'static str, &'static str)],
    found: &'static [(&'static str, &'static str)],
    look: fn(&ResourceView) -> String,
    sees: &'static str,
) -> Defect {
    Defect {
        cells,
        found,
        look,
        sees,
    }
}

on_every_database! {
    async fn a_visitor_finds_offices_where_they_stand(world) {
        tell(world, rows::PLACES).await;
    }
}

on_every_database! {
    async fn a_visitor_reads_numbers_as_far_as_they_can_be_relied_on(world) {
        tell(world, rows::NUMBERS).await;
    }
}

on_every_database! {
    async fn a_visitor_reads_texts_as_published_without_their_litter(world) {
        tell(world, rows::TEXTS).await;
    }
}

on_every_database! {
    async fn a_visitor_reads_hours_and_size_and_never_a_made_up_one(world) {
        tell(world, rows::HOURS_AND_SIZE).await;
    }
}

async fn tell(world: World, defects: &[Defect]) {
    let world = world.with_towns().await;
    let rows: Vec<Row> = defects
        .iter()
        .zip(1..)
        .map(|(defect, n)| {
            let cells = defect.cells.iter();
            cells.fold(Row::nth(n), |row, (column, cell)| row.with(column, cell))
        })
        .collect();
    let report = world.import("defects.csv", &rows).await;
    assert_eq!(report.created, rows.len() as u64);
    for ((defect, row), line) in defects.iter().zip(&rows).zip(2_u64..) {
        let findings = report.findings.iter().filter(|f| f.line == line);
        let told: Vec<(&str, &str, &str)> = findings
            .inspect(|finding| assert!(!finding.done.is_empty(), "{finding:?}"))
            .map(|f| (f.column.as_deref().unwrap_or(""), f.raw.as_str(), f.kind))
            .collect();
        let expected: Vec<(&str, &str, &str)> = defect
            .found
            .iter()
            .map(|(column, kind)| (*column, row.cell(column), *kind))
            .collect();
        assert_eq!(told, expected, "{:?}", defect.cells);
        let page = numbered(&world, row.cell("事業所番号")).await;
        assert_eq!((defect.look)(&page), defect.sees, "{:?}", defect.cells);
        let published = page.sources[0].raw.iter().map(|(_, cell)| cell);
        assert!(published.eq(row.cells()), "the raw cells stay beside it");
    }
}

fn text(value: Option<impl ToString>) -> String {
    value.map_or_else(|| "なし".to_owned(), |value| value.to_string())
}

fn town(page: &ResourceView) -> String {
    let town = page.municipality.as_ref();
    text(town.map(|town| format!("{}{}", town.prefecture, town.name)))
}

fn rest(page: &ResourceView) -> String {
    text(
        page.facts
            .address
            .as_ref()
            .and_then(|address| address.rest.as_ref()),
    )
}

fn location(page: &ResourceView) -> String {
    text(page.facts.location.map(|location| location.precision))
}

fn corporate_number(page: &ResourceView) -> String {
    text(
        page.organization
            .as_ref()
            .and_then(|body| body.corporate_number),
    )
}

fn body(page: &ResourceView) -> String {
    text(page.organization.as_ref().map(|body| &body.name))
}

fn registered(page: &ResourceView) -> String {
    let body = page.organization.as_ref();
    let address = body.and_then(|body| body.address.as_ref());
    text(address.map(|address| address.line()))
}

fn phone(page: &ResourceView) -> String {
    let phone = page.facts.phones.first().expect("a phone");
    format!("{} → {}", phone.written, text(phone.dial()))
}

fn fax(page: &ResourceView) -> String {
    let fax = page.facts.fax.as_ref().expect("a FAX number");
    format!("{} {}", fax.written, fax.confirmation)
}

fn name(page: &ResourceView) -> String {
    page.facts.name.to_string()
}

fn kana(page: &ResourceView) -> String {
    text(page.facts.kana.as_ref())
}

fn url(page: &ResourceView) -> String {
    text(page.facts.url.as_ref())
}

fn hours(page: &ResourceView) -> String {
    page.facts.hours.to_string()
}

fn capacity(page: &ResourceView) -> String {
    text(page.facts.capacity)
}
