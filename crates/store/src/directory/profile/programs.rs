//! Programs and their patterns, row by row.

use renkei_domain::directory::program::{
    JobCoachPattern, Per, Program, ProgramKind, ProgramPattern, Range, VisitFrequency,
};
use renkei_domain::ids::ResourceId;

use crate::directory::words::{code, code_opt, line_opt, prose_opt, text_opt, unreadable};
use crate::fault::StoreFault;
use crate::rows::{program, program_pattern};

pub(super) fn program_rows(
    id: ResourceId,
    programs: &[Program],
) -> (Vec<program::Model>, Vec<program_pattern::Model>) {
    let mut heads = Vec::new();
    let mut patterns = Vec::new();
    for (entry, ordinal) in programs.iter().zip(0..) {
        heads.push(program::Model {
            resource_id: id.uuid(),
            ordinal,
            kind: entry.kind.code().to_owned(),
            own_name: text_opt(entry.own_name.as_ref()),
            description: text_opt(entry.description.as_ref()),
        });
        for (pattern, place) in entry.patterns.iter().zip(0..) {
            let (months_from, months_to) = range_row(pattern.months);
            let (visits_from, visits_to) = range_row(pattern.visits.map(|visits| visits.times));
            patterns.push(program_pattern::Model {
                resource_id: id.uuid(),
                program_ordinal: ordinal,
                ordinal: place,
                job_coach: pattern.job_coach.map(|p| p.code().to_owned()),
                months_from,
                months_to,
                visits_from,
                visits_to,
                visits_per: pattern.visits.map(|visits| visits.per.code().to_owned()),
                visits_at_first: pattern.visits.is_some_and(|visits| visits.at_first),
                description: text_opt(pattern.description.as_ref()),
            });
        }
    }
    (heads, patterns)
}

pub(super) fn read_program(row: &program::Model) -> Result<Program, StoreFault> {
    const TABLE: &str = "program";
    Ok(Program {
        kind: code(TABLE, ProgramKind::from_code, &row.kind)?,
        own_name: line_opt(TABLE, row.own_name.as_deref())?,
        description: prose_opt(TABLE, row.description.as_deref())?,
        patterns: Vec::new(),
    })
}

pub(super) fn read_pattern(row: &program_pattern::Model) -> Result<ProgramPattern, StoreFault> {
    const TABLE: &str = "program_pattern";
    let visits = match range(TABLE, row.visits_from, row.visits_to)? {
        Some(times) => Some(VisitFrequency {
            times,
            per: code_opt(TABLE, Per::from_code, row.visits_per.as_deref())?
                .ok_or_else(|| unreadable(TABLE, "per"))?,
            at_first: row.visits_at_first,
        }),
        None => None,
    };
    Ok(ProgramPattern {
        job_coach: code_opt(TABLE, JobCoachPattern::from_code, row.job_coach.as_deref())?,
        months: range(TABLE, row.months_from, row.months_to)?,
        visits,
        description: prose_opt(TABLE, row.description.as_deref())?,
    })
}

pub(super) fn range_row(range: Option<Range>) -> (Option<i32>, Option<i32>) {
    (
        range.map(|r| i32::from(r.from)),
        range.map(|r| i32::from(r.to)),
    )
}

pub(super) fn range(
    table: &'static str,
    from: Option<i32>,
    to: Option<i32>,
) -> Result<Option<Range>, StoreFault> {
    let (Some(from), Some(to)) = (from, to) else {
        return Ok(None);
    };
    let end = |n: i32| u16::try_from(n).map_err(|fault| unreadable(table, fault));
    Range::new(end(from)?, end(to)?)
        .map(Some)
        .ok_or_else(|| unreadable(table, format!("{from}..{to}")))
}
