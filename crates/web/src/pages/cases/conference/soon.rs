//! The conferences that somebody has before them, on the page on which a day of work begins.

use renkei_app::conference::soon::SoonConference;

use super::super::trail::number_of;
use super::lines::moment;
use crate::Site;
use crate::error::PageFault;
use crate::paths::{CallsPath, ConferencePath};
use crate::session::Visitor;

/// A conference that is near, or to which an answer is waited for.
#[derive(Debug, Clone)]
pub(in crate::pages) struct SoonLine {
    pub(in crate::pages) path: ConferencePath,
    pub(in crate::pages) board: CallsPath,
    pub(in crate::pages) when: String,
    /// What it is, by the number of its case.
    pub(in crate::pages) what: String,
    /// How many answers are waited for or looked at; nothing where all is said.
    pub(in crate::pages) answers: Option<String>,
}

impl SoonLine {
    fn of(one: &SoonConference) -> Self {
        let row = &one.listed;
        let answers = match (one.waiting, one.doubtful) {
            (0, 0) => None,
            (waiting, 0) => Some(format!("返事を待っている相手 {waiting}")),
            (0, doubtful) => Some(format!("確かめる返事 {doubtful}")),
            (waiting, doubtful) => Some(format!(
                "返事を待っている相手 {waiting}・確かめる返事 {doubtful}"
            )),
        };
        Self {
            path: ConferencePath::of(row.case.id, row.id),
            board: CallsPath::of(row.case.id, row.id),
            when: row.begins.map(moment).unwrap_or_default(),
            what: format!("{}　{}", number_of(&row.case), row.purpose),
            answers,
        }
    }

    /// Those of whoever looks.
    pub(in crate::pages) async fn for_visitor(
        site: &Site,
        visitor: &Visitor,
    ) -> Result<Vec<Self>, PageFault> {
        let soon = site.app.soon_conferences(visitor.principal()).await?;
        Ok(soon.iter().map(Self::of).collect())
    }

    /// One of a sample.
    pub(in crate::pages) fn sample(what: &str) -> Self {
        use crate::paths::Sampled as _;
        Self {
            path: ConferencePath::sample(),
            board: CallsPath::sample(),
            when: "2026年11月27日(金) 15:00".to_owned(),
            what: what.to_owned(),
            answers: Some("返事を待っている相手 2".to_owned()),
        }
    }
}
