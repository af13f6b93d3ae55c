//! A page of the history of an entry in words, as somebody may read it: for the page itself and for its file.

use std::collections::HashMap;

use axum::response::Response;
use renkei_app::directory::edit::EditRefusal;
use renkei_app::directory::edit::history::HistoryEntry;
use renkei_domain::ids::{AccountId, ResourceId};
use renkei_domain::text::Line;

use super::{names_of, states, told};
use crate::Site;
use crate::error::PageFault;
use crate::gate::refused_on;
use crate::next::Next;
use crate::paths::HistoryPath;
use crate::session::Visitor;

/// An act with what is told of it.
pub(super) struct ReadAct {
    pub(super) entry: HistoryEntry,
    /// Of each part what stood there before and what stands there since.
    pub(super) states: Vec<(Vec<String>, Vec<String>)>,
    /// Of which entries it is that became part of this one.
    pub(super) of_merged: Vec<String>,
}

/// A page of a history.
pub(super) struct ReadPage {
    pub(super) acts: Vec<ReadAct>,
    /// What those are called who acted.
    pub(super) names: HashMap<AccountId, Line>,
    /// What became part of the entry.
    pub(super) merged: Vec<(ResourceId, Line)>,
}

/// The newest acts, or those before one; for whoever may not read them where it leads instead.
pub(super) async fn read(
    site: &Site,
    visitor: &Visitor,
    id: ResourceId,
    before: Option<i64>,
) -> Result<Result<ReadPage, Response>, PageFault> {
    let entries = match site.app.history(visitor.principal(), id, before).await? {
        Ok(entries) => entries,
        Err(EditRefusal::NotAllowed(decision)) => {
            let page = HistoryPath::of(id).to_string();
            return Ok(Err(refused_on(decision, Next::read(&page).as_ref())));
        }
        Err(_) => return Err(PageFault::NotFound),
    };
    let actors = entries.iter().map(|entry| entry.act.actor);
    let names = names_of(site, actors.collect()).await?;
    let reference = site.app.reference().await?;
    let merged = site.app.merged_into(id).await?;
    let parts = entries.iter().flat_map(|entry| &entry.parts);
    let values = parts.flat_map(|part| part.before.iter().chain(&part.after));
    let named = told::organizations_in(values);
    let called = told::Called {
        places: &reference.municipalities,
        organizations: site.app.organization_names(&named).await?,
    };
    let acts = entries.into_iter().map(|entry| {
        let parts = entry.parts.iter();
        let of_merged = merged.iter().filter(|(id, _)| entry.of_merged.contains(id));
        ReadAct {
            states: parts.map(|part| states(part, &called)).collect(),
            of_merged: of_merged.map(|(_, name)| name.to_string()).collect(),
            entry,
        }
    });
    let acts = acts.collect();
    Ok(Ok(ReadPage {
        acts,
        names,
        merged,
    }))
}
