//! Sessions: how long they hold, and that their owner ends them.

use chrono::TimeDelta;
use renkei_app::people::{DraftKept, PasswordRefusal, SessionRefusal};
use renkei_domain::people::Standing;
use renkei_domain::people::limits::{DRAFTS, FORM_BYTES};
use renkei_tests::on_every_database;
use renkei_tests::people::{PASSWORD, device, device_at, somebody};
use sea_orm::ConnectionTrait as _;

use crate::record::fine;

on_every_database! {
    async fn asvs_7_3_a_session_ends_unused_and_in_any_case(world) {
        let app = &world.app;
        let hinata = somebody(app, Standing::Person, "hinata").await;
        for _ in 0..27 {
            world.clock.pass(TimeDelta::hours(11));
            assert!(fine(app.whoever(&hinata.secret).await).is_some(), "in use every eleven hours");
        }
        world.clock.pass(TimeDelta::hours(12));
        assert!(fine(app.whoever(&hinata.secret).await).is_none(), "unused for half a day");

        let again = fine(fine(app.sign_in(&hinata.mail, PASSWORD, &device()).await));
        for hour in 0..(14 * 24) {
            assert!(fine(app.whoever(&again.secret).await).is_some(), "{hour}");
            world.clock.pass(TimeDelta::hours(1));
        }
        assert!(fine(app.whoever(&again.secret).await).is_none(), "two weeks, however busy");
    }
}

on_every_database! {
    async fn asvs_7_4_1_whoever_signs_out_is_out(world) {
        let app = &world.app;
        let hinata = somebody(app, Standing::Person, "hinata").await;
        fine(app.sign_out(&hinata.secret).await);
        assert!(fine(app.whoever(&hinata.secret).await).is_none());
    }
}

on_every_database! {
    async fn asvs_7_5_2_the_owner_sees_and_ends_sessions_and_nobody_else_does(world) {
        let app = &world.app;
        let hinata = somebody(app, Standing::Person, "hinata").await;
        let sora = somebody(app, Standing::Person, "sora").await;
        world.clock.pass(TimeDelta::minutes(1));
        let lost = fine(fine(app.sign_in(&hinata.mail, PASSWORD, &device_at(9)).await));
        let own = fine(app.sessions(&hinata.principal).await);
        assert_eq!(own.len(), 2);
        let of_lost = own[0].id;
        assert_eq!(fine(app.end_session(&sora.principal, of_lost).await), Err(SessionRefusal::NotFound));
        assert_eq!(fine(app.end_session(&hinata.principal, of_lost).await), Ok(()));
        assert_eq!(fine(app.end_session(&hinata.principal, of_lost).await), Err(SessionRefusal::NotFound));
        assert!(fine(app.whoever(&lost.secret).await).is_none());
        assert!(fine(app.whoever(&hinata.secret).await).is_some());

        assert_eq!(fine(app.end_all_sessions(&hinata.principal).await), 1);
        assert!(fine(app.whoever(&hinata.secret).await).is_none());
        assert!(fine(app.whoever(&sora.secret).await).is_some());
    }
}

on_every_database! {
    async fn asvs_6_2_3_a_new_password_takes_the_old_one_and_ends_other_sessions(world) {
        let app = &world.app;
        let hinata = somebody(app, Standing::Person, "hinata").await;
        let other = fine(fine(app.sign_in(&hinata.mail, PASSWORD, &device()).await));
        let new = "夕方は図書館で本を読んで帰る";
        let wrong = app.change_password(&hinata.secret, ("ちがうことば", new), &device(), None).await;
        assert_eq!(fine(wrong).err(), Some(PasswordRefusal::WrongPassword));
        let weak = app.change_password(&hinata.secret, (PASSWORD, "hinata2026"), &device(), None).await;
        assert_eq!(fine(weak).err().map(PasswordRefusal::code), Some("PASSWORD_TOO_COMMON"));
        let changed = app.change_password(&hinata.secret, (PASSWORD, new), &device(), None).await;
        let changed = fine(fine(changed));
        assert!(fine(app.whoever(&changed.secret).await).is_some());
        for ended in [&hinata.secret, &other.secret] {
            assert!(fine(app.whoever(ended).await).is_none());
        }
        assert!(fine(app.sign_in(&hinata.mail, PASSWORD, &device()).await).is_err());
        assert!(fine(app.sign_in(&hinata.mail, new, &device()).await).is_ok());
    }
}

on_every_database! {
    async fn a_supporter_whose_session_ran_out_loses_nothing_of_the_form(world) {
        let app = &world.app;
        let hinata = somebody(app, Standing::Person, "hinata").await;
        world.clock.pass(TimeDelta::days(3));
        assert!(fine(app.whoever(&hinata.secret).await).is_none());
        let form = "/resources/1/edit";
        let typed = "name=青葉&note=長い文";
        assert_eq!(fine(app.keep_draft(&hinata.secret, form, typed).await), DraftKept::Kept);
        let again = fine(fine(app.sign_in(&hinata.mail, PASSWORD, &device()).await));
        let draft = fine(app.draft(&again.principal, form).await);
        assert_eq!(draft.map(|draft| draft.body).as_deref(), Some(typed));
        let sora = somebody(app, Standing::Person, "sora").await;
        assert!(fine(app.draft(&sora.principal, form).await).is_none());
        fine(app.drop_draft(&again.principal, form).await);
        assert!(fine(app.draft(&again.principal, form).await).is_none());
        fine(app.sign_out(&again.secret).await);
        assert_eq!(fine(app.keep_draft(&again.secret, form, typed).await), DraftKept::Nobody);
    }
}

on_every_database! {
    async fn the_longest_form_is_kept_and_of_many_the_newest(world) {
        let app = &world.app;
        let hinata = somebody(app, Standing::Person, "hinata").await;
        let longest = format!("text={}", "%E3%81%82".repeat((FORM_BYTES - 5) / 9));
        assert_eq!(fine(app.keep_draft(&hinata.secret, "/form/0", &longest).await), DraftKept::Kept);
        let kept = fine(app.draft(&hinata.principal, "/form/0").await);
        assert_eq!(kept.map(|draft| draft.body.len()), Some(longest.len()));
        for form in 1..=DRAFTS {
            world.clock.pass(TimeDelta::seconds(1));
            let form = format!("/form/{form}");
            assert_eq!(fine(app.keep_draft(&hinata.secret, &form, "text=a").await), DraftKept::Kept);
        }
        let has = async |form: u64| fine(app.draft(&hinata.principal, &format!("/form/{form}")).await).is_some();
        assert!(!has(0).await, "the oldest gave way");
        for form in 1..=DRAFTS {
            assert!(has(form).await, "{form}");
        }
    }
}

on_every_database! {
    async fn asvs_7_2_3_a_copy_of_the_database_opens_nothing(world) {
        let app = &world.app;
        let minato = somebody(app, Standing::Operator, "minato").await;
        let database = fine(sea_orm::Database::connect(world.url()).await);
        let stored = "SELECT secret_hash FROM session";
        let backend = database.get_database_backend();
        let stored = database.query_all_raw(sea_orm::Statement::from_string(backend, stored)).await;
        for row in fine(stored) {
            let hash: Vec<u8> = fine(row.try_get_by_index(0));
            assert_eq!(hash.len(), 32);
            assert!(!minato.secret.as_str().as_bytes().windows(32).any(|part| part == hash));
        }
        let passwords = "SELECT password_hash FROM account";
        let passwords = database.query_all_raw(sea_orm::Statement::from_string(backend, passwords)).await;
        for row in fine(passwords) {
            let hash: String = fine(row.try_get_by_index(0));
            assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        }
        fine(database.close().await);

        // Nor does the log say who somebody is or what they know.
        for recorded in fine(world.store.acts_after(0, 1_000).await) {
            for change in recorded.changes {
                let line = format!("{:?} {:?}", change.before, change.after);
                for word in ["minato", "example.jp", "argon2", minato.secret.as_str()] {
                    assert!(!line.contains(word), "{line}");
                }
            }
        }
    }
}
