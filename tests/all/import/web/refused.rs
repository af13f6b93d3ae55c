//! What cannot be used is refused in Japanese, and nothing is lost or left.

use std::io::Write as _;

use chrono::TimeDelta;
use renkei_app::Caller;
use renkei_app::import::upload::{UPLOAD_BYTES, UploadRefusal};
use renkei_domain::ids::{NetworkId, UploadId};
use renkei_domain::people::Standing;
use renkei_exchange::input::Limits;
use renkei_tests::browser::Browser;
use renkei_tests::on_every_database;
use renkei_tests::people::somebody;
use renkei_tests::published::{Row, marked, request, table, town};
use uuid::Uuid;

use super::{coordinator, desk_path, handed_in, imported, network, region};
use crate::import::encodings::zipped;
use crate::import::held::{self, HELD_BEFORE, Reading, hold};
use crate::import::look::{acts, names};
use crate::markup::assert_sound;
use crate::migrations::line;
use crate::record::fine;

/// A ZIP that unpacks to far more than it holds.
fn bomb() -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    fine(writer.start_file("list.csv", options));
    fine(writer.write_all(&vec![b'a'; 48 * 1024 * 1024]));
    fine(writer.finish()).into_inner()
}

on_every_database! {
    async fn asvs_5_2_a_file_that_cannot_be_used_is_refused_in_japanese_and_nothing_changes(world) {
        let world = region(world).await;
        let server = world.serve().await;
        let (_, browser) = coordinator(&world, &server).await;
        let before = acts(&world).await;
        let large = vec![b'a'; UPLOAD_BYTES as usize + 1];
        let document: &[(&str, &[u8])] = &[("[Content_Types].xml", b"<x/>"), ("word/x.xml", b"<x/>")];
        let wamnet = marked(&table(&[Row::nth(1)]));
        for (what, dataset, bytes, status, words) in [
            ("too large", "list", large, 413, "ファイルが大きすぎます"),
            ("nothing", "list", Vec::new(), 422, "ファイルをえらんでください"),
            ("a page", "list", b"<!DOCTYPE html><html></html>".to_vec(), 422, "ウェブページ"),
            ("a document", "list", zipped(document), 422, "文書のようです"),
            ("a bomb", "wamnet", bomb(), 422, "倍を超えて大きい"),
            ("a broken ZIP", "wamnet", b"PK\x03\x04 and no more".to_vec(), 422, "ZIP"),
            ("a list as WAM NET", "wamnet", marked("名称,電話\nひなた,1\n"), 422, "見出しが"),
        ] {
            let fields = [("dataset", dataset)];
            let page = browser.send_file(&desk_path(), &fields, "x.csv", &bytes).await;
            assert_eq!(page.status, status, "{what}: {}", page.html);
            assert!(page.says("error-summary") && page.says(words), "{what}: {}", page.html);
            assert_sound(what, &page.html);
        }
        let unknown = browser.send_file(&desk_path(), &[("dataset", "iryo")], "x.csv", &wamnet).await;
        assert_eq!(unknown.status, 400);
        let cut = browser
            .sent(
                reqwest::Method::POST,
                &desk_path(),
                &[("content-type", "multipart/form-data; boundary=x")],
                None,
            )
            .await;
        assert!([400, 422].contains(&cut.status), "{}", cut.html);
        let desk = browser.look(&desk_path()).await;
        assert!(!desk.says("まだ終わっていないファイル"), "{}", desk.html);
        assert_eq!((acts(&world).await, names(&world).await.len()), (before, 0));
        // And the next file comes in as ever.
        let file = handed_in(&browser, "wamnet", "one.csv", &wamnet).await;
        imported(&browser, &file).await;
        assert_eq!(names(&world).await, ["ひなたワーク1"]);
        server.stop().await;
    }
}

on_every_database! {
    async fn asvs_5_4_a_file_lies_under_an_id_whatever_it_is_called_and_leaves_under_our_name(world) {
        let world = region(world).await;
        let server = world.serve().await;
        let (_, browser) = coordinator(&world, &server).await;
        let one = marked(&table(&[Row::nth(1)]));
        let file = handed_in(&browser, "wamnet", "../../<b>passwd.csv", &one).await;
        let id: UploadId = fine(file.rsplit('/').next().unwrap_or_default().parse());
        let desk = browser.look(&desk_path()).await;
        assert!(desk.says("passwd.csv") && desk.says(&id.to_string()), "{}", desk.html);
        assert!(!desk.says("<b>passwd") && !desk.says("../"), "{}", desk.html);
        imported(&browser, &file).await;
        for (path, name) in [("report.csv", "\"report.csv\""), ("report.xlsx", "\"report.xlsx\""), ("report.json", "\"report.json\"")] {
            let report = browser.look(&format!("{file}/{path}")).await;
            assert!(report.disposition.starts_with("attachment; filename="), "{}", report.disposition);
            assert!(report.disposition.contains(name) && !report.disposition.contains("passwd"));
        }
        server.stop().await;
    }
}

on_every_database! {
    async fn a_coordinator_waits_calmly_while_another_import_runs(world) {
        let world = region(world).await;
        let server = world.serve().await;
        let (_, browser) = coordinator(&world, &server).await;
        let one = marked(&table(&[Row::nth(9_000)]));
        let file = handed_in(&browser, "wamnet", "one.csv", &one).await;
        let slow = world
            .open_edition("slow.csv", &marked(&table(&held::rows())), &Limits::default())
            .await
            .expect("a table");
        let (slow, mut holder, watcher) = hold(slow, Reading::Second, HELD_BEFORE);
        let importing = world.app.import_offices(request("slow.csv"), slow, watcher);
        let asking = async {
            holder.is_half_written().await;
            let page = browser.send(&format!("{file}/start"), &[]).await;
            assert_eq!(page.status, 409);
            assert!(page.says("ほかの取り込みが動いています"), "{}", page.html);
            assert!(!page.says("slow.csv"), "whose it is, is nobody else's business");
            assert!(browser.look(&desk_path()).await.says("ほかの取り込みが動いています"));
            drop(holder);
        };
        let (report, ()) = tokio::join!(importing, asking);
        report.expect("imported");
        imported(&browser, &file).await;
        assert!(names(&world).await.contains(&"ひなたワーク9000".to_owned()));
        server.stop().await;
    }
}

on_every_database! {
    async fn a_file_is_there_for_its_own_network_and_for_a_day(world) {
        let world = region(world).await;
        let server = world.serve().await;
        let (minato, browser) = coordinator(&world, &server).await;
        let elsewhere = NetworkId::from_uuid(Uuid::from_u128(33));
        let founded = world
            .app
            .found_network(Caller::COMMAND, elsewhere, line("となりの網"), vec![town("27211")]);
        fine(fine(founded.await));
        let neighbour = somebody(&world.app, Standing::Coordinator(elsewhere), "kaze").await;
        let stranger = Browser::at(&server);
        stranger.keep(Some(neighbour.secret.as_str().to_owned()));
        let list = "名称,電話\nうたう会,072-000-0001\n".as_bytes();
        let file = handed_in(&browser, "list", "list.csv", list).await;
        let id = file.rsplit('/').next().unwrap_or_default().to_owned();
        for path in [file.clone(), format!("{file}/columns"), format!("{file}/undo"), desk_path()] {
            let page = stranger.look(&path).await;
            assert!([403, 404].contains(&page.status) && !page.says("list.csv"), "{path}");
        }
        let smuggled = stranger.look(&format!("/networks/{elsewhere}/import/{id}")).await;
        assert_eq!(smuggled.status, 404);

        let id: UploadId = fine(id.parse());
        let columns = world.app.upload_columns(&minato.principal, network(), id).await;
        assert!(fine(columns).is_ok());
        world.clock.pass(TimeDelta::hours(25));
        assert_eq!(fine(world.app.forget_uploads().await), 1);
        let gone = world.app.upload_columns(&minato.principal, network(), id).await;
        assert_eq!(fine(gone).err(), Some(UploadRefusal::NotFound));
        server.stop().await;
    }
}

on_every_database! {
    async fn a_coordinator_throws_a_file_away(world) {
        let world = region(world).await;
        let server = world.serve().await;
        let (_, browser) = coordinator(&world, &server).await;
        let list = "名称,電話\nうたう会,072-000-0001\n".as_bytes();
        let file = handed_in(&browser, "list", "list.csv", list).await;
        assert!(browser.look(&desk_path()).await.says("まだ取り込んでいません"));
        let page = browser.submit(&format!("{file}/discard"), &[]).await;
        assert!(!page.says("list.csv"), "{}", page.html);
        assert_eq!(browser.look(&file).await.status, 404);
        assert!(names(&world).await.is_empty());
        server.stop().await;
    }
}
