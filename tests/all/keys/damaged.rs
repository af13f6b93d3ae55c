//! Somebody changes, behind the back of renkei, what is kept of the people who are helped: every sealed value of a
//! case and of its consents is carried over from elsewhere, cut short, or loses its key. Nobody reads any of it,
//! the page says calmly that something is wrong with it, the log names the place and nothing of the value, and
//! everybody else works on; in a list the others stand as before.

use std::collections::{BTreeMap, BTreeSet};

use renkei_app::cases::read::{CaseFilter, Course, PAGE, Whose};
use renkei_domain::ids::{CaseId, ConferenceId};
use renkei_store::keys::check::{SEALED, SealedColumn};
use renkei_tests::browser::Browser;
use renkei_tests::people::Somebody;
use renkei_tests::{World, on_every_database};
use sea_orm::{ConnectionTrait as _, DatabaseConnection, Statement, Value};
use uuid::Uuid;

use super::{behind, change};
use crate::canary::heard;
use crate::canary::planted::{CANARY, plant_case};
use crate::letters::invited::demo;
use crate::letters::pages::browser_of;
use crate::record::fine;

/// What tells of a person who is helped.
const OF_PERSONS: [&str; 32] = [
    "agenda_item",
    "case_note",
    "conference",
    "conference_attendance",
    "conference_decision",
    "conference_invitation",
    "conference_mark",
    "conference_notice",
    "conference_participant",
    "conference_reply",
    "conference_way",
    "consent",
    "consent_exception",
    "consent_halt",
    "consent_sheet",
    "copy_item",
    "copy_request",
    "emergency_sheet",
    "employment",
    "evidence_piece",
    "exception_step",
    "incident",
    "minutes_item",
    "person",
    "poll",
    "poll_answer",
    "provision",
    "receipt",
    "received_mail",
    "received_mail_piece",
    "support_case",
    "team_member",
];

/// How staff reach others, and what came back by mail: the person reads it nowhere.
const OF_STAFF: [&str; 2] = ["conference_way", "received_mail_piece"];

/// A case with a conference to which somebody was called.
type Called = (CaseId, ConferenceId);

async fn called_to(world: &World, staff: &Somebody, case: CaseId) -> Vec<Called> {
    let view = fine(fine(world.app.conferences(&staff.principal, case).await));
    let invited = fine(world.app.invitations_of(&view).await);
    let called: BTreeSet<ConferenceId> = invited.iter().map(|one| one.conference).collect();
    assert!(!called.is_empty(), "somebody was called");
    called.into_iter().map(|one| (case, one)).collect()
}

/// The page of staff and that of the person on which a value stands.
fn pages(column: &SealedColumn, (case, called_to): Called, row: Uuid) -> [String; 2] {
    let both = |page: String| [page.clone(), page];
    match column.table {
        // The values of a scanned page are its pieces, each by the id of the page.
        "evidence_piece" => both(format!("/cases/{case}/consents/scan/{row}")),
        "exception_step" => both(format!("/cases/{case}/exceptions")),
        "incident" | "provision" | "receipt" => both(format!("/cases/{case}/records")),
        "copy_item" | "copy_request" => {
            let copy = format!("/cases/{case}/copy");
            [copy.clone(), format!("/my{copy}")]
        }
        "conference_invitation"
        | "conference_mark"
        | "conference_notice"
        | "conference_reply"
        | "conference_way" => [
            format!("/cases/{case}/conferences/{called_to}/calls"),
            format!("/my/cases/{case}/copy"),
        ],
        "received_mail" => [
            format!("/cases/{case}/conferences/{called_to}/mail"),
            format!("/my/cases/{case}/copy"),
        ],
        // The values of a message are its pieces, each by the id of the mail.
        "received_mail_piece" => [
            format!("/cases/{case}/conferences/{called_to}/mail/{row}"),
            format!("/my/cases/{case}/copy"),
        ],
        "agenda_item"
        | "conference"
        | "conference_attendance"
        | "conference_decision"
        | "conference_participant"
        | "minutes_item"
        | "poll"
        | "poll_answer" => {
            let conferences = format!("/cases/{case}/conferences");
            [conferences.clone(), format!("/my{conferences}")]
        }
        table if table.starts_with("consent") => both(format!("/cases/{case}/consents")),
        _ => [format!("/cases/{case}"), format!("/my/cases/{case}")],
    }
}

/// The sealed values of those tables, each by its column and the id that is bound into it.
type Values = BTreeMap<(&'static str, &'static str), BTreeMap<Uuid, Vec<u8>>>;

fn columns() -> impl Iterator<Item = &'static SealedColumn> {
    let sealed = SEALED.iter();
    sealed.filter(|column| OF_PERSONS.contains(&column.table))
}

/// What stands there, without what stood there before.
async fn planted(database: &DatabaseConnection, before: &Values) -> Values {
    let mut planted = Values::new();
    for column in columns() {
        let place = (column.table, column.column);
        let sql = format!(
            "SELECT {}, {} FROM {} WHERE {} IS NOT NULL",
            column.row, column.column, column.table, column.column
        );
        let asked = Statement::from_string(database.get_database_backend(), sql);
        for row in fine(database.query_all_raw(asked).await) {
            let (id, value): (Uuid, Vec<u8>) =
                (fine(row.try_get_by_index(0)), fine(row.try_get_by_index(1)));
            let is_old = before
                .get(&place)
                .is_some_and(|known| known.contains_key(&id));
            if !is_old {
                planted.entry(place).or_default().insert(id, value);
            }
        }
    }
    planted
}

/// One of the values in a column.
fn one(values: &Values, column: &SealedColumn) -> (Uuid, Vec<u8>) {
    let known = values.get(&(column.table, column.column));
    let one = known.and_then(|known| known.iter().next());
    let (row, value) = one.unwrap_or_else(|| panic!("nothing was planted in {column:?}"));
    (*row, value.clone())
}

/// Puts bytes in the place of a value.
async fn put(database: &DatabaseConnection, column: &SealedColumn, row: Uuid, bytes: Vec<u8>) {
    let sql = format!(
        "UPDATE {} SET {} = $1 WHERE {} = $2",
        column.table, column.column, column.row
    );
    change(database, &sql, vec![Value::from(bytes), Value::from(row)]).await;
}

/// A value with one bit turned at a place.
fn turned(value: &[u8], place: usize) -> Vec<u8> {
    let mut bytes = value.to_vec();
    bytes[place] ^= 1;
    bytes
}

/// What may have become of a value, of which another person has one too.
fn damages(own: &[u8], others: &[u8]) -> [(&'static str, Vec<u8>); 7] {
    [
        ("carried over from another person", others.to_vec()),
        ("cut to half", own[..own.len() / 2].to_vec()),
        ("cut to its first bytes", own[..9].to_vec()),
        ("emptied", Vec::new()),
        ("turned in its last bit", turned(own, own.len() - 1)),
        ("turned in its first byte", turned(own, 0)),
        ("turned in the name of its key", turned(own, 1)),
    ]
}

/// Somebody opens a page on which something is damaged.
async fn assert_told_calmly(browser: &Browser, page: &str, what: &str) {
    let shown = browser.look(page).await;
    assert_eq!(shown.status, 500, "{what}: {}", shown.html);
    assert!(
        shown.says("うまく表示できませんでした") && shown.says("こちらの不具合です"),
        "{what}: {}",
        shown.html
    );
    assert!(!shown.says(CANARY), "{what} is told: {}", shown.html);
}

on_every_database! {
    async fn whoever_damages_a_value_of_a_case_or_a_consent_learns_nothing_and_stops_nobody(world) {
        let heard = heard::listen();
        let world = world.seeded().await;
        let members = fine(world.store.member_organizations(demo()).await);
        let database = behind(&world).await;
        let mut before = planted(&database, &Values::new()).await;
        let (staff, person, case) = plant_case(&world, members[0].0, ["kawa", "yuki"]).await;
        let ours = planted(&database, &before).await;
        for (place, values) in ours.clone() {
            before.entry(place).or_default().extend(values);
        }
        let (others, neighbour, other) = plant_case(&world, members[1].0, ["mori", "natsu"]).await;
        let (case, other) = (called_to(&world, &staff, case).await, called_to(&world, &others, other).await);
        let theirs = planted(&database, &before).await;

        let server = world.serve().await;
        let (desk, own) = (browser_of(&server, &staff), browser_of(&server, &person));
        let elsewhere = browser_of(&server, &neighbour);
        for column in columns() {
            let ((row, value), (their_row, others)) = (one(&ours, column), one(&theirs, column));
            let place = format!("{}.{}", column.table, column.column);
            let damaged = damages(&value, &others);
            put(&database, column, row, damaged[0].1.clone()).await;
            // It stands on the page of one of the conferences.
            let mut at = case[0];
            for one in &case {
                if desk.look(&pages(column, *one, row)[0]).await.status == 500 {
                    at = *one;
                }
            }
            let [page, own_page] = pages(column, at, row);
            for (damage, bytes) in damaged {
                put(&database, column, row, bytes).await;
                assert_told_calmly(&desk, &page, &format!("{place} {damage}")).await;
            }
            if OF_STAFF.contains(&column.table) {
                assert_eq!(own.look(&own_page).await.status, 200, "{place} is not theirs");
            } else {
                assert_told_calmly(&own, &own_page, &place).await;
            }
            let check = fine(world.store.check_sealed().await);
            let told = check.places.iter().map(|(column, row)| (column.table, column.column, *row));
            let told: Vec<_> = told.collect();
            assert_eq!(told, [(column.table, column.column, row)], "the check names the place");
            // Whoever was not touched reads on, and what is put back opens again.
            let [_, untouched] = pages(column, other[0], their_row);
            assert_eq!(elsewhere.look(&untouched).await.status, 200, "{place}");
            put(&database, column, row, value).await;
            let shown = desk.look(&page).await;
            assert_eq!(shown.status, 200, "{place}: {}", shown.html);
        }
        let lines = heard.lines();
        assert!(lines.contains("column reach of table consent_halt"), "the log names the place");
        assert!(!lines.contains(CANARY), "the log tells a value");
        fine(database.close().await);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_case_whose_key_was_given_to_somebody_else_opens_for_nobody(world) {
        let world = world.seeded().await;
        let members = fine(world.store.member_organizations(demo()).await);
        let (staff, _, case) = plant_case(&world, members[0].0, ["kawa", "yuki"]).await;
        let (neighbour, _, other) = plant_case(&world, members[1].0, ["mori", "natsu"]).await;
        let mut persons = Vec::new();
        for (who, id) in [(&staff, case), (&neighbour, other)] {
            let view = fine(fine(world.app.case_view(&who.principal, id).await));
            persons.push(Value::from(view.file.case.person.uuid()));
        }
        let database = behind(&world).await;
        let given = "UPDATE data_key SET wrapped = (SELECT b.wrapped FROM data_key b WHERE b.owner_id = $1) WHERE owner_id = $2";
        change(&database, given, vec![persons[1].clone(), persons[0].clone()]).await;
        fine(database.close().await);

        let (app, _) = world.second_process().await;
        let case_view = app.case_view(&staff.principal, case).await.err();
        let consents = app.consents(&staff.principal, case).await.err();
        for fault in [case_view, consents] {
            let told = fault.map(|fault| fault.to_string()).unwrap_or_default();
            assert!(told.contains("data_key") && !told.contains(CANARY), "{told}");
        }
        fine(fine(app.case_view(&neighbour.principal, other).await));
    }
}

/// The lists that read what is kept of many people.
const LISTS: [&str; 9] = [
    "/cases?whose=all",
    "/cases/phone",
    "/cases/ending",
    "/cases/records",
    "/cases/records/csv",
    "/cases/records/paper",
    "/cases/records/xlsx",
    "/conferences?whose=all",
    "/today",
];

/// What is read by them, and whether it stands beside the name.
const LISTED: [(&str, &str, bool); 12] = [
    ("person", "name", true),
    ("person", "birth_date", true),
    ("support_case", "topic", true),
    ("team_member", "agency", false),
    ("team_member", "contact", false),
    ("provision", "said", false),
    ("receipt", "said", false),
    ("incident", "said", false),
    ("conference_invitation", "said", false),
    ("conference_notice", "said", false),
    ("conference_mark", "said", false),
    ("conference_reply", "said", false),
];

on_every_database! {
    async fn a_damaged_name_keeps_nobody_from_the_others_of_a_list(world) {
        let heard = heard::listen();
        let world = world.seeded().await;
        let members = fine(world.store.member_organizations(demo()).await);
        let database = behind(&world).await;
        let before = planted(&database, &Values::new()).await;
        let (staff, _, _) = plant_case(&world, members[0].0, ["kawa", "yuki"]).await;
        let ours = planted(&database, &before).await;
        plant_case(&world, members[0].0, ["mori", "natsu"]).await;
        let server = world.serve().await;
        let desk = browser_of(&server, &staff);
        let client = format!("{CANARY}client");
        for (table, name, is_beside_the_name) in LISTED {
            let mut all = columns();
            let column = all.find(|known| (known.table, known.column) == (table, name));
            let column = column.expect("a sealed column");
            let (row, value) = one(&ours, column);
            let place = format!("{table}.{name}");
            put(&database, column, row, turned(&value, value.len() - 1)).await;
            for list in LISTS {
                let shown = desk.look(list).await;
                assert_eq!(shown.status, 200, "{place} on {list}: {}", shown.html);
            }
            let listed = desk.look(LISTS[0]).await;
            let found = desk.send("/cases/find", &[("who", &client)]).await;
            for page in [listed, found] {
                assert_eq!(page.status, 200, "{place}: {}", page.html);
                assert!(page.says(&client), "{place}: the other is there: {}", page.html);
                assert_eq!(page.says("読めません（鍵か記録が"), is_beside_the_name, "{place}: {}", page.html);
            }
            let records = desk.look("/cases/records").await;
            assert_eq!(records.says("読めない記録が 1件"), table == "receipt", "{place}: {}", records.html);
            if table != "team_member" {
                let told = format!("column {name} of table {table}, row {row}");
                assert!(heard.lines().contains(&told), "the log names the row: {told}");
            }
            put(&database, column, row, value).await;
        }
        let whole = desk.look(LISTS[0]).await;
        assert!(!whole.says("読めません"), "what is put back opens again: {}", whole.html);
        fine(database.close().await);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_damaged_key_is_no_erasure_and_keeps_nobody_from_the_others(world) {
        let world = world.seeded().await;
        let members = fine(world.store.member_organizations(demo()).await);
        let (staff, _, case) = plant_case(&world, members[0].0, ["kawa", "yuki"]).await;
        let (_, _, other) = plant_case(&world, members[0].0, ["mori", "natsu"]).await;
        let mut persons = Vec::new();
        for id in [case, other] {
            let view = fine(fine(world.app.case_view(&staff.principal, id).await));
            persons.push(Value::from(view.file.case.person.uuid()));
        }
        let database = behind(&world).await;
        let given = "UPDATE data_key SET wrapped = (SELECT b.wrapped FROM data_key b WHERE b.owner_id = $1) WHERE owner_id = $2";
        change(&database, given, vec![persons[1].clone(), persons[0].clone()]).await;
        fine(database.close().await);

        let (app, _) = world.second_process().await;
        let filter = CaseFilter {
            whose: Whose::Everybodys,
            course: Course::Open,
            after: None,
            most: PAGE,
        };
        let listed = fine(fine(app.cases(&staff.principal, filter).await)).rows;
        let is_damaged = |id: CaseId| {
            let row = listed.iter().find(|row| row.case.id == id).expect("in the list");
            assert!(!row.case.is_erased(), "nobody erased anybody");
            row.case.is_damaged()
        };
        assert!(is_damaged(case) && !is_damaged(other));
        let found = fine(fine(app.find_cases(&staff.principal, &format!("{CANARY}client")).await)).rows;
        let found: Vec<CaseId> = found.iter().map(|row| row.case.id).collect();
        assert_eq!(found, [other, case], "whoever is looked for may be the one that does not open");
        assert!(app.case_view(&staff.principal, case).await.is_err(), "the case itself is shown to nobody");
    }
}
