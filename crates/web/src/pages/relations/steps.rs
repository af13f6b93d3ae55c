//! What is pressed at a relation: that one spoke with somebody, and that it is over.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::people::relations::{KeptRelation, RelationRefusal};
use renkei_domain::ids::RelationId;
use renkei_domain::people::relation::{Spoken, SpokenBy};

use super::fields::{Faults, fresh};
use super::{agency, page, seen};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Sent, day};
use crate::gate::{asked_again, refused};
use crate::pages::letters::writer;
use crate::paths::{OwnRelationsPath, RelationStepPath, RelationsPath};
use crate::session::Visitor;

/// What a form says of a talk: of today where no day is named.
fn spoken(site: &Site, sent: &Sent) -> Result<Spoken, String> {
    let on = match sent.text("on") {
        "" => site.app.now().in_japan().date,
        text => day(text)?,
    };
    let by = SpokenBy::from_code(sent.text("how")).unwrap_or(SpokenBy::Phone);
    Ok(Spoken { on, by })
}

pub(crate) async fn step(
    path: RelationStepPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let resource = agency(&path.id)?;
    let id: RelationId = path.relation.parse().map_err(|_| PageFault::NotFound)?;
    let by = writer(&visitor, &sent);
    let done: Result<KeptRelation, String> = match sent.text("step") {
        "spoke" => match spoken(&site, &sent) {
            Ok(spoken) => match site.app.speak_with(&by, id, spoken).await? {
                Err(refusal) => match words(refusal, &visitor)? {
                    Ok(words) => Err(words),
                    Err(answer) => return Ok(answer),
                },
                Ok(kept) => Ok(kept),
            },
            Err(words) => Err(words),
        },
        "end" => {
            let version = sent.text("version").parse().unwrap_or(0);
            match site.app.end_relation(&by, (id, version)).await? {
                Err(refusal) => match words(refusal, &visitor)? {
                    Ok(words) => Err(words),
                    Err(answer) => return Ok(answer),
                },
                Ok(kept) => Ok(kept),
            }
        }
        _ => return Err(PageFault::NotFound),
    };
    match done {
        Ok(kept) => {
            let back = match sent.text("whose") {
                "own" => OwnRelationsPath.to_string(),
                _ => RelationsPath::of(kept.0).to_string(),
            };
            Ok(Redirect::to(&back).into_response())
        }
        Err(words) => {
            let view = match seen(&site, &visitor, resource).await? {
                Ok(view) => view,
                Err(answer) => return Ok(answer),
            };
            let today = site.app.now().in_japan().date;
            let told = (&Faults::default(), Some(words));
            let again = page(&site, &visitor, &view, &fresh(today), told).await?;
            Ok(asked_again(again))
        }
    }
}

/// The words for a refusal, or another answer.
fn words(
    refusal: RelationRefusal,
    visitor: &Visitor,
) -> Result<Result<String, Response>, PageFault> {
    match refusal {
        RelationRefusal::NotFound => Err(PageFault::NotFound),
        RelationRefusal::NotAllowed(decision) => Ok(Err(refused(decision, visitor))),
        refusal => Ok(Ok(refusal.to_string())),
    }
}
