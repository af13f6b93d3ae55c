//! Conferences as types of the schema, for the staff of the agency that leads the case, and for their programs without
//! list, agenda, calls and minutes. The application decides who reads which and whom the rule of consent lets be there.
//! `prepare` has the steps before people meet, [`calls`] who was called and `board` what is next, [`received`] mail that
//! came back, `record` and `copies` what came of one, [`own`] what its person reads and says, [`series`] a network's.

mod agenda;
mod besides;
pub(crate) mod board;
pub(crate) mod calendar;
pub(crate) mod calendar_mutation;
pub(crate) mod calendar_write;
mod call_link;
mod call_words;
mod call_write;
pub(crate) mod calls;
pub(crate) mod changed;
mod copies;
mod found;
mod half_page;
mod handover;
pub(crate) mod history;
pub(crate) mod list;
mod material;
mod minutes;
pub(crate) mod minutes_mutation;
pub(crate) mod mutation;
mod notice;
mod outline;
pub(crate) mod own;
mod own_poll;
pub(crate) mod own_write;
mod participant;
pub(crate) mod pdf;
mod poll;
mod poll_hours;
pub(crate) mod poll_mutation;
pub(crate) mod poll_sent;
mod poll_words;
pub(crate) mod poll_write;
mod prepare;
pub(crate) mod prepare_mutation;
mod presence;
pub(crate) mod received;
mod record;
mod refused;
mod reply;
pub(crate) mod series;
mod words;
pub(crate) mod write;

use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result};
use renkei_app::conference::read::{Called, ConferencesView};
use renkei_domain::conference::invitation::Invitation;
use renkei_domain::conference::{
    Conference, ConferenceDecision, ConferenceKind, ConferencePurpose, ConferenceState, Invitee,
    Minutes, Turnout,
};
use renkei_domain::text::Prose;

use self::agenda::AgendaItemType;
use self::besides::Besides;
use self::calls::ConferenceInvitationType;
use self::copies::{MinutesCopyType, copies_of};
use self::found::one;
pub(crate) use self::found::{conference, conferences};
use self::half_page::HalfPageType;
use self::handover::{HandedCopyType, HandoverType, PersonWordsType};
use self::minutes::{ConferenceDecisionType, ConferenceNotesType};
use self::participant::{ConferenceParticipantType, ConferenceTeamMemberType};
use self::poll::PollType;
use self::presence::ConferencePresenceType;
use self::received::{ReceivedReplyType, received_of};
use crate::closed_list::Word;
use crate::directory::loaded::{Asked, ours};
use crate::scalars::{DateScalar, DateTimeScalar};

/// A conference.
#[derive(Debug, Clone)]
pub(crate) struct ConferenceType {
    /// The conferences of its case.
    view: Arc<ConferencesView>,
    besides: Besides,
    conference: Conference,
    host: String,
    keeper: String,
    called: Vec<Called>,
    presenters: Vec<String>,
    invitations: Vec<Invitation>,
    minutes: Minutes,
    taker: Option<String>,
    decided: Vec<(ConferenceDecision, String)>,
}

impl ConferenceType {
    fn of(
        view: &Arc<ConferencesView>,
        conference: &Conference,
        invitations: &[Invitation],
    ) -> Self {
        let invitations = invitations.iter();
        let own = invitations.filter(|one| one.conference == conference.id);
        let mut shown = Self {
            view: Arc::clone(view),
            besides: Besides::default(),
            host: view.host(conference),
            keeper: view.keeper(conference),
            called: Vec::new(),
            presenters: Vec::new(),
            invitations: own.cloned().collect(),
            taker: None,
            decided: Vec::new(),
            minutes: Minutes::empty(conference.id),
            conference: conference.clone(),
        };
        if view.may_read_case {
            let items = conference.agenda.items.iter();
            let presenters = items.map(|item| view.presenter(conference, item.presenter));
            shown.presenters = presenters.collect();
            shown.called = view.called(conference);
            shown.minutes = view.minutes(conference.id);
            let taker = shown.minutes.taker;
            let taker = taker.and_then(|taker| view.names.get(&taker.account));
            shown.taker = taker.map(ToString::to_string);
            let decided = view.decided(conference.id).into_iter();
            shown.decided = decided.map(|one| (one.clone(), view.doer(one))).collect();
        } else {
            shown.conference.agenda.items.clear();
        }
        shown
    }

    /// What people were asked about its date.
    async fn asked_about(&self, ctx: &Context<'_>) -> Result<Option<PollType>> {
        let poll = match &self.besides.polls {
            Some(polls) => polls.first().cloned(),
            None => {
                let asked = Asked::of(ctx)?;
                let own = [self.conference.id];
                let polls = asked.app.polls_of(Arc::clone(&self.view), &own);
                ours(polls.await)?.pop()
            }
        };
        Ok(poll.and_then(PollType::of))
    }
}

/// A meeting about the person of a case (ケース会議, 個別支援会議, サービス担当者会議), as the agency that leads prepares it.
#[Object(name = "Conference")]
impl ConferenceType {
    /// Which it is among all of them; mutations take it.
    async fn id(&self) -> ID {
        ID(self.conference.id.to_string())
    }

    /// The case about whose person people meet, as `case` takes it.
    async fn case(&self) -> ID {
        ID(self.conference.case.to_string())
    }

    /// Which version this is: it rises by one with each change, and a mutation names the one it was written for.
    async fn version(&self) -> i64 {
        self.conference.version
    }

    /// Whether it is any meeting of helpers, or one that the rules of a service ask for.
    async fn kind(&self) -> Word<ConferenceKind> {
        Word(self.conference.outline.kind)
    }

    /// What it should bring about; consents have to name that too.
    async fn purpose(&self) -> Word<ConferencePurpose> {
        Word(self.conference.outline.purpose)
    }

    /// How far it has come, from draft to closed.
    async fn state(&self) -> Word<ConferenceState> {
        Word(self.conference.state)
    }

    /// Whether whom it is about sits at the table.
    async fn is_with_person(&self) -> bool {
        self.conference.outline.presence.is_with_person()
    }

    /// Whether relatives come for some of it, to which the person said yes.
    async fn has_family(&self) -> bool {
        self.conference.outline.presence.family.is_some()
    }

    /// Why it is held without them, and when relatives come, as `createConference` takes both. Null for a token.
    async fn presence(&self) -> Option<ConferencePresenceType> {
        let presence = &self.conference.outline.presence;
        let may_read = self.view.may_read_case;
        may_read.then(|| ConferencePresenceType(presence.clone()))
    }

    /// The agency that calls people together, by name.
    async fn host(&self) -> &str {
        &self.host
    }

    /// Who of the leading agency sees to it. Null where their name is not known any more.
    async fn keeper(&self) -> Option<&str> {
        Some(self.keeper.as_str()).filter(|name| !name.is_empty())
    }

    /// Its first minute. Null as long as no date was fixed; of a postponed one the date that does not hold any more.
    async fn begins(&self) -> Option<DateTimeScalar> {
        let slot = self.conference.slot.as_ref();
        slot.map(|slot| DateTimeScalar(slot.begins))
    }

    /// How long it takes, counted in whole minutes. Null as long as no date was fixed.
    async fn minutes(&self) -> Option<i32> {
        let slot = self.conference.slot.as_ref();
        slot.map(|slot| i32::from(slot.minutes))
    }

    /// Address and room. Null as long as no date was fixed.
    async fn place(&self) -> Option<&str> {
        let slot = self.conference.slot.as_ref();
        slot.map(|slot| slot.place.as_str())
    }

    /// What whom it is about should bring along, each thing on a line of its own. Null: nothing was written; always for a token.
    async fn to_bring(&self) -> Option<&str> {
        let to_bring = self.conference.outline.to_bring.as_ref();
        let to_bring = to_bring.filter(|_| self.view.may_read_case);
        to_bring.map(|to_bring| to_bring.prose().as_str())
    }

    /// Minutes for what the person brings in themselves, always before everything else.
    async fn own_minutes(&self) -> i32 {
        i32::from(self.conference.agenda.own_minutes)
    }

    /// What is talked about after the person's own words, one thing following another. Always empty for a token. Null only
    /// with an error: `INTERNAL`.
    async fn agenda(&self) -> Vec<AgendaItemType> {
        let items = self.conference.agenda.items.iter().cloned();
        let items = items.zip(self.presenters.iter().cloned());
        let items = items.map(|(item, presenter)| AgendaItemType { item, presenter });
        items.collect()
    }

    /// Whoever is on the list, also those who may not be called yet. Always empty for a token. Null only
    /// with an error: `INTERNAL`.
    async fn participants(&self) -> Vec<ConferenceParticipantType> {
        let called = self.called.iter().cloned();
        let called = called.map(|called| {
            let turnout = self.minutes.turnout(called.participant.id);
            let came = turnout.map(Turnout::came);
            let line = self.minutes.line(called.participant.id);
            let inquiry = line.and_then(|line| line.inquiry.clone());
            let (of, one) = (&self.conference, &called.participant);
            let uncovered = self.view.uncovered(of, &self.minutes, one);
            ConferenceParticipantType {
                called,
                came,
                inquiry,
                uncovered,
            }
        });
        called.collect()
    }

    /// What the person said before it. Null for a token.
    async fn words(&self) -> Option<PersonWordsType> {
        let read = self.view.may_read_case;
        read.then(|| PersonWordsType(self.conference.clone()))
    }

    /// What a handover settles, where that is its purpose. Null: nobody wrote anything yet; always for a token.
    async fn handover(&self) -> Option<HandoverType> {
        let handover = self.conference.handover.as_ref();
        let handover = handover.filter(|_| self.view.may_read_case);
        handover.map(|handover| HandoverType::of(&self.view, handover))
    }

    /// Whoever helps the person today and could be called, in the order of the case. Always empty for a token. Null only
    /// with an error: `INTERNAL`.
    async fn team(&self) -> Vec<ConferenceTeamMemberType> {
        let members = self.view.team().filter(|_| self.view.may_read_case);
        let members = members.map(|member| ConferenceTeamMemberType {
            id: member.id,
            name: self.view.name_of_member(member),
            is_called: self
                .conference
                .participants
                .iter()
                .any(|one| one.who == Invitee::Member(member.id)),
        });
        members.collect()
    }

    /// Who takes the minutes now, by name. Null: nobody began to, or a token asks.
    async fn note_taker(&self) -> Option<&str> {
        self.taker.as_deref()
    }

    /// What was noted while people met, of each item once. Empty: nobody wrote anything; always for a token.
    async fn notes(&self) -> Vec<ConferenceNotesType> {
        let notes = self.minutes.notes.iter().cloned();
        notes.map(ConferenceNotesType).collect()
    }

    /// Who does what until when, as people agreed; the earliest due comes first. Always empty for a token. Null only
    /// with an error: `INTERNAL`.
    async fn decisions(&self) -> Vec<ConferenceDecisionType> {
        let decided = self.decided.iter().cloned();
        decided
            .map(|(decision, by)| ConferenceDecisionType { decision, by })
            .collect()
    }

    /// 会議資料 that somebody was handed, in the order of the list. Always empty for a token.
    async fn handed_copies(&self) -> Vec<HandedCopyType> {
        let copies = self.conference.copies.iter();
        let copies = copies.filter(|_| self.view.may_read_case);
        copies
            .map(|(to, copy)| HandedCopyType(*to, *copy))
            .collect()
    }

    /// What of the minutes each of them gets who gets any, once people met; whoever is missing gets nothing. Always empty
    /// for a token. Null only with an error: `INTERNAL`.
    async fn copies(&self) -> Vec<MinutesCopyType> {
        if !self.view.may_read_case {
            return Vec::new();
        }
        copies_of(&self.view, (&self.conference, &self.minutes))
    }

    /// What the person takes home. Null before it was held; always for a token.
    async fn half_page(&self) -> Option<HalfPageType> {
        if !self.view.may_read_case {
            return None;
        }
        HalfPageType::of(&self.view, &self.conference)
    }

    /// Whoever was called, the first before the others; also who was taken off the list since. Always empty for a token. Null only
    /// with an error: `INTERNAL`.
    async fn invitations(&self) -> Vec<ConferenceInvitationType> {
        let called = self.invitations.iter().cloned();
        called.map(ConferenceInvitationType).collect()
    }

    /// Mail that came back about it, the newest first; what answers plainly was recorded already. Always empty for a token. Null only
    /// with an error: `INTERNAL`.
    async fn received_replies(&self, ctx: &Context<'_>) -> Option<Result<Vec<ReceivedReplyType>>> {
        Some(received_of(ctx, self).await)
    }

    /// What people were asked last about its date, and what they said. Null: nobody was asked; always for a token.
    async fn poll(&self, ctx: &Context<'_>) -> Option<Result<PollType>> {
        self.asked_about(ctx).await.transpose()
    }

    /// For which reason its date fell away, in words that the person reads. Null: it stands, or a token asks.
    async fn why(&self) -> Option<&str> {
        let why = self.conference.why.as_ref();
        why.filter(|_| self.view.may_read_case).map(Prose::as_str)
    }

    /// Which conference was prepared to follow it, as `conference` takes it. Null: none yet; always for a token.
    async fn next_conference(&self) -> Option<ID> {
        self.minutes.next.map(|id| ID(id.to_string()))
    }

    /// On which day the person looked at list and agenda as they are now. Null: they changed since, or nobody showed them.
    async fn seen_on(&self) -> Option<DateScalar> {
        self.conference.seen_on.map(DateScalar)
    }

    /// On which day the person heard what came of it. Null until somebody wrote that down.
    async fn told_on(&self) -> Option<DateScalar> {
        self.conference.told_on.map(DateScalar)
    }
}
