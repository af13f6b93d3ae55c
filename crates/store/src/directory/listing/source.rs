//! Tables and conditions on their rows, put together step by step.

use crate::sql::Sql;

/// Tables, and what their rows must fulfil.
#[derive(Debug, Clone)]
pub(super) struct Source {
    tables: Sql,
    conditions: Vec<Sql>,
}

impl Source {
    pub(super) fn of(tables: Sql, conditions: Vec<Sql>) -> Self {
        Self { tables, conditions }
    }

    /// Reads one more table, by a condition that leaves one row of it.
    pub(super) fn with(mut self, table: &str, on: &str) -> Self {
        self.tables.push(" CROSS JOIN ").push(table);
        self.also(Sql::new(on))
    }

    /// Reads nothing at all where a condition on no row of these tables is false: what stands first among
    /// the tables has then no row.
    pub(super) fn only_if(self, condition: Sql) -> Self {
        let mut tables = Sql::new("(SELECT 1 AS held WHERE ");
        tables
            .add(condition)
            .push(") asked CROSS JOIN ")
            .add(self.tables);
        Self { tables, ..self }
    }

    /// Narrows further.
    pub(super) fn also(mut self, condition: Sql) -> Self {
        self.conditions.push(condition);
        self
    }

    /// Asks for some columns of what is left.
    pub(super) fn select(self, columns: Sql) -> Sql {
        let mut sql = Sql::new("SELECT ");
        sql.add(columns).push(" FROM ").add(self.tables);
        sql.push(" WHERE ")
            .add(Sql::joined(self.conditions, " AND ", "1 = 1"));
        sql
    }
}
