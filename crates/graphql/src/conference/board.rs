//! How everybody is called to a conference and what is to be done about each of them next, as its board shows it; and
//! what was decided and is due soon. For staff who may prepare conferences; no token.

use async_graphql::{Context, ID, Object, Result};
use renkei_app::conference::call::draft::CallDraft;
use renkei_app::conference::call::view::CallRow;
use renkei_app::conference::due::DueDecision;
use renkei_app::conference::taken::TaskTaken;
use renkei_domain::conference::invitation::{
    CallChannel, CallState, CallWay, NextStep, OwnSide, Says, WayBasis,
};
use renkei_domain::conference::{Came, DecisionKind, Turnout};
use renkei_domain::ids::{ConferenceId, ParticipantId};
use renkei_domain::text::Prose;

use super::call_link::ConferenceAboutLinkType;
use super::calls::ConferenceInvitationType;
use super::write::place_of;
use crate::closed_list::Word;
use crate::directory::hours::OpeningHoursType;
use crate::directory::loaded::{Asked, ours};
use crate::scalars::DateScalar;

/// Everybody who is called to a conference, for whoever may call them: the person and their family first.
pub(crate) async fn conference_calls(
    ctx: &Context<'_>,
    id: &ID,
) -> Result<Option<Vec<ConferenceCallType>>> {
    let asked = Asked::of(ctx)?;
    let Some((case, id)) = place_of(asked, id).await? else {
        return Ok(None);
    };
    let view = asked.app.conference_calls(&asked.principal, case, id);
    let Ok(view) = ours(view.await)? else {
        return Ok(None);
    };
    let links = view.everybody().map(|row| {
        let invitation = row.invitation.as_ref()?;
        ConferenceAboutLinkType::of(&view, invitation.id)
    });
    let links: Vec<Option<ConferenceAboutLinkType>> = links.collect();
    let minutes = view.conferences.minutes(id);
    let rows = view.own.into_iter().chain(view.rows).zip(links);
    let rows = rows.map(|(row, link)| ConferenceCallType {
        conference: id,
        turnout: minutes.turnout(row.called.participant.id).cloned(),
        row,
        link,
    });
    Ok(Some(rows.collect()))
}

/// A row of the board.
pub(crate) struct ConferenceCallType {
    conference: ConferenceId,
    row: CallRow,
    turnout: Option<Turnout>,
    link: Option<ConferenceAboutLinkType>,
}

/// Somebody who is to be called to a conference, with how, what became of it, and what is to be done next.
#[Object(name = "ConferenceCall")]
impl ConferenceCallType {
    /// Whom, as `chooseCallWay` takes it. For those of `ownSide` it stands on no list.
    async fn participant(&self) -> ID {
        ID(self.row.called.participant.id.to_string())
    }

    /// Agency and contact as the team, the directory or whoever typed it calls them.
    async fn name(&self) -> &str {
        &self.row.called.name
    }

    /// Whether this is the person or their family, who are called in a way of their own choice. Null: somebody of the list.
    async fn own_side(&self) -> Option<Word<OwnSide>> {
        let id = self.row.called.participant.id;
        OwnSide::at(self.conference, id).map(Word)
    }

    /// Whether they came. Null until somebody wrote that down.
    async fn came(&self) -> Option<Word<Came>> {
        self.turnout.as_ref().map(Turnout::came).map(Word)
    }

    /// Why they were away. Null: they came, or nobody wrote down why not.
    async fn away_because(&self) -> Option<&str> {
        match &self.turnout {
            Some(Turnout::Away { why }) => Some(why.as_str()),
            _ => None,
        }
    }

    /// Whether they may hear whom it is about today; nothing goes out to anybody else.
    async fn may_be_called(&self) -> bool {
        self.row.called.coming.may_be_called()
    }

    /// In which way they would be called now.
    async fn way(&self) -> CallWayType<'_> {
        CallWayType(&self.row.way)
    }

    /// How they could be told where that way does not reach them. Null: nobody knows another.
    async fn instead(&self) -> Option<CallWayType<'_>> {
        self.row.instead.as_ref().map(CallWayType)
    }

    /// How far it has come: prepared, sent, arrived, failed or answered.
    async fn state(&self) -> Word<CallState> {
        Word(self.row.state())
    }

    /// What they have to be told and nobody prepared yet; `sendInvitations` does. Null: they know everything.
    async fn due(&self) -> Option<Word<Says>> {
        self.row.due.map(Word)
    }

    /// What staff should do about them. Null: nothing now.
    async fn next(&self) -> Option<Word<NextStep>> {
        self.row.next.map(Word)
    }

    /// How they were called, with what became of it. Null where they were not yet.
    async fn invitation(&self) -> Option<ConferenceInvitationType> {
        self.row.invitation.clone().map(ConferenceInvitationType)
    }

    /// The newest link by which they read whom it is about, with what became of it. Null: none was sent.
    async fn about_link(&self) -> Option<&ConferenceAboutLinkType> {
        self.link.as_ref()
    }
}

/// A way.
pub(crate) struct CallWayType<'v>(&'v CallWay);

/// The way in which somebody is called to a conference.
#[Object(name = "CallWay")]
impl CallWayType<'_> {
    /// By mail, FAX, phone or letter, or by a sheet that is handed over.
    async fn channel(&self) -> Word<CallChannel> {
        Word(self.0.channel)
    }

    /// The mail address, number or postal address as written. Null: nobody knows it, or none is needed.
    async fn target(&self) -> Option<&str> {
        self.0.target.as_ref().map(|target| target.as_str())
    }

    /// Whom there to ask for: a desk in the words of the office, or a role. Null: nobody said so.
    async fn ask_for(&self) -> Option<&str> {
        self.0.ask_for.as_deref()
    }

    /// When somebody answers there: whoever phones at another hour reaches nobody. Null: nobody stated that.
    async fn hours(&self) -> Option<OpeningHoursType<'_>> {
        let hours = self.0.hours.as_ref()?;
        Some(OpeningHoursType { hours, note: None })
    }

    /// How to go about it (「はじめに「ご相談です」と言う」). Null: nobody said so.
    async fn etiquette(&self) -> Option<&str> {
        self.0.etiquette.as_ref().map(|text| text.as_str())
    }

    /// Why by this channel and no other.
    async fn basis(&self) -> Word<WayBasis> {
        Word(self.0.basis)
    }

    /// Why the host chose it. Null: they did not.
    async fn reason(&self) -> Option<&str> {
        self.0.reason.as_ref().map(Prose::as_str)
    }

    /// Whether nobody made sure yet that the FAX number is theirs; nothing is sent to it before.
    async fn is_unconfirmed(&self) -> bool {
        self.0.is_unconfirmed
    }
}

/// What somebody who is called would read, before anything leaves.
pub(crate) async fn call_draft(
    ctx: &Context<'_>,
    id: &ID,
    participant: &ID,
) -> Result<Option<CallDraftType>> {
    let asked = Asked::of(ctx)?;
    let Some(of) = place_of(asked, id).await? else {
        return Ok(None);
    };
    let Ok(who) = participant.as_str().parse::<ParticipantId>() else {
        return Ok(None);
    };
    let drafted = asked.app.call_draft(&asked.principal, of, who).await;
    Ok(ours(drafted)?.ok().map(CallDraftType))
}

/// A message.
pub(crate) struct CallDraftType(CallDraft);

/// A message to somebody who is called, in the words of a mail; the same stands on the other ways.
#[Object(name = "ConferenceCallDraft")]
impl CallDraftType {
    /// What the head of a mail would say that it is about.
    async fn subject(&self) -> &str {
        &self.0.subject
    }

    /// Everything below, as plain Japanese lines.
    async fn text(&self) -> &str {
        &self.0.text
    }
}

/// What was decided in the cases that the caller keeps and is due within a week.
pub(crate) async fn due_decisions(ctx: &Context<'_>) -> Result<Vec<DueDecisionType>> {
    let asked = Asked::of(ctx)?;
    let due = ours(asked.app.due_decisions(&asked.principal).await)?;
    Ok(due.into_iter().map(DueDecisionType).collect())
}

/// A decision.
pub(crate) struct DueDecisionType(DueDecision);

/// Something that a conference decided, is still to be done, and is due within a week or should have been done.
#[Object(name = "DueDecision")]
impl DueDecisionType {
    /// Which it is, as `settleDecision` takes it.
    async fn id(&self) -> ID {
        ID(self.0.id.to_string())
    }

    /// The case of whose person it is, as `case` takes it.
    async fn case(&self) -> ID {
        ID(self.0.case.id.to_string())
    }

    /// The one that decided it, as `conference` takes it; there the thing itself is read.
    async fn conference(&self) -> ID {
        ID(self.0.conference.to_string())
    }

    /// Whether it is a thing to do, or begins a change of team, a question for consent or a referral.
    async fn kind(&self) -> Word<DecisionKind> {
        Word(self.0.kind)
    }

    /// The last day on which it is done in time.
    async fn due_on(&self) -> DateScalar {
        DateScalar(self.0.due_on)
    }
}

/// What the agencies at which the caller works took on at conferences of others.
pub(crate) async fn tasks_taken(ctx: &Context<'_>) -> Result<Vec<TaskTakenType>> {
    let asked = Asked::of(ctx)?;
    let taken = ours(asked.app.tasks_taken(&asked.principal).await)?;
    Ok(taken.into_iter().map(TaskTakenType).collect())
}

/// A task of the caller's agency.
pub(crate) struct TaskTakenType(TaskTaken);

/// Something that the caller's agency took on at a conference of another, to be done within a week or late. It tells
/// neither whom nor what it is about.
#[Object(name = "TaskTaken")]
impl TaskTakenType {
    /// By what the conference is known in letters, as a number sign with six digits.
    async fn number(&self) -> &str {
        &self.0.number
    }

    /// The name of the agency that leads there: whom to ask what it is.
    async fn lead(&self) -> &str {
        &self.0.lead
    }

    /// The last day on which it is done in time.
    async fn due_on(&self) -> DateScalar {
        DateScalar(self.0.due_on)
    }
}
