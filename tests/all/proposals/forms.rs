//! The form by which anybody proposes something: what it refuses, how often it is taken, and offices that are missing.

use chrono::TimeDelta;
use renkei_app::directory::edit::proposal::ProposalRefusal;
use renkei_domain::directory::proposal::ProposedField;
use renkei_domain::people::limits::PROPOSALS_FROM_ONE_PLACE;
use renkei_tests::browser::Browser;
use renkei_tests::on_every_database;

use super::{AGENCY, agency, desk, first_of_list, form, proposed, sent, waiting};
use crate::letters::pages::browser_of;
use crate::markup::{assert_sound, links};
use crate::record::fine;

on_every_database! {
    async fn what_is_too_long_or_no_address_is_said_at_its_field_and_nothing_is_kept(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let haruka = desk(&world, "haruka").await;
        let stranger = Browser::at(&server);
        let path = format!("{AGENCY}/propose");
        let long = "あ".repeat(5_000);
        for (field, typed, words) in [
            ("name", long.as_str(), "300文字以内"),
            ("name", "", "名前は空にできません"),
            ("hours", long.as_str(), "以内で書いてください"),
            ("eligibility", &long[..3 * 1_001], "1000文字以内"),
            ("basis", &long[..3 * 501], "500文字以内"),
            ("basis", "", "どうやって知ったか"),
            ("mail", "つばめ", "メールアドレスを確かめてください"),
        ] {
            let blank = form(&stranger, &path).await;
            let filled = blank.with("phone", "072-000-9999").with("basis", "電話で聞きました");
            let page = filled.with(field, typed).send(&stranger).await;
            assert_eq!(page.status, 422, "{field}: {}", page.html);
            assert_sound(field, &page.html);
            assert!(page.says(words), "{field}: {words}: {}", page.html);
        }
        // Nothing at all is changed.
        let page = form(&stranger, &path).await.with("basis", "なんとなく").send(&stranger).await;
        assert_eq!(page.status, 422, "{}", page.html);
        let page = stranger.look("/proposal/ABCD-EFGH-JKMN-PQRS").await;
        assert_eq!(page.status, 404, "{}", page.html);
        assert!(waiting(&world, &haruka).await.is_empty());
        // What is written is no link, whatever it says.
        let own = sent(&server, &[("url", "javascript:alert(1)"), ("basis", "<a href=\"https://evil.example\">x</a>")]).await;
        let browser = browser_of(&server, &haruka);
        for page in [stranger.look(&own).await, browser.look(&first_of_list(&browser).await).await] {
            assert!(links(&page.html).iter().all(|link| !link.contains("evil") && !link.contains("alert")), "{}", page.html);
        }
        server.stop().await;
    }
}

on_every_database! {
    async fn a_form_that_is_sent_twice_is_one_proposal_and_one_place_sends_so_many(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let haruka = desk(&world, "haruka").await;
        let stranger = Browser::at(&server);
        let path = format!("{AGENCY}/propose");
        let filled = form(&stranger, &path).await.with("phone", "072-000-9999").with("basis", "電話で聞きました");
        let (one, two) = (filled.send(&stranger).await, filled.send(&stranger).await);
        assert_eq!(one.leads_to, two.leads_to);
        assert_eq!(waiting(&world, &haruka).await.len(), 1);
        for place in 0..PROPOSALS_FROM_ONE_PLACE {
            let phone = format!("072-000-{place:04}");
            fine(proposed(&world, agency(), (ProposedField::Phone, &phone), ("電話で", None)).await);
        }
        let over = proposed(&world, agency(), (ProposedField::Phone, "072-111-0000"), ("電話で", None)).await;
        assert!(matches!(over, Err(ProposalRefusal::TooMany { .. })), "{over:?}");
        world.clock.pass(TimeDelta::minutes(16));
        fine(proposed(&world, agency(), (ProposedField::Phone, "072-111-0000"), ("電話で", None)).await);
        server.stop().await;
    }
}

on_every_database! {
    async fn an_office_that_is_missing_is_entered_by_the_desk(world) {
        let world = world.seeded().await.with_towns().await;
        let server = world.serve().await;
        let stranger = Browser::at(&server);
        // It is told from the start of the directory, and below a list, whether the list found anything or not.
        for path in ["/", "/areas/272078", "/kinds/hello_work", "/search?q=%E3%81%AA%E3%81%84%E6%A9%9F%E9%96%A2"] {
            let page = stranger.look(path).await;
            let told = links(&page.html).into_iter().filter(|link| link == "/propose").count();
            assert_eq!(told, 1, "{path}: {}", page.html);
        }
        let blank = form(&stranger, "/propose").await;
        let filled = blank.with("name", "つばめ作業所").with("kind", "peer_group").with("basis", "通っています");
        let page = filled.clone().with("place", "ないまち").send(&stranger).await;
        assert_eq!(page.status, 422, "{}", page.html);
        let filled = form(&stranger, "/propose").await;
        let filled = filled.with("name", "つばめ作業所").with("kind", "peer_group").with("basis", "通っています");
        let page = filled.with("place", "大阪府高槻市").with("phone", "072-000-4444").send(&stranger).await;
        let own = fine(page.leads_to.ok_or(page.html));
        let haruka = desk(&world, "haruka").await;
        let browser = browser_of(&server, &haruka);
        let path = first_of_list(&browser).await;
        let page = browser.look(&path).await;
        assert!(page.says("新しい機関として名簿にのり") && !page.says("「変更の記録」から前にもどせます"), "{}", page.html);
        let filled = form(&browser, &path).await.with("verdict-missing", "accepted");
        assert_eq!(filled.says("value-missing"), "つばめ作業所");
        let page = filled.send(&browser).await;
        let entry = fine(page.leads_to.ok_or(page.html));
        assert!(entry.starts_with("/resources/"), "{entry}");
        assert_eq!(filled.send(&browser).await.leads_to.as_ref(), Some(&entry), "pressed twice");
        // Whoever decided, whoever made it known and whoever reads the list find the way to it.
        for (reader, seen) in [(&browser, &path), (&stranger, &own)] {
            let page = reader.look(seen).await;
            assert_sound(seen, &page.html);
            assert!(links(&page.html).contains(&entry) && page.says("つばめ作業所"), "{}", page.html);
        }
        let list = browser.look("/proposals").await;
        assert!(list.says("つばめ作業所") && !list.says("名簿にない機関"), "{}", list.html);
        let page = stranger.look("/search?q=%E3%81%A4%E3%81%B0%E3%82%81%E4%BD%9C%E6%A5%AD%E6%89%80").await;
        assert!(page.says("つばめ作業所") && page.says("高槻市"), "{}", page.html);
        server.stop().await;
    }
}
