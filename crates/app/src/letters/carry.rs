//! What a courier does with the database: claim, keep the lease, hand over, record. The network is not
//! known here.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use renkei_domain::ids::CourierId;
use renkei_domain::letters::address::{MailAddress, MailHost};
use renkei_domain::letters::delivery::{Delivery, DeliveryOutcome};
use renkei_domain::letters::kind::LetterSubject;
use renkei_domain::letters::message::RenderedLetter;
use renkei_domain::letters::schedule;
use renkei_domain::letters::state::{LetterState, Settled, settle};
use renkei_domain::outside::Entropy;
use renkei_domain::record::Purpose;
use renkei_domain::time::Instant;
use renkei_store::letters::claim::{Claim, TakenLetter};
use renkei_store::{Stop, StoreFault, Work};

use super::conference::carried::{is_refused, note_carried};
use super::links::Links;
use super::observation::{note_astray, note_told};
use super::render::{Writing, render};
use super::{about_link, inquiry, meeting, poll};
use crate::{App, Caller};

pub use renkei_store::letters::claim::{Hold, Lease};

/// On what terms a courier works.
#[derive(Debug, Clone)]
pub struct Terms {
    courier: CourierId,
    host: MailHost,
    lease: Duration,
    links: Option<Links>,
    sender: Option<MailAddress>,
}

impl Terms {
    /// The same for letters with links in them.
    #[must_use]
    pub fn linking(self, links: Option<Links>) -> Self {
        Self { links, ..self }
    }

    /// The same for letters with a calendar entry, which has to say who calls.
    #[must_use]
    pub fn sent_by(self, sender: MailAddress) -> Self {
        let sender = Some(sender);
        Self { sender, ..self }
    }

    fn ends(&self, now: Instant) -> Instant {
        let span = i64::try_from(self.lease.as_micros()).unwrap_or(i64::MAX);
        Instant::from_micros(now.micros().saturating_add(span))
    }
}

/// A letter in a courier's hands, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedLetter {
    /// The right to carry it.
    pub lease: Lease,
    /// The how-manieth try this is.
    pub tries: u32,
    /// What it speaks of.
    pub subject: LetterSubject,
    /// The letter.
    pub letter: RenderedLetter,
}

#[renkei_boxed::boxed]
impl App {
    /// The terms of a courier that begins to work: letters get their Message-ID from `host`, and a lease
    /// ends after a time without renewal.
    #[must_use]
    pub fn courier_terms(&self, host: MailHost, lease: Duration) -> Terms {
        Terms {
            courier: CourierId::from_uuid(self.new_id()),
            host,
            lease,
            links: None,
            sender: None,
        }
    }

    /// Claims letters whose time has come, and puts them into words. What has nothing to say any more,
    /// or has failed too often without an end, is settled here.
    ///
    /// # Errors
    /// A fault of the store; then nothing was claimed.
    pub async fn claim_letters(
        &self,
        terms: &Terms,
        limit: u64,
    ) -> Result<Vec<ClaimedLetter>, StoreFault> {
        let header = self.header(Caller::COURIER, Purpose::CarryLetter);
        // Most looks find nothing and need not wait for the one writer.
        let next = self.store.next_letter_due().await?;
        if limit == 0 || next.is_none_or(|due| due > header.at) {
            return Ok(Vec::new());
        }
        let claim = Claim {
            holder: terms.courier,
            host: terms.host.clone(),
            now: header.at,
            lease_ends: terms.ends(header.at),
        };
        let writing = Arc::new(Writing {
            now: header.at,
            entropy: Arc::clone(&self.entropy),
            links: terms.links.clone(),
            sender: terms.sender.clone(),
            answers: self.answers.clone(),
            networks: self.named_networks().await?,
            members: self.store.network_members().await?,
        });
        let ended = self
            .store
            .act::<Vec<ClaimedLetter>, Infallible, _>(&header, move |work| {
                let (claim, writing) = (claim.clone(), Arc::clone(&writing));
                Box::pin(async move {
                    let mut claimed = Vec::new();
                    for taken in work.claim_letters(&claim, limit).await? {
                        claimed.extend(ready_or_damaged(work, &taken, &writing).await?);
                    }
                    Ok(claimed)
                })
            })
            .await;
        unrefused(ended)
    }

    /// Puts the end of a lease off.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn renew_lease(&self, terms: &Terms, lease: Lease) -> Result<Hold, StoreFault> {
        self.store.renew_lease(lease, terms.ends(self.now())).await
    }

    /// Asks, as the last thing before the letter is handed over, whether it is still this courier's, and
    /// notes that from here on the receiver may have it.
    ///
    /// # Errors
    /// A fault of the store; the letter must not be handed over then.
    pub async fn note_handover(&self, terms: &Terms, lease: Lease) -> Result<Hold, StoreFault> {
        let ends = terms.ends(self.now());
        self.store.note_handover(lease, ends).await
    }

    /// Records how a try ended. Who has lost the lease records nothing.
    ///
    /// # Errors
    /// A fault of the store; recording again is safe.
    pub async fn record_delivery(
        &self,
        claimed: &ClaimedLetter,
        delivery: Delivery,
    ) -> Result<Hold, StoreFault> {
        let header = self.header(Caller::COURIER, Purpose::CarryLetter);
        let (lease, subject, now) = (claimed.lease, claimed.subject, header.at);
        let settled = settle(claimed.tries, delivery, now);
        let entropy = Arc::clone(&self.entropy);
        let ended = self
            .store
            .act::<Hold, Infallible, _>(&header, move |work| {
                let entropy = Arc::clone(&entropy);
                Box::pin(async move {
                    let hold = work.settle_letter(lease, delivery, settled, now).await?;
                    if hold == Hold::Held {
                        let ended = (settled, delivery);
                        after(work, subject, ended, (now, entropy.as_ref())).await?;
                    }
                    Ok(hold)
                })
            })
            .await;
        unrefused(ended)
    }

    /// When the next letter may be taken.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn next_letter_due(&self) -> Result<Option<Instant>, StoreFault> {
        self.store.next_letter_due().await
    }
}

/// What begins once a letter has left, written down with it.
async fn after(
    work: &Work,
    subject: LetterSubject,
    (settled, delivery): (Settled, Delivery),
    (now, entropy): (Instant, &dyn Entropy),
) -> Result<(), StoreFault> {
    match subject {
        LetterSubject::Observation(id) if settled.state == LetterState::Sent => {
            note_told(work, id, now).await
        }
        LetterSubject::Observation(id) if is_refused((settled, delivery)) => {
            note_astray(work, id, now).await
        }
        LetterSubject::ConferenceNotice(id) => {
            note_carried(work, id, (settled, delivery), (now, entropy)).await
        }
        LetterSubject::PollNotice(id) => {
            poll::note_carried(work, id, (settled, delivery), now).await
        }
        LetterSubject::MeetingNotice(id) => {
            meeting::note_carried(work, id, (settled, delivery), now).await
        }
        LetterSubject::AboutLink(id) => {
            about_link::note_carried(work, id, (settled, delivery), now).await
        }
        LetterSubject::Inquiry(id) => {
            inquiry::note_carried(work, id, (settled, delivery), now).await
        }
        LetterSubject::Observation(_)
        | LetterSubject::TestLetter(_)
        | LetterSubject::AddressChange(_)
        | LetterSubject::ConsentEnding(_)
        | LetterSubject::Proposal(_)
        | LetterSubject::Webhook(_)
        | LetterSubject::Invitation(_) => Ok(()),
    }
}

/// The same as [`ready`] among other letters: one of which something that is kept is damaged is named in the log and
/// waits for its next try, or has had its last, and keeps none of the others in the house.
async fn ready_or_damaged(
    work: &Work,
    taken: &TakenLetter,
    writing: &Writing,
) -> Result<Option<ClaimedLetter>, StoreFault> {
    match ready(work, taken, writing).await {
        Err(fault) if fault.is_damage() => {
            let letter = taken.lease.letter;
            tracing::error!(%letter, %fault, "a letter cannot be written");
            Ok(None)
        }
        ready => ready,
    }
}

/// The letter in words, unless there is no point in carrying it.
async fn ready(
    work: &Work,
    taken: &TakenLetter,
    writing: &Writing,
) -> Result<Option<ClaimedLetter>, StoreFault> {
    // A letter that ends its couriers has no end of its own; nobody records its tries.
    if taken.tries > schedule::TRIES {
        end(work, taken, DeliveryOutcome::Interrupted, writing).await?;
        return Ok(None);
    }
    let Some(letter) = render(work, taken, writing).await? else {
        end(work, taken, DeliveryOutcome::NothingToSend, writing).await?;
        return Ok(None);
    };
    Ok(Some(ClaimedLetter {
        lease: taken.lease,
        tries: taken.tries,
        subject: taken.subject,
        letter,
    }))
}

async fn end(
    work: &Work,
    taken: &TakenLetter,
    outcome: DeliveryOutcome,
    writing: &Writing,
) -> Result<(), StoreFault> {
    let now = writing.now;
    let delivery = Delivery::without_reply(outcome);
    let settled = settle(taken.tries, delivery, now);
    // Claimed a moment ago in this very transaction: the lease cannot be lost.
    work.settle_letter(taken.lease, delivery, settled, now)
        .await?;
    let ended = (settled, delivery);
    after(work, taken.subject, ended, (now, writing.entropy.as_ref())).await
}

/// The value of an act that refuses nothing.
pub(crate) fn unrefused<T>(ended: Result<T, Stop<Infallible>>) -> Result<T, StoreFault> {
    match ended {
        Ok(value) => Ok(value),
        Err(Stop::Fault(fault)) => Err(fault),
        Err(Stop::Refused(never)) => match never {},
    }
}
