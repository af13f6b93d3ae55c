//! Asking about dates, handing out links, and typing in what was heard: one input and one payload for each.

use async_graphql::{Context, ID, InputObject, Object, Result};
use renkei_app::conference::poll::answer::{HeardAnswer, SaidOfDates};
use renkei_app::conference::poll::open::NewPoll;
use renkei_app::conference::poll::{HandedLink, OfConference};
use renkei_app::conference::{ConferenceRefusal, SeenConference};
use renkei_app::writer::Writer;
use renkei_domain::conference::poll::{
    AnswerWay, Asked, Mark, Marked, NamesShown, Need, PersonTimes, PollFault, PollOffer,
    QuorumPart, QuorumWho, Wish,
};
use renkei_domain::consent::RecipientKind;
use renkei_domain::directory::hours::Hours;
use renkei_domain::directory::people::StaffRole;
use renkei_domain::ids::RespondentId;
use renkei_domain::text::{Line, Prose};

use super::write::{ConferenceRefusalType, Ready, Refused, missing, place_of, writer};
use super::{ConferenceType, one};
use crate::closed_list::Word;
use crate::directory::loaded::{Asked as Call, ours};
use crate::scalars::{DateScalar, DateTimeScalar};

/// What came of a mutation.
#[derive(Debug)]
pub(crate) struct PollKept {
    conference: Option<ConferenceType>,
    links: Vec<HandedLink>,
    refusal: Option<Refused>,
}

/// A link.
pub(crate) struct PollLinkType(HandedLink);

/// A link by which somebody answers without an account. It is told this once, and nothing is sent: hand it on.
#[Object(name = "PollLink")]
impl PollLinkType {
    /// Whose it is, as `ConferenceParticipant.id` shows it. Null for the person and their family.
    async fn participant(&self) -> Option<ID> {
        match self.0.who {
            Asked::Participant(id) => Some(ID(id.to_string())),
            Asked::Person | Asked::Family => None,
        }
    }

    /// Whether it is for whom people meet about.
    async fn is_person(&self) -> bool {
        self.0.who == Asked::Person
    }

    /// The code; the page that it opens is `/poll/` with the code behind.
    async fn code(&self) -> &str {
        &self.0.code
    }
}

macro_rules! poll_payloads {
    ($($(#[doc = $doc:tt])* $name:ident;)+) => {$(
        $(#[doc = $doc])*
        #[derive(Debug)]
        pub(crate) struct $name(PollKept);

        impl From<PollKept> for $name {
            fn from(kept: PollKept) -> Self {
                Self(kept)
            }
        }

        $(#[doc = $doc])*
        #[Object]
        impl $name {
            /// How the conference stands now, whether something was done or not. Null where there is none for the
            /// caller's eyes.
            async fn conference(&self) -> Option<ConferenceType> {
                self.0.conference.clone()
            }

            /// Links that were made, told this once. Empty where none was made.
            async fn links(&self) -> Vec<PollLinkType> {
                self.0.links.iter().cloned().map(PollLinkType).collect()
            }

            /// Why nothing was done. Null: it was.
            async fn refusal(&self) -> Option<ConferenceRefusalType<'_>> {
                self.0.refusal.as_ref().map(ConferenceRefusalType)
            }
        }
    )+};
}

poll_payloads! {
    /// What came of asking about dates.
    OpenPollPayload;
    /// What came of making a further link.
    MakePollLinkPayload;
    /// What came of typing an answer in.
    AnswerPollPayload;
    /// What came of taking no more answers.
    ClosePollPayload;
    /// What came of typing in when somebody comes to meetings.
    RecordPollHoursPayload;
}

/// What is wanted of a poll.
pub(super) enum Wanted {
    /// People are asked, for the version of the conference that was seen.
    Open(i64, NewPoll),
    /// Somebody gets a further link.
    Link(Asked),
    /// Somebody answered.
    Answer(HeardAnswer),
    /// Somebody said when they come to meetings.
    Meets((RespondentId, Hours)),
    /// Nobody answers any more.
    Close,
}

/// Does it; answers with the links that were made.
async fn done_by(
    call: &Call,
    (of, writer): (OfConference, Writer),
    wanted: Wanted,
) -> Result<std::result::Result<Vec<HandedLink>, ConferenceRefusal>> {
    let app = &call.app;
    Ok(match wanted {
        Wanted::Open(version, new) => {
            let seen = SeenConference {
                case: of.case,
                id: of.id,
                version,
            };
            let opened = ours(app.open_poll(&writer, seen, new).await)?;
            opened.map(|opened| opened.links)
        }
        Wanted::Link(who) => {
            let link = ours(app.make_poll_link(&writer, of, who).await)?;
            link.map(|link| vec![link])
        }
        Wanted::Answer(heard) => {
            let kept = ours(app.keep_heard_answer(&writer, of, heard).await)?;
            kept.map(|()| Vec::new())
        }
        Wanted::Meets(meets) => {
            let kept = ours(app.keep_meeting_times(&writer, of, meets).await)?;
            kept.map(|()| Vec::new())
        }
        Wanted::Close => {
            let closed = ours(app.close_poll(&writer, of).await)?;
            closed.map(|()| Vec::new())
        }
    })
}

/// Finds the conference, and does what is wanted unless a value is refused already.
pub(super) async fn done(
    ctx: &Context<'_>,
    (id, key): (&ID, Option<&str>),
    wanted: Ready<Wanted>,
) -> Result<PollKept> {
    let call = Call::of(ctx)?;
    let of = place_of(call, id).await?;
    let of = of.map(|(case, id)| OfConference { case, id });
    let Some(of) = of else {
        return Ok(PollKept {
            conference: None,
            links: Vec::new(),
            refusal: Some(missing(call)),
        });
    };
    let ready = wanted.and_then(|wanted| Ok((writer(call, key)?, wanted)));
    let (links, refusal) = match ready {
        Ok((writer, wanted)) => match done_by(call, (of, writer), wanted).await? {
            Ok(links) => (links, None),
            Err(refusal) => (Vec::new(), Some(Refused::By(refusal))),
        },
        Err(refusal) => (Vec::new(), Some(refusal)),
    };
    Ok(PollKept {
        conference: one(call, of.id).await?,
        links,
        refusal,
    })
}

/// Possible dates that people are asked about.
#[derive(Debug, InputObject)]
pub(crate) struct OpenPollInput {
    /// Which conference, as `Conference.id` shows it.
    id: ID,
    /// The version of the conference that the dates are for.
    version: i64,
    /// When it might begin, 1 to 60 times later than now.
    begins: Vec<DateTimeScalar>,
    /// How long it would take, 10 to 480 minutes.
    minutes: i32,
    /// Until which day answers are waited for; before the first of the dates.
    deadline: DateScalar,
    /// What those who answer see of each other. Null: numbers alone.
    names: Option<Word<NamesShown>>,
    /// Whose dates are the hardest to meet, as `ConferenceParticipant.id` shows it. Null: nobody's, or the person's.
    hardest: Option<ID>,
    /// Whether it is the person whose dates are the hardest to meet. Null: no.
    hardest_is_person: Option<bool>,
    /// Which of the dates are asked of whom. Null: all of them, of everybody.
    offer: Option<Word<PollOffer>>,
    /// Whether people do not meet without the person. Null: they might.
    needs_person: Option<bool>,
    /// Roles without which people do not meet, where somebody of them is called. Null: none.
    needs_roles: Option<Vec<Word<StaffRole>>>,
    /// Kinds of agencies without which people do not meet. Null: none.
    needs_kinds: Option<Vec<Word<RecipientKind>>>,
    /// When the person works, as `月-金 9:00-16:00`. Null: nobody knows.
    works: Option<String>,
    /// On which days the person sees a doctor. Null: nobody knows.
    sees_doctor: Option<Vec<DateScalar>>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

/// Somebody of the list who may be asked.
fn asked_by(id: &ID) -> Ready<Asked> {
    let id = id.as_str().parse().map(Asked::Participant);
    id.map_err(|_| Refused::By(PollFault::NotYet.into()))
}

impl OpenPollInput {
    fn quorum(&self) -> Vec<QuorumPart> {
        let part = |who, need| QuorumPart { who, need };
        let person = self.needs_person.unwrap_or(false);
        let person = person.then_some(part(QuorumWho::Person, Need::Always));
        let roles = self.needs_roles.iter().flatten();
        let roles = roles.map(|role| part(QuorumWho::Role(role.0), Need::IfThere));
        let kinds = self.needs_kinds.iter().flatten();
        let kinds = kinds.map(|kind| part(QuorumWho::Kind(kind.0), Need::Always));
        person.into_iter().chain(roles).chain(kinds).collect()
    }

    fn new_poll(&self) -> Ready<NewPoll> {
        let minutes = u16::try_from(self.minutes);
        let works = Hours::parse(self.works.as_deref().unwrap_or_default());
        let person = self.hardest_is_person.unwrap_or_default();
        let hardest = match &self.hardest {
            Some(id) => Some(asked_by(id)?),
            None => person.then_some(Asked::Person),
        };
        let wrong = Refused::Invalid;
        Ok(NewPoll {
            minutes: minutes.map_err(|_| wrong("長さを、10分から480分までにしてください。"))?,
            begins: self.begins.iter().map(|begins| begins.0).collect(),
            deadline: self.deadline.0,
            names: self.names.map_or(NamesShown::Hidden, |names| names.0),
            hardest,
            offer: self.offer.map_or(PollOffer::Everybody, |offer| offer.0),
            quorum: self.quorum(),
            person_times: PersonTimes {
                works: works
                    .map_err(|_| wrong("勤務の時間を「月-金 9:00-16:00」の形で書いてください。"))?,
                sees_doctor: self.sees_doctor.iter().flatten().map(|day| day.0).collect(),
            },
        })
    }

    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<PollKept> {
        let aim = (&self.id, self.idempotency_key.as_deref());
        let new = self.new_poll();
        let wanted = new.map(|new| Wanted::Open(self.version, new));
        done(ctx, aim, wanted).await
    }
}

/// A link that is made anew.
#[derive(Debug, InputObject)]
pub(crate) struct MakePollLinkInput {
    /// Which conference, as `Conference.id` shows it.
    id: ID,
    /// Whose link, as `ConferenceParticipant.id` shows it. Null: the person's, or their family's.
    participant: Option<ID>,
    /// Whether it is for relatives, who come for a part. Null: no.
    for_family: Option<bool>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl MakePollLinkInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<PollKept> {
        let aim = (&self.id, self.idempotency_key.as_deref());
        let who = match &self.participant {
            Some(id) => asked_by(id),
            None if self.for_family.unwrap_or_default() => Ok(Asked::Family),
            None => Ok(Asked::Person),
        };
        done(ctx, aim, who.map(Wanted::Link)).await
    }
}

/// What somebody said of one date.
#[derive(Debug, InputObject)]
pub(crate) struct PollMarkedInput {
    /// The date, as `PollCandidate.id` shows it.
    candidate: ID,
    /// Whether they can come.
    mark: Word<Mark>,
    /// A few words about that date. Null: none.
    note: Option<String>,
}

/// An answer that staff heard and type in.
#[derive(Debug, InputObject)]
pub(crate) struct AnswerPollInput {
    /// Which conference, as `Conference.id` shows it.
    id: ID,
    /// Who answered, as `PollRespondent.id` shows it.
    respondent: ID,
    /// What they said of each date, at least of one.
    marks: Vec<PollMarkedInput>,
    /// How they would like to be there. Null: as anybody.
    wishes: Option<Vec<Word<Wish>>>,
    /// Anything else they said. Null: nothing.
    note: Option<String>,
    /// By which way they said it; by a link they answer themselves.
    way: Word<AnswerWay>,
    /// When they said or sent it, no later than now. What was said last counts.
    said_at: DateTimeScalar,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl AnswerPollInput {
    fn heard(&self) -> Ready<HeardAnswer> {
        let by = |fault: PollFault| Refused::By(fault.into());
        let long = |_| Refused::Invalid("ひとことは、300文字までで書いてください。");
        let marks = self.marks.iter().map(|one| {
            let candidate = one.candidate.as_str().parse();
            let note = one.note.as_deref().map(Line::parse).transpose();
            let marked = Marked {
                mark: one.mark.0,
                note: note.map_err(long)?,
            };
            Ok((
                candidate.map_err(|_| by(PollFault::UnknownCandidate))?,
                marked,
            ))
        });
        let note = self.note.as_deref().map(Prose::parse).transpose();
        let long = |_| Refused::Invalid("伝えたいことは、4,000文字までで書いてください。");
        let respondent = self.respondent.as_str().parse();
        Ok(HeardAnswer {
            who: respondent.map_err(|_| by(PollFault::NotAsked))?,
            said: SaidOfDates {
                marks: marks.collect::<Ready<_>>()?,
                wishes: self.wishes.iter().flatten().map(|wish| wish.0).collect(),
                note: note.map_err(long)?,
            },
            way: self.way.0,
            said_at: self.said_at.0,
        })
    }

    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<PollKept> {
        let aim = (&self.id, self.idempotency_key.as_deref());
        done(ctx, aim, self.heard().map(Wanted::Answer)).await
    }
}

/// A poll that takes no more answers.
#[derive(Debug, InputObject)]
pub(crate) struct ClosePollInput {
    /// Which conference, as `Conference.id` shows it.
    id: ID,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl ClosePollInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<PollKept> {
        let aim = (&self.id, self.idempotency_key.as_deref());
        done(ctx, aim, Ok(Wanted::Close)).await
    }
}
