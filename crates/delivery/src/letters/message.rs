//! A letter in the form of RFC 5322: plain text, everything beyond ASCII encoded.

use std::time::{Duration, SystemTime};

use lettre::address::Envelope;
use lettre::message::header::{
    ContentDisposition, ContentTransferEncoding, ContentType, ContentTypeErr, HeaderName,
    HeaderValue,
};
use lettre::message::{Mailbox, Message, MultiPart, SinglePart, SinglePartBuilder};
use lettre::{Address, address::AddressError};
use renkei_domain::letters::address::MailAddress;
use renkei_domain::letters::message::{CalendarPart, RenderedLetter};

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
    #[error(transparent)]
    ContentType(#[from] ContentTypeErr),
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
        .raw_header(plain("Auto-Submitted", "auto-generated".to_owned()));
    let message = match &letter.reply_to {
        Some(reply_to) => message.reply_to(Mailbox::new(None, address(reply_to)?)),
        None => message,
    };
    let text = SinglePart::plain(letter.text.clone());
    let message = match &letter.calendar {
        None => message.singlepart(text)?,
        Some(calendar) => message.multipart(with_calendar(text, letter, calendar)?)?,
    };
    Ok(WireMessage {
        to,
        content: message.formatted(),
    })
}

/// A letter with a calendar entry, in the layout that programs of mail act on: the entry beside the text, and once more
/// as a file. It goes in base64, since a line end that is changed on the way keeps some programs from reading it; the
/// part beside the text has no disposition, since one hides it (RFC 6047 §2.4 to §2.6).
fn with_calendar(
    text: SinglePart,
    letter: &RenderedLetter,
    calendar: &CalendarPart,
) -> Result<MultiPart, Unwritable> {
    let part = |content_type: &str| -> Result<SinglePartBuilder, Unwritable> {
        Ok(SinglePart::builder()
            .header(ContentType::parse(content_type)?)
            .header(ContentTransferEncoding::Base64))
    };
    let file = part("application/ics; name=\"invite.ics\"")?
        .header(ContentDisposition::attachment("invite.ics"))
        .body(calendar.text.clone());
    let readable = MultiPart::alternative()
        .boundary(boundary("words", letter))
        .singlepart(text)
        .singlepart(SinglePart::html(html(&letter.text)))
        .singlepart(part(&calendar.content_type)?.body(calendar.text.clone()));
    Ok(MultiPart::mixed()
        .boundary(boundary("parts", letter))
        .multipart(readable)
        .singlepart(file))
}

/// What stands between the parts: the same in every copy of a letter.
fn boundary(of: &str, letter: &RenderedLetter) -> String {
    let id = letter.message_id.to_string();
    let id = id.trim_start_matches('<').split('@').next();
    format!("renkei-{of}-{}", id.unwrap_or_default())
}

/// The plain text for programs that show nothing else than HTML.
fn html(text: &str) -> String {
    let escaped = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let lines = escaped.replace('\n', "<br>\r\n");
    format!(
        "<!DOCTYPE html>\r\n<html lang=\"ja\"><meta charset=\"utf-8\"><body><p>{lines}</p></body></html>\r\n"
    )
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
            calendar: None,
            reply_to: None,
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
        let plain = letter("試し", "本文\n");
        assert_eq!(written(&plain), written(&plain));
        let called = RenderedLetter {
            calendar: Some(calendar()),
            ..plain
        };
        assert_eq!(written(&called), written(&called));
    }

    fn calendar() -> CalendarPart {
        CalendarPart {
            content_type: "text/calendar; method=REQUEST; charset=UTF-8".to_owned(),
            text: "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n".to_owned(),
        }
    }

    #[test]
    fn an_answer_goes_to_the_address_that_says_whose_it_is() {
        let answered = RenderedLetter {
            reply_to: MailAddress::parse("henji+abcdefgh@example.jp").ok(),
            ..letter("試し", "本文\n")
        };
        assert!(written(&answered).contains("\r\nReply-To: henji+abcdefgh@example.jp\r\n"));
        assert!(!written(&letter("試し", "本文\n")).contains("Reply-To"));
    }

    #[test]
    fn a_calendar_entry_stands_beside_the_text_and_once_more_as_a_file() {
        let called = RenderedLetter {
            calendar: Some(calendar()),
            ..letter("打ち合わせのご案内", "本文 <1>\n")
        };
        let message = written(&called);
        assert!(message.is_ascii());
        assert!(!message.replace("\r\n", "").contains(['\r', '\n']));
        let places = [
            "Content-Type: multipart/mixed;",
            "Content-Type: multipart/alternative;",
            "Content-Type: text/plain; charset=utf-8\r\n",
            "Content-Type: text/html; charset=utf-8\r\n",
            "Content-Type: text/calendar; method=REQUEST; charset=",
            "Content-Type: application/ics; name=",
        ];
        let places = places.map(|part| {
            let found = message.find(part);
            found.unwrap_or_else(|| panic!("{part}\n{message}"))
        });
        assert!(places.is_sorted(), "{message}");
        let entry = &message[places[4]..places[5]];
        assert!(
            entry.contains("Content-Transfer-Encoding: base64\r\n"),
            "{entry}"
        );
        assert!(!entry.contains("Content-Disposition"), "{entry}");
        assert!(html("a < b & c\nd").contains("a &lt; b &amp; c<br>\r\nd"));
    }
}
