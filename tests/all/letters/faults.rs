//! Each fault of a mail server, and what becomes of the letter.

use std::time::Duration;

use chrono::TimeDelta;
use renkei_domain::ids::LetterId;
use renkei_domain::letters::delivery::DeliveryOutcome as Outcome;
use renkei_domain::letters::schedule;
use renkei_domain::letters::state::LetterState as State;
use renkei_tests::mail_server::MailServer;
use renkei_tests::patience::until;
use renkei_tests::{World, on_every_database};

use super::{AMPLE, AtWork, after_a_try, command, message_id, on_board, queue, read, until_sent};
use crate::record::fine;

/// Short enough for a story about silence.
const IMPATIENT: Duration = Duration::from_secs(2);

/// How the server behaves, how the try ends, what the server answered, where the letter stands then, and
/// how many copies there are when it has arrived after all.
const FAULTS: [(&str, Outcome, Option<u16>, State, usize); 18] = [
    (
        "drop_at_greeting",
        Outcome::NotConnected,
        None,
        State::Waiting,
        1,
    ),
    ("silent", Outcome::NotConnected, None, State::Waiting, 1),
    (
        "no_admission",
        Outcome::NotAdmitted,
        Some(554),
        State::Waiting,
        1,
    ),
    (
        "busy_at_greeting",
        Outcome::NotAdmitted,
        Some(421),
        State::Waiting,
        1,
    ),
    (
        "busy_at_hello",
        Outcome::NotAdmitted,
        Some(421),
        State::Waiting,
        1,
    ),
    (
        "refuse_at_hello",
        Outcome::NotAdmitted,
        Some(550),
        State::Waiting,
        1,
    ),
    (
        "busy_at_sender",
        Outcome::RefusedForNow,
        Some(451),
        State::Waiting,
        1,
    ),
    (
        "refuse_at_sender",
        Outcome::Refused,
        Some(553),
        State::Undeliverable,
        1,
    ),
    ("busy", Outcome::RefusedForNow, Some(451), State::Waiting, 1),
    (
        "refuse",
        Outcome::Refused,
        Some(550),
        State::Undeliverable,
        1,
    ),
    (
        "busy_at_data",
        Outcome::RefusedForNow,
        Some(451),
        State::Waiting,
        1,
    ),
    (
        "refuse_at_data",
        Outcome::Refused,
        Some(554),
        State::Undeliverable,
        1,
    ),
    (
        "drop_at_data",
        Outcome::NotConnected,
        None,
        State::Waiting,
        1,
    ),
    (
        "busy_after_content",
        Outcome::RefusedForNow,
        Some(452),
        State::Waiting,
        1,
    ),
    (
        "refuse_after_content",
        Outcome::Refused,
        Some(554),
        State::Undeliverable,
        1,
    ),
    (
        "drop_in_content",
        Outcome::AnswerMissing,
        None,
        State::Waiting,
        1,
    ),
    (
        "drop_after_content",
        Outcome::AnswerMissing,
        None,
        State::Waiting,
        2,
    ),
    (
        "silent_after_content",
        Outcome::AnswerMissing,
        None,
        State::Waiting,
        2,
    ),
];

/// The server is well again: the letter leaves by itself when its time comes, or when a person asks.
async fn leaves_after_all(world: &World, server: &MailServer, letter: LetterId, what: &str) {
    if read(world, letter).await.state == State::Undeliverable {
        let board = on_board(world).await;
        let on_board = board.iter().find(|one| one.letter.id == letter);
        let on_board = on_board.unwrap_or_else(|| panic!("{what}: not on the board"));
        assert!(on_board.what_to_do().ends_with('。'), "{what}");
        assert!(on_board.recipient.is_some(), "{what}: nobody to phone");
        fine(fine(world.app.retry_letter(&command(), letter).await));
    } else {
        world.clock.pass(TimeDelta::seconds(5));
    }
    let courier = AtWork::begin(world, server.settings(AMPLE));
    until_sent(world, letter).await;
    courier.end().await;
}

on_every_database! {
    async fn an_office_loses_no_letter_to_a_mail_server_that_fails_in_any_way(world) {
        let server = MailServer::start();
        for (mode, outcome, reply, state, copies) in FAULTS {
            server.set(mode);
            let letter = queue(&world).await;
            let waits = mode.starts_with("silent");
            let courier = AtWork::begin(&world, server.settings(if waits { IMPATIENT } else { AMPLE }));
            let stored = after_a_try(&world, letter).await;
            courier.end().await;
            let last = stored.last.map(|last| (last.outcome, last.reply));
            assert_eq!(last, Some((outcome, reply)), "{mode}");
            assert_eq!((stored.state, stored.tries), (state, 1), "{mode}");
            assert_eq!(stored.is_second_copy_possible, outcome == Outcome::AnswerMissing, "{mode}");

            server.set("ok");
            leaves_after_all(&world, &server, letter, mode).await;
            let ids = server.message_ids();
            let own = ids.iter().filter(|id| **id == message_id(letter)).count();
            assert_eq!(own, copies, "{mode}");
            // Where two copies can be, people are told.
            let doubtful = read(&world, letter).await.is_second_copy_possible;
            assert_eq!(doubtful, outcome == Outcome::AnswerMissing, "{mode}");
            let board = on_board(&world).await;
            assert_eq!(board.iter().any(|one| one.letter.id == letter), doubtful, "{mode}");
        }
    }
}

on_every_database! {
    async fn a_letter_leaves_at_the_second_try_where_a_server_wants_to_be_asked_twice(world) {
        let server = MailServer::start();
        server.set("grey");
        let letter = queue(&world).await;
        let courier = AtWork::begin(&world, server.settings(AMPLE));
        let stored = after_a_try(&world, letter).await;
        let last = stored.last.map(|last| (last.outcome, last.reply));
        assert_eq!(last, Some((Outcome::RefusedForNow, Some(450))));
        let next = stored.next_try.unwrap_or_else(|| panic!("it waits for another try"));
        world.clock.set(next);
        world.app.wake_courier();
        until_sent(&world, letter).await;
        courier.end().await;
        let stored = read(&world, letter).await;
        assert_eq!((stored.tries, stored.is_second_copy_possible), (2, false));
        assert_eq!(server.message_ids(), [message_id(letter)]);
        assert!(on_board(&world).await.is_empty(), "nobody has to do anything");
    }
}

on_every_database! {
    async fn a_letter_leaves_once_through_a_server_that_takes_its_time(world) {
        let server = MailServer::start();
        // Each word within what is borne, all of them together far beyond it.
        server.set("ok 300");
        let letter = queue(&world).await;
        let courier = AtWork::begin(&world, server.settings(IMPATIENT));
        until_sent(&world, letter).await;
        courier.end().await;
        let stored = read(&world, letter).await;
        assert_eq!((stored.tries, stored.is_second_copy_possible), (1, false));
        assert_eq!(server.message_ids(), [message_id(letter)]);
    }
}

on_every_database! {
    async fn an_office_whose_mail_server_is_down_for_a_week_finds_the_letter_on_the_board(world) {
        let mut server = MailServer::start();
        server.stop();
        let letter = queue(&world).await;
        let courier = AtWork::begin(&world, server.settings(AMPLE));
        let mut tries = 0;
        loop {
            until("the next try ends", async || {
                let stored = read(&world, letter).await;
                stored.tries > tries && stored.state != State::Claimed
            })
            .await;
            let stored = read(&world, letter).await;
            assert_eq!(stored.last.map(|last| last.outcome), Some(Outcome::NotConnected));
            tries = stored.tries;
            let Some(next) = stored.next_try else {
                assert_eq!(stored.state, State::Undeliverable);
                break;
            };
            assert!(next > world.app.now(), "it waits before it tries again");
            world.clock.set(next);
            world.app.wake_courier();
        }
        assert_eq!(tries, schedule::TRIES);
        courier.end().await;

        server.start_again();
        leaves_after_all(&world, &server, letter, "down").await;
        assert_eq!(server.message_ids(), [message_id(letter)]);
    }
}
