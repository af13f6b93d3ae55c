//! How somebody's own calendar goes together with conferences: the addresses by which it reads of them, and the calendar
//! whose times count when dates are sought. Both are one's own alone; a token opens neither.

use async_graphql::{Context, ID, Object, Result};
use renkei_app::conference::feed::FeedView;
use renkei_app::people::busy::{StoredBusyCalendar, may_keep_calendar};
use renkei_domain::conference::feed::CalendarProgram;
use renkei_domain::people::BusyFault;

use crate::closed_list::{Word, closed_list};
use crate::directory::loaded::{Asked, ours};
use crate::scalars::{DateScalar, DateTimeScalar};

closed_list!(
    CalendarProgram,
    "CalendarProgram",
    "Which program subscribes to an address; people revoke one by it.",
    |program| match program {
        CalendarProgram::Outlook => "subscribes at outlook.com or at an office's own server",
        CalendarProgram::Google => "reads an address about once a day",
        CalendarProgram::Apple => "phones, tablets and computers of one maker",
        CalendarProgram::Other => "anything else that reads iCalendar by an address",
    }
);

closed_list!(
    BusyFault,
    "BusyCalendarFault",
    "Why somebody's calendar could not be read.",
    |fault| match fault {
        BusyFault::Address => "no server can be asked by what was typed",
        BusyFault::Forbidden => "it lies within the installation's own network",
        BusyFault::Unreachable => "its server did not answer in time",
        BusyFault::Answer => "its server answered something other than a file",
        BusyFault::TooLarge => "more than 4 MB lie there, and nothing of it was read",
        BusyFault::NotACalendar => "what lies there is no iCalendar text",
    }
);

/// An address.
pub(crate) struct FeedType(FeedView);

/// An address by which somebody's own calendar, or one of their agency, reads when and where conferences are.
#[Object(name = "ConferenceFeed")]
impl FeedType {
    /// Which address it is; `revokeFeed` takes it. The secret is another.
    async fn id(&self) -> ID {
        ID(self.0.id.to_string())
    }

    /// The organization for all of which it is. Null: it is for the caller alone.
    async fn organization(&self) -> Option<ID> {
        self.0.agency.map(|agency| ID(agency.to_string()))
    }

    /// With which calendar software its owner reads it, as they said when making it.
    async fn program(&self) -> Word<CalendarProgram> {
        Word(self.0.program)
    }

    /// The moment in which its owner made it.
    async fn made_at(&self) -> DateTimeScalar {
        DateTimeScalar(self.0.made_at)
    }

    /// The last day in Japan on which a calendar read it. Null: none has yet.
    async fn last_read_on(&self) -> Option<DateScalar> {
        self.0.last_read_on.map(DateScalar)
    }

    /// The moment from which it opens nothing any more. Null: it still holds.
    async fn revoked_at(&self) -> Option<DateTimeScalar> {
        self.0.revoked_at.map(DateTimeScalar)
    }
}

/// A calendar.
pub(crate) struct BusyCalendarType(StoredBusyCalendar);

/// Somebody's own calendar, of which the taken times are kept and nothing else. Its address is never told again.
#[Object(name = "BusyCalendar")]
impl BusyCalendarType {
    /// The server on which it lies, as its owner's address names it.
    async fn host(&self) -> &str {
        self.0.address.host()
    }

    /// The moment in which its address was given.
    async fn set_at(&self) -> DateTimeScalar {
        DateTimeScalar(self.0.set_at)
    }

    /// The moment in which its times were read last. Null: that never worked yet.
    async fn read_at(&self) -> Option<DateTimeScalar> {
        self.0.read_at.map(DateTimeScalar)
    }

    /// Why the last try failed. Null: it worked, or nobody tried yet.
    async fn fault(&self) -> Option<Word<BusyFault>> {
        self.0.fault.map(Word)
    }

    /// How many of its entries have a time that could not be told: those hours look free.
    async fn untold(&self) -> i32 {
        i32::try_from(self.0.untold).unwrap_or(i32::MAX)
    }

    /// How many stretches of time are taken in the next 200 days.
    async fn times(&self) -> i32 {
        i32::try_from(self.0.times).unwrap_or(i32::MAX)
    }
}

/// The addresses of the caller and their agencies, where they may see them by this door.
pub(crate) async fn own_feeds(ctx: &Context<'_>) -> Result<Vec<FeedType>> {
    let asked = Asked::of(ctx)?;
    if may_keep_calendar(&asked.principal).is_err() {
        return Ok(Vec::new());
    }
    let feeds = ours(asked.app.feeds(&asked.principal).await)?;
    Ok(feeds.into_iter().map(FeedType).collect())
}

/// The caller's calendar, where they may see it by this door.
pub(crate) async fn busy_calendar(ctx: &Context<'_>) -> Result<Option<BusyCalendarType>> {
    let asked = Asked::of(ctx)?;
    if may_keep_calendar(&asked.principal).is_err() {
        return Ok(None);
    }
    let known = ours(asked.app.busy_calendar(&asked.principal).await)?;
    Ok(known.map(BusyCalendarType))
}
