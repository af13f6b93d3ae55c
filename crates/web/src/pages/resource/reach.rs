//! How to reach the agency for each purpose.

use renkei_app::directory::read::ResourceView;
use renkei_domain::directory::contact::policy::ContactPurpose;
use renkei_domain::directory::contact::reach::{ReachAnswer, ReachBasis};

use crate::words::reach::ReachBox;

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
