//! What a poll is made of, in words of closed lists.

use renkei_app::conference::call::step::ByHand;
use renkei_domain::conference::invitation::NoticeState;
use renkei_domain::conference::poll::{
    AnswerWay, Mark, NamesShown, PollOffer, PollSays, PollState, QuorumState, Wish,
};
use renkei_domain::consent::RecipientKind;

use crate::closed_list::closed_list;

closed_list!(
    Mark,
    "PollMark",
    "Whether somebody can come on a date.",
    |mark| match mark {
        Mark::Yes => "somebody comes on that date for sure",
        Mark::Perhaps => "somebody could come if there is no better date",
        Mark::No => "somebody stays away on that date",
    }
);

closed_list!(
    Wish,
    "PollWish",
    "How somebody would like to be at a conference.",
    |wish| match wish {
        Wish::WithRests => "going out for a while whenever they need to",
        Wish::Online => "somebody joins by camera instead of coming to the place",
    }
);

closed_list!(
    AnswerWay,
    "PollAnswerWay",
    "Whether somebody wrote their marks themselves, or told them to whoever asks for dates.",
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
        PollState::Closed => "no mark is taken any more, and what was said before stays",
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
    PollOffer,
    "PollOffer",
    "Which of the dates of a new poll are asked of whom.",
    |offer| match offer {
        PollOffer::Everybody => "all of them, of whoever may be called",
        PollOffer::HardestFirst => "all of them, but only of the one who is the hardest to meet",
        PollOffer::HardestDates =>
            "only those to which the one said yes, in the poll before, who is the hardest to meet",
    }
);

closed_list!(
    QuorumState,
    "QuorumState",
    "Whether those without whom people do not meet can come on a date.",
    |state| match state {
        QuorumState::Lost => "somebody of them cannot, or is not called",
        QuorumState::Waiting => "some mark that counts towards it is still missing",
        QuorumState::Met => "everybody whose coming it asks for marked that date as possible",
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
        RecipientKind::School => "teachers and supporters where somebody learns or trains",
        RecipientKind::Family => "relatives whom the person named",
        RecipientKind::WorkplaceHr => "personnel where somebody works",
        RecipientKind::WorkplaceSupervisor => "whoever leads somebody at work",
        RecipientKind::WorkplaceColleague => "whoever works beside somebody",
        RecipientKind::WorkplaceSupport => "helpers that the employer itself has",
        RecipientKind::Other => "whoever fits none of the groups before",
    }
);

closed_list!(
    PollSays,
    "PollNoticeSays",
    "What somebody reads or hears about possible dates.",
    |says| match says {
        PollSays::Ask => "the first message, with the dates and how to answer",
        PollSays::Reminder => "the same once more, since no answer came yet",
        PollSays::AllAnswered => "told to the host once nobody is waited for",
        PollSays::QuorumMet => "told to the host once a date fits those who are needed",
    }
);

closed_list!(
    NoticeState,
    "NoticeState",
    "How far a message got on its way out of the house.",
    |state| match state {
        NoticeState::Prepared => "still here, waiting to leave",
        NoticeState::Sent => "handed to a machine, the post or a mail server",
        NoticeState::Delivered => "somebody heard that it came through",
        NoticeState::Failed => "it bounced, or the number was wrong",
        NoticeState::MaybeTwice => "the receiver may hold two copies of it",
        NoticeState::Superseded => "there was nothing to say any more before it left",
    }
);

closed_list!(
    ByHand,
    "HandMark",
    "What staff observed of a message that no machine of ours carries.",
    |what| match what {
        ByHand::Sent => "it left by FAX, post or voice",
        ByHand::Delivered => "the receiver confirmed that it came",
        ByHand::Failed => "it turned out not to arrive",
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
        shows_all(PollOffer::ALL);
        shows_all(QuorumState::ALL);
        shows_all(RecipientKind::ALL);
        shows_all(PollSays::ALL);
        shows_all(NoticeState::ALL);
        shows_all(ByHand::ALL);
    }
}
