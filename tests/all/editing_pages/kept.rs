//! What somebody wrote while their session ended: it stands in the form again once they have signed in.

use chrono::TimeDelta;
use renkei_domain::people::Standing;
use renkei_tests::browser::Browser;
use renkei_tests::people::{PASSWORD, Somebody, somebody};
use renkei_tests::server::Server;
use renkei_tests::{World, on_every_database};

use super::forms::Form;
use super::{AGENCY, NETWORK, form, leads_to};
use crate::markup::assert_sound;
use crate::record::fine;

/// Somebody at the desk of the network, who can sign in again.
async fn at_the_desk(world: &World, server: &Server) -> (Somebody, Browser) {
    let standing = Standing::Coordinator(fine(NETWORK.parse()));
    let haruka = somebody(&world.app, standing, "haruka").await;
    let browser = Browser::at(server);
    browser.keep(Some(haruka.secret.as_str().to_owned()));
    (haruka, browser)
}

/// Signs in with everything that is asked for.
pub(crate) async fn signs_in(world: &World, who: &Somebody, browser: &Browser) {
    let fields = [("mail", who.mail.as_str()), ("password", PASSWORD)];
    let page = browser.send("/sign-in", &fields).await;
    leads_to(&page, "the password");
    if let Some(shown) = &who.authenticator {
        let code = shown.shows(world.app.now());
        let page = browser.send("/sign-in/second", &[("code", &code)]).await;
        leads_to(&page, "the second factor");
    }
}

on_every_database! {
    async fn what_was_typed_survives_the_end_of_a_session(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let (haruka, browser) = at_the_desk(&world, &server).await;
        let path = format!("{AGENCY}/edit/description");
        let filled = form(&browser, &path).await.with("description", "書きかけの紹介");
        world.clock.pass(TimeDelta::hours(13));
        let page = filled.send(&browser).await;
        let led = leads_to(&page, "after the session");
        assert!(led.starts_with("/sign-in?next="), "{led}");
        signs_in(&world, &haruka, &browser).await;
        let again = form(&browser, &path).await;
        assert_eq!(again.says("description"), "書きかけの紹介");
        leads_to(&again.send(&browser).await, "at last");
        let fresh = form(&browser, &path).await;
        assert_eq!(fresh.says("description"), "書きかけの紹介", "it is what stands there now");
        assert_eq!(fine(world.app.draft(&haruka.principal, &path).await), None, "and no draft any more");
        server.stop().await;
    }
}

on_every_database! {
    async fn a_reply_to_an_observation_survives_the_end_of_a_session(world) {
        const OBSERVED: &str = "FAXのあとに電話すると早い";
        let world = world.seeded().await;
        let server = world.serve().await;
        let (haruka, browser) = at_the_desk(&world, &server).await;
        let path = format!("{AGENCY}/observations");
        let writing = form(&browser, &path).await;
        let writing = writing.with("text", OBSERVED).with("basis", "この1年に5件").with("statedOn", "2026-11-02");
        leads_to(&writing.send(&browser).await, "writing");

        let step = format!("{path}/step");
        let page = browser.look(&path).await;
        let of_it = page.html.split(OBSERVED).nth(1).unwrap_or_default();
        let reply = Form::on(of_it, &step);
        let row = reply.says("row").to_owned();
        let field = |name: &str| format!("{name}-{row}");
        let filled = reply
            .with(&field("reply"), "午前はFAXを見られないので、午後におねがいします")
            .with(&field("name"), "山本 あおい")
            .with(&field("role"), "サービス管理責任者");
        world.clock.pass(TimeDelta::hours(13));
        let page = filled.send(&browser).await;
        let led = leads_to(&page, "after the session");
        assert!(led.contains("observations") && !led.contains("step"), "{led}");
        signs_in(&world, &haruka, &browser).await;

        let page = browser.look(&path).await;
        assert_sound("what was written", &page.html);
        let of_it = page.html.split(OBSERVED).nth(1).unwrap_or_default();
        let again = Form::on(of_it, &step);
        assert_eq!(again.says(&field("reply")), "午前はFAXを見られないので、午後におねがいします");
        assert_eq!(again.says(&field("role")), "サービス管理責任者");
        leads_to(&again.send(&browser).await, "the reply at last");
        let page = browser.look(&path).await;
        assert_eq!(page.html.matches("午後におねがいします").count(), 1, "{}", page.html);
        assert_eq!(fine(world.app.draft(&haruka.principal, &path).await), None);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_reply_to_what_was_taken_back_meanwhile_is_refused_and_stands_there_again(world) {
        const OBSERVED: &str = "FAXのあとに電話すると早い";
        const REPLY: &str = "午前はFAXを見られないので、午後におねがいします";
        let world = world.seeded().await;
        let server = world.serve().await;
        let (_, browser) = at_the_desk(&world, &server).await;
        let path = format!("{AGENCY}/observations");
        let writing = form(&browser, &path).await;
        let writing = writing.with("text", OBSERVED).with("basis", "この1年に5件").with("statedOn", "2026-11-02");
        leads_to(&writing.send(&browser).await, "writing");

        let step = format!("{path}/step");
        let page = browser.look(&path).await;
        let of_it = page.html.split(OBSERVED).nth(1).unwrap_or_default();
        let reply = Form::on(of_it, &step);
        let (row, id) = (reply.says("row").to_owned(), reply.says("observation").to_owned());
        let field = |name: &str| format!("{name}-{row}");
        let filled = reply
            .with(&field("reply"), REPLY)
            .with(&field("name"), "山本 あおい")
            .with(&field("role"), "サービス管理責任者");
        let sheet = format!("{path}/{id}/paper");
        assert_eq!(browser.look(&sheet).await.status, 200);
        let why = field("why");
        let withdrawal = [
            ("observation", id.as_str()),
            ("step", "withdraw"),
            ("row", row.as_str()),
            (why.as_str(), "電話の時間が変わった"),
        ];
        leads_to(&browser.send(&step, &withdrawal).await, "taking it back");

        let page = filled.send(&browser).await;
        assert_eq!(page.status, 409, "{}", page.html);
        assert_sound("the reply that was refused", &page.html);
        assert!(page.says("取り下げられたので、書き込めません。"), "{}", page.html);
        let of_it = page.html.split(OBSERVED).nth(1).unwrap_or_default();
        assert_eq!(Form::on(of_it, &step).says(&field("reply")), REPLY);
        // Nobody brings to an agency what was taken back.
        assert_eq!(browser.look(&sheet).await.status, 404);
        server.stop().await;
    }
}

on_every_database! {
    async fn the_end_of_a_membership_is_chosen_once(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let (haruka, browser) = at_the_desk(&world, &server).await;
        let minori = somebody(&world.app, Standing::Coordinator(fine(NETWORK.parse())), "minori").await;
        let leaving = fine(world.app.whoever(&minori.secret).await).expect("she is signed in");
        let id = leaving.account.standings[0].membership.id;
        let path = format!("/networks/{NETWORK}/members/end/{id}");
        let filled = form(&browser, &path).await.with("until", "2027-04-01");
        // A while after signing in, the password is asked for once more.
        world.clock.pass(TimeDelta::minutes(11));
        let page = filled.send(&browser).await;
        let led = leads_to(&page, "a while later");
        assert!(led.starts_with("/confirm?next="), "{led}");
        leads_to(&browser.send("/confirm", &[("password", PASSWORD)]).await, "the password again");
        let again = form(&browser, &path).await;
        assert_eq!(again.says("until"), "2027-04-01");
        let list = leads_to(&again.send(&browser).await, "the ending").to_owned();
        let page = browser.look(&list).await;
        assert!(page.says("2027年3月31日(水) まで"), "the last day: {}", page.html);
        assert_eq!(fine(world.app.draft(&haruka.principal, &path).await), None);
        server.stop().await;
    }
}

on_every_database! {
    async fn whom_a_person_asks_to_look_after_the_card_is_typed_once(world) {
        let server = world.serve().await;
        let hinata = somebody(&world.app, Standing::Person, "hinata").await;
        let browser = Browser::at(&server);
        browser.keep(Some(hinata.secret.as_str().to_owned()));
        let path = "/account/card/keeper";
        let filled = form(&browser, path).await.with("mail", "sora@example.jp");
        world.clock.pass(TimeDelta::hours(13));
        let page = filled.send(&browser).await;
        let led = leads_to(&page, "after the session");
        assert!(led.starts_with("/sign-in?next="), "{led}");
        signs_in(&world, &hinata, &browser).await;
        assert_eq!(form(&browser, path).await.says("mail"), "sora@example.jp");
        server.stop().await;
    }
}
