//! The two statements of a page. Text comes from here alone; whatever is asked for is a parameter.

use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::directory::search::Word;
use uuid::Uuid;

use super::asked::Wanted;
use super::{Dialect, Way};

/// How many entries a page has.
pub(super) const PAGE: usize = 20;

/// What is read of an entry, in the order of [`super::found::Hit`].
pub(super) const COLUMNS: &str = "hits.tier, f.row_id, f.resource_id, f.name, f.kana, f.office_number, \
    f.url, f.organization_id, f.municipality_code, f.city, f.rest, f.phones, h.notation, hits.squared";

/// Kilometres of one degree of latitude.
const DEGREE_KM: f64 = 111.32;

/// Begins what stands in the index of words beside words, as the store writes it.
const BESIDE: char = '\u{E000}';

/// What is shown to anybody. The sum keeps the databases from the index of publications, in which
/// nearly every row stands.
macro_rules! shown {
    ($row:literal) => {
        concat!(
            $row,
            ".born + 0 <= (SELECT visible FROM publication WHERE id = 1) AND (",
            $row,
            ".dead IS NULL OR ",
            $row,
            ".dead > (SELECT visible FROM publication WHERE id = 1))"
        )
    };
}

/// A shown row of a resource that has not closed.
const LISTED: &str = concat!(
    shown!("f"),
    " AND f.resource_id NOT IN (SELECT id FROM resource WHERE lifecycle <> 'active')"
);

/// A parameter.
pub(super) enum Cell {
    Text(String),
    Number(i32),
    Real(f64),
    Id(Uuid),
}

/// A statement with its parameters.
pub(super) struct Text {
    pub(super) sql: String,
    pub(super) cells: Vec<Cell>,
    dialect: Dialect,
}

impl Text {
    fn begun(dialect: Dialect, sql: &str) -> Self {
        Self {
            sql: sql.to_owned(),
            cells: Vec::new(),
            dialect,
        }
    }

    fn say(&mut self, sql: &str) -> &mut Self {
        self.sql.push_str(sql);
        self
    }

    fn bind(&mut self, cell: Cell) -> &mut Self {
        self.cells.push(cell);
        match self.dialect {
            Dialect::Sqlite => self.sql.push('?'),
            Dialect::Postgres => {
                self.sql.push('$');
                self.sql.push_str(&self.cells.len().to_string());
            }
        }
        self
    }

    fn list(&mut self, cells: impl IntoIterator<Item = Cell>) -> &mut Self {
        self.say("(");
        for (place, cell) in cells.into_iter().enumerate() {
            self.say(if place > 0 { ", " } else { "" }).bind(cell);
        }
        self.say(")")
    }

    fn codes(&mut self, codes: &[MunicipalityCode]) -> &mut Self {
        // Six digits fit.
        self.list(codes.iter().map(|code| Cell::Number(code.number() as i32)))
    }

    /// Whether a text of `s` holds a word.
    fn holds(&mut self, column: &str, word: &Word) -> &mut Self {
        let position = match self.dialect {
            Dialect::Sqlite => "instr",
            Dialect::Postgres => "strpos",
        };
        self.say(&format!("{position}(s.{column}, "))
            .bind(Cell::Text(word.as_str().to_owned()))
            .say(") > 0")
    }

    /// Whether a text of `s` holds every word.
    fn holds_all(&mut self, column: &str, wanted: &Wanted) -> &mut Self {
        for (place, word) in wanted.query.words().iter().enumerate() {
            self.say(if place > 0 { " AND " } else { "" })
                .holds(column, word);
        }
        self
    }

    /// How well `s` fits the words.
    fn tier(&mut self, wanted: &Wanted) -> &mut Self {
        let joined = wanted.query.joined();
        let end = format!("{joined}\u{10FFFF}");
        self.say("CASE WHEN s.name = ")
            .bind(Cell::Text(joined.clone()))
            .say(" THEN 0 WHEN s.name >= ")
            .bind(Cell::Text(joined))
            .say(" AND s.name < ")
            .bind(Cell::Text(end))
            .say(" THEN 1 WHEN ")
            .holds_all("name", wanted)
            .say(" THEN 2 WHEN ")
            .holds_all("kana", wanted)
            .say(" THEN 3 ELSE 4 END")
    }

    /// What serves the area, and what declared none and stands in it, of the kind.
    fn in_area(&mut self, wanted: &Wanted) -> &mut Self {
        let kind = || Cell::Text(wanted.kind.code().to_owned());
        self.say(
            "(SELECT DISTINCT f.row_id FROM service_area a CROSS JOIN resource_facts f \
             WHERE a.municipality_code IN ",
        )
        .codes(&wanted.area.served)
        // Put together, the kind has no index: who serves the area is few, who is of the kind is not.
        .say(" AND f.resource_id = a.resource_id AND f.kind || '' = ")
        .bind(kind())
        .say(" AND ")
        .say(LISTED)
        .say(" UNION ALL SELECT f.row_id FROM resource_facts f WHERE f.municipality_code IN ")
        .codes(&wanted.area.stood_in)
        .say(" AND f.kind = ")
        .bind(kind())
        .say(
            " AND NOT EXISTS (SELECT 1 FROM service_area a WHERE a.resource_id = f.resource_id) AND ",
        )
        .say(LISTED)
        .say(") n")
    }

    /// Square kilometres from the middle of the municipality, on a plane; what has no point is far.
    fn squared(&mut self, wanted: &Wanted) -> &mut Self {
        let (latitude, longitude) = (wanted.middle.latitude, wanted.middle.longitude);
        let east = DEGREE_KM * latitude.to_radians().cos();
        self.say("COALESCE(((f.latitude - ")
            .bind(Cell::Real(latitude))
            .say(") * (f.latitude - ")
            .bind(Cell::Real(latitude))
            .say(") * ")
            .bind(Cell::Real(DEGREE_KM * DEGREE_KM))
            .say(" + (f.longitude - ")
            .bind(Cell::Real(longitude))
            .say(") * (f.longitude - ")
            .bind(Cell::Real(longitude))
            .say(") * ")
            .bind(Cell::Real(east * east))
            .say("), ")
            .bind(Cell::Real(1e12))
            .say(")")
    }

    /// Whether `f` belongs to the area, for rows that were found otherwise.
    fn is_in_area(&mut self, wanted: &Wanted) -> &mut Self {
        self.say("(f.municipality_code IN ")
            .codes(&wanted.area.stood_in)
            .say(
                " AND NOT EXISTS (SELECT 1 FROM service_area a WHERE a.resource_id = f.resource_id) \
                 OR EXISTS (SELECT 1 FROM service_area a WHERE a.resource_id = f.resource_id \
                 AND a.municipality_code IN ",
            )
            .codes(&wanted.area.served)
            .say("))")
    }
}

/// The entries of a page with their hours, and one more.
pub(super) fn hits(wanted: &Wanted, way: Way, dialect: Dialect) -> Text {
    let mut text = Text::begun(dialect, "SELECT ");
    text.say(COLUMNS)
        .say(" FROM (SELECT s.row_id, ")
        .tier(wanted)
        .say(" AS tier, ")
        .squared(wanted)
        .say(" AS squared FROM ");
    match way {
        Way::Place => {
            text.in_area(wanted).say(
                " CROSS JOIN resource_facts f CROSS JOIN resource_search s \
                     WHERE f.row_id = n.row_id AND s.row_id = n.row_id",
            );
            for word in unnamed(wanted) {
                text.say(" AND ").holds("whole", word);
            }
        }
        Way::Word => {
            let expression = Cell::Text(expression(wanted, dialect));
            match dialect {
                Dialect::Sqlite => text
                    .say(
                        "resource_fts CROSS JOIN resource_facts f CROSS JOIN resource_search s \
                         WHERE f.row_id = resource_fts.rowid AND resource_fts MATCH ",
                    )
                    .bind(expression),
                Dialect::Postgres => text
                    .say(
                        "resource_search s CROSS JOIN resource_facts f \
                         WHERE f.row_id = s.row_id AND s.pairs @@ CAST(",
                    )
                    .bind(expression)
                    .say(" AS tsquery)"),
            };
            // This index knows that pairs stand somewhere, not that they stand side by side.
            for word in unnamed(wanted).filter(|word| is_doubtful(word, dialect)) {
                text.say(" AND ").holds("whole", word);
            }
            text.say(" AND s.row_id = f.row_id AND f.kind = ")
                .bind(Cell::Text(wanted.kind.code().to_owned()))
                .say(" AND ")
                .say(LISTED)
                .say(" AND ")
                .is_in_area(wanted);
        }
    }
    text.say(&format!(
        " ORDER BY tier, squared, s.row_id LIMIT {}) hits CROSS JOIN resource_facts f \
         LEFT JOIN hours h ON h.id = f.hours_id \
         WHERE f.row_id = hits.row_id ORDER BY hits.tier, hits.squared, hits.row_id",
        PAGE + 1
    ));
    text
}

/// Who runs the entries of a page, all of them at once.
pub(super) fn organizations(ids: impl IntoIterator<Item = Uuid>, dialect: Dialect) -> Text {
    let mut text = Text::begun(
        dialect,
        "SELECT o.organization_id, o.name, o.corporate_number FROM organization_facts o \
         WHERE o.organization_id IN ",
    );
    text.list(ids.into_iter().map(Cell::Id))
        .say(" AND ")
        .say(shown!("o"));
    text
}

/// The words that are not a name for the kind: every entry of the kind is found by those that are.
fn unnamed(wanted: &Wanted) -> impl Iterator<Item = &Word> {
    let words = wanted.query.words().iter();
    words.filter(move |word| !word.kinds().contains(&wanted.kind))
}

fn is_doubtful(word: &Word, dialect: Dialect) -> bool {
    dialect == Dialect::Postgres && word.pairs().is_some_and(|pairs| pairs.len() > 1)
}

/// What the index of words is asked for: the words, among entries of the kind.
fn expression(wanted: &Wanted, dialect: Dialect) -> String {
    let mark = mark(wanted.kind);
    let held = unnamed(wanted).map(|word| match (dialect, word.pairs()) {
        (Dialect::Sqlite, Some(pairs)) => format!("\"{}\"", pairs.join(" ")),
        (Dialect::Sqlite, None) => format!("\"{}\" *", word.as_str()),
        (Dialect::Postgres, Some(pairs)) => format!("'{}'", pairs.join("' & '")),
        (Dialect::Postgres, None) => format!("'{}':*", word.as_str()),
    });
    match dialect {
        Dialect::Sqlite => {
            let of_kind = format!("head : \"{mark}\"");
            held.chain([of_kind]).collect::<Vec<_>>().join(" AND ")
        }
        Dialect::Postgres => {
            let of_kind = format!("'{mark}'");
            held.chain([of_kind]).collect::<Vec<_>>().join(" & ")
        }
    }
}

/// How a kind stands in the index of words.
fn mark(kind: ResourceKind) -> String {
    format!("{BESIDE}{}", kind.code().replace('_', ""))
}
