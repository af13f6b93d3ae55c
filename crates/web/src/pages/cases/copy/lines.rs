//! A copy in words, section by section, the same for the person and for staff.

use askama::Template;
use askama::filters::HtmlSafe;
use renkei_app::person_copy::read::{CopyParts, WithheldThing};
use renkei_domain::person_copy::{CopyEntry, CopyFact, CopyKind};

use super::super::facts::{day, lines_of};

/// A fact in words.
#[derive(Debug, Clone)]
pub(super) struct CopyFactLine {
    pub(super) label: String,
    pub(super) lines: Vec<String>,
}

/// Facts as a list, which is the same wherever it stands.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "copy_facts.html")]
pub(super) struct CopyFacts {
    pub(super) facts: Vec<CopyFactLine>,
}

/// It is made by a template, which escapes what people wrote.
impl HtmlSafe for CopyFacts {}

/// One thing in words.
#[derive(Debug, Clone)]
pub(super) struct CopyLine {
    pub(super) heading: String,
    pub(super) facts: CopyFacts,
}

/// What is of one kind.
#[derive(Debug, Clone)]
pub(super) struct CopySection {
    pub(super) heading: &'static str,
    pub(super) lines: Vec<CopyLine>,
}

/// Some sections, each folded away.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "copy_sections.html")]
pub(super) struct CopySections {
    pub(super) sections: Vec<CopySection>,
}

/// It is made by a template, which escapes what people wrote.
impl HtmlSafe for CopySections {}

impl CopySections {
    /// Things, gathered by their kind, in the order of the kinds.
    pub(super) fn of(entries: &[CopyEntry]) -> Self {
        let mut sections = Vec::new();
        for kind in CopyKind::ALL {
            let of_kind = entries.iter().filter(|entry| entry.kind == *kind);
            let lines: Vec<CopyLine> = of_kind.map(line).collect();
            if !lines.is_empty() {
                sections.push(CopySection {
                    heading: kind.word(),
                    lines,
                });
            }
        }
        Self { sections }
    }

    /// Whether nothing is there.
    pub(super) fn is_empty(&self) -> bool {
        self.sections.is_empty()
    }
}

/// What is said, line by line.
fn lines(fact: &CopyFact) -> Vec<String> {
    let values = fact.values.iter();
    let lines = values.flat_map(|value| value.text.lines().map(str::to_owned));
    lines.collect()
}

fn fact(fact: &CopyFact) -> CopyFactLine {
    CopyFactLine {
        label: fact.label.clone(),
        lines: lines(fact),
    }
}

/// What something says.
pub(super) fn facts(entry: &CopyEntry) -> CopyFacts {
    CopyFacts {
        facts: entry.facts.iter().map(fact).collect(),
    }
}

fn line(entry: &CopyEntry) -> CopyLine {
    CopyLine {
        heading: entry.heading.clone(),
        facts: facts(entry),
    }
}

/// Something that is withheld.
#[derive(Debug, Clone)]
pub(super) struct WithheldLine {
    pub(super) kind: &'static str,
    pub(super) why: &'static str,
    pub(super) ground: Option<&'static str>,
    pub(super) reason: Vec<String>,
    pub(super) on: String,
}

fn withheld_line(one: &WithheldThing) -> WithheldLine {
    let reason = one.reason.as_ref().map(lines_of);
    WithheldLine {
        kind: one.kind.word(),
        why: one.decision.plain(),
        ground: one.decision.ground(),
        reason: reason.unwrap_or_default(),
        on: day(one.on),
    }
}

/// What is withheld.
pub(super) fn withheld(parts: &CopyParts) -> Vec<WithheldLine> {
    parts.withheld.iter().map(withheld_line).collect()
}
