//! The same write sent again has one effect.

use renkei_app::directory::edit::EditRefusal;
use renkei_app::writer::KeyReused;
use renkei_domain::outside::Clock as _;
use renkei_domain::record::Subject;
use renkei_store::idempotency::{Claim, KeyedWrite};
use renkei_tests::inside::opened;
use renkei_tests::on_every_database;
use sea_orm::{ConnectionTrait as _, Database, Statement};
use uuid::Uuid;

use super::{coordinator, desk, edit, good_at, keyed, version};
use crate::import::look::view;
use crate::record::fine;

on_every_database! {
    async fn a_coordinator_who_presses_twice_changes_once(world) {
        let id = desk(&world).await;
        let pressed = keyed(coordinator(1), "form-1");
        let seen = version(&world, id).await;
        let first = edit(&world.app, &pressed, id, seen, good_at("丁寧")).await;
        let second = edit(&world.app, &pressed, id, seen, good_at("丁寧")).await;
        assert_eq!(first, Ok(seen + 1));
        assert_eq!(second, first, "the same answer");
        let other = edit(&world.app, &pressed, id, seen, good_at("速い")).await;
        assert_eq!(other, Err(EditRefusal::KeyReused(KeyReused)));
        let somebody = keyed(coordinator(2), "form-1");
        let theirs = edit(&world.app, &somebody, id, seen + 1, good_at("速い")).await;
        assert_eq!(theirs, Ok(seen + 2), "keys are each caller's own");
        assert_eq!(view(&world, id).await.profile.strengths.len(), 1);
    }
}

on_every_database! {
    async fn a_program_that_sends_one_write_fifty_times_at_once_gets_fifty_equal_answers(world) {
        let id = desk(&world).await;
        let seen = version(&world, id).await;
        let before = opened(fine(world.store.history_of(Subject::Resource(id), 100).await)).len();
        let sent: Vec<_> = (0..50)
            .map(|_| {
                let (app, writer) = (world.app.clone(), keyed(coordinator(1), "parallel"));
                tokio::spawn(async move { edit(&app, &writer, id, seen, good_at("丁寧")).await })
            })
            .collect();
        for answer in sent {
            assert_eq!(fine(answer.await), Ok(seen + 1));
        }
        let after = opened(fine(world.store.history_of(Subject::Resource(id), 100).await)).len();
        assert_eq!(after, before + 1, "one effect");
    }
}

on_every_database! {
    async fn nobody_with_the_database_alone_tries_what_was_asked(world) {
        let at = world.clock.now();
        let claim = async |fingerprint: [u8; 16]| {
            let write = KeyedWrite { caller: Uuid::nil(), key: "form".to_owned(), fingerprint };
            let claimed = world.store.aside(move |work| {
                let write = write.clone();
                Box::pin(async move { Ok(work.claim_key(&write, at).await?) })
            });
            fine(claimed.await)
        };
        assert_eq!(claim([7; 16]).await, Claim::New);
        assert_eq!(claim([7; 16]).await, Claim::Done(String::new()));
        assert_eq!(claim([8; 16]).await, Claim::OfAnother);
        let database = fine(Database::connect(world.url()).await);
        let asked = Statement::from_string(database.get_database_backend(), "SELECT fingerprint FROM idempotency");
        let row = fine(database.query_one_raw(asked).await);
        let kept: Vec<u8> = fine(row.unwrap_or_else(|| panic!("no row")).try_get_by_index(0));
        assert_eq!(kept.len(), 16);
        assert_ne!(kept, [7; 16]);
    }
}

on_every_database! {
    async fn a_refused_write_may_be_sent_again_under_its_key(world) {
        let id = desk(&world).await;
        let writer = keyed(coordinator(1), "again");
        let seen = version(&world, id).await;
        let refused = edit(&world.app, &writer, id, seen + 9, good_at("丁寧")).await;
        assert_eq!(refused.map_err(|refusal| refusal.code()), Err("CHANGED"));
        let done = edit(&world.app, &writer, id, seen, good_at("丁寧")).await;
        assert_eq!(done, Ok(seen + 1));
    }
}

on_every_database! {
    async fn asvs_2_3_4_of_many_who_change_one_version_one_does(world) {
        let id = desk(&world).await;
        let seen = version(&world, id).await;
        let sent: Vec<_> = (0..50)
            .map(|number| {
                let (app, text) = (world.app.clone(), format!("{number}番"));
                tokio::spawn(async move { edit(&app, &coordinator(number), id, seen, good_at(&text)).await })
            })
            .collect();
        let mut done = 0;
        for answer in sent {
            match fine(answer.await) {
                Ok(version) => {
                    assert_eq!(version, seen + 1);
                    done += 1;
                }
                Err(refusal) => assert_eq!(refusal.code(), "CHANGED"),
            }
        }
        assert_eq!(done, 1, "one of fifty");
        assert_eq!(view(&world, id).await.profile.strengths.len(), 1);
    }
}
