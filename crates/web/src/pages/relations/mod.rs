//! 「この機関の知り合い」: who of one's networks knows whom at an agency, for their members alone. One relation is changed
//! in [`edit`], pressed and ended in [`steps`], and one's own are listed in [`own`]; [`fields`] are those of both forms.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::people::relations::{RelationRefusal, RelationView, RelationsAt};
use renkei_domain::ids::{NetworkId, ResourceId};
use renkei_domain::people::relation::Spoken;
use renkei_domain::time::japanese_date;

use self::fields::{Faults, Written, fields, fresh, read};
use super::letters::writer;
use super::{Here, Shell, shown};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Form, Sent};
use crate::gate::{asked_again, drafted_or, forget, refused};
use crate::paths::{OwnRelationsPath, RelationPath, RelationStepPath, RelationsPath, ResourcePath};
use crate::session::Visitor;

pub mod edit;
pub(super) mod fields;
pub mod own;
mod samples;
pub mod steps;

/// The page.
#[derive(Debug, Template)]
#[template(path = "relations.html")]
pub struct RelationsPage {
    shell: Shell,
    resource: ResourcePath,
    own: OwnRelationsPath,
    name: String,
    lines: Vec<RelationLine>,
    form: Form,
    /// Why something was not done, where that is not the fault of one field.
    fault: Option<String>,
}

/// Whom one of us knows.
#[derive(Debug, Clone)]
pub(super) struct RelationLine {
    pub(super) person: String,
    pub(super) holder: String,
    pub(super) since: String,
    pub(super) last: String,
    pub(super) introduced_by: Option<String>,
    pub(super) heir: Option<String>,
    pub(super) note: Option<String>,
    pub(super) edit: RelationPath,
    pub(super) step: RelationStepPath,
    /// Tells the forms of this row, as they are shown now, from every other.
    pub(super) once: String,
}

/// What the button of the form does.
const BUTTON: &str = "知り合いを書く";

/// When somebody was spoken with last, in words.
pub(super) fn last_words(last: Option<Spoken>) -> String {
    last.map_or_else(
        || "まだ書いていません".to_owned(),
        |last| format!("{}（{}）", japanese_date(last.on), last.by.word()),
    )
}

impl RelationLine {
    fn of(view: &RelationView, once: String) -> Self {
        let relation = &view.relation;
        let person = &relation.person;
        let (resource, id) = (relation.resource, relation.id);
        Self {
            person: match &person.role {
                Some(role) => format!("{}（{role}）", person.name),
                None => person.name.to_string(),
            },
            holder: if view.is_own {
                "あなた".to_owned()
            } else {
                view.holder.clone()
            },
            since: japanese_date(relation.since),
            last: last_words(relation.last),
            introduced_by: person.introduced_by.as_ref().map(ToString::to_string),
            heir: view.heir.clone(),
            note: person.note.as_ref().map(ToString::to_string),
            edit: RelationPath::of(resource, id),
            step: RelationStepPath::of(resource, id),
            once,
        }
    }
}

/// The id of the agency in an address.
pub(super) fn agency(id: &str) -> Result<ResourceId, PageFault> {
    id.parse().map_err(|_| PageFault::NotFound)
}

/// What somebody may see at an agency, or how the page answers instead.
pub(super) async fn seen(
    site: &Site,
    visitor: &Visitor,
    id: ResourceId,
) -> Result<Result<RelationsAt, Response>, PageFault> {
    match site.app.relations_at(visitor.principal(), id).await? {
        Ok(view) => Ok(Ok(view)),
        Err(RelationRefusal::NotAllowed(decision)) => Ok(Err(refused(decision, visitor))),
        Err(_) => Err(PageFault::NotFound),
    }
}

/// The page with a form as it was sent.
pub(super) async fn page(
    site: &Site,
    visitor: &Visitor,
    view: &RelationsAt,
    sent: &Sent,
    (faults, fault): (&Faults, Option<String>),
) -> Result<Response, PageFault> {
    let lines = view.relations.iter();
    Ok(shown(&RelationsPage {
        shell: Shell::of(site, visitor, Here::Directory).await?,
        resource: ResourcePath::of(view.resource),
        own: OwnRelationsPath,
        name: view.name.clone(),
        lines: lines
            .map(|view| RelationLine::of(view, site.app.new_request_id()))
            .collect(),
        form: Form::new(site, RelationsPath::of(view.resource), BUTTON).with(fields(
            sent,
            &view.networks,
            &view.heirs,
            faults,
        )),
        fault,
    }))
}

pub(crate) async fn show(
    path: RelationsPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let view = match seen(&site, &visitor, agency(&path.id)?).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let today = site.app.now().in_japan().date;
    let sent = drafted_or(&site, &visitor, || fresh(today)).await?;
    page(&site, &visitor, &view, &sent, (&Faults::default(), None)).await
}

/// For which network somebody writes: the one that is chosen, or the only one there is.
fn network(view: &RelationsAt, sent: &Sent) -> Option<NetworkId> {
    let mut networks = view.networks.iter().map(|(id, _)| *id);
    match sent.text("network") {
        "" => networks.next(),
        chosen => networks.find(|id| id.to_string() == chosen),
    }
}

pub(crate) async fn add(
    path: RelationsPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let id = agency(&path.id)?;
    let view = match seen(&site, &visitor, id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let network = network(&view, &sent).ok_or(PageFault::NotFound)?;
    let (faults, fault) = match read(&sent) {
        Err(faults) => (*faults, None),
        Ok(written) => {
            let by = writer(&visitor, &sent);
            match site.app.add_relation(&by, (id, network), written).await? {
                Ok(kept) => {
                    forget(&site, &visitor).await?;
                    let back = RelationsPath::of(kept.0).to_string();
                    return Ok(Redirect::to(&back).into_response());
                }
                Err(refusal) => match Written::refused(refusal, &visitor)? {
                    Written::Wrong(faults, fault) => (*faults, fault),
                    Written::Answered(answer) => return Ok(answer),
                },
            }
        }
    };
    let answer = page(&site, &visitor, &view, &sent, (&faults, fault)).await?;
    Ok(asked_again(answer))
}
