//! The sheets by which people are called: a FAX with its form for the answer, a letter, what is said on the phone, and a
//! FAX that asks whether a number is right. One is printed by itself, or all of a channel that still have to leave.
//! None names the person. Printing sends nothing: whoever did says so.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use renkei_domain::access::principal::Principal;
use renkei_domain::conference::deadline::{answer_by, call_posted_by};
use renkei_domain::conference::invitation::{
    CallChannel, CallWay, Invitation, InvitationFault, Notice, OwnSide, Says, conference_number,
    neutral,
};
use renkei_domain::conference::{Conference, Invitee, Participant};
use renkei_domain::consent::{InformationCategory, Means};
use renkei_domain::directory::address::Address;
use renkei_domain::ids::{CaseId, ConferenceId, ParticipantId, ResourceId};
use renkei_domain::text::Line;
use renkei_store::StoreFault;

use super::script::PhoneCaller;
use super::view::{CallRow, CallsView};
use crate::App;
use crate::conference::ConferenceRefusal;
use crate::conference::read::ConferencesView;
use crate::directory::register::Outcome;
use crate::paper::{CallPaper, CallsPaper, FaxTestPaper, Sender, Sheet, ToldAnew};

renkei_domain::word_list! {
    /// A sheet by which somebody is called.
    CallSheet {
        Fax = "fax", "FAXの案内と返事の用紙";
        FaxTest = "fax-test", "FAX番号の試し送りの用紙";
        Letter = "letter", "手紙（窓のある封筒用）";
        Phone = "phone", "電話の台本";
        /// To the person and their family alone.
        Hand = "hand", "手わたす お知らせ（本人・家族）";
    }
}

impl CallSheet {
    /// For which channel it is.
    #[must_use]
    pub const fn channel(self) -> CallChannel {
        match self {
            Self::Fax | Self::FaxTest => CallChannel::Fax,
            Self::Letter => CallChannel::Letter,
            Self::Phone => CallChannel::Phone,
            Self::Hand => CallChannel::InPerson,
        }
    }

    /// By which sheet somebody is called by a channel; a mail has none.
    #[must_use]
    pub const fn of(channel: CallChannel) -> Option<Self> {
        match channel {
            CallChannel::Mail => None,
            CallChannel::Fax => Some(Self::Fax),
            CallChannel::Phone => Some(Self::Phone),
            CallChannel::Letter => Some(Self::Letter),
            CallChannel::InPerson => Some(Self::Hand),
        }
    }

    fn made(self, calls: CallsPaper) -> Sheet {
        match self {
            Self::Fax | Self::FaxTest => Sheet::FaxCall(Box::new(calls)),
            Self::Letter | Self::Hand => Sheet::CallLetter(Box::new(calls)),
            Self::Phone => Sheet::PhoneScript(Box::new(calls)),
        }
    }
}

/// What a message tells whoever heard of the conference before.
pub(super) fn anew(invitation: &Invitation, notice: &Notice) -> ToldAnew {
    match notice.says {
        Says::Invitation => ToldAnew::No,
        Says::Change => {
            let before = invitation.notices.iter().rev();
            let mut before = before.filter(|known| known.is_out() && known.id != notice.id);
            before.next().map_or(ToldAnew::No, |before| {
                ToldAnew::MovedFrom(before.told.begins)
            })
        }
        Says::Postponement => ToldAnew::Postponed,
        Says::Cancellation => ToldAnew::Cancelled,
        Says::Recall => ToldAnew::Recalled,
    }
}

/// The contact who is named with somebody who is called.
pub(super) fn contact(view: &ConferencesView, participant: &Participant) -> Option<Line> {
    match &participant.who {
        Invitee::Member(id) => view.member(*id)?.contact.clone(),
        Invitee::Listed { contact, .. } => contact.clone(),
        Invitee::Written { .. } => None,
    }
}

/// A name without the contact at its end.
pub(in crate::conference) fn agency(name: &str, contact: Option<&Line>) -> String {
    let agency = contact.and_then(|contact| name.strip_suffix(contact.as_str()));
    agency.unwrap_or(name).trim_end().to_owned()
}

/// What stands on the sheet of somebody: nothing where no message goes by its channel, or they may not be called any
/// more.
fn call(view: &CallsView, invitation: &Invitation, channel: CallChannel) -> Option<CallPaper> {
    let notice = invitation.notice()?;
    // The person and their family have a sheet of their own.
    if notice.way.channel != channel || invitation.own_side().is_some() {
        return None;
    }
    let row = view.row(invitation.participant);
    let may_be_called = row.is_some_and(|row| row.called.coming.may_be_called());
    if notice.says.calls() && !may_be_called {
        return None;
    }
    let conferences = &view.conferences;
    let contact = row.and_then(|row| contact(conferences, &row.called.participant));
    let way = row.map(|row| &row.way);
    let way = way.filter(|way| way.is_as(&notice.way));
    Some(CallPaper {
        to: agency(invitation.name.as_str(), contact.as_ref()),
        contact,
        target: notice.way.target.clone()?,
        postal_code: None,
        after_dialling: way
            .map(|way| way.after_dialling.clone())
            .unwrap_or_default(),
        ask_for: way.and_then(|way| way.ask_for.clone()),
        hours: way.and_then(|way| way.hours.clone()),
        etiquette: way.and_then(|way| way.etiquette.clone()),
        never: way.map(|way| way.never.clone()).unwrap_or_default(),
        may_tell: row.is_some_and(|row| may_tell(conferences, view.conference(), row)),
        anew: anew(invitation, notice),
        begins: notice.told.begins,
        minutes: notice.told.minutes,
        code: invitation.code.clone(),
        script: None,
    })
}

/// 郵便番号 of a postal address, where it is the one that the directory has.
pub(in crate::conference) fn code_at(address: Option<&Address>, target: &Line) -> Option<Line> {
    let theirs = address.filter(|address| address.line() == target.as_str());
    theirs.and_then(|address| address.postal_code.clone())
}

/// Calls with what is said on the phone. What an agency is called may tell of what kind it is, so that whoever takes the
/// call for somebody hears a name alone.
fn scripted(
    view: &CallsView,
    (sender, answer_by): (&Sender, Option<NaiveDate>),
    mut calls: Vec<(ParticipantId, CallPaper)>,
) -> Vec<(ParticipantId, CallPaper)> {
    let name = sender.keeper.as_ref().map_or("担当の者", Line::as_str);
    let caller = PhoneCaller {
        name: name.to_owned(),
        call_back: sender.phone.clone(),
        answer_by,
    };
    for (who, call) in &mut calls {
        let mut called = view.invitations();
        let invitation = called.find(|one| one.participant == *who);
        call.script = invitation.and_then(|one| view.phone_words(one, &caller));
    }
    calls
}

/// Whether somebody may be told on the phone who it is about.
pub(super) fn may_tell(
    view: &ConferencesView,
    conference: Option<&Conference>,
    row: &CallRow,
) -> bool {
    let (Some(conference), Some(party)) = (conference, view.party(&row.called.participant)) else {
        return false;
    };
    let purpose = conference.outline.purpose.consent();
    let preview = view.consents.preview(&party, purpose, Means::Phone);
    preview.shown.contains(&InformationCategory::Basic)
}

#[renkei_boxed::boxed]
impl App {
    /// The sheet by which one who is called is called, for staff who may prepare the conference.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn conference_call_on_paper(
        &self,
        own: &Principal,
        (case, id): (CaseId, ConferenceId),
        who: ParticipantId,
        sheet: CallSheet,
    ) -> Outcome<Sheet, ConferenceRefusal> {
        let view = match self.conference_calls(own, case, id).await? {
            Ok(view) => view,
            Err(refusal) => return Ok(Err(refusal)),
        };
        if sheet == CallSheet::FaxTest {
            return self.fax_test(own, &view, who).await;
        }
        if OwnSide::at(id, who).is_some() {
            return self.own_call(own, &view, (who, sheet)).await;
        }
        let row = view.row(who).and_then(|row| row.invitation.as_ref());
        let mut gone = view.gone.iter();
        let invitation = row.or_else(|| gone.find(|known| known.participant == who));
        let call = invitation.and_then(|known| call(&view, known, sheet.channel()));
        match call {
            Some(call) => self.calls_made(own, &view, vec![(who, call)], sheet).await,
            None => Ok(Err(InvitationFault::NoSuchInvitation.into())),
        }
    }

    /// The sheets of all to whom a message still has to leave by a channel, in one file.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn conference_calls_on_paper(
        &self,
        own: &Principal,
        (case, id): (CaseId, ConferenceId),
        sheet: CallSheet,
    ) -> Outcome<Sheet, ConferenceRefusal> {
        let view = match self.conference_calls(own, case, id).await? {
            Ok(view) if sheet != CallSheet::FaxTest => view,
            Ok(_) => return Ok(Err(InvitationFault::NoSuchInvitation.into())),
            Err(refusal) => return Ok(Err(refusal)),
        };
        let listed = view.rows.iter().filter_map(|row| row.invitation.as_ref());
        let waiting = listed.chain(&view.gone).filter(|invitation| {
            let notice = invitation.notice();
            notice.is_some_and(Notice::is_waiting)
        });
        let calls = waiting.filter_map(|invitation| {
            let call = call(&view, invitation, sheet.channel())?;
            Some((invitation.participant, call))
        });
        let calls: Vec<_> = calls.collect();
        self.calls_made(own, &view, calls, sheet).await
    }

    /// The last day on which a letter is posted that calls somebody to a conference, so that their answer is in time. It
    /// may be over.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn letters_posted_by(
        &self,
        conference: &Conference,
    ) -> Result<Option<NaiveDate>, StoreFault> {
        let reference = self.reference().await?;
        let slot = conference.slot.as_ref();
        let on = slot.map(|slot| slot.begins.in_japan().date);
        Ok(on.map(|on| call_posted_by(on, &reference.holidays)))
    }

    async fn calls_made(
        &self,
        own: &Principal,
        view: &CallsView,
        calls: Vec<(ParticipantId, CallPaper)>,
        sheet: CallSheet,
    ) -> Outcome<Sheet, ConferenceRefusal> {
        let conferences = &view.conferences;
        let Some(conference) = view.conference() else {
            return Ok(Err(ConferenceRefusal::NoSuchConference));
        };
        let Some(slot) = &conference.slot else {
            return Ok(Err(InvitationFault::NoDate.into()));
        };
        if let Err(fault) = neutral(slot, conferences.case()) {
            return Ok(Err(fault.into()));
        }
        let sender = self.sender(conferences, conference).await?;
        let calls = match sheet {
            CallSheet::Letter => self.with_postal_codes(view, calls).await?,
            CallSheet::Fax | CallSheet::FaxTest | CallSheet::Phone | CallSheet::Hand => calls,
        };
        let reference = self.reference().await?;
        let (on, today) = (slot.begins.in_japan().date, conferences.consents.now.date);
        let answer_by = answer_by(on, today, &reference.holidays);
        let calls = match sheet {
            CallSheet::Phone => scripted(view, (&sender, answer_by), calls),
            CallSheet::Fax | CallSheet::FaxTest | CallSheet::Letter | CallSheet::Hand => calls,
        };
        Ok(Ok(sheet.made(CallsPaper {
            head: self.letterhead(&own.networks).await?,
            number: conference_number(conference.id),
            place: slot.place.clone(),
            sender,
            answer_by,
            calls: calls.into_iter().map(|(_, call)| call).collect(),
        })))
    }

    /// Letters with 郵便番号, as far as they go to where the directory says that somebody is.
    async fn with_postal_codes(
        &self,
        view: &CallsView,
        mut calls: Vec<(ParticipantId, CallPaper)>,
    ) -> Result<Vec<(ParticipantId, CallPaper)>, StoreFault> {
        let conferences = &view.conferences;
        let listed_as = |who: ParticipantId| {
            let row = view.row(who)?;
            conferences.agency_of(&row.called.participant)
        };
        let ids: BTreeSet<ResourceId> = calls
            .iter()
            .filter_map(|(who, _)| listed_as(*who))
            .collect();
        let ids: Vec<ResourceId> = ids.into_iter().collect();
        let addresses = self.addresses_of(&ids).await?;
        for (who, call) in &mut calls {
            let address = listed_as(*who).and_then(|id| addresses.get(&id));
            call.postal_code = code_at(address, &call.target);
        }
        Ok(calls)
    }

    /// Where the directory says that agencies are.
    pub(in crate::conference) async fn addresses_of(
        &self,
        ids: &[ResourceId],
    ) -> Result<HashMap<ResourceId, Address>, StoreFault> {
        let stored = self.store.resources(ids).await?.into_iter();
        let addresses = stored.filter_map(|entry| Some((entry.id, entry.facts.address?)));
        Ok(addresses.collect())
    }

    /// A test of the FAX number by which somebody would be called.
    async fn fax_test(
        &self,
        own: &Principal,
        view: &CallsView,
        who: ParticipantId,
    ) -> Outcome<Sheet, ConferenceRefusal> {
        let conferences = &view.conferences;
        let row = view
            .row(who)
            .filter(|row| row.way.channel == CallChannel::Fax);
        let (Some(conference), Some(row)) = (view.conference(), row) else {
            return Ok(Err(InvitationFault::NoSuchInvitation.into()));
        };
        let CallWay {
            target: Some(number),
            ..
        } = row.way.clone()
        else {
            return Ok(Err(InvitationFault::NoTarget.into()));
        };
        let contact = contact(conferences, &row.called.participant);
        Ok(Ok(Sheet::FaxTest(Box::new(FaxTestPaper {
            head: self.letterhead(&own.networks).await?,
            to: agency(&row.called.name, contact.as_ref()),
            number,
            mark: conference_number(conference.id),
            sender: self.sender(conferences, conference).await?,
        }))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_contact_stands_on_a_line_of_their_own() {
        let tanaka = Line::parse("田中").expect("a line");
        assert_eq!(agency("高槻病院 田中", Some(&tanaka)), "高槻病院");
        assert_eq!(agency("高槻病院", Some(&tanaka)), "高槻病院");
        assert_eq!(agency("高槻病院 田中", None), "高槻病院 田中");
    }

    #[test]
    fn every_channel_but_mail_has_its_sheet() {
        for channel in CallChannel::ALL {
            let sheet = CallSheet::of(*channel);
            assert_eq!(sheet.is_none(), *channel == CallChannel::Mail);
            assert!(sheet.is_none_or(|sheet| sheet.channel() == *channel));
        }
    }
}
