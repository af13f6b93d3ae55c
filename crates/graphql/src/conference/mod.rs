//! Conferences as types of the schema, for the staff of the agency that leads the case, and for their programs without
//! list, agenda, calls and minutes. The application decides who reads which and whom the rule of consent lets be there.
//! [`words`] holds the closed lists, [`write`] what is changed, [`calls`] who was called and what they answered, `minutes`
//! what came of one, `record` writing that down, [`poll`] how a date is found.

pub(crate) mod calls;
mod minutes;
pub(crate) mod minutes_mutation;
pub(crate) mod mutation;
mod poll;
pub(crate) mod poll_mutation;
mod poll_words;
pub(crate) mod poll_write;
mod record;
mod words;
pub(crate) mod write;

use async_graphql::{Context, ID, Object, Result};
use renkei_app::conference::poll::OfConference;
use renkei_app::conference::read::{Called, ConferencesView};
use renkei_domain::conference::invitation::Invitation;
use renkei_domain::conference::{
    AgendaItem, Aim, Attendance, Came, Coming, Conference, ConferenceDecision, ConferenceKind,
    ConferencePurpose, ConferenceState, Minutes, Turnout,
};
use renkei_domain::consent::InformationCategory;
use renkei_domain::ids::{CaseId, ConferenceId};

use self::calls::ConferenceInvitationType;
use self::minutes::{ConferenceDecisionType, ConferenceNotesType};
use self::poll::PollType;
use crate::closed_list::Word;
use crate::directory::loaded::{Asked, ours};
use crate::scalars::{DateScalar, DateTimeScalar};

/// The conferences of a case, for staff who may read them.
async fn view_of(asked: &Asked, id: CaseId) -> Result<Option<ConferencesView>> {
    let found = ours(asked.app.conferences_alone(&asked.principal, id).await)?;
    Ok(found.ok())
}

/// The conferences of a case, where whoever asks may read them.
pub(crate) async fn conferences(ctx: &Context<'_>, id: &ID) -> Result<Option<Vec<ConferenceType>>> {
    let asked = Asked::of(ctx)?;
    let Ok(id) = id.as_str().parse::<CaseId>() else {
        return Ok(None);
    };
    let Some(view) = view_of(asked, id).await? else {
        return Ok(None);
    };
    let called = ours(asked.app.invitations_of(&view).await)?;
    let all = view.conferences.iter();
    Ok(Some(
        all.map(|one| ConferenceType::of(&view, one, &called))
            .collect(),
    ))
}

/// A conference by its id, where whoever asks may read it.
pub(crate) async fn conference(ctx: &Context<'_>, id: &ID) -> Result<Option<ConferenceType>> {
    let asked = Asked::of(ctx)?;
    let Ok(id) = id.as_str().parse::<ConferenceId>() else {
        return Ok(None);
    };
    one(asked, id).await
}

/// The same inside a call.
async fn one(asked: &Asked, id: ConferenceId) -> Result<Option<ConferenceType>> {
    let case = asked.app.case_of_conference_alone(&asked.principal, id);
    let Some(case) = ours(case.await)? else {
        return Ok(None);
    };
    let Some(view) = view_of(asked, case).await? else {
        return Ok(None);
    };
    let called = ours(asked.app.invitations_of(&view).await)?;
    let conference = view.conference(id);
    Ok(conference.map(|conference| ConferenceType::of(&view, conference, &called)))
}

/// What people were asked about the date of a conference.
async fn poll_of(ctx: &Context<'_>, conference: &Conference) -> Result<Option<PollType>> {
    let asked = Asked::of(ctx)?;
    let of = OfConference {
        case: conference.case,
        id: conference.id,
    };
    let found = ours(asked.app.poll(&asked.principal, of).await)?;
    Ok(found.ok().and_then(PollType::of))
}

/// A conference.
#[derive(Debug, Clone)]
pub(crate) struct ConferenceType {
    conference: Conference,
    host: String,
    keeper: String,
    called: Vec<Called>,
    presenters: Vec<String>,
    invitations: Vec<Invitation>,
    minutes: Minutes,
    taker: Option<String>,
    decided: Vec<(ConferenceDecision, String)>,
}

impl ConferenceType {
    fn of(view: &ConferencesView, conference: &Conference, invitations: &[Invitation]) -> Self {
        let invitations = invitations.iter();
        let own = invitations.filter(|one| one.conference == conference.id);
        let mut shown = Self {
            host: view.host(conference),
            keeper: view.keeper(conference),
            called: Vec::new(),
            presenters: Vec::new(),
            invitations: own.cloned().collect(),
            taker: None,
            decided: Vec::new(),
            minutes: Minutes::empty(conference.id),
            conference: conference.clone(),
        };
        if view.may_read_case {
            let items = conference.agenda.items.iter();
            let presenters = items.map(|item| view.presenter(conference, item.presenter));
            shown.presenters = presenters.collect();
            shown.called = view.called(conference);
            shown.minutes = view.minutes(conference.id);
            let taker = shown.minutes.taker;
            let taker = taker.and_then(|taker| view.names.get(&taker.account));
            shown.taker = taker.map(ToString::to_string);
            let decided = view.decided(conference.id).into_iter();
            shown.decided = decided.map(|one| (one.clone(), view.doer(one))).collect();
        } else {
            shown.conference.agenda.items.clear();
        }
        shown
    }
}

/// A meeting about the person of a case (ケース会議, 個別支援会議, サービス担当者会議), as the agency that leads prepares it.
#[Object(name = "Conference")]
impl ConferenceType {
    /// Which it is among all of them; mutations take it.
    async fn id(&self) -> ID {
        ID(self.conference.id.to_string())
    }

    /// The case about whose person people meet, as `case` takes it.
    async fn case(&self) -> ID {
        ID(self.conference.case.to_string())
    }

    /// Which version this is: it rises by one with each change, and a mutation names the one it was written for.
    async fn version(&self) -> i64 {
        self.conference.version
    }

    /// Whether it is any meeting of helpers, or one that the rules of a service ask for.
    async fn kind(&self) -> Word<ConferenceKind> {
        Word(self.conference.outline.kind)
    }

    /// What it should bring about; consents have to name that too.
    async fn purpose(&self) -> Word<ConferencePurpose> {
        Word(self.conference.outline.purpose)
    }

    /// How far it has come, from draft to closed.
    async fn state(&self) -> Word<ConferenceState> {
        Word(self.conference.state)
    }

    /// Whether whom it is about sits at the table.
    async fn is_with_person(&self) -> bool {
        self.conference.outline.presence.is_with_person()
    }

    /// Whether relatives come for some of it, to which the person said yes.
    async fn has_family(&self) -> bool {
        self.conference.outline.presence.family.is_some()
    }

    /// The agency that calls people together, by name.
    async fn host(&self) -> &str {
        &self.host
    }

    /// Who of the leading agency sees to it. Null where their name is not known any more.
    async fn keeper(&self) -> Option<&str> {
        Some(self.keeper.as_str()).filter(|name| !name.is_empty())
    }

    /// Its first minute. Null as long as no date was fixed; of a postponed one the date that does not hold any more.
    async fn begins(&self) -> Option<DateTimeScalar> {
        let slot = self.conference.slot.as_ref();
        slot.map(|slot| DateTimeScalar(slot.begins))
    }

    /// How long it takes, counted in whole minutes. Null as long as no date was fixed.
    async fn minutes(&self) -> Option<i32> {
        let slot = self.conference.slot.as_ref();
        slot.map(|slot| i32::from(slot.minutes))
    }

    /// Address and room. Null as long as no date was fixed.
    async fn place(&self) -> Option<&str> {
        let slot = self.conference.slot.as_ref();
        slot.map(|slot| slot.place.as_str())
    }

    /// Minutes for what the person brings in themselves, always before everything else.
    async fn own_minutes(&self) -> i32 {
        i32::from(self.conference.agenda.own_minutes)
    }

    /// What is talked about after the person's own words, one thing following another. Always empty for a token.
    async fn agenda(&self) -> Vec<AgendaItemType> {
        let items = self.conference.agenda.items.iter().cloned();
        let items = items.zip(self.presenters.iter().cloned());
        let items = items.map(|(item, presenter)| AgendaItemType { item, presenter });
        items.collect()
    }

    /// Whoever is on the list, also those who may not be called yet. Always empty for a token.
    async fn participants(&self) -> Vec<ConferenceParticipantType> {
        let called = self.called.iter().cloned();
        let called = called.map(|called| {
            let turnout = self.minutes.turnout(called.participant.id);
            let came = turnout.map(Turnout::came);
            ConferenceParticipantType { called, came }
        });
        called.collect()
    }

    /// Who takes the minutes now, by name. Null: nobody began to, or a token asks.
    async fn note_taker(&self) -> Option<&str> {
        self.taker.as_deref()
    }

    /// What was noted while people met, of each item once. Empty: nobody wrote anything; always for a token.
    async fn notes(&self) -> Vec<ConferenceNotesType> {
        let notes = self.minutes.notes.iter().cloned();
        notes.map(ConferenceNotesType).collect()
    }

    /// Who does what until when, as people agreed; the earliest due comes first. Always empty for a token.
    async fn decisions(&self) -> Vec<ConferenceDecisionType> {
        let decided = self.decided.iter().cloned();
        decided
            .map(|(decision, by)| ConferenceDecisionType { decision, by })
            .collect()
    }

    /// Whoever was called, the first before the others; also who was taken off the list since. Always empty for a token.
    async fn invitations(&self) -> Vec<ConferenceInvitationType> {
        let called = self.invitations.iter().cloned();
        called.map(ConferenceInvitationType).collect()
    }

    /// What people were asked last about its date, and what they said. Null: nobody was asked; always for a token.
    async fn poll(&self, ctx: &Context<'_>) -> Option<Result<PollType>> {
        poll_of(ctx, &self.conference).await.transpose()
    }

    /// On which day the person looked at list and agenda as they are now. Null: they changed since, or nobody showed them.
    async fn seen_on(&self) -> Option<DateScalar> {
        self.conference.seen_on.map(DateScalar)
    }

    /// On which day the person heard what came of it. Null until somebody wrote that down.
    async fn told_on(&self) -> Option<DateScalar> {
        self.conference.told_on.map(DateScalar)
    }
}

/// An item.
pub(crate) struct AgendaItemType {
    item: AgendaItem,
    presenter: String,
}

/// Something that a conference talks about.
#[Object(name = "ConferenceItem")]
impl AgendaItemType {
    /// Which entry of the agenda it is; recording takes it.
    async fn id(&self) -> ID {
        ID(self.item.id.to_string())
    }

    /// What it is called, in the words of whoever prepared it or of a template.
    async fn title(&self) -> &str {
        self.item.title.as_str()
    }

    /// How long it may take, counted in whole minutes.
    async fn minutes(&self) -> i32 {
        i32::from(self.item.minutes)
    }

    /// Who brings it in, by name; the person is called 本人.
    async fn presenter(&self) -> &str {
        &self.presenter
    }

    /// Whether people share news, discuss, or settle something.
    async fn aim(&self) -> Word<Aim> {
        Word(self.item.aim)
    }

    /// Which information about the person comes up in it; each listener needs a consent for that.
    async fn categories(&self) -> Vec<Word<InformationCategory>> {
        self.item.categories.iter().copied().map(Word).collect()
    }
}

/// Somebody who is called.
pub(crate) struct ConferenceParticipantType {
    called: Called,
    came: Option<Came>,
}

/// Somebody on the list of a conference, with whether the person's consents let them be there.
#[Object(name = "ConferenceParticipant")]
impl ConferenceParticipantType {
    /// Which entry of the list it is.
    async fn id(&self) -> ID {
        ID(self.called.participant.id.to_string())
    }

    /// Agency and contact as the team, the directory or whoever typed it calls them.
    async fn name(&self) -> &str {
        &self.called.name
    }

    /// Whether people can meet without them.
    async fn attendance(&self) -> Word<Attendance> {
        Word(self.called.participant.attendance)
    }

    /// From which minute after the beginning they are there. Null: for all of it.
    async fn from_minute(&self) -> Option<i32> {
        let window = self.called.participant.window;
        window.map(|window| i32::from(window.from()))
    }

    /// Until which minute after the beginning they stay. Null: for all of it.
    async fn until_minute(&self) -> Option<i32> {
        let window = self.called.participant.window;
        window.map(|window| i32::from(window.until()))
    }

    /// Whether they may hear whom it is about today, and the person did not say no to them.
    async fn may_be_called(&self) -> bool {
        self.called.coming.may_be_called()
    }

    /// Japanese sentences that say what is missing for all of the agenda, or for coming at all.
    async fn missing(&self) -> Vec<&str> {
        let refusals = match &self.called.coming {
            Coming::May { not, .. } => not.as_slice(),
            Coming::NotYet(why) => why.as_slice(),
            Coming::Unwanted(_) => &[],
        };
        refusals.iter().map(|one| one.reason.word()).collect()
    }

    /// Whether they were there, once somebody wrote that down. Null: nobody did.
    async fn came(&self) -> Option<Word<Came>> {
        self.came.map(Word)
    }

    /// Since which day the person wants them kept away (「よばないで」). Null: they said nothing against them.
    async fn unwanted_since(&self) -> Option<DateScalar> {
        self.called.participant.unwanted_since.map(DateScalar)
    }
}
