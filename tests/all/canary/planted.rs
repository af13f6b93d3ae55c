//! Private things of every kind there is today, each with the word in it.

use chrono::NaiveDate;
use renkei_app::Caller;
use renkei_app::people::calls::plan::NewCall;
use renkei_app::writer::Writer;
use renkei_domain::access::principal::Principal;
use renkei_domain::directory::contact::policy::ContactPurpose;
use renkei_domain::directory::freshness::{
    FieldGroup, Verification, VerificationMethod, VerificationOutcome,
};
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::people::{ContactPerson, StaffRole};
use renkei_domain::directory::phone::{Confirmation, Phone};
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::directory::strength::{Reply, Strength, Topic, Valence, Voice};
use renkei_domain::ids::{ContactPersonId, OrganizationId, ResourceId, StrengthId};
use renkei_domain::letters::address::MailAddress;
use renkei_domain::people::planned_call::CallNote;
use renkei_domain::people::{Circle, Standing};
use renkei_domain::record::Source;
use renkei_domain::text::{Line, Prose};
use renkei_tests::World;
use renkei_tests::people::{Somebody, somebody};
use renkei_tests::published::Row;
use uuid::Uuid;

use crate::import::web::kept_list;
use crate::letters::invited::{demo, invite};
use crate::migrations::{code, line, office, register, resource};
use crate::record::fine;

mod accounts;
mod calls;
mod cases;
mod conference;
mod inquiries;
mod maps;
mod meetings;
mod of_an_entry;
mod told;
mod webhooks;

pub(super) use calls::{
    plant_call, plant_call_by_mail, plant_call_to, plant_link, plant_member_of, plant_poll_by_mail,
};
pub(crate) use cases::plant_case;
pub(super) use cases::plant_consent_that_ends;
pub(super) use inquiries::{plant_inquiry_by_mail, write_to_the_agency};
pub(super) use meetings::plant_meeting_by_mail;
pub(super) use told::plant_decided_proposal;
pub(super) use webhooks::{plant_ended_webhook, plant_webhook};

/// The word.
pub(crate) const CANARY: &str = "canary-";

/// The name of the entry about which everything private is known: everybody may read it.
pub(super) const PUBLIC: &str = "かなりあの会";

/// The tables in which the word stands.
pub(super) const TABLES: &[&str] = &["source_record", "strength", "verification"];

/// The tables in which it stands sealed, with a column of each.
pub(super) const SEALED: &[(&str, &str)] = &[
    ("about_link", "said"),
    ("account", "name"),
    ("account", "mail"),
    ("address_change", "old_mail"),
    ("agenda_item", "said"),
    ("busy_calendar", "address"),
    ("case_note", "body"),
    ("change", "after_sealed"),
    ("conference", "said"),
    ("conference_attendance", "said"),
    ("conference_decision", "said"),
    ("conference_invitation", "said"),
    ("conference_mark", "said"),
    ("conference_notice", "said"),
    ("conference_participant", "said"),
    ("conference_reply", "said"),
    ("conference_way", "said"),
    ("consent", "asking"),
    ("consent_exception", "said"),
    ("consent_halt", "reach"),
    ("consent_sheet", "asked"),
    ("contact_person", "said"),
    ("copy_item", "said"),
    ("copy_request", "said"),
    ("directory_proposal", "said"),
    ("directory_proposal", "tell_to"),
    ("draft", "body"),
    ("emergency_sheet", "on_bad_day"),
    ("employment", "employer"),
    ("evidence_piece", "body"),
    ("exception_step", "reason"),
    ("incident", "said"),
    ("inquiry_answer", "said"),
    ("inquiry_contact", "said"),
    ("invitation", "invited_name"),
    ("meeting_mail", "said"),
    ("meeting_mail_piece", "body"),
    ("meeting_notice", "said"),
    ("map_picture", "body"),
    ("map_share", "said"),
    ("map_suggestion", "said"),
    ("map_version", "said"),
    ("meeting_occurrence", "said"),
    ("meeting_series", "said"),
    ("minutes_item", "said"),
    ("passkey", "name"),
    ("person", "name"),
    ("planned_call", "note"),
    ("poll", "said"),
    ("poll_answer", "said"),
    ("poll_notice", "said"),
    ("provision", "said"),
    ("receipt", "said"),
    ("received_mail", "said"),
    ("received_mail_piece", "body"),
    ("relation", "said"),
    ("resource_map", "said"),
    ("session", "device"),
    ("support_case", "topic"),
    ("team_member", "agency"),
    ("test_letter", "recipient"),
    ("token", "name"),
    ("trusted_document", "body"),
    ("upload", "named"),
    ("webhook", "name"),
    ("webhook", "address"),
];

/// The tables in which nothing private can be read, each with the reason.
pub(super) const TELLS_EVERYBODY: &[(&str, &str)] = &[
    ("about_link_address", "hashes"),
    ("act", "ids, codes and instants"),
    ("act_counter", "a number"),
    (
        "astray_way",
        "a word of a list, a day, an id and what is told on the page of the entry",
    ),
    ("audit", "ids, codes and hashes"),
    ("audit_anchor", "hashes"),
    ("audit_detail", "addresses of machines, and our words"),
    ("audit_head", "a number and hashes"),
    ("audit_subject", "ids"),
    ("busy_time", "ids and instants"),
    ("card", "hashes"),
    ("card_keeper", "ids"),
    ("capacity_rhythm", "a number, a day and an id"),
    ("closure", "told on the page of the entry"),
    ("code_sheet", "hashes"),
    ("conference_feed", "hashes, ids, days and a word of a list"),
    ("consent_head", "ids and numbers"),
    ("consent_notice", "ids, days and codes"),
    ("consent_sheet_answer", "ids"),
    ("contact_rule", "what an agency says of itself"),
    ("contact_way", "what an agency says of itself"),
    ("correction", "public facts, and an id"),
    ("data_key", "keys, wrapped"),
    (
        "duplicate_decision",
        "what a desk says of two entries with public facts",
    ),
    ("duplicate_pair", "ids and words of a list"),
    ("duplicate_search", "instants and a count"),
    ("entry_code", "hashes"),
    ("erasure_plan", "ids, days and a word of a list"),
    ("evidence", "ids, sizes and instants"),
    ("evidence_of_consent", "ids"),
    ("hours", "public facts"),
    ("hours_rule", "public facts"),
    ("idempotency", "keys, and ids as answers"),
    ("import_conflict", "public facts"),
    (
        "import_run",
        "names of files; of somebody's own list only the kind is told",
    ),
    (
        "inquiry",
        "ids, days, words of lists and a code that opens nothing",
    ),
    ("inquiry_group", "ids and words of lists"),
    ("inquiry_link", "hashes"),
    ("invitation_code", "hashes"),
    ("letter", "references"),
    ("map_sheet", "hashes, ids and words of lists"),
    ("master_key_check", "hashes"),
    ("membership", "ids and days"),
    ("minutes", "ids and instants"),
    ("municipality", "public facts"),
    ("monthly_directory", "public facts"),
    ("network", "public facts"),
    ("network_member", "ids"),
    ("network_municipality", "public facts"),
    ("network_secretariat", "public facts"),
    ("notice", "what an agency says of itself"),
    ("organization", "ids and counts"),
    ("organization_conflict", "public facts"),
    (
        "organization_correction",
        "public facts, and the id of whoever put them right",
    ),
    ("organization_facts", "public facts"),
    ("organization_post", "ids, days and a word of a list"),
    ("passkey_challenge", "random bytes"),
    ("poll_link", "hashes"),
    ("program", "what an agency says of itself"),
    ("program_pattern", "what an agency says of itself"),
    ("public_holiday", "public facts"),
    ("publication", "a number"),
    ("reset_code", "hashes"),
    ("reopened_group", "words of lists, a day and ids"),
    ("resource", "ids"),
    ("resource_facts", "public facts"),
    ("resource_merge", "ids, and public facts"),
    ("resource_profile", "what an agency says of itself"),
    ("resource_search", "words of public facts"),
    ("resource_word", "what an agency says of itself"),
    ("seaql_migrations", "names of steps"),
    ("service_area", "public facts"),
    ("sign_in_failure", "hashes and addresses of machines"),
    (
        "text_operation",
        "names of operations in letters of GraphQL, counts and instants",
    ),
    ("totp", "secrets, sealed"),
    ("totp_offer", "secrets, sealed"),
    (
        "undecided_row",
        "public facts, not yet told of an entry; cells of lists are sealed",
    ),
    ("webhook_message", "ids, words of lists and instants"),
];

/// The entry.
pub(super) fn planted_resource() -> ResourceId {
    resource(9_500)
}

fn word(field: &str) -> Line {
    line(&format!("{CANARY}{field}"))
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 1).unwrap_or_default()
}

/// Who may read what was planted.
pub(super) struct Insiders {
    /// Who coordinates the network, of whom nothing is private.
    pub(super) desk: Somebody,
    /// Who keeps the case.
    pub(super) staff: Somebody,
    /// Whom it is about.
    pub(super) person: Somebody,
}

/// Plants everything.
pub(super) async fn plant(world: &World) -> Insiders {
    let app = &world.app;
    let minato = somebody(app, Standing::Coordinator(demo()), "minato").await;
    let members = fine(fine(
        app.members_of(&minato.principal, Circle::Network(demo()))
            .await,
    ));
    let (agency, _) = members.organizations[0];
    plant_entry(world, agency).await;
    let (staff, person, _) = plant_case(world, agency, ["kawa", "yuki"]).await;
    let desk = Writer::by(minato.principal.clone(), Source::Page);
    meetings::plant_meetings(world, &desk, demo()).await;
    told::plant_proposal(world, "hinata@example.jp").await;
    inquiries::plant_inquiry(world, &desk).await;
    of_an_entry::plant_observation(world, &minato, agency).await;
    of_an_entry::plant_relation(world, &desk).await;
    let row = Row::nth(1).with("指定機関名", &format!("{CANARY}cell"));
    world.import("canary.csv", &[row]).await;
    accounts::plant_account(world).await;
    told::plant_former_address(world).await;
    kept_list(world, &minato, demo(), &format!("{CANARY}list.csv")).await;
    let note = fine(CallNote::parse(&format!("{CANARY}call")));
    let call = NewCall {
        resource: planted_resource(),
        day: None,
        purpose: ContactPurpose::Routine,
        note: Some(note),
    };
    fine(fine(app.plan_call(&desk, call).await));
    let office = Standing::Coordinator(demo());
    invite(world, &minato, office, &format!("{CANARY}on-paper"), None).await;
    let recipient = fine(MailAddress::parse(&format!("{CANARY}to@example.jp")));
    let letter = fine(app.queue_test_letter(Caller::COMMAND, recipient).await);
    let operator = Writer::by(Principal::installation(), Source::Command);
    fine(fine(app.withdraw_letter(&operator, letter).await));
    Insiders {
        desk: minato,
        staff,
        person,
    }
}

/// An entry with a named person, an observation that members read, and a name beside what was confirmed.
async fn plant_entry(world: &World, agency: OrganizationId) {
    let person = ContactPerson {
        id: ContactPersonId::from_uuid(Uuid::from_u128(9_501)),
        network: demo(),
        name: word("name"),
        kana: Some(word("kana")),
        role: Some(StaffRole::Nurse),
        title: Some(word("title")),
        phone: Some(Phone {
            written: word("number"),
            label: Some(word("label")),
            extension: Some(word("extension")),
            voice_guide_key: Some(word("key")),
            confirmation: Confirmation::Published,
        }),
        email: Some(word("mail")),
    };
    let profile = Profile {
        contact_persons: vec![person],
        strengths: vec![Strength {
            id: StrengthId::from_uuid(Uuid::from_u128(9_502)),
            valence: Valence::Weak,
            topic: Topic::General,
            text: word("released"),
            voice: Voice::Observed {
                network: demo(),
                by: agency,
                reply: Some(Reply {
                    text: fine(Prose::parse(&format!("{CANARY}answer"))),
                    on: day(),
                    by_name: word("answerer"),
                    by_role: line("相談員"),
                }),
            },
            stated_on: day(),
        }],
        verifications: vec![Verification {
            group: FieldGroup::Contact,
            verified_on: day(),
            by_name: Some(word("asker")),
            by_role: line("ある機関の人"),
            method: VerificationMethod::Phone,
            outcome: VerificationOutcome::Confirmed,
        }],
        service_area: vec![code("272078")],
        ..Profile::default()
    };
    let facts = ResourceFacts {
        email: Some(line("kanaria@example.jp")),
        ..office(ResourceKind::PeerGroup, PUBLIC)
    };
    register(world, planted_resource(), facts, profile).await;
}
