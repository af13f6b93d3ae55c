//! Another master key while everybody works, and however the process ends that makes it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use renkei::master_key::{KeyPlace, file};
use renkei_app::App;
use renkei_domain::people::Standing;
use renkei_store::StoreFault;
use renkei_store::keys::{MasterKey, MasterKeys};
use renkei_tests::clock::SeededEntropy;
use renkei_tests::people::{invited, somebody};
use renkei_tests::template::KEY;
use renkei_tests::{World, on_every_database};
use sea_orm::DatabaseConnection;

use super::{behind, command, in_settings, with_key};
use crate::binary::{Ended, folder};
use crate::record::fine;
use crate::upgrades::number;

/// More keys than are wrapped anew in one transaction.
const MANY: usize = 110;

/// Invites people, each of whom gets a key.
async fn invite(app: &App, many: usize) {
    for _ in 0..many {
        invited(app, Standing::Person).await;
    }
}

/// Invites people until told to end, and says how many.
async fn invite_until(app: App, is_over: Arc<AtomicBool>) -> u64 {
    let mut done = 0;
    while !is_over.load(Ordering::SeqCst) {
        invited(&app, Standing::Person).await;
        done += 1;
    }
    // Once more, when the old key is gone.
    invited(&app, Standing::Person).await;
    done + 1
}

fn keys(world: &World) -> MasterKeys {
    let keys = fine(file::read(&world.key_file));
    keys.unwrap_or_else(|| panic!("no key"))
}

/// Runs `renkei key rotate` beside the world, and says how many keys it wrapped anew.
async fn rotate(world: &World) -> u64 {
    let folder = folder();
    let mut command = command(world, &folder, &["key", "rotate"]);
    let ended = tokio::task::spawn_blocking(move || Ended::of(&mut command)).await;
    let ended = fine(ended);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let told = &ended.said[0];
    assert_eq!(told["event"], "key_rotated", "{ended:?}");
    assert_eq!(told["mark"], keys(world).current.mark());
    told["wrapped"].as_u64().unwrap_or_default()
}

/// One key in the file, under which everything is wrapped and opens.
async fn assert_settled(world: &World, database: &DatabaseConnection) {
    assert!(keys(world).previous.is_none());
    assert_eq!(
        number(database, "SELECT COUNT(*) FROM master_key_check").await,
        1
    );
    let newest = number(database, "SELECT MAX(generation) FROM master_key_check").await;
    let others = format!("SELECT COUNT(*) FROM data_key WHERE generation <> {newest}");
    assert_eq!(number(database, &others).await, 0);
    let (_, second) = world.second_process().await;
    for store in [&world.store, &second] {
        let check = fine(store.check_sealed().await);
        assert_eq!(check.unopened, 0, "{check:?}");
    }
}

on_every_database! {
    async fn asvs_11_2_people_work_on_while_an_operator_changes_the_key(world) {
        invite(&world.app, MANY).await;
        let hinata = somebody(&world.app, Standing::Person, "hinata").await;
        let database = behind(&world).await;
        let (second, _) = world.second_process().await;
        let is_over = Arc::new(AtomicBool::new(false));
        let writers = [world.app.clone(), second.clone(), second].map(|app| {
            tokio::spawn(invite_until(app, Arc::clone(&is_over)))
        });
        let wrapped = rotate(&world).await;
        is_over.store(true, Ordering::SeqCst);
        let mut invitations = i64::try_from(MANY).unwrap_or_default() + 1;
        for writer in writers {
            invitations += i64::try_from(fine(writer.await)).unwrap_or_default();
        }
        assert!(wrapped > 100, "{wrapped} keys are less than two transactions of them");
        assert_eq!(number(&database, "SELECT COUNT(*) FROM invitation").await, invitations);
        assert_settled(&world, &database).await;
        let refused = with_key(&world, &in_settings(KEY, None)).await.err();
        assert!(matches!(refused, Some(StoreFault::WrongMasterKey)), "the old key opens nothing: {refused:?}");
        // Who is signed in stays so, and is found by the same address.
        assert!(fine(world.store.account_by_mail(&hinata.mail).await).is_some());
        fine(database.close().await);
    }
}

/// Where a rotation can be ended by the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Failing {
    File,
    Beginning,
    Some,
    All,
}

/// Begins a rotation as the command does, and ends it by force.
async fn rotate_until(world: &World, failing: Failing, seed: u64) -> String {
    let current = MasterKey::draw(&SeededEntropy::new(seed));
    let mark = current.mark();
    let previous = Some(keys(world).current);
    fine(file::replace(
        &world.key_file,
        &MasterKeys { current, previous },
    ));
    if failing == Failing::File {
        return mark;
    }
    let store = fine(with_key(world, &KeyPlace::File(world.key_file.clone())).await);
    fine(store.begin_generation(&keys(world).current).await);
    if failing != Failing::Beginning {
        assert_eq!(fine(store.rewrap_some().await), 100);
    }
    if failing == Failing::All {
        assert!(!fine(store.end_old_generations().await), "some wait still");
        while fine(store.rewrap_some().await) > 0 {}
        assert!(fine(store.end_old_generations().await));
    }
    mark
}

on_every_database! {
    async fn an_operator_whose_machine_fails_in_a_rotation_goes_on_from_there(world) {
        invite(&world.app, MANY).await;
        let database = behind(&world).await;
        let stops = [Failing::File, Failing::Beginning, Failing::Some, Failing::All];
        for (failing, seed) in stops.into_iter().zip(500..) {
            let mark = rotate_until(&world, failing, seed).await;
            // People read and write with keys of two generations.
            invite(&world.app, 1).await;
            let (second, store) = world.second_process().await;
            assert_eq!(fine(store.check_sealed().await).unopened, 0, "{failing:?}");
            invite(&second, 1).await;

            let wrapped = rotate(&world).await;
            assert_eq!(keys(&world).current.mark(), mark, "{failing:?}: no third key is made");
            assert_eq!(wrapped == 0, failing == Failing::All, "{failing:?}: {wrapped}");
            assert_settled(&world, &database).await;
        }
        fine(database.close().await);
    }
}
