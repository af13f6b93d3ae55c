//! What an agency answers on the page of its link, and what a desk types in for it.

use renkei_app::writer::Writer;
use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::directory::edit::{Edit, FactEdit};
use renkei_domain::ids::ResourceId;
use renkei_domain::record::Source;

use super::*;

/// The address of the link in the mail that is about to leave.
pub(super) async fn link_of(world: &World) -> String {
    let mails = MailServer::start();
    let courier = AtWork::begin(world, mails.settings(AMPLE));
    until("the mail arrives", async || mails.count() == 1).await;
    courier.end().await;
    format!("/inquiry/{}", code_of(&opened(&mails.accepted()[0]).text))
}

/// The desk puts something else into a field of an agency.
async fn edited(
    world: &World,
    who: &Somebody,
    agency: &str,
    (field, value): (CorrectableField, &str),
) {
    let id = agency.rsplit('/').next().unwrap_or_default();
    let id: ResourceId = fine(id.parse());
    let edit = Edit::Facts(vec![FactEdit {
        field,
        value: Some(value.to_owned()),
    }]);
    let by = Writer::by(who.principal.clone(), Source::Page);
    let before = fine(world.store.resources(&[id]).await)[0].version;
    fine(fine(world.app.edit_resource(&by, id, before, edit).await));
}

/// Says that the hours of an agency are not right any more.
async fn hours_reopened(browser: &Browser, agency: &str) {
    let stale = format!("{agency}/stale");
    let form = Form::on(&page(browser, &stale).await.html, &stale);
    let said = form.with("group", "hours").with("because", "reported");
    let said = said.send(browser).await;
    let told = format!("{agency}?told=stale");
    assert_eq!(said.leads_to, Some(told), "{}", said.html);
}

on_every_database! {
    async fn an_agency_reads_what_changed_before_it_confirms_it(world) {
        let world = world.seeded().await;
        let minato = desk(&world).await;
        let server = world.serve().await;
        let browser = browser_of(&server, &minato);
        asked(&browser, BY_MAIL).await;
        let link = link_of(&world).await;
        let phone = Browser::at(&server);
        let monday = page(&phone, &link).await;
        hours_reopened(&browser, BY_MAIL).await;
        edited(&world, &minato, BY_MAIL, (CorrectableField::Phone, "072-000-4321")).await;

        let pressed = Form::on(&monday.html, &link).send(&phone).await;
        assert_eq!(pressed.status, 422, "{}", pressed.html);
        assert_sound("an entry that changed meanwhile", &pressed.html);
        for words in ["名簿の内容が変わった項目: 連絡先", "新しく うかがう項目: 時間", "072-000-4321"] {
            assert!(pressed.says(words), "{words}: {}", pressed.html);
        }
        let entry = page(&browser, BY_MAIL).await;
        assert!(!entry.says("この機関（リンクでの答え）"), "{}", entry.html);
        assert!(entry.says("もう一度 確かめること"), "{}", entry.html);

        // What was written stays; what was said to be correct is asked once more.
        let written = Form::pressed_by(&monday.html, "書いたことを送る").with("contact", "same");
        let written = written.with("name", "ことの").with("fax", "072-000-4322").send(&phone).await;
        assert_eq!(written.status, 422);
        let again = Form::pressed_by(&written.html, "書いたことを送る");
        let stands = ["name", "fax", "phone", "contact"].map(|name| again.says(name));
        assert_eq!(stands, ["ことの", "072-000-4322", "072-000-4321", ""]);
        let kept = again.with("hours", "same").send(&phone).await;
        let kept = phone.look(&fine(kept.leads_to.ok_or("a way on"))).await;
        assert!(kept.says("お答えを受けとりました"), "{}", kept.html);
        let entry = page(&browser, BY_MAIL).await;
        assert!(entry.says("メール・その通りだった（この機関（リンクでの答え））"), "{}", entry.html);

        // What is answered by now has no field any more: the words about it stand above.
        let late = Form::pressed_by(&written.html, "書いたことを送る");
        let late = late.with("hours-words", "土曜は休み").send(&phone).await;
        assert_eq!(late.status, 422);
        assert!(late.says("もう お答えのある項目: 連絡先、時間"), "{}", late.html);
        assert!(late.says("「時間」に書かれたこと: 土曜は休み"), "{}", late.html);
        assert_sound("an answer that came too late", &late.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_number_that_an_agency_empties_is_gone_and_not_confirmed(world) {
        let world = world.seeded().await;
        let minato = desk(&world).await;
        let server = world.serve().await;
        let browser = browser_of(&server, &minato);
        edited(&world, &minato, BY_MAIL, (CorrectableField::Fax, "072-000-4324")).await;
        let inquiry = asked(&browser, BY_MAIL).await;
        let link = link_of(&world).await;
        let phone = Browser::at(&server);
        let seen = page(&phone, &link).await;
        let emptied = Form::pressed_by(&seen.html, "書いたことを送る").with("fax", "");
        let both = emptied.clone().with("contact", "same").send(&phone).await;
        assert_eq!(both.status, 422, "{}", both.html);
        assert!(both.says("番号などを消したときも「変わった」です"), "{}", both.html);
        let kept = emptied.send(&phone).await;
        assert!(kept.leads_to.is_some(), "{}", kept.html);
        assert!(page(&browser, BY_MAIL).await.says("072-000-4324"), "it waits");

        let waits = page(&browser, &inquiry).await;
        assert!(waits.says("（なくなった）") && waits.says("072-000-4324"), "{}", waits.html);
        let settle = format!("{inquiry}/settle");
        // What was unticked stays so where the form is shown again.
        let nothing = Form::on(&waits.html, &settle).with("value", "").send(&browser).await;
        assert_eq!(nothing.status, 422, "{}", nothing.html);
        assert_eq!(Form::on(&nothing.html, &settle).says("value"), "");
        // A part that is taken with nothing of it would have today's date beside the old number.
        let untaken = Form::on(&waits.html, &settle).with("how-contact", "take").with("value", "");
        let untaken = untaken.send(&browser).await;
        assert_eq!(untaken.status, 422, "{}", untaken.html);
        assert!(untaken.says("入れるものに印をつけるか"), "{}", untaken.html);
        let again = Form::on(&untaken.html, &settle);
        assert_eq!(["how-contact", "value"].map(|name| again.says(name)), ["take", ""]);
        assert!(!page(&browser, BY_MAIL).await.says("メール・変わっていた"), "nothing was confirmed");
        let taken = again.with("value", "fax").send(&browser).await;
        assert_eq!(taken.leads_to.as_deref(), Some(inquiry.as_str()), "{}", taken.html);
        let entry = page(&browser, BY_MAIL).await;
        assert!(!entry.says("072-000-4324"), "{}", entry.html);
        assert!(entry.says("メール・変わっていた"), "{}", entry.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn who_answered_and_every_attempt_is_found_from_the_entry_once_it_is_over(world) {
        let world = world.seeded().await;
        let minato = desk(&world).await;
        let [office, _] = two_agencies(&world).await;
        let haruka = staff(&world, office, "haruka").await;
        let server = world.serve().await;
        let browser = browser_of(&server, &minato);
        let inquiry = asked(&browser, BY_MAIL).await;
        assert!(!page(&browser, &inquiry).await.says("来た答え（"), "nothing came yet");
        let link = link_of(&world).await;
        let phone = Browser::at(&server);
        let seen = page(&phone, &link).await;
        let said = Form::pressed_by(&seen.html, "書いたことを送る").with("contact", "same");
        let said = said.with("name", "ことの").with("role", "受付");
        assert!(said.send(&phone).await.leads_to.is_some());

        let entry = page(&browser, BY_MAIL).await;
        let leads_there = format!("href=\"{inquiry}\"");
        for words in ["お確かめの記録（1）", leads_there.as_str(), "確かめた</span>"] {
            assert!(entry.says(words), "{words}: {}", entry.html);
        }
        let over = page(&browser, &inquiry).await;
        for words in ["来た答え（1）", "受付 ことの さん", "このままで合っている", "メール: 答えがあった"] {
            assert!(over.says(words), "{words}: {}", over.html);
        }
        let others = browser_of(&server, &haruka);
        for reader in [&others, &phone] {
            let entry = reader.look(BY_MAIL).await;
            assert!(!entry.says("お確かめの記録") && !entry.says(&inquiry), "{}", entry.html);
        }
        server.stop().await;
    }
}

on_every_database! {
    async fn a_desk_reads_what_changed_before_it_types_in_that_nothing_did(world) {
        let world = world.seeded().await;
        let minato = desk(&world).await;
        let server = world.serve().await;
        let browser = browser_of(&server, &minato);
        let inquiry = asked(&browser, BY_FAX).await;
        let reply = format!("{inquiry}/reply");
        let form = Form::on(&page(&browser, &reply).await.html, &reply);
        edited(&world, &minato, BY_FAX, (CorrectableField::Fax, "072-000-4323")).await;
        let all = form.with("channel", "fax").with("all", "yes").with("role", "受付");
        let changed = all.send(&browser).await;
        assert_eq!(changed.status, 422, "{}", changed.html);
        assert_sound("an entry that changed beside a form", &changed.html);
        assert!(changed.says("名簿の内容が変わった項目: 連絡先"), "{}", changed.html);
        assert!(!page(&browser, BY_FAX).await.says("FAX・その通りだった（ネットワークの事務局）"));
        let again = Form::on(&changed.html, &reply);
        assert_eq!(["role", "fax", "all"].map(|name| again.says(name)), ["受付", "072-000-4323", ""]);
        let again = again.with("all", "yes");
        let kept = again.send(&browser).await;
        assert_eq!(kept.leads_to.as_deref(), Some(inquiry.as_str()), "{}", kept.html);
        // The same form sent twice is taken once.
        let twice = again.send(&browser).await;
        assert_eq!(twice.leads_to.as_deref(), Some(inquiry.as_str()), "{}", twice.html);
        assert!(page(&browser, BY_FAX).await.says("FAX・その通りだった（ネットワークの事務局）"));
        server.stop().await;
    }
}
