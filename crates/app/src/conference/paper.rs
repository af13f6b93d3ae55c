//! Sheets of a conference on paper: what is talked about, for staff and in easy words for the person, and the call to
//! the person and their family, and what the person takes home. Printing one tells nobody anything: whoever hands it
//! over does.

use renkei_domain::access::principal::Principal;
use renkei_domain::conference::{Coming, Conference, ConferenceState, Presenter, Slot};
use renkei_domain::consent::ConsentPurpose;
use renkei_domain::ids::{CaseId, ConferenceId};
use renkei_store::StoreFault;

use super::ConferenceRefusal;
use super::call::own_paper::OwnSheet;
use super::read::ConferencesView;
use crate::App;
use crate::cases::is_about;
use crate::directory::register::Outcome;
use crate::letters::Ways;
use crate::paper::{
    AfterMeetingPaper, AgendaGuest, AgendaPaper, AgendaReader, CalledOutside, HandoverRecordPaper,
    Letterhead, Promised, Sender, Sheet, ToldAnew,
};
use crate::provisions::read::RecordsSpan;

renkei_domain::word_list! {
    /// A sheet of a conference.
    ConferencePaper {
        Agenda = "agenda", "議題（職員用）";
        PersonAgenda = "person-agenda", "話すこと（本人用）";
        PersonCall = "person-call", "打ち合わせの お知らせ（本人あて）";
        FamilyCall = "family-call", "打ち合わせの お知らせ（家族あて）";
        /// A copy for each who may have one, cut to what they may be told.
        Material = "material", "会議資料（相手ごとの写し）";
        /// Who does what until when, once it was held.
        HalfPage = "half-page", "きまったこと（本人にわたす半ページ）";
        /// What an office shows that it handed over as the rule asks for it.
        HandoverRecord = "handover-record", "引継ぎの記録（支援体制構築未実施減算の ア・イ・ウ）";
    }
}

impl ConferencePaper {
    /// Whether the person has it too.
    #[must_use]
    pub const fn is_for_the_person(self) -> bool {
        matches!(self, Self::PersonAgenda | Self::PersonCall | Self::HalfPage)
    }

    /// The sheets that there are of a conference as it stands.
    pub fn of(conference: &Conference) -> impl Iterator<Item = Self> {
        let presence = &conference.outline.presence;
        let calls = conference.slot.is_some() && anew(conference).is_some();
        let (with_person, with_family) = (presence.is_with_person(), presence.family.is_some());
        let was_held = matches!(
            conference.state,
            ConferenceState::Held | ConferenceState::Closed
        );
        let all = Self::ALL.iter().copied();
        all.filter(move |paper| match paper {
            Self::Agenda | Self::PersonAgenda | Self::Material => true,
            Self::PersonCall => calls && with_person,
            Self::FamilyCall => calls && with_family,
            Self::HalfPage => was_held && conference.slot.is_some(),
            Self::HandoverRecord => conference.handover.is_some(),
        })
    }
}

/// The date that counts: of one that was postponed there is none.
pub(super) fn slot_of(conference: &Conference) -> Option<&Slot> {
    let is_off = conference.state == ConferenceState::Postponed;
    conference.slot.as_ref().filter(|_| !is_off)
}

/// Those who come beside the person, as far as that is known.
pub(super) fn guests(view: &ConferencesView, conference: &Conference) -> Vec<AgendaGuest> {
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

#[renkei_boxed::boxed]
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
        let is_theirs = is_about(own, view.case());
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
            ConferencePaper::HalfPage => self.after_meeting(head, of).await?,
            ConferencePaper::HandoverRecord => self.handover_record(own, head, of).await?,
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
        let told = OwnSheet {
            whom,
            anew,
            slot,
            is_open: false,
        };
        let sheet = self.own_sheet(head, (view, conference), told);
        Ok(Some(sheet.await?))
    }

    /// What the person takes home, where it is known on which day it was.
    async fn after_meeting(
        &self,
        head: Letterhead,
        (view, conference): (&ConferencesView, &Conference),
    ) -> Result<Option<Sheet>, StoreFault> {
        let Some(slot) = &conference.slot else {
            return Ok(None);
        };
        let half = view.half_page(conference);
        let promised = half.decisions.into_iter().map(|(one, who)| Promised {
            who: (one.by != Presenter::Person).then_some(who),
            due_on: one.due_on,
            what: one.what.clone(),
            how: one.how.clone(),
        });
        Ok(Some(Sheet::AfterMeeting(Box::new(AfterMeetingPaper {
            head,
            held_on: slot.begins.in_japan().date,
            promised: promised.collect(),
            next: half.next.cloned(),
            to_bring: half.to_bring.cloned(),
            sender: self.sender(view, conference).await?,
        }))))
    }

    /// The record of a handover, with what was told for it by consent.
    async fn handover_record(
        &self,
        own: &Principal,
        head: Letterhead,
        (view, conference): (&ConferencesView, &Conference),
    ) -> Result<Option<Sheet>, StoreFault> {
        let case = view.case();
        let Some(handover) = conference.handover.clone() else {
            return Ok(None);
        };
        let Ok(records) = self.records(own, case.id, RecordsSpan::default()).await? else {
            return Ok(None);
        };
        // What was told for an earlier handover of the same person belongs to that one.
        let handovers = view.conferences.iter();
        let ends = handovers.filter_map(|one| Some(one.handover.as_ref()?.ends_on));
        let since = ends.filter(|ends| *ends < handover.ends_on).max();
        let told = records.file.provisions.iter().filter(|kept| {
            let record = &kept.record;
            let is_of_it = since.is_none_or(|since| record.at.in_japan().date > since);
            is_of_it && record.purpose == ConsentPurpose::Handover && record.exception().is_none()
        });
        let told = told.map(|kept| (kept.clone(), records.name_of(kept.record.told_by)));
        Ok(Some(Sheet::HandoverRecord(Box::new(HandoverRecordPaper {
            head,
            number: format!("№{}", case.number),
            lead: view.consents.lead.clone(),
            handover,
            told: told.collect(),
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
