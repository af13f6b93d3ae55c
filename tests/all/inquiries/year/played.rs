//! What the desk does in that year, and what the story remembers of it.

use std::collections::BTreeMap;
use std::convert::Infallible;

use chrono::{Days, Months, NaiveDate, TimeDelta};
use renkei_app::App;
use renkei_app::directory::inquiry::begin::Begin;
use renkei_domain::directory::freshness::{
    FieldGroup, Verification, VerificationMethod, VerificationOutcome,
};
use renkei_domain::directory::inquiry::{Inquiry, RoundKind};
use renkei_domain::directory::phone::Phone;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::ids::{ActId, InquiryId, ResourceId};
use renkei_domain::record::{Actor, Purpose, Source};
use renkei_domain::time::Instant;
use renkei_store::ActHeader;
use renkei_store::directory::resource::ResourceEntry;
use renkei_tests::World;
use renkei_tests::clock::japan;
use renkei_tests::people::Somebody;
use renkei_tests::world::Database;
use uuid::Uuid;

use super::super::{agency, minato};
use super::answers::address_of;
use crate::consent::{day, desk};
use crate::letters::invited::demo;
use crate::migrations::{line, resource};
use crate::record::fine;

/// The number of the first agency.
const FIRST: u128 = 100_000;

/// When the first round begins; whoever sits at the desk signed in an hour before.
pub(super) const BEGINS: &str = "2027-04-05";

/// The place of an agency among all of them.
pub(super) fn place_of(id: ResourceId) -> u128 {
    id.uuid().as_u128() - FIRST
}

/// Whether it agreed to be asked about free places every month.
pub(super) fn has_rhythm(id: ResourceId) -> bool {
    place_of(id).is_multiple_of(50)
}

/// What the directory has of an agency. No two have the same number, or look like one that was written down twice.
fn facts_of(id: ResourceId) -> ResourceFacts {
    let place = place_of(id);
    let number = |exchange: u32| Phone::published(line(&format!("072-{exchange}-{place:04}")));
    ResourceFacts {
        phones: vec![number(900)],
        fax: Some(number(901)),
        ..agency(&format!("きかれる会{place}"), address_of(id).as_deref())
    }
}

/// How many agencies there are: on a server, which takes longer for each act, fewer unless all of it is asked for.
fn count(database: Database) -> u128 {
    let is_full = std::env::var_os("RENKEI_TEST_FULL").is_some();
    match database {
        Database::Sqlite => 2_000,
        Database::PostgresC | Database::PostgresJa if is_full => 2_000,
        Database::PostgresC | Database::PostgresJa => 200,
    }
}

fn head(act: u128, at: Instant) -> ActHeader {
    ActHeader {
        id: ActId::from_uuid(Uuid::from_u128(act)),
        actor: Actor::System,
        at,
        source: Source::Command,
        purpose: Purpose::AnswerInquiry,
    }
}

fn told(group: FieldGroup, on: NaiveDate) -> Verification {
    Verification {
        group,
        verified_on: on,
        by_name: None,
        by_role: line("ネットワークの事務局"),
        method: VerificationMethod::Phone,
        outcome: VerificationOutcome::Confirmed,
    }
}

/// What is known of each part: when it was told last, and when it was asked about last in vain.
pub(super) type Known = BTreeMap<(ResourceId, FieldGroup), (Option<NaiveDate>, Option<NaiveDate>)>;

/// Everything that the story remembers beside the database.
pub(super) struct Year {
    pub(super) world: World,
    pub(super) minato: Somebody,
    pub(super) ids: Vec<ResourceId>,
    pub(super) known: Known,
    acts: u128,
    /// What is at work, as it was seen last.
    pub(super) waiting: BTreeMap<InquiryId, Inquiry>,
    /// Every inquiry there was, with what it asked when it was seen first.
    pub(super) seen: BTreeMap<InquiryId, Inquiry>,
}

impl Year {
    /// Enters the agencies, each confirmed on another day before April, and every seventh never.
    pub(super) async fn begin(world: World) -> Self {
        world.clock.set(japan(BEGINS, "09:00"));
        let minato = minato(&world).await;
        let count = count(world.database);
        let ids: Vec<ResourceId> = (FIRST..FIRST + count).map(resource).collect();
        let mut year = Self {
            world,
            minato,
            ids,
            known: Known::new(),
            acts: 7_000_000,
            waiting: BTreeMap::new(),
            seen: BTreeMap::new(),
        };
        let first = day("2026-06-01");
        for (place, id) in year.ids.clone().into_iter().enumerate() {
            let days = u64::try_from(place).unwrap_or_default() % 300;
            let on = first.checked_add_days(Days::new(days));
            for group in FieldGroup::ALL {
                let on = on.filter(|_| place % 7 != 0);
                year.known.insert((id, *group), (on, None));
            }
        }
        for some in year.ids.clone().chunks(100) {
            year.enter(some.to_vec()).await;
        }
        let by = desk(&year.minato);
        for id in year.ids.iter().filter(|id| has_rhythm(**id)) {
            let agreed = year.world.app.agree_capacity_rhythm(&by, *id, Some(1));
            fine(fine(agreed.await));
        }
        year
    }

    fn next_head(&mut self) -> ActHeader {
        self.acts += 1;
        head(self.acts, self.world.app.now())
    }

    async fn enter(&mut self, ids: Vec<ResourceId>) {
        let head = self.next_head();
        let entries = ids.into_iter().map(|id| {
            let told = FieldGroup::ALL
                .iter()
                .filter_map(|group| Some(told(*group, self.known.get(&(id, *group))?.0?)))
                .collect::<Vec<_>>();
            (id, facts_of(id), told)
        });
        let entries: Vec<_> = entries.collect();
        let done = self
            .world
            .store
            .act::<(), Infallible, _>(&head, move |work| {
                let entries = entries.clone();
                Box::pin(async move {
                    for (id, facts, told) in entries {
                        let entry = ResourceEntry {
                            id,
                            steward: Some(demo()),
                            facts,
                        };
                        work.register_resource(entry).await?;
                        work.add_verifications(id, &told).await?;
                    }
                    Ok(())
                })
            });
        fine(done.await);
    }

    pub(super) fn today(&self) -> NaiveDate {
        self.world.app.now().in_japan().date
    }

    pub(super) async fn at_work(&self) -> Vec<Inquiry> {
        fine(self.world.store.inquiries_at_work(Some(&self.ids)).await)
    }

    /// Looks what is at work now, and remembers what was not there before.
    pub(super) async fn look_what_waits(&mut self) {
        let at_work = self.at_work().await.into_iter();
        self.waiting = at_work.map(|inquiry| (inquiry.id, inquiry)).collect();
        for (id, inquiry) in &self.waiting {
            self.seen.entry(*id).or_insert_with(|| inquiry.clone());
        }
    }

    /// The desk presses until nobody is left.
    pub(super) async fn press(&mut self, app: &App) {
        let by = desk(&self.minato);
        let mut is_anybody_asked = false;
        loop {
            let begun = app.begin_inquiries(&by, demo(), Begin::AllDue);
            let begun = fine(fine(begun.await));
            is_anybody_asked |= begun.begun > 0;
            if begun.left == 0 {
                break;
            }
        }
        if is_anybody_asked {
            self.look_what_waits().await;
        }
    }

    /// The Monday on which the desk looks again: the next one, or the one after where nobody is asked now, but none of
    /// these days is left out.
    pub(super) fn next_look(&self, now: Instant, days: &[&str]) -> Instant {
        let weeks = if self.waiting.is_empty() { 2 } else { 1 };
        let next = now.plus(TimeDelta::weeks(weeks));
        let days = days.iter().map(|day| japan(day, "10:00"));
        let day = days.filter(|day| now < *day && *day < next).min();
        day.unwrap_or(next)
    }

    /// Which groups of an agency fall due before a day, by what the story remembers.
    fn due_before(&self, id: ResourceId, end: NaiveDate) -> Vec<FieldGroup> {
        let is_due = |group: &FieldGroup| {
            let (told, in_vain) = self.known.get(&(id, *group)).copied().unwrap_or_default();
            let months = Months::new(group.months_until_due());
            let due = match (told, in_vain) {
                (_, Some(day)) => day.checked_add_days(Days::new(21)),
                (Some(day), None) => day.checked_add_months(months),
                (None, None) => None,
            };
            due.is_none_or(|due| due < end)
        };
        let groups = FieldGroup::ALL.iter().copied();
        groups.filter(|group| is_due(group)).collect()
    }

    /// What each agency is to be asked in the round that begins today.
    pub(super) fn expected(&self, end: NaiveDate) -> BTreeMap<ResourceId, Vec<FieldGroup>> {
        let ids = self.ids.iter().filter(|id| !has_rhythm(**id));
        let due = ids.map(|id| (*id, self.due_before(*id, end)));
        due.filter(|(_, groups)| !groups.is_empty()).collect()
    }

    /// What was asked in a round.
    pub(super) fn asked_in(&self, kind: RoundKind) -> BTreeMap<ResourceId, Vec<FieldGroup>> {
        let round = self.seen.values().filter(|one| one.round.kind == kind);
        let asked = round.map(|one| {
            let groups = one.groups.iter().map(|asked| asked.group);
            let groups: Vec<FieldGroup> = groups.collect();
            (one.resource, groups)
        });
        asked.filter(|(id, _)| !has_rhythm(*id)).collect()
    }
}
