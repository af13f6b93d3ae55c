//! What a conference is, in words of closed lists.

use renkei_domain::conference::invitation::{
    AnswerChannel, CallChannel, CallState, MailDoubt, MailStanding, MailVerdict, OwnSide,
    ReplyKind, ReplyStanding, Says,
};
use renkei_domain::conference::{
    AbsenceReason, Aim, Attendance, Came, ConferenceKind, ConferencePurpose, ConferenceState,
    DecisionKind, DecisionState, OwnWish,
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

closed_list!(
    OwnWish,
    "OwnWish",
    "What the person says of a conference about them by one press.",
    |wish| match wish {
        OwnWish::Rest => "they stay away this time",
        OwnWish::Together => "somebody should accompany them there",
    }
);

closed_list!(
    CallChannel,
    "CallChannel",
    "By which way somebody is called to a conference.",
    |channel| match channel {
        CallChannel::Mail => "carried by a courier, with an entry for calendars",
        CallChannel::Fax => "one sheet that is also the form of the answer, sent by hand",
        CallChannel::Phone => "somebody dials and writes down how it ended",
        CallChannel::Letter => "printed for a window envelope and posted",
        CallChannel::InPerson => "the person or their family is handed a sheet",
    }
);

closed_list!(
    OwnSide,
    "OwnSide",
    "Who is called of those for whom no agency stands.",
    |side| match side {
        OwnSide::Person => "whom people meet about",
        OwnSide::Family => "relatives who come for a part, since the person agreed",
    }
);

closed_list!(
    Says,
    "ConferenceMessage",
    "What a message to somebody who is called tells them.",
    |says| match says {
        Says::Invitation => "somebody hears when and where people meet, and is asked to join them",
        Says::Change => "day, time, place or their part is another now",
        Says::Postponement => "the date fell away, another one follows",
        Says::Cancellation => "it never takes place",
        Says::Recall => "it takes place without them",
    }
);

closed_list!(
    CallState,
    "InvitationState",
    "How far the calling of somebody has come. Nothing counts as sent before a mail server or somebody says so.",
    |state| match state {
        CallState::NotCalled => "nothing was prepared or sent to somebody yet",
        CallState::Prepared => "nothing has left the house",
        CallState::Sent => "it left; nobody knows yet whether it arrived",
        CallState::Delivered => "whoever received it confirmed that themselves",
        CallState::Failed => "it does not reach them by this way",
        CallState::MaybeTwice => "a second copy of the same version may have left",
        CallState::Answered => "an answer to the newest date counts",
        CallState::NotExpected => "they know that nobody waits for them",
    }
);

closed_list!(
    ReplyKind,
    "ConferenceReplyKind",
    "What somebody who is called can answer.",
    |reply| match reply {
        ReplyKind::Coming => "somebody joins from beginning to end",
        ReplyKind::NotComing => "their agency sends nobody at all",
        ReplyKind::Substitute => "a colleague sits in their place",
        ReplyKind::Part => "they come later or leave earlier",
    }
);

closed_list!(
    AnswerChannel,
    "AnswerChannel",
    "By which way an answer reached the agency that calls.",
    |channel| match channel {
        AnswerChannel::Mail => "somebody wrote back",
        AnswerChannel::Fax => "the form came back, ticked",
        AnswerChannel::Phone => "somebody of the agency heard it",
        AnswerChannel::Letter => "written on paper and sent back by post",
        AnswerChannel::Page => "they entered it themselves by their code",
        AnswerChannel::InPerson => "said at some other occasion",
    }
);

closed_list!(
    ReplyStanding,
    "ReplyStanding",
    "Whether an answer counts among those of one who is called.",
    |standing| match standing {
        ReplyStanding::Counts => "nobody doubts it, and none came after it",
        ReplyStanding::Waits => "somebody has to look at it first",
        ReplyStanding::Replaced => "a newer one took its place",
        ReplyStanding::SetAside => "somebody looked at it, and another answer counts instead",
    }
);

closed_list!(
    Came,
    "ConferenceCame",
    "Whether somebody who was called was there.",
    |came| match came {
        Came::Present => "there from beginning to end of what concerns somebody",
        Came::Late => "joined once some item was under way",
        Came::Left => "until some item",
        Came::Substitute => "a colleague sat there instead",
        Came::Absent => "stayed away, be it announced or unannounced",
    }
);

closed_list!(
    DecisionKind,
    "ConferenceDecisionKind",
    "What a decision of a conference brings about.",
    |kind| match kind {
        DecisionKind::Act => "some agency, or the person, does a thing",
        DecisionKind::ChangeTeam => "somebody joins or leaves those who help",
        DecisionKind::AskConsent => "the person is asked whether more may be told",
        DecisionKind::StartReferral => "another agency is found; a task until that is done",
    }
);

closed_list!(
    DecisionState,
    "ConferenceDecisionState",
    "Whether somebody did what people agreed on.",
    |state| match state {
        DecisionState::Open => "it waits, and comes first at the next conference",
        DecisionState::Done => "somebody wrote down that it happened",
        DecisionState::Dropped => "people no longer want it",
    }
);

closed_list!(
    MailDoubt,
    "ReceivedReplyDoubt",
    "Why a mail is no plain answer, so that somebody decides about it.",
    |doubt| match doubt {
        MailDoubt::NoToken => "it did not arrive at an address that says whose it is",
        MailDoubt::OtherEntry =>
            "its calendar answers about something else than the conference meant",
        MailDoubt::Counter => "another time is proposed (COUNTER)",
        MailDoubt::Refresh => "the newest version is asked for (REFRESH)",
        MailDoubt::NoAnswer => "a calendar without the method of a reply",
        MailDoubt::Attendees => "nobody, or several people, stand there as whoever answers",
        MailDoubt::Alias => "somebody answers by another address than was called",
        MailDoubt::Delegation =>
            "whoever was invited passed it on, or somebody else answers instead",
        MailDoubt::OldSequence => "the date was moved since",
        MailDoubt::UnknownSequence => "a version that was never sent",
        MailDoubt::Occurrence => "which meeting of a series is not told",
        MailDoubt::Participation => "neither yes nor no stands there",
        MailDoubt::Tentative => "perhaps, says the calendar",
        MailDoubt::Several => "one message bears more than one answer",
        MailDoubt::Unreadable => "the calendar breaks off or cannot be parsed",
        MailDoubt::PlainText => "words alone, for people to read",
        MailDoubt::Automatic => "a program wrote it, as of an absence",
        MailDoubt::Returned => "something was not delivered, and which message is unclear",
        MailDoubt::SameTime =>
            "it differs from an earlier mail, and which one came later is unclear",
        MailDoubt::Late => "the conference does not wait for answers now",
    }
);

closed_list!(
    MailStanding,
    "ReceivedReplyState",
    "What became of a mail that came back.",
    |standing| match standing {
        MailStanding::Waits => "staff still have to read and decide",
        MailStanding::Taken => "counts as what the invited person answered",
        MailStanding::Undecided => "whoever wrote does not know yet whether they come",
        MailStanding::Noted => "what it says was entered by hand",
        MailStanding::Unrelated => "has nothing to say about coming",
        MailStanding::Known => "an equal answer was there before",
        MailStanding::Bounced =>
            "the invitation, or the question about dates, is marked as not delivered",
    }
);

closed_list!(
    MailVerdict,
    "ReceivedReplyVerdict",
    "What somebody decides about a mail that waits.",
    |verdict| match verdict {
        MailVerdict::Coming => "counts as a yes of whoever was invited",
        MailVerdict::NotComing => "record that they stay away",
        MailVerdict::Substitute =>
            "the writer takes the place of whoever was invited, if the list allows that",
        MailVerdict::Undecided => "they do not know yet; no answer is recorded",
        MailVerdict::Noted => "another substitute or a part, already entered by `recordReply`",
        MailVerdict::Unrelated => "says nothing about coming, and is put away",
    }
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::closed_list::tests::shows_all;

    #[test]
    fn every_word_of_a_conference_is_a_value_of_the_schema() {
        shows_all(ConferenceKind::ALL);
        shows_all(MailDoubt::ALL);
        shows_all(MailStanding::ALL);
        shows_all(MailVerdict::ALL);
        shows_all(ConferencePurpose::ALL);
        shows_all(ConferenceState::ALL);
        shows_all(Aim::ALL);
        shows_all(Attendance::ALL);
        shows_all(AbsenceReason::ALL);
        shows_all(Came::ALL);
        shows_all(DecisionKind::ALL);
        shows_all(DecisionState::ALL);
        shows_all(CallChannel::ALL);
        shows_all(OwnSide::ALL);
        shows_all(OwnWish::ALL);
        shows_all(Says::ALL);
        shows_all(CallState::ALL);
        shows_all(ReplyKind::ALL);
        shows_all(AnswerChannel::ALL);
        shows_all(ReplyStanding::ALL);
    }
}
