//! Preparing a conference step by step, as the pages about its parts do: what it is, who is called, what is talked about,
//! what the person says and saw, what a handover settles. And that it is postponed, or was held.

use std::collections::HashSet;

use async_graphql::{Context, ID, InputObject, Object, OneofObject, Result};
use renkei_app::conference::ConferenceRefusal;
use renkei_app::conference::step::ConferenceStep;
use renkei_domain::conference::{
    Agenda, AgendaItem, Aim, Attendance, Conference, ConferenceFault, Invitee, MinutesFault,
    Participant, PersonWords, Presenter, Substitute,
};
use renkei_domain::consent::InformationCategory;
use renkei_domain::directory::people::StaffRole;
use renkei_domain::ids::{AgendaItemId, ParticipantId};
use renkei_domain::text::Line;

use super::handover::{HandedCopyInput, HandoverInput};
use super::outline::{ConferenceOutlineInput, member, window};
use super::record::{line, participant, refused, text};
use super::write::{
    ConferenceRefusalType, Kept, Ready, Refused, missing, payloads, prose, stepped,
};
use super::{ConferenceType, conference};
use crate::closed_list::Word;
use crate::directory::loaded::Asked;
use crate::node::resource_of;
use crate::scalars::DateScalar;

payloads! {
    /// What came of a step of preparing it.
    PrepareConferencePayload;
    /// What came of postponing it.
    PostponeConferencePayload;
    /// What came of saying that it was held.
    HoldConferencePayload;
}

/// An agency of the directory that is not in the team.
#[derive(Debug, InputObject)]
pub(crate) struct ListedInviteeInput {
    /// Which agency, as `Resource.id` shows it.
    resource: ID,
    /// Whom there to ask for, 1 to 300 letters. Null: nobody in particular.
    contact: Option<String>,
}

/// Somebody of whom no more is known than this.
#[derive(Debug, InputObject)]
pub(crate) struct WrittenInviteeInput {
    /// What they are called, 1 to 300 letters.
    name: String,
    /// Their FAX number. Null: nobody knows it yet.
    fax: Option<String>,
}

/// Who is called. Exactly one part is given; the others are left out, and not null.
#[derive(Debug, OneofObject)]
pub(crate) enum ConferenceInviteeInput {
    /// Somebody who stands on the list already, as `ConferenceParticipant.id` shows them: only how they are called changes.
    Participant(ID),
    /// One of the support team, as `ConferenceTeamMember.id` shows it.
    Member(ID),
    /// An agency that the team does not have.
    Listed(ListedInviteeInput),
    /// Somebody who stands in no directory; a name and a FAX number are enough.
    Written(WrittenInviteeInput),
}

/// Somebody who is to come, and how.
#[derive(Debug, InputObject)]
pub(crate) struct ConferenceCallInput {
    /// Somebody new, or somebody of the list.
    who: ConferenceInviteeInput,
    /// As what they come. Null: nobody said so.
    role: Option<Word<StaffRole>>,
    /// Whether people can meet without them. Null: they cannot.
    attendance: Option<Word<Attendance>>,
    /// Whether a colleague may sit in their place. Null: anybody of the same agency.
    substitute: Option<Word<Substitute>>,
    /// From which minute after the beginning they are there; beside `untilMinute`. Null: for all of it.
    from_minute: Option<i32>,
    /// Until which minute after the beginning they stay; beside `fromMinute`. Null: for all of it.
    until_minute: Option<i32>,
}

impl ConferenceInviteeInput {
    /// Who that is, by which entry of the list.
    fn who(&self, asked: &Asked, known: &Conference) -> Ready<(ParticipantId, Invitee)> {
        let new = |who| Ok((asked.app.new_participant(), who));
        match self {
            Self::Participant(id) => {
                let one = known.participant(participant(id)?);
                let none = || Refused::By(ConferenceFault::NoSuchParticipant.into());
                one.map(|one| (one.id, one.who.clone())).ok_or_else(none)
            }
            Self::Member(id) => new(Invitee::Member(member(id)?)),
            Self::Listed(listed) => new(Invitee::Listed {
                resource: resource_of(&listed.resource)
                    .ok_or(Refused::By(ConferenceRefusal::UnknownAgency))?,
                contact: listed.contact.as_deref().map(line).transpose()?,
            }),
            Self::Written(written) => new(Invitee::Written {
                name: line(&written.name)?,
                fax: written.fax.as_deref().map(fax).transpose()?,
            }),
        }
    }
}

fn fax(text: &str) -> Ready<Line> {
    Line::parse(text).map_err(|_| Refused::Invalid("FAX番号を確かめてください。"))
}

impl ConferenceCallInput {
    fn participant(&self, asked: &Asked, known: &Conference) -> Ready<Participant> {
        let (id, who) = self.who.who(asked, known)?;
        let window = match (self.from_minute, self.until_minute) {
            (None, None) => None,
            (from, until) => Some(window(from.unwrap_or_default(), until.unwrap_or_default())?),
        };
        Ok(Participant {
            id,
            who,
            role: self.role.map(|role| role.0),
            attendance: self.attendance.map_or(Attendance::Required, |one| one.0),
            window,
            substitute: self.substitute.map_or(Substitute::SameAgency, |one| one.0),
            unwanted_since: None,
        })
    }
}

/// What the person said about somebody on the list.
#[derive(Debug, InputObject)]
pub(crate) struct ConferenceWishInput {
    /// About whom, as `ConferenceParticipant.id` shows it.
    participant: ID,
    /// False: the person wants them kept away (「よばないで」). Only the person, where they have an account, says true again.
    may_come: bool,
}

/// Something that is to be talked about.
#[derive(Debug, InputObject)]
pub(crate) struct ConferenceItemInput {
    /// Which entry of the agenda it was, as `ConferenceItem.id` shows it. Null: it is new.
    id: Option<ID>,
    /// What it is called, 1 to 300 letters.
    title: String,
    /// How long it may take, in whole minutes.
    minutes: i32,
    /// Who of those called brings it in, as `ConferenceParticipant.id` shows it. Null: the host, or the person.
    participant: Option<ID>,
    /// Whether the person brings it in themselves. Null: no.
    by_person: Option<bool>,
    /// Whether people share news, discuss, or settle something.
    aim: Word<Aim>,
    /// Which information about the person comes up in it; each listener needs a consent for that.
    categories: Vec<Word<InformationCategory>>,
}

/// What is talked about, in place of all that stood there.
#[derive(Debug, InputObject)]
pub(crate) struct ConferenceAgendaInput {
    /// Minutes for what the person brings in themselves, before everything else. Null: as many as before.
    own_minutes: Option<i32>,
    /// Everything after that, one thing following another.
    items: Vec<ConferenceItemInput>,
}

fn minutes(number: i32) -> Ready<u16> {
    let wrong = "分を数字で入れてください（例: 60）。";
    u16::try_from(number).map_err(|_| Refused::Invalid(wrong))
}

impl ConferenceItemInput {
    fn item(&self, asked: &Asked, known: &Conference) -> Ready<AgendaItem> {
        let id = match &self.id {
            None => asked.app.new_agenda_item(),
            Some(id) => {
                let id = id.as_str().parse::<AgendaItemId>().ok();
                let mut items = known.agenda.items.iter();
                let item = items.find(|item| Some(item.id) == id);
                item.ok_or_else(|| refused(MinutesFault::NoSuchItem))?.id
            }
        };
        let presenter = match &self.participant {
            Some(id) => Presenter::Participant(participant(id)?),
            None if self.by_person.unwrap_or_default() => Presenter::Person,
            None => Presenter::Host,
        };
        Ok(AgendaItem {
            id,
            title: line(&self.title)?,
            minutes: minutes(self.minutes)?,
            presenter,
            aim: self.aim.0,
            categories: self.categories.iter().map(|category| category.0).collect(),
        })
    }
}

impl ConferenceAgendaInput {
    fn agenda(&self, asked: &Asked, known: &Conference) -> Ready<Agenda> {
        let items = self.items.iter().map(|item| item.item(asked, known));
        let items: Vec<AgendaItem> = items.collect::<Ready<_>>()?;
        let mut ids = HashSet::new();
        if !items.iter().all(|item| ids.insert(item.id)) {
            return Err(Refused::Invalid("同じ議題が2回入っています。"));
        }
        let own = self.own_minutes.map(minutes).transpose()?;
        Ok(Agenda {
            own_minutes: own.unwrap_or(known.agenda.own_minutes),
            items,
        })
    }
}

/// What the person says beforehand, each in up to 4,000 characters, in place of what stood there. Null: nothing.
#[derive(Debug, InputObject)]
pub(crate) struct PersonWordsInput {
    /// 希望: how they want to live and work.
    wishes: Option<String>,
    /// できていること: what goes well already.
    can_do: Option<String>,
    /// 話したいこと: what they bring in themselves.
    to_talk: Option<String>,
    /// 話さないでほしいこと: what nobody should mention there.
    not_to_talk: Option<String>,
}

impl PersonWordsInput {
    pub(super) fn words(&self) -> Ready<PersonWords> {
        Ok(PersonWords {
            wishes: text(self.wishes.as_deref())?,
            can_do: text(self.can_do.as_deref())?,
            to_talk: text(self.to_talk.as_deref())?,
            not_to_talk: text(self.not_to_talk.as_deref())?,
            // By whom they came is said by whoever keeps them.
            from: None,
        })
    }
}

/// A step of preparing a conference. Exactly one part is given; the others are left out, and not null.
#[derive(Debug, OneofObject)]
pub(crate) enum ConferenceStepInput {
    /// It becomes something else, or is held with other people or by another agency.
    Describe(ConferenceOutlineInput),
    /// Puts some of `Conference.team` on the list, each needed and for all of it. Nothing is sent to them.
    CallTeam(Vec<ID>),
    /// Puts somebody on the list, or changes how they come. Nothing is sent to them.
    Call(ConferenceCallInput),
    /// Takes somebody off the list, as `ConferenceParticipant.id` shows them; who was called is called off.
    LeaveOut(ID),
    /// Notes whether the person lets somebody come.
    Want(ConferenceWishInput),
    /// Changes the agenda after the person's own item.
    TalkAbout(ConferenceAgendaInput),
    /// Takes down what the person says themselves.
    Hear(PersonWordsInput),
    /// On which day the person looked at list and agenda; nobody is called before that.
    ShownOn(DateScalar),
    /// On which day the person heard what came of it, after it was held.
    ToldOn(DateScalar),
    /// Keeps what is agreed about moving to the next agency, where that is the purpose.
    HandOver(HandoverInput),
    /// Keeps which copy of the material somebody was handed, and on which day it came back.
    Hand(HandedCopyInput),
}

impl ConferenceStepInput {
    fn step(&self, asked: &Asked, known: &Conference) -> Ready<ConferenceStep> {
        Ok(match self {
            Self::Describe(outline) => {
                ConferenceStep::Describe(outline.outline(known.outline.host)?)
            }
            Self::CallTeam(members) if members.is_empty() => {
                return Err(Refused::Invalid("呼ぶ人を選んでください。"));
            }
            Self::CallTeam(members) => {
                ConferenceStep::CallTeam(members.iter().map(member).collect::<Ready<_>>()?)
            }
            Self::Call(call) => ConferenceStep::Call(call.participant(asked, known)?),
            Self::LeaveOut(id) => ConferenceStep::LeaveOut(participant(id)?),
            Self::Want(wish) => ConferenceStep::Want {
                participant: participant(&wish.participant)?,
                may_come: wish.may_come,
            },
            Self::TalkAbout(agenda) => ConferenceStep::TalkAbout(agenda.agenda(asked, known)?),
            Self::Hear(words) => ConferenceStep::Hear(words.words()?),
            Self::ShownOn(day) => ConferenceStep::Shown(day.0),
            Self::ToldOn(day) => ConferenceStep::Told(day.0),
            Self::HandOver(handover) => ConferenceStep::HandOver(handover.handover()?),
            Self::Hand(handed) => ConferenceStep::Hand {
                to: participant(&handed.to)?,
                copy: handed.copy()?,
            },
        })
    }
}

/// A step with a conference that is being prepared.
#[derive(Debug, InputObject)]
pub(crate) struct PrepareConferenceInput {
    /// Which conference, as `Conference.id` shows it.
    id: ID,
    /// The version of the conference that was looked at.
    version: i64,
    /// What changes about it, one thing at a time.
    step: ConferenceStepInput,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl PrepareConferenceInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<Kept> {
        let asked = Asked::of(ctx)?;
        let step = match conference(ctx, &self.id).await? {
            Some(known) => self.step.step(asked, &known.conference),
            None => Err(missing(asked)),
        };
        let aim = (&self.id, self.version, self.idempotency_key.as_deref());
        stepped(ctx, aim, step).await
    }
}

/// A conference whose date falls away while another one is looked for.
#[derive(Debug, InputObject)]
pub(crate) struct PostponeConferenceInput {
    /// Which conference, as `Conference.id` shows it.
    id: ID,
    /// The version of the conference that was decided about.
    version: i64,
    /// For which reason, in words that the person reads.
    why: String,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl PostponeConferenceInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<Kept> {
        let step = prose(&self.why).map(ConferenceStep::Postpone);
        let aim = (&self.id, self.version, self.idempotency_key.as_deref());
        stepped(ctx, aim, step).await
    }
}

/// A conference to which people came.
#[derive(Debug, InputObject)]
pub(crate) struct HoldConferenceInput {
    /// Which conference, as `Conference.id` shows it; its first minute must be over.
    id: ID,
    /// The version of the conference that was looked at.
    version: i64,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl HoldConferenceInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<Kept> {
        let aim = (&self.id, self.version, self.idempotency_key.as_deref());
        stepped(ctx, aim, Ok(ConferenceStep::Hold)).await
    }
}
