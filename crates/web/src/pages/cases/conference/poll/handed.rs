//! Links that were just made, as they are handed on.

use axum::http::HeaderMap;
use renkei_app::conference::poll::HandedLink;
use renkei_app::conference::poll::read::PollView;

use crate::Site;
use crate::paths::PollLinkPath;

/// A link to be handed on.
#[derive(Debug, Clone)]
pub(super) struct LinkLine {
    pub(super) name: String,
    pub(super) code: String,
    /// The whole address; absent where nobody knows under which name the installation is reached.
    pub(super) address: Option<String>,
}

/// The links as they are handed on.
pub(super) fn links(
    site: &Site,
    headers: &HeaderMap,
    view: &PollView,
    handed: &[HandedLink],
) -> Vec<LinkLine> {
    let origin = site.address.origin_for(headers);
    let everybody = view.everybody();
    let lines = handed.iter().map(|link| {
        let known = everybody.iter().find(|one| one.who == link.who);
        let path = PollLinkPath::of(&link.code);
        LinkLine {
            name: known.map(|one| one.name.clone()).unwrap_or_default(),
            code: link.code.clone(),
            address: origin.as_ref().map(|origin| format!("{origin}{path}")),
        }
    });
    lines.collect()
}
