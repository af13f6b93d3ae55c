//! What the sheet of a network holds.

use renkei_app::directory::coverage::CoverageView;
use renkei_app::paper::Letterhead;
use renkei_domain::directory::coverage::{CountedIn, CountedKind, Coverage};
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::ids::NetworkId;
use renkei_domain::time::{Minute, Moment};

use super::*;

fn paper(codes: &[&str], counted: Vec<CountedKind>) -> CoveragePaper {
    let places = codes
        .iter()
        .map(|code| MunicipalityCode::parse(code).expect("a code"));
    CoveragePaper {
        head: Letterhead::default(),
        view: CoverageView {
            network: NetworkId::from_uuid(Default::default()),
            name: "網".to_owned(),
            places: codes.iter().map(|code| format!("{code}番の市")).collect(),
            unknown: Vec::new(),
            coverage: Coverage::of(places.collect(), counted),
            at: Moment {
                date: NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day"),
                minute: Minute::of(10, 0),
            },
        },
    }
}

fn set(paper: &CoveragePaper) -> CoverageSheet {
    match table(paper).sheet {
        renkei_print::Sheet::Coverage(sheet) => sheet,
        other => panic!("another sheet: {other:?}"),
    }
}

#[test]
fn a_council_reads_what_there_is_and_in_sentences_what_there_is_not() {
    let asked = Tally {
        serves: 1,
        told: 1,
        free: 4,
        oldest: NaiveDate::from_ymd_opt(2026, 10, 1),
        ..Tally::default()
    };
    let counted = |within| CountedKind {
        within,
        kind: ResourceKind::GroupHome,
        tally: asked,
    };
    let sheet = set(&paper(
        &["27207", "27301"],
        vec![counted(CountedIn::Place(0)), counted(CountedIn::Area)],
    ));
    let expected = ["27207番の市", "27301番の市", ALL].map(Words::from);
    assert_eq!(sheet.columns, expected);
    let [sector] = sheet.sectors.as_slice() else {
        panic!("one sector: {:?}", sheet.sectors);
    };
    let [line] = sector.lines.as_slice() else {
        panic!("one line: {:?}", sector.lines);
    };
    assert_eq!(line.kind, Words::from("グループホーム"));
    let told = Some((4, "26/10/1".to_owned()));
    assert_eq!(line.cells[0].places, Some(CoveragePlaces { told }));
    assert_eq!(line.cells[1], cell(&Tally::default(), None));
    assert_eq!(line.cells[0], line.cells[2]);
    assert_eq!(sheet.sums, line.cells);
    // Nobody of the other kinds, and nobody confirmed.
    assert_eq!(sheet.gaps.len(), 2);
}

#[test]
fn a_network_without_an_area_has_a_sheet_without_a_table() {
    let sheet = set(&paper(&[], Vec::new()));
    assert!(sheet.columns.is_empty() && sheet.sectors.is_empty());
    assert!(sheet.sums.is_empty() && sheet.gaps.is_empty());
}
