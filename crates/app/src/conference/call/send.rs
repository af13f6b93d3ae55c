//! Sending: what everybody who may be called has to be told is prepared, each by their own way. Mail leaves by itself a
//! few minutes later; the rest is printed, or said on the phone, by somebody's hand.

use std::collections::BTreeMap;
use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::cases::case::Case;
use renkei_domain::conference::invitation::{
    CallChannel, CallWay, Invitation, InvitationFault, Standing, due, neutral, shown, told_of,
};
use renkei_domain::conference::{Conference, ConferenceState};
use renkei_domain::ids::{AccountId, ConferenceInvitationId, ParticipantId};
use renkei_domain::letters::address::MailAddress;
use renkei_domain::people::PaperCode;
use renkei_domain::record::Purpose;
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use renkei_store::{Stop, Work};

use super::follow::{follow, prepare};
use super::own_answer::answer_given_before;
use super::permitted::expected;
use super::view::CallsView;
use super::{CallRefusal, Draws, judged, refuse};
use crate::App;
use crate::conference::sent::SentMessages;
use crate::conference::{ConferenceRefusal, SeenConference, case_of, conference_of};
use crate::consent::what_is_missing;
use crate::directory::register::Outcome;
use crate::writer::Writer;

/// How somebody would be called.
struct Called {
    name: Line,
    way: CallWay,
}

/// Everything that was given beforehand.
struct Given {
    principal: Principal,
    by: AccountId,
    seen: SeenConference,
    called: BTreeMap<ParticipantId, Called>,
    draws: Arc<dyn renkei_domain::outside::Entropy>,
}

fn called(view: &CallsView) -> BTreeMap<ParticipantId, Called> {
    let rows = view.everybody().filter_map(|row| {
        // A name that fills more than a line is cut: who it is stands in the list.
        let name: String = row.called.name.chars().take(Line::LIMIT).collect();
        let called = Called {
            name: Line::parse(&name).ok()?,
            way: row.way.clone(),
        };
        Some((row.called.participant.id, called))
    });
    rows.collect()
}

/// Whether a message can go by a way: it is known where to, where it needs to be, and a FAX number is confirmed.
pub(in crate::conference) fn can_go(way: &CallWay) -> bool {
    let is_address = |target: &Line| {
        way.channel != CallChannel::Mail || MailAddress::parse(target.as_str()).is_ok()
    };
    let is_known = match &way.target {
        Some(target) => is_address(target),
        None => !way.channel.has_target(),
    };
    !way.is_unconfirmed && is_known
}

#[renkei_boxed::boxed]
impl App {
    /// Prepares what everybody who may be called has to be told and was not told yet: the invitation, or what changed.
    /// Whoever knows everything gets nothing, so that it can be asked for again and again.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn send_calls(
        &self,
        writer: &Writer,
        seen: SeenConference,
    ) -> Outcome<SentMessages, CallRefusal> {
        let Some(by) = writer.principal.account() else {
            return Ok(Err(what_is_missing(&writer.principal).into()));
        };
        let view = self.conference_calls(&writer.principal, seen.case, seen.id);
        let view = match view.await? {
            Ok(view) => view,
            Err(refusal) => return Ok(Err(refusal.into())),
        };
        let given = Arc::new(Given {
            principal: writer.principal.clone(),
            by,
            seen,
            called: called(&view),
            draws: Arc::clone(&self.entropy),
        });
        let asked = format!("{seen:?}");
        let purpose = Purpose::SendInvitations;
        let sent = self.act_of(writer, purpose, &asked, move |work, header| {
            let given = Arc::clone(&given);
            Box::pin(async move { sent_in(work, &given, header.at).await })
        });
        let sent = sent.await?;
        self.wake_courier();
        Ok(sent)
    }
}

async fn sent_in(
    work: &Work,
    given: &Given,
    now: Instant,
) -> Result<SentMessages, Stop<CallRefusal>> {
    let seen = given.seen;
    let action = Action::ConveneConference;
    let case = case_of(work, &given.principal, action, seen.case).await;
    let case = case.map_err(Stop::widened)?;
    let conference = conference_of(work, &case, seen.id)
        .await
        .map_err(Stop::widened)?;
    if conference.version != seen.version {
        return refuse(ConferenceRefusal::Overtaken);
    }
    judged(conference.being_prepared().map(|_| ()))?;
    judged(ready(&case, &conference, now))?;
    let draws = Draws::new(&given.draws, now, Some(given.by));
    // Whoever may not be called any more hears so first.
    follow(work, &case, &conference, &draws).await?;
    let mut invitations = work.conference_invitations(conference.id).await?;
    let may = expected(work, &case, &conference, now).await?;
    let mut sent = SentMessages::default();
    let listed = conference.participants.iter().cloned();
    for participant in listed.chain(conference.own_side()) {
        let place = invitations
            .iter()
            .position(|known| known.participant == participant.id);
        let known = place.map(|place| invitations.remove(place));
        let Some(called) = given.called.get(&participant.id) else {
            continue;
        };
        let standing = Standing {
            participant: Some(&participant),
            may_be_called: may.contains(&participant.id),
            way: Some(&called.way),
            invitation: known.as_ref(),
        };
        let Some(says) = due(&conference, standing).filter(|says| says.calls()) else {
            continue;
        };
        if !can_go(&called.way) {
            sent.stuck += 1;
            continue;
        }
        let told = judged(told_of(&conference, Some(&participant)))?;
        let way = called.way.prepared();
        let invitation = match known {
            Some(known) => Invitation {
                name: called.name.clone(),
                ..known
            },
            None => begun(
                &conference,
                participant.id,
                called.name.clone(),
                given,
                &draws,
            ),
        };
        prepare(work, (&conference, invitation), (says, told, way), &draws).await?;
        sent.prepared += 1;
    }
    answer_given_before(work, &conference, &draws).await?;
    Ok(sent)
}

/// Whether anything may leave: there is a date to come, its place tells nothing, and the person saw who is called.
fn ready(case: &Case, conference: &Conference, now: Instant) -> Result<(), InvitationFault> {
    let is_fixed = conference.state == ConferenceState::Scheduled;
    let slot = conference.slot.as_ref().filter(|_| is_fixed);
    let slot = slot.ok_or(InvitationFault::NoDate)?;
    if slot.begins <= now {
        return Err(InvitationFault::Over);
    }
    neutral(slot, case)?;
    shown(conference)
}

fn begun(
    conference: &Conference,
    participant: ParticipantId,
    name: Line,
    given: &Given,
    draws: &Draws,
) -> Invitation {
    Invitation {
        id: ConferenceInvitationId::from_uuid(draws.id()),
        conference: conference.id,
        case: conference.case,
        person: conference.person,
        organization: conference.organization,
        participant,
        name,
        code: PaperCode::draw(PaperCode::SHEET_GROUPS, given.draws.as_ref()),
        notices: Vec::new(),
        replies: Vec::new(),
        told: None,
        made_by: given.by,
        made_at: draws.now,
        version: 0,
    }
}
