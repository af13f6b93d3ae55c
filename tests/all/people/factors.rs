//! Second factors: each code once, and none made by one factor alone.

use chrono::TimeDelta;
use renkei_app::people::SecondFactorRefusal;
use renkei_domain::people::limits::SHEET_CODES;
use renkei_domain::people::{Needs, Standing};
use renkei_tests::on_every_database;
use renkei_tests::people::{PASSWORD, device, newcomer, somebody};

use crate::record::fine;

on_every_database! {
    async fn asvs_6_5_1_a_code_of_the_authenticator_is_taken_once(world) {
        let app = &world.app;
        let minato = somebody(app, Standing::Operator, "minato").await;
        let Some(authenticator) = minato.authenticator else {
            panic!("an operator has an authenticator");
        };
        world.clock.pass(TimeDelta::seconds(30));
        let code = authenticator.shows(app.now());
        let mut sessions = Vec::new();
        for _ in 0..4 {
            sessions.push(fine(fine(app.sign_in(&minato.mail, PASSWORD, &device()).await)).secret);
        }
        let tried: Vec<_> = sessions
            .into_iter()
            .map(|secret| {
                let (app, code) = (app.clone(), code.clone());
                tokio::spawn(async move { fine(app.confirm_second_factor(&secret, &code).await) })
            })
            .collect();
        let mut came_in = 0;
        for one in tried {
            match fine(one.await) {
                Ok(signed_in) => {
                    came_in += 1;
                    assert_eq!(signed_in.needs, Needs::Nothing);
                }
                Err(refusal) => assert_eq!(refusal, SecondFactorRefusal::WrongCode),
            }
        }
        assert_eq!(came_in, 1, "one of four who typed the same code at once");
    }
}

on_every_database! {
    async fn asvs_6_6_3_whoever_guesses_codes_waits(world) {
        let app = &world.app;
        let minato = somebody(app, Standing::Operator, "minato").await;
        let session = fine(fine(app.sign_in(&minato.mail, PASSWORD, &device()).await)).secret;
        for _ in 0..10 {
            let wrong = fine(app.confirm_second_factor(&session, "ABCD-EFGH").await);
            assert_eq!(wrong, Err(SecondFactorRefusal::WrongCode));
        }
        let refused = fine(app.confirm_second_factor(&session, "ABCD-EFGH").await);
        assert_eq!(refused, Err(SecondFactorRefusal::TooMany { retry_after: 900 }));
    }
}

on_every_database! {
    async fn a_supporter_whose_office_forbids_phones_works_with_a_sheet_of_codes(world) {
        let app = &world.app;
        let first = newcomer(app, Standing::Operator, "sora").await;
        let lost = fine(fine(app.make_code_sheet(&first.secret, None).await));
        assert_eq!(lost.len(), SHEET_CODES);
        // That sheet never came out of the printer; the next one replaces it.
        let codes = fine(fine(app.make_code_sheet(&first.secret, None).await));
        let wrong = fine(app.confirm_second_factor(&first.secret, &lost[0]).await);
        assert_eq!(wrong, Err(SecondFactorRefusal::WrongCode));
        let inside = fine(fine(app.confirm_second_factor(&first.secret, &codes[0]).await));
        assert_eq!(inside.needs, Needs::Nothing);

        for (place, code) in codes.iter().enumerate() {
            let session = fine(fine(app.sign_in("sora@example.jp", PASSWORD, &device()).await));
            assert_eq!(session.needs, Needs::SecondFactor);
            let typed = code.to_lowercase().replace('-', " ");
            let shown = fine(app.confirm_second_factor(&session.secret, &typed).await);
            assert_eq!(shown.is_ok(), place > 0, "code {place}");
        }
        // A used-up sheet is still a second factor: the password alone makes no new one.
        let session = fine(fine(app.sign_in("sora@example.jp", PASSWORD, &device()).await));
        assert_eq!(session.needs, Needs::SecondFactor);
        let refused = fine(app.begin_totp(&session.secret).await);
        assert_eq!(refused, Err(SecondFactorRefusal::SignInFirst));
    }
}

on_every_database! {
    async fn asvs_7_2_4_every_step_of_signing_in_gives_another_secret(world) {
        let app = &world.app;
        let first = newcomer(app, Standing::Operator, "minato").await;
        let shown = fine(fine(app.begin_totp(&first.secret).await));
        let again = fine(app.offered_totp(&first.secret).await);
        assert!(again.is_some_and(|again| again == shown), "the same secret is shown again");
        let told = renkei_tests::people::Authenticator::told(&shown.secret_base32);
        let second = fine(fine(app.finish_totp(&first.secret, &told.shows(app.now())).await));
        let third = fine(fine(app.confirm_again(&second.secret, PASSWORD, &device()).await));
        assert!(fine(app.whoever(&first.secret).await).is_none());
        assert!(fine(app.whoever(&second.secret).await).is_none());
        let known = fine(app.whoever(&third.secret).await);
        assert!(known.is_some_and(|known| known.account.second_factors.has_totp));
    }
}

on_every_database! {
    async fn asvs_7_5_1_a_second_factor_is_replaced_by_whoever_has_just_shown_who_they_are(world) {
        let app = &world.app;
        let minato = somebody(app, Standing::Operator, "minato").await;
        world.clock.pass(TimeDelta::minutes(11));
        let refused = fine(app.make_code_sheet(&minato.secret, None).await);
        assert_eq!(refused, Err(SecondFactorRefusal::ConfirmAgain));
        let fresh = fine(fine(app.confirm_again(&minato.secret, PASSWORD, &device()).await));
        assert!(fine(app.make_code_sheet(&fresh.secret, None).await).is_ok());
    }
}
