//! A new password and second factor by the link of whoever runs the installation.

use renkei_tests::browser::Browser;
use renkei_tests::on_every_database;

use super::{PASSWORD, Person};
use crate::markup::assert_sound;
use crate::record::fine;

const NEW: &str = "あおい鳥が二羽とまる電線";

on_every_database! {
    async fn a_supporter_who_lost_the_printed_codes_gets_new_ones(world) {
        let server = world.serve().await;
        let person = Person::first(&server, &world.app).await;
        let offered = fine(fine(world.app.offer_reset(&person.mail).await));
        let path = format!("/reset/{}", offered.code);
        let browser = Browser::at(&server);
        let page = browser.look(&path).await;
        assert_eq!(page.status, 200);
        assert!(page.says("高槻 はるか") && page.says(&person.mail), "{}", page.html);
        assert_sound("a link that opens an account anew", &page.html);
        for short in ["", "abc"] {
            let page = browser.send(&path, &[("password", short)]).await;
            assert_eq!(page.status, 422);
            assert!(page.says("入力を確かめてください"), "{}", page.html);
        }
        assert!(person.browser.open("/account").await.says("高槻 はるか"), "nothing has changed yet");

        let page = browser.submit(&path, &[("password", NEW)]).await;
        assert!(page.says("2つめの確認を用意する"), "{}", page.html);
        let led = person.browser.look("/account").await.leads_to.unwrap_or_default();
        assert!(led.starts_with("/sign-in"), "the other device is signed out");
        let codes = browser.submit("/sign-in/codes", &[]).await.codes();
        browser.submit("/sign-in/second", &[("code", &codes[0])]).await;
        assert!(browser.open("/account").await.says("高槻 はるか"));

        let old = Browser::at(&server);
        let page = old.look(&path).await;
        assert_eq!(page.status, 404, "a link works once");
        assert!(page.says("このリンクは使えません"), "{}", page.html);
        let fields = [("mail", person.mail.as_str()), ("password", PASSWORD)];
        assert_eq!(old.send("/sign-in", &fields).await.status, 422);
        server.stop().await;
    }
}
