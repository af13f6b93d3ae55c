//! Programs: every question of the schema that takes an id, and every change that names something of somebody's.

use std::collections::{BTreeMap, BTreeSet};

use renkei_domain::access::principal::Principal;
use renkei_domain::ids::{ConferenceId, ResourceId};
use renkei_graphql::{Answer, Api, Call, CallMethod, global_id};
use renkei_tests::schema::contents;
use renkei_tests::{World, on_every_database};
use serde_json::{Value, json};
use uuid::Uuid;

use super::planted::ENTRY;
use super::{Neighbours, THEIRS, assert_nothing_changed, nowhere};
use crate::graphql::api;
use crate::graphql::whole::Types;
use crate::letters::invited::demo;
use crate::record::fine;

/// What may be read or changed of an organization by an id of these.
const TABLES: [&str; 19] = [
    "account",
    "act",
    "case_note",
    "conference",
    "consent",
    "consent_exception",
    "consent_halt",
    "consent_sheet",
    "employment",
    "evidence",
    "exception_step",
    "incident",
    "invitation",
    "person",
    "provision",
    "receipt",
    "strength",
    "support_case",
    "team_member",
];

async fn answer(api: &Api, who: &Principal, document: &str, variables: Value) -> String {
    let Value::Object(variables) = variables else {
        panic!("variables are an object: {variables}");
    };
    let call = Call {
        document: document.to_owned(),
        operation_name: None,
        variables,
        method: CallMethod::ReadOrWrite,
        principal: who.clone(),
    };
    match api.answer("0123456789abcdef0123456789abcdef", call).await {
        Answer::Executed(body) => String::from_utf8_lossy(&body).into_owned(),
        Answer::Refused { body, .. } => panic!("{document}: {}", String::from_utf8_lossy(&body)),
    }
}

/// An id as a program may write it: as it stands, and as the global id of an entry.
fn written(id: Uuid) -> [String; 2] {
    [id.to_string(), global_id(ResourceId::from_uuid(id))]
}

/// Asks with an id and with one that exists nowhere; says whether the answers differ in more than that.
async fn assert_same(
    (api, who): (&Api, &Principal),
    document: &str,
    id: Uuid,
    variables: impl Fn(&str) -> Value,
) {
    for (real, none) in written(id).into_iter().zip(written(nowhere(id))) {
        let told = answer(api, who, document, variables(&real)).await;
        let missing = answer(api, who, document, variables(&none)).await;
        assert!(!told.contains(THEIRS), "{document} tells {told}");
        let (told, missing) = (told.replace(&real, "…"), missing.replace(&none, "…"));
        assert_eq!(told, missing, "{document}");
    }
}

/// What an id in a part of an input names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Names {
    /// Something of one organization: a row of this table.
    Own(&'static str),
    /// A network, which everybody knows.
    Network,
    /// An organization of the directory, which everybody knows.
    Organization,
    /// An entry of the directory, which everybody knows.
    Entry,
}

/// What stands in a part of an input of some type.
pub(crate) fn names(of: &str, part: &str) -> Names {
    use Names::{Entry, Network, Organization, Own};
    match (of, part) {
        (_, "network") => Network,
        (_, "organization" | "by")
        | (
            "UpdateOrganizationInput"
            | "UndoOrganizationChangeInput"
            | "DecideOrganizationConflictInput",
            "id",
        ) => Organization,
        (_, "resource" | "agency")
        | (
            "CloseResourceInput"
            | "ReopenResourceInput"
            | "UndoChangeInput"
            | "DecideConflictInput"
            | "ObserveResourceInput"
            | "UpdateAccessInput"
            | "UpdateCapacityInput"
            | "UpdateComparisonInput"
            | "UpdateContactPersonsInput"
            | "UpdateContactPolicyInput"
            | "UpdateDescriptionInput"
            | "UpdateHoursInput"
            | "UpdateLanguagesInput"
            | "UpdateNoticesInput"
            | "UpdatePhonesInput"
            | "UpdateProgramsInput"
            | "UpdateResourceCharacterInput"
            | "UpdateResourceFactsInput"
            | "UpdateRolesInput"
            | "UpdateServiceAreaInput",
            "id",
        ) => Entry,
        (_, "act") => Own("act"),
        (_, "observation") => Own("strength"),
        ("CreateConferenceInput", "case") => Own("support_case"),
        ("EndResourceMapShareInput", "id") => Own("map_share"),
        ("RevokeFeedInput", "id") => Own("conference_feed"),
        ("RegisterDocumentsInput", "token") => Own("token"),
        // Meetings are of a network, what an import found is of its desk, and whoever is asked for dates and what they
        // were sent stand in no table by an id: nothing of theirs is there, whatever it is.
        ("DecideConflictInput" | "DecideOrganizationConflictInput", "run")
        | ("DecideUndecidedRowInput", "row")
        | ("AnswerPollInput" | "RecordPollHoursInput", "respondent")
        | ("MarkPollNoticeInput", "notice") => Own("act"),
        (of, "id" | "member" | "item" | "notice" | "decision" | "received")
            if of.contains("Meeting") =>
        {
            Own("act")
        }
        (_, "conference")
        | (
            "AnswerPollInput"
            | "BeginNextConferenceInput"
            | "CancelConferenceInput"
            | "ChooseCallWayInput"
            | "CloseConferenceInput"
            | "ClosePollInput"
            | "ConferencePdfInput"
            | "ConfirmConferenceInput"
            | "HandMaterialInput"
            | "HandMinutesCopyInput"
            | "HoldConferenceInput"
            | "MakePollLinkInput"
            | "MarkPollNoticeInput"
            | "OpenPollInput"
            | "PostponeConferenceInput"
            | "PrepareConferenceInput"
            | "RecordAttendanceInput"
            | "RecordDecisionInput"
            | "RecordInquiryInput"
            | "RecordMinutesInput"
            | "RecordPollHoursInput"
            | "RescheduleConferenceInput"
            | "SendInvitationsInput"
            | "SendPollInput"
            | "SettleDecisionInput"
            | "SpeakInConferenceInput",
            "id",
        ) => Own("conference"),
        (_, "participant") => Own("conference_participant"),
        (_, "invitation") => Own("conference_invitation"),
        (_, "received") => Own("received_mail"),
        (_, "decision") => Own("conference_decision"),
        (of, part) => panic!("say here what {part} of {of} names"),
    }
}

/// What stands between the type of an input and its part, where an id comes: in no value of a sample.
const PLACE: char = '/';

/// What a place of an id names.
fn named_by(place: &str) -> Names {
    let (of, part) = place.split_once(PLACE).unwrap_or_default();
    names(of, part)
}

/// Every change with an input in which each id is its place.
fn skeletons(types: &Types) -> Vec<(String, Value)> {
    types.changes(|of, part| json!(format!("{of}{PLACE}{part}")))
}

/// An input with an id for each of its places.
fn filled(skeleton: &Value, named: &impl Fn(&str) -> Value) -> Value {
    match skeleton {
        Value::String(place) if place.contains(PLACE) => named(place),
        Value::Array(parts) => parts.iter().map(|part| filled(part, named)).collect(),
        Value::Object(parts) => {
            let parts = parts.iter();
            let parts = parts.map(|(name, part)| (name.clone(), filled(part, named)));
            Value::Object(parts.collect())
        }
        other => other.clone(),
    }
}

/// The places of a skeleton that name something of one organization, each with its table.
fn own_places(skeleton: &Value) -> BTreeMap<String, &'static str> {
    match skeleton {
        Value::String(place) if place.contains(PLACE) => match named_by(place) {
            Names::Own(table) => BTreeMap::from([(place.clone(), table)]),
            Names::Network | Names::Organization | Names::Entry => BTreeMap::new(),
        },
        Value::Array(parts) => parts.iter().flat_map(own_places).collect(),
        Value::Object(parts) => parts.values().flat_map(own_places).collect(),
        _ => BTreeMap::new(),
    }
}

/// What is tried in an input: strange ids in each place alone, where the others name ours.
fn trials(neighbours: &Neighbours, skeleton: &Value) -> Vec<(String, Uuid)> {
    let own = own_places(skeleton).into_iter();
    let trials = own.flat_map(|(place, table)| {
        let strange = neighbours.strange(table).into_iter().take(2);
        strange.map(move |id| (place.clone(), id))
    });
    trials.collect()
}

/// What stands in a place where nothing strange is tried.
fn of_ours(neighbours: &Neighbours, place: &str) -> Value {
    match named_by(place) {
        Names::Own(table) => json!(neighbours.own(table)),
        Names::Network => json!(demo().to_string()),
        Names::Organization => json!(neighbours.ours.organization.to_string()),
        Names::Entry => json!(global_id(fine(ENTRY.parse()))),
    }
}

/// The version in which the conference of ours stands that is named beside strange ids.
async fn version_of_ours(world: &World, neighbours: &Neighbours) -> i64 {
    let ours = &neighbours.ours;
    let conference: ConferenceId = fine(neighbours.own("conference").parse());
    let view = world.app.conferences(&ours.staff.principal, ours.case);
    let view = fine(fine(view.await));
    let known = view.conference(conference).map(|one| one.version);
    fine(known.ok_or("a conference of ours"))
}

on_every_database! {
    async fn every_id_of_another_organization_looks_missing_to_a_program(world) {
        let world = world.seeded().await;
        let neighbours = Neighbours::of(&world).await;
        // Whoever names another version than the one that stands is told so before anything else is looked at.
        let version = version_of_ours(&world, &neighbours).await;
        let before = contents(&world, &[("session", "seen_at")]).await;
        let api = api(&world);
        let types = Types::of(&api).await;
        let who = &neighbours.ours.staff.principal;

        let questions = types.questions_by_id();
        for asked in ["case(id: $id)", "caseConsents(id: $id)", "caseProvisions(id: $id)", "caseReceipts(id: $id)", "cases(after: $id)", "conferences(id: $id)", "conference(id: $id)", "node(id: $id)", "nodes(ids: [$id])", "history(id: $id)"] {
            assert!(questions.iter().any(|known| known.contains(asked)), "{asked} in {questions:?}");
        }
        for table in TABLES {
            for id in neighbours.strange(table).into_iter().take(2) {
                for document in &questions {
                    assert_same((&api, who), document, id, |id| json!({ "id": id })).await;
                }
            }
        }

        let skeletons = skeletons(&types);
        let mut tried = BTreeSet::new();
        for who in [&neighbours.ours.staff, &neighbours.ours.person] {
            for (name, skeleton) in &skeletons {
                let (first, rest) = name.split_at(1);
                let kind = format!("{}{rest}Input", first.to_uppercase());
                let document = format!("mutation($input: {kind}!) {{ {name}(input: $input) {{ refusal {{ code message }} }} }}");
                for (place, id) in trials(&neighbours, skeleton) {
                    let input = |strange: &str| {
                        let named = |other: &str| {
                            if other == place {
                                json!(strange)
                            } else {
                                of_ours(&neighbours, other)
                            }
                        };
                        let mut input = filled(skeleton, &named);
                        if let Some(known) = input.get_mut("version") {
                            *known = json!(version);
                        }
                        json!({ "input": input })
                    };
                    assert_same((&api, &who.principal), &document, id, input).await;
                    tried.insert(name);
                }
            }
        }
        assert!(tried.len() > 50, "only {tried:?} name something of somebody's");
        assert_nothing_changed(&world, before).await;
    }
}
