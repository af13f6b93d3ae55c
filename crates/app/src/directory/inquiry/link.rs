//! What an agency answers by the link of a mail, without an account. It reads what is public of itself and nothing else.
//! That all is correct counts at once; other values wait for whoever keeps the entry.

use std::sync::Arc;

use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::directory::freshness::{FieldGroup, VerificationOutcome};
use renkei_domain::directory::inquiry::{
    GroupState, Inquiry, InquiryAnswer, InquiryState, Reply, Wished,
};
use renkei_domain::ids::{InquiryAnswerId, InquiryContactId, InquiryId};
use renkei_domain::people::PaperCode;
use renkei_domain::record::{Actor, Purpose, Source};
use renkei_store::directory::inquiry::link::PlaceOfInquiryLink;
use renkei_store::{ActHeader, Stop, StoreFault, Work};
use uuid::Uuid;

use super::answer::{correct, fits, reached};
use super::view::AskedByLink;
use super::{Held, InquiryRefusal, LinkRefusal, Told, by_the_agency};
use crate::directory::register::{Outcome, outcome};
use crate::letters::Ways;
use crate::people::inquiry_link_hash;
use crate::{App, Caller};

/// What a page showed to whoever answers on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownByLink {
    /// What it asked about, in the order of the sheet.
    pub groups: Vec<FieldGroup>,
    /// The version of the entry that stood there.
    pub version: i64,
}

/// Whoever has a link is nobody in particular.
const OUTSIDE: Caller = Caller {
    actor: Actor::System,
    source: Source::Page,
};

#[renkei_boxed::boxed]
impl App {
    /// What an agency reads of itself by a link. Opening it changes nothing.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn inquiry_by_link(&self, code: &str) -> Outcome<AskedByLink, LinkRefusal> {
        let Some(place) = self.open_link(code).await? else {
            return Ok(Err(LinkRefusal::NoSuchLink));
        };
        let inquiry = match self.inquiry_of_link(place).await? {
            Ok(inquiry) => inquiry,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let Some(entry) = self.asked_entry(inquiry.resource).await? else {
            return Ok(Err(LinkRefusal::NoSuchLink));
        };
        let networks = self.named_networks().await?;
        let network = networks.into_iter().find(|one| one.id == inquiry.network);
        let ways = network.as_ref().and_then(|one| one.secretariat.as_ref());
        let ways = ways.map(|secretariat| Ways::of(secretariat).lines());
        let ids = [inquiry.resource];
        let mut standings = self.store.inquiry_standings(&ids).await?;
        let groups = standings.remove(&inquiry.resource).map(|one| one.groups);
        let asked = inquiry.asked();
        let mut groups = groups.unwrap_or_default();
        groups.retain(|one| asked.contains(&one.group));
        let answered = inquiry.groups.iter();
        let answered = answered.filter(|one| one.state != GroupState::Asked);
        Ok(Ok(AskedByLink {
            id: inquiry.id,
            entry,
            network_name: network.map(|one| one.name).unwrap_or_default(),
            ways: ways.unwrap_or_default(),
            groups,
            answered: answered.map(|one| one.group).collect(),
            until: place.until,
        }))
    }

    /// Keeps what an agency answers by a link, where it was shown what is asked and what stands now.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn answer_inquiry_by_link(
        &self,
        code: &str,
        shown: ShownByLink,
        reply: Reply,
    ) -> Outcome<InquiryId, LinkRefusal> {
        let Some(place) = self.open_link(code).await? else {
            return Ok(Err(LinkRefusal::NoSuchLink));
        };
        let inquiry = match self.inquiry_of_link(place).await? {
            Ok(inquiry) => inquiry.id,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let header = self.header(OUTSIDE, Purpose::AnswerInquiry);
        let (given, ids) = (Arc::new((shown, reply)), (self.new_id(), self.new_id()));
        let done = self.store.act(&header, move |work| {
            let given = Arc::clone(&given);
            Box::pin(async move { answered_in(work, &header, (inquiry, ids), &given).await })
        });
        outcome(done.await)
    }

    /// The inquiry that is answered by a link: where its entry became part of another, what is asked about that.
    async fn inquiry_of_link(&self, place: PlaceOfInquiryLink) -> Outcome<Inquiry, LinkRefusal> {
        let Some(inquiry) = self.store.inquiry(place.inquiry).await? else {
            return Ok(Err(LinkRefusal::NoSuchLink));
        };
        let (id, state) = (inquiry.resource, inquiry.state);
        let led = if state.is_open() || state == InquiryState::CalledOff {
            self.store.leads_to(id).await?
        } else {
            None
        };
        Ok(match led {
            Some(survivor) => {
                let mut at_work = self.store.inquiries_at_work(Some(&[survivor])).await?;
                at_work.pop().ok_or(LinkRefusal::Merged)
            }
            None if state.is_open() => Ok(inquiry),
            None => Err(LinkRefusal::Over),
        })
    }

    /// Where a link leads that opens today.
    async fn open_link(&self, code: &str) -> Result<Option<PlaceOfInquiryLink>, StoreFault> {
        let code = PaperCode::read(code);
        let Some(code) = code.filter(|code| code.groups() == PaperCode::INVITATION_GROUPS) else {
            return Ok(None);
        };
        let hash = inquiry_link_hash(&code);
        let place = self.store.place_of_inquiry_link(&hash).await?;
        let today = self.now().in_japan().date;
        Ok(place.filter(|place| today <= place.until))
    }
}

/// Whether the same form was sent twice, which is kept once: it says the same, and nothing of it is asked anew.
fn is_repeated(last: &Reply, reply: &Reply, asked: &[FieldGroup]) -> bool {
    let mut groups = reply.groups.iter();
    last == reply && !groups.any(|answered| asked.contains(&answered.group))
}

async fn answered_in(
    work: &Work,
    header: &ActHeader,
    (inquiry, ids): (InquiryId, (Uuid, Uuid)),
    (shown, reply): &(ShownByLink, Reply),
) -> Result<InquiryId, Stop<LinkRefusal>> {
    let now = header.at;
    // One that is there and cannot be held is about an entry that became part of another meanwhile.
    let Some(mut held) = Held::take(work, inquiry).await? else {
        return Err(Stop::Refused(LinkRefusal::Merged));
    };
    if !held.inquiry.state.is_open() {
        return Err(Stop::Refused(LinkRefusal::Over));
    }
    let mut answers = work.inquiry_answers(held.inquiry.id).await?;
    let asked = held.inquiry.asked();
    if answers
        .last()
        .is_some_and(|last| is_repeated(&last.reply, reply, &asked))
    {
        return Ok(held.inquiry.id);
    }
    // Nobody confirms what they were not shown.
    if shown.groups != asked || shown.version != held.entry.stored.version {
        return Err(Stop::Refused(LinkRefusal::Changed));
    }
    match fits(reply, &held.inquiry) {
        Ok(()) => {}
        Err(InquiryRefusal::Reply(fault)) => return Err(Stop::Refused(fault.into())),
        Err(_) => return Err(Stop::Refused(LinkRefusal::NoSuchLink)),
    }
    let answer = InquiryAnswer {
        id: InquiryAnswerId::from_uuid(ids.0),
        inquiry: held.inquiry.id,
        at: now,
        channel: CallChannel::Mail,
        taken_by: None,
        reply: reply.clone(),
        taken: None,
    };
    work.add_inquiry_answer(&held.inquiry, &answer).await?;
    answers.push(answer);
    let by = (InquiryContactId::from_uuid(ids.1), None, now);
    reached(work, &mut held, CallChannel::Mail, by).await?;
    let told = Told {
        channel: CallChannel::Mail,
        by: by_the_agency(),
        now,
    };
    let confirmed: Vec<FieldGroup> = correct(reply);
    let outcome = VerificationOutcome::Confirmed;
    told.write(work, held.inquiry.resource, &confirmed, outcome)
        .await?;
    let wishes = Wished::waiting(&answers).into();
    let after = held.inquiry.clone().answered(reply, wishes, now);
    held.keep(work, &after).await?;
    Ok(held.inquiry.id)
}
