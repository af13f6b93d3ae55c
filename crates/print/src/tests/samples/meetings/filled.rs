//! The sheets of a meeting with far too much on them.

use super::{agenda, handover_record, material, notice, shared, to_person};
use crate::sheets::{
    AddressPage, AfterMeetingSheet, AgendaEntry, AgendaGuest, AgendaSheet, CallLetter,
    CallLetterSheet, Calling, FaxCall, FaxCallSheet, FaxTestSheet, HandoverRecordSheet,
    MadePromise, MaterialCopy, MaterialEntry, MaterialSection, MaterialSheet, MeetingNoticeSheet,
    NoticeFax, NoticeLetter, NoticeReply, Occasion, PersonCallSheet, PhonePart, PhoneScript,
    PhoneScriptSheet, PollForm, PollFormSheet, SharedInformation, Sheet,
};
use crate::tests::samples::{day, moment};
use crate::{Code, Contact, Words};

/// The sheets with one text in every place where a text can stand.
pub fn filled(text: &str) -> Vec<(&'static str, Sheet)> {
    let words = || Words::from(text).then_read(text, text);
    let code = || Code::in_groups(text, 4);
    let ask = || Contact {
        name: words(),
        phone: Some(text.to_owned()),
        hours: Some(text.to_owned()),
        mail: Some(text.to_owned()),
    };
    let calling = || Calling {
        occasion: Occasion::Moved(moment()),
        title: words(),
        number: Some(words()),
        place: words(),
        ask: ask(),
        answer_fax: Some(text.to_owned()),
        code: code(),
        ..super::calling()
    };
    let form = PollForm {
        to: words(),
        is_agency: false,
        ask: Some(ask()),
        fax: Some(text.to_owned()),
        address: Some(words()),
        is_reminder: true,
        answer_by: day(),
        code: code(),
    };
    let forms = PollFormSheet {
        network: words(),
        number: words(),
        minutes: 480,
        dates: vec![text.to_owned(); 60],
        ask: ask(),
        answer_fax: Some(text.to_owned()),
        forms: vec![form],
    };
    let fax = FaxCall {
        to: words(),
        contact: Some(words()),
        fax: text.to_owned(),
        from: words(),
        from_phone: Some(text.to_owned()),
        from_fax: Some(text.to_owned()),
        calling: calling(),
    };
    let letter = CallLetter {
        to: words(),
        contact: Some(words()),
        postal_code: Some(text.to_owned()),
        address: Some(words()),
        is_sealed: true,
        return_address: Some(words()),
        calling: calling(),
    };
    let script = PhoneScript {
        to: words(),
        ask_for: words(),
        number: text.to_owned(),
        after_number: Some(text.to_owned()),
        when: Some(words()),
        how: Some(words()),
        parts: vec![PhonePart {
            heading: words(),
            lines: vec![words(), words()],
        }],
        about: Some(words()),
        may_tell: true,
        avoid: Some(words()),
        ask: ask(),
        answer_fax: Some(text.to_owned()),
        code: code(),
    };
    let call = PersonCallSheet {
        network: words(),
        occasion: Occasion::Moved(moment()),
        for_whom: words(),
        place: words(),
        to_bring: vec![words(), words()],
        called: vec![words(), words()],
        ask: ask(),
        ..to_person()
    };
    let agenda = AgendaSheet {
        network: words(),
        of: Some(words()),
        title: words(),
        place: Some(words()),
        host: words(),
        called: vec![AgendaGuest {
            name: words(),
            as_what: Some(words()),
            part: Some("15:20から15:40まで".to_owned()),
        }],
        items: vec![AgendaEntry {
            at: "15:10から 15分".to_owned(),
            title: words(),
            by: words(),
            aim: Some(words()),
            told: Some(words()),
        }],
        ..agenda()
    };
    let copy = MaterialCopy {
        number: "1/2".to_owned(),
        to: words(),
        wishes: Some(words()),
        can_do: Some(words()),
        sections: vec![MaterialSection {
            heading: words(),
            entries: vec![MaterialEntry {
                label: Some(words()),
                text: words(),
            }],
        }],
        agreed: words(),
        told: words(),
        may_be_faxed: true,
        address_page: Some(AddressPage {
            to: words(),
            contact: Some(words()),
            postal_code: Some(text.to_owned()),
            address: Some(words()),
            from: words(),
            from_phone: Some(text.to_owned()),
        }),
    };
    let material = MaterialSheet {
        network: words(),
        for_whom: words(),
        lead: words(),
        lead_address: Some(words()),
        lead_head: Some(words()),
        obtained: words(),
        purpose: words(),
        ..material(vec![copy])
    };
    let test = FaxTestSheet {
        network: words(),
        to: words(),
        fax: text.to_owned(),
        ask: ask(),
        answer_fax: Some(text.to_owned()),
        number: words(),
    };
    let notice = MeetingNoticeSheet {
        network: words(),
        fax: Some(NoticeFax {
            to: words(),
            contact: Some(words()),
            fax: text.to_owned(),
            from_fax: Some(text.to_owned()),
        }),
        news: Some(words()),
        theme: words(),
        place: words(),
        rule: words(),
        agenda: vec![words(), words()],
        later: vec![words(), words()],
        ask: ask(),
        reply: Some(NoticeReply {
            reply_by: Some(day()),
            answer_fax: Some(text.to_owned()),
            code: Some(Code::in_groups(text, 4)),
        }),
        ..notice()
    };
    let posted = MeetingNoticeSheet {
        fax: None,
        letter: Some(NoticeLetter {
            to: words(),
            contact: Some(words()),
            postal_code: Some(text.to_owned()),
            address: Some(words()),
        }),
        ..notice.clone()
    };
    let after = AfterMeetingSheet {
        network: words(),
        held_on: day(),
        promises: vec![MadePromise {
            who: words(),
            by: day(),
            what: words(),
            how: Some(words()),
        }],
        next: Some(moment()),
        next_place: Some(words()),
        to_bring: vec![words()],
        ask: ask(),
    };
    let record = HandoverRecordSheet {
        network: words(),
        of: words(),
        lead: words(),
        unsolved: Some(words()),
        natural_support: Some(words()),
        difference: Some(words()),
        from_when: Some(words()),
        views: Some(words()),
        shared: vec![SharedInformation {
            to: words(),
            what: words(),
            means: words(),
            basis: words(),
            by: words(),
            ..shared(text, false)
        }],
        ..handover_record()
    };
    let (fax, letter) = (vec![fax.clone(), fax], vec![letter]);
    vec![
        ("agenda-filled", Sheet::Agenda(agenda)),
        ("meeting-notice-filled", Sheet::MeetingNotice(notice)),
        (
            "fax-filled",
            Sheet::FaxCall(FaxCallSheet {
                network: words(),
                calls: fax,
            }),
        ),
        ("fax-test-filled", Sheet::FaxTest(test)),
        ("poll-form-filled", Sheet::PollForm(forms)),
        (
            "letter-filled",
            Sheet::CallLetter(CallLetterSheet {
                network: words(),
                calls: letter,
            }),
        ),
        (
            "script-filled",
            Sheet::PhoneScript(PhoneScriptSheet {
                network: words(),
                calls: vec![script],
            }),
        ),
        ("person-call-filled", Sheet::PersonCall(call)),
        ("material-filled", Sheet::Material(material)),
        ("after-meeting-filled", Sheet::AfterMeeting(after)),
        ("handover-record-filled", Sheet::HandoverRecord(record)),
        ("meeting-notice-letter-filled", Sheet::MeetingNotice(posted)),
    ]
}
