//! A button that is pressed twice: what it makes is there once, and what is told once is not told again.

use renkei_app::people::{Invite, OwnRefusal};
use renkei_app::writer::WriteKey;
use renkei_domain::people::{MailAddress, Standing};
use renkei_domain::record::Purpose;
use renkei_tests::browser::Browser;
use renkei_tests::people::{device, somebody};
use renkei_tests::{World, on_every_database};

use super::{PASSWORD, Person};
use crate::editing_pages::forms::Form;
use crate::letters::invited::claimed;
use crate::markup::assert_sound;
use crate::migrations::line;
use crate::record::fine;

const NETWORK: &str = "01932f00-0000-7000-8000-000000000001";

on_every_database! {
    async fn a_supporter_who_presses_twice_has_one_token(world) {
        let server = world.serve().await;
        let person = Person::first(&server, &world.app).await;
        person.confirm().await;
        let page = person.browser.look("/account/tokens").await;
        let filled = Form::on(&page.html, "/account/tokens")
            .with("name", "市の福祉システム")
            .with("scope", "directory:read")
            .with("expires_on", "2027-03-31");
        let first = filled.send(&person.browser).await;
        assert_eq!((first.status, first.codes().len()), (200, 1), "{}", first.html);
        let again = filled.send(&person.browser).await;
        assert_sound("a token made before", &again.html);
        assert_eq!((again.status, again.codes().len()), (200, 0), "{}", again.html);
        assert!(again.says("合いことばはもう できています"), "{}", again.html);
        let listed = |html: &str| html.matches("name=\"token\"").count();
        assert_eq!(listed(&again.html), 1, "{}", again.html);
        // Whoever did not write it down makes another from here, with what stands there still.
        let other = Form::on(&again.html, "/account/tokens").send(&person.browser).await;
        assert_eq!((other.codes().len(), listed(&other.html)), (1, 2), "{}", other.html);

        let id = other.html.split("name=\"token\" value=\"").nth(1).unwrap_or_default();
        let id: String = id.chars().take(36).collect();
        for press in ["the first", "the second"] {
            let page = person.browser.send("/account/tokens/revoke", &[("token", &id)]).await;
            assert_eq!(page.leads_to.as_deref(), Some("/account/tokens"), "{press}: {}", page.html);
        }
        let nobodys = [("token", "01932f00-0000-7000-8000-000000000009")];
        assert_eq!(person.browser.send("/account/tokens/revoke", &nobodys).await.status, 404);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_coordinator_who_presses_twice_has_one_further_code(world) {
        let world = world.seeded().await;
        let minato = somebody(&world.app, Standing::Coordinator(fine(NETWORK.parse())), "minato").await;
        let invite = Invite {
            standing: Standing::Coordinator(fine(NETWORK.parse())),
            name: line("摂津 みのり"),
            mail: None,
        };
        fine(fine(world.app.invite(&minato.principal, invite).await));
        let server = world.serve().await;
        let browser = Browser::at(&server);
        browser.keep(Some(minato.secret.as_str().to_owned()));
        let members = format!("/networks/{NETWORK}/members");
        let page = browser.look(&members).await;
        let form = Form::on(&page.html, &format!("{members}/code"));
        let first = form.send(&browser).await;
        assert_eq!((first.status, first.codes().is_empty()), (200, false), "{}", first.html);
        let acts = fine(world.store.acts_after(0, 10_000).await).len();
        let again = form.send(&browser).await;
        assert_sound("a code made before", &again.html);
        assert!(again.says("番号はもう できています"), "{}", again.html);
        assert_eq!(fine(world.store.acts_after(0, 10_000).await).len(), acts, "no other code is good");
        // From the page as it is now another one is made.
        let other = Form::on(&again.html, &format!("{members}/code")).send(&browser).await;
        assert_ne!(other.codes(), first.codes());
        server.stop().await;
    }
}

on_every_database! {
    async fn a_sheet_that_was_written_down_is_not_ended_by_a_second_press(world) {
        let server = world.serve().await;
        let mut person = Person::first(&server, &world.app).await;
        person.confirm().await;
        let page = person.browser.look("/sign-in/codes").await;
        let form = Form::on(&page.html, "/sign-in/codes");
        let codes = form.send(&person.browser).await.codes();
        assert_eq!(codes.len(), 10);
        let again = form.send(&person.browser).await;
        assert_sound("a sheet made before", &again.html);
        assert!(again.says("一覧はもう できています"), "{}", again.html);
        assert!(again.codes().is_empty(), "{}", again.html);
        person.codes = codes;
        person.sign_in().await;
        assert_eq!(person.browser.look("/account").await.status, 200, "by a code of that sheet");
        server.stop().await;
    }
}

on_every_database! {
    async fn ending_a_membership_twice_leads_on_as_the_first_time(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let standing = Standing::Coordinator(fine(NETWORK.parse()));
        let haruka = somebody(&world.app, standing, "haruka").await;
        let minori = somebody(&world.app, standing, "minori").await;
        let leaving = fine(world.app.whoever(&minori.secret).await).expect("she is signed in");
        let id = leaving.account.standings[0].membership.id;
        let browser = Browser::at(&server);
        browser.keep(Some(haruka.secret.as_str().to_owned()));

        let path = format!("/networks/{NETWORK}/members/end/{id}");
        let page = browser.look(&path).await;
        let form = Form::on(&page.html, &path);
        let members = format!("/networks/{NETWORK}/members");
        for press in ["the first", "the second"] {
            let page = form.send(&browser).await;
            assert_eq!(page.leads_to.as_deref(), Some(members.as_str()), "{press}: {}", page.html);
        }
        let page = form.clone().with("once", "another").send(&browser).await;
        assert_eq!(page.status, 404, "what has ended is not ended anew: {}", page.html);
        let acts = fine(world.store.acts_after(0, 100_000).await);
        let endings = acts.iter().filter(|one| one.act.purpose == Purpose::EndMembership);
        assert_eq!(endings.count(), 1);
        server.stop().await;
    }
}

/// How often an act of this purpose stands in the log.
async fn acts_of(world: &World, purpose: Purpose) -> usize {
    let acts = fine(world.store.acts_after(0, 100_000).await);
    acts.iter().filter(|one| one.act.purpose == purpose).count()
}

on_every_database! {
    async fn whoever_changes_the_password_by_two_presses_reads_that_it_is_changed(world) {
        let server = world.serve().await;
        let person = Person::first(&server, &world.app).await;
        let new = "夕方は図書館で本を読んで帰る";
        let page = person.browser.look("/account/password").await;
        let form = Form::on(&page.html, "/account/password")
            .with("password", PASSWORD)
            .with("new_password", new);
        let before = person.browser.session();
        let first = form.send(&person.browser).await;
        assert_eq!(first.leads_to.as_deref(), Some("/account"), "{}", first.html);
        let now = person.browser.session();
        assert_ne!(now, before, "the session has another secret");

        // A double click: the second press still carries what the first one replaced.
        let hasty = Browser::at(&server);
        hasty.keep(before);
        let again = form.send(&hasty).await;
        assert_sound("a password changed before", &again.html);
        assert_eq!(again.status, 200, "{}", again.html);
        assert!(again.says("パスワードは変わっています") && again.says("href=\"/sign-in\""), "{}", again.html);
        assert!(again.cookies.is_empty(), "an ended session is not opened: {:?}", again.cookies);
        // Another form under the same old secret has done nothing.
        let other = form.clone().with("once", "another").send(&hasty).await;
        assert_eq!(other.leads_to.as_deref(), Some("/sign-in?next=%2Faccount%2Fpassword"));

        // Going back and sending it again from where one is still signed in.
        let again = form.send(&person.browser).await;
        assert!(again.says("パスワードは変わっています") && again.says("href=\"/account\""), "{}", again.html);
        assert_eq!(person.browser.session(), now);
        assert_eq!(acts_of(&world, Purpose::ChangePassword).await, 1);
        assert!(fine(world.app.sign_in(&person.mail, new, &device()).await).is_ok());
        server.stop().await;
    }
}

on_every_database! {
    async fn whoever_changes_the_address_by_two_presses_is_told_so_and_one_letter_leaves(world) {
        let server = world.serve().await;
        let person = Person::first(&server, &world.app).await;
        person.confirm().await;
        let page = person.browser.look("/account/address").await;
        let form = Form::on(&page.html, "/account/address").with("mail", "haruka.yamada@example.jp");
        let before = person.browser.session();
        let first = form.send(&person.browser).await;
        assert_eq!(first.leads_to.as_deref(), Some("/account"), "{}", first.html);

        let hasty = Browser::at(&server);
        hasty.keep(before);
        for browser in [&hasty, &person.browser] {
            let again = form.send(browser).await;
            assert_sound("an address changed before", &again.html);
            assert_eq!(again.status, 200, "{}", again.html);
            assert!(again.says("メールアドレスは変わっています"), "{}", again.html);
        }
        assert_eq!(acts_of(&world, Purpose::ChangeAddress).await, 1);
        let letters = claimed(&world).await;
        assert_eq!(letters.len(), 1, "{letters:?}");
        let page = person.browser.look("/account/address").await;
        assert!(!page.says("haruka.yamada"), "what was done is no draft: {}", page.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn of_presses_at_once_one_changes_the_address_and_the_others_are_told_so(world) {
        for round in 0..8 {
            let umi = somebody(&world.app, Standing::Operator, &format!("umi{round}")).await;
            let mail = fine(MailAddress::parse(&format!("nami{round}@example.jp")));
            let key = fine(WriteKey::parse("form"));
            let press = || {
                let (app, secret) = (world.app.clone(), umi.secret.clone());
                let (mail, key) = (mail.clone(), key.clone());
                tokio::spawn(async move { app.change_address(&secret, mail, Some(key)).await })
            };
            let mut changed = 0;
            for press in [press(), press(), press(), press()] {
                match fine(fine(press.await)) {
                    Ok(_) => changed += 1,
                    Err(refusal) => assert_eq!(refusal, OwnRefusal::ChangedBefore),
                }
            }
            assert_eq!(changed, 1);
        }
        assert_eq!(acts_of(&world, Purpose::ChangeAddress).await, 8);
    }
}
