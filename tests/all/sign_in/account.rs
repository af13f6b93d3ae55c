//! Sessions, tokens and drafts of somebody who has an account.

use chrono::TimeDelta;
use renkei_domain::people::{MailAddress, Standing};
use renkei_domain::record::{Actor, Purpose};
use renkei_tests::browser::Browser;
use renkei_tests::on_every_database;
use renkei_tests::people::somebody;
use reqwest::Method;

use super::{PASSWORD, Person};
use crate::markup::assert_sound;
use crate::record::fine;

const INVITE: &str = "/networks/01932f00-0000-7000-8000-000000000001/members/invite";

on_every_database! {
    async fn a_supporter_signs_out_everywhere_and_in_again_with_the_next_code(world) {
        let server = world.serve().await;
        let mut person = Person::first(&server, &world.app).await;
        let first = person.browser.session();
        person.sign_in().await;
        assert_ne!(person.browser.session(), first, "a session is another each time");
        let page = person.browser.open("/account").await;
        assert_sound("the account", &page.html);
        assert_eq!(page.html.matches("name=\"session\"").count(), 3, "two sessions, and all of them");

        let page = person.browser.send("/account/sessions/end", &[("session", "all")]).await;
        assert_eq!(page.leads_to.as_deref(), Some("/account"));
        let other = Browser::at(&server);
        other.keep(first);
        let led = other.look("/account").await.leads_to;
        assert_eq!(led.as_deref(), Some("/sign-in?next=%2Faccount"), "the other device is signed out too");

        person.sign_in().await;
        let page = person.browser.send("/sign-out", &[]).await;
        assert!(page.cookies.iter().any(|cookie| cookie.contains("Max-Age=0")), "{:?}", page.cookies);
        assert_eq!(person.browser.session(), None);
        server.stop().await;
    }
}

on_every_database! {
    async fn an_engineer_explores_the_schema_with_a_token_until_it_is_taken_back(world) {
        let server = world.serve().await;
        let person = Person::first(&server, &world.app).await;
        let asking = "/graphql?query=%7B__schema%7BqueryType%7Bname%7D%7D%7D";
        let plain = Browser::at(&server);
        let refused = plain.look(asking).await;
        assert!(refused.says("SIGN_IN_FIRST"), "{}", refused.html);
        // The session counts for nothing where only a link is followed.
        let refused = person.browser.look(asking).await;
        assert!(refused.says("SIGN_IN_FIRST"), "{}", refused.html);

        person.confirm().await;
        let fields = [("name", "市の福祉システム"), ("scope", "directory:read"), ("expires_on", "2027-03-31")];
        let page = person.browser.send("/account/tokens", &fields).await;
        assert_eq!(page.status, 200, "{}", page.html);
        let token = page.codes().into_iter().next().unwrap_or_default();
        assert!(token.starts_with("renkei_"), "{}", page.html);
        let page = person.browser.look("/account/tokens").await;
        assert!(!page.says(&token), "a token is shown once");
        assert_sound("the tokens", &page.html);

        let bearer = format!("Bearer {token}");
        let headers = [("authorization", bearer.as_str())];
        let told = plain.sent(Method::GET, asking, &headers, None).await;
        assert!(told.says("\"queryType\""), "{}", told.html);

        let id = page.html.split("name=\"token\" value=\"").nth(1).unwrap_or_default();
        let id: String = id.chars().take(36).collect();
        person.browser.send("/account/tokens/revoke", &[("token", &id)]).await;
        let refused = plain.sent(Method::GET, asking, &headers, None).await;
        assert_eq!(refused.status, 401, "{}", refused.html);
        assert!(refused.says("TOKEN_UNKNOWN"), "{}", refused.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_coordinator_whose_session_ran_out_finds_what_was_written(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let mut person = Person::first(&server, &world.app).await;
        let stale = person.browser.session();
        world.clock.pass(TimeDelta::hours(13));
        person.browser.keep(stale.clone());
        let fields = [("standing", "coordinator"), ("name", "摂津 みのり"), ("mail", "")];
        let page = person.browser.send(INVITE, &fields).await;
        let led = page.leads_to.unwrap_or_default();
        assert!(led.starts_with("/sign-in?next="), "{led}");
        let page = person.browser.look(&led).await;
        assert!(page.says("ログインが切れました"), "{}", page.html);
        person.sign_in().await;
        person.confirm().await;
        let page = person.browser.open(INVITE).await;
        assert!(page.says("摂津 みのり"), "{}", page.html);

        // Passwords are never kept.
        world.clock.pass(TimeDelta::hours(13));
        let fields = [("password", PASSWORD), ("new_password", "また別の長い文をおぼえておく")];
        let page = person.browser.send("/account/password", &fields).await;
        assert_eq!(page.leads_to.as_deref(), Some("/sign-in?next=%2Faccount%2Fpassword"));
        server.stop().await;
    }
}

on_every_database! {
    async fn a_supporter_takes_another_name_and_address_and_stays_the_same_account(world) {
        let server = world.serve().await;
        let mut person = Person::first(&server, &world.app).await;
        somebody(&world.app, Standing::Person, "hinata").await;
        let key = |mail: &str| fine(MailAddress::parse(mail)).key();
        let before = fine(world.store.account_by_mail(&key(&person.mail)).await).expect("an account");
        for (path, field) in [("/account/name", "name"), ("/account/address", "mail")] {
            let page = person.browser.look(path).await;
            assert_sound(path, &page.html);
            let page = person.browser.send(path, &[(field, "")]).await;
            assert_eq!(page.status, 422, "{path}");
            assert!(person.browser.look("/account").await.says(path));
        }
        let page = person.browser.submit("/account/name", &[("name", "山田 はるか")]).await;
        assert!(page.says("山田 はるか") && !page.says("高槻 はるか"), "{}", page.html);

        // The address is the way back into an account: whoever sits down at an open screen has no password.
        world.clock.pass(TimeDelta::minutes(11));
        let other = Browser::at(&server);
        let wanted = [("mail", "Haruka.Yamada@example.jp")];
        let page = person.browser.send("/account/address", &wanted).await;
        assert_eq!(page.leads_to.as_deref(), Some("/confirm?next=%2Faccount%2Faddress"));
        person.sign_in().await;
        other.keep(person.browser.session());
        assert_eq!(other.look("/account").await.status, 200);
        person.sign_in().await;
        person.confirm().await;
        let page = person.browser.look("/account/address").await;
        assert!(page.says("Haruka.Yamada@example.jp"), "what was typed is kept: {}", page.html);
        let page = person.browser.send("/account/address", &[("mail", "HINATA@example.jp")]).await;
        assert_eq!(page.status, 422, "{}", page.html);
        assert!(page.says("ほかのアカウント"), "{}", page.html);
        let page = person.browser.submit("/account/address", &wanted).await;
        assert!(page.says("Haruka.Yamada@example.jp") && page.says("山田 はるか"), "{}", page.html);
        assert!(other.look("/account").await.leads_to.is_some(), "other devices are signed out");

        assert!(fine(world.store.account_by_mail(&key("haruka@example.jp")).await).is_none());
        let after = fine(world.store.account_by_mail(&key("haruka.yamada@example.jp")).await).expect("the same");
        assert_eq!((after.id, after.name.as_str()), (before.id, "山田 はるか"));
        assert_eq!(fine(world.store.check_sealed().await).unopened, 0);
        let acts = fine(world.store.acts_after(0, 1_000).await);
        for purpose in [Purpose::ChangeName, Purpose::ChangeAddress] {
            let of = acts.iter().filter(|one| one.act.purpose == purpose);
            assert!(of.map(|one| one.act.actor).eq([Actor::Account(before.id)]), "{purpose:?}");
        }
        person.mail = "haruka.yamada@example.jp".to_owned();
        person.sign_in().await;
        server.stop().await;
    }
}
