//! Where published facts come from, with the credit lines their publishers ask for.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use renkei_app::directory::sources::ImportedEdition;
use renkei_domain::directory::source::Dataset;

use super::{Here, Samples, Shell, shown};
use crate::Site;
use crate::error::PageFault;
use crate::paths::{ConflictsPath, EntrancePath, SourcesPath as SourcesAddress};
use crate::session::Visitor;
use crate::words::moment::{AsOf, Day};

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
    /// The last day of which is known whether it is a public holiday.
    holidays: Option<Day>,
}

#[derive(Debug, Clone)]
struct EditionLine {
    dataset: &'static str,
    /// Nothing where it would only repeat the data's name.
    edition: Option<String>,
    day: Option<Day>,
    counts: String,
    /// When all of it was taken back.
    undone_on: Option<Day>,
}

/// Every row that was read stands in one of the counts. What nobody left out goes unsaid.
fn counts(edition: &ImportedEdition) -> String {
    // The demo network is entered first and then given its published rows: all of it is new.
    let (created, updated) = match edition.dataset {
        Dataset::Seed => (edition.created + edition.updated, 0),
        _ => (edition.created, edition.updated),
    };
    let rows = [
        ("新しく入れた", created),
        ("直した", updated),
        ("変わらない", edition.unchanged),
        ("取り込む区域の外", edition.outside_area),
        ("使えなかった", edition.unused),
    ];
    let said = rows.iter().filter(|(_, count)| *count > 0);
    let said: Vec<String> = said
        .map(|(word, count)| format!("{word} {count}"))
        .collect();
    let mut sentence = format!("読んだ {}行", edition.rows_read);
    if !said.is_empty() {
        sentence.push_str(&format!("（{}）", said.join("・")));
    }
    if edition.absent > 0 {
        sentence.push_str(&format!("。公表データから無くなった {}件", edition.absent));
    }
    sentence
}

impl SourcesPage {
    fn of(
        shell: Shell,
        editions: &[ImportedEdition],
        conflict_count: u64,
        holidays: Option<Day>,
    ) -> Self {
        let used: Vec<Dataset> = editions.iter().map(|edition| edition.dataset).collect();
        let editions = editions.iter().map(|edition| EditionLine {
            dataset: edition.dataset.name(),
            edition: Some(edition.name.clone()).filter(|name| name != edition.dataset.word()),
            day: edition.imported_at.map(|at| Day(at.in_japan().date)),
            counts: counts(edition),
            undone_on: edition.undone_at.map(|at| Day(at.in_japan().date)),
        });
        Self {
            shell,
            home: EntrancePath,
            // A list of somebody's own is nobody's publication.
            credits: Dataset::ALL
                .iter()
                .filter(|dataset| !dataset.is_own_list() && used.contains(dataset))
                .map(|dataset| dataset.word())
                .collect(),
            editions: editions.collect(),
            conflicts: ConflictsPath,
            conflict_count,
            holidays,
        }
    }
}

impl Samples for SourcesPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let edition = |name: &str| ImportedEdition {
            dataset: Dataset::Wamnet,
            name: name.to_owned(),
            imported_at: Some(AsOf::sample().0.instant()),
            rows_read: 204_000,
            created: 3_000,
            updated: 0,
            unchanged: 0,
            outside_area: 200_000,
            unused: 1_000,
            absent: 12,
            undone_at: None,
        };
        let page = |editions: &[ImportedEdition], conflicts| {
            let holidays = (conflicts > 0).then(|| Day(AsOf::sample().0.instant().in_japan().date));
            Self::of(Shell::sample(Here::Sources), editions, conflicts, holidays)
        };
        let mut undone = edition("連絡先.xlsx");
        undone.undone_at = undone.imported_at;
        vec![
            ("usual", page(&[edition("csvdownload060.csv"), undone], 3)),
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
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let editions = site.app.imported_editions().await?;
    let reference = site.app.reference().await?;
    Ok(shown(&SourcesPage::of(
        Shell::of(&site, &visitor, Here::Sources).await?,
        &editions,
        site.app.count_open_conflicts().await?,
        reference.holidays.known_until().map(Day),
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_read_is_counted_once() {
        let mut edition = ImportedEdition {
            dataset: Dataset::Wamnet,
            name: "csvdownload060.csv".to_owned(),
            imported_at: None,
            rows_read: 21,
            created: 1,
            updated: 2,
            unchanged: 3,
            outside_area: 10,
            unused: 5,
            absent: 4,
            undone_at: None,
        };
        assert_eq!(
            counts(&edition),
            "読んだ 21行（新しく入れた 1・直した 2・変わらない 3・取り込む区域の外 10・使えなかった 5）。公表データから無くなった 4件"
        );
        edition.outside_area = 0;
        assert!(!counts(&edition).contains("区域の外"));
    }
}
