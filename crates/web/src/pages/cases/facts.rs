//! What is said on the page of a case, each with its name.

use std::borrow::Borrow;

use askama::Template;
use askama::filters::HtmlSafe;
use chrono::NaiveDate;
use renkei_domain::people::Display;
use renkei_domain::text::Prose;
use renkei_domain::time::{era_year, japanese_date};

use crate::words::ruby::RubyText;

/// Something with its name.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    name: &'static str,
    lines: Vec<String>,
    /// Whether the lines are words of ours.
    is_ours: bool,
}

impl Fact {
    /// The same where the lines are words of ours, and not what somebody wrote.
    pub(super) fn ours(self) -> Self {
        Self {
            is_ours: true,
            ..self
        }
    }
}

/// Some of these as a list, which is the same wherever it stands.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "case_facts.html")]
pub(super) struct Facts {
    facts: Vec<Fact>,
    /// How the person chose to read what is ours; absent where staff read it.
    display: Option<Display>,
}

/// It is made by a template, which escapes what people wrote.
impl HtmlSafe for Facts {}

impl Facts {
    /// Those that are said.
    pub(super) fn of(facts: impl IntoIterator<Item = Option<Fact>>) -> Self {
        Self {
            facts: facts.into_iter().flatten().collect(),
            display: None,
        }
    }

    /// For the person's own pages: what is ours is said as they chose.
    pub(super) fn aloud(&self, display: impl Borrow<Display>) -> Self {
        let chosen: &Display = display.borrow();
        Self {
            display: Some(*chosen),
            ..self.clone()
        }
    }

    /// A text of ours for whoever reads it.
    fn said(&self, text: &str) -> RubyText {
        match self.display {
            Some(display) => RubyText::said(text, display),
            None => RubyText::bare(text),
        }
    }

    /// A line of a fact.
    fn line(&self, fact: &Fact, line: &str) -> RubyText {
        if fact.is_ours {
            self.said(line)
        } else {
            RubyText::bare(line)
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
    lined(name, vec![said.to_string()])
}

/// Something of several lines that is said.
pub(super) fn lined(name: &'static str, lines: Vec<String>) -> Fact {
    Fact {
        name,
        lines,
        is_ours: false,
    }
}

/// Something that may not be said.
pub(super) fn said(name: &'static str, said: Option<impl ToString>) -> Option<Fact> {
    said.map(|said| fact(name, said))
}

/// A text of several lines that may not be said.
pub(super) fn text(name: &'static str, text: Option<&Prose>) -> Option<Fact> {
    text.map(|text| lined(name, lines_of(text)))
}
