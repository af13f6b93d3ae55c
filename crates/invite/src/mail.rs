//! What a mail that came in holds, as far as answers go: calendar text by whichever type it came, words, to whom it was
//! sent, what it refers to, and whether it says of a mail of ours that it did not arrive (RFC 3464). Nothing is trusted
//! here, and nothing that is broken breaks the reading of the rest.
//!
//! Japanese programs still write ISO-2022-JP and Shift_JIS; text is read by the charset that its part names, and calendar
//! text without one by what it looks like.

use mail_parser::{Address, Message, MessageParser, MessagePart, MimeHeaders as _, PartType};
use renkei_domain::letters::address::MailAddress;
use renkei_domain::time::Instant;

use crate::read::{self, ReadFault, received::Calendar};

/// The longest mail that is read, in octets. Some answers carry a scanned page.
pub const LIMIT: usize = 8 << 20;

/// How many letters of its words are kept.
const WORDS: usize = 3_500;

/// So many recipients and references are looked at.
const MOST: usize = 50;

/// So many different calendars are looked at.
const MOST_CALENDARS: usize = 4;

/// A mail as it was read.
#[derive(Debug, Clone, Default)]
pub struct Mail {
    /// From whom it says to come, with a name.
    pub from: Option<String>,
    /// Its subject.
    pub subject: Option<String>,
    /// Its own identifier, without angle brackets.
    pub id: Option<String>,
    /// To whom it was sent, by every header that says so.
    pub to: Vec<MailAddress>,
    /// The identifiers of mails that it answers, without angle brackets.
    pub refers_to: Vec<String>,
    /// Its words, cut where they are long.
    pub words: Option<String>,
    /// The different calendar texts in it, each read or not.
    pub calendars: Vec<Result<Calendar, ReadFault>>,
    /// Whether a program wrote it by itself (RFC 3834).
    pub is_automatic: bool,
    /// What it says of a mail of ours that did not arrive.
    pub returned: Option<Returned>,
    /// When it was written, by its own head.
    pub sent: Option<Instant>,
}

/// What a report says about a mail that was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Returned {
    /// Whether it did not arrive and will not; otherwise it is only late.
    pub is_final: bool,
    /// The status, as `5.1.1` (RFC 3463).
    pub status: Option<String>,
    /// The identifier of the mail it is about, without angle brackets.
    pub about: Option<String>,
}

/// Reads a mail; nothing for what is none, or is longer than is read.
#[must_use]
pub fn read(raw: &[u8]) -> Option<Mail> {
    if raw.len() > LIMIT {
        return None;
    }
    let message = MessageParser::default().parse(raw)?;
    if message.headers().is_empty() {
        return None;
    }
    let ids = |header: &mail_parser::HeaderValue<'_>| -> Vec<String> {
        let list = header.as_text_list().unwrap_or_default();
        list.iter().map(|id| bare(id)).collect()
    };
    let mut refers_to = ids(message.in_reply_to());
    refers_to.extend(ids(message.references()));
    refers_to.truncate(MOST);
    Some(Mail {
        from: from(&message),
        subject: message.subject().map(ToOwned::to_owned),
        id: message.message_id().map(bare),
        to: recipients(&message),
        refers_to,
        words: words(&message),
        calendars: calendars(&message),
        is_automatic: is_automatic(&message),
        returned: returned(&message),
        sent: sent(&message),
    })
}

/// When a mail was written, as its head says.
fn sent(message: &Message<'_>) -> Option<Instant> {
    let date = message.date().filter(|date| date.is_valid())?;
    let micros = date.to_timestamp().checked_mul(1_000_000)?;
    Some(Instant::from_micros(micros))
}

/// An identifier without what stands around it.
fn bare(id: &str) -> String {
    id.trim().trim_matches(['<', '>']).to_owned()
}

fn from(message: &Message<'_>) -> Option<String> {
    let first = message.from().and_then(Address::first)?;
    let address = first.address().unwrap_or_default();
    Some(match first.name().filter(|name| !name.is_empty()) {
        Some(name) => format!("{name} <{address}>"),
        None => address.to_owned(),
    })
}

fn recipients(message: &Message<'_>) -> Vec<MailAddress> {
    let named = [message.to(), message.cc(), message.bcc()];
    let named = named.into_iter().flatten().flat_map(Address::iter);
    let mut all: Vec<String> = named
        .filter_map(|one| one.address().map(ToOwned::to_owned))
        .collect();
    // What a server adds says where it really went.
    for header in ["Delivered-To", "X-Original-To", "Envelope-To"] {
        let values = message.header_values(header);
        all.extend(values.filter_map(|value| value.as_text().map(bare)));
    }
    let read = all.iter().filter_map(|one| MailAddress::parse(one).ok());
    read.take(MOST).collect()
}

/// Whether a program wrote it by itself.
fn is_automatic(message: &Message<'_>) -> bool {
    let header = |name: &'static str| {
        let value = message.header(name);
        value.and_then(|value| value.as_text().map(str::to_ascii_lowercase))
    };
    let is_marked = header("Auto-Submitted").is_some_and(|word| !word.trim().starts_with("no"));
    let is_bulk = header("Precedence").is_some_and(|word| word.trim() == "auto_reply");
    is_marked || is_bulk || header("X-Autoreply").is_some()
}

fn is_words(part: &MessagePart<'_>) -> bool {
    let is_file = part
        .content_disposition()
        .is_some_and(mail_parser::ContentType::is_attachment);
    let is_plain = part.content_type().is_none() || part.is_content_type("text", "plain");
    is_plain && !is_file && matches!(part.body, PartType::Text(_))
}

/// The words of a mail: its plain text, else that of its HTML.
fn words(message: &Message<'_>) -> Option<String> {
    let mut parts = message.parts.iter();
    let plain = parts.find(|part| is_words(part));
    let plain = plain.and_then(|part| part.text_contents().map(mended));
    let has_html = message
        .parts
        .iter()
        .any(|part| matches!(part.body, PartType::Html(_)));
    let html = || message.body_text(0).filter(|_| has_html);
    let text = plain.or_else(|| html().map(std::borrow::Cow::into_owned))?;
    let text: String = text
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .take(WORDS)
        .collect();
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// A text that was taken for ASCII and holds the escapes of ISO-2022-JP.
fn mended(text: &str) -> String {
    if text.contains('\u{1b}') {
        let (read, _, _) = encoding_rs::ISO_2022_JP.decode(text.as_bytes());
        return read.into_owned();
    }
    text.to_owned()
}

/// The calendar text of a part; nothing for a part of another kind. Some servers take the type away and leave a file.
fn calendar_text(part: &MessagePart<'_>) -> Option<String> {
    let is_calendar =
        part.is_content_type("text", "calendar") || part.is_content_type("application", "ics");
    let is_file = part
        .attachment_name()
        .is_some_and(|name| name.to_ascii_lowercase().ends_with(".ics"));
    if !is_calendar && !is_file {
        return None;
    }
    match &part.body {
        PartType::Text(text) => Some(mended(text)),
        PartType::Binary(bytes) | PartType::InlineBinary(bytes) => {
            let charset = part
                .content_type()
                .and_then(|kind| kind.attribute("charset"));
            Some(decoded(bytes, charset))
        }
        PartType::Html(_) | PartType::Message(_) | PartType::Multipart(_) => None,
    }
}

fn decoded(bytes: &[u8], charset: Option<&str>) -> String {
    let named = charset.and_then(|name| encoding_rs::Encoding::for_label(name.as_bytes()));
    if let Some(named) = named {
        return named.decode(bytes).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => mended(text),
        Err(_) => encoding_rs::SHIFT_JIS.decode(bytes).0.into_owned(),
    }
}

/// What of it is read, each once: mails carry the same text as a part and as a file.
fn calendars(message: &Message<'_>) -> Vec<Result<Calendar, ReadFault>> {
    let mut texts: Vec<String> = Vec::new();
    for text in message.parts.iter().filter_map(calendar_text) {
        let is_new = |known: &String| !known.lines().eq(text.lines());
        if texts.len() < MOST_CALENDARS && texts.iter().all(is_new) {
            texts.push(text);
        }
    }
    let read = texts.iter().map(|text| read::message(text.as_bytes()));
    read.collect()
}

/// The value of a line `Name: value`, in any case, also where it goes on in the next (RFC 5322, section 2.2.3).
fn field(text: &str, name: &str) -> Option<String> {
    let text = text.replace("\r\n", "\n");
    let text = text.replace("\n ", " ").replace("\n\t", " ");
    let lines = text.lines().map(str::trim);
    let mut values = lines.filter_map(|line| {
        let (known, value) = line.split_once(':')?;
        known
            .trim()
            .eq_ignore_ascii_case(name)
            .then(|| value.trim().to_owned())
    });
    values.next().filter(|value| !value.is_empty())
}

fn returned(message: &Message<'_>) -> Option<Returned> {
    let is_report = message.is_content_type("multipart", "report");
    let status = message
        .parts
        .iter()
        .find(|part| part.is_content_type("message", "delivery-status"))
        .filter(|_| is_report)?;
    let text = String::from_utf8_lossy(status.contents()).into_owned();
    let action = field(&text, "Action").map(|word| word.to_ascii_lowercase());
    let about = message.parts.iter().find_map(|part| match &part.body {
        PartType::Message(sent) => sent.message_id().map(bare),
        _ if part.is_content_type("text", "rfc822-headers")
            || part.is_content_type("message", "rfc822") =>
        {
            let text = String::from_utf8_lossy(part.contents()).into_owned();
            field(&text, "Message-ID").map(|id| bare(&id))
        }
        _ => None,
    });
    let digits = |status: &String| {
        status
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    Some(Returned {
        is_final: action.as_deref() == Some("failed"),
        status: field(&text, "Status")
            .and_then(|status| status.split_whitespace().next().map(ToOwned::to_owned))
            .filter(digits),
        about,
    })
}

#[cfg(test)]
mod tests;
