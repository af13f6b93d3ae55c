//! Signing in through the pages: from the first code to a name in the corner, and what stands against those
//! who would come in another way.

mod account;
mod card;
pub(crate) mod device;
mod invited;
mod paper;
mod passkey;
mod pressed_twice;
mod protected;
mod reset;

use renkei_app::App;
use renkei_tests::browser::{Browser, Page};
use renkei_tests::server::Server;

use crate::record::fine;

/// A password that nobody guesses.
const PASSWORD: &str = "やまぶき色の急行が三番線に来る";

/// Somebody who can sign in, with the codes that are left of the printed sheet.
struct Person {
    browser: Browser,
    mail: String,
    codes: Vec<String>,
}

impl Person {
    /// Takes an invitation, makes a sheet of codes and signs in with the first of them.
    async fn taking(server: &Server, code: &str, name: &str, mail: &str) -> Self {
        let browser = Browser::at(server);
        let fields = [("name", name), ("mail", mail), ("password", PASSWORD)];
        let page = browser
            .submit(&format!("/invitation/{code}"), &fields)
            .await;
        assert!(page.says("2つめの確認を用意する"), "{}", page.html);
        let mut codes = browser.submit("/sign-in/codes", &[]).await.codes();
        assert_eq!(codes.len(), 10, "a sheet has ten codes");
        let first = codes.remove(0);
        browser.submit("/sign-in/second", &[("code", &first)]).await;
        let page = browser.open("/account").await;
        assert!(page.says(name), "{}", page.html);
        let mail = mail.to_owned();
        Self {
            browser,
            mail,
            codes,
        }
    }

    /// The first account of an installation, by the code that the command prints.
    async fn first(server: &Server, app: &App) -> Self {
        let code = fine(fine(app.first_account_code().await));
        Self::taking(server, &code, "高槻 はるか", "haruka@example.jp").await
    }

    /// Signs in anew, password and second factor.
    async fn sign_in(&mut self) -> Page {
        self.browser.keep(None);
        let fields = [("mail", self.mail.as_str()), ("password", PASSWORD)];
        let page = self.browser.submit("/sign-in", &fields).await;
        assert!(page.says("パスワードは合っていました"), "{}", page.html);
        let code = self.codes.remove(0);
        self.browser
            .submit("/sign-in/second", &[("code", &code)])
            .await
    }

    /// Shows the password once more.
    async fn confirm(&self) {
        let page = self
            .browser
            .send("/confirm", &[("password", PASSWORD)])
            .await;
        assert_eq!(page.status, 303, "{}", page.html);
    }
}
