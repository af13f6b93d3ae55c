//! The page on which staff decide about mail, in the browser and without script.

use super::*;
use crate::editing_pages::forms::Form;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;

on_every_database! {
    async fn a_supporter_reads_why_a_mail_waits_and_decides_by_one_press(world) {
        let mut world = world.seeded().await;
        let server = MailServer::start();
        let (haruka, at) = called(&mut world, &server).await;
        let to = Answer::yes(&world, &haruka, at).await.to;
        let [_, there] = two_agencies(&world).await;
        let sora = staff(&world, there, "sora").await;
        let web = world.serve().await;
        let browser = browser_of(&web, &haruka);
        let mail_page = format!("/cases/{}/conferences/{}/mail", at.0, at.1);
        let board = format!("/cases/{}/conferences/{}/calls", at.0, at.1);
        let page = browser.look(&mail_page).await;
        assert_sound("no mail yet", &page.html);
        assert!(page.says("確かめるメールは ありません。"), "{}", page.html);
        assert!(!browser.look(&board).await.says("返事のメールを見る"));

        let mut inbox = Inbox::of(&world);
        let words = "出席します。<script>alert(1)</script>";
        let plain = mail(&to, "text/plain; charset=UTF-8", words.as_bytes());
        assert_eq!(inbox.read(&plain).await, [T::Waits]);
        let page = browser.look(&board).await;
        assert!(page.says("確かめるメールが 1通あります。"), "{}", page.html);
        assert!(browser.look("/today").await.says("確かめる返事 1"));
        let page = browser.look(&mail_page).await;
        assert_sound("mail that waits", &page.html);
        for told in ["文で書かれた返事です", "出席します。", NAMES[0], "出席として記録"] {
            assert!(page.says(told), "{told}: {}", page.html);
        }
        assert!(!page.html.contains("<script>alert"), "{}", page.html);

        let decided = Form::on(&page.html, &mail_page).with("verdict", "coming").send(&browser).await;
        assert_eq!(decided.leads_to.as_ref(), Some(&mail_page), "{}", decided.html);
        let page = browser.look(&mail_page).await;
        assert!(page.says("返事として記録した") && page.says("確かめるメールは ありません。"), "{}", page.html);
        let page = browser.look(&board).await;
        assert!(page.says("出席 1 / 欠席 0 / まだ 4") && page.says("メール"), "{}", page.html);

        let id = fine(mails(&world, &haruka, at).await.first().map(|mail| mail.id).ok_or("a mail"));
        let as_it_came = format!("{mail_page}/{id}");
        assert_eq!(browser.look(&as_it_came).await.status, 200);
        let stranger = browser_of(&web, &sora);
        for address in [&mail_page, &as_it_came] {
            assert_eq!(stranger.look(address).await.status, 404, "{address}");
        }
    }
}
