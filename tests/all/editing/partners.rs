//! A program of a partner reads back what it wrote: people, programs, notices, what is compared, and the steps
//! that nobody takes by writing a part.

use chrono::TimeDelta;
use renkei_app::Caller;
use renkei_domain::access::principal::Principal;
use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::ids::{NetworkId, OrganizationId};
use renkei_domain::people::Standing;
use renkei_graphql::{Api, global_id};
use renkei_tests::on_every_database;
use renkei_tests::published::{Row, town};
use serde_json::{Value, json};
use uuid::Uuid;

use super::programs::{asked, sent};
use super::{coordinator, desk, network, version};
use crate::import::look::{correct, office};
use crate::migrations::{body, line};
use crate::record::fine;

const PERSONS: &str = "mutation($input: UpdateContactPersonsInput!) {
    updateContactPersons(input: $input) {
        resource { contactPersons { id network name role title phone { written extension } email } }
        refusal { code fields { field code } }
    }
}";

on_every_database! {
    async fn a_program_replaces_the_people_of_one_network_and_knows_them_by_their_ids(world) {
        let id = desk(&world).await;
        let api = Api::new(world.app.clone());
        let desk = || coordinator(1).principal;
        let own = network().to_string();
        let input = |version: i64, persons: Value| json!({
            "id": global_id(id), "version": version, "network": own, "contactPersons": persons,
        });
        let seen = version(&world, id).await;
        let phone = json!({ "written": "072-000-0001", "extension": "12" });
        let hanako = json!({ "name": "見本 はなこ", "role": "NURSE", "phone": phone });
        let taro = json!({ "name": "見本 たろう" });
        let done = sent(&api, desk(), PERSONS, input(seen, json!([hanako, taro]))).await;
        assert_eq!(done["refusal"], Value::Null, "{done}");
        let stand = done["resource"]["contactPersons"].clone();
        assert_eq!(stand[0]["phone"], phone);
        assert_eq!((&stand[0]["role"], &stand[0]["network"]), (&json!("NURSE"), &json!(own)));

        // One of them moves up, the other left.
        let promoted = json!([{ "id": stand[0]["id"], "name": "見本 はなこ", "title": "課長" }]);
        let done = sent(&api, desk(), PERSONS, input(seen + 1, promoted)).await;
        let persons = &done["resource"]["contactPersons"];
        assert_eq!(persons, &json!([{
            "id": stand[0]["id"], "network": own, "name": "見本 はなこ", "role": null, "title": "課長",
            "phone": null, "email": null,
        }]));

        // Who left is nobody to be replaced, no more than what is no id.
        for nobody in [stand[1]["id"].clone(), json!("はなこ")] {
            let wrong = json!([{ "id": nobody, "name": "見本 たろう" }]);
            let refused = sent(&api, desk(), PERSONS, input(seen + 2, wrong)).await;
            let fault = json!({ "field": "contactPersons[0].id", "code": "UNKNOWN_ID" });
            assert_eq!(refused["refusal"]["fields"], json!([fault]));
        }
        let mut elsewhere = input(seen + 2, json!([]));
        elsewhere["network"] = json!("網");
        let refused = sent(&api, desk(), PERSONS, elsewhere).await;
        assert_eq!(refused["refusal"]["fields"], json!([{ "field": "network", "code": "UNKNOWN_ID" }]));

        // To somebody of another network the people are not there, nor may they be replaced.
        let other = NetworkId::from_uuid(Uuid::from_u128(4));
        let mut neighbour = coordinator(2).principal;
        neighbour.standings = vec![Standing::Coordinator(other)];
        neighbour.networks = vec![other];
        let refused = sent(&api, neighbour, PERSONS, input(seen + 2, json!([]))).await;
        assert_eq!(refused["refusal"]["code"], "NOT_FOUND");
        assert_eq!(refused["resource"]["contactPersons"], json!([]));
    }
}

const PROGRAMS: &str = "mutation($input: UpdateProgramsInput!) {
    updatePrograms(input: $input) { resource { programs {
        kind ownName description
        patterns { jobCoach months { from to } visits { times { from to } per isAtFirst } description }
    } } refusal { code } }
}";

const COMPARISON: &str = "mutation($input: UpdateComparisonInput!) {
    updateComparison(input: $input) { resource { comparison {
        months { from to } isWithoutLimit daysAWeek { from to } pay payNote distance retentionSupport applyAt
        visit trial transport cost documents eligibility
    } } refusal { code } }
}";

const NOTICES: &str = "mutation($input: UpdateNoticesInput!) {
    updateNotices(input: $input) { resource { notices { id text from until } } refusal { code } }
}";

on_every_database! {
    async fn a_program_reads_back_every_word_that_it_wrote(world) {
        let id = desk(&world).await;
        let api = Api::new(world.app.clone());
        let desk = || coordinator(1).principal;
        let written = async |document: &str, field: &str, whole: &str, value: Value| {
            let mut input = json!({ "id": global_id(id), "version": version(&world, id).await });
            if field.is_empty() {
                for (field, value) in value.as_object().into_iter().flatten() {
                    input[field] = value.clone();
                }
            } else {
                input[field] = value;
            }
            let done = sent(&api, desk(), document, input).await;
            assert_eq!(done["refusal"], Value::Null, "{done}");
            done["resource"][whole].clone()
        };
        let programs = json!([{
            "kind": "JOB_COACH_SUPPORT",
            "ownName": "よりそい支援",
            "description": "はじめて働く人に。",
            "patterns": [{
                "jobCoach": "COOPERATIVE",
                "months": { "from": 3, "to": 6 },
                "visits": { "times": { "from": 1, "to": 2 }, "per": "WEEK", "isAtFirst": true },
                "description": "会社の人といっしょに。",
            }],
        }]);
        assert_eq!(written(PROGRAMS, "programs", "programs", programs.clone()).await, programs);

        let comparison = json!({
            "months": { "from": 6, "to": 24 },
            "isWithoutLimit": false,
            "daysAWeek": { "from": 5, "to": 5 },
            "pay": "PIECE_WAGE",
            "payNote": "月に1万円くらい",
            "distance": "NEAR",
            "retentionSupport": "YES",
            "applyAt": "市役所の窓口",
            "visit": "YES",
            "trial": "ASK",
            "transport": "NO",
            "cost": "昼食代",
            "documents": ["REFERRAL", "RESUME"],
            "eligibility": "市内に住む人。",
        });
        let read = written(COMPARISON, "", "comparison", comparison.clone()).await;
        assert_eq!(read, comparison);

        let news = json!({ "text": "移転しました。", "from": "2026-11-20", "until": "2026-11-30" });
        let read = written(NOTICES, "notices", "notices", json!([news])).await;
        let mut longer = read[0].clone();
        longer["until"] = json!("2026-12-31");
        let read = written(NOTICES, "notices", "notices", json!([longer])).await;
        assert_eq!(read, json!([longer]), "the same notice stands longer");
    }
}

const OBSERVE: &str = "mutation($input: ObserveResourceInput!) {
    observeResource(input: $input) { observation refusal { code } }
}";

const TOLD: &str = "mutation($input: MarkObservationToldInput!) {
    markObservationTold(input: $input) { resource { id } refusal { code fields { field code } } }
}";

const RELEASE: &str = "mutation($input: ReleaseObservationInput!) {
    releaseObservation(input: $input) { resource { strengths { text } } refusal { code } }
}";

const WITHDRAW: &str = "mutation($input: WithdrawObservationInput!) {
    withdrawObservation(input: $input) { resource { strengths { text } } refusal { code fields { field code } } }
}";

on_every_database! {
    async fn a_program_keeps_the_day_on_which_an_agency_was_told_and_waits(world) {
        let id = desk(&world).await;
        let observer = OrganizationId::from_uuid(Uuid::from_u128(41));
        let entered = world.app.register_organization(Caller::COMMAND, observer, body("見る会"));
        fine(fine(entered.await));
        let api = Api::new(world.app.clone());
        let desk = || coordinator(1).principal;
        let seen = json!({
            "id": global_id(id),
            "network": network().to_string(),
            "by": observer.to_string(),
            "valence": "STRONG",
            "topic": "GENERAL",
            "text": "午前の電話がつながりやすい",
            "basis": "月に2回いっしょに訪問",
            "statedOn": "2026-11-20",
        });
        let observation = sent(&api, desk(), OBSERVE, seen).await["observation"].clone();
        assert!(observation.is_string(), "it is written down");

        let on = |day: &str, key: &str| json!({
            "observation": observation,
            "by": "HAND",
            "on": day,
            "idempotencyKey": key,
        });
        let wrong = sent(&api, desk(), TOLD, on("2026-11-21", "a")).await;
        assert_eq!(wrong["refusal"]["fields"], json!([{ "field": "on", "code": "OUT_OF_RANGE" }]));
        let stranger = sent(&api, Principal::anybody(), TOLD, on("2026-11-20", "a")).await;
        assert_eq!(stranger, json!({ "resource": null, "refusal": { "code": "NOT_FOUND", "fields": [] } }));
        let told = sent(&api, desk(), TOLD, on("2026-11-20", "a")).await;
        assert_eq!(told, json!({ "resource": { "id": global_id(id) }, "refusal": null }));
        assert_eq!(sent(&api, desk(), TOLD, on("2026-11-20", "a")).await, told, "the same under the same key");
        let twice = sent(&api, desk(), TOLD, on("2026-11-20", "b")).await;
        assert_eq!(twice["refusal"]["code"], "ALREADY_SO");

        let release = || json!({ "observation": observation });
        let early = sent(&api, desk(), RELEASE, release()).await;
        assert_eq!(early["refusal"]["code"], "NOT_YET");
        world.clock.pass(TimeDelta::days(14));
        let released = sent(&api, desk(), RELEASE, release()).await;
        assert_eq!(released, json!({
            "resource": { "strengths": [{ "text": "午前の電話がつながりやすい" }] },
            "refusal": null,
        }));

        let withdraw = |reason: &str| json!({ "observation": observation, "reason": reason });
        let unsaid = sent(&api, desk(), WITHDRAW, withdraw(" ")).await;
        assert_eq!(unsaid["refusal"]["fields"], json!([{ "field": "reason", "code": "EMPTY" }]));
        let stranger = sent(&api, Principal::anybody(), WITHDRAW, withdraw("まちがい")).await;
        assert_eq!(stranger["refusal"]["code"], "NOT_FOUND");
        let taken_back = sent(&api, desk(), WITHDRAW, withdraw("担当が変わった")).await;
        assert_eq!(taken_back, json!({ "resource": { "strengths": [] }, "refusal": null }));
        let twice = sent(&api, desk(), WITHDRAW, withdraw("担当が変わった")).await;
        assert_eq!(twice["refusal"]["code"], "WITHDRAWN");
    }
}

const CONFLICTS: &str = "{ openConflicts { id run name field sourceValue ourValue edition } }";

const DECIDE: &str = "mutation($input: DecideConflictInput!) {
    decideConflict(input: $input) {
        resource { capacity { designated } }
        refusal { code fields { field code } }
    }
}";

on_every_database! {
    async fn a_program_decides_where_a_newer_edition_and_a_hand_correction_part(world) {
        let world = world.with_towns().await;
        let area = vec![town("27207"), town("27301")];
        let founded = world.app.found_network(Caller::COMMAND, network(), line("網"), area);
        fine(fine(founded.await));
        let rows = |capacity: &str| -> Vec<Row> { (1..=2).map(|n| Row::nth(n).with("定員", capacity)).collect() };
        world.import("one.csv", &rows("20")).await;
        for name in ["ひなたワーク1", "ひなたワーク2"] {
            let id = office(&world, name).await.id;
            correct(&world, id, CorrectableField::Capacity, "30").await;
        }
        world.import("two.csv", &rows("40")).await;

        let api = Api::new(world.app.clone());
        let desk = || coordinator(1).principal;
        // Published facts alone, so that anybody may read them.
        let open = async || asked(&api, Principal::anybody(), CONFLICTS, json!({})).await["openConflicts"].clone();
        let found = open().await;
        assert_eq!(found.as_array().map(Vec::len), Some(2), "{found}");
        for one in [&found[0], &found[1]] {
            let said = [&one["field"], &one["sourceValue"], &one["ourValue"], &one["edition"]];
            assert_eq!(said, ["CAPACITY", "40", "30", "two.csv"]);
        }
        let about = |one: &Value, choice: &str, key: &str| json!({
            "id": one["id"], "run": one["run"], "field": one["field"], "choice": choice, "idempotencyKey": key,
        });
        let stranger = sent(&api, Principal::anybody(), DECIDE, about(&found[0], "TAKE_SOURCE", "a")).await;
        assert_eq!(stranger["refusal"]["code"], "SIGN_IN_FIRST");
        let mut wrong = about(&found[0], "TAKE_SOURCE", "a");
        wrong["run"] = json!("two.csv");
        let refused = sent(&api, desk(), DECIDE, wrong).await;
        assert_eq!(refused["refusal"]["fields"], json!([{ "field": "run", "code": "UNKNOWN_ID" }]));

        let stands = |capacity: u32| json!({ "resource": { "capacity": { "designated": capacity } }, "refusal": null });
        let taken = sent(&api, desk(), DECIDE, about(&found[0], "TAKE_SOURCE", "a")).await;
        assert_eq!(taken, stands(40));
        let again = sent(&api, desk(), DECIDE, about(&found[0], "TAKE_SOURCE", "a")).await;
        assert_eq!(again, taken, "the same under the same key");
        let late = sent(&api, coordinator(2).principal, DECIDE, about(&found[0], "KEEP_OURS", "b")).await;
        assert_eq!(late, json!({
            "resource": { "capacity": { "designated": 40 } },
            "refusal": { "code": "NOTHING_TO_CHANGE", "fields": [] },
        }), "whoever comes second sees what was decided");
        let kept = sent(&api, desk(), DECIDE, about(&found[1], "KEEP_OURS", "c")).await;
        assert_eq!(kept, stands(30));
        assert_eq!(open().await, json!([]));
    }
}
