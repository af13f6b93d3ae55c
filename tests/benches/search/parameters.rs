//! What is searched for: drawn from the loaded offices by a fixed seed, so that every search finds
//! something, no page is asked for over and over, and every run asks the same.

use std::collections::HashSet;

use renkei_app::Place;
use renkei_domain::outside::Entropy as _;
use renkei_tests::bench::ground::url;
use renkei_tests::bench::{awaited, fine};
use renkei_tests::clock::SeededEntropy;
use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, QueryResult, Statement};
use serde_json::{Value, json};

const SEED: u64 = 20_261_120;

/// Search pages: two characters, a kind and a municipality each.
const PAGES: usize = 1_050;
/// Searches for words alone, and for single characters.
const WORDS: usize = 350;
/// Cities that neighbours are looked for in, and points in each.
const CITIES: usize = 12;
const POINTS: usize = 50;
/// How far a point lies from the middle of its city at most, in degrees: about a kilometre.
const AWAY: f64 = 0.01;
/// How far neighbours are looked for.
const WITHIN_KM: f64 = 10.0;

/// Every 41st office: enough of each kind and place, and 41 divides no number that offices repeat by.
const SAMPLED: &str = "SELECT f.kind, f.municipality_code, f.name, s.name FROM resource_facts f \
    JOIN resource_search s ON s.row_id = f.row_id \
    WHERE f.municipality_code IS NOT NULL AND f.row_id % 41 = 3 ORDER BY f.row_id";

/// The municipalities with most offices, and the points that stand for them.
const CROWDED: &str = "SELECT m.latitude, m.longitude, COUNT(*) AS offices FROM resource_facts f \
    JOIN municipality m ON m.code = f.municipality_code WHERE m.latitude IS NOT NULL \
    GROUP BY m.code, m.latitude, m.longitude ORDER BY offices DESC, m.code";

/// The variables of what is asked, a filter each.
pub(super) struct Parameters {
    /// Two characters, a kind and a municipality.
    pub(super) pages: Vec<Value>,
    /// Two characters alone.
    pub(super) words: Vec<Value>,
    /// One character alone.
    pub(super) letters: Vec<Value>,
    /// A circle in the middle of a city.
    pub(super) circles: Vec<Value>,
}

/// An office of the sample.
struct Office {
    kind: String,
    place: i32,
    name: String,
    /// The name as search compares it.
    plain: String,
}

impl Parameters {
    pub(super) fn draw(place: &Place) -> Self {
        let (offices, cities) = awaited(async {
            let database = fine(Database::connect(url(place)).await);
            let offices = sampled(&database).await;
            let cities = rows(&database, CROWDED).await;
            fine(database.close().await);
            let cities: Vec<(f64, f64)> = cities
                .iter()
                .take(CITIES)
                .map(|row| (fine(row.try_get_by_index(0)), fine(row.try_get_by_index(1))))
                .collect();
            (offices, cities)
        });
        assert!(!offices.is_empty(), "nothing was loaded");
        let lot = Lot::new(offices);
        Self {
            pages: lot.distinct(PAGES, |lot| {
                let Office {
                    kind, place, plain, ..
                } = lot.office();
                let word = lot.part(plain, 2)?;
                Some(json!({ "filter": {
                    "text": word,
                    "kinds": [kind.to_ascii_uppercase()],
                    "municipalityCodes": [format!("{place:06}")],
                } }))
            }),
            words: lot.parts(2),
            letters: lot.parts(1),
            circles: cities
                .iter()
                .flat_map(|(latitude, longitude)| {
                    let near = |middle: f64| {
                        let away = lot.below(2_001) as f64 / 1_000.0 - 1.0;
                        middle + away * AWAY
                    };
                    let points: Vec<Value> = (0..POINTS)
                        .map(|_| {
                            json!({ "filter": { "near": {
                                "latitude": near(*latitude),
                                "longitude": near(*longitude),
                                "withinKm": WITHIN_KM,
                            } } })
                        })
                        .collect();
                    points
                })
                .collect(),
        }
    }

    /// Names of offices that stand there once, however often the rows were repeated; and what those
    /// names begin with, which stands there as often as the rows were.
    pub(super) fn rare(place: &Place) -> (Vec<Value>, Vec<Value>) {
        let offices = awaited(async {
            let database = fine(Database::connect(url(place)).await);
            let offices = sampled(&database).await;
            fine(database.close().await);
            offices
        });
        let rare = |name: &str| json!({ "filter": { "text": name } });
        offices
            .iter()
            .filter_map(|office| office.name.strip_suffix('0').zip(Some(office)))
            .filter(|(begins, _)| begins.chars().filter(|c| c.is_alphabetic()).count() >= 4)
            .map(|(begins, office)| (rare(&office.name), rare(begins)))
            .unzip()
    }
}

async fn sampled(database: &DatabaseConnection) -> Vec<Office> {
    let office = |row: &QueryResult| Office {
        kind: fine(row.try_get_by_index(0)),
        place: fine(row.try_get_by_index(1)),
        name: fine(row.try_get_by_index(2)),
        plain: fine(row.try_get_by_index(3)),
    };
    rows(database, SAMPLED).await.iter().map(office).collect()
}

async fn rows(database: &DatabaseConnection, sql: &str) -> Vec<QueryResult> {
    let statement = Statement::from_string(database.get_database_backend(), sql);
    fine(database.query_all_raw(statement).await)
}

/// What is drawn from.
struct Lot {
    offices: Vec<Office>,
    chance: SeededEntropy,
}

impl Lot {
    fn new(offices: Vec<Office>) -> Self {
        Self {
            offices,
            chance: SeededEntropy::new(SEED),
        }
    }

    fn below(&self, end: usize) -> usize {
        let mut bytes = [0; 8];
        self.chance.fill(&mut bytes);
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(u64::from_le_bytes(bytes) % end).unwrap_or(0)
    }

    fn office(&self) -> &Office {
        &self.offices[self.below(self.offices.len())]
    }

    /// So many neighbouring letters of a text, kana or kanji all of them.
    fn part(&self, text: &str, length: usize) -> Option<String> {
        let letters: Vec<char> = text.chars().collect();
        let is_japanese = |c: &char| !c.is_ascii() && c.is_alphabetic();
        let parts: Vec<&[char]> = letters
            .windows(length)
            .filter(|part| part.iter().all(is_japanese))
            .collect();
        let part = parts.get(self.below(parts.len()))?;
        Some(part.iter().collect())
    }

    /// Different parts of names, as searches for them alone.
    fn parts(&self, length: usize) -> Vec<Value> {
        self.distinct(WORDS, |lot| {
            let word = lot.part(&lot.office().plain, length)?;
            Some(json!({ "filter": { "text": word } }))
        })
    }

    /// So many that differ, or as many as are found in twenty times as many draws.
    fn distinct(&self, count: usize, draw: impl Fn(&Self) -> Option<Value>) -> Vec<Value> {
        let mut known = HashSet::new();
        (0..count * 20)
            .filter_map(|_| draw(self))
            .filter(|drawn| known.insert(drawn.to_string()))
            .take(count)
            .collect()
    }
}
