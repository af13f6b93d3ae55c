//! Finding conferences for whoever asks: those of a case, and one by its id.

use std::sync::Arc;

use async_graphql::{Context, ID, Result};
use renkei_app::conference::read::ConferencesView;
use renkei_domain::ids::{CaseId, ConferenceId};

use super::ConferenceType;
use super::besides::Besides;
use crate::directory::loaded::{Asked, ours};

/// The conferences of a case, for staff who may read them.
async fn view_of(asked: &Asked, id: CaseId) -> Result<Option<ConferencesView>> {
    let found = ours(asked.app.conferences_alone(&asked.principal, id).await)?;
    Ok(found.ok())
}

/// The conferences of a case, where whoever asks may read them.
pub(crate) async fn conferences(ctx: &Context<'_>, id: &ID) -> Result<Option<Vec<ConferenceType>>> {
    let asked = Asked::of(ctx)?;
    let Ok(id) = id.as_str().parse::<CaseId>() else {
        return Ok(None);
    };
    let Some(view) = view_of(asked, id).await? else {
        return Ok(None);
    };
    let called = ours(asked.app.invitations_of(&view).await)?;
    let view = Arc::new(view);
    let besides = Besides::of_all(ctx, asked, &view).await?;
    let all = view.conferences.iter();
    let all = all.map(|one| ConferenceType {
        besides: besides.of(one.id),
        ..ConferenceType::of(&view, one, &called)
    });
    Ok(Some(all.collect()))
}

/// A conference by its id, where whoever asks may read it.
pub(crate) async fn conference(ctx: &Context<'_>, id: &ID) -> Result<Option<ConferenceType>> {
    let asked = Asked::of(ctx)?;
    let Ok(id) = id.as_str().parse::<ConferenceId>() else {
        return Ok(None);
    };
    one(asked, id).await
}

/// The same inside a call.
pub(super) async fn one(asked: &Asked, id: ConferenceId) -> Result<Option<ConferenceType>> {
    let case = asked.app.case_of_conference_alone(&asked.principal, id);
    let Some(case) = ours(case.await)? else {
        return Ok(None);
    };
    let Some(view) = view_of(asked, case).await? else {
        return Ok(None);
    };
    let called = ours(asked.app.invitations_of(&view).await)?;
    let view = Arc::new(view);
    let conference = view.conference(id);
    Ok(conference.map(|conference| ConferenceType::of(&view, conference, &called)))
}
