//! Beginning a conference: what it is and what it is for. Its agenda is that of the template, after what is still open of
//! what was decided before, and it is hosted by
//! whoever is central at the stage of the case unless somebody says otherwise.

use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::conference::{
    Conference, ConferenceKind, ConferencePurpose, ConferenceState, Host, Outline, PersonWords,
    Presence, ToBring, default_host,
};
use renkei_domain::ids::{AccountId, AgendaItemId, CaseId, ConferenceId};
use renkei_domain::record::Purpose;
use renkei_domain::time::Instant;
use renkei_store::{Stop, Work};

use super::next::open_item;
use super::step::outline_text;
use super::{ConferenceRefusal, KeptConference, case_of, hosted, judged, of_case};
use crate::App;
use crate::consent::what_is_missing;
use crate::directory::register::Outcome;
use crate::writer::Writer;

/// A conference as somebody begins it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewConference {
    /// Its kind.
    pub kind: ConferenceKind,
    /// What it is for.
    pub purpose: ConferencePurpose,
    /// With whom it is held beside those who help.
    pub presence: Presence,
    /// Which agency hosts it; where nobody says so, the one that is central at the stage.
    pub host: Option<Host>,
    /// What the person brings along; absent where nothing was said.
    pub to_bring: Option<ToBring>,
}

/// Everything that was given beforehand.
struct Given {
    principal: Principal,
    keeper: AccountId,
    new: NewConference,
    id: ConferenceId,
    items: Vec<AgendaItemId>,
    /// An id for going through what is still open of earlier decisions.
    first: AgendaItemId,
}

#[renkei_boxed::boxed]
impl App {
    /// Begins a conference about the person of a case.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn begin_conference(
        &self,
        writer: &Writer,
        case: CaseId,
        new: NewConference,
    ) -> Outcome<KeptConference, ConferenceRefusal> {
        let Some(keeper) = writer.principal.account() else {
            return Ok(Err(what_is_missing(&writer.principal).into()));
        };
        let outline = Outline {
            kind: new.kind,
            purpose: new.purpose,
            presence: new.presence.clone(),
            host: new.host.unwrap_or_default(),
            to_bring: new.to_bring.clone(),
        };
        let asked = format!("{case} {} {:?}", outline_text(&outline), new.host);
        let items = new.purpose.template().iter();
        let given = Arc::new(Given {
            principal: writer.principal.clone(),
            keeper,
            items: items.map(|_| self.new_agenda_item()).collect(),
            first: self.new_agenda_item(),
            new,
            id: ConferenceId::from_uuid(self.new_id()),
        });
        let purpose = Purpose::BeginConference;
        self.act_of(writer, purpose, &asked, move |work, header| {
            let given = Arc::clone(&given);
            Box::pin(async move { begun_in(work, &given, case, header.at).await })
        })
        .await
    }

    /// An id for an item of an agenda.
    #[must_use]
    pub fn new_agenda_item(&self) -> AgendaItemId {
        AgendaItemId::from_uuid(self.new_id())
    }
}

async fn begun_in(
    work: &Work,
    given: &Given,
    case: CaseId,
    now: Instant,
) -> Result<KeptConference, Stop<ConferenceRefusal>> {
    let case = case_of(work, &given.principal, Action::ConveneConference, case).await?;
    of_case(case.open().map(|_| ()))?;
    let team = work.team_of(&case).await?;
    let (new, today) = (&given.new, now.in_japan().date);
    let host = match new.host {
        Some(host) => host,
        None => default_host(new.kind, case.standing.care, &team, today),
    };
    judged(hosted(&team, host, now))?;
    let mut items = given.items.iter().copied();
    // There is an id for each item of the template.
    let mut agenda = new.purpose.agenda(|| {
        items
            .next()
            .unwrap_or_else(|| AgendaItemId::from_uuid(given.id.uuid()))
    });
    if let Some(open) = open_item(work, &case, given.first).await? {
        agenda.items.insert(0, open);
    }
    let conference = Conference {
        id: given.id,
        case: case.id,
        person: case.person,
        organization: case.lead,
        keeper: given.keeper,
        outline: Outline {
            kind: new.kind,
            purpose: new.purpose,
            presence: new.presence.clone(),
            host,
            to_bring: new.to_bring.clone(),
        },
        state: ConferenceState::Draft,
        slot: None,
        sequence: 0,
        participants: Vec::new(),
        agenda,
        words: PersonWords::default(),
        asks: Default::default(),
        seen_on: None,
        told_on: None,
        handover: None,
        copies: Default::default(),
        why: None,
        made_at: now,
        version: 1,
    };
    let conference = judged(conference.begun(today))?;
    work.keep_conference(None, &conference).await?;
    Ok(KeptConference(conference.id))
}
