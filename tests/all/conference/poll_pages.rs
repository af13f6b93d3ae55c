//! Finding a date in the browser, without script: the desk, and a phone that was handed a link.

use renkei_app::conference::step::ConferenceStep;
use renkei_tests::browser::Browser;
use renkei_tests::clock::japan;
use renkei_tests::on_every_database;

use super::{begun, stepped};
use crate::consent::{case_with_a_doctor, day, staff, two_agencies};
use crate::editing_pages::forms::Form;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::record::fine;

/// The first name of a field that begins so.
fn field<'p>(html: &'p str, start: &str) -> &'p str {
    let rest = html.split_once(start).unwrap_or_default().1;
    rest.split('"').next().unwrap_or_default()
}

on_every_database! {
    async fn a_host_asks_about_dates_and_somebody_answers_on_a_phone(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let id = begun(&world, &haruka, case).await;
        let server = world.serve().await;
        let desk = browser_of(&server, &haruka);
        let conference = format!("/cases/{case}/conferences/{id}");
        let poll = format!("{conference}/poll");
        let page = desk.look(&conference).await;
        assert!(page.says(&poll), "{}", page.html);
        let before = "だれにきくかを本人が見るまで";
        let page = desk.look(&poll).await;
        assert_sound("asking before the person saw whom", &page.html);
        assert!(page.says(before) && page.says(&format!("{conference}/edit/shown")), "{}", page.html);
        assert!(!page.says("この候補できく"), "{}", page.html);
        fine(stepped(&world, &haruka, (case, id), ConferenceStep::Shown(day("2026-11-20"))).await);
        let page = desk.look(&poll).await;
        assert_sound("asking about dates", &page.html);
        assert!(!page.says(before), "{}", page.html);
        let form = Form::on(&page.html, &poll).with("deadline", "2026-11-27").with("minutes", "60");
        let wrong = form.clone().with("dates", "あした").send(&desk).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.says("1行目が読めません"), "{}", wrong.html);
        let handed = form.clone().with("dates", "12/3 10:00\n12/4 16:30").send(&desk).await;
        assert_sound("links to hand on", &handed.html);
        assert!(handed.says("ここからは、だれにも送られません"), "{}", handed.html);
        let link = field(&handed.html, "/poll/").split('<').next().unwrap_or_default();
        let link = format!("/poll/{link}");
        let twice = form.with("dates", "12/3 10:00\n12/4 16:30").send(&desk).await;
        assert!(twice.says("リンクはもう できています"), "{}", twice.html);

        let phone = Browser::at(&server);
        let page = phone.look(&link).await;
        assert_sound("a link", &page.html);
        assert_eq!(page.status, 200, "{link}");
        for words in ["2026年12月3日(木) 10:00〜11:00", "このページを開いただけでは", "休みながら出たい"] {
            assert!(page.says(words), "{words}: {}", page.html);
        }
        assert!(!page.says(crate::consent::NAME), "a client is named: {}", page.html);
        let form = Form::on(&page.html, &link);
        let empty = form.clone().send(&phone).await;
        assert_eq!(empty.status, 422);
        assert!(empty.says("1つは選んでください"), "{}", empty.html);
        let mark = format!("mark-{}", field(&page.html, "name=\"mark-"));
        let kept = form.with(&mark, "yes").send(&phone).await;
        let kept = phone.look(&fine(kept.leads_to.ok_or("a way on"))).await;
        assert!(kept.says("答えを受けとりました") && kept.says("いまの答え"), "{}", kept.html);

        let page = desk.look(&poll).await;
        assert_sound("answers", &page.html);
        for words in ["1人のうち、1人が答えました", "全員が答えました", "本人は ○ です。"] {
            assert!(page.says(words), "{words}: {}", page.html);
        }
        world.clock.set(japan("2026-11-20", "10:05"));
        let heard = format!("{poll}/answer?item={}", field(&page.html, "/poll/answer?item="));
        let asked = desk.look(&heard).await;
        assert_sound("an answer that was heard", &asked.html);
        let form = Form::on(&asked.html, &format!("{poll}/answer"));
        let heard = form.with(&mark, "no").with("way", "fax").send(&desk).await;
        assert_eq!(heard.leads_to.as_ref(), Some(&poll), "{}", heard.html);
        let page = phone.look(&link).await;
        assert!(page.says("FAXで聞いた答えを、聞いた人が書きとめました"), "{}", page.html);

        let fix = format!("{conference}/edit/date?item={}", field(&page_of(&desk, &poll).await, "/edit/date?item="));
        let date = desk.look(&fix).await;
        let form = Form::on(&date.html, &format!("{conference}/edit/date"));
        assert_eq!(form.says("minutes"), "60");
        let fixed = form.with("place", "高槻市役所").send(&desk).await;
        assert_eq!(fixed.leads_to.as_ref(), Some(&conference), "{}", fixed.html);
        let over = phone.look(&link).await;
        assert!(over.says("答えは、しめきりました"), "{}", over.html);
        server.stop().await;
    }
}

async fn page_of(browser: &Browser, address: &str) -> String {
    browser.look(address).await.html
}

on_every_database! {
    async fn a_code_that_opens_nothing_says_what_to_do(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let phone = Browser::at(&server);
        let page = phone.look("/poll").await;
        assert_sound("a code to type", &page.html);
        let typed = phone.send("/poll", &[("code", "abcd efgh jkmn pqrs")]).await;
        let link = fine(typed.leads_to.ok_or("a way on"));
        assert_eq!(link, "/poll/ABCD-EFGH-JKMN-PQRS");
        let page = phone.look(&link).await;
        assert_eq!(page.status, 404);
        assert!(page.says("連絡をくれた人に"), "{}", page.html);
        server.stop().await;
    }
}
