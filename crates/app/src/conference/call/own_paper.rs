//! The sheet by which the person or their family is called, whether it is posted, handed over or read to them: in easy
//! words, as the newest message to them says it, or as the conference stands where nobody prepared one. Printing tells
//! nobody anything: whoever hands it over says so.

use renkei_domain::access::principal::Principal;
use renkei_domain::conference::deadline::answer_by;
use renkei_domain::conference::invitation::{CallChannel, Invitation, InvitationFault, OwnSide};
use renkei_domain::conference::{Conference, Slot, TimeWindow};
use renkei_domain::ids::ParticipantId;
use renkei_store::StoreFault;

use super::paper::{CallSheet, anew};
use super::view::CallsView;
use crate::App;
use crate::conference::ConferenceRefusal;
use crate::conference::paper::guests;
use crate::conference::read::ConferencesView;
use crate::directory::register::Outcome;
use crate::paper::{CalledOutside, Letterhead, PersonCallPaper, Sheet, ToldAnew};

/// What the person or their family is told on paper.
pub(in crate::conference) struct OwnSheet {
    /// Which of them.
    pub(in crate::conference) whom: CalledOutside,
    /// Why they hear of it once more.
    pub(in crate::conference) anew: ToldAnew,
    /// When and where.
    pub(in crate::conference) slot: Slot,
    /// Whether it lies where others read it: neither who comes nor an agency is named.
    pub(in crate::conference) is_open: bool,
}

impl App {
    pub(super) async fn own_call(
        &self,
        own: &Principal,
        view: &CallsView,
        (who, sheet): (ParticipantId, CallSheet),
    ) -> Outcome<Sheet, ConferenceRefusal> {
        let nothing = Ok(Err(InvitationFault::NoSuchInvitation.into()));
        let mut called = view.invitations();
        let invitation = called.find(|one| one.participant == who);
        let notice = invitation.and_then(Invitation::notice);
        let notice = notice.filter(|notice| notice.way.channel == sheet.channel());
        let (Some(invitation), Some(notice)) = (invitation, notice) else {
            return nothing;
        };
        let conferences = &view.conferences;
        let (Some(conference), Some(person)) = (view.conference(), conferences.case().known())
        else {
            return nothing;
        };
        let Some(slot) = &conference.slot else {
            return Ok(Err(InvitationFault::NoDate.into()));
        };
        let told = notice.told;
        let is_open = sheet.channel() == CallChannel::Fax;
        let whom = match invitation.own_side() {
            Some(OwnSide::Family) => match TimeWindow::new(0, told.minutes) {
                Ok(window) => CalledOutside::Family(window),
                Err(fault) => return Ok(Err(ConferenceRefusal::Conference(fault.into()))),
            },
            // As in a mail, nobody is named.
            _ if is_open => CalledOutside::Person(invitation.name.clone()),
            _ => CalledOutside::Person(person.name.clone()),
        };
        let told = OwnSheet {
            whom,
            anew: anew(invitation, notice),
            slot: Slot {
                begins: told.begins,
                minutes: told.minutes,
                place: slot.place.clone(),
            },
            is_open,
        };
        let head = self.letterhead(&own.networks).await?;
        let sheet = self.own_sheet(head, (conferences, conference), told);
        Ok(Ok(sheet.await?))
    }

    /// The sheet that tells it. Whoever need not come reads neither who does nor until when to answer.
    pub(in crate::conference) async fn own_sheet(
        &self,
        head: Letterhead,
        (view, conference): (&ConferencesView, &Conference),
        told: OwnSheet,
    ) -> Result<Sheet, StoreFault> {
        let asks = matches!(told.anew, ToldAnew::No | ToldAnew::MovedFrom(_));
        let is_person = matches!(told.whom, CalledOutside::Person(_));
        let called = match asks && is_person && !told.is_open {
            true => guests(view, conference),
            false => Vec::new(),
        };
        let to_bring = conference.outline.to_bring.clone();
        let sender = self.sender(view, conference).await?;
        let sender = match told.is_open {
            true => sender.without_agency(),
            false => sender,
        };
        let reference = self.reference().await?;
        let (on, today) = (told.slot.begins.in_japan().date, view.consents.now.date);
        let answer_by = answer_by(on, today, &reference.holidays);
        Ok(Sheet::PersonCall(Box::new(PersonCallPaper {
            head,
            whom: told.whom,
            anew: told.anew,
            slot: told.slot,
            to_bring: to_bring.filter(|_| asks && is_person && !told.is_open),
            called: called.into_iter().map(|guest| guest.name).collect(),
            sender,
            answer_by: answer_by.filter(|_| asks),
        })))
    }
}
