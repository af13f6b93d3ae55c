//! How each who is called is called, and the board of what became of it: for staff of the agency that leads.

use std::collections::{BTreeSet, HashMap};

use renkei_domain::access::principal::Principal;
use renkei_domain::cases::team::MemberAgency;
use renkei_domain::conference::invitation::{
    AboutLink, AboutLinkState, CallState, CallWay, ContactKnown, Invitation, KeptWay, NextStep,
    OwnSide, Reachable, ReceivedMail, Says, Standing, due,
};
use renkei_domain::conference::{Coming, Conference, Invitee, Participant};
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
    /// The person and their family, as far as it is held with them.
    pub own: Vec<CallRow>,
    /// Those who are to be called, in the order of the list.
    pub rows: Vec<CallRow>,
    /// Those who were called and stand on the list no more.
    pub gone: Vec<Invitation>,
    /// The mail that came back about it, the newest first.
    pub mails: Vec<ReceivedMail>,
    /// The links by which those who were called read who it is about, the oldest first.
    pub links: Vec<AboutLink>,
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
        self.invitations().find(|known| known.id == id)
    }

    /// How many mails somebody has to decide about.
    #[must_use]
    pub fn waiting_mails(&self) -> usize {
        self.mails.iter().filter(|mail| mail.is_waiting()).count()
    }

    /// The link by which somebody who was called reads who it is about, the newest where all have ended, and where it
    /// stands.
    #[must_use]
    pub fn about_link(&self, id: ConferenceInvitationId) -> Option<(&AboutLink, AboutLinkState)> {
        let conference = self.conference()?;
        let own = || self.links.iter().filter(move |link| link.invitation == id);
        let going_on = own().find(|link| link.ended.is_none());
        let link = going_on.or_else(|| own().next_back())?;
        Some((link, link.state(conference, self.conferences.consents.at)))
    }

    /// Everybody who was called, by their invitation.
    pub fn invitations(&self) -> impl Iterator<Item = &Invitation> {
        let called = self.everybody().filter_map(|row| row.invitation.as_ref());
        called.chain(&self.gone)
    }

    /// Everybody who is to be called: the person and their family, and those of the list.
    pub fn everybody(&self) -> impl Iterator<Item = &CallRow> {
        self.own.iter().chain(&self.rows)
    }

    /// Somebody who is to be called.
    #[must_use]
    pub fn row(&self, participant: ParticipantId) -> Option<&CallRow> {
        let mut rows = self.everybody();
        rows.find(|row| row.called.participant.id == participant)
    }

    /// How many come.
    #[must_use]
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for invitation in self.everybody().filter_map(|row| row.invitation.as_ref()) {
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
            contact: ContactKnown::on(view.consents.now.date, &profile.verifications),
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
    let called = conference.participants.iter();
    let listed = called.filter_map(|one| view.agency_of(one));
    let ids: BTreeSet<ResourceId> = listed.collect();
    ids.into_iter().collect()
}

/// The person and their family as they are called. They may hear of their own conference.
fn own_side(view: &ConferencesView, conference: &Conference) -> Vec<Called> {
    if view.case().known().is_none() {
        return Vec::new();
    }
    let side = conference.own_side().map(|participant| Called {
        name: view.name(&participant),
        party: None,
        coming: Coming::May {
            hears: conference.agenda.heard_in(participant.window),
            not: Vec::new(),
        },
        participant,
    });
    side.collect()
}

fn row(
    view: &ConferencesView,
    conference: &Conference,
    (called, invitation, kept): (Called, Option<Invitation>, Option<KeptWay>),
    agencies: &HashMap<ResourceId, ReadResource>,
) -> CallRow {
    let side = OwnSide::at(conference.id, called.participant.id);
    let (way, instead) = match side.zip(view.case().known()) {
        Some((side, person)) => (CallWay::to_own_side(side, person, kept.as_ref()), None),
        None => {
            let reachable = reachable(view, &called.participant, agencies);
            let way = CallWay::to(reachable, kept.as_ref());
            let instead = way.instead(reachable);
            (way, instead)
        }
    };
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
        instead,
        next: NextStep::of(&way, says, invitation.as_ref()),
        due: says,
        called,
        way,
        kept,
        invitation,
    }
}

#[renkei_boxed::boxed]
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
        let side = own_side(&view, &conference);
        let listed = side.len();
        let called = side.into_iter().chain(view.called(&conference));
        let rows = called.map(|called| {
            let id = called.participant.id;
            let place = invitations.iter().position(|one| one.participant == id);
            let invitation = place.map(|place| invitations.remove(place));
            let place = ways.iter().position(|one| one.participant == id);
            let kept = place.map(|place| ways.remove(place));
            row(&view, &conference, (called, invitation, kept), &agencies)
        });
        let mut own: Vec<CallRow> = rows.collect();
        let rows = own.split_off(listed);
        let mails = self.store.received_mails(file, id).await?;
        let links = self.store.about_links(file).await?;
        let everybody = || own.iter().chain(&rows);
        let mut people = who_wrote(everybody, &invitations);
        people.extend(mails.iter().filter_map(|mail| Some(mail.settled?.0)));
        let names = self.store.account_names(&people).await?;
        Ok(Ok(CallsView {
            conferences: view,
            id,
            own,
            rows,
            gone: invitations,
            mails,
            links,
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

    pub(super) async fn agencies_called(
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
        Ok(read.map(|read| (read.asked, read)).collect())
    }
}

/// Whoever called, told, took down and decided.
fn who_wrote<'r, I: Iterator<Item = &'r CallRow>>(
    rows: impl Fn() -> I,
    gone: &'r [Invitation],
) -> Vec<AccountId> {
    let listed = rows().filter_map(|row| row.invitation.as_ref());
    let mut people = BTreeSet::new();
    for one in listed.chain(gone) {
        people.insert(one.made_by);
        people.extend(one.told.as_ref().map(|told| told.by));
        let marks = one.notices.iter().flat_map(|notice| &notice.marks);
        people.extend(marks.filter_map(|mark| mark.by));
        let replies = one.replies.iter();
        people.extend(replies.flat_map(|reply| [reply.by, reply.decided_by].into_iter().flatten()));
    }
    for kept in rows().filter_map(|row| row.kept.as_ref()) {
        people.extend(kept.choice.as_ref().map(|choice| choice.by));
        people.extend(kept.check.as_ref().map(|check| check.by));
    }
    people.into_iter().collect()
}
