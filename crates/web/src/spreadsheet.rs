//! Lists as files for spreadsheets: one table in either form, under a name in which nobody's stands.

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
