//! How the owner of an account wants pages to look. It changes nothing but that, so that a card is enough.

use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::Decision;
use renkei_domain::people::Display;
use renkei_domain::record::{Purpose, Source};
use renkei_store::Stop;

use crate::directory::register::{Outcome, outcome};
use crate::{App, Caller};

#[renkei_boxed::boxed]
impl App {
    /// Keeps how whoever asks wants pages to look.
    ///
    /// # Errors
    /// A fault of the store; that nobody is signed in is in the outcome.
    pub async fn choose_display(&self, own: &Principal, display: Display) -> Outcome<(), Decision> {
        let Some(account) = own.account() else {
            return Ok(Err(Decision::SignInFirst));
        };
        let caller = Caller::account(account, Source::Page);
        let header = self.header(caller, Purpose::ChooseDisplay);
        let done = self.store.act(&header, move |work| {
            Box::pin(async move {
                work.set_display(account, display).await?;
                Ok::<_, Stop<Decision>>(())
            })
        });
        outcome(done.await)
    }
}
