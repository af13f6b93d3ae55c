//! A conference from its first word until people met, by GraphQL alone.

use renkei_graphql::Api;
use renkei_tests::clock::japan;
use renkei_tests::on_every_database;
use renkei_tests::people::Somebody;
use serde_json::{Value, json};

use super::{FAX, MAIL, NAMES, NEXT_YEAR, PHONE, in_the_team};
use crate::consent::{case_with_a_doctor, staff, two_agencies};
use crate::graphql::{api, asked_by as asked};

/// What comes back of a change.
const BACK: &str = "conference { id version state hasFamily isWithPerson seenOn toldOn ownMinutes \
    agenda { id title presenter } \
    participants { id name attendance substitute unwantedSince mayBeCalled fromMinute } \
    team { id name isCalled } \
    invitations { id version name state channel toldAt participant reply { reply } } } \
    refusal { code message }";

/// Sends a change.
async fn sent(api: &Api, who: &Somebody, name: &str, input: &str) -> Value {
    let document = format!("mutation {{ {name}(input: {{ {input} }}) {{ {BACK} }} }}");
    let mut answer = asked(api, &who.principal, &document).await;
    assert!(answer.get("errors").is_none(), "{document}: {answer}");
    answer["data"][name].take()
}

/// The conference after a change that is not refused.
async fn done(api: &Api, who: &Somebody, name: &str, input: &str) -> Value {
    let mut back = sent(api, who, name, input).await;
    assert_eq!(back["refusal"], Value::Null, "{name}: {input}");
    back["conference"].take()
}

/// The entry of a list that has a name.
fn named<'v>(list: &'v Value, name: &str) -> &'v Value {
    let mut entries = list.as_array().into_iter().flatten();
    let found = entries.find(|one| one["name"] == name);
    found.unwrap_or_else(|| panic!("{name} does not stand in {list}"))
}

/// What a step of preparing a conference as it is now is asked for with.
fn of(conference: &Value, step: &str) -> String {
    let (id, version) = (&conference["id"], &conference["version"]);
    format!("id: {id}, version: {version}, step: {{ {step} }}")
}

/// The same of an invitation.
fn about(conference: &Value, name: &str, rest: &str) -> String {
    let one = named(&conference["invitations"], name);
    let (id, invitation, version) = (&conference["id"], &one["id"], &one["version"]);
    format!("conference: {id}, invitation: {invitation}, version: {version}, {rest}")
}

on_every_database! {
    async fn a_program_prepares_a_conference_and_calls_everybody_until_people_met(world) {
        let world = world.seeded().await;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        in_the_team(&world, &haruka, case, NEXT_YEAR).await;
        let api = api(&world);
        let prepare = "prepareConference";

        // It begins with family, and goes on without.
        let new = |family: &str| format!(
            "case: \"{case}\", kind: CASE_CONFERENCE, purpose: HANDOVER, host: {{ lead: true }}, family: {{ {family} }}"
        );
        let backwards = new("agreedOn: \"2026-11-20\", fromMinute: 30, untilMinute: 10");
        let wrong = sent(&api, &haruka, "createConference", &backwards).await;
        assert_eq!(wrong["refusal"]["code"], json!("INVALID"), "{wrong}");
        let rightly = new("agreedOn: \"2026-11-20\", fromMinute: 10, untilMinute: 30");
        let now = done(&api, &haruka, "createConference", &rightly).await;
        assert_eq!((&now["hasFamily"], &now["state"]), (&json!(true), &json!("DRAFT")), "{now}");
        let alone = of(&now, "describe: { kind: CASE_CONFERENCE, purpose: HANDOVER }");
        let hidden = sent(&api, &sora, prepare, &alone).await;
        assert_eq!((&hidden["refusal"]["code"], &hidden["conference"]), (&json!("NOT_FOUND"), &Value::Null));
        let now = done(&api, &haruka, prepare, &alone).await;
        assert_eq!((&now["hasFamily"], &now["version"]), (&json!(false), &json!(2)), "{now}");
        let overtaken = sent(&api, &haruka, prepare, &alone).await;
        assert_eq!(overtaken["refusal"]["code"], json!("CHANGED"), "{overtaken}");

        // Those of the team, and somebody whom the person does not want there.
        let team: Vec<&Value> = NAMES[..3].iter().map(|name| &named(&now["team"], name)["id"]).collect();
        let team = format!("callTeam: [{}, {}, {}]", team[0], team[1], team[2]);
        let now = done(&api, &haruka, prepare, &of(&now, &team)).await;
        let by_post = format!("call: {{ who: {{ member: {} }} }}", named(&now["team"], NAMES[3])["id"]);
        let now = done(&api, &haruka, prepare, &of(&now, &by_post)).await;
        assert_eq!(named(&now["team"], NAMES[3])["isCalled"], json!(true), "{now}");
        let typed = "call: { who: { written: { name: \"まちの電器店\", fax: \"072-000-0099\" } }, attendance: OPTIONAL, substitute: NOBODY, fromMinute: 10, untilMinute: 20 }";
        let typed = format!("{}, idempotencyKey: \"call-1\"", of(&now, typed));
        let now = done(&api, &haruka, prepare, &typed).await;
        let again = done(&api, &haruka, prepare, &typed).await;
        assert_eq!(again, now, "the same input under its key has one effect");
        let shop = named(&now["participants"], "まちの電器店").clone();
        let how = ["attendance", "substitute", "fromMinute", "mayBeCalled"].map(|part| shop[part].clone());
        assert_eq!(how, [json!("OPTIONAL"), json!("NOBODY"), json!(10), json!(false)]);
        let later = format!("call: {{ who: {{ participant: {} }} }}", shop["id"]);
        let now = done(&api, &haruka, prepare, &of(&now, &later)).await;
        assert_eq!(named(&now["participants"], "まちの電器店")["attendance"], json!("REQUIRED"));
        let unwanted = format!("want: {{ participant: {}, mayCome: false }}", shop["id"]);
        let now = done(&api, &haruka, prepare, &of(&now, &unwanted)).await;
        assert_eq!(named(&now["participants"], "まちの電器店")["unwantedSince"], json!("2026-11-20"));
        let out = format!("leaveOut: {}", shop["id"]);
        let kept = sent(&api, &haruka, prepare, &of(&now, &out)).await;
        assert_eq!(kept["refusal"]["code"], json!("STATE"), "{kept}");
        let wanted = format!("want: {{ participant: {}, mayCome: true }}", shop["id"]);
        let now = done(&api, &haruka, prepare, &of(&now, &wanted)).await;
        let now = done(&api, &haruka, prepare, &of(&now, &out)).await;
        assert_eq!(now["participants"].as_array().map(Vec::len), Some(4), "{now}");

        // What is talked about, what the person says, and what the handover settles.
        let (item, first) = (&now["agenda"][0]["id"], &named(&now["participants"], NAMES[0])["id"]);
        let items = |id: &str| format!(
            "talkAbout: {{ ownMinutes: 15, items: [{{ {id} title: \"これまでのこと\", minutes: 15, aim: SHARE, categories: [] }}, {{ title: \"だれが続けるか\", minutes: 15, participant: {first}, aim: DECIDE, categories: [] }}] }}"
        );
        let stranger = sent(&api, &haruka, prepare, &of(&now, &items(&format!("id: \"{case}\",")))).await;
        assert_eq!(stranger["refusal"]["code"], json!("STATE"), "{stranger}");
        let now = done(&api, &haruka, prepare, &of(&now, &items(&format!("id: {item},")))).await;
        assert_eq!((&now["agenda"][0]["title"], &now["agenda"][1]["presenter"]), (&json!("これまでのこと"), &json!(NAMES[0])));
        assert_eq!((&now["ownMinutes"], now["agenda"].as_array().map(Vec::len)), (&json!(15), Some(2)));
        let now = done(&api, &haruka, prepare, &of(&now, "hear: { wishes: \"長く働きたい\", toTalk: \"通勤のこと\" }")).await;
        let handover = "handOver: { endsOn: \"2027-03-31\", unsolved: \"朝の電話\", views: [{ of: PERSON, said: \"ゆっくり進めたい\" }, { of: EMPLOYER }] }";
        let now = done(&api, &haruka, prepare, &of(&now, handover)).await;
        let date = format!(
            "id: {}, version: {}, begins: \"2026-12-04T15:00:00+09:00\", minutes: 60, place: \"高槻市役所 3階\"",
            now["id"], now["version"]
        );
        let now = done(&api, &haruka, "confirmConference", &date).await;
        let now = done(&api, &haruka, prepare, &of(&now, "shownOn: \"2026-11-20\"")).await;
        assert_eq!((&now["seenOn"], &now["state"]), (&json!("2026-11-20"), &json!("SCHEDULED")), "{now}");

        // Each by their own way, and everybody is called.
        for (name, way) in [
            (NAMES[0], format!("choose: {{ channel: EMAIL, target: \"{MAIL}\", reason: \"本人から聞いた\" }}")),
            (NAMES[1], format!("choose: {{ channel: FAX, target: \"{FAX}\", reason: \"本人から聞いた\" }}")),
            (NAMES[1], format!("confirm: {{ number: \"{FAX}\", how: BY_PHONE }}")),
            (NAMES[2], format!("choose: {{ channel: PHONE, target: \"{PHONE}\", reason: \"16時からは電話\" }}")),
        ] {
            let who = &named(&now["participants"], name)["id"];
            let way = format!("id: {}, version: {}, participant: {who}, way: {{ {way} }}", now["id"], now["version"]);
            done(&api, &haruka, "chooseCallWay", &way).await;
        }
        let send = format!("id: {}, version: {}", now["id"], now["version"]);
        let document = format!("mutation {{ sendInvitations(input: {{ {send} }}) {{ prepared stuck {BACK} }} }}");
        let mut all = asked(&api, &haruka.principal, &document).await["data"]["sendInvitations"].take();
        assert_eq!((&all["prepared"], &all["stuck"]), (&json!(5), &json!(0)), "four and the person: {all}");
        let now = all["conference"].take();
        let channels = NAMES[..4].iter().map(|name| named(&now["invitations"], name)["channel"].clone());
        assert_eq!(channels.collect::<Vec<_>>(), ["EMAIL", "FAX", "PHONE", "LETTER"]);

        // Everybody who was called is on the board, with what is to be done next.
        let board = format!(
            "{{ conferenceCalls(id: {}) {{ participant name ownSide state next due way {{ channel target basis isUnconfirmed }} invitation {{ id }} }} }}",
            now["id"]
        );
        let rows = asked(&api, &haruka.principal, &board).await["data"]["conferenceCalls"].take();
        let next = NAMES[..4].iter().map(|name| named(&rows, name)["next"].clone());
        assert_eq!(next.collect::<Vec<_>>(), ["WAIT_FOR_MAIL", "SEND_FAX", "CALL", "POST_LETTER"], "{rows}");
        let by_fax = named(&rows, NAMES[1]);
        let way = json!({ "channel": "FAX", "target": FAX, "basis": "CHOSEN", "isUnconfirmed": false });
        assert_eq!((&by_fax["way"], &by_fax["due"]), (&way, &Value::Null));
        let is_called = |row: &Value| row["invitation"]["id"].is_string();
        assert!(rows.as_array().is_some_and(|rows| rows.len() == 5 && rows.iter().all(is_called)), "four and the person: {rows}");
        let hidden = asked(&api, &sora.principal, &board).await["data"]["conferenceCalls"].take();
        assert_eq!(hidden, Value::Null);
        let settled = format!("{{ conference(id: {}) {{ words {{ wishes canDo toTalk }} handover {{ endsOn shareBy unsolved views {{ of said }} lacks }} }} dueDecisions {{ id }} }}", now["id"]);
        let settled = asked(&api, &haruka.principal, &settled).await["data"].take();
        assert_eq!(settled["conference"]["words"], json!({ "wishes": "長く働きたい", "canDo": null, "toTalk": "通勤のこと" }));
        let handover = &settled["conference"]["handover"];
        assert_eq!((&handover["endsOn"], &handover["shareBy"]), (&json!("2027-03-31"), &json!("2026-12-31")));
        let views = json!([
            { "of": "PERSON", "said": "ゆっくり進めたい" },
            { "of": "EMPLOYER", "said": null },
        ]);
        assert_eq!((&handover["views"], &handover["lacks"][0]), (&views, &json!("NATURAL_SUPPORT")));
        assert_eq!(settled["dueDecisions"], json!([]));

        // What became of each is written down.
        let (mark, left) = ("markInvitation", "step: { message: { what: SENT, evidence: \"送信レポート\" } }");
        let by_mail = sent(&api, &haruka, mark, &about(&now, NAMES[0], left)).await;
        assert_eq!(by_mail["refusal"]["code"], json!("STATE"), "mail is the courier's: {by_mail}");
        let now = done(&api, &haruka, mark, &about(&now, NAMES[1], left)).await;
        let now = done(&api, &haruka, mark, &about(&now, NAMES[3], left)).await;
        let now = done(&api, &haruka, mark, &about(&now, NAMES[2], "step: { phone: { outcome: NO_ANSWER } }")).await;
        let now = done(&api, &haruka, mark, &about(&now, NAMES[2], "step: { phone: { outcome: REACHED } }")).await;
        let hidden = sent(&api, &sora, mark, &about(&now, NAMES[1], left)).await;
        assert_eq!((&hidden["refusal"]["code"], &hidden["conference"]), (&json!("NOT_FOUND"), &Value::Null));
        let now = done(&api, &haruka, "tellWhoItIsAbout", &about(&now, NAMES[2], "how: PHONE")).await;
        assert_ne!(named(&now["invitations"], NAMES[2])["toldAt"], Value::Null, "{now}");
        let ahead = "how: PHONE, at: \"2026-11-30T10:00:00+09:00\"";
        let ahead = sent(&api, &haruka, "tellWhoItIsAbout", &about(&now, NAMES[1], ahead)).await;
        assert_eq!(ahead["refusal"]["code"], json!("INVALID"), "{ahead}");
        let now = done(&api, &haruka, "recordReply", &about(&now, NAMES[1], "reply: COMING, channel: FAX")).await;
        let states = NAMES[..4].iter().map(|name| named(&now["invitations"], name)["state"].clone());
        assert_eq!(states.collect::<Vec<_>>(), ["PREPARED", "ANSWERED", "DELIVERED", "SENT"]);

        // It is put off and fixed anew, and then people meet.
        let late = format!("id: {}, version: {}, why: \"本人の受診が入った\"", now["id"], now["version"]);
        let now = done(&api, &haruka, "postponeConference", &late).await;
        assert_eq!(now["state"], json!("POSTPONED"), "{now}");
        let date = format!(
            "id: {}, version: {}, begins: \"2026-12-11T15:00:00+09:00\", minutes: 60, place: \"高槻市役所 3階\"",
            now["id"], now["version"]
        );
        let now = done(&api, &haruka, "rescheduleConference", &date).await;
        let hold = format!("id: {}, version: {}", now["id"], now["version"]);
        let early = sent(&api, &haruka, "holdConference", &hold).await;
        assert_eq!(early["refusal"]["code"], json!("STATE"), "{early}");
        world.clock.set(japan("2026-12-11", "16:10"));
        let now = done(&api, &haruka, "holdConference", &hold).await;
        let now = done(&api, &haruka, prepare, &of(&now, "toldOn: \"2026-12-11\"")).await;
        assert_eq!((&now["state"], &now["toldOn"]), (&json!("HELD"), &json!("2026-12-11")), "{now}");
    }
}
