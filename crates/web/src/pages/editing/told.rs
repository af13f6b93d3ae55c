//! A part of an entry in words, for whoever compares two of them: in the history, and where two people
//! edited at once.

use std::collections::HashMap;

use renkei_domain::directory::contact::policy::{ContactRule, ContactWay};
use renkei_domain::directory::correction::{CorrectableField, OrganizationField};
use renkei_domain::directory::edit::{Part, PartValue};
use renkei_domain::directory::municipality::{Municipalities, MunicipalityCode};
use renkei_domain::directory::organization::OrganizationFacts;
use renkei_domain::directory::phone::Phone;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::program::Program;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::directory::strength::{Strength, Voice};
use renkei_domain::ids::OrganizationId;
use renkei_domain::text::Line;
use renkei_domain::time::japanese_date;

use crate::words::compare;

/// What stands where nothing does.
const NOTHING: &str = "（なし）";

/// Several texts in one.
pub(super) fn joined<T: ToString>(texts: &[T], between: &str) -> String {
    let texts: Vec<String> = texts.iter().map(ToString::to_string).collect();
    texts.join(between)
}

/// A text that may be missing.
pub(super) fn or_nothing<T: ToString>(text: Option<&T>) -> String {
    text.map(ToString::to_string).unwrap_or_default()
}

/// What values name by ids and codes, as people call it.
#[derive(Debug)]
pub(super) struct Called<'c> {
    pub(super) places: &'c Municipalities,
    pub(super) organizations: HashMap<OrganizationId, Line>,
}

impl Called<'_> {
    /// A field of an entry as people read it.
    pub(super) fn read(&self, field: CorrectableField, facts: &ResourceFacts) -> Option<String> {
        if field == CorrectableField::Organization {
            let id = facts.organization?;
            let name = self.organizations.get(&id);
            return Some(name.map_or_else(|| id.to_string(), ToString::to_string));
        }
        field.read(facts).map(|value| field.in_words(&value))
    }
}

/// The 法人 that values name.
pub(super) fn organizations_in<'v>(
    values: impl IntoIterator<Item = &'v PartValue>,
) -> Vec<OrganizationId> {
    let named = values.into_iter().filter_map(|value| match value {
        PartValue::Facts(facts) => facts.organization,
        PartValue::Profile(_) | PartValue::Organization(_) => None,
    });
    let mut named: Vec<OrganizationId> = named.collect();
    named.sort_unstable();
    named.dedup();
    named
}

/// Two states of a part, side by side: of facts only what differs, of everything else the whole.
pub(super) fn beside(
    part: Part,
    one: &PartValue,
    other: &PartValue,
    called: &Called<'_>,
) -> (Vec<String>, Vec<String>) {
    let places = called.places;
    let (one, other) = match (one, other) {
        (PartValue::Facts(one), PartValue::Facts(other)) => facts(one, other, called),
        (PartValue::Organization(one), PartValue::Organization(other)) => organization(one, other),
        (PartValue::Profile(one), PartValue::Profile(other)) => {
            (profile(part, one, places), profile(part, other, places))
        }
        _ => (Vec::new(), Vec::new()),
    };
    (or_none(one), or_none(other))
}

/// One state of a part alone.
pub(super) fn alone(part: Part, value: &PartValue, called: &Called<'_>) -> Vec<String> {
    or_none(match value {
        PartValue::Facts(facts) => {
            let fields = CorrectableField::ALL.iter();
            let said = fields.filter_map(|field| Some((*field, called.read(*field, facts)?)));
            said.map(|(field, value)| format!("{field}: {value}"))
                .collect()
        }
        PartValue::Organization(facts) => {
            let fields = OrganizationField::ALL.iter();
            let said = fields.filter_map(|field| Some((*field, field.read(facts)?)));
            said.map(|(field, value)| format!("{field}: {}", field.in_words(&value)))
                .collect()
        }
        PartValue::Profile(known) => profile(part, known, called.places),
    })
}

fn or_none(lines: Vec<String>) -> Vec<String> {
    if lines.is_empty() {
        vec![NOTHING.to_owned()]
    } else {
        lines
    }
}

/// Puts two values beside each other where they differ.
fn put(
    lines: &mut (Vec<String>, Vec<String>),
    term: &str,
    one: Option<String>,
    other: Option<String>,
) {
    if one != other {
        let said = |value: Option<String>| value.unwrap_or_else(|| NOTHING.to_owned());
        lines.0.push(format!("{term}: {}", said(one)));
        lines.1.push(format!("{term}: {}", said(other)));
    }
}

fn organization(one: &OrganizationFacts, other: &OrganizationFacts) -> (Vec<String>, Vec<String>) {
    let mut lines = (Vec::new(), Vec::new());
    for field in OrganizationField::ALL {
        let said =
            |facts: &OrganizationFacts| field.read(facts).map(|value| field.in_words(&value));
        put(&mut lines, field.word(), said(one), said(other));
    }
    lines
}

fn facts(
    one: &ResourceFacts,
    other: &ResourceFacts,
    called: &Called<'_>,
) -> (Vec<String>, Vec<String>) {
    let mut lines = (Vec::new(), Vec::new());
    let mut put = |term: &str, one: Option<String>, other: Option<String>| {
        put(&mut lines, term, one, other);
    };
    for field in CorrectableField::ALL {
        let said = |facts: &ResourceFacts| called.read(*field, facts);
        put(field.word(), said(one), said(other));
    }
    let service = |facts: &ResourceFacts| facts.service_name.as_ref().map(ToString::to_string);
    put("サービスの名前", service(one), service(other));
    let around = |facts: &ResourceFacts| {
        let phones = facts.phones.iter().enumerate().filter_map(number);
        let phones: Vec<String> = phones.collect();
        (!phones.is_empty()).then(|| phones.join("、"))
    };
    put("内線・ほかの電話番号", around(one), around(other));
    lines
}

/// What stands around the first number, and each further one with what stands around it.
fn number((place, phone): (usize, &Phone)) -> Option<String> {
    let label = phone.label.as_ref().map(ToString::to_string);
    let extension = phone.extension.as_ref();
    let extension = extension.map(|extension| format!("内線 {extension}"));
    let key = phone.voice_guide_key.as_ref();
    let key = key.map(|key| format!("音声案内 {key}"));
    let more: Vec<String> = [label, extension, key].into_iter().flatten().collect();
    match (place, more.is_empty()) {
        (0, true) => None,
        (_, true) => Some(phone.written.to_string()),
        (_, false) => Some(format!("{}（{}）", phone.written, more.join("・"))),
    }
}

fn profile(part: Part, known: &Profile, places: &Municipalities) -> Vec<String> {
    match part {
        Part::Facts => Vec::new(),
        Part::Description => known.description.iter().map(ToString::to_string).collect(),
        Part::Comparison => compare::lines(&known.comparison)
            .into_iter()
            .map(|(term, text)| format!("{term}: {text}"))
            .collect(),
        Part::Capacity => capacity(known),
        Part::Programs => known.programs.iter().map(program).collect(),
        Part::Strengths => {
            let own = known.strengths.iter();
            own.filter(|said| said.voice == Voice::SelfDeclared)
                .map(strength)
                .collect()
        }
        Part::ContactPolicy => policy(known),
        Part::Notices => known
            .notices
            .iter()
            .map(|notice| {
                let (from, until) = (japanese_date(notice.from), japanese_date(notice.until));
                format!("{}（{from}から{until}まで）", notice.text)
            })
            .collect(),
        Part::ServiceArea => {
            let area = known.service_area.iter();
            area.map(|code| place_name(*code, places)).collect()
        }
        Part::Roles => known.roles.iter().map(ToString::to_string).collect(),
        Part::Languages => known.languages.iter().map(ToString::to_string).collect(),
        Part::Access => known.access.iter().map(ToString::to_string).collect(),
        Part::ContactPersons => {
            let people = known.contact_persons.iter();
            people
                .map(|person| {
                    let role = person.role.map(|role| role.word()).unwrap_or_default();
                    let title = or_nothing(person.title.as_ref());
                    let phone = person.phone.as_ref().map(|phone| phone.written.to_string());
                    let mail = or_nothing(person.email.as_ref());
                    let parts = [person.name.to_string(), title, role.to_owned()];
                    let parts = parts.into_iter().chain(phone).chain([mail]);
                    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
                    parts.join("・")
                })
                .collect()
        }
    }
}

/// A municipality with its prefecture; one that has left the table keeps its code.
pub(super) fn place_name(code: MunicipalityCode, places: &Municipalities) -> String {
    match places.by_code(code) {
        Some(place) => format!("{}{}", place.prefecture, place.name),
        None => code.to_string(),
    }
}

fn capacity(known: &Profile) -> Vec<String> {
    let Some(report) = known.capacity else {
        return Vec::new();
    };
    let said = |term: &str, count: Option<u32>| count.map(|count| format!("{term}: {count}人"));
    [
        said("いま空いている", report.available),
        said("さいだい", report.maximum),
        said("待っている", report.waiting),
        Some(format!("聞いた日: {}", japanese_date(report.as_of))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn program(program: &Program) -> String {
    let mut said = match program.differing_name() {
        Some(own) => format!("{own}（{}）", program.kind),
        None => program.kind.to_string(),
    };
    let patterns = program.patterns.iter().map(|pattern| {
        let kind = pattern.job_coach.map(|kind| kind.to_string());
        let text = pattern.description.as_ref().map(ToString::to_string);
        let parts: Vec<String> = [kind, pattern.pace(), text].into_iter().flatten().collect();
        parts.join(" ")
    });
    let texts = program.description.as_ref().map(ToString::to_string);
    for text in texts.into_iter().chain(patterns) {
        said.push_str(" / ");
        said.push_str(&text);
    }
    said
}

fn strength(said: &Strength) -> String {
    match said.topic.word() {
        Some(topic) => format!("{}・{topic}: {}", said.valence, said.text),
        None => format!("{}: {}", said.valence, said.text),
    }
}

fn policy(known: &Profile) -> Vec<String> {
    let policy = &known.contact_policy;
    let rules = policy.rules.iter().map(rule);
    let never = policy.never.iter();
    let never = never.map(|text| format!("しないでください: {text}"));
    let note = policy.note.iter().map(ToString::to_string);
    rules.chain(never).chain(note).collect()
}

/// A rule in a sentence.
pub(super) fn rule(rule: &ContactRule) -> String {
    let purpose = rule
        .purpose
        .map_or("どの用件でも", |purpose| purpose.word());
    let sender = rule.sender.map_or("だれからでも", |sender| sender.word());
    let ways: Vec<String> = rule.ways.iter().map(way).collect();
    let mut said = format!("{purpose}（{sender}）: {}", ways.join("、つぎに "));
    if !rule.do_not.is_empty() {
        said.push_str("。しないでください: ");
        said.push_str(&joined(&rule.do_not, "、"));
    }
    said
}

fn way(way: &ContactWay) -> String {
    let whom = [
        way.desk.as_ref().map(ToString::to_string),
        way.ask_for.map(|role| role.to_string()),
    ];
    let whom: Vec<String> = whom.into_iter().flatten().collect();
    let whom = (!whom.is_empty()).then(|| format!("{} あて", whom.join("の")));
    let more = [
        whom,
        way.hours.as_ref().map(ToString::to_string),
        way.etiquette.as_ref().map(ToString::to_string),
    ];
    let more: Vec<String> = more.into_iter().flatten().collect();
    if more.is_empty() {
        way.channel.to_string()
    } else {
        format!("{}（{}）", way.channel, more.join("・"))
    }
}
