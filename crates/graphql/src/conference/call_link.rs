//! The link by which somebody who was called by mail reads whom a conference is about: sent, stopped, and what became of
//! it. The number that opens it is told once, in the payload of what made it.

use async_graphql::{Context, ID, InputObject, Object, Result};
use renkei_app::conference::call::view::CallsView;
use renkei_domain::conference::invitation::{AboutLinkEnd, AboutLinkState};
use renkei_domain::ids::ConferenceInvitationId;
use renkei_domain::time::Instant;

use super::ConferenceType;
use super::calls::{aimed, kept};
use super::write::{ConferenceRefusalType, Kept, payloads};
use crate::closed_list::Word;
use crate::directory::loaded::{Asked, ours};
use crate::scalars::DateTimeScalar;

/// A link.
#[derive(Debug, Clone)]
pub(crate) struct ConferenceAboutLinkType {
    state: AboutLinkState,
    made_at: Instant,
    until: Instant,
    opened_at: Option<Instant>,
    ended: Option<(AboutLinkEnd, Instant)>,
}

impl ConferenceAboutLinkType {
    /// The newest one to somebody who was called.
    pub(super) fn of(view: &CallsView, id: ConferenceInvitationId) -> Option<Self> {
        let (link, state) = view.about_link(id)?;
        Some(Self {
            state,
            made_at: link.made_at,
            until: link.until(view.conference()?),
            opened_at: link.opened_at,
            ended: link.ended,
        })
    }
}

/// A link by which somebody who was called by mail reads whom it is about. Neither its address nor the number that opens
/// it is shown here.
#[Object(name = "ConferenceAboutLink")]
impl ConferenceAboutLinkType {
    /// How far it has come: on its way, opened, or of no use any more.
    async fn state(&self) -> Word<AboutLinkState> {
        Word(self.state)
    }

    /// When somebody of the agency asked for it; the mail leaves then, or after the one that calls.
    async fn made_at(&self) -> DateTimeScalar {
        DateTimeScalar(self.made_at)
    }

    /// Until when it opens: the end of the conference, or 14 days after it was made, whichever comes first.
    async fn until(&self) -> DateTimeScalar {
        DateTimeScalar(self.until)
    }

    /// When the right number was given first, which is when they were told. Null: nobody gave it yet.
    async fn opened_at(&self) -> Option<DateTimeScalar> {
        self.opened_at.map(DateTimeScalar)
    }

    /// Why it ended before its time. Null: it did not.
    async fn ended(&self) -> Option<Word<AboutLinkEnd>> {
        self.ended.map(|(why, _)| Word(why))
    }

    /// When it ended before its time. Null: it did not.
    async fn ended_at(&self) -> Option<DateTimeScalar> {
        self.ended.map(|(_, since)| DateTimeScalar(since))
    }
}

/// What came of sending a link.
#[derive(Debug)]
pub(crate) struct LinkWhoItIsAboutPayload {
    kept: Kept,
    number: Option<String>,
}

/// What came of sending a link by which somebody reads whom a conference is about.
#[Object]
impl LinkWhoItIsAboutPayload {
    /// How the conference stands now, whether a link was sent or not. Null where there is none for the caller's eyes.
    async fn conference(&self) -> Option<ConferenceType> {
        self.kept.conference.clone()
    }

    /// Eight letters in two groups, told this once: to be said on the phone to the named contact, and never written in a
    /// mail. Null beside a refusal.
    async fn number(&self) -> Option<&str> {
        self.number.as_deref()
    }

    /// Why no link was sent. Null: its mail leaves by itself.
    async fn refusal(&self) -> Option<ConferenceRefusalType<'_>> {
        self.kept.refusal.as_ref().map(ConferenceRefusalType)
    }
}

payloads! {
    /// What came of stopping a link.
    EndWhoItIsAboutLinkPayload;
}

/// Somebody who was called by mail and may hear whom it is about.
#[derive(Debug, InputObject)]
pub(crate) struct LinkWhoItIsAboutInput {
    /// Which conference, as `Conference.id` shows it.
    conference: ID,
    /// To whom, as `ConferenceInvitation.id` shows it.
    invitation: ID,
    /// The version of the invitation that was looked at.
    version: i64,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice makes a second link in place of the
    /// first.
    idempotency_key: Option<String>,
}

impl LinkWhoItIsAboutInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<LinkWhoItIsAboutPayload> {
        let asked = Asked::of(ctx)?;
        let aim = (&self.conference, &self.invitation, self.version);
        let key = self.idempotency_key.as_deref();
        let (writer, seen, ()) = match aimed(asked, aim, key, Ok(())).await? {
            Ok(aimed) => aimed,
            Err(kept) => return Ok(LinkWhoItIsAboutPayload { kept, number: None }),
        };
        let done = ours(asked.app.link_about_conference(&writer, seen).await)?;
        let (number, refusal) = match done {
            Ok(handed) => (Some(handed.0.to_string()), None),
            Err(refusal) => (None, Some(refusal)),
        };
        let kept = kept(asked, seen.conference, refusal).await?;
        Ok(LinkWhoItIsAboutPayload { kept, number })
    }
}

/// Somebody whose link is to open nothing from now on.
#[derive(Debug, InputObject)]
pub(crate) struct EndWhoItIsAboutLinkInput {
    /// Which conference, as `Conference.id` shows it.
    conference: ID,
    /// Whose link, as `ConferenceInvitation.id` shows it.
    invitation: ID,
    /// The version of the invitation that was looked at.
    version: i64,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is refused the second time.
    idempotency_key: Option<String>,
}

impl EndWhoItIsAboutLinkInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<Kept> {
        let asked = Asked::of(ctx)?;
        let aim = (&self.conference, &self.invitation, self.version);
        let key = self.idempotency_key.as_deref();
        let (writer, seen, ()) = match aimed(asked, aim, key, Ok(())).await? {
            Ok(aimed) => aimed,
            Err(kept) => return Ok(kept),
        };
        let done = asked.app.stop_about_link(&writer, seen);
        kept(asked, seen.conference, ours(done.await)?.err()).await
    }
}
