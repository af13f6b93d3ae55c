//! The sheets of a meeting with as little as they can have.

use super::{agenda, calling, fax, letter, material, material_copy, nobody, script, to_person};
use crate::Words;
use crate::sheets::{
    AfterMeetingSheet, AgendaSheet, CallLetter, CallLetterSheet, Calling, FaxCall, FaxCallSheet,
    FaxTestSheet, MaterialCopy, Occasion, PersonCallSheet, PhoneScript, PhoneScriptSheet, Sheet,
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
        calling: bare.clone(),
        ..letter()
    };
    let script = PhoneScript {
        contact: None,
        after_number: None,
        when: None,
        call_back: None,
        may_tell: false,
        avoid: None,
        calling: bare,
        ..script()
    };
    let call = PersonCallSheet {
        occasion: Occasion::Cancelled,
        called: Vec::new(),
        ask: nobody(),
        reply_by: None,
        ..to_person()
    };
    let after = AfterMeetingSheet {
        network: Words::from("網"),
        for_whom: Words::from("林"),
        held_on: day(),
        promises: Vec::new(),
        next: None,
        next_place: None,
        ask: nobody(),
    };
    let copy = MaterialCopy {
        wishes: None,
        can_do: None,
        sections: Vec::new(),
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
        ("fax-none", Sheet::FaxCall(fax_calls(Vec::new()))),
        ("fax-empty", Sheet::FaxCall(fax_calls(vec![fax]))),
        ("fax-test-empty", Sheet::FaxTest(test)),
        ("letter-none", Sheet::CallLetter(letters(Vec::new()))),
        ("letter-empty", Sheet::CallLetter(letters(vec![letter]))),
        ("script-none", Sheet::PhoneScript(scripts(Vec::new()))),
        ("script-empty", Sheet::PhoneScript(scripts(vec![script]))),
        ("person-call-empty", Sheet::PersonCall(call)),
        ("material-none", Sheet::Material(material(Vec::new()))),
        ("material-empty", Sheet::Material(material(vec![copy]))),
        ("after-meeting-empty", Sheet::AfterMeeting(after)),
    ]
}
