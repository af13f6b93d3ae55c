//! What can be watched: each field answers what is new since somebody looked before, and nothing where nothing is.
//! Whoever watches asks over and over ([`crate::Api::follow`]); each time the rule decides anew.

use std::sync::{Arc, Mutex, PoisonError};

use async_graphql::{Context, ID, Result, Subscription};
use futures_util::stream;
use renkei_app::conference::changed::ConferenceMark;

use crate::conference::ConferenceType;
use crate::conference::changed::conference_changed;
use crate::directory::changed::ResourceChangeType;
use crate::directory::watched::{ChangedFilterInput, resource_changed};
use crate::failure::broken;

/// The place up to which somebody was told what they watch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// How a conference stood.
    Conference(ConferenceMark),
    /// A place in the feed of changes, as its cursor.
    Feed(String),
}

impl Mark {
    /// The cursor from which whoever was cut off goes on; nothing of what is told whole each time.
    #[must_use]
    pub fn cursor(&self) -> Option<&str> {
        match self {
            Self::Conference(_) => None,
            Self::Feed(cursor) => Some(cursor),
        }
    }
}

/// What was found by looking once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Found {
    /// There is none for the caller's eyes, or not any more.
    Gone,
    /// What is told, each with the mark behind it; with the mark behind everything that was looked at, and whether
    /// there is more to look at at once.
    Told(Vec<Mark>, Mark, bool),
}

impl Found {
    /// Nothing new, at a place.
    pub(crate) const fn nothing(mark: Mark) -> Self {
        Self::Told(Vec::new(), mark, false)
    }
}

/// One look, with the mark that the look before it left.
#[derive(Debug)]
pub(crate) struct Look {
    since: Option<Mark>,
    found: Mutex<Option<Found>>,
}

impl Look {
    /// A look at what changed since a mark; without one, the first.
    pub(crate) fn since(since: Option<Mark>) -> Arc<Self> {
        let found = Mutex::default();
        Arc::new(Self { since, found })
    }

    /// The look that a field is resolved for.
    ///
    /// # Errors
    /// When a subscription is executed as nobody may: without one.
    fn of<'c>(ctx: &Context<'c>) -> Result<&'c Arc<Self>> {
        ctx.data_opt::<Arc<Self>>()
            .ok_or_else(|| broken("a subscription is executed without a look"))
    }

    /// How the conference stood before.
    pub(crate) const fn conference(&self) -> Option<ConferenceMark> {
        match &self.since {
            Some(Mark::Conference(mark)) => Some(*mark),
            Some(Mark::Feed(_)) | None => None,
        }
    }

    /// Up to where the feed was told before.
    pub(crate) fn cursor(&self) -> Option<&str> {
        self.since.as_ref().and_then(Mark::cursor)
    }

    /// Keeps what was found.
    pub(crate) fn note(&self, found: Found) {
        *self.found.lock().unwrap_or_else(PoisonError::into_inner) = Some(found);
    }

    /// What was found; nothing where nobody looked.
    pub(crate) fn found(&self) -> Option<Found> {
        let found = self.found.lock();
        found.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// What one look answers, one after the other.
type Answers<T> = stream::Iter<std::vec::IntoIter<Option<Result<T>>>>;

fn answers<T>(told: impl IntoIterator<Item = T>) -> Answers<T> {
    let told: Vec<_> = told.into_iter().map(|one| Some(Ok(one))).collect();
    stream::iter(told)
}

/// What programs are told of while they wait, as a stream of events or over a socket. Each of them is answered as a
/// query would be.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Subscription;

/// What programs are told of while they wait, as a stream of events or over a socket. Each of them is answered as a
/// query would be.
#[Subscription]
impl Subscription {
    /// A conference as it stands now, and again within seconds of each change. The stream ends with the error `NOT_FOUND`
    /// where the caller may not read it, or not any more. Null only with an error: `INTERNAL`.
    async fn conference_changed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one is watched, as `Conference.id` shows it.")] id: ID,
    ) -> Result<Answers<ConferenceType>> {
        let look = Look::of(ctx)?;
        Ok(answers(conference_changed(ctx, look, &id).await?))
    }

    /// Each change of the directory that everybody reads, within seconds of its commit and in the order of commits: what
    /// `Query.resourceChanges` tells page by page. Nothing is left out between `since` and now, nor between two events.
    /// Where the stream breaks off, go on by either since the last `cursor`; a stream that is ended by the server says it
    /// again in `extensions.resumeCursor` of its error. Null only with an error: `BAD_FILTER`, `CURSOR_UNREADABLE`,
    /// `CURSOR_OF_ANOTHER_LOG` or `INTERNAL`.
    async fn resource_changed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which changes are told. Null: every one.")] filter: Option<
            ChangedFilterInput,
        >,
        #[graphql(
            desc = "A cursor of the feed: what follows it is told first, at once. Null: what changes from now on."
        )]
        since: Option<String>,
    ) -> Result<Answers<ResourceChangeType>> {
        let look = Look::of(ctx)?;
        let told = resource_changed(ctx, look, filter.unwrap_or_default(), since);
        Ok(answers(told.await?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_goes_on_where_the_one_before_it_ended() {
        let first = Look::since(None);
        assert_eq!((first.cursor(), first.conference()), (None, None));
        assert_eq!(first.found(), None, "nobody looked yet");
        first.note(Found::nothing(Mark::Feed("a".to_owned())));
        let Some(Found::Told(told, mark, false)) = first.found() else {
            panic!("it looked");
        };
        assert!(told.is_empty());
        assert_eq!(Look::since(Some(mark)).cursor(), Some("a"));
    }
}
