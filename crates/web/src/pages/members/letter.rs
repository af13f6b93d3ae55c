//! What became of the letter of an invitation, and sending it again.

use std::str::FromStr as _;

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::letters::board::StoredLetter;
use renkei_app::people::SendAgainRefusal;
use renkei_domain::ids::InvitationId;
use renkei_domain::letters::delivery::DeliveryOutcome;
use renkei_domain::letters::state::LetterState;
use renkei_domain::time::Moment;

use super::ways::OfCircle;
use super::{members_page, members_way};
use crate::Site;
use crate::error::PageFault;
use crate::form::Sent;
use crate::gate::{asked_again, refused_on};
use crate::next::Next;
use crate::pages::letters::{said, writer};
use crate::session::Visitor;

/// The letter of an invitation in words.
#[derive(Debug, Clone)]
pub(super) struct LetterLine {
    pub(super) state: String,
    pub(super) may_arrive_twice: bool,
    /// What to do; empty where there is nothing to do.
    pub(super) to_do: &'static str,
    /// What the button for another letter says; none while a courier has the last one.
    pub(super) again: Option<&'static str>,
}

/// What is said where a letter did not reach anybody.
const BY_OTHER_WAYS: &str =
    "紙か電話で番号を伝えるか、アドレスを確かめて、もう一度送ってください。";

impl LetterLine {
    pub(super) fn of(letter: &StoredLetter, now: Moment) -> Self {
        let last = letter.last.map(|last| last.outcome);
        let state = match (letter.state, letter.sent_at) {
            (LetterState::Sent, Some(at)) => format!("{} に送りました", said(at, now)),
            (state, _) => state.word().to_owned(),
        };
        let (to_do, again) = match letter.state {
            LetterState::Queued => ("メールサーバーの設定があれば、まもなく出ます。", None),
            LetterState::Claimed => ("", None),
            LetterState::Waiting => (
                "つながらなかったので、あとでまた送ります。急ぐときは、紙か電話で番号を伝えてください。",
                Some(AGAIN),
            ),
            LetterState::Sent if last == Some(DeliveryOutcome::Accepted) => ("", Some(AGAIN)),
            LetterState::Sent | LetterState::Undeliverable | LetterState::Withdrawn => {
                (BY_OTHER_WAYS, Some(AGAIN))
            }
        };
        Self {
            state,
            may_arrive_twice: letter.is_second_copy_possible,
            to_do,
            again,
        }
    }
}

const AGAIN: &str = "もう一度送る";

pub(crate) async fn send_again<P: OfCircle>(
    path: P,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let circle = path.circle()?;
    let page = members_way(circle);
    let id = InvitationId::from_str(sent.text("invitation")).map_err(|_| PageFault::NotFound)?;
    let writer = writer(&visitor, &sent);
    match site.app.send_invitation_again(&writer, id).await? {
        Ok(()) => Ok(Redirect::to(&page).into_response()),
        Err(SendAgainRefusal::NotFound) => Err(PageFault::NotFound),
        Err(SendAgainRefusal::NotAllowed(decision)) => {
            Ok(refused_on(decision, Next::read(&page).as_ref()))
        }
        Err(
            refusal @ (SendAgainRefusal::InviterDisabled
            | SendAgainRefusal::NoAddress
            | SendAgainRefusal::UnderWay(_)
            | SendAgainRefusal::KeyReused(_)),
        ) => {
            let fault = Some(refusal.to_string());
            let page = members_page(&site, &visitor, circle, fault).await?;
            Ok(asked_again(page))
        }
    }
}
