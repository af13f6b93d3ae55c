//! Changing series of meetings: one input and one payload for each, and the payloads of changing one meeting, whose inputs
//! stand in [`super::hold`]. What could be foreseen to go wrong is data of the payload.

use async_graphql::{Context, Enum, ID, InputObject, Object, Result};
use renkei_app::conference::call::way::WayStep;
use renkei_app::conference::series::plan::NewMember;
use renkei_app::conference::series::{MeetingRefusal, SeenSeries};
use renkei_app::writer::Writer;
use renkei_domain::access::rule::Decision;
use renkei_domain::conference::series::{MeetingOffice, SeriesFault, SeriesOutline};
use renkei_domain::ids::{MeetingSeriesId, NetworkId, ParticipantId};
use renkei_domain::text::Line;

use super::super::refused::{RefusedBy, keyed};
use super::outline::MeetingOutlineInput;
use super::{MeetingOccurrenceType, MeetingSeriesType, one};
use crate::directory::loaded::{Asked, ours};
use crate::scalars::DateScalar;

pub(super) type Ready<T> = std::result::Result<T, Refused>;

/// Why nothing was changed.
pub(crate) type Refused = RefusedBy<MeetingRefusal>;

/// What came of a change of a series.
#[derive(Debug)]
pub(crate) struct KeptSeries {
    series: Option<MeetingSeriesType>,
    refusal: Option<Refused>,
}

/// What came of a change of one meeting.
#[derive(Debug)]
pub(crate) struct KeptMeeting {
    pub(super) occurrence: Option<MeetingOccurrenceType>,
    pub(super) refusal: Option<Refused>,
}

macro_rules! payloads {
    ($kept:ident, $field:ident: $shown:ident, $said:tt; $($(#[doc = $doc:tt])* $name:ident;)+) => {$(
        $(#[doc = $doc])*
        #[derive(Debug)]
        pub(crate) struct $name($kept);

        impl From<$kept> for $name {
            fn from(kept: $kept) -> Self {
                Self(kept)
            }
        }

        $(#[doc = $doc])*
        #[Object]
        impl $name {
            #[doc = $said]
            async fn $field(&self) -> Option<$shown> {
                self.0.$field.clone()
            }

            /// Why nothing was changed. Null: it was done.
            async fn refusal(&self) -> Option<MeetingRefusalType<'_>> {
                self.0.refusal.as_ref().map(MeetingRefusalType)
            }
        }
    )+};
}

payloads! {
    KeptSeries, series: MeetingSeriesType,
    "How the series stands now, whether it was changed or not. Null where there is none for the caller's eyes.";
    /// What came of making a series.
    PlanMeetingsPayload;
    /// What came of changing what a series is.
    ChangeMeetingsPayload;
    /// What came of adding somebody who is called.
    CallToMeetingsPayload;
    /// What came of calling somebody no longer.
    LetGoOfMeetingMemberPayload;
    /// What came of choosing how somebody hears of meetings.
    ChangeMeetingWayPayload;
    /// What came of saying that a FAX number is right.
    ConfirmMeetingNumberPayload;
}

payloads! {
    KeptMeeting, occurrence: MeetingOccurrenceType,
    "How the meeting stands now, whether it was changed or not. Null where there is none for the caller's eyes.";
    /// What came of choosing another time or room.
    MoveMeetingPayload;
    /// What came of calling it off.
    CancelMeetingPayload;
    /// What came of taking back a move or a cancellation.
    RestoreMeetingPayload;
    /// What came of adding to its agenda.
    AddMeetingItemPayload;
    /// What came of saying how far people got with an item.
    SettleMeetingItemPayload;
    /// What came of taking an item off the agenda.
    DropMeetingItemPayload;
    /// What came of writing down whether somebody was there.
    RecordMeetingAttendancePayload;
    /// What came of saving its notes.
    RecordMeetingNotesPayload;
    /// What came of writing down something people agreed on.
    RecordMeetingDecisionPayload;
    /// What came of saying what became of a decision.
    SettleMeetingDecisionPayload;
    /// What came of carrying over what was left.
    CarryOverMeetingPayload;
    /// What came of saying what became of a message about it.
    MarkMeetingNoticePayload;
    /// What came of taking down an answer.
    RecordMeetingAnswerPayload;
    /// What came of deciding about a mail that waits.
    SettleMeetingReplyPayload;
}

/// Why a meeting was not changed: a foreseen case, for a program to treat by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(name = "MeetingRefusalCode")]
pub(crate) enum MeetingRefusalReason {
    /// There is no such network, series or day for the caller's eyes.
    NotFound,
    /// Somebody signed in may be allowed to.
    SignInFirst,
    /// The account must show its second factor first.
    SecondFactorFirst,
    /// The caller may read it; its secretariat alone writes, and no token does.
    NotAllowed,
    /// Somebody else changed it meanwhile: ask for it again and use its new version.
    Changed,
    /// A value of the input cannot stand; the message says which.
    Invalid,
    /// It cannot be done as series or meeting stand; the message says what to do.
    State,
    /// The key was used before for another input.
    KeyReused,
    /// The same was done before under this key, and what it made is told once: ask anew under another key.
    MadeBefore,
}

impl MeetingRefusalReason {
    const fn of(refused: &Refused) -> Self {
        match refused {
            Refused::Invalid(_) => Self::Invalid,
            Refused::By(refusal) => match refusal {
                MeetingRefusal::NotFound
                | MeetingRefusal::NotAllowed(Decision::Hidden)
                | MeetingRefusal::Series(SeriesFault::NoSuchDay) => Self::NotFound,
                MeetingRefusal::NotAllowed(Decision::SignInFirst) => Self::SignInFirst,
                MeetingRefusal::NotAllowed(Decision::SecondFactorFirst) => Self::SecondFactorFirst,
                MeetingRefusal::NotAllowed(_) => Self::NotAllowed,
                MeetingRefusal::Overtaken => Self::Changed,
                MeetingRefusal::UnknownAgency => Self::Invalid,
                MeetingRefusal::Series(_) => Self::State,
                MeetingRefusal::KeyReused => Self::KeyReused,
                MeetingRefusal::SheetMadeBefore => Self::MadeBefore,
            },
        }
    }
}

/// A refusal.
pub(crate) struct MeetingRefusalType<'a>(pub(super) &'a Refused);

/// Why a meeting was not changed.
#[Object(name = "MeetingRefusal")]
impl MeetingRefusalType<'_> {
    /// The reason, for a program.
    async fn code(&self) -> MeetingRefusalReason {
        MeetingRefusalReason::of(self.0)
    }

    /// A Japanese sentence for people that says what to do next.
    async fn message(&self) -> String {
        self.0.message()
    }
}

/// Who writes, under the key of the input.
pub(super) fn writer(asked: &Asked, key: Option<&str>) -> Ready<Writer> {
    keyed(asked, key).map_err(Refused::Invalid)
}

pub(super) fn line(text: &str) -> Ready<Line> {
    Line::parse(text).map_err(|_| Refused::Invalid("文字は、1行300文字までで入れてください。"))
}

pub(super) fn line_opt(text: Option<&str>) -> Ready<Option<Line>> {
    text.map(line).transpose()
}

pub(super) fn small(number: i32) -> Ready<u16> {
    u16::try_from(number).map_err(|_| Refused::Invalid("長さは、分の数で入れてください。"))
}

pub(super) fn known<T: std::str::FromStr>(id: &ID) -> Ready<T> {
    let found = id.as_str().parse();
    found.map_err(|_| Refused::By(MeetingRefusal::NotFound))
}

async fn kept_series(
    asked: &Asked,
    id: Option<MeetingSeriesId>,
    refusal: Option<Refused>,
) -> Result<KeptSeries> {
    Ok(KeptSeries {
        series: match id {
            Some(id) => one(asked, id).await?,
            None => None,
        },
        refusal,
    })
}

/// Why nothing is changed of a series: what is wrong with the values is told to whoever may change it.
pub(super) async fn judged(
    asked: &Asked,
    id: MeetingSeriesId,
    refusal: Refused,
) -> Result<Refused> {
    if let Refused::Invalid(_) = refusal {
        let may = asked.app.may_keep_series(&asked.principal, id).await;
        return Ok(ours(may)?.err().map_or(refusal, Refused::By));
    }
    Ok(refusal)
}

/// A series that comes into being.
#[derive(Debug, InputObject)]
pub(crate) struct PlanMeetingsInput {
    /// Whose secretariat hosts it.
    network: ID,
    /// Kind, theme, place, hours and days.
    outline: MeetingOutlineInput,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl PlanMeetingsInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<KeptSeries> {
        let asked = Asked::of(ctx)?;
        let ready = || -> Ready<(NetworkId, SeriesOutline, Writer)> {
            let key = self.idempotency_key.as_deref();
            let network = known(&self.network)?;
            let may = asked.app.may_keep_meetings(&asked.principal, network);
            may.map_err(Refused::By)?;
            Ok((network, self.outline.outline()?, writer(asked, key)?))
        };
        let (network, outline, writer) = match ready() {
            Ok(ready) => ready,
            Err(refusal) => return kept_series(asked, None, Some(refusal)).await,
        };
        match ours(asked.app.plan_meetings(&writer, network, outline).await)? {
            Ok(kept) => kept_series(asked, Some(kept.0), None).await,
            Err(refusal) => kept_series(asked, None, Some(Refused::By(refusal))).await,
        }
    }
}

/// What is done with a series that is there.
pub(super) enum SeriesAct {
    Change(SeriesOutline, Option<DateScalar>),
    Call(NewMember),
    LetGo(ParticipantId),
    Way(ParticipantId, WayStep),
}

/// Changes a series, unless its values are refused already.
pub(super) async fn changed(
    ctx: &Context<'_>,
    (id, version, key): (&ID, i64, Option<&str>),
    act: Ready<SeriesAct>,
) -> Result<KeptSeries> {
    let asked = Asked::of(ctx)?;
    let id = match known::<MeetingSeriesId>(id) {
        Ok(id) => id,
        Err(refusal) => return kept_series(asked, None, Some(refusal)).await,
    };
    let ready = act.and_then(|act| Ok((writer(asked, key)?, act)));
    let (writer, act) = match ready {
        Ok(ready) => ready,
        Err(refusal) => {
            let refusal = judged(asked, id, refusal).await?;
            return kept_series(asked, Some(id), Some(refusal)).await;
        }
    };
    let seen = SeenSeries { id, version };
    let done = match act {
        SeriesAct::Change(outline, from) => {
            let from = from.map(|day| day.0);
            asked
                .app
                .change_meetings(&writer, seen, outline, from)
                .await
        }
        SeriesAct::Call(new) => asked.app.call_to_meetings(&writer, seen, new).await,
        SeriesAct::LetGo(member) => asked.app.let_go_of_member(&writer, seen, member).await,
        SeriesAct::Way(member, step) => {
            let app = &asked.app;
            app.change_member_way(&writer, seen, member, step).await
        }
    };
    match ours(done)? {
        Ok(kept) => kept_series(asked, Some(kept.0), None).await,
        Err(refusal) => kept_series(asked, Some(id), Some(Refused::By(refusal))).await,
    }
}

/// A series that is to be something else.
#[derive(Debug, InputObject)]
pub(crate) struct ChangeMeetingsInput {
    /// Which series, as `MeetingSeries.id` shows it.
    id: ID,
    /// The version of the series that it was written for.
    version: i64,
    /// Kind, theme, place, hours and days from now on.
    outline: MeetingOutlineInput,
    /// From which day on another series takes its place, where days or hours change of one that has begun. Null: they
    /// stay, or it has not begun.
    from: Option<DateScalar>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl ChangeMeetingsInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<KeptSeries> {
        let outline = self.outline.outline();
        let act = outline.map(|outline| SeriesAct::Change(outline, self.from));
        let aim = (&self.id, self.version, self.idempotency_key.as_deref());
        changed(ctx, aim, act).await
    }
}

/// An office that should come to each meeting.
#[derive(Debug, InputObject)]
pub(crate) struct CallToMeetingsInput {
    /// Which series, as `MeetingSeries.id` shows it.
    id: ID,
    /// The version of the series that it was written for.
    version: i64,
    /// The entry of the directory, by its plain id. Null: it is called by `name`.
    resource: Option<ID>,
    /// What an office outside the directory is called. Null: it is called by `resource`.
    name: Option<String>,
    /// Duty or title of whoever should come. Null: that is left to the office.
    seat: Option<String>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl CallToMeetingsInput {
    fn member(&self) -> Ready<NewMember> {
        let one = "`resource` か `name` の、どちらか1つを入れてください。";
        let office = match (&self.resource, self.name.as_deref()) {
            (Some(id), None) => MeetingOffice::Listed(known(id)?),
            (None, Some(name)) => MeetingOffice::Written(line(name)?),
            _ => return Err(Refused::Invalid(one)),
        };
        let seat = line_opt(self.seat.as_deref())?;
        Ok(NewMember { office, seat })
    }

    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<KeptSeries> {
        let aim = (&self.id, self.version, self.idempotency_key.as_deref());
        changed(ctx, aim, self.member().map(SeriesAct::Call)).await
    }
}

/// An office that is not called from tomorrow on.
#[derive(Debug, InputObject)]
pub(crate) struct LetGoOfMeetingMemberInput {
    /// Which series, as `MeetingSeries.id` shows it.
    id: ID,
    /// The version of the series that it was written for.
    version: i64,
    /// Which one, as `MeetingMember.id` shows it.
    member: ID,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl LetGoOfMeetingMemberInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<KeptSeries> {
        let aim = (&self.id, self.version, self.idempotency_key.as_deref());
        changed(ctx, aim, known(&self.member).map(SeriesAct::LetGo)).await
    }
}
