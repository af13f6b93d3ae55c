//! Asking for the PIN of a card once more, a moment before its owner says something that counts. It shows that
//! whoever typed it knew it: beside a consent it is one sign of several, and never the only one.

use renkei_domain::ids::AccountId;
use renkei_domain::people::Pin;
use renkei_domain::time::Instant;

use super::{CardSignInRefusal, CardState};
use crate::App;
use crate::directory::register::Outcome;
use crate::people::attempts::of_card;

impl App {
    /// Looks whether a PIN is that of the card of an account, and says when that was. Wrong ones are counted as
    /// they are when somebody comes in by the card.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub(crate) async fn confirm_pin(
        &self,
        owner: AccountId,
        pin: &str,
    ) -> Outcome<Instant, CardSignInRefusal> {
        let cards = self.store.cards_of(owner).await?;
        let mut cards = cards.into_iter().map(|(card, _)| card);
        let Some(card) = cards.find(|card| CardState::of(card) == CardState::InUse) else {
            return Ok(Err(CardSignInRefusal::NoCard));
        };
        let pin = match Pin::read(pin) {
            Ok(pin) => pin,
            Err(fault) => return Ok(Err(CardSignInRefusal::Shape(fault))),
        };
        let id = card.id;
        let attempt = of_card(id);
        if let Some(retry_after) = self.count_attempt(&attempt).await? {
            return Ok(Err(CardSignInRefusal::TooMany { retry_after }));
        }
        let is_tried = self
            .store
            .aside(move |work| Box::pin(async move { Ok(work.try_card(id).await?) }))
            .await?;
        if !is_tried {
            return Ok(Err(CardSignInRefusal::NoCard));
        }
        if !self.hashing.fits(pin.digits(), Some(card.pin_hash)).await? {
            tracing::warn!(card = %id, "consent refused: wrong PIN");
            return Ok(Err(CardSignInRefusal::WrongPin));
        }
        let now = self.now();
        let is_in_use = self
            .store
            .aside(move |work| {
                let attempt = attempt.clone();
                Box::pin(async move {
                    let is_in_use = work.use_card(id, now).await?;
                    work.forget_attempts(&attempt).await?;
                    Ok(is_in_use)
                })
            })
            .await?;
        Ok(if is_in_use {
            Ok(now)
        } else {
            Err(CardSignInRefusal::NoCard)
        })
    }
}
