//! Sheets of a conference on paper: what is talked about, for staff and in easy words for the person, and the call to
//! the person and their family. Printing one tells nobody anything: whoever hands it over does.

use renkei_domain::access::principal::Principal;
use renkei_domain::conference::deadline::answer_by;
use renkei_domain::conference::{Coming, Conference, ConferenceState, Slot};
use renkei_domain::ids::{CaseId, ConferenceId};
use renkei_store::StoreFault;

use super::ConferenceRefusal;
use super::read::ConferencesView;
use crate::App;
use crate::directory::register::Outcome;
use crate::letters::Ways;
use crate::paper::{
    AgendaGuest, AgendaPaper, AgendaReader, CalledOutside, Letterhead, PersonCallPaper, Sender,
    Sheet, ToldAnew,
};

renkei_domain::word_list! {
    /// A sheet of a conference.
    ConferencePaper {
        Agenda = "agenda", "議題（職員用）";
        PersonAgenda = "person-agenda", "話すこと（本人用）";
        PersonCall = "person-call", "打ち合わせの お知らせ（本人あて）";
        FamilyCall = "family-call", "打ち合わせの お知らせ（家族あて）";
        /// A copy for each who may have one, cut to what they may be told.
        Material = "material", "会議資料（相手ごとの写し）";
    }
}

impl ConferencePaper {
    /// Whether the person has it too.
    #[must_use]
    pub const fn is_for_the_person(self) -> bool {
        matches!(self, Self::PersonAgenda | Self::PersonCall)
    }

    /// The sheets that there are of a conference as it stands.
    pub fn of(conference: &Conference) -> impl Iterator<Item = Self> {
        let presence = &conference.outline.presence;
        let calls = conference.slot.is_some() && anew(conference).is_some();
        let (with_person, with_family) = (presence.is_with_person(), presence.family.is_some());
        let all = Self::ALL.iter().copied();
        all.filter(move |paper| match paper {
            Self::Agenda | Self::PersonAgenda | Self::Material => true,
            Self::PersonCall => calls && with_person,
            Self::FamilyCall => calls && with_family,
        })
    }
}

/// The date that counts: of one that was postponed there is none.
pub(super) fn slot_of(conference: &Conference) -> Option<&Slot> {
    let is_off = conference.state == ConferenceState::Postponed;
    conference.slot.as_ref().filter(|_| !is_off)
}

/// Those who come beside the person, as far as that is known.
fn guests(view: &ConferencesView, conference: &Conference) -> Vec<AgendaGuest> {
    let called = view.called(conference).into_iter();
    let coming = called.filter(|one| matches!(one.coming, Coming::May { .. }));
    let guests = coming.map(|one| AgendaGuest {
        name: one.name,
        role: one.participant.role,
        window: one.participant.window,
    });
    guests.collect()
}

fn agenda(
    head: Letterhead,
    (view, conference): (&ConferencesView, &Conference),
    reader: AgendaReader,
) -> Sheet {
    let items = conference.agenda.items.iter();
    let presenters = items.map(|item| view.presenter(conference, item.presenter));
    Sheet::Agenda(Box::new(AgendaPaper {
        head,
        reader,
        number: format!("№{}", view.case().number),
        outline: conference.outline.clone(),
        slot: slot_of(conference).cloned(),
        host: view.host(conference),
        keeper: view.names.get(&conference.keeper).cloned(),
        called: guests(view, conference),
        agenda: conference.agenda.clone(),
        presenters: presenters.collect(),
    }))
}

/// Why somebody who is told nothing but what a conference is now hears of it; nothing where there is nobody to call.
const fn anew(conference: &Conference) -> Option<ToldAnew> {
    match conference.state {
        ConferenceState::Scheduled => Some(ToldAnew::No),
        ConferenceState::Postponed => Some(ToldAnew::Postponed),
        ConferenceState::Cancelled => Some(ToldAnew::Cancelled),
        ConferenceState::Draft
        | ConferenceState::Polling
        | ConferenceState::Held
        | ConferenceState::Closed => None,
    }
}

impl App {
    /// A sheet of a conference on paper: for staff of the agency that leads, and of their own for the person.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn conference_on_paper(
        &self,
        own: &Principal,
        (case, id): (CaseId, ConferenceId),
        paper: ConferencePaper,
    ) -> Outcome<Sheet, ConferenceRefusal> {
        let view = match self.conferences(own, case).await? {
            Ok(view) => view,
            Err(refusal) => return Ok(Err(refusal.into())),
        };
        let is_theirs = view.case().account.is_some() && view.case().account == own.account();
        let may_have = !view.consents.is_person || (is_theirs && paper.is_for_the_person());
        let conference = view.conference(id).filter(|conference| {
            may_have && ConferencePaper::of(conference).any(|known| known == paper)
        });
        let Some(conference) = conference else {
            return Ok(Err(ConferenceRefusal::NoSuchConference));
        };
        let head = self.letterhead(&own.networks).await?;
        let of = (&view, conference);
        let made = match paper {
            ConferencePaper::Agenda => Some(agenda(head, of, AgendaReader::Staff)),
            ConferencePaper::PersonAgenda => Some(agenda(head, of, AgendaReader::Person)),
            ConferencePaper::PersonCall | ConferencePaper::FamilyCall => {
                self.call_of_person(head, of, paper).await?
            }
            ConferencePaper::Material => self.material(own, head, of).await?,
        };
        Ok(made.ok_or(ConferenceRefusal::NoSuchConference))
    }

    /// The call to the person or their family, where there is a date to call them to.
    async fn call_of_person(
        &self,
        head: Letterhead,
        (view, conference): (&ConferencesView, &Conference),
        paper: ConferencePaper,
    ) -> Result<Option<Sheet>, StoreFault> {
        let presence = &conference.outline.presence;
        let whom = match (paper, view.case().known(), &presence.family) {
            (ConferencePaper::FamilyCall, Some(_), Some(family)) => {
                Some(CalledOutside::Family(family.window))
            }
            (_, Some(person), _) => Some(CalledOutside::Person(person.name.clone())),
            (_, None, _) => None,
        };
        let (Some(whom), Some(anew), Some(slot)) =
            (whom, anew(conference), conference.slot.clone())
        else {
            return Ok(None);
        };
        let called = match whom {
            CalledOutside::Person(_) => guests(view, conference),
            CalledOutside::Family(_) => Vec::new(),
        };
        let reference = self.reference().await?;
        let on = slot.begins.in_japan().date;
        let answer_by = answer_by(on, view.consents.now.date, &reference.holidays);
        Ok(Some(Sheet::PersonCall(Box::new(PersonCallPaper {
            head,
            whom,
            anew,
            slot,
            called: called.into_iter().map(|guest| guest.name).collect(),
            sender: self.sender(view, conference).await?,
            answer_by: answer_by.filter(|_| anew == ToldAnew::No),
        }))))
    }

    /// From whom sheets of a conference are.
    pub(crate) async fn sender(
        &self,
        view: &ConferencesView,
        conference: &Conference,
    ) -> Result<Sender, StoreFault> {
        let lead = view.case().lead;
        let mut bodies = self.store.organizations(&[lead]).await?;
        let body = bodies.remove(&lead);
        let entries = self.store.open_entries_of(lead).await?;
        let ways = Ways::published(body.as_ref(), &entries);
        Ok(Sender {
            lead: view.consents.lead.clone(),
            keeper: view.names.get(&conference.keeper).cloned(),
            phone: ways.phone,
            fax: ways.fax,
            mail: ways.mail,
            address: body.as_ref().and_then(|body| body.address.clone()),
            head_of_body: body.and_then(|body| body.head_of_body),
        })
    }
}
