//! The chain is whole however many write and seal, and whatever is done to it without the key is found.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::TimeDelta;
use renkei::sealer::Sealing;
use renkei_app::App;
use renkei_domain::audit::anchor::AuditAnchor;
use renkei_domain::people::{Circle, Standing};
use renkei_store::audit::check::{AuditCheck, AuditFinding};
use renkei_tests::browser::packed;
use renkei_tests::patience::until;
use renkei_tests::people::{PASSWORD, somebody};
use renkei_tests::world::Database;
use renkei_tests::{World, on_every_database};

use super::{act, behind, demo, lines, request};
use crate::binary::{Running, installation, run};
use crate::connections::asked;
use crate::record::fine;
use crate::upgrades::{connect, number};

async fn check(world: &World, anchors: &[AuditAnchor]) -> AuditCheck {
    fine(world.store.check_audit(anchors).await)
}

async fn findings(world: &World, anchors: &[AuditAnchor]) -> Vec<AuditFinding> {
    check(world, anchors).await.findings
}

async fn newest(world: &World) -> AuditAnchor {
    let anchor = fine(world.app.audit_anchor().await);
    anchor.unwrap_or_else(|| panic!("nothing is sealed"))
}

async fn seal_until(app: App, is_over: Arc<AtomicBool>) {
    while !is_over.load(Ordering::SeqCst) {
        fine(app.seal_audit().await);
        tokio::task::yield_now().await;
    }
}

const WRITERS: u128 = 8;
const TURNS: u128 = 5;

on_every_database! {
    async fn every_line_of_many_writers_is_sealed_once_by_two_processes(world) {
        let world = world.seeded().await;
        let desk = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let (second, _) = world.second_process().await;
        let before = lines(&world).await.len();
        let is_over = Arc::new(AtomicBool::new(false));
        let sealers = [&world.app, &second].map(|app| tokio::spawn(seal_until(app.clone(), Arc::clone(&is_over))));
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let app = if writer % 2 == 0 { world.app.clone() } else { second.clone() };
                let principal = desk.principal.clone();
                tokio::spawn(async move {
                    for turn in 0..TURNS {
                        act(&app, 5_000 + writer * TURNS + turn).await;
                        fine(fine(app.members_of(&principal, Circle::Network(demo())).await));
                    }
                })
            })
            .collect();
        for writer in writers {
            fine(writer.await);
        }
        is_over.store(true, Ordering::SeqCst);
        for sealer in sealers {
            fine(sealer.await);
        }
        fine(world.app.seal_audit().await);
        let all = lines(&world).await;
        let written = fine(usize::try_from(WRITERS * TURNS * 2));
        assert_eq!(all.len(), before + written);
        assert!(all.iter().all(|line| line.is_sealed));
        let checked = check(&world, &[newest(&world).await]).await;
        assert_eq!(checked.findings, []);
        assert_eq!((checked.sealed, checked.unsealed), (all.len() as u64, 0));
        assert_eq!(newest(&world).await.seq, all.len() as i64);
    }
}

const KEEP: [&str; 2] = [
    "CREATE TABLE kept AS SELECT * FROM audit",
    "CREATE TABLE kept_head AS SELECT * FROM audit_head",
];
const RESTORE: [&str; 4] = [
    "DELETE FROM audit",
    "INSERT INTO audit SELECT * FROM kept",
    "DELETE FROM audit_head",
    "INSERT INTO audit_head SELECT * FROM kept_head",
];

on_every_database! {
    async fn whatever_is_done_to_a_line_without_the_key_is_found(world) {
        for number in 1..=9 {
            act(&world.app, number).await;
        }
        fine(world.app.seal_audit().await);
        let anchor = newest(&world).await;
        assert_eq!(anchor.seq, 9);
        assert_eq!(findings(&world, &[anchor]).await, []);
        behind(&world, &KEEP).await;
        for changed in [
            "at = at + 1",
            "action = 'read'",
            "purpose = 'import_published'",
            "actor_kind = 'system'",
            "account_id = id",
            "known_by = 'token'",
            "request_id = id",
            "items = '[]'",
            "detail_hash = mark",
            "mark = seal",
            "seal = mark",
            "sealed_at = sealed_at + 1",
        ] {
            let statement = format!("UPDATE audit SET {changed} WHERE seq = 4");
            behind(&world, &[&statement]).await;
            let found = findings(&world, &[]).await;
            assert_eq!(found, [AuditFinding::Changed { seq: 4 }], "{changed}");
            behind(&world, &RESTORE).await;
        }
        behind(&world, &["DELETE FROM audit WHERE seq IN (4, 5)"]).await;
        assert_eq!(findings(&world, &[]).await, [AuditFinding::Missing { from: 4, to: 5 }]);
        behind(&world, &RESTORE).await;
        let exchanged = ["UPDATE audit SET seq = -1 WHERE seq = 4", "UPDATE audit SET seq = 4 WHERE seq = 5", "UPDATE audit SET seq = 5 WHERE seq = -1"];
        behind(&world, &exchanged).await;
        assert!(!findings(&world, &[]).await.is_empty());
        behind(&world, &RESTORE).await;
        assert_eq!(findings(&world, &[anchor]).await, []);
    }
}

on_every_database! {
    async fn a_chain_that_was_cut_off_or_made_anew_does_not_fit_its_anchors(world) {
        for number in 1..=9 {
            act(&world.app, number).await;
        }
        fine(world.app.seal_audit().await);
        let anchor = newest(&world).await;
        let cut_off = [AuditFinding::CutOff { after: 6, known: 9 }];
        behind(&world, &["DELETE FROM audit WHERE seq > 6"]).await;
        assert_eq!(findings(&world, &[]).await, cut_off);
        // Whoever is more careful puts the end back as well.
        let end = "UPDATE audit_head SET last_seq = 6, last_seal = (SELECT seal FROM audit WHERE seq = 6)";
        behind(&world, &[end]).await;
        assert_eq!(findings(&world, &[]).await, [], "the chain alone cannot tell");
        assert_eq!(findings(&world, &[anchor]).await, cut_off);
        for number in 21..=25 {
            act(&world.app, number).await;
        }
        fine(world.app.seal_audit().await);
        assert_eq!(findings(&world, &[anchor]).await, [AuditFinding::OffAnchor { seq: 9 }]);
    }
}

on_every_database! {
    async fn an_anchor_of_the_day_is_kept_beside_the_chain(world) {
        assert_eq!(fine(world.app.daily_audit_anchor().await), None, "nothing is sealed yet");
        act(&world.app, 1).await;
        fine(world.app.seal_audit().await);
        assert_eq!(fine(world.app.daily_audit_anchor().await), Some(newest(&world).await));
        assert_eq!(fine(world.app.daily_audit_anchor().await), None, "once a day");
        world.clock.pass(TimeDelta::days(1));
        assert_eq!(fine(world.app.daily_audit_anchor().await), Some(newest(&world).await), "a quiet day");
        assert_eq!(fine(world.app.daily_audit_anchor().await), None, "once on a quiet day too");
        behind(&world, &["DELETE FROM audit", "UPDATE audit_head SET last_seq = 0, last_seal = NULL"]).await;
        assert_eq!(findings(&world, &[]).await, [AuditFinding::CutOff { after: 0, known: 1 }]);
        world.clock.pass(TimeDelta::days(1));
        act(&world.app, 2).await;
        fine(world.app.seal_audit().await);
        assert!(!findings(&world, &[]).await.is_empty(), "a new first line is not the old one");
    }
}

on_every_database! {
    async fn a_line_that_somebody_puts_in_later_is_found_with_and_without_the_key(world) {
        for number in 1..=3 {
            act(&world.app, number).await;
        }
        fine(world.app.seal_audit().await);
        let id = match world.database {
            Database::Sqlite => "X'01932F00000070008000000000000077'",
            Database::PostgresC | Database::PostgresJa => "CAST('01932f00-0000-7000-8000-000000000077' AS UUID)",
        };
        let forged = format!(
            "INSERT INTO audit (id, at, action, purpose, actor_kind, account_id, items, mark) \
             SELECT {id}, at, action, purpose, actor_kind, account_id, items, mark FROM audit WHERE seq = 2"
        );
        behind(&world, &[&forged]).await;
        let found = findings(&world, &[]).await;
        assert!(matches!(found[..], [AuditFinding::Inserted { seq: None, .. }]), "{found:?}");
        fine(world.app.seal_audit().await);
        let found = findings(&world, &[]).await;
        assert!(matches!(found[..], [AuditFinding::Inserted { seq: Some(4), .. }]), "{found:?}");

        // Somebody with the key sets the clock back to a quieter hour.
        world.clock.pass(TimeDelta::hours(-1));
        act(&world.app, 9).await;
        world.clock.pass(TimeDelta::hours(1));
        fine(world.app.seal_audit().await);
        let found = findings(&world, &[]).await;
        assert!(matches!(found[..], [_, AuditFinding::Late { seq: Some(5), .. }]), "{found:?}");
    }
}

on_every_database! {
    async fn what_tells_of_a_person_is_erased_and_the_chain_stays_whole(world) {
        let world = world.seeded().await;
        let desk = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let app = world.app.clone();
        let reading = world.app.answering(request(&world), async {
            fine(fine(app.members_of(&desk.principal, Circle::Network(demo())).await));
        });
        fine(reading.await);
        fine(world.app.seal_audit().await);
        let checked = check(&world, &[]).await;
        assert_eq!((checked.findings, checked.erased_details), (vec![], 0));

        behind(&world, &["UPDATE audit_detail SET body = '{\"address\":\"198.51.100.1\"}'"]).await;
        let found = findings(&world, &[]).await;
        assert!(matches!(found[..], [AuditFinding::DetailChanged { .. }]), "{found:?}");

        assert_eq!(fine(world.app.erase_old_audit_details().await), 0, "it is kept for a while");
        world.clock.pass(TimeDelta::days(401));
        assert_eq!(fine(world.app.erase_old_audit_details().await), 1);
        let checked = check(&world, &[]).await;
        assert_eq!((checked.findings, checked.erased_details), (vec![], 1));
    }
}

on_every_database! {
    async fn a_line_is_sealed_by_itself_while_somebody_serves(world) {
        let sealing = Sealing::begin(world.app.clone());
        act(&world.app, 1).await;
        until("the line is sealed", async || lines(&world).await.iter().all(|line| line.is_sealed)).await;
        act(&world.app, 2).await;
        sealing.end().await;
        let lines = lines(&world).await;
        assert!(lines.len() == 2 && lines.iter().all(|line| line.is_sealed), "what came last is sealed at the end");
        assert_eq!(findings(&world, &[]).await, []);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_line_waits_no_longer_than_a_second_for_its_seal_while_renkei_serves() {
    const LINES: usize = 3;
    let folder = installation();
    let serving = Running::start(&folder, &["serve", "--listen", "127.0.0.1:0"]);
    let codes: Vec<String> = (0..LINES)
        .map(|_| {
            let said = run(&folder, &["user", "add"]).said;
            said[0]["code"].as_str().unwrap_or_default().to_owned()
        })
        .collect();
    let address = fine(serving.place().parse());
    for (place, code) in codes.iter().enumerate() {
        let mail = format!("haruka{place}@example.jp");
        let body = packed(&[
            ("name", "高槻 はるか"),
            ("mail", mail.as_str()),
            ("password", PASSWORD),
        ]);
        let request = format!(
            "POST /invitation/{code} HTTP/1.1\r\nHost: 127.0.0.1\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\
             Connection: close\r\n\r\n{body}",
            body.len()
        );
        let answer = asked(address, &request).await;
        assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    }
    let file = folder.path().join("data").join("renkei.sqlite");
    let database = connect(&format!("sqlite://{}?mode=rw", file.display())).await;
    let of_pages = "FROM audit WHERE purpose = 'accept_invitation'";
    let sealed = format!("SELECT COUNT(*) {of_pages} AND sealed_at IS NOT NULL");
    until("the lines are sealed", async || {
        number(&database, &sealed).await == LINES as i64
    })
    .await;
    // What the lines say themselves. The middle one: a machine may stop for a moment.
    let middle = format!(
        "SELECT sealed_at - at {of_pages} ORDER BY 1 LIMIT 1 OFFSET {}",
        LINES / 2
    );
    let waited = number(&database, &middle).await;
    assert!((0..=1_000_000).contains(&waited), "{waited} microseconds");
    fine(database.close().await);
    assert_eq!(serving.end(), Some(0));
}
