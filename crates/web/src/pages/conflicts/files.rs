//! What an import found different as a file: all of it, page after page, with the 法人 below the entries.

use axum::extract::State;
use axum::response::Response;
use renkei_domain::time::Instant;
use renkei_exchange::export::{Cell, Form};

use super::{names_of, organization_values, values};
use crate::Site;
use crate::error::PageFault;
use crate::paths::{ConflictsCsvPath, ConflictsXlsxPath};
use crate::spreadsheet::{MOST_ROWS, Spreadsheet, said_below};

const COLUMNS: [&str; 7] = [
    "機関・法人",
    "種類",
    "項目",
    "名簿の内容",
    "公表値",
    "公表データ",
    "取り込んだ日",
];

/// A conflict: of what, of which kind that is, in which field, what stands in the directory and what was published.
fn row(
    (name, kind, field): (&str, &str, &str),
    [ours, published]: [String; 2],
    (edition, seen_at): (&str, Option<Instant>),
) -> Vec<Cell> {
    vec![
        Cell::from(name),
        Cell::from(kind),
        Cell::from(field),
        Cell::Text(ours),
        Cell::Text(published),
        Cell::from(edition),
        seen_at.map_or_else(|| Cell::from(""), |at| Cell::Day(at.in_japan().date)),
    ]
}

pub(crate) async fn csv(
    _: ConflictsCsvPath,
    State(site): State<Site>,
) -> Result<Response, PageFault> {
    file(&site, Form::Csv).await
}

pub(crate) async fn xlsx(
    _: ConflictsXlsxPath,
    State(site): State<Site>,
) -> Result<Response, PageFault> {
    file(&site, Form::Xlsx).await
}

async fn file(site: &Site, form: Form) -> Result<Response, PageFault> {
    let (mut rows, mut is_cut) = (Vec::new(), false);
    for page in 1.. {
        let found = site.app.open_conflicts(page).await?;
        let names = names_of(site, &found.conflicts).await?;
        rows.extend(found.conflicts.iter().map(|one| {
            let of = (one.name.as_str(), one.kind.word(), one.field.word());
            row(of, values(one, &names), (one.edition.as_str(), one.seen_at))
        }));
        if page >= found.last_page() {
            break;
        }
        if rows.len() >= MOST_ROWS {
            is_cut = true;
            break;
        }
    }
    for one in site.app.open_organization_conflicts().await? {
        let of = (one.name.as_str(), "法人", one.field.word());
        let edition = (one.edition.as_str(), one.seen_at);
        rows.push(row(of, organization_values(&one), edition));
    }
    if is_cut {
        let said = "（機関は、はじめの1,000件だけです。決めたものが のぞかれると、つづきが出ます）";
        rows.push(said_below(COLUMNS.len(), said));
    }
    let list = Spreadsheet {
        name: "取り込みで食い違ったところ",
        plain_name: "conflicts",
        columns: &COLUMNS,
        rows,
    };
    list.answer(site, form).await
}
