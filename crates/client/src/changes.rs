//! The feed of changes: what became of entries, each change once and in the order of commits.

use std::collections::VecDeque;
use std::pin::Pin;

use chrono::{DateTime, Utc};
use cynic::{Enum, Id, QueryBuilder as _, QueryFragment, QueryVariables};
use futures_util::stream::{self, Stream};

use crate::error::Error;
use crate::schema;
use crate::settings::Client;

/// The most changes of a page.
const PAGE: i32 = 100;

/// A page of changes of the directory.
#[derive(Debug, Clone, PartialEq, QueryFragment)]
pub struct ResourceChanges {
    /// The changes, in the order of commits: of each act one for every entry it changed, and one more where the 法人 of
    /// that entry changed. A page may have fewer than were asked for, or none, and go on all the same.
    pub nodes: Vec<ResourceChange>,
    /// Whether more may be told by asking since `endCursor` at once.
    pub has_next_page: bool,
    /// The place behind this page, also where it is empty: what to ask since next.
    pub end_cursor: String,
    /// The place behind everything that was done until now: where to go on after everything is read by `resources`,
    /// if it was asked for before.
    pub newest_cursor: String,
    /// The instant of the last act that this page reaches. Null before anything was done.
    pub reaches_to: Option<DateTime<Utc>>,
}

/// What one act changed of one entry.
#[derive(Debug, Clone, PartialEq, QueryFragment)]
pub struct ResourceChange {
    /// The place behind this change.
    pub cursor: String,
    /// The instant at which whoever did it began, which may be a while before everybody sees it.
    pub at: DateTime<Utc>,
    /// Global id of the entry, as `Resource.id` showed it.
    pub resource_id: Id,
    /// What became of it by this act. Later acts may have made something else of it.
    pub kind: ResourceChangeKind,
    /// Global id of the entry that it became part of. Null unless `kind` is MERGED.
    pub merged_into: Option<Id>,
    /// The parts of the entry that stand otherwise than before.
    pub changed: Vec<ResourceChangeGroup>,
}

/// What became of an entry in one act.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Enum)]
#[cynic(non_exhaustive)]
pub enum ResourceChangeKind {
    /// 新しくのった: it stands in the directory for the first time
    Created,
    /// 内容が変わった: some of its parts stand otherwise: `changed` names them
    Updated,
    /// 閉じた: it ended, and is kept for who was sent there before
    Closed,
    /// また開いた: that it had ended was a mistake, or it began again
    Reopened,
    /// ほかの機関と ひとつになった: it became part of the entry in `mergedInto`, which answers its id
    Merged,
    /// ひとつになったあと また分かれた: it had become part of another, and is an entry of its own again
    Separated,
    /// 名簿からなくなった: the import that brought it was taken back
    Gone,
    /// A word that came to the schema after this version.
    #[cynic(fallback)]
    Unknown(String),
}

/// What of an entry changed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Enum)]
#[cynic(non_exhaustive)]
pub enum ResourceChangeGroup {
    /// 公表されている内容: names, address, phones, hours and the like
    Facts,
    /// 紹介: what the agency writes about itself
    Description,
    /// くらべる内容: fees, places and whatever else offices are compared by
    Comparison,
    /// 空き: how many free places it has, since which day
    Capacity,
    /// プログラム: the courses and groups that it runs
    Programs,
    /// 得意・苦手: what it says itself that it does well, or cannot do
    Strengths,
    /// 連絡のしかた: by which channels it likes to be reached, and what nobody should do
    ContactPolicy,
    /// お知らせ: closed days and other news for a while
    Notices,
    /// 担当する地域: the municipalities that it serves, as far as it declared any
    ServiceArea,
    /// 専門の職員: which professions work there: nurses, social workers and others
    Roles,
    /// 使えることば: the tongues in which one may speak or sign there
    Languages,
    /// 設備・配慮: ramps, lifts, interpreters and other help at the door
    Access,
    /// 確かめた日: `freshness`: somebody confirmed a part, or asked in vain
    Verifications,
    /// 公表データに名前があるか: `sources`: the newest edition does not name it
    Source,
    /// 閉じたか: `lifecycle` and `closure`: it ended, or began again
    Lifecycle,
    /// ほかの機関と ひとつになったか: it became part of another or another of it, or two entries again
    Merged,
    /// 法人の内容: `organization`: the name, address or phone of who runs it
    Organization,
    /// A word that came to the schema after this version.
    #[cynic(fallback)]
    Unknown(String),
}

#[derive(Debug, QueryVariables)]
struct ChangesVariables {
    since: Option<String>,
    first: Option<i32>,
}

#[derive(Debug, QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ChangesVariables")]
struct FollowChanges {
    #[arguments(since: $since, first: $first)]
    resource_changes: Option<ResourceChanges>,
}

/// The document of this file.
pub(crate) fn document() -> String {
    let asked = ChangesVariables {
        since: None,
        first: None,
    };
    FollowChanges::build(asked).query
}

/// Changes as they come, without an end.
pub type Changes = Pin<Box<dyn Stream<Item = Result<ResourceChange, Error>> + Send>>;

impl Client {
    /// The place behind everything that was done until now: where to go on after reading everything.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn newest_cursor(&self) -> Result<String, Error> {
        Ok(self.changes_page(None, 1).await?.newest_cursor)
    }

    /// One page of what changed since a place, from the beginning of the log where none is given; `first` changes at
    /// most, 1 to 100. What to ask since next is its `end_cursor`, also where it has no changes.
    ///
    /// # Errors
    /// See [`Error`]: `CURSOR_OF_ANOTHER_LOG` where the log has no such place, as after a backup was restored: read
    /// everything anew.
    pub async fn changes_page(
        &self,
        since: Option<&str>,
        first: i32,
    ) -> Result<ResourceChanges, Error> {
        let asked = ChangesVariables {
            since: since.map(str::to_owned),
            first: Some(first),
        };
        let answer = self.query(FollowChanges::build(asked)).await?;
        let page = answer.resource_changes;
        page.ok_or_else(|| Error::lacking("resourceChanges"))
    }

    /// Every change since a place, from the beginning of the log where none is given, and then those to come: at the
    /// end it rests as long as [`Builder::rest`](crate::Builder::rest) says and asks again.
    ///
    /// The stream never ends. A fault is told and nothing is skipped: asked on, it rests and goes on from the same
    /// place. Whoever keeps [`ResourceChange::cursor`] may stop anywhere and begin there another day.
    #[must_use]
    pub fn resource_changes(&self, since: Option<String>) -> Changes {
        let follower = Follower {
            client: self.clone(),
            since,
            ready: VecDeque::new(),
            rests: false,
        };
        Box::pin(stream::unfold(follower, |mut follower| async move {
            let told = follower.told().await;
            Some((told, follower))
        }))
    }
}

/// Somebody who follows the feed.
struct Follower {
    client: Client,
    since: Option<String>,
    /// What was read and not told yet.
    ready: VecDeque<ResourceChange>,
    /// Whether the server is left alone for a while before it is asked again.
    rests: bool,
}

impl Follower {
    async fn told(&mut self) -> Result<ResourceChange, Error> {
        loop {
            if let Some(change) = self.ready.pop_front() {
                return Ok(change);
            }
            if self.rests {
                tokio::time::sleep(self.client.rest()).await;
            }
            // Until a page says that more follows at once: after a fault too.
            self.rests = true;
            let since = self.since.as_deref();
            let page = self.client.changes_page(since, PAGE).await?;
            self.rests = !page.has_next_page;
            self.since = Some(page.end_cursor);
            self.ready.extend(page.nodes);
        }
    }
}
