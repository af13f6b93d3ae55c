//! お確かめ: asking the agencies of a network whether their entries are still so. The coordinators press; nothing is asked
//! by itself. [`list`] shows what is to be done, [`begin`] begins, [`read`] shows one inquiry, [`contact`] keeps each time
//! of getting in touch, [`answer`] what the agency says to somebody and [`link`] what it says by the link of a mail,
//! [`settle`] puts what it proposed into the directory, [`reopen`] notes what is to be asked again before its time,
//! `merged` says what becomes of it where two entries become one, [`silent`] ends by itself what nobody answered, and
//! `closed` what is asked of an entry that closes.
//!
//! Whose entry it is decides who may: the network that keeps it today.

use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::{Decision, decide};
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::directory::freshness::{FieldGroup, Verification, VerificationOutcome};
use renkei_domain::directory::inquiry::{
    AstrayWay, Contact, ContactOutcome, Inquiry, InquiryState, NextStep, is_astray, method_of,
    next_step, ways_to_ask,
};
use renkei_domain::ids::{InquiryId, NetworkId, ResourceId};
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use renkei_store::directory::head::ResourceHead;
use renkei_store::directory::profile::Audience;
use renkei_store::directory::resource::StoredResource;
use renkei_store::{Stop, StoreFault, Work};

use crate::directory::edit::EditRefusal;
use crate::writer::Answer;

pub mod answer;
pub(crate) mod astray;
pub mod begin;
pub(crate) mod closed;
pub mod contact;
mod forgotten;
mod inside;
pub mod link;
pub mod list;
pub(crate) mod merged;
pub mod read;
pub mod refusal;
pub mod reopen;
pub mod settle;
pub mod silent;
pub mod view;

pub use refusal::{InquiryRefusal, LinkRefusal};

/// An inquiry as somebody saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeenInquiry {
    /// Which.
    pub id: InquiryId,
    /// In which version.
    pub version: i64,
}

/// An inquiry that was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptInquiry(pub InquiryId);

impl Answer for KeptInquiry {
    fn to_text(&self) -> String {
        self.0.to_string()
    }

    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }
}

/// A refusal inside an act.
fn refuse<T>(refusal: impl Into<InquiryRefusal>) -> Result<T, Stop<InquiryRefusal>> {
    Err(Stop::Refused(refusal.into()))
}

/// What an edit of the entry is refused for.
fn of_edit(stop: Stop<EditRefusal>) -> Stop<InquiryRefusal> {
    match stop {
        Stop::Fault(fault) => Stop::Fault(fault),
        Stop::Refused(EditRefusal::Invalid(faults)) => {
            Stop::Refused(InquiryRefusal::Invalid(faults))
        }
        Stop::Refused(EditRefusal::Changed { .. }) => Stop::Refused(InquiryRefusal::Changed),
        Stop::Refused(refusal) => Stop::Refused(InquiryRefusal::Edit(refusal)),
    }
}

/// Refuses whoever may not ask the agencies of a network.
fn allowed(principal: &Principal, network: NetworkId) -> Result<(), InquiryRefusal> {
    match decide(principal, Action::AskAgencies, &Object::Network(network)) {
        Decision::Allowed => Ok(()),
        Decision::Hidden => Err(InquiryRefusal::NotFound),
        decision => Err(InquiryRefusal::NotAllowed(decision)),
    }
}

/// An entry that is held locked, with the ways by which its agency is asked.
struct HeldEntry {
    head: ResourceHead,
    stored: StoredResource,
    ways: Vec<CallChannel>,
    /// On which ways something went astray.
    astray: Vec<AstrayWay>,
}

impl HeldEntry {
    /// Locks an entry and reads it; nothing where there is none.
    async fn take(work: &Work, id: ResourceId) -> Result<Option<Self>, StoreFault> {
        let head = work.head(id).await?;
        let stored = work.resource(id).await?;
        let (Some(head), Some(stored)) = (head, stored) else {
            return Ok(None);
        };
        let profile = work.profile(id, &Audience::Public).await?;
        let astray = work.astray_ways(id).await?;
        let ways = ways_to_ask(&stored.facts, &profile.contact_policy, &astray);
        Ok(Some(Self {
            head,
            stored,
            ways,
            astray,
        }))
    }

    /// Whether whoever begins to ask writes a mail by the same press: not to where nobody was found.
    fn is_mailed_at_once(&self) -> bool {
        let mail = CallChannel::Mail;
        self.ways.first() == Some(&mail) && !is_astray(&self.stored.facts, &self.astray, mail)
    }

    /// The same for somebody who may ask it, with the network that keeps it.
    async fn take_for(
        work: &Work,
        principal: &Principal,
        id: ResourceId,
    ) -> Result<(Self, NetworkId), Stop<InquiryRefusal>> {
        let Some(entry) = Self::take(work, id).await? else {
            return refuse(InquiryRefusal::NotFound);
        };
        let Some(network) = entry.head.steward else {
            return refuse(InquiryRefusal::NotFound);
        };
        match allowed(principal, network) {
            Ok(()) => Ok((entry, network)),
            Err(refusal) => refuse(refusal),
        }
    }
}

/// An inquiry with all that decides about it, its entry held locked.
struct Held {
    entry: HeldEntry,
    inquiry: Inquiry,
    contacts: Vec<Contact>,
}

impl Held {
    /// By its id, whoever asks; nothing where there is none.
    async fn take(work: &Work, id: InquiryId) -> Result<Option<Self>, StoreFault> {
        let Some(known) = work.inquiry(id).await? else {
            return Ok(None);
        };
        let Some(entry) = HeldEntry::take(work, known.resource).await? else {
            return Ok(None);
        };
        // Again behind the lock: somebody may have written meanwhile.
        let Some(inquiry) = work.inquiry(id).await? else {
            return Ok(None);
        };
        let contacts = work.inquiry_contacts(id).await?;
        Ok(Some(Self {
            entry,
            inquiry,
            contacts,
        }))
    }

    /// The same for somebody who may write, and saw the version that stands.
    async fn take_seen(
        work: &Work,
        principal: &Principal,
        seen: SeenInquiry,
    ) -> Result<Self, Stop<InquiryRefusal>> {
        let Some(held) = Self::take(work, seen.id).await? else {
            return refuse(InquiryRefusal::NotFound);
        };
        let Some(network) = held.entry.head.steward else {
            return refuse(InquiryRefusal::NotFound);
        };
        if let Err(refusal) = allowed(principal, network) {
            return refuse(refusal);
        }
        if held.inquiry.version != seen.version {
            return refuse(InquiryRefusal::Changed);
        }
        Ok(held)
    }

    /// What is to be done about it on a day.
    fn step(&self, now: Instant) -> NextStep {
        let today = now.in_japan().date;
        next_step(&self.inquiry, &self.contacts, &self.entry.ways, today)
    }

    /// Keeps the inquiry as it is now. One that ended takes with it what was reopened of what it asked.
    async fn keep(&self, work: &Work, after: &Inquiry) -> Result<(), StoreFault> {
        work.keep_inquiry(Some(&self.inquiry), after).await?;
        if after.state.is_open() {
            return Ok(());
        }
        let groups: Vec<FieldGroup> = after.groups.iter().map(|one| one.group).collect();
        work.end_reopened(after.resource, &groups).await
    }

    /// Ends it without an answer, and writes down of what is still asked that nothing was told.
    async fn end(
        &self,
        work: &Work,
        (state, outcome): (InquiryState, VerificationOutcome),
        (channel, now): (Option<CallChannel>, Instant),
    ) -> Result<(), StoreFault> {
        let last = self.contacts.iter().rfind(|contact| {
            use ContactOutcome::{NotSent, Prepared};
            !matches!(contact.outcome, Prepared | NotSent)
        });
        let last = last.map(|contact| contact.channel);
        // Whom nobody could ask by any way, since nothing left the house, gave no answer.
        if let Some(channel) = channel.or(last) {
            let groups = self.inquiry.asked();
            let told = Told {
                channel,
                by: by_the_network(),
                now,
            };
            told.write(work, self.inquiry.resource, &groups, outcome)
                .await?;
        }
        self.keep(work, &self.inquiry.clone().ended(state, now))
            .await
    }
}

/// How something was told of an entry.
struct Told {
    channel: CallChannel,
    by: Line,
    now: Instant,
}

impl Told {
    /// Writes down what was told of some groups.
    async fn write(
        &self,
        work: &Work,
        resource: ResourceId,
        groups: &[FieldGroup],
        outcome: VerificationOutcome,
    ) -> Result<(), StoreFault> {
        let verifications = groups.iter().map(|group| Verification {
            group: *group,
            verified_on: self.now.in_japan().date,
            // Who of the desk asked stands with the contact; pages tell which side it was.
            by_name: None,
            by_role: self.by.clone(),
            method: method_of(self.channel),
            outcome,
        });
        let verifications: Vec<Verification> = verifications.collect();
        work.add_verifications(resource, &verifications).await
    }
}

#[expect(clippy::expect_used, reason = "short lines without control characters")]
fn by_the_network() -> Line {
    Line::parse("ネットワークの事務局").expect("a short line")
}

#[expect(clippy::expect_used, reason = "short lines without control characters")]
fn by_the_agency() -> Line {
    Line::parse("この機関（リンクでの答え）").expect("a short line")
}
