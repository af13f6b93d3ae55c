//! What is written to people, and which row of the database each letter speaks of.

use uuid::Uuid;

use crate::ids::{
    AboutLinkId, AddressChangeId, ConferenceNoticeId, ConsentNoticeId, InquiryContactId,
    InvitationId, MeetingNoticeId, PollNoticeId, ProposalId, StrengthId, TestLetterId, WebhookId,
};
use crate::letters::channel::OutgoingChannel;
use crate::words::word_list;

word_list! {
    /// What a letter is. Closed: each kind has its rendering at the claim.
    LetterKind {
        TestLetter = "test_letter", "届くかどうかを試す手紙";
        AccountInvitation = "account_invitation", "アカウントへの招待";
        AddressChanged = "address_changed", "アドレスが変わったお知らせ";
        /// What another agency observed goes to the agency that it is about, before members read it.
        Observation = "observation", "機関へのお知らせ";
        /// That consents end soon, to whoever keeps the case and to the person.
        ConsentEnding = "consent_ending", "期限のお知らせ";
        /// To somebody who is called to a conference: that they are, that it changed, or that they are not expected.
        ConferenceNotice = "conference_notice", "打ち合わせの案内";
        /// To somebody who is asked when they can come, and to whoever asks once enough have answered.
        PollNotice = "poll_notice", "打ち合わせの日程の知らせ";
        /// To somebody who is called to a meeting of a network, which is about nobody.
        MeetingNotice = "meeting_notice", "定例会の案内";
        /// The address at which somebody who was called reads who it is about, once they have the number too.
        AboutLink = "about_link", "打ち合わせのお知らせのリンク";
        /// What came of a correction that somebody proposed, to whoever wanted to be told.
        ProposalDecided = "proposal_decided", "名簿の訂正の提案への返事";
        /// To an agency: whether what stands of it in the directory is still so.
        Inquiry = "inquiry", "機関へのお確かめ";
        /// That a webhook is told nothing any more, to whoever made it.
        WebhookEnded = "webhook_ended", "変更の知らせが止まったお知らせ";
    }
}

impl LetterKind {
    /// By which way it leaves.
    #[must_use]
    pub const fn channel(self) -> OutgoingChannel {
        match self {
            Self::TestLetter
            | Self::AccountInvitation
            | Self::AddressChanged
            | Self::Observation
            | Self::ConsentEnding
            | Self::ConferenceNotice
            | Self::PollNotice
            | Self::MeetingNotice
            | Self::AboutLink
            | Self::ProposalDecided
            | Self::Inquiry
            | Self::WebhookEnded => OutgoingChannel::Smtp,
        }
    }
}

/// What a letter speaks of: a reference, never its text. Who receives it stands in the row it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LetterSubject {
    /// An operator's test.
    TestLetter(TestLetterId),
    /// An invitation to an account. Each claim makes a code of its own for it.
    Invitation(InvitationId),
    /// That an account is opened by another address; it goes to the one before.
    AddressChange(AddressChangeId),
    /// What others observed of an agency. It goes to the address that the agency has in the directory.
    Observation(StrengthId),
    /// That consents end soon. It goes to whoever the notice names, as they are to be reached at the claim.
    ConsentEnding(ConsentNoticeId),
    /// A message to somebody who is called to a conference. It goes to the address that the message names.
    ConferenceNotice(ConferenceNoticeId),
    /// A message about possible dates of a conference. It goes to the address that the message names, or to whoever sees
    /// to the conference.
    PollNotice(PollNoticeId),
    /// A message about a meeting of a network. It goes to the address that the message names.
    MeetingNotice(MeetingNoticeId),
    /// A link to somebody who is called to a conference. It goes to the address that the link names. Each claim makes an
    /// address of its own for it.
    AboutLink(AboutLinkId),
    /// What came of a proposal. It goes to the address that whoever made it left.
    Proposal(ProposalId),
    /// A question to an agency. It goes to the address that the agency has in the directory. Each claim makes a link of its
    /// own for it.
    Inquiry(InquiryContactId),
    /// That a webhook is told nothing any more. It goes to its owner.
    Webhook(WebhookId),
}

impl LetterSubject {
    /// The kind of letter that speaks of it.
    #[must_use]
    pub const fn kind(self) -> LetterKind {
        match self {
            Self::TestLetter(_) => LetterKind::TestLetter,
            Self::Invitation(_) => LetterKind::AccountInvitation,
            Self::AddressChange(_) => LetterKind::AddressChanged,
            Self::Observation(_) => LetterKind::Observation,
            Self::ConsentEnding(_) => LetterKind::ConsentEnding,
            Self::ConferenceNotice(_) => LetterKind::ConferenceNotice,
            Self::PollNotice(_) => LetterKind::PollNotice,
            Self::MeetingNotice(_) => LetterKind::MeetingNotice,
            Self::AboutLink(_) => LetterKind::AboutLink,
            Self::Proposal(_) => LetterKind::ProposalDecided,
            Self::Inquiry(_) => LetterKind::Inquiry,
            Self::Webhook(_) => LetterKind::WebhookEnded,
        }
    }

    /// The id of what it speaks of.
    #[must_use]
    pub const fn uuid(self) -> Uuid {
        match self {
            Self::TestLetter(id) => id.uuid(),
            Self::Invitation(id) => id.uuid(),
            Self::AddressChange(id) => id.uuid(),
            Self::Observation(id) => id.uuid(),
            Self::ConsentEnding(id) => id.uuid(),
            Self::ConferenceNotice(id) => id.uuid(),
            Self::PollNotice(id) => id.uuid(),
            Self::MeetingNotice(id) => id.uuid(),
            Self::AboutLink(id) => id.uuid(),
            Self::Proposal(id) => id.uuid(),
            Self::Inquiry(id) => id.uuid(),
            Self::Webhook(id) => id.uuid(),
        }
    }
}
