//! What is to be done about the entries of a network: whom to ask, whom to wait for, what came back. By the day on which
//! the oldest part fell due, then by how often the agency is needed.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use chrono::{NaiveDate, TimeDelta};
use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::may;
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::directory::few;
use renkei_domain::directory::freshness::FieldGroup;
use renkei_domain::directory::inquiry::{
    AstrayWay, Contact, EVERY_WAY, Inquiry, NextStep, RoundKind, Standing, next_step, ways_to_ask,
};
use renkei_domain::ids::{InquiryId, NetworkId, ResourceId};
use renkei_store::StoreFault;

use super::view::{InquiryPage, InquiryQuery, InquiryRow};
use super::{InquiryRefusal, allowed};
use crate::App;
use crate::directory::parts::{Parts, ReadResource};
use crate::directory::read::Viewer;
use crate::directory::register::Outcome;

/// Rows of a page, where nothing is said.
const ROWS: usize = 50;

/// The most rows of a page.
const MOST_ROWS: usize = 200;

/// Of how many days needs are counted.
const DAYS_OF_USE: i64 = 365;

/// What says of an entry how its agency is asked.
const HOW_ASKED: Parts = Parts {
    profile: true,
    ..Parts::NONE
};

/// The place of an agency on the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    /// What nobody ever asked about comes first.
    due: Option<NaiveDate>,
    used: Reverse<u64>,
    id: ResourceId,
}

impl Place {
    /// Small numbers are as none: the text of a place stands in an address, and whoever finds an agency before another there
    /// must not learn more than the list tells.
    fn of(due: Option<NaiveDate>, used: u64, id: ResourceId) -> Self {
        let used = Reverse(few::told(used).unwrap_or_default());
        Self { due, used, id }
    }

    fn text(self) -> String {
        let due = self.due.map(|day| day.to_string()).unwrap_or_default();
        format!("{due}.{}.{}", self.used.0, self.id)
    }

    /// Whatever is none begins the list.
    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let due = match parts.next()? {
            "" => None,
            day => Some(day.parse().ok()?),
        };
        Some(Self {
            due,
            used: Reverse(parts.next()?.parse().ok()?),
            id: parts.next()?.parse().ok()?,
        })
    }
}

/// An agency on the list, before it is put into words.
struct Listed {
    place: Place,
    round: RoundKind,
    groups: Vec<FieldGroup>,
    inquiry: Option<Inquiry>,
}

/// What the list of a network is made of.
struct Lists {
    rows: Vec<Listed>,
    standings: HashMap<ResourceId, Standing>,
    contacts: HashMap<InquiryId, Vec<Contact>>,
}

impl Lists {
    fn contacts_of(&self, inquiry: &Inquiry) -> &[Contact] {
        self.contacts.get(&inquiry.id).map_or(&[], Vec::as_slice)
    }

    /// Whether a row waits by itself on a day, if its agency is asked by some ways.
    fn waits(&self, row: &Listed, ways: &[CallChannel], today: NaiveDate) -> bool {
        let inquiry = row.inquiry.as_ref();
        inquiry.is_some_and(|inquiry| {
            is_idle(&next_step(inquiry, self.contacts_of(inquiry), ways, today))
        })
    }
}

/// Whether nobody can do anything now.
const fn is_idle(step: &NextStep) -> bool {
    matches!(step, NextStep::WaitUntil(_) | NextStep::Leaving)
}

#[renkei_boxed::boxed]
impl App {
    /// The networks whose agencies somebody may ask, with what they are called.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn networks_that_ask(
        &self,
        by: &Principal,
    ) -> Result<Vec<(NetworkId, String)>, StoreFault> {
        let networks = self.store.networks().await?.into_iter();
        let theirs =
            networks.filter(|network| may(by, Action::AskAgencies, &Object::Network(network.id)));
        let named = theirs.map(|network| (network.id, network.name.to_string()));
        Ok(named.collect())
    }

    /// A page of what is to be done about the entries of a network.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn inquiries_due(
        &self,
        by: &Principal,
        network: NetworkId,
        query: &InquiryQuery,
    ) -> Outcome<InquiryPage, InquiryRefusal> {
        if let Err(refusal) = allowed(by, network) {
            return Ok(Err(refusal));
        }
        let networks = self.store.networks().await?;
        let Some(named) = networks.into_iter().find(|one| one.id == network) else {
            return Ok(Err(InquiryRefusal::NotFound));
        };
        let today = self.now().in_japan().date;
        let mut lists = self.lists_of(network).await?;
        if query.only_to_do {
            self.keep_what_is_to_do(&mut lists, today).await?;
        }
        let to_begin = lists.rows.iter().filter(|row| row.inquiry.is_none());
        let (total, to_begin) = (lists.rows.len(), to_begin.count());
        let after = query.after.as_deref().and_then(Place::read);
        let limit = query.limit.unwrap_or(ROWS).clamp(1, MOST_ROWS);
        let first = after.map_or(0, |after| {
            lists.rows.partition_point(|row| row.place <= after)
        });
        let rest = lists.rows.get(first..).unwrap_or_default();
        let shown = rest.get(..limit).unwrap_or(rest);
        let next = shown.last().filter(|_| rest.len() > limit);
        Ok(Ok(InquiryPage {
            network,
            network_name: named.name.to_string(),
            today,
            rows: self.rows_of(&lists, shown, today).await?,
            total,
            to_begin,
            next: next.map(|row| row.place.text()),
        }))
    }

    /// The entries of a network that could be asked now, in the order of the list.
    pub(super) async fn due_to_begin(
        &self,
        network: NetworkId,
    ) -> Result<Vec<ResourceId>, StoreFault> {
        let lists = self.lists_of(network).await?;
        let due = lists.rows.iter().filter(|row| row.inquiry.is_none());
        Ok(due.map(|row| row.place.id).collect())
    }

    async fn lists_of(&self, network: NetworkId) -> Result<Lists, StoreFault> {
        let now = self.now();
        let today = now.in_japan().date;
        let ids = self.store.entries_kept_by(network).await?;
        let standings = self.store.inquiry_standings(&ids).await?;
        let at_work = self.store.inquiries_at_work(Some(&ids)).await?;
        let contacts = at_work.iter().map(|inquiry| inquiry.id);
        let contacts = self.store.inquiry_contacts(contacts).await?;
        let since = now.plus(-TimeDelta::days(DAYS_OF_USE));
        let uses = self.store.uses_of_entries(network, since).await?;
        let at_work = at_work.into_iter();
        let mut at_work: HashMap<ResourceId, Inquiry> =
            at_work.map(|inquiry| (inquiry.resource, inquiry)).collect();
        let mut rows = Vec::new();
        for id in ids {
            let Some(standing) = standings.get(&id) else {
                continue;
            };
            let inquiry = at_work.remove(&id);
            let asked = match &inquiry {
                Some(inquiry) => Some((inquiry.round, groups_at_work(inquiry))),
                None => standing.due(today),
            };
            let Some((round, groups)) = asked else {
                continue;
            };
            let used = uses.get(&id).copied().unwrap_or_default();
            let place = Place::of(standing.oldest_due(&groups), used, id);
            rows.push(Listed {
                place,
                round: round.kind,
                groups,
                inquiry,
            });
        }
        rows.sort_by_key(|row| row.place);
        Ok(Lists {
            rows,
            standings,
            contacts,
        })
    }

    /// Leaves of a list what somebody can do something about on a day.
    async fn keep_what_is_to_do(
        &self,
        lists: &mut Lists,
        today: NaiveDate,
    ) -> Result<(), StoreFault> {
        let all: &Lists = lists;
        let waits = |row: &&Listed| all.waits(row, &EVERY_WAY, today);
        let waiting = all.rows.iter().filter(waits);
        let mut idle: HashSet<ResourceId> = waiting.map(|row| row.place.id).collect();
        // While the link of a mail opens, those alone wait whom nobody can ask by another way: of them the ways count.
        let is_unclear =
            |row: &&Listed| !all.waits(row, &EVERY_WAY, today) && all.waits(row, &[], today);
        let unclear: Vec<&Listed> = all.rows.iter().filter(is_unclear).collect();
        if !unclear.is_empty() {
            let ids: Vec<ResourceId> = unclear.iter().map(|row| row.place.id).collect();
            let read = self.read_resources(&Viewer::Anonymous, &ids, HOW_ASKED);
            let read = read.await?;
            let astray = self.store.astray_ways(&ids).await?;
            for (row, entry) in unclear.into_iter().zip(read) {
                let id = row.place.id;
                let known = entry.as_ref().map(|entry| (entry, astray.get(&id)));
                if known.is_some_and(|known| is_idle(&step_of(all, row, known, today))) {
                    idle.insert(id);
                }
            }
        }
        lists.rows.retain(|row| !idle.contains(&row.place.id));
        Ok(())
    }

    async fn rows_of(
        &self,
        lists: &Lists,
        shown: &[Listed],
        today: NaiveDate,
    ) -> Result<Vec<InquiryRow>, StoreFault> {
        let ids: Vec<ResourceId> = shown.iter().map(|row| row.place.id).collect();
        let read = self.read_resources(&Viewer::Anonymous, &ids, HOW_ASKED);
        let read = read.await?;
        let astray = self.store.astray_ways(&ids).await?;
        let rows = shown.iter().zip(read).filter_map(|(row, entry)| {
            let (entry, id) = (entry?, row.place.id);
            let standing = lists.standings.get(&id)?;
            let is_asked = |group: FieldGroup| row.groups.contains(&group);
            let groups = standing.groups.iter().filter(|one| is_asked(one.group));
            let reopened = standing.reopened.iter().filter(|one| is_asked(one.group));
            Some(InquiryRow {
                resource: id,
                name: entry.facts.name.clone(),
                kind: entry.facts.kind_in_words(),
                round: row.round,
                groups: groups.copied().collect(),
                reopened: reopened.copied().collect(),
                due: row.place.due,
                used: row.place.used.0,
                inquiry: row.inquiry.as_ref().map(|inquiry| inquiry.id),
                step: step_of(lists, row, (&entry, astray.get(&id)), today),
            })
        });
        Ok(rows.collect())
    }
}

/// What an inquiry is still about: what nobody answered or decided, and all of it where only wishes wait.
fn groups_at_work(inquiry: &Inquiry) -> Vec<FieldGroup> {
    let mut groups = inquiry.asked();
    groups.extend(inquiry.proposed());
    if groups.is_empty() {
        groups.extend(inquiry.groups.iter().map(|one| one.group));
    }
    groups.sort_unstable();
    groups
}

fn step_of(
    lists: &Lists,
    row: &Listed,
    (entry, astray): (&ReadResource, Option<&Vec<AstrayWay>>),
    today: NaiveDate,
) -> NextStep {
    let astray = astray.map_or(&[][..], Vec::as_slice);
    let policy = entry
        .profile
        .as_ref()
        .map(|profile| &profile.contact_policy);
    let channels = policy.map_or_else(Vec::new, |policy| ways_to_ask(&entry.facts, policy, astray));
    match &row.inquiry {
        Some(inquiry) => next_step(inquiry, lists.contacts_of(inquiry), &channels, today),
        None if channels.is_empty() => NextStep::NoWay,
        None => NextStep::Contact { channels },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_of_an_agency_tells_no_small_number() {
        let id = ResourceId::from_uuid(uuid::Uuid::from_u128(1));
        let text = |used| Place::of(None, used, id).text();
        for few in [1, 2] {
            assert_eq!(text(few), text(0));
        }
        assert_ne!(text(3), text(0));
        assert_eq!(Place::read(&text(12)), Some(Place::of(None, 12, id)));
    }
}
