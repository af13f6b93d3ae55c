//! One's own passkeys: the list, and taking one away.

use renkei_domain::access::principal::Principal;
use renkei_domain::ids::PasskeyId;
use renkei_domain::people::{RemainingFactors, Standing};
use renkei_domain::record::{Purpose, Source};
use renkei_store::{Stop, StoreFault};

use super::{PasskeyPlace, PasskeyRefusal, PasskeyView};
use crate::directory::register::{Outcome, outcome};
use crate::people::secret::SessionSecret;
use crate::{App, Caller};

#[renkei_boxed::boxed]
impl App {
    /// One's own passkeys, the oldest first; those that open at another address are among them.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn passkeys(&self, own: &Principal) -> Result<Vec<PasskeyView>, StoreFault> {
        let Some(account) = own.account() else {
            return Ok(Vec::new());
        };
        let kept = self.store.passkeys_of(account).await?.into_iter();
        Ok(kept
            .map(|kept| PasskeyView {
                id: kept.id,
                name: kept.name,
                rp_id: kept.rp_id,
                made_at: kept.made_at,
                used_at: kept.used_at,
            })
            .collect())
    }

    /// Takes one of one's own passkeys away; the device may go on offering it, in vain. Other sessions end.
    /// Whoever would not get in any more at this address is told so, and keeps it.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn remove_passkey(
        &self,
        secret: &SessionSecret,
        place: Option<&PasskeyPlace>,
        id: PasskeyId,
    ) -> Outcome<(), PasskeyRefusal> {
        let view = match self.may_set_up(secret).await? {
            Ok(view) => view,
            Err(refusal) => return Ok(Err(refusal.into())),
        };
        let (account, session) = (view.account.id, view.session);
        let here = place.map(|place| place.rp_id.clone());
        let today = self.now().in_japan().date;
        let header = self.header(
            Caller::account(account, Source::Page),
            Purpose::RemovePasskey,
        );
        let done = self.store.act(&header, move |work| {
            let here = here.clone();
            Box::pin(async move {
                work.lock_account(account).await?;
                let Some(known) = work.known_account(account, today).await? else {
                    return Err(Stop::Refused(PasskeyRefusal::NotFound));
                };
                let passkeys = work.passkeys_of(account).await?;
                let others = passkeys.iter().filter(|passkey| passkey.id != id);
                let (opening, elsewhere): (Vec<_>, Vec<_>) =
                    others.partition(|passkey| here.as_ref() == Some(&passkey.rp_id));
                let left = RemainingFactors {
                    has_totp: known.has_totp,
                    has_sheet: known.has_sheet,
                    codes_left: known.codes_left,
                    passkeys_here: opening.len(),
                    passkeys_elsewhere: elsewhere.len(),
                };
                let standings = known.standings.iter();
                let standings: Vec<Standing> =
                    standings.map(|known| known.membership.standing).collect();
                let is_there = opening.len() + elsewhere.len() < passkeys.len();
                if is_there && !left.suffice_for(&standings) {
                    return Err(Stop::Refused(PasskeyRefusal::LastFactor));
                }
                if !work.remove_passkey(account, id).await? {
                    return Err(Stop::Refused(PasskeyRefusal::NotFound));
                }
                work.end_sessions(account, Some(session)).await?;
                Ok(())
            })
        });
        let done = outcome(done.await)?;
        if done.is_ok() {
            tracing::info!(%account, passkey = %id, "passkey removed");
        }
        Ok(done)
    }
}
