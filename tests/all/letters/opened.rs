//! A message as its reader's mail program shows it.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use renkei_app::letters::links::Links;

use crate::record::fine;

/// An opened message.
#[derive(Debug)]
pub(crate) struct Opened {
    /// Its headers, in words.
    pub(crate) headers: String,
    /// Its text.
    pub(crate) text: String,
}

impl Opened {
    /// A header.
    pub(crate) fn header(&self, name: &str) -> &str {
        let mut lines = self.headers.lines();
        let found = lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        found.unwrap_or_else(|| panic!("no {name} in {}", self.headers))
    }

    /// The code of an invitation.
    pub(crate) fn code(&self) -> String {
        code_in(&self.text)
    }
}

/// The code in the letter of an invitation.
pub(crate) fn code_in(text: &str) -> String {
    let mut lines = text.lines();
    let code = lines.find_map(|line| line.strip_prefix("招待の番号: "));
    code.unwrap_or_else(|| panic!("no code in {text}"))
        .to_owned()
}

/// Opens a message.
pub(crate) fn opened(message: &str) -> Opened {
    let message = message.replace("\r\n", "\n");
    let (head, body) = message.split_once("\n\n").unwrap_or_default();
    // A header goes on in lines that begin with a space.
    let unfolded = head.replace("\n ", " ").replace("\n\t", " ");
    let headers: Vec<String> = unfolded.lines().map(in_words).collect();
    let encoding = headers
        .iter()
        .find_map(|line| line.strip_prefix("Content-Transfer-Encoding: "));
    let text = match encoding.unwrap_or_default().trim() {
        "base64" => fine(BASE64_STANDARD.decode(body.replace('\n', ""))),
        "quoted-printable" => quoted(body),
        _ => body.as_bytes().to_vec(),
    };
    Opened {
        text: String::from_utf8_lossy(&text).replace("\r\n", "\n"),
        headers: headers.join("\n"),
    }
}

/// The parts of a message that holds several, each opened.
pub(crate) fn parts(message: &str) -> Vec<Opened> {
    let message = message.replace("\r\n", "\n");
    let parts = message.split("\n--renkei-").skip(1);
    let parts = parts.filter_map(|part| part.split_once('\n'));
    parts.map(|(_, part)| opened(part)).collect()
}

/// A header with its encoded words (RFC 2047) as text. Words that follow each other are one text: a letter
/// of many bytes may stand in two of them.
fn in_words(line: &str) -> String {
    let mut bytes: Vec<u8> = Vec::new();
    let mut rest = line;
    let mut is_behind_a_word = false;
    while let Some((before, word)) = rest.split_once("=?") {
        if !(is_behind_a_word && before.trim().is_empty()) {
            bytes.extend_from_slice(before.as_bytes());
        }
        let mut parts = word.splitn(4, '?');
        let (_, encoding) = (parts.next(), parts.next().unwrap_or_default());
        let encoded = parts.next().unwrap_or_default();
        bytes.extend(if encoding.eq_ignore_ascii_case("b") {
            fine(BASE64_STANDARD.decode(encoded))
        } else {
            quoted(&encoded.replace('_', " "))
        });
        let after = parts.next().unwrap_or_default();
        rest = after.strip_prefix('=').unwrap_or(after);
        is_behind_a_word = true;
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Quoted-printable (RFC 2045 section 6.7).
fn quoted(text: &str) -> Vec<u8> {
    let joined = text.replace("=\n", "");
    let mut bytes = Vec::with_capacity(joined.len());
    let mut rest = joined.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).filter(|_| *first == b'=');
        let byte = hex
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    bytes
}

#[test]
fn a_message_is_read_whichever_way_it_is_packed() {
    for (message, subject, text) in [
        (
            "Subject: =?utf-8?b?6Kmm?= =?utf-8?b?44GX?=\r\nContent-Transfer-Encoding: base64\r\n\r\n6Kmm\r\n44GX\r\n",
            "試し",
            "試し",
        ),
        (
            "Subject: plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=E8=A9=A6 a=\r\nb",
            "plain",
            "試 ab",
        ),
        ("Subject: =?utf-8?q?a_=E8=A9=A6?=\r\n\r\nab", "a 試", "ab"),
    ] {
        let opened = opened(message);
        assert_eq!(
            (opened.header("Subject"), opened.text.as_str()),
            (subject, text)
        );
    }
}

/// How links of letters are made where an installation has an address.
pub(super) fn links() -> Links {
    Links {
        origin: "https://renkei.example.jp".to_owned(),
        invitation: |code| format!("/invitation/{code}"),
        enter_code: "/invitation".to_owned(),
        answer: |code| format!("/answer/{code}"),
        poll: |code| format!("/poll/{code}"),
        whom: |code| format!("/whom/{code}"),
        proposal: |code| format!("/proposal/{code}"),
        inquiry: |code| format!("/inquiry/{code}"),
        sign_in: "/sign-in".to_owned(),
        ending_consents: "/cases/ending".to_owned(),
    }
}
