//! What is asked again before its time: a mail or a letter did not arrive, a number was wrong, somebody learnt at a
//! conference or elsewhere that something is no longer so. It joins the inquiry that is open, or makes the agency due at
//! once.

use std::collections::HashMap;
use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::{Decision, decide, may};
use renkei_domain::conference::Conference;
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::directory::freshness::FieldGroup;
use renkei_domain::directory::inquiry::{
    AstrayWay, CapacityRhythm, Reopened, StaleBecause, target_of,
};
use renkei_domain::ids::{AccountId, ParticipantId, ResourceId};
use renkei_domain::record::Purpose;
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use renkei_store::{StoreFault, Work};

use super::{HeldEntry, InquiryRefusal, refuse};
use crate::App;
use crate::conference::read::ConferencesView;
use crate::directory::edit::owners_of;
use crate::directory::register::Outcome;
use crate::letters::Done;
use crate::writer::Writer;

/// Notes that groups of an entry are to be asked again, inside an act of whatever showed it. One that is closed is asked
/// nothing.
pub(crate) async fn reopened_in(
    work: &Work,
    resource: ResourceId,
    (groups, because): (&[FieldGroup], StaleBecause),
    (by, now): (Option<AccountId>, Instant),
) -> Result<(), StoreFault> {
    let Some(head) = work.head(resource).await? else {
        return Ok(());
    };
    if head.closure.is_some() {
        return Ok(());
    }
    let since = now.in_japan().date;
    let reopened = groups.iter().map(|group| Reopened {
        group: *group,
        because,
        since,
    });
    let reopened: Vec<Reopened> = reopened.collect();
    work.reopen_groups(resource, &reopened, by).await?;
    if let Some(inquiry) = work.inquiry_at_work(resource).await? {
        let joined = inquiry.clone().joined_by(groups);
        work.keep_inquiry(Some(&inquiry), &joined).await?;
    }
    Ok(())
}

/// Notes that something went astray to an agency, inside an act of whatever showed it: it is asked how it is reached, and
/// last by the way on which nobody of it was found, until the address or number changes.
pub(crate) async fn way_astray(
    work: &Work,
    resource: ResourceId,
    (channel, target): (CallChannel, Option<Line>),
    (by, now): (Option<AccountId>, Instant),
) -> Result<(), StoreFault> {
    let stale = (&[FieldGroup::Contact][..], StaleBecause::astray_by(channel));
    reopened_in(work, resource, stale, (by, now)).await?;
    let Some(target) = target else {
        return Ok(());
    };
    let way = AstrayWay { channel, target };
    let today = now.in_japan().date;
    work.note_astray_way(resource, &way, today).await
}

#[renkei_boxed::boxed]
impl App {
    /// The agencies of those who are called to a conference, as far as somebody may say of their entries that something is
    /// no longer so.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn correctable_at_conference(
        &self,
        by: &Principal,
        view: &ConferencesView,
        conference: &Conference,
    ) -> Result<HashMap<ParticipantId, ResourceId>, StoreFault> {
        let called = conference.participants.iter();
        let called = called.filter_map(|one| Some((one.id, view.agency_of(one)?)));
        let mut called: HashMap<ParticipantId, ResourceId> = called.collect();
        let ids: Vec<ResourceId> = called.values().copied().collect();
        let heads = self.store.heads(&ids).await?;
        let entries = self.store.resources(&ids).await?;
        called.retain(|_, id| {
            let entry = entries.iter().find(|entry| entry.id == *id);
            let head = heads.get(id).filter(|head| head.closure.is_none());
            head.zip(entry).is_some_and(|(head, entry)| {
                let object = Object::Resource(owners_of(head, &entry.facts));
                may(by, Action::ReportStale, &object)
            })
        });
        Ok(called)
    }

    /// Keeps what somebody met who works with an agency: that something of its entry is no longer so.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn report_stale(
        &self,
        writer: &Writer,
        resource: ResourceId,
        groups: Vec<FieldGroup>,
        because: StaleBecause,
    ) -> Outcome<(), InquiryRefusal> {
        if groups.is_empty() {
            return Ok(Err(InquiryRefusal::NoSuchPart));
        }
        let asked = format!("{resource} {groups:?} {}", because.code());
        let given = Arc::new((writer.principal.clone(), groups));
        let purpose = Purpose::ReportStale;
        let done =
            self.act_of::<Done, InquiryRefusal, _>(writer, purpose, &asked, move |work, header| {
                let given = Arc::clone(&given);
                Box::pin(async move {
                    let (principal, groups) = given.as_ref();
                    let Some(entry) = HeldEntry::take(work, resource).await? else {
                        return refuse(InquiryRefusal::NotFound);
                    };
                    let object = Object::Resource(owners_of(&entry.head, &entry.stored.facts));
                    match decide(principal, Action::ReportStale, &object) {
                        Decision::Allowed => {}
                        Decision::Hidden => return refuse(InquiryRefusal::NotFound),
                        decision => return refuse(InquiryRefusal::NotAllowed(decision)),
                    }
                    let by = (principal.account(), header.at);
                    reopened_in(work, resource, (groups.as_slice(), because), by).await?;
                    // A mail that came back is known without anybody: they have a letter in hand.
                    if because == StaleBecause::Bounced {
                        let letter = CallChannel::Letter;
                        let way = (letter, target_of(&entry.stored.facts, letter));
                        way_astray(work, resource, way, by).await?;
                    }
                    Ok(Done)
                })
            });
        Ok(done.await?.map(|Done| ()))
    }

    /// Keeps how often an agency agreed to be asked about free places: every so many months, or no more than others.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn agree_capacity_rhythm(
        &self,
        writer: &Writer,
        resource: ResourceId,
        months: Option<u32>,
    ) -> Outcome<(), InquiryRefusal> {
        let today = self.now().in_japan().date;
        let rhythm = months.map(|months| CapacityRhythm::every(months, today).ok_or(()));
        let Ok(rhythm) = rhythm.transpose() else {
            return Ok(Err(InquiryRefusal::Months));
        };
        let asked = format!("{resource} {months:?}");
        let principal = Arc::new(writer.principal.clone());
        let purpose = Purpose::AgreeCapacityRhythm;
        let done =
            self.act_of::<Done, InquiryRefusal, _>(writer, purpose, &asked, move |work, _| {
                let principal = Arc::clone(&principal);
                Box::pin(async move {
                    HeldEntry::take_for(work, &principal, resource).await?;
                    let mut standings = work.inquiry_standings(&[resource]).await?;
                    let before = standings.remove(&resource).and_then(|one| one.rhythm);
                    let (was, is) = (before.map(CapacityRhythm::months), months);
                    if was != is {
                        let by = principal.account();
                        work.keep_capacity_rhythm(resource, (before, rhythm), by)
                            .await?;
                    }
                    Ok(Done)
                })
            });
        Ok(done.await?.map(|Done| ()))
    }
}
