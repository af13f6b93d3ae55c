//! The link by which somebody who was called by mail reads who it is about: sent by one press, with the number that is
//! told on the phone shown once, and stopped by another.

use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::conference::call::view::CallsView;
use renkei_app::conference::call::{CallRefusal, SeenCall};
use renkei_domain::conference::Conference;
use renkei_domain::conference::invitation::Invitation;

use super::seen;
use super::to::{invited, with_number};
use crate::Site;
use crate::error::PageFault;
use crate::form::Sent;
use crate::pages::letters::writer;
use crate::paths::{InvitedPath, InvitedStepPath};
use crate::session::Visitor;

/// What is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LinkStep {
    /// A link is sent, in place of the one before.
    Make,
    /// It ends.
    Stop,
}

impl LinkStep {
    const fn code(self) -> &'static str {
        match self {
            Self::Make => "link",
            Self::Stop => "link-stop",
        }
    }

    pub(super) fn from_code(code: &str) -> Option<Self> {
        let mut all = [Self::Make, Self::Stop].into_iter();
        all.find(|step| step.code() == code)
    }
}

/// What can be pressed, and the number that came of it.
#[derive(Debug, Clone)]
pub(super) struct LinkButtons {
    pub(super) make: Option<InvitedStepPath>,
    pub(super) stop: Option<InvitedStepPath>,
    pub(super) number: Option<String>,
}

impl LinkButtons {
    pub(super) fn of(
        view: &CallsView,
        (conference, invitation): (&Conference, &Invitation),
        path: &InvitedPath,
    ) -> Self {
        let now = view.conferences.consents.at;
        let is_open = view.conferences.case().is_open();
        let may = is_open && invitation.may_be_linked(conference, now).is_ok();
        let link = view.about_link(invitation.id);
        let opens = link.is_some_and(|(link, _)| link.is_open(conference, now));
        let to = |may: bool, step: LinkStep| may.then(|| InvitedStepPath::of(path, step.code()));
        Self {
            make: to(may, LinkStep::Make),
            stop: to(opens, LinkStep::Stop),
            number: None,
        }
    }
}

/// Does what is pressed. Why the application refuses is shown by whoever asked.
pub(super) async fn pressed(
    site: &Site,
    visitor: &Visitor,
    (call, step): (SeenCall, LinkStep),
    sent: &Sent,
) -> Result<Result<Response, CallRefusal>, PageFault> {
    let by = writer(visitor, sent);
    let path = InvitedPath::of(call.case, call.conference, call.id);
    if step == LinkStep::Stop {
        let stopped = site.app.stop_about_link(&by, call).await?;
        return Ok(stopped.map(|_| Redirect::to(&path.to_string()).into_response()));
    }
    let number = match site.app.link_about_conference(&by, call).await? {
        Ok(number) => number,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let view = match seen(site, visitor, (&path.id, &path.conference)).await? {
        Ok(view) => view,
        Err(answer) => return Ok(Ok(answer)),
    };
    let invitation = invited(&view, &path.invited)?;
    let page = with_number(site, visitor, (&view, invitation), &number);
    Ok(Ok(page.await?))
}
