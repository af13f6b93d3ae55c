//! States of one's own map that were kept, and deleting one of them or everything at once.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use renkei_app::map::own::OwnMap;
use renkei_domain::time::japanese_moment;

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
    version: i64,
    once: String,
}

/// A state that was kept.
#[derive(Debug, Clone)]
struct VersionLine {
    id: String,
    saved: String,
    beside: Beside,
}

impl MapVersionsPage {
    pub(super) fn of(shell: Shell, own: &OwnMap, did: Option<&'static str>, once: String) -> Self {
        let versions = own.versions.iter().map(|version| VersionLine {
            id: version.id.to_string(),
            saved: japanese_moment(version.saved_at.in_japan()),
            beside: beside((version.saved_at, &version.map), &own.map),
        });
        Self {
            shell,
            did,
            map: MapPath,
            file: MapFilePath,
            step: MapStepPath,
            // Somebody may have emptied the map and kept states of it.
            is_empty: own.version == 0,
            versions: versions.collect(),
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
) -> Result<Response, PageFault> {
    let Query(done) = done.map_err(|_| PageFault::BadRequest)?;
    let own = match own(&site, &visitor).await? {
        Ok(own) => own,
        Err(answer) => return Ok(answer),
    };
    let shell = Shell::of(&site, &visitor, Here::Map).await?;
    let once = site.app.new_request_id();
    let page = MapVersionsPage::of(shell, &own, done.words(), once);
    Ok(shown(&page))
}
