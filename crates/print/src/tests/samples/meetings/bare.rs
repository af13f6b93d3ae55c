//! The sheets of a meeting with as little as they can have.

use super::{
    address_page, agenda, calling, fax, handover_record, letter, material, material_copy, nobody,
    notice, script, to_person,
};
use crate::Words;
use crate::sheets::{
    AddressPage, AfterMeetingSheet, AgendaSheet, CallLetter, CallLetterSheet, Calling, FaxCall,
    FaxCallSheet, FaxTestSheet, HandoverRecordSheet, MaterialCopy, MaterialSheet,
    MeetingNoticeSheet, Occasion, PersonCallSheet, PhoneScript, PhoneScriptSheet, PollForm,
    PollFormSheet, Sheet,
};
use crate::tests::samples::day;

pub fn empty() -> Vec<(&'static str, Sheet)> {
    let bare = Calling {
        occasion: Occasion::Cancelled,
        number: None,
        reply_by: None,
        ask: nobody(),
        answer_fax: None,
        ..calling()
    };
    let agenda = AgendaSheet {
        of: None,
        on: None,
        hours: None,
        place: None,
        called: Vec::new(),
        items: Vec::new(),
        own_at: "10分".to_owned(),
        ..agenda()
    };
    let form = PollForm {
        fax: None,
        ..super::form()
    };
    let forms = |forms| PollFormSheet {
        network: Words::from("網"),
        dates: Vec::new(),
        ask: nobody(),
        answer_fax: None,
        ..super::forms(forms)
    };
    let fax = FaxCall {
        contact: None,
        from_phone: None,
        from_fax: None,
        ..fax(bare.clone())
    };
    let test = FaxTestSheet {
        network: Words::from("網"),
        to: Words::from("林"),
        fax: "1".to_owned(),
        ask: nobody(),
        answer_fax: None,
        number: Words::from("№1"),
    };
    let letter = CallLetter {
        contact: None,
        postal_code: None,
        address: None,
        is_sealed: false,
        return_address: None,
        calling: bare,
        ..letter()
    };
    let script = PhoneScript {
        ask_for: Words::from("ご担当の方"),
        after_number: None,
        when: None,
        how: None,
        parts: Vec::new(),
        about: None,
        may_tell: false,
        avoid: None,
        ask: nobody(),
        answer_fax: None,
        ..script()
    };
    let call = PersonCallSheet {
        occasion: Occasion::Cancelled,
        to_bring: Vec::new(),
        called: Vec::new(),
        ask: nobody(),
        reply_by: None,
        ..to_person()
    };
    let notice = MeetingNoticeSheet {
        network: Words::from("網"),
        fax: None,
        letter: None,
        news: None,
        agenda: Vec::new(),
        later: Vec::new(),
        ask: nobody(),
        reply: None,
        ..notice()
    };
    let after = AfterMeetingSheet {
        network: Words::from("網"),
        held_on: day(),
        promises: Vec::new(),
        next: None,
        next_place: None,
        to_bring: Vec::new(),
        ask: nobody(),
    };
    let copy = MaterialCopy {
        wishes: None,
        can_do: None,
        sections: Vec::new(),
        address_page: Some(AddressPage {
            contact: None,
            postal_code: None,
            address: None,
            from_phone: None,
            ..address_page()
        }),
        ..material_copy("1/1")
    };
    let fax_calls = |calls| FaxCallSheet {
        network: Words::from("網"),
        calls,
    };
    let letters = |calls| CallLetterSheet {
        network: Words::from("網"),
        calls,
    };
    let scripts = |calls| PhoneScriptSheet {
        network: Words::from("網"),
        calls,
    };
    vec![
        ("agenda-empty", Sheet::Agenda(agenda)),
        ("meeting-notice-empty", Sheet::MeetingNotice(notice)),
        ("fax-none", Sheet::FaxCall(fax_calls(Vec::new()))),
        ("fax-empty", Sheet::FaxCall(fax_calls(vec![fax]))),
        ("fax-test-empty", Sheet::FaxTest(test)),
        ("poll-form-none", Sheet::PollForm(forms(Vec::new()))),
        ("poll-form-empty", Sheet::PollForm(forms(vec![form]))),
        ("letter-none", Sheet::CallLetter(letters(Vec::new()))),
        ("letter-empty", Sheet::CallLetter(letters(vec![letter]))),
        ("script-none", Sheet::PhoneScript(scripts(Vec::new()))),
        ("script-empty", Sheet::PhoneScript(scripts(vec![script]))),
        ("person-call-empty", Sheet::PersonCall(call)),
        ("material-none", Sheet::Material(material(Vec::new()))),
        (
            "material-empty",
            Sheet::Material(MaterialSheet {
                lead_address: None,
                lead_head: None,
                ..material(vec![copy])
            }),
        ),
        ("after-meeting-empty", Sheet::AfterMeeting(after)),
        (
            "handover-record-empty",
            Sheet::HandoverRecord(HandoverRecordSheet {
                network: Words::from("網"),
                unsolved: None,
                natural_support: None,
                difference: None,
                explained_on: None,
                from_when: None,
                views: None,
                shared: Vec::new(),
                ..handover_record()
            }),
        ),
    ]
}
