//! Each sheet with far too much on it.

use renkei_domain::time::{Minute, Moment};

use super::{day, moment};
use crate::sheets::{
    CallTime, CodeSheet, InvitationSheet, KeyRecoverySheet, KeyUse, ObservationSheet, OtherWay,
    PersonCard, PhoneCall, PhoneDaySheet, Sheet,
};
use crate::{Code, Contact, Place, Words};

/// The sheets with one text in every place where a text can stand.
pub fn filled(text: &str) -> Vec<(&'static str, Sheet)> {
    let words = || Words::from(text).then_read(text, text);
    let contact = || Contact {
        name: words(),
        phone: Some(text.to_owned()),
        hours: Some(text.to_owned()),
        mail: Some(text.to_owned()),
    };
    let place = || Place {
        address: text.to_owned(),
        qr: text.chars().take(120).collect(),
    };
    let codes: Vec<Code> = (0..10).map(|_| Code::in_groups(text, 4)).collect();
    let call = || PhoneCall {
        agency: words(),
        number: text.to_owned(),
        after_number: Some(text.to_owned()),
        when: CallTime::From(Minute::of(16, 0)),
        hours: vec![(Minute::START, Minute::END); 12],
        ask_for: Some(words()),
        say: Some(words()),
        avoid: Some(words()),
    };
    let other = || OtherWay {
        agency: words(),
        ways: Some(words()),
        say: Some(words()),
        avoid: Some(words()),
    };
    let mut all = vec![
        (
            "invitation-filled",
            Sheet::Invitation(InvitationSheet {
                network: words(),
                for_whom: words(),
                role: words(),
                code: Code::in_groups(text, 4),
                place: Some(place()),
                valid_until: moment(),
                secretariat: contact(),
            }),
        ),
        (
            "codes-filled",
            Sheet::Codes(CodeSheet {
                network: words(),
                for_whom: words(),
                codes,
                secretariat: contact(),
            }),
        ),
        (
            "card-filled",
            Sheet::PersonCard(PersonCard {
                network: words(),
                name: Some(words()),
                place: place(),
                lost: contact(),
            }),
        ),
        (
            "key-filled",
            Sheet::KeyRecovery(KeyRecoverySheet {
                opens: KeyUse::Records,
                network: words(),
                mark: text.to_owned(),
                key: Code::in_groups(text, 4),
                qr: "k".to_owned(),
                operator: contact(),
            }),
        ),
        (
            "phone-filled",
            Sheet::PhoneDay(PhoneDaySheet {
                network: words(),
                for_whom: Some(words()),
                day: day(),
                as_of: Moment {
                    date: day(),
                    minute: Minute::of(8, 40),
                },
                calls: vec![call(), call()],
                others: vec![other(), other()],
            }),
        ),
        (
            "observation-filled",
            Sheet::Observation(ObservationSheet {
                network: words(),
                agency: words(),
                fax: Some(text.to_owned()),
                address: Some(words()),
                head: words(),
                text: words(),
                basis: Some(words()),
                by: words(),
                stated_on: day(),
                readable_from: moment().date,
                secretariat: contact(),
                answer_fax: Some(text.to_owned()),
            }),
        ),
    ];
    all.extend(super::cases::filled(text));
    all.extend(super::consents::filled(text));
    all.extend(super::meetings::filled(text));
    all.extend(super::inquiries::filled(text));
    all.extend(super::maps::filled(text));
    all.extend(super::coverage::filled(words()));
    all.extend(super::handbook::filled(text));
    all
}
