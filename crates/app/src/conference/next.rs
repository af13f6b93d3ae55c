//! The next date at once: the conference that follows one, with the same people and agenda, in preparation or already at
//! its date.

use std::collections::BTreeSet;
use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::cases::case::Case;
use renkei_domain::conference::agenda::ITEMS;
use renkei_domain::conference::invitation::neutral;
use renkei_domain::conference::minutes::decision::follow_up;
use renkei_domain::conference::participant::PARTICIPANTS;
use renkei_domain::conference::{
    AgendaItem, Host, Invitee, Minutes, MinutesFault, NextIds, Participant, Slot,
};
use renkei_domain::consent::Categories;
use renkei_domain::ids::{AccountId, AgendaItemId, ConferenceId};
use renkei_domain::record::Purpose;
use renkei_domain::time::Instant;
use renkei_store::{Stop, Work};

use super::minutes::of_minutes;
use super::{
    ConferenceRefusal, KeptConference, SeenConference, case_of, conference_of, judged, of_case,
    refuse,
};
use crate::App;
use crate::consent::what_is_missing;
use crate::directory::register::Outcome;
use crate::writer::Writer;

/// Everything that was given beforehand.
struct Given {
    principal: Principal,
    keeper: AccountId,
    slot: Option<Slot>,
    ids: NextIds,
    first: AgendaItemId,
}

#[renkei_boxed::boxed]
impl App {
    /// Begins the conference that follows one that was held, at its date where that is known.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn begin_next_conference(
        &self,
        writer: &Writer,
        seen: SeenConference,
        slot: Option<Slot>,
    ) -> Outcome<KeptConference, ConferenceRefusal> {
        let Some(keeper) = writer.principal.account() else {
            return Ok(Err(what_is_missing(&writer.principal).into()));
        };
        let place = slot.as_ref().map(|slot| slot.place.as_str());
        let asked = format!("after {seen:?} {slot:?} {}", place.unwrap_or_default());
        let given = Arc::new(Given {
            principal: writer.principal.clone(),
            keeper,
            slot,
            ids: NextIds {
                id: ConferenceId::from_uuid(self.new_id()),
                participants: (0..PARTICIPANTS).map(|_| self.new_participant()).collect(),
                items: (0..ITEMS).map(|_| self.new_agenda_item()).collect(),
            },
            first: self.new_agenda_item(),
        });
        self.act_of(
            writer,
            Purpose::BeginConference,
            &asked,
            move |work, header| {
                let given = Arc::clone(&given);
                Box::pin(async move { followed_in(work, &given, seen, header.at).await })
            },
        )
        .await
    }
}

/// The item in which what is still open of earlier decisions is gone through; none where nothing is.
pub(super) async fn open_item(
    work: &Work,
    case: &Case,
    id: AgendaItemId,
) -> Result<Option<AgendaItem>, Stop<ConferenceRefusal>> {
    let decisions = work.decisions(case.id).await?;
    let open: Vec<_> = decisions.iter().filter(|one| one.is_open()).collect();
    if open.is_empty() {
        return Ok(None);
    }
    let at: BTreeSet<ConferenceId> = open.iter().map(|one| one.conference).collect();
    let mut tells = Categories::new();
    for id in at {
        let conference = conference_of(work, case, id).await?;
        let of_it = open.iter().filter(|one| one.conference == id);
        tells.extend(of_it.flat_map(|one| one.tells(&conference)));
    }
    Ok(follow_up(id, tells))
}

async fn followed_in(
    work: &Work,
    given: &Given,
    seen: SeenConference,
    now: Instant,
) -> Result<KeptConference, Stop<ConferenceRefusal>> {
    let action = Action::ConveneConference;
    let case = case_of(work, &given.principal, action, seen.case).await?;
    of_case(case.open().map(|_| ()))?;
    let held = conference_of(work, &case, seen.id).await?;
    if held.version != seen.version {
        return refuse(ConferenceRefusal::Overtaken);
    }
    let before = work.minutes(&held).await?;
    if before.next.is_some() {
        return of_minutes(Err(MinutesFault::NextIsThere));
    }
    let team = work.team_of(&case).await?;
    let today = now.in_japan().date;
    let in_team = |id| {
        let mut here = team.iter().filter(|member| member.is_there(today));
        here.any(|member| member.id == id)
    };
    let is_there = |one: &Participant| match &one.who {
        Invitee::Member(id) => in_team(*id),
        Invitee::Listed { .. } | Invitee::Written { .. } => true,
    };
    let host = match held.outline.host {
        Host::Member(id) if in_team(id) => Host::Member(id),
        _ => Host::Lead,
    };
    let open = open_item(work, &case, given.first).await?;
    let new = (&given.ids, given.keeper, now);
    let mut next = of_minutes(held.following(new, is_there, (host, open)))?;
    if let Some(slot) = &given.slot {
        judged(neutral(slot, &case))?;
        next = judged(next.fixed(slot.clone(), now))?;
    }
    work.keep_conference(None, &next).await?;
    let after = Minutes {
        next: Some(next.id),
        ..before.clone()
    };
    work.keep_minutes(&held, &before, &after).await?;
    Ok(KeptConference(next.id))
}
