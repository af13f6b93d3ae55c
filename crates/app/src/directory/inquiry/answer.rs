//! What an agency says to somebody of the desk: on the phone, on a sheet that came back by FAX or post, in a mail of its own.
//! What was said with a value of its own goes into the directory in the same act; what was said in words waits until
//! somebody put it there.

use std::sync::Arc;

use renkei_domain::access::principal::Principal;
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::directory::freshness::{FieldGroup, VerificationOutcome};
use renkei_domain::directory::inquiry::{
    Contact, ContactOutcome, GroupState, Inquiry, InquiryAnswer, ProposedValue, Reply, Said,
    StepFault, Wished, may_ask,
};
use renkei_domain::ids::{AccountId, InquiryAnswerId, InquiryContactId};
use renkei_domain::record::Purpose;
use renkei_domain::time::Instant;
use renkei_store::{ActHeader, Stop, StoreFault, Work};
use uuid::Uuid;

use super::settle::Taking;
use super::{Held, InquiryRefusal, KeptInquiry, SeenInquiry, Told, by_the_network, refuse};
use crate::App;
use crate::directory::register::Outcome;
use crate::writer::Writer;

/// Everything that is given beforehand.
struct Given {
    principal: Principal,
    seen: SeenInquiry,
    /// The version of the entry that they saw.
    version: i64,
    channel: CallChannel,
    reply: Reply,
    /// Of the answer, and of the contact that may stand beside it.
    ids: (Uuid, Uuid),
}

/// Refuses a reply that says nothing, or of what was not asked.
pub(super) fn fits(reply: &Reply, inquiry: &Inquiry) -> Result<(), InquiryRefusal> {
    reply.checked()?;
    let mut groups = reply.groups.iter();
    if groups.any(|answered| !inquiry.asks_about(answered.group)) {
        return Err(InquiryRefusal::NoSuchPart);
    }
    Ok(())
}

/// The groups of a reply that were said to be correct.
pub(super) fn correct(reply: &Reply) -> Vec<FieldGroup> {
    let groups = reply.groups.iter();
    let correct = groups.filter(|answered| answered.said == Said::Correct);
    correct.map(|answered| answered.group).collect()
}

#[renkei_boxed::boxed]
impl App {
    /// Writes down what the agency answered to somebody. Values that they named go into the directory; what they said in
    /// words is proposed. `version` is that of the entry beside which it was typed in.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn record_inquiry_answer(
        &self,
        writer: &Writer,
        seen: SeenInquiry,
        version: i64,
        channel: CallChannel,
        reply: Reply,
    ) -> Outcome<KeptInquiry, InquiryRefusal> {
        if !channel.has_target() {
            return Ok(Err(StepFault::NotSo.into()));
        }
        let asked = format!("{seen:?} {} {}", channel.code(), reply.asked());
        let given = Arc::new(Given {
            principal: writer.principal.clone(),
            seen,
            version,
            channel,
            reply,
            ids: (self.new_id(), self.new_id()),
        });
        let app = self.clone();
        let purpose = Purpose::AnswerInquiry;
        self.act_of(writer, purpose, &asked, move |work, header| {
            let (app, given) = (app.clone(), Arc::clone(&given));
            Box::pin(async move { app.recorded_in(work, &header, &given).await })
        })
        .await
    }

    async fn recorded_in(
        &self,
        work: &Work,
        header: &ActHeader,
        given: &Given,
    ) -> Result<KeptInquiry, Stop<InquiryRefusal>> {
        let (reply, now) = (&given.reply, header.at);
        let mut held = Held::take_seen(work, &given.principal, given.seen).await?;
        if !held.inquiry.state.is_open() {
            return refuse(StepFault::Over);
        }
        // Nobody confirms what they did not see.
        if held.entry.stored.version != given.version {
            return refuse(InquiryRefusal::Changed);
        }
        if let Err(refusal) = fits(reply, &held.inquiry) {
            return refuse(refusal);
        }
        let answer = InquiryAnswer {
            id: InquiryAnswerId::from_uuid(given.ids.0),
            inquiry: held.inquiry.id,
            at: now,
            channel: given.channel,
            taken_by: given.principal.account(),
            reply: reply.clone(),
            taken: Some(reply.wished()),
        };
        work.add_inquiry_answer(&held.inquiry, &answer).await?;
        let answers = work.inquiry_answers(held.inquiry.id).await?;
        let id = InquiryContactId::from_uuid(given.ids.1);
        let by = (id, given.principal.account(), now);
        reached(work, &mut held, given.channel, by).await?;
        let taken: Vec<(FieldGroup, &[ProposedValue])> = reply
            .groups
            .iter()
            .filter_map(|answered| match &answered.said {
                Said::Changed {
                    values,
                    words: None,
                } => Some((answered.group, values.as_slice())),
                _ => None,
            })
            .collect();
        let values = taken.iter().flat_map(|(_, values)| values.iter());
        let taking = Taking {
            principal: &given.principal,
            version: given.version,
            said_at: now,
            wished: reply.wished(),
        };
        self.take_in((work, header), &held, taking, values.cloned().collect())
            .await?;
        let told = Told {
            channel: given.channel,
            by: by_the_network(),
            now,
        };
        let resource = held.inquiry.resource;
        told.write(
            work,
            resource,
            &correct(reply),
            VerificationOutcome::Confirmed,
        )
        .await?;
        let changed: Vec<FieldGroup> = taken.iter().map(|(group, _)| *group).collect();
        told.write(work, resource, &changed, VerificationOutcome::Changed)
            .await?;
        let mut rest = reply.clone();
        rest.groups.retain(|one| !changed.contains(&one.group));
        let changed = changed.into_iter();
        let changed = changed.map(|group| (group, GroupState::Changed));
        // What came by a link before and was not decided about waits on.
        let wishes = Wished::waiting(&answers).into();
        let after = held.inquiry.clone().settled(changed, now);
        let after = after.answered(&rest, wishes, now);
        held.keep(work, &after).await?;
        Ok(KeptInquiry(held.inquiry.id))
    }
}

/// Notes with an answer by which contact it came: the last one by that way, or a call that was due and was answered at once.
/// Whoever answers of themselves was not asked anew.
pub(super) async fn reached(
    work: &Work,
    held: &mut Held,
    channel: CallChannel,
    (id, by, now): (InquiryContactId, Option<AccountId>, Instant),
) -> Result<(), StoreFault> {
    let step = held.step(now);
    let mut contacts = held.contacts.iter_mut().enumerate().rev();
    let by_it = contacts.find(|(_, one)| one.channel == channel && one.outcome.counts());
    if let Some((place, contact)) = by_it {
        if contact.outcome == ContactOutcome::Answered {
            return Ok(());
        }
        let before = contact.clone();
        contact.outcome = ContactOutcome::Answered;
        let after = contact.clone();
        return work
            .keep_inquiry_contact(&held.inquiry, place, (Some(&before), &after))
            .await;
    }
    if may_ask(&step, channel).is_err() {
        return Ok(());
    }
    let contact = Contact {
        id,
        inquiry: held.inquiry.id,
        channel,
        outcome: ContactOutcome::Answered,
        at: now,
        by,
        groups: held.inquiry.asked(),
        note: None,
    };
    let place = held.contacts.len();
    work.keep_inquiry_contact(&held.inquiry, place, (None, &contact))
        .await?;
    held.contacts.push(contact);
    Ok(())
}
