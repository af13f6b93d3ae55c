//! Samples of the table: two towns, an area without any, and thirty with every kind.

use renkei_app::directory::coverage::CoverageView;
use renkei_domain::directory::coverage::{CountedIn, CountedKind, Coverage, Tally};
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::ids::NetworkId;

use super::{CoverageChoicePage, CoveragePage};
use crate::pages::{Here, Samples, Shell};
use crate::paths::{CoveragePath, EntrancePath, NetworkCoveragePath, Sampled as _};
use crate::words::moment::{AsOf, Day};

/// A table with these towns and kinds, in which nothing is counted yet.
fn view(name: &str, places: &[(&str, &str)], counted: Vec<CountedKind>) -> CoverageView {
    let codes = places
        .iter()
        .filter_map(|(five, _)| MunicipalityCode::parse(five).ok());
    CoverageView {
        network: NetworkId::from_uuid(Default::default()),
        name: name.to_owned(),
        places: places.iter().map(|(_, name)| (*name).to_owned()).collect(),
        unknown: Vec::new(),
        coverage: Coverage::of(codes.collect(), counted),
        at: AsOf::sample().0,
    }
}

fn counted(within: CountedIn, kind: ResourceKind, tally: Tally) -> CountedKind {
    CountedKind {
        within,
        kind,
        tally,
    }
}

fn told(serves: u64, stands: u64) -> Tally {
    Tally {
        serves,
        stands,
        told: 1,
        free: 4,
        oldest: Some(Day::sample(2026, 10, 1).0),
        confirmed: 1,
    }
}

fn usual() -> CoverageView {
    use ResourceKind as K;
    let asked = told(2, 1);
    let unasked = Tally {
        serves: 1,
        ..Tally::default()
    };
    let places = [("27207", "高槻市"), ("27301", "島本町")];
    let all = vec![
        counted(CountedIn::Place(0), K::EmploymentTransition, asked),
        counted(CountedIn::Area, K::EmploymentTransition, asked),
        counted(CountedIn::Place(0), K::HelloWork, unasked),
        counted(CountedIn::Place(1), K::HelloWork, unasked),
        counted(CountedIn::Area, K::HelloWork, unasked),
        counted(CountedIn::Place(1), K::HomeHelp, unasked),
        counted(CountedIn::Area, K::HomeHelp, unasked),
        counted(CountedIn::Country, K::Hotline, unasked),
    ];
    let name = "たかつき・しまもと障がい者就労支援ネットワーク";
    view(name, &places, all)
}

fn longest() -> CoverageView {
    let codes: Vec<String> = (0..30).map(|nth| format!("{}", 27_100 + nth)).collect();
    let names: Vec<String> = (0..30)
        .map(|nth| format!("つづきやまかわ東住吉市{nth}"))
        .collect();
    let places = codes.iter().zip(&names);
    let places: Vec<(&str, &str)> = places
        .map(|(code, name)| (code.as_str(), name.as_str()))
        .collect();
    let much = Tally {
        serves: 12_345,
        stands: 98_765,
        told: 54_321,
        free: 123_456,
        oldest: Some(Day::sample(2019, 12, 28).0),
        confirmed: 11_111,
    };
    let kinds = ResourceKind::ALL.iter().skip(1);
    let all = kinds.flat_map(|kind| {
        let cells = (0..30).filter(|place| place % 7 != 3).map(CountedIn::Place);
        let cells = cells.chain([CountedIn::Area, CountedIn::Country]);
        cells.map(move |within| counted(within, *kind, much))
    });
    view(&"とても長い名前の圏域".repeat(20), &places, all.collect())
}

impl Samples for CoveragePage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |view: &CoverageView, with_empty| {
            Self::of(Shell::sample(Here::Coverage), view, with_empty)
        };
        let mut nowhere = view("まだ地域のないネットワーク", &[], Vec::new());
        nowhere.unknown = ["27207"]
            .iter()
            .filter_map(|five| MunicipalityCode::parse(five).ok())
            .collect();
        let name = &usual().name;
        let nothing = view(name, &[("27207", "高槻市")], Vec::new());
        let mut long = page(&longest(), true);
        long.all_networks = Some(CoveragePath);
        vec![
            ("usual", page(&usual(), false)),
            ("every-kind", page(&usual(), true)),
            ("empty", page(&nowhere, false)),
            ("nothing", page(&nothing, false)),
            ("longest", long),
        ]
    }
}

impl Samples for CoverageChoicePage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |names: &[&str]| Self {
            shell: Shell::sample(Here::Coverage),
            home: EntrancePath,
            networks: names
                .iter()
                .map(|name| (NetworkCoveragePath::sample(), (*name).to_owned()))
                .collect(),
        };
        let long = "とても長い名前の圏域".repeat(20);
        vec![
            ("usual", page(&["たかつきの網", "いばらきの網"])),
            ("empty", page(&[])),
            ("longest", page(&[long.as_str(); 12])),
        ]
    }
}
