//! The letter to the address that an account had until now.

use chrono::TimeDelta;
use renkei_app::people::OwnRefusal;
use renkei_domain::letters::delivery::DeliveryOutcome;
use renkei_domain::letters::retention::LETTER_KEPT;
use renkei_domain::people::{MailAddress, Standing};
use renkei_tests::people::{Somebody, device, form, somebody};
use renkei_tests::schema::contents;
use renkei_tests::{World, on_every_database};

use super::invited::{all_end, claimed, demo, invite};
use super::on_board;
use crate::record::fine;

/// Somebody takes another address.
async fn moves(world: &World, who: &Somebody, to: &str) -> Result<(), OwnRefusal> {
    let to = fine(MailAddress::parse(to));
    let moved = world.app.change_address(&who.secret, to, None);
    fine(moved.await).map(|_| ())
}

on_every_database! {
    async fn whoever_had_the_address_hears_that_it_opens_the_account_no_more(world) {
        let world = world.seeded().await;
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        somebody(&world.app, Standing::Person, "sora").await;
        assert_eq!(moves(&world, &minato, "sora@example.jp").await, Err(OwnRefusal::MailTaken));
        assert!(claimed(&world).await.is_empty(), "nothing has changed");

        assert_eq!(moves(&world, &minato, "haruka@example.jp").await, Ok(()));
        let letters = claimed(&world).await;
        let [letter] = letters.as_slice() else { panic!("{letters:?}") };
        let letter = &letter.letter;
        assert_eq!(letter.to.to_string(), "minato@example.jp");
        let whole = format!("{}\n{}", letter.subject, letter.text);
        for told in [
            "アドレスが変わりました",
            "変わった日時: 2026年11月20日(金) 10:00\n",
            "就業・生活支援センター つばさ橋（架空）（事務局）\nメール ",
            "\n電話 072-000-0067",
        ] {
            assert!(whole.contains(told), "{told}: {whole}");
        }
        for kept in ["haruka", "minato"] {
            assert!(!whole.contains(kept), "whoever reads the old mailbox learns no more: {whole}");
        }
    }
}

on_every_database! {
    async fn a_person_is_told_whom_to_phone_and_not_what_agency_that_is(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let minato = somebody(app, Standing::Coordinator(demo()), "minato").await;
        let code = invite(&world, &minato, Standing::Person, "北 ひなた", None).await.code;
        let inside = fine(fine(app.accept_invitation(&code, form("hinata"), &device()).await));
        let capitals = fine(MailAddress::parse("Hinata@example.jp"));
        let inside = fine(fine(app.change_address(&inside.secret, capitals, None).await));
        assert!(claimed(&world).await.is_empty(), "it is the same mailbox");

        let other = fine(MailAddress::parse("kita@example.jp"));
        fine(fine(app.change_address(&inside.secret, other, None).await));
        let letters = claimed(&world).await;
        let letter = &letters[0].letter;
        assert_eq!(letter.to.to_string(), "Hinata@example.jp");
        let whole = format!("{} {}", letter.subject, letter.text);
        assert!(whole.contains("電話 072-000-0067"), "{whole}");
        for word in ["北", "ひなた", "本人", "障がい", "就労", "支援", "つばさ橋", "kita"] {
            assert!(!whole.contains(word), "{word}: {whole}");
        }
    }
}

on_every_database! {
    async fn a_former_address_is_kept_for_its_letter_alone(world) {
        let world = world.seeded().await;
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let sora = somebody(&world.app, Standing::Person, "sora").await;
        let kept = async || contents(&world, &[]).await["address_change"].len();
        assert_eq!(moves(&world, &minato, "haruka@example.jp").await, Ok(()));
        all_end(&world, DeliveryOutcome::Accepted).await;
        world.clock.pass(LETTER_KEPT + TimeDelta::seconds(1));
        assert_eq!(kept().await, 1);
        assert_eq!(fine(world.app.forget_letters().await), 1);
        assert_eq!(kept().await, 0);

        let sora = fine(fine(world.app.sign_in(&sora.mail, renkei_tests::people::PASSWORD, &device()).await));
        let other = fine(MailAddress::parse("kita@example.jp"));
        fine(fine(world.app.change_address(&sora.secret, other, None).await));
        all_end(&world, DeliveryOutcome::Refused).await;
        let board = on_board(&world).await;
        let told: Vec<_> = board.iter().map(|one| one.recipient.as_ref().map(ToString::to_string)).collect();
        assert_eq!(told, [Some("sora@example.jp".to_owned())], "who runs the installation may phone");
        // Of somebody who was erased nobody writes any more.
        let id = sora.principal.account().unwrap_or_else(|| panic!("an account"));
        fine(fine(world.app.erase_account(id, Vec::new()).await));
        assert!(on_board(&world).await.is_empty());
        assert_eq!(kept().await, 0);
    }
}
