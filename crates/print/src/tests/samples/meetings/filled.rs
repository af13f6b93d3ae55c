//! The sheets of a meeting with far too much on them.

use super::{agenda, material, to_person};
use crate::sheets::{
    AfterMeetingSheet, AgendaEntry, AgendaGuest, AgendaSheet, CallLetter, CallLetterSheet, Calling,
    FaxCall, FaxCallSheet, FaxTestSheet, MadePromise, MaterialCopy, MaterialEntry, MaterialSection,
    MaterialSheet, Occasion, PersonCallSheet, PhoneScript, PhoneScriptSheet, Sheet,
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
        contact: Some(words()),
        number: text.to_owned(),
        after_number: Some(text.to_owned()),
        when: Some(words()),
        caller: words(),
        call_back: Some(text.to_owned()),
        may_tell: true,
        avoid: Some(words()),
        calling: calling(),
    };
    let call = PersonCallSheet {
        network: words(),
        occasion: Occasion::Moved(moment()),
        for_whom: words(),
        place: words(),
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
    // One page by its purpose: what stands on it is a line of a form, not a text.
    let short: String = text.chars().take(60).collect();
    let line = || Words::from(short.as_str()).then_read(&short, &short);
    let test = FaxTestSheet {
        network: words(),
        to: line(),
        fax: short.clone(),
        ask: Contact {
            name: line(),
            phone: Some(short.clone()),
            hours: Some(short.clone()),
            mail: Some(short.clone()),
        },
        answer_fax: Some(short.clone()),
        number: line(),
    };
    let after = AfterMeetingSheet {
        network: words(),
        for_whom: words(),
        held_on: day(),
        promises: vec![MadePromise {
            who: words(),
            by: Some(day()),
            what: words(),
        }],
        next: Some(moment()),
        next_place: Some(words()),
        ask: ask(),
    };
    let (fax, letter) = (vec![fax.clone(), fax], vec![letter]);
    vec![
        ("agenda-filled", Sheet::Agenda(agenda)),
        (
            "fax-filled",
            Sheet::FaxCall(FaxCallSheet {
                network: words(),
                calls: fax,
            }),
        ),
        ("fax-test-filled", Sheet::FaxTest(test)),
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
    ]
}
