//! Watching a conference: how it stands, once more whenever it changed. Nothing is read of one that did not change.

use async_graphql::{Context, ID, Result};
use renkei_domain::ids::ConferenceId;

use super::{ConferenceType, one};
use crate::directory::loaded::{Asked, ours};
use crate::subscription::{Found, Look, Mark};

/// The conference, where it is not as at the mark of the look.
pub(crate) async fn conference_changed(
    ctx: &Context<'_>,
    look: &Look,
    id: &ID,
) -> Result<Option<ConferenceType>> {
    let asked = Asked::of(ctx)?;
    let Ok(id) = id.as_str().parse::<ConferenceId>() else {
        look.note(Found::Gone);
        return Ok(None);
    };
    // The mark is read first: what changes while the conference is read is told once more.
    let mark = asked.app.conference_mark(&asked.principal, id);
    let Some(mark) = ours(mark.await)? else {
        look.note(Found::Gone);
        return Ok(None);
    };
    let stands = Mark::Conference(mark);
    if look.conference() == Some(mark) {
        look.note(Found::nothing(stands));
        return Ok(None);
    }
    let shown = one(asked, id).await?;
    look.note(match &shown {
        Some(_) => Found::Told(vec![stands.clone()], stands, false),
        None => Found::Gone,
    });
    Ok(shown)
}
