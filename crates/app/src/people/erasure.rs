//! Erasing a person: everything they are ends, their key is destroyed, and what tells of them is taken out.
//! What acts and the audit name stays, as somebody of whom nobody knows any more who it was. Whoever runs the
//! installation does it by a command; the same duties need a successor as when somebody leaves.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use renkei_domain::ids::{AccountId, InvitationId, MembershipId};
use renkei_domain::letters::kind::LetterSubject;
use renkei_domain::outside::{Entropy, new_uuid};
use renkei_domain::people::{DutyKind, Membership};
use renkei_domain::record::Purpose;
use renkei_domain::time::Instant;
use renkei_store::people::known::KnownAccount;
use renkei_store::{Stop, StoreFault, Work};

use super::handing_over::Leaving;
use super::membership::{EndRefusal, end};
use super::secret::attempt_hash;
use crate::directory::register::{Outcome, outcome};
use crate::letters::withdraw::withdraw_letters_about;
use crate::{App, Caller};

/// Why somebody was not erased.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EraseRefusal {
    /// There is no such account, or it was erased already.
    #[error("そのアカウントは見つかりません。つづりを確かめてください。")]
    NotFound,
    /// Something they are cannot end like this.
    #[error(transparent)]
    Ending(EndRefusal),
}

impl EraseRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "NOT_FOUND",
            Self::Ending(refusal) => refusal.code(),
        }
    }
}

/// Somebody was erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erased {
    /// The account that is left.
    pub account: AccountId,
    /// What successors took over, each kind once.
    pub handed_over: Vec<DutyKind>,
}

/// What an erasure needs from outside.
struct Erasing {
    account: AccountId,
    successors: Vec<AccountId>,
    now: Instant,
    entropy: Arc<dyn Entropy>,
}

#[renkei_boxed::boxed]
impl App {
    /// Erases the owner of an account, for good, for the command of whoever runs the installation. Duties go
    /// to the first successor who belongs where they are.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn erase_account(
        &self,
        account: AccountId,
        successors: Vec<AccountId>,
    ) -> Outcome<Erased, EraseRefusal> {
        let header = self.header(Caller::COMMAND, Purpose::EraseAccount);
        let erasing = Arc::new(Erasing {
            account,
            successors,
            now: header.at,
            entropy: Arc::clone(&self.entropy),
        });
        let done = self.store.act(&header, move |work| {
            let erasing = Arc::clone(&erasing);
            Box::pin(async move { erase(work, &erasing).await })
        });
        let done = outcome(done.await)?;
        if done.is_ok() {
            tracing::info!(%account, "account erased");
        }
        Ok(done)
    }

    /// Takes out of the files of the database what erased rows left behind there.
    ///
    /// # Errors
    /// [`StoreFault::Locked`] while others keep the database busy, or another fault of the store.
    pub async fn sweep_traces(&self) -> Result<(), StoreFault> {
        // Whoever is erased meanwhile may still stand there, and is swept the next time.
        let swept = self.store.persons_to_sweep().await?;
        self.store.sweep_traces().await?;
        self.store.forget_swept(&swept).await
    }

    /// The copies of the embedded database in its folder that still hold a key which was destroyed since.
    ///
    /// # Errors
    /// When the folder or the database cannot be read.
    pub async fn copies_with_gone_keys(&self, folder: &Path) -> Result<Vec<PathBuf>, StoreFault> {
        self.store.copies_with_gone_keys(folder).await
    }
}

async fn erase(work: &Work, erasing: &Erasing) -> Result<Erased, Stop<EraseRefusal>> {
    let Erasing { account, now, .. } = *erasing;
    work.lock_account(account).await?;
    let today = now.in_japan().date;
    let Some(known) = work.known_account(account, today).await? else {
        return Err(Stop::Refused(EraseRefusal::NotFound));
    };
    let handed_over = end_everything(work, erasing, &known).await?;
    forget_letters(work, &known).await?;
    forget_invitations(work, &known, now).await?;
    work.erase_account(&known, now).await?;
    for name in [known.mail.key(), account.to_string()] {
        work.forget_attempts_on(&attempt_hash(&name)).await?;
    }
    Ok(Erased {
        account,
        handed_over,
    })
}

/// Ends every membership as of today, as if they left.
async fn end_everything(
    work: &Work,
    erasing: &Erasing,
    known: &KnownAccount,
) -> Result<Vec<DutyKind>, Stop<EraseRefusal>> {
    let today = erasing.now.in_japan().date;
    let mut handed_over = Vec::new();
    for known in &known.standings {
        let leaving = Leaving {
            account: erasing.account,
            standing: known.membership.standing,
            until: today,
            held_on: today,
            now: erasing.now,
        };
        let follow = Membership {
            id: MembershipId::from_uuid(new_uuid(erasing.now, erasing.entropy.as_ref())),
            standing: known.membership.standing,
            since: today,
            until: None,
        };
        let ended = end(
            work,
            leaving,
            &known.membership,
            &erasing.successors,
            follow,
        )
        .await;
        let ended = ended.map_err(|stop| match stop {
            Stop::Refused(refusal) => Stop::Refused(EraseRefusal::Ending(refusal)),
            Stop::Fault(fault) => Stop::Fault(fault),
        })?;
        for duty in ended.handed_over {
            if !handed_over.contains(&duty) {
                handed_over.push(duty);
            }
        }
    }
    Ok(handed_over)
}

/// Takes back what was to be written to them.
async fn forget_letters(work: &Work, known: &KnownAccount) -> Result<(), StoreFault> {
    for test in work.test_letters_to(&known.mail.key()).await? {
        withdraw_letters_about(work, LetterSubject::TestLetter(test)).await?;
        work.drop_test_letter(test).await?;
    }
    for change in work.address_changes_of(known.id).await? {
        withdraw_letters_about(work, LetterSubject::AddressChange(change)).await?;
    }
    Ok(())
}

/// Forgets them in the invitations by which they came in and in those to their address, whether these still
/// wait or nobody accepted them in time, and takes back those that wait.
async fn forget_invitations(
    work: &Work,
    known: &KnownAccount,
    now: Instant,
) -> Result<(), StoreFault> {
    let to_them = work.invitations_to(&known.mail.key()).await?;
    for id in &to_them {
        withdraw_letters_about(work, LetterSubject::Invitation(*id)).await?;
        // One that nobody accepted in time stays as it ended.
        work.withdraw_invitation(*id, now).await?;
    }
    let accepted = work.invitations_accepted_by(known.id).await?;
    let all: BTreeSet<InvitationId> = to_them.into_iter().chain(accepted).collect();
    for id in all {
        work.forget_invited(id, now).await?;
    }
    Ok(())
}
