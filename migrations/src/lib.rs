//! The schema, step by step, for SQLite and PostgreSQL.
//!
//! Each migration runs in a transaction, has its way back, and is plain SQL with a few words that
//! differ between the databases ([`dialect`]): text collates by code point on both, instants are
//! whole microseconds in a BIGINT, ids are UUIDs. What tells of a person and is not published is sealed
//! before it comes here: its column is of bytes. Add a migration as a new module and list it last.

pub mod dialect;
mod m0000_keys;
mod m0001_record;
mod m0002_directory;
mod m0003_import;
mod m0004_search;
mod m0005_people;
mod m0006_letters;
mod m0007_editing;
mod m0008_card;
mod m0009_import_web;
mod m0010_audit;
mod m0012_phone_list;
mod m0013_passkeys;
mod m0015_named_way;
mod m0016_about_network;
mod m0020_erasure;
mod m0021_address_change;
mod m0022_cases;
mod m0023_case_link;
mod m0024_same_person;
mod m0025_consent;
mod m0026_provisions;
mod m0027_evidence;
mod m0028_person_copy;
mod m0029_exceptions;
mod m0030_consent_notice;
mod m0031_earlier;
mod m0032_blocks;
mod m0034_withdrawn_observation;
mod m0035_seat;
mod m0037_copy_taken_back;
mod m0038_successor;
mod m0039_search_letters;
mod m0040_organization_edits;
mod m0041_conference;
mod m0042_calls;
mod m0043_poll;
mod m0044_minutes;
mod m0047_search_variants;
mod m0048_meeting_series;
mod m0049_received_mail;
mod m0050_calendars;
mod m0051_poll_notice;
mod m0053_sealed_cells;
mod m0054_undecided_rows;
mod m0056_meeting_notice;
mod m0058_sealed_uploads;
mod m0060_answered_rows;
mod m0061_resource_map;
mod m0062_map_sheet;
mod m0063_display;
mod m0065_meeting_mail;
mod m0069_search_signs;
mod m0070_erasure_plan;
mod m0071_about_link;
mod m0072_map_share_agency;
mod m0073_inquiry;
mod m0074_directory_proposal;
mod m0075_duplicates;
mod m0076_resource_merge;
mod m0077_lists_and_relations;
mod m0079_webhooks;
mod m0082_asked_again;
mod m0084_inquiry_forgotten;
mod m0085_agency_feed;
mod m0086_trusted_documents;

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

/// Every migration, in order.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0000_keys::Migration),
            Box::new(m0001_record::Migration),
            Box::new(m0002_directory::Migration),
            Box::new(m0003_import::Migration),
            Box::new(m0004_search::Migration),
            Box::new(m0005_people::Migration),
            Box::new(m0006_letters::Migration),
            Box::new(m0007_editing::Migration),
            Box::new(m0008_card::Migration),
            Box::new(m0009_import_web::Migration),
            Box::new(m0010_audit::Migration),
            Box::new(m0012_phone_list::Migration),
            Box::new(m0013_passkeys::Migration),
            Box::new(m0015_named_way::Migration),
            Box::new(m0016_about_network::Migration),
            Box::new(m0020_erasure::Migration),
            Box::new(m0021_address_change::Migration),
            Box::new(m0022_cases::Migration),
            Box::new(m0023_case_link::Migration),
            Box::new(m0024_same_person::Migration),
            Box::new(m0025_consent::Migration),
            Box::new(m0026_provisions::Migration),
            Box::new(m0027_evidence::Migration),
            Box::new(m0028_person_copy::Migration),
            Box::new(m0029_exceptions::Migration),
            Box::new(m0030_consent_notice::Migration),
            Box::new(m0031_earlier::Migration),
            Box::new(m0032_blocks::Migration),
            Box::new(m0034_withdrawn_observation::Migration),
            Box::new(m0035_seat::Migration),
            Box::new(m0037_copy_taken_back::Migration),
            Box::new(m0038_successor::Migration),
            Box::new(m0039_search_letters::Migration),
            Box::new(m0040_organization_edits::Migration),
            Box::new(m0041_conference::Migration),
            Box::new(m0042_calls::Migration),
            Box::new(m0043_poll::Migration),
            Box::new(m0044_minutes::Migration),
            Box::new(m0047_search_variants::Migration),
            Box::new(m0048_meeting_series::Migration),
            Box::new(m0049_received_mail::Migration),
            Box::new(m0050_calendars::Migration),
            Box::new(m0051_poll_notice::Migration),
            Box::new(m0053_sealed_cells::Migration),
            Box::new(m0054_undecided_rows::Migration),
            Box::new(m0056_meeting_notice::Migration),
            Box::new(m0058_sealed_uploads::Migration),
            Box::new(m0060_answered_rows::Migration),
            Box::new(m0061_resource_map::Migration),
            Box::new(m0062_map_sheet::Migration),
            Box::new(m0063_display::Migration),
            Box::new(m0065_meeting_mail::Migration),
            Box::new(m0069_search_signs::Migration),
            Box::new(m0070_erasure_plan::Migration),
            Box::new(m0071_about_link::Migration),
            Box::new(m0072_map_share_agency::Migration),
            Box::new(m0073_inquiry::Migration),
            Box::new(m0074_directory_proposal::Migration),
            Box::new(m0075_duplicates::Migration),
            Box::new(m0076_resource_merge::Migration),
            Box::new(m0077_lists_and_relations::Migration),
            Box::new(m0079_webhooks::Migration),
            Box::new(m0082_asked_again::Migration),
            Box::new(m0084_inquiry_forgotten::Migration),
            Box::new(m0085_agency_feed::Migration),
            Box::new(m0086_trusted_documents::Migration),
        ]
    }
}
