//! What the desk and the agencies do in that year, and what the story remembers of it.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use chrono::{Days, Months, NaiveDate};
use renkei_app::App;
use renkei_app::directory::inquiry::SeenInquiry;
use renkei_app::directory::inquiry::begin::Begin;
use renkei_app::directory::inquiry::contact::DoneContact;
use renkei_app::directory::inquiry::view::{InquiryQuery, InquiryRow};
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::directory::freshness::{
    FieldGroup, Verification, VerificationMethod, VerificationOutcome,
};
use renkei_domain::directory::inquiry::{
    Contact, ContactOutcome, GroupState, Inquiry, NextStep, Reply, RoundKind,
};
use renkei_domain::ids::{ActId, InquiryContactId, InquiryId, ResourceId};
use renkei_domain::record::{Actor, Purpose, Source};
use renkei_domain::time::Instant;
use renkei_store::ActHeader;
use renkei_store::directory::resource::ResourceEntry;
use renkei_tests::World;
use renkei_tests::people::Somebody;
use renkei_tests::world::Database;
use uuid::Uuid;

use super::super::{agency, minato, version};
use super::astray::{COMES_BACK, UNREAD};
use crate::consent::{day, desk};
use crate::letters::invited::demo;
use crate::migrations::{line, resource};
use crate::record::fine;

/// The number of the first agency.
const FIRST: u128 = 100_000;

/// What an agency does that is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    AtOnce,
    /// At once too, but somebody of the desk types it in.
    TypedIn,
    /// Its mail comes back, and whoever phones then has the answer.
    Bounces,
    TheSecondTime,
    NotWilling,
    Never,
}

pub(super) fn manner(id: ResourceId) -> Manner {
    match (id.uuid().as_u128() - FIRST) % 40 {
        3 => Manner::Bounces,
        5 | 25 => Manner::TypedIn,
        17 | 37 => Manner::TheSecondTime,
        18 | 38 => Manner::NotWilling,
        19 | 39 => Manner::Never,
        _ => Manner::AtOnce,
    }
}

/// Whether somebody says in summer that its number leads elsewhere.
pub(super) fn is_reported(id: ResourceId) -> bool {
    (id.uuid().as_u128() - FIRST) % 40 == 23
}

/// Whether it agreed to be asked about free places every month.
pub(super) fn has_rhythm(id: ResourceId) -> bool {
    (id.uuid().as_u128() - FIRST).is_multiple_of(50)
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
    /// Every inquiry there was, with what it asked when it was seen first.
    pub(super) seen: BTreeMap<InquiryId, Inquiry>,
}

impl Year {
    /// Enters the agencies, each confirmed on another day before April, and every seventh never.
    pub(super) async fn begin(world: World) -> Self {
        let minato = minato(&world).await;
        let count = count(world.database);
        let ids: Vec<ResourceId> = (FIRST..FIRST + count).map(resource).collect();
        let mut year = Self {
            world,
            minato,
            ids,
            known: Known::new(),
            acts: 7_000_000,
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
            let mail = match manner(id) {
                Manner::Never => Some(UNREAD),
                Manner::Bounces => Some(COMES_BACK),
                _ => None,
            };
            (id, agency("きかれる会", mail), told)
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

    /// The desk presses until nobody is left.
    pub(super) async fn press(&mut self, app: &App) {
        let by = desk(&self.minato);
        loop {
            let begun = app.begin_inquiries(&by, demo(), Begin::AllDue);
            let begun = fine(fine(begun.await));
            if begun.left == 0 {
                break;
            }
        }
        for inquiry in self.at_work().await {
            self.seen.entry(inquiry.id).or_insert(inquiry);
        }
    }

    /// Those who answer at once do.
    pub(super) async fn answer_at_once(&mut self) {
        let today = self.today();
        let open = self.at_work().await.into_iter();
        // What was reported is typed in, which ends that it is reopened.
        let open = open.filter(|one| {
            manner(one.resource) == Manner::AtOnce && one.round.kind != RoundKind::Reopened
        });
        let open: Vec<Inquiry> = open.collect();
        for some in open.chunks(100) {
            let header = self.next_head();
            let some = some.to_vec();
            for inquiry in &some {
                for group in inquiry.asked() {
                    let known = (Some(today), None);
                    self.known.insert((inquiry.resource, group), known);
                }
            }
            let done = self
                .world
                .store
                .act::<(), Infallible, _>(&header, move |work| {
                    let some = some.clone();
                    Box::pin(async move {
                        for inquiry in &some {
                            let asked = inquiry.asked();
                            let contact = Contact {
                                id: InquiryContactId::from_uuid(inquiry.id.uuid()),
                                inquiry: inquiry.id,
                                channel: CallChannel::Phone,
                                outcome: ContactOutcome::Answered,
                                at: header.at,
                                by: None,
                                groups: asked.clone(),
                                note: None,
                            };
                            work.keep_inquiry_contact(inquiry, 0, (None, &contact))
                                .await?;
                            let told: Vec<_> = asked.iter().map(|one| told(*one, today)).collect();
                            work.add_verifications(inquiry.resource, &told).await?;
                            let states = asked.into_iter().map(|one| (one, GroupState::Confirmed));
                            let after = inquiry.clone().settled(states, header.at);
                            work.keep_inquiry(Some(inquiry), &after).await?;
                        }
                        Ok(())
                    })
                });
            fine(done.await);
        }
    }

    /// What the desk can do about the others today.
    pub(super) async fn ask_the_others(&mut self, app: &App) {
        let mut after = None;
        loop {
            let query = InquiryQuery {
                after,
                limit: Some(200),
                only_to_do: true,
            };
            let page = app.inquiries_due(&self.minato.principal, demo(), &query);
            let page = fine(fine(page.await));
            for row in &page.rows {
                self.ask(app, row).await;
            }
            after = page.next;
            if after.is_none() {
                break;
            }
        }
    }

    async fn ask(&mut self, app: &App, row: &InquiryRow) {
        let (Some(id), true) = (row.inquiry, self.ids.contains(&row.resource)) else {
            return;
        };
        let NextStep::Contact { channels } = &row.step else {
            return;
        };
        let inquiry = fine(fine(self.world.store.inquiry(id).await).ok_or("an inquiry"));
        let contacts = fine(self.world.store.inquiry_contacts([id]).await).remove(&id);
        let is_first = contacts.is_none_or(|contacts| contacts.is_empty());
        let by = desk(&self.minato);
        let seen = SeenInquiry {
            id,
            version: inquiry.version,
        };
        let (today, asked) = (self.today(), inquiry.asked());
        let answered_by = match manner(row.resource) {
            Manner::TheSecondTime => (!is_first).then_some(channels[0]),
            Manner::AtOnce | Manner::TypedIn | Manner::Bounces => Some(CallChannel::Phone),
            Manner::NotWilling | Manner::Never => None,
        };
        if let Some(channel) = answered_by {
            let reply = Reply::all_correct(asked.iter().copied());
            let version = version(&self.world, row.resource).await;
            let answer = app.record_inquiry_answer(&by, seen, version, channel, reply);
            fine(fine(answer.await));
            for group in asked {
                self.known
                    .insert((row.resource, group), (Some(today), None));
            }
            return;
        }
        let refuses = manner(row.resource) == Manner::NotWilling;
        let (channel, outcome) = if refuses {
            (CallChannel::Phone, ContactOutcome::Refused)
        } else {
            let outcome = match channels[0] {
                CallChannel::Phone => ContactOutcome::ReachedNobody,
                _ => ContactOutcome::Sent,
            };
            (channels[0], outcome)
        };
        let done = DoneContact {
            channel,
            outcome,
            note: None,
        };
        fine(fine(app.note_inquiry_contact(&by, seen, done).await));
        if refuses {
            self.in_vain(row.resource, &asked);
        }
    }

    fn in_vain(&mut self, id: ResourceId, groups: &[FieldGroup]) {
        let today = self.today();
        for group in groups {
            let known = self.known.entry((id, *group)).or_default();
            known.1 = Some(today);
        }
    }

    /// What nobody answered ends by itself, as the process looks every hour.
    pub(super) async fn end_silent(&mut self, app: &App) {
        let before = self.at_work().await;
        fine(app.end_silent_inquiries().await);
        let left: BTreeSet<InquiryId> = self.at_work().await.iter().map(|one| one.id).collect();
        for ended in before.iter().filter(|one| !left.contains(&one.id)) {
            assert_eq!(manner(ended.resource), Manner::Never);
            self.in_vain(ended.resource, &ended.asked());
        }
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
