//! Getting in touch with an agency: a mail leaves by the courier, everything else by somebody's hand, who says so.

use std::sync::Arc;

use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::directory::freshness::VerificationOutcome;
use renkei_domain::directory::inquiry::{
    Contact, ContactOutcome, Inquiry, InquiryState, NextStep, StepFault, may_ask, target_of,
};
use renkei_domain::ids::{AccountId, InquiryContactId, LetterId};
use renkei_domain::letters::kind::LetterSubject;
use renkei_domain::outside::{Entropy, new_uuid};
use renkei_domain::record::Purpose;
use renkei_domain::text::Prose;
use renkei_domain::time::Instant;
use renkei_store::{Stop, StoreFault, Work};

use super::inside::MailInside;
use super::reopen::way_astray;
use super::{Held, InquiryRefusal, KeptInquiry, SeenInquiry, refuse};
use crate::App;
use crate::directory::register::Outcome;
use crate::writer::Writer;

/// What somebody did.
#[derive(Clone, PartialEq, Eq)]
pub struct DoneContact {
    /// By which way: FAX, phone or letter.
    pub channel: CallChannel,
    /// What came of it.
    pub outcome: ContactOutcome,
    /// What else is worth knowing.
    pub note: Option<Prose>,
}

/// What somebody noted may name people.
impl std::fmt::Debug for DoneContact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "DoneContact({} {})",
            self.channel.code(),
            self.outcome.code()
        )
    }
}

/// Prepares a mail about an inquiry whose entry is held locked, and queues it.
pub(super) async fn mail_in(
    work: &Work,
    inquiry: &Inquiry,
    place: usize,
    (now, by, entropy): (Instant, Option<AccountId>, &dyn Entropy),
) -> Result<(), StoreFault> {
    let contact = Contact {
        id: InquiryContactId::from_uuid(new_uuid(now, entropy)),
        inquiry: inquiry.id,
        channel: CallChannel::Mail,
        outcome: ContactOutcome::Prepared,
        at: now,
        by,
        groups: inquiry.asked(),
        note: None,
    };
    work.keep_inquiry_contact(inquiry, place, (None, &contact))
        .await?;
    let letter = LetterId::from_uuid(new_uuid(now, entropy));
    work.queue_letter(letter, LetterSubject::Inquiry(contact.id), now)
        .await
}

#[renkei_boxed::boxed]
impl App {
    /// Asks by mail, where that is due.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn mail_inquiry(
        &self,
        writer: &Writer,
        seen: SeenInquiry,
    ) -> Outcome<KeptInquiry, InquiryRefusal> {
        let given = Arc::new((writer.principal.clone(), Arc::clone(&self.entropy)));
        let asked = format!("{seen:?} mail");
        let purpose = Purpose::ContactInquiry;
        let kept = self.act_of(writer, purpose, &asked, move |work, header| {
            let given = Arc::clone(&given);
            Box::pin(async move {
                let (principal, entropy) = (&given.0, given.1.as_ref());
                let held = Held::take_seen(work, principal, seen).await?;
                if let Err(fault) = may_ask(&held.step(header.at), CallChannel::Mail) {
                    return refuse(fault);
                }
                let by = (header.at, principal.account(), entropy);
                mail_in(work, &held.inquiry, held.contacts.len(), by).await?;
                held.keep(work, &held.inquiry.clone().contacted()).await?;
                Ok(KeptInquiry(seen.id))
            })
        });
        let kept = kept.await?;
        self.wake_courier();
        Ok(kept)
    }

    /// Writes down that somebody asked by FAX, on the phone or by letter, and what came of it. A mail that did not leave is
    /// taken back by that.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn note_inquiry_contact(
        &self,
        writer: &Writer,
        seen: SeenInquiry,
        done: DoneContact,
    ) -> Outcome<KeptInquiry, InquiryRefusal> {
        let is_by_hand = !done.channel.is_carried() && done.outcome.fits(done.channel);
        if !is_by_hand {
            return Ok(Err(StepFault::NotSo.into()));
        }
        let asked = format!("{seen:?} {done:?} {}", text(done.note.as_ref()));
        let id = InquiryContactId::from_uuid(self.new_id());
        let given = Arc::new((writer.principal.clone(), done));
        let purpose = Purpose::ContactInquiry;
        self.act_of(writer, purpose, &asked, move |work, header| {
            let given = Arc::clone(&given);
            Box::pin(async move {
                let (principal, done) = given.as_ref();
                let mail = MailInside::hold(work, seen.id).await?;
                let mut held = Held::take_seen(work, principal, seen).await?;
                if let Err(fault) = may_ask(&held.step(header.at), done.channel) {
                    return refuse(fault);
                }
                mail.take_back(work, &mut held).await?;
                let contact = Contact {
                    id,
                    inquiry: seen.id,
                    channel: done.channel,
                    outcome: done.outcome,
                    at: header.at,
                    by: principal.account(),
                    groups: held.inquiry.asked(),
                    note: done.note.clone(),
                };
                let place = held.contacts.len();
                work.keep_inquiry_contact(&held.inquiry, place, (None, &contact))
                    .await?;
                after_contact(work, held, &contact, header.at).await?;
                Ok(KeptInquiry(seen.id))
            })
        })
        .await
    }

    /// Writes down what became later of a contact that had left: the FAX went astray, the letter came back, they do not want
    /// to answer.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn mark_inquiry_contact(
        &self,
        writer: &Writer,
        seen: SeenInquiry,
        contact: InquiryContactId,
        outcome: ContactOutcome,
        note: Option<Prose>,
    ) -> Outcome<KeptInquiry, InquiryRefusal> {
        let asked = format!(
            "{seen:?} {contact} {} {}",
            outcome.code(),
            text(note.as_ref())
        );
        let given = Arc::new((writer.principal.clone(), note));
        let purpose = Purpose::ContactInquiry;
        self.act_of(writer, purpose, &asked, move |work, header| {
            let given = Arc::clone(&given);
            Box::pin(async move {
                let (principal, note) = given.as_ref();
                let held = Held::take_seen(work, principal, seen).await?;
                marked(work, held, (contact, outcome, note.clone()), header.at).await
            })
        })
        .await
    }

    /// Ends an inquiry that is not to go on, with why: the agency asked for that on another way, or it was begun by mistake.
    /// What was reopened of it ends with it, and a mail that did not leave stays in the house. Where nobody was asked yet,
    /// the agency is due in the same round as before.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn call_off_inquiry(
        &self,
        writer: &Writer,
        seen: SeenInquiry,
        why: Prose,
    ) -> Outcome<KeptInquiry, InquiryRefusal> {
        let asked = format!("{seen:?} off {why}");
        let id = InquiryContactId::from_uuid(self.new_id());
        let given = Arc::new((writer.principal.clone(), why));
        let purpose = Purpose::EndInquiry;
        self.act_of(writer, purpose, &asked, move |work, header| {
            let given = Arc::clone(&given);
            Box::pin(async move {
                let (principal, why) = given.as_ref();
                let held = Held::take_seen(work, principal, seen).await?;
                if !held.inquiry.state.is_open() {
                    return refuse(StepFault::Over);
                }
                let by = (principal.account(), header.at);
                called_off(work, &held, (id, why), by).await?;
                let after = held.inquiry.clone();
                let after = after.ended(InquiryState::CalledOff, header.at);
                held.keep(work, &after).await?;
                Ok(KeptInquiry(seen.id))
            })
        })
        .await
    }
}

/// The contact that would have been next, with why it was called off: that stands among the others, and counts as none.
pub(super) async fn called_off(
    work: &Work,
    held: &Held,
    (id, why): (InquiryContactId, &Prose),
    (by, now): (Option<AccountId>, Instant),
) -> Result<(), StoreFault> {
    let mut contacts = held.contacts.iter().enumerate();
    let prepared = contacts.find(|(_, one)| one.outcome == ContactOutcome::Prepared);
    if let Some((place, before)) = prepared {
        let after = Contact {
            outcome: ContactOutcome::NotSent,
            note: Some(why.clone()),
            ..before.clone()
        };
        return work
            .keep_inquiry_contact(&held.inquiry, place, (Some(before), &after))
            .await;
    }
    let next = match held.step(now) {
        NextStep::Contact { channels } => channels.first().copied(),
        _ => held.contacts.last().map(|contact| contact.channel),
    };
    let contact = Contact {
        id,
        inquiry: held.inquiry.id,
        channel: next.unwrap_or(CallChannel::Phone),
        outcome: ContactOutcome::NotSent,
        at: now,
        by,
        groups: held.inquiry.asked(),
        note: Some(why.clone()),
    };
    let place = held.contacts.len();
    work.keep_inquiry_contact(&held.inquiry, place, (None, &contact))
        .await
}

fn text(note: Option<&Prose>) -> &str {
    note.map_or("", Prose::as_str)
}

/// A contact that had left with what became of it.
async fn marked(
    work: &Work,
    mut held: Held,
    (id, outcome, note): (InquiryContactId, ContactOutcome, Option<Prose>),
    now: Instant,
) -> Result<KeptInquiry, Stop<InquiryRefusal>> {
    if !held.inquiry.state.is_open() {
        return refuse(StepFault::Over);
    }
    let mut contacts = held.contacts.iter_mut().enumerate();
    let Some((place, contact)) = contacts.find(|(_, one)| one.id == id) else {
        return refuse(InquiryRefusal::NoSuchPart);
    };
    let is_new = outcome.is_astray() || outcome == ContactOutcome::Refused;
    if contact.outcome != ContactOutcome::Sent || !is_new || !outcome.fits(contact.channel) {
        return refuse(StepFault::NotSo);
    }
    let before = contact.clone();
    // When they were asked stays as it was; what is noted later joins what was noted.
    contact.outcome = outcome;
    contact.note = note.or(contact.note.take());
    let after = contact.clone();
    work.keep_inquiry_contact(&held.inquiry, place, (Some(&before), &after))
        .await?;
    let id = held.inquiry.id;
    after_contact(work, held, &after, now).await?;
    Ok(KeptInquiry(id))
}

/// What follows from a contact: a refusal ends the inquiry, an address or number that is wrong is asked about at once.
async fn after_contact(
    work: &Work,
    held: Held,
    contact: &Contact,
    now: Instant,
) -> Result<(), StoreFault> {
    if contact.outcome == ContactOutcome::Refused {
        let how = (InquiryState::Refused, VerificationOutcome::Refused);
        return held.end(work, how, (Some(contact.channel), now)).await;
    }
    held.keep(work, &held.inquiry.clone().contacted()).await?;
    if contact.outcome.is_astray() {
        lost(work, &held, contact, (contact.by, now)).await?;
    }
    Ok(())
}

/// What follows from a contact that went astray, whether the inquiry is over or not.
async fn lost(
    work: &Work,
    held: &Held,
    contact: &Contact,
    by: (Option<AccountId>, Instant),
) -> Result<(), StoreFault> {
    let target = target_of(&held.entry.stored.facts, contact.channel);
    let way = (contact.channel, target);
    way_astray(work, held.inquiry.resource, way, by).await
}

/// Writes down what became of a contact, inside an act of the courier or of a mail that came back; one that did not arrive
/// has the way to the agency asked about at once.
pub(crate) async fn contact_became(
    work: &Work,
    id: InquiryContactId,
    outcome: ContactOutcome,
    now: Instant,
) -> Result<bool, StoreFault> {
    let Some((inquiry, _)) = work.place_of_inquiry_contact(id).await? else {
        return Ok(false);
    };
    let Some(held) = Held::take(work, inquiry).await? else {
        return Ok(false);
    };
    let mut contacts = held.contacts.iter().enumerate();
    let Some((place, before)) = contacts.find(|(_, one)| one.id == id) else {
        return Ok(false);
    };
    let is_news = match outcome {
        ContactOutcome::Bounced => before.outcome != outcome,
        ContactOutcome::Sent | ContactOutcome::NotSent => matches!(
            before.outcome,
            ContactOutcome::Prepared | ContactOutcome::NotSent
        ),
        _ => false,
    };
    if !is_news {
        return Ok(false);
    }
    let after = Contact {
        outcome,
        // It was asked when it left.
        at: if outcome == ContactOutcome::Sent {
            now
        } else {
            before.at
        },
        ..before.clone()
    };
    work.keep_inquiry_contact(&held.inquiry, place, (Some(before), &after))
        .await?;
    if held.inquiry.state.is_open() {
        after_contact(work, held, &after, now).await?;
    } else if outcome.is_astray() {
        lost(work, &held, &after, (None, now)).await?;
    }
    Ok(true)
}
