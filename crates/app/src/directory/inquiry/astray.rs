//! What went astray on its way to an agency, whatever it was about: a mail or a letter that came back, a number at which
//! somebody else answers. Where it went to what the directory has, the agency is asked at once how it is reached. Nothing of
//! what was sent is noted with that.

use std::convert::Infallible;

use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::may;
use renkei_domain::conference::invitation::{AboutLink, CallChannel, PreparedWay};
use renkei_domain::conference::poll::{Asked, Poll, PollNotice};
use renkei_domain::conference::series::{MeetingNotice, MeetingOffice};
use renkei_domain::directory::freshness::FieldGroup;
use renkei_domain::directory::inquiry::{AstrayWay, ContactOutcome, is_of_entry, target_of};
use renkei_domain::ids::{AccountId, InquiryContactId, LetterId, ParticipantId, ResourceId};
use renkei_domain::record::Purpose;
use renkei_domain::time::Instant;
use renkei_store::{StoreFault, Work};

use super::contact::contact_became;
use super::reopen::way_astray;
use crate::directory::edit::owners_of;
use crate::letters::carry::unrefused;
use crate::{App, Caller};

/// That something to an agency went astray.
pub(crate) async fn entry_astray(
    work: &Work,
    resource: ResourceId,
    way: &PreparedWay,
    (by, now): (Option<AccountId>, Instant),
) -> Result<(), StoreFault> {
    let (Some(entry), Some(target)) = (work.resource(resource).await?, &way.target) else {
        return Ok(());
    };
    if !is_of_entry(&entry.facts, way.channel, target) {
        return Ok(());
    }
    let lost = (way.channel, Some(target.clone()));
    way_astray(work, resource, lost, (by, now)).await
}

/// The same of a call to the number that the directory has, for whoever may say so of the entry; what somebody else notes
/// of their call stays with them.
pub(crate) async fn number_astray(
    work: &Work,
    principal: &Principal,
    resource: ResourceId,
    now: Instant,
) -> Result<(), StoreFault> {
    let head = work.head(resource).await?;
    let entry = work.resource(resource).await?;
    let (Some(head), Some(entry)) = (head, entry) else {
        return Ok(());
    };
    let object = Object::Resource(owners_of(&head, &entry.facts));
    if !may(principal, Action::ReportStale, &object) {
        return Ok(());
    }
    let channel = CallChannel::Phone;
    let way = PreparedWay {
        channel,
        target: target_of(&entry.facts, channel),
    };
    entry_astray(work, resource, &way, (principal.account(), now)).await
}

/// The same of somebody who is called to a conference, where an agency of the directory stands behind them.
pub(crate) async fn participant_astray(
    work: &Work,
    participant: ParticipantId,
    way: &PreparedWay,
    by: (Option<AccountId>, Instant),
) -> Result<(), StoreFault> {
    match work.office_of_participant(participant).await? {
        Some(resource) => entry_astray(work, resource, way, by).await,
        None => Ok(()),
    }
}

/// The same of somebody who is asked about dates, by what was to reach them.
pub(crate) async fn respondent_astray(
    work: &Work,
    (poll, notice): (&Poll, &PollNotice),
    by: (Option<AccountId>, Instant),
) -> Result<(), StoreFault> {
    let asked = notice.to.and_then(|to| poll.respondent(to));
    match asked.map(|one| one.who) {
        Some(Asked::Participant(participant)) => {
            participant_astray(work, participant, &notice.way, by).await
        }
        Some(Asked::Person | Asked::Family) | None => Ok(()),
    }
}

/// The same of somebody to whom the mail went that leads to who a conference is about.
pub(crate) async fn reader_astray(
    work: &Work,
    participant: ParticipantId,
    link: &AboutLink,
    by: (Option<AccountId>, Instant),
) -> Result<(), StoreFault> {
    let way = PreparedWay {
        channel: CallChannel::Mail,
        target: Some(link.target.clone()),
    };
    participant_astray(work, participant, &way, by).await
}

/// The same of a letter about what was observed of an agency, which goes where its entry says. Says whether that was news.
pub(crate) async fn observed_astray(
    work: &Work,
    resource: ResourceId,
    now: Instant,
) -> Result<bool, StoreFault> {
    // Locked first, so that two reports of one letter are one.
    if work.head(resource).await?.is_none() {
        return Ok(false);
    }
    let entry = work.resource(resource).await?;
    let Some(target) = entry.and_then(|entry| entry.facts.email) else {
        return Ok(false);
    };
    let way = AstrayWay {
        channel: CallChannel::Mail,
        target,
    };
    let mut standings = work.inquiry_standings(&[resource]).await?;
    let standing = standings.remove(&resource);
    let is_asked = standing.is_some_and(|one| {
        let mut reopened = one.reopened.iter();
        reopened.any(|known| known.group == FieldGroup::Contact)
    });
    if is_asked && work.astray_ways(resource).await?.contains(&way) {
        return Ok(false);
    }
    let lost = (way.channel, Some(way.target));
    way_astray(work, resource, lost, (None, now)).await?;
    Ok(true)
}

/// The same of somebody who is called to a meeting of a network.
pub(crate) async fn member_astray(
    work: &Work,
    notice: &MeetingNotice,
    by: (Option<AccountId>, Instant),
) -> Result<(), StoreFault> {
    let file = work.meeting_series(notice.series).await?;
    let office = file.and_then(|file| Some(file.series.member(notice.member)?.office.clone()));
    match office {
        Some(MeetingOffice::Listed(resource)) => {
            entry_astray(work, resource, &notice.way, by).await
        }
        Some(MeetingOffice::Written(_)) | None => Ok(()),
    }
}

/// What a letter to an agency itself is about.
#[derive(Debug, Clone, Copy)]
enum ToAgency {
    /// Whether its entry is still so.
    Asked(InquiryContactId),
    /// What was observed of it.
    Observed(ResourceId),
}

impl App {
    /// Takes what a mail server says of a letter to an agency itself, that asked it or told what was observed of it: that it
    /// did not arrive. Says whether that was news; nothing where it was another letter.
    pub(crate) async fn agency_returned(
        &self,
        letter: LetterId,
        is_final: bool,
    ) -> Result<Option<bool>, StoreFault> {
        let Some(subject) = self.letter_to_agency(letter).await? else {
            return Ok(None);
        };
        // It may still arrive; if it does not, another report says so.
        if !is_final {
            return Ok(Some(false));
        }
        let purpose = match subject {
            ToAgency::Asked(_) => Purpose::ContactInquiry,
            ToAgency::Observed(_) => Purpose::ReportStale,
        };
        let header = self.header(Caller::COURIER, purpose);
        let ended = self
            .store
            .act::<bool, Infallible, _>(&header, move |work| {
                let (bounced, now) = (ContactOutcome::Bounced, header.at);
                Box::pin(async move {
                    let is_news = match subject {
                        ToAgency::Asked(contact) => {
                            contact_became(work, contact, bounced, now).await?
                        }
                        ToAgency::Observed(resource) => {
                            observed_astray(work, resource, now).await?
                        }
                    };
                    Ok(is_news)
                })
            })
            .await;
        unrefused(ended).map(Some)
    }

    async fn letter_to_agency(&self, letter: LetterId) -> Result<Option<ToAgency>, StoreFault> {
        if let Some(contact) = self.store.inquiry_contact_of_letter(letter).await? {
            return Ok(Some(ToAgency::Asked(contact)));
        }
        let observed = self.store.office_of_observation_letter(letter).await?;
        Ok(observed.map(ToAgency::Observed))
    }
}
