//! Strangers at every mutation and at the schema itself. The mutations come from the schema, so that a new one
//! is tried with them; the addresses of pages are walked in `access::stranger`.

use std::net::SocketAddr;

use chrono::NaiveDate;
use renkei_app::directory::edit::observe::NewObservation;
use renkei_app::people::{NewToken, document_id};
use renkei_app::writer::Writer;
use renkei_domain::access::principal::TokenScope;
use renkei_domain::directory::strength::{Topic, Valence};
use renkei_domain::people::Standing;
use renkei_domain::record::Source;
use renkei_graphql::global_id;
use renkei_tests::people::{Somebody, by_page, somebody};
use renkei_tests::{World, on_every_database};
use serde_json::{Value, json};

use super::{Answered, JSON, NEWER, encoded, request, sent};
use crate::graphql::api;
use crate::graphql::whole::Types;
use crate::migrations::line;
use crate::record::fine;

const DEMO: &str = "01932f00-0000-7000-8000-000000000001";
/// An agency of the demo, and an entry that another one runs.
const AGENCY: &str = "01932f00-0000-7001-8000-000000000005";
const ENTRY: &str = "01932f00-0000-7002-8000-000000000301";
/// Nothing has it.
const NOTHING: &str = "01932f00-0000-7fff-8fff-ffffffffffff";

/// What a network keeps to itself: to whoever may not change it, it is not there.
const INSIDE: [&str; 7] = [
    "updateContactPersons",
    "observeResource",
    "mailObservation",
    "markObservationTold",
    "replyToObservation",
    "releaseObservation",
    "withdrawObservation",
];

/// Changes of what no token opens.
const OF_CASES: [&str; 33] = [
    "createConference",
    "confirmConference",
    "rescheduleConference",
    "cancelConference",
    "closeConference",
    "sendInvitations",
    "recordReply",
    "settleReply",
    "recordMinutes",
    "recordAttendance",
    "recordInquiry",
    "beginNextConference",
    "recordDecision",
    "settleDecision",
    "openPoll",
    "makePollLink",
    "answerPoll",
    "closePoll",
    "sendPoll",
    "markPollNotice",
    "prepareConference",
    "postponeConference",
    "holdConference",
    "chooseCallWay",
    "markInvitation",
    "tellWhoItIsAbout",
    "linkWhoItIsAbout",
    "endWhoItIsAboutLink",
    "speakInConference",
    "recordPollHours",
    "handMinutesCopy",
    "handMaterial",
    "conferencePdf",
];

/// Mutations of one's own calendars and map, and of networks, which no token opens.
const BY_NO_TOKEN: [&str; 17] = [
    "makeFeed",
    "revokeFeed",
    "setBusyCalendar",
    "refreshBusyCalendar",
    "removeBusyCalendar",
    "saveResourceMap",
    "shareResourceMap",
    "endResourceMapShare",
    "resourceMapPdf",
    "renameNetwork",
    "changeNetworkArea",
    "dismissNetworkMember",
    "foundNetwork",
    "introduceNetwork",
    "admitNetworkMember",
    "nameNetworkSecretariat",
    "undoNetworkChange",
];

/// Mutations of the meetings of a network: who may not keep them learns of none, nor what is wrong with an input.
const OF_MEETINGS: [&str; 22] = [
    "planMeetings",
    "changeMeetings",
    "callToMeetings",
    "letGoOfMeetingMember",
    "changeMeetingWay",
    "confirmMeetingNumber",
    "moveMeeting",
    "cancelMeeting",
    "restoreMeeting",
    "addMeetingItem",
    "settleMeetingItem",
    "dropMeetingItem",
    "recordMeetingAttendance",
    "recordMeetingNotes",
    "recordMeetingDecision",
    "settleMeetingDecision",
    "carryOverMeeting",
    "sendMeetingNotices",
    "markMeetingNotice",
    "recordMeetingAnswer",
    "settleMeetingReply",
    "meetingPdf",
];

/// What a scope of its own opens, of tokens of the account: nobody else has any.
const OF_TOKENS: [&str; 1] = ["registerDocuments"];

/// A program of somebody, by the header that it sends.
pub(super) async fn program(world: &World, of: &Somebody, scopes: &[TokenScope]) -> String {
    let new = NewToken {
        name: line("市のシステム"),
        scopes: scopes.to_vec(),
        expires_on: NaiveDate::from_ymd_opt(2026, 11, 30).unwrap_or_default(),
    };
    let made = fine(fine(
        world.app.make_token(&by_page(&of.principal), new).await,
    ));
    format!("authorization: Bearer {}", made.secret)
}

/// Sends a document with the headers of a caller.
pub(super) async fn called(
    address: SocketAddr,
    who: Option<&str>,
    document: &str,
    variables: Value,
) -> Answered {
    let headers: Vec<&str> = [NEWER, JSON].into_iter().chain(who).collect();
    let body = json!({ "query": document, "variables": variables }).to_string();
    sent(
        address,
        request("POST", "/graphql", &headers, body.as_bytes()),
    )
    .await
}

/// The code of the refusal with which a mutation ends; null where it is done.
async fn refusal(address: SocketAddr, who: Option<&str>, name: &str, input: &Value) -> Value {
    let (first, rest) = name.split_at(1);
    let kind = format!("{}{rest}Input", first.to_uppercase());
    let document =
        format!("mutation($input: {kind}!) {{ {name}(input: $input) {{ refusal {{ code }} }} }}");
    let answer = called(address, who, &document, json!({ "input": input })).await;
    let body = answer.json();
    assert!(body.get("errors").is_none(), "{name}: {body}");
    body["data"][name]["refusal"]["code"].clone()
}

/// An observation of which members know nothing yet.
async fn observed(world: &World, by: &Somebody) -> String {
    let new = NewObservation {
        resource: fine(ENTRY.parse()),
        network: fine(DEMO.parse()),
        by: fine(AGENCY.parse()),
        valence: Valence::Strong,
        topic: Topic::General,
        text: line("午前の電話がつながりやすい"),
        basis: line("月に2回いっしょに訪問"),
        stated_on: world.app.now().in_japan().date,
    };
    let writer = Writer::by(by.principal.clone(), Source::Page);
    let written = fine(fine(world.app.observe(&writer, new).await));
    written.id.to_string()
}

on_every_database! {
    async fn a_stranger_changes_nothing_by_any_mutation_and_a_token_no_more_than_its_scopes(world) {
        let world = world.seeded().await;
        let desk = somebody(&world.app, Standing::Coordinator(fine(DEMO.parse())), "minato").await;
        let operator = somebody(&world.app, Standing::Operator, "kaze").await;
        let both = [TokenScope::DirectoryRead, TokenScope::DirectoryWrite];
        let all = [both[0], both[1], TokenScope::MembersRead];
        let reader = program(&world, &desk, &both[..1]).await;
        let writer = program(&world, &desk, &both).await;
        // May write by its scopes, and what it asks about is kept by others.
        let elsewhere = program(&world, &operator, &all).await;
        let registrar = program(&world, &operator, &[TokenScope::DocumentsWrite]).await;
        let observation = observed(&world, &desk).await;
        let named = |of: &str, part: &str| match part {
            "id" if of.contains("Organization") => json!(AGENCY),
            "resource" | "id" | "agency" => json!(global_id(fine(ENTRY.parse()))),
            "network" => json!(DEMO),
            "by" => json!(AGENCY),
            "observation" => json!(observation),
            _ => json!(NOTHING),
        };
        let changes = Types::of(&api(&world)).await.changes(named);
        let has = |name: &&str| changes.iter().any(|(known, _)| known == name);
        assert!(INSIDE.iter().all(has) && changes.len() >= 23, "{changes:?}");

        let server = world.serve().await;
        let before = fine(world.store.acts_after(0, 10_000).await);
        assert!(OF_CASES.iter().all(has), "{changes:?}");
        for (name, input) in changes.iter().filter(|(name, _)| OF_CASES.contains(&name.as_str())) {
            for (who, expected) in [
                (None, "SIGN_IN_FIRST"),
                (Some(reader.as_str()), "NOT_FOUND"),
                (Some(writer.as_str()), "NOT_FOUND"),
            ] {
                let code = refusal(server.address, who, name, input).await;
                assert_eq!(code, expected, "{name}");
            }
        }
        assert!(BY_NO_TOKEN.iter().chain(&OF_MEETINGS).all(has), "{changes:?}");
        for (names, hidden) in [(&BY_NO_TOKEN[..], &[][..]), (&OF_MEETINGS[..], &["NOT_FOUND"][..])] {
            for (name, input) in changes.iter().filter(|(name, _)| names.contains(&name.as_str())) {
                for (who, expected) in [(None, "SIGN_IN_FIRST"), (Some(writer.as_str()), "NOT_ALLOWED")] {
                    let code = refusal(server.address, who, name, input).await;
                    assert!(code == expected || hidden.iter().any(|hidden| code == *hidden), "{name}: {code}");
                }
            }
        }
        assert!(OF_TOKENS.iter().all(has), "{changes:?}");
        for (name, input) in changes.iter().filter(|(name, _)| OF_TOKENS.contains(&name.as_str())) {
            let mut whole = input.clone();
            whole["documents"] = json!([{ "id": document_id("{ __typename }").to_string(), "text": "{ __typename }" }]);
            for (who, expected) in [
                (None, "SIGN_IN_FIRST"),
                (Some(writer.as_str()), "SCOPE_MISSING"),
                (Some(elsewhere.as_str()), "SCOPE_MISSING"),
                (Some(registrar.as_str()), "NOT_FOUND"),
            ] {
                let code = refusal(server.address, who, name, &whole).await;
                assert_eq!(code, expected, "{name}");
            }
        }
        let others = changes.iter().filter(|(name, _)| {
            !OF_TOKENS.contains(&name.as_str())
                && !OF_CASES.contains(&name.as_str())
                && !BY_NO_TOKEN.contains(&name.as_str())
                && !OF_MEETINGS.contains(&name.as_str())
        });
        for (name, input) in others {
            let is_inside = INSIDE.contains(&name.as_str());
            let or_hidden = |code: &'static str| if is_inside { "NOT_FOUND" } else { code };
            // Whoever keeps another network says it of rows there.
            let is_own_work = name == "decideUndecidedRow";
            for (who, expected) in [
                (None, or_hidden("SIGN_IN_FIRST")),
                (Some(reader.as_str()), "SCOPE_MISSING"),
                (Some(elsewhere.as_str()), or_hidden("NOT_ALLOWED")),
            ] {
                if is_own_work && who == Some(elsewhere.as_str()) {
                    continue;
                }
                let code = refusal(server.address, who, name, input).await;
                let who = who.map(|header| header == reader);
                assert_eq!(code, expected, "{name}, by the desk's own reading token: {who:?}");
            }
        }
        let after = fine(world.store.acts_after(0, 10_000).await);
        assert!(after == before, "a stranger left something on record");

        // With the scope the same program does what its owner may.
        let entry = format!("{{ resource(id: \"{}\") {{ version }} }}", global_id(fine(ENTRY.parse())));
        let version = called(server.address, None, &entry, json!({})).await.json()["data"]["resource"]["version"].clone();
        let input = json!({ "id": named("", "id"), "version": version, "available": 1 });
        assert_eq!(refusal(server.address, Some(&reader), "updateCapacity", &input).await, "SCOPE_MISSING");
        assert_eq!(refusal(server.address, Some(&writer), "updateCapacity", &input).await, Value::Null);
        let after = fine(world.store.acts_after(0, 10_000).await);
        assert_eq!(after.len(), before.len() + 1);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_stranger_is_not_told_the_schema_and_a_program_with_any_token_is(world) {
        let server = world.serve().await;
        let operator = somebody(&world.app, Standing::Operator, "kaze").await;
        let mut callers = vec![None];
        for scope in TokenScope::ALL {
            callers.push(Some(program(&world, &operator, &[*scope]).await));
        }
        // A router reads the same by a field of its own.
        for document in [
            "{ __schema { queryType { name } } }",
            "{ __type(name: \"Query\") { name } }",
            "{ _service { sdl } }",
        ] {
            for who in &callers {
                let who = who.as_deref();
                let expected = if who.is_some() { None } else { Some("SIGN_IN_FIRST") };
                let by_post = called(server.address, who, document, json!({})).await;
                let address = format!("/graphql?query={}", encoded(document));
                let headers: Vec<&str> = [NEWER].into_iter().chain(who).collect();
                let by_get = sent(server.address, request("GET", &address, &headers, b"")).await;
                for answer in [by_post, by_get] {
                    let codes = answer.codes();
                    let code = codes.first().map(String::as_str);
                    assert_eq!(code, expected, "{document}: {}", answer.json());
                    let is_told = answer.json().get("data").is_some();
                    assert_eq!((is_told, answer.status == 200), (expected.is_none(), expected.is_none()), "{document}");
                }
            }
        }
        server.stop().await;
    }
}
