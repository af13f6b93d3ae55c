//! Reading the conferences of a case: for staff of the agency that leads, and for the person, who sees who is called
//! and what is talked about before anything leaves. Whom the rule of consent lets be there is asked here for each.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::may;
use renkei_domain::access::scope::cases_for;
use renkei_domain::cases::case::Case;
use renkei_domain::cases::team::{MemberAgency, TeamMember};
use renkei_domain::conference::poll::Poll;
use renkei_domain::conference::{
    Coming, Conference, ConferenceDecision, HandoverView, Host, Invitee, Minutes, Participant,
    Presenter, named_so, party_of,
};
use renkei_domain::consent::party::ListedAgency;
use renkei_domain::consent::{Basis, InformationCategory, Means, Party, PartyId, Preview};
use renkei_domain::ids::{AccountId, CaseId, ConferenceId, ResourceId, TeamMemberId};
use renkei_domain::text::Line;
use renkei_store::StoreFault;

use crate::App;
use crate::consent::parties::{bodies_of, listed_agencies};
use crate::consent::read::ConsentsView;
use crate::consent::{ConsentRefusal, object};
use crate::directory::register::Outcome;

/// Somebody who is called, for somebody's eyes.
#[derive(Debug, Clone)]
pub struct Called {
    /// How they are called.
    pub participant: Participant,
    /// What they are called, with who there.
    pub name: String,
    /// As the rule sees them; absent where they are not known any more.
    pub party: Option<PartyId>,
    /// Whether they may be there.
    pub coming: Coming,
}

/// The conferences of a case.
#[derive(Debug, Clone)]
pub struct ConferencesView {
    /// The case with its team and consents.
    pub consents: ConsentsView,
    /// The conferences, the newest first.
    pub conferences: Vec<Conference>,
    /// Their minutes, of those of which something was written.
    pub minutes: Vec<Minutes>,
    /// What they decided: what is due first before what is due later.
    pub decisions: Vec<ConferenceDecision>,
    /// What was asked about their dates, the newest first.
    pub polls: Vec<Poll>,
    /// Agencies of the directory that are called and are not in the team.
    pub agencies: HashMap<ResourceId, (ListedAgency, Line)>,
    /// Names of those who see to them, or take their minutes.
    pub names: HashMap<AccountId, Line>,
    /// Whether whoever reads may prepare conferences.
    pub may_convene: bool,
    /// Whether they may speak as the person.
    pub may_speak: bool,
    /// Whether they may read the case: who is called and what is talked about is read with it.
    pub may_read_case: bool,
}

impl ConferencesView {
    /// The case.
    #[must_use]
    pub const fn case(&self) -> &Case {
        &self.consents.file.case
    }

    /// A conference by its id.
    #[must_use]
    pub fn conference(&self, id: ConferenceId) -> Option<&Conference> {
        self.conferences.iter().find(|known| known.id == id)
    }

    /// What was asked last about the date of a conference.
    #[must_use]
    pub fn poll(&self, id: ConferenceId) -> Option<&Poll> {
        self.polls.iter().find(|known| known.conference == id)
    }

    /// A member of the team.
    #[must_use]
    pub fn member(&self, id: TeamMemberId) -> Option<&TeamMember> {
        let mut team = self.consents.file.team.iter();
        team.find(|member| member.id == id)
    }

    /// Who is or was in the team by the name of somebody who was typed in.
    pub(super) fn named_so(&self, name: &Line) -> Option<&TeamMember> {
        named_so(&self.consents.file.team, name, self.consents.now.date)
    }

    /// The members of the team who are there today.
    pub fn team(&self) -> impl Iterator<Item = &TeamMember> {
        let (team, today) = (self.consents.file.team.iter(), self.consents.now.date);
        team.filter(move |member| member.is_there(today))
    }

    /// What a member of the team is called, with who there.
    #[must_use]
    pub fn name_of_member(&self, member: &TeamMember) -> String {
        let known = self.consents.party(PartyId::of(member));
        let agency = match (known, &member.agency) {
            (Some(known), _) => known.name.clone(),
            (None, MemberAgency::Written(name)) => name.to_string(),
            (None, MemberAgency::Listed(_)) => "名簿にない機関".to_owned(),
        };
        with_contact(agency, member.contact.as_ref())
    }

    /// Whose views are asked for before something is handed over: those of an employer only where the person works there
    /// today, by this case, and it is open.
    #[must_use]
    pub fn views_to_ask(&self) -> Vec<HandoverView> {
        let (file, today) = (&self.consents.file, self.consents.now.date);
        let has_left = |id| {
            file.left
                .iter()
                .any(|(left, on)| *left == id && *on < today)
        };
        let employers = file.ledger.employments.iter();
        let employers = employers.filter(|one| one.keeper == file.case.lead && !has_left(one.id));
        HandoverView::to_ask(employers)
    }

    /// Which agency hosts a conference.
    #[must_use]
    pub fn host(&self, conference: &Conference) -> String {
        match conference.outline.host {
            Host::Lead => self.consents.lead.clone(),
            Host::Member(id) => self.member(id).map_or_else(
                || self.consents.lead.clone(),
                |member| self.name_of_member(member),
            ),
        }
    }

    /// Who sees to a conference.
    #[must_use]
    pub fn keeper(&self, conference: &Conference) -> String {
        let name = self.names.get(&conference.keeper);
        name.map(ToString::to_string).unwrap_or_default()
    }

    /// Who brings something in.
    #[must_use]
    pub fn presenter(&self, conference: &Conference, presenter: Presenter) -> String {
        match presenter {
            Presenter::Person => "本人".to_owned(),
            Presenter::Host => self.host(conference),
            Presenter::Participant(id) => conference
                .participant(id)
                .map_or_else(|| self.host(conference), |one| self.name(one)),
        }
    }

    /// What somebody who is called is called.
    #[must_use]
    pub fn name(&self, participant: &Participant) -> String {
        self.name_of(&participant.who)
    }

    /// What somebody is called.
    #[must_use]
    pub fn name_of(&self, who: &Invitee) -> String {
        match who {
            Invitee::Member(id) => self.member(*id).map_or_else(
                || "チームにいない相手".to_owned(),
                |member| self.name_of_member(member),
            ),
            Invitee::Listed { resource, contact } => {
                let known = self.consents.party(PartyId::Listed(*resource));
                let agency = known.map(|known| known.name.clone()).or_else(|| {
                    let (_, name) = self.agencies.get(resource)?;
                    Some(name.to_string())
                });
                let agency = agency.unwrap_or_else(|| "名簿にない機関".to_owned());
                with_contact(agency, contact.as_ref())
            }
            Invitee::Written { name, .. } => name.to_string(),
        }
    }

    /// The name of their own of somebody who is called, which tells nothing of their agency.
    pub(super) fn own_name(&self, participant: &Participant) -> Option<Line> {
        match &participant.who {
            Invitee::Member(id) => self.member(*id)?.contact.clone(),
            Invitee::Listed { contact, .. } => contact.clone(),
            Invitee::Written { name, .. } => Some(name.clone()),
        }
    }

    /// The agency of the directory that somebody who is called is of.
    pub(crate) fn agency_of(&self, participant: &Participant) -> Option<ResourceId> {
        match &participant.who {
            Invitee::Member(id) => self.member(*id)?.agency.listed(),
            who => who.listed(),
        }
    }

    /// As the rule sees somebody who is called.
    pub(crate) fn party(&self, participant: &Participant) -> Option<Party> {
        let known = match &participant.who {
            Invitee::Member(id) => {
                let member = self.member(*id)?;
                self.consents.party(PartyId::of(member))
            }
            Invitee::Listed { resource, .. } => self.consents.party(PartyId::Listed(*resource)),
            Invitee::Written { name, .. } => {
                let member = self.named_so(name);
                member.and_then(|member| self.consents.party(PartyId::of(member)))
            }
        };
        if let Some(known) = known {
            return Some(known.party.clone());
        }
        let listed = participant.who.listed();
        let listed = listed.and_then(|resource| self.agencies.get(&resource));
        let listed = listed.map(|(listed, _)| listed);
        party_of(participant, None, listed, self.consents.now.date)
    }

    /// Whoever is called to a conference, with whether they may be there.
    #[must_use]
    pub fn called(&self, conference: &Conference) -> Vec<Called> {
        let purpose = conference.outline.purpose.consent();
        let called = conference.participants.iter().map(|participant| {
            let party = self.party(participant);
            let preview = match &party {
                Some(party) => self.consents.preview(party, purpose, Means::Meeting),
                None => Preview {
                    shown: Default::default(),
                    held_back: Vec::new(),
                },
            };
            Called {
                name: self.name(participant),
                party: party.map(|party| party.id),
                coming: participant.coming(&conference.agenda, &preview),
                participant: participant.clone(),
            }
        });
        called.collect()
    }

    /// By which consent somebody may be there: when it was given and whose it is. Nothing where they may not, or where it
    /// rests on none.
    #[must_use]
    pub fn agreed_to(
        &self,
        conference: &Conference,
        one: &Called,
    ) -> Option<(NaiveDate, &'static str)> {
        let party = self.party(&one.participant)?;
        let ledger = self.consents.agreed();
        let how = (conference.outline.purpose.consent(), Means::Meeting);
        let permit = self.consents.permit(&ledger, &party, how)?;
        let mut bases = permit.bases().iter();
        let (_, basis) = bases.find(|(category, _)| *category == InformationCategory::Basic)?;
        let Basis::Consent(id) = basis else {
            return None;
        };
        let consent = self.consents.consent(*id)?;
        Some((consent.given_on, consent.giver.consent_word()))
    }
}

fn with_contact(agency: String, contact: Option<&Line>) -> String {
    match contact {
        Some(contact) => format!("{agency} {contact}"),
        None => agency,
    }
}

#[renkei_boxed::boxed]
impl App {
    /// The conferences of a case, for whoever may read it.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn conferences(
        &self,
        own: &Principal,
        id: CaseId,
    ) -> Outcome<ConferencesView, ConsentRefusal> {
        self.conferences_to(own, Action::ReadCase, id).await
    }

    /// The conferences of a case, for whoever may read those, the case itself or not: a program of the agency reads when
    /// and where they are.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn conferences_alone(
        &self,
        own: &Principal,
        id: CaseId,
    ) -> Outcome<ConferencesView, ConsentRefusal> {
        self.conferences_to(own, Action::ReadConference, id).await
    }

    async fn conferences_to(
        &self,
        own: &Principal,
        action: Action,
        id: CaseId,
    ) -> Outcome<ConferencesView, ConsentRefusal> {
        let consents = match self.consents_to(own, action, id).await? {
            Ok(consents) => consents,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let scope = cases_for(own, action);
        let found = self.store.conferences_in_scope(&scope, id).await?;
        let Some(file) = self.opened(Some(own), found).await? else {
            return Ok(Err(ConsentRefusal::NotFound));
        };
        let case = &consents.file.case;
        let is_known = !case.is_erased() && !case.is_anonymous();
        let object = object(case);
        let keepers = file.conferences.iter().map(|one| one.keeper);
        let takers = file.minutes.iter().filter_map(|one| one.taker);
        let people: BTreeSet<AccountId> =
            keepers.chain(takers.map(|taker| taker.account)).collect();
        let keepers: Vec<AccountId> = people.into_iter().collect();
        Ok(Ok(ConferencesView {
            may_convene: is_known && may(own, Action::ConveneConference, &object),
            may_speak: is_known && may(own, Action::SpeakInConference, &object),
            may_read_case: may(own, Action::ReadCase, &object),
            agencies: self.called_agencies(&file.conferences).await?,
            names: self.store.account_names(&keepers).await?,
            conferences: file.conferences,
            minutes: file.minutes,
            decisions: file.decisions,
            polls: file.polls,
            consents,
        }))
    }

    /// In which case a conference stands that somebody may read. Whoever goes on reads the case, which is noted.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn case_of_conference(
        &self,
        own: &Principal,
        id: ConferenceId,
    ) -> Result<Option<CaseId>, StoreFault> {
        let scope = cases_for(own, Action::ReadCase);
        self.store.case_of_conference_in_scope(&scope, id).await
    }

    /// The same for whoever may read the conference, the case itself or not.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn case_of_conference_alone(
        &self,
        own: &Principal,
        id: ConferenceId,
    ) -> Result<Option<CaseId>, StoreFault> {
        let scope = cases_for(own, Action::ReadConference);
        self.store.case_of_conference_in_scope(&scope, id).await
    }

    /// What the rule asks of the agencies of the directory that are called.
    pub(crate) async fn called_agencies(
        &self,
        conferences: &[Conference],
    ) -> Result<HashMap<ResourceId, (ListedAgency, Line)>, StoreFault> {
        let called = conferences.iter().flat_map(|one| &one.participants);
        let listed = called.filter_map(|participant| participant.who.listed());
        let ids: BTreeSet<ResourceId> = listed.collect();
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let ids: Vec<ResourceId> = ids.into_iter().collect();
        let stored = self.store.resources(&ids).await?;
        let known = self.store.running_bodies(&bodies_of(&stored)).await?;
        Ok(listed_agencies(stored, &known))
    }
}
