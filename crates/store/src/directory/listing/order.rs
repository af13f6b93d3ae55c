//! In which order a list stands, and from where in it a page begins. A page continues from the values
//! that its neighbour's entry is ordered by, never from a number of entries: entries that come or go
//! elsewhere move nothing, and the hundredth page costs what the first one does.
//!
//! The tiers of words and the rings of a circle are parts of a list that follow one another. Each is
//! asked for no more than a page, and only while the parts before it have not filled the page: both
//! databases read the parts of a `UNION ALL` in their order and stop when they have enough.

use renkei_domain::directory::filter::{Near, ResourceFilter, ResourceOrder};
use renkei_domain::directory::municipality::Point;
use renkei_domain::ids::ResourceId;
use sea_orm::QueryResult;

use super::circle::{squared_distance, squared_distance_or_far};
use super::key::{Key, Tier};
use super::narrowing::{Aside, Narrowing};
use crate::fault::StoreFault;
use crate::sql::Sql;

/// Which way a list is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Onward,
    Back,
}

impl Way {
    const fn beyond(self) -> &'static str {
        match self {
            Self::Onward => ">",
            Self::Back => "<",
        }
    }

    /// Columns to order by.
    pub(super) fn along(self, columns: &[&str]) -> String {
        let direction = match self {
            Self::Onward => "",
            Self::Back => " DESC",
        };
        let each: Vec<String> = columns
            .iter()
            .map(|column| format!("{column}{direction}"))
            .collect();
        format!(" ORDER BY {}", each.join(", "))
    }
}

/// How a list is in fact ordered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Arrangement {
    Names,
    Distances(Near),
    Tiers(Option<Point>),
}

impl Arrangement {
    pub(super) fn of(filter: &ResourceFilter) -> Self {
        let has_words = !filter.query.words().is_empty();
        match (filter.order, filter.near, has_words) {
            (ResourceOrder::Name, _, _) | (_, None, false) => Self::Names,
            (ResourceOrder::Distance, Some(near), _) | (_, Some(near), false) => {
                Self::Distances(near)
            }
            (_, Some(near), true) => Self::Tiers(Some(near.point)),
            (_, None, true) => Self::Tiers(filter.middle.filter(|_| !filter.area.is_everywhere())),
        }
    }

    /// What a page of hits is ordered by once more, after it has been joined with its facts.
    const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Names => &["f.sort_key", "f.resource_id"],
            Self::Distances(_) => &["hits.squared", "hits.row_id"],
            Self::Tiers(None) => &["hits.tier", "hits.row_id"],
            Self::Tiers(Some(_)) => &["hits.tier", "hits.squared", "hits.row_id"],
        }
    }

    /// The columns of hits that a key is read from.
    pub(super) const fn selected(self) -> &'static str {
        match self {
            Self::Names => "",
            Self::Distances(_) => ", hits.squared",
            Self::Tiers(None) => ", hits.tier",
            Self::Tiers(Some(_)) => ", hits.tier, hits.squared",
        }
    }

    /// Reads the key of a row back.
    pub(super) fn key(self, row: &QueryResult, id: ResourceId) -> Result<Key, StoreFault> {
        let number = |column: &str| row.try_get::<i64>("", column);
        let squared = || row.try_get::<f64>("", "squared");
        let tier = || -> Result<Tier, StoreFault> {
            let number: i32 = row.try_get("", "tier")?;
            u8::try_from(number)
                .ok()
                .and_then(Tier::from_number)
                .ok_or_else(|| StoreFault::Unreadable {
                    table: "resource_search",
                    value: format!("tier {number}"),
                })
        };
        Ok(match self {
            Self::Names => Key::Name {
                sort_key: row.try_get("", "sort_key")?,
                id,
            },
            Self::Distances(_) => Key::Distance {
                squared: squared()?,
                row: number("row_id")?,
            },
            Self::Tiers(None) => Key::Tier {
                tier: tier()?,
                row: number("row_id")?,
            },
            Self::Tiers(Some(_)) => Key::TierDistance {
                tier: tier()?,
                squared: squared()?,
                row: number("row_id")?,
            },
        })
    }
}

/// The rows of one page: from a key on, or from the beginning, in one direction.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch<'k> {
    pub(super) way: Way,
    pub(super) key: Option<&'k Key>,
    pub(super) most: i64,
}

impl Stretch<'_> {
    /// The hits of the page as a query, and the order in which they are to be read.
    pub(super) fn hits(&self, narrowing: &Narrowing<'_>) -> (Sql, String) {
        let arrangement = Arrangement::of(narrowing.filter);
        let hits = match arrangement {
            Arrangement::Names => self.by_name(narrowing),
            Arrangement::Distances(near) => self.by_distance(narrowing, near),
            Arrangement::Tiers(from) if narrowing.are_few() => self.ranked(narrowing, from),
            Arrangement::Tiers(_) => self.by_tier(narrowing),
        };
        (hits, self.way.along(arrangement.columns()))
    }

    fn by_name(&self, narrowing: &Narrowing<'_>) -> Sql {
        let mut rows = narrowing.rows(Aside::Nothing);
        if let Some(key) = self.key {
            rows = rows.also(self.beyond(Sql::new("(f.sort_key, f.resource_id)"), key));
        }
        // PostgreSQL would rather walk the index of names past everything that does not hold a rare word
        // than sort what does. What is put together from texts has no index to walk.
        let sort_key = if narrowing.wording().is_empty() || narrowing.are_few() {
            "f.sort_key"
        } else {
            "f.sort_key || ''"
        };
        self.cut(
            rows.select(Sql::new("f.row_id")),
            &[sort_key, "f.resource_id"],
        )
    }

    /// Ring after ring, so that the middle of a city is not read for the sake of twenty neighbours.
    fn by_distance(&self, narrowing: &Narrowing<'_>, near: Near) -> Sql {
        let mut rings: Vec<(f64, f64)> = if narrowing.begins_with_circle() {
            let edges = RINGS.map(|part| near.within_km / part);
            let inner = std::iter::once(0.0).chain(edges);
            inner.zip(edges).collect()
        } else {
            vec![(0.0, near.within_km)]
        };
        if let Some(squared) = self.key.and_then(Key::squared) {
            rings.retain(|(inner, outer)| match self.way {
                Way::Onward => squared <= outer * outer,
                Way::Back => *inner == 0.0 || squared > inner * inner,
            });
        }
        if rings.is_empty() {
            // Beyond the edge there is nothing, and the key says so.
            rings.push((0.0, near.within_km));
        }
        if self.way == Way::Back {
            rings.reverse();
        }
        let parts = rings.into_iter().map(|(inner, outer)| {
            let ring = Near {
                within_km: outer,
                ..near
            };
            let mut rows = narrowing.rows_near(Aside::Nothing, Some(&ring));
            if inner > 0.0 {
                let mut outside = squared_distance(near.point);
                outside.push(" > ").bind(inner * inner);
                rows = rows.also(outside);
            }
            if let Some(key) = self.key {
                let mut place = Sql::new("(");
                place.add(squared_distance(near.point)).push(", f.row_id)");
                rows = rows.also(self.beyond(place, key));
            }
            let mut columns = Sql::new("f.row_id, ");
            columns
                .add(squared_distance(near.point))
                .push(" AS squared");
            self.cut(rows.select(columns), &["squared", "f.row_id"])
        });
        self.one_after_another(parts.collect())
    }

    /// Every row is looked at once and says itself in which tier it stands.
    fn ranked(&self, narrowing: &Narrowing<'_>, from: Option<Point>) -> Sql {
        let mut columns = Sql::new("f.row_id, ");
        columns.add(narrowing.wording().tier()).push(" AS tier");
        let mut order = vec!["tier"];
        let mut rows = narrowing.rows(Aside::Nothing);
        if let Some(from) = from {
            // After the words have left few: the indexes of places hold no points.
            rows = rows.with("resource_facts p", "p.row_id = f.row_id");
            columns
                .push(", ")
                .add(squared_distance_or_far(from))
                .push(" AS squared");
            order.push("squared");
        }
        order.push("row_id");
        let mut ranked = Sql::new("SELECT * FROM (");
        ranked.add(rows.select(columns)).push(") ranked");
        if let Some(key) = self.key {
            let place = Sql::new(&format!("({})", order.join(", ")));
            ranked.push(" WHERE ").add(self.beyond(place, key));
        }
        self.cut(ranked, &order)
    }

    /// Tier after tier, each in the order in which rows were entered, as the index of words has them.
    fn by_tier(&self, narrowing: &Narrowing<'_>) -> Sql {
        let mut tiers = Tier::ALL.to_vec();
        if self.way == Way::Back {
            tiers.reverse();
        }
        if let Some(from) = self.key.and_then(Key::tier) {
            tiers.retain(|tier| match self.way {
                Way::Onward => *tier >= from,
                Way::Back => *tier <= from,
            });
        }
        let parts = tiers.into_iter().flat_map(|tier| {
            let place = narrowing.place(tier);
            let beyond = match self.key {
                Some(Key::Tier { tier: from, row }) if *from == tier => {
                    let mut beyond = Sql::new(&format!("{place} {} ", self.way.beyond()));
                    beyond.bind(*row);
                    Some(beyond)
                }
                _ => None,
            };
            let columns = format!("{place} AS row_id, {} AS tier", tier.number());
            let rows = narrowing.in_tier(tier, self.way, beyond).into_iter();
            rows.map(move |rows| self.cut(rows.select(Sql::new(&columns)), &[&place]))
        });
        self.one_after_another(parts.collect())
    }

    fn beyond(&self, place: Sql, key: &Key) -> Sql {
        let mut beyond = place;
        beyond
            .push(&format!(" {} ", self.way.beyond()))
            .add(key.values());
        beyond
    }

    /// Puts a query in its order and takes what a page needs.
    fn cut(&self, query: Sql, order: &[&str]) -> Sql {
        let mut cut = query;
        cut.push(&self.way.along(order)).push(&self.limit());
        cut
    }

    /// As a number in the text: SQLite plans a statement by its limit, and prepares it anew each time one
    /// is bound to it. Pages have few sizes.
    fn limit(&self) -> String {
        format!(" LIMIT {}", self.most)
    }

    /// Parts of a list that follow one another, in the order in which they are read.
    fn one_after_another(&self, mut parts: Vec<Sql>) -> Sql {
        if parts.len() == 1 {
            return parts.remove(0);
        }
        let mut all = Sql::new("SELECT * FROM (");
        for (place, part) in parts.into_iter().enumerate() {
            all.push(if place > 0 { " UNION ALL " } else { "" })
                .push("SELECT * FROM (")
                .add(part)
                .push(&format!(") part{place}"));
        }
        all.push(") parts").push(&self.limit());
        all
    }
}

/// The edges of the rings of a circle, as parts of its radius.
const RINGS: [f64; 5] = [16.0, 8.0, 4.0, 2.0, 1.0];
