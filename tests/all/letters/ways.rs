//! Ways to the mail server: what is not proven to be it gets no letter.

use renkei_delivery::letters::smtp::{MailSettings, Security};
use renkei_domain::letters::delivery::DeliveryOutcome as Outcome;
use renkei_domain::letters::state::LetterState as State;
use renkei_domain::text::Line;
use renkei_tests::mail_server::MailServer;
use renkei_tests::on_every_database;

use super::{AMPLE, AtWork, after_a_try, command, message_id, queue};
use crate::record::fine;

on_every_database! {
    async fn asvs_12_3_an_office_sends_only_to_a_server_that_proves_who_it_is(world) {
        for security in [Security::Tls, Security::StartTls] {
            let server = MailServer::start_with(security);
            let letter = queue(&world).await;
            let courier = AtWork::begin(&world, server.settings(AMPLE));
            let stored = after_a_try(&world, letter).await;
            courier.end().await;
            let outcome = stored.last.map(|last| last.outcome);
            assert_eq!(outcome, Some(Outcome::BadCertificate), "{security:?}");
            assert_eq!((stored.state, server.count()), (State::Waiting, 0), "{security:?}");
            fine(fine(world.app.withdraw_letter(&command(), letter).await));

            let trusting = MailSettings {
                ca_file: Some(server.certificate()),
                ..server.settings(AMPLE)
            };
            let letter = queue(&world).await;
            let courier = AtWork::begin(&world, trusting);
            let stored = after_a_try(&world, letter).await;
            courier.end().await;
            assert_eq!(stored.state, State::Sent, "{security:?}: {:?}", stored.last);
            assert_eq!(server.message_ids(), [message_id(letter)], "{security:?}");
        }
    }
}

on_every_database! {
    async fn an_office_that_asked_for_encryption_sends_nothing_without(world) {
        let server = MailServer::start();
        let encrypted = MailSettings {
            security: Security::StartTls,
            ..server.settings(AMPLE)
        };
        let letter = queue(&world).await;
        let courier = AtWork::begin(&world, encrypted);
        let stored = after_a_try(&world, letter).await;
        courier.end().await;
        assert_eq!(stored.last.map(|last| last.outcome), Some(Outcome::NotAdmitted));
        assert_eq!(server.count(), 0);
    }
}

on_every_database! {
    async fn a_supporter_gets_plain_text_from_an_office_with_a_japanese_name(world) {
        let server = MailServer::start();
        let named = MailSettings {
            from_name: Some(fine(Line::parse("高槻の支援ネットワーク"))),
            ..server.settings(AMPLE)
        };
        let letter = queue(&world).await;
        let courier = AtWork::begin(&world, named);
        let stored = after_a_try(&world, letter).await;
        courier.end().await;
        assert_eq!(stored.state, State::Sent, "{:?}", stored.last);
        let messages = server.accepted();
        let [message] = messages.as_slice() else {
            panic!("not one message: {messages:?}");
        };
        assert!(message.is_ascii());
        let (head, _) = message.split_once("\r\n\r\n").unwrap_or_default();
        for header in [
            "From: =?utf-8?b?",
            "<office@example.jp>",
            "To: hinata@example.jp",
            "Subject: =?utf-8?b?",
            "Content-Type: text/plain; charset=utf-8",
            "Auto-Submitted: auto-generated",
        ] {
            assert!(head.contains(header), "{header}: {head}");
        }
        assert!(!message.to_ascii_lowercase().contains("html"));
    }
}
