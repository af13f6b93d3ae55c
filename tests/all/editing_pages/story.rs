//! A coordinator edits an agency: a strength and back, two at once, twice by mistake, with mistakes, from its
//! first day to its last.

use renkei_domain::letters::delivery::DeliveryOutcome;
use renkei_domain::people::Standing;
use renkei_tests::browser::Browser;
use renkei_tests::on_every_database;
use renkei_tests::people::somebody;

use super::forms::Form;
use super::{AGENCY, NETWORK, acts, coordinator, form, leads_to, strengths};
use crate::letters::invited::all_end;
use crate::letters::pages::browser_of;
use crate::markup::{assert_sound, links};
use crate::record::fine;

/// An agency that has a mail address in the directory.
const WITH_MAIL: &str = "/resources/01932f00-0000-7002-8000-000000000301";
/// The 法人 that runs it.
const ITS_BODY: &str = "01932f00-0000-7001-8000-000000000501";

on_every_database! {
    async fn a_coordinator_writes_a_strength_and_takes_it_back_in_the_history(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let browser = coordinator(&world, &server, "haruka").await;
        let page = browser.look(AGENCY).await;
        let path = format!("{AGENCY}/edit/strengths");
        assert!(links(&page.html).contains(&path), "{}", page.html);
        let before = strengths(&world).await;
        let blank = form(&browser, &path).await;
        let row = (0..).find(|row| blank.says(&format!("strengths-{row}-text")).is_empty());
        let name = format!("strengths-{}-text", row.unwrap_or_default());
        let page = blank.with(&name, "職場への説明に同席できる").send(&browser).await;
        assert_eq!(leads_to(&page, "saving"), AGENCY);
        assert!(strengths(&world).await.contains(&"職場への説明に同席できる".to_owned()));

        let page = browser.look(&format!("{AGENCY}/history")).await;
        assert_sound("the history", &page.html);
        for words in ["haruka さん", "この名簿の画面", "機関の内容を直した", "職場への説明に同席できる"] {
            assert!(page.says(words), "{words}: {}", page.html);
        }
        let undo = format!("{AGENCY}/history/undo");
        let page = Form::on(&page.html, &undo).send(&browser).await;
        assert_eq!(leads_to(&page, "undoing"), format!("{AGENCY}/history"));
        assert_eq!(strengths(&world).await, before);
        let page = browser.look(&format!("{AGENCY}/history")).await;
        assert!(page.says("変更をもどした"), "{}", page.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn the_second_of_two_coordinators_sees_both_texts_and_keeps_their_own(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let first = coordinator(&world, &server, "haruka").await;
        let second = coordinator(&world, &server, "minori").await;
        let path = format!("{AGENCY}/edit/strengths");
        let (one, other) = (form(&first, &path).await, form(&second, &path).await);
        let row = (0..).find(|row| one.says(&format!("strengths-{row}-text")).is_empty());
        let name = format!("strengths-{}-text", row.unwrap_or_default());
        leads_to(&one.with(&name, "聞きとりが丁寧").send(&first).await, "the first");

        let page = other.with(&name, "通院に同行できる").send(&second).await;
        assert_eq!(page.status, 409, "{}", page.html);
        assert_sound("overtaken", &page.html);
        assert!(page.says("ほかの人が先に直しました"), "{}", page.html);
        for words in ["聞きとりが丁寧", "通院に同行できる"] {
            assert!(page.html.matches(words).count() >= 2, "{words}: {}", page.html);
        }
        // What the form goes on from holds both.
        let page = Form::on(&page.html, &path).send(&second).await;
        leads_to(&page, "the second");
        let said = strengths(&world).await;
        for words in ["聞きとりが丁寧", "通院に同行できる"] {
            assert!(said.contains(&words.to_owned()), "{said:?}");
        }
        server.stop().await;
    }
}

on_every_database! {
    async fn a_coordinator_who_touches_one_field_does_not_undo_what_another_wrote(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let first = coordinator(&world, &server, "haruka").await;
        let second = coordinator(&world, &server, "minori").await;
        let path = format!("{AGENCY}/edit/facts");
        let (one, other) = (form(&first, &path).await, form(&second, &path).await);
        leads_to(&one.with("fax", "072-000-0101").send(&first).await, "the first");
        let page = other.with("kana", "べつのよみ").send(&second).await;
        assert_eq!(page.status, 409, "{}", page.html);
        let merged = Form::on(&page.html, &path);
        assert_eq!(merged.says("fax"), "072-000-0101");
        assert_eq!(merged.says("kana"), "べつのよみ");
        leads_to(&merged.send(&second).await, "the second");
        let stands = form(&second, &path).await;
        assert_eq!((stands.says("fax"), stands.says("kana")), ("072-000-0101", "べつのよみ"));
        server.stop().await;
    }
}

on_every_database! {
    async fn a_form_that_is_sent_twice_has_one_effect(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let browser = coordinator(&world, &server, "haruka").await;
        let path = format!("{AGENCY}/edit/contact_policy?item=new");
        let filled = form(&browser, &path).await;
        let filled = filled.with("ways-0-channel", "phone").with("ways-0-desk", "受付").with("do_not", "夕方は電話しない");
        let before = acts(&world).await;
        let (one, two) = tokio::join!(filled.send(&browser), filled.send(&browser));
        assert_eq!(leads_to(&one, "one click"), AGENCY);
        assert_eq!(leads_to(&two, "the other click"), AGENCY);
        leads_to(&filled.send(&browser).await, "back and again");
        assert_eq!(acts(&world).await, before + 1);
        let page = browser.look(&format!("{AGENCY}/edit/contact_policy")).await;
        assert!(page.says("電話（受付 あて）。しないでください: 夕方は電話しない"), "{}", page.html);

        // The same form with something else in it is another write, which whoever went back is told.
        let page = filled.with("ways-0-desk", "地域連携室").send(&browser).await;
        assert_eq!(page.status, 409, "{}", page.html);
        assert!(page.says("地域連携室"), "{}", page.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_coordinator_reads_each_mistake_at_its_field_and_keeps_what_was_typed(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let browser = coordinator(&world, &server, "haruka").await;
        let before = acts(&world).await;
        for (part, field, typed, words) in [
            ("facts", "name", "", "空にできません"),
            ("facts", "city", "ないまち", "見つかりません"),
            ("facts", "postal_code", "12", "7けた"),
            ("hours", "hours", "月 9時から", "が読めません"),
            ("capacity", "available", "二十", "数字で入れてください"),
            ("notices", "notices-0-text", "移転しました", "日付を"),
            ("service_area", "serviceArea", "ないまち", "見つかりません"),
        ] {
            let path = format!("{AGENCY}/edit/{part}");
            let page = form(&browser, &path).await.with(field, typed).send(&browser).await;
            assert_eq!(page.status, 422, "{part}: {}", page.html);
            assert_sound(part, &page.html);
            assert!(page.says("error-summary") && page.says(words), "{part}: {}", page.html);
            assert_eq!(Form::on(&page.html, &path).says(field), typed, "{part}");
        }
        assert_eq!(acts(&world).await, before);

        let path = format!("{AGENCY}/edit/hours");
        let page = form(&browser, &path).await.with("hours", "月-金 9:00-17:00\n祝 休み").with("check", "1");
        let page = page.send(&browser).await;
        assert_eq!(page.status, 200, "looking at how hours are read saves nothing");
        assert!(page.says("こう読みます") && page.says("<dt>月-金</dt>"), "{}", page.html);
        assert_eq!(acts(&world).await, before);
        let path = format!("{AGENCY}/edit/strengths");
        let page = form(&browser, &path).await.with("more", "1").send(&browser).await;
        assert_eq!(page.status, 200);
        assert_eq!(acts(&world).await, before);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_coordinator_enters_an_agency_closes_it_and_opens_it_again(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let browser = coordinator(&world, &server, "haruka").await;
        let page = browser.look("/account/resources").await;
        assert_sound("what can be edited", &page.html);
        let path = format!("/networks/{NETWORK}/resources/new");
        assert!(links(&page.html).contains(&path), "{}", page.html);
        let page = form(&browser, &path).await.send(&browser).await;
        assert_eq!(page.status, 422, "{}", page.html);
        let filled = form(&browser, &path).await;
        let filled = filled.with("name", "あおぞら作業所").with("kind", "peer_group").with("city", "高槻市");
        let page = filled.send(&browser).await;
        let agency = leads_to(&page, "entering").to_owned();
        let page = browser.look(&agency).await;
        assert!(page.says("あおぞら作業所") && page.says("高槻市"), "{}", page.html);

        let path = format!("{agency}/close");
        let page = form(&browser, &path).await.with("words", "LITALICO").with("find", "1").send(&browser).await;
        assert_eq!(page.status, 200, "{}", page.html);
        let successor = AGENCY.trim_start_matches("/resources/");
        assert!(page.says(successor), "{}", page.html);
        let filled = Form::on(&page.html, &path);
        let filled = filled.with("successor", successor).with("reason", "いっしょになりました");
        leads_to(&filled.send(&browser).await, "closing");
        let page = browser.look(&agency).await;
        assert!(page.says("いっしょになりました") && links(&page.html).contains(&AGENCY.to_owned()), "{}", page.html);
        let path = format!("{agency}/reopen");
        leads_to(&form(&browser, &path).await.send(&browser).await, "opening again");
        assert!(!browser.look(&agency).await.says("いっしょになりました"));
        server.stop().await;
    }
}

on_every_database! {
    async fn the_second_who_closes_an_agency_sees_both_reasons_and_loses_neither(world) {
        const OWN: &str = "人が足りなくなりました";
        let world = world.seeded().await;
        let server = world.serve().await;
        let first = coordinator(&world, &server, "haruka").await;
        let second = coordinator(&world, &server, "minori").await;
        let path = format!("{AGENCY}/close");
        let (one, other) = (form(&first, &path).await, form(&second, &path).await);
        leads_to(&one.with("reason", "移転しました").send(&first).await, "the first");
        let page = other.with("reason", OWN).with("on", "2026-11-15").send(&second).await;
        assert_eq!(page.status, 409, "{}", page.html);
        assert_sound("closed already", &page.html);
        for words in ["もう閉じてあります", "移転しました", "2026年11月20日", "2026年11月15日"] {
            assert!(page.says(words), "{words}: {}", page.html);
        }
        let again = Form::on(&page.html, &path);
        assert_eq!((again.says("reason"), again.says("on")), (OWN, "2026-11-15"));
        leads_to(&again.send(&second).await, "the second");
        let page = first.look(AGENCY).await;
        assert!(page.says(OWN) && page.says("2026年11月15日"), "{}", page.html);

        // Whoever means just what stands has nothing to write.
        let before = acts(&world).await;
        let same = form(&first, &path).await;
        assert_eq!(same.says("reason"), OWN);
        leads_to(&same.send(&first).await, "the same");
        assert_eq!(acts(&world).await, before);
        server.stop().await;
    }
}

on_every_database! {
    async fn what_was_observed_goes_from_its_writer_by_the_agency_to_the_members(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let browser = coordinator(&world, &server, "haruka").await;
        let path = format!("{AGENCY}/observations");
        let page = browser.look(&path).await;
        assert_sound("observations", &page.html);
        assert!(page.says("うわさ"), "{}", page.html);
        let filled = Form::on(&page.html, &path).with("text", "FAXのあとに電話すると早い").with("basis", "この1年に5件").with("statedOn", "2026-11-02");
        assert_eq!(leads_to(&filled.send(&browser).await, "writing"), format!("{path}?written=1"));
        leads_to(&filled.send(&browser).await, "the same again");
        let page = browser.look(&path).await;
        assert_sound("what was observed", &page.html);
        assert_eq!(page.html.matches("FAXのあとに電話すると早い").count(), 1, "{}", page.html);

        let step = format!("{AGENCY}/observations/step");
        let today = world.app.now().in_japan().date.to_string();
        let row = page.html.split("name=\"on-").nth(1).and_then(|rest| rest.split('"').next());
        let row = row.unwrap_or_default().to_owned();
        let observation = page.html.split("FAXのあとに電話すると早い").nth(1).unwrap_or_default();
        let observation = observation.split("name=\"observation\" value=\"").nth(1).unwrap_or_default();
        let observation: String = observation.chars().take(36).collect();
        let (day, by) = (format!("on-{row}"), format!("by-{row}"));
        let told_on = |on| [("observation", observation.as_str()), ("step", "told"), ("row", row.as_str()), (by.as_str(), "fax"), (day.as_str(), on)];
        // The directory has no mail address of this agency: it is told on paper.
        assert!(page.says("紙で知らせてください") && !page.says("メールで知らせる"), "{}", page.html);
        let letter = [("observation", observation.as_str()), ("step", "write"), ("row", row.as_str())];
        let refused = browser.send(&step, &letter).await;
        assert_eq!(refused.status, 409, "{}", refused.html);
        assert!(refused.says("メールアドレスがありません"), "{}", refused.html);
        let paper = format!("{AGENCY}/observations/{observation}/paper");
        assert!(links(&page.html).contains(&paper), "{}", page.html);
        let sheet = browser.look(&paper).await;
        assert!(sheet.html.starts_with("%PDF-") && sheet.disposition.contains("observation.pdf"), "{}", sheet.disposition);
        let unsaid = [("observation", observation.as_str()), ("step", "told"), ("row", row.as_str()), (day.as_str(), today.as_str())];
        let refused = browser.send(&step, &unsaid).await;
        assert_eq!(refused.status, 422, "{}", refused.html);
        assert!(refused.says("どうやって知らせたかを選んでください"), "{}", refused.html);
        // Nobody could tell the agency of what was not written yet: that would shorten its fourteen days.
        for on in ["2026-11-02", "2026-11-19", "2026-11-21"] {
            let page = browser.send(&step, &told_on(on)).await;
            assert_eq!(page.status, 422, "{on}: {}", page.html);
            assert!(page.says("ここに書いた日から きょうまで"), "{on}: {}", page.html);
        }
        leads_to(&browser.send(&step, &told_on(today.as_str())).await, "telling");
        let release = [("observation", observation.as_str()), ("step", "release"), ("row", row.as_str())];
        let page = browser.send(&step, &release).await;
        assert_eq!(page.status, 409, "fourteen days are not over: {}", page.html);
        assert!(page.says("14日"), "{}", page.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn staff_read_what_they_observed_and_the_desk_that_it_waits(world) {
        const OBSERVED: &str = "FAXのあとに電話すると早い";
        let world = world.seeded().await;
        let server = world.serve().await;
        let desk = coordinator(&world, &server, "haruka").await;
        let members = fine(world.store.member_organizations(fine(NETWORK.parse())).await);
        let mut others = members.iter().filter(|(id, _)| id.to_string() != ITS_BODY);
        let (agency, _) = fine(others.next().ok_or("another member"));
        let sora = somebody(&world.app, Standing::Staff(*agency), "sora").await;
        let browser = browser_of(&server, &sora);
        let path = format!("{WITH_MAIL}/observations");
        let before = desk.look("/observations").await;
        assert_sound("what waits", &before.html);
        assert!(!before.says(OBSERVED), "{}", before.html);
        let filled = form(&browser, &path).await;
        let filled = filled.with("text", OBSERVED).with("basis", "この1年に5件").with("statedOn", "2026-11-02");
        let led = leads_to(&filled.send(&browser).await, "writing").to_owned();
        let page = browser.look(&led).await;
        assert_sound("what was written", &page.html);
        for words in ["書きました", OBSERVED, "まだ知らせていません"] {
            assert!(page.says(words), "{words}: {}", page.html);
        }
        assert!(!page.says("公開を待つ気づいたこと"), "{}", page.html);
        assert_eq!(browser.look("/observations").await.status, 403);

        let page = desk.look("/").await;
        assert!(page.says("公開を待つ気づいたこと（1）"), "{}", page.html);
        let page = desk.look("/observations").await;
        assert_sound("what waits", &page.html);
        assert!(page.says(OBSERVED) && page.says("機関に知らせてください"), "{}", page.html);
        assert!(links(&page.html).contains(&path), "{}", page.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn an_agency_with_a_mail_address_is_told_by_a_letter(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let browser = coordinator(&world, &server, "haruka").await;
        let path = format!("{WITH_MAIL}/observations");
        let page = browser.look(&path).await;
        let filled = Form::on(&page.html, &path).with("text", "書類を先に送ると早い").with("basis", "この1年に5件").with("statedOn", "2026-11-02");
        leads_to(&filled.send(&browser).await, "writing");
        let page = browser.look(&path).await;
        assert_sound("before the letter", &page.html);
        assert!(page.says("メールで知らせる"), "{}", page.html);
        let rest = page.html.split("書類を先に送ると早い").nth(1).unwrap_or_default();
        let observation = rest.split("name=\"observation\" value=\"").nth(1).unwrap_or_default();
        let observation: String = observation.chars().take(36).collect();
        let letter = [("observation", observation.as_str()), ("step", "write"), ("row", "0")];
        leads_to(&browser.send(&format!("{path}/step"), &letter).await, "writing to it");
        let page = browser.look(&path).await;
        assert!(page.says("メールで送っているところ") && !page.says("メールで知らせる"), "{}", page.html);
        all_end(&world, DeliveryOutcome::Accepted).await;
        let page = browser.look(&path).await;
        assert!(page.says("2026年11月20日(金)に、この機関に知らせました。2026年12月4日(金)から公開できます。"), "{}", page.html);

        // Whoever may not release it finds no sheet, as if there were none.
        let person = somebody(&world.app, Standing::Person, "sora").await;
        let stranger = Browser::at(&server);
        stranger.keep(Some(person.secret.as_str().to_owned()));
        for id in [observation.as_str(), "01932f00-0000-7fff-8fff-ffffffffffff"] {
            assert_eq!(stranger.look(&format!("{path}/{id}/paper")).await.status, 404, "{id}");
        }
        server.stop().await;
    }
}

on_every_database! {
    async fn what_was_observed_is_in_no_file_that_a_member_takes_away(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let browser = coordinator(&world, &server, "haruka").await;
        let observed = "仕事の手順書づくりまで";
        let page = browser.look("/resources/01932f00-0000-7002-8000-000000000205").await;
        assert!(page.says(observed), "a member reads it: {}", page.html);
        for list in ["/search", "/search.csv"] {
            let page = browser.look(&format!("{list}?q=%E3%81%BF%E3%81%AF%E3%82%89%E3%81%97")).await;
            assert!(page.html.contains("はたらく応援センター みはらし"), "{list}: {}", page.html);
            assert!(!page.html.contains(observed), "{list}: {}", page.html);
        }
        server.stop().await;
    }
}

on_every_database! {
    async fn who_may_not_edit_is_offered_nothing_and_changes_nothing(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let person = somebody(&world.app, Standing::Person, "sora").await;
        let browser = Browser::at(&server);
        browser.keep(Some(person.secret.as_str().to_owned()));
        let page = browser.look(AGENCY).await;
        assert!(!page.html.contains("/edit/") && !page.html.contains("/history"), "{}", page.html);
        let before = acts(&world).await;
        for path in ["edit/strengths", "edit/contact_persons", "close"] {
            let path = format!("{AGENCY}/{path}");
            assert_eq!(browser.look(&path).await.status, 403, "{path}");
            assert_eq!(browser.send(&path, &[("version", "1")]).await.status, 403, "{path}");
        }
        assert_eq!(browser.look(&format!("{AGENCY}/history")).await.status, 403);
        assert_eq!(browser.look(&format!("/networks/{NETWORK}/resources/new")).await.status, 404);
        let page = browser.look("/account/resources").await;
        assert!(page.says("直せる機関がありません"), "{}", page.html);
        assert_eq!(acts(&world).await, before);
        server.stop().await;
    }
}
