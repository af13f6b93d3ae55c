//! お確かめ in the browser, without script: the desk asks, an agency answers by a link on its phone or on paper, and the
//! entry shows the new day. Nobody but the desk of the network that keeps an entry finds what it asks.

mod answers;
mod handed_over;
mod unverified;

use chrono::TimeDelta;
use renkei_app::Caller;
use renkei_domain::ids::NetworkId;
use renkei_domain::people::Standing;
use renkei_tests::browser::{Browser, Page};
use renkei_tests::mail_server::MailServer;
use renkei_tests::patience::until;
use renkei_tests::people::{Somebody, somebody};
use renkei_tests::server::Server;
use renkei_tests::{World, on_every_database};
use reqwest::Method;
use uuid::Uuid;

use crate::canary::words_of;
use crate::consent::{staff, two_agencies};
use crate::editing_pages::forms::Form;
use crate::editing_pages::kept::signs_in;
use crate::letters::invited::demo;
use crate::letters::opened::opened;
use crate::letters::pages::browser_of;
use crate::letters::{AMPLE, AtWork};
use crate::markup::assert_sound;
use crate::migrations::line;
use crate::record::fine;

/// An agency that likes mail best, and two that like FAX best.
const BY_MAIL: &str = "/resources/01932f00-0000-7002-8000-000000000207";
const BY_FAX: &str = "/resources/01932f00-0000-7002-8000-000000000303";
const OTHER_BY_FAX: &str = "/resources/01932f00-0000-7002-8000-000000000404";

async fn desk(world: &World) -> Somebody {
    somebody(&world.app, Standing::Coordinator(demo()), "minato").await
}

fn list() -> String {
    format!("/networks/{}/upkeep", demo())
}

/// A page that is well.
async fn page(browser: &Browser, address: &str) -> Page {
    let page = browser.look(address).await;
    assert_eq!(page.status, 200, "{address}: {}", page.html);
    assert_sound(address, &page.html);
    page
}

/// Says that the numbers of an agency are not right any more, and begins to ask it: the address of the inquiry.
async fn asked(browser: &Browser, agency: &str) -> String {
    let stale = format!("{agency}/stale");
    assert!(page(browser, agency).await.says(&stale), "a way to say so");
    let form = Form::on(&page(browser, &stale).await.html, &stale);
    let wrong = form.clone().send(browser).await;
    assert_eq!(wrong.status, 422, "nothing was chosen");
    let said = form
        .with("group", "contact")
        .with("because", "wrong_number");
    let said = said.send(browser).await;
    let told = format!("{agency}?told=stale");
    assert_eq!(said.leads_to.as_deref(), Some(&*told), "{}", said.html);
    let known = page(browser, &told).await;
    assert!(known.says("知らせを受けとりました"), "{}", known.html);
    let later = page(browser, agency).await;
    assert!(!later.says("知らせを受けとりました"), "{}", later.html);
    assert!(known.says("もう一度 確かめること"), "{}", known.html);

    let listed = page(browser, &list()).await;
    let id = agency.rsplit('/').next().unwrap_or_default();
    assert!(
        listed.says(&format!("href=\"{agency}\"")),
        "{}",
        listed.html
    );
    let once = format!("begin-{id}");
    let begun = [("once", once.as_str()), ("resource", id)];
    let begun = browser.send(&list(), &begun).await;
    let to = fine(begun.leads_to.ok_or("the inquiry"));
    assert!(to.starts_with("/upkeep/"), "{to}");
    to
}

/// The words of a sheet that somebody prints.
async fn printed(server: &Server, who: &Somebody, address: &str) -> String {
    let asked = server.visitor().request(Method::GET, address);
    let cookie = format!("__Host-renkei={}", who.secret.as_str());
    let answer = fine(asked.header("cookie", cookie).send().await);
    assert_eq!(answer.status(), 200, "{address}");
    words_of(&fine(answer.bytes().await))
}

/// The code of the link in a mail.
fn code_of(text: &str) -> String {
    let mut lines = text.lines();
    let code = lines.find_map(|line| {
        let by_link = line.split_once("/inquiry/").map(|(_, code)| code);
        by_link.or_else(|| Some(line.split_once("リンクの番号を入れます: ")?.1))
    });
    fine(code.ok_or("a code")).trim().to_owned()
}

on_every_database! {
    async fn an_agency_answers_by_its_link_in_one_press_and_the_entry_shows_the_day(world) {
        let world = world.seeded().await;
        let minato = desk(&world).await;
        let server = world.serve().await;
        let browser = browser_of(&server, &minato);
        let inquiry = asked(&browser, BY_MAIL).await;
        let waiting = page(&browser, &inquiry).await;
        assert!(waiting.says("メールがまもなく出ます"), "{}", waiting.html);

        let mails = MailServer::start();
        let courier = AtWork::begin(&world, mails.settings(AMPLE));
        until("the mail arrives", async || mails.count() == 1).await;
        courier.end().await;
        let mail = opened(&mails.accepted()[0]);
        assert_eq!(mail.header("To"), "pc-kotonoha@example.jp");
        let link = format!("/inquiry/{}", code_of(&mail.text));

        let phone = Browser::at(&server);
        let seen = page(&phone, &link).await;
        for words in ["パソコン教室 ことのは", "pc-kotonoha@example.jp", "このページを開いただけでは", "連絡はFAXのみ"] {
            assert!(seen.says(words), "{words}: {}", seen.html);
        }
        assert!(seen.says("ここに出ているのは、だれでも見られることだけです。"), "{}", seen.html);
        let both = Form::pressed_by(&seen.html, "書いたことを送る").with("contact", "same");
        let both = both.with("contact-words", "移転しました").send(&phone).await;
        assert_eq!(both.status, 422);
        assert_sound("an answer that says both", &both.html);
        assert!(both.says("両方が入っています") && both.says("移転しました"), "{}", both.html);
        let kept = Form::on(&seen.html, &link).send(&phone).await;
        let kept = phone.look(&fine(kept.leads_to.ok_or("a way on"))).await;
        assert_sound("thanks", &kept.html);
        assert!(kept.says("お答えを受けとりました"), "{}", kept.html);
        let twice = Form::on(&seen.html, &link).send(&phone).await;
        assert!(twice.says("お答えを もう受けとったか"), "{}", twice.html);
        let over = phone.look(&link).await;
        assert_eq!(over.status, 410);
        assert_sound("a link of which nothing is asked", &over.html);

        let entry = page(&browser, BY_MAIL).await;
        assert!(entry.says("メール・その通りだった（この機関（リンクでの答え））"), "{}", entry.html);
        assert!(!entry.says("もう一度 確かめること"), "{}", entry.html);
        let unknown = phone.look("/inquiry/ABCD-EFGH-JKMN-PQRS").await;
        assert_eq!(unknown.status, 404);
        assert!(unknown.says("この番号は、いまは使えません"), "{}", unknown.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn what_an_agency_writes_by_its_link_is_put_into_the_entry_field_by_field(world) {
        let world = world.seeded().await;
        let minato = desk(&world).await;
        let server = world.serve().await;
        let browser = browser_of(&server, &minato);
        let inquiry = asked(&browser, BY_MAIL).await;
        let mails = MailServer::start();
        let courier = AtWork::begin(&world, mails.settings(AMPLE));
        until("the mail arrives", async || mails.count() == 1).await;
        courier.end().await;
        let link = format!("/inquiry/{}", code_of(&opened(&mails.accepted()[0]).text));
        let phone = Browser::at(&server);
        let seen = page(&phone, &link).await;
        let form = Form::pressed_by(&seen.html, "書いたことを送る");
        let written = form.with("contact", "changed").with("phone", "072-000-4321").with("name", "ことの");
        let written = written.send(&phone).await;
        let thanks = phone.look(&fine(written.leads_to.ok_or("a way on"))).await;
        assert!(thanks.says("お答えを受けとりました"), "{}", thanks.html);
        assert!(!page(&browser, BY_MAIL).await.says("072-000-4321"), "it waits");

        assert!(page(&browser, &list()).await.says("来た答えを見る"), "the list says so");
        assert!(page(&browser, "/today").await.says("つぎの連絡をする・答えを見る 1か所"), "so does the page of the day");
        let waits = page(&browser, &inquiry).await;
        for words in ["来た答え", "072-000-4321", "ことの さん"] {
            assert!(waits.says(words), "{words}: {}", waits.html);
        }
        let settle = format!("{inquiry}/settle");
        let form = Form::on(&waits.html, &settle);
        let nothing = form.clone().send(&browser).await;
        assert_eq!(nothing.status, 422, "nothing was chosen");
        let taken = form.with("how-contact", "take").send(&browser).await;
        assert_eq!(taken.leads_to.as_deref(), Some(inquiry.as_str()), "{}", taken.html);
        let entry = page(&browser, BY_MAIL).await;
        assert!(entry.says("072-000-4321") && entry.says("メール・変わっていた"), "{}", entry.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_sheet_goes_by_fax_and_its_answer_is_typed_in_by_its_number(world) {
        let world = world.seeded().await;
        let minato = desk(&world).await;
        let server = world.serve().await;
        let browser = browser_of(&server, &minato);
        let inquiry = asked(&browser, BY_FAX).await;
        let seen = page(&browser, &inquiry).await;
        let paper = |sheet: &str| format!("{inquiry}/paper/{sheet}");
        assert!(seen.says(&paper("fax")) && seen.says(&paper("phone")), "{}", seen.html);
        let sheet = printed(&server, &minato, &paper("fax")).await;
        for words in ["名簿の確かめのお願い", "変更なし", "072-000-0110", "連絡はFAXのみ", "まちがって届いたとき"] {
            assert!(sheet.contains(words), "{words}: {sheet}");
        }
        // All that are prepared in one file, of which printing changes nothing.
        asked(&browser, OTHER_BY_FAX).await;
        let listed = page(&browser, &list()).await;
        let all = format!("{}/paper", list());
        assert!(listed.says(&format!("href=\"{all}\"")), "{}", listed.html);
        let sheets = printed(&server, &minato, &all).await;
        assert_eq!(sheets.matches("返事の番号").count(), 2, "{sheets}");
        assert!(sheets.contains("072-000-0110") && sheets.contains("072-000-0121"), "{sheets}");
        let still = page(&browser, &list()).await;
        assert!(still.says(&inquiry) && still.says(OTHER_BY_FAX), "{}", still.html);
        assert!(!page(&browser, &inquiry).await.says("FAX: 送った"));
        let script = printed(&server, &minato, &paper("phone")).await;
        assert!(script.contains("072-000-0010") && script.contains("プログラム中"), "{script}");
        assert_eq!(browser.look(&paper("map")).await.status, 404);

        let step = format!("{inquiry}/step");
        let form = Form::pressed_by(&seen.html, "FAXを送った");
        let version = form.says("version");
        let fields = [("once", "fax-1"), ("version", version), ("channel", "fax"), ("step", "sent")];
        let sent = browser.send(&step, &fields).await;
        assert_eq!(sent.leads_to.as_deref(), Some(inquiry.as_str()), "{}", sent.html);
        let waits = page(&browser, &inquiry).await;
        assert!(waits.says("まで返事を待つ") && waits.says("FAX: 送った"), "{}", waits.html);
        let [_, version, channel, did] = fields;
        let late = [("once", "fax-2"), version, channel, did, ("note", "2枚とも送った")];
        let late = browser.send(&step, &late).await;
        assert_eq!(late.status, 422, "somebody came first");
        assert_sound("a step that came too late", &late.html);
        assert!(late.says("書いたメモは、入っていません") && late.says("2枚とも送った"), "{}", late.html);
        assert!(!page(&browser, &list()).await.says(BY_FAX), "nothing can be done but wait");
        assert!(page(&browser, &format!("{}?show=all", list())).await.says(BY_FAX));

        let code = waits.html.split_once("返事の番号: <strong>").unwrap_or_default().1;
        let code = code.split('<').next().unwrap_or_default().to_lowercase();
        let find = "/upkeep/find";
        let unknown = Form::on(&page(&browser, find).await.html, find).with("code", "ZZZZ-ZZZZ");
        let unknown = unknown.send(&browser).await;
        assert_eq!(unknown.status, 422);
        assert!(unknown.says("用紙の番号を確かめてください"), "{}", unknown.html);
        let typed = Form::on(&page(&browser, find).await.html, find).with("code", &code);
        let typed = typed.send(&browser).await;
        let reply = format!("{inquiry}/reply");
        assert_eq!(typed.leads_to.as_deref(), Some(reply.as_str()), "{}", typed.html);
        let form = Form::on(&page(&browser, &reply).await.html, &reply);
        assert_eq!(form.says("channel"), "fax", "as it was asked");
        let nothing = form.clone().send(&browser).await;
        assert_eq!(nothing.status, 422);
        assert!(nothing.says("1つ以上の項目に答えてください"), "{}", nothing.html);
        let kept = form.with("all", "yes").with("role", "受付").send(&browser).await;
        assert_eq!(kept.leads_to.as_deref(), Some(inquiry.as_str()), "{}", kept.html);
        let entry = page(&browser, BY_FAX).await;
        assert!(entry.says("FAX・その通りだった（ネットワークの事務局）"), "{}", entry.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn what_was_noted_of_a_contact_stays_where_it_was_not_kept(world) {
        const NOTE: &str = "受付の方は木曜まで不在";
        let world = world.seeded().await;
        let minato = desk(&world).await;
        let server = world.serve().await;
        let browser = browser_of(&server, &minato);
        let inquiry = asked(&browser, BY_FAX).await;
        let by_fax = async |words: &str| Form::pressed_by(&page(&browser, &inquiry).await.html, words);
        let long = by_fax("FAXを送った").await.with("step", "sent").with("note", &"あ".repeat(4_001));
        let long = long.send(&browser).await;
        assert_eq!(long.status, 422, "{}", long.html);
        assert_eq!(Form::pressed_by(&long.html, "FAXを送った").says("note").chars().count(), 4_001);

        let filled = by_fax("FAXを送った").await.with("step", "sent").with("note", NOTE);
        let off = by_fax("とりやめる").await.with("step", "call_off").with("note", "閉じるときいた");
        world.clock.pass(TimeDelta::hours(13));
        let led = fine(filled.send(&browser).await.leads_to.ok_or("a way on"));
        assert!(led.starts_with("/sign-in?next=") && !led.contains("step"), "{led}");
        signs_in(&world, &minato, &browser).await;
        let again = by_fax("FAXを送った").await;
        assert_eq!(again.says("note"), NOTE);
        assert_eq!(by_fax("とりやめる").await.says("note"), "");
        let kept = again.with("step", "sent").send(&browser).await;
        assert_eq!(kept.leads_to.as_deref(), Some(inquiry.as_str()), "{}", kept.html);
        let waits = page(&browser, &inquiry).await;
        assert_eq!(waits.html.matches(NOTE).count(), 1, "it is no draft any more: {}", waits.html);

        // Why nobody is to be asked any more was written for what stood there before.
        let off = off.send(&browser).await;
        assert_eq!(off.status, 422, "{}", off.html);
        assert_sound("a calling off that came too late", &off.html);
        let off = Form::pressed_by(&off.html, "とりやめる");
        assert_eq!(off.says("note"), "閉じるときいた");
        let over = off.with("step", "call_off").send(&browser).await;
        assert_eq!(over.leads_to.as_deref(), Some(inquiry.as_str()), "{}", over.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn nobody_but_the_desk_that_keeps_an_entry_finds_what_it_asks(world) {
        let world = world.seeded().await;
        let minato = desk(&world).await;
        let elsewhere = NetworkId::from_uuid(Uuid::from_u128(9));
        let founded = world.app.found_network(Caller::COMMAND, elsewhere, line("となり網"), Vec::new());
        fine(fine(founded.await));
        let sora = somebody(&world.app, Standing::Coordinator(elsewhere), "sora").await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let server = world.serve().await;
        let browser = browser_of(&server, &minato);
        let inquiry = asked(&browser, BY_FAX).await;
        let code = page(&browser, &inquiry).await.html;
        let code = code.split_once("返事の番号: <strong>").unwrap_or_default().1;
        let code = code.split('<').next().unwrap_or_default();
        for stranger in [&sora, &haruka] {
            let stranger = browser_of(&server, stranger);
            for address in [
                inquiry.clone(),
                format!("{inquiry}/reply"),
                format!("{inquiry}/paper/fax"),
                format!("{}/paper", list()),
                list(),
            ] {
                let status = stranger.look(&address).await.status;
                assert!([403, 404].contains(&status), "{address}: {status}");
            }
            let found = stranger.send("/upkeep/find", &[("code", code)]).await;
            assert!(found.leads_to.is_none(), "{:?}", found.leads_to);
            let fields = [("once", "x"), ("version", "1"), ("channel", "fax"), ("step", "sent")];
            let taken = stranger.send(&format!("{inquiry}/step"), &fields).await;
            assert!([403, 404].contains(&taken.status), "{}", taken.status);
        }
        let public = Browser::at(&server).look(BY_FAX).await;
        assert!(!public.says("もう一度 確かめること") && !public.says("/stale"), "{}", public.html);
        server.stop().await;
    }
}
