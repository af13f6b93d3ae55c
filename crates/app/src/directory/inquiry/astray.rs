//! What went astray on its way to an agency, whatever it was about: a mail or a letter that came back, a number at which
//! somebody else answers. Where it went to what the directory has, the agency is asked at once how it is reached. Nothing of
//! what was sent is noted with that.

use std::convert::Infallible;

use renkei_domain::conference::invitation::PreparedWay;
use renkei_domain::conference::series::{MeetingNotice, MeetingOffice};
use renkei_domain::directory::inquiry::{ContactOutcome, is_of_entry};
use renkei_domain::ids::{AccountId, LetterId, ParticipantId, ResourceId};
use renkei_domain::record::Purpose;
use renkei_domain::time::Instant;
use renkei_store::{StoreFault, Work};

use super::contact::contact_became;
use super::reopen::way_astray;
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

impl App {
    /// Takes what a mail server says of a letter that asked an agency: that it did not arrive. Says whether that was news;
    /// nothing where the letter asked no agency.
    pub(crate) async fn inquiry_returned(
        &self,
        letter: LetterId,
        is_final: bool,
    ) -> Result<Option<bool>, StoreFault> {
        let Some(contact) = self.store.inquiry_contact_of_letter(letter).await? else {
            return Ok(None);
        };
        // It may still arrive; if it does not, another report says so.
        if !is_final {
            return Ok(Some(false));
        }
        let header = self.header(Caller::COURIER, Purpose::ContactInquiry);
        let ended = self
            .store
            .act::<bool, Infallible, _>(&header, move |work| {
                let bounced = ContactOutcome::Bounced;
                Box::pin(
                    async move { Ok(contact_became(work, contact, bounced, header.at).await?) },
                )
            })
            .await;
        unrefused(ended).map(Some)
    }
}
