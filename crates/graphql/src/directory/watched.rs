//! Watching the directory: the changes of the feed as they come, narrowed to those that somebody wants.

use std::collections::BTreeSet;

use async_graphql::{Context, ID, InputObject, Result};
use renkei_app::directory::changed::ResourceChange;
use renkei_app::directory::search::{Parts, ReferenceTables};
use renkei_domain::directory::changed::PublicGroup;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::ids::ResourceId;

use super::changed::{ResourceChangeType, leads_nowhere};
use super::filter::{known, plain};
use super::loaded::{Asked, ours};
use super::parts;
use super::queries::read;
use super::resource::Resource;
use crate::closed_list::Word;
use crate::failure::bad_filter;
use crate::node::resource_of;
use crate::scalars::CodeScalar;
use crate::subscription::{Found, Look, Mark};

/// How many changes are told by one look at most.
const AT_ONCE: u16 = 100;

/// Which changes of the directory are told. Every part that is given must hold, inside a list any value may. A part
/// that is left out, null or an empty list narrows nothing. Lists take at most 250 values: a longer one refuses the whole
/// call with code `INPUT_LIMIT`. What else cannot be used is an error with code `BAD_FILTER` whose `extensions.field`
/// names the part.
#[derive(Debug, Default, InputObject)]
#[graphql(name = "ResourceChangedFilter")]
pub(crate) struct ChangedFilterInput {
    /// Only what becomes of these entries, by their global ids.
    resource_ids: Option<Vec<ID>>,
    /// Only where one of these parts stands otherwise than before.
    changed: Option<Vec<Word<PublicGroup>>>,
    /// Only of entries that are of one of these kinds by now. What is gone, or became part of another entry, is told
    /// whatever it was, so that a copy can let go of it.
    kinds: Option<Vec<Word<ResourceKind>>>,
    /// Only of entries that stand in one of these municipalities by now (所在する); a city stands for its wards. What is
    /// gone, or became part of another entry, is told wherever it stood. One that moves away is told no more: to keep a
    /// copy of a region, leave this out.
    municipality_codes: Option<Vec<CodeScalar>>,
}

/// Which changes are told.
struct Wanted {
    entries: BTreeSet<ResourceId>,
    groups: Vec<PublicGroup>,
    kinds: Vec<ResourceKind>,
    places: BTreeSet<MunicipalityCode>,
}

impl ChangedFilterInput {
    fn into_wanted(self, reference: &ReferenceTables) -> Result<Wanted> {
        let entries = self.resource_ids.unwrap_or_default();
        let entry = |id: &ID| {
            resource_of(id).ok_or_else(|| {
                bad_filter(
                    "resourceIds",
                    "This is the id of no entry: take it from `Resource.id`.",
                )
            })
        };
        let codes = known(self.municipality_codes, reference)?;
        Ok(Wanted {
            entries: entries.iter().map(entry).collect::<Result<_>>()?,
            groups: plain(self.changed),
            kinds: plain(self.kinds),
            places: reference.municipalities.families(&codes),
        })
    }
}

impl Wanted {
    /// Whether the entry has to be looked at.
    fn asks_for_entries(&self) -> bool {
        !self.kinds.is_empty() || !self.places.is_empty()
    }

    fn is_told(&self, change: &ResourceChange, entry: Option<&Resource>) -> bool {
        let is_about = self.entries.is_empty() || self.entries.contains(&change.resource);
        let touches = |group: &PublicGroup| self.groups.contains(group);
        is_about
            && (self.groups.is_empty() || change.groups.iter().any(touches))
            && self.is_where_it_was(change, entry)
    }

    /// Whether the entry is one of those that are watched. One that is not there any more, or not by itself, may have
    /// been.
    fn is_where_it_was(&self, change: &ResourceChange, entry: Option<&Resource>) -> bool {
        let Some((id, facts)) = entry.map(Resource::stands) else {
            return true;
        };
        let place = facts.address.as_ref().and_then(|at| at.municipality);
        id != change.resource
            || ((self.kinds.is_empty() || self.kinds.contains(&facts.kind))
                && (self.places.is_empty()
                    || place.is_some_and(|place| self.places.contains(&place))))
    }
}

/// The changes behind the mark of the look; of the first look those behind `since`, where it is given.
pub(crate) async fn resource_changed(
    ctx: &Context<'_>,
    look: &Look,
    filter: ChangedFilterInput,
    since: Option<String>,
) -> Result<Vec<ResourceChangeType>> {
    let asked = Asked::of(ctx)?;
    let reference = asked.reference().await?;
    let wanted = filter.into_wanted(&reference)?;
    let since = look.cursor().map(str::to_owned).or(since);
    let newest = ours(asked.app.newest_change().await)?;
    let Some(since) = since.filter(|since| *since != newest) else {
        look.note(Found::nothing(Mark::Feed(newest)));
        return Ok(Vec::new());
    };
    let page = ours(asked.app.resource_changes(Some(&since), AT_ONCE).await)?;
    let page = page.map_err(leads_nowhere)?;
    let shown = parts::of_change(ctx);
    let read_for = match shown {
        None if wanted.asks_for_entries() => Some(Parts::NONE),
        shown => shown,
    };
    let entries = match read_for {
        Some(parts) => {
            let ids = page.changes.iter().map(|change| Some(change.resource));
            let ids: Vec<_> = ids.collect();
            read(asked, &ids, parts).await?
        }
        None => page.changes.iter().map(|_| None).collect(),
    };
    let mut told = Vec::new();
    let mut marks = Vec::new();
    for (change, entry) in page.changes.into_iter().zip(entries) {
        if wanted.is_told(&change, entry.as_ref()) {
            marks.push(Mark::Feed(change.cursor.clone()));
            told.push(ResourceChangeType::new(change, entry));
        }
    }
    look.note(Found::Told(marks, Mark::Feed(page.end), page.has_next));
    Ok(told)
}

#[cfg(test)]
mod tests {
    use renkei_domain::directory::changed::ChangeKind;
    use renkei_domain::time::Instant;

    use super::*;

    fn entry(last: &str) -> ResourceId {
        let id = format!("01932f00-0000-7002-8000-00000000030{last}");
        id.parse().expect("an id")
    }

    fn change(last: &str, groups: &[PublicGroup]) -> ResourceChange {
        ResourceChange {
            seq: 1,
            at: Instant::from_micros(0),
            resource: entry(last),
            kind: ChangeKind::Updated,
            into: None,
            groups: groups.to_vec(),
            cursor: String::new(),
        }
    }

    #[test]
    fn what_is_gone_is_told_to_whoever_may_have_had_it() {
        let all = || Wanted {
            entries: BTreeSet::new(),
            groups: Vec::new(),
            kinds: Vec::new(),
            places: BTreeSet::new(),
        };
        let one = change("1", &[PublicGroup::Facts, PublicGroup::Capacity]);
        assert!(all().is_told(&one, None));
        let kinds = Wanted {
            kinds: vec![ResourceKind::ALL[0]],
            ..all()
        };
        assert!(kinds.is_told(&one, None) && kinds.asks_for_entries());
        let groups = |group| Wanted {
            groups: vec![group],
            ..all()
        };
        assert!(groups(PublicGroup::Capacity).is_told(&one, None));
        assert!(!groups(PublicGroup::Notices).is_told(&one, None));
        let other = Wanted {
            entries: BTreeSet::from([entry("2")]),
            ..all()
        };
        assert!(!other.is_told(&one, None) && !other.asks_for_entries());
    }
}
