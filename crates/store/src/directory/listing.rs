//! Lists: what a filter leaves, in the order in which people look for it, and what there is to count.
//!
//! With words, hits come in five tiers: the name is the words, begins with them, holds them; the
//! reading holds them; anything else does. Inside a tier the nearest comes first where a point is
//! given, else the one entered first. Without words the reading orders the list.

use renkei_domain::directory::filter::{Near, ResourceFilter};
use renkei_domain::directory::hours::HolidayTable;
use renkei_domain::directory::kind::{ResourceKind, Sector};
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::directory::search::Word;
use sea_orm::{ConnectionTrait as _, DbBackend, EntityTrait, Value};

use super::hours;
use super::resource::{StoredResource, read_rows};
use super::words::{code, municipality, number};
use crate::fault::StoreFault;
use crate::rows::resource_facts;
use crate::sql::Sql;
use crate::store::Store;

/// How many hits are counted at most: beyond, a number says nothing a person can use.
pub const COUNTED: u64 = 10_000;

/// One page of a list.
#[derive(Debug, Clone)]
pub struct Listing {
    /// The entries of this page.
    pub resources: Vec<StoredResource>,
}

/// How many entries of a kind there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KindCount {
    /// The kind.
    pub kind: ResourceKind,
    /// How many.
    pub count: u64,
}

/// What a filter leaves, counted. Each facet leaves its own part of the filter aside.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// How many entries there are.
    pub total: u64,
    /// False when there are more than [`COUNTED`]: then every number counts only the first of them.
    pub is_exact: bool,
    /// Entries by kind, most first.
    pub kinds: Vec<(ResourceKind, u64)>,
    /// Entries by sector, most first.
    pub sectors: Vec<(Sector, u64)>,
    /// Entries by the municipality they stand in, most first.
    pub municipalities: Vec<(MunicipalityCode, u64)>,
}

/// A part of a filter that a facet leaves aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Aside {
    Nothing,
    Kinds,
    Sectors,
    Places,
}

/// A filter with what is needed to write it down.
struct Narrowing<'f> {
    filter: &'f ResourceFilter,
    holidays: &'f HolidayTable,
    backend: DbBackend,
}

impl Narrowing<'_> {
    /// Every condition on `f`, a row of `resource_facts`.
    fn conditions(&self, aside: Aside) -> Sql {
        let filter = self.filter;
        let mut all = vec![Sql::new(
            "f.born <= (SELECT visible FROM publication WHERE id = 1) AND \
             (f.dead IS NULL OR f.dead > (SELECT visible FROM publication WHERE id = 1))",
        )];
        if filter.query.is_only_signs() {
            all.push(Sql::new("1 = 0"));
        }
        all.extend(filter.query.words().iter().map(|word| self.holds(word)));
        let codes = |kinds: &mut dyn Iterator<Item = ResourceKind>| {
            let mut sql = Sql::new("f.kind IN ");
            sql.add(Sql::list(kinds.map(|kind| Value::from(kind.code()))));
            sql
        };
        if !filter.kinds.is_empty() && aside != Aside::Kinds {
            all.push(codes(&mut filter.kinds.iter().copied()));
        }
        if !filter.sectors.is_empty() && aside != Aside::Sectors {
            let of_sectors = ResourceKind::ALL
                .iter()
                .copied()
                .filter(|kind| filter.sectors.contains(&kind.sector()));
            all.push(codes(&mut of_sectors.into_iter()));
        }
        if !filter.places.is_empty() && aside != Aside::Places {
            all.push(serves(&filter.places));
        }
        if let Some(near) = &filter.near {
            all.push(self.within(near));
        }
        if let Some(at) = filter.open_at {
            let mut open = Sql::new("f.hours_id IN (");
            open.add(hours::open_at(at, self.holidays)).push(")");
            all.push(open);
        }
        if !filter.programs.is_empty() {
            let codes = filter
                .programs
                .iter()
                .map(|program| Value::from(program.code()));
            all.push(among("program", "kind", codes));
        }
        if !filter.good_at.is_empty() {
            let mut strong = Sql::new(
                "f.resource_id IN (SELECT resource_id FROM strength WHERE valence = 'strong' AND network_id IS NULL AND topic IN ",
            );
            strong
                .add(Sql::list(
                    filter.good_at.iter().map(|topic| Value::from(topic.code())),
                ))
                .push(")");
            all.push(strong);
        }
        if filter.has_capacity {
            all.push(Sql::new("f.resource_id IN (SELECT resource_id FROM resource_profile WHERE capacity_available > 0)"));
        }
        if let Some(day) = filter.verified_since {
            let text = "f.resource_id IN (SELECT resource_id FROM verification WHERE outcome IN ('confirmed', 'changed') AND verified_on >= ?)";
            all.push(Sql::with(text, [Value::from(day)]));
        }
        Sql::joined(all, " AND ", "1 = 1")
    }

    /// A word is held by any field, or is a name for the kind.
    fn holds(&self, word: &Word) -> Sql {
        let found = match self.backend {
            DbBackend::Postgres => {
                let mut sql =
                    Sql::new("f.row_id IN (SELECT s.row_id FROM resource_search s WHERE ");
                sql.add(postgres_holds(word, "whole")).push(")");
                sql
            }
            _ => {
                let text =
                    "f.row_id IN (SELECT rowid FROM resource_fts WHERE resource_fts MATCH ?)";
                Sql::with(text, [Value::from(fts_phrase(word))])
            }
        };
        if word.kinds().is_empty() {
            return found;
        }
        let mut named = Sql::new("f.kind IN ");
        named.add(Sql::list(
            word.kinds().iter().map(|kind| Value::from(kind.code())),
        ));
        Sql::joined([found, named], " OR ", "1 = 1")
    }

    /// Inside a circle: first the box of an index, then the distance itself.
    fn within(&self, near: &Near) -> Sql {
        let (south, north, west, east) = bounds(near);
        let mut inside = match self.backend {
            DbBackend::Postgres => {
                let text = "point(f.longitude, f.latitude) <@ box(point(?, ?), point(?, ?))";
                Sql::with(text, [west, south, east, north].map(Value::from))
            }
            _ => {
                let text = "f.row_id IN (SELECT row_id FROM resource_box WHERE south <= ? AND north >= ? AND west <= ? AND east >= ?)";
                Sql::with(text, [north, south, east, west].map(Value::from))
            }
        };
        inside
            .push(" AND ")
            .add(squared_distance(near))
            .push(" <= ")
            .bind(near.within_km * near.within_km);
        inside
    }

    /// The condition of one tier of a query, on top of all others.
    fn tier(&self, tier: usize) -> Sql {
        let query = &self.filter.query;
        let joined = query.joined();
        let all_hold = |column: &'static str| match self.backend {
            DbBackend::Postgres => {
                let held = query.words().iter().map(|word| {
                    let mut sql =
                        Sql::new("f.row_id IN (SELECT s.row_id FROM resource_search s WHERE ");
                    sql.add(postgres_holds(word, column)).push(")");
                    sql
                });
                Sql::joined(held, " AND ", "1 = 0")
            }
            _ => {
                let phrases: Vec<String> = query
                    .words()
                    .iter()
                    .map(|word| format!("{column} : {}", fts_phrase(word)))
                    .collect();
                let text =
                    "f.row_id IN (SELECT rowid FROM resource_fts WHERE resource_fts MATCH ?)";
                Sql::with(text, [Value::from(phrases.join(" AND "))])
            }
        };
        let exact = || {
            let text = "f.row_id IN (SELECT row_id FROM resource_search WHERE name = ?)";
            Sql::with(text, [Value::from(joined.clone())])
        };
        let begins = || {
            // Nothing stands behind the last code point, so that the range holds every longer name.
            let end = format!("{joined}\u{10FFFF}");
            let text =
                "f.row_id IN (SELECT row_id FROM resource_search WHERE name >= ? AND name < ?)";
            Sql::with(text, [Value::from(joined.clone()), Value::from(end)])
        };
        let but = |is: Sql, nots: Vec<Sql>| {
            let mut sql = is;
            for not in nots {
                sql.push(" AND NOT (").add(not).push(")");
            }
            sql
        };
        match tier {
            0 => exact(),
            1 => but(begins(), vec![exact()]),
            2 => but(all_hold("name"), vec![begins()]),
            3 => but(all_hold("kana"), vec![all_hold("name"), begins()]),
            _ => but(
                Sql::new("1 = 1"),
                vec![all_hold("name"), all_hold("kana"), begins()],
            ),
        }
    }

    /// The order inside a tier.
    fn order(&self) -> Sql {
        let mut order = Sql::new(" ORDER BY ");
        match (&self.filter.near, self.filter.query.words().is_empty()) {
            (Some(near), _) => {
                order.add(squared_distance(near)).push(", f.row_id");
            }
            (None, true) => {
                order.push("f.sort_key, f.resource_id");
            }
            (None, false) => {
                order.push("f.row_id");
            }
        }
        order
    }
}

const TIERS: usize = 5;

/// A phrase of pairs: what holds the word holds them one after another. A single character begins a
/// pair or ends a text.
fn fts_phrase(word: &Word) -> String {
    match word.pairs() {
        Some(pairs) => format!("\"{}\"", pairs.join(" ")),
        None => format!("\"{}\" *", word.as_str()),
    }
}

/// A column holds the word; the pairs find candidates by index, the text decides.
fn postgres_holds(word: &Word, column: &str) -> Sql {
    let pairs = word.pairs();
    let lexemes = match &pairs {
        Some(pairs) => pairs
            .iter()
            .map(|pair| format!("'{pair}'"))
            .collect::<Vec<_>>()
            .join(" & "),
        None => format!("'{}':*", word.as_str()),
    };
    let mut sql = Sql::with("s.pairs @@ CAST(? AS tsquery)", [Value::from(lexemes)]);
    // A pair never reaches over the end of a field, so one or two characters need no second look.
    if column != "whole" || pairs.is_some_and(|pairs| pairs.len() > 1) {
        sql.push(" AND position(CAST(")
            .bind(word.as_str())
            .push(&format!(" AS text) in s.{column}) > 0"));
    }
    sql
}

/// A table of a resource's own has one of these codes.
fn among(table: &str, column: &str, codes: impl Iterator<Item = Value>) -> Sql {
    let mut sql = Sql::new(&format!(
        "f.resource_id IN (SELECT resource_id FROM {table} WHERE {column} IN "
    ));
    sql.add(Sql::list(codes)).push(")");
    sql
}

/// Serves the place, or declared no area and stands in it.
fn serves(places: &[MunicipalityCode]) -> Sql {
    let codes = || Sql::list(places.iter().map(|code| Value::from(number(*code))));
    let mut sql = Sql::new(
        "f.resource_id IN (SELECT resource_id FROM service_area WHERE municipality_code IN ",
    );
    sql.add(codes())
        .push(") OR (f.municipality_code IN ")
        .add(codes());
    sql.push(" AND NOT EXISTS (SELECT 1 FROM service_area a WHERE a.resource_id = f.resource_id))");
    sql
}

/// Kilometres of one degree of latitude.
const DEGREE_KM: f64 = 111.32;

/// South, north, west and east of a circle, a little wider than it.
fn bounds(near: &Near) -> (f64, f64, f64, f64) {
    let latitude = near.within_km / DEGREE_KM * 1.01;
    let longitude = latitude / near.point.latitude.to_radians().cos().max(0.1);
    let point = near.point;
    (
        point.latitude - latitude,
        point.latitude + latitude,
        point.longitude - longitude,
        point.longitude + longitude,
    )
}

/// Square kilometres from the middle, on a plane that touches the earth there: inside 50 km wrong by
/// less than half a percent, and the same number on both databases.
fn squared_distance(near: &Near) -> Sql {
    let east = DEGREE_KM * near.point.latitude.to_radians().cos();
    let (latitude, longitude) = (near.point.latitude, near.point.longitude);
    Sql::with(
        "((f.latitude - ?) * (f.latitude - ?) * ? + (f.longitude - ?) * (f.longitude - ?) * ?)",
        [
            latitude,
            latitude,
            DEGREE_KM * DEGREE_KM,
            longitude,
            longitude,
            east * east,
        ]
        .map(Value::from),
    )
}

impl Store {
    /// One page of a list; pages count from 1.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_resources(
        &self,
        filter: &ResourceFilter,
        holidays: &HolidayTable,
        page: u64,
        page_size: u64,
    ) -> Result<Listing, StoreFault> {
        let narrowing = Narrowing {
            filter,
            holidays,
            backend: self.reader.get_database_backend(),
        };
        let skipped = page.saturating_sub(1).saturating_mul(page_size);
        let whole = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let mut sql;
        if filter.query.words().is_empty() {
            sql = Sql::new("SELECT f.* FROM resource_facts f WHERE ");
            sql.add(narrowing.conditions(Aside::Nothing))
                .add(narrowing.order());
            sql.push(" LIMIT ")
                .bind(whole(page_size))
                .push(" OFFSET ")
                .bind(whole(skipped));
        } else {
            // Each tier gives at most what could still stand on this page; together they are one statement.
            sql = Sql::new("SELECT f.* FROM (");
            for tier in 0..TIERS {
                let mut rows = Sql::new(&format!(
                    "SELECT * FROM (SELECT f.row_id, {tier} AS tier, ROW_NUMBER() OVER ("
                ));
                rows.add(narrowing.order())
                    .push(") AS place FROM resource_facts f WHERE ");
                rows.add(narrowing.conditions(Aside::Nothing))
                    .push(" AND ")
                    .add(narrowing.tier(tier));
                rows.add(narrowing.order())
                    .push(" LIMIT ")
                    .bind(whole(skipped + page_size));
                rows.push(&format!(") t{tier}"));
                sql.push(if tier > 0 { " UNION ALL " } else { "" })
                    .add(rows);
            }
            sql.push(") hits JOIN resource_facts f ON f.row_id = hits.row_id ORDER BY hits.tier, hits.place LIMIT ");
            sql.bind(whole(page_size))
                .push(" OFFSET ")
                .bind(whole(skipped));
        }
        #[expect(
            clippy::disallowed_methods,
            reason = "the statement begins from what is shown"
        )]
        let rows = resource_facts::Entity::find()
            .from_raw_sql(sql.statement(&self.reader))
            .all(&self.reader)
            .await?;
        Ok(Listing {
            resources: read_rows(&self.reader, rows).await?,
        })
    }

    /// What a filter leaves, counted: one statement.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn facets(
        &self,
        filter: &ResourceFilter,
        holidays: &HolidayTable,
    ) -> Result<Facets, StoreFault> {
        let narrowing = Narrowing {
            filter,
            holidays,
            backend: self.reader.get_database_backend(),
        };
        let counted = |aside| {
            let mut sql =
                Sql::new("(SELECT f.kind, f.municipality_code FROM resource_facts f WHERE ");
            sql.add(narrowing.conditions(aside))
                .push(&format!(" LIMIT {}) counted", COUNTED + 1));
            sql
        };
        let mut sql = Sql::new("SELECT 'total' AS facet, '' AS code, COUNT(*) AS entries FROM ");
        sql.add(counted(Aside::Nothing));
        sql.push(" UNION ALL SELECT 'kind', kind, COUNT(*) FROM ")
            .add(counted(Aside::Kinds))
            .push(" GROUP BY kind");
        sql.push(" UNION ALL SELECT 'sector', kind, COUNT(*) FROM ")
            .add(counted(Aside::Sectors))
            .push(" GROUP BY kind");
        sql.push(" UNION ALL SELECT 'place', CAST(municipality_code AS TEXT), COUNT(*) FROM ");
        sql.add(counted(Aside::Places))
            .push(" WHERE municipality_code IS NOT NULL GROUP BY municipality_code");
        let mut facets = Facets {
            is_exact: true,
            ..Facets::default()
        };
        for row in self
            .reader
            .query_all_raw(sql.statement(&self.reader))
            .await?
        {
            let facet: String = row.try_get_by_index(0)?;
            let text: String = row.try_get_by_index(1)?;
            let count = u64::try_from(row.try_get_by_index::<i64>(2)?).unwrap_or(0);
            match facet.as_str() {
                "total" => {
                    facets.is_exact = count <= COUNTED;
                    facets.total = count.min(COUNTED);
                }
                "kind" => facets.kinds.push((
                    code("resource_facts", ResourceKind::from_code, &text)?,
                    count,
                )),
                "sector" => {
                    let sector = code("resource_facts", ResourceKind::from_code, &text)?.sector();
                    match facets
                        .sectors
                        .iter_mut()
                        .find(|(known, _)| *known == sector)
                    {
                        Some((_, sum)) => *sum += count,
                        None => facets.sectors.push((sector, count)),
                    }
                }
                _ => {
                    let place = text.parse().map_err(|_| StoreFault::Unreadable {
                        table: "resource_facts",
                        value: text,
                    })?;
                    facets
                        .municipalities
                        .push((municipality("resource_facts", place)?, count));
                }
            }
        }
        facets
            .kinds
            .sort_by_key(|(kind, count)| (std::cmp::Reverse(*count), *kind));
        facets
            .sectors
            .sort_by_key(|(sector, count)| (std::cmp::Reverse(*count), *sector));
        facets
            .municipalities
            .sort_by_key(|(place, count)| (std::cmp::Reverse(*count), *place));
        Ok(facets)
    }

    /// How many entries of each kind there are in all, most first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn count_by_kind(&self) -> Result<Vec<KindCount>, StoreFault> {
        let (filter, holidays) = (ResourceFilter::default(), HolidayTable::default());
        let narrowing = Narrowing {
            filter: &filter,
            holidays: &holidays,
            backend: self.reader.get_database_backend(),
        };
        let mut sql = Sql::new("SELECT f.kind, COUNT(*) FROM resource_facts f WHERE ");
        sql.add(narrowing.conditions(Aside::Nothing))
            .push(" GROUP BY f.kind");
        let mut counts = Vec::new();
        for row in self
            .reader
            .query_all_raw(sql.statement(&self.reader))
            .await?
        {
            let kind = code(
                "resource_facts",
                ResourceKind::from_code,
                &row.try_get_by_index::<String>(0)?,
            )?;
            counts.push(KindCount {
                kind,
                count: u64::try_from(row.try_get_by_index::<i64>(1)?).unwrap_or(0),
            });
        }
        counts.sort_by_key(|entry| (std::cmp::Reverse(entry.count), entry.kind));
        Ok(counts)
    }
}
