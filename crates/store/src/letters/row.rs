//! Reading a letter's row back.

use renkei_domain::ids::{
    AboutLinkId, AddressChangeId, ConferenceNoticeId, ConsentNoticeId, InquiryContactId,
    InvitationId, LetterId, MeetingNoticeId, PollNoticeId, ProposalId, StrengthId, TestLetterId,
    WebhookId,
};
use renkei_domain::letters::delivery::{Delivery, DeliveryOutcome};
use renkei_domain::letters::kind::{LetterKind, LetterSubject};
use renkei_domain::letters::state::LetterState;
use renkei_domain::record::{Change, Subject};
use renkei_domain::time::Instant;
use sea_orm::QueryResult;
use uuid::Uuid;

use super::desk::StoredLetter;
use crate::directory::words::{code, unreadable};
use crate::fault::StoreFault;

pub(super) const TABLE: &str = "letter";

/// What [`letter`] reads, in its order.
pub(super) const COLUMNS: &str = "id, kind, subject_kind, subject_id, state, attempts, \
     next_attempt_at, possible_second_copy, last_outcome_code, last_reply_code, created_at, sent_at";

pub(super) fn letter(row: &QueryResult) -> Result<StoredLetter, StoreFault> {
    let instant = |place| -> Result<Option<Instant>, StoreFault> {
        let micros: Option<i64> = row.try_get_by_index(place)?;
        Ok(micros.map(Instant::from_micros))
    };
    let outcome: Option<String> = row.try_get_by_index(8)?;
    let reply: Option<i64> = row.try_get_by_index(9)?;
    let last = match outcome {
        Some(outcome) => Some(Delivery {
            outcome: code(TABLE, DeliveryOutcome::from_code, &outcome)?,
            reply: reply.and_then(|reply| u16::try_from(reply).ok()),
        }),
        None => None,
    };
    Ok(StoredLetter {
        id: LetterId::from_uuid(row.try_get_by_index::<Uuid>(0)?),
        subject: subject(row, 1)?,
        state: code(
            TABLE,
            LetterState::from_code,
            &row.try_get_by_index::<String>(4)?,
        )?,
        tries: tries(row, 5)?,
        next_try: instant(6)?,
        is_second_copy_possible: row.try_get_by_index(7)?,
        last,
        created_at: Instant::from_micros(row.try_get_by_index(10)?),
        sent_at: instant(11)?,
    })
}

/// Reads `kind, subject_kind, subject_id`, the first of them at a place.
pub(super) fn subject(row: &QueryResult, place: usize) -> Result<LetterSubject, StoreFault> {
    let text = |place| row.try_get_by_index::<String>(place);
    let (kind, subject_kind) = (text(place)?, text(place + 1)?);
    let kind = code(TABLE, LetterKind::from_code, &kind)?;
    let id: Uuid = row.try_get_by_index(place + 2)?;
    let subject = match subject_kind.as_str() {
        "test_letter" => LetterSubject::TestLetter(TestLetterId::from_uuid(id)),
        "invitation" => LetterSubject::Invitation(InvitationId::from_uuid(id)),
        "address_change" => LetterSubject::AddressChange(AddressChangeId::from_uuid(id)),
        "observation" => LetterSubject::Observation(StrengthId::from_uuid(id)),
        "consent_notice" => LetterSubject::ConsentEnding(ConsentNoticeId::from_uuid(id)),
        "conference_notice" => LetterSubject::ConferenceNotice(ConferenceNoticeId::from_uuid(id)),
        "poll_notice" => LetterSubject::PollNotice(PollNoticeId::from_uuid(id)),
        "meeting_notice" => LetterSubject::MeetingNotice(MeetingNoticeId::from_uuid(id)),
        "about_link" => LetterSubject::AboutLink(AboutLinkId::from_uuid(id)),
        "directory_proposal" => LetterSubject::Proposal(ProposalId::from_uuid(id)),
        "inquiry_contact" => LetterSubject::Inquiry(InquiryContactId::from_uuid(id)),
        "webhook" => LetterSubject::Webhook(WebhookId::from_uuid(id)),
        other => return Err(unreadable(TABLE, other)),
    };
    if subject.kind() == kind {
        Ok(subject)
    } else {
        Err(unreadable(TABLE, subject_kind))
    }
}

pub(super) fn tries(row: &QueryResult, place: usize) -> Result<u32, StoreFault> {
    let tries: i64 = row.try_get_by_index(place)?;
    u32::try_from(tries).map_err(|_| unreadable(TABLE, tries))
}

/// The two columns in which a subject stands.
pub(super) fn subject_parts(subject: LetterSubject) -> (&'static str, Uuid) {
    match subject {
        LetterSubject::TestLetter(id) => ("test_letter", id.uuid()),
        LetterSubject::Invitation(id) => ("invitation", id.uuid()),
        LetterSubject::AddressChange(id) => ("address_change", id.uuid()),
        LetterSubject::Observation(id) => ("observation", id.uuid()),
        LetterSubject::ConsentEnding(id) => ("consent_notice", id.uuid()),
        LetterSubject::ConferenceNotice(id) => ("conference_notice", id.uuid()),
        LetterSubject::PollNotice(id) => ("poll_notice", id.uuid()),
        LetterSubject::MeetingNotice(id) => ("meeting_notice", id.uuid()),
        LetterSubject::AboutLink(id) => ("about_link", id.uuid()),
        LetterSubject::Proposal(id) => ("directory_proposal", id.uuid()),
        LetterSubject::Inquiry(id) => ("inquiry_contact", id.uuid()),
        LetterSubject::Webhook(id) => ("webhook", id.uuid()),
    }
}

/// The line of the change log. It tells where a letter stands and nothing of what it says or to whom.
pub(super) fn change(id: LetterId, before: Option<LetterState>, after: LetterState) -> Change {
    let value = |state: LetterState| serde_json::json!({ "state": state.code() }).to_string();
    Change {
        subject: Subject::Letter(id),
        field_group: "letter".to_owned(),
        before: before.map(value),
        after: Some(value(after)),
    }
}
