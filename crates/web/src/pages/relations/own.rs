//! 「わたしの知り合い」: whom one knows oneself, whom one did not speak with for the longest time first.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use renkei_app::people::relations::{OwnRelation, RelationRefusal};

use super::last_words;
use crate::Site;
use crate::error::PageFault;
use crate::gate::refused;
use crate::pages::{Here, Shell, shown};
use crate::paths::{OwnRelationsPath, RelationPath, RelationStepPath, ResourcePath, SearchPath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "relations_own.html")]
pub struct OwnRelationsPage {
    pub(super) shell: Shell,
    pub(super) search: SearchPath,
    pub(super) lines: Vec<OwnLine>,
}

/// Somebody one knows.
#[derive(Debug, Clone)]
pub(super) struct OwnLine {
    pub(super) person: String,
    pub(super) agency: String,
    pub(super) is_closed: bool,
    pub(super) resource: ResourcePath,
    pub(super) last: String,
    pub(super) edit: RelationPath,
    pub(super) step: RelationStepPath,
    pub(super) once: String,
}

impl OwnLine {
    fn of(known: &OwnRelation, once: String) -> Self {
        let relation = &known.relation;
        let (resource, id) = (relation.resource, relation.id);
        let agency = known.agency.clone();
        Self {
            person: relation.person.name.to_string(),
            agency: agency.unwrap_or_else(|| "名簿にない機関".to_owned()),
            is_closed: known.is_closed,
            resource: ResourcePath::of(resource),
            last: last_words(relation.last),
            edit: RelationPath::of(resource, id),
            step: RelationStepPath::of(resource, id),
            once,
        }
    }
}

pub(crate) async fn show(
    _: OwnRelationsPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let known = match site.app.own_relations(visitor.principal()).await? {
        Ok(known) => known,
        Err(RelationRefusal::NotAllowed(decision)) => return Ok(refused(decision, &visitor)),
        Err(_) => return Err(PageFault::NotFound),
    };
    Ok(shown(&OwnRelationsPage {
        shell: Shell::of(&site, &visitor, Here::Today).await?,
        search: SearchPath,
        lines: known
            .iter()
            .map(|known| OwnLine::of(known, site.app.new_request_id()))
            .collect(),
    }))
}
