//! Making a passkey: by whoever has no second factor yet, or has just shown who they are.

use std::sync::Arc;

use passki::CredentialProtectionPolicy;
use renkei_domain::ids::PasskeyId;
use renkei_domain::people::limits::PASSKEYS;
use renkei_domain::people::{Ceremony, Factors};
use renkei_domain::record::{Purpose, Source};
use renkei_domain::text::Line;
use renkei_store::Stop;
use renkei_store::people::passkey::KeptPasskey;

use super::{PasskeyPlace, PasskeyRefusal, ceremony, opening};
use crate::directory::register::{Outcome, outcome};
use crate::people::attempts::of_second_factor;
use crate::people::secret::SessionSecret;
use crate::people::session::SignedIn;
use crate::{App, Caller};

#[renkei_boxed::boxed]
impl App {
    /// What a browser is told to make a passkey, as JSON. A later question takes the place of an earlier
    /// one.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn begin_passkey(
        &self,
        secret: &SessionSecret,
        place: &PasskeyPlace,
    ) -> Outcome<String, PasskeyRefusal> {
        let view = match self.may_set_up(secret).await? {
            Ok(view) => view,
            Err(refusal) => return Ok(Err(refusal.into())),
        };
        let known = self.store.passkeys_of(view.account.id).await?;
        if known.len() >= PASSKEYS {
            return Ok(Err(PasskeyRefusal::Full));
        }
        let challenge = self.new_challenge(view.session, Ceremony::Make).await?;
        let known = opening(known, place);
        Ok(Ok(ceremony::to_make(
            place,
            &view.account,
            &known,
            &challenge,
        )))
    }

    /// Makes the passkey that the browser answered with the account's. Other sessions end; this one gets
    /// another secret.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn finish_passkey(
        &self,
        secret: &SessionSecret,
        place: &PasskeyPlace,
        name: Line,
        answer: &str,
    ) -> Outcome<SignedIn, PasskeyRefusal> {
        let view = match self.may_set_up(secret).await? {
            Ok(view) => view,
            Err(refusal) => return Ok(Err(refusal.into())),
        };
        let (account, session) = (view.account.id, view.session);
        let attempt = of_second_factor(account);
        if let Some(retry_after) = self.count_attempt(&attempt).await? {
            return Ok(Err(PasskeyRefusal::TooMany { retry_after }));
        }
        let Some(challenge) = self.taken_challenge(session, Ceremony::Make).await? else {
            return Ok(Err(PasskeyRefusal::NotBegun));
        };
        let made = match ceremony::made(place, &view.account, challenge, answer) {
            Ok(made) => made,
            Err(fault) => {
                tracing::warn!(%account, why = fault.why(), "no passkey was made");
                return Ok(Err(fault.refusal()));
            }
        };
        let needs_verification =
            made.cred_protect == Some(CredentialProtectionPolicy::UserVerificationRequired);
        let passkey = KeptPasskey {
            id: PasskeyId::from_uuid(self.new_id()),
            account,
            name,
            rp_id: place.rp_id.clone(),
            transports: serde_json::to_string(&made.transports).expect("codes are JSON"),
            credential_id: made.credential_id,
            public_key: made.public_key,
            algorithm: made.algorithm,
            needs_verification,
            sign_count: made.counter,
            made_at: self.now(),
            used_at: None,
        };
        let parts = Arc::new((passkey, attempt));
        let header = self.header(
            Caller::account(account, Source::Page),
            Purpose::SetUpSecondFactor,
        );
        let done = self.store.act(&header, move |work| {
            let parts = Arc::clone(&parts);
            Box::pin(async move {
                let (passkey, attempt) = parts.as_ref();
                work.lock_account(account).await?;
                if work.passkeys_of(account).await?.len() >= PASSKEYS {
                    return Err(Stop::Refused(PasskeyRefusal::Full));
                }
                if !work.add_passkey(passkey).await? {
                    return Err(Stop::Refused(PasskeyRefusal::KnownAlready));
                }
                work.end_sessions(account, Some(session)).await?;
                work.forget_attempts(attempt).await?;
                Ok(())
            })
        });
        if let Err(refusal) = outcome(done.await)? {
            return Ok(Err(refusal));
        }
        tracing::info!(%account, "passkey made");
        let rotated = self.rotate(secret, Some(Factors::Two)).await?;
        Ok(rotated.ok_or(PasskeyRefusal::SignInFirst))
    }
}
