//! Conferences: who prepares one, who may be there and why not yet, what the person says of it, how it goes on, and how
//! its pages tell of it.

mod astray;
mod board;
mod busy;
mod by_mutation;
mod by_programs;
mod calls;
mod copied;
mod feed_meetings;
mod feed_pages;
mod feed_programs;
mod feeds;
mod handed_over;
mod kept;
mod material_handed;
mod material_posted;
mod merged;
mod minutes;
mod minutes_pages;
mod moves;
mod notes_saved;
mod pages;
mod paper;
mod person_away;
mod poll_again;
mod poll_ends;
mod poll_pages;
mod poll_programs;
mod poll_sent;
mod polls;
mod programs;
mod reminded;
pub(crate) mod series;
mod series_changed;
mod series_mails;
mod series_told;
mod spoken;
mod watched;

use renkei_app::conference::begin::NewConference;
use renkei_app::conference::read::ConferencesView;
use renkei_app::conference::step::ConferenceStep;
use renkei_app::conference::{ConferenceRefusal, KeptConference, SeenConference};
use renkei_domain::conference::{Conference, ConferenceKind, ConferencePurpose, Presence, Slot};
use renkei_domain::consent::PartyId;
use renkei_domain::ids::{CaseId, ConferenceId, TeamMemberId};
use renkei_domain::people::Standing;
use renkei_tests::World;
use renkei_tests::clock::japan;
use renkei_tests::people::{Somebody, somebody};

use crate::consent::desk;
use crate::migrations::line;
use crate::record::fine;

/// A handover with the person.
fn a_handover() -> NewConference {
    NewConference {
        kind: ConferenceKind::CaseConference,
        purpose: ConferencePurpose::Handover,
        presence: Presence::default(),
        host: None,
        to_bring: None,
    }
}

/// A date that is not over when stories begin.
pub(crate) fn a_slot() -> Slot {
    Slot {
        begins: japan("2026-12-04", "15:00"),
        minutes: 60,
        place: line("高槻市役所 3階"),
    }
}

pub(crate) async fn begun(world: &World, who: &Somebody, case: CaseId) -> ConferenceId {
    fine(fine(
        world
            .app
            .begin_conference(&desk(who), case, a_handover())
            .await,
    ))
    .0
}

pub(crate) async fn view_of(world: &World, who: &Somebody, case: CaseId) -> ConferencesView {
    fine(fine(world.app.conferences(&who.principal, case).await))
}

/// A conference as somebody sees it now.
async fn conference_of(
    world: &World,
    who: &Somebody,
    case: CaseId,
    id: ConferenceId,
) -> Conference {
    let view = view_of(world, who, case).await;
    fine(view.conference(id).ok_or("the conference")).clone()
}

/// A step with a conference as it is now.
pub(crate) async fn stepped(
    world: &World,
    who: &Somebody,
    (case, id): (CaseId, ConferenceId),
    step: ConferenceStep,
) -> Result<KeptConference, ConferenceRefusal> {
    let version = conference_of(world, who, case, id).await.version;
    let seen = SeenConference { case, id, version };
    fine(world.app.step_conference(&desk(who), seen, step).await)
}

/// A member of the team who was written down by hand.
fn member_of(party: PartyId) -> TeamMemberId {
    match party {
        PartyId::Written(id) => id,
        PartyId::Listed(_) => panic!("they stand in the directory"),
    }
}

/// Links an account of a person with a case.
async fn linked(world: &World, who: &Somebody, case: CaseId, name: &str) -> Somebody {
    let person = somebody(&world.app, Standing::Person, name).await;
    let link = fine(fine(world.app.offer_case_link(&desk(who), case).await));
    fine(fine(
        world.app.accept_case(&desk(&person), &link.code).await,
    ));
    person
}
