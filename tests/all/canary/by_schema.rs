//! A program that may read the directory reads nothing else, whatever it asks: the questions are made from the schema,
//! so that a field, an argument or a type that is new is asked for without anyone remembering it. Who may read what was
//! planted asks the same and finds it.

mod doing;
mod questions;
mod readers;
mod watching;

use std::collections::{BTreeMap, BTreeSet};

use renkei_domain::ids::ResourceId;
use renkei_domain::people::Standing;
use renkei_graphql::global_id;
use renkei_tests::people::somebody;
use renkei_tests::schema;
use renkei_tests::{World, on_every_database};
use serde_json::{Value, json};
use uuid::Uuid;

use self::questions::{Part, Questions};
use self::readers::{Document, Reader, about, each, fitted, token};
use super::planted::{CANARY, Insiders, plant, planted_resource};
use crate::graphql::api;
use crate::graphql::whole::{Types, text};
use crate::letters::invited::demo;
use crate::record::fine;
use crate::sockets::newest;

/// So many things of each table are asked about.
const OF_A_TABLE: usize = 2;

/// About so many of those that somebody reads at all, everything is asked.
const WHOLLY: usize = 2;

/// Fields that can be reached and are not asked for, each with the reason.
const UNASKED: &[((&str, &str), &str)] = &[];

/// What stands in a cell of a published table: everybody reads those as they were published.
const PUBLISHED: &str = "cell";

/// Words that those find who may, of each kind of thing.
const FOUND: [&str; 8] = [
    "client",
    "topic",
    "heard-of",
    "minutes-place",
    "decision",
    "name",
    "theme",
    "map-friend",
];

/// How many words they find at least.
const FOUND_IN_ALL: usize = 25;

/// The ids of what was planted, by the table.
struct Ids(BTreeMap<String, Vec<Uuid>>);

impl Ids {
    async fn planted_since(world: &World, before: &BTreeMap<String, BTreeSet<Uuid>>) -> Self {
        let mut planted = BTreeMap::new();
        for (table, ids) in schema::ids(world).await {
            let old = before.get(&table);
            let new = ids.into_iter();
            let new = new.filter(|id| old.is_none_or(|old| !old.contains(id)));
            planted.insert(table, new.collect::<Vec<Uuid>>());
        }
        Self(planted)
    }

    /// One of a table, or of nothing.
    fn one(&self, table: &str) -> Uuid {
        let ids = self.0.get(table).and_then(|ids| ids.first());
        ids.copied().unwrap_or_default()
    }

    /// Some of each table, and what everybody knows of which more is known inside.
    async fn some(&self, world: &World) -> Vec<Uuid> {
        let ids = self.0.values().flat_map(|ids| ids.iter().take(OF_A_TABLE));
        let mut ids: Vec<Uuid> = ids.copied().collect();
        let members = fine(world.store.member_organizations(demo()).await);
        ids.extend([
            demo().uuid(),
            members[0].0.uuid(),
            planted_resource().uuid(),
        ]);
        ids
    }
}

/// A field of the root with the questions about it.
struct Field {
    name: String,
    /// The ids that are tried in it; of one that is asked without, nothing.
    ids: Vec<String>,
    /// Everything below it.
    whole: Vec<Document>,
    /// Less of it, with each of its arguments varied.
    varied: Vec<Document>,
}

impl Field {
    /// Every field of `Query`. Where the global ids of entries name something, everything is asked for by such ids.
    async fn all(questions: &Questions<'_>, ids: &[Uuid], reader: &Reader) -> Vec<Self> {
        let mut fields = Vec::new();
        for (field, is_by_id) in questions.roots("Query") {
            let name = text(field, "name").to_owned();
            let mut tried = Vec::new();
            if is_by_id {
                let entry = global_id(planted_resource());
                let probe = [questions.probe(field, "entry", &entry)];
                let told = reader.ask(&Part::selection(&probe), &json!({})).await;
                let is_global = is_there(&told.body["data"]["entry"]);
                let written = ids.iter().map(|id| {
                    if is_global {
                        global_id(ResourceId::from_uuid(*id))
                    } else {
                        id.to_string()
                    }
                });
                tried.extend(written);
            }
            let mut whole = questions.asked("Query", field);
            let varied = whole.split_off(1);
            fields.push(Self {
                name,
                ids: tried,
                whole: fitted(reader, whole).await,
                varied: fitted(reader, varied).await,
            });
        }
        fields
    }
}

/// Whether something is told.
fn is_there(told: &Value) -> bool {
    match told {
        Value::Null => false,
        Value::Array(entries) => entries.iter().any(is_there),
        _ => true,
    }
}

/// Nothing of it may hold the word but what was published.
fn assert_tells_nothing(what: &str, text: &str) {
    let rest = text.replace(&format!("{CANARY}{PUBLISHED}"), "");
    super::assert_tells_nothing(what, &rest);
}

/// The words in what was told.
fn words(told: &str) -> BTreeSet<String> {
    let begun = told.split(CANARY).skip(1).map(|rest| {
        let end = rest.find(|letter: char| !letter.is_ascii_lowercase() && letter != '-');
        rest[..end.unwrap_or(rest.len())].to_owned()
    });
    begun.collect()
}

/// Asks with every id for as little as can be; says by the field for which ids something is told to anybody of these.
async fn reached(
    questions: &Questions<'_>,
    fields: &[Field],
    (readers, may_find): (&[Reader], bool),
) -> BTreeMap<String, Vec<String>> {
    let mut parts = Vec::new();
    for (field, _) in questions.roots("Query") {
        let known = fields.iter().find(|one| one.name == text(field, "name"));
        let ids = known.map_or(&[][..], |one| one.ids.as_slice());
        for (place, id) in ids.iter().enumerate() {
            let alias = format!("{}_{place}", text(field, "name"));
            parts.push(questions.probe(field, &alias, id));
        }
    }
    let documents = fitted(&readers[0], parts).await.into_iter();
    let calls = documents.map(|document| (document.text, json!({})));
    let mut reached: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, told) in each(readers, calls.collect()).await {
        for answer in &told {
            if !may_find {
                assert_tells_nothing(name, &answer.text);
            }
            let data = answer.body["data"].as_object().into_iter().flatten();
            let there = data.filter(|(_, value)| is_there(value));
            for (field, place) in there.filter_map(|(alias, _)| alias.rsplit_once('_')) {
                let known = fields.iter().find(|one| one.name == field);
                let place: usize = fine(place.parse());
                let id = known.map(|known| known.ids[place].clone());
                reached.entry(field.to_owned()).or_default().extend(id);
            }
        }
    }
    for ids in reached.values_mut() {
        ids.sort();
        ids.dedup();
    }
    reached
}

/// Documents of every field: about each of its ids, where it is asked with one.
fn calls<'f>(
    fields: &'f [Field],
    documents: impl Fn(&'f Field) -> &'f [Document],
    ids: impl Fn(&Field) -> BTreeSet<String>,
) -> Vec<(String, Value)> {
    let mut calls = Vec::new();
    for field in fields {
        let about_what: Vec<Value> = if field.ids.is_empty() {
            vec![json!({})]
        } else {
            ids(field).iter().map(|id| about(id)).collect()
        };
        for document in documents(field) {
            let with = about_what.iter();
            calls.extend(with.map(|variables| (document.text.clone(), variables.clone())));
        }
    }
    calls
}

/// The first ids about which something was told by a field.
fn first(reached: &BTreeMap<String, Vec<String>>, field: &Field, count: usize) -> BTreeSet<String> {
    let ids = reached.get(&field.name).into_iter().flatten();
    ids.take(count).cloned().collect()
}

on_every_database! {
    async fn a_program_that_reads_the_directory_reads_nothing_restricted_by_any_field_of_the_schema(world) {
        let world = world.seeded().await.with_towns().await;
        let before = schema::ids(&world).await;
        let since = newest(&world).await;
        let Insiders { desk, staff, person } = plant(&world).await;
        let operator = somebody(&world.app, Standing::Operator, "kanade").await;
        let ids = Ids::planted_since(&world, &before).await;
        let mut tokens = Vec::new();
        for who in [&desk, &staff, &operator] {
            tokens.push(token(&world, who).await);
        }
        let server = world.serve().await;
        let narrow = [
            Reader::program(&server, "a program of the desk", &tokens[0]),
            Reader::program(&server, "a program of staff", &tokens[1]),
            Reader::program(&server, "a program of an operator", &tokens[2]),
            Reader::anybody(&server),
        ];
        let inside = [
            Reader::signed_in(&server, "the desk", &desk),
            Reader::signed_in(&server, "staff", &staff),
            Reader::signed_in(&server, "the person", &person),
        ];
        let types = Types::of(&api(&world)).await;
        let some_ids = ids.some(&world).await;
        let written = some_ids.iter().map(Uuid::to_string).collect();
        let questions = Questions { types: &types, ids: written };
        let fields = Field::all(&questions, &some_ids, &inside[0]).await;

        // Nothing is left out.
        let documents = fields.iter().flat_map(|field| &field.whole);
        let asked: BTreeSet<_> = documents.flat_map(|document| document.asks.clone()).collect();
        let left: Vec<_> = questions.reachable().into_iter().filter(|known| !asked.contains(known)).collect();
        let reasons = UNASKED.iter().map(|((of, field), why)| {
            assert!(!why.is_empty(), "{of}.{field}");
            ((*of).to_owned(), (*field).to_owned())
        });
        assert_eq!(left, reasons.collect::<Vec<_>>(), "nobody asks for these: say why, or ask");

        // Who may read it finds it by these questions.
        let for_them = reached(&questions, &fields, (&inside, true)).await;
        let mut found = BTreeSet::new();
        let wholes = calls(&fields, |field| &field.whole, |field| first(&for_them, field, WHOLLY));
        for (_, told) in each(&inside, wholes).await {
            found.extend(told.iter().flat_map(|one| words(&one.text)));
        }
        for word in FOUND {
            assert!(found.contains(word), "nobody finds {word}, only {found:?}");
        }
        assert!(found.len() >= FOUND_IN_ALL, "only {found:?} are found");

        // Whoever may read the directory finds nothing of it, by the same.
        let for_programs = reached(&questions, &fields, (&narrow, false)).await;
        let what = |field: &Field| {
            let mut about = first(&for_programs, field, WHOLLY);
            about.extend(first(&for_them, field, 1));
            if about.is_empty() {
                about.extend(field.ids.first().cloned());
            }
            about
        };
        for calls in [calls(&fields, |field| &field.whole, what), calls(&fields, |field| &field.varied, what)] {
            for (name, told) in each(&narrow, calls).await {
                told.iter().for_each(|one| assert_tells_nothing(name, &one.text));
            }
        }
        doing::assert_nothing_is_done(&world, &types, &ids, &narrow).await;
        let programs = [None, Some(tokens[0].as_str()), Some(tokens[1].as_str())];
        watching::assert_nothing_is_told((&world, &since), &questions, (&server, &programs)).await;
        server.stop().await;
    }
}
