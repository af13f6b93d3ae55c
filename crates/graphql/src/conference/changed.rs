//! Watching a conference: how it stands, once more whenever it changed. Whoever watches asks over and over
//! ([`crate::Api::follow`]); each time the rule decides anew, and nothing is read of one that did not change.

use std::sync::{Arc, Mutex, PoisonError};

use async_graphql::{Context, ID, Result, Subscription};
use futures_util::stream;
use renkei_app::conference::changed::ConferenceMark;
use renkei_domain::ids::ConferenceId;

use super::{ConferenceType, one};
use crate::directory::loaded::{Asked, ours};
use crate::failure::broken;

/// What was found by looking once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found {
    /// As it was when somebody looked before.
    Same,
    /// It changed, and stands at this mark.
    News(ConferenceMark),
    /// There is none for the caller's eyes, or not any more.
    Gone,
}

/// One look, with what the look before it found.
#[derive(Debug)]
pub(crate) struct Look {
    since: Option<ConferenceMark>,
    found: Mutex<Option<Found>>,
}

impl Look {
    /// A look at what changed since a mark; without one, at how it stands.
    pub(crate) fn since(since: Option<ConferenceMark>) -> Arc<Self> {
        let found = Mutex::default();
        Arc::new(Self { since, found })
    }

    /// What it found; nothing where nobody looked.
    pub(crate) fn found(&self) -> Option<Found> {
        *self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, found: Found) {
        *self.found.lock().unwrap_or_else(PoisonError::into_inner) = Some(found);
    }
}

/// What one look answers: nothing, or the conference once.
type Answers = stream::Iter<std::option::IntoIter<Option<Result<ConferenceType>>>>;

/// What programs are told of while they wait, as a stream of events. Each of them is answered as a query would be.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Subscription;

/// What programs are told of while they wait, as a stream of events. Each of them is answered as a query would be.
#[Subscription]
impl Subscription {
    /// A conference as it stands now, and again within seconds of each change. The stream ends with the error `NOT_FOUND`
    /// where the caller may not read it, or not any more. Null only with an error: `INTERNAL`.
    async fn conference_changed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one is watched, as `Conference.id` shows it.")] id: ID,
    ) -> Result<Answers> {
        let asked = Asked::of(ctx)?;
        let Some(look) = ctx.data_opt::<Arc<Look>>() else {
            return Err(broken("a subscription is executed without a look"));
        };
        let nothing = |found| {
            look.note(found);
            Ok(stream::iter(None))
        };
        let Ok(id) = id.as_str().parse::<ConferenceId>() else {
            return nothing(Found::Gone);
        };
        // The mark is read first: what changes while the conference is read is told once more.
        let mark = asked.app.conference_mark(&asked.principal, id);
        let Some(mark) = ours(mark.await)? else {
            return nothing(Found::Gone);
        };
        if look.since == Some(mark) {
            return nothing(Found::Same);
        }
        let Some(shown) = one(asked, id).await? else {
            return nothing(Found::Gone);
        };
        look.note(Found::News(mark));
        Ok(stream::iter(Some(Some(Ok(shown)))))
    }
}
