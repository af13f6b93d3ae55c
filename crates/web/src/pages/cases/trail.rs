//! The way back from the pages below a case: for the person over what is kept about them, for staff over theirs.

use renkei_domain::cases::case::Case;

use crate::paths::{CasePath, CasesPath, OwnCasePath, OwnCasesPath};

/// A step of the way back.
#[derive(Debug, Clone)]
pub(super) struct TrailStep {
    pub(super) href: String,
    pub(super) words: String,
}

impl TrailStep {
    fn to(path: &impl std::fmt::Display, words: &str) -> Self {
        Self {
            href: path.to_string(),
            words: words.to_owned(),
        }
    }
}

/// The number of a case, as people read it.
pub(super) fn number_of(case: &Case) -> String {
    format!("№{}", case.number)
}

/// The way to a case as staff go it; as the person does, where that is who looks, over the agency that leads it.
pub(super) fn steps_to(case: &Case, lead_of_theirs: Option<&str>) -> [TrailStep; 2] {
    match lead_of_theirs {
        Some(lead) => [
            TrailStep::to(&OwnCasesPath, "わたしの支援"),
            TrailStep::to(&OwnCasePath::of(case.id), lead),
        ],
        None => [
            TrailStep::to(&CasesPath, "ケース"),
            TrailStep::to(&CasePath::of(case.id), &number_of(case)),
        ],
    }
}
