//! Coming in by a card and its PIN.

use renkei_domain::people::{Factors, Pin, PinFault, may_use_card};
use renkei_store::StoreFault;
use renkei_store::people::card::StoredCard;

use super::{CardState, read_code};
use crate::App;
use crate::directory::register::Outcome;
use crate::people::attempts::of_card;
use crate::people::secret::{SessionSecret, card_hash};
use crate::people::session::{Device, SignedIn};

/// Why a card opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CardSignInRefusal {
    /// There is no such card, or it opens nothing any more.
    #[error("このカードは使えません。止めたか、新しいカードを作ったのかもしれません。")]
    NoCard,
    /// The digits are no PIN.
    #[error(transparent)]
    Shape(PinFault),
    /// The PIN is not right.
    #[error("暗証番号がちがいます。もう一度、ゆっくり入れてください。")]
    WrongPin,
    /// Too many wrong PINs.
    #[error(
        "まちがいが続いたので、{minutes}分 待ってください。そのあとで、もう一度 入れてください。",
        minutes = .retry_after.div_ceil(60)
    )]
    TooMany {
        /// Seconds until PINs are taken again.
        retry_after: u64,
    },
}

impl CardSignInRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoCard => "NO_CARD",
            Self::Shape(_) => "INVALID_PIN",
            Self::WrongPin => "WRONG_PIN",
            Self::TooMany { .. } => "TOO_MANY_ATTEMPTS",
        }
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Whether a card with this code opens anything. Looking changes nothing, and whose it is is not told:
    /// it may have been found in the street.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn has_card(&self, code: &str) -> Result<bool, StoreFault> {
        Ok(self.usable_card(code).await?.is_some())
    }

    /// Signs in by a card and its PIN, as a person and nothing else.
    ///
    /// Whoever came in held the card and knew the PIN. That may be somebody who keeps the card for the
    /// person: it is no evidence of the person's will.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn sign_in_by_card(
        &self,
        code: &str,
        pin: &str,
        device: &Device,
    ) -> Outcome<SignedIn, CardSignInRefusal> {
        let Some(card) = self.usable_card(code).await? else {
            return Ok(Err(CardSignInRefusal::NoCard));
        };
        let pin = match Pin::read(pin) {
            Ok(pin) => pin,
            Err(fault) => return Ok(Err(CardSignInRefusal::Shape(fault))),
        };
        let (id, account) = (card.id, card.account);
        let attempt = of_card(id);
        if let Some(retry_after) = self.count_attempt(&attempt).await? {
            tracing::warn!(card = %id, "card refused: too many wrong PINs");
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
            tracing::warn!(card = %id, "card refused: wrong PIN");
            return Ok(Err(CardSignInRefusal::WrongPin));
        }
        let now = self.now();
        let secret = SessionSecret::draw(self.entropy.as_ref());
        let hash = secret.hash();
        let session = self.new_session(account, Factors::Card, device);
        let is_open = self
            .store
            .aside(move |work| {
                let (session, attempt) = (session.clone(), attempt.clone());
                Box::pin(async move {
                    // It may have been stopped while the PIN was being looked at.
                    if !work.use_card(id, now).await? {
                        return Ok(false);
                    }
                    work.forget_attempts(&attempt).await?;
                    work.open_session(&session, &hash).await?;
                    Ok(true)
                })
            })
            .await?;
        if !is_open {
            return Ok(Err(CardSignInRefusal::NoCard));
        }
        tracing::info!(%account, card = %id, "signed in by a card");
        let signed_in = self.signed_in(secret).await?;
        Ok(signed_in.ok_or(CardSignInRefusal::NoCard))
    }

    /// The card with a code, as long as it opens the account of a person and nothing else.
    async fn usable_card(&self, code: &str) -> Result<Option<StoredCard>, StoreFault> {
        let Some(code) = read_code(code) else {
            return Ok(None);
        };
        let card = self.store.card_by_secret(&card_hash(&code)).await?;
        let Some(card) = card.filter(|card| CardState::of(card) == CardState::InUse) else {
            return Ok(None);
        };
        let today = self.now().in_japan().date;
        let known = self.store.known_account(card.account, today).await?;
        let is_usable = known.is_some_and(|known| {
            let standings = known.standings.iter();
            let standings: Vec<_> = standings.map(|known| known.membership.standing).collect();
            !known.is_disabled && may_use_card(&standings)
        });
        Ok(is_usable.then_some(card))
    }
}
