//! How to reach the agency: who asks, and the answer for each purpose.

use renkei_app::directory::read::ResourceView;
use renkei_domain::directory::contact::policy::{ContactPurpose, SenderKind};
use renkei_domain::directory::contact::reach::ReachBasis;
use serde::Deserialize;

use crate::error::PageFault;
use crate::paths::ResourcePath;
use crate::words::reach::ReachBox;

/// What stands behind the question mark of the page's address: who gets in touch, and what was just told of the entry.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asking {
    #[serde(rename = "as")]
    sender: String,
    told: String,
}

impl Asking {
    /// Whether whoever looks has just said that something is no longer so.
    pub(super) fn has_told(&self) -> bool {
        self.told == "stale"
    }

    /// Who gets in touch: a supporter where the address says nothing. A word that is no kind of
    /// sender leads nowhere.
    pub(super) fn sender(&self) -> Result<SenderKind, PageFault> {
        if self.sender.is_empty() {
            return Ok(SenderKind::Supporter);
        }
        SenderKind::from_code(&self.sender).ok_or(PageFault::NotFound)
    }
}

/// One answer to 「だれが連絡しますか」.
#[derive(Debug, Clone)]
pub(super) struct SenderChoice {
    pub(super) word: &'static str,
    pub(super) href: String,
    pub(super) is_chosen: bool,
}

/// Everybody who may ask, each with the page as it answers them.
pub(super) fn senders(path: &ResourcePath, chosen: SenderKind) -> Vec<SenderChoice> {
    SenderKind::ALL
        .iter()
        .map(|sender| SenderChoice {
            word: sender.word(),
            href: match sender {
                SenderKind::Supporter => path.to_string(),
                _ => format!("{path}?as={}", sender.code()),
            },
            is_chosen: *sender == chosen,
        })
        .collect()
}

/// What holds for some purposes, named together.
#[derive(Debug, Clone)]
pub(super) struct PurposeLine {
    pub(super) purposes: String,
    pub(super) sentence: String,
    /// Whether there is a way at this moment.
    pub(super) is_now: bool,
    pub(super) etiquette: Option<String>,
    /// What not to do then, beside what is never to be done.
    pub(super) do_not: Vec<String>,
}

/// The answers for every purpose but the first, as far as the agency said anything about it. Purposes
/// with the same answer share a line.
pub(super) fn purposes(view: &ResourceView) -> Vec<PurposeLine> {
    let mut lines: Vec<PurposeLine> = Vec::new();
    for (purpose, answer) in &view.reach {
        if answer.basis != ReachBasis::Policy || *purpose == ContactPurpose::Introduction {
            continue;
        }
        let shown = ReachBox::of(answer, &view.profile.contact_persons, view.at);
        let sentence = shown.sentence();
        let is_now = shown.now.is_some();
        let never = &view.profile.contact_policy.never;
        let do_not = answer.never.iter().filter(|text| !never.contains(text));
        let do_not: Vec<String> = do_not.map(ToString::to_string).collect();
        let first = shown.now.or_else(|| shown.later.into_iter().next());
        let etiquette = first.and_then(|line| line.etiquette);
        match lines.iter_mut().find(|line| {
            line.sentence == sentence && line.etiquette == etiquette && line.do_not == do_not
        }) {
            Some(line) => {
                line.purposes.push('・');
                line.purposes.push_str(purpose.word());
            }
            None => lines.push(PurposeLine {
                purposes: purpose.word().to_owned(),
                sentence,
                is_now,
                etiquette,
                do_not,
            }),
        }
    }
    lines
}
