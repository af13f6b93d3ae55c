//! What is public of an entry, part by part, as an agency is asked about it: on the page of a link, on a sheet and on the
//! phone.

use renkei_app::directory::inquiry::view::AskedEntry;
use renkei_domain::directory::freshness::FieldGroup;
use renkei_domain::directory::inquiry::ProposedField;
use renkei_domain::directory::strength::Voice;
use renkei_domain::time::japanese_date;

use super::compare;
use crate::secretariat::number;

/// What stands of a part today, a line each; nothing where nobody entered anything.
pub(crate) fn part(entry: &AskedEntry, group: FieldGroup) -> Vec<String> {
    match group {
        FieldGroup::Contact => contact(entry),
        FieldGroup::Hours => hours(entry),
        FieldGroup::Capacity => capacity(entry),
        FieldGroup::Eligibility => compare::lines(&entry.profile.comparison)
            .into_iter()
            .map(|(term, text)| format!("{term}: {text}"))
            .collect(),
        FieldGroup::Character => character(entry),
    }
}

/// What stands in a single field today.
pub(crate) fn value(entry: &AskedEntry, field: ProposedField) -> Option<String> {
    let facts = &entry.facts;
    let told = entry.profile.capacity;
    let count = |count: Option<u32>| count.map(|count| count.to_string());
    match field {
        ProposedField::Phone => facts.phones.first().map(|one| one.written.to_string()),
        ProposedField::Fax => facts.fax.as_ref().map(|one| one.written.to_string()),
        ProposedField::Mail => facts.email.as_ref().map(ToString::to_string),
        ProposedField::Website => facts.url.as_ref().map(ToString::to_string),
        ProposedField::Available => count(told.and_then(|told| told.available)),
        ProposedField::Maximum => count(told.and_then(|told| told.maximum)),
        ProposedField::Waiting => count(told.and_then(|told| told.waiting)),
    }
}

fn contact(entry: &AskedEntry) -> Vec<String> {
    let facts = &entry.facts;
    let phones = facts.phones.iter();
    let mut lines: Vec<String> = phones
        .map(|phone| format!("電話 {}", number(phone)))
        .collect();
    let fax = facts.fax.as_ref();
    lines.extend(fax.map(|fax| format!("FAX {}", number(fax))));
    lines.extend(facts.email.as_ref().map(|mail| format!("メール {mail}")));
    lines.extend(facts.url.as_ref().map(|url| format!("ウェブサイト {url}")));
    lines.extend(facts.address.as_ref().map(|address| {
        let code = address.postal_code.as_ref();
        let code = code.map(|code| format!("〒{code} ")).unwrap_or_default();
        format!("住所 {code}{}", address.line())
    }));
    lines
}

fn hours(entry: &AskedEntry) -> Vec<String> {
    let lines = entry.facts.hours.lines().into_iter();
    let lines = lines.map(|line| format!("{} {}", line.days, line.plan));
    let note = entry.facts.hours_note.as_ref().map(ToString::to_string);
    lines.chain(note).collect()
}

fn capacity(entry: &AskedEntry) -> Vec<String> {
    let published = entry.facts.capacity;
    let mut lines: Vec<String> = published
        .map(|count| format!("定員（公表） {count}人"))
        .into_iter()
        .collect();
    if let Some(told) = entry.profile.capacity {
        let said = [
            ("いま空いている", told.available),
            ("受け入れの上限", told.maximum),
            ("待っている人", told.waiting),
        ];
        let said = said.into_iter();
        lines.extend(said.filter_map(|(term, count)| Some(format!("{term} {}人", count?))));
        lines.push(format!("聞いた日 {}", japanese_date(told.as_of)));
    }
    lines
}

/// In its own words alone: what others observed is told to it by its own sheet.
fn character(entry: &AskedEntry) -> Vec<String> {
    let strengths = entry.profile.strengths.iter();
    let own = strengths.filter(|one| one.voice == Voice::SelfDeclared);
    own.map(|one| format!("{}: {}", one.valence, one.text))
        .collect()
}
