//! How to reach the agency: who asks, and the answer for each purpose.

use renkei_app::directory::read::ResourceView;
use renkei_domain::directory::contact::policy::{ContactPurpose, SenderKind};
use renkei_domain::directory::contact::reach::{ReachAnswer, ReachBasis};
use serde::Deserialize;

use crate::error::PageFault;
use crate::paths::ResourcePath;
use crate::words::reach::ReachBox;

/// What stands behind the question mark of the page's address: who gets in touch, nothing else.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asking {
    #[serde(rename = "as")]
    sender: String,
}

impl Asking {
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

#[derive(Debug, Clone)]
pub(super) struct PurposeLine {
    pub(super) purpose: &'static str,
    pub(super) sentence: String,
    pub(super) etiquette: Option<String>,
}

pub(super) fn purpose_line(
    purpose: ContactPurpose,
    answer: &ReachAnswer,
    view: &ResourceView,
) -> Option<PurposeLine> {
    if answer.basis == ReachBasis::Published || purpose == ContactPurpose::Introduction {
        return None;
    }
    let shown = ReachBox::of(answer, view.at);
    let etiquette = shown
        .now
        .as_ref()
        .or(shown.later.first())
        .and_then(|line| line.etiquette.clone());
    Some(PurposeLine {
        purpose: purpose.word(),
        sentence: shown.sentence(),
        etiquette,
    })
}
