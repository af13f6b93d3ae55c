//! A coordinator says which 法人 runs an agency, makes one, puts it right and takes that back; and writes every
//! number of the agency and where it stands on the map.

use renkei_domain::ids::{OrganizationId, ResourceId};
use renkei_tests::{World, on_every_database};

use super::forms::Form;
use super::{AGENCY, acts, coordinator, form, leads_to};
use crate::markup::{assert_sound, links};
use crate::record::fine;

/// A 法人 of the demo, by its name and its id.
const NAME: &str = "医療法人こもれび会（架空）";
const BODY: &str = "01932f00-0000-7001-8000-000000000502";

fn agency() -> ResourceId {
    fine(AGENCY.trim_start_matches("/resources/").parse())
}

/// Who runs the agency.
async fn runs_it(world: &World) -> Option<OrganizationId> {
    let owners = fine(world.app.owners_of(agency()).await);
    owners.and_then(|owners| owners.run_by)
}

on_every_database! {
    async fn a_coordinator_chooses_who_runs_an_agency_or_makes_it(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let browser = coordinator(&world, &server, "haruka").await;
        let path = format!("{AGENCY}/organization");
        let page = browser.look(AGENCY).await;
        assert!(links(&page.html).contains(&path), "{}", page.html);

        let page = form(&browser, &path).await.with("words", "こもれび").with("find", "1").send(&browser).await;
        assert_eq!(page.status, 200, "{}", page.html);
        assert_sound("found", &page.html);
        assert!(page.says(NAME), "{}", page.html);
        let page = Form::on(&page.html, &path).with("organization", BODY).send(&browser).await;
        assert_eq!(leads_to(&page, "choosing"), AGENCY);
        assert_eq!(runs_it(&world).await.map(|id| id.to_string()).as_deref(), Some(BODY));
        assert!(browser.look(AGENCY).await.says(NAME));
        assert!(browser.look(&format!("{AGENCY}/history")).await.says(NAME), "the history says who");

        let path = format!("{AGENCY}/organization/new");
        let typed = form(&browser, &path).await
            .with("organization_name", "社会福祉法人つくしの会")
            .with("organization_city", "大阪府高槻市")
            .with("head_of_body", "理事長 見本 つくし")
            .with("corporate_number", "9430001076732");
        let page = typed.send(&browser).await;
        assert_eq!(page.status, 422, "{}", page.html);
        assert_sound("mistakes", &page.html);
        assert!(page.says("法人番号のどこかが違います"), "{}", page.html);
        let right = Form::on(&page.html, &path).with("corporate_number", "9430001076731");
        let before = acts(&world).await;
        leads_to(&right.send(&browser).await, "one click");
        leads_to(&right.send(&browser).await, "back and again");
        assert_eq!(acts(&world).await, before + 1);
        let page = browser.look(AGENCY).await;
        for words in ["社会福祉法人つくしの会", "9430001076731", "理事長 見本 つくし"] {
            assert!(page.says(words), "{words}: {}", page.html);
        }
        server.stop().await;
    }
}

on_every_database! {
    async fn the_second_of_two_coordinators_sees_both_heads_of_an_organization_and_takes_one_back(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let first = coordinator(&world, &server, "haruka").await;
        let second = coordinator(&world, &server, "minori").await;
        let path = format!("/organizations/{BODY}/edit");
        let (one, other) = (form(&first, &path).await, form(&second, &path).await);
        let page = one.with("head_of_body", "理事長 見本 一").send(&first).await;
        let history = format!("/organizations/{BODY}/history");
        assert_eq!(leads_to(&page, "the first"), history);

        let page = other.with("organization_phone", "072-000-0901").send(&second).await;
        assert_eq!(page.status, 409, "{}", page.html);
        assert_sound("overtaken", &page.html);
        assert!(page.says("ほかの人が先に直しました"), "{}", page.html);
        let merged = Form::on(&page.html, &path);
        assert_eq!(merged.says("head_of_body"), "理事長 見本 一");
        assert_eq!(merged.says("organization_phone"), "072-000-0901");
        leads_to(&merged.send(&second).await, "the second");

        let page = second.look(&history).await;
        assert_sound("the history", &page.html);
        for words in ["haruka さん", "法人の内容を直した", "072-000-0901"] {
            assert!(page.says(words), "{words}: {}", page.html);
        }
        // The newest change stands first.
        let page = Form::on(&page.html, &format!("{history}/undo")).send(&second).await;
        assert_eq!(leads_to(&page, "undoing"), history);
        let stands = form(&second, &path).await;
        assert_eq!((stands.says("organization_phone"), stands.says("head_of_body")), ("", "理事長 見本 一"));
        server.stop().await;
    }
}

on_every_database! {
    async fn a_coordinator_writes_every_number_of_an_agency_and_where_it_stands(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let browser = coordinator(&world, &server, "haruka").await;
        let path = format!("{AGENCY}/edit/phones");
        let stands = form(&browser, &path).await;
        let row = (0..).find(|row| stands.says(&format!("phones-{row}-written")).is_empty());
        assert_eq!(row, Some(1), "the agency has one number");
        let field = |name: &str| format!("phones-1-{name}");
        let bare = stands.with(&field("written"), "072-000-0777").with(&field("order"), "9");
        let page = bare.send(&browser).await;
        assert_eq!(page.status, 422, "{}", page.html);
        assert!(page.says("何の番号かを書いてください"), "{}", page.html);
        let whole = bare
            .with(&field("label"), "相談専用")
            .with(&field("extension"), "12")
            .with(&field("voiceGuideKey"), "32#");
        assert_eq!(leads_to(&whole.send(&browser).await, "saving"), AGENCY);
        let page = browser.look(AGENCY).await;
        for words in ["072-000-0777", "相談専用", "内線 12"] {
            assert!(page.says(words), "{words}: {}", page.html);
        }
        // To the front.
        let stands = form(&browser, &path).await;
        let moved = stands.with(&field("order"), "1").with("phones-0-label", "代表");
        leads_to(&moved.send(&browser).await, "moving");
        assert_eq!(form(&browser, &path).await.says("phones-0-written"), "072-000-0777");

        let path = format!("{AGENCY}/edit/facts");
        let page = form(&browser, &path).await
            .with("latitude", "48.85").with("longitude", "2.35").send(&browser).await;
        assert_eq!(page.status, 422, "{}", page.html);
        assert_sound("outside", &page.html);
        assert!(page.says("日本の中の緯度"), "{}", page.html);
        let right = Form::on(&page.html, &path)
            .with("latitude", "34.85").with("longitude", "135.62").with("precision", "approximate");
        leads_to(&right.send(&browser).await, "the point");
        let stands = form(&browser, &path).await;
        let point = (stands.says("latitude"), stands.says("longitude"), stands.says("precision"));
        assert_eq!(point, ("34.85", "135.62", "approximate"));
        let empty = stands.with("latitude", "").with("longitude", "");
        leads_to(&empty.send(&browser).await, "nowhere");
        assert_eq!(form(&browser, &path).await.says("latitude"), "");
        server.stop().await;
    }
}
