//! What was handed in may name people: whoever has the disk or the database without the key reads nothing of it.

use std::sync::Arc;

use renkei_app::App;
use renkei_app::import::upload::UploadRefusal;
use renkei_domain::directory::source::Dataset;
use renkei_domain::outside::Entropy;
use renkei_domain::people::Standing;
use renkei_tests::people::{by_page, somebody};
use renkei_tests::schema::contents;
use renkei_tests::{World, on_every_database};

use super::{imported_list, network, region};
use crate::keys::{behind, change};
use crate::record::fine;

/// A word that stands in nothing else.
const WORD: &str = "mizunohinata";

/// Fills with one byte, so that the time alone tells ids apart.
struct Same;

impl Entropy for Same {
    fn fill(&self, buffer: &mut [u8]) {
        buffer.fill(7);
    }
}

/// Whether the word stands in the table of files, as text or as bytes.
async fn is_told(world: &World) -> bool {
    let hex: String = WORD.bytes().map(|byte| format!("{byte:02x}")).collect();
    let stands = contents(world, &[]).await;
    let rows = stands.get("upload").cloned().unwrap_or_default();
    assert!(!rows.is_empty());
    rows.iter()
        .any(|row| row.contains(WORD) || row.to_lowercase().contains(&hex))
}

on_every_database! {
    async fn a_file_that_waits_tells_whoever_has_the_disk_nothing(world) {
        let world = region(world).await;
        let minato = somebody(&world.app, Standing::Coordinator(network()), "minato").await;
        let folder = fine(tempfile::tempdir());
        let app = App::new(world.store.clone(), world.clock.clone(), Arc::new(Same))
            .with_uploads_in(folder.path().to_path_buf());
        let mut file = fine(fine(app.receive_upload(&minato.principal, network()).await));
        // Several pieces of what is sealed at once.
        let rows: String = (0..20_000).map(|number| format!("{WORD}の会{number},072-000-0001\n")).collect();
        let list = format!("名称,電話\n{rows}");
        for piece in list.as_bytes().chunks(10_007) {
            fine(file.take(piece).await);
        }
        let says = |bytes: &[u8]| bytes.windows(WORD.len()).any(|part| part == WORD.as_bytes());
        for entry in fine(std::fs::read_dir(folder.path())) {
            assert!(!says(&fine(std::fs::read(fine(entry).path()))), "while it comes in");
        }
        let name = format!("{WORD}.csv");
        let writer = by_page(&minato.principal);
        let kept = app.keep_upload(&writer, file, &name, Dataset::List);
        let id = fine(fine(kept.await));
        let path = folder.path().join(id.to_string());
        let sealed = fine(std::fs::read(&path));
        assert!(sealed.len() > list.len() && !says(&sealed));
        assert!(!is_told(&world).await);
        let columns = async || fine(app.upload_columns(&minato.principal, network(), id).await);
        let read = fine(columns().await);
        assert_eq!((read.upload.file_name.as_str(), read.outline.header[0].as_str()), (name.as_str(), "名称"));

        // What was changed, or lost its end, is not read.
        let mut changed = sealed.clone();
        let last = changed.len() - 1;
        changed[last] ^= 1;
        for bytes in [changed, sealed[..sealed.len() / 2].to_vec()] {
            fine(std::fs::write(&path, bytes));
            let refused = columns().await.err();
            assert!(matches!(refused, Some(UploadRefusal::Unusable { code: "IO", .. })), "{refused:?}");
        }
        // One that an earlier version kept is read as it is.
        fine(std::fs::write(&path, &list));
        assert!(columns().await.is_ok());
    }
}

on_every_database! {
    async fn names_and_reports_that_an_earlier_version_kept_open_are_sealed_at_the_start(world) {
        let world = region(world).await;
        let minato = somebody(&world.app, Standing::Coordinator(network()), "minato").await;
        let id = imported_list(&world, &minato, "list.csv").await;
        let before = fine(world.store.upload_report(id).await);
        assert!(before.as_deref().is_some_and(|report| report.contains("rows_read")), "{before:?}");
        let database = behind(&world).await;
        let open = "UPDATE upload SET file_name = $1, report = $2, named = NULL, report_sealed = NULL WHERE id = $3";
        let report = format!("{{\"edition\":\"{WORD}\"}}");
        let name = format!("{WORD}.csv");
        change(&database, open, vec![name.clone().into(), report.clone().into(), id.uuid().into()]).await;
        fine(database.close().await);
        assert!(is_told(&world).await);

        fine(world.app.forget_what_is_over().await);
        assert!(!is_told(&world).await);
        assert_eq!(fine(world.store.upload_report(id).await), Some(report));
        let desk = fine(fine(world.app.import_desk(&minato.principal, network()).await));
        assert_eq!(desk.uploads[0].file_name, name);
        assert_eq!(fine(world.store.seal_open_uploads().await), 0);
        assert_eq!(fine(world.store.check_sealed().await).unopened, 0);
    }
}
