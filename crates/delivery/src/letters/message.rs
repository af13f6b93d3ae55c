//! A letter in the form of RFC 5322: plain text, everything beyond ASCII encoded.

use std::time::{Duration, SystemTime};

use lettre::address::Envelope;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, SinglePart};
use lettre::{Address, address::AddressError};
use renkei_domain::letters::address::MailAddress;
use renkei_domain::letters::message::RenderedLetter;

/// A letter ready for the wire.
#[derive(Debug)]
pub(super) struct WireMessage {
    pub(super) to: Address,
    pub(super) content: Vec<u8>,
}

/// Why a letter cannot be put into this form.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unwritable {
    #[error(transparent)]
    Address(#[from] AddressError),
    #[error(transparent)]
    Message(#[from] lettre::error::Error),
}

/// The address as the library takes it. It checks once more what the domain has checked.
pub(super) fn address(address: &MailAddress) -> Result<Address, AddressError> {
    Address::new(address.local_on_the_wire(), address.host().as_str())
}

/// Puts a letter into form.
pub(super) fn write(letter: &RenderedLetter, from: &Mailbox) -> Result<WireMessage, Unwritable> {
    let to = address(&letter.to)?;
    let since_epoch = u64::try_from(letter.written_at.micros()).unwrap_or(0);
    let message = Message::builder()
        .envelope(Envelope::new(Some(from.email.clone()), vec![to.clone()])?)
        .from(from.clone())
        .to(Mailbox::new(None, to.clone()))
        .subject(letter.subject.as_str())
        .date(SystemTime::UNIX_EPOCH + Duration::from_micros(since_epoch))
        .raw_header(plain("Message-ID", letter.message_id.to_string()))
        // Holiday replies to a program help nobody (RFC 3834).
        .raw_header(plain("Auto-Submitted", "auto-generated".to_owned()))
        .singlepart(SinglePart::plain(letter.text.clone()))?;
    Ok(WireMessage {
        to,
        content: message.formatted(),
    })
}

/// A header whose value is written as it stands: folding or encoding would break an identifier. Both
/// values above are made of letters, digits and a few signs.
fn plain(name: &'static str, value: String) -> HeaderValue {
    let name = HeaderName::new_from_ascii_str(name);
    HeaderValue::dangerous_new_pre_encoded(name, value.clone(), value)
}

#[cfg(test)]
mod tests {
    use renkei_domain::ids::LetterId;
    use renkei_domain::letters::address::MailHost;
    use renkei_domain::letters::message::MessageId;
    use renkei_domain::text::Line;
    use renkei_domain::time::Instant;

    use super::*;

    fn letter(subject: &str, text: &str) -> RenderedLetter {
        let number = "01932f3e-7b1c-7000-8000-000000000001";
        let id: LetterId = number.parse().expect("an id");
        let host = MailHost::parse("network.office.takatsuki.example.jp").expect("a host");
        RenderedLetter {
            to: MailAddress::parse("ab..cd@example.jp").expect("an address"),
            subject: Line::parse(subject).expect("a subject"),
            text: text.to_owned(),
            message_id: MessageId::of(id, &host),
            written_at: Instant::from_micros(1_795_136_400_000_000),
        }
    }

    fn written(letter: &RenderedLetter) -> String {
        let sender = MailAddress::parse("office@example.jp").expect("an address");
        let name = "高槻の支援ネットワーク".to_owned();
        let from = Mailbox::new(Some(name), address(&sender).expect("an address"));
        let message = write(letter, &from).expect("a message");
        String::from_utf8(message.content).expect("ASCII is UTF-8")
    }

    #[test]
    fn a_japanese_letter_leaves_in_ascii_lines_that_every_server_takes() {
        let subject = "ケース会議のごあんない".repeat(20);
        let text = "場所は市役所です。\n.\n.点で始まる行\n".repeat(50);
        let message = written(&letter(&subject, &text));
        assert!(message.is_ascii());
        assert!(message.lines().all(|line| line.len() <= 998));
        assert!(!message.replace("\r\n", "").contains(['\r', '\n']));
        for header in [
            "Message-ID: <01932f3e-7b1c-7000-8000-000000000001@network.office.takatsuki.example.jp>\r\n",
            "To: \"ab..cd\"@example.jp\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "MIME-Version: 1.0\r\n",
            "Content-Type: text/plain; charset=utf-8\r\n",
        ] {
            assert!(message.contains(header), "{header}{message}");
        }
    }

    #[test]
    fn the_same_letter_is_written_the_same_each_time() {
        let letter = letter("試し", "本文\n");
        assert_eq!(written(&letter), written(&letter));
    }
}
