//! What is said on the page of a case, each with its name.

use askama::Template;
use askama::filters::HtmlSafe;
use chrono::NaiveDate;
use renkei_domain::text::Prose;
use renkei_domain::time::{era_year, japanese_date};

/// Something with its name.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    pub(super) name: &'static str,
    pub(super) lines: Vec<String>,
}

/// Some of these as a list, which is the same wherever it stands.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "case_facts.html")]
pub(super) struct Facts {
    pub(super) facts: Vec<Fact>,
}

/// It is made by a template, which escapes what people wrote.
impl HtmlSafe for Facts {}

impl Facts {
    /// Those that are said.
    pub(super) fn of(facts: impl IntoIterator<Item = Option<Fact>>) -> Self {
        Self {
            facts: facts.into_iter().flatten().collect(),
        }
    }

    /// Whether nothing is said.
    pub(super) fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }
}

/// The lines of a text.
pub(super) fn lines_of(text: &Prose) -> Vec<String> {
    text.as_str().lines().map(str::to_owned).collect()
}

/// A day with both years: the page is printed too.
pub(super) fn day(day: NaiveDate) -> String {
    format!("{}（{}）", japanese_date(day), era_year(day))
}

/// Something that is said.
pub(super) fn fact(name: &'static str, said: impl ToString) -> Fact {
    Fact {
        name,
        lines: vec![said.to_string()],
    }
}

/// Something that may not be said.
pub(super) fn said(name: &'static str, said: Option<impl ToString>) -> Option<Fact> {
    said.map(|said| fact(name, said))
}

/// A text of several lines that may not be said.
pub(super) fn text(name: &'static str, text: Option<&Prose>) -> Option<Fact> {
    text.map(|text| Fact {
        name,
        lines: lines_of(text),
    })
}
