//! What is private stays in the house (invariant 3): a word that must not be found stands in every private
//! field, everything that leaves by any channel is opened, every public page and answer is read, every log line
//! kept, and all of it is searched for the word. A channel or a kind of letter that is added without its case
//! here does not compile.

mod by_schema;
mod cases;
pub(crate) mod heard;
mod left;
pub(crate) mod planted;

use std::process::Command;

use renkei_app::Caller;
use renkei_app::people::AcceptForm;
use renkei_domain::letters::address::MailAddress;
use renkei_domain::letters::channel::OutgoingChannel;
use renkei_domain::letters::kind::LetterKind;
use renkei_domain::people::{self, Standing};
use renkei_graphql::global_id;
use renkei_store::keys::check::SEALED;
use renkei_tests::browser::Browser;
use renkei_tests::mail_server::MailServer;
use renkei_tests::patience::until;
use renkei_tests::people::{Somebody, device, form, invited};
use renkei_tests::server::{Server, Visitor};
use renkei_tests::{World, on_every_database};
use renkei_web::routes::{SampleBody, TABLE, Who};
use reqwest::Method;
use serde_json::json;

use crate::graphql::api;
use crate::graphql::whole::Types;
use crate::letters::invited::{demo, invite};
use crate::letters::opened::{opened, parts};
use crate::letters::{AMPLE, AtWork};
use crate::record::fine;
use crate::upgrades::{connect, number};
use planted::{CANARY, PUBLIC, plant, planted_resource};

/// Nothing of it may hold the word.
fn assert_tells_nothing(what: &str, text: &str) {
    if let Some(at) = text.find(CANARY) {
        let told: String = text[at..].chars().take(60).collect();
        panic!("{what} tells 「{told}」");
    }
}

/// How many cases are planted until every letter is asked for: one beside the letters, and one for each of three.
const PLANTED_CASES: usize = 3;

/// Asks for every letter there is, each about somebody of whom something private is known. Says how many
/// leave.
async fn ask_for_every_letter(world: &World, by: &Somebody) -> usize {
    let mut asked = 0;
    let mut called = None;
    for kind in LetterKind::ALL {
        asked += match kind {
            LetterKind::TestLetter => {
                let to = fine(MailAddress::parse("hinata@example.jp"));
                fine(world.app.queue_test_letter(Caller::COMMAND, to).await);
                1
            }
            LetterKind::AccountInvitation => {
                let name = format!("{CANARY}invited さん");
                for standing in [Standing::Coordinator(demo()), Standing::Person] {
                    invite(world, by, standing, &name, Some("hinata@example.jp")).await;
                }
                2
            }
            LetterKind::AddressChanged => {
                let code = invited(&world.app, Standing::Person).await;
                let form = AcceptForm {
                    name: format!("{CANARY}moved"),
                    ..form("sora")
                };
                let device = device();
                let inside = world.app.accept_invitation(&code, form, &device);
                let inside = fine(fine(inside.await));
                let new = format!("{CANARY}moved@example.jp");
                let new = fine(people::MailAddress::parse(&new));
                fine(fine(
                    world.app.change_address(&inside.secret, new, None).await,
                ));
                1
            }
            LetterKind::Observation => {
                // What the agency itself is to read tells it nothing else that is known of it.
                planted::write_to_the_agency(world, by).await;
                1
            }
            LetterKind::ConsentEnding => {
                // The courier itself looks for what ends soon: whoever keeps the case is told, and the person.
                planted::plant_consent_that_ends(world).await;
                2
            }
            LetterKind::ConferenceNotice => {
                called = Some(planted::plant_call_by_mail(world).await);
                1
            }
            LetterKind::PollNotice => {
                planted::plant_poll_by_mail(world).await;
                // Of each case that was planted whoever asks is told that all have answered.
                1 + PLANTED_CASES
            }
            LetterKind::MeetingNotice => {
                planted::plant_meeting_by_mail(world, by).await;
                1
            }
            LetterKind::ProposalDecided => {
                planted::plant_decided_proposal(world, by).await;
                // What was planted before waited as well, and its answer leaves too.
                2
            }
            LetterKind::Inquiry => {
                planted::plant_inquiry_by_mail(world, by).await;
                1
            }
            LetterKind::WebhookEnded => {
                planted::plant_ended_webhook(world).await;
                1
            }
            LetterKind::AboutLink => {
                let (desk, of) = fine(called.as_ref().ok_or("somebody who is called by mail"));
                planted::plant_link(world, desk, *of).await;
                1
            }
        };
    }
    asked
}

/// The words of a PDF, without the space between them.
pub(crate) fn words_of(pdf: &[u8]) -> String {
    let folder = fine(tempfile::tempdir());
    let file = folder.path().join("sheet.pdf");
    fine(std::fs::write(&file, pdf));
    let read = Command::new("pdftotext").arg(&file).arg("-").output();
    let read = read.unwrap_or_else(|fault| {
        panic!("pdftotext (install with: apt-get install poppler-utils): {fault}")
    });
    assert!(read.status.success(), "{read:?}");
    let text = String::from_utf8_lossy(&read.stdout);
    // Between the letters of a long word stand places where a line may end.
    text.replace('\u{200B}', "").split_whitespace().collect()
}

/// What can be read in a file of a kind.
pub(crate) fn text_of(kind: &str, bytes: &[u8]) -> String {
    if kind.starts_with("application/pdf") {
        words_of(bytes)
    } else if kind.contains("spreadsheetml") {
        parts_of(bytes)
    } else {
        String::from_utf8_lossy(bytes).into_owned()
    }
}

/// Everything that is written in a workbook, one part after the other.
fn parts_of(workbook: &[u8]) -> String {
    let mut archive = fine(zip::ZipArchive::new(std::io::Cursor::new(workbook)));
    let mut text = String::new();
    for place in 0..archive.len() {
        let mut part = fine(archive.by_index(place));
        fine(std::io::Read::read_to_string(&mut part, &mut text));
    }
    text
}

/// Everything that leaves by a channel, opened.
async fn all_that_leaves_by(channel: OutgoingChannel, world: &World, by: &Somebody) -> Vec<String> {
    match channel {
        OutgoingChannel::Smtp => {
            let server = MailServer::start();
            let asked = ask_for_every_letter(world, by).await;
            let courier = AtWork::begin(world, server.settings(AMPLE));
            until("every letter arrives", async || server.count() == asked).await;
            courier.end().await;
            let messages = server.accepted().into_iter();
            messages
                .map(|message| {
                    let read = opened(&message);
                    let parts = parts(&message).into_iter().map(|part| part.text);
                    let parts: String = parts.collect();
                    format!("{message}\n{}\n{}\n{parts}", read.headers, read.text)
                })
                .collect()
        }
        OutgoingChannel::Paper => vec![
            left::on_a_sheet(world).await,
            left::in_a_handbook(world, by).await,
        ],
        OutgoingChannel::Report => left::in_a_report(world, by).await,
        OutgoingChannel::Calendar => left::in_a_calendar(world).await,
        OutgoingChannel::File => left::in_a_file(world, by).await,
        OutgoingChannel::Link => left::behind_a_link(world).await,
        OutgoingChannel::Webhook => left::to_a_program(world).await,
    }
}

/// Every public address there is and those of what was planted, as somebody without an account opens them.
async fn all_that_anybody_reads(visitor: &Visitor) -> Vec<(String, String)> {
    let of_anybody = TABLE.iter().filter(|route| route.who == Who::Anybody);
    let mut paths: Vec<String> = of_anybody
        .filter(|route| route.method == Method::GET)
        .map(|route| (route.sample)())
        .collect();
    let entry = format!("/resources/{}", planted_resource());
    for sender in ["person", "supporter", "employer", "medical"] {
        paths.push(format!("{entry}?as={sender}"));
    }
    for list in ["/search", "/search.csv"] {
        paths.push(format!("{list}?q={PUBLIC}"));
    }
    paths.push("/kinds/peer_group".to_owned());
    for list in ["services", "organizations", "service_at_locations"] {
        paths.push(format!("/hsds/{list}?format=ndjson&full_service=true"));
    }
    paths.push(format!("/hsds/services/{}", planted_resource()));
    let mut read = Vec::new();
    for path in paths {
        let (status, text) = visitor.read(&path).await;
        assert!(status < 500, "{path} answers {status}");
        read.push((path, text));
    }
    read
}

/// The answer to a program that asks for every field of what was planted.
async fn all_that_a_program_reads(world: &World, visitor: &Visitor) -> String {
    let types = Types::of(&api(world)).await;
    let (connection, entry) = (
        types.whole("ResourceConnection", &[]),
        types.whole("Resource", &[]),
    );
    let (list, case) = (types.whole("CasePage", &[]), types.whole("Case", &[]));
    let query = format!(
        "query($id: ID!, $text: String) {{ resources(filter: {{ text: $text }}, first: 3) {connection} \
         resource(id: $id) {entry} cases {list} case(id: $id) {case} }}"
    );
    let id = global_id(planted_resource());
    let call = json!({ "query": query, "variables": { "id": id, "text": PUBLIC } });
    let call = call.to_string();
    let answer = visitor.send_json(Method::POST, "/graphql", &call).await;
    let text = fine(answer.text().await);
    assert!(!text.contains("\"errors\""), "{text}");
    text
}

/// Sends every public form with something private typed into it, as somebody does in the wrong field.
async fn type_into_every_form(server: &Server) {
    let browser = Browser::at(server);
    for route in TABLE.iter().filter(|route| route.who == Who::Anybody) {
        let Some(SampleBody::Form(fields)) = route.body else {
            continue;
        };
        let names = fields
            .split('&')
            .filter_map(|field| field.split('=').next());
        let typed = format!("{CANARY}typed@example.jp");
        let typed: Vec<(&str, &str)> = names.map(|name| (name, typed.as_str())).collect();
        let page = browser.send(&(route.sample)(), &typed).await;
        assert!(page.status < 500, "{}: {}", route.pattern, page.status);
        let led = page.leads_to.unwrap_or_default();
        assert_tells_nothing(route.pattern, &led);
    }
}

on_every_database! {
    async fn asvs_14_2_1_what_is_private_leaves_the_house_by_no_way(world) {
        let heard = heard::listen();
        let world = world.seeded().await.with_towns().await;
        let minato = plant(&world).await.desk;

        for channel in OutgoingChannel::ALL {
            let left = all_that_leaves_by(*channel, &world, &minato).await;
            assert!(!left.is_empty(), "nothing leaves by {channel}");
            for message in left {
                assert_tells_nothing(channel.word(), &message);
            }
        }

        let server = world.serve().await;
        let visitor = server.visitor();
        let mut shows_the_entry = 0;
        for (path, text) in all_that_anybody_reads(&visitor).await {
            shows_the_entry += usize::from(text.contains(PUBLIC));
            assert_tells_nothing(&path, &text);
        }
        assert!(shows_the_entry >= 6, "what was planted is read on {shows_the_entry} pages only");
        let answer = all_that_a_program_reads(&world, &visitor).await;
        assert!(answer.contains(PUBLIC), "{answer}");
        assert_tells_nothing("GraphQL", &answer);
        type_into_every_form(&server).await;
        server.stop().await;

        let lines = heard.lines();
        assert!(lines.contains("letter carried"), "the log was not heard: {lines}");
        assert_tells_nothing("the log", &lines);
    }
}

on_every_database! {
    async fn the_words_that_must_not_be_found_do_stand_in_the_house(world) {
        let world = world.seeded().await.with_towns().await;
        plant(&world).await;
        let stands = renkei_tests::schema::contents(&world, &[]).await;
        let database = connect(&world.url()).await;
        // What stands as bytes is shown as digits.
        let digits: String = CANARY.bytes().map(|byte| format!("{byte:02x}")).collect();
        let holds = |table: &str| {
            let rows = stands.get(table).unwrap_or_else(|| panic!("no table {table}"));
            rows.iter().any(|row| row.contains(CANARY) || row.to_lowercase().contains(&digits))
        };
        for table in planted::TABLES {
            assert!(holds(table), "nothing was planted in {table}");
        }
        for (table, why) in planted::TELLS_EVERYBODY {
            assert!(stands.contains_key(*table) && !why.is_empty() && !holds(table), "{table}");
        }
        for (table, column) in planted::SEALED {
            assert!(!holds(table), "{table} tells what it should hide");
            let is_sealed = SEALED.iter().any(|sealed| (sealed.table, sealed.column) == (*table, *column));
            let count = format!("SELECT COUNT({column}) FROM {table}");
            assert!(is_sealed && number(&database, &count).await > 0, "nothing was planted in {table}.{column}");
        }
        fine(database.close().await);
        let planted = fine(world.store.account_by_mail(&format!("{CANARY}account@example.jp")).await);
        assert!(planted.is_some_and(|account| account.name.as_str().contains(CANARY)));
        assert_eq!(fine(world.store.check_sealed().await).unopened, 0);
        // Whoever adds a table says here whether something private stands in it.
        for table in stands.keys() {
            let table = table.as_str();
            let is_known = planted::TABLES.contains(&table)
                || planted::SEALED.iter().any(|(known, _)| *known == table)
                || planted::TELLS_EVERYBODY.iter().any(|(known, _)| *known == table)
                || table.starts_with("resource_fts_")
                || table.starts_with("resource_letters_")
                || table.starts_with("resource_box_");
            assert!(is_known, "{table} has neither a canary nor a reason to have none");
        }
    }
}
