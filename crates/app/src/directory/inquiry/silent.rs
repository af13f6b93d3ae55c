//! What ends by itself: an inquiry of which the last contact had no answer. Nobody presses for that, and whoever looks
//! twice ends it once.

use std::convert::Infallible;

use renkei_domain::directory::freshness::VerificationOutcome;
use renkei_domain::directory::inquiry::{EVERY_WAY, Inquiry, InquiryState, NextStep, next_step};
use renkei_domain::ids::InquiryId;
use renkei_domain::record::Purpose;
use renkei_domain::time::Instant;
use renkei_store::{StoreFault, Work};

use super::Held;
use crate::letters::carry::unrefused;
use crate::{App, Caller};

/// How many are ended in one act.
const AT_ONCE: usize = 25;

#[renkei_boxed::boxed]
impl App {
    /// Ends the inquiries that nobody answered: their entries stand as they are, with the day on which they were confirmed
    /// last. Forgets links that open no more. Says how many ended.
    ///
    /// # Errors
    /// A fault of the store; what was ended until then stays so.
    pub async fn end_silent_inquiries(&self) -> Result<usize, StoreFault> {
        let today = self.now().in_japan().date;
        self.store.forget_inquiry_links(today).await?;
        let at_work = self.store.inquiries_at_work(None).await?;
        let ids = at_work.iter().map(|inquiry| inquiry.id);
        let contacts = self.store.inquiry_contacts(ids).await?;
        // By whatever way: most wait, or can be asked, and need no lock.
        let may_be_over = |inquiry: &&Inquiry| {
            let contacts = contacts.get(&inquiry.id).map_or(&[][..], Vec::as_slice);
            let asked = next_step(inquiry, contacts, &[], today);
            let by_any = next_step(inquiry, contacts, &EVERY_WAY, today);
            [asked, by_any].contains(&NextStep::GiveUp)
        };
        let mut ids: Vec<InquiryId> = at_work
            .iter()
            .filter(may_be_over)
            .map(|inquiry| inquiry.id)
            .collect();
        ids.sort_unstable();
        let mut ended = 0;
        for some in ids.chunks(AT_ONCE) {
            let some = some.to_vec();
            let header = self.header(Caller::COURIER, Purpose::EndInquiry);
            let done = self
                .store
                .act::<usize, Infallible, _>(&header, move |work| {
                    let some = some.clone();
                    Box::pin(async move { Ok(ended_in(work, &some, header.at).await?) })
                })
                .await;
            ended += unrefused(done)?;
        }
        Ok(ended)
    }
}

/// Ends those of some inquiries that are to be given up, as they stand behind their locks.
async fn ended_in(work: &Work, ids: &[InquiryId], now: Instant) -> Result<usize, StoreFault> {
    let mut ended = 0;
    for id in ids {
        let Some(held) = Held::take(work, *id).await? else {
            continue;
        };
        if held.step(now) != NextStep::GiveUp {
            continue;
        }
        let how = (InquiryState::Unverified, VerificationOutcome::NoAnswer);
        held.end(work, how, (None, now)).await?;
        ended += 1;
    }
    Ok(ended)
}
