//! Questions made from the schema itself: every field of every type below every field of `Query`, with every value of
//! every argument that is a choice. What is too much for one document is halved.

use std::collections::BTreeSet;
use std::mem;

use serde_json::Value;

use super::super::planted::{CANARY, PUBLIC};
use crate::graphql::list;
use crate::graphql::whole::{Types, inmost, is_list, text};

/// How deep fields stand within fields where all of them are asked for: as deep as the guard lets them.
const WHOLE: usize = 15;

/// How deep they stand where an argument is varied, which changes what is shown and not what is shown of it.
const SHORT: usize = 4;

/// Inputs within inputs.
const INPUTS: usize = 3;

/// The name by which a field of a type is known: `Resource.name`.
pub(super) type Coordinate = (String, String);

/// A field that is asked for.
#[derive(Debug, Clone)]
pub(super) struct Part {
    of: String,
    field: String,
    /// The member of an interface or a union for which alone it is asked.
    on: Option<String>,
    /// With its arguments.
    written: String,
    under: Vec<Self>,
}

impl Part {
    /// What kind of thing it is, and no more.
    fn kind_of(name: &str) -> Self {
        Self {
            of: name.to_owned(),
            field: "__typename".to_owned(),
            on: None,
            written: "__typename".to_owned(),
            under: Vec::new(),
        }
    }

    /// A selection of some parts.
    pub(super) fn selection(parts: &[Self]) -> String {
        let written: Vec<String> = parts.iter().map(Self::write).collect();
        format!("{{ {} }}", written.join(" "))
    }

    fn write(&self) -> String {
        let under = match self.under.as_slice() {
            [] => String::new(),
            under => Self::selection(under),
        };
        match &self.on {
            Some(member) => format!("... on {member} {{ {}{under} }}", self.written),
            None => format!("{}{under}", self.written),
        }
    }

    /// The same with something else in its call.
    pub(super) fn with(&self, from: &str, to: &str) -> Self {
        Self {
            written: self.written.replace(from, to),
            ..self.clone()
        }
    }

    /// Whether there are more of them, or they are longer, than one document may hold.
    pub(super) fn is_ample(parts: &[Self]) -> bool {
        parts.len() > 50 || Self::selection(parts).len() > 60_000
    }

    /// The fields that some parts ask for.
    pub(super) fn coordinates(parts: &[Self]) -> BTreeSet<Coordinate> {
        let all = parts.iter().flat_map(|part| {
            let mut under = Self::coordinates(&part.under);
            under.insert((part.of.clone(), part.field.clone()));
            under
        });
        all.collect()
    }

    /// The same in two halves.
    pub(super) fn halves(mut parts: Vec<Self>) -> [Vec<Self>; 2] {
        if parts.len() > 1 {
            let rest = parts.split_off(parts.len() / 2);
            return [parts, rest];
        }
        let mut part = parts.remove(0);
        assert!(!part.under.is_empty(), "{} alone is too much", part.written);
        let under = mem::take(&mut part.under);
        Self::halves(under).map(|under| {
            vec![Self {
                under,
                ..part.clone()
            }]
        })
    }
}

/// What is asked of a schema, with the ids that are known.
pub(super) struct Questions<'t> {
    pub(super) types: &'t Types,
    pub(super) ids: Vec<String>,
}

impl Questions<'_> {
    /// Every field that can be reached from `Query`, by another walk than the one that asks.
    pub(super) fn reachable(&self) -> BTreeSet<Coordinate> {
        let mut reached = BTreeSet::new();
        let mut known = BTreeSet::from(["Query"]);
        let mut waiting = vec!["Query"];
        while let Some(name) = waiting.pop() {
            let fields = self.types.fields(name).iter();
            let members = list(&self.types.named(name)["possibleTypes"]).iter();
            reached.extend(
                fields
                    .clone()
                    .map(|field| (name.to_owned(), text(field, "name").to_owned())),
            );
            let below = fields.map(|field| inmost(&field["type"]));
            for next in below.chain(members.map(|member| text(member, "name"))) {
                if known.insert(next) {
                    waiting.push(next);
                }
            }
        }
        reached
    }

    /// The argument of a field by which it finds one thing, or some.
    fn by_id(field: &Value) -> Option<&Value> {
        let mut given = list(&field["args"]).iter();
        given.find(|one| is_needed(one) && inmost(&one["type"]) == "ID")
    }

    /// The fields of a root, each with whether it is asked with an id.
    pub(super) fn roots(&self, root: &str) -> impl Iterator<Item = (&Value, bool)> {
        let fields = self.types.fields(root).iter();
        fields.map(|field| (field, Self::by_id(field).is_some()))
    }

    /// A field of a root with an id, asked for as little as can be.
    pub(super) fn probe(&self, field: &Value, alias: &str, id: &str) -> Part {
        let kind = inmost(&field["type"]);
        let under = if self.is_leaf(kind) {
            Vec::new()
        } else {
            vec![Part::kind_of(kind)]
        };
        let asked = self.base(field).into_iter();
        let asked: Vec<_> = asked
            .map(|(name, value)| (name, value.replace("$id", &format!("\"{id}\""))))
            .collect();
        Part {
            of: "Query".to_owned(),
            field: text(field, "name").to_owned(),
            on: None,
            written: format!("{alias}: {}", call(field, &asked)),
            under,
        }
    }

    /// A field of a root with everything below it, and then with each of its arguments varied. Where it is asked with an
    /// id, `$id` stands in its place.
    pub(super) fn asked(&self, root: &str, field: &Value) -> Vec<Part> {
        let (name, kind) = (text(field, "name"), inmost(&field["type"]));
        let part = |written: String, deep: usize| Part {
            of: root.to_owned(),
            field: name.to_owned(),
            on: None,
            written,
            under: self.under(kind, deep, &mut Vec::new()).unwrap_or_default(),
        };
        let base = self.base(field);
        let mut parts = vec![part(call(field, &base), WHOLE)];
        for argument in list(&field["args"]) {
            let given = text(argument, "name");
            if is_needed(argument) && inmost(&argument["type"]) == "ID" {
                continue;
            }
            for value in self.values(&argument["type"], INPUTS) {
                let mut asked = base.clone();
                // One page is asked for, from one end.
                let is_other_end = matches!(given, "last" | "before");
                asked.retain(|(other, _)| other != given && !(is_other_end && other == "first"));
                asked.push((given.to_owned(), value));
                let written = format!("{name}_{}: {}", parts.len(), call(field, &asked));
                parts.push(part(written, SHORT));
            }
        }
        parts
    }

    /// What is asked below a type with so many levels in all, the field itself among them; nothing where there is no
    /// room for it.
    fn under(&self, kind: &str, levels: usize, way: &mut Vec<String>) -> Option<Vec<Part>> {
        if self.is_leaf(kind) {
            return Some(Vec::new());
        }
        let is_there_again = way.iter().any(|known| known == kind);
        match levels {
            0 | 1 => None,
            2 => Some(vec![Part::kind_of(kind)]),
            _ if is_there_again => Some(vec![Part::kind_of(kind)]),
            _ => Some(self.below(kind, levels - 1, way)),
        }
    }

    fn is_leaf(&self, kind: &str) -> bool {
        matches!(text(self.types.named(kind), "kind"), "SCALAR" | "ENUM")
    }

    /// Every field of a type, and of each member of an interface or a union.
    fn below(&self, kind: &str, levels: usize, way: &mut Vec<String>) -> Vec<Part> {
        let mut parts = self.fields_of(kind, None, levels, way);
        for member in list(&self.types.named(kind)["possibleTypes"]) {
            let member = text(member, "name");
            parts.extend(self.fields_of(member, Some(member), levels, way));
        }
        if parts.is_empty() {
            parts.push(Part::kind_of(kind));
        }
        parts
    }

    fn fields_of(
        &self,
        kind: &str,
        on: Option<&str>,
        levels: usize,
        way: &mut Vec<String>,
    ) -> Vec<Part> {
        let mut parts = Vec::new();
        way.push(kind.to_owned());
        for field in self.types.fields(kind) {
            let Some(under) = self.under(inmost(&field["type"]), levels, way) else {
                continue;
            };
            for (key, call) in self.calls(field) {
                // Members may have fields of one name that answer different types.
                let written = match on {
                    Some(member) => format!("{member}_{key}: {call}"),
                    None => format!("{key}: {call}"),
                };
                parts.push(Part {
                    of: kind.to_owned(),
                    field: text(field, "name").to_owned(),
                    on: on.map(str::to_owned),
                    written,
                    under: under.clone(),
                });
            }
        }
        way.pop();
        parts
    }

    /// A field below a root: as it is, with every value of an argument that is a choice, and with one of any other.
    fn calls(&self, field: &Value) -> Vec<(String, String)> {
        let (name, base) = (text(field, "name"), self.base(field));
        let mut calls = vec![(name.to_owned(), call(field, &base))];
        for argument in list(&field["args"]) {
            let kind = inmost(&argument["type"]);
            let is_choice = kind == "Boolean" || text(self.types.named(kind), "kind") == "ENUM";
            let values = self.values(&argument["type"], INPUTS);
            let most = if is_choice { values.len() } else { 1 };
            for value in values.into_iter().take(most) {
                let mut asked = base.clone();
                asked.retain(|(other, _)| other != text(argument, "name"));
                asked.push((text(argument, "name").to_owned(), value));
                calls.push((format!("{name}_{}", calls.len()), call(field, &asked)));
            }
        }
        calls
    }

    /// What a field is asked with at least: what cannot be left out, and a short page.
    fn base(&self, field: &Value) -> Vec<(String, String)> {
        let arguments = list(&field["args"]).iter();
        let asked = arguments.filter_map(|argument| {
            let (name, kind) = (text(argument, "name"), &argument["type"]);
            let value = match (is_needed(argument), inmost(kind)) {
                (true, "ID") if is_list(kind) => "[$id]".to_owned(),
                (true, "ID") => "$id".to_owned(),
                (true, _) => self.values(kind, INPUTS).into_iter().next()?,
                (false, _) if name == "first" => "3".to_owned(),
                (false, _) => return None,
            };
            Some((name.to_owned(), value))
        });
        asked.collect()
    }

    /// Everything that is tried in the place of a type.
    fn values(&self, kind: &Value, inputs: usize) -> Vec<String> {
        let name = text(kind, "name");
        match text(kind, "kind") {
            "NON_NULL" => self.values(&kind["ofType"], inputs),
            "LIST" => {
                let entries = self.values(&kind["ofType"], inputs).into_iter();
                entries.map(|entry| format!("[{entry}]")).collect()
            }
            "ENUM" => {
                let values = list(&self.types.named(name)["enumValues"]).iter();
                values.map(|value| text(value, "name").to_owned()).collect()
            }
            "INPUT_OBJECT" => self.objects(name, inputs),
            _ => self.scalars(name),
        }
    }

    /// An input with each value of each of its parts, beside what cannot be left out.
    fn objects(&self, name: &str, inputs: usize) -> Vec<String> {
        let Some(inputs) = inputs.checked_sub(1) else {
            return Vec::new();
        };
        let known = self.types.named(name);
        let (parts, is_choice) = (list(&known["inputFields"]), known["isOneOf"] == true);
        let mut objects = Vec::new();
        for part in parts {
            let others = parts.iter().filter(|other| {
                let is_other = text(other, "name") != text(part, "name");
                !is_choice && is_other && text(&other["type"], "kind") == "NON_NULL"
            });
            let others: String = others
                .filter_map(|other| {
                    let value = self.values(&other["type"], inputs).into_iter().next()?;
                    Some(format!(", {}: {value}", text(other, "name")))
                })
                .collect();
            let values = self.values(&part["type"], inputs).into_iter();
            objects.extend(
                values.map(|value| format!("{{ {}: {value}{others} }}", text(part, "name"))),
            );
        }
        objects
    }

    fn scalars(&self, name: &str) -> Vec<String> {
        let quoted = |values: &[&str]| -> Vec<String> {
            let values = values.iter();
            values.map(|value| format!("\"{value}\"")).collect()
        };
        match name {
            "ID" => self.ids.iter().map(|id| format!("\"{id}\"")).collect(),
            "String" => {
                let words = ["client", "name", "theme", "map-friend", "observation"];
                let words = words.map(|word| format!("{CANARY}{word}"));
                let words = words.iter().map(String::as_str);
                quoted(&words.chain([PUBLIC, CANARY]).collect::<Vec<&str>>())
            }
            "Int" => vec!["1".to_owned()],
            "Float" => vec!["34.8".to_owned()],
            "Boolean" => vec!["true".to_owned(), "false".to_owned()],
            "Date" => quoted(&["2026-12-08"]),
            "DateTime" => quoted(&["2026-11-20T10:00:00+09:00"]),
            "MunicipalityCode" => quoted(&["272078"]),
            // What a gateway of a federation knows of a thing: its type and its key.
            "_Any" => {
                let members = list(&self.types.named("_Entity")["possibleTypes"]).iter();
                let keys = members.flat_map(|member| {
                    let member = text(member, "name");
                    let ids = self.ids.iter();
                    ids.map(move |id| format!("{{ __typename: \"{member}\", id: \"{id}\" }}"))
                });
                keys.collect()
            }
            other => panic!("say here what is asked in the place of {other}"),
        }
    }
}

/// Whether an argument cannot be left out.
fn is_needed(argument: &Value) -> bool {
    argument["type"]["kind"] == "NON_NULL" && argument["defaultValue"].is_null()
}

/// A field with arguments.
fn call(field: &Value, asked: &[(String, String)]) -> String {
    let name = text(field, "name");
    if asked.is_empty() {
        return name.to_owned();
    }
    let asked: Vec<String> = asked
        .iter()
        .map(|(argument, value)| format!("{argument}: {value}"))
        .collect();
    format!("{name}({})", asked.join(", "))
}
