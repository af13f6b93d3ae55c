//! Putting a statement together from pieces whose parameters travel with their text. Text comes from
//! this crate alone; whatever comes from outside is a parameter.

use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};
use uuid::Uuid;

/// A piece of SQL with its parameters in the order in which their `?` stand.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sql {
    text: String,
    values: Vec<Value>,
}

impl Sql {
    /// A piece without parameters.
    pub(crate) fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            values: Vec::new(),
        }
    }

    /// A piece with parameters.
    pub(crate) fn with(text: &str, values: impl IntoIterator<Item = Value>) -> Self {
        Self {
            text: text.to_owned(),
            values: values.into_iter().collect(),
        }
    }

    /// Adds text.
    pub(crate) fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Adds a piece.
    pub(crate) fn add(&mut self, piece: Self) -> &mut Self {
        self.text.push_str(&piece.text);
        self.values.extend(piece.values);
        self
    }

    /// Adds a parameter.
    pub(crate) fn bind(&mut self, value: impl Into<Value>) -> &mut Self {
        self.text.push('?');
        self.values.push(value.into());
        self
    }

    /// The values of a row in brackets, as many as there are.
    pub(crate) fn row(values: impl IntoIterator<Item = Value>) -> Self {
        let values: Vec<Value> = values.into_iter().collect();
        Self {
            text: format!("({})", vec!["?"; values.len()].join(", ")),
            values,
        }
    }

    /// Values to be compared with, in brackets. The last is repeated until there are 1, 2, 4, 8, … of them:
    /// lists of many lengths then share few texts, and the databases keep what they prepared for those.
    pub(crate) fn list(values: impl IntoIterator<Item = Value>) -> Self {
        let mut values: Vec<Value> = values.into_iter().collect();
        if let Some(last) = values.last().cloned() {
            values.resize(values.len().next_power_of_two(), last);
        }
        Self::row(values)
    }

    /// A query that yields ids, which all travel in one parameter: the text of a statement is then the
    /// same for any number of them, and the databases keep what they prepared for it.
    pub(crate) fn ids(backend: DbBackend, ids: impl IntoIterator<Item = Uuid>) -> Self {
        let ids = ids.into_iter();
        match backend {
            DbBackend::Postgres => Self::with(
                "SELECT unnest(CAST(? AS uuid[]))",
                [Value::from(ids.collect::<Vec<Uuid>>())],
            ),
            _ => {
                let list: Vec<String> = ids.map(|id| id.simple().to_string()).collect();
                Self::with(
                    "SELECT unhex(value) FROM json_each(?)",
                    [Value::from(serde_json::json!(list).to_string())],
                )
            }
        }
    }

    /// The head of a statement that asks for `SELECT id FROM wanted` in several places.
    pub(crate) fn wanting(backend: DbBackend, ids: impl IntoIterator<Item = Uuid>) -> Self {
        let mut head = Self::new("WITH wanted (id) AS (");
        head.add(Self::ids(backend, ids)).push(") ");
        head
    }

    /// Joins pieces with a word between them; nothing becomes `otherwise`.
    pub(crate) fn joined(
        pieces: impl IntoIterator<Item = Self>,
        between: &str,
        otherwise: &str,
    ) -> Self {
        let mut whole = Self::default();
        for (place, piece) in pieces.into_iter().enumerate() {
            if place > 0 {
                whole.push(between);
            }
            whole.push("(").add(piece).push(")");
        }
        if whole.text.is_empty() {
            Self::new(otherwise)
        } else {
            whole
        }
    }

    /// As a statement, with the placeholders that both databases read.
    pub(crate) fn statement(self, connection: &impl ConnectionTrait) -> Statement {
        self.for_backend(connection.get_database_backend())
    }

    /// The same for one of the databases.
    pub(crate) fn for_backend(self, backend: DbBackend) -> Statement {
        if backend != DbBackend::Postgres {
            // Numbered parameters have names to SQLite, and each is looked up in a list of all of them.
            return Statement::from_sql_and_values(backend, self.text, self.values);
        }
        let mut text = String::with_capacity(self.text.len() + self.values.len());
        for (place, part) in self.text.split('?').enumerate() {
            if place > 0 {
                text.push('$');
                text.push_str(&place.to_string());
            }
            text.push_str(part);
        }
        Statement::from_sql_and_values(backend, text, self.values)
    }
}
