//! Putting a statement together from pieces whose parameters travel with their text. Text comes from
//! this crate alone; whatever comes from outside is a parameter.

use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};

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

    /// A list of parameters in brackets.
    pub(crate) fn list(values: impl IntoIterator<Item = Value>) -> Self {
        let values: Vec<Value> = values.into_iter().collect();
        Self {
            text: format!("({})", vec!["?"; values.len()].join(", ")),
            values,
        }
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

    fn for_backend(self, backend: DbBackend) -> Statement {
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
