//! The table in words: columns a few beside one another, so that nobody scrolls sideways, and what stands in a cell.

use renkei_app::directory::coverage::CoverageView;
use renkei_domain::directory::coverage::{CoverageRow, Tally, has_places};
use renkei_domain::directory::kind::{ResourceKind, Sector};
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::ids::NetworkId;

use crate::pages::list;
use crate::paths::{AreaPath, KindPath};
use crate::words::moment::Day;

/// So many columns stand beside one another at most.
const BESIDE: usize = 5;

/// How the columns without a municipality are called.
pub(crate) const COUNTRY: &str = "全国どこからでも";
pub(crate) const ALL: &str = "地域ぜんたい";

/// A column.
#[derive(Debug, Clone)]
struct Column {
    head: String,
    holds: Holds,
}

/// What stands in a column.
#[derive(Debug, Clone, Copy)]
enum Holds {
    /// A municipality, by its place in the table.
    Place(usize, MunicipalityCode),
    Country,
    /// The whole area of a network.
    All(NetworkId),
}

/// The lines of a sector, in as many tables as its columns need.
#[derive(Debug, Clone)]
pub(super) struct SectorView {
    pub(super) code: &'static str,
    pub(super) word: &'static str,
    pub(super) tables: Vec<TableView>,
}

/// Some columns of some lines.
#[derive(Debug, Clone)]
pub(super) struct TableView {
    /// What it is about, for whoever cannot see where it stands.
    pub(super) caption: String,
    pub(super) heads: Vec<String>,
    pub(super) lines: Vec<LineView>,
}

/// A line: a kind, or the sum of all.
#[derive(Debug, Clone)]
pub(super) struct LineView {
    pub(super) path: Option<KindPath>,
    pub(super) word: &'static str,
    pub(super) cells: Vec<CellView>,
}

/// A cell.
#[derive(Debug, Clone)]
pub(super) struct CellView {
    pub(super) head: String,
    /// What is there; absent where there is nothing, which is a gap.
    pub(super) told: Option<ToldCell>,
}

/// What there is in a cell.
#[derive(Debug, Clone)]
pub(super) struct ToldCell {
    /// The list behind it.
    pub(super) href: String,
    pub(super) count: u64,
    /// By what they are there: they serve it, or they stand in it.
    pub(super) how: String,
    pub(super) places: PlacesView,
    pub(super) confirmed: u64,
}

/// What is known of free places.
#[derive(Debug, Clone)]
pub(super) enum PlacesView {
    /// So many, told by so many agencies, the first of them on a day.
    Told { free: u64, by: u64, oldest: Day },
    /// Nobody asked.
    Unknown,
    /// Whoever comes is heard: there is nothing to ask.
    None,
}

impl PlacesView {
    pub(super) const fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown)
    }
}

fn columns(view: &CoverageView) -> Vec<Column> {
    let places = view.places.iter().zip(&view.coverage.places).enumerate();
    let mut columns: Vec<Column> = places
        .map(|(place, (name, code))| Column {
            head: name.clone(),
            holds: Holds::Place(place, *code),
        })
        .collect();
    if view.coverage.has_country() {
        columns.push(Column {
            head: COUNTRY.to_owned(),
            holds: Holds::Country,
        });
    }
    columns.push(Column {
        head: ALL.to_owned(),
        holds: Holds::All(view.network),
    });
    columns
}

/// By what agencies are there, in words.
fn how(tally: &Tally) -> String {
    let parts = [("担当", tally.serves), ("所在", tally.stands)];
    let parts = parts.into_iter().filter(|(_, count)| *count > 0);
    let parts: Vec<String> = parts
        .map(|(word, count)| format!("{word} {count}"))
        .collect();
    parts.join("・")
}

impl CellView {
    fn of(head: &str, tally: &Tally, kind: Option<ResourceKind>, href: String) -> Self {
        let places = match tally.places() {
            Some((free, oldest)) => PlacesView::Told {
                free,
                by: tally.told,
                oldest: Day(oldest),
            },
            None if kind.is_none_or(has_places) => PlacesView::Unknown,
            None => PlacesView::None,
        };
        let told = ToldCell {
            href,
            count: tally.agencies(),
            how: how(tally),
            places,
            confirmed: tally.confirmed,
        };
        Self {
            head: head.to_owned(),
            told: (!tally.is_empty()).then_some(told),
        }
    }
}

fn line_of(row: &CoverageRow, columns: &[Column]) -> LineView {
    let cells = columns.iter().filter_map(|column| {
        let (tally, href) = match column.holds {
            Holds::Place(place, code) => (row.cells.get(place)?, list::of_kind_in(row.kind, code)),
            Holds::Country => (&row.country, list::of_country(Some(row.kind))),
            Holds::All(network) => (&row.all, list::of_network(Some(row.kind), network)),
        };
        Some(CellView::of(&column.head, tally, Some(row.kind), href))
    });
    LineView {
        path: Some(KindPath::of(row.kind)),
        word: row.kind.word(),
        cells: cells.collect(),
    }
}

/// A table of some columns: of how many there are, where that needs several tables.
fn caption(of: &str, columns: &[Column], is_whole: bool) -> String {
    match (columns.first(), columns.last()) {
        (Some(first), Some(last)) if !is_whole && columns.len() > 1 => {
            format!("{of}（{}から {}まで）", first.head, last.head)
        }
        (Some(only), Some(_)) if !is_whole => format!("{of}（{}）", only.head),
        _ => of.to_owned(),
    }
}

fn tables_of(
    of: &str,
    columns: &[Column],
    line: impl Fn(&[Column]) -> Vec<LineView>,
) -> Vec<TableView> {
    let tables = columns.chunks(BESIDE).map(|beside| TableView {
        caption: caption(of, beside, columns.len() <= BESIDE),
        heads: beside.iter().map(|column| column.head.clone()).collect(),
        lines: line(beside),
    });
    tables.collect()
}

/// The sectors with their lines. Kinds of which there is nothing anywhere stand there where that is wanted.
pub(super) fn sectors(view: &CoverageView, with_empty: bool) -> Vec<SectorView> {
    let columns = columns(view);
    let sectors = Sector::ALL.iter().map(|sector| {
        let rows = view.coverage.of_sector(*sector);
        let rows: Vec<&CoverageRow> = rows
            .filter(|row| with_empty || !row.all.is_empty())
            .collect();
        let lines = |beside: &[Column]| -> Vec<LineView> {
            rows.iter().map(|row| line_of(row, beside)).collect()
        };
        SectorView {
            code: sector.code(),
            word: sector.word(),
            tables: if rows.is_empty() {
                Vec::new()
            } else {
                tables_of(sector.word(), &columns, lines)
            },
        }
    });
    sectors.collect()
}

/// The last line: all kinds together, each agency once.
pub(super) fn sums(view: &CoverageView) -> Vec<TableView> {
    let sums = view.coverage.sums();
    let line = |beside: &[Column]| {
        let cells = beside.iter().filter_map(|column| {
            let (tally, href) = match column.holds {
                Holds::Place(place, code) => {
                    (sums.cells.get(place)?, AreaPath::of(code).to_string())
                }
                Holds::Country => (&sums.country, list::of_country(None)),
                Holds::All(network) => (&sums.all, list::of_network(None, network)),
            };
            Some(CellView::of(&column.head, tally, None, href))
        });
        vec![LineView {
            path: None,
            word: "ぜんぶの種類",
            cells: cells.collect(),
        }]
    };
    tables_of("ぜんぶの種類", &columns(view), line)
}
