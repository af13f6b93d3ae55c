//! How an agency likes to be reached: what holds for all on one form, each rule on a form of its own. A rule
//! is known by its purpose and its sender, since no two have both.

use renkei_domain::directory::contact::policy::{
    Channel, ContactPolicy, ContactPurpose, ContactRule, ContactWay, SenderKind,
};
use renkei_domain::directory::edit::Edit;
use renkei_domain::directory::people::StaffRole;
use renkei_domain::ids::ContactPersonId;

use super::super::kit::{self, Faults, Reading, at, choices, filled};
use super::super::told;
use super::{Known, NEW, ROWS, Shape, Sheet, erasing, is_erased, with_one};
use crate::form::{Field, Group, Packed, Sent};

/// The list of ways.
pub(super) const WAYS: &str = "ways";
/// The fields of which one at least makes a way.
pub(super) const KEYS: &[&str] = &["channel", "desk", "hours", "etiquette"];

/// What tells a rule from the others.
fn key(rule: &ContactRule) -> String {
    let purpose = rule.purpose.map_or("any", ContactPurpose::code);
    let sender = rule.sender.map_or("any", SenderKind::code);
    format!("{purpose}.{sender}")
}

fn place_of(known: &Known) -> Option<usize> {
    let rules = &known.now.profile.contact_policy.rules;
    rules.iter().position(|rule| key(rule) == known.item)
}

pub(super) fn pack(known: &Known, packed: &mut Packed) {
    let policy = &known.now.profile.contact_policy;
    if known.item.is_empty() {
        packed.put("never", told::joined(&policy.never, "\n"));
        packed.put_some("note", policy.note.as_ref());
        return;
    }
    let mut ways = 0;
    if let Some(rule) = place_of(known).and_then(|place| policy.rules.get(place)) {
        packed.put_some("purpose", rule.purpose.map(ContactPurpose::code));
        packed.put_some("sender", rule.sender.map(SenderKind::code));
        packed.put("do_not", told::joined(&rule.do_not, "\n"));
        for (place, way) in rule.ways.iter().enumerate() {
            packed.put(at(WAYS, place, "channel"), way.channel.code());
            packed.put_some(at(WAYS, place, "person"), way.person);
            packed.put_some(at(WAYS, place, "ask_for"), way.ask_for.map(StaffRole::code));
            packed.put_some(at(WAYS, place, "desk"), way.desk.as_ref());
            packed.put_some(at(WAYS, place, "hours"), way.hours.as_ref());
            packed.put_some(at(WAYS, place, "etiquette"), way.etiquette.as_ref());
        }
        ways = rule.ways.len();
    }
    packed.put(at(WAYS, ways, "channel"), "");
}

pub(super) fn shape(sent: &Sent, known: &Known, faults: &Faults) -> Shape {
    if known.item.is_empty() {
        return whole(sent, known, faults);
    }
    let purposes = ContactPurpose::ALL
        .iter()
        .map(|word| (word.code(), word.word()));
    let purposes = choices(Some("どの用件でも"), purposes, sent.text("purpose"));
    let senders = SenderKind::ALL
        .iter()
        .map(|word| (word.code(), word.word()));
    let senders = choices(Some("だれからでも"), senders, sent.text("sender"));
    let mut fields = vec![
        Field::listed("purpose", "用件", purposes).wrong(faults.of("purpose")),
        Field::listed("sender", "連絡する人", senders).wrong(faults.of("sender")),
        Field::prose(
            "do_not",
            "このとき、しないでほしいこと",
            sent.text("do_not"),
        )
        .hinted("1行に1つ。例: 検査の結果をFAXで送らない")
        .wrong(faults.of("do_not")),
    ];
    if place_of(known).is_some() {
        fields.push(erasing(sent, "この決まりを消す"));
    }
    Shape {
        fields,
        groups: (0..kit::rows(sent, WAYS))
            .map(|row| way(row, sent, known, faults))
            .collect(),
        again: Some(ROWS),
        ..Shape::default()
    }
}

fn whole(sent: &Sent, known: &Known, faults: &Faults) -> Shape {
    let rules = known.now.profile.contact_policy.rules.iter();
    let items = rules.map(|rule| {
        let address = known.address_of(Sheet::ContactPolicy, &key(rule));
        (address, format!("直す: {}", told::rule(rule)))
    });
    let new = (
        known.address_of(Sheet::ContactPolicy, NEW),
        "用件ごとの決まりをふやす".to_owned(),
    );
    Shape {
        fields: vec![
            Field::prose("never", "いつでも、しないでほしいこと", sent.text("never"))
                .hinted("1行に1つ。例: 担当者名をFAXの送付状に載せない")
                .wrong(faults.of("never")),
            Field::prose("note", "ほかに知っておいてほしいこと", sent.text("note"))
                .wrong(faults.of("note")),
        ],
        items: items.chain([new]).collect(),
        ..Shape::default()
    }
}

/// The people who may be named: those whom the editor knows, and whoever is named already, so that nobody is
/// left out by an edit of somebody who does not know them.
fn people(known: &Known, named: &str) -> Vec<(String, String)> {
    let persons = known.now.profile.contact_persons.iter();
    let mut people: Vec<(String, String)> = persons
        .map(|person| (person.id.to_string(), person.name.to_string()))
        .collect();
    if !named.is_empty() && people.iter().all(|(id, _)| id != named) {
        people.push((
            named.to_owned(),
            "いまの担当の人（ここでは名前を見られません）".to_owned(),
        ));
    }
    people
}

fn way(row: usize, sent: &Sent, known: &Known, faults: &Faults) -> Group {
    let name = |field: &str| at(WAYS, row, field);
    let value = |field: &str| sent.text(&name(field));
    let channels = Channel::ALL.iter().map(|word| (word.code(), word.word()));
    let roles = StaffRole::ALL.iter().map(|word| (word.code(), word.word()));
    let line = |field: &'static str, label| {
        Field::sentence(name(field), label, value(field)).wrong(faults.of(&name(field)))
    };
    let channels = choices(Some("使わない"), channels, value("channel"));
    let roles = choices(Some("とくにない"), roles, value("ask_for"));
    let people = people(known, value("person"));
    let mut fields = vec![
        Field::listed(name("channel"), "方法", channels).wrong(faults.of(&name("channel"))),
        line("desk", "どこあて").hinted("例: 地域連携室"),
        Field::listed(name("ask_for"), "だれあて（職種）", roles)
            .wrong(faults.of(&name("ask_for"))),
    ];
    if !people.is_empty() {
        let words = people.iter().map(|(id, word)| (id.as_str(), word.as_str()));
        let people = choices(Some("とくにいない"), words, value("person"));
        let field = Field::listed(name("person"), "だれあて（担当の人）", people)
            .hinted("名前は、その人のネットワークの人だけに見えます。");
        fields.push(field.wrong(faults.of(&name("person"))));
    }
    fields.extend([
        line("hours", "つながる時間")
            .hinted("例: 月-金 13:00-16:00。空にすると、機関の時間と同じです。"),
        line("etiquette", "連絡のしかた").hinted("例: はじめに「ご相談です」と言う"),
    ]);
    Group {
        legend: format!("方法 {}（よいと思う順）", row + 1),
        fields,
    }
}

pub(super) fn read(sent: &Sent, known: &Known) -> Result<Edit, Faults> {
    let standing = &known.now.profile.contact_policy;
    let mut reading = Reading::of(sent);
    if known.item.is_empty() {
        let never = reading.lines("never");
        let note = reading.prose("note");
        return reading.end(Edit::ContactPolicy(ContactPolicy {
            rules: standing.rules.clone(),
            never,
            note,
        }));
    }
    let wanted = if is_erased(sent) {
        None
    } else {
        Some(read_rule(sent, &mut reading))
    };
    reading.end(Edit::ContactPolicy(ContactPolicy {
        rules: with_one(standing.rules.clone(), place_of(known), wanted),
        ..standing.clone()
    }))
}

fn read_rule(sent: &Sent, reading: &mut Reading) -> ContactRule {
    let mut ways = Vec::new();
    for row in filled(sent, WAYS, KEYS) {
        let name = |field: &str| at(WAYS, row, field);
        let channel = reading.word(&name("channel"), Channel::from_code);
        if channel.is_none() && sent.text(&name("channel")).is_empty() {
            reading.wrong(&name("channel"), "方法を選んでください。");
        }
        let person = reading.word(&name("person"), |id| id.parse::<ContactPersonId>().ok());
        let ask_for = reading.word(&name("ask_for"), StaffRole::from_code);
        let desk = reading.line(&name("desk"));
        let hours = reading.hours(&name("hours"));
        let etiquette = reading.line(&name("etiquette"));
        ways.extend(channel.map(|channel| ContactWay {
            channel,
            person,
            ask_for,
            desk,
            hours,
            etiquette,
        }));
    }
    ContactRule {
        purpose: reading.word("purpose", ContactPurpose::from_code),
        sender: reading.word("sender", SenderKind::from_code),
        ways,
        do_not: reading.lines("do_not"),
    }
}
