//! What a conference is, in words of closed lists.

use renkei_domain::conference::{
    AbsenceReason, Aim, Attendance, ConferenceKind, ConferencePurpose, ConferenceState,
};

use crate::closed_list::closed_list;

closed_list!(
    ConferenceKind,
    "ConferenceKind",
    "Kinds of conferences on the three layers of a network. Only the first three stand in a case.",
    |kind| match kind {
        ConferenceKind::CaseConference => "those who help one person sit together",
        ConferenceKind::IndividualSupportMeeting =>
            "led by the service manager of an office, with the person, as its standards ask",
        ConferenceKind::ServiceProviderMeeting =>
            "led by the consultation that makes the plan of services, with the person",
        ConferenceKind::AgencyNetworkMeeting => "agencies of an area meet on fixed days",
        ConferenceKind::WorkingGroup => "some of those agencies work on one subject",
        ConferenceKind::SupportCouncil => "municipality and agencies shape local policy",
        ConferenceKind::Subcommittee => "a part of such a council with a field of its own",
    }
);

closed_list!(
    ConferencePurpose,
    "ConferencePurpose",
    "What a conference should bring about; its template of an agenda goes by it.",
    |purpose| match purpose {
        ConferencePurpose::SetUpSupport => "finding out who could help with what",
        ConferencePurpose::ShareInformation => "everybody learns how things are",
        ConferencePurpose::DivideRoles => "settling who does what until when",
        ConferencePurpose::ReviewPlan => "looking at goals again and changing them",
        ConferencePurpose::Crisis => "work or health goes badly and cannot wait",
        ConferencePurpose::Handover => "one agency ends and another goes on",
        ConferencePurpose::Closing => "help ends, and where to turn afterwards is agreed",
    }
);

closed_list!(
    ConferenceState,
    "ConferenceState",
    "How far a conference has come.",
    |state| match state {
        ConferenceState::Draft => "its host still prepares whom to call and what to talk about",
        ConferenceState::Polling => "possible dates are being asked about",
        ConferenceState::Scheduled => "day, time and place stand",
        ConferenceState::Postponed => "its date fell away, another one follows",
        ConferenceState::Held => "people met; something may be left to do",
        ConferenceState::Closed => "nothing about it is left to do",
        ConferenceState::Cancelled => "it never takes place",
    }
);

closed_list!(
    Aim,
    "AgendaAim",
    "What is different for those present once something was talked about.",
    |aim| match aim {
        Aim::Share => "listeners know it afterwards",
        Aim::Discuss => "views are exchanged, and may stay apart",
        Aim::Decide => "somebody does something afterwards",
    }
);

closed_list!(
    Attendance,
    "ConferenceAttendance",
    "Whether people can meet without somebody.",
    |attendance| match attendance {
        Attendance::Required => "no date is fixed on which they cannot come",
        Attendance::Optional => "they are welcome, and the date stands without them",
    }
);

closed_list!(
    AbsenceReason,
    "AbsenceReason",
    "Why a conference about somebody is held without them.",
    |reason| match reason {
        AbsenceReason::PersonDeclined => "they were asked and chose to stay away",
        AbsenceReason::Unwell => "their health does not allow it and it cannot wait",
        AbsenceReason::TooHard => "sitting there would weigh on them",
        AbsenceReason::AgenciesPrepare => "helpers settle their own parts first",
    }
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::closed_list::tests::shows_all;

    #[test]
    fn every_word_of_a_conference_is_a_value_of_the_schema() {
        shows_all(ConferenceKind::ALL);
        shows_all(ConferencePurpose::ALL);
        shows_all(ConferenceState::ALL);
        shows_all(Aim::ALL);
        shows_all(Attendance::ALL);
        shows_all(AbsenceReason::ALL);
    }
}
