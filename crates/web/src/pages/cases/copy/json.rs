//! The copy for programs, in a shape that stays: `schema` names it, and a change that would break a reader gets
//! another name. Days are ISO 8601; every code has its Japanese words beside it, and the words are those on paper.
//!
//! ```json
//! {
//!   "schema": "renkei-person-copy/1",
//!   "title": "あなたのことの写し（開示）",
//!   "as_of": "2026-11-20",
//!   "person": "山田 花子 さん",
//!   "holder": { "name": "社会福祉法人ひなた", "ask": "高槻 はるか" },
//!   "at_once": [ {
//!     "kind": "note", "kind_label": "支援の記録", "heading": "…",
//!     "facts": [ { "code": "on", "label": "日", "values": [ { "text": "2026年11月20日(金)（令和8年）", "date": "2026-11-20" } ] } ]
//!   } ],
//!   "released": [],
//!   "withheld": [ {
//!     "kind": "receipt", "kind_label": "聞いた記録（受領記録）", "decision": "third_person", "why": "…",
//!     "ground": "個人情報保護法33条2項1号", "reason": "…", "date": "2026-11-20"
//!   } ],
//!   "open": { "asked_on": "2026-11-20", "due": "2026-12-04" }
//! }
//! ```
//!
//! `code` and `date` of a value stand there only where it has one, `ground` and `reason` only where there are such, and
//! `open` is null where nothing is asked for. Which `code`s a fact may have says `renkei_app::person_copy::entries`.

use renkei_app::person_copy::read::{PersonCopyView, WithheldThing};
use renkei_domain::person_copy::{CopyEntry, CopyFact, CopyValue};
use serde::Serialize;

use super::super::name_of;

/// The name of the shape.
const SCHEMA: &str = "renkei-person-copy/1";

#[derive(Serialize)]
struct Told<'v> {
    schema: &'static str,
    title: &'static str,
    as_of: String,
    person: String,
    holder: Holder<'v>,
    at_once: Vec<Entry<'v>>,
    released: Vec<Entry<'v>>,
    withheld: Vec<Withheld<'v>>,
    open: Option<Open>,
}

#[derive(Serialize)]
struct Holder<'v> {
    name: &'v str,
    ask: Option<&'v str>,
}

#[derive(Serialize)]
struct Open {
    asked_on: String,
    due: String,
}

#[derive(Serialize)]
struct Entry<'v> {
    kind: &'static str,
    kind_label: &'static str,
    heading: &'v str,
    facts: Vec<Fact<'v>>,
}

#[derive(Serialize)]
struct Fact<'v> {
    code: &'v str,
    label: &'v str,
    values: Vec<Value<'v>>,
}

#[derive(Serialize)]
struct Value<'v> {
    text: &'v str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'v str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
}

#[derive(Serialize)]
struct Withheld<'v> {
    kind: &'static str,
    kind_label: &'static str,
    decision: &'static str,
    why: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    ground: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'v str>,
    date: String,
}

fn value(value: &CopyValue) -> Value<'_> {
    Value {
        text: &value.text,
        code: value.code.as_deref(),
        date: value.on.map(|day| day.to_string()),
    }
}

fn fact(fact: &CopyFact) -> Fact<'_> {
    Fact {
        code: &fact.code,
        label: &fact.label,
        values: fact.values.iter().map(value).collect(),
    }
}

fn entry(entry: &CopyEntry) -> Entry<'_> {
    Entry {
        kind: entry.kind.code(),
        kind_label: entry.kind.word(),
        heading: &entry.heading,
        facts: entry.facts.iter().map(fact).collect(),
    }
}

fn withheld(one: &WithheldThing) -> Withheld<'_> {
    Withheld {
        kind: one.kind.code(),
        kind_label: one.kind.word(),
        decision: one.decision.code(),
        why: one.decision.plain(),
        ground: one.decision.ground(),
        reason: one.reason.as_ref().map(|reason| reason.as_str()),
        date: one.on.to_string(),
    }
}

/// The copy as JSON.
pub(super) fn told(view: &PersonCopyView) -> Result<String, serde_json::Error> {
    let parts = &view.parts;
    let open = parts.open.map(|(asked_on, due)| Open {
        asked_on: asked_on.to_string(),
        due: due.to_string(),
    });
    serde_json::to_string_pretty(&Told {
        schema: SCHEMA,
        title: "あなたのことの写し（開示）",
        as_of: view.now.date.to_string(),
        person: name_of(&view.case),
        holder: Holder {
            name: &view.lead,
            ask: view.keeper().map(|name| name.as_str()),
        },
        at_once: parts.at_once.iter().map(entry).collect(),
        released: parts.released.iter().map(entry).collect(),
        withheld: parts.withheld.iter().map(withheld).collect(),
        open,
    })
}

#[cfg(test)]
mod tests {
    use super::super::samples::{bare, released};
    use super::*;

    fn read(view: &PersonCopyView) -> serde_json::Value {
        let text = told(view).expect("JSON");
        serde_json::from_str(&text).expect("JSON")
    }

    #[test]
    fn a_program_reads_the_name_of_the_shape_iso_days_and_words_beside_codes() {
        let copy = read(&released());
        assert_eq!(copy["schema"], SCHEMA);
        assert_eq!(copy["as_of"], "2026-11-20");
        assert!(copy["open"].is_null());
        let note = &copy["released"][0];
        assert_eq!(
            (note["kind"].as_str(), note["kind_label"].as_str()),
            (Some("note"), Some("支援の記録"))
        );
        let day = &note["facts"][0];
        assert_eq!(
            (day["code"].as_str(), day["values"][0]["date"].as_str()),
            (Some("on"), Some("2026-11-18"))
        );
        assert!(day["values"][0].get("code").is_none());
        let withheld = &copy["withheld"][0];
        assert_eq!(withheld["decision"], "third_person");
        assert_eq!(withheld["ground"], "個人情報保護法33条2項1号");
        let empty = read(&bare());
        assert_eq!(empty["at_once"].as_array().map(Vec::len), Some(0));
    }
}
