//! Signing in: the same answer for every wrong one, and no lock-out of the owner.

use std::time::{Duration, Instant as Stopwatch};

use chrono::TimeDelta;
use renkei_app::directory::read::Viewer;
use renkei_app::people::{Device, SignInRefusal};
use renkei_domain::access::principal::Assurance;
use renkei_domain::people::limits::{
    ATTEMPTS, ATTEMPTS_FROM_ONE_PLACE, ATTEMPTS_ON_ONE_NAME, ATTEMPTS_WHILE_GUESSED,
};
use renkei_domain::people::{Needs, Standing};
use renkei_tests::people::{PASSWORD, device, device_at, newcomer, somebody};
use renkei_tests::{World, on_every_database, world::Database};

use super::{network, region};
use crate::record::fine;

on_every_database! {
    async fn asvs_6_3_1_whoever_guesses_waits_and_the_owner_comes_in_from_elsewhere(world) {
        newcomer(&world.app, Standing::Person, "hinata").await;
        for mail in ["hinata@example.jp", "nobody@example.jp", "no address at all"] {
            for _ in 0..ATTEMPTS {
                let wrong = world.app.sign_in(mail, "ちがうことば", &device()).await;
                assert_eq!(fine(wrong), Err(SignInRefusal::Wrong), "{mail}");
            }
            // Right or wrong, known or unknown: nothing is looked at from there.
            for password in ["ちがうことば", PASSWORD] {
                let refused = fine(world.app.sign_in(mail, password, &device()).await);
                let expected = SignInRefusal::TooMany { retry_after: 900 };
                assert_eq!(refused, Err(expected), "{mail}");
            }
        }
        let from_home = world.app.sign_in("Hinata@Example.jp", PASSWORD, &device_at(8)).await;
        assert!(fine(from_home).is_ok());

        world.clock.pass(TimeDelta::minutes(15));
        let later = world.app.sign_in("hinata@example.jp", PASSWORD, &device()).await;
        assert!(fine(later).is_ok());
    }
}

on_every_database! {
    async fn asvs_6_3_1_many_guesses_at_once_are_counted_too(world) {
        newcomer(&world.app, Standing::Person, "hinata").await;
        let guesses: Vec<_> = (0..3 * ATTEMPTS)
            .map(|guess| {
                let app = world.app.clone();
                tokio::spawn(async move {
                    let word = format!("ことば{guess}ばんめ");
                    fine(app.sign_in("hinata@example.jp", &word, &device()).await)
                })
            })
            .collect();
        let mut wrong = 0;
        for guess in guesses {
            wrong += i32::from(fine(guess.await) == Err(SignInRefusal::Wrong));
        }
        assert_eq!(wrong, ATTEMPTS, "only so many passwords were looked at");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asvs_2_4_1_whoever_tries_one_password_on_every_name_waits_too() {
    let world = World::on(Database::Sqlite).await;
    let app = &world.app;
    newcomer(app, Standing::Person, "hinata").await;
    newcomer(app, Standing::Person, "sora").await;
    for name in 0..ATTEMPTS_FROM_ONE_PLACE {
        // An account of one's own in between does not make the count begin anew.
        if name % 50 == 0 {
            let own = app.sign_in("sora@example.jp", PASSWORD, &device()).await;
            assert!(fine(own).is_ok(), "{name}");
        }
        let mail = format!("name{name}@example.jp");
        let wrong = app.sign_in(&mail, "ちがうことば", &device()).await;
        assert_eq!(fine(wrong), Err(SignInRefusal::Wrong), "{name}");
    }
    let hinata = async |device: &Device| {
        let signed_in = app.sign_in("hinata@example.jp", PASSWORD, device).await;
        fine(signed_in).map(|signed_in| signed_in.needs)
    };
    let refused = SignInRefusal::TooMany { retry_after: 900 };
    assert_eq!(hinata(&device()).await, Err(refused));
    assert_eq!(hinata(&device_at(8)).await, Ok(Needs::Nothing));
    world.clock.pass(TimeDelta::minutes(15));
    assert_eq!(hinata(&device()).await, Ok(Needs::Nothing));
}

on_every_database! {
    async fn asvs_6_3_1_whoever_guesses_from_many_places_has_fewer_tries_and_the_owner_comes_in(world) {
        newcomer(&world.app, Standing::Person, "hinata").await;
        let tries = async |mail: &str, password: &str, last: u8| {
            fine(world.app.sign_in(mail, password, &device_at(last)).await).map(|_| ())
        };
        let refused = Err(SignInRefusal::TooMany { retry_after: 900 });
        for mail in ["hinata@example.jp", "nobody@example.jp"] {
            for guess in 0..ATTEMPTS_ON_ONE_NAME {
                let place = 100 + u8::try_from(guess / 5).unwrap_or_default();
                assert_eq!(tries(mail, "ちがうことば", place).await, Err(SignInRefusal::Wrong), "{guess}");
            }
            for _ in 0..ATTEMPTS_WHILE_GUESSED {
                assert_eq!(tries(mail, "ちがうことば", 20).await, Err(SignInRefusal::Wrong));
            }
            assert_eq!(tries(mail, PASSWORD, 20).await, refused, "{mail}");
        }
        assert_eq!(tries("hinata@example.jp", PASSWORD, 21).await, Ok(()), "at home");
        world.clock.pass(TimeDelta::minutes(15));
        assert_eq!(tries("hinata@example.jp", PASSWORD, 20).await, Ok(()));
    }
}

on_every_database! {
    async fn asvs_6_3_3_a_coordinator_without_second_factor_reaches_nothing_inside(world) {
        region(&world).await;
        let newcomer = newcomer(&world.app, Standing::Coordinator(network()), "minato").await;
        assert_eq!(newcomer.needs, Needs::SetUpSecondFactor);
        assert_eq!(newcomer.principal.assurance, Assurance::OneFactor);
        assert_eq!(Viewer::of(&newcomer.principal), Viewer::Anonymous);

        let minato = somebody(&world.app, Standing::Coordinator(network()), "umi").await;
        assert_eq!(Viewer::of(&minato.principal), Viewer::Member(vec![network()]));
        let again = fine(fine(world.app.sign_in(&minato.mail, PASSWORD, &device()).await));
        assert_eq!(again.needs, Needs::SecondFactor);
        assert_eq!(Viewer::of(&again.principal), Viewer::Anonymous);
    }
}

/// The time in the middle of many.
fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// How often an address with an account and one without are tried.
const TRIALS: u8 = 200;

/// By how much the one may take longer than the other, as a part of it.
const DIFFERENCE: f64 = 0.05;

/// How often all of them are tried anew where other work on the machine made the two part.
const SERIES: usize = 3;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asvs_6_3_8_an_address_without_account_takes_as_long_as_one_with() {
    let world = World::on(Database::Sqlite).await;
    newcomer(&world.app, Standing::Person, "hinata").await;
    let mut told = Vec::new();
    // Other work comes in bursts and does not choose between the two again and again; work that only one of them
    // costs does. Taken by turns, and each of them first every other time, both meet the same bursts.
    for _ in 0..SERIES {
        let (mut known, mut unknown) = (Vec::new(), Vec::new());
        for round in 0..TRIALS {
            let mut pair = [
                ("hinata@example.jp", &mut known),
                ("nobody@example.jp", &mut unknown),
            ];
            if !round.is_multiple_of(2) {
                pair.reverse();
            }
            for (mail, times) in pair {
                let device = device_at(round);
                let since = Stopwatch::now();
                let wrong = world.app.sign_in(mail, "ちがうことば", &device).await;
                times.push(since.elapsed());
                assert_eq!(fine(wrong), Err(SignInRefusal::Wrong));
            }
        }
        let (known, unknown) = (median(known), median(unknown));
        let ratio = known.as_secs_f64() / unknown.as_secs_f64();
        told.push(format!("{known:.2?} and {unknown:.2?}"));
        if (1.0 - ratio).abs() <= DIFFERENCE {
            return;
        }
        // What was counted of wrong passwords is forgotten.
        world.clock.pass(TimeDelta::minutes(16));
    }
    panic!("with an account and without, they take: {told:?}");
}
