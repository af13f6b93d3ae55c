//! Showing a passkey: as the second factor of a sign-in, or again before something that matters.

use renkei_domain::people::{Factors, Needs};

use super::{PasskeyFor, PasskeyPlace, PasskeyRefusal, ceremony, opening};
use crate::App;
use crate::directory::register::Outcome;
use crate::people::attempts::of_second_factor;
use crate::people::secret::SessionSecret;
use crate::people::session::SignedIn;
use crate::people::view::SignedInView;

#[renkei_boxed::boxed]
impl App {
    /// What a browser is told to show a passkey, as JSON. A later question takes the place of an earlier
    /// one.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn ask_for_passkey(
        &self,
        secret: &SessionSecret,
        place: &PasskeyPlace,
        what: PasskeyFor,
    ) -> Outcome<String, PasskeyRefusal> {
        let view = match self.may_show(secret, what).await? {
            Ok(view) => view,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let known = self.store.passkeys_of(view.account.id).await?;
        let known = opening(known, place);
        if known.is_empty() {
            return Ok(Err(PasskeyRefusal::NoneHere));
        }
        let challenge = self.new_challenge(view.session, what.ceremony()).await?;
        Ok(Ok(ceremony::to_show(place, &known, what, &challenge)))
    }

    /// Takes what the browser answered. The session gets another secret.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn show_passkey(
        &self,
        secret: &SessionSecret,
        place: &PasskeyPlace,
        what: PasskeyFor,
        answer: &str,
    ) -> Outcome<SignedIn, PasskeyRefusal> {
        let view = match self.may_show(secret, what).await? {
            Ok(view) => view,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let account = view.account.id;
        let attempt = of_second_factor(account);
        if let Some(retry_after) = self.count_attempt(&attempt).await? {
            tracing::warn!(%account, "passkey refused: too many wrong answers");
            return Ok(Err(PasskeyRefusal::TooMany { retry_after }));
        }
        let Some(challenge) = self.taken_challenge(view.session, what.ceremony()).await? else {
            return Ok(Err(PasskeyRefusal::NotBegun));
        };
        let known = self.store.passkeys_of(account).await?;
        let known = opening(known, place);
        let shown = match ceremony::shown(place, &known, what, challenge, answer) {
            Ok(shown) => shown,
            Err(fault) => {
                tracing::warn!(%account, why = fault.why(), "passkey refused");
                return Ok(Err(fault.refusal()));
            }
        };
        let now = self.now();
        let is_taken = self
            .store
            .aside(move |work| {
                let attempt = attempt.clone();
                Box::pin(async move {
                    let count = shown.sign_count;
                    let is_taken = work.use_passkey(account, shown.id, count, now).await?;
                    if is_taken {
                        work.forget_attempts(&attempt).await?;
                    }
                    Ok(is_taken)
                })
            })
            .await?;
        if !is_taken {
            return Ok(Err(PasskeyRefusal::NotTaken));
        }
        tracing::info!(%account, passkey = %shown.id, "passkey shown");
        let factors = match what {
            PasskeyFor::SecondFactor => Some(Factors::Two),
            PasskeyFor::Confirm => None,
        };
        let rotated = self.rotate(secret, factors).await?;
        Ok(rotated.ok_or(PasskeyRefusal::SignInFirst))
    }

    /// Each is asked for where it is missing: whoever has come in is not made fresh by a device alone that
    /// asked nobody for a PIN.
    async fn may_show(
        &self,
        secret: &SessionSecret,
        what: PasskeyFor,
    ) -> Outcome<SignedInView, PasskeyRefusal> {
        let Some(view) = self.whoever(secret).await? else {
            return Ok(Err(PasskeyRefusal::SignInFirst));
        };
        // A device is second to a password, and no card stands for that.
        if view.shown == Factors::Card {
            return Ok(Err(PasskeyRefusal::ConfirmAgain));
        }
        Ok(match (what, view.needs) {
            (PasskeyFor::SecondFactor, Needs::SecondFactor)
            | (PasskeyFor::Confirm, Needs::Nothing) => Ok(view),
            (PasskeyFor::SecondFactor, Needs::Nothing | Needs::SetUpSecondFactor)
            | (PasskeyFor::Confirm, Needs::SecondFactor | Needs::SetUpSecondFactor) => {
                Err(PasskeyRefusal::SignInFirst)
            }
        })
    }
}
