//! Conferences in the browser, without script.

use renkei_tests::browser::{Browser, Page};
use renkei_tests::on_every_database;

use super::linked;
use crate::consent::{case_with_a_doctor, staff, two_agencies};
use crate::editing_pages::forms::Form;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;

/// A step of a form of a conference, from its page to where it leads.
async fn filled(browser: &Browser, address: &str, fields: &[(&str, &str)]) -> Page {
    let page = browser.look(address).await;
    assert_sound(address, &page.html);
    let action = address.split('?').next().unwrap_or_default();
    let form = Form::on(&page.html, action);
    let form = fields
        .iter()
        .fold(form, |form, (name, value)| form.with(name, value));
    form.send(browser).await
}

/// The value of a hidden field or a choice of a page, by what stands before it.
fn after<'p>(page: &'p Page, mark: &str) -> &'p str {
    let rest = page.html.split_once(mark).unwrap_or_default().1;
    rest.split('"').next().unwrap_or_default()
}

on_every_database! {
    async fn a_supporter_prepares_a_conference_and_the_person_says_whom_they_want(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let hanako = linked(&world, &haruka, case, "hanako").await;
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let list = format!("/cases/{case}/conferences");
        let page = browser.look(&list).await;
        assert_sound("no conferences", &page.html);
        assert!(page.says("会議は、まだありません"), "{}", page.html);
        assert!(browser.look("/conferences").await.says("用意している会議は、ありません"));

        let new = format!("{list}/new");
        let wrong = filled(&browser, &new, &[("presence", "agencies_prepare")]).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.says("本人なしで開くわけを書いてください"), "{}", wrong.html);
        let begun = filled(&browser, &new, &[("purpose", "handover")]).await;
        let conference = begun.leads_to.expect("it leads to the conference");
        let page = browser.look(&conference).await;
        assert_sound("a conference", &page.html);
        for words in ["呼ぶ人が、まだ選ばれていません", "1 本人の話（10分）", "だれが・いつから支援するか"] {
            assert!(page.says(words), "{words}: {}", page.html);
        }
        assert!(page.says("日時を決めただけでは、だれにも送られません"), "{}", page.html);

        let team = format!("{conference}/edit/team");
        let asked = browser.look(&team).await;
        assert_sound("choosing from the team", &asked.html);
        let member = after(&asked, "name=\"member\" value=\"").to_owned();
        let nobody = Form::on(&asked.html, &team).send(&browser).await;
        assert_eq!(nobody.status, 422);
        let called = Form::on(&asked.html, &team).with("member", &member).send(&browser).await;
        assert_eq!(called.leads_to.as_ref(), Some(&conference), "{}", called.html);
        let page = browser.look(&conference).await;
        assert!(page.says("まだ呼べません") && page.says("同意をお願いする"), "{}", page.html);

        // Whoever comes for one item alone stands on another, or on half of two, once these change places.
        let id = after(&page, "/edit/call?item=").to_owned();
        let call = format!("{conference}/edit/call?item={id}");
        let part = filled(&browser, &call, &[("from", "20"), ("until", "25")]).await;
        assert_eq!(part.leads_to.as_ref(), Some(&conference), "{}", part.html);
        let page = browser.look(&conference).await;
        assert!(page.says("出る議題: 3 職場のナチュラルサポート"), "{}", page.html);
        assert!(!page.says("とちゅうで切れています"), "{}", page.html);
        let up = Form::pressed_by(&page.html, "1つ前にする<span class=\"visually-hidden\">: 職場のナチュラルサポート");
        let moved = up.with("step", "item_up").send(&browser).await;
        assert_eq!(moved.leads_to.as_ref(), Some(&conference), "{}", moved.html);
        let page = browser.look(&conference).await;
        assert_sound("a part that is cut", &page.html);
        assert!(page.says("とちゅうで切れています"), "{}", page.html);
        let whole = filled(&browser, &call, &[("from", ""), ("until", "")]).await;
        assert_eq!(whole.leads_to.as_ref(), Some(&conference), "{}", whole.html);

        let date = format!("{conference}/edit/date");
        let over = [("on", "2026-11-19"), ("clock", "15:00"), ("place", "高槻市役所")];
        let over = filled(&browser, &date, &over).await;
        assert_eq!(over.status, 422);
        assert!(over.says("いまより後にしてください"), "{}", over.html);
        let fixed = [("on", "2026-12-04"), ("clock", "15:00"), ("minutes", "60"), ("place", "高槻市役所")];
        let fixed = filled(&browser, &date, &fixed).await;
        assert_eq!(fixed.leads_to.as_ref(), Some(&conference), "{}", fixed.html);
        let listed = browser.look("/conferences").await;
        assert_sound("one's conferences", &listed.html);
        assert!(listed.says("2026年12月4日(金) 15:00"), "{}", listed.html);

        let own = browser_of(&server, &hanako);
        let page = own.look(&format!("/my{list}")).await;
        assert_sound("the person's conferences", &page.html);
        assert!(page.says("まだ 見ていません"), "{}", page.html);
        let address = format!("/my{conference}");
        let page = own.look(&address).await;
        assert_sound("a conference as the person reads it", &page.html);
        assert!(page.says("まだ よべません。 あなたの 同意が いります。"), "{}", page.html);
        let participant = after(&page, "name=\"item\" value=\"").to_owned();
        let said = own.send(&address, &[("step", "not"), ("item", &participant)]).await;
        assert_eq!(said.leads_to.as_ref(), Some(&address), "{}", said.html);
        let words = [("step", "words"), ("not_to_talk", "薬のこと")];
        let said = own.send(&address, &words).await;
        assert_eq!(said.leads_to.as_ref(), Some(&address), "{}", said.html);
        let page = browser.look(&conference).await;
        for words in ["「よばないで」と言いました", "薬のこと", "本人が書いた"] {
            assert!(page.says(words), "{words}: {}", page.html);
        }
        assert!(!page.says("本人が「よんでもいい」と言った"), "only the person says so: {}", page.html);

        // What became of it is read by staff, with who did what.
        let history = browser.look(&format!("{conference}/history")).await;
        assert_sound("the history of a conference", &history.html);
        for words in [
            "会議の準備をはじめた",
            "状態: 準備中 → 日時が決まった",
            "日時: 2026年12月4日(金) 15:00（60分）",
            "場所: 高槻市役所",
            "呼ぶ人に入れた",
            "本人が「よばないで」と言った",
            "本人の言葉が変わった",
            "haruka さん",
            "hanako さん",
        ] {
            assert!(history.says(words), "{words}: {}", history.html);
        }
        assert_eq!(own.look(&format!("{conference}/history")).await.status, 404);

        // Staff's page is not the person's, nor the other way round.
        assert_eq!(own.look(&conference).await.status, 404);
        assert_eq!(browser.look(&address).await.status, 404);
        server.stop().await;
    }
}
