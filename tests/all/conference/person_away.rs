//! A conference that is held with the person, who stays away: why is written down, and it is closed once they were told.

use renkei_app::conference::ConferenceRefusal;
use renkei_app::conference::minutes::AttendanceStep;
use renkei_app::conference::step::ConferenceStep;
use renkei_domain::conference::invitation::OwnSide;
use renkei_domain::conference::{ConferenceFault, ConferenceState, MinutesFault, Turnout};
use renkei_tests::on_every_database;
use serde_json::json;

use super::minutes::held;
use super::{conference_of, stepped, view_of};
use crate::consent::{case_with_a_doctor, day, desk, prose, staff, two_agencies};
use crate::editing_pages::forms::Form;
use crate::graphql::{api, asked_by as asked};
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::record::fine;

on_every_database! {
    async fn where_the_person_stayed_away_it_stands_there_why_and_they_are_told_before_it_ends(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let id = held(&world, &haruka, case, doctor).await;
        let at = (case, id);
        let doctor = conference_of(&world, &haruka, case, id).await.participants[0].id;
        let person = OwnSide::Person.seat(id);
        let mark = async |who, turnout| {
            let step = AttendanceStep::Came(turnout);
            fine(world.app.mark_attendance(&desk(&haruka), at, who, step).await)
        };
        fine(mark(doctor, Turnout::Present).await);
        let refusal = |fault: MinutesFault| ConferenceRefusal::from(ConferenceFault::from(fault));
        assert_eq!(mark(person, Turnout::Absent).await.err(), Some(refusal(MinutesFault::WhyAway)));
        let family = OwnSide::Family.seat(id);
        let nobody = mark(family, Turnout::Present).await.err();
        assert_eq!(nobody, Some(refusal(MinutesFault::NoSuchParticipant)), "they are not expected");

        // On the page the person stands first, and nobody comes in their place.
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let minutes = format!("/cases/{case}/conferences/{id}/minutes");
        let edit = format!("{minutes}/edit/came?item={person}");
        let page = browser.look(&minutes).await;
        assert_sound("who came", &page.html);
        assert!(page.says("ご本人") && page.says(&format!("edit/came?item={person}")), "{}", page.html);
        let page = browser.look(&edit).await;
        assert_sound("whether the person came", &page.html);
        assert!(!page.html.contains("value=\"substitute\""), "{}", page.html);
        let form = Form::pressed_by(&page.html, "出欠を書く").with("came", "absent");
        let bare = form.clone().send(&browser).await;
        assert_eq!(bare.status, 422);
        assert!(bare.says("本人が来なかったわけを書いてください"), "{}", bare.html);
        let kept = form.with("why", "taichou-no-wake").send(&browser).await;
        assert!(kept.leads_to.is_some(), "{}", kept.html);
        let page = browser.look(&minutes).await;
        assert!(page.says("taichou-no-wake") && page.says("欠席"), "{}", page.html);
        let page = browser.look(&format!("/cases/{case}/conferences/{id}")).await;
        assert!(page.says("決まったことを、まだ本人に伝えていません"), "{}", page.html);

        // A program reads the same.
        let read = format!("{{ conferenceCalls(id: \"{id}\") {{ ownSide came awayBecause }} }}");
        let calls = asked(&api(&world), &haruka.principal, &read).await["data"]["conferenceCalls"].take();
        let theirs = json!({ "ownSide": "PERSON", "came": "ABSENT", "awayBecause": "taichou-no-wake" });
        assert_eq!(calls[0], theirs, "{calls}");

        let untold = stepped(&world, &haruka, at, ConferenceStep::Close).await.err();
        assert_eq!(untold, Some(ConferenceRefusal::from(ConferenceFault::PersonNotTold)));
        fine(stepped(&world, &haruka, at, ConferenceStep::Told(day("2026-11-20"))).await);
        fine(stepped(&world, &haruka, at, ConferenceStep::Close).await);
        let closed = view_of(&world, &haruka, case).await;
        let state = closed.conference(id).map(|one| one.state);
        assert_eq!(state, Some(ConferenceState::Closed));
        assert!(closed.minutes(id).turnout(person).is_some(), "it stays there");
        server.stop().await;
    }
}

on_every_database! {
    async fn a_program_writes_that_the_person_was_away_with_why(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let id = held(&world, &haruka, case, doctor).await;
        let api = api(&world);
        let person = OwnSide::Person.seat(id);
        let sent = async |rest: &str| {
            let input = format!("id: \"{id}\", participant: \"{person}\", {rest}");
            let document = format!("mutation {{ recordAttendance(input: {{ {input} }}) {{ refusal {{ message }} }} }}");
            asked(&api, &haruka.principal, &document).await["data"]["recordAttendance"]["refusal"].take()
        };
        let bare = sent("came: ABSENT").await;
        assert!(bare["message"].as_str().is_some_and(|words| words.contains("わけ")), "{bare}");
        assert!(sent("came: ABSENT, why: \"taichou\"").await.is_null());
        let why = prose("taichou");
        let minutes = view_of(&world, &haruka, case).await.minutes(id);
        assert_eq!(minutes.turnout(person), Some(&Turnout::Away { why }));
        assert!(sent("came: PRESENT").await.is_null(), "it was a mistake");
        let minutes = view_of(&world, &haruka, case).await.minutes(id);
        assert_eq!(minutes.turnout(person), Some(&Turnout::Present));
    }
}
