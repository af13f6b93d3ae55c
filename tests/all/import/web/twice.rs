//! A file that is handed in by a button pressed twice waits once.

use std::sync::Arc;

use chrono::TimeDelta;
use renkei_app::App;
use renkei_app::writer::WriteKey;
use renkei_domain::directory::source::Dataset;
use renkei_domain::ids::UploadId;
use renkei_domain::outside::{Clock as _, Entropy, new_uuid};
use renkei_domain::people::Standing;
use renkei_tests::on_every_database;
use renkei_tests::people::{by_page, somebody};

use super::{coordinator, desk_path, hidden, kept_list, network, region};
use crate::record::fine;

const LIST: &str = "名称,電話\nうたう会,072-000-0001\n";

on_every_database! {
    async fn a_file_that_is_sent_twice_by_one_form_waits_once(world) {
        let world = region(world).await;
        let server = world.serve().await;
        let (_, browser) = coordinator(&world, &server).await;
        let desk = desk_path();
        let once = hidden(&browser.look(&desk).await, "once");
        let fields = [("once", once.as_str()), ("dataset", "list")];
        let mut led = Vec::new();
        for _ in 0..2 {
            let page = browser.send_file(&desk, &fields, "一覧.csv", LIST.as_bytes()).await;
            assert_eq!(page.status, 303, "{}", page.html);
            led.extend(page.leads_to);
        }
        assert_eq!(led[0], led[1]);
        let waiting = |html: &str| html.matches("取り込まずに消す").count();
        let page = browser.look(&desk).await;
        assert_eq!(waiting(&page.html), 1, "{}", page.html);

        // Whoever goes back and chooses the list as it was mended since hands in another.
        let mended = LIST.replace("0001", "0002");
        let page = browser.send_file(&desk, &fields, "一覧.csv", mended.as_bytes()).await;
        assert_eq!(page.status, 303, "{}", page.html);
        assert_ne!(page.leads_to.as_ref(), led.first());
        let page = browser.look(&desk).await;
        assert_eq!(waiting(&page.html), 2, "{}", page.html);
        server.stop().await;
    }
}

/// Fills with one byte, so that the time alone tells ids apart and the next one is known.
struct Same;

impl Entropy for Same {
    fn fill(&self, buffer: &mut [u8]) {
        buffer.fill(7);
    }
}

on_every_database! {
    async fn a_file_that_could_not_be_kept_comes_in_by_the_same_form_sent_again(world) {
        let world = region(world).await;
        let minato = somebody(&world.app, Standing::Coordinator(network()), "minato").await;
        let folder = fine(tempfile::tempdir());
        let app = App::new(world.store.clone(), world.clock.clone(), Arc::new(Same))
            .with_uploads_in(folder.path().to_path_buf());
        let form = by_page(&minato.principal).once(WriteKey::parse("form-1").ok());
        let came = async || {
            let mut file = fine(fine(app.receive_upload(&minato.principal, network()).await));
            fine(file.take(LIST.as_bytes()).await);
            file
        };
        let file = came().await;
        // Something lies already where the file would.
        let next = UploadId::from_uuid(new_uuid(world.clock.now(), &Same));
        let taken = folder.path().join(next.to_string());
        fine(std::fs::create_dir(&taken));
        assert!(app.keep_upload(&form, file, "一覧.csv", Dataset::List).await.is_err());

        fine(std::fs::remove_dir(&taken));
        world.clock.pass(TimeDelta::seconds(1));
        let file = came().await;
        let kept = fine(fine(app.keep_upload(&form, file, "一覧.csv", Dataset::List).await));
        assert!(folder.path().join(kept.to_string()).is_file());
    }
}

on_every_database! {
    async fn asvs_2_3_2_a_network_hands_in_ten_files_and_no_more_until_one_is_used(world) {
        let world = region(world).await;
        let server = world.serve().await;
        let (who, browser) = coordinator(&world, &server).await;
        for number in 0..10 {
            kept_list(&world, &who, network(), &format!("{number}.csv")).await;
        }
        let desk = desk_path();
        let page = browser.send_file(&desk, &[("dataset", "list")], "11.csv", LIST.as_bytes()).await;
        assert_eq!(page.status, 422, "{}", page.html);
        assert!(page.says("10件あります"), "{}", page.html);
        server.stop().await;
    }
}
