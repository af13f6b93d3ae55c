//! What is asked, and the tables that a handler reads once, when it starts.

use std::collections::HashMap;
use std::sync::Arc;

use renkei_app::Place;
use renkei_domain::directory::filter::Area;
use renkei_domain::directory::hours::HolidayTable;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::municipality::{Municipalities, MunicipalityCode, Point};
use renkei_domain::directory::search::Query;
use renkei_store::Store;
use renkei_tests::bench::fine;
use serde::Deserialize;

#[derive(Deserialize)]
struct Body {
    filter: Filter,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Filter {
    text: String,
    kinds: Vec<String>,
    municipality_codes: Vec<String>,
}

/// One search page: words, a kind and a municipality.
pub(super) struct Wanted {
    pub(super) query: Query,
    pub(super) kind: ResourceKind,
    pub(super) place: MunicipalityCode,
    pub(super) area: Arc<Area>,
    /// The middle of the municipality.
    pub(super) middle: Point,
}

/// Whose area each municipality is, and the holidays.
pub(super) struct Tables {
    areas: HashMap<MunicipalityCode, (Arc<Area>, Option<Point>)>,
    pub(super) holidays: HolidayTable,
}

impl Tables {
    pub(super) async fn read(place: &Place) -> Self {
        let store = fine(Store::open(place).await);
        let municipalities = Municipalities::new(fine(store.municipalities().await));
        let holidays = fine(store.holidays().await);
        fine(store.close().await);
        let areas = municipalities.all().iter().map(|entry| {
            let area = area_of(&municipalities, entry.code);
            (entry.code, (Arc::new(area), entry.point))
        });
        Self {
            areas: areas.collect(),
            holidays,
        }
    }
}

/// A city stands for its wards, and who serves a whole city serves its wards.
fn area_of(municipalities: &Municipalities, code: MunicipalityCode) -> Area {
    let stood_in = municipalities.family(code);
    let mut served = stood_in.clone();
    served.extend(municipalities.city_of(code));
    Area { served, stood_in }
}

impl Wanted {
    /// Reads the variables of a search page; `None` for anything else.
    pub(super) fn read(body: &[u8], tables: &Tables) -> Option<Self> {
        let Body { filter } = serde_json::from_slice(body).ok()?;
        let ([kind], [place]) = (
            filter.kinds.as_slice(),
            filter.municipality_codes.as_slice(),
        ) else {
            return None;
        };
        let query = Query::parse(&filter.text);
        let place = MunicipalityCode::parse(place).ok()?;
        if query.words().is_empty() {
            return None;
        }
        let (area, middle) = tables.areas.get(&place)?;
        Some(Self {
            query,
            kind: ResourceKind::from_code(&kind.to_ascii_lowercase())?,
            place,
            area: Arc::clone(area),
            middle: (*middle)?,
        })
    }
}
