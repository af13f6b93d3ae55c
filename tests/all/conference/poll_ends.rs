//! A link by which somebody says when they can come ends with the consent by which they were asked, and with the
//! conference.

use renkei_app::conference::ConferenceRefusal;
use renkei_app::conference::step::ConferenceStep;
use renkei_app::consent::stop::{StopForm, StopKind};
use renkei_domain::cases::employment::Voice;
use renkei_domain::conference::poll::{Asked, Mark, PollFault};
use renkei_domain::consent::{ConsentRecipient, HaltOf, Reach};
use renkei_tests::browser::Browser;
use renkei_tests::on_every_database;

use super::polls::{code, poll_of, polled, said};
use super::stepped;
use crate::consent::{NAME, case_with_a_doctor, desk, prose, staff, two_agencies};
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::record::fine;

on_every_database! {
    async fn a_link_ends_with_the_consent_by_which_somebody_was_asked(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let (of, opened) = polled(&world, &haruka, case, doctor).await;
        let poll = poll_of(&world, &haruka, of).await;
        let (doctors, persons) = (code(&opened.links, false), code(&opened.links, true));
        let yes = || said(&poll, &[Mark::Yes]);
        fine(fine(app.answer_poll_by_link(&doctors, yes()).await));

        let stop = StopForm {
            kind: StopKind::Withdraw,
            of: HaltOf::Everything,
            reach: Reach::Recipient(ConsentRecipient::Named(doctor)),
            by: Voice::Person,
        };
        let server = world.serve().await;
        let page = browser_of(&server, &haruka).look(&format!("/cases/{case}/consents/stop")).await;
        assert_sound("whose answers end", &page.html);
        assert!(page.says("答えは もう 出せません"), "{}", page.html);
        fine(fine(app.stop_consent(&desk(&haruka), case, stop).await));
        let ended = Some(ConferenceRefusal::LinkEnded);
        assert_eq!(fine(app.poll_by_link(&doctors).await).err(), ended);
        assert_eq!(fine(app.answer_poll_by_link(&doctors, yes()).await).err(), ended);
        let theirs = opened.links.iter().map(|link| link.who).find(|who| *who != Asked::Person);
        let theirs = fine(theirs.ok_or("the doctor"));
        let again = fine(app.make_poll_link(&desk(&haruka), of, theirs).await);
        assert_eq!(again.err(), Some(PollFault::NotYet.into()));
        assert!(fine(app.poll_by_link(&persons).await).is_ok(), "the person goes on answering");

        let phone = Browser::at(&server);
        let page = phone.look(&format!("/poll/{doctors}")).await;
        assert_sound("a link that ended", &page.html);
        assert_eq!(page.status, 410);
        assert!(page.says("もう答えなくて だいじょうぶです"), "{}", page.html);
        for kept in [NAME, "同意", "12月"] {
            assert!(!page.says(kept), "{kept}: {}", page.html);
        }
        server.stop().await;
    }
}

on_every_database! {
    async fn whoever_was_asked_about_dates_reads_that_people_do_not_meet(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let (of, opened) = polled(&world, &haruka, case, doctor).await;
        let link = format!("/poll/{}", code(&opened.links, false));
        let poll = poll_of(&world, &haruka, of).await;
        fine(fine(app.answer_poll_by_link(&code(&opened.links, false), said(&poll, &[Mark::Yes])).await));
        let server = world.serve().await;
        let (phone, browser) = (Browser::at(&server), browser_of(&server, &haruka));
        let (off, untold) = ("中止になりました。何もしなくて かまいません", "中止を知らせる相手（2）");
        let desk = format!("/cases/{case}/conferences/{}/poll", of.id);
        assert!(!phone.look(&link).await.says(off) && !browser.look(&desk).await.says(untold));
        fine(stepped(&world, &haruka, (case, of.id), ConferenceStep::Cancel(prose("退職のため"))).await);
        let page = phone.look(&link).await;
        assert_sound("the link of one that is off", &page.html);
        assert!(page.says(off) && !page.says("から連絡があります"), "{}", page.html);
        assert!(!page.says("退職"), "why is for the person alone");
        let page = browser.look(&desk).await;
        assert_sound("whom to tell", &page.html);
        assert!(page.says(untold), "{}", page.html);
        server.stop().await;
    }
}
