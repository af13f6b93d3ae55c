//! Writing down what came of a conference: notes, who was there, and what was decided.

use async_graphql::{Context, ID, InputObject, Result};
use renkei_app::conference::decide::{NewDecision, SeenDecision};
use renkei_app::conference::minutes::{AttendanceStep, NotesForm, SeenNotes};
use renkei_app::conference::{ConferenceRefusal, SeenConference};
use renkei_app::writer::Writer;
use renkei_domain::conference::{
    Came, ConferenceFault, DecisionKind, DecisionState, Inquiry, MinutesFault, Presenter, Slot,
    Turnout,
};
use renkei_domain::ids::{AgendaItemId, CaseId, ConferenceId, DecisionId, ParticipantId};
use renkei_domain::text::{Line, Prose, TextFault};

use super::one;
use super::write::{Kept, Ready, Refused, missing, place_of, slot, writer};
use crate::closed_list::Word;
use crate::directory::loaded::{Asked, ours};
use crate::scalars::{DateScalar, DateTimeScalar};

/// Who writes into which conference.
struct Place {
    writer: Writer,
    case: CaseId,
    id: ConferenceId,
}

/// Where an input writes and what, unless it is refused already.
async fn ready<T>(
    asked: &Asked,
    (id, key): (&ID, Option<&str>),
    values: Ready<T>,
) -> Result<std::result::Result<(Place, T), Kept>> {
    let Some((case, id)) = place_of(asked, id).await? else {
        return Ok(Err(Kept {
            conference: None,
            refusal: Some(missing(asked)),
        }));
    };
    match values.and_then(|values| Ok((writer(asked, key)?, values))) {
        Ok((writer, values)) => Ok(Ok((Place { writer, case, id }, values))),
        Err(refusal) => Ok(Err(Kept {
            conference: one(asked, id).await?,
            refusal: Some(refusal),
        })),
    }
}

/// What came of writing.
async fn kept(asked: &Asked, id: ConferenceId, refusal: Option<ConferenceRefusal>) -> Result<Kept> {
    Ok(Kept {
        conference: one(asked, id).await?,
        refusal: refusal.map(Refused::By),
    })
}

pub(super) fn text(text: Option<&str>) -> Ready<Option<Prose>> {
    match text.map(Prose::parse) {
        None | Some(Err(TextFault::Empty)) => Ok(None),
        Some(Ok(text)) => Ok(Some(text)),
        Some(Err(_)) => Err(Refused::Invalid("文を、4,000文字までで書いてください。")),
    }
}

pub(super) fn line(text: &str) -> Ready<Line> {
    let wrong = "名前や「なにを」を、300文字までで書いてください。";
    Line::parse(text).map_err(|_| Refused::Invalid(wrong))
}

pub(super) fn refused(fault: MinutesFault) -> Refused {
    Refused::By(ConferenceFault::from(fault).into())
}

fn item(id: Option<&ID>) -> Ready<Option<AgendaItemId>> {
    let id = id.map(|id| id.as_str().parse::<AgendaItemId>());
    id.transpose()
        .map_err(|_| refused(MinutesFault::NoSuchItem))
}

pub(super) fn participant(id: &ID) -> Ready<ParticipantId> {
    let id = id.as_str().parse::<ParticipantId>();
    id.map_err(|_| refused(MinutesFault::NoSuchParticipant))
}

/// Notes about an item.
#[derive(Debug, InputObject)]
pub(crate) struct RecordMinutesInput {
    /// Which conference, as `Conference.id` shows it; it must have been held.
    id: ID,
    /// About which item, as `ConferenceItem.id` shows it. Null: what the person brought in themselves.
    item: Option<ID>,
    /// The version of those notes that was seen; 0 where nothing was saved yet.
    version: i64,
    /// What people talked about. Null: nothing.
    said: Option<String>,
    /// What they came to. Null: nothing.
    conclusion: Option<String>,
    /// Questions that stay. Null: none.
    remaining: Option<String>,
    /// Whether the caller becomes note taker in the place of somebody else. Null: no; then that one alone may save.
    take_over: Option<bool>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl RecordMinutesInput {
    fn values(&self) -> Ready<(Option<AgendaItemId>, NotesForm)> {
        let form = NotesForm {
            said: text(self.said.as_deref())?,
            conclusion: text(self.conclusion.as_deref())?,
            remaining: text(self.remaining.as_deref())?,
            takes_over: self.take_over.unwrap_or_default(),
            follows: Vec::new(),
        };
        Ok((item(self.item.as_ref())?, form))
    }

    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<Kept> {
        let asked = Asked::of(ctx)?;
        let aim = (&self.id, self.idempotency_key.as_deref());
        let (place, (item, form)) = match ready(asked, aim, self.values()).await? {
            Ok(ready) => ready,
            Err(kept) => return Ok(kept),
        };
        let seen = SeenNotes {
            case: place.case,
            conference: place.id,
            item,
            version: self.version,
        };
        let done = asked.app.write_minutes(&place.writer, seen, form).await;
        kept(asked, place.id, ours(done)?.err()).await
    }
}

/// Whether somebody was there.
#[derive(Debug, InputObject)]
pub(crate) struct RecordAttendanceInput {
    /// Which conference, as `Conference.id` shows it; it must have been held.
    id: ID,
    /// Who, as `ConferenceParticipant.id` shows it, or `ConferenceCall.participant` for the person and their family.
    participant: ID,
    /// Present from the beginning, later, until some item, or away.
    came: Word<Came>,
    /// The first item of whoever came late, or the last of whoever left. Null beside others; of whoever left: the
    /// person's own.
    item: Option<ID>,
    /// The name of whoever came in their place. Null: nobody did.
    substitute: Option<String>,
    /// Why somebody was away, in up to 4,000 characters; of the person that is always written down. Null: nobody said.
    why: Option<String>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl RecordAttendanceInput {
    fn values(&self) -> Ready<(ParticipantId, Turnout)> {
        let item = item(self.item.as_ref())?;
        let turnout = match self.came.0 {
            Came::Present => Turnout::Present,
            Came::Absent => match text(self.why.as_deref())? {
                Some(why) => Turnout::Away { why },
                None => Turnout::Absent,
            },
            Came::Left => Turnout::Left { after: item },
            Came::Late => Turnout::Late {
                from: item.ok_or_else(|| refused(MinutesFault::NoSuchItem))?,
            },
            Came::Substitute => Turnout::Substitute {
                name: line(self.substitute.as_deref().unwrap_or_default())?,
            },
        };
        Ok((participant(&self.participant)?, turnout))
    }

    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<Kept> {
        let asked = Asked::of(ctx)?;
        let aim = (&self.id, self.idempotency_key.as_deref());
        let (place, (who, turnout)) = match ready(asked, aim, self.values()).await? {
            Ok(ready) => ready,
            Err(kept) => return Ok(kept),
        };
        let step = AttendanceStep::Came(turnout);
        let at = (place.case, place.id);
        let done = asked
            .app
            .mark_attendance(&place.writer, at, who, step)
            .await;
        kept(asked, place.id, ours(done)?.err()).await
    }
}

/// Something that was decided.
#[derive(Debug, InputObject)]
pub(crate) struct RecordDecisionInput {
    /// Which conference, as `Conference.id` shows it; it must have been held.
    id: ID,
    /// About which item, as `ConferenceItem.id` shows it. Null: about none in particular.
    item: Option<ID>,
    /// What it brings about.
    kind: Word<DecisionKind>,
    /// Who of those called does it, as `ConferenceParticipant.id` shows it. Null: the host, or the person.
    participant: Option<ID>,
    /// Whether the person does it themselves. Null: no.
    by_person: Option<bool>,
    /// The thing to be done, up to 300 characters.
    what: String,
    /// In which way, up to 4,000 characters. Null: nobody said so.
    how: Option<String>,
    /// The last day on which it is done in time, not before the day of the conference.
    due_on: DateScalar,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl RecordDecisionInput {
    fn values(&self) -> Ready<NewDecision> {
        let by = match &self.participant {
            Some(id) => Presenter::Participant(participant(id)?),
            None if self.by_person.unwrap_or_default() => Presenter::Person,
            None => Presenter::Host,
        };
        Ok(NewDecision {
            item: item(self.item.as_ref())?,
            kind: self.kind.0,
            by,
            what: line(&self.what)?,
            how: text(self.how.as_deref())?,
            due_on: self.due_on.0,
        })
    }

    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<Kept> {
        let asked = Asked::of(ctx)?;
        let aim = (&self.id, self.idempotency_key.as_deref());
        let (place, new) = match ready(asked, aim, self.values()).await? {
            Ok(ready) => ready,
            Err(kept) => return Ok(kept),
        };
        let at = (place.case, place.id);
        let done = asked.app.record_decision(&place.writer, at, new).await;
        kept(asked, place.id, ours(done)?.err()).await
    }
}

/// What somebody was asked who will not be there.
#[derive(Debug, InputObject)]
pub(crate) struct RecordInquiryInput {
    /// Which conference, as `Conference.id` shows it; it must not be over.
    id: ID,
    /// Who, as `ConferenceParticipant.id` shows it.
    participant: ID,
    /// On which day somebody asked them; today at the latest.
    asked_on: DateScalar,
    /// On which day they answered. Null: they did not yet.
    answered_on: Option<DateScalar>,
    /// What they think, in up to 4,000 characters. Null: they said nothing yet.
    view: Option<String>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl RecordInquiryInput {
    fn values(&self) -> Ready<(ParticipantId, Inquiry)> {
        let inquiry = Inquiry {
            asked_on: self.asked_on.0,
            answered_on: self.answered_on.map(|day| day.0),
            view: text(self.view.as_deref())?,
        };
        Ok((participant(&self.participant)?, inquiry))
    }

    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<Kept> {
        let asked = Asked::of(ctx)?;
        let aim = (&self.id, self.idempotency_key.as_deref());
        let (place, (who, inquiry)) = match ready(asked, aim, self.values()).await? {
            Ok(ready) => ready,
            Err(kept) => return Ok(kept),
        };
        let step = AttendanceStep::Asked(inquiry);
        let at = (place.case, place.id);
        let done = asked
            .app
            .mark_attendance(&place.writer, at, who, step)
            .await;
        kept(asked, place.id, ours(done)?.err()).await
    }
}

/// The conference after which another follows.
#[derive(Debug, InputObject)]
pub(crate) struct BeginNextConferenceInput {
    /// The one that was held, as `Conference.id` shows it.
    id: ID,
    /// As `Conference.version` was read: one that somebody changed meanwhile is not followed.
    version: i64,
    /// When the next begins. Null: its date is found later.
    begins: Option<DateTimeScalar>,
    /// How long the next takes, in minutes. Beside a date alone; null without one.
    minutes: Option<i32>,
    /// Address and room of the next, without the name of the person. Beside a date alone; null without one.
    place: Option<String>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl BeginNextConferenceInput {
    fn slot(&self) -> Ready<Option<Slot>> {
        match (self.begins, self.minutes, self.place.as_deref()) {
            (None, None, None) => Ok(None),
            (Some(begins), Some(minutes), Some(place)) => slot(begins, minutes, place).map(Some),
            _ => Err(Refused::Invalid(
                "つぎの日時を決めるときは、日時・長さ・場所を そろえてください。",
            )),
        }
    }

    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<Kept> {
        let asked = Asked::of(ctx)?;
        let aim = (&self.id, self.idempotency_key.as_deref());
        let (place, slot) = match ready(asked, aim, self.slot()).await? {
            Ok(ready) => ready,
            Err(kept) => return Ok(kept),
        };
        let seen = SeenConference {
            case: place.case,
            id: place.id,
            version: self.version,
        };
        let done = asked
            .app
            .begin_next_conference(&place.writer, seen, slot)
            .await;
        match ours(done)? {
            Ok(next) => kept(asked, next.0, None).await,
            Err(refusal) => kept(asked, place.id, Some(refusal)).await,
        }
    }
}

/// Whether an agency did what people agreed on.
#[derive(Debug, InputObject)]
pub(crate) struct SettleDecisionInput {
    /// The conference that decided it, as `Conference.id` shows it.
    id: ID,
    /// Which decision, as `ConferenceDecision.id` shows it.
    decision: ID,
    /// The version of the decision that was seen.
    version: i64,
    /// Done, dropped or still open.
    state: Word<DecisionState>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl SettleDecisionInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<Kept> {
        let asked = Asked::of(ctx)?;
        let decision = self.decision.as_str().parse::<DecisionId>();
        let decision = decision.map_err(|_| refused(MinutesFault::NoSuchDecision));
        let aim = (&self.id, self.idempotency_key.as_deref());
        let (place, id) = match ready(asked, aim, decision).await? {
            Ok(ready) => ready,
            Err(kept) => return Ok(kept),
        };
        let seen = SeenDecision {
            case: place.case,
            id,
            version: self.version,
        };
        let done = asked.app.settle_decision(&place.writer, seen, self.state.0);
        kept(asked, place.id, ours(done.await)?.err()).await
    }
}
