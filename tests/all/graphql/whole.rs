//! Operations made from the schema itself, so that a new field is asked for without anyone
//! remembering it. With them: however many entries are read whole, the statements are the same few.

use std::collections::BTreeMap;

use renkei_app::directory::read::Viewer;
use renkei_graphql::{Api, global_id};
use renkei_tests::on_every_database;
use renkei_tests::statements::counted;
use serde_json::{Value, json};

use super::{api, asked, demo, list, seeded, told};
use crate::audit::lines;

const TYPES: &str = "{
    __schema { types {
        kind name description isOneOf
        fields(includeDeprecated: true) {
            name description type { ...Named }
            args(includeDeprecated: true) { name description defaultValue type { ...Named } }
        }
        inputFields(includeDeprecated: true) { name description type { ...Named } }
        enumValues(includeDeprecated: true) { name description }
        possibleTypes { name }
    } }
}
fragment Named on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";

/// The types of the schema, as introspection tells them.
pub(crate) struct Types(BTreeMap<String, Value>);

impl Types {
    pub(crate) async fn of(api: &Api) -> Self {
        let data = told(api, TYPES, json!({})).await;
        let types = list(&data["__schema"]["types"]).iter();
        let named = types.filter_map(|one| Some((one["name"].as_str()?.to_owned(), one.clone())));
        Self(named.collect())
    }

    /// Every type of our own.
    pub(super) fn own(&self) -> impl Iterator<Item = (&str, &Value)> {
        let builtin = ["Boolean", "Float", "ID", "Int", "String"];
        let all = self.0.iter().map(|(name, one)| (name.as_str(), one));
        all.filter(move |(name, _)| !name.starts_with("__") && !builtin.contains(name))
    }

    /// A type.
    pub(crate) fn named(&self, name: &str) -> &Value {
        self.0.get(name).unwrap_or_else(|| panic!("no type {name}"))
    }

    /// The fields of a type; of what has none, nothing.
    pub(crate) fn fields(&self, name: &str) -> &[Value] {
        list(&self.named(name)["fields"])
    }

    /// A selection of everything below a type but some of its own fields; nothing for a leaf.
    pub(crate) fn whole(&self, name: &str, without: &[&str]) -> String {
        let possible = list(&self.0[name]["possibleTypes"]);
        if !possible.is_empty() {
            let parts = possible.iter().filter_map(|one| one["name"].as_str());
            let parts = parts.map(|one| format!("... on {one} {}", self.whole(one, without)));
            return format!("{{ {} }}", parts.collect::<Vec<_>>().join(" "));
        }
        let fields = self.fields(name);
        if fields.is_empty() {
            return String::new();
        }
        let parts = fields
            .iter()
            .map(|field| (text(field, "name"), self.below(name, field)));
        let parts = parts.filter(|(field, _)| !without.contains(field));
        let parts: Vec<String> = parts
            .map(|(field, below)| format!("{field} {below}"))
            .collect();
        format!("{{ {} }}", parts.join(" "))
    }

    /// Every question of the schema with everything below it, about the entry `$id` that is found by
    /// `$text`, in two documents: one alone would select more than is answered. A question that is new is asked without
    /// anyone remembering it.
    pub(super) fn questions(&self) -> [String; 2] {
        let argument = |field: &str, argument: &Value| match text(argument, "name") {
            "id" => Some("id: $id"),
            "participant" => Some("participant: $id"),
            "ids" => Some("ids: [$id]"),
            "filter" => Some("filter: { text: $text }"),
            "first" => Some("first: 3"),
            "number" => Some("number: \"345-678\""),
            other => {
                let may_be_left_out = argument["type"]["kind"] != "NON_NULL";
                assert!(
                    may_be_left_out,
                    "say here what {field}({other}) is asked with"
                );
                None
            }
        };
        let question = |field: &Value| {
            let name = text(field, "name");
            let given = list(&field["args"]).iter();
            let given: Vec<&str> = given.filter_map(|one| argument(name, one)).collect();
            let given = if given.is_empty() {
                String::new()
            } else {
                format!("({})", given.join(", "))
            };
            format!("{name}{given} {}", self.whole(inmost(&field["type"]), &[]))
        };
        let questions: Vec<String> = self.fields("Query").iter().map(question).collect();
        let (some, others) = questions.split_at(questions.len() / 2);
        [some, others].map(|part| {
            let part = part.join(" ");
            let known = [("$id", "$id: ID!"), ("$text", "$text: String")];
            let used = known.iter().filter(|(name, _)| part.contains(name));
            let used: Vec<&str> = used.map(|(_, declared)| *declared).collect();
            format!("query({}) {{ {part} }}", used.join(", "))
        })
    }

    /// Every question that is asked with an id, with everything below it; `$id` stands in the place of the id.
    pub(crate) fn questions_by_id(&self) -> Vec<String> {
        let questions = self.fields("Query").iter().flat_map(|field| {
            let given = list(&field["args"]);
            let by_id = given.iter().filter(|one| inmost(&one["type"]) == "ID");
            by_id.map(move |one| {
                let id = if is_list(&one["type"]) {
                    "[$id]"
                } else {
                    "$id"
                };
                let (name, argument) = (text(field, "name"), text(one, "name"));
                // What cannot be left out beside it names the same.
                let others = given.iter().filter(|other| {
                    let is_needed = other["type"]["kind"] == "NON_NULL";
                    is_needed && inmost(&other["type"]) == "ID" && *other != one
                });
                let others = others.map(|other| format!(", {}: $id", text(other, "name")));
                let (others, below) = (
                    others.collect::<String>(),
                    self.whole(inmost(&field["type"]), &[]),
                );
                format!("query($id: ID!) {{ {name}({argument}: {id}{others}) {below} }}")
            })
        });
        questions.collect()
    }

    /// Every mutation of the schema with an input that its types let pass: what may be left out is left
    /// out, of alternatives the first is taken, lists are empty, and `named` says what stands where a part of an input type is an id.
    pub(crate) fn changes(&self, named: impl Fn(&str, &str) -> Value) -> Vec<(String, Value)> {
        let changes = self.fields("Mutation").iter().map(|field| {
            let name = text(field, "name");
            let [input] = list(&field["args"]) else {
                panic!("{name} takes one input");
            };
            let input = self.sample(&input["type"]["ofType"], ("Mutation", "input"), &named);
            (name.to_owned(), input)
        });
        changes.collect()
    }

    /// A value of a type, for a part of an input of some type.
    fn sample(
        &self,
        reference: &Value,
        (of, part): (&str, &str),
        named: &impl Fn(&str, &str) -> Value,
    ) -> Value {
        let name = text(reference, "name");
        match (text(reference, "kind"), name) {
            ("LIST", _) => json!([]),
            ("ENUM", _) => self.0[name]["enumValues"][0]["name"].clone(),
            ("INPUT_OBJECT", _) => {
                let parts = list(&self.0[name]["inputFields"]).iter();
                let is_choice = self.0[name]["isOneOf"] == true;
                let needed = parts
                    .filter(|part| is_choice || part["type"]["kind"] == "NON_NULL")
                    .take(if is_choice { 1 } else { usize::MAX });
                let given = needed.map(|part| {
                    let of = match text(&part["type"], "kind") {
                        "NON_NULL" => &part["type"]["ofType"],
                        _ => &part["type"],
                    };
                    let part_name = text(part, "name");
                    let value = self.sample(of, (name, part_name), named);
                    (part_name.to_owned(), value)
                });
                Value::Object(given.collect())
            }
            (_, "ID") => named(of, part),
            (_, "String") => json!("ある"),
            (_, "Int") => json!(1),
            (_, "Boolean") => json!(false),
            (_, "Date") => json!("2026-11-20"),
            (_, "DateTime") => json!("2026-11-20T10:00:00+09:00"),
            (_, other) => panic!("say here what {part} of type {other} is asked with"),
        }
    }

    /// One selection for every leaf below a type, each with nothing beside it.
    pub(super) fn leaves(&self, name: &str) -> Vec<String> {
        let below = |field: &Value| {
            let inner = self.leaves(inmost(&field["type"]));
            let field = text(field, "name");
            if inner.is_empty() {
                vec![field.to_owned()]
            } else {
                inner
                    .iter()
                    .map(|leaf| format!("{field} {{ {leaf} }}"))
                    .collect()
            }
        };
        self.fields(name).iter().flat_map(below).collect()
    }

    fn below(&self, name: &str, field: &Value) -> String {
        for argument in list(&field["args"]) {
            let is_required =
                argument["type"]["kind"] == "NON_NULL" && argument["defaultValue"].is_null();
            assert!(
                !is_required,
                "{name}.{field} cannot be asked for without an argument"
            );
        }
        self.whole(inmost(&field["type"]), &[])
    }
}

/// The name of a type without its lists and exclamation marks.
pub(crate) fn inmost(reference: &Value) -> &str {
    match reference["name"].as_str() {
        Some(name) => name,
        None => inmost(&reference["ofType"]),
    }
}

/// Whether it is a list of something.
pub(crate) fn is_list(reference: &Value) -> bool {
    match text(reference, "kind") {
        "LIST" => true,
        "NON_NULL" => is_list(&reference["ofType"]),
        _ => false,
    }
}

/// What stands under a key.
pub(crate) fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

on_every_database! {
    async fn a_partner_reads_a_hundred_agencies_whole_by_as_many_statements_as_ten(world) {
        let world = world.seeded().await;
        let api = api(&world);
        let connection = Types::of(&api).await.whole("ResourceConnection", &["edges"]);
        let document = format!("query($first: Int) {{ resources(first: $first) {connection} }}");
        for viewer in [Viewer::Anonymous, Viewer::Member(vec![demo()])] {
            let mut fewest = Vec::new();
            for first in [10, 100] {
                let mut counts = Vec::new();
                // Once in a second the store asks whether its tables are still those of the database.
                for _ in 0..3 {
                    let known = lines(&world).await.len();
                    let reading = asked(&api, viewer.clone(), &document, json!({ "first": first }));
                    let (answer, statements) = counted(reading).await;
                    let is_audited = lines(&world).await.len() > known;
                    assert!(!is_audited || viewer != Viewer::Anonymous, "{first}: a visitor leaves a line");
                    assert!(answer.get("errors").is_none(), "{answer}");
                    assert_eq!(list(&answer["data"]["resources"]["nodes"]).len(), first);
                    // The audit is written by one statement, where there was something not for everybody.
                    counts.push(statements - usize::from(is_audited));
                }
                fewest.extend(counts.into_iter().min());
            }
            assert_eq!(fewest[0], fewest[1], "{viewer:?}");
            assert!((1..=8).contains(&fewest[1]), "{viewer:?}: {fewest:?}");
        }
    }
}

on_every_database! {
    async fn a_partner_who_asks_for_one_thing_pays_for_no_other(world) {
        let world = world.seeded().await;
        let api = api(&world);
        let mut fewest = usize::MAX;
        for _ in 0..3 {
            let document = "{ resources(first: 20) { nodes { name kind phones { written } openAt nextOpening { at } } } }";
            let (_, statements) = counted(told(&api, document, json!({}))).await;
            fewest = fewest.min(statements);
        }
        assert_eq!(fewest, 1, "published facts are one statement");
    }
}

on_every_database! {
    async fn a_partner_who_counts_pays_for_one_statement_more_whatever_is_counted(world) {
        let world = world.seeded().await;
        let api = api(&world);
        let filter = "text: \"支援\", kinds: [EMPLOYMENT_TRANSITION, GROUP_HOME], sectors: [WELFARE], municipalityCodes: [\"272078\"]";
        let facets = "facets { kinds { kind count } sectors { sector count } municipalities { municipality { name } count } }";
        let (total, both) = ("totalCount { value isExact }", format!("totalCount {{ value }} {facets}"));
        let mut statements = Vec::new();
        for counts in ["", total, facets, both.as_str()] {
            let document = format!("{{ resources(filter: {{ {filter} }}, first: 20) {{ nodes {{ name }} {counts} }} }}");
            let mut fewest = usize::MAX;
            // Once in a second the store asks whether its tables are still those of the database.
            for _ in 0..3 {
                let (_, sent) = counted(told(&api, &document, json!({}))).await;
                fewest = fewest.min(sent);
            }
            statements.push(fewest);
        }
        assert_eq!(statements, [1, 2, 2, 2]);
    }
}

on_every_database! {
    async fn a_partner_may_ask_for_any_field_alone(world) {
        let world = world.seeded().await;
        let api = api(&world);
        let leaves = Types::of(&api).await.leaves("Resource");
        assert!(leaves.len() > 100, "{leaves:?}");
        for viewer in [Viewer::Anonymous, Viewer::Member(vec![demo()])] {
            for leaf in &leaves {
                let document = format!("query($id: ID!) {{ resource(id: $id) {{ {leaf} }} node(id: $id) {{ ... on Resource {{ {leaf} }} }} }}");
                let id = global_id(seeded(301));
                let answer = asked(&api, viewer.clone(), &document, json!({ "id": id })).await;
                assert!(answer.get("errors").is_none(), "{leaf}: {answer}");
                assert!(answer["data"]["resource"].is_object(), "{leaf}: {answer}");
                assert_eq!(answer["data"]["resource"], answer["data"]["node"], "{leaf}");
            }
        }
    }
}
