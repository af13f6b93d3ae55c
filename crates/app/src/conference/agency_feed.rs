//! What the calendar of an agency reads by an address of its own ([`super::feed`]): every conference of the cases that it
//! leads, those of others to which it was called, and the meetings of its networks, in the same words. Whoever made the
//! address answers for it: it opens as long as they work there. Of a conference of others it tells what the agency was
//! told last, by the name and version of that message, and only as long as the person's consents let it be there.

use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::{Decision, decide};
use renkei_domain::audit::{Seen, SeenKind};
use renkei_domain::conference::feed::{FeedReader, FeedSpan};
use renkei_domain::conference::invitation::{CallVersion, Invitation, Says, Told, neutral};
use renkei_domain::ids::{CaseId, ConferenceId, OrganizationId};
use renkei_domain::letters::address::MailAddress;
use renkei_domain::people::Standing;
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use renkei_invite::entry::{self, Entry, Party, Repeats, Sequence, Span, Uid, Version};
use renkei_invite::message::Listed;
use renkei_store::conference::called::AgencyCall;
use renkei_store::{StoreFault, Work};

use super::call::permitted::permitted;
use super::feed::{FeedRefusal, ORGANIZER};
use crate::App;
use crate::letters::conference::span;

/// Whether somebody may have a calendar read what an agency takes part in: whoever reads the conferences of every case
/// that it leads.
///
/// # Errors
/// What the rule says instead.
pub(super) fn may_read_all(own: &Principal, agency: OrganizationId) -> Result<(), FeedRefusal> {
    let any = Object::Case {
        lead: agency,
        person: None,
    };
    match decide(own, Action::ReadConference, &any) {
        Decision::Allowed => Ok(()),
        Decision::Hidden => Err(FeedRefusal::NotFound),
        other => Err(FeedRefusal::NotAllowed(other)),
    }
}

/// What an agency was told last of a conference.
struct FedCall {
    id: ConferenceId,
    case: CaseId,
    says: Says,
    version: CallVersion,
    told: Told,
    place: Option<Line>,
}

impl FedCall {
    /// The entry, under the name of the one that went with the message.
    fn entry(&self) -> Option<(Entry, Listed)> {
        let (from, to) = span(self.told);
        let listed = match self.says.calls() {
            true => Listed::Standing,
            false => Listed::CalledOff,
        };
        let entry = Entry {
            uid: Uid::of(self.id.uuid()),
            version: Version {
                sequence: Sequence::new(self.version.sequence),
                made: self.version.stamped_at,
            },
            span: Span::new(from, to).ok()?,
            title: Line::parse(&FeedReader::Keeper.title(self.id)).ok()?,
            place: self.place.clone(),
            note: None,
            organizer: Party {
                name: None,
                address: MailAddress::parse(ORGANIZER).ok()?,
            },
            standing: entry::Standing::Confirmed,
            repeats: Repeats::Once,
        };
        Some((entry, listed))
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Whoever made the address of an agency as somebody who works there and is nothing else; nobody where they do not any
    /// more.
    pub(super) async fn as_of_agency(
        &self,
        own: Principal,
        agency: OrganizationId,
    ) -> Result<Option<Principal>, StoreFault> {
        if may_read_all(&own, agency).is_err() {
            return Ok(None);
        }
        let mut networks = Vec::new();
        for network in &own.networks {
            let members = self.store.member_organizations(*network).await?;
            if members.iter().any(|(member, _)| *member == agency) {
                networks.push(*network);
            }
        }
        Ok(Some(Principal {
            standings: vec![Standing::Staff(agency)],
            networks,
            posts: Vec::new(),
            ..own
        }))
    }

    /// What an agency was told of conferences that others lead, and of which cases.
    pub(super) async fn fed_calls(
        &self,
        agency: OrganizationId,
        span: FeedSpan,
        now: Instant,
    ) -> Result<(Vec<(Entry, Listed)>, Vec<Seen>), StoreFault> {
        let today = now.in_japan().date;
        let found = self.store.calls_of_agency(agency, (span, today)).await?;
        if found.is_empty() {
            return Ok((Vec::new(), Vec::new()));
        }
        let found = Arc::new(found);
        let told = self.store.aside(move |work| {
            let found = Arc::clone(&found);
            Box::pin(async move { Ok(told_of(work, &found, now).await?) })
        });
        let told = told.await?;
        let seen = told.iter().map(|one| Seen {
            kind: SeenKind::Case,
            of: None,
            id: one.case.uuid(),
        });
        let entries = told.iter().filter_map(FedCall::entry);
        Ok((entries.collect(), seen.collect()))
    }
}

/// Of each conference what is told. What is damaged is named in the log and left out.
async fn told_of(
    work: &Work,
    found: &[AgencyCall],
    now: Instant,
) -> Result<Vec<FedCall>, StoreFault> {
    let mut told = Vec::new();
    for calls in found.chunk_by(|one, next| one.conference == next.conference) {
        let Some(first) = calls.first() else {
            continue;
        };
        match told_last(work, (first, calls), now).await {
            Ok(last) => told.extend(last),
            Err(fault) if fault.is_damage() => {
                tracing::error!(case = %first.case, %fault, "a feed leaves out what is damaged");
            }
            Err(fault) => return Err(fault),
        }
    }
    Ok(told)
}

/// What those of an agency who may be at a conference were told last; nothing before a message left, where nobody of it
/// may be there now, or the case has ended.
async fn told_last(
    work: &Work,
    (first, calls): (&AgencyCall, &[AgencyCall]),
    now: Instant,
) -> Result<Option<FedCall>, StoreFault> {
    work.lock_case(first.case).await?;
    let case = work.case(first.case).await?;
    let Some(case) = case.filter(|case| !case.is_erased() && case.is_open()) else {
        return Ok(None);
    };
    let Some(conference) = work.conference(case.id, first.conference).await? else {
        return Ok(None);
    };
    let may = permitted(work, &case, &conference, now).await?;
    let invitations = work.conference_invitations(conference.id).await?;
    let theirs = invitations.iter().filter(|one| {
        let mut calls = calls.iter();
        may.contains(&one.participant) && calls.any(|call| call.participant == one.participant)
    });
    let last = theirs
        .filter_map(Invitation::last_out)
        .max_by_key(|notice| (notice.says.calls(), notice.version.sequence));
    let Some(notice) = last else {
        return Ok(None);
    };
    // The place is that of the date they know.
    let slot = conference.slot.as_ref();
    let slot = slot.filter(|_| notice.told.of_conference == conference.sequence);
    let slot = slot.filter(|slot| neutral(slot, &case).is_ok());
    Ok(Some(FedCall {
        id: conference.id,
        case: case.id,
        says: notice.says,
        version: notice.version,
        told: notice.told,
        place: slot.map(|slot| slot.place.clone()),
    }))
}
