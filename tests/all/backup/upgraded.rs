//! A newer version over older data, where the settings say where a backup goes before.

use renkei_app::Place;
use renkei_tests::{World, on_every_database};

use super::{Elsewhere, Pair};
use crate::binary::{Ended, Running, folder, renkei};
use crate::record::fine;
use crate::upgrades::{connect, copies, number, on, steps, take_back_to_before};

/// The names of what lies in a folder.
fn names_in(folder: &std::path::Path) -> Vec<String> {
    let found = fine(std::fs::read_dir(folder));
    found
        .map(|entry| fine(entry).file_name().to_string_lossy().into_owned())
        .collect()
}

on_every_database! {
    async fn an_operator_starts_a_newer_version_and_finds_a_backup_of_what_was_there(world) {
        let world = world.seeded().await;
        let all = steps(&world.place).await;
        let (last, before) = (&all[all.len() - 1].0, &all[all.len() - 2].0);
        take_back_to_before(&world, last).await;
        let before_it = connect(&world.url()).await;
        let entries = number(&before_it, "SELECT COUNT(*) FROM resource").await;
        fine(before_it.close().await);
        let folder = folder();
        let pair = Pair::made(&folder, "private");
        let backups = folder.path().join("backups");
        let starting = |world: &World| {
            let mut serve = renkei(&folder, &on(&world.place, &["serve", "--listen", "127.0.0.1:0"]));
            serve.env("RENKEI_BACKUP__FOLDER", &backups);
            serve
        };

        if matches!(world.place, Place::Postgres(_)) {
            // Without somebody to seal it to, or without the folder, nothing is changed.
            let nobody = Ended::of(&mut starting(&world));
            assert_eq!(nobody.refused(), (Some(2), "NO_BACKUP_KEY"));
            let nowhere = Ended::of(starting(&world).env("RENKEI_BACKUP__RECIPIENT", &pair.public));
            assert_eq!(nowhere.code, Some(1), "{nowhere:?}");
            assert_eq!(steps(&world.place).await[all.len() - 1], (last.clone(), false));
        }
        fine(std::fs::create_dir(&backups));
        let mut serve = starting(&world);
        serve.env("RENKEI_BACKUP__RECIPIENT", &pair.public);
        let running = Running::of(serve);
        assert_eq!(running.open("/readyz").0, "200");
        assert_eq!(running.end(), Some(0));
        assert_eq!(steps(&world.place).await, all);

        let names = names_in(&backups);
        if matches!(world.place, Place::Folder(_)) {
            assert_eq!(names, Vec::<String>::new());
            assert_eq!(copies(&world).len(), 1);
            return;
        }
        let [name] = names.as_slice() else {
            panic!("not one backup: {names:?}");
        };
        assert!(name.starts_with(&format!("renkei-{before}-20")), "{name}");
        let elsewhere = Elsewhere::like(&world.place, &folder).await;
        elsewhere.give_key();
        let file = format!("backups/{name}");
        let ended = pair.restore(&folder, &elsewhere.place, &file);
        assert_eq!(ended.code, Some(0), "{ended:?}");
        let restored = connect(&elsewhere.url()).await;
        assert_eq!(number(&restored, "SELECT COUNT(*) FROM resource").await, entries);
        fine(restored.close().await);
        assert_eq!(steps(&elsewhere.place).await[all.len() - 1], (last.clone(), false));
        elsewhere.end().await;
    }
}
