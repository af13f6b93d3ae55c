//! `renkei export hsds`: the same as files.

use std::collections::BTreeSet;

use renkei_tests::on_every_database;
use serde_json::{Map, Value};

use super::{LISTS, json, lines, with_an_edition};
use crate::binary::Ended;
use crate::keys::command;
use crate::record::fine;

/// The same without the notices of the day: the command has a clock of its own.
fn lasting(thing: &Value) -> Value {
    match thing {
        Value::Object(fields) => {
            let lasts = fields.iter().filter(|(field, _)| *field != "alert");
            lasts
                .map(|(field, value)| (field.clone(), lasting(value)))
                .collect::<Map<String, Value>>()
                .into()
        }
        Value::Array(several) => several.iter().map(lasting).collect::<Vec<Value>>().into(),
        other => other.clone(),
    }
}

on_every_database! {
    async fn an_operator_writes_into_a_folder_what_partners_read(world) {
        let world = with_an_edition(world).await;
        let folder = crate::binary::folder();
        let run = |words: &[&str]| Ended::of(&mut command(&world, &folder, words));
        let read = |file: &str| fine(std::fs::read_to_string(folder.path().join(file)));
        let written = run(&["export", "hsds", "all"]);
        assert_eq!(written.code, Some(0), "{written:?}");
        let server = world.serve().await;
        let visitor = server.visitor();
        let root: Value = fine(serde_json::from_str(&read("all/index.json")));
        assert_eq!(root, json(&visitor, "/hsds").await);
        for (list, _) in LISTS {
            let kept = read(&format!("all/{list}.ndjson"));
            let kept = kept.lines().map(|line| lasting(&fine(serde_json::from_str(line))));
            let kept: Vec<Value> = kept.collect();
            let told = lines(&visitor, &format!("/hsds/{list}?format=ndjson&full=true")).await;
            let told: Vec<Value> = told.iter().map(lasting).collect();
            assert!(kept == told, "{list}: {} lines, not {}", kept.len(), told.len());
        }
        server.stop().await;
        let services = read("all/services.ndjson").lines().count();
        let last = written.said.last();
        assert!(last.is_some_and(|last| last["event"] == "exported" && last["rows"] == services), "{written:?}");
        let names: BTreeSet<_> = fine(std::fs::read_dir(folder.path().join("all")))
            .map(|file| fine(file).file_name())
            .collect();
        assert_eq!(names.len(), LISTS.len() + 1, "{names:?}");

        let refused = run(&["export", "hsds", "all"]);
        assert_eq!(refused.refused(), (Some(1), "FILE_EXISTS"));
        let part = run(&["export", "hsds", "part", "--municipalities", "272078"]);
        assert_eq!(part.code, Some(0), "{part:?}");
        let fewer = read("part/services.ndjson").lines().count();
        assert!(fewer >= 120 && fewer < services, "{fewer} of {services}");
        let refused = run(&["export", "hsds", "other", "--municipalities", "011002"]);
        assert_eq!(refused.refused(), (Some(1), "UNKNOWN_MUNICIPALITY"));
        assert!(!folder.path().join("other").exists());
    }
}
