//! One's own calendar in the browser, without script: an address that is shown once and taken back, and the calendar whose
//! times count.

use renkei_domain::people::Standing;
use renkei_tests::browser::Browser;
use renkei_tests::on_every_database;
use renkei_tests::people::somebody;

use crate::consent::{staff, two_agencies};
use crate::editing_pages::forms::Form;
use crate::letters::pages::browser_of;
use crate::markup::{assert_sound, links};

const PAGE: &str = "/account/calendar";
const BUSY: &str = "/account/calendar/busy";

on_every_database! {
    async fn a_supporter_subscribes_and_takes_the_address_back(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let server = world.serve().await;
        let desk = browser_of(&server, &haruka);
        assert!(desk.look("/account").await.says(PAGE));
        let page = desk.look(PAGE).await;
        assert_sound("no calendar yet", &page.html);
        assert!(page.says("まだ ありません") && page.says("つないでいません"), "{}", page.html);

        let form = Form::on(&page.html, PAGE);
        let wrong = form.clone().send(&desk).await;
        assert_eq!(wrong.status, 422, "{}", wrong.html);
        let made = form.clone().with("program", "outlook").send(&desk).await;
        assert_eq!(made.status, 200, "{}", made.html);
        assert_sound("an address", &made.html);
        assert!(made.says("Outlook の「予定表」を開きます。"), "{}", made.html);
        let address = made.codes().into_iter().next().unwrap_or_default();
        let path = address.split_once("/feed/").map(|(_, rest)| format!("/feed/{rest}"));
        let path = path.unwrap_or_default();
        assert!(address.starts_with(&format!("http://{}", server.address)), "{address}");
        let webcal = address.replacen("http://", "webcal://", 1);
        assert!(links(&made.html).contains(&webcal), "one press opens the calendar of the device: {}", made.html);
        let read = Browser::at(&server).look(&path).await;
        assert_eq!((read.status, read.kind.as_str()), (200, "text/calendar; charset=utf-8"));

        let twice = form.with("program", "outlook").send(&desk).await;
        assert!(twice.says("アドレスはもう できています") && !twice.says("/feed/"), "{}", twice.html);
        let page = desk.look(PAGE).await;
        assert!(!page.says("/feed/"), "an address is shown once: {}", page.html);
        let id = page.html.split("name=\"feed\" value=\"").nth(1).unwrap_or_default();
        let id: String = id.chars().take(36).collect();
        for _ in 0..2 {
            let gone = desk.send("/account/calendar/revoke", &[("feed", &id)]).await;
            assert_eq!(gone.leads_to.as_deref(), Some(PAGE), "{}", gone.html);
        }
        assert!(desk.look(PAGE).await.says("取り消しました"));
        assert_eq!(Browser::at(&server).look(&path).await.status, 404);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_person_says_where_their_calendar_lies_and_takes_it_away(world) {
        let hinata = somebody(&world.app, Standing::Person, "hinata").await;
        let kaze = somebody(&world.app, Standing::Operator, "kaze").await;
        let server = world.serve().await;
        let phone = browser_of(&server, &hinata);
        let page = phone.look(PAGE).await;
        let form = Form::on(&page.html, BUSY);
        let wrong = form.clone().with("address", "http://calendar.example.jp/himitsu").send(&phone).await;
        assert_eq!(wrong.status, 422);
        assert_sound("a wrong address", &wrong.html);
        assert!(wrong.says("https:// か webcal:// で始まる"), "{}", wrong.html);
        let kept = form.with("address", "webcal://calendar.example.jp/himitsu.ics").send(&phone).await;
        assert_eq!(kept.leads_to.as_deref(), Some(PAGE));
        let page = phone.look(PAGE).await;
        assert_sound("a calendar", &page.html);
        assert!(page.says("calendar.example.jp") && !page.says("himitsu"), "{}", page.html);
        let gone = phone.send("/account/calendar/busy/remove", &[]).await;
        assert_eq!(gone.leads_to.as_deref(), Some(PAGE));
        assert!(phone.look(PAGE).await.says("つないでいません"));
        let nothing = phone.send("/account/calendar/busy/refresh", &[]).await;
        assert_eq!(nothing.status, 422);
        assert!(nothing.says("カレンダーのアドレスは入っていません"), "{}", nothing.html);

        let other = browser_of(&server, &kaze);
        assert_eq!(other.look(PAGE).await.status, 403, "an operator meets nobody");
        assert!(!other.look("/account").await.says(PAGE));
        server.stop().await;
    }
}
