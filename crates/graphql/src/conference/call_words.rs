//! How people are called to a conference and reached, in words of closed lists.

use renkei_domain::conference::invitation::{
    AboutHow, AboutLinkEnd, AboutLinkState, CheckedHow, NextStep, PhoneOutcome, WayBasis,
};
use renkei_domain::conference::{HandoverLack, HandoverView, Substitute};

use crate::closed_list::closed_list;

closed_list!(
    Substitute,
    "ConferenceSubstitute",
    "Whether somebody else may sit in the place of whoever is called.",
    |substitute| match substitute {
        Substitute::Nobody => "they alone are meant, or the seat stays empty",
        Substitute::SameAgency => "their agency may send a colleague",
    }
);

closed_list!(
    HandoverView,
    "HandoverView",
    "Whose opinion is asked before a handover.",
    |view| match view {
        HandoverView::Person => "whom everybody else talks about",
        HandoverView::Employer => "people at the workplace, once they may know",
        HandoverView::Family => "relatives of whoever is helped",
        HandoverView::Agencies => "those who help beside the host",
    }
);

closed_list!(
    HandoverLack,
    "HandoverLack",
    "What nobody said yet about a handover.",
    |lack| match lack {
        HandoverLack::Unsolved => "problems that stay, and attempts at them",
        HandoverLack::NaturalSupport => "who at work helps by themselves",
        HandoverLack::Difference => "what changes for whoever is helped",
        HandoverLack::Explained => "on which day somebody told the person what changes",
        HandoverLack::FromWhen => "which agency goes on, beginning on which day",
        HandoverLack::PersonsView => "whoever it is about was not asked what they think",
        HandoverLack::EmployersView => "people at the workplace were not asked",
        HandoverLack::FamilysView => "relatives were not asked",
        HandoverLack::AgenciesViews => "those who help beside the host were not asked",
    }
);

closed_list!(
    CheckedHow,
    "FaxCheck",
    "How somebody made sure that a FAX number is right.",
    |how| match how {
        CheckedHow::ByPhone => "somebody there read it out",
        CheckedHow::TestSheet => "a page without any name arrived",
        CheckedHow::FromThem => "it stands on their own paper or card",
    }
);

closed_list!(
    AboutHow,
    "ToldAboutHow",
    "How somebody learns whom a conference is about, apart from the message that calls them.",
    |how| match how {
        AboutHow::Phone => "said to the named contact while dialling",
        AboutHow::SealedLetter => "posted for their eyes alone",
        AboutHow::LinkAndCode => "two messages, neither of which opens anything by itself",
        AboutHow::FaceToFace => "said while sitting together",
    }
);

closed_list!(
    AboutLinkState,
    "ConferenceAboutLinkState",
    "Where a link stands by which somebody reads whom a conference is about.",
    |state| match state {
        AboutLinkState::Prepared => "its mail waits for a courier",
        AboutLinkState::Sent => "its mail left, and nobody gave the number yet",
        AboutLinkState::Failed => "the mail server took it back; say it on the phone",
        AboutLinkState::Opened => "the right number was given, and they know",
        AboutLinkState::Ended => "whatever number is given, it shows nothing",
    }
);

closed_list!(
    AboutLinkEnd,
    "ConferenceAboutLinkEnd",
    "Why a link by which somebody reads whom a conference is about ended before its time.",
    |why| match why {
        AboutLinkEnd::Stopped => "staff did not want it read any more",
        AboutLinkEnd::Replaced => "a newer link went to the same person",
        AboutLinkEnd::ToldOtherwise => "they heard it by phone, letter or face to face",
        AboutLinkEnd::CalledOff => "no consent calls them, or the conference was called off",
        AboutLinkEnd::WrongNumbers => "five wrong numbers were given for it",
    }
);

closed_list!(
    PhoneOutcome,
    "PhoneOutcome",
    "How a call ended.",
    |outcome| match outcome {
        PhoneOutcome::Reached => "whoever was meant heard it",
        PhoneOutcome::MessageLeft => "a name and a number, and nothing besides",
        PhoneOutcome::CallBack => "they will ring later",
        PhoneOutcome::NoAnswer => "it rang for a while in vain",
        PhoneOutcome::WrongNumber => "strangers picked up the receiver",
    }
);

closed_list!(
    NextStep,
    "ConferenceCallNext",
    "What staff should do next about somebody who is called, one thing at a time.",
    |next| match next {
        NextStep::FindTarget => "nobody knows where to reach them: `chooseCallWay`",
        NextStep::ConfirmNumber => "make sure the FAX reaches nobody else: `chooseCallWay`",
        NextStep::Prepare => "`sendInvitations` makes a message",
        NextStep::WaitForMail => "a courier carries it some minutes later",
        NextStep::SendFax => "print, dial, and say so by `markInvitation`",
        NextStep::Call => "dial, and say by `markInvitation` how it ended",
        NextStep::PostLetter => "print, post, and say so by `markInvitation`",
        NextStep::HandOver => "print, give it away, and say so by `markInvitation`",
        NextStep::TryOtherWay => "the message came back: `chooseCallWay`, then `sendInvitations`",
        NextStep::DecideReply =>
            "an answer is doubtful: `markInvitation`, or `settleReply` for mail",
        NextStep::TellAbout =>
            "they do not know whom people meet about: `tellWhoItIsAbout` or `linkWhoItIsAbout`",
        NextStep::EnterReply => "wait for what they say: `recordReply`",
    }
);

closed_list!(
    WayBasis,
    "CallWayBasis",
    "Why somebody is called by one channel and no other.",
    |basis| match basis {
        WayBasis::Policy => "the agency asked for it in matters like this",
        WayBasis::NotForThis => "they wish something for other matters; what is published counts",
        WayBasis::Published => "taken from open data",
        WayBasis::OnlyKnown => "nothing else was ever written down",
        WayBasis::OwnChoice => "the person wants to be told so",
        WayBasis::NotAsked => "the person said nothing yet; a sheet is handed over",
        WayBasis::Chosen => "the host decided otherwise, giving a reason",
        WayBasis::Unknown => "nobody ever wrote an address or a number down",
    }
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::closed_list::tests::shows_all;

    #[test]
    fn every_word_of_calling_people_is_a_value_of_the_schema() {
        shows_all(Substitute::ALL);
        shows_all(HandoverView::ALL);
        shows_all(HandoverLack::ALL);
        shows_all(CheckedHow::ALL);
        shows_all(AboutHow::ALL);
        shows_all(AboutLinkState::ALL);
        shows_all(AboutLinkEnd::ALL);
        shows_all(PhoneOutcome::ALL);
        shows_all(NextStep::ALL);
        shows_all(WayBasis::ALL);
    }
}
