//! The table that people read.

/// One figure.
use renkei_tests::bench::ground::Base;

pub(super) struct Figure {
    pub(super) what: String,
    pub(super) value: String,
    pub(super) aim: &'static str,
}

impl Figure {
    pub(super) fn new(what: impl Into<String>, value: impl ToString, aim: &'static str) -> Self {
        Self {
            what: what.into(),
            value: value.to_string(),
            aim,
        }
    }
}

/// One line: a figure on both databases.
struct Line {
    what: String,
    sqlite: Option<String>,
    postgres: Option<String>,
    aim: &'static str,
}

/// The figures of a run, in the order in which they were measured.
#[derive(Default)]
pub(super) struct Table(Vec<Line>);

impl Table {
    /// Takes figures in, and shows each at once: a run is long.
    pub(super) fn add(&mut self, base: Base, figures: Vec<Figure>) {
        for figure in figures {
            println!("  {}: {}", figure.what, figure.value);
            let place = self.0.iter().position(|line| line.what == figure.what);
            let place = place.unwrap_or_else(|| {
                self.0.push(Line {
                    what: figure.what,
                    sqlite: None,
                    postgres: None,
                    aim: figure.aim,
                });
                self.0.len() - 1
            });
            let line = &mut self.0[place];
            match base {
                Base::Sqlite => line.sqlite = Some(figure.value),
                Base::Postgres => line.postgres = Some(figure.value),
            }
        }
    }

    /// Prints it as the README shows tables.
    pub(super) fn print(&self) {
        println!(
            "\n| what | {} | {} | aim |",
            Base::Sqlite.word(),
            Base::Postgres.word()
        );
        println!("|---|---|---|---|");
        for line in &self.0 {
            let cell = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
            println!(
                "| {} | {} | {} | {} |",
                line.what,
                cell(&line.sqlite),
                cell(&line.postgres),
                line.aim
            );
        }
    }
}
