//! Putting a letter into words. It happens in the transaction that claims the letter, at the last
//! moment: what was withdrawn meanwhile is not told, and a secret exists only once it travels.

use renkei_domain::ids::TestLetterId;
use renkei_domain::letters::address::MailAddress;
use renkei_domain::letters::kind::LetterSubject;
use renkei_domain::letters::message::{MessageId, RenderedLetter};
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use renkei_store::letters::claim::TakenLetter;
use renkei_store::{StoreFault, Work};

/// What a kind of letter says, and to whom.
pub(crate) struct Words {
    /// To whom.
    pub(crate) to: MailAddress,
    /// The subject, without anybody's name.
    pub(crate) subject: Line,
    /// Plain text; it says all there is to say, since links and attachments do not reach everybody.
    pub(crate) text: String,
}

/// The letter in words, or nothing when what it speaks of is gone.
pub(super) async fn render(
    work: &Work,
    taken: &TakenLetter,
    now: Instant,
) -> Result<Option<RenderedLetter>, StoreFault> {
    let words = match taken.subject {
        LetterSubject::TestLetter(id) => test_letter(work, id).await?,
    };
    Ok(words.map(|words| RenderedLetter {
        to: words.to,
        subject: words.subject,
        text: words.text,
        message_id: MessageId::of(taken.lease.letter, &taken.host),
        written_at: now,
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
    }))
}

/// A subject written here.
#[expect(
    clippy::expect_used,
    reason = "a short line without control characters"
)]
fn fixed(subject: &str) -> Line {
    Line::parse(subject).expect("a short line without control characters")
}
