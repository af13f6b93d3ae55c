//! The programs an agency runs.

use renkei_domain::directory::program::Program;

#[derive(Debug, Clone)]
pub(super) struct ProgramBlock {
    pub(super) name: String,
    pub(super) description: Option<String>,
    pub(super) patterns: Vec<(String, Option<String>)>,
}

pub(super) fn block(entry: &Program) -> ProgramBlock {
    ProgramBlock {
        name: match &entry.own_name {
            Some(own) => format!("{own}（{}）", entry.kind),
            None => entry.kind.to_string(),
        },
        description: entry.description.as_ref().map(ToString::to_string),
        patterns: entry
            .patterns
            .iter()
            .map(|pattern| {
                let heads = [
                    pattern.job_coach.map(|kind| kind.word().to_owned()),
                    pattern.pace(),
                ];
                let head = heads.into_iter().flatten().collect::<Vec<_>>().join(": ");
                (head, pattern.description.as_ref().map(ToString::to_string))
            })
            .collect(),
    }
}
