//! The card of a person who cannot manage a password: made by its owner, made anew by whom the owner named,
//! and never enough for whoever works for others.

use chrono::TimeDelta;
use renkei_app::App;
use renkei_app::paper::{NameOnCard, Sheet};
use renkei_app::people::{
    AcceptRefusal, CardRefusal, CardSignInRefusal, CardState, Ending, SecondFactorRefusal,
    SignedInView,
};
use renkei_app::writer::WriteKey;
use renkei_domain::access::principal::Assurance;
use renkei_domain::access::rule::Decision;
use renkei_domain::people::limits::{ATTEMPTS, CARD_WRONG_PINS};
use renkei_domain::people::{Factors, Needs, PaperCode, Standing};
use renkei_tests::browser::Browser;
use renkei_tests::on_every_database;
use renkei_tests::people::{PASSWORD, Somebody, by_page, device, invited, somebody};

use super::{agency, network, region};
use crate::record::fine;

const PIN: &str = "2580";

/// What a request of somebody begins with.
async fn view(app: &App, who: &Somebody) -> SignedInView {
    fine(app.whoever(&who.secret).await).unwrap_or_else(|| panic!("{} is signed in", who.mail))
}

async fn made(app: &App, who: &Somebody) -> String {
    fine(fine(app.make_card(&view(app, who).await, PIN, None).await)).code
}

on_every_database! {
    async fn a_person_comes_in_by_a_card_and_changes_nothing_about_it_without_the_password(world) {
        let app = &world.app;
        let hinata = somebody(app, Standing::Person, "hinata").await;
        for (pin, code) in [("123", "INVALID_PIN"), ("1234", "PIN_TOO_EASY"), ("", "INVALID_PIN")] {
            let refused = fine(app.make_card(&view(app, &hinata).await, pin, None).await);
            assert_eq!(refused.err().map(|refusal| refusal.code()), Some(code), "{pin}");
        }
        let code = made(app, &hinata).await;
        assert_eq!(PaperCode::read(&code).map(|code| code.groups()), Some(PaperCode::CARD_GROUPS));
        assert!(fine(app.has_card(&code).await));

        let typed = code.to_lowercase().replace('-', " ");
        let inside = fine(fine(app.sign_in_by_card(&typed, "２５８０", &device()).await));
        assert_eq!(inside.needs, Needs::Nothing);
        assert_eq!(inside.principal.account(), Some(hinata.id));
        assert_eq!(inside.principal.standings, [Standing::Person]);
        assert_eq!(inside.principal.assurance, Assurance::Full, "a card is never freshly shown");
        let Some(by_card) = fine(app.whoever(&inside.secret).await) else { panic!("signed in") };
        assert_eq!(by_card.shown, Factors::Card);
        let confirm = CardRefusal::NotAllowed(Decision::ConfirmAgain);
        let another = fine(app.make_card(&by_card, "258036", None).await);
        assert_eq!(another.err(), Some(confirm.clone()));
        let named = fine(app.entrust_card(&by_card.principal, "anybody@example.jp").await);
        assert_eq!(named.err(), Some(confirm));

        let fresh = fine(fine(app.confirm_again(&inside.secret, PASSWORD, &device()).await));
        let Some(fresh) = fine(app.whoever(&fresh.secret).await) else { panic!("signed in") };
        assert_eq!(fresh.shown, Factors::One);
        let second = fine(fine(app.make_card(&fresh, "258036", None).await)).code;
        assert!(!fine(app.has_card(&code).await), "one card at a time");
        assert!(fine(app.whoever(&hinata.secret).await).is_none(), "other sessions end with the old card");
        let states: Vec<_> = fine(app.cards(&fresh.principal).await).cards.iter().map(|card| card.state).collect();
        assert_eq!(states, [CardState::InUse, CardState::Stopped]);

        // Whoever came in by the card may stop it: that is the safe side.
        let inside = fine(fine(app.sign_in_by_card(&second, "258036", &device()).await));
        let Some(by_card) = fine(app.whoever(&inside.secret).await) else { panic!("signed in") };
        assert_eq!(fine(app.stop_card(&by_card).await), Ok(()));
        assert_eq!(fine(app.stop_card(&by_card).await), Err(CardRefusal::NotFound));
        let gone = fine(app.sign_in_by_card(&second, "258036", &device()).await);
        assert_eq!(gone.err(), Some(CardSignInRefusal::NoCard));
    }
}

on_every_database! {
    async fn a_form_that_is_sent_twice_makes_one_card(world) {
        let app = &world.app;
        let hinata = somebody(app, Standing::Person, "hinata").await;
        let own = view(app, &hinata).await;
        let key = |form: &str| WriteKey::parse(form).ok();
        let code = fine(fine(app.make_card(&own, PIN, key("first")).await)).code;
        for pin in [PIN, "258036"] {
            let again = fine(app.make_card(&own, pin, key("first")).await);
            assert_eq!(again.err(), Some(CardRefusal::MadeBefore), "{pin}");
        }
        assert!(fine(app.has_card(&code).await), "the one that was printed stays good");
        assert_eq!(fine(app.cards(&hinata.principal).await).cards.len(), 1);

        // Whoever could not print it uses the form as it is shown anew.
        let other = fine(fine(app.make_card(&own, PIN, key("second")).await)).code;
        assert!(fine(app.has_card(&other).await) && !fine(app.has_card(&code).await));
    }
}

on_every_database! {
    async fn whoever_found_a_card_guesses_a_few_pins_and_then_it_opens_nothing(world) {
        let app = &world.app;
        let hinata = somebody(app, Standing::Person, "hinata").await;
        let code = made(app, &hinata).await;
        for pin in ["", "25", "２５８", "pin"] {
            let refused = fine(app.sign_in_by_card(&code, pin, &device()).await);
            assert_eq!(refused.err().map(CardSignInRefusal::code), Some("INVALID_PIN"), "{pin}");
        }
        let guesses: Vec<_> = (0..2 * ATTEMPTS)
            .map(|guess| {
                let (app, code) = (app.clone(), code.clone());
                let pin = format!("77{guess:02}");
                tokio::spawn(async move { fine(app.sign_in_by_card(&code, &pin, &device()).await) })
            })
            .collect();
        let mut wrong = 0;
        for guess in guesses {
            wrong += i32::from(fine(guess.await).err() == Some(CardSignInRefusal::WrongPin));
        }
        assert_eq!(wrong, ATTEMPTS, "only so many PINs were looked at");
        let refused = fine(app.sign_in_by_card(&code, PIN, &device()).await);
        assert_eq!(refused.err(), Some(CardSignInRefusal::TooMany { retry_after: 900 }));

        // A right PIN in between begins the count anew: whoever mistypes now and then is not locked out.
        world.clock.pass(TimeDelta::minutes(15));
        assert!(fine(app.sign_in_by_card(&code, PIN, &device()).await).is_ok());
        let mut tried = 0;
        while tried < CARD_WRONG_PINS {
            for _ in 0..ATTEMPTS {
                let refused = fine(app.sign_in_by_card(&code, "7777", &device()).await);
                assert_eq!(refused.err(), Some(CardSignInRefusal::WrongPin), "{tried}");
                tried += 1;
            }
            world.clock.pass(TimeDelta::minutes(15));
        }
        assert!(!fine(app.has_card(&code).await));
        let late = fine(app.sign_in_by_card(&code, PIN, &device()).await);
        assert_eq!(late.err(), Some(CardSignInRefusal::NoCard));
        let again = fine(fine(app.sign_in(&hinata.mail, PASSWORD, &device()).await));
        let cards = fine(app.cards(&again.principal).await).cards;
        assert_eq!(cards.first().map(|card| card.state), Some(CardState::Blocked));
    }
}

on_every_database! {
    async fn a_card_is_made_anew_by_whom_the_person_named_and_by_nobody_else(world) {
        region(&world).await;
        let app = &world.app;
        let hinata = somebody(app, Standing::Person, "hinata").await;
        let sora = somebody(app, Standing::Staff(agency()), "sora").await;
        let minato = somebody(app, Standing::Coordinator(network()), "minato").await;
        let umi = somebody(app, Standing::Operator, "umi").await;
        let first = made(app, &hinata).await;
        for nobody in ["nobody@example.jp", "no address", &hinata.mail] {
            let refused = fine(app.entrust_card(&hinata.principal, nobody).await);
            assert_eq!(refused, Err(CardRefusal::NoSuchKeeper), "{nobody}");
        }
        for other in [&sora, &minato, &umi] {
            let refused = fine(app.reissue_card(&by_page(&other.principal), hinata.id, None).await);
            assert_eq!(refused.err(), Some(CardRefusal::NotFound), "{}", other.mail);
            assert!(fine(app.entrusted_card(&other.principal, hinata.id).await).is_none());
        }
        assert_eq!(fine(app.entrust_card(&hinata.principal, "Sora@example.jp").await), Ok(()));
        for other in [&minato, &umi] {
            let refused = fine(app.reissue_card(&by_page(&other.principal), hinata.id, None).await);
            assert_eq!(refused.err(), Some(CardRefusal::NotFound), "{}", other.mail);
            let stopped = fine(app.stop_entrusted_card(&other.principal, hinata.id).await);
            assert_eq!(stopped, Err(CardRefusal::NotFound), "{}", other.mail);
        }
        let listed = fine(app.entrusted_cards(&sora.principal).await);
        assert_eq!(listed.iter().map(|(owner, _)| *owner).collect::<Vec<_>>(), [hinata.id]);
        assert!(fine(app.entrusted_cards(&minato.principal).await).is_empty());

        // The PIN stays where it is: in the person's mind.
        let second = fine(fine(app.reissue_card(&by_page(&sora.principal), hinata.id, None).await)).code;
        assert!(!fine(app.has_card(&first).await));
        assert!(fine(app.whoever(&hinata.secret).await).is_none(), "whoever had the lost card is out");
        let inside = fine(fine(app.sign_in_by_card(&second, PIN, &device()).await));
        let cards = fine(app.cards(&inside.principal).await);
        assert_eq!(cards.keeper.map(|name| name.to_string()).as_deref(), Some("sora さん"));
        let makers: Vec<_> = cards.cards.iter().map(|card| card.made_by.as_ref().map(ToString::to_string)).collect();
        assert_eq!(makers, [Some("sora さん".to_owned()), None], "the person sees who made it");
        let third = fine(fine(app.reissue_card(&by_page(&sora.principal), hinata.id, Some("9630")).await)).code;
        assert!(fine(app.sign_in_by_card(&third, "9630", &device()).await).is_ok());

        world.clock.pass(TimeDelta::minutes(11));
        let Some(old) = fine(app.whoever(&sora.secret).await) else { panic!("signed in") };
        let stale = fine(app.reissue_card(&by_page(&old.principal), hinata.id, None).await);
        assert_eq!(stale.err(), Some(CardRefusal::NotAllowed(Decision::ConfirmAgain)));
        assert_eq!(fine(app.stop_entrusted_card(&old.principal, hinata.id).await), Ok(()));
        assert!(!fine(app.has_card(&third).await));

        // The person takes it back without showing anything more.
        assert_eq!(fine(app.withdraw_card(&inside.principal).await), Ok(()));
        let refused = fine(app.reissue_card(&by_page(&sora.principal), hinata.id, None).await);
        assert_eq!(refused.err(), Some(CardRefusal::NotFound));
    }
}

on_every_database! {
    async fn whoever_left_everything_makes_no_card_anew(world) {
        region(&world).await;
        let app = &world.app;
        let hinata = somebody(app, Standing::Person, "hinata").await;
        let sora = somebody(app, Standing::Staff(agency()), "sora").await;
        let minato = somebody(app, Standing::Coordinator(network()), "minato").await;
        made(app, &hinata).await;
        assert_eq!(fine(app.entrust_card(&hinata.principal, &sora.mail).await), Ok(()));
        let known = view(app, &sora).await;
        let membership = known.account.standings[0].membership.id;
        let today = app.now().in_japan().date;
        let ending = Ending { membership, until: today, successor: None };
        fine(fine(app.end_membership(&by_page(&minato.principal), ending).await));
        let Some(left) = fine(app.whoever(&sora.secret).await) else { panic!("the account stays") };
        assert!(left.principal.standings.is_empty());
        let refused = fine(app.reissue_card(&by_page(&left.principal), hinata.id, None).await);
        assert_eq!(refused.err(), Some(CardRefusal::NotFound));
    }
}

on_every_database! {
    async fn a_card_opens_nothing_for_whoever_works_for_others(world) {
        region(&world).await;
        let app = &world.app;
        let sora = somebody(app, Standing::Staff(agency()), "sora").await;
        let refused = fine(app.make_card(&view(app, &sora).await, PIN, None).await);
        assert_eq!(refused.err(), Some(CardRefusal::NotFound));

        let hinata = somebody(app, Standing::Person, "hinata").await;
        let code = made(app, &hinata).await;
        let by_card = fine(fine(app.sign_in_by_card(&code, PIN, &device()).await));
        let invitation = invited(app, Standing::Staff(agency())).await;
        let Some(kept) = fine(app.whoever(&by_card.secret).await) else { panic!("signed in") };
        let refused = fine(app.join_by_invitation(&kept, &invitation).await);
        assert_eq!(refused.err(), Some(AcceptRefusal::NotAllowed(Decision::ConfirmAgain)));
        fine(fine(app.join_by_invitation(&view(app, &hinata).await, &invitation).await));
        // The person has become a peer supporter: the card is not enough any more, nor is what it opened.
        assert!(!fine(app.has_card(&code).await));
        let refused = fine(app.sign_in_by_card(&code, PIN, &device()).await);
        assert_eq!(refused.err(), Some(CardSignInRefusal::NoCard));
        let Some(open) = fine(app.whoever(&by_card.secret).await) else { panic!("the session stays") };
        assert_eq!(open.needs, Needs::SetUpSecondFactor);
        // Whoever keeps the card cannot make a second factor of their own to it.
        let confirm = SecondFactorRefusal::ConfirmAgain;
        assert_eq!(fine(app.begin_totp(&by_card.secret).await), Err(confirm));
        assert_eq!(fine(app.make_code_sheet(&by_card.secret, None).await), Err(confirm));
        let shown = fine(fine(app.confirm_again(&by_card.secret, PASSWORD, &device()).await));
        assert!(fine(app.make_code_sheet(&shown.secret, None).await).is_ok());
    }
}

on_every_database! {
    async fn a_code_from_the_drawer_where_the_card_lies_makes_no_second_factor(world) {
        let app = &world.app;
        let hinata = somebody(app, Standing::Person, "hinata").await;
        let card = made(app, &hinata).await;
        let codes = fine(fine(app.make_code_sheet(&hinata.secret, None).await));
        let by_card = fine(fine(app.sign_in_by_card(&card, PIN, &device()).await));
        assert_eq!(by_card.needs, Needs::SecondFactor);
        let refused = fine(app.confirm_second_factor(&by_card.secret, &codes[0]).await);
        assert_eq!(refused, Err(SecondFactorRefusal::ConfirmAgain));

        let server = world.serve().await;
        let phone = Browser::at(&server);
        phone.keep(Some(by_card.secret.as_str().to_owned()));
        let page = phone.look("/sign-in/second?next=%2Faccount").await;
        assert_eq!(page.leads_to.as_deref(), Some("/confirm?next=%2Faccount"));
        let fields = [("password", PASSWORD), ("next", "/account")];
        let page = phone.submit("/confirm", &fields).await;
        assert!(page.says("パスワードは合っていました"), "{}", page.html);
        let fields = [("code", codes[0].as_str()), ("next", "/account")];
        let page = phone.submit("/sign-in/second", &fields).await;
        assert!(page.says("hinata さん"), "{}", page.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_card_on_paper_is_for_its_owner_and_whoever_made_it(world) {
        region(&world).await;
        let app = &world.app;
        let hinata = somebody(app, Standing::Person, "hinata").await;
        let sora = somebody(app, Standing::Staff(agency()), "sora").await;
        assert_eq!(fine(app.entrust_card(&hinata.principal, &sora.mail).await), Ok(()));
        let no_pin = fine(app.reissue_card(&by_page(&sora.principal), hinata.id, None).await);
        assert_eq!(no_pin.err(), Some(CardRefusal::NoPinYet));
        let code = fine(fine(app.reissue_card(&by_page(&sora.principal), hinata.id, Some(PIN)).await)).code;
        for (who, named, expected) in [
            (&hinata, NameOnCard::Written, Some("hinata さん")),
            (&sora, NameOnCard::Left, None),
        ] {
            let sheet = fine(app.card_on_paper(&who.principal, &code, named).await);
            let Some(Sheet::Card(card)) = sheet else { panic!("no card for {}", who.mail) };
            assert_eq!(card.name.map(|name| name.to_string()).as_deref(), expected);
            assert_eq!(card.keeper.map(|name| name.to_string()).as_deref(), Some("sora さん"));
            assert_eq!(card.code.to_string(), code);
        }
        let umi = somebody(app, Standing::Operator, "umi").await;
        assert!(fine(app.card_on_paper(&umi.principal, &code, NameOnCard::Left).await).is_none());
        assert_eq!(fine(app.stop_entrusted_card(&sora.principal, hinata.id).await), Ok(()));
        let stopped = fine(app.card_on_paper(&hinata.principal, &code, NameOnCard::Left).await);
        assert!(stopped.is_none(), "a stopped card is not printed");
    }
}
