//! Where published facts come from, with the credit lines their publishers ask for.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use renkei_app::directory::sources::ImportedEdition;
use renkei_domain::directory::source::Dataset;
use renkei_domain::time::japanese_date;

use super::{Here, Samples, Shell, shown};
use crate::Site;
use crate::error::PageFault;
use crate::paths::{ConflictsPath, EntrancePath, SourcesPath as SourcesAddress};

/// The page.
#[derive(Debug, Template)]
#[template(path = "sources.html")]
pub struct SourcesPage {
    shell: Shell,
    home: EntrancePath,
    credits: Vec<&'static str>,
    editions: Vec<EditionLine>,
    conflicts: ConflictsPath,
    conflict_count: u64,
}

#[derive(Debug, Clone)]
struct EditionLine {
    edition: String,
    day: String,
    counts: String,
}

impl SourcesPage {
    fn of(shell: Shell, editions: &[ImportedEdition], conflict_count: u64) -> Self {
        let used: Vec<Dataset> = editions.iter().map(|edition| edition.dataset).collect();
        let editions = editions.iter().map(|edition| EditionLine {
            edition: edition.name.clone(),
            day: edition
                .imported_at
                .map_or_else(String::new, |at| japanese_date(at.in_japan().date)),
            counts: format!(
                "{}行: 新しい {}・変わった {}・同じ {}・使えなかった {}・公表データに無くなった {}",
                edition.rows_read,
                edition.created,
                edition.updated,
                edition.unchanged,
                edition.skipped,
                edition.absent
            ),
        });
        Self {
            shell,
            home: EntrancePath,
            // A list of somebody's own is nobody's publication.
            credits: Dataset::ALL
                .iter()
                .filter(|dataset| **dataset != Dataset::List && used.contains(dataset))
                .map(|dataset| dataset.word())
                .collect(),
            editions: editions.collect(),
            conflicts: ConflictsPath,
            conflict_count,
        }
    }
}

impl Samples for SourcesPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let edition = |name: &str| ImportedEdition {
            dataset: Dataset::Wamnet,
            name: name.to_owned(),
            imported_at: None,
            rows_read: 204_000,
            created: 203_000,
            updated: 0,
            unchanged: 0,
            skipped: 1_000,
            absent: 0,
        };
        let page = |editions: &[ImportedEdition], conflicts| {
            Self::of(Shell::sample(Here::Sources), editions, conflicts)
        };
        vec![
            ("usual", page(&[edition("csvdownload060.csv")], 3)),
            ("empty", page(&[], 0)),
            (
                "longest",
                page(
                    &vec![edition(&"とても長いファイルの名前".repeat(20)); 30],
                    123_456,
                ),
            ),
        ]
    }
}

pub(crate) async fn show(
    _: SourcesAddress,
    State(site): State<Site>,
) -> Result<Response, PageFault> {
    let editions = site.app.imported_editions().await?;
    Ok(shown(&SourcesPage::of(
        Shell::of(&site, Here::Sources).await?,
        &editions,
        site.app.count_open_conflicts().await?,
    )))
}
