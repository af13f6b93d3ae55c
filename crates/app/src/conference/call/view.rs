//! How each who is called is called, and the board of what became of it: for staff of the agency that leads.

use std::collections::{BTreeSet, HashMap};

use renkei_domain::access::principal::Principal;
use renkei_domain::cases::team::MemberAgency;
use renkei_domain::conference::invitation::{
    CallState, CallWay, Invitation, KeptWay, NextStep, Reachable, Says, Standing, due,
};
use renkei_domain::conference::{Conference, Invitee, Participant};
use renkei_domain::ids::{
    AccountId, CaseId, ConferenceId, ConferenceInvitationId, ParticipantId, ResourceId,
};
use renkei_domain::text::Line;
use renkei_store::StoreFault;

use crate::App;
use crate::conference::ConferenceRefusal;
use crate::conference::read::{Called, ConferencesView};
use crate::directory::parts::{Parts, ReadResource};
use crate::directory::read::Viewer;
use crate::directory::register::Outcome;

/// Somebody who is called, with how, and what became of it.
#[derive(Debug, Clone)]
pub struct CallRow {
    /// Who, and whether they may be called.
    pub called: Called,
    /// In which way they would be called now, and why so.
    pub way: CallWay,
    /// What the host chose of it.
    pub kept: Option<KeptWay>,
    /// How they could be told where this way does not reach them.
    pub instead: Option<CallWay>,
    /// How they were called, with what became of it; absent where they were not yet.
    pub invitation: Option<Invitation>,
    /// What they have to be told, and nobody prepared yet.
    pub due: Option<Says>,
    /// What is to be done about them next.
    pub next: Option<NextStep>,
}

impl CallRow {
    /// Where they stand.
    #[must_use]
    pub fn state(&self) -> CallState {
        let invitation = self.invitation.as_ref();
        invitation.map_or(CallState::NotCalled, Invitation::state)
    }
}

/// How many come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Come, all the time or for a part, or send somebody.
    pub coming: usize,
    /// Do not.
    pub not_coming: usize,
    /// Were called and did not answer yet.
    pub open: usize,
}

/// A conference with how everybody is called to it.
#[derive(Debug, Clone)]
pub struct CallsView {
    /// The conferences of the case.
    pub conferences: ConferencesView,
    /// Which of them.
    pub id: ConferenceId,
    /// Those who are to be called, in the order of the list.
    pub rows: Vec<CallRow>,
    /// Those who were called and stand on the list no more.
    pub gone: Vec<Invitation>,
    /// Names of those who called, told and took down.
    pub names: HashMap<AccountId, Line>,
}

impl CallsView {
    /// The conference.
    #[must_use]
    pub fn conference(&self) -> Option<&Conference> {
        self.conferences.conference(self.id)
    }

    /// An invitation by its id.
    #[must_use]
    pub fn invitation(&self, id: ConferenceInvitationId) -> Option<&Invitation> {
        let rows = self.rows.iter();
        let listed = rows.filter_map(|row| row.invitation.as_ref());
        let mut all = listed.chain(&self.gone);
        all.find(|known| known.id == id)
    }

    /// Somebody who is to be called.
    #[must_use]
    pub fn row(&self, participant: ParticipantId) -> Option<&CallRow> {
        let mut rows = self.rows.iter();
        rows.find(|row| row.called.participant.id == participant)
    }

    /// How many come.
    #[must_use]
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for invitation in self.rows.iter().filter_map(|row| row.invitation.as_ref()) {
            match invitation.reply().map(|reply| reply.reply.comes()) {
                Some(true) => tally.coming += 1,
                Some(false) => tally.not_coming += 1,
                None if invitation.is_calling() => tally.open += 1,
                None => {}
            }
        }
        tally
    }

    /// Somebody of the agency by name.
    #[must_use]
    pub fn name_of(&self, account: AccountId) -> String {
        let name = self.names.get(&account);
        name.map(ToString::to_string).unwrap_or_default()
    }
}

/// How somebody is reached, as far as that is known.
pub(super) fn reachable<'a>(
    view: &'a ConferencesView,
    participant: &'a Participant,
    agencies: &'a HashMap<ResourceId, ReadResource>,
) -> Reachable<'a> {
    let listed = |id: &ResourceId| {
        let read = agencies.get(id)?;
        let profile = read.profile.as_ref()?;
        Some(Reachable::Listed {
            facts: &read.facts,
            policy: &profile.contact_policy,
        })
    };
    let nothing = Reachable::Written {
        fax: None,
        address: None,
    };
    match &participant.who {
        Invitee::Listed { resource, .. } => listed(resource).unwrap_or(nothing),
        Invitee::Written { fax, .. } => Reachable::Written {
            fax: fax.as_ref(),
            address: None,
        },
        Invitee::Member(id) => match view.member(*id) {
            None => nothing,
            Some(member) => match &member.agency {
                MemberAgency::Listed(resource) => listed(resource).unwrap_or(nothing),
                MemberAgency::Written(_) => Reachable::Written {
                    fax: None,
                    address: member.seat.address.as_ref(),
                },
            },
        },
    }
}

fn resources_of(view: &ConferencesView, conference: &Conference) -> Vec<ResourceId> {
    let listed = conference
        .participants
        .iter()
        .filter_map(|one| match &one.who {
            Invitee::Listed { resource, .. } => Some(*resource),
            Invitee::Written { .. } => None,
            Invitee::Member(id) => match view.member(*id).map(|member| &member.agency) {
                Some(MemberAgency::Listed(resource)) => Some(*resource),
                Some(MemberAgency::Written(_)) | None => None,
            },
        });
    let ids: BTreeSet<ResourceId> = listed.collect();
    ids.into_iter().collect()
}

fn row(
    view: &ConferencesView,
    conference: &Conference,
    (called, invitation, kept): (Called, Option<Invitation>, Option<KeptWay>),
    agencies: &HashMap<ResourceId, ReadResource>,
) -> CallRow {
    let reachable = reachable(view, &called.participant, agencies);
    let way = CallWay::to(reachable, kept.as_ref());
    let says = due(
        conference,
        Standing {
            participant: Some(&called.participant),
            may_be_called: called.coming.may_be_called(),
            way: Some(&way),
            invitation: invitation.as_ref(),
        },
    );
    CallRow {
        instead: way.instead(reachable),
        next: NextStep::of(&way, says, invitation.as_ref()),
        due: says,
        called,
        way,
        kept,
        invitation,
    }
}

impl App {
    /// How everybody is called to a conference and what became of it, for staff who may prepare it.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn conference_calls(
        &self,
        own: &Principal,
        case: CaseId,
        id: ConferenceId,
    ) -> Outcome<CallsView, ConferenceRefusal> {
        let view = match self.conferences(own, case).await? {
            Ok(view) => view,
            Err(refusal) => return Ok(Err(refusal.into())),
        };
        // The person reads who is called on their own page; where others are reached is not theirs to know.
        let conference = view.conference(id).filter(|_| view.may_convene).cloned();
        let Some(conference) = conference else {
            return Ok(Err(ConferenceRefusal::NoSuchConference));
        };
        let agencies = self.agencies_called(own, &view, &conference).await?;
        let file = &view.consents.file.case;
        let mut invitations = self.store.conference_invitations(file).await?;
        invitations.retain(|one| one.conference == id);
        let mut ways = self.store.conference_ways(file, id).await?;
        let rows = view.called(&conference).into_iter().map(|called| {
            let id = called.participant.id;
            let place = invitations.iter().position(|one| one.participant == id);
            let invitation = place.map(|place| invitations.remove(place));
            let place = ways.iter().position(|one| one.participant == id);
            let kept = place.map(|place| ways.remove(place));
            row(&view, &conference, (called, invitation, kept), &agencies)
        });
        let rows: Vec<CallRow> = rows.collect();
        let names = self
            .store
            .account_names(&who_wrote(&rows, &invitations))
            .await?;
        Ok(Ok(CallsView {
            conferences: view,
            id,
            rows,
            gone: invitations,
            names,
        }))
    }

    /// Whoever was called to the conferences of a case, for staff who read them.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn invitations_of(
        &self,
        view: &ConferencesView,
    ) -> Result<Vec<Invitation>, StoreFault> {
        if !view.may_convene {
            return Ok(Vec::new());
        }
        let file = &view.consents.file.case;
        self.store.conference_invitations(file).await
    }

    async fn agencies_called(
        &self,
        own: &Principal,
        view: &ConferencesView,
        conference: &Conference,
    ) -> Result<HashMap<ResourceId, ReadResource>, StoreFault> {
        let parts = Parts {
            profile: true,
            ..Parts::NONE
        };
        let ids = resources_of(view, conference);
        let read = self.read_resources(&Viewer::of(own), &ids, parts).await?;
        let read = read.into_iter().flatten();
        Ok(read.map(|read| (read.id, read)).collect())
    }
}

/// Whoever called, told, took down and decided.
fn who_wrote(rows: &[CallRow], gone: &[Invitation]) -> Vec<AccountId> {
    let listed = rows.iter().filter_map(|row| row.invitation.as_ref());
    let mut people = BTreeSet::new();
    for one in listed.chain(gone) {
        people.insert(one.made_by);
        people.extend(one.told.as_ref().map(|told| told.by));
        let marks = one.notices.iter().flat_map(|notice| &notice.marks);
        people.extend(marks.filter_map(|mark| mark.by));
        let replies = one.replies.iter();
        people.extend(replies.flat_map(|reply| [reply.by, reply.decided_by].into_iter().flatten()));
    }
    for kept in rows.iter().filter_map(|row| row.kept.as_ref()) {
        people.extend(kept.choice.as_ref().map(|choice| choice.by));
        people.extend(kept.check.as_ref().map(|check| check.by));
    }
    people.into_iter().collect()
}
