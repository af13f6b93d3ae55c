//! Couriers that are killed between the button that calls people and the line that says that they were called: nobody is
//! missed, a second copy is the same call and is shown as one, and nothing leaves for which nobody asked any more.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{Days, TimeDelta};
use renkei::outside::SystemClock;
use renkei_app::conference::step::ConferenceStep;
use renkei_app::consent::record::{ConsentForm, HowForm, Sitting};
use renkei_domain::conference::Slot;
use renkei_domain::conference::invitation::{CallChannel, CallState as S};
use renkei_domain::consent::package::{Package, PlainGroup};
use renkei_domain::consent::{ConsentRecipient, Giver, PartyId, Validity};
use renkei_domain::ids::{CaseId, TeamMemberId};
use renkei_domain::outside::Clock as _;
use renkei_invite::read::when::When;
use renkei_tests::mail_server::MailServer;
use renkei_tests::patience::until;
use renkei_tests::people::Somebody;
use renkei_tests::{World, on_every_database};

use super::mails::entry;
use super::{At, calls, choose, joined, sent, states};
use crate::conference::{begun, stepped};
use crate::consent::{case_with_a_doctor, desk, prose, staff, two_agencies};
use crate::letters::kills::{Process, settings};
use crate::letters::opened::opened;
use crate::letters::pages::browser_of;
use crate::migrations::line;
use crate::record::fine;

/// How many are called, how often a courier is killed, and how many more calls have left by then each time.
const CALLED: usize = 15;
const ROUNDS: usize = 4;
const STEP: usize = 3;

/// What a receiver's calendar goes by: the name of the message and of the entry, and how often it was changed.
type Call = (String, Option<String>, Option<u32>);

/// Somebody of an agency, with a case. The processes go by the clock on the wall: stories begin so far before it that
/// what is asked for now waits no longer.
async fn at_the_desk(world: &World) -> (Somebody, CaseId) {
    world
        .clock
        .set(SystemClock.now().plus(TimeDelta::minutes(-6)));
    let [here, _] = two_agencies(world).await;
    let haruka = staff(world, here, "haruka").await;
    let (case, _) = case_with_a_doctor(world, &haruka, here).await;
    (haruka, case)
}

/// A date so many days from now.
fn in_days(world: &World, days: i64) -> Slot {
    Slot {
        begins: world.clock.now().plus(TimeDelta::days(days)),
        minutes: 60,
        place: line("市役所 3階"),
    }
}

/// That all of them may be called, from today on.
async fn agreed(world: &World, who: &Somebody, case: CaseId, members: &[TeamMemberId]) {
    let today = world.clock.now().in_japan().date;
    let sitting = Sitting {
        given_on: today,
        how: HowForm::Written,
        text_version: line("同意の質問 2026年11月"),
        explained_by: None,
        said: prose("いつでも止められると話した。"),
        helpers: Vec::new(),
    };
    let package = Package::HandoverMeeting;
    let named = members.iter();
    let named = named.map(|id| ConsentRecipient::Named(PartyId::Written(*id)));
    let form = ConsentForm {
        giver: Giver::Person,
        recipients: named.collect(),
        categories: package.agreed(&[PlainGroup::Work]),
        purposes: package.purposes(),
        means: package.means(),
        validity: fine(Validity::new(today, today + Days::new(100))),
        renews: None,
    };
    let desk = desk(who);
    let kept = world.app.record_consents(&desk, case, sitting, vec![form]);
    fine(fine(kept.await));
}

/// A conference in a month to which so many are called by mail: what they are to read may leave at once.
async fn called(world: &World, (who, case): (&Somebody, CaseId), name: &str, many: usize) -> At {
    let names: Vec<String> = (0..many).map(|nth| format!("{name}{nth:02}")).collect();
    let mut members = Vec::with_capacity(many);
    for name in &names {
        members.push(joined(world, who, case, name).await);
    }
    agreed(world, who, case, &members).await;
    let at = (case, begun(world, who, case).await);
    let today = world.clock.now().in_japan().date;
    for step in [
        ConferenceStep::CallTeam(members),
        ConferenceStep::Fix(in_days(world, 30)),
        ConferenceStep::Shown(today),
    ] {
        fine(stepped(world, who, at, step).await);
    }
    for name in &names {
        let target = format!("{name}@example.jp");
        choose(world, who, at, (name, CallChannel::Mail, &target)).await;
    }
    let prepared = u32::try_from(many).unwrap_or_default();
    let with_the_person = prepared + 1;
    assert_eq!(sent(world, who, at).await, (with_the_person, 0));
    at
}

/// What the server has, by whom it is for.
fn copies(server: &MailServer) -> BTreeMap<String, Vec<Call>> {
    let mut copies = BTreeMap::<String, Vec<Call>>::new();
    for mail in server.accepted() {
        let read = opened(&mail);
        let (_, entry) = entry(&mail);
        let call = (
            read.header("Message-ID").to_owned(),
            entry.uid,
            entry.sequence,
        );
        copies
            .entry(read.header("To").to_owned())
            .or_default()
            .push(call);
    }
    copies
}

on_every_database! {
    async fn nobody_is_missed_and_nobody_called_twice_in_silence_when_couriers_are_killed(world) {
        let world = world.seeded().await;
        let server = MailServer::start();
        // Slow enough for every point of a conversation to be met.
        server.set("ok 10");
        let folder = settings(&server, Duration::from_secs(2));
        let (haruka, case) = at_the_desk(&world).await;
        let at = called(&world, (&haruka, case), "yobu", CALLED).await;
        for round in 1..=ROUNDS {
            let courier = Process::start(&world, &folder);
            until("some calls leave", async || server.count() >= round * STEP).await;
            courier.kill();
        }
        let courier = Process::start(&world, &folder);
        until("it is written down of everybody", async || {
            let states = states(&world, &haruka, at).await;
            states.iter().all(|state| matches!(state, S::Sent | S::MaybeTwice))
        })
        .await;
        assert_eq!(courier.end().await, Some(0), "it ends cleanly");
        let copies = copies(&server);
        assert_eq!(copies.len(), CALLED, "{copies:?}");
        for row in &calls(&world, &haruka, at).await.rows {
            let to = format!("{}@example.jp", row.called.name);
            let calls = copies.get(&to).cloned().unwrap_or_default();
            assert!(!calls.is_empty(), "{to} was called and is missed");
            assert!(calls.iter().all(|call| *call == calls[0]), "not the same call: {calls:?}");
            assert!(calls[0].1.is_some() && calls[0].2 == Some(0), "{calls:?}");
            let is_told = row.state() == S::MaybeTwice;
            assert!(calls.len() == 1 || is_told, "{to} was called {} times and nobody is told", calls.len());
        }
    }
}

on_every_database! {
    async fn a_call_that_the_server_may_have_leaves_again_as_the_same_and_the_board_says_so(world) {
        let world = world.seeded().await;
        let server = MailServer::start();
        // It takes the message, and the courier never hears so.
        server.set("silent_after_content");
        let folder = settings(&server, Duration::from_secs(5));
        let (haruka, case) = at_the_desk(&world).await;
        let at = called(&world, (&haruka, case), "yobu", 1).await;
        let courier = Process::start(&world, &folder);
        until("the server has it", async || server.count() == 1).await;
        courier.kill();
        assert_eq!(states(&world, &haruka, at).await, [S::Prepared], "nobody knows that it left");

        server.set("ok");
        let courier = Process::start(&world, &folder);
        until("it is carried", async || states(&world, &haruka, at).await == [S::MaybeTwice]).await;
        assert_eq!(courier.end().await, Some(0), "it ends cleanly");
        let copies = copies(&server);
        let calls: Vec<&Call> = copies.values().flatten().collect();
        assert_eq!(calls.len(), 2, "{copies:?}");
        assert_eq!(calls[0], calls[1]);
        let board = format!("/cases/{}/conferences/{}/calls", at.0, at.1);
        let server = world.serve().await;
        let page = browser_of(&server, &haruka).look(&board).await;
        assert!(page.says("2回届いたかもしれない"), "{}", page.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn what_was_called_off_or_moved_while_no_courier_lived_leaves_never_or_once(world) {
        let world = world.seeded().await;
        let server = MailServer::start();
        server.set("silent");
        let folder = settings(&server, Duration::from_secs(5));
        let (haruka, case) = at_the_desk(&world).await;
        let courier = Process::start(&world, &folder);
        courier.kill();
        let off = called(&world, (&haruka, case), "yame", 2).await;
        let moved = called(&world, (&haruka, case), "yobu", 2).await;
        let cancel = ConferenceStep::Cancel(prose("つごうがつかない"));
        fine(stepped(&world, &haruka, off, cancel).await);
        let later = in_days(&world, 37);
        fine(stepped(&world, &haruka, moved, ConferenceStep::Fix(later.clone())).await);

        server.set("ok");
        let courier = Process::start(&world, &folder);
        until("whoever is called knows", async || states(&world, &haruka, moved).await == [S::Sent; 2]).await;
        assert_eq!(courier.end().await, Some(0), "it ends cleanly");
        let copies = copies(&server);
        let to: Vec<&str> = copies.keys().map(String::as_str).collect();
        assert_eq!(to, ["yobu00@example.jp", "yobu01@example.jp"], "nobody is called off who never was called");
        assert_eq!(server.count(), 2, "what was changed meanwhile leaves as one");
        for mail in server.accepted() {
            let (_, entry) = entry(&mail);
            let Some(When::Zoned { local, .. }) = &entry.from else { panic!("{entry:?}") };
            assert_eq!(local.date(), later.begins.in_japan().date, "the date that counts now");
        }
        assert_eq!(states(&world, &haruka, off).await, [S::NotCalled; 2]);
    }
}
