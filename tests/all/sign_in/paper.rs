//! What lets somebody in, taken home on paper: the PDF beside the page that shows the secret once.

use renkei_tests::browser::{Browser, Page};
use renkei_tests::on_every_database;

use super::{PASSWORD, Person};
use crate::record::fine;

const INVITE: &str = "/networks/01932f00-0000-7000-8000-000000000001/members/invite";
const PRINT_INVITATION: &str =
    "/networks/01932f00-0000-7000-8000-000000000001/members/invite/print";

/// A PDF under a Japanese name that no cache keeps.
#[track_caller]
fn assert_paper(page: &Page, plain: &str, encoded: &str) {
    assert_eq!(page.status, 200, "{}", page.html);
    assert_eq!(page.kind, "application/pdf");
    assert!(page.html.starts_with("%PDF-"), "no PDF");
    assert_eq!(page.kept, "no-store");
    let expected = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}");
    assert_eq!(page.disposition, expected);
}

on_every_database! {
    async fn a_supporter_prints_the_codes_before_the_second_factor_holds(world) {
        let server = world.serve().await;
        let code = fine(fine(world.app.first_account_code().await));
        let browser = Browser::at(&server);
        let fields = [("name", "高槻 はるか"), ("mail", "haruka@example.jp"), ("password", PASSWORD)];
        browser.submit(&format!("/invitation/{code}"), &fields).await;
        let codes = browser.submit("/sign-in/codes", &[]).await.codes();
        let fields: Vec<(&str, &str)> = codes.iter().map(|code| ("code", code.as_str())).collect();
        let page = browser.send("/sign-in/codes/print", &fields).await;
        let name = "%E3%83%AD%E3%82%B0%E3%82%A4%E3%83%B3%E3%81%AE%E7%95%AA%E5%8F%B7%E3%81%AE%E4%B8%80%E8%A6%A7.pdf";
        assert_paper(&page, "codes.pdf", name);

        // What is no sheet of codes is not printed, and the codes are as good as before.
        let eleven: Vec<(&str, &str)> = fields.iter().copied().chain([fields[0]]).collect();
        for wrong in [&[][..], &[("code", "")][..], &[("code", "ABCD-EFGH-JKMN-PQRS")][..], eleven.as_slice()] {
            let page = browser.send("/sign-in/codes/print", wrong).await;
            assert_eq!(page.status, 400, "{wrong:?}");
        }
        browser.submit("/sign-in/second", &[("code", &codes[0])]).await;
        assert!(browser.open("/account").await.says("高槻 はるか"));
        server.stop().await;
    }
}

on_every_database! {
    async fn an_invitation_is_printed_by_whoever_may_send_it_and_by_nobody_else(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let operator = Person::first(&server, &world.app).await;
        operator.confirm().await;
        let fields = [("standing", "coordinator"), ("name", "島本 そら"), ("mail", "")];
        let page = operator.browser.submit(INVITE, &fields).await;
        let code = page.codes().into_iter().next().unwrap_or_default();
        assert!(page.says(&format!("value=\"{code}\"")), "{}", page.html);
        let page = operator.browser.send(PRINT_INVITATION, &[("code", &code)]).await;
        assert_paper(&page, "invitation.pdf", "%E6%8B%9B%E5%BE%85%E7%8A%B6.pdf");

        let stranger = Browser::at(&server).send(PRINT_INVITATION, &[("code", &code)]).await;
        assert_eq!(stranger.leads_to.as_deref(), Some("/sign-in"));
        for wrong in ["", "ABCD-EFGH", "ABCD-EFGH-JKMN-PQRS"] {
            let page = operator.browser.send(PRINT_INVITATION, &[("code", wrong)]).await;
            assert_eq!(page.status, 404, "{wrong}");
        }
        // Printing is not accepting.
        let colleague = Person::taking(&server, &code, "島本 そら", "sora@example.jp").await;
        let page = operator.browser.send(PRINT_INVITATION, &[("code", &code)]).await;
        assert_eq!(page.status, 404, "it was taken");
        assert!(colleague.browser.open("/account").await.says("の 事務局"));
        server.stop().await;
    }
}
