//! Changing conferences: one input and one payload for each. What could be foreseen to go wrong is data of the payload.

use async_graphql::{Context, Enum, ID, InputObject, Object, Result};
use renkei_app::conference::begin::NewConference;
use renkei_app::conference::step::ConferenceStep;
use renkei_app::conference::{ConferenceRefusal, SeenConference};
use renkei_app::consent::ConsentRefusal;
use renkei_app::writer::{WriteKey, Writer};
use renkei_domain::access::rule::Decision;
use renkei_domain::conference::invitation::InvitationFault;
use renkei_domain::conference::{
    Absence, AbsenceReason, ConferenceKind, ConferencePurpose, Presence, Slot,
};
use renkei_domain::ids::{CaseId, ConferenceId};
use renkei_domain::record::Source;
use renkei_domain::text::{Line, Prose};

use super::{ConferenceType, one};
use crate::closed_list::Word;
use crate::directory::loaded::{Asked, ours};
use crate::scalars::DateTimeScalar;

/// Why nothing was changed.
#[derive(Debug, Clone)]
pub(super) enum Refused {
    /// The application says no.
    By(ConferenceRefusal),
    /// A value of the input cannot stand.
    Invalid(&'static str),
}

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
    /// What came of writing down something it decided.
    RecordDecisionPayload;
    /// What came of writing down what became of a decision.
    SettleDecisionPayload;
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
    /// The same was done before under this key, and what it made is told once: make further links.
    MadeBefore,
}

impl ConferenceRefusalReason {
    const fn of(refused: &Refused) -> Self {
        let refusal = match refused {
            Refused::Invalid(_) => return Self::Invalid,
            Refused::By(refusal) => refusal,
        };
        match refusal {
            ConferenceRefusal::Case(
                ConsentRefusal::NotFound
                | ConsentRefusal::NotAllowed(Decision::Hidden | Decision::Refused),
            )
            | ConferenceRefusal::NoSuchConference => Self::NotFound,
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
            ConferenceRefusal::LinksMadeBefore => Self::MadeBefore,
            ConferenceRefusal::Case(_)
            | ConferenceRefusal::Conference(_)
            | ConferenceRefusal::Invitation(_)
            | ConferenceRefusal::NoPoll
            | ConferenceRefusal::NoSuchLink
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
        match self.0 {
            Refused::By(refusal) => refusal.to_string(),
            Refused::Invalid(words) => (*words).to_owned(),
        }
    }
}

/// Who writes, under the key of the input.
pub(super) fn writer(asked: &Asked, key: Option<&str>) -> std::result::Result<Writer, Refused> {
    let key = key.map(WriteKey::parse).transpose();
    let wrong = "`idempotencyKey` は、1〜64文字の英数字と「-」「_」で書いてください。";
    let key = key.map_err(|_| Refused::Invalid(wrong))?;
    Ok(Writer::by(asked.principal.clone(), Source::GraphQl).once(key))
}

/// What whoever may see nothing hears.
pub(super) fn missing(asked: &Asked) -> Refused {
    let refusal = match asked.principal.account() {
        None => ConsentRefusal::NotAllowed(Decision::SignInFirst),
        Some(_) => ConsentRefusal::NotFound,
    };
    Refused::By(refusal.into())
}

fn prose(text: &str) -> std::result::Result<Prose, Refused> {
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
async fn stepped(
    ctx: &Context<'_>,
    (id, version, key): (&ID, i64, Option<&str>),
    step: std::result::Result<ConferenceStep, Refused>,
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

/// Somebody prepares to bring those together who help a person.
#[derive(Debug, InputObject)]
pub(crate) struct CreateConferenceInput {
    /// About the person of which case, as `Case.id` shows it.
    case: ID,
    /// Which of the three kinds that stand in a case.
    kind: Word<ConferenceKind>,
    /// What it should bring about; the agenda begins with its template.
    purpose: Word<ConferencePurpose>,
    /// Why it is held without the person. Null: they are there.
    absence: Option<Word<AbsenceReason>>,
    /// The same in words that the person reads. Null: they are there; needed beside `absence`.
    absence_words: Option<String>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl CreateConferenceInput {
    fn new_conference(&self) -> std::result::Result<NewConference, Refused> {
        let absence = match self.absence {
            None => None,
            Some(reason) => Some(Absence {
                reason: reason.0,
                words: prose(self.absence_words.as_deref().unwrap_or_default())?,
            }),
        };
        Ok(NewConference {
            kind: self.kind.0,
            purpose: self.purpose.0,
            presence: Presence {
                absence,
                family: None,
            },
            host: None,
        })
    }

    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<Kept> {
        let asked = Asked::of(ctx)?;
        let refused = |refusal: Refused| Kept {
            conference: None,
            refusal: Some(refusal),
        };
        let Ok(case) = self.case.as_str().parse::<CaseId>() else {
            return Ok(refused(missing(asked)));
        };
        let key = self.idempotency_key.as_deref();
        let ready = self
            .new_conference()
            .and_then(|new| Ok((writer(asked, key)?, new)));
        let (writer, new) = match ready {
            Ok(ready) => ready,
            Err(refusal) => return Ok(refused(refusal)),
        };
        match ours(asked.app.begin_conference(&writer, case, new).await)? {
            Ok(kept) => Ok(Kept {
                conference: one(asked, kept.0).await?,
                refusal: None,
            }),
            Err(refusal) => Ok(refused(refusal.into())),
        }
    }
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

fn slot(begins: DateTimeScalar, minutes: i32, place: &str) -> std::result::Result<Slot, Refused> {
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
