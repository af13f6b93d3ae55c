//! Mails with a link that come back, and that somebody answers.

use renkei_app::conference::replies::take::TakenMail;
use renkei_domain::conference::invitation::{AboutLinkState as L, MailStanding};
use renkei_tests::mail_server::MailServer;
use renkei_tests::on_every_database;

use super::super::received::report;
use super::super::{NAMES, calls, ready, row};
use super::{arrived, open, stands};
use crate::consent::{case_with_a_doctor, staff, two_agencies};
use crate::letters::opened::opened;
use crate::record::fine;

on_every_database! {
    async fn a_link_whose_mail_comes_back_counts_as_failed_and_an_answer_to_it_belongs_to_the_call(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let at = ready(&world, &haruka, case).await;
        let server = MailServer::start();
        let (link, number) = arrived(&world, &haruka, &server, at).await;
        let mail = opened(&server.accepted()[1]);
        let id = mail.header("Message-ID").to_owned();
        let words = format!("From: desk@example.jp\r\nIn-Reply-To: {id}\r\nSubject: Re\r\n\r\nはい");
        fine(app.take_mail(words.into_bytes()).await);
        let view = calls(&world, &haruka, at).await;
        let called = row(&view, NAMES[0]).invitation.as_ref().map(|one| one.id);
        assert_eq!(view.mails.first().map(|mail| mail.invitation), Some(called), "it waits beside the call");

        let report = |action| report(&id, action).into_bytes();
        assert_eq!(fine(app.take_mail(report("delayed")).await), TakenMail::Kept);
        assert_eq!(stands(&world, &haruka, at).await, (L::Sent, None), "it may still arrive");
        assert_eq!(fine(app.take_mail(report("failed")).await), TakenMail::Bounced);
        assert_eq!(fine(app.take_mail(report("failed")).await), TakenMail::Known);
        assert_eq!(stands(&world, &haruka, at).await, (L::Failed, None));
        let view = calls(&world, &haruka, at).await;
        assert!(view.mails.iter().any(|mail| mail.standing == MailStanding::Bounced));
        // Whoever got it all the same reads it.
        assert!(open(&world, &link, &number).await.is_ok());
    }
}
