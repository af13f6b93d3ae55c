//! The meetings of a network as a file, for its members: each series with its rule and its next meeting, and below a series
//! the groups that belong to it.

use axum::extract::State;
use axum::response::Response;
use renkei_app::conference::series::read::MeetingsView;
use renkei_domain::ids::NetworkId;
use renkei_exchange::export::{Cell, Form};

use super::{SeriesRow, list_of, rows_of};
use crate::Site;
use crate::error::PageFault;
use crate::paths::{NetworkMeetingsCsvPath, NetworkMeetingsXlsxPath};
use crate::session::Visitor;
use crate::spreadsheet::{ListFiles, Spreadsheet};

const COLUMNS: [&str; 5] = ["会議", "種類", "きまり", "次の回", "もとの会議"];

fn row(series: &SeriesRow, above: &str) -> Vec<Cell> {
    vec![
        Cell::Text(series.theme.clone()),
        Cell::from(series.kind),
        Cell::Text(series.rule.clone()),
        Cell::Text(series.next.clone().unwrap_or_default()),
        Cell::from(above),
    ]
}

fn rows(view: &MeetingsView) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for series in rows_of(view) {
        rows.push(row(&series, ""));
        let groups = series.groups.iter();
        rows.extend(groups.map(|group| row(group, &series.theme)));
    }
    rows
}

/// Where the list of a network is taken from.
pub(super) fn of_network(network: NetworkId) -> ListFiles {
    ListFiles::at(
        NetworkMeetingsXlsxPath::of(network),
        NetworkMeetingsCsvPath::of(network),
    )
}

pub(crate) async fn csv(
    path: NetworkMeetingsCsvPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    file(&site, &visitor, (&path.id, Form::Csv)).await
}

pub(crate) async fn xlsx(
    path: NetworkMeetingsXlsxPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    file(&site, &visitor, (&path.id, Form::Xlsx)).await
}

async fn file(
    site: &Site,
    visitor: &Visitor,
    (network, form): (&str, Form),
) -> Result<Response, PageFault> {
    let view = match list_of(site, visitor, network).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let list = Spreadsheet {
        name: "ネットワークの会議",
        plain_name: "meetings",
        columns: &COLUMNS,
        rows: rows(&view),
    };
    list.answer(site, form).await
}
