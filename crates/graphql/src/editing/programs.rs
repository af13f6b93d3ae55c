//! Programs that an agency runs.

use async_graphql::{Context, ID, InputObject, Result};
use renkei_domain::directory::edit::{Edit, FieldFault};
use renkei_domain::directory::program::{
    JobCoachPattern, Per, Program, ProgramKind, ProgramPattern, Range, VisitFrequency,
};

use super::payload::Written;
use super::write::{Aim, Texts, edit};
use crate::closed_list::Word;

/// A span in whole units; the field it stands in says of what. Equal ends mean one number.
#[derive(Debug, Clone, Copy, InputObject)]
#[graphql(name = "RangeInput")]
pub(crate) struct RangeInput {
    /// Lower end, in the months, days or times that the field around it counts.
    from: u16,
    /// Upper end, never below the lower one, in the same months, days or times.
    to: u16,
}

impl RangeInput {
    /// The span, unless its ends stand in the wrong order.
    pub(super) fn read(self, field: &str, texts: &mut Texts) -> Option<Range> {
        let range = Range::new(self.from, self.to);
        if range.is_none() {
            let message = "少ないほうを先に入れてください。";
            texts.add(FieldFault::new(field, "RANGE", message));
        }
        range
    }
}

/// How often somebody visits.
#[derive(Debug, InputObject)]
#[graphql(name = "VisitFrequencyInput")]
pub(crate) struct VisitFrequencyInput {
    /// How many times in a period.
    times: RangeInput,
    /// What `times` is counted in: a week or a month.
    per: Word<Per>,
    /// True where this holds at the beginning and thins out later. Left out, it is false.
    #[graphql(default)]
    is_at_first: bool,
}

/// One way in which a program is run.
#[derive(Debug, InputObject)]
#[graphql(name = "ProgramPatternInput")]
pub(crate) struct ProgramPatternInput {
    /// The pattern of job-coach support. Null: the whole program, whatever it is.
    job_coach: Option<Word<JobCoachPattern>>,
    /// Length in months. Null: nothing was said.
    months: Option<RangeInput>,
    /// How often somebody visits. Null: nothing was said.
    visits: Option<VisitFrequencyInput>,
    /// What happens in it; may have several lines. Null: nothing was said.
    description: Option<String>,
}

/// A program as one resource runs it.
#[derive(Debug, InputObject)]
#[graphql(name = "ProgramInput")]
pub(crate) struct ProgramInput {
    /// Which program of the list it is.
    kind: Word<ProgramKind>,
    /// The name the office itself gives it. Null: the usual one.
    own_name: Option<String>,
    /// What it is and for whom; may have several lines. Null: nothing was said.
    description: Option<String>,
    /// The ways in which it is run, at most 20. Left out: nothing was said.
    #[graphql(default)]
    patterns: Vec<ProgramPatternInput>,
}

/// Every program that an agency runs.
#[derive(Debug, InputObject)]
pub(crate) struct UpdateProgramsInput {
    /// Global id of the entry.
    id: ID,
    /// The version of the entry that the change was written for.
    version: i64,
    /// Every program that should stand, in the order in which it is read, at most 100.
    programs: Vec<ProgramInput>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl UpdateProgramsInput {
    pub(super) async fn run(self, ctx: &Context<'_>) -> Result<Written> {
        let aim = Aim {
            id: self.id,
            version: self.version,
            key: self.idempotency_key,
        };
        let mut texts = Texts::default();
        let programs = self.programs.into_iter().enumerate();
        let programs = programs
            .map(|(place, program)| program.read(&format!("programs[{place}]"), &mut texts))
            .collect();
        edit(ctx, aim, texts.end(Edit::Programs(programs))).await
    }
}

impl ProgramInput {
    fn read(self, place: &str, texts: &mut Texts) -> Program {
        let own_name = texts.line(&format!("{place}.ownName"), self.own_name.as_deref());
        let field = format!("{place}.description");
        let description = texts.prose(&field, self.description.as_deref());
        let patterns = self.patterns.into_iter().enumerate();
        Program {
            kind: self.kind.0,
            own_name,
            description,
            patterns: patterns
                .map(|(at, pattern)| pattern.read(&format!("{place}.patterns[{at}]"), texts))
                .collect(),
        }
    }
}

impl ProgramPatternInput {
    fn read(self, place: &str, texts: &mut Texts) -> ProgramPattern {
        let months = self
            .months
            .and_then(|months| months.read(&format!("{place}.months"), texts));
        let visits = self
            .visits
            .and_then(|visits| visits.read(&format!("{place}.visits"), texts));
        let field = format!("{place}.description");
        ProgramPattern {
            job_coach: self.job_coach.map(|word| word.0),
            months,
            visits,
            description: texts.prose(&field, self.description.as_deref()),
        }
    }
}

impl VisitFrequencyInput {
    fn read(self, place: &str, texts: &mut Texts) -> Option<VisitFrequency> {
        let times = self.times.read(&format!("{place}.times"), texts)?;
        Some(VisitFrequency {
            times,
            per: self.per.0,
            at_first: self.is_at_first,
        })
    }
}
