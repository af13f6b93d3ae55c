//! What came of conferences, for whoever reads: minutes and decisions of one, what of the minutes each who was called
//! gets, what they heard that no consent covers, and the half page with which the person goes home.

use renkei_domain::conference::{
    Conference, ConferenceDecision, ConferenceState, DecisionState, Invitee, Minutes, MinutesCopy,
    Participant, Slot, ToBring,
};
use renkei_domain::consent::{Categories, Means, PartyId, Preview};
use renkei_domain::ids::{ConferenceId, DecisionId};
use renkei_domain::provisions::ToldHow;

use super::read::ConferencesView;
use crate::App;
use crate::directory::register::Outcome;
use crate::provisions::told::{Partner, TellForm};
use crate::provisions::{TellRefusal, Told};
use crate::writer::Writer;

/// What the person takes home: who does what until when, when people meet again, and whom to ask.
#[derive(Clone)]
pub struct HalfPage<'v> {
    /// What was decided and was not dropped since, each with who does it; what is due first comes first.
    pub decisions: Vec<(&'v ConferenceDecision, String)>,
    /// When and where people meet again, once that is fixed.
    pub next: Option<&'v Slot>,
    /// What the person brings along then.
    pub to_bring: Option<&'v ToBring>,
    /// Who of the leading agency answers questions; empty where their name is not known any more.
    pub ask: String,
    /// The leading agency.
    pub lead: &'v str,
}

/// What was decided with somebody is nobody's to read in a log.
impl std::fmt::Debug for HalfPage<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("HalfPage(..)")
    }
}

impl ConferencesView {
    /// The minutes of a conference, of which nothing may have been written yet.
    #[must_use]
    pub fn minutes(&self, id: ConferenceId) -> Minutes {
        let mut minutes = self.minutes.iter();
        let known = minutes.find(|known| known.conference == id).cloned();
        known.unwrap_or_else(|| Minutes::empty(id))
    }

    /// What a conference decided; what is due first comes first.
    #[must_use]
    pub fn decided(&self, id: ConferenceId) -> Vec<&ConferenceDecision> {
        let decisions = self.decisions.iter();
        decisions.filter(|one| one.conference == id).collect()
    }

    /// What other conferences decided and is not done yet.
    #[must_use]
    pub fn open_before(&self, id: ConferenceId) -> Vec<&ConferenceDecision> {
        let open = self.decisions.iter().filter(|one| one.is_open());
        open.filter(|one| one.conference != id).collect()
    }

    /// A decision by its id.
    #[must_use]
    pub fn decision(&self, id: DecisionId) -> Option<&ConferenceDecision> {
        self.decisions.iter().find(|known| known.id == id)
    }

    /// Who does what was decided.
    #[must_use]
    pub fn doer(&self, decision: &ConferenceDecision) -> String {
        let conference = self.conference(decision.conference);
        conference.map_or_else(String::new, |conference| {
            self.presenter(conference, decision.by)
        })
    }

    /// What the rule lets somebody who was called hear for the purpose of a conference by some means.
    fn covered(&self, conference: &Conference, one: &Participant, means: Means) -> Preview {
        let purpose = conference.outline.purpose.consent();
        match self.party(one) {
            Some(party) => self.consents.preview(&party, purpose, means),
            None => Preview {
                shown: Categories::new(),
                held_back: Vec::new(),
            },
        }
    }

    /// What somebody heard that no consent of today covers: there is no record of that.
    #[must_use]
    pub fn uncovered(
        &self,
        conference: &Conference,
        minutes: &Minutes,
        one: &Participant,
    ) -> Categories {
        let heard = minutes.heard(conference, one);
        let covered = self.covered(conference, one, Means::Meeting);
        heard.difference(&covered.shown).copied().collect()
    }

    /// The copy of the minutes that somebody who was called gets; none where they may get nothing.
    #[must_use]
    pub fn copy<'m>(
        &'m self,
        conference: &'m Conference,
        minutes: &'m Minutes,
        one: &Participant,
    ) -> Option<MinutesCopy<'m>> {
        let covered = self.covered(conference, one, Means::Document);
        let decisions = self.decided(conference.id);
        minutes.copy_for(conference, &decisions, (one, &covered))
    }

    /// The half page of a conference.
    #[must_use]
    pub fn half_page(&self, conference: &Conference) -> HalfPage<'_> {
        let decided = self.decided(conference.id).into_iter();
        let decided = decided.filter(|one| one.state != DecisionState::Dropped);
        let next = self.minutes(conference.id).next;
        let next = next.and_then(|id| self.conference(id));
        let next = next.filter(|next| next.state == ConferenceState::Scheduled);
        HalfPage {
            decisions: decided.map(|one| (one, self.doer(one))).collect(),
            next: next.and_then(|next| next.slot.as_ref()),
            to_bring: next.and_then(|next| next.outline.to_bring.as_ref()),
            ask: self.keeper(conference),
            lead: &self.consents.lead,
        }
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Writes down that somebody who was not there was given their copy: it tells them of the person, and has its record.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn hand_minutes(
        &self,
        writer: &Writer,
        view: &ConferencesView,
        (conference, one): (&Conference, &Participant),
        how: ToldHow,
    ) -> Outcome<Told, TellRefusal> {
        let minutes = view.minutes(conference.id);
        let in_team = match &one.who {
            Invitee::Written { name, .. } => view.named_so(name).map(PartyId::of),
            Invitee::Member(_) | Invitee::Listed { .. } => view.party(one).map(|party| party.id),
        };
        let to = partner_of(one, in_team);
        let copy = view.copy(conference, &minutes, one);
        let (Some(copy), Some(to)) = (copy, to) else {
            let refusal = crate::consent::ConsentRefusal::NotInTeam;
            return Ok(Err(refusal.into()));
        };
        let form = TellForm {
            to,
            heard_by: None,
            categories: copy.tells,
            how,
            purpose: Some(conference.outline.purpose.consent()),
            at: None,
        };
        self.tell(writer, conference.case, form).await
    }
}

/// Somebody who was called, for the record of what they hear; nobody where they were of a team in which they are not known
/// any more.
pub(super) fn partner_of(one: &Participant, in_team: Option<PartyId>) -> Option<Partner> {
    match &one.who {
        Invitee::Member(_) => in_team.map(Partner::InTeam),
        Invitee::Listed { resource, .. } => Some(Partner::Listed(*resource)),
        Invitee::Written { name, .. } => {
            let typed = || Partner::typed(name.clone());
            Some(in_team.map_or_else(typed, Partner::InTeam))
        }
    }
}
