//! Who changed what, as files: of an entry, of who runs it, of a network and of its meetings; and the list of what somebody
//! may edit.

use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::directory::edit::{Edit, FactEdit};

use super::*;
use crate::editing_pages::forms::Form;

const AGENCY: &str = "01932f00-0000-7002-8000-000000000001";
const BODY: &str = "01932f00-0000-7001-8000-000000000502";

/// Both files of a history, which leave as many lines as its page does.
async fn history(
    world: &World,
    (server, who): (&Server, &Somebody),
    page: &str,
) -> Vec<Vec<String>> {
    let before = lines(world).await.len();
    let shown = browser_of(server, who).look(page).await;
    assert_eq!(shown.status, 200, "{page}: {}", shown.html);
    let of_page = lines(world).await.len() - before;
    let rows = taken((server, who), (page, "変更の記録")).await;
    assert_eq!(lines(world).await.len(), before + 4 * of_page, "{page}");
    rows
}

/// The newest act of a history, from what was done to what stands there since.
fn newest(rows: &[Vec<String>]) -> &[String] {
    let row = rows.first().unwrap_or_else(|| panic!("no row"));
    assert_eq!(
        (row[1].as_str(), row[3].as_str(), row[4].as_str()),
        ("2026-11-20", "minato さん", "この名簿の画面")
    );
    row
}

on_every_database! {
    async fn a_desk_takes_along_who_changed_what_as_its_pages_tell_it(world) {
        let world = world.seeded().await;
        let minato = desk(&world, "minato").await;
        let yuki = somebody(&world.app, Standing::Person, "yuki").await;
        let server = world.serve().await;
        let browser = browser_of(&server, &minato);

        let agency: ResourceId = fine(AGENCY.parse());
        let version = fine(world.store.resources(&[agency]).await)[0].version;
        let edit = Edit::Facts(vec![FactEdit {
            field: CorrectableField::Phone,
            value: Some("072-000-4321".to_owned()),
        }]);
        let caller = by_page(&minato.principal);
        let edited = world.app.edit_resource(&caller, agency, version, edit);
        fine(fine(edited.await));
        let of_agency = format!("/resources/{AGENCY}/history");
        let rows = history(&world, (&server, &minato), &of_agency).await;
        let row = newest(&rows);
        assert_eq!(row[0], "機関の内容を直した");
        assert!(row[7].contains("072-000-4321") && !row[6].contains("072-000-4321"), "{row:?}");
        assert!(!row[5].is_empty(), "{row:?}");

        let of_body = format!("/organizations/{BODY}/edit");
        let page = browser.look(&of_body).await;
        let head = Form::on(&page.html, &of_body).with("head_of_body", "理事長 見本 つくし");
        assert_eq!(head.send(&browser).await.status, 303);
        let of_body = format!("/organizations/{BODY}/history");
        let rows = history(&world, (&server, &minato), &of_body).await;
        assert!(newest(&rows)[7].contains("理事長 見本 つくし"), "{rows:?}");

        let of_network = format!("/networks/{}/edit", demo());
        let page = browser.look(&of_network).await;
        let named = Form::pressed_by(&page.html, "名前を変える").with("name", "みなみ北摂の網");
        assert_eq!(named.send(&browser).await.status, 303);
        let of_network = format!("/networks/{}/history", demo());
        let rows = history(&world, (&server, &minato), &of_network).await;
        let row = newest(&rows);
        assert_eq!(row[7], "みなみ北摂の網");
        assert!(!row[6].is_empty() && row[6] != row[7], "{row:?}");

        let of_series = format!("{}/history", planned(&browser).await);
        let rows = history(&world, (&server, &minato), &of_series).await;
        assert!(!newest(&rows)[5].is_empty(), "{rows:?}");

        for page in [of_agency, of_body, of_network, of_series] {
            let files = ["csv", "xlsx"].map(|form| format!("{page}/{form}"));
            refused(&server, &[&yuki], &files).await;
        }
        server.stop().await;
    }
}

on_every_database! {
    async fn a_history_of_several_pages_is_one_file(world) {
        let world = world.seeded().await;
        let minato = desk(&world, "minato").await;
        let agency: ResourceId = fine(AGENCY.parse());
        // A page holds twenty.
        for number in 0..23 {
            let version = fine(world.store.resources(&[agency]).await)[0].version;
            let edit = Edit::Facts(vec![FactEdit {
                field: CorrectableField::Phone,
                value: Some(format!("072-000-43{number:02}")),
            }]);
            let caller = by_page(&minato.principal);
            let edited = world.app.edit_resource(&caller, agency, version, edit);
            fine(fine(edited.await));
        }
        let server = world.serve().await;
        let page = format!("/resources/{AGENCY}/history");
        let rows = taken((&server, &minato), (&page, "変更の記録")).await;
        for number in 0..23 {
            let text = format!("072-000-43{number:02}");
            let found = rows.iter().filter(|row| row[7].contains(&text));
            assert_eq!(found.count(), 1, "{text}: {rows:?}");
        }
        server.stop().await;
    }
}

on_every_database! {
    async fn somebody_takes_the_list_of_what_they_may_edit_and_nobody_elses(world) {
        const LIST: &str = "/account/resources";
        let world = world.seeded().await;
        let minato = desk(&world, "minato").await;
        let sora = desk_elsewhere(&world).await;
        let server = world.serve().await;
        let shown = browser_of(&server, &minato).look(LIST).await;
        let found = taken((&server, &minato), (LIST, "自分が直せる機関")).await;
        // More than stands on one page of it.
        assert!(found.len() > 50, "{}", found.len());
        for row in &found[..50] {
            assert!(shown.says(&row[0]) && shown.html.contains(&row[2]), "{row:?}: {}", shown.html);
        }
        let theirs = browser_of(&server, &sora).look(&format!("{LIST}/csv")).await;
        assert!(rows(&theirs).is_empty(), "{}", theirs.html);
        assert_eq!(Browser::at(&server).look(&format!("{LIST}/csv")).await.status, 303);
        server.stop().await;
    }
}
