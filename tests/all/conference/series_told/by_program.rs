//! The same by a program: a meeting is told by GraphQL.

use super::*;

on_every_database! {
    async fn a_secretariat_tells_a_meeting_by_graphql(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, _) = ready(&world, &minato).await;
        let api = api(&world);
        let of = format!("id: \"{id}\", day: \"2026-12-08\"");
        let calls = "occurrence { calls { name channel state due answer messages { id says state } } }";
        let tell = format!("mutation {{ sendMeetingNotices(input: {{ {of}, version: 0 }}) {{ {calls} prepared stuck refusal {{ code }} }} }}");
        let strange = asked(&api, &haruka.principal, &tell).await["data"]["sendMeetingNotices"].take();
        assert_eq!((&strange["refusal"]["code"], &strange["prepared"]), (&json!("NOT_ALLOWED"), &Value::Null), "{strange}");
        assert_eq!(strange["occurrence"]["calls"], Value::Null);
        let told = asked(&api, &minato.principal, &tell).await["data"]["sendMeetingNotices"].take();
        assert_eq!((&told["prepared"], &told["stuck"]), (&json!(2), &json!(2)), "{told}");
        let call = &told["occurrence"]["calls"][2];
        assert_eq!((&call["name"], &call["channel"], &call["state"]), (&json!("ハローワーク"), &json!("PHONE"), &json!("PREPARED")));
        let notice = call["messages"][0]["id"].as_str().unwrap_or_default();
        let mark = format!("mutation {{ markMeetingNotice(input: {{ {of}, notice: \"{notice}\", what: DELIVERED }}) {{ refusal {{ code }} }} }}");
        let marked = asked(&api, &minato.principal, &mark).await["data"]["markMeetingNotice"].take();
        assert_eq!(marked, json!({ "refusal": null }));
        let answer = format!("mutation {{ recordMeetingAnswer(input: {{ {of}, notice: \"{notice}\", comes: SUBSTITUTE }}) {{ {calls} refusal {{ code }} }} }}");
        let answered = asked(&api, &minato.principal, &answer).await["data"]["recordMeetingAnswer"].take();
        assert_eq!(answered["occurrence"]["calls"][2]["answer"], json!("SUBSTITUTE"), "{answered}");

        // The notice for everybody is there for whoever reads of the meeting; one to an office for the secretariat alone.
        let printing = |rest: &str| format!("mutation {{ meetingPdf(input: {{ {of}{rest} }}) {{ path until refusal {{ code }} }} }}");
        let keyed = printing(", idempotencyKey: \"a\"");
        let made = asked(&api, &haruka.principal, &keyed).await["data"]["meetingPdf"].take();
        assert_eq!(made["refusal"], Value::Null, "{made}");
        let path = made["path"].as_str().unwrap_or_default();
        let secret = path.trim_start_matches("/conference/sheet/");
        let sheet = fine(fine(world.app.fetched_conference_sheet(secret).await));
        assert!(matches!(sheet, Sheet::MeetingNotice(_)), "{sheet:?}");
        let again = asked(&api, &haruka.principal, &keyed).await["data"]["meetingPdf"].take();
        assert_eq!((&again["refusal"]["code"], &again["path"]), (&json!("MADE_BEFORE"), &Value::Null), "{again}");
        let to_one = printing(&format!(", notice: \"{notice}\""));
        let strange = asked(&api, &haruka.principal, &to_one).await["data"]["meetingPdf"].take();
        assert_eq!((&strange["refusal"]["code"], &strange["path"]), (&json!("NOT_ALLOWED"), &Value::Null), "{strange}");
        let spoken = asked(&api, &minato.principal, &to_one).await["data"]["meetingPdf"].take();
        assert_eq!(spoken["refusal"]["code"], json!("STATE"), "a call on the phone has no sheet: {spoken}");
        world.clock.pass(TimeDelta::minutes(11));
        assert!(fine(world.app.fetched_conference_sheet(secret).await).is_err(), "its minutes are over");
    }
}
