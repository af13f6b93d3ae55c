//! Making two entries into one.

use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::directory::edit::FactEdit;
use renkei_domain::directory::inquiry::InquiryState;
use renkei_domain::directory::merging::{self, Choices, Question, Side, Taken};
use renkei_domain::directory::resource::Lifecycle;
use renkei_domain::ids::{InquiryContactId, ResourceId};
use renkei_domain::record::Purpose;
use renkei_store::directory::profile::Audience;
use renkei_store::{ActHeader, Stop, Work};

use super::{Held, MergeRefusal, held, of_entry};
use crate::App;
use crate::directory::correct::{TakenBack, put_back, put_phones};
use crate::directory::edit::{Edited, invalid_facts};
use crate::directory::inquiry::merged::{asked_of_survivor, called_off_for_another};
use crate::directory::register::Outcome;
use crate::writer::Writer;

/// An entry as somebody saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeenEntry {
    /// Which.
    pub id: ResourceId,
    /// The version that was shown.
    pub version: i64,
}

/// Two entries to be made into one, as somebody saw them side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merge {
    /// The first.
    pub left: SeenEntry,
    /// The second.
    pub right: SeenEntry,
    /// Which of them stays, and whose answers.
    pub choices: Choices,
}

impl Merge {
    /// The one that stays, and the one that becomes part of it.
    const fn in_order(&self) -> (SeenEntry, SeenEntry) {
        match self.choices.survivor {
            Side::Left => (self.left, self.right),
            Side::Right => (self.right, self.left),
        }
    }

    /// The one that stays.
    #[must_use]
    pub const fn survivor(&self) -> ResourceId {
        self.in_order().0.id
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Makes two entries into one, for somebody who saw both: tells the version of the one that stays.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn merge_resources(
        &self,
        writer: &Writer,
        merge: Merge,
    ) -> Outcome<Edited, MergeRefusal> {
        let asked = format!("{merge:?}");
        let errand = Arc::new((writer.principal.clone(), merge));
        let app = self.clone();
        self.act_of(
            writer,
            Purpose::MergeResources,
            &asked,
            move |work, header| {
                let (app, errand) = (app.clone(), Arc::clone(&errand));
                Box::pin(async move {
                    let (principal, merge) = errand.as_ref();
                    app.join_in(work, &header, principal, merge).await
                })
            },
        )
        .await
    }

    async fn join_in(
        &self,
        work: &Work,
        header: &ActHeader,
        principal: &Principal,
        merge: &Merge,
    ) -> Result<Edited, Stop<MergeRefusal>> {
        let (stays, goes) = merge.in_order();
        if stays.id == goes.id {
            return Err(Stop::Refused(MergeRefusal::SameEntry));
        }
        // Both at once, in one order: of two who do it crosswise none waits for the other.
        work.lock_resources(&[stays.id, goes.id]).await?;
        let (own, other) = (held(work, stays.id).await?, held(work, goes.id).await?);
        for one in [&own, &other] {
            one.check_rights(principal, Action::CloseResource, None)
                .map_err(of_entry)?;
        }
        if own.head.steward != other.head.steward {
            return Err(Stop::Refused(MergeRefusal::OtherNetwork));
        }
        let is_closed = |held: &Held| held.head.lifecycle == Lifecycle::Closed;
        if is_closed(&own) || is_closed(&other) {
            return Err(Stop::Refused(MergeRefusal::Closed));
        }
        if own.stored.facts.is_run_by_another(&other.stored.facts) {
            return Err(Stop::Refused(MergeRefusal::OtherRunner));
        }
        let seen = (own.stored.version, other.stored.version);
        if seen != (stays.version, goes.version) {
            return Err(Stop::Refused(MergeRefusal::Changed));
        }
        let asked = work.inquiry_at_work(goes.id).await?;
        if let Some(waits) = asked.filter(|one| one.state == InquiryState::Replied) {
            return Err(Stop::Refused(MergeRefusal::AnswerWaits {
                inquiry: waits.id,
            }));
        }
        let put_right = work.put_right_in(stays.id).await?;
        let errand = (principal, merge);
        take_facts(work, header, errand, (&own, &other)).await?;
        self.take_parts(work, errand, &own).await?;
        let (by, contact) = ((principal.account(), header.at), self.new_id());
        let contact = InquiryContactId::from_uuid(contact);
        let called_off = called_off_for_another(work, goes.id, contact, by).await?;
        work.merge_resource(header, goes.id, stays.id, put_right)
            .await?;
        if let Some(called_off) = called_off {
            asked_of_survivor(work, &called_off, stays.id, by).await?;
        }
        work.count_edit(stays.id).await?;
        work.count_edit(goes.id).await?;
        Ok(Edited {
            version: own.stored.version + 1,
        })
    }

    /// Writes what is chosen of the profile of the one that goes.
    async fn take_parts(
        &self,
        work: &Work,
        (principal, merge): (&Principal, &Merge),
        own: &Held,
    ) -> Result<(), Stop<MergeRefusal>> {
        let (stays, goes) = merge.in_order();
        let mut before = work.profile(stays.id, &Audience::Public).await?;
        let theirs = work.profile(goes.id, &Audience::Public).await?;
        for question in Question::ALL {
            let Some(part) = question.part() else {
                continue;
            };
            let taken = merge.choices.taken(*question);
            let mut new_id = || self.new_id();
            let after = merging::profile(part, (&before, &theirs), taken, &mut new_id);
            if part.is_same(&before, &after) {
                continue;
            }
            own.check_rights(principal, part.action(), None)
                .map_err(of_entry)?;
            work.replace_part(stays.id, part, &before, &after).await?;
            before = after;
        }
        Ok(())
    }
}

/// Writes what is chosen of the published fields of the one that goes.
async fn take_facts(
    work: &Work,
    header: &ActHeader,
    (principal, merge): (&Principal, &Merge),
    (own, other): (&Held, &Held),
) -> Result<(), Stop<MergeRefusal>> {
    let (own_facts, other_facts) = (&own.stored.facts, &other.stored.facts);
    let questions = Question::ALL.iter();
    let taken = |question: Question| merge.choices.taken_of(question, own_facts, other_facts);
    let questions = questions.filter(|question| taken(**question) == Taken::Other);
    let wanted: Vec<FactEdit> = questions
        .flat_map(|question| question.facts_taken(own_facts, other_facts))
        .collect();
    own.check_fields(principal, wanted.iter().map(|edit| edit.field))
        .map_err(of_entry)?;
    let change = TakenBack {
        before: other_facts,
        after: own_facts,
    };
    let id = merge.survivor();
    match put_back(work, id, own_facts, (&wanted, change), header).await? {
        Ok(_) => {}
        Err(faults) => return Err(Stop::Refused(invalid_facts(faults).into())),
    }
    let phones = taken(Question::Phones);
    let phones = merging::phones(&own_facts.phones, &other_facts.phones, phones);
    put_phones(work, id, own_facts, &phones, header).await?;
    Ok(())
}
