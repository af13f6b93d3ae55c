//! The feed of changes: what the log says of entries that everybody reads, page by page in the order of commits. A page
//! is read in windows of the log, so that neither an import of many thousand lines nor many acts about other things
//! make it long; what a page went over without finding anything is behind its cursor all the same.

use std::collections::{BTreeMap, BTreeSet};

use renkei_domain::directory::changed::{ChangeKind, PublicGroup, Turned};
use renkei_domain::ids::{ActId, OrganizationId, ResourceId};
use renkei_domain::time::Instant;
use renkei_store::StoreFault;
use renkei_store::record::feed::{FeedLine, FeedSubject, LoggedAct};

use super::register::Outcome;
use crate::App;

mod spot;

use spot::{Span, Spot, mark, window};

/// How many acts a window spans at most.
const ACTS: usize = 500;
/// How many windows are read for one page.
const WINDOWS: usize = 8;

/// A change of one entry by one act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceChange {
    /// The place of the act in the order of commits.
    pub seq: i64,
    /// When it was done.
    pub at: Instant,
    /// The entry.
    pub resource: ResourceId,
    /// What became of it.
    pub kind: ChangeKind,
    /// The entry that it became part of by this act.
    pub into: Option<ResourceId>,
    /// What of it changed.
    pub groups: Vec<PublicGroup>,
    /// The place behind it.
    pub cursor: String,
}

/// A page of changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangePage {
    /// The changes, in the order of commits.
    pub changes: Vec<ResourceChange>,
    /// Whether the log goes on behind the page.
    pub has_next: bool,
    /// The place behind the page.
    pub end: String,
    /// The place behind the newest act.
    pub newest: String,
    /// When the last act was done that the page reaches; `None` before anything was done.
    pub reaches_to: Option<Instant>,
}

/// Why no page is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FeedRefusal {
    /// The text is no cursor of this feed.
    #[error("つづきの場所を読みとれませんでした。")]
    CursorUnreadable,
    /// The log has no such place.
    #[error("つづきの場所は この名簿の記録にありません。はじめから読みなおしてください。")]
    CursorOfAnotherLog,
}

/// A place in the log from which somebody goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// As the feed takes it.
    pub(crate) cursor: String,
    /// The newest act of which nothing is left to tell.
    pub(crate) told_to: i64,
}

impl ChangePage {
    /// The place behind the page.
    pub(crate) fn place(&self) -> Place {
        let seq = Spot::read(&self.end).map_or(0, |spot| spot.seq);
        Place {
            cursor: self.end.clone(),
            // Of the act in which a page breaks off something is left.
            told_to: if self.has_next { seq - 1 } else { seq },
        }
    }
}

#[renkei_boxed::boxed]
impl App {
    /// The place behind the newest act.
    pub(crate) async fn newest_place(&self) -> Result<Place, StoreFault> {
        let newest = self.store.newest_logged_act().await?;
        let spot = newest.map_or(Spot::START, |act| Spot::of(&act, act.lines, None));
        Ok(Place {
            cursor: spot.text(),
            told_to: spot.seq,
        })
    }

    /// The same as the feed takes it: from here somebody goes on who wants to know what changes from now on.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn newest_change(&self) -> Result<String, StoreFault> {
        Ok(self.newest_place().await?.cursor)
    }

    /// What changed of entries since a place in the log, from its beginning where none is given; `size` changes at most.
    ///
    /// # Errors
    /// A fault of the store; a cursor that leads nowhere is in the outcome.
    pub async fn resource_changes(
        &self,
        since: Option<&str>,
        size: u16,
    ) -> Outcome<ChangePage, FeedRefusal> {
        let begin = match since {
            None => Spot::START,
            Some(text) => match Spot::read(text) {
                Some(spot) => spot,
                None => return Ok(Err(FeedRefusal::CursorUnreadable)),
            },
        };
        let size = usize::from(size);
        let (mut spot, mut reaches_to) = (begin, None);
        let mut found: Vec<ResourceChange> = Vec::new();
        let mut has_next = true;
        for round in 0..WINDOWS {
            let acts = self.store.logged_acts(spot.seq, ACTS as u64).await?;
            let is_there = |act: &LoggedAct| act.seq == spot.seq && mark(act.id) == spot.act;
            if round == 0 && begin.seq > 0 && !acts.first().is_some_and(is_there) {
                return Ok(Err(FeedRefusal::CursorOfAnotherLog));
            }
            let spans = window(spot, &acts);
            found.extend(self.changes_within(spot, &spans).await?);
            if let Some(last) = spans.last() {
                spot = Spot::of(&last.act, last.to, None);
                reaches_to = Some(last.act.at);
            }
            let is_end = acts.len() < ACTS
                && spans.len() == acts.len()
                && spans.last().is_none_or(|last| last.to >= last.act.lines);
            if found.len() > size || is_end {
                has_next = found.len() > size;
                break;
            }
        }
        let mut end = spot.text();
        if found.len() > size {
            found.truncate(size);
            if let Some(last) = found.last() {
                end.clone_from(&last.cursor);
                reaches_to = Some(last.at);
            }
        }
        let newest = self.newest_place().await?;
        Ok(Ok(ChangePage {
            changes: found,
            has_next,
            end,
            newest: newest.cursor,
            reaches_to,
        }))
    }

    /// The changes of a window, in their order.
    async fn changes_within(
        &self,
        spot: Spot,
        spans: &[Span],
    ) -> Result<Vec<ResourceChange>, StoreFault> {
        let whole: Vec<ActId> = spans
            .iter()
            .filter(|span| span.is_whole())
            .map(|span| span.act.id)
            .collect();
        let mut lines = self.store.feed_lines(&whole, 0..i64::MAX).await?;
        // What was turned of an entry elsewhere in an act of which the window spans a part.
        let mut beside: Vec<FeedLine> = Vec::new();
        for span in spans {
            if span.is_whole() {
                continue;
            }
            let act = span.act.id;
            let part = self.store.feed_lines(&[act], span.from..span.to).await?;
            let entries: BTreeSet<ResourceId> = part.iter().filter_map(entry_of).collect();
            let entries: Vec<ResourceId> = entries.into_iter().collect();
            beside.extend(self.store.feed_lines_about(act, &entries).await?);
            lines.extend(part);
        }
        let bodies: BTreeSet<OrganizationId> = lines
            .iter()
            .filter_map(|line| match line.subject {
                FeedSubject::Organization(id) => Some(id),
                FeedSubject::Resource(..) => None,
            })
            .collect();
        let bodies: Vec<OrganizationId> = bodies.into_iter().collect();
        let mut run_by: BTreeMap<OrganizationId, BTreeSet<ResourceId>> = BTreeMap::new();
        for (body, entry) in self.store.entries_run_by(&bodies).await? {
            run_by.entry(body).or_default().insert(entry);
        }
        let mut changes = Vec::new();
        for span in spans {
            let of_act = |line: &&FeedLine| line.act == span.act.id;
            let own: Vec<&FeedLine> = lines.iter().filter(of_act).collect();
            let all = if span.is_whole() {
                own.clone()
            } else {
                beside.iter().filter(of_act).collect()
            };
            let mut by_entry: BTreeMap<ResourceId, Vec<&FeedLine>> = BTreeMap::new();
            for line in all {
                if let Some(entry) = entry_of(line) {
                    by_entry.entry(entry).or_default().push(line);
                }
            }
            for line in own {
                match line.subject {
                    FeedSubject::Resource(entry, _) => {
                        let about = by_entry.get(&entry).map(Vec::as_slice).unwrap_or_default();
                        // An entry is told at the first of its lines.
                        if about.first().is_some_and(|one| one.ordinal == line.ordinal) {
                            let behind = Spot::of(&span.act, line.ordinal + 1, None);
                            changes.push(of_entry(&span.act, entry, about, behind));
                        }
                    }
                    FeedSubject::Organization(body) => {
                        let is_begun = line.ordinal == spot.ordinal && span.act.seq == spot.seq;
                        let told = spot.told.filter(|_| is_begun);
                        let entries = run_by.get(&body).into_iter().flatten().copied();
                        let rest = entries.filter(|entry| told.is_none_or(|told| *entry > told));
                        changes.extend(rest.map(|entry| {
                            let behind = Spot::of(&span.act, line.ordinal, Some(entry));
                            of_body(&span.act, entry, behind)
                        }));
                    }
                }
            }
        }
        Ok(changes)
    }
}

const fn entry_of(line: &FeedLine) -> Option<ResourceId> {
    match line.subject {
        FeedSubject::Resource(id, _) => Some(id),
        FeedSubject::Organization(_) => None,
    }
}

fn of_entry(
    act: &LoggedAct,
    entry: ResourceId,
    about: &[&FeedLine],
    behind: Spot,
) -> ResourceChange {
    let turned: Vec<Turned> = about
        .iter()
        .filter_map(|line| match line.subject {
            FeedSubject::Resource(_, turned) => Some(turned),
            FeedSubject::Organization(_) => None,
        })
        .collect();
    let groups: BTreeSet<PublicGroup> = turned.iter().map(|one| one.group).collect();
    let kind = ChangeKind::of(&turned);
    let into = about.iter().find_map(|line| line.into);
    ResourceChange {
        seq: act.seq,
        at: act.at,
        resource: entry,
        kind,
        into: into.filter(|_| kind == ChangeKind::Merged),
        groups: groups.into_iter().collect(),
        cursor: behind.text(),
    }
}

fn of_body(act: &LoggedAct, entry: ResourceId, behind: Spot) -> ResourceChange {
    ResourceChange {
        seq: act.seq,
        at: act.at,
        resource: entry,
        kind: ChangeKind::Updated,
        into: None,
        groups: vec![PublicGroup::Organization],
        cursor: behind.text(),
    }
}
