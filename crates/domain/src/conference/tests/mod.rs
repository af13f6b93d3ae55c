use chrono::NaiveDate;
use uuid::Uuid;

use super::host::default_host;
use super::*;
use crate::cases::employment::{
    Disclosure, EmployerTie, EmploymentDisclosure, Insider, LegalBody, Opened, Openness,
};
use crate::cases::stage::CareStage;
use crate::cases::team::{MemberAgency, Part, Ring, Seat, TeamMember};
use crate::consent::{
    About, Categories, InformationCategory, PartyId, Preview, Reason, RecipientKind, Refusal,
};
use crate::directory::people::StaffRole;
use crate::ids::{
    AccountId, AgendaItemId, CaseId, ConferenceId, EmploymentId, OrganizationId, ParticipantId,
    PersonId, ResourceId, TeamMemberId,
};
use crate::text::{Line, Prose};
use crate::time::Instant;

pub(super) fn uuid(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

pub(super) fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).expect("a day")
}

pub(super) fn at(date: NaiveDate, hour: u32) -> Instant {
    Instant::from_japan(date.and_hms_opt(hour, 0, 0).expect("a time"))
}

pub(super) fn words(text: &str) -> Prose {
    Prose::parse(text).expect("a text")
}

pub(super) fn line(text: &str) -> Line {
    Line::parse(text).expect("a line")
}

pub(super) fn slot(date: NaiveDate, minutes: u16) -> Slot {
    Slot {
        begins: at(date, 15),
        minutes,
        place: line("高槻市役所 3階 会議室2"),
    }
}

pub(super) fn absence(reason: AbsenceReason) -> Presence {
    Presence {
        absence: Some(Absence {
            reason,
            words: words("本人は家で休みたい"),
        }),
        family: None,
    }
}

pub(super) fn outline(kind: ConferenceKind, presence: Presence) -> Outline {
    Outline {
        kind,
        purpose: ConferencePurpose::Handover,
        presence,
        host: Host::Lead,
        to_bring: None,
    }
}

pub(super) fn conference(presence: Presence) -> Conference {
    Conference {
        // Nobody on the list has a number of its own side.
        id: ConferenceId::from_uuid(uuid(1_000)),
        case: CaseId::from_uuid(uuid(2)),
        person: PersonId::from_uuid(uuid(3)),
        organization: OrganizationId::from_uuid(uuid(4)),
        keeper: AccountId::from_uuid(uuid(5)),
        outline: outline(ConferenceKind::CaseConference, presence),
        state: ConferenceState::Draft,
        slot: None,
        sequence: 0,
        participants: Vec::new(),
        agenda: Agenda::default(),
        words: PersonWords::default(),
        asks: Default::default(),
        seen_on: None,
        told_on: None,
        handover: None,
        copies: Default::default(),
        why: None,
        made_at: Instant::from_micros(0),
        version: 1,
    }
}

pub(super) fn participant(number: u128) -> Participant {
    Participant {
        id: ParticipantId::from_uuid(uuid(number)),
        who: Invitee::Member(TeamMemberId::from_uuid(uuid(number))),
        role: None,
        attendance: Attendance::Required,
        window: None,
        substitute: Substitute::SameAgency,
        unwanted_since: None,
    }
}

pub(super) fn item(number: u128, minutes: u16, categories: &[InformationCategory]) -> AgendaItem {
    AgendaItem {
        id: AgendaItemId::from_uuid(uuid(number)),
        title: line("訪問の時期と回数"),
        minutes,
        presenter: Presenter::Host,
        aim: Aim::Decide,
        categories: categories.iter().copied().collect(),
    }
}

pub(super) fn refusal(categories: &[InformationCategory], reason: Reason) -> Refusal {
    Refusal {
        categories: categories.iter().copied().collect(),
        reason,
        about: None,
    }
}

pub(super) fn member(number: u128, role: Option<StaffRole>) -> TeamMember {
    TeamMember {
        id: TeamMemberId::from_uuid(uuid(number)),
        agency: MemberAgency::Listed(ResourceId::from_uuid(uuid(number))),
        contact: None,
        role,
        ring: Ring::WelfareMedical,
        part: Part::Member,
        employer: EmployerTie::NotTheEmployer,
        does: None,
        reach: None,
        seat: Seat::default(),
        since: day(11, 1),
        until: None,
    }
}

pub(super) fn handover(ends_on: NaiveDate) -> Handover {
    Handover {
        ends_on,
        unsolved: None,
        natural_support: None,
        difference: None,
        explained_on: None,
        from_when: None,
        views: Default::default(),
    }
}

mod called;
mod moves;
