//! A person's card, by the pages: made, printed, shown, lost and made anew.

use renkei_domain::people::Standing;
use renkei_tests::browser::{Browser, Page};
use renkei_tests::on_every_database;
use renkei_tests::people::{PASSWORD, somebody};
use renkei_tests::server::Server;

use crate::markup::assert_sound;

const NO_EVIDENCE: [&str; 2] = ["しるしには なりません", "意思のしるしにはなりません"];

fn signed_in(server: &Server, secret: &str) -> Browser {
    let browser = Browser::at(server);
    browser.keep(Some(secret.to_owned()));
    browser
}

/// The code that a page sends back for the PDF.
#[track_caller]
fn code_of(page: &Page) -> String {
    let code = page.html.split("name=\"code\" value=\"").nth(1);
    let code: String = code.unwrap_or_default().chars().take(34).collect();
    assert_eq!(code.len(), 34, "{}", page.html);
    code
}

on_every_database! {
    async fn a_person_prints_a_card_and_comes_in_by_it(world) {
        let server = world.serve().await;
        let hinata = somebody(&world.app, Standing::Person, "hinata").await;
        let browser = signed_in(&server, hinata.secret.as_str());
        let page = browser.look("/account").await;
        assert!(page.says("/account/card"), "{}", page.html);
        let page = browser.look("/account/card").await;
        assert_eq!(page.status, 200);
        assert_sound("one's own card", &page.html);
        assert!(page.says(NO_EVIDENCE[0]), "{}", page.html);
        for wrong in ["", "12", "1111"] {
            let page = browser.send("/account/card", &[("pin", wrong)]).await;
            assert_eq!(page.status, 422, "{wrong}");
            assert!(page.says("入力を確かめてください"), "{}", page.html);
        }
        let page = browser.send("/account/card", &[("pin", "2580")]).await;
        assert_eq!(page.status, 200, "{}", page.html);
        assert_sound("a card that was just made", &page.html);
        assert!(!page.says("value=\"2580\""), "a PIN is not shown again");
        let code = code_of(&page);
        let fields = [("code", code.as_str()), ("named", "yes")];
        let paper = browser.send("/account/card/print", &fields).await;
        assert_eq!((paper.status, paper.kind.as_str()), (200, "application/pdf"), "{}", paper.html);
        assert!(paper.html.starts_with("%PDF-") && paper.kept == "no-store");
        assert!(paper.disposition.starts_with("attachment; filename=\"card.pdf\"; filename*=UTF-8''%"));

        let phone = Browser::at(&server);
        let path = format!("/card/{code}");
        let page = phone.look(&path).await;
        assert_eq!(page.status, 200);
        assert_sound("where a card leads", &page.html);
        assert!(!page.says("hinata"), "whoever finds a card does not learn whose it is");
        for (wrong, words) in [("", "暗証番号を入れてください"), ("2581", "暗証番号がちがいます")] {
            let page = phone.send(&path, &[("pin", wrong)]).await;
            assert_eq!(page.status, 422, "{wrong}");
            assert!(page.says(words) && page.cookies.is_empty(), "{}", page.html);
        }
        let page = phone.send(&path, &[("pin", "2580")]).await;
        assert_eq!(page.leads_to.as_deref(), Some("/my"), "{}", page.html);
        assert!(phone.open("/account").await.says("hinata さん"));

        // Another card asks for the password, which whoever keeps this one does not know.
        let page = phone.send("/account/card", &[("pin", "258036")]).await;
        assert_eq!(page.leads_to.as_deref(), Some("/confirm?next=%2Faccount%2Fcard"));
        let page = phone.open("/confirm?next=%2Faccount%2Fcard").await;
        assert!(page.says("だれかがあずかっている"), "{}", page.html);
        let fields = [("password", PASSWORD), ("next", "/account/card")];
        let page = phone.submit("/confirm", &fields).await;
        assert!(page.says("使えます"), "{}", page.html);

        phone.submit("/account/card/stop", &[]).await;
        let page = Browser::at(&server).look(&path).await;
        assert_eq!(page.status, 404);
        assert!(page.says("このカードは使えません"), "{}", page.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_supporter_makes_a_lost_card_anew_because_the_person_asked(world) {
        let server = world.serve().await;
        let hinata = somebody(&world.app, Standing::Person, "hinata").await;
        let sora = somebody(&world.app, Standing::Operator, "sora").await;
        let person = signed_in(&server, hinata.secret.as_str());
        let supporter = signed_in(&server, sora.secret.as_str());
        let code = code_of(&person.send("/account/card", &[("pin", "2580")]).await);
        let theirs = format!("/account/card/of/{}", hinata.id);
        assert_eq!(supporter.look(&theirs).await.status, 404, "nobody asked yet");
        assert_eq!(supporter.send(&theirs, &[("pin", "")]).await.status, 404);

        let page = person.look("/account/card/keeper").await;
        assert_sound("naming a keeper", &page.html);
        let page = person.send("/account/card/keeper", &[("mail", "nobody@example.jp")]).await;
        assert_eq!(page.status, 422, "{}", page.html);
        let page = person.submit("/account/card/keeper", &[("mail", "sora@example.jp")]).await;
        assert!(page.says("sora さん さんに頼んであります"), "{}", page.html);

        assert!(supporter.look("/account").await.says(&theirs));
        let page = supporter.look(&theirs).await;
        assert_eq!(page.status, 200);
        assert_sound("a card that somebody asked for", &page.html);
        assert!(page.says(NO_EVIDENCE[1]), "{}", page.html);
        let page = supporter.send(&theirs, &[("pin", "12")]).await;
        assert_eq!(page.status, 422, "{}", page.html);
        let page = supporter.send(&theirs, &[("pin", "")]).await;
        let anew = code_of(&page);
        assert_ne!(anew, code);
        let paper = supporter.send("/account/card/print", &[("code", &anew)]).await;
        assert_eq!((paper.status, paper.kind.as_str()), (200, "application/pdf"), "{}", paper.html);
        assert_eq!(Browser::at(&server).look(&format!("/card/{code}")).await.status, 404);

        let phone = Browser::at(&server);
        phone.submit(&format!("/card/{anew}"), &[("pin", "2580")]).await;
        let page = phone.open("/account/card").await;
        assert!(page.says("sora さん さん"), "the person sees who made it: {}", page.html);
        phone.submit("/account/card/keeper/end", &[]).await;
        assert_eq!(supporter.look(&theirs).await.status, 404, "taken back");
        server.stop().await;
    }
}
