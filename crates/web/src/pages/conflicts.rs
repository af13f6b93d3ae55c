//! What an import found different from what people had put right: both values, for a person to decide.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use renkei_app::directory::conflicts::{ConflictPage, OpenConflict};
use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::source::Dataset;
use renkei_domain::ids::ResourceId;
use renkei_domain::time::japanese_date;
use serde::Deserialize;

use super::{Here, Samples, Shell, shown};
use crate::Site;
use crate::error::PageFault;
use crate::paths::{ConflictsPath, EntrancePath, ResourcePath, SourcesPath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "conflicts.html")]
pub struct ConflictsPage {
    shell: Shell,
    home: EntrancePath,
    sources: SourcesPath,
    total: u64,
    page: u64,
    last_page: u64,
    lines: Vec<ConflictLine>,
    previous: Option<String>,
    next: Option<String>,
}

#[derive(Debug, Clone)]
struct ConflictLine {
    path: ResourcePath,
    name: String,
    kind: &'static str,
    field: &'static str,
    ours: String,
    published: String,
    edition: String,
}

impl ConflictsPage {
    fn of(shell: Shell, found: &ConflictPage) -> Self {
        let (page, last_page) = (found.page, found.last_page());
        Self {
            shell,
            home: EntrancePath,
            sources: SourcesPath,
            total: found.total,
            page,
            last_page,
            lines: found.conflicts.iter().map(line).collect(),
            previous: (page > 1).then(|| address(page - 1)),
            next: (page < last_page).then(|| address(page + 1)),
        }
    }
}

fn address(page: u64) -> String {
    match page {
        1 => ConflictsPath.to_string(),
        _ => format!("{ConflictsPath}?page={page}"),
    }
}

fn line(conflict: &OpenConflict) -> ConflictLine {
    let said = |value: &Option<String>| match value {
        Some(value) => conflict.field.in_words(value),
        None => "（空欄）".to_owned(),
    };
    ConflictLine {
        path: ResourcePath::of(conflict.resource),
        name: conflict.name.clone(),
        kind: conflict.kind.word(),
        field: conflict.field.word(),
        ours: said(&conflict.corrected_value),
        published: said(&conflict.source_value),
        edition: match conflict.seen_at {
            Some(at) => format!(
                "{}（{} に取り込み）",
                conflict.edition,
                japanese_date(at.in_japan().date)
            ),
            None => conflict.edition.clone(),
        },
    }
}

impl Samples for ConflictsPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let conflict = |field, source_value: &str, corrected_value: &str| OpenConflict {
            resource: ResourceId::from_uuid(Default::default()),
            name: "みほんワークス（架空）".to_owned(),
            kind: ResourceKind::EmploymentTransition,
            field,
            source_value: Some(source_value.to_owned()),
            corrected_value: Some(corrected_value.to_owned()),
            dataset: Dataset::Wamnet,
            edition: "csvdownload060.csv".to_owned(),
            seen_at: None,
        };
        let page = |conflicts: Vec<OpenConflict>, total, page| {
            let found = ConflictPage {
                conflicts,
                total,
                page,
            };
            Self::of(Shell::sample(Here::Sources), &found)
        };
        let usual = vec![
            conflict(CorrectableField::Capacity, "40", "30"),
            conflict(
                CorrectableField::City,
                "272078 大阪府高槻市",
                "273015 大阪府三島郡島本町",
            ),
            OpenConflict {
                source_value: None,
                ..conflict(CorrectableField::Fax, "", "072-000-0101")
            },
        ];
        let unbroken = "0123456789abcdef".repeat(18);
        let long = OpenConflict {
            name: "障がいのある方の就労と生活をささえる総合支援センター".repeat(10),
            edition: unbroken.clone(),
            ..conflict(
                CorrectableField::HoursNote,
                &unbroken,
                &"祝日は事前に連絡を。".repeat(400),
            )
        };
        vec![
            ("usual", page(usual, 3, 1)),
            ("empty", page(Vec::new(), 0, 1)),
            ("longest", page(vec![long; 5], 140, 2)),
        ]
    }
}

/// What stands behind the question mark of the address.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    page: Option<u64>,
}

pub(crate) async fn show(
    _: ConflictsPath,
    State(site): State<Site>,
    visitor: Visitor,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(asked) = asked.map_err(|_| PageFault::NotFound)?;
    let page = asked.page.unwrap_or(1);
    if page == 0 {
        return Err(PageFault::NotFound);
    }
    let found = site.app.open_conflicts(page).await?;
    if page > found.last_page() {
        return Err(PageFault::NotFound);
    }
    Ok(shown(&ConflictsPage::of(
        Shell::of(&site, &visitor, Here::Sources).await?,
        &found,
    )))
}
