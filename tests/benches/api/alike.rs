//! Whether two makes say the same. PostGraphile answers tables, one field a column: what our schema makes of the columns
//! is made of them here, by a reader who knows both. Cursors differ by nature.

use renkei_domain::ids::ResourceId;
use renkei_graphql::global_id;
use serde_json::{Value, json};

use super::asked::Question;
use super::makes::Make;
use super::walked::Walked;

/// Whether every answer of a make says what ours says; the first that does not is shown.
pub(super) fn are_all(question: Question, make: Make, ours: &Walked, theirs: &Walked) -> bool {
    let mut equal = 0;
    let mut shown = false;
    for (ours, theirs) in ours.answers.iter().zip(&theirs.answers) {
        let in_our_shape = match make {
            Make::PostGraphile => shaped(question, theirs, ours),
            Make::Ours | Make::Mercurius | Make::ByHand => theirs.clone(),
        };
        let (ours, theirs) = (without_cursors(ours.clone()), without_cursors(in_our_shape));
        if ours == theirs {
            equal += 1;
        } else if !shown {
            shown = true;
            println!("not equal:\n  renkei {ours}\n  {} {theirs}", make.word());
        }
    }
    let (own, other) = (ours.answers.len(), theirs.answers.len());
    let (own_bytes, other_bytes) = (ours.bytes_an_answer(), theirs.bytes_an_answer());
    println!(
        "{}: {equal} of {own} answers of {} say the same ({other_bytes} bytes each, ours {own_bytes})",
        question.word(),
        make.word()
    );
    equal == own && own == other
}

/// What continues a list is each server's own affair.
fn without_cursors(mut answer: Value) -> Value {
    let page = answer.pointer_mut("/resources/pageInfo");
    if let Some(page) = page.and_then(Value::as_object_mut) {
        page.remove("endCursor");
    }
    let edges = answer.pointer_mut("/resources/edges");
    let edges = edges.and_then(Value::as_array_mut);
    for edge in edges.into_iter().flatten() {
        if let Some(edge) = edge.as_object_mut() {
            edge.remove("cursor");
        }
    }
    answer
}

fn shaped(question: Question, theirs: &Value, ours: &Value) -> Value {
    match question {
        Question::Page => {
            let edges = list(
                &theirs["resources"]["edges"],
                |edge| json!({ "node": of_page(&edge["node"]) }),
            );
            json!({ "resources": { "edges": edges, "pageInfo": theirs["resources"]["pageInfo"] } })
        }
        Question::Hundred => {
            let nodes = list(&theirs["resources"]["nodes"], of_hundred);
            json!({ "resources": { "nodes": nodes, "pageInfo": theirs["resources"]["pageInfo"] } })
        }
        Question::Entry => {
            json!({ "resource": entry(&theirs["resource"], &ours["resource"]["notices"]) })
        }
    }
}

fn of_page(row: &Value) -> Value {
    let location = if row["latitude"].is_null() {
        Value::Null
    } else {
        json!({ "latitude": row["latitude"], "longitude": row["longitude"] })
    };
    json!({
        "id": id(&row["id"]),
        "kind": upper(&row["kind"]),
        "name": row["name"],
        "kana": row["kana"],
        "officeNumber": row["officeNumber"],
        "address": address(row),
        "location": location,
        "url": row["url"],
    })
}

fn of_hundred(row: &Value) -> Value {
    json!({
        "id": id(&row["id"]),
        "name": row["name"],
        "organization": row["organization"]["facts"]["nodes"][0],
        "hours": { "notation": row["hours"]["notation"], "note": row["hoursNote"] },
    })
}

/// Notices are shown on their days alone: which those are is taken from ours.
fn entry(row: &Value, shown: &Value) -> Value {
    let (facts, profile) = (&row["facts"]["nodes"][0], &row["profile"]);
    let words = |name: &str| -> Vec<Value> {
        let words = nodes(&row["words"]).filter(|word| word["list"] == name);
        words.map(|word| word["word"].clone()).collect()
    };
    let codes = |name: &str| -> Vec<Value> { words(name).iter().map(upper).collect() };
    let notices: Vec<&Value> = nodes(&row["notices"])
        .filter(|notice| {
            let mut shown = shown.as_array().into_iter().flatten();
            shown.any(|other| other == *notice)
        })
        .collect();
    json!({
        "id": id(&row["id"]),
        "kind": upper(&facts["kind"]),
        "name": facts["name"],
        "kana": facts["kana"],
        "organization": facts["organization"]["facts"]["nodes"][0],
        "address": address(facts),
        "phones": list(&inner(&facts["phones"]), |phone| {
            json!({ "written": phone["written"], "label": phone["label"] })
        }),
        "hours": { "notation": facts["hours"]["notation"], "note": facts["hoursNote"] },
        "description": profile["description"],
        "serviceArea": list(&row["serviceArea"]["nodes"], |served| {
            let place = &served["municipality"];
            json!({ "code": municipality(&place["code"]), "name": place["name"] })
        }),
        "programs": list(&row["programs"]["nodes"], |one| program(one, &row["patterns"])),
        "comparison": {
            "months": months(profile),
            "pay": upper(&profile["pay"]),
            "payNote": profile["payNote"],
            "applyAt": profile["applyAt"],
            "cost": profile["cost"],
            "eligibility": profile["eligibility"],
            "documents": codes("document"),
        },
        "capacity": {
            "available": profile["capacityAvailable"],
            "maximum": profile["capacityMaximum"],
            "waiting": profile["capacityWaiting"],
            "asOf": profile["capacityAsOf"],
        },
        "roles": codes("role"),
        "languages": codes("language"),
        "access": codes("access"),
        "strengths": list(&row["strengths"]["nodes"], |strength| {
            json!({
                "valence": upper(&strength["valence"]),
                "topic": upper(&strength["topic"]),
                "text": strength["text"],
                "statedOn": strength["statedOn"],
            })
        }),
        "contactPolicy": {
            "note": profile["policyNote"],
            "never": words("never"),
            "rules": list(&row["rules"]["nodes"], |one| rule(one, &row["ways"])),
        },
        "notices": notices,
    })
}

fn program(program: &Value, patterns: &Value) -> Value {
    let own = nodes(patterns).filter(|pattern| pattern["programOrdinal"] == program["ordinal"]);
    let patterns: Vec<Value> = own
        .map(|pattern| {
            json!({
                "jobCoach": upper(&pattern["jobCoach"]),
                "months": months(pattern),
                "description": pattern["description"],
            })
        })
        .collect();
    json!({
        "kind": upper(&program["kind"]),
        "ownName": program["ownName"],
        "description": program["description"],
        "patterns": patterns,
    })
}

fn rule(rule: &Value, ways: &Value) -> Value {
    let own = nodes(ways).filter(|way| way["ruleOrdinal"] == rule["ordinal"]);
    let ways: Vec<Value> = own
        .map(|way| {
            let hours = if way["hours"].is_null() {
                Value::Null
            } else {
                json!({ "notation": way["hours"] })
            };
            json!({
                "channel": upper(&way["channel"]),
                "askFor": upper(&way["askFor"]),
                "desk": way["desk"],
                "hours": hours,
                "etiquette": way["etiquette"],
            })
        })
        .collect();
    json!({
        "purpose": upper(&rule["purpose"]),
        "sender": upper(&rule["sender"]),
        "doNot": inner(&rule["doNot"]),
        "ways": ways,
    })
}

fn nodes(connection: &Value) -> impl Iterator<Item = &Value> {
    connection["nodes"].as_array().into_iter().flatten()
}

/// The items of a list, each made into ours.
fn list(items: &Value, each: impl Fn(&Value) -> Value) -> Vec<Value> {
    let items = items.as_array().into_iter().flatten();
    items.map(each).collect()
}

/// The global id of a UUID.
fn id(uuid: &Value) -> Value {
    let id = uuid
        .as_str()
        .and_then(|text| text.parse::<ResourceId>().ok());
    id.map_or(Value::Null, |id| global_id(id).into())
}

/// The code of a column as the name of an enum has it.
fn upper(code: &Value) -> Value {
    let name = |code: &str| code.to_ascii_uppercase().replace('/', "_").into();
    code.as_str().map_or(Value::Null, name)
}

/// JSON that stands in a column.
fn inner(column: &Value) -> Value {
    let text = column.as_str().unwrap_or("[]");
    serde_json::from_str(text).unwrap_or_default()
}

fn municipality(code: &Value) -> Value {
    let code = code.as_u64();
    code.map_or(Value::Null, |code| format!("{code:06}").into())
}

fn address(row: &Value) -> Value {
    let Some(city) = row["city"].as_str() else {
        return Value::Null;
    };
    json!({
        "postalCode": row["postalCode"],
        "municipalityCode": municipality(&row["municipalityCode"]),
        "line": format!("{city}{}", row["rest"].as_str().unwrap_or_default()),
    })
}

fn months(row: &Value) -> Value {
    if row["monthsFrom"].is_null() {
        return Value::Null;
    }
    json!({ "from": row["monthsFrom"], "to": row["monthsTo"] })
}
