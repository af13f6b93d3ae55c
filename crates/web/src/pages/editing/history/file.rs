//! The history of an entry as a file.

use axum::extract::State;
use axum::response::Response;
use renkei_app::directory::edit::history::HISTORY_PAGE;
use renkei_app::directory::edit::open::Depth;
use renkei_domain::ids::ResourceId;
use renkei_exchange::export::Form;

use super::files::{FileChange, HistoryFile};
use super::read::read;
use super::resource_of;
use crate::Site;
use crate::error::PageFault;
use crate::paths::{HistoryCsvPath, HistoryXlsxPath};
use crate::session::Visitor;
use crate::spreadsheet::ListFiles;

/// Where the history of an entry is taken from.
pub(super) fn of_entry(id: ResourceId) -> ListFiles {
    ListFiles::at(HistoryXlsxPath::of(id), HistoryCsvPath::of(id))
}

/// Where a change is of another entry, that stands beside what changed.
fn of_which(what: &str, of_merged: &[String]) -> String {
    if of_merged.is_empty() {
        return what.to_owned();
    }
    let of = of_merged.join("」「");
    format!("{what}（いまは ひとつになっている「{of}」の記録）")
}

pub(crate) async fn csv(
    path: HistoryCsvPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    file(&site, &visitor, (resource_of(&path.id)?, Form::Csv)).await
}

pub(crate) async fn xlsx(
    path: HistoryXlsxPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    file(&site, &visitor, (resource_of(&path.id)?, Form::Xlsx)).await
}

async fn file(
    site: &Site,
    visitor: &Visitor,
    (id, form): (ResourceId, Form),
) -> Result<Response, PageFault> {
    let now = site.app.editable(visitor.principal(), id, Depth::Outside);
    now.await?.ok_or(PageFault::NotFound)?;
    let mut file = HistoryFile::default();
    loop {
        let read = match read(site, visitor, id, file.before()).await? {
            Ok(read) => read,
            Err(answer) => return Ok(answer),
        };
        let acts = read.acts.len();
        for one in read.acts {
            let parts = one.entry.parts.iter().zip(one.states);
            let changes = parts.map(|(part, (before, after))| FileChange {
                what: of_which(part.part.word(), &one.of_merged),
                before,
                after,
            });
            let mut changes: Vec<FileChange> = changes.collect();
            if changes.is_empty() && !one.of_merged.is_empty() {
                changes.push(FileChange {
                    what: of_which("", &one.of_merged),
                    ..FileChange::default()
                });
            }
            file.add(&one.entry.act, &read.names, changes);
        }
        if !file.goes_on(acts, HISTORY_PAGE) {
            return file.answer(site, form).await;
        }
    }
}
