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
        name: match entry.differing_name() {
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

#[cfg(test)]
mod tests {
    use renkei_domain::directory::program::ProgramKind;
    use renkei_domain::text::Line;

    use super::*;

    #[test]
    fn a_name_that_repeats_the_official_word_is_said_once() {
        let named = |own: Option<&str>| {
            let program = Program {
                kind: ProgramKind::ReturnToWork,
                own_name: own.map(|name| Line::parse(name).expect("a line")),
                description: None,
                patterns: Vec::new(),
            };
            block(&program).name
        };
        assert_eq!(named(None), "リワーク支援");
        assert_eq!(named(Some("リワーク支援")), "リワーク支援");
        assert_eq!(named(Some("復職コース")), "復職コース（リワーク支援）");
    }
}
