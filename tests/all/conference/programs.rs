//! Conferences by GraphQL, for the staff who prepare them.

use renkei_domain::access::principal::{Door, Principal, TokenScope};
use renkei_tests::on_every_database;
use serde_json::{Value, json};

use super::linked;
use crate::consent::{case_with_a_doctor, staff, two_agencies};
use crate::graphql::{api, asked_by as asked};

/// What comes back of a change.
const BACK: &str = "{ conference { id version state begins isWithPerson agenda { title minutes presenter aim } } refusal { code message } }";

on_every_database! {
    async fn staff_begin_fix_move_and_cancel_a_conference_by_graphql(world) {
        let world = world.seeded().await;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let hanako = linked(&world, &haruka, case, "hanako").await;
        let api = api(&world);
        let begin = format!(
            "mutation {{ createConference(input: {{ case: \"{case}\", kind: CASE_CONFERENCE, purpose: REVIEW_PLAN }}) {BACK} }}"
        );
        let begun = asked(&api, &haruka.principal, &begin).await["data"]["createConference"].take();
        assert_eq!(begun["refusal"], Value::Null, "{begun}");
        assert_eq!((&begun["conference"]["state"], &begun["conference"]["version"]), (&json!("DRAFT"), &json!(1)));
        assert_eq!(begun["conference"]["agenda"][0]["aim"], json!("DISCUSS"), "{begun}");
        let id = begun["conference"]["id"].as_str().unwrap_or_default().to_owned();

        let fix = |name: &str, version: u8, begins: &str| {
            format!(
                "mutation {{ {name}(input: {{ id: \"{id}\", version: {version}, begins: \"{begins}\", minutes: 60, place: \"高槻市役所\" }}) {BACK} }}"
            )
        };
        let over = fix("confirmConference", 1, "2026-11-19T15:00:00+09:00");
        let over = asked(&api, &haruka.principal, &over).await["data"]["confirmConference"].take();
        assert_eq!(over["refusal"]["code"], json!("STATE"), "{over}");
        let first = fix("confirmConference", 1, "2026-12-04T15:00:00+09:00");
        let fixed = asked(&api, &haruka.principal, &first).await["data"]["confirmConference"].take();
        assert_eq!(fixed["conference"]["begins"], json!("2026-12-04T06:00:00.000000Z"), "{fixed}");
        let again = asked(&api, &haruka.principal, &first).await["data"]["confirmConference"].take();
        assert_eq!(again["refusal"]["code"], json!("CHANGED"), "{again}");
        let second = fix("rescheduleConference", 2, "2026-12-11T15:00:00+09:00");
        let moved = asked(&api, &haruka.principal, &second).await["data"]["rescheduleConference"].take();
        assert_eq!(moved["conference"]["version"], json!(3), "{moved}");

        let by = |scopes: &[TokenScope]| Principal { door: Door::Token(scopes.to_vec()), ..haruka.principal.clone() };
        let others: Vec<TokenScope> = TokenScope::ALL.iter().copied().filter(|scope| *scope != TokenScope::ConferencesRead).collect();
        let (token, scoped) = (by(&others), by(&[TokenScope::ConferencesRead]));
        let cancel = format!("mutation {{ cancelConference(input: {{ id: \"{id}\", version: 3, why: \"退職のため\" }}) {BACK} }}");
        let read = format!("{{ conferences(id: \"{case}\") {{ state }} conference(id: \"{id}\") {{ state }} }}");
        for (stranger, code) in [
            (&sora.principal, "NOT_FOUND"),
            (&hanako.principal, "NOT_FOUND"),
            (&token, "NOT_FOUND"),
            (&Principal::anybody(), "SIGN_IN_FIRST"),
        ] {
            let nothing = asked(&api, stranger, &read).await["data"].take();
            assert_eq!(nothing, json!({ "conferences": null, "conference": null }), "{stranger:?}");
            let refused = asked(&api, stranger, &cancel).await["data"]["cancelConference"].take();
            assert_eq!((&refused["refusal"]["code"], &refused["conference"]), (&json!(code), &Value::Null), "{stranger:?}");
        }
        // A program with the scope reads when and where, and none of the words about the person; it changes nothing.
        let dates = format!("{{ conferences(id: \"{case}\") {{ id }} conference(id: \"{id}\") {{ state begins place agenda {{ title }} participants {{ name }} }} }}");
        let told = asked(&api, &scoped, &dates).await["data"].take();
        let expected = json!({
            "conferences": [{ "id": id }],
            "conference": {
                "state": "SCHEDULED",
                "begins": "2026-12-11T06:00:00.000000Z",
                "place": "高槻市役所",
                "agenda": [],
                "participants": [],
            },
        });
        assert_eq!(told, expected);
        let whole = asked(&api, &haruka.principal, &dates).await["data"].take();
        assert_ne!(whole["conference"]["agenda"], json!([]), "{whole}");
        let elsewhere = Principal { door: scoped.door.clone(), ..sora.principal.clone() };
        let nothing = asked(&api, &elsewhere, &dates).await["data"].take();
        assert_eq!(nothing, json!({ "conferences": null, "conference": null }));
        let refused = asked(&api, &scoped, &cancel).await["data"]["cancelConference"].take();
        assert_eq!(refused["refusal"]["code"], json!("NOT_FOUND"));
        let close = format!("mutation {{ closeConference(input: {{ id: \"{id}\", version: 3 }}) {BACK} }}");
        let early = asked(&api, &haruka.principal, &close).await["data"]["closeConference"].take();
        assert_eq!(early["refusal"]["code"], json!("STATE"), "{early}");
        let cancelled = asked(&api, &haruka.principal, &cancel).await["data"]["cancelConference"].take();
        assert_eq!(cancelled["conference"]["state"], json!("CANCELLED"), "{cancelled}");
        let read = asked(&api, &haruka.principal, &read).await["data"].take();
        assert_eq!(read["conferences"], json!([{ "state": "CANCELLED" }]));
    }
}

on_every_database! {
    async fn a_program_reads_back_all_of_the_outline_before_it_describes_it_anew(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let api = api(&world);
        let begin = format!(
            "mutation {{ createConference(input: {{ case: \"{case}\", kind: CASE_CONFERENCE, purpose: REVIEW_PLAN, \
             absence: AGENCIES_PREPARE, absenceWords: \"役割を決めるため\", \
             family: {{ agreedOn: \"2026-11-20\", fromMinute: 0, untilMinute: 30 }} }}) \
             {{ conference {{ id version }} refusal {{ code }} }} }}"
        );
        let begun = asked(&api, &haruka.principal, &begin).await["data"]["createConference"].take();
        assert_eq!(begun["refusal"], Value::Null, "{begun}");
        let id = begun["conference"]["id"].as_str().unwrap_or_default().to_owned();
        let cancel = format!("mutation {{ cancelConference(input: {{ id: \"{id}\", version: 1, why: \"退職のため\" }}) {BACK} }}");
        let cancelled = asked(&api, &haruka.principal, &cancel).await["data"]["cancelConference"].take();
        assert_eq!(cancelled["refusal"], Value::Null, "{cancelled}");
        let read = format!(
            "{{ conference(id: \"{id}\") {{ presence {{ absence absenceWords familyAgreedOn familyFromMinute familyUntilMinute }} \
             why nextConference handedCopies {{ number }} }} }}"
        );
        let told = asked(&api, &haruka.principal, &read).await["data"]["conference"].take();
        let presence = json!({
            "absence": "AGENCIES_PREPARE",
            "absenceWords": "役割を決めるため",
            "familyAgreedOn": "2026-11-20",
            "familyFromMinute": 0,
            "familyUntilMinute": 30,
        });
        let expected = json!({ "presence": presence, "why": "退職のため", "nextConference": null, "handedCopies": [] });
        assert_eq!(told, expected);
        let scoped = Principal { door: Door::Token(vec![TokenScope::ConferencesRead]), ..haruka.principal.clone() };
        let without = asked(&api, &scoped, &read).await["data"]["conference"].take();
        assert_eq!(without, json!({ "presence": null, "why": null, "nextConference": null, "handedCopies": [] }));
    }
}
