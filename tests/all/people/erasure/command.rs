//! Erasing by the command, and what it finds beside the embedded database.

use renkei_app::Place;
use renkei_domain::people::Standing;
use renkei_tests::on_every_database;
use renkei_tests::people::somebody;

use crate::binary::{Ended, folder};
use crate::keys::command;
use crate::people::{agency, region};
use crate::record::fine;

/// A copy from before an upgrade.
const OLD_COPY: &str = "renkei-m0020_erasure-20261101T000000Z.sqlite";

/// Unfinished copies beside the embedded database.
const LEFT: [&str; 2] = ["renkei.sqlite.backup", "renkei.sqlite.part"];

on_every_database! {
    async fn an_operator_erases_somebody_by_a_command_that_is_meant(world) {
        region(&world).await;
        let gone = somebody(&world.app, Standing::Staff(agency()), "sora").await;
        // By the clock of this world: the commands have another, and would seal it late.
        fine(world.app.seal_audit().await);
        let copy = async |name: &str| {
            if let Place::Folder(data) = &world.place {
                fine(world.store.back_up(data, name).await);
            }
        };
        copy(OLD_COPY).await;
        if let Place::Folder(data) = &world.place {
            for name in LEFT {
                fine(std::fs::write(data.join(name), "what a killed process left"));
            }
        }
        let folder = folder();
        let run = |words: &[&str]| Ended::of(&mut command(&world, &folder, words));
        let asked = run(&["user", "erase", &gone.mail]);
        assert_eq!(asked.refused(), (Some(2), "CONFIRM_FIRST"));
        let nobody = run(&["user", "erase", "nobody@example.jp", "--yes"]);
        assert_eq!(nobody.refused(), (Some(1), "NOT_FOUND"));
        let unknown = run(&["user", "erase", &gone.mail, "--yes", "--successor", "nobody@example.jp"]);
        assert_eq!(unknown.refused(), (Some(1), "NO_SUCCESSOR"));
        assert!(fine(world.app.account_by_address(&gone.mail).await).is_some());

        let ended = run(&["user", "erase", &gone.mail, "--yes"]);
        assert_eq!(ended.code, Some(0), "{ended:?}");
        let events: Vec<_> = ended.said.iter().filter_map(|line| line["event"].as_str()).collect();
        assert_eq!(events[..2], ["account_erased", "traces_swept"], "{ended:?}");
        assert_eq!(ended.said[0]["account"], gone.id.to_string());
        assert_eq!(fine(world.app.account_by_address(&gone.mail).await), None);
        let doctor = run(&["doctor"]);
        assert_eq!(doctor.code, Some(0), "{doctor:?}");

        // A copy from now on holds no key that is gone.
        copy("renkei-m0021_address_change-20261121T000000Z.sqlite").await;
        let again = run(&["user", "sweep"]);
        assert_eq!(again.code, Some(0), "{again:?}");
        for ended in [&ended, &again] {
            let named = ended.said.iter().filter(|line| line["event"] == "copies_left");
            let named: Vec<_> = named.map(|line| line["files"].clone()).collect();
            match &world.place {
                Place::Folder(data) => {
                    let old = data.join(OLD_COPY);
                    assert_eq!(named, [serde_json::json!([old.display().to_string()])]);
                    assert!(LEFT.iter().all(|name| !data.join(name).exists()), "{ended:?}");
                }
                Place::Postgres(_) => assert!(named.is_empty(), "{ended:?}"),
            }
        }
    }
}
