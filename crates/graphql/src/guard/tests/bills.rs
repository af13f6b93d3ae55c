//! What answers come to, and that it is never more than was asked for.

use async_graphql::{Name, Value, value};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::post;
use crate::guard::check;

#[test]
fn a_partner_pays_for_what_was_read() {
    let three = || value!([{ "id": "a" }, { "id": "b" }, { "id": "c" }]);
    let connection = |entries: Value| value!({ "resources": { "nodes": entries } });
    let rows = [
        (
            "three of a hundred",
            "{resources(first:100){nodes{id}}}",
            connection(three()),
            14_101,
            14_000 + 1 + 3,
        ),
        (
            "nothing found",
            "{resources(first:100){nodes{id}}}",
            connection(value!([])),
            14_101,
            14_000 + 1,
        ),
        (
            "a list in each entry",
            "{resources(first:10){nodes{id phones{number}}}}",
            connection(value!([
                { "id": "a", "phones": [{ "number": "1" }, { "number": "2" }] },
                { "id": "b", "phones": [] },
            ])),
            14_000 + 1 + 10 * (1 + 1 + 3),
            14_000 + 1 + (1 + 1 + 2) + (1 + 1),
        ),
        (
            "a list that is longer than usual",
            "{phones{number}}",
            value!({ "phones": [{ "number": "1" }, { "number": "2" }, { "number": "3" }, { "number": "4" }] }),
            1 + 3,
            1 + 4,
        ),
        (
            "ids of which one is nothing",
            "{nodes(ids:[\"a\",\"b\"]){id}}",
            value!({ "nodes": [{ "id": "a" }, null] }),
            200 + 2 * (10 + 1),
            200 + (10 + 1) + 10,
        ),
        (
            "one that is not there",
            "{resource(id:\"a\"){id name}}",
            value!({ "resource": null }),
            202,
            200,
        ),
        (
            "a change that is told, of an entry that is gone",
            "{resourceChanged{seq changed resource{id phones{number}}}}",
            value!({ "resourceChanged": { "seq": 7, "changed": ["FACTS", "CAPACITY"], "resource": null } }),
            50 + 2 + 200 + 1 + (1 + 3),
            50 + 2 + 200,
        ),
        (
            "what was left out",
            "{a resources @skip(if:true){nodes{id}}}",
            value!({ "a": 1 }),
            1 + 14_000 + 1 + 20,
            1,
        ),
        (
            "by another name, in fragments",
            "{s:resources(first:9){...C ... on ResourceConnection{e:edges{cursor}}}} fragment C on ResourceConnection{nodes{id}}",
            value!({ "s": { "nodes": [{ "id": "a" }], "e": [{ "cursor": "c" }] } }),
            14_000 + (1 + 9) + (1 + 9),
            14_000 + (1 + 1) + (1 + 1),
        ),
        (
            "no answer",
            "{resources{nodes{id}}}",
            Value::Null,
            14_000 + 1 + 20,
            0,
        ),
    ];
    for (name, document, answer, requested, spent) in rows {
        let checked = check(&post(document)).expect(name);
        let found = (checked.cost, checked.bill.comes_to(&answer));
        assert_eq!(found, (requested, spent), "{name}");
    }
}

/// A field that is asked for.
#[derive(Debug, Clone)]
struct Asked {
    kind: Kind,
    place: Place,
    under: Vec<Asked>,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    /// An object, or a value where nothing is selected of it.
    One,
    /// A list that is usually of three.
    Phones,
    /// A connection that is asked for so many entries.
    Page(usize),
    /// So many ids.
    Ids(usize),
}

/// Where the field stands in its selection.
#[derive(Debug, Clone, Copy)]
enum Place {
    Plain,
    Inline,
    Spread,
}

/// How many there are of those that there may be: by chance, or else all.
struct Dice(Option<u64>);

impl Dice {
    fn of(&mut self, most: usize) -> usize {
        let Some(seed) = &mut self.0 else {
            return most;
        };
        *seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(*seed >> 33).unwrap_or_default() % (most + 1)
    }
}

const PLACES: &[Place] = &[Place::Plain, Place::Inline, Place::Spread];

fn place() -> impl Strategy<Value = Place> {
    select(PLACES)
}

fn asked() -> impl Strategy<Value = Asked> {
    let leaf = place().prop_map(|place| Asked {
        kind: Kind::One,
        place,
        under: Vec::new(),
    });
    leaf.prop_recursive(4, 24, 4, |inner| {
        let kind = prop_oneof![
            Just(Kind::One),
            Just(Kind::Phones),
            (1_usize..8).prop_map(Kind::Page),
            (1_usize..5).prop_map(Kind::Ids),
        ];
        (kind, place(), vec(inner, 1..4)).prop_map(|(kind, place, under)| Asked {
            kind,
            place,
            under,
        })
    })
}

/// A selection as it is written, with the fragments that it needs.
fn written(fields: &[Asked], fragments: &mut Vec<String>) -> String {
    if fields.is_empty() {
        return String::new();
    }
    let mut texts = Vec::new();
    for (key, field) in fields.iter().enumerate() {
        let under = written(&field.under, fragments);
        let text = match field.kind {
            Kind::One => format!("k{key}: a{under}"),
            Kind::Phones => format!("k{key}: phones{under}"),
            Kind::Page(first) => {
                format!("k{key}: resourceChanges(first: {first}) {{ nodes{under} }}")
            }
            Kind::Ids(ids) => format!("k{key}: nodes(ids: [{}]){under}", "\"i\" ".repeat(ids)),
        };
        texts.push(match field.place {
            Place::Plain => text,
            Place::Inline => format!("... on T {{ {text} }}"),
            Place::Spread => {
                let name = format!("F{}", fragments.len());
                fragments.push(format!("fragment {name} on T {{ {text} }}"));
                format!("...{name}")
            }
        });
    }
    format!(" {{ {} }}", texts.join(" "))
}

/// An object that answers a selection.
fn answered(fields: &[Asked], dice: &mut Dice) -> Value {
    let mut object = Vec::new();
    for (key, field) in fields.iter().enumerate() {
        let under = &field.under;
        let value = match field.kind {
            Kind::One if under.is_empty() => Value::Boolean(true),
            Kind::One if dice.of(3) == 0 => Value::Null,
            Kind::One => answered(under, dice),
            Kind::Phones => list(under, 3, dice),
            Kind::Page(first) => {
                let nodes = list(under, first, dice);
                Value::Object([(Name::new("nodes"), nodes)].into_iter().collect())
            }
            Kind::Ids(ids) => list(under, ids, dice),
        };
        object.push((Name::new(format!("k{key}")), value));
    }
    Value::Object(object.into_iter().collect())
}

fn list(under: &[Asked], most: usize, dice: &mut Dice) -> Value {
    let entries = dice.of(most);
    Value::List((0..entries).map(|_| answered(under, dice)).collect())
}

proptest! {
    #[test]
    fn a_whole_answer_comes_to_what_was_asked_for_and_no_other_to_more(
        fields in vec(asked(), 1..4),
        seed in any::<u64>(),
    ) {
        let mut fragments = Vec::new();
        let selected = written(&fields, &mut fragments);
        let document = format!("query Q{selected} {}", fragments.join(" "));
        // What is refused for its cost is answered by nobody.
        if let Ok(checked) = check(&post(document.as_str())) {
            let whole = answered(&fields, &mut Dice(None));
            prop_assert_eq!(checked.bill.comes_to(&whole), checked.cost, "{}", document);
            let part = answered(&fields, &mut Dice(Some(seed)));
            prop_assert!(checked.bill.comes_to(&part) <= checked.cost, "{}", document);
        }
    }
}
