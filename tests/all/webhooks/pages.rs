//! The pages of webhooks, as somebody with a browser uses them.

use renkei_tests::browser::{Browser, Page};
use renkei_tests::on_every_database;
use renkei_tests::people::{PASSWORD, Somebody, somebody};
use renkei_tests::server::Server;

use chrono::TimeDelta;
use renkei::webhooks::round;
use renkei_domain::people::Standing;
use renkei_domain::people::webhook::webhook_gaps;

use super::receiver::Receiver;
use super::renamed;
use crate::editing_pages::forms::Form;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::migrations::{enter, resource};

const LIST: &str = "/account/webhooks";

/// The browser of somebody who has just shown their password.
async fn confirmed(server: &Server, who: &Somebody) -> Browser {
    let browser = browser_of(server, who);
    browser.send("/confirm", &[("password", PASSWORD)]).await;
    browser
}

/// The address of the first webhook of a list.
fn first(page: &Page) -> String {
    let start = format!("href=\"{LIST}/");
    let (_, after) = page
        .html
        .split_once(&start)
        .unwrap_or_else(|| panic!("{}", page.html));
    let id = after.split('"').next().unwrap_or_default();
    format!("{LIST}/{id}")
}

/// A gap between two tries, as people say it.
fn in_words(gap: TimeDelta) -> String {
    match (gap.num_hours(), gap.num_minutes()) {
        (0, 0) => format!("{}秒", gap.num_seconds()),
        (0, minutes) => format!("{minutes}分"),
        (hours, _) => format!("{hours}時間"),
    }
}

on_every_database! {
    async fn an_owner_makes_a_webhook_looks_after_it_and_takes_it_away(world) {
        enter(&world, resource(1), "ひなたの会").await;
        let server = world.serve().await;
        let umi = somebody(&world.app, Standing::Operator, "umi").await;
        let browser = confirmed(&server, &umi).await;
        let receiver = Receiver::start().await;
        let settings = receiver.settings(&["localhost"]);
        assert!(browser.open("/account").await.says(LIST), "it is found from the account");
        let page = browser.open(LIST).await;
        assert!(page.says("まだ ありません"), "{}", page.html);
        let gaps: Vec<String> = webhook_gaps().map(in_words).collect();
        assert!(page.says(&format!("{}あとに送り直します", gaps.join("、"))), "{}", page.html);

        let wrong = Form::on(&page.html, LIST).with("name", "").with("address", "http://localhost/").send(&browser).await;
        assert_eq!(wrong.status, 422, "{}", wrong.html);
        assert!(wrong.says("名前を入れてください。") && wrong.says("https:// で始まるアドレス") && wrong.says("http://localhost/"), "{}", wrong.html);
        let filled = Form::on(&wrong.html, LIST).with("name", "市の福祉システム").with("address", &receiver.address("/hook?key=himitsu"));
        let made = filled.send(&browser).await;
        assert_sound("a webhook that was made", &made.html);
        let keys: Vec<String> = made.codes().into_iter().filter(|code| code.starts_with("whsec_")).collect();
        assert_eq!(keys.len(), 1, "{}", made.html);
        let again = filled.send(&browser).await;
        assert!(again.says("鍵はもう できています") && !again.says(&keys[0]), "{}", again.html);
        let page = browser.open(LIST).await;
        assert_eq!(page.html.matches(&format!("href=\"{LIST}/")).count(), 1, "{}", page.html);
        assert!(!page.says("whsec_") && !page.says("himitsu") && page.says("市の福祉システム"), "{}", page.html);

        let one = first(&page);
        let step = format!("{one}/step");
        round(&world.app, &settings).await;
        renamed(&world, resource(1), "こかげの会").await;
        receiver.answers("500 Internal Server Error");
        round(&world.app, &settings).await;
        let page = browser.open(&one).await;
        assert_sound("a webhook", &page.html);
        for words in ["試しの知らせ", "届きました", "名簿の変更", "これから送ります", "（500）", &format!("/resources/{}", resource(1))] {
            assert!(page.says(words), "{words}: {}", page.html);
        }

        // Stopped, it tells nothing and sends nothing again; begun again, what waits goes first.
        browser.submit(&step, &[("step", "pause")]).await;
        let page = browser.open(&one).await;
        assert!(page.says("とめてある") && !page.says("もう一度送る<"), "{}", page.html);
        receiver.answers("200 OK");
        browser.submit(&step, &[("step", "resume")]).await;
        round(&world.app, &settings).await;
        world.clock.pass(chrono::TimeDelta::seconds(5));
        round(&world.app, &settings).await;
        let page = browser.open(&one).await;
        assert!(page.says("0件") && !page.says("これから送ります"), "{}", page.html);
        let told = receiver.got().len();
        let replay = Form::on(&page.html, &step).with("step", "replay");
        let message = page.html.split("name=\"message\" value=\"").nth(1).unwrap_or_default();
        let message: String = message.chars().take(36).collect();
        replay.with("message", &message).send(&browser).await;
        round(&world.app, &settings).await;
        assert_eq!(receiver.got().len(), told + 1);

        let page = browser.send(&step, &[("step", "rotate")]).await;
        assert!(page.says("whsec_") && !page.says(&keys[0]) && page.says("前の鍵"), "{}", page.html);
        for nothing in ["", "burn"] {
            assert_eq!(browser.send(&step, &[("step", nothing)]).await.status, 404);
        }

        // Nobody else finds it.
        let nami = somebody(&world.app, Standing::Operator, "nami").await;
        let other = confirmed(&server, &nami).await;
        for (status, what) in [(other.look(&one).await.status, "looks"), (other.send(&step, &[("step", "remove")]).await.status, "takes it away")] {
            assert_eq!(status, 404, "{what}");
        }
        let led = browser.send(&step, &[("step", "remove")]).await.leads_to;
        assert_eq!(led.as_deref(), Some(LIST));
        assert_eq!(browser.look(&one).await.status, 404);
        assert_eq!(browser.send(&step, &[("step", "remove")]).await.status, 404);
        server.stop().await;
    }
}
