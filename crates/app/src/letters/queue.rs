//! An operator asks whether letters arrive.

use std::convert::Infallible;

use renkei_domain::ids::{LetterId, TestLetterId};
use renkei_domain::letters::address::MailAddress;
use renkei_domain::letters::kind::LetterSubject;
use renkei_domain::record::Purpose;
use renkei_store::StoreFault;

use super::carry::unrefused;
use crate::{App, Caller};

#[renkei_boxed::boxed]
impl App {
    /// Queues a letter that says no more than that it arrived.
    ///
    /// # Errors
    /// A fault of the store; then nothing was queued.
    pub async fn queue_test_letter(
        &self,
        caller: Caller,
        to: MailAddress,
    ) -> Result<LetterId, StoreFault> {
        let header = self.header(caller, Purpose::QueueTestLetter);
        let letter = LetterId::from_uuid(self.new_id());
        let test = TestLetterId::from_uuid(self.new_id());
        let ended = self
            .store
            .act::<(), Infallible, _>(&header, move |work| {
                let to = to.clone();
                Box::pin(async move {
                    work.add_test_letter(test, &to).await?;
                    let subject = LetterSubject::TestLetter(test);
                    work.queue_letter(letter, subject, header.at).await?;
                    Ok(())
                })
            })
            .await;
        unrefused(ended)?;
        self.wake_courier();
        Ok(letter)
    }
}
