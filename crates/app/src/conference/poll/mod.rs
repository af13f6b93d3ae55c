//! Finding a date of a conference: [`open`] asks about possible dates, [`link`] hands out links by which people answer
//! without an account, [`answer`] takes what they say by it or what staff wrote down for them, as long as they are `still`
//! asked, [`close`] ends that, [`times`] are when somebody comes to meetings, and [`read`] shows the answers with the best dates. Fixing one of the
//! dates is a step of the conference like any other ([`super::step`]), of which one of many at once succeeds; it closes
//! the poll.
//!
//! Links are shown once, to be handed on; by [`send`] people are asked and reminded by the way in which each is called,
//! [`mark`] says what became of it, [`paper`] prints it, and [`news`] tells whoever asks once enough have answered.

use renkei_domain::conference::Conference;
use renkei_domain::conference::poll::{Asked, Poll};
use renkei_domain::ids::{CaseId, ConferenceId};
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use renkei_store::{Stop, Work};

use super::read::ConferencesView;
use super::{ConferenceRefusal, conference_of, judged, refuse};

pub mod answer;
mod busy;
pub mod close;
pub mod link;
mod load;
pub mod mark;
pub(crate) mod news;
pub mod open;
pub mod paper;
pub mod read;
pub mod send;
mod sitters;
pub(crate) mod still;
pub mod times;

/// Of which conference something is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfConference {
    /// In which case.
    pub case: CaseId,
    /// Which.
    pub id: ConferenceId,
}

/// A link by which somebody answers without an account.
#[derive(Clone, PartialEq, Eq)]
pub struct HandedLink {
    /// Who.
    pub who: Asked,
    /// The code in it, told this once.
    pub code: String,
}

impl std::fmt::Debug for HandedLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("HandedLink(…)")
    }
}

/// Who may be asked today, each with a name of their own that others may read: the person and their family where they are
/// there, and whom the person's consents let be there.
fn may_be_asked(view: &ConferencesView, conference: &Conference) -> Vec<(Asked, Option<Line>)> {
    let presence = &conference.outline.presence;
    let person = presence.is_with_person().then_some((Asked::Person, None));
    let family = presence.family.map(|_| (Asked::Family, None));
    let called = view.called(conference).into_iter();
    let called = called.filter(|one| one.coming.may_be_called());
    let called = called.map(|one| {
        let own = view.own_name(&one.participant);
        (Asked::Participant(one.participant.id), own)
    });
    person.into_iter().chain(family).chain(called).collect()
}

/// The newest poll of a conference of a case that is locked.
async fn poll_of(
    work: &Work,
    case: &renkei_domain::cases::case::Case,
    id: ConferenceId,
) -> Result<Poll, Stop<ConferenceRefusal>> {
    let conference = conference_of(work, case, id).await?;
    match work.poll(conference.id).await? {
        Some(poll) => Ok(poll),
        None => refuse(ConferenceRefusal::NoPoll),
    }
}

/// Closes the open poll of a conference, where there is one.
pub(super) async fn end_poll(
    work: &Work,
    conference: &Conference,
    now: Instant,
) -> Result<(), Stop<ConferenceRefusal>> {
    let poll = work.poll(conference.id).await?;
    if let Some(poll) = poll.filter(|poll| poll.taking().is_ok()) {
        let after = judged(poll.clone().closed(now))?;
        work.keep_poll(conference.case, Some(&poll), &after).await?;
    }
    Ok(())
}
