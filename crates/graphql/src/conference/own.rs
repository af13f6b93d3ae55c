//! The conferences about oneself, as types of the schema, for whom a case is about: what their own pages show. Staff read
//! theirs by [`super::conference`], and no token opens either.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result};
use renkei_app::cases::is_about;
use renkei_app::conference::paper::ConferencePaper;
use renkei_app::conference::read::{Called, ConferencesView};
use renkei_app::conference::sheet::ConferenceSheet;
use renkei_domain::conference::{
    Coming, Conference, ConferenceDecision, ConferenceKind, ConferencePurpose, ConferenceState,
    Slot,
};
use renkei_domain::consent::InformationCategory;
use renkei_domain::directory::people::StaffRole;
use renkei_domain::ids::{CaseId, ConferenceId};
use renkei_domain::text::Prose;

use super::agenda::AgendaItemType;
use super::half_page::HalfPageType;
use super::handover::PersonWordsType;
use super::minutes::ConferenceDecisionType;
use super::own_poll::{OwnPollType, own_polls};
use crate::closed_list::Word;
use crate::directory::loaded::{Asked, ours};
use crate::scalars::{DateScalar, DateTimeScalar};

/// The conferences of a case for whom it is about, and for nobody else.
async fn view_of(asked: &Asked, id: CaseId) -> Result<Option<Arc<ConferencesView>>> {
    let found = ours(asked.app.conferences(&asked.principal, id).await)?;
    let own = found.ok();
    let own = own.filter(|view| is_about(&asked.principal, view.case()));
    Ok(own.map(Arc::new))
}

/// The conferences about the caller: of one case, or of all.
pub(crate) async fn own_conferences(
    ctx: &Context<'_>,
    id: Option<&ID>,
) -> Result<Option<Vec<OwnConferenceType>>> {
    let asked = Asked::of(ctx)?;
    let cases: Vec<CaseId> = match id.map(|id| id.as_str().parse::<CaseId>()) {
        Some(Ok(id)) => vec![id],
        Some(Err(_)) => return Ok(None),
        None => match ours(asked.app.own_cases(&asked.principal).await)? {
            Ok(cases) => cases.iter().map(|own| own.case.id).collect(),
            Err(_) => return Ok(None),
        },
    };
    let mut all = Vec::new();
    for case in cases {
        let Some(view) = view_of(asked, case).await? else {
            // What a program asked for by its id is theirs or is not there; of all, what is kept back is left out.
            if id.is_some() {
                return Ok(None);
            }
            continue;
        };
        let conferences = view.conferences.iter();
        all.extend(conferences.map(|one| OwnConferenceType::of(&view, one)));
    }
    Ok(Some(all))
}

/// One of them.
pub(crate) async fn own_conference(
    ctx: &Context<'_>,
    id: &ID,
) -> Result<Option<OwnConferenceType>> {
    let asked = Asked::of(ctx)?;
    match id.as_str().parse::<ConferenceId>() {
        Ok(id) => own_one(asked, id).await,
        Err(_) => Ok(None),
    }
}

/// The same inside a call.
pub(super) async fn own_one(asked: &Asked, id: ConferenceId) -> Result<Option<OwnConferenceType>> {
    let case = asked.app.case_of_conference(&asked.principal, id);
    let Some(case) = ours(case.await)? else {
        return Ok(None);
    };
    let Some(view) = view_of(asked, case).await? else {
        return Ok(None);
    };
    let conference = view.conference(id);
    Ok(conference.map(|conference| OwnConferenceType::of(&view, conference)))
}

/// A conference about the caller.
#[derive(Debug, Clone)]
pub(crate) struct OwnConferenceType {
    view: Arc<ConferencesView>,
    conference: Conference,
    host: String,
    keeper: String,
    called: Vec<Called>,
    presenters: Vec<String>,
    decided: Vec<(ConferenceDecision, String)>,
}

impl OwnConferenceType {
    fn of(view: &Arc<ConferencesView>, conference: &Conference) -> Self {
        let items = conference.agenda.items.iter();
        let presenters = items.map(|item| view.presenter(conference, item.presenter));
        let decided = view.decided(conference.id).into_iter();
        Self {
            host: view.host(conference),
            keeper: view.keeper(conference),
            called: view.called(conference),
            presenters: presenters.collect(),
            decided: decided.map(|one| (one.clone(), view.doer(one))).collect(),
            conference: conference.clone(),
            view: Arc::clone(view),
        }
    }

    /// The date that counts: of a postponed one there is none.
    fn slot(&self) -> Option<&Slot> {
        let slot = self.conference.slot.as_ref();
        slot.filter(|_| self.conference.state != ConferenceState::Postponed)
    }
}

/// A meeting about the caller themselves, as their own pages show it before and after.
#[Object(name = "OwnConference")]
impl OwnConferenceType {
    /// Which it is among all of them; `speakInConference` takes it.
    async fn id(&self) -> ID {
        ID(self.conference.id.to_string())
    }

    /// The case about the caller in which it stands; `ownConferences` takes it.
    async fn case(&self) -> ID {
        ID(self.conference.case.to_string())
    }

    /// Which version this is: rises by one with each change.
    async fn version(&self) -> i64 {
        self.conference.version
    }

    /// Whether it is any meeting of helpers, or one that the rules of a service ask for.
    async fn kind(&self) -> Word<ConferenceKind> {
        Word(self.conference.outline.kind)
    }

    /// What it should bring about.
    async fn purpose(&self) -> Word<ConferencePurpose> {
        Word(self.conference.outline.purpose)
    }

    /// How far it has come, from draft to closed.
    async fn state(&self) -> Word<ConferenceState> {
        Word(self.conference.state)
    }

    /// The agency that calls people together, by name.
    async fn host(&self) -> &str {
        &self.host
    }

    /// Whom of the leading agency to ask about it. Null where their name is not known any more.
    async fn keeper(&self) -> Option<&str> {
        Some(self.keeper.as_str()).filter(|name| !name.is_empty())
    }

    /// Why it was cancelled or postponed, in words for the caller. Null: nobody said so.
    async fn why(&self) -> Option<&str> {
        self.conference.why.as_ref().map(Prose::as_str)
    }

    /// Why it is held without the caller, in words for them. Null: they are there.
    async fn absence_words(&self) -> Option<&str> {
        let absence = self.conference.outline.presence.absence.as_ref();
        absence.map(|one| one.words.as_str())
    }

    /// From which minute after the beginning relatives are there. Null: none of them is.
    async fn family_from_minute(&self) -> Option<i32> {
        let family = self.conference.outline.presence.family.as_ref();
        family.map(|family| i32::from(family.window.from()))
    }

    /// Until which minute after the beginning relatives stay. Null: none of them is there.
    async fn family_until_minute(&self) -> Option<i32> {
        let family = self.conference.outline.presence.family.as_ref();
        family.map(|family| i32::from(family.window.until()))
    }

    /// Its first minute. Null as long as no date holds.
    async fn begins(&self) -> Option<DateTimeScalar> {
        self.slot().map(|slot| DateTimeScalar(slot.begins))
    }

    /// How long it takes, counted in whole minutes. Null as long as no date holds.
    async fn minutes(&self) -> Option<i32> {
        self.slot().map(|slot| i32::from(slot.minutes))
    }

    /// Address and room. Null as long as no date holds.
    async fn place(&self) -> Option<&str> {
        self.slot().map(|slot| slot.place.as_str())
    }

    /// What people are or were asked about its date, the newest question first, with the caller's own answers alone.
    async fn polls(&self) -> Vec<OwnPollType> {
        own_polls(&self.view, &self.conference)
    }

    /// Whoever is on the list, with what they hear of the caller.
    async fn participants(&self) -> Vec<OwnConferenceParticipantType> {
        let called = self.called.iter().cloned();
        called.map(OwnConferenceParticipantType).collect()
    }

    /// Minutes for what the caller brings in themselves, always before everything else.
    async fn own_minutes(&self) -> i32 {
        i32::from(self.conference.agenda.own_minutes)
    }

    /// What is talked about after the caller's own words, one thing following another.
    async fn agenda(&self) -> Vec<AgendaItemType> {
        let items = self.conference.agenda.items.iter().cloned();
        let items = items.zip(self.presenters.iter().cloned());
        let items = items.map(|(item, presenter)| AgendaItemType { item, presenter });
        items.collect()
    }

    /// Who does what until when, as people agreed; the earliest due comes first. Null only with an error: `INTERNAL`.
    async fn decisions(&self) -> Vec<ConferenceDecisionType> {
        let decided = self.decided.iter().cloned();
        decided
            .map(|(decision, by)| ConferenceDecisionType { decision, by })
            .collect()
    }

    /// What the caller said beforehand, as it stands there now; empty words before they said anything.
    async fn words(&self) -> PersonWordsType {
        PersonWordsType(self.conference.clone())
    }

    /// Whether `speakInConference` takes anything more: not once it was held or is over.
    async fn may_speak(&self) -> bool {
        self.view.may_speak && self.conference.state.is_being_prepared()
    }

    /// On which day the caller looked at list and agenda as they are now. Null: they changed since, or nobody showed
    /// them.
    async fn seen_on(&self) -> Option<DateScalar> {
        self.conference.seen_on.map(DateScalar)
    }

    /// On which day somebody told the caller what came of it. Null until that was written down.
    async fn told_on(&self) -> Option<DateScalar> {
        self.conference.told_on.map(DateScalar)
    }

    /// Which sheets the caller can have as PDF by `conferencePdf`.
    async fn sheets(&self) -> Vec<Word<ConferenceSheet>> {
        let sheets = ConferencePaper::of(&self.conference);
        let own = sheets.filter(|sheet| sheet.is_for_the_person());
        own.map(|sheet| Word(ConferenceSheet::Paper(sheet)))
            .collect()
    }

    /// What the caller takes home. Null before it was held.
    async fn half_page(&self) -> Option<HalfPageType> {
        HalfPageType::of(&self.view, &self.conference)
    }
}

/// Somebody who is called.
#[derive(Debug, Clone)]
pub(crate) struct OwnConferenceParticipantType(Called);

/// Somebody on the list of a conference, as whom people meet about sees them.
#[Object(name = "OwnConferenceParticipant")]
impl OwnConferenceParticipantType {
    /// Which entry of the list it is; `speakInConference` takes it.
    async fn id(&self) -> ID {
        ID(self.0.participant.id.to_string())
    }

    /// Agency and contact as the team, the directory or whoever typed it calls them.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// As what they come, by their profession or office. Null: nobody said so.
    async fn role(&self) -> Option<Word<StaffRole>> {
        self.0.participant.role.map(Word)
    }

    /// From which minute after the beginning they are there. Null: for all of it.
    async fn from_minute(&self) -> Option<i32> {
        let window = self.0.participant.window;
        window.map(|window| i32::from(window.from()))
    }

    /// Until which minute after the beginning they stay. Null: for all of it.
    async fn until_minute(&self) -> Option<i32> {
        let window = self.0.participant.window;
        window.map(|window| i32::from(window.until()))
    }

    /// What of the agenda they may hear about the caller. Empty: nothing yet.
    async fn hears(&self) -> Vec<Word<InformationCategory>> {
        match &self.0.coming {
            Coming::May { hears, .. } => hears.iter().copied().map(Word).collect(),
            Coming::NotYet(_) | Coming::Unwanted(_) => Vec::new(),
        }
    }

    /// Whether the caller has not agreed yet that they learn whom people meet about: nothing goes out to them.
    async fn is_waiting(&self) -> bool {
        matches!(self.0.coming, Coming::NotYet(_))
    }

    /// Since which day the caller wants them kept away (「よばないで」). Null: nothing was said against them.
    async fn unwanted_since(&self) -> Option<DateScalar> {
        self.0.participant.unwanted_since.map(DateScalar)
    }
}
