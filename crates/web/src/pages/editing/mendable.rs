//! The agencies that somebody may edit, and the networks for which they may enter new ones.

use std::str::FromStr as _;

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use renkei_app::directory::edit::mendable::{AfterEntry, Mendable};
use renkei_domain::ids::{NetworkId, ResourceId};
use serde::Deserialize;

use crate::Site;
use crate::error::PageFault;
use crate::pages::{Here, Samples, Shell, shown};
use crate::paths::{AccountPath, HistoryPath, MendablePath, NewResourcePath, ResourcePath};
use crate::session::Visitor;
use crate::spreadsheet::ListFiles;

pub(crate) mod files;

/// The page.
#[derive(Debug, Template)]
#[template(path = "mendable.html")]
pub struct MendablePage {
    shell: Shell,
    account: AccountPath,
    entries: Vec<EntryLine>,
    networks: Vec<(NewResourcePath, String)>,
    /// Where all of it is taken from as a file.
    files: ListFiles,
    next: Option<String>,
}

#[derive(Debug, Clone)]
struct EntryLine {
    path: ResourcePath,
    history: HistoryPath,
    name: String,
    state: &'static str,
}

/// What stands behind the question mark of the address: after which agency the page begins.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    reading: Option<String>,
    after: Option<String>,
}

impl Asked {
    fn after(self) -> Result<Option<AfterEntry>, PageFault> {
        let (Some(reading), Some(after)) = (self.reading, self.after) else {
            return Ok(None);
        };
        // PostgreSQL takes no U+0000 to compare with.
        if reading.contains('\0') {
            return Err(PageFault::NotFound);
        }
        let id = ResourceId::from_str(&after).map_err(|_| PageFault::NotFound)?;
        Ok(Some(AfterEntry { reading, id }))
    }
}

impl MendablePage {
    fn of(shell: Shell, found: Mendable, networks: Vec<(NetworkId, String)>) -> Self {
        let next = found.next.map(|next| {
            let mut query = form_urlencoded::Serializer::new(String::new());
            query.append_pair("reading", &next.reading);
            query.append_pair("after", &next.id.to_string());
            format!("{MendablePath}?{}", query.finish())
        });
        let entries = found.entries.into_iter().map(|entry| EntryLine {
            path: ResourcePath::of(entry.id),
            history: HistoryPath::of(entry.id),
            name: entry.name,
            state: files::state_of(entry.lifecycle),
        });
        let networks = networks.into_iter();
        Self {
            shell,
            account: AccountPath,
            entries: entries.collect(),
            networks: networks
                .map(|(id, name)| (NewResourcePath::of(id), name))
                .collect(),
            files: files::of_list(),
            next,
        }
    }
}

pub(crate) async fn show(
    _: MendablePath,
    State(site): State<Site>,
    visitor: Visitor,
    asking: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(asked) = asking.map_err(|_| PageFault::NotFound)?;
    let found = site
        .app
        .mendable(visitor.principal(), asked.after()?)
        .await?;
    let networks = site.app.networks_to_enter(visitor.principal()).await?;
    let networks = networks
        .into_iter()
        .map(|network| (network.id, network.name));
    let networks: Vec<(NetworkId, String)> = networks.collect();
    let shell = Shell::of(&site, &visitor, Here::Account).await?;
    Ok(shown(&MendablePage::of(shell, found, networks)))
}

impl Samples for MendablePage {
    fn samples() -> Vec<(&'static str, Self)> {
        use renkei_app::directory::edit::mendable::MendableEntry;
        use renkei_domain::directory::resource::Lifecycle;
        let id = ResourceId::from_uuid(Default::default());
        let entry = |name: &str, lifecycle| MendableEntry {
            id,
            name: name.to_owned(),
            lifecycle,
        };
        let page = |entries: Vec<MendableEntry>, next, networks: &[&str]| {
            let networks = networks.iter();
            let networks = networks
                .map(|name| (NetworkId::from_uuid(Default::default()), (*name).to_owned()))
                .collect();
            let shell = Shell::sample_of("高槻 はるか");
            Self::of(shell, Mendable { entries, next }, networks)
        };
        let long = "障がいのある方の就労と生活と余暇をささえる総合支援".repeat(12);
        let next = AfterEntry {
            reading: "みほん".to_owned(),
            id,
        };
        let usual = vec![
            entry("みほん病院 精神科（架空）", Lifecycle::Active),
            entry("みほん作業所（架空）", Lifecycle::Closed),
        ];
        vec![
            (
                "usual",
                page(
                    usual,
                    None,
                    &["たかつき・しまもと障がい者就労支援ネットワーク"],
                ),
            ),
            ("empty", page(Vec::new(), None, &[])),
            (
                "longest",
                page(
                    vec![entry(&long, Lifecycle::Closed); 50],
                    Some(next),
                    &[long.as_str(); 3],
                ),
            ),
        ]
    }
}
