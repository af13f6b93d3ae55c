//! Pausing, withdrawing, and beginning again: by the person themselves, or by staff who write down their word.

use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::cases::case::{Case, CaseFault};
use renkei_domain::cases::employment::Voice;
use renkei_domain::consent::{Halt, HaltOf, HaltState, Reach};
use renkei_domain::ids::{CaseId, HaltId};
use renkei_domain::record::Purpose;
use renkei_store::consent::Kept;

use super::{ConsentRefusal, KeptConsents, case_for, judged, refuse, what_is_missing};
use crate::App;
use crate::cases::is_kept_by;
use crate::conference::call::Draws;
use crate::conference::call::follow::follow_in;
use crate::directory::register::Outcome;
use crate::writer::Writer;

renkei_domain::word_list! {
    /// How consents are stopped.
    StopKind {
        Pause = "pause", "いったん止める";
        Withdraw = "withdraw", "やめる";
    }
}

impl StopKind {
    /// How the line stands.
    #[must_use]
    pub const fn state(self) -> HaltState {
        match self {
            Self::Pause => HaltState::Paused,
            Self::Withdraw => HaltState::Withdrawn,
        }
    }

    const fn purpose(self) -> Purpose {
        match self {
            Self::Pause => Purpose::PauseConsent,
            Self::Withdraw => Purpose::WithdrawConsent,
        }
    }
}

/// What is stopped, how far, and whose word that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StopForm {
    /// How.
    pub kind: StopKind,
    /// Which consents.
    pub of: HaltOf,
    /// How far.
    pub reach: Reach,
    /// Whose word it is. Of the person's own account it is theirs, whatever stands here.
    pub by: Voice,
}

/// Whose word something is: by their own account nobody but the person speaks.
fn voice(principal: &Principal, case: &Case, said: Voice) -> Voice {
    if is_kept_by(principal, case) {
        said
    } else {
        Voice::Person
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Pauses or withdraws. It holds from the moment the act stands.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn stop_consent(
        &self,
        writer: &Writer,
        id: CaseId,
        form: StopForm,
    ) -> Outcome<KeptConsents, ConsentRefusal> {
        let Some(by) = writer.principal.account() else {
            return Ok(Err(what_is_missing(&writer.principal)));
        };
        let halt_id = HaltId::from_uuid(self.new_id());
        let asked = format!("{id} {form:?}");
        let principal = Arc::new(writer.principal.clone());
        let entropy = Arc::clone(&self.entropy);
        self.act_of(writer, form.kind.purpose(), &asked, move |work, header| {
            let (principal, entropy) = (Arc::clone(&principal), Arc::clone(&entropy));
            Box::pin(async move {
                let case = case_for(work, &principal, Action::StopConsent, id).await?;
                // Consents begin with a name: before it there is nothing that could be stopped.
                if case.is_anonymous() {
                    return refuse(CaseFault::Anonymous);
                }
                let seq = work.next_consent_seq(case.person).await?;
                if let HaltOf::One(one) = form.of {
                    let ledger = work.ledger(&case).await?;
                    let mut consents = ledger.consents.iter();
                    if !consents.any(|consent| consent.id == one && consent.provider == case.lead) {
                        return refuse(ConsentRefusal::NoSuchConsent);
                    }
                }
                let halt = Halt {
                    id: halt_id,
                    seq,
                    of: form.of,
                    reach: form.reach,
                    state: form.kind.state(),
                    by: voice(&principal, &case, form.by),
                };
                let kept = Kept { by, at: header.at };
                work.add_halt(case.id, (case.person, case.lead), &halt, kept)
                    .await?;
                let draws = Draws::new(&entropy, header.at, Some(by));
                follow_in(work, &case, &draws).await?;
                Ok(KeptConsents(case.id))
            })
        })
        .await
    }

    /// Begins again what was paused. Staff write down that the person said so; nobody else says it for them.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn resume_consent(
        &self,
        writer: &Writer,
        id: CaseId,
        halt: HaltId,
        said_by: Voice,
    ) -> Outcome<KeptConsents, ConsentRefusal> {
        let asked = format!("{id} {halt} {}", said_by.code());
        let principal = Arc::new(writer.principal.clone());
        self.act_of(
            writer,
            Purpose::ResumeConsent,
            &asked,
            move |work, header| {
                let principal = Arc::clone(&principal);
                Box::pin(async move {
                    let case = case_for(work, &principal, Action::StopConsent, id).await?;
                    let seq = work.next_consent_seq(case.person).await?;
                    let ledger = work.ledger(&case).await?;
                    let mut halts = ledger.halts.into_iter();
                    let Some(before) = halts.find(|known| known.id == halt) else {
                        return refuse(ConsentRefusal::NoSuchHalt);
                    };
                    if let HaltOf::One(one) = before.of {
                        let mut consents = ledger.consents.iter();
                        if !consents.any(|known| known.id == one && known.provider == case.lead) {
                            return refuse(ConsentRefusal::NoSuchHalt);
                        }
                    }
                    let said_by = voice(&principal, &case, said_by);
                    let after = judged(before.resumed(said_by, seq))?;
                    work.resume_halt(case.id, case.person, &before, &after, header.at)
                        .await?;
                    Ok(KeptConsents(case.id))
                })
            },
        )
        .await
    }
}
