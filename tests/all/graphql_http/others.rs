//! Programs of other makes at the command as an operator runs it: a router that makes one graph of the directory and the
//! system of a city, and the reference clients of what is watched. They call the demo too (`tests/run --only graphql`),
//! which has an embedded database; here they call whatever there is.

use std::path::Path;
use std::process::{Command, Stdio};

use renkei::outside::SystemClock;
use renkei_domain::outside::Clock as _;
use renkei_domain::people::Standing;
use renkei_tests::on_every_database;
use renkei_tests::people::{PASSWORD, somebody};
use renkei_tests::shared::skipped;

use crate::binary::{Running, renkei};
use crate::letters::invited::demo;
use crate::record::fine;
use crate::upgrades::on;

/// What they are told to do, with one of the things that each of them says it did.
const PROGRAMS: [(&str, &str); 2] = [
    ("federation.test.js", "composes both without an error"),
    (
        "subscriptions.test.js",
        "graphql-ws asks and changes over one socket",
    ),
];

/// How long a token that was revoked may go on, in milliseconds: other stories have the machine as well.
const CUT_OFF: &str = "2000";

on_every_database! {
    async fn programs_of_other_makes_are_served_as_by_the_demo(world) {
        let world = world.seeded().await;
        let programs = Path::new(env!("CARGO_MANIFEST_DIR")).join("graphql");
        if !programs.join("node_modules/.package-lock.json").exists() {
            skipped("programs_of_other_makes_are_served_as_by_the_demo", "the stage install did not run here");
            return;
        }
        // The process goes by the clock on the wall.
        world.clock.set(SystemClock.now());
        let accounts = fine(world.app.found_demo_accounts().await);
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let mut serve = renkei(&world.folder, &on(&world.place, &["serve", "--listen", "127.0.0.1:0"]));
        serve
            .env("RENKEI_KEY_FILE", &world.key_file)
            .env("RENKEI_LIMITS__REQUESTS_PER_MINUTE", "0")
            .env("RENKEI_LIMITS__POINTS_PER_MINUTE", "0");
        let running = Running::of(serve);
        let mut node = Command::new("node");
        node.args(["--test", "--test-reporter=spec"])
            .args(PROGRAMS.map(|(program, _)| program))
            .current_dir(programs)
            .env("RENKEI_URL", running.url())
            .env("RENKEI_TOKEN", &accounts.token)
            .env("RENKEI_PASSWORD", PASSWORD)
            .env("RENKEI_SESSION", minato.secret.as_str())
            .env("RENKEI_CUT_OFF", CUT_OFF)
            .stdin(Stdio::null());
        let told = fine(fine(tokio::task::spawn_blocking(move || node.output()).await));
        let said = String::from_utf8_lossy(&told.stdout);
        assert!(told.status.success(), "{said}");
        for (program, did) in PROGRAMS {
            assert!(said.contains(&format!("✔ {did}")), "{program}: {said}");
        }
        assert_eq!(running.end(), Some(0), "it ends cleanly");
    }
}
