//! The list of conferences as a file, for whoever sees the list: what stands in a row of it and nothing else of a conference.
//! Which cases were read is noted as on the page, once for each file.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use renkei_app::cases::read::Whose;
use renkei_app::conference::list::{ListedConference, OpenConferences};
use renkei_domain::conference::invitation::conference_number;
use renkei_exchange::export::{Cell, Form};

use super::{Asked, OpenRow, fixed, refused_list};
use crate::Site;
use crate::error::PageFault;
use crate::pages::cases::name_of;
use crate::pages::cases::trail::number_of;
use crate::paths::{ConferencesCsvPath, ConferencesXlsxPath};
use crate::session::Visitor;
use crate::spreadsheet::{ListFiles, Spreadsheet};

const COLUMNS: [&str; 9] = [
    "会議",
    "打ち合わせの番号",
    "ケースの番号",
    "名前",
    "いまの状態",
    "日",
    "はじまり",
    "担当",
    "気をつけること",
];

fn row(open: &OpenConferences, listed: &ListedConference) -> Vec<Cell> {
    let row = OpenRow::of(open, listed);
    let begins = fixed(listed.state, listed.begins).map(|at| at.in_japan());
    let nothing = || Cell::from("");
    vec![
        Cell::Text(row.what),
        Cell::Text(conference_number(listed.id)),
        Cell::Text(number_of(&listed.case)),
        Cell::Text(name_of(&listed.case)),
        Cell::from(row.state),
        begins.map_or_else(nothing, |at| Cell::Day(at.date)),
        begins.map_or_else(nothing, |at| Cell::Text(at.minute.to_string())),
        Cell::Text(row.keeper),
        row.warning.map_or_else(nothing, Cell::Text),
    ]
}

/// Where a list is taken from.
pub(super) fn of_list(whose: Whose) -> ListFiles {
    let asked = match whose {
        Whose::Own => "own",
        Whose::Everybodys => "all",
    };
    ListFiles::at(
        format!("{ConferencesXlsxPath}?whose={asked}"),
        format!("{ConferencesCsvPath}?whose={asked}"),
    )
}

pub(crate) async fn csv(
    _: ConferencesCsvPath,
    State(site): State<Site>,
    visitor: Visitor,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    file(&site, &visitor, Form::Csv, asked).await
}

pub(crate) async fn xlsx(
    _: ConferencesXlsxPath,
    State(site): State<Site>,
    visitor: Visitor,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    file(&site, &visitor, Form::Xlsx, asked).await
}

async fn file(
    site: &Site,
    visitor: &Visitor,
    form: Form,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(asked) = asked.map_err(|_| PageFault::BadRequest)?;
    let open = site
        .app
        .open_conferences(visitor.principal(), asked.whose());
    let open = match open.await? {
        Ok(open) => open,
        Err(decision) => return Ok(refused_list(decision)),
    };
    let list = Spreadsheet {
        name: "会議",
        plain_name: "conferences",
        columns: &COLUMNS,
        rows: open.rows.iter().map(|one| row(&open, one)).collect(),
    };
    list.answer(site, form).await
}
