//! Answers read from a real IMAP server, by every way to it.

use renkei_delivery::mailbox::{ImapSecurity, ImapSettings, MailboxSettings};
use renkei_tests::imap_server::ImapServer;
use renkei_tests::shared::skipped;

use super::*;

/// The reader of a mailbox behind the server.
fn behind(world: &World, settings: ImapSettings) -> MailReader {
    reader(world, MailboxSettings::Imap(Box::new(settings)))
}

on_every_database! {
    async fn answers_are_read_from_an_imap_server_and_stay_there(world) {
        let Some(mut imap) = ImapServer::start() else {
            skipped("answers_are_read_from_an_imap_server_and_stay_there", "dovecot-imapd is not installed");
            return;
        };
        let mut world = world.seeded().await;
        let server = MailServer::start();
        let (haruka, at) = called(&mut world, &server).await;
        let yes = Answer::yes(&world, &haruka, at).await;
        let foreign = mail("office@example.jp", "text/plain; charset=UTF-8", "別の用事です。".as_bytes());
        for (security, says, reply) in [
            (ImapSecurity::Plain, "PARTSTAT=ACCEPTED", Reply::Coming),
            (ImapSecurity::StartTls, "PARTSTAT=DECLINED", Reply::NotComing),
            (ImapSecurity::Tls, "PARTSTAT=ACCEPTED", Reply::Coming),
        ] {
            world.clock.pass(TimeDelta::minutes(1));
            let made = stamp(&world, TimeDelta::zero());
            imap.deliver(&Answer { says, made, ..yes.clone() }.mail(ISO_2022_JP));
            imap.deliver(&foreign);
            let reader = behind(&world, imap.settings(security));
            assert_eq!(fine(reader.look().await), [T::Answered, T::NotOurs], "{security:?}");
            assert_eq!(counts(&world, &haruka, at).await, Some((reply, AnswerChannel::Mail)));
            assert!(fine(reader.look().await).is_empty(), "what was read is marked");
        }
        assert_eq!(imap.count(), 6, "nothing is deleted");

        // A certificate that nobody vouches for, a wrong password and a folder that is not there are told apart.
        let known = || imap.settings(ImapSecurity::Tls);
        for (settings, told) in [
            (ImapSettings { ca_file: None, ..known() }, "certificate"),
            (ImapSettings { password: "wrong".to_owned().into(), ..known() }, "password"),
            (ImapSettings { folder: "Nowhere".to_owned(), ..known() }, "does not do"),
            (ImapSettings { port: 1, ..known() }, "not reached"),
        ] {
            let fault = behind(&world, settings).look().await.err();
            let fault = fault.map(|fault| fault.to_string()).unwrap_or_default();
            assert!(fault.contains(told), "{told}: {fault}");
        }
    }
}
