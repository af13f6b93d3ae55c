//! The act and change log: order of `seq` is order of commit, a refusal leaves nothing, and every
//! write says who did it, through which door, why, and what stood there before.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use chrono::{NaiveDate, TimeDelta};
use renkei_app::directory::correct::CorrectRefusal;
use renkei_app::{App, Caller};
use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::profile::Profile;
use renkei_domain::ids::{AccountId, ActId, NetworkId, OrganizationId, ResourceId};
use renkei_domain::record::{Actor, Change, Purpose, Source, Subject};
use renkei_store::record::RecordedAct;
use renkei_store::{ActHeader, Stop, Store};
use renkei_tests::clock::japan;
use renkei_tests::inside::opened;
use renkei_tests::on_every_database;
use renkei_tests::world::Database;
use tokio::sync::Barrier;
use uuid::Uuid;

use crate::migrations::{body, code, enter, line, municipality, office, resource};

/// The value a story cannot go on without.
#[track_caller]
pub(crate) fn fine<T, E: std::fmt::Debug>(ended: Result<T, E>) -> T {
    match ended {
        Ok(value) => value,
        Err(fault) => panic!("{fault:?}"),
    }
}

/// The head of an act that a test runs on the store itself.
pub(crate) fn header(act: u128) -> ActHeader {
    ActHeader {
        id: ActId::from_uuid(Uuid::from_u128(act)),
        actor: Actor::System,
        at: japan("2026-11-20", "10:00"),
        source: Source::Command,
        purpose: Purpose::CorrectField,
    }
}

/// The name in the `facts` line of an act: before and after.
fn names(recorded: &RecordedAct) -> (Option<String>, Option<String>) {
    let name = |values: Option<&String>| {
        let values: serde_json::Value = fine(serde_json::from_str(values?));
        values["name"].as_str().map(str::to_owned)
    };
    let mut lines = recorded.changes.iter();
    match lines.find(|change| change.field_group == "facts") {
        Some(change) => (name(change.before.as_ref()), name(change.after.as_ref())),
        None => (None, None),
    }
}

const WRITERS: usize = 8;
const TURNS: usize = 10;

/// Half of the writers enter 法人, half correct the same office.
async fn write(app: App, writer: usize, corrected: ResourceId) {
    for turn in 0..TURNS {
        let name = format!("書き手{writer}の{turn}回目");
        if writer < WRITERS / 2 {
            let number = 1_000 + (writer * TURNS + turn) as u128;
            let id = OrganizationId::from_uuid(Uuid::from_u128(number));
            let entered = app.register_organization(Caller::COMMAND, id, body(&name));
            fine(fine(entered.await));
        } else {
            let field = CorrectableField::Name;
            let done = app.correct_field(Caller::COMMAND, corrected, field, Some(name));
            fine(fine(done.await));
        }
    }
}

/// Looks again and again for what came after the last act seen; returns the last one.
async fn follow(store: Store, is_over: Arc<AtomicBool>) -> i64 {
    let mut last = 0;
    loop {
        // Asked before the look, so that the last look sees everything.
        let is_last_look = is_over.load(Ordering::SeqCst);
        for recorded in fine(store.acts_after(last, 1_000).await) {
            assert_eq!(
                recorded.act.seq,
                last + 1,
                "a smaller one became visible later"
            );
            assert!(
                !recorded.changes.is_empty(),
                "act {} without its lines",
                last + 1
            );
            last = recorded.act.seq;
        }
        if is_last_look {
            return last;
        }
        tokio::task::yield_now().await;
    }
}

on_every_database! {
    async fn a_follower_sees_acts_in_the_order_of_their_commits(world) {
        let (second_app, second_store) = world.second_process().await;
        let corrected = resource(1);
        enter(&world, corrected, "はじめの名").await;
        let is_over = Arc::new(AtomicBool::new(false));
        let follower = tokio::spawn(follow(second_store, Arc::clone(&is_over)));
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let app = if writer % 2 == 0 { &world.app } else { &second_app };
                tokio::spawn(write(app.clone(), writer, corrected))
            })
            .collect();
        for writer in writers {
            fine(writer.await);
        }
        is_over.store(true, Ordering::SeqCst);
        assert_eq!(fine(follower.await), 1 + (WRITERS * TURNS) as i64);

        // Each correction found what the one before it had left.
        let history = opened(fine(world.store.history_of(Subject::Resource(corrected), 1_000).await));
        assert_eq!(history.len(), 1 + WRITERS / 2 * TURNS);
        for pair in history.windows(2) {
            assert!(pair[0].act.seq > pair[1].act.seq);
            let (found, left) = (names(&pair[0]).0, names(&pair[1]).1);
            assert!(found.is_some());
            assert_eq!(found, left);
        }
    }
}

on_every_database! {
    async fn asvs_2_3_3_a_coordinator_who_is_refused_or_changes_nothing_leaves_no_line(world) {
        enter(&world, resource(1), "ある会").await;
        let before = fine(world.store.acts_after(0, 100).await);

        let correct = async |id: ResourceId, field: CorrectableField, value: &str| {
            let done = world.app.correct_field(Caller::COMMAND, id, field, Some(value.to_owned()));
            fine(done.await)
        };
        let refused = correct(resource(2), CorrectableField::Name, "ある会").await;
        assert_eq!(refused, Err(CorrectRefusal::NotFound));
        let refused = correct(resource(1), CorrectableField::Name, " ある会 ").await;
        assert_eq!(refused, Err(CorrectRefusal::NothingToChange));
        let refused = correct(resource(1), CorrectableField::Capacity, "二十").await;
        assert!(matches!(refused, Err(CorrectRefusal::Invalid { .. })));
        let mut facts = office(ResourceKind::PeerGroup, "法人のない会");
        facts.organization = Some(OrganizationId::from_uuid(Uuid::from_u128(5)));
        let (third, profile) = (resource(3), Profile::default());
        let entered = world.app.register_resource(Caller::COMMAND, third, facts, profile);
        assert_eq!(fine(entered.await).map_err(|refusal| refusal.code()), Err("UNKNOWN_ORGANIZATION"));

        let (first, second) = (header(8), header(9));
        let refused = world.store.act::<(), &str, _>(&first, |work| {
            Box::pin(async move {
                work.note(noted(resource(1)));
                Err(Stop::Refused("考え直した"))
            })
        });
        assert!(matches!(refused.await, Err(Stop::Refused("考え直した"))));
        let idle = world.store.act::<(), Infallible, _>(&second, |work| {
            Box::pin(async move {
                work.lock_resource(resource(1)).await?;
                Ok(())
            })
        });
        fine(idle.await);
        assert_eq!(fine(world.store.acts_after(0, 100).await), before);
    }
}

on_every_database! {
    async fn an_auditor_reads_who_did_what_through_which_door_and_what_it_was_before(world) {
        let start = world.app.now();
        let minute = || world.clock.pass(TimeDelta::minutes(1));
        let table = vec![municipality("272078", "大阪府", "高槻市", "たかつきし")];
        fine(world.app.import_municipalities(&renkei_app::import::edition_name("表"), table).await);
        minute();
        let day = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap_or_default();
        fine(world.app.import_holidays(&renkei_app::import::edition_name("表"), vec![(day, "勤労感謝の日".to_owned())]).await);
        minute();
        let network = NetworkId::from_uuid(Uuid::from_u128(3));
        let area = vec![code("272078")];
        fine(fine(world.app.found_network(Caller::COMMAND, network, line("網"), area).await));
        minute();
        let organization = OrganizationId::from_uuid(Uuid::from_u128(4));
        let entered = world.app.register_organization(Caller::COMMAND, organization, body("法人"));
        fine(fine(entered.await));
        minute();
        enter(&world, resource(1), "もとの名").await;
        minute();
        let somebody = Actor::Account(AccountId::from_uuid(Uuid::from_u128(9)));
        let page = Caller { actor: somebody, source: Source::Page };
        let name = Some("正しい名".to_owned());
        fine(fine(world.app.correct_field(page, resource(1), CorrectableField::Name, name).await));

        let acts = fine(world.store.acts_after(0, 100).await);
        let heads: Vec<_> = acts.iter().map(|one| (one.act.seq, one.act.purpose, one.act.actor)).collect();
        assert_eq!(heads, [
            (1, Purpose::LoadMunicipalities, Actor::Operator),
            (2, Purpose::LoadHolidays, Actor::Operator),
            (3, Purpose::FoundNetwork, Actor::Operator),
            (4, Purpose::RegisterOrganization, Actor::Operator),
            (5, Purpose::RegisterResource, Actor::Operator),
            (6, Purpose::CorrectField, somebody),
        ]);
        let lines: Vec<Vec<_>> = acts
            .iter()
            .map(|one| one.changes.iter().map(|line| (line.subject, line.field_group.as_str())).collect())
            .collect();
        let (Source::Import(first), Source::Import(second)) = (acts[0].act.source, acts[1].act.source) else {
            panic!("tables come in by imports");
        };
        assert_eq!(lines, [
            vec![(Subject::ReferenceTable(first), "municipalities")],
            vec![(Subject::ReferenceTable(second), "holidays")],
            vec![(Subject::Network(network), "network")],
            vec![(Subject::Organization(organization), "facts")],
            vec![(Subject::Resource(resource(1)), "facts")],
            vec![(Subject::Resource(resource(1)), "facts")],
        ]);
        for (one, place) in acts.iter().zip(0_i64..) {
            assert_eq!(one.act.at.micros(), start.micros() + place * 60_000_000);
            let door = [acts[0].act.source, acts[1].act.source, Source::Command, Source::Page];
            assert_eq!(one.act.source, door[if place == 5 { 3 } else { place.min(2) as usize }]);
            assert!(one.changes.iter().all(|line| line.after.is_some() && line.before.is_some() == (place == 5)));
        }
        assert_eq!(names(&acts[5]), (Some("もとの名".to_owned()), Some("正しい名".to_owned())));
        let history = opened(fine(world.store.history_of(Subject::Resource(resource(1)), 10).await));
        assert_eq!(history, [acts[5].clone(), acts[4].clone()]);
    }
}

fn noted(id: ResourceId) -> Change {
    Change {
        subject: Subject::Resource(id),
        field_group: "facts".to_owned(),
        before: None,
        after: Some("{}".to_owned()),
    }
}

/// Locks two offices one after the other and notes one line; returns how often the closure ran. Who
/// has to meet waits for the other, in the first run, with one lock in hand.
async fn lock_both(
    store: &Store,
    act: u128,
    order: [ResourceId; 2],
    meeting: Option<Arc<Barrier>>,
) -> usize {
    let runs = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&runs);
    let head = header(act);
    let ended = store.act::<(), Infallible, _>(&head, move |work| {
        let (counted, meeting) = (Arc::clone(&counted), meeting.clone());
        Box::pin(async move {
            work.lock_resource(order[0]).await?;
            if let (0, Some(meeting)) = (counted.fetch_add(1, Ordering::SeqCst), meeting) {
                meeting.wait().await;
            }
            work.lock_resource(order[1]).await?;
            work.note(noted(order[0]));
            Ok(())
        })
    });
    fine(ended.await);
    runs.load(Ordering::SeqCst)
}

on_every_database! {
    async fn two_supporters_who_wait_for_each_other_are_both_served_once(world) {
        let (one, other) = (resource(1), resource(2));
        enter(&world, one, "片方の会").await;
        enter(&world, other, "もう片方の会").await;
        // On SQLite the second act cannot begin before the first has ended: nobody to meet there.
        let meets = world.database != Database::Sqlite;
        let meeting = meets.then(|| Arc::new(Barrier::new(2)));
        let (first, second) = tokio::join!(
            lock_both(&world.store, 11, [one, other], meeting.clone()),
            lock_both(&world.store, 12, [other, one], meeting),
        );
        assert_eq!(first + second > 2, meets, "the act that gave way ran again");
        let mut served: Vec<_> = fine(world.store.acts_after(2, 10).await)
            .into_iter()
            .map(|recorded| (recorded.act.id, recorded.changes))
            .collect();
        served.sort_by_key(|(act, _)| *act);
        assert_eq!(served, [
            (header(11).id, vec![noted(one)]),
            (header(12).id, vec![noted(other)]),
        ]);
    }
}
