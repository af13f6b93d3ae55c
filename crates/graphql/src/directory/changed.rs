//! The feed of changes.

use async_graphql::{Context, Error, ID, Object, Result};
use renkei_app::directory::changed::{ChangePage, FeedRefusal, ResourceChange};
use renkei_domain::directory::changed::{ChangeKind, PublicGroup};

use super::loaded::{Asked, ours};
use super::paging::Paging;
use super::parts;
use super::queries::read;
use super::resource::Resource;
use crate::closed_list::{Word, closed_list, words};
use crate::failure::{FieldCode, refused};
use crate::node::global_id;
use crate::scalars::DateTimeScalar;

closed_list!(
    ChangeKind,
    "ResourceChangeKind",
    "What became of an entry in one act.",
    |kind| match kind {
        ChangeKind::Created => "it stands in the directory for the first time",
        ChangeKind::Updated => "some of its parts stand otherwise: `changed` names them",
        ChangeKind::Closed => "it ended, and is kept for who was sent there before",
        ChangeKind::Reopened => "that it had ended was a mistake, or it began again",
        ChangeKind::Merged => "it became part of the entry in `mergedInto`, which answers its id",
        ChangeKind::Separated => "it had become part of another, and is an entry of its own again",
        ChangeKind::Gone => "the import that brought it was taken back",
    }
);

closed_list!(
    PublicGroup,
    "ResourceChangeGroup",
    "What of an entry changed.",
    |group| match group {
        PublicGroup::Facts => "names, address, phones, hours and the like",
        PublicGroup::Description => "what the agency writes about itself",
        PublicGroup::Comparison => "fees, places and whatever else offices are compared by",
        PublicGroup::Capacity => "how many free places it has, since which day",
        PublicGroup::Programs => "the courses and groups that it runs",
        PublicGroup::Strengths => "what it says itself that it does well, or cannot do",
        PublicGroup::ContactPolicy =>
            "by which channels it likes to be reached, and what nobody should do",
        PublicGroup::Notices => "closed days and other news for a while",
        PublicGroup::ServiceArea => "the municipalities that it serves, as far as it declared any",
        PublicGroup::Roles => "which professions work there: nurses, social workers and others",
        PublicGroup::Languages => "the tongues in which one may speak or sign there",
        PublicGroup::Access => "ramps, lifts, interpreters and other help at the door",
        PublicGroup::Verifications => "`freshness`: somebody confirmed a part, or asked in vain",
        PublicGroup::Source => "`sources`: the newest edition does not name it",
        PublicGroup::Lifecycle => "`lifecycle` and `closure`: it ended, or began again",
        PublicGroup::Merged => "it became part of another or another of it, or two entries again",
        PublicGroup::Organization => "`organization`: the name, address or phone of who runs it",
    }
);

/// A page of changes, with the entries behind them where those are asked for.
pub(crate) struct ResourceChangesType {
    nodes: Vec<ResourceChangeType>,
    /// The page, without the changes that stand in it.
    page: ChangePage,
}

pub(super) async fn resource_changes(
    ctx: &Context<'_>,
    since: Option<String>,
    first: Option<i32>,
) -> Result<ResourceChangesType> {
    let asked = Asked::of(ctx)?;
    let paging = Paging {
        first,
        ..Paging::default()
    };
    let size = paging.into_request()?.size;
    let page = ours(asked.app.resource_changes(since.as_deref(), size).await)?;
    let mut page = page.map_err(leads_nowhere)?;
    let entries = match parts::of_changes(ctx) {
        Some(wanted) => {
            let ids = page.changes.iter().map(|change| Some(change.resource));
            let ids: Vec<_> = ids.collect();
            read(asked, &ids, wanted).await?
        }
        None => page.changes.iter().map(|_| None).collect(),
    };
    let changes = std::mem::take(&mut page.changes).into_iter();
    let nodes = changes
        .zip(entries)
        .map(|(change, entry)| ResourceChangeType::new(change, entry))
        .collect();
    Ok(ResourceChangesType { nodes, page })
}

/// Why nothing is told since a cursor.
pub(super) fn leads_nowhere(refusal: FeedRefusal) -> Error {
    match refusal {
        FeedRefusal::CursorUnreadable => refused(
            FieldCode::CursorUnreadable,
            "The cursor cannot be read. Ask since one of this feed.",
        ),
        FeedRefusal::CursorOfAnotherLog => refused(
            FieldCode::CursorOfAnotherLog,
            "The log has no such place. Ask for `newestCursor` without a cursor and read everything anew.",
        ),
    }
}

/// A page of changes of the directory.
#[Object(name = "ResourceChanges")]
impl ResourceChangesType {
    /// The changes, in the order of commits: of each act one for every entry it changed, and one more where the 法人 of
    /// that entry changed. A page may have fewer than were asked for, or none, and go on all the same.
    async fn nodes(&self) -> &[ResourceChangeType] {
        &self.nodes
    }

    /// Whether more may be told by asking since `endCursor` at once.
    async fn has_next_page(&self) -> bool {
        self.page.has_next
    }

    /// The place behind this page, also where it is empty: what to ask since next.
    async fn end_cursor(&self) -> &str {
        &self.page.end
    }

    /// The place behind everything that was done until now: where to go on after everything is read by `resources`,
    /// if it was asked for before.
    async fn newest_cursor(&self) -> &str {
        &self.page.newest
    }

    /// The instant of the last act that this page reaches. Null before anything was done.
    async fn reaches_to(&self) -> Option<DateTimeScalar> {
        self.page.reaches_to.map(DateTimeScalar)
    }
}

/// A change with the entry as it stands now.
pub(crate) struct ResourceChangeType {
    change: ResourceChange,
    resource: Option<Resource>,
}

impl ResourceChangeType {
    /// A change, with the entry where it was read.
    pub(super) const fn new(change: ResourceChange, resource: Option<Resource>) -> Self {
        Self { change, resource }
    }
}

/// What one act changed of one entry.
#[Object(name = "ResourceChange")]
impl ResourceChangeType {
    /// The place behind this change.
    async fn cursor(&self) -> &str {
        &self.change.cursor
    }

    /// The place of the act in the order of commits: the later, the greater.
    async fn seq(&self) -> i64 {
        self.change.seq
    }

    /// The instant at which whoever did it began, which may be a while before everybody sees it.
    async fn at(&self) -> DateTimeScalar {
        DateTimeScalar(self.change.at)
    }

    /// Global id of the entry, as `Resource.id` showed it.
    async fn resource_id(&self) -> ID {
        ID(global_id(self.change.resource))
    }

    /// What became of it by this act. Later acts may have made something else of it.
    async fn kind(&self) -> Word<ChangeKind> {
        Word(self.change.kind)
    }

    /// Global id of the entry that it became part of. Null unless `kind` is MERGED.
    async fn merged_into(&self) -> Option<ID> {
        self.change.into.map(|id| ID(global_id(id)))
    }

    /// The parts of the entry that stand otherwise than before.
    async fn changed(&self) -> Vec<Word<PublicGroup>> {
        words(&self.change.groups)
    }

    /// What `Query.resource` answers for its id now: the entry, the one that it became part of, or null where it is gone.
    async fn resource(&self) -> Option<&Resource> {
        self.resource.as_ref()
    }
}
