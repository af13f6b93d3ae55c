//! A network is founded, gets another name, another area, a secretariat, and members that come and go, on its pages: by
//! its desk, and by whoever runs the installation.

use chrono::TimeDelta;
use renkei_app::Caller;
use renkei_domain::ids::{NetworkId, OrganizationId};
use renkei_domain::people::Standing;
use renkei_domain::record::Purpose;
use renkei_tests::on_every_database;
use renkei_tests::people::somebody;
use uuid::Uuid;

use super::forms::Form;
use crate::letters::invited::demo;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::migrations::body;
use crate::record::fine;

const RENAME: &str = "名前を変える";
const REDRAW: &str = "担当する地域を変える";
const DISMISS: &str = "この法人を外す";
const APPOINT: &str = "この機関を事務局にする";
const ADMIT: &str = "この法人を入れる";
const BACK: &str = "前の内容にもどす";

fn edit() -> String {
    format!("/networks/{}/edit", demo())
}

fn history() -> String {
    format!("/networks/{}/history", demo())
}

on_every_database! {
    async fn a_desk_renames_its_network_once_and_whoever_was_second_sees_both_names(world) {
        let world = world.seeded().await;
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let nagi = somebody(&world.app, Standing::Coordinator(demo()), "nagi").await;
        let server = world.serve().await;
        let (minato, nagi) = (browser_of(&server, &minato), browser_of(&server, &nagi));
        let members = minato.look(&format!("/networks/{}/members", demo())).await;
        assert!(members.says(&edit()) && members.says(&history()), "{}", members.html);

        let page = minato.look(&edit()).await;
        assert_sound("a network", &page.html);
        assert!(!page.says("name=\"area\""), "the area is not the desk's: {}", page.html);
        let form = Form::pressed_by(&page.html, RENAME).with("name", "みなみ北摂の支援ネットワーク");
        let late = Form::pressed_by(&nagi.look(&edit()).await.html, RENAME).with("name", "べつの網");
        let empty = form.clone().with("name", " ").send(&minato).await;
        assert_eq!(empty.status, 422, "{}", empty.html);
        assert_sound("a network without a name", &empty.html);
        for press in ["the first", "the second"] {
            let page = form.send(&minato).await;
            assert_eq!(page.leads_to.as_deref(), Some(history().as_str()), "{press}: {}", page.html);
        }
        let page = minato.look(&history()).await;
        assert_sound("the history of a network", &page.html);
        assert!(page.says("みなみ北摂の支援ネットワーク") && page.says("minato"), "{}", page.html);
        let acts = fine(world.store.acts_after(0, 100_000).await);
        let renamed = acts.iter().filter(|one| one.act.purpose == Purpose::ChangeNetwork);
        assert_eq!(renamed.count(), 1);

        let refused = late.send(&nagi).await;
        assert_eq!(refused.status, 422, "{}", refused.html);
        assert!(refused.says("ほかの人が変えました") && refused.says("みなみ北摂"), "{}", refused.html);
        let again = Form::pressed_by(&refused.html, RENAME);
        assert_eq!(again.says("name"), "べつの網", "what was typed stays");
        assert_eq!(again.send(&nagi).await.leads_to.as_deref(), Some(history().as_str()));

        // Whoever sits down at an open screen changes nothing; what was typed waits.
        let form = Form::pressed_by(&minato.look(&edit()).await.html, RENAME).with("name", "三つめの網");
        world.clock.pass(TimeDelta::minutes(11));
        let led = form.send(&minato).await.leads_to.unwrap_or_default();
        assert!(led.starts_with("/confirm?next="), "{led}");
        let page = minato.look(&edit()).await;
        assert!(page.says("三つめの網") && page.says("べつの網"), "{}", page.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn an_operator_draws_the_area_and_a_desk_cannot(world) {
        let world = world.seeded().await;
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let sora = somebody(&world.app, Standing::Operator, "sora").await;
        let server = world.serve().await;
        let (minato, sora) = (browser_of(&server, &minato), browser_of(&server, &sora));
        let page = sora.look(&edit()).await;
        let form = Form::pressed_by(&page.html, REDRAW);
        assert!(form.says("area").contains("大阪府高槻市"), "{}", form.says("area"));
        for (typed, told) in [("", "1つは入れてください"), ("大阪府ありえない市", "見つかりません")] {
            let wrong = form.clone().with("area", typed).send(&sora).await;
            assert_eq!(wrong.status, 422, "{typed}: {}", wrong.html);
            assert!(wrong.says(told), "{typed}: {}", wrong.html);
            assert_sound("an area that cannot be", &wrong.html);
        }
        let form = form.with("area", "大阪府高槻市\n茨木市\n大阪府茨木市");
        let strange = form.send(&minato).await;
        assert_eq!(strange.status, 403, "{}", strange.html);
        let done = form.send(&sora).await;
        assert_eq!(done.leads_to.as_deref(), Some(history().as_str()), "{}", done.html);
        let page = minato.look(&history()).await;
        assert!(page.says("大阪府茨木市") && page.says("大阪府島本町"), "before and after: {}", page.html);
        let area = fine(world.store.networks().await).remove(0).area;
        let area: Vec<String> = area.iter().map(ToString::to_string).collect();
        assert_eq!(area, ["272078", "272116"]);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_desk_ends_the_membership_of_an_organization_and_others_do_not_see_the_page(world) {
        let world = world.seeded().await;
        let members = fine(world.app.member_organizations(demo()).await);
        let (agency, name) = members[0].clone();
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let staff = somebody(&world.app, Standing::Staff(agency), "haruka").await;
        let server = world.serve().await;
        let staff = browser_of(&server, &staff);
        for path in [edit(), history()] {
            assert_eq!(staff.look(&path).await.status, 403, "{path}");
        }
        let minato = browser_of(&server, &minato);
        let page = minato.look(&edit()).await;
        assert!(page.says(&name) && !page.html.contains(&format!("<li>{name}</li>")), "members stand there once");
        let form = Form::pressed_by(&page.html, DISMISS);
        let nobody = form.send(&minato).await;
        assert!(nobody.says("外す法人を えらんでください"), "{}", nobody.html);
        let form = form.with("organization", &agency.to_string());
        for press in ["the first", "the second"] {
            let done = form.send(&minato).await;
            assert_eq!(done.leads_to.as_deref(), Some(history().as_str()), "{press}: {}", done.html);
        }
        let page = minato.look(&history()).await;
        assert!(page.says("ネットワークから外した") && page.says(&name), "{}", page.html);
        let left = fine(world.app.member_organizations(demo()).await);
        assert_eq!(left.len(), members.len() - 1);
        let again = form.with("once", "another").send(&minato).await;
        assert_eq!(again.status, 422, "{}", again.html);
        assert!(again.says("メンバーではありません"), "{}", again.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn an_operator_founds_a_network_on_a_page_and_lets_an_organization_in(world) {
        let world = world.seeded().await;
        let strange = OrganizationId::from_uuid(Uuid::from_u128(901));
        fine(fine(world.app.register_organization(Caller::COMMAND, strange, body("となりの会")).await));
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let sora = somebody(&world.app, Standing::Operator, "sora").await;
        let server = world.serve().await;
        let (minato, sora) = (browser_of(&server, &minato), browser_of(&server, &sora));
        assert!(sora.look("/account").await.says("/networks/new"));
        assert!(!minato.look("/account").await.says("/networks/new"));
        assert_eq!(minato.look("/networks/new").await.status, 403);

        let page = sora.look("/networks/new").await;
        assert_sound("a network that is to be", &page.html);
        let form = Form::pressed_by(&page.html, "このネットワークをつくる").with("name", "となりの網");
        for (typed, told) in [("", "1つは入れてください"), ("大阪府ありえない市", "見つかりません")] {
            let wrong = form.clone().with("area", typed).send(&sora).await;
            assert_eq!(wrong.status, 422, "{typed}: {}", wrong.html);
            assert!(wrong.says(told) && wrong.says("となりの網"), "{typed}: {}", wrong.html);
        }
        let form = form.with("area", "大阪府茨木市");
        assert_eq!(form.send(&minato).await.status, 403);
        let first = form.send(&sora).await.leads_to.unwrap_or_default();
        assert_eq!(form.send(&sora).await.leads_to.as_deref(), Some(first.as_str()), "one effect");
        let id = first.trim_start_matches("/networks/").trim_end_matches("/members");
        let id: NetworkId = fine(id.parse());
        assert_eq!(fine(world.app.named_networks().await).len(), 2);

        let edit = format!("/networks/{id}/edit");
        let history = format!("/networks/{id}/history");
        let form = Form::pressed_by(&sora.look(&edit).await.html, ADMIT);
        let nothing = form.send(&sora).await;
        assert!(nothing.status == 422 && nothing.says("さがして えらんでください"), "{}", nothing.html);
        let form = form.with("joining_words", "となりの会");
        let found = form.send(&sora).await;
        assert_sound("organizations that may join", &found.html);
        assert!(found.says(&strange.to_string()), "{}", found.html);
        let form = Form::pressed_by(&found.html, ADMIT).with("joining", &strange.to_string());
        for press in ["the first", "the second"] {
            let done = form.send(&sora).await;
            assert_eq!(done.leads_to.as_deref(), Some(history.as_str()), "{press}: {}", done.html);
        }
        assert_eq!(fine(world.app.member_organizations(id).await).len(), 1);
        let page = sora.look(&history).await;
        assert_sound("the history of a network that an organization joined", &page.html);
        let back = Form::pressed_by(&page.html, BACK);
        for press in ["the first", "the second"] {
            let done = back.send(&sora).await;
            assert_eq!(done.leads_to.as_deref(), Some(history.as_str()), "{press}: {}", done.html);
        }
        assert_eq!(fine(world.app.member_organizations(id).await), Vec::new());
        let late = back.with("once", "another").send(&sora).await;
        assert_eq!(late.status, 409, "{}", late.html);
        assert!(late.says("まだ もどしていません"), "{}", late.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_desk_names_its_secretariat_and_takes_that_back_but_lets_nobody_in(world) {
        let world = world.seeded().await;
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let named = async || fine(world.app.named_networks().await).remove(0).secretariat.map(|named| named.name);
        let before = named().await;
        let server = world.serve().await;
        let minato = browser_of(&server, &minato);
        let page = minato.look(&edit()).await;
        assert!(!page.says("name=\"joining_words\""), "a desk lets nobody in: {}", page.html);
        let form = Form::pressed_by(&page.html, APPOINT).with("agency", "");
        let nowhere = form.clone().with("agency_words", "ありえない機関の名前").send(&minato).await;
        assert!(nowhere.says("名簿に見つかりません"), "{}", nowhere.html);
        let found = form.with("agency_words", "LITALICOワークス高槻").send(&minato).await;
        assert_sound("agencies that may answer for a network", &found.html);
        let agency = "01932f00-0000-7002-8000-000000000001";
        assert!(found.says(agency), "{}", found.html);
        let form = Form::pressed_by(&found.html, APPOINT).with("agency", agency);
        for press in ["the first", "the second"] {
            let done = form.send(&minato).await;
            assert_eq!(done.leads_to.as_deref(), Some(history().as_str()), "{press}: {}", done.html);
        }
        assert_eq!(named().await.as_deref(), Some("LITALICOワークス高槻"));
        let late = form.with("once", "another").send(&minato).await;
        assert_eq!(late.status, 422, "{}", late.html);
        assert!(late.says("ほかの人が変えました"), "{}", late.html);

        // The newest act stands first; those of the seed have buttons of their own.
        let page = minato.look(&history()).await;
        let (first, _) = page.html.split_once("</section>").unwrap_or_default();
        let done = Form::pressed_by(first, BACK).send(&minato).await;
        assert_eq!(done.leads_to.as_deref(), Some(history().as_str()), "{}", done.html);
        assert_eq!(named().await, before);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_desk_introduces_its_network_on_its_page(world) {
        let world = world.seeded().await;
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let server = world.serve().await;
        let minato = browser_of(&server, &minato);
        let form = Form::pressed_by(&minato.look(&edit()).await.html, "紹介を変える");
        assert!(!form.says("about").is_empty(), "the seed has one");
        let long = form.clone().with("about", &"長".repeat(4_001)).send(&minato).await;
        assert_eq!(long.status, 422, "{}", long.html);
        let form = form.with("about", "月に1度、みんなで集まります。");
        for press in ["the first", "the second"] {
            let done = form.send(&minato).await;
            assert_eq!(done.leads_to.as_deref(), Some(history().as_str()), "{press}: {}", done.html);
        }
        assert!(minato.look("/").await.says("月に1度、みんなで集まります。"));
        let late = form.with("once", "another").with("about", "べつの紹介").send(&minato).await;
        assert!(late.status == 422 && late.says("ほかの人が変えました") && late.says("べつの紹介"), "{}", late.html);
        server.stop().await;
    }
}
