//! The entries that somebody may edit as a file: all of them, with the id by which other systems know each.

use axum::extract::State;
use axum::response::Response;
use renkei_app::directory::edit::mendable::MendableEntry;
use renkei_domain::directory::resource::Lifecycle;
use renkei_exchange::export::{Cell, Form};

use crate::Site;
use crate::error::PageFault;
use crate::paths::{MendableCsvPath, MendableXlsxPath};
use crate::session::Visitor;
use crate::spreadsheet::{ListFiles, MOST_ROWS, Spreadsheet, said_below};

const COLUMNS: [&str; 3] = ["機関", "いま", "名簿でのID"];

fn row(entry: &MendableEntry) -> Vec<Cell> {
    vec![
        Cell::from(entry.name.as_str()),
        Cell::from(state_of(entry.lifecycle)),
        Cell::Text(entry.id.to_string()),
    ]
}

/// Whether an agency is open, in words.
pub(super) fn state_of(lifecycle: Lifecycle) -> &'static str {
    if lifecycle == Lifecycle::Closed {
        "閉じています"
    } else {
        "活動中"
    }
}

/// Where the list is taken from.
pub(super) fn of_list() -> ListFiles {
    ListFiles::at(MendableXlsxPath, MendableCsvPath)
}

pub(crate) async fn csv(
    _: MendableCsvPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    file(&site, &visitor, Form::Csv).await
}

pub(crate) async fn xlsx(
    _: MendableXlsxPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    file(&site, &visitor, Form::Xlsx).await
}

async fn file(site: &Site, visitor: &Visitor, form: Form) -> Result<Response, PageFault> {
    let (mut rows, mut after) = (Vec::new(), None);
    loop {
        let found = site.app.mendable(visitor.principal(), after).await?;
        rows.extend(found.entries.iter().map(row));
        after = found.next;
        if after.is_none() {
            break;
        }
        if rows.len() >= MOST_ROWS {
            let said = "（はじめの1,000件だけです。つづきは、画面の一覧で見てください）";
            rows.push(said_below(COLUMNS.len(), said));
            break;
        }
    }
    let list = Spreadsheet {
        name: "自分が直せる機関",
        plain_name: "resources",
        columns: &COLUMNS,
        rows,
    };
    list.answer(site, form).await
}
