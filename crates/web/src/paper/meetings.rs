//! The notice of a meeting of a network.

use chrono::TimeDelta;
use renkei_app::conference::series::paper::{MeetingNoticePaper, NoticeAddressee};
use renkei_app::paper::Letterhead;
use renkei_domain::conference::invitation::{CallChannel, Says};
use renkei_print::sheets::{MeetingNoticeSheet, NoticeFax, NoticeLetter, NoticeReply};
use renkei_print::{Code, Ruby, Words};

use super::called::{line, parts};
use super::{GROUP, ToPrint, contact, network, number};

/// To whom a notice goes by FAX.
fn by_fax(head: &Letterhead, to: &NoticeAddressee) -> Option<NoticeFax> {
    Some(NoticeFax {
        to: to.name.as_str().into(),
        contact: line(to.seat.as_ref()),
        fax: to.target.as_ref()?.to_string(),
        from_fax: fax_of(head),
    })
}

/// To whom a notice goes as a letter.
fn by_post(to: &NoticeAddressee) -> Option<NoticeLetter> {
    let (code, address) = parts(to.target.as_ref()?.as_str());
    let known = to.postal_code.as_ref().map(ToString::to_string);
    Some(NoticeLetter {
        to: to.name.as_str().into(),
        contact: line(to.seat.as_ref()),
        postal_code: code.or(known),
        address: Some(address.into()),
    })
}

/// The FAX number of the secretariat.
pub(super) fn fax_of(head: &Letterhead) -> Option<String> {
    let secretariat = head.secretariat.as_ref()?;
    secretariat.fax.as_ref().map(number)
}

/// The form for the answer of somebody.
fn reply(head: &Letterhead, to: &NoticeAddressee) -> NoticeReply {
    let code = to.code.as_ref();
    NoticeReply {
        reply_by: to.answer_by,
        answer_fax: fax_of(head),
        code: code.map(|code| Code::in_groups(code.letters(), GROUP)),
    }
}

/// What changed since they were told.
const fn news(says: Says) -> Option<&'static str> {
    match says {
        Says::Invitation => None,
        Says::Change => {
            Some("【変更】前にお知らせした会議が変わりました。下の日時・場所になります。")
        }
        Says::Postponement => Some("【延期】この会議は延期になりました。"),
        Says::Cancellation => Some("【中止】下の会議は中止になりました。"),
        Says::Recall => Some("【取り消し】下の会議に、おいでいただく必要がなくなりました。"),
    }
}

pub(super) fn notice(paper: &MeetingNoticePaper) -> ToPrint {
    let minutes = TimeDelta::minutes(i64::from(paper.minutes));
    let ends = paper.begins.instant().plus(minutes).in_japan();
    let words = |texts: &[String]| {
        let words = texts.iter().map(|text| Words::from(text.as_str()));
        words.collect::<Vec<Words>>()
    };
    let to = paper.to.as_ref();
    let fax = to.filter(|to| to.channel == CallChannel::Fax);
    let letter = to.filter(|to| to.channel == CallChannel::Letter);
    let asked = to.filter(|_| paper.says.calls());
    ToPrint {
        sheet: renkei_print::Sheet::MeetingNotice(MeetingNoticeSheet {
            network: network(&paper.head),
            fax: fax.and_then(|to| by_fax(&paper.head, to)),
            letter: letter.and_then(by_post),
            news: news(paper.says).map(Into::into),
            calls: paper.says.calls(),
            theme: paper.theme.as_str().into(),
            on: paper.begins.date,
            hours: (paper.begins.minute, ends.minute),
            place: paper.place.as_str().into(),
            rule: paper.rule.as_str().into(),
            agenda: words(&paper.agenda),
            later: words(&paper.later),
            ask: contact(&paper.head),
            reply: asked.map(|to| reply(&paper.head, to)),
        }),
        ruby: Ruby::Off,
        name: "会議の案内.pdf",
        plain_name: "meeting.pdf",
    }
}
