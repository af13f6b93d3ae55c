//! The words of a query as each database is asked for them: an expression for its index of pairs, and
//! conditions on the texts of `s`, a row of `resource_search`, where the index only proposes or is not
//! asked. A row `f` of a kind that a word is a name for is found as well.

use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::search::{Query, Word};
use sea_orm::{DbBackend, Value};

use super::key::Tier;
use crate::directory::index::mark;
use crate::sql::Sql;

/// The words with the database that is asked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wording<'q> {
    query: &'q Query,
    backend: DbBackend,
}

impl<'q> Wording<'q> {
    pub(super) const fn of(query: &'q Query, backend: DbBackend) -> Self {
        Self { query, backend }
    }

    pub(super) fn is_empty(self) -> bool {
        self.query.words().is_empty()
    }

    /// The name is the words.
    pub(super) fn is_name(self) -> Sql {
        Sql::with("s.name = ?", [Value::from(self.query.joined())])
    }

    /// The name begins with the words or is the words.
    pub(super) fn begins_name(self) -> Sql {
        let joined = self.query.joined();
        // Nothing stands behind the last code point, so that the range holds every longer name.
        let end = format!("{joined}\u{10FFFF}");
        Sql::with(
            "s.name >= ? AND s.name < ?",
            [Value::from(joined), Value::from(end)],
        )
    }

    /// A text of the row holds every word.
    pub(super) fn all_in(self, column: &str) -> Sql {
        let words = self.query.words().iter();
        Sql::joined(words.map(|word| self.holds(column, word)), " AND ", "1 = 1")
    }

    /// The same where an index has found the words in the column as far as it knows columns and words: the
    /// text is asked for the others alone.
    pub(super) fn others_in(self, column: &str) -> Sql {
        let words = self.query.words().iter();
        let others = words.filter(|word| self.is_postgres() || !self.is_decided(word));
        Sql::joined(
            others.map(|word| self.holds(column, word)),
            " AND ",
            "1 = 1",
        )
    }

    /// Every word is held by some text of the row, or names its kind.
    pub(super) fn held(self) -> impl Iterator<Item = Sql> {
        self.query.words().iter().map(move |word| self.found(word))
    }

    /// What the index cannot decide alone. That of SQLite knows where a pair stands; that of PostgreSQL
    /// only knows that it stands somewhere. No pair reaches over the end of a field, so that one or two
    /// characters are found alike.
    pub(super) fn doubtful(self) -> impl Iterator<Item = Sql> {
        let words = self.query.words().iter();
        words
            .filter(move |word| !self.is_decided(word))
            .map(move |word| self.found(word))
    }

    /// Whether the index alone says where a word stands.
    fn is_decided(self, word: &Word) -> bool {
        let most = if self.is_postgres() { 1 } else { PHRASE };
        let is_short = word.pairs().is_none_or(|pairs| pairs.len() <= most);
        self.is_indexed(word) && is_short
    }

    /// The table of SQLite that is asked for the words: characters alone stand in one of their own.
    pub(super) fn table(self) -> &'static str {
        if self.are_letters_asked() {
            "resource_letters"
        } else {
            "resource_fts"
        }
    }

    /// Whether the characters alone are what SQLite asks its index for: where there is nothing else, and
    /// where so many stand beside longer words that together they leave fewer rows than those do. Digits
    /// and Latin letters are not counted, since most phone numbers and addresses hold each.
    fn are_letters_asked(self) -> bool {
        let words = self.query.words();
        let single = || words.iter().filter(|word| word.pairs().is_none());
        let rarer = single().filter(|word| !word.as_str().is_ascii());
        rarer.count() >= LETTERS || single().count() == words.len()
    }

    /// Whether the index is asked for a word. SQLite has two, for pairs and for characters alone: what one
    /// is not asked for is looked for in what the words of the other leave.
    fn is_indexed(self, word: &Word) -> bool {
        self.is_postgres() || word.pairs().is_none() == self.are_letters_asked()
    }

    /// The words that the index is asked for.
    fn indexed(self) -> impl Iterator<Item = &'q Word> {
        let words = self.query.words().iter();
        words.filter(move |word| self.is_indexed(word))
    }

    /// Whether the index alone tells the tiers apart: that of SQLite does, where it is asked for every
    /// word whole.
    pub(super) fn is_decided_by_index(self) -> bool {
        !self.is_postgres() && self.query.words().iter().all(|word| self.is_decided(word))
    }

    fn found(self, word: &Word) -> Sql {
        let mut found = self.holds("whole", word);
        if !word.kinds().is_empty() {
            found.push(" OR f.kind IN ").add(Sql::list(
                word.kinds().iter().map(|kind| kind.code().into()),
            ));
        }
        found
    }

    fn holds(self, column: &str, word: &Word) -> Sql {
        let position = if self.is_postgres() {
            "strpos"
        } else {
            "instr"
        };
        let text = format!("{position}(s.{column}, ?) > 0");
        Sql::with(&text, [Value::from(word.as_str())])
    }

    /// Which tier the row stands in.
    pub(super) fn tier(self) -> Sql {
        let mut tier = Sql::new("CASE");
        for (is_in, place) in [
            (self.is_name(), Tier::Exact),
            (self.begins_name(), Tier::Begins),
            (self.all_in("name"), Tier::Name),
            (self.all_in("kana"), Tier::Kana),
        ] {
            tier.push(" WHEN ").add(is_in);
            tier.push(&format!(" THEN {}", place.number()));
        }
        tier.push(&format!(" ELSE {} END", Tier::Rest.number()));
        tier
    }

    /// What the index is asked for: rows of some kinds (of any where none is named) that hold the words,
    /// in one tier or in all. The first two tiers are found by their names and not here.
    pub(super) fn expression(self, tier: Option<Tier>, kinds: &[ResourceKind]) -> String {
        if self.is_postgres() {
            return self.lexemes(kinds);
        }
        let in_column = |column: &str| {
            let held: Vec<String> = self
                .indexed()
                .map(|word| format!("{column} : {}", phrase(word)))
                .collect();
            held.join(" AND ")
        };
        let all = || {
            let held: Vec<String> = self
                .indexed()
                .map(|word| {
                    let marks = word.kinds().iter();
                    let named = marks.map(|kind| format!(" OR head : \"{}\"", mark(*kind)));
                    format!("({}{})", phrase(word), named.collect::<String>())
                })
                .collect();
            held.join(" AND ")
        };
        let of_kinds = |words: String| {
            if kinds.is_empty() {
                return format!("({words})");
            }
            let marks: Vec<String> = kinds
                .iter()
                .map(|kind| format!("\"{}\"", mark(*kind)))
                .collect();
            format!("(({words}) AND head : ({}))", marks.join(" OR "))
        };
        match tier {
            Some(Tier::Name) => of_kinds(in_column("name")),
            Some(Tier::Kana) if !self.is_decided_by_index() => of_kinds(in_column("kana")),
            Some(Tier::Rest) if !self.is_decided_by_index() => of_kinds(all()),
            Some(Tier::Kana) => {
                format!(
                    "{} NOT ({})",
                    of_kinds(in_column("kana")),
                    in_column("name")
                )
            }
            Some(Tier::Rest) => format!(
                "{} NOT (({}) OR ({}))",
                of_kinds(all()),
                in_column("name"),
                in_column("kana")
            ),
            None | Some(Tier::Exact | Tier::Begins) => of_kinds(all()),
        }
    }

    /// The index of PostgreSQL knows no columns: tiers are told apart by the texts.
    fn lexemes(self, kinds: &[ResourceKind]) -> String {
        let quoted = |kinds: &[ResourceKind]| -> Vec<String> {
            let marks = kinds.iter().map(|kind| format!("'{}'", mark(*kind)));
            marks.collect()
        };
        let mut all: Vec<String> = self
            .indexed()
            .map(|word| {
                let held = match word.pairs() {
                    Some(pairs) => {
                        let pairs: Vec<String> =
                            pairs.iter().map(|pair| format!("'{pair}'")).collect();
                        format!("({})", pairs.join(" & "))
                    }
                    None => format!("'{}'", word.as_str()),
                };
                let mut any = quoted(word.kinds());
                any.insert(0, held);
                format!("({})", any.join(" | "))
            })
            .collect();
        if !kinds.is_empty() {
            all.push(format!("({})", quoted(kinds).join(" | ")));
        }
        all.join(" & ")
    }

    const fn is_postgres(self) -> bool {
        matches!(self.backend, DbBackend::Postgres)
    }
}

/// How many pairs of a word the index of SQLite is asked for: each of them is read on its own, and few rows hold the
/// first sixteen.
const PHRASE: usize = 16;

/// So many characters alone leave fewer rows than frequent words do.
const LETTERS: usize = 3;

/// A phrase of pairs: what holds the word holds them one after another. A single character is a word of
/// the index for characters alone.
fn phrase(word: &Word) -> String {
    match word.pairs() {
        Some(mut pairs) => {
            pairs.truncate(PHRASE);
            format!("\"{}\"", pairs.join(" "))
        }
        None => format!("\"{}\"", word.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_that_leaves_fewer_rows_is_asked() {
        let table = |typed: &str| {
            let query = Query::parse(typed);
            Wording::of(&query, DbBackend::Sqlite).table()
        };
        for typed in ["支援", "高槻 市", "支援 所 市", "看護 1 2 3 4"] {
            assert_eq!(table(typed), "resource_fts", "{typed}");
        }
        for typed in [
            "桜",
            "1",
            "1 2",
            "支援 所 市 町",
            "支援 事業 就労 所 ワ ク 市 1",
        ] {
            assert_eq!(table(typed), "resource_letters", "{typed}");
        }
    }

    #[test]
    fn a_text_is_asked_for_no_word_that_the_index_found_in_it() {
        let asked = |typed: &str, backend| {
            let query = Query::parse(typed);
            let others = Wording::of(&query, backend).others_in("name");
            let statement = others.for_backend(backend);
            statement.sql.matches("s.name").count()
        };
        assert_eq!(asked("支援 所 市", DbBackend::Sqlite), 2);
        assert_eq!(asked("支援 所 市 町", DbBackend::Sqlite), 1);
        // That of PostgreSQL knows no columns.
        assert_eq!(asked("支援 所 市", DbBackend::Postgres), 3);
    }
}
