//! The schemas of HSDS 3.1 as judges, read where they lie beside the clone; nothing of them is kept here.

use std::collections::BTreeMap;
use std::path::Path;

use jsonschema::Validator;
use serde_json::{Map, Value, json};

use crate::record::fine;

/// What the compiled forms of the standard add to two of its schemas.
const COMPILED: [(&str, &str, &str); 2] = [
    ("service_at_location.json", "service", "service.json"),
    ("organization.json", "services", "service.json"),
];

/// The schemas, each ready to judge.
pub(super) struct Schemas {
    all: BTreeMap<String, Value>,
    judges: BTreeMap<&'static str, Validator>,
}

impl Schemas {
    pub(super) fn read(folder: &Path) -> Self {
        let mut all = BTreeMap::new();
        for file in fine(std::fs::read_dir(folder)) {
            let path = fine(file).path();
            let name = path.file_name().and_then(|name| name.to_str());
            let name = name.unwrap_or_default().to_owned();
            if name == "openapi.json" || !name.ends_with(".json") {
                continue;
            }
            let text = fine(std::fs::read_to_string(&path));
            let schema: Value = fine(serde_json::from_str(&text));
            all.insert(name, schema);
        }
        assert_eq!(all.len(), 24, "the schemas of 3.1");
        let defined: Map<String, Value> = all
            .iter()
            .map(|(name, schema)| (name.clone(), inward(schema)))
            .collect();
        let judge = |thing: &str| {
            let schema = json!({
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "$defs": defined,
                "$ref": format!("#/$defs/{thing}.json"),
            });
            let judge = jsonschema::options().should_validate_formats(true);
            judge
                .build(&schema)
                .unwrap_or_else(|fault| panic!("{thing}: {fault}"))
        };
        let judges = super::LISTS.map(|(_, thing)| (thing, judge(thing)));
        Self {
            all,
            judges: judges.into_iter().collect(),
        }
    }

    /// What speaks against a thing.
    pub(super) fn faults(&self, thing: &str, written: &Value) -> Vec<String> {
        let judge = self.judges.get(thing).expect("a schema");
        let faults = judge.iter_errors(written).map(|fault| fault.to_string());
        let mut faults: Vec<String> = faults.collect();
        self.strange(&format!("{thing}.json"), written, &mut faults);
        faults
    }

    pub(super) fn assert_sound(&self, thing: &str, written: &Value) {
        let faults = self.faults(thing, written);
        assert!(faults.is_empty(), "{thing}: {faults:#?}\n{written:#}");
    }

    /// Fields that the standard does not know: it takes them, so that a slip in a name passes.
    fn strange(&self, schema: &str, written: &Value, faults: &mut Vec<String>) {
        let properties = &self.all[schema]["properties"];
        for (field, value) in written.as_object().into_iter().flatten() {
            let added = COMPILED
                .iter()
                .find(|(of, name, _)| *of == schema && name == field);
            let property = &properties[field.as_str()];
            if property.is_null() && added.is_none() {
                faults.push(format!("{schema} has no {field}"));
                continue;
            }
            let leads_to = property["$ref"]
                .as_str()
                .or_else(|| property["items"]["$ref"].as_str())
                .or(added.map(|(_, _, schema)| *schema));
            let Some(below) = leads_to else {
                continue;
            };
            match value {
                Value::Array(several) => {
                    for one in several {
                        self.strange(below, one, faults);
                    }
                }
                one => self.strange(below, one, faults),
            }
        }
    }
}

/// A schema whose references lead to others of the same document.
fn inward(schema: &Value) -> Value {
    match schema {
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| match value {
                Value::String(file) if name == "$ref" => {
                    (name.clone(), json!(format!("#/$defs/{file}")))
                }
                value => (name.clone(), inward(value)),
            })
            .collect::<Map<String, Value>>()
            .into(),
        Value::Array(several) => several.iter().map(inward).collect::<Vec<Value>>().into(),
        other => other.clone(),
    }
}

#[test]
fn a_judge_finds_what_the_standard_does_not_take() {
    let Some(folder) = renkei_tests::shared::hsds("hsds::schemas") else {
        return;
    };
    let schemas = Schemas::read(&folder);
    let id = "01932f00-0000-7002-8000-000000000001";
    let sound = json!({ "id": id, "name": "みほん", "status": "active" });
    schemas.assert_sound("service", &sound);
    for (field, value) in [
        ("id", json!("1")),
        ("name", Value::Null),
        ("status", json!("open")),
        ("url", json!("https://みほん.example/")),
        ("email", json!("みほん")),
        ("phones", json!([{ "id": id }])),
        (
            "phones",
            json!([{ "id": id, "number": "1", "extension": "2" }]),
        ),
        ("schedules", json!([{ "id": id, "freq": "DAILY" }])),
        ("organization", json!({ "id": id, "name": "みほん" })),
        ("last_modified", json!("2026-11-20")),
        ("adress", json!("みほん")),
    ] {
        let mut faulty = sound.clone();
        faulty[field] = value;
        assert!(!schemas.faults("service", &faulty).is_empty(), "{faulty}");
    }
}
