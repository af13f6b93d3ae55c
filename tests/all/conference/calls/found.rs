//! Whoever has an answer in hand finds where it is entered by the number on it, and nobody finds another agency's.

use renkei_app::conference::ConferenceRefusal;
use renkei_app::conference::find::AnswerOf;
use renkei_domain::conference::invitation::conference_number;
use renkei_domain::conference::poll::Asked;
use renkei_tests::on_every_database;
use serde_json::{Value, json};

use super::{NAMES, calls, ready, row, sent};
use crate::conference::polls::{code, poll_of, polled};
use crate::consent::{case_with_a_doctor, desk, staff, two_agencies};
use crate::editing_pages::forms::Form;
use crate::graphql::{api, asked_by as asked};
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::record::fine;

on_every_database! {
    async fn an_answer_in_hand_leads_by_its_number_to_where_it_is_entered(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let at = ready(&world, &haruka, case).await;
        sent(&world, &haruka, at).await;
        let view = calls(&world, &haruka, at).await;
        let by_fax = fine(row(&view, NAMES[1]).invitation.clone().ok_or("a FAX"));
        let (short, number) = (by_fax.code.to_string(), conference_number(at.1));

        let found = fine(fine(app.find_answer(&haruka.principal, &short.to_lowercase()).await));
        assert_eq!((found.case, found.conference, found.of), (case, at.1, AnswerOf::Called(by_fax.id)));
        let found = fine(fine(app.find_answer(&haruka.principal, &number).await));
        assert_eq!((found.conference, found.of), (at.1, AnswerOf::Anybody));
        let nothing = Some(ConferenceRefusal::NoSuchNumber);
        for typed in [short.as_str(), number.as_str(), "K7QM-2XHD", "", "000-000-0"] {
            let theirs = fine(app.find_answer(&sora.principal, typed).await);
            assert_eq!(theirs.err(), nothing, "{typed}");
        }

        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        for list in ["/conferences", "/today"] {
            let page = browser.look(list).await;
            assert!(page.says(&format!("打ち合わせ{number}")), "{list}: {}", page.html);
        }
        let page = browser.look("/conferences/find").await;
        assert_sound("finding an answer", &page.html);
        let form = Form::on(&page.html, "/conferences/find");
        let wrong = form.clone().with("code", "K7QM-2XHD").send(&browser).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.says("返事の番号を、もう一度確かめてください"), "{}", wrong.html);
        let board = format!("/cases/{case}/conferences/{}/calls", at.1);
        let reply = form.clone().with("code", &short).send(&browser).await;
        let to = format!("{board}/to/{}/reply", by_fax.id);
        assert_eq!(reply.leads_to.as_ref(), Some(&to), "{}", reply.html);
        assert_eq!(browser.look(&to).await.status, 200);
        let by_number = form.with("code", &number).send(&browser).await;
        assert_eq!(by_number.leads_to, Some(board), "{}", by_number.html);

        let api = api(&world);
        let read = format!("{{ conferenceAnswer(number: \"{short}\") {{ conference invitation respondent }} }}");
        let told = asked(&api, &haruka.principal, &read).await["data"]["conferenceAnswer"].take();
        let (conference, invitation) = (at.1.to_string(), by_fax.id.to_string());
        assert_eq!(told, json!({ "conference": conference, "invitation": invitation, "respondent": null }));
        let told = asked(&api, &sora.principal, &read).await["data"]["conferenceAnswer"].take();
        assert_eq!(told, Value::Null);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_form_about_dates_leads_to_where_its_answer_is_entered_as_long_as_dates_are_asked(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let (of, opened) = polled(&world, &haruka, case, doctor).await;
        let poll = poll_of(&world, &haruka, of).await;
        let doctors = fine(poll.respondents.iter().find(|one| one.who != Asked::Person).ok_or("the doctor")).id;
        let typed = code(&opened.links, false);
        let found = fine(fine(app.find_answer(&haruka.principal, &typed).await));
        assert_eq!((found.conference, found.of), (of.id, AnswerOf::Asked(doctors)));
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let page = browser.look("/conferences/find").await;
        let sent = Form::on(&page.html, "/conferences/find").with("code", &typed).send(&browser).await;
        let to = fine(sent.leads_to.ok_or("a way on"));
        assert!(to.ends_with(&format!("/poll/answer?item={doctors}")), "{to}");
        assert_eq!(browser.look(&to).await.status, 200);
        fine(fine(app.close_poll(&desk(&haruka), of).await));
        let over = fine(fine(app.find_answer(&haruka.principal, &typed).await));
        assert_eq!(over.of, AnswerOf::AskedBefore);
        server.stop().await;
    }
}
