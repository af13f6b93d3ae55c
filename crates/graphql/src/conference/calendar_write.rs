//! Changing how one's own calendar goes together with conferences: one input and one payload for each.

use async_graphql::{Context, Enum, ID, InputObject, Object, Result};
use renkei_app::conference::feed::{FeedRefusal, MadeFeed, may_manage};
use renkei_app::people::BusyRefusal;
use renkei_app::people::busy::may_keep_calendar;
use renkei_app::writer::Writer;
use renkei_domain::access::rule::Decision;
use renkei_domain::conference::feed::CalendarProgram;
use renkei_domain::ids::{FeedId, OrganizationId};
use renkei_domain::people::BusyAddress;

use super::calendar::{BusyCalendarType, FeedType, busy_calendar, own_feeds};
use super::write::writer;
use crate::closed_list::Word;
use crate::directory::loaded::{Asked, ours};

/// Why nothing was done about one's own calendar: a foreseen case, for a program to treat by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(name = "CalendarRefusalCode")]
pub(crate) enum CalendarRefusalReason {
    /// Somebody signed in may be allowed to.
    SignInFirst,
    /// The account must show its second factor first.
    SecondFactorFirst,
    /// The owner must show again who they are, on a page.
    ConfirmAgain,
    /// No token opens it, nor an account that meets nobody.
    NotAllowed,
    /// The caller has no such address or calendar.
    NotFound,
    /// Ten addresses of the caller hold already, or three of the agency: revoke one of them.
    Full,
    /// The calendar was read less than a minute ago.
    JustRead,
    /// A value of the input cannot stand; the message says which.
    Invalid,
    /// The key was used before for another input.
    KeyReused,
    /// The same was done before under this key, and what it made is told once: revoke it and make another.
    MadeBefore,
}

/// A refusal.
#[derive(Debug)]
pub(crate) struct CalendarRefusalType {
    code: CalendarRefusalReason,
    message: String,
}

/// Why nothing was done about somebody's own calendar.
#[Object(name = "CalendarRefusal")]
impl CalendarRefusalType {
    /// The reason, for a program.
    async fn code(&self) -> CalendarRefusalReason {
        self.code
    }

    /// A Japanese sentence for people that says what to do next.
    async fn message(&self) -> &str {
        &self.message
    }
}

const fn decided(decision: Decision) -> CalendarRefusalReason {
    match decision {
        Decision::SignInFirst => CalendarRefusalReason::SignInFirst,
        Decision::SecondFactorFirst => CalendarRefusalReason::SecondFactorFirst,
        Decision::ConfirmAgain => CalendarRefusalReason::ConfirmAgain,
        Decision::Allowed | Decision::Hidden | Decision::Refused | Decision::ScopeMissing(_) => {
            CalendarRefusalReason::NotAllowed
        }
    }
}

impl From<FeedRefusal> for CalendarRefusalType {
    fn from(refusal: FeedRefusal) -> Self {
        Self {
            code: match refusal {
                FeedRefusal::NotAllowed(decision) => decided(decision),
                FeedRefusal::Full | FeedRefusal::FullOfAgency => CalendarRefusalReason::Full,
                FeedRefusal::NotFound => CalendarRefusalReason::NotFound,
                FeedRefusal::MadeBefore => CalendarRefusalReason::MadeBefore,
            },
            message: refusal.to_string(),
        }
    }
}

impl From<BusyRefusal> for CalendarRefusalType {
    fn from(refusal: BusyRefusal) -> Self {
        Self {
            code: match refusal {
                BusyRefusal::NotAllowed(decision) => decided(decision),
                BusyRefusal::NotFound => CalendarRefusalReason::NotFound,
                BusyRefusal::JustRead => CalendarRefusalReason::JustRead,
                BusyRefusal::KeyReused(_) => CalendarRefusalReason::KeyReused,
            },
            message: refusal.to_string(),
        }
    }
}

fn invalid(message: impl ToString) -> CalendarRefusalType {
    CalendarRefusalType {
        code: CalendarRefusalReason::Invalid,
        message: message.to_string(),
    }
}

macro_rules! payloads {
    ($($(#[doc = $doc:tt])* $name:ident;)+) => {$(
        $(#[doc = $doc])*
        #[derive(Debug)]
        pub(crate) struct $name(Done);

        $(#[doc = $doc])*
        #[Object]
        impl $name {
            /// What the address that was just made is behind the installation's own, such as `/feed/….ics`; told this
            /// once. Null where none was made.
            async fn path(&self) -> Option<String> {
                let made = self.0.as_ref().ok()?.as_ref()?;
                Some(format!("/feed/{}.ics", made.secret))
            }

            /// The addresses of the caller and their agencies as they stand now, the newest first. Empty for whoever may not see them. Null
    /// only with an error: `INTERNAL`.
            async fn feeds(&self, ctx: &Context<'_>) -> Option<Result<Vec<FeedType>>> {
                Some(own_feeds(ctx).await)
            }

            /// The caller's calendar as it stands now. Null where no address of it is known.
            async fn busy_calendar(&self, ctx: &Context<'_>) -> Option<Result<BusyCalendarType>> {
                busy_calendar(ctx).await.transpose()
            }

            /// Why nothing was done. Null: it was.
            async fn refusal(&self) -> Option<&CalendarRefusalType> {
                self.0.as_ref().err()
            }
        }
    )+};
}

payloads! {
    /// What came of making an address.
    MakeFeedPayload;
    /// What came of revoking an address.
    RevokeFeedPayload;
    /// What came of saying where one's calendar lies.
    SetBusyCalendarPayload;
    /// What came of asking that one's calendar be read.
    RefreshBusyCalendarPayload;
    /// What came of forgetting one's calendar.
    RemoveBusyCalendarPayload;
}

/// Another calendar that is to read of conferences.
#[derive(Debug, InputObject)]
pub(crate) struct MakeFeedInput {
    /// The program that will subscribe.
    program: Word<CalendarProgram>,
    /// The organization at which the caller works and all of whose conferences are to be read, with those of others to
    /// which it is called. Null: the caller's own.
    organization: Option<ID>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

type Done = std::result::Result<Option<MadeFeed>, CalendarRefusalType>;

/// Who writes, under the key of the input.
fn keyed(asked: &Asked, key: Option<&str>) -> std::result::Result<Writer, CalendarRefusalType> {
    writer(asked, key).map_err(invalid)
}

/// What came of something that makes nothing.
fn nothing<R: Into<CalendarRefusalType>>(done: std::result::Result<(), R>) -> Done {
    done.map(|()| None).map_err(Into::into)
}

impl MakeFeedInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<MakeFeedPayload> {
        let asked = Asked::of(ctx)?;
        let writer = match keyed(asked, self.idempotency_key.as_deref()) {
            Ok(writer) => writer,
            Err(refusal) => return Ok(MakeFeedPayload(Err(refusal))),
        };
        let (app, program) = (&asked.app, self.program.0);
        let made = match self.organization {
            None => ours(app.make_feed(&writer, program).await)?,
            Some(id) => match id.as_str().parse::<OrganizationId>() {
                Ok(agency) => ours(app.make_agency_feed(&writer, program, agency).await)?,
                // What is no id is an organization at which nobody works.
                Err(_) => Err(may_manage(&writer.principal)
                    .err()
                    .unwrap_or(FeedRefusal::NotFound)),
            },
        };
        Ok(MakeFeedPayload(made.map(Some).map_err(Into::into)))
    }
}

/// An address that is to open nothing any more.
#[derive(Debug, InputObject)]
pub(crate) struct RevokeFeedInput {
    /// Which address, as `ConferenceFeed.id` shows it.
    id: ID,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl RevokeFeedInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<RevokeFeedPayload> {
        let asked = Asked::of(ctx)?;
        let writer = match keyed(asked, self.idempotency_key.as_deref()) {
            Ok(writer) => writer,
            Err(refusal) => return Ok(RevokeFeedPayload(Err(refusal))),
        };
        // What is no id is one that nobody has: the rule is asked all the same.
        let done = match self.id.as_str().parse::<FeedId>() {
            Ok(id) => ours(asked.app.revoke_feed(&writer, id).await)?,
            Err(_) => Err(may_manage(&writer.principal)
                .err()
                .unwrap_or(FeedRefusal::NotFound)),
        };
        Ok(RevokeFeedPayload(nothing(done)))
    }
}

/// Where somebody's own calendar lies.
#[derive(Debug, InputObject)]
pub(crate) struct SetBusyCalendarInput {
    /// The published address (ICS), by `https:` or `webcal:`, up to 2,000 characters. It is kept sealed.
    address: String,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl SetBusyCalendarInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<SetBusyCalendarPayload> {
        let asked = Asked::of(ctx)?;
        if let Err(decision) = may_keep_calendar(&asked.principal) {
            let refusal = BusyRefusal::NotAllowed(decision);
            return Ok(SetBusyCalendarPayload(Err(refusal.into())));
        }
        let ready = keyed(asked, self.idempotency_key.as_deref())
            .and_then(|writer| Ok((writer, BusyAddress::parse(&self.address).map_err(invalid)?)));
        let (writer, address) = match ready {
            Ok(ready) => ready,
            Err(refusal) => return Ok(SetBusyCalendarPayload(Err(refusal))),
        };
        let done = ours(asked.app.set_busy_calendar(&writer, address).await)?;
        Ok(SetBusyCalendarPayload(nothing(done)))
    }
}

/// A calendar that is to be fetched now.
#[derive(Debug, InputObject)]
pub(crate) struct RefreshBusyCalendarInput {
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl RefreshBusyCalendarInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<RefreshBusyCalendarPayload> {
        let asked = Asked::of(ctx)?;
        let writer = match keyed(asked, self.idempotency_key.as_deref()) {
            Ok(writer) => writer,
            Err(refusal) => return Ok(RefreshBusyCalendarPayload(Err(refusal))),
        };
        let done = ours(asked.app.refresh_busy_calendar(&writer).await)?;
        Ok(RefreshBusyCalendarPayload(nothing(done)))
    }
}

/// A calendar whose times are to count no more.
#[derive(Debug, InputObject)]
pub(crate) struct RemoveBusyCalendarInput {
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl RemoveBusyCalendarInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<RemoveBusyCalendarPayload> {
        let asked = Asked::of(ctx)?;
        let writer = match keyed(asked, self.idempotency_key.as_deref()) {
            Ok(writer) => writer,
            Err(refusal) => return Ok(RemoveBusyCalendarPayload(Err(refusal))),
        };
        let done = ours(asked.app.remove_busy_calendar(&writer).await)?;
        Ok(RemoveBusyCalendarPayload(nothing(done)))
    }
}
