//! How an entry was closed, beside how somebody else means to close it.

use renkei_app::directory::parts::Parts;
use renkei_app::directory::read::Viewer;
use renkei_domain::directory::resource::Closure;
use renkei_domain::ids::ResourceId;
use renkei_domain::time::japanese_date;

use crate::Site;
use crate::error::PageFault;

/// Two closures of one entry, in words.
#[derive(Debug, Clone)]
pub(super) struct Beside {
    /// The one that stands.
    pub(super) now: Vec<String>,
    /// The one that was typed.
    pub(super) mine: Vec<String>,
}

impl Beside {
    pub(super) async fn of(site: &Site, now: &Closure, mine: &Closure) -> Result<Self, PageFault> {
        let mut successors: Vec<ResourceId> = [now.successor, mine.successor]
            .into_iter()
            .flatten()
            .collect();
        successors.dedup();
        let names = named(site, &successors).await?;
        Ok(Self {
            now: lines(now, &names),
            mine: lines(mine, &names),
        })
    }
}

/// Entries by their ids, with their names.
pub(in crate::pages) async fn named(
    site: &Site,
    ids: &[ResourceId],
) -> Result<Vec<(String, String)>, PageFault> {
    let found = site
        .app
        .read_resources(&Viewer::Anonymous, ids, Parts::NONE);
    let found = found.await?.into_iter().flatten();
    let named = found.map(|entry| (entry.asked.to_string(), entry.facts.name.to_string()));
    Ok(named.collect())
}

fn lines(closure: &Closure, names: &[(String, String)]) -> Vec<String> {
    let successor = closure.successor.map(|id| id.to_string());
    let successor = successor.map(|id| {
        let name = names.iter().find(|(known, _)| *known == id);
        name.map_or(id.clone(), |(_, name)| name.clone())
    });
    let reason = closure.reason.as_ref().map(ToString::to_string);
    let or_none = |text: Option<String>| text.unwrap_or_else(|| "（書いてありません）".to_owned());
    vec![
        format!("使えなくなった日: {}", japanese_date(closure.on)),
        format!("引きつぐ機関: {}", or_none(successor)),
        format!("理由: {}", or_none(reason)),
    ]
}
