//! Nothing starts without the key, or with another.

use renkei::master_key::KeyPlace;
use renkei_app::Place;
use renkei_domain::people::Standing;
use renkei_store::StoreFault;
use renkei_tests::on_every_database;
use renkei_tests::people::newcomer;
use renkei_tests::template::KEY;

use super::{behind, change, command, in_settings, with_key};
use crate::binary::{Ended, folder};
use crate::record::fine;

on_every_database! {
    async fn an_operator_without_the_key_or_with_another_is_refused(world) {
        newcomer(&world.app, Standing::Person, "hinata").await;
        let other = "7b".repeat(32);
        let refused = with_key(&world, &in_settings(&other, None)).await.err();
        assert!(matches!(refused, Some(StoreFault::WrongMasterKey)), "{refused:?}");
        let refused = with_key(&world, &KeyPlace::Nowhere).await.err();
        assert!(matches!(refused, Some(StoreFault::NoMasterKey)), "{refused:?}");
        let refused = with_key(&world, &in_settings("7a7a", None)).await.err();
        assert!(matches!(refused, Some(StoreFault::UnreadableMasterKey(_))), "{refused:?}");
        for right in [in_settings(KEY, None), in_settings(&other, Some(KEY)), in_settings(KEY, Some(&other))] {
            let store = fine(with_key(&world, &right).await);
            assert_eq!(fine(store.check_sealed().await).unopened, 0);
        }
    }
}

on_every_database! {
    async fn a_key_of_the_installation_is_drawn_again_only_while_nobody_needs_it(world) {
        let database = behind(&world).await;
        let gone = |owner: &str| format!("DELETE FROM data_key WHERE owner_kind = '{owner}'");
        let key = in_settings(KEY, None);
        // As after a first start that ended too early.
        change(&database, &gone("index"), Vec::new()).await;
        fine(fine(with_key(&world, &key).await).close().await);
        let (app, _) = world.second_process().await;
        newcomer(&app, Standing::Person, "hinata").await;
        change(&database, &gone("index"), Vec::new()).await;
        let refused = with_key(&world, &key).await.err();
        assert!(matches!(refused, Some(StoreFault::Unreadable { table: "data_key", .. })), "{refused:?}");
        change(&database, &gone("audit"), Vec::new()).await;
        let refused = with_key(&world, &key).await.err();
        assert!(matches!(refused, Some(StoreFault::WrongAuditKey)), "{refused:?}");
    }
}

on_every_database! {
    async fn an_operator_whose_key_is_in_the_settings_changes_it_in_two_steps(world) {
        newcomer(&world.app, Standing::Person, "hinata").await;
        // By the clock of this world: the commands have another, and would seal it late.
        fine(world.app.seal_audit().await);
        let folder = folder();
        let run = |key: Option<&str>, previous: Option<&str>, words: &[&str]| {
            let mut command = command(&world, &folder, words);
            command.env_remove("RENKEI_KEY_FILE");
            for (name, value) in [("RENKEI_KEY", key), ("RENKEI_KEY_PREVIOUS", previous)] {
                if let Some(value) = value {
                    command.env(name, value);
                }
            }
            Ended::of(&mut command)
        };
        if let Place::Postgres(_) = &world.place {
            let ended = run(None, None, &["doctor"]);
            assert_eq!(ended.refused(), (Some(2), "MASTER_KEY_MISSING"));
        }
        let rotate = ["key", "rotate"];
        let ended = run(Some(KEY), None, &rotate);
        assert_eq!(ended.code, Some(0), "{ended:?}");
        let new = ended.said[0]["key"].as_str().unwrap_or_default().to_owned();
        assert_eq!(new.len(), 64, "{ended:?}");
        assert_eq!(run(Some(KEY), None, &["doctor"]).code, Some(0), "nothing was changed");

        let ended = run(Some(&new), None, &rotate);
        assert_eq!(ended.refused(), (Some(2), "MASTER_KEY_WRONG"));
        assert_eq!(run(Some(&new), Some(KEY), &["doctor"]).code, Some(0), "between the steps");
        let ended = run(Some(&new), Some(KEY), &["key", "sheet", "key.pdf"]);
        assert_eq!(ended.refused(), (Some(1), "ROTATION_UNFINISHED"));
        assert!(!folder.path().join("key.pdf").exists(), "a paper that would not open the database");
        let ended = run(Some(&new), Some(KEY), &rotate);
        assert_eq!(ended.code, Some(0), "{ended:?}");
        assert_eq!(ended.said[0]["event"], "key_rotated");
        let ended = run(Some(&new), None, &["doctor"]);
        assert_eq!(ended.code, Some(0), "{ended:?}");
        let ended = run(Some(KEY), None, &["doctor"]);
        assert_eq!(ended.refused(), (Some(2), "MASTER_KEY_WRONG"));
    }
}
