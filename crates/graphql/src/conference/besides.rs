//! What is read of conferences beside what a list of them always reads.

use std::sync::Arc;

use async_graphql::{Context, Result};
use renkei_app::conference::poll::read::PollView;
use renkei_app::conference::read::ConferencesView;
use renkei_domain::conference::invitation::ReceivedMail;
use renkei_domain::ids::ConferenceId;

use crate::directory::loaded::{Asked, ours};

/// What is read of conferences besides, once for all of a list where its selection shows it.
#[derive(Debug, Clone, Default)]
pub(super) struct Besides {
    /// The mail that came back; absent where it was not read yet.
    pub(super) mails: Option<Vec<ReceivedMail>>,
    /// What was asked about dates; absent where it was not read yet.
    pub(super) polls: Option<Vec<PollView>>,
}

impl Besides {
    /// What the selection below a list of all conferences of a case shows.
    pub(super) async fn of_all(
        ctx: &Context<'_>,
        asked: &Asked,
        view: &Arc<ConferencesView>,
    ) -> Result<Self> {
        let ahead = ctx.look_ahead();
        let mut besides = Self::default();
        if ahead.field("receivedReplies").exists() {
            besides.mails = Some(ours(asked.app.received_mails_of(view).await)?);
        }
        if ahead.field("poll").exists() {
            let all: Vec<ConferenceId> = view.conferences.iter().map(|one| one.id).collect();
            let polls = asked.app.polls_of(Arc::clone(view), &all);
            besides.polls = Some(ours(polls.await)?);
        }
        Ok(besides)
    }

    /// What of it belongs to a conference.
    pub(super) fn of(&self, id: ConferenceId) -> Self {
        let mails = self.mails.as_ref().map(|mails| {
            let own = mails.iter().filter(|mail| mail.conference == id);
            own.cloned().collect()
        });
        let polls = self.polls.as_ref().map(|polls| {
            let own = polls.iter().filter(|poll| poll.id == id);
            own.cloned().collect()
        });
        Self { mails, polls }
    }
}
