//! What coordinators and others see of letters in the browser, and what their buttons do.

use renkei_domain::letters::delivery::DeliveryOutcome;
use renkei_domain::people::Standing;
use renkei_tests::browser::{Browser, Page};
use renkei_tests::on_every_database;
use renkei_tests::people::{Somebody, somebody};
use renkei_tests::server::Server;

use super::invited::{all_end, demo};
use crate::markup::{assert_sound, attribute, tags};

const MEMBERS: &str = "/networks/01932f00-0000-7000-8000-000000000001/members";

/// The browser of somebody who is signed in.
pub(crate) fn browser_of(server: &Server, who: &Somebody) -> Browser {
    let browser = Browser::at(server);
    browser.keep(Some(who.secret.as_str().to_owned()));
    browser
}

/// The first hidden field of a name.
fn hidden(page: &Page, name: &str) -> String {
    let tags = tags(&page.html);
    let field = tags.iter().find(|tag| {
        attribute(tag, "type") == Some("hidden") && attribute(tag, "name") == Some(name)
    });
    let value = field.and_then(|field| attribute(field, "value"));
    value
        .unwrap_or_else(|| panic!("no {name} in {}", page.html))
        .to_owned()
}

on_every_database! {
    async fn a_coordinator_sees_what_became_of_a_letter_and_sends_it_again(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let browser = browser_of(&server, &minato);
        let page = browser.open("/letters").await;
        assert!(page.says("出せなかった手紙は ありません"), "{}", page.html);

        let fields = [("standing", "coordinator"), ("name", "摂津 みのり"), ("mail", "minori@example.jp")];
        let page = browser.submit(&format!("{MEMBERS}/invite"), &fields).await;
        assert!(page.says("minori@example.jp に、べつの番号を書いた手紙も送ります"), "{}", page.html);
        let page = browser.open(MEMBERS).await;
        assert!(page.says("これから送る") && !page.says("もう一度送る"), "{}", page.html);

        all_end(&world, DeliveryOutcome::Refused).await;
        let page = browser.open(MEMBERS).await;
        for told in ["出せなかった", "紙か電話で番号を伝えるか", "もう一度送る", "出せなかった手紙（1件）"] {
            assert!(page.says(told), "{told}: {}", page.html);
        }
        assert_sound("members with a letter", &page.html);
        let code = browser.submit(&format!("{MEMBERS}/code"), &[("invitation", hidden(&page, "invitation").as_str())]).await;
        assert_eq!(code.codes().first().map(String::len), Some(19), "{}", code.html);

        let page = browser.open("/letters").await;
        for told in ["アカウントへの招待", "minori@example.jp", "メールサーバーが受け取りを断りました", "アドレスを確かめてください"] {
            assert!(page.says(told), "{told}: {}", page.html);
        }
        assert_sound("the board", &page.html);
        let (once, letter) = (hidden(&page, "once"), hidden(&page, "letter"));
        let form = [("once", once.as_str()), ("letter", letter.as_str())];
        for _ in 0..2 {
            let page = browser.send("/letters/retry", &form).await;
            assert_eq!(page.leads_to.as_deref(), Some("/letters"), "{}", page.html);
        }
        all_end(&world, DeliveryOutcome::Accepted).await;
        let page = browser.open(MEMBERS).await;
        assert!(page.says("きょう 10:00 に送りました"), "{}", page.html);
        let fresh = [("once", "another"), ("letter", letter.as_str())];
        let page = browser.send("/letters/withdraw", &fresh).await;
        assert_eq!(page.status, 422);
        assert!(page.says("もう送ってあります"), "{}", page.html);

        // Somebody who got no letter gets another, later.
        world.clock.pass(chrono::TimeDelta::minutes(1));
        let page = browser.open(MEMBERS).await;
        let (once, invitation) = (hidden(&page, "once"), hidden(&page, "invitation"));
        let form = [("once", once.as_str()), ("invitation", invitation.as_str())];
        let page = browser.submit(&format!("{MEMBERS}/send-again"), &form).await;
        assert!(page.says("これから送る"), "{}", page.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_coordinator_reads_where_a_letter_may_arrive_twice(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let browser = browser_of(&server, &minato);
        let fields = [("standing", "coordinator"), ("name", "摂津 みのり"), ("mail", "minori@example.jp")];
        browser.submit(&format!("{MEMBERS}/invite"), &fields).await;
        for path in ["/letters", MEMBERS] {
            let page = browser.open(path).await;
            assert!(!page.says("二重の可能性"), "{path}: {}", page.html);
        }
        all_end(&world, DeliveryOutcome::AnswerMissing).await;
        for path in ["/letters", MEMBERS] {
            let page = browser.open(path).await;
            assert!(page.says("二重の可能性"), "{path}: {}", page.html);
        }
        server.stop().await;
    }
}

on_every_database! {
    async fn who_manages_no_letters_finds_no_board(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let person = somebody(&world.app, Standing::Person, "hinata").await;
        let operator = somebody(&world.app, Standing::Operator, "umi").await;
        for (who, status) in [(&person, 403), (&operator, 200)] {
            let browser = browser_of(&server, who);
            let page = browser.look("/letters").await;
            assert_eq!(page.status, status, "{}", who.mail);
            let home = browser.open("/").await;
            assert_eq!(home.says("出せなかった手紙"), status == 200, "{}", who.mail);
        }
        let nobody = Browser::at(&server);
        let led = nobody.look("/letters").await.leads_to;
        assert_eq!(led.as_deref(), Some("/sign-in?next=%2Fletters"));
        assert!(!nobody.open("/").await.says("出せなかった手紙"));
        server.stop().await;
    }
}
