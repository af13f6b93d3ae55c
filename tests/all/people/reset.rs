//! Somebody has lost the password or the second factor: whoever runs the installation hands a link over.

use chrono::TimeDelta;
use renkei_app::people::{OfferResetRefusal, ResetRefusal};
use renkei_domain::people::{Needs, PaperCode, Standing};
use renkei_domain::record::{Actor, Purpose};
use renkei_tests::people::{Authenticator, PASSWORD, device, somebody};
use renkei_tests::world::Database;
use renkei_tests::{World, on_every_database};

use super::{network, region};
use crate::binary::run;
use crate::record::fine;

const NEW: &str = "夕方は図書館で本を読んで帰る";

on_every_database! {
    async fn a_coordinator_who_lost_the_phone_comes_back_to_the_same_account(world) {
        region(&world).await;
        let app = &world.app;
        let minato = somebody(app, Standing::Coordinator(network()), "minato").await;
        let offered = fine(fine(app.offer_reset(" Minato@Example.jp ").await));
        assert!(!format!("{offered:?}").contains(&offered.code), "a code stays out of logs");
        // Until the link is used, nothing has changed.
        assert!(fine(app.whoever(&minato.secret).await).is_some());
        let view = fine(app.reset_of(&offered.code).await);
        assert_eq!(view.map(|view| view.name.to_string()).as_deref(), Some("minato さん"));
        let weak = fine(app.reset_account(&offered.code, "minato2026", &device()).await);
        assert_eq!(weak.err().map(ResetRefusal::code), Some("PASSWORD_TOO_COMMON"));

        let typed = offered.code.to_lowercase().replace('-', " ");
        let back = fine(fine(app.reset_account(&typed, NEW, &device()).await));
        assert_eq!(back.principal.account(), Some(minato.id), "it is the same account");
        assert_eq!(back.principal.standings, minato.principal.standings);
        assert_eq!(back.needs, Needs::SetUpSecondFactor);
        assert!(fine(app.whoever(&minato.secret).await).is_none(), "other sessions ended");
        assert!(fine(app.sign_in(&minato.mail, PASSWORD, &device()).await).is_err());
        let twice = fine(app.reset_account(&offered.code, NEW, &device()).await);
        assert_eq!(twice.err(), Some(ResetRefusal::NoCode), "a link works once");

        let shown = fine(fine(app.begin_totp(&back.secret).await));
        let told = Authenticator::told(&shown.secret_base32);
        let inside = fine(fine(app.finish_totp(&back.secret, &told.shows(app.now())).await));
        assert_eq!(inside.needs, Needs::Nothing);

        let acts = fine(world.store.acts_after(0, 1_000).await);
        let done: Vec<_> = acts.iter().map(|one| (one.act.purpose, one.act.actor)).collect();
        assert!(done.contains(&(Purpose::AcceptInvitation, Actor::Account(minato.id))), "its history stays");
        assert!(done.contains(&(Purpose::OfferReset, Actor::Operator)));
        assert!(done.contains(&(Purpose::ResetAccount, Actor::Account(minato.id))));
    }
}

on_every_database! {
    async fn a_link_that_nobody_took_ends_with_its_day_or_with_the_next_one(world) {
        let app = &world.app;
        let hinata = somebody(app, Standing::Person, "hinata").await;
        let first = fine(fine(app.offer_reset(&hinata.mail).await));
        let second = fine(fine(app.offer_reset(&hinata.mail).await));
        assert!(fine(app.reset_of(&first.code).await).is_none(), "a later link ends an earlier one");
        assert!(fine(app.reset_of(&second.code).await).is_some());
        world.clock.pass(TimeDelta::hours(24));
        assert!(fine(app.reset_of(&second.code).await).is_none());
        let late = fine(app.reset_account(&second.code, NEW, &device()).await);
        assert_eq!(late.err(), Some(ResetRefusal::NoCode));
        assert!(fine(app.sign_in(&hinata.mail, PASSWORD, &device()).await).is_ok());
        fine(app.forget_what_is_over().await);

        let third = fine(fine(app.offer_reset(&hinata.mail).await));
        let back = fine(fine(app.reset_account(&third.code, NEW, &device()).await));
        assert_eq!(back.needs, Needs::Nothing, "a person is asked for no second factor");
    }
}

on_every_database! {
    async fn asvs_6_4_of_two_who_take_a_link_at_once_one_succeeds(world) {
        let app = &world.app;
        let hinata = somebody(app, Standing::Person, "hinata").await;
        let offered = fine(fine(app.offer_reset(&hinata.mail).await));
        let tried: Vec<_> = (0..4)
            .map(|_| {
                let (app, code) = (app.clone(), offered.code.clone());
                tokio::spawn(async move { fine(app.reset_account(&code, NEW, &device()).await) })
            })
            .collect();
        let mut came_in = 0;
        for one in tried {
            came_in += usize::from(fine(one.await).is_ok());
        }
        assert_eq!(came_in, 1);
    }
}

on_every_database! {
    async fn a_stopped_account_and_a_wrong_address_are_refused(world) {
        let app = &world.app;
        let umi = somebody(app, Standing::Operator, "umi").await;
        let hinata = somebody(app, Standing::Person, "hinata").await;
        let offered = fine(fine(app.offer_reset(&hinata.mail).await));
        fine(fine(app.disable_account(&umi.principal, hinata.id, None).await));
        assert!(fine(app.reset_of(&offered.code).await).is_none(), "it was stopped meanwhile");
        for (mail, expected) in [
            (hinata.mail.as_str(), "ACCOUNT_DISABLED"),
            ("nobody@example.jp", "NO_ACCOUNT"),
            ("nobody", "INVALID_MAIL"),
        ] {
            let refused = fine(app.offer_reset(mail).await);
            assert_eq!(refused.err().map(OfferResetRefusal::code), Some(expected), "{mail}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_operator_makes_the_link_by_a_command() {
    let world = World::on(Database::Sqlite).await;
    let hinata = somebody(&world.app, Standing::Person, "hinata").await;
    let reset = |mail: &str| run(&world.folder, &["user", "reset", mail, "--data", "data"]);
    let ended = reset(&hinata.mail);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let said = ended.said.iter().find(|line| line["event"] == "reset");
    let code = said.and_then(|line| line["code"].as_str());
    let code = code.unwrap_or_else(|| panic!("{ended:?}"));
    assert!(PaperCode::read(code).is_some(), "{code}");
    assert!(fine(world.app.reset_of(code).await).is_some());
    assert_eq!(
        reset("nobody@example.jp").refused(),
        (Some(1), "NO_ACCOUNT")
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_operator_stops_an_account_by_a_command_and_brings_it_back() {
    let world = World::on(Database::Sqlite).await;
    let app = &world.app;
    let umi = somebody(app, Standing::Operator, "umi").await;
    let hinata = somebody(app, Standing::Person, "hinata").await;
    let user = |way: &str, mail: &str| run(&world.folder, &["user", way, mail, "--data", "data"]);
    for (way, mail, expected) in [
        ("disable", "nobody@example.jp", "NOT_FOUND"),
        ("enable", "nobody", "NOT_FOUND"),
        ("disable", umi.mail.as_str(), "LAST_OPERATOR"),
    ] {
        assert_eq!(
            user(way, mail).refused(),
            (Some(1), expected),
            "{way} {mail}"
        );
    }
    // It is the successor who is not known, and not whom the command is about.
    let words = [
        "user",
        "disable",
        hinata.mail.as_str(),
        "--successor",
        "nobody@example.jp",
        "--data",
        "data",
    ];
    let ended = run(&world.folder, &words);
    assert_eq!(ended.refused(), (Some(1), "NO_SUCCESSOR"));
    assert!(fine(app.whoever(&hinata.secret).await).is_some());
    let ended = user("disable", "Hinata@Example.jp");
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let said = ended.said.iter();
    let mut said = said.filter(|line| line["event"] == "account_disabled");
    assert!(
        said.any(|line| line["account"] == hinata.id.to_string()),
        "{ended:?}"
    );
    assert!(fine(app.whoever(&hinata.secret).await).is_none());
    assert!(fine(app.sign_in(&hinata.mail, PASSWORD, &device()).await).is_err());
    assert_eq!(user("enable", &hinata.mail).code, Some(0));
    assert!(fine(app.sign_in(&hinata.mail, PASSWORD, &device()).await).is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_operator_ends_another_by_a_command_and_the_last_one_stays() {
    let world = World::on(Database::Sqlite).await;
    let app = &world.app;
    let umi = somebody(app, Standing::Operator, "umi").await;
    let riku = somebody(app, Standing::Operator, "riku").await;
    let hinata = somebody(app, Standing::Person, "hinata").await;
    let end = |mail: &str| {
        let words = ["user", "end-operator", mail, "--data", "data"];
        run(&world.folder, &words)
    };
    for nobody in [hinata.mail.as_str(), "nobody@example.jp"] {
        assert_eq!(end(nobody).refused(), (Some(1), "NOT_FOUND"), "{nobody}");
    }
    let ended = end(&riku.mail);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert_eq!(
        end(&riku.mail).refused(),
        (Some(1), "NOT_FOUND"),
        "one no more"
    );
    assert_eq!(end(&umi.mail).refused(), (Some(1), "LAST_OPERATOR"));
    assert!(fine(app.sign_in(&riku.mail, PASSWORD, &device()).await).is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_operator_stops_the_lost_card_of_a_person_who_named_nobody() {
    let world = World::on(Database::Sqlite).await;
    let app = &world.app;
    let hinata = somebody(app, Standing::Person, "hinata").await;
    let stop = || {
        let words = ["user", "stop-card", hinata.mail.as_str(), "--data", "data"];
        run(&world.folder, &words)
    };
    assert_eq!(stop().refused(), (Some(1), "NOT_FOUND"), "there is none");
    let view = fine(app.whoever(&hinata.secret).await);
    let view = view.unwrap_or_else(|| panic!("hinata is signed in"));
    let code = fine(fine(app.make_card(&view, "2580", None).await)).code;
    let found = fine(fine(app.sign_in_by_card(&code, "2580", &device()).await));

    let ended = stop();
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(fine(app.whoever(&found.secret).await).is_none(), "at once");
    let again = fine(app.sign_in_by_card(&code, "2580", &device()).await);
    assert!(again.is_err());
    // The account is as it was: its owner comes in and makes another.
    assert!(fine(app.sign_in(&hinata.mail, PASSWORD, &device()).await).is_ok());
    let acts = fine(world.store.acts_after(0, 1_000).await);
    let last = acts
        .iter()
        .rfind(|one| one.act.purpose == Purpose::StopCard);
    assert_eq!(last.map(|one| one.act.actor), Some(Actor::Operator));
}
