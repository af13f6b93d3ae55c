//! The words of a conference are those of the glossary.

use renkei_app::conference::call::outside::CardStanding;
use renkei_app::conference::call::step::ByHand;
use renkei_app::conference::replies::take::TakenMail;
use renkei_domain::conference::invitation::{
    AboutHow, AboutLinkEnd, AboutLinkState, AnswerChannel, CallChannel, CallState, CheckedHow,
    Doubt, MailDoubt, MailStanding, MailVerdict, NextStep, NoticeState, OwnSide, PhoneOutcome,
    ReplyKind, ReplyStanding, Says, WayBasis,
};
use renkei_domain::conference::poll::{
    AnswerWay, Mark, NamesShown, Need, PollOffer, PollSays, PollState, QuorumState, Wish,
};
use renkei_domain::conference::series::{ItemOutcome, MeetingCame, Nth, OnHoliday};
use renkei_domain::conference::{
    AbsenceReason, Aim, Attendance, Came, ConferenceKind, ConferenceMove, ConferencePurpose,
    ConferenceState, DecisionKind, DecisionState, HandoverLack, HandoverView, Layer, OwnWish,
    Substitute, WordsFrom,
};

use super::{codes, reads_back, sorted, words};

/// The layers of a network, and the types and purposes of conferences. A 障害者雇用連絡会議 is an agency network meeting
/// of its own name.
const LAYERS: &str = "case_work agency_network policy_making";
const KINDS: &str = "case_conference individual_support_meeting service_provider_meeting \
    agency_network_meeting working_group support_council subcommittee";
const PURPOSES: &str =
    "set_up_support share_information divide_roles review_plan crisis handover closing";

#[test]
fn a_host_reads_every_word_of_a_conference_once_and_the_purposes_of_the_glossary() {
    reads_back(Layer::ALL, Layer::code, Layer::word, Layer::from_code);
    reads_back(
        ConferenceKind::ALL,
        ConferenceKind::code,
        ConferenceKind::word,
        ConferenceKind::from_code,
    );
    reads_back(
        ConferencePurpose::ALL,
        ConferencePurpose::code,
        ConferencePurpose::word,
        ConferencePurpose::from_code,
    );
    reads_back(
        ConferenceState::ALL,
        ConferenceState::code,
        ConferenceState::word,
        ConferenceState::from_code,
    );
    reads_back(
        ConferenceMove::ALL,
        ConferenceMove::code,
        ConferenceMove::word,
        ConferenceMove::from_code,
    );
    reads_back(
        AbsenceReason::ALL,
        AbsenceReason::code,
        AbsenceReason::word,
        AbsenceReason::from_code,
    );
    reads_back(
        Attendance::ALL,
        Attendance::code,
        Attendance::word,
        Attendance::from_code,
    );
    reads_back(
        Substitute::ALL,
        Substitute::code,
        Substitute::word,
        Substitute::from_code,
    );
    reads_back(Aim::ALL, Aim::code, Aim::word, Aim::from_code);
    reads_back(
        OwnWish::ALL,
        OwnWish::code,
        OwnWish::word,
        OwnWish::from_code,
    );
    reads_back(
        WordsFrom::ALL,
        WordsFrom::code,
        WordsFrom::word,
        WordsFrom::from_code,
    );
    reads_back(
        HandoverView::ALL,
        HandoverView::code,
        HandoverView::word,
        HandoverView::from_code,
    );
    reads_back(
        HandoverLack::ALL,
        HandoverLack::code,
        HandoverLack::word,
        HandoverLack::from_code,
    );
    reads_back(Came::ALL, Came::code, Came::word, Came::from_code);
    reads_back(
        DecisionKind::ALL,
        DecisionKind::code,
        DecisionKind::word,
        DecisionKind::from_code,
    );
    reads_back(
        DecisionState::ALL,
        DecisionState::code,
        DecisionState::word,
        DecisionState::from_code,
    );
    assert_eq!(
        sorted(codes(Layer::ALL, Layer::code)),
        sorted(words(LAYERS))
    );
    assert_eq!(
        sorted(codes(ConferenceKind::ALL, ConferenceKind::code)),
        sorted(words(KINDS))
    );
    assert_eq!(
        sorted(codes(ConferencePurpose::ALL, ConferencePurpose::code)),
        sorted(words(PURPOSES))
    );
}

#[test]
fn a_host_reads_every_word_of_calling_people_once() {
    reads_back(
        AboutHow::ALL,
        AboutHow::code,
        AboutHow::word,
        AboutHow::from_code,
    );
    reads_back(
        AboutLinkEnd::ALL,
        AboutLinkEnd::code,
        AboutLinkEnd::word,
        AboutLinkEnd::from_code,
    );
    reads_back(
        AboutLinkState::ALL,
        AboutLinkState::code,
        AboutLinkState::word,
        AboutLinkState::from_code,
    );
    reads_back(
        AnswerChannel::ALL,
        AnswerChannel::code,
        AnswerChannel::word,
        AnswerChannel::from_code,
    );
    reads_back(
        CallChannel::ALL,
        CallChannel::code,
        CallChannel::word,
        CallChannel::from_code,
    );
    reads_back(
        CallState::ALL,
        CallState::code,
        CallState::word,
        CallState::from_code,
    );
    reads_back(
        CheckedHow::ALL,
        CheckedHow::code,
        CheckedHow::word,
        CheckedHow::from_code,
    );
    reads_back(Doubt::ALL, Doubt::code, Doubt::word, Doubt::from_code);
    reads_back(
        NextStep::ALL,
        NextStep::code,
        NextStep::word,
        NextStep::from_code,
    );
    reads_back(
        NoticeState::ALL,
        NoticeState::code,
        NoticeState::word,
        NoticeState::from_code,
    );
    reads_back(
        OwnSide::ALL,
        OwnSide::code,
        OwnSide::word,
        OwnSide::from_code,
    );
    reads_back(
        PhoneOutcome::ALL,
        PhoneOutcome::code,
        PhoneOutcome::word,
        PhoneOutcome::from_code,
    );
    reads_back(
        ReplyKind::ALL,
        ReplyKind::code,
        ReplyKind::word,
        ReplyKind::from_code,
    );
    reads_back(
        ReplyStanding::ALL,
        ReplyStanding::code,
        ReplyStanding::word,
        ReplyStanding::from_code,
    );
    reads_back(
        MailDoubt::ALL,
        MailDoubt::code,
        MailDoubt::word,
        MailDoubt::from_code,
    );
    reads_back(
        MailStanding::ALL,
        MailStanding::code,
        MailStanding::word,
        MailStanding::from_code,
    );
    reads_back(
        MailVerdict::ALL,
        MailVerdict::code,
        MailVerdict::word,
        MailVerdict::from_code,
    );
    reads_back(
        TakenMail::ALL,
        TakenMail::code,
        TakenMail::word,
        TakenMail::from_code,
    );
    reads_back(Says::ALL, Says::code, Says::word, Says::from_code);
    reads_back(
        WayBasis::ALL,
        WayBasis::code,
        WayBasis::word,
        WayBasis::from_code,
    );
    reads_back(ByHand::ALL, ByHand::code, ByHand::word, ByHand::from_code);
    reads_back(
        CardStanding::ALL,
        CardStanding::code,
        CardStanding::word,
        CardStanding::from_code,
    );
}

#[test]
fn whoever_is_asked_about_dates_reads_every_word_once() {
    reads_back(Mark::ALL, Mark::code, Mark::word, Mark::from_code);
    reads_back(Wish::ALL, Wish::code, Wish::word, Wish::from_code);
    reads_back(
        AnswerWay::ALL,
        AnswerWay::code,
        AnswerWay::word,
        AnswerWay::from_code,
    );
    reads_back(
        PollState::ALL,
        PollState::code,
        PollState::word,
        PollState::from_code,
    );
    reads_back(
        NamesShown::ALL,
        NamesShown::code,
        NamesShown::word,
        NamesShown::from_code,
    );
    reads_back(
        QuorumState::ALL,
        QuorumState::code,
        QuorumState::word,
        QuorumState::from_code,
    );
    reads_back(
        PollOffer::ALL,
        PollOffer::code,
        PollOffer::word,
        PollOffer::from_code,
    );
    reads_back(Need::ALL, Need::code, Need::word, Need::from_code);
    reads_back(
        PollSays::ALL,
        PollSays::code,
        PollSays::word,
        PollSays::from_code,
    );
}

#[test]
fn a_secretariat_reads_every_word_of_its_meetings_once() {
    reads_back(Nth::ALL, Nth::code, Nth::word, Nth::from_code);
    reads_back(
        OnHoliday::ALL,
        OnHoliday::code,
        OnHoliday::word,
        OnHoliday::from_code,
    );
    reads_back(
        MeetingCame::ALL,
        MeetingCame::code,
        MeetingCame::word,
        MeetingCame::from_code,
    );
    reads_back(
        ItemOutcome::ALL,
        ItemOutcome::code,
        ItemOutcome::word,
        ItemOutcome::from_code,
    );
}
