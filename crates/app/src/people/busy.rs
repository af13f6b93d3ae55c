//! One's own calendar, whose times count when dates are sought: its owner gives an address, a courier fetches what lies
//! there, and of that the times are kept and nothing else.

use std::convert::Infallible;

use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::{Decision, decide, may};
use renkei_domain::conference::poll::TimeTaken;
use renkei_domain::ids::AccountId;
use renkei_domain::people::busy::{BUSY_AHEAD, BUSY_EVERY, BUSY_LEASE, BUSY_TIMES};
use renkei_domain::people::{BusyAddress, BusyFault};
use renkei_domain::record::Purpose;
use renkei_domain::time::Instant;
use renkei_invite::busy::{Busy, Window, busy};
use renkei_invite::read::ReadFault;
use renkei_store::people::busy::BusyRead;
pub use renkei_store::people::busy::{ClaimedBusyCalendar, StoredBusyCalendar};
use renkei_store::{Stop, StoreFault};

use crate::directory::register::Outcome;
use crate::letters::Done;
use crate::letters::carry::unrefused;
use crate::people::view::as_if_here;
use crate::writer::{KeyReused, Writer};
use crate::{App, Caller};

/// How many calendars are fetched at once.
const AT_ONCE: u32 = 4;

/// So soon after it was read a calendar is not read again.
const PAUSE: chrono::TimeDelta = chrono::TimeDelta::minutes(1);

/// Why nothing was done about one's own calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BusyRefusal {
    /// The rule says no.
    #[error("自分のカレンダーとつなぐ権限がありません。")]
    NotAllowed(Decision),
    /// There is none.
    #[error("カレンダーのアドレスは入っていません。さきに入れてください。")]
    NotFound,
    /// It was read a moment ago.
    #[error("いま読んだばかりです。1分たってから、もう一度おしてください。")]
    JustRead,
    /// The key was used before for something else.
    #[error(transparent)]
    KeyReused(#[from] KeyReused),
}

impl BusyRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotAllowed(_) => "NOT_ALLOWED",
            Self::NotFound => "NOT_FOUND",
            Self::JustRead => "JUST_READ",
            Self::KeyReused(_) => "KEY_REUSED",
        }
    }
}

/// Whether somebody may see and keep what goes together with their own calendar.
///
/// # Errors
/// What the rule says instead.
pub fn may_keep_calendar(own: &Principal) -> Result<(), Decision> {
    match decide(own, Action::KeepOwnCalendar, &Object::Installation) {
        Decision::Allowed => Ok(()),
        other => Err(other),
    }
}

fn may_keep(own: &Principal) -> Result<AccountId, BusyRefusal> {
    may_keep_calendar(own).map_err(BusyRefusal::NotAllowed)?;
    own.account().ok_or(BusyRefusal::NotFound)
}

/// The times of a calendar, as far as they are kept, with how many entries could not be told.
fn times(read: Busy) -> (Vec<TimeTaken>, u32) {
    let beyond = read.times.len().saturating_sub(BUSY_TIMES);
    let untold = read.untold + beyond + usize::from(read.breaks_off);
    let kept = read.times.into_iter().take(BUSY_TIMES);
    let kept = kept.map(|time| TimeTaken {
        from: time.from,
        to: time.to,
    });
    (kept.collect(), u32::try_from(untold).unwrap_or(u32::MAX))
}

/// Reads a calendar. A day before now counts still: a date may be under way.
fn read(text: &[u8], now: Instant) -> Result<(Vec<TimeTaken>, u32), BusyFault> {
    let window = Window {
        from: now.plus(chrono::TimeDelta::days(-1)),
        to: now.plus(BUSY_AHEAD),
    };
    let read = busy(text, window).map_err(|fault| match fault {
        ReadFault::TooLong(_) | ReadFault::TooManyLines(_) => BusyFault::TooLarge,
        ReadFault::TooDeep(_)
        | ReadFault::NoCalendar
        | ReadFault::BreaksOff
        | ReadFault::Unreadable
        | ReadFault::Several
        | ReadFault::NoEntry => BusyFault::NotACalendar,
    })?;
    Ok(times(read))
}

#[renkei_boxed::boxed]
impl App {
    /// One's own calendar, where its address was given.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn busy_calendar(
        &self,
        own: &Principal,
    ) -> Result<Option<StoredBusyCalendar>, StoreFault> {
        match own.account() {
            Some(account) => self.store.busy_calendar(account).await,
            None => Ok(None),
        }
    }

    /// Keeps the address of one's own calendar, in place of the one before; it is read within a minute.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn set_busy_calendar(
        &self,
        writer: &Writer,
        address: BusyAddress,
    ) -> Outcome<(), BusyRefusal> {
        let account = match may_keep(&writer.principal) {
            Ok(account) => account,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let asked = address.as_str().to_owned();
        let done = self
            .act_of::<Done, BusyRefusal, _>(
                writer,
                Purpose::SetBusyCalendar,
                &asked,
                move |work, header| {
                    let address = address.clone();
                    Box::pin(async move {
                        work.lock_account(account).await?;
                        work.set_busy_calendar(account, &address, header.at).await?;
                        Ok(Done)
                    })
                },
            )
            .await?;
        Ok(done.map(|Done| ()))
    }

    /// Has one's own calendar read within a minute.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn refresh_busy_calendar(&self, writer: &Writer) -> Outcome<(), BusyRefusal> {
        let account = match may_keep(&writer.principal) {
            Ok(account) => account,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let known = self.store.busy_calendar(account).await?;
        let tried = known.and_then(|known| known.tried_at);
        let done = self
            .act_of::<Done, BusyRefusal, _>(
                writer,
                Purpose::RefreshBusyCalendar,
                "",
                move |work, header| {
                    Box::pin(async move {
                        if tried.is_some_and(|at| header.at < at.plus(PAUSE)) {
                            return Err(Stop::Refused(BusyRefusal::JustRead));
                        }
                        if work.hurry_busy_calendar(account, header.at).await? {
                            Ok(Done)
                        } else {
                            Err(Stop::Refused(BusyRefusal::NotFound))
                        }
                    })
                },
            )
            .await?;
        Ok(done.map(|Done| ()))
    }

    /// Forgets one's own calendar with its times.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn remove_busy_calendar(&self, writer: &Writer) -> Outcome<(), BusyRefusal> {
        let account = match may_keep(&writer.principal) {
            Ok(account) => account,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let done = self
            .act_of::<Done, BusyRefusal, _>(
                writer,
                Purpose::RemoveBusyCalendar,
                "",
                move |work, _| {
                    Box::pin(async move {
                        work.lock_account(account).await?;
                        if work.remove_busy_calendar(account).await? {
                            Ok(Done)
                        } else {
                            Err(Stop::Refused(BusyRefusal::NotFound))
                        }
                    })
                },
            )
            .await?;
        Ok(done.map(|Done| ()))
    }

    /// Takes some calendars that are due, for whoever fetches them. That of somebody who may keep none any more is
    /// forgotten instead.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn claim_busy_calendars(&self) -> Result<Vec<ClaimedBusyCalendar>, StoreFault> {
        let now = self.now();
        let until = now.plus(BUSY_LEASE);
        let claimed = self.store.aside(move |work| {
            Box::pin(async move { Ok(work.claim_busy_calendars(now, until, AT_ONCE).await?) })
        });
        let (mut theirs, today) = (Vec::new(), now.in_japan().date);
        for calendar in claimed.await? {
            let account = calendar.account;
            let owner = self.store.known_account(account, today).await?;
            let owner = owner.map(|known| as_if_here(&known));
            let may_keep =
                |own: Principal| may(&own, Action::KeepOwnCalendar, &Object::Installation);
            if owner.is_some_and(may_keep) {
                theirs.push(calendar);
            } else {
                self.forget_busy_calendar(account).await?;
            }
        }
        Ok(theirs)
    }

    /// Forgets the calendar of somebody who may keep none any more, since they left.
    async fn forget_busy_calendar(&self, account: AccountId) -> Result<(), StoreFault> {
        let header = self.header(Caller::COURIER, Purpose::RemoveBusyCalendar);
        let forgotten = self.store.act::<(), Infallible, _>(&header, move |work| {
            Box::pin(async move {
                work.lock_account(account).await?;
                work.remove_busy_calendar(account).await?;
                Ok(())
            })
        });
        unrefused(forgotten.await)
    }

    /// Keeps the times of a calendar that was fetched, or why it was not.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn keep_busy_times(
        &self,
        claimed: ClaimedBusyCalendar,
        fetched: Result<Vec<u8>, BusyFault>,
    ) -> Result<(), StoreFault> {
        let now = self.now();
        let found = match fetched {
            // Following rules may take half a second.
            Ok(text) => tokio::task::spawn_blocking(move || read(&text, now))
                .await
                .unwrap_or(Err(BusyFault::NotACalendar)),
            Err(fault) => Err(fault),
        };
        if let Err(fault) = &found {
            tracing::info!(account = %claimed.account, fault = fault.code(), "a calendar was not read");
        }
        let read = BusyRead {
            at: now,
            due: now.plus(BUSY_EVERY),
            found,
        };
        let kept = self.store.aside(move |work| {
            let (claimed, read) = (claimed.clone(), read.clone());
            Box::pin(async move { Ok(work.keep_busy_read(&claimed, &read).await?) })
        });
        kept.await
    }
}
