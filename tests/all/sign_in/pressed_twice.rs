//! A button that is pressed twice: what it makes is there once, and what is told once is not told again.

use renkei_app::people::Invite;
use renkei_domain::people::Standing;
use renkei_domain::record::Purpose;
use renkei_tests::browser::Browser;
use renkei_tests::on_every_database;
use renkei_tests::people::somebody;

use super::Person;
use crate::editing_pages::forms::Form;
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
