//! What a poll is made of, in words of closed lists.

use renkei_domain::conference::poll::{AnswerWay, Mark, NamesShown, PollState, QuorumState, Wish};
use renkei_domain::consent::RecipientKind;

use crate::closed_list::closed_list;

closed_list!(
    Mark,
    "PollMark",
    "Whether somebody can come on a date.",
    |mark| match mark {
        Mark::Yes => "they can",
        Mark::Perhaps => "they can if need be",
        Mark::No => "they cannot",
    }
);

closed_list!(
    Wish,
    "PollWish",
    "How somebody would like to be at a conference.",
    |wish| match wish {
        Wish::WithRests => "going out for a while whenever they need to",
        Wish::Online => "from where they are, over a screen",
    }
);

closed_list!(
    AnswerWay,
    "PollAnswerWay",
    "By which way an answer to a poll came.",
    |way| match way {
        AnswerWay::Link => "they filled it in themselves, without an account",
        AnswerWay::Mail => "they wrote it, and staff typed it in",
        AnswerWay::Phone => "they said it to staff, who typed it in",
        AnswerWay::Fax => "they ticked a sheet, which staff typed in",
        AnswerWay::Letter => "they posted it, and staff typed it in",
        AnswerWay::InPerson => "they told staff face to face",
    }
);

closed_list!(
    PollState,
    "PollState",
    "Whether a poll takes answers.",
    |state| match state {
        PollState::Open => "more can come in or change",
        PollState::Closed => "those that came in stay as they are",
    }
);

closed_list!(
    NamesShown,
    "PollNames",
    "What whoever answers a poll sees of the others.",
    |names| match names {
        NamesShown::Hidden => "how many said what, and nothing more",
        NamesShown::Shown => "a name of their own beside each mark, never an agency",
    }
);

closed_list!(
    QuorumState,
    "QuorumState",
    "Whether those without whom people do not meet can come on a date.",
    |state| match state {
        QuorumState::Lost => "somebody of them cannot, or is not called",
        QuorumState::Waiting => "somebody of them has not said",
        QuorumState::Met => "all of them can",
    }
);

closed_list!(
    RecipientKind,
    "RecipientKind",
    "Kinds of those who may hear of somebody, as consents name them.",
    |kind| match kind {
        RecipientKind::LabourOffice => "public employment services",
        RecipientKind::EmploymentSupport => "offices that help to find and keep work",
        RecipientKind::Consultation => "offices that plan services with people",
        RecipientKind::LivingSupport => "offices that help with daily life",
        RecipientKind::Medical => "hospitals, clinics and visiting nurses",
        RecipientKind::PublicOffice => "desks of municipalities and prefectures",
        RecipientKind::School => "where somebody learns",
        RecipientKind::Family => "relatives",
        RecipientKind::WorkplaceHr => "personnel where somebody works",
        RecipientKind::WorkplaceSupervisor => "whoever leads somebody at work",
        RecipientKind::WorkplaceColleague => "whoever works beside somebody",
        RecipientKind::WorkplaceSupport => "helpers that the employer itself has",
        RecipientKind::Other => "anybody else",
    }
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::closed_list::tests::shows_all;

    #[test]
    fn every_word_of_a_poll_is_a_value_of_the_schema() {
        shows_all(Mark::ALL);
        shows_all(Wish::ALL);
        shows_all(AnswerWay::ALL);
        shows_all(PollState::ALL);
        shows_all(NamesShown::ALL);
        shows_all(QuorumState::ALL);
        shows_all(RecipientKind::ALL);
    }
}
