//! A history as a file, for whoever reads its page: a row for each thing that an act changed, with what the page says of it.
//! What the page does not tell, as the names of contact persons, the file does not either.

use std::collections::HashMap;

use axum::response::Response;
use renkei_domain::ids::AccountId;
use renkei_domain::record::Act;
use renkei_domain::text::Line;
use renkei_exchange::export::{Cell, Form};

use super::{door, who};
use crate::Site;
use crate::error::PageFault;
use crate::spreadsheet::{MOST_ROWS, Spreadsheet, said_below};

const COLUMNS: [&str; 8] = [
    "したこと",
    "日",
    "時刻",
    "した人",
    "どこから",
    "変わったところ",
    "前の内容",
    "直した内容",
];

/// Something that an act changed, in words.
#[derive(Debug, Default)]
pub(in crate::pages) struct FileChange {
    /// What it is, or all that is told of it.
    pub(in crate::pages) what: String,
    pub(in crate::pages) before: Vec<String>,
    pub(in crate::pages) after: Vec<String>,
}

/// A history on its way into a file, page after page.
#[derive(Debug, Default)]
pub(in crate::pages) struct HistoryFile {
    rows: Vec<Vec<Cell>>,
    before: Option<i64>,
}

impl HistoryFile {
    /// Before which act the next page begins.
    pub(in crate::pages) const fn before(&self) -> Option<i64> {
        self.before
    }

    /// Adds an act; one that changed nothing which is shown has a row too.
    pub(in crate::pages) fn add(
        &mut self,
        act: &Act,
        names: &HashMap<AccountId, Line>,
        mut changes: Vec<FileChange>,
    ) {
        if changes.is_empty() {
            changes.push(FileChange::default());
        }
        let at = act.at.in_japan();
        self.before = Some(act.seq);
        self.rows.extend(changes.into_iter().map(|change| {
            vec![
                Cell::from(act.purpose.word()),
                Cell::Day(at.date),
                Cell::Text(at.minute.to_string()),
                Cell::Text(who(act.actor, names)),
                Cell::from(door(act.source)),
                Cell::Text(change.what),
                Cell::Text(change.before.join(" / ")),
                Cell::Text(change.after.join(" / ")),
            ]
        }));
    }

    /// Whether another page is to be read after one with so many acts, of which a full one has so many. Where the file is
    /// long enough its last row says so.
    pub(in crate::pages) fn goes_on(&mut self, acts: usize, full: u64) -> bool {
        if (acts as u64) < full {
            return false;
        }
        if self.rows.len() >= MOST_ROWS {
            let said = "（新しいほうの およそ1,000件だけです。それより前は、画面の「もっと前の記録」で見てください）";
            self.rows.push(said_below(COLUMNS.len(), said));
            return false;
        }
        true
    }

    /// Answers with the file.
    pub(in crate::pages) async fn answer(
        self,
        site: &Site,
        form: Form,
    ) -> Result<Response, PageFault> {
        let list = Spreadsheet {
            name: "変更の記録",
            plain_name: "history",
            columns: &COLUMNS,
            rows: self.rows,
        };
        list.answer(site, form).await
    }
}
