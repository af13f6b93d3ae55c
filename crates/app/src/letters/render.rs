//! Putting a letter into words. It happens in the transaction that claims the letter, at the last
//! moment: what was withdrawn meanwhile is not told, and a secret exists only once it travels.

use std::sync::Arc;

use renkei_domain::ids::{NetworkId, OrganizationId, TestLetterId};
use renkei_domain::letters::address::MailAddress;
use renkei_domain::letters::answer_address::AnswerAddress;
use renkei_domain::letters::kind::LetterSubject;
use renkei_domain::letters::message::{CalendarPart, MessageId, RenderedLetter};
use renkei_domain::outside::Entropy;
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use renkei_store::letters::claim::TakenLetter;
use renkei_store::{StoreFault, Work};

use super::links::Links;
use super::{
    about_link, address_change, conference, consent_ending, inquiry, invitation, meeting,
    observation, poll, proposal, webhook,
};
use crate::directory::secretariat::NamedNetwork;

/// What letters are put into words with. Names and numbers of networks are public, so they are read before
/// the claim; what is decided is read in it.
pub(super) struct Writing {
    /// Now.
    pub(super) now: Instant,
    /// What codes are drawn from.
    pub(super) entropy: Arc<dyn Entropy>,
    /// How links are made.
    pub(super) links: Option<Links>,
    /// The networks with their secretariats.
    pub(super) networks: Vec<NamedNetwork>,
    /// Which organizations are members of which networks.
    pub(super) members: Vec<(NetworkId, OrganizationId)>,
    /// From whom letters come; without it no calendar entry goes with one, since somebody has to call.
    pub(super) sender: Option<MailAddress>,
    /// At which address answers arrive and are read.
    pub(super) answers: Option<Arc<AnswerAddress>>,
}

/// What a kind of letter says, and to whom.
pub(super) struct Words {
    /// To whom.
    pub(super) to: MailAddress,
    /// The subject, without anybody's name.
    pub(super) subject: Line,
    /// Plain text; it says all there is to say, since links and attachments do not reach everybody.
    pub(super) text: String,
    /// A calendar entry that goes with it.
    pub(super) calendar: Option<CalendarPart>,
    /// Where an answer goes; without it to whom it comes from.
    pub(super) reply_to: Option<MailAddress>,
}

/// The letter in words, or nothing when what it speaks of is gone.
pub(super) async fn render(
    work: &Work,
    taken: &TakenLetter,
    writing: &Writing,
) -> Result<Option<RenderedLetter>, StoreFault> {
    let words = match taken.subject {
        LetterSubject::TestLetter(id) => test_letter(work, id).await?,
        LetterSubject::Invitation(id) => invitation::words(work, id, writing).await?,
        LetterSubject::AddressChange(id) => address_change::words(work, id, writing).await?,
        LetterSubject::Observation(id) => observation::words(work, id, writing).await?,
        LetterSubject::ConsentEnding(id) => consent_ending::words(work, id, writing).await?,
        LetterSubject::ConferenceNotice(id) => conference::words(work, id, writing).await?,
        LetterSubject::PollNotice(id) => poll::words(work, id, writing).await?,
        LetterSubject::MeetingNotice(id) => meeting::words(work, id, writing).await?,
        LetterSubject::AboutLink(id) => about_link::words(work, id, writing).await?,
        LetterSubject::Proposal(id) => proposal::words(work, id, writing).await?,
        LetterSubject::Inquiry(id) => inquiry::words(work, id, writing).await?,
        LetterSubject::Webhook(id) => webhook::words(work, id, writing).await?,
    };
    Ok(words.map(|words| RenderedLetter {
        to: words.to,
        subject: words.subject,
        text: words.text,
        calendar: words.calendar,
        reply_to: words.reply_to,
        message_id: MessageId::of(taken.lease.letter, &taken.host),
        written_at: writing.now,
    }))
}

async fn test_letter(work: &Work, id: TestLetterId) -> Result<Option<Words>, StoreFault> {
    let recipient = work.test_letter_recipient(id).await?;
    Ok(recipient.map(|to| Words {
        to,
        subject: fixed("renkei（連携）から 試しの手紙"),
        text: "これは renkei（連携）の試しの手紙です。\n\
               届いていれば、メールの設定は できています。\n\
               返事は いりません。\n"
            .to_owned(),
        calendar: None,
        reply_to: None,
    }))
}

/// A subject written here.
#[expect(
    clippy::expect_used,
    reason = "a short line without control characters"
)]
pub(super) fn fixed(subject: &str) -> Line {
    Line::parse(subject).expect("a short line without control characters")
}
