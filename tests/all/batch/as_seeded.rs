//! Profiles in the words of the seed files, so that what is read can be laid beside what they say
//! without the code that loads them.

use std::collections::BTreeMap;

use renkei_domain::directory::comparison::Comparison;
use renkei_domain::directory::contact::policy::{ContactPolicy, ContactRule, ContactWay};
use renkei_domain::directory::hours::Hours;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::program::{Program, ProgramPattern, Range};
use renkei_domain::directory::strength::{Reply, Strength, Voice};
use renkei_domain::ids::ResourceId;
use toml::{Table, Value};

use crate::record::fine;

/// The keys of an entry that are its profile.
const PROFILE: [&str; 13] = [
    "access",
    "capacity_report",
    "comparison",
    "contact_person",
    "contact_policy",
    "description",
    "languages",
    "notices",
    "program",
    "roles",
    "service_area",
    "strength",
    "verification",
];

/// Lists whose order the files do not decide.
const UNORDERED: [&str; 3] = ["notices", "service_area", "verification"];

/// What the files say of every entry.
pub(super) fn written() -> BTreeMap<ResourceId, Value> {
    let mut written = BTreeMap::new();
    for (_, text) in renkei::commands::demo::files() {
        let file: Table = fine(toml::from_str(&text));
        let entries = file.get("resource").and_then(Value::as_array);
        for entry in entries.into_iter().flatten().filter_map(Value::as_table) {
            let id = entry.get("id").and_then(Value::as_str).unwrap_or_default();
            let profile: Table = entry
                .iter()
                .filter(|(key, _)| PROFILE.contains(&key.as_str()))
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect();
            written.insert(fine(id.parse()), plain(profile));
        }
    }
    written
}

/// A profile as the files would say it.
pub(super) fn told(profile: &Profile) -> Value {
    let mut said = Said::default();
    said.text("description", profile.description.as_ref());
    said.list("roles", &profile.roles, |role| role.code().into());
    said.list("languages", &profile.languages, |one| one.code().into());
    said.list("access", &profile.access, |one| one.code().into());
    said.list("service_area", &profile.service_area, |code| {
        code.to_string().into()
    });
    if let Some(report) = profile.capacity {
        let mut capacity = Said::default();
        capacity.value("available", report.available.map(Value::from));
        capacity.value("maximum", report.maximum.map(Value::from));
        capacity.value("waiting", report.waiting.map(Value::from));
        capacity.text("as_of", Some(report.as_of));
        said.value("capacity_report", Some(capacity.into()));
    }
    said.value("comparison", Some(comparison(&profile.comparison)));
    said.list("program", &profile.programs, program);
    said.list("strength", &profile.strengths, strength);
    said.value("contact_policy", Some(policy(&profile.contact_policy)));
    said.list("contact_person", &profile.contact_persons, |person| {
        let mut said = Said::default();
        said.text("id", Some(person.id));
        said.text("network", Some(person.network));
        said.text("name", Some(&person.name));
        said.text("kana", person.kana.as_ref());
        said.text("role", person.role.map(|role| role.code()));
        said.text("title", person.title.as_ref());
        said.text("phone", person.phone.as_ref().map(|phone| &phone.written));
        said.text("email", person.email.as_ref());
        said.into()
    });
    said.list("notices", &profile.notices, |notice| {
        let mut said = Said::default();
        said.text("id", Some(notice.id));
        said.text("text", Some(&notice.text));
        said.text("from", Some(notice.from));
        said.text("until", Some(notice.until));
        said.into()
    });
    said.list("verification", &profile.verifications, |done| {
        let mut said = Said::default();
        said.text("group", Some(done.group.code()));
        said.text("verified_on", Some(done.verified_on));
        said.text("by_name", done.by_name.as_ref());
        said.text("by_role", Some(&done.by_role));
        said.text("method", Some(done.method.code()));
        said.text("outcome", Some(done.outcome.code()));
        said.into()
    });
    plain(said.0)
}

/// A table of the files that is being written.
#[derive(Default)]
struct Said(Table);

impl From<Said> for Value {
    fn from(said: Said) -> Self {
        Self::Table(said.0)
    }
}

impl Said {
    fn value(&mut self, key: &str, value: Option<Value>) {
        self.0.extend(value.map(|value| (key.to_owned(), value)));
    }

    fn text(&mut self, key: &str, text: Option<impl ToString>) {
        self.value(key, text.map(|text| Value::String(text.to_string())));
    }

    fn list<T>(&mut self, key: &str, entries: &[T], say: impl Fn(&T) -> Value) {
        let said = entries.iter().map(say).collect();
        self.value(key, Some(Value::Array(said)));
    }

    fn range(&mut self, key: &str, range: Option<Range>) {
        let ends = |range: Range| vec![i64::from(range.from), i64::from(range.to)];
        self.value(key, range.map(ends).map(Value::from));
    }
}

fn comparison(told: &Comparison) -> Value {
    let mut said = Said::default();
    said.range("months", told.months);
    said.value("without_limit", Some(told.without_limit.into()));
    said.range("days_a_week", told.days_a_week);
    said.text("pay", told.pay.map(|pay| pay.code()));
    said.text("pay_note", told.pay_note.as_ref());
    said.text("distance", told.distance.map(|distance| distance.code()));
    for (key, offered) in [
        ("retention_support", told.retention_support),
        ("visit", told.visit),
        ("trial", told.trial),
        ("transport", told.transport),
    ] {
        said.text(key, offered.map(|offered| offered.code()));
    }
    said.text("apply_at", told.apply_at.as_ref());
    said.text("cost", told.cost.as_ref());
    said.list("documents", &told.documents, |one| one.code().into());
    said.text("eligibility", told.eligibility.as_ref());
    said.into()
}

fn program(told: &Program) -> Value {
    let mut said = Said::default();
    said.text("kind", Some(told.kind.code()));
    said.text("own_name", told.own_name.as_ref());
    said.text("description", told.description.as_ref());
    said.list("patterns", &told.patterns, pattern);
    said.into()
}

fn pattern(told: &ProgramPattern) -> Value {
    let mut said = Said::default();
    said.text("job_coach", told.job_coach.map(|pattern| pattern.code()));
    said.range("months", told.months);
    if let Some(often) = told.visits {
        let mut visits = Said::default();
        visits.range("times", Some(often.times));
        visits.text("per", Some(often.per.code()));
        visits.value("at_first", Some(often.at_first.into()));
        said.value("visits", Some(visits.into()));
    }
    said.text("description", told.description.as_ref());
    said.into()
}

fn answer(told: &Reply) -> Value {
    let mut said = Said::default();
    said.text("text", Some(&told.text));
    said.text("on", Some(told.on));
    said.text("by_name", Some(&told.by_name));
    said.text("by_role", Some(&told.by_role));
    said.into()
}

fn strength(told: &Strength) -> Value {
    let mut said = Said::default();
    said.text("id", Some(told.id));
    said.text("valence", Some(told.valence.code()));
    said.text("topic", Some(told.topic.code()));
    said.text("text", Some(&told.text));
    said.text("stated_on", Some(told.stated_on));
    if let Voice::Observed { network, by, reply } = &told.voice {
        said.text("network", Some(network));
        said.text("observed_by", Some(by));
        said.value("reply", reply.as_ref().map(answer));
    }
    said.into()
}

fn policy(told: &ContactPolicy) -> Value {
    let mut said = Said::default();
    said.list("never", &told.never, |line| line.to_string().into());
    said.text("note", told.note.as_ref());
    said.list("rule", &told.rules, rule);
    said.into()
}

fn rule(told: &ContactRule) -> Value {
    let mut said = Said::default();
    said.text("purpose", told.purpose.map(|purpose| purpose.code()));
    said.text("sender", told.sender.map(|sender| sender.code()));
    said.list("ways", &told.ways, way);
    said.list("do_not", &told.do_not, |line| line.to_string().into());
    said.into()
}

fn way(told: &ContactWay) -> Value {
    let mut said = Said::default();
    said.text("channel", Some(told.channel.code()));
    said.text("person", told.person);
    said.text("ask_for", told.ask_for.map(|role| role.code()));
    said.text("desk", told.desk.as_ref());
    said.text("hours", told.hours.as_ref());
    said.text("etiquette", told.etiquette.as_ref());
    said.into()
}

fn plain(table: Table) -> Value {
    same_words("", Value::Table(table)).unwrap_or(Value::Table(Table::new()))
}

/// One way of saying what the files say in several: nothing, false and an empty list are left out.
fn same_words(key: &str, value: Value) -> Option<Value> {
    match value {
        Value::String(text) if key == "hours" => Some(fine(Hours::parse(&text)).to_string().into()),
        Value::String(text) => Some(text.trim().into()),
        Value::Boolean(false) => None,
        Value::Array(entries) => {
            let entries = entries.into_iter();
            let mut same: Vec<Value> = entries.filter_map(|one| same_words("", one)).collect();
            if UNORDERED.contains(&key) {
                same.sort_by_key(sorting);
            }
            (!same.is_empty()).then_some(Value::Array(same))
        }
        Value::Table(table) => {
            let entries = table.into_iter();
            let same: Table = entries
                .filter_map(|(key, value)| Some((key.clone(), same_words(&key, value)?)))
                .collect();
            (!same.is_empty()).then_some(Value::Table(same))
        }
        other => Some(other),
    }
}

/// What an entry is sorted by; its keys come in no order.
fn sorting(entry: &Value) -> Vec<String> {
    let parts = entry.as_table().into_iter().flatten();
    let mut parts: Vec<String> = parts
        .map(|(key, value)| format!("{key}={value:?}"))
        .collect();
    parts.extend(entry.as_str().map(str::to_owned));
    parts.sort();
    parts
}
