//! Whose the rows of every table are: a column says so from the table's first migration on, or the list here
//! says why they are everybody's. A table that nobody thought of fails.

use std::collections::BTreeSet;

use renkei_tests::on_every_database;
use renkei_tests::schema::{Table, tables};
use renkei_tests::world::Database;

use super::applied;
use crate::record::fine;
use crate::retention::is_behind;

/// Tables whose rows belong to somebody, with every column that may say to whom: the owner itself, or the
/// thing whose owner is theirs too.
const OWNED: &[(&str, &str)] = &[
    ("network organization account", "id"),
    (
        "network_municipality network_secretariat network_member monthly_directory",
        "network_id",
    ),
    (
        "organization_facts organization_correction organization_conflict person support_case",
        "organization_id",
    ),
    (
        "employment team_member case_note emergency_sheet",
        "case_id",
    ),
    ("consent_head", "person_id"),
    (
        "consent consent_halt consent_exception provision receipt incident",
        "person_id organization_id",
    ),
    (
        "consent_sheet evidence consent_notice copy_request exception_step conference erasure_plan",
        "person_id organization_id",
    ),
    ("conference_invitation", "person_id organization_id"),
    ("received_mail", "person_id organization_id"),
    ("received_mail_piece", "person_id"),
    (
        "conference_way conference_notice conference_mark conference_reply",
        "person_id",
    ),
    ("poll", "person_id organization_id"),
    ("poll_link poll_answer poll_notice", "person_id"),
    ("about_link about_link_address", "person_id"),
    ("undecided_row directory_proposal", "network_id"),
    ("duplicate_pair duplicate_decision", "left_id right_id"),
    ("organization_post", "organization_id account_id"),
    ("copy_item conference_participant agenda_item", "person_id"),
    ("minutes minutes_item conference_attendance", "person_id"),
    ("conference_decision", "person_id organization_id"),
    (
        "meeting_series meeting_occurrence meeting_notice meeting_mail meeting_mail_piece",
        "network_id",
    ),
    (
        "inquiry inquiry_group inquiry_contact inquiry_link inquiry_answer",
        "network_id",
    ),
    (
        "consent_sheet_answer evidence_of_consent evidence_piece",
        "person_id",
    ),
    ("resource", "steward_network_id"),
    (
        "resource_facts resource_profile resource_word source_record service_area program program_pattern \
         contact_rule contact_way notice verification correction closure import_conflict \
         reopened_group astray_way capacity_rhythm",
        "resource_id",
    ),
    ("resource_merge", "merged_id survivor_id"),
    ("resource_search", "row_id"),
    ("relation", "network_id account_id"),
    // An agency's own words have the agency alone.
    ("strength contact_person", "network_id resource_id"),
    (
        "membership session totp code_sheet token draft entry_code card card_keeper reset_code passkey \
         planned_call address_change conference_feed busy_calendar busy_time webhook \
         resource_map map_version map_picture map_suggestion map_share map_sheet",
        "account_id",
    ),
    ("webhook_message", "webhook_id"),
    ("trusted_document text_operation", "token_id"),
    ("totp_offer passkey_challenge", "session_id"),
    ("invitation", "network_id organization_id invited_by"),
    ("invitation_code", "invitation_id"),
    ("idempotency", "caller_id"),
    ("letter", "subject_id"),
    ("data_key", "owner_id"),
    ("upload", "network_id account_id"),
    ("audit", "account_id"),
    ("audit_subject", "audit_id"),
    ("audit_detail", "request_id"),
];

/// Tables whose rows are the installation's, with why nobody owns them.
const EVERYBODYS: &[(&str, &str)] = &[
    (
        "act change act_counter",
        "one log for all: who may read a line is decided by the thing that it names",
    ),
    (
        "duplicate_search",
        "when entries were last compared with each other: one line for all",
    ),
    (
        "hours hours_rule",
        "a pattern of hours, shared by all who keep it, does not say who they are",
    ),
    (
        "municipality public_holiday",
        "published for the whole country",
    ),
    (
        "publication import_run",
        "which editions of published data were read, and which is shown",
    ),
    (
        "resource_fts resource_letters resource_box",
        "what SQLite finds public facts by; their rows are known by their numbers alone",
    ),
    (
        "sign_in_failure",
        "counted before anybody is known, under a hash",
    ),
    (
        "test_letter",
        "to an address that whoever runs the installation typed",
    ),
    (
        "audit_head audit_anchor",
        "what shows later that no line of the record was taken away, whoever it names",
    ),
    (
        "master_key_check",
        "by what the master key is known again; it wraps everybody's keys",
    ),
    ("seaql_migrations", "which steps were taken"),
];

/// The columns that say whose the rows of a table are: none where they are everybody's, `None` where the
/// table is not listed.
fn owner_columns(table: &str) -> Option<Vec<&'static str>> {
    let names = |tables: &str| tables.split_whitespace().any(|name| name == table);
    let mut owned = OWNED.iter().filter(|(tables, _)| names(tables));
    if let Some((_, columns)) = owned.next() {
        return Some(columns.split_whitespace().collect());
    }
    let mut shared = EVERYBODYS.iter().filter(|(tables, _)| names(tables));
    shared.next().map(|_| Vec::new())
}

fn check(table: &Table, step: usize) {
    let name = &table.name;
    let columns = owner_columns(name)
        .unwrap_or_else(|| panic!("say whose the rows of {name} are, or why they are everybody's"));
    for column in columns {
        let is_there = table.columns.iter().any(|known| known == column);
        assert!(is_there, "step {step} makes {name} without {column}");
    }
}

on_every_database! {
    async fn an_owner_stands_in_every_table_of_theirs_from_its_first_migration(world) {
        let mut seen = BTreeSet::new();
        let mut standing = tables(&world).await;
        // Going down, a table is last seen as its first migration made it.
        for step in (0..=applied(&world.store).await.len()).rev() {
            let earlier = if step == 0 {
                Vec::new()
            } else {
                fine(world.store.migrate_down(1).await);
                tables(&world).await
            };
            let is_new = |table: &&Table| earlier.iter().all(|known| known.name != table.name);
            for table in standing.iter().filter(is_new) {
                if !is_behind(table, &standing) {
                    check(table, step);
                    seen.insert(table.name.clone());
                }
            }
            standing = earlier;
        }
        for (tables, why) in OWNED.iter().chain(EVERYBODYS) {
            assert!(!why.is_empty());
            for name in tables.split_whitespace() {
                let is_of_sqlite = ["resource_fts", "resource_letters", "resource_box"].contains(&name);
                let is_expected = !is_of_sqlite || world.database == Database::Sqlite;
                assert_eq!(seen.contains(name), is_expected, "{name}");
            }
        }
    }
}
