//! Changing conferences: one input and one payload for each. What could be foreseen to go wrong is data of the payload.

use std::fmt;

use async_graphql::{Context, Enum, ID, InputObject, Object, Result};
use renkei_app::conference::step::ConferenceStep;
use renkei_app::conference::{ConferenceRefusal, SeenConference};
use renkei_app::consent::ConsentRefusal;
use renkei_app::writer::Writer;
use renkei_domain::access::rule::Decision;
use renkei_domain::conference::Slot;
use renkei_domain::conference::invitation::InvitationFault;
use renkei_domain::ids::{CaseId, ConferenceId};
use renkei_domain::provisions::WhenFault;
use renkei_domain::text::{Line, Prose};

use super::refused::keyed;
use super::{ConferenceType, one};
use crate::directory::loaded::{Asked, ours};
use crate::scalars::DateTimeScalar;

/// Why nothing was changed.
#[derive(Debug, Clone)]
pub(crate) enum Refused {
    /// The application says no.
    By(ConferenceRefusal),
    /// A value of the input cannot stand.
    Invalid(&'static str),
    /// The rule of consent does not let it be told.
    Withheld,
    /// It was not told at such a moment.
    When(WhenFault),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::By(refusal) => write!(f, "{refusal}"),
            Self::Invalid(words) => f.write_str(words),
            Self::Withheld => {
                f.write_str("まだ伝えられません。本人の同意が足りません。記録は作っていません。")
            }
            Self::When(fault) => write!(f, "{fault}"),
        }
    }
}

/// Something that was read out of an input, or why it cannot be.
pub(super) type Ready<T> = std::result::Result<T, Refused>;

impl From<ConferenceRefusal> for Refused {
    fn from(refusal: ConferenceRefusal) -> Self {
        Self::By(refusal)
    }
}

/// What came of a mutation.
#[derive(Debug)]
pub(crate) struct Kept {
    pub(super) conference: Option<ConferenceType>,
    pub(super) refusal: Option<Refused>,
}

macro_rules! payloads {
    ($($(#[doc = $doc:tt])* $name:ident;)+) => {$(
        $(#[doc = $doc])*
        #[derive(Debug)]
        pub(crate) struct $name(Kept);

        impl From<Kept> for $name {
            fn from(kept: Kept) -> Self {
                Self(kept)
            }
        }

        $(#[doc = $doc])*
        #[Object]
        impl $name {
            /// How the conference stands now, whether it was changed or not. Null where there is none for the caller's
            /// eyes.
            async fn conference(&self) -> Option<ConferenceType> {
                self.0.conference.clone()
            }

            /// Why nothing was changed. Null: it was done.
            async fn refusal(&self) -> Option<ConferenceRefusalType<'_>> {
                self.0.refusal.as_ref().map(ConferenceRefusalType)
            }
        }
    )+};
}

pub(super) use payloads;

payloads! {
    /// What came of beginning a conference.
    CreateConferencePayload;
    /// What came of fixing its first date.
    ConfirmConferencePayload;
    /// What came of moving it to another date.
    RescheduleConferencePayload;
    /// What came of cancelling it.
    CancelConferencePayload;
    /// What came of closing it.
    CloseConferencePayload;
    /// What came of noting something in its minutes.
    RecordMinutesPayload;
    /// What came of writing down who was there.
    RecordAttendancePayload;
    /// What came of writing down what an absentee was asked beforehand.
    RecordInquiryPayload;
    /// What came of preparing the conference that follows: the new one, where it was.
    BeginNextConferencePayload;
    /// What came of writing down something it decided.
    RecordDecisionPayload;
    /// What came of writing down what became of a decision.
    SettleDecisionPayload;
    /// What came of deciding about a mail.
    SettleReplyPayload;
}

/// Why a conference was not changed: a foreseen case, for a program to treat by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(name = "ConferenceRefusalCode")]
pub(crate) enum ConferenceRefusalReason {
    /// There is no such conference or case for the caller's eyes; nor for any token.
    NotFound,
    /// Somebody signed in may be allowed to.
    SignInFirst,
    /// The account must show its second factor first.
    SecondFactorFirst,
    /// The caller may read it and may not do this.
    NotAllowed,
    /// Somebody else changed it meanwhile: ask for it again and use its new version.
    Changed,
    /// A value of the input cannot stand; the message says which.
    Invalid,
    /// It cannot be done as the conference, or its case, stands; the message says what is missing.
    State,
    /// The key was used before for another input.
    KeyReused,
    /// The person's consents do not cover what would be told; no record was made.
    Withheld,
    /// The same was done before under this key, and what it made is told once: ask anew under another key.
    MadeBefore,
}

impl ConferenceRefusalReason {
    const fn of(refused: &Refused) -> Self {
        let refusal = match refused {
            Refused::Invalid(_) | Refused::When(_) => return Self::Invalid,
            Refused::Withheld => return Self::Withheld,
            Refused::By(refusal) => refusal,
        };
        match refusal {
            ConferenceRefusal::Case(
                ConsentRefusal::NotFound
                | ConsentRefusal::NotAllowed(Decision::Hidden | Decision::Refused),
            )
            | ConferenceRefusal::NoSuchConference
            | ConferenceRefusal::NoSuchNumber => Self::NotFound,
            ConferenceRefusal::Case(ConsentRefusal::NotAllowed(Decision::SignInFirst)) => {
                Self::SignInFirst
            }
            ConferenceRefusal::Case(ConsentRefusal::NotAllowed(Decision::SecondFactorFirst)) => {
                Self::SecondFactorFirst
            }
            ConferenceRefusal::Case(ConsentRefusal::NotAllowed(_))
            | ConferenceRefusal::OnlyThePerson => Self::NotAllowed,
            ConferenceRefusal::Case(ConsentRefusal::KeyReused) => Self::KeyReused,
            ConferenceRefusal::Overtaken => Self::Changed,
            ConferenceRefusal::UnknownAgency => Self::Invalid,
            ConferenceRefusal::Invitation(InvitationFault::NoSuchInvitation) => Self::NotFound,
            ConferenceRefusal::LinksMadeBefore
            | ConferenceRefusal::NumberMadeBefore
            | ConferenceRefusal::SheetMadeBefore => Self::MadeBefore,
            ConferenceRefusal::Case(_)
            | ConferenceRefusal::Conference(_)
            | ConferenceRefusal::Invitation(_)
            | ConferenceRefusal::NoPoll
            | ConferenceRefusal::NoSuchLink
            | ConferenceRefusal::LinkEnded
            | ConferenceRefusal::Poll(_) => Self::State,
        }
    }
}

/// A refusal.
pub(crate) struct ConferenceRefusalType<'a>(pub(super) &'a Refused);

/// Why a conference was not changed.
#[Object(name = "ConferenceRefusal")]
impl ConferenceRefusalType<'_> {
    /// The reason, for a program.
    async fn code(&self) -> ConferenceRefusalReason {
        ConferenceRefusalReason::of(self.0)
    }

    /// A Japanese sentence for people that says what to do next.
    async fn message(&self) -> String {
        self.0.to_string()
    }
}

/// Who writes, under the key of the input.
pub(crate) fn writer(asked: &Asked, key: Option<&str>) -> Ready<Writer> {
    keyed(asked, key).map_err(Refused::Invalid)
}

/// What whoever may see nothing hears.
pub(super) fn missing(asked: &Asked) -> Refused {
    let refusal = match asked.principal.account() {
        None => ConsentRefusal::NotAllowed(Decision::SignInFirst),
        Some(_) => ConsentRefusal::NotFound,
    };
    Refused::By(refusal.into())
}

pub(super) fn prose(text: &str) -> Ready<Prose> {
    Prose::parse(text).map_err(|_| Refused::Invalid("わけを、4,000文字までで書いてください。"))
}

/// In which case a conference stands that the caller may read.
pub(super) async fn place_of(asked: &Asked, id: &ID) -> Result<Option<(CaseId, ConferenceId)>> {
    let Ok(id) = id.as_str().parse::<ConferenceId>() else {
        return Ok(None);
    };
    let case = asked.app.case_of_conference(&asked.principal, id);
    Ok(ours(case.await)?.map(|case| (case, id)))
}

/// Takes a step with a conference, unless its values are refused already.
pub(super) async fn stepped(
    ctx: &Context<'_>,
    (id, version, key): (&ID, i64, Option<&str>),
    step: Ready<ConferenceStep>,
) -> Result<Kept> {
    let asked = Asked::of(ctx)?;
    let Some((case, id)) = place_of(asked, id).await? else {
        return Ok(Kept {
            conference: None,
            refusal: Some(missing(asked)),
        });
    };
    let ready = step.and_then(|step| Ok((writer(asked, key)?, step)));
    let refusal = match ready {
        Ok((writer, step)) => {
            let seen = SeenConference { case, id, version };
            let done = asked.app.step_conference(&writer, seen, step);
            ours(done.await)?.err().map(Refused::By)
        }
        Err(refusal) => Some(refusal),
    };
    Ok(Kept {
        conference: one(asked, id).await?,
        refusal,
    })
}

macro_rules! dates {
    ($($(#[doc = $doc:tt])* $name:ident;)+) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, InputObject)]
        pub(crate) struct $name {
            /// Which conference, as `Conference.id` shows it.
            id: ID,
            /// The version of the conference that the date was fixed for.
            version: i64,
            /// Its first minute, later than now.
            begins: DateTimeScalar,
            /// How long it takes, 10 to 480 minutes.
            minutes: i32,
            /// Address and room, without a name that tells what it is about.
            place: String,
            /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
            idempotency_key: Option<String>,
        }

        impl $name {
            pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<Kept> {
                let step = slot(self.begins, self.minutes, &self.place);
                let aim = (&self.id, self.version, self.idempotency_key.as_deref());
                stepped(ctx, aim, step.map(ConferenceStep::Fix)).await
            }
        }
    )+};
}

dates! {
    /// Day, time and place on which its host settled.
    ConfirmConferenceInput;
    /// Another day, time or place than the one settled before.
    RescheduleConferenceInput;
}

pub(super) fn slot(begins: DateTimeScalar, minutes: i32, place: &str) -> Ready<Slot> {
    let wrong = "長さを、10分から480分までにしてください。";
    let minutes = u16::try_from(minutes).map_err(|_| Refused::Invalid(wrong))?;
    let place = Line::parse(place);
    Ok(Slot {
        begins: begins.0,
        minutes,
        place: place.map_err(|_| Refused::Invalid("場所を、300文字までで入れてください。"))?,
    })
}

/// A conference that does not take place.
#[derive(Debug, InputObject)]
pub(crate) struct CancelConferenceInput {
    /// Which conference, as `Conference.id` shows it.
    id: ID,
    /// The version of the conference that was decided about.
    version: i64,
    /// Why, in words that the person reads.
    why: String,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl CancelConferenceInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<Kept> {
        let step = prose(&self.why).map(ConferenceStep::Cancel);
        let aim = (&self.id, self.version, self.idempotency_key.as_deref());
        stepped(ctx, aim, step).await
    }
}

/// A conference about which nothing is left to do.
#[derive(Debug, InputObject)]
pub(crate) struct CloseConferenceInput {
    /// Which conference, as `Conference.id` shows it.
    id: ID,
    /// The version of the conference that was looked at.
    version: i64,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl CloseConferenceInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<Kept> {
        let aim = (&self.id, self.version, self.idempotency_key.as_deref());
        stepped(ctx, aim, Ok(ConferenceStep::Close)).await
    }
}
