//! 地域のすきま on paper. Kinds of which there is nothing anywhere have no line in the table; the sentences below it name
//! them.

use chrono::{Datelike as _, NaiveDate};
use renkei_app::directory::coverage::CoveragePaper;
use renkei_domain::directory::coverage::{CoverageRow, Tally, has_places};
use renkei_domain::directory::kind::{ResourceKind, Sector};
use renkei_print::sheets::{
    CoverageCell, CoverageGap, CoverageLine, CoveragePlaces, CoverageSector, CoverageSheet,
};
use renkei_print::{Ruby, Words};

use super::{ToPrint, network};
use crate::pages::coverage::{ALL, COUNTRY, gap_sentences};

/// A day as short as a cell needs it: the legend says how it is read.
fn short(day: NaiveDate) -> String {
    format!(
        "{:02}/{}/{}",
        day.year().rem_euclid(100),
        day.month(),
        day.day()
    )
}

fn cell(tally: &Tally, kind: Option<ResourceKind>) -> CoverageCell {
    let told = tally.places().map(|(free, oldest)| (free, short(oldest)));
    let is_asked = told.is_some() || kind.is_none_or(has_places);
    CoverageCell {
        serves: tally.serves,
        stands: tally.stands,
        places: is_asked.then_some(CoveragePlaces { told }),
        confirmed: tally.confirmed,
    }
}

/// The cells of a line in the order of the columns.
fn cells(
    places: &[Tally],
    country: Option<&Tally>,
    all: &Tally,
    kind: Option<ResourceKind>,
) -> Vec<CoverageCell> {
    let tallies = places.iter().chain(country).chain([all]);
    tallies.map(|tally| cell(tally, kind)).collect()
}

fn line(row: &CoverageRow, has_country: bool) -> CoverageLine {
    let country = has_country.then_some(&row.country);
    CoverageLine {
        kind: row.kind.word().into(),
        cells: cells(&row.cells, country, &row.all, Some(row.kind)),
    }
}

pub(super) fn table(paper: &CoveragePaper) -> ToPrint {
    let coverage = &paper.view.coverage;
    let has_country = coverage.has_country();
    let has_places = !paper.view.places.is_empty();
    let mut columns: Vec<Words> = Vec::new();
    if has_places {
        let names = paper.view.places.iter();
        columns.extend(names.map(|name| Words::from(name.as_str())));
        columns.extend(has_country.then(|| Words::from(COUNTRY)));
        columns.push(ALL.into());
    }
    let sectors = Sector::ALL.iter().map(|sector| {
        let rows = coverage.of_sector(*sector);
        let rows = rows.filter(|row| !row.all.is_empty());
        CoverageSector {
            name: sector.word().into(),
            lines: rows.map(|row| line(row, has_country)).collect(),
        }
    });
    let sums = coverage.sums();
    let country = has_country.then_some(&sums.country);
    let gaps = coverage.gaps();
    let gaps = gap_sentences(&gaps).into_iter();
    let gaps = gaps.map(|(head, ask, kinds)| {
        let words: Vec<&str> = kinds.iter().map(|kind| kind.word()).collect();
        CoverageGap {
            head: head.into(),
            kinds: words.join("、").into(),
            ask: ask.into(),
        }
    });
    let is_filled = |sector: &CoverageSector| has_places && !sector.lines.is_empty();
    ToPrint {
        sheet: renkei_print::Sheet::Coverage(CoverageSheet {
            network: network(&paper.head),
            as_of: paper.view.at,
            columns,
            sectors: sectors.filter(is_filled).collect(),
            sums: if has_places {
                cells(&sums.cells, country, &sums.all, None)
            } else {
                Vec::new()
            },
            gaps: gaps.filter(|_| has_places).collect(),
        }),
        ruby: Ruby::Off,
        name: "地域のすきま.pdf",
        plain_name: "coverage.pdf",
    }
}

#[cfg(test)]
mod tests;
