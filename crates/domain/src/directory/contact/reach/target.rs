//! Joining a way with the number or address it needs.

use super::Way;
use crate::directory::contact::policy::{Channel, ContactPolicy, ContactWay};
use crate::directory::phone::Confirmation;
use crate::directory::resource::ResourceFacts;
use crate::text::Line;

crate::words::word_list! {
    /// What must be known before a way can be taken.
    Lack {
        PhoneNumber = "phone_number", "電話番号";
        FaxNumber = "fax_number", "FAX番号";
        MailAddress = "email_address", "メールアドレス";
        Address = "address", "住所";
    }
}

/// The ways that published facts alone allow.
pub(super) fn published_ways(facts: &ResourceFacts) -> Vec<ContactWay> {
    let plain = |channel| ContactWay {
        channel,
        person: None,
        ask_for: None,
        desk: None,
        hours: None,
        etiquette: None,
    };
    let mut ways = Vec::new();
    if !facts.phones.is_empty() {
        ways.push(plain(Channel::Phone));
    }
    if facts.email.is_some() {
        ways.push(plain(Channel::Mail));
    }
    if facts.fax.is_some() {
        ways.push(plain(Channel::Fax));
    }
    // A city without street and number reaches nobody by post.
    if ways.is_empty()
        && facts
            .address
            .as_ref()
            .is_some_and(|address| address.rest.is_some())
    {
        ways.push(plain(Channel::Letter));
    }
    ways
}

/// The published ways where a policy says nothing of the purpose and sender: first those by channels that
/// it names for others.
pub(super) fn likely_ways(facts: &ResourceFacts, policy: &ContactPolicy) -> Vec<ContactWay> {
    let mut ways = published_ways(facts);
    ways.sort_by_key(|way| {
        let mut named = policy.rules.iter().flat_map(|rule| &rule.ways);
        !named.any(|own| own.channel == way.channel)
    });
    ways
}

/// Joins a way with its number; a way whose number nobody knows says what it lacks.
pub(super) fn resolve(way: &ContactWay, facts: &ResourceFacts) -> Result<Way, Lack> {
    let needs_presence = way.channel.needs_presence();
    let opening = needs_presence.then_some(&facts.hours);
    let hours = way.hours.as_ref().or(opening);
    let mut resolved = Way {
        channel: way.channel,
        target: None,
        after_dialling: Vec::new(),
        is_doubtful: false,
        person: way.person,
        ask_for: way.ask_for,
        desk: way.desk.clone(),
        hours: hours.filter(|hours| !hours.is_unknown()).cloned(),
        etiquette: way.etiquette.clone(),
    };
    match way.channel {
        Channel::Phone => {
            let phone = facts.phones.first().ok_or(Lack::PhoneNumber)?;
            resolved.target = Some(phone.written.clone());
            resolved.after_dialling = phone.after_dialling();
            resolved.is_doubtful = phone.confirmation == Confirmation::Unconfirmed;
        }
        Channel::Fax => {
            let fax = facts.fax.as_ref().ok_or(Lack::FaxNumber)?;
            resolved.target = Some(fax.written.clone());
            resolved.is_doubtful = fax.confirmation == Confirmation::Unconfirmed;
        }
        Channel::Mail => {
            resolved.target = Some(facts.email.clone().ok_or(Lack::MailAddress)?);
        }
        Channel::Visit | Channel::ComeIn | Channel::Letter => {
            // A city without street and number leads nobody to the door.
            let address = facts
                .address
                .as_ref()
                .filter(|address| address.rest.is_some())
                .ok_or(Lack::Address)?;
            resolved.target = Line::parse(&address.line()).ok();
        }
        Channel::Online
        | Channel::LiaisonNotebook
        | Channel::AccompanyVisit
        | Channel::ThroughPerson => {}
    }
    Ok(resolved)
}
