//! `renkei export hsds FOLDER`: what `/hsds` tells, in files: for each list the lines that it answers to
//! `?format=ndjson&full=true`, and beside them what stands at its root.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use renkei_app::App;
use renkei_app::directory::hsds::HsdsList;
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_exchange::hsds::Root;
use tempfile::Builder;

use super::Fault;
use crate::commands::progress::Bar;
use crate::whole_file;

/// What stands at the root.
const ROOT: &str = "index.json";

/// Writes the folder and says how many services stand in it. It gets its name once all of it is written.
pub(super) async fn write(
    app: &App,
    folder: &Path,
    area: &[MunicipalityCode],
) -> Result<u64, Fault> {
    let made = Builder::new()
        .prefix(".renkei-export-")
        .tempdir_in(whole_file::folder_of(folder))?;
    let bar = Bar::new(&folder.display().to_string());
    let root = serde_json::to_vec(&Root::HERE)?;
    keep(BufWriter::new(File::create(made.path().join(ROOT))?), &root)?;
    let (mut written, mut services) = (0, 0);
    for list in HsdsList::ALL {
        let file = made.path().join(format!("{}.ndjson", list.name()));
        let mut file = BufWriter::new(File::create(file)?);
        let ready = app.hsds_whole(list, area).await?;
        let mut after = None;
        loop {
            let stretch = app.hsds_stretch(&ready, after).await?;
            for item in &stretch.items {
                serde_json::to_writer(&mut file, item)?;
                file.write_all(b"\n")?;
                written += 1;
                services += u64::from(list == HsdsList::Services);
            }
            bar.show("書いています", "writing", written, None);
            after = stretch.next;
            if after.is_none() {
                break;
            }
        }
        keep(file, &[])?;
    }
    // Over a folder that came meanwhile nothing is written: only an empty one would give way.
    std::fs::rename(made.path(), folder).map_err(|fault| match fault.kind() {
        std::io::ErrorKind::DirectoryNotEmpty | std::io::ErrorKind::NotADirectory => Fault::Exists,
        _ => Fault::File(fault),
    })?;
    // It has another name now, and is not to be thrown away.
    drop(made.keep());
    bar.finish();
    Ok(services)
}

/// Ends a file so that all of it is on the disk.
fn keep(mut file: BufWriter<File>, end: &[u8]) -> Result<(), Fault> {
    file.write_all(end)?;
    file.flush()?;
    Ok(file.get_ref().sync_all()?)
}
