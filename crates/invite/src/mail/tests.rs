//! Mails as Japanese offices send them.

use super::*;

const REPLY: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n\
    ATTENDEE;CN=山田　太郎;PARTSTAT=ACCEPTED:mailto:yamada@example.jp\r\nCOMMENT:少し遅れます。\r\n\
    DTSTAMP:20261201T011159Z\r\nSEQUENCE:0\r\nUID:0193a3c2-77aa-7c1e-9d5e-0c4a5b6d7e8f\r\nEND:VEVENT\r\n\
    END:VCALENDAR\r\n";

/// A mail of one part, whose words are written in a charset.
fn of_one_part(content_type: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "From: =?ISO-2022-JP?B?GyRCOzNFRBsoQg==?= <yamada@example.jp>\r\nTo: henji+abcdefgh@example.jp\r\n\
         Message-ID: <one@example.jp>\r\nMIME-Version: 1.0\r\nContent-Type: {content_type}\r\n\
         Content-Transfer-Encoding: 8bit\r\n\r\n"
    );
    [head.as_bytes(), body].concat()
}

fn comment(mail: &Mail) -> Option<&str> {
    let calendar = mail.calendars.first()?.as_ref().ok()?;
    calendar.entries.first()?.comment.as_deref()
}

#[test]
fn an_answer_is_read_in_every_charset_that_offices_write() {
    for (charset, encoding) in [
        ("UTF-8", encoding_rs::UTF_8),
        ("ISO-2022-JP", encoding_rs::ISO_2022_JP),
        ("Shift_JIS", encoding_rs::SHIFT_JIS),
    ] {
        let (body, _, _) = encoding.encode(REPLY);
        for kind in [
            "text/calendar; method=REPLY",
            "text/calendar",
            "application/ics",
        ] {
            let raw = of_one_part(&format!("{kind}; charset={charset}"), &body);
            let mail = read(&raw).expect("a mail");
            assert_eq!(comment(&mail), Some("少し遅れます。"), "{kind} {charset}");
            assert_eq!(mail.from.as_deref(), Some("山田 <yamada@example.jp>"));
            assert_eq!(mail.to.len(), 1);
            assert_eq!(mail.id.as_deref(), Some("one@example.jp"));
        }
    }
}

#[test]
fn a_calendar_without_a_charset_is_read_by_what_it_looks_like() {
    let (body, _, _) = encoding_rs::ISO_2022_JP.encode(REPLY);
    let mail = read(&of_one_part("text/calendar", &body)).expect("a mail");
    assert_eq!(comment(&mail), Some("少し遅れます。"));
    let (body, _, _) = encoding_rs::SHIFT_JIS.encode(REPLY);
    let file = "application/octet-stream; name=\"reply.ics\"";
    let mail = read(&of_one_part(file, &body)).expect("a mail");
    assert_eq!(comment(&mail), Some("少し遅れます。"));
}

#[test]
fn one_text_in_two_parts_is_one_and_two_texts_are_two() {
    let part = |kind: &str, text: &str| {
        format!(
            "--b\r\nContent-Type: {kind}; charset=UTF-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{text}\r\n"
        )
    };
    let mail = |parts: &[String]| {
        let head = "From: a@example.jp\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
        read(format!("{head}{}--b--\r\n", parts.concat()).as_bytes()).expect("a mail")
    };
    let both = [part("text/calendar", REPLY), part("application/ics", REPLY)];
    assert_eq!(mail(&both).calendars.len(), 1);
    let other = REPLY.replace("ACCEPTED", "DECLINED");
    let two = [
        part("text/calendar", REPLY),
        part("application/ics", &other),
    ];
    assert_eq!(mail(&two).calendars.len(), 2);
    let words = [
        part("text/plain", "出席します。\u{7}\r\nよろしく。"),
        part("text/calendar", REPLY),
    ];
    assert_eq!(
        mail(&words).words.as_deref(),
        Some("出席します。\nよろしく。")
    );
}

#[test]
fn a_mail_that_came_back_says_which_one_did_not_arrive() {
    let report = "From: MAILER-DAEMON@example.jp\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
        --b\r\nContent-Type: text/plain\r\n\r\nUser unknown\r\n\
        --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.jp\r\n\r\n\
        Final-Recipient: rfc822; nobody@example.jp\r\nAction: failed\r\nStatus: 5.1.1 (no such user)\r\n\r\n\
        --b\r\nContent-Type: {kind}\r\n\r\nMessage-ID: <0193a3c2@renkei.example.jp>\r\nSubject: x\r\n\r\n\
        --b--\r\n";
    for kind in ["message/rfc822", "text/rfc822-headers"] {
        let mail = read(report.replace("{kind}", kind).as_bytes()).expect("a mail");
        let returned = Returned {
            is_final: true,
            status: Some("5.1.1".to_owned()),
            about: Some("0193a3c2@renkei.example.jp".to_owned()),
        };
        assert_eq!(mail.returned, Some(returned), "{kind}");
        assert!(mail.is_automatic);
    }
    let late = report.replace("Action: failed", "Action: delayed");
    let late = read(late.as_bytes()).and_then(|mail| mail.returned);
    assert!(late.is_some_and(|late| !late.is_final));
}

#[test]
fn what_is_no_mail_breaks_nothing() {
    assert!(read(b"").is_none());
    assert!(read(&vec![b'a'; LIMIT + 1]).is_none());
    for raw in [
        &b"\0\xff\xfe"[..],
        b"Content-Type: multipart/mixed; boundary=\r\n\r\n--\r\n--",
        b"From:\r\n\r\n",
    ] {
        drop(read(raw));
    }
    let broken = of_one_part(
        "text/calendar",
        b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n",
    );
    let mail = read(&broken).expect("a mail");
    assert_eq!(
        mail.calendars.first().map(|read| read.as_ref().err()),
        Some(Some(&ReadFault::BreaksOff))
    );
}
