//! 「名簿の手入れ」 as a file: every row of the list, narrowed as the page is, with what stands in a row of it.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use renkei_app::directory::inquiry::view::{InquiryQuery, InquiryRow};
use renkei_domain::directory::few;
use renkei_domain::ids::NetworkId;
use renkei_exchange::export::{Cell, Form};

use super::{ALL, Asked, found, groups_of, step_words};
use crate::Site;
use crate::error::PageFault;
use crate::paths::{UpkeepCsvPath, UpkeepXlsxPath};
use crate::session::Visitor;
use crate::spreadsheet::{ListFiles, Spreadsheet};

/// So many rows are read at once.
const AT_ONCE: usize = 200;

const COLUMNS: [&str; 7] = [
    "機関",
    "種類",
    "たずねる回",
    "確かめること",
    "確かめる時期",
    "いまの支援チームと この1年の会議",
    "つぎにすること",
];

fn row(row: &InquiryRow) -> Vec<Cell> {
    vec![
        Cell::Text(row.name.to_string()),
        Cell::Text(row.kind.clone()),
        Cell::from(row.round.word()),
        Cell::Text(groups_of(row).join(" / ")),
        row.due
            .map_or_else(|| Cell::from("できるだけ早く"), Cell::Day),
        Cell::Text(few::in_words(few::told(row.used))),
        Cell::Text(step_words(&row.step)),
    ]
}

/// Where the list that is shown is taken from.
pub(super) fn of_list(network: NetworkId, is_all: bool) -> ListFiles {
    let asked = if is_all { "?show=all" } else { "" };
    ListFiles::at(
        format!("{}{asked}", UpkeepXlsxPath::of(network)),
        format!("{}{asked}", UpkeepCsvPath::of(network)),
    )
}

pub(crate) async fn csv(
    path: UpkeepCsvPath,
    State(site): State<Site>,
    visitor: Visitor,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    file(&site, &visitor, (&path.id, Form::Csv), asked).await
}

pub(crate) async fn xlsx(
    path: UpkeepXlsxPath,
    State(site): State<Site>,
    visitor: Visitor,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    file(&site, &visitor, (&path.id, Form::Xlsx), asked).await
}

async fn file(
    site: &Site,
    visitor: &Visitor,
    (id, form): (&str, Form),
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(asked) = asked.map_err(|_| PageFault::BadRequest)?;
    let network: NetworkId = id.parse().map_err(|_| PageFault::NotFound)?;
    let mut query = InquiryQuery {
        after: None,
        limit: Some(AT_ONCE),
        only_to_do: asked.show != ALL,
    };
    let mut rows = Vec::new();
    loop {
        let due = site.app.inquiries_due(visitor.principal(), network, &query);
        let page = match found(due.await?, visitor)? {
            Ok(page) => page,
            Err(answer) => return Ok(answer),
        };
        rows.extend(page.rows.iter().map(row));
        match page.next {
            Some(after) => query.after = Some(after),
            None => break,
        }
    }
    let list = Spreadsheet {
        name: "名簿の手入れ",
        plain_name: "upkeep",
        columns: &COLUMNS,
        rows,
    };
    list.answer(site, form).await
}
