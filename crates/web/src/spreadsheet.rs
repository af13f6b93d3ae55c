//! Lists as files for spreadsheets: one table in either form, under a name in which nobody's stands.

use std::fmt::Display;

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use renkei_exchange::export::{Cell, Form, Head, table};

use crate::Site;
use crate::error::PageFault;
use crate::paper::disposition;

/// A list for a spreadsheet.
#[derive(Debug)]
pub(crate) struct Spreadsheet {
    /// What the file is called, without its ending.
    pub(crate) name: &'static str,
    /// The same for programs that know ASCII alone.
    pub(crate) plain_name: &'static str,
    /// The columns.
    pub(crate) columns: &'static [&'static str],
    /// The rows, a cell for each column.
    pub(crate) rows: Vec<Vec<Cell>>,
}

impl Spreadsheet {
    /// Answers with the list as a file.
    pub(crate) async fn answer(self, site: &Site, form: Form) -> Result<Response, PageFault> {
        let head = Head {
            name: self.name,
            columns: self.columns,
            made_on: site.app.now().in_japan().date,
        };
        let rows = self.rows;
        // Putting a long workbook together takes a core for a while.
        let made = tokio::task::spawn_blocking(move || table(form, &head, &rows)).await;
        let bytes = match made {
            Ok(made) => made.map_err(|fault| PageFault::Broken(fault.to_string()))?,
            // What a panic says may hold what stood in the list, and this ends in the log.
            Err(_) => return Err(PageFault::Broken("writing a list broke off".to_owned())),
        };
        let ending = form.ending();
        let named = disposition(
            &format!("{}.{ending}", self.plain_name),
            &format!("{}.{ending}", self.name),
        );
        let named =
            HeaderValue::from_str(&named).map_err(|fault| PageFault::Broken(fault.to_string()))?;
        let headers = [
            (
                header::CONTENT_TYPE,
                HeaderValue::from_static(form.content_type()),
            ),
            (header::CONTENT_DISPOSITION, named),
        ];
        Ok((headers, bytes).into_response())
    }
}

/// How many rows a list gets at most that anybody may take: more than a thousand nobody reads.
pub(crate) const MOST_ROWS: usize = 1_000;

/// The last row of a list that does not hold all of it, which says so.
pub(crate) fn said_below(columns: usize, said: &str) -> Vec<Cell> {
    let mut cells = vec![Cell::from(""); columns];
    if let Some(first) = cells.first_mut() {
        *first = Cell::from(said);
    }
    cells
}

/// Where the list of a page is taken from as a file, in either form.
#[derive(Debug, Clone)]
pub(crate) struct ListFiles {
    pub(crate) xlsx: String,
    pub(crate) csv: String,
}

impl ListFiles {
    /// At these two addresses, which say the same of what is asked for.
    pub(crate) fn at(xlsx: impl Display, csv: impl Display) -> Self {
        Self {
            xlsx: xlsx.to_string(),
            csv: csv.to_string(),
        }
    }
}
