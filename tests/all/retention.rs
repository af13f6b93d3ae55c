//! The tables of the README: of every table of the schema whose its rows are and how long they are kept, and
//! of every kind of record what the law asks for. A table that nobody thought of fails, and so does a record
//! that outlives its time.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use renkei_app::Caller;
use renkei_app::directory::inquiry::SeenInquiry;
use renkei_app::directory::inquiry::begin::Begin;
use renkei_app::writer::{WriteKey, Writer};
use renkei_domain::access::principal::Principal;
use renkei_domain::directory::edit::{Edit, PersonEntry};
use renkei_domain::directory::freshness::FieldGroup;
use renkei_domain::directory::inquiry::StaleBecause;
use renkei_domain::directory::proposal::{ProposalVerdict, ProposedField};
use renkei_domain::letters::address::MailAddress;
use renkei_domain::letters::delivery::DeliveryOutcome;
use renkei_domain::people::Standing;
use renkei_domain::people::webhook::WebhookTry;
use renkei_domain::record::Source;
use renkei_domain::retention::{RETENTIONS, RecordKind, Retention};
use renkei_domain::text::Prose;
use renkei_store::keys::check::SEALED;
use renkei_tests::on_every_database;
use renkei_tests::people::somebody;
use renkei_tests::schema::{Table, tables};
use renkei_tests::world::Database;

use crate::import::look::view;
use crate::import::web::kept_list;
use crate::keys::{behind, change};
use crate::letters::invited::all_end;
use crate::migrations::line;
use crate::people::erasure::{at_work, directory};
use crate::people::network;
use crate::proposals::{decide_all, proposed};
use crate::record::fine;
use crate::webhooks::{first_tried, made};

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md");

/// What the README says of a table.
pub(crate) struct Told {
    owner: String,
    pub(crate) kept: String,
}

/// The rows below the heading, by the tables they name.
pub(crate) fn told() -> BTreeMap<String, Told> {
    let readme = fine(std::fs::read_to_string(README));
    let (_, section) = readme
        .split_once("\n### Whose rows are, and how long they are kept\n")
        .unwrap_or_else(|| panic!("the README has no table of retention"));
    let section = section.split("\n#").next().unwrap_or_default();
    let mut told = BTreeMap::new();
    for line in section.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [names, owner, kept] = cells.as_slice() else {
            panic!("not three cells: {line}");
        };
        for name in quoted(names) {
            let row = Told {
                owner: (*owner).to_owned(),
                kept: (*kept).to_owned(),
            };
            let known = told.insert(name.to_owned(), row);
            assert!(known.is_none(), "{name} is told twice");
        }
    }
    told
}

/// What stands between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// The tables that a virtual one keeps its content in.
pub(crate) fn is_behind(table: &Table, all: &[Table]) -> bool {
    let mut faces = all.iter().filter(|face| face.is_virtual);
    faces.any(|face| {
        let behind = table.name.strip_prefix(&face.name);
        behind.is_some_and(|rest| rest.starts_with('_'))
    })
}

on_every_database! {
    async fn an_operator_reads_of_every_table_whose_it_is_and_how_long_it_is_kept(world) {
        let told = told();
        let all = tables(&world).await;
        assert!(all.len() > 40, "{all:?}");
        for table in all.iter().filter(|table| !is_behind(table, &all)) {
            let name = table.name.as_str();
            let row = told.get(name).unwrap_or_else(|| panic!("the README does not say how long `{name}` is kept"));
            assert!(!row.kept.is_empty() && !row.owner.is_empty(), "{name}");
            for column in quoted(&row.owner) {
                let is_there = table.columns.iter().any(|known| known == column);
                assert!(is_there || table.is_virtual, "{name} has no column {column}");
            }
        }
        for name in told.keys() {
            // Search differs between the databases by nature.
            let is_of_sqlite = ["resource_fts", "resource_letters", "resource_box"].contains(&name.as_str());
            let is_there = all.iter().any(|table| table.name == *name);
            assert_eq!(is_there, !is_of_sqlite || world.database == Database::Sqlite, "{name}");
        }
    }
}

#[test]
fn an_operator_reads_what_the_law_asks_to_keep_and_what_goes_by_itself() {
    let readme = fine(std::fs::read_to_string(README));
    let (_, section) = readme
        .split_once("\n### What the law asks to keep, and what goes by itself\n")
        .unwrap_or_else(|| panic!("the README has no table of what the law asks for"));
    let section = section.split("\n#").next().unwrap_or_default();
    let told: Vec<&str> = section
        .lines()
        .filter(|line| line.starts_with("| "))
        .skip(1)
        .collect();
    let lines: Vec<String> = RETENTIONS.iter().map(Retention::line).collect();
    assert_eq!(told, lines);
    // What is sealed tells of people.
    for column in SEALED {
        let mut tables = RETENTIONS.iter().flat_map(|line| line.tables);
        let is_known = tables.any(|table| *table == column.table);
        assert!(is_known, "of what kind of record is {}?", column.table);
    }
}

on_every_database! {
    async fn the_tables_of_the_kinds_of_records_are_those_of_the_schema(world) {
        let all = tables(&world).await;
        for name in RETENTIONS.iter().flat_map(|line| line.tables) {
            assert!(all.iter().any(|table| table.name == *name), "there is no table {name}");
        }
    }
}

on_every_database! {
    async fn asvs_14_2_4_what_is_over_goes_by_itself_and_until_then_an_operator_is_told(world) {
        let app = &world.app;
        let entry = directory(&world).await;
        let minato = somebody(app, Standing::Coordinator(network()), "minato").await;
        at_work(&world, &minato, entry).await;
        let persons = vec![PersonEntry {
            id: None,
            name: line("見本 はなこ"),
            kana: None,
            role: None,
            title: None,
            phone: None,
            email: None,
        }];
        let persons = Edit::ContactPersons { network: network(), persons };
        let page = Writer::by(minato.principal.clone(), Source::Page);
        let version = view(&world, entry).await.version;
        fine(fine(app.edit_resource(&page, entry, version, persons).await));
        made(&world, &minato, "https://hooks.example.jp/").await;
        first_tried(&world, WebhookTry::answered(200, None)).await;
        let done = kept_list(&world, &minato, network(), "done.csv").await;
        let database = behind(&world).await;
        let sql = "UPDATE upload SET state = 'done', report = 'a report' WHERE id = $1";
        change(&database, sql, vec![done.uuid().into()]).await;
        fine(database.close().await);
        let to = fine(MailAddress::parse("hinata@example.jp"));
        let letter = fine(app.queue_test_letter(Caller::COMMAND, to).await);
        let key = fine(WriteKey::parse("k1"));
        let operator = Writer::by(Principal::installation(), Source::Command).once(Some(key));
        fine(fine(app.withdraw_letter(&operator, letter).await));
        let wanted = (ProposedField::Phone, "072-000-9999");
        fine(proposed(&world, entry, wanted, ("電話で聞いた", Some("tsubame@example.jp"))).await);
        decide_all(&world, &minato, ProposalVerdict::Unclear).await;
        let stale = (vec![FieldGroup::Contact], StaleBecause::Reported);
        fine(fine(app.report_stale(&page, entry, stale.0, stale.1).await));
        let begun = app.begin_inquiries(&page, network(), Begin::One(entry)).await;
        let inquiry = fine(fine(fine(begun)).first.ok_or("an inquiry"));
        let version = fine(fine(app.inquiry(&minato.principal, inquiry).await)).inquiry.version;
        let seen = SeenInquiry { id: inquiry, version };
        let why = fine(Prose::parse("電話で みほんさんから聞いた"));
        fine(fine(app.call_off_inquiry(&page, seen, why).await));
        all_end(&world, DeliveryOutcome::Accepted).await;
        let overdue = async || fine(world.store.overdue(app.now()).await);
        assert!(overdue().await.is_empty(), "{:?}", overdue().await);

        world.clock.pass(TimeDelta::days(403));
        let kinds: Vec<RecordKind> = overdue().await.into_iter().map(|(kind, _)| kind).collect();
        let timed: Vec<RecordKind> = RecordKind::ALL
            .iter()
            .copied()
            .filter(|kind| Retention::span_of(*kind).is_some())
            .collect();
        assert_eq!(kinds, timed, "whoever adds a kind with a time leaves one here");
        fine(app.forget_what_is_over().await);
        assert!(overdue().await.is_empty(), "{:?}", overdue().await);
        assert_eq!(fine(world.store.check_sealed().await).unopened, 0);
    }
}
