//! What was proposed as a file: all that waits, and below it what was decided last, as the page names them. What somebody
//! wrote is read on the page of a proposal alone.

use axum::extract::State;
use axum::response::Response;
use renkei_app::directory::edit::proposal::read::ListedProposal;
use renkei_exchange::export::{Cell, Form};

use super::waiting::what;
use crate::Site;
use crate::error::PageFault;
use crate::paths::{ProposalsCsvPath, ProposalsXlsxPath};
use crate::session::Visitor;
use crate::spreadsheet::Spreadsheet;

const COLUMNS: [&str; 4] = ["機関", "届いた日", "いまの状態", "決めた日"];

fn row(one: &ListedProposal) -> Vec<Cell> {
    let decided = one.decided_at.map(|at| at.in_japan().date);
    vec![
        Cell::Text(what(one)),
        Cell::Day(one.made_at.in_japan().date),
        Cell::from(match decided {
            Some(_) => "決めた",
            None => "待っている",
        }),
        decided.map_or_else(|| Cell::from(""), Cell::Day),
    ]
}

pub(crate) async fn csv(
    _: ProposalsCsvPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    file(&site, &visitor, Form::Csv).await
}

pub(crate) async fn xlsx(
    _: ProposalsXlsxPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    file(&site, &visitor, Form::Xlsx).await
}

async fn file(site: &Site, visitor: &Visitor, form: Form) -> Result<Response, PageFault> {
    let (mut rows, mut after) = (Vec::new(), None);
    loop {
        let waiting = site.app.waiting_proposals(visitor.principal(), after);
        let waiting = waiting.await?.ok_or(PageFault::NotAllowed)?;
        rows.extend(waiting.lines.iter().map(row));
        after = waiting.next;
        if after.is_none() {
            break;
        }
    }
    let decided = site.app.decided_proposals(visitor.principal()).await?;
    rows.extend(decided.iter().flatten().map(row));
    let list = Spreadsheet {
        name: "名簿の訂正の提案",
        plain_name: "proposals",
        columns: &COLUMNS,
        rows,
    };
    list.answer(site, form).await
}
