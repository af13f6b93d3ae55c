//! What is pressed on one's own map: one step at a time, each of which can be taken back, but for deleting.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::map::{KeptMap, MapRefusal};
use renkei_domain::ids::MapEntryId;
use renkei_domain::map::{ResourceMap, SuggestionState};

use super::{asked, having, own, words_of};
use crate::Site;
use crate::error::PageFault;
use crate::form::Sent;
use crate::gate::conflicting;
use crate::pages::letters::writer;
use crate::paths::{MapPath, MapSharesPath, MapStepPath, MapVersionsPath};
use crate::session::Visitor;

/// What a step came to, the page that shows it and what it says.
type Taken = (Result<(), MapRefusal>, String);

fn on(
    page: &impl std::fmt::Display,
    did: &'static str,
    kept: Result<KeptMap, MapRefusal>,
) -> Taken {
    (kept.map(|_| ()), having(page, did))
}

/// An id that came in a field.
fn id<T: std::str::FromStr>(sent: &Sent, field: &str) -> Result<T, PageFault> {
    sent.text(field).parse().map_err(|_| PageFault::NotFound)
}

/// Saves one's own map after something was done to it.
async fn changed(
    site: &Site,
    visitor: &Visitor,
    sent: &Sent,
    change: impl FnOnce(&mut ResourceMap, MapEntryId) -> Result<(), MapRefusal>,
) -> Result<Result<Result<KeptMap, MapRefusal>, Response>, PageFault> {
    let entry = id(sent, "entry")?;
    let own = match own(site, visitor).await? {
        Ok(own) => own,
        Err(answer) => return Ok(Err(answer)),
    };
    let seen = sent.text("version").parse().unwrap_or(-1);
    let mut map = own.map;
    if own.version != seen {
        return Ok(Ok(Err(MapRefusal::Overtaken)));
    }
    if let Err(refusal) = change(&mut map, entry) {
        return Ok(Ok(Err(refusal)));
    }
    let by = writer(visitor, sent);
    Ok(Ok(site.app.save_map(&by, seen, map).await?))
}

async fn taken(
    site: &Site,
    visitor: &Visitor,
    sent: &Sent,
) -> Result<Result<Taken, Response>, PageFault> {
    let (app, by) = (&site.app, writer(visitor, sent));
    let seen: i64 = sent.text("version").parse().unwrap_or(-1);
    Ok(Ok(match sent.text("step") {
        "undo" => on(&MapPath, "undone", app.undo_map(&by, seen).await?),
        "saw" => on(&MapPath, "saw", app.see_map_changes(&by).await?),
        "keep" => {
            let kept = app.keep_map_version(&by, seen).await?;
            on(&MapVersionsPath, "kept", kept)
        }
        "restore" => {
            let kept = id(sent, "kept")?;
            let kept = app.restore_map_version(&by, seen, kept).await?;
            on(&MapPath, "restored", kept)
        }
        "forget" => {
            let kept = id(sent, "kept")?;
            let kept = app.delete_map_version(&by, kept).await?;
            on(&MapVersionsPath, "forgot", kept)
        }
        "delete" => on(&MapPath, "deleted", app.delete_map(&by).await?),
        "accept" | "decline" => {
            let (becomes, did) = match sent.text("step") {
                "accept" => (SuggestionState::Accepted, "accepted"),
                _ => (SuggestionState::Declined, "declined"),
            };
            let suggestion = id(sent, "suggestion")?;
            let kept = app.decide_map_suggestion(&by, suggestion, becomes).await?;
            on(&MapPath, did, kept)
        }
        "end" => {
            let share = id(sent, "share")?;
            let ended = app.end_map_share(&by, share).await?;
            (ended, having(&MapSharesPath, "ended"))
        }
        step @ ("up" | "out") => {
            let is_out = step == "out";
            let kept = changed(site, visitor, sent, |map, entry| {
                if is_out {
                    map.take_out(entry).map(|_| ())?;
                } else {
                    map.move_up(entry)?;
                }
                Ok(())
            });
            match kept.await? {
                Ok(kept) => on(&MapPath, if is_out { "out" } else { "moved" }, kept),
                Err(answer) => return Ok(Err(answer)),
            }
        }
        _ => return Err(PageFault::NotFound),
    }))
}

pub(crate) async fn take(
    _: MapStepPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let (done, to) = match taken(&site, &visitor, &sent).await? {
        Ok(taken) => taken,
        Err(answer) => return Ok(answer),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&to).into_response()),
        Err(refusal) => match words_of(refusal, &visitor)? {
            Ok(words) => Ok(conflicting(
                asked(&site, &visitor, (None, Some(words))).await?,
            )),
            Err(answer) => Ok(answer),
        },
    }
}
