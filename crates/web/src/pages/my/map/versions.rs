//! States of one's own map that were kept: beside the map of today or beside each other, brought back, and deleted one by
//! one or everything at once.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use renkei_app::map::own::{OwnMap, StoredVersion};
use renkei_domain::ids::MapVersionId;
use renkei_domain::time::japanese_moment;
use serde::Deserialize;

use super::beside::{Beside, beside};
use super::{Done, own};
use crate::Site;
use crate::error::PageFault;
use crate::pages::{Here, Shell, shown};
use crate::paths::{MapFilePath, MapPath, MapStepPath, MapVersionsPath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "map_versions.html")]
pub struct MapVersionsPage {
    shell: Shell,
    did: Option<&'static str>,
    map: MapPath,
    file: MapFilePath,
    step: MapStepPath,
    is_empty: bool,
    versions: Vec<VersionLine>,
    /// Where another to compare them with is chosen.
    list: MapVersionsPath,
    version: i64,
    once: String,
}

/// A state that was kept.
#[derive(Debug, Clone)]
struct VersionLine {
    id: String,
    saved: String,
    /// Whether the others are laid beside it.
    is_with: bool,
    /// It beside another; nothing where that is itself.
    beside: Option<Beside>,
}

/// What stands behind the question mark: the state beside which the others are laid; the map of today where nothing does.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    with: String,
}

impl Asked {
    /// The state that is meant.
    fn of<'v>(&self, own: &'v OwnMap) -> Result<Option<&'v StoredVersion>, PageFault> {
        if self.with.is_empty() {
            return Ok(None);
        }
        let id: MapVersionId = self.with.parse().map_err(|_| PageFault::NotFound)?;
        let mut kept = own.versions.iter();
        let with = kept.find(|version| version.id == id);
        with.map(Some).ok_or(PageFault::NotFound)
    }
}

fn line(own: &OwnMap, version: &StoredVersion, with: Option<&StoredVersion>) -> VersionLine {
    let is_with = with.is_some_and(|with| with.id == version.id);
    let then = (version.saved_at, &version.map);
    let beside = match with {
        None => Some(beside(then, (None, &own.map))),
        Some(_) if is_with => None,
        // What was kept first stands first.
        Some(with) if with.saved_at < version.saved_at => {
            let first = (with.saved_at, &with.map);
            Some(beside(first, (Some(version.saved_at), &version.map)))
        }
        Some(with) => Some(beside(then, (Some(with.saved_at), &with.map))),
    };
    VersionLine {
        id: version.id.to_string(),
        saved: japanese_moment(version.saved_at.in_japan()),
        is_with,
        beside,
    }
}

impl MapVersionsPage {
    pub(super) fn of(
        shell: Shell,
        (own, with): (&OwnMap, Option<&StoredVersion>),
        did: Option<&'static str>,
        once: String,
    ) -> Self {
        let versions = own.versions.iter();
        let versions = versions.map(|version| line(own, version, with));
        Self {
            shell,
            did,
            map: MapPath,
            file: MapFilePath,
            step: MapStepPath,
            // Somebody may have emptied the map and kept states of it.
            is_empty: own.version == 0,
            versions: versions.collect(),
            list: MapVersionsPath,
            version: own.version,
            once,
        }
    }
}

pub(crate) async fn show(
    _: MapVersionsPath,
    State(site): State<Site>,
    visitor: Visitor,
    done: Result<Query<Done>, QueryRejection>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(done) = done.map_err(|_| PageFault::BadRequest)?;
    let Query(asked) = asked.map_err(|_| PageFault::BadRequest)?;
    let own = match own(&site, &visitor).await? {
        Ok(own) => own,
        Err(answer) => return Ok(answer),
    };
    let shell = Shell::of(&site, &visitor, Here::Map).await?;
    let once = site.app.new_request_id();
    let with = asked.of(&own)?;
    let page = MapVersionsPage::of(shell, (&own, with), done.words(), once);
    Ok(shown(&page))
}
