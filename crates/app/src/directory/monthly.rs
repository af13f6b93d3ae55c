//! The directory of a network month by month, for those who want it in Excel: made once when a month begins, so that
//! everybody has the same one, with what changed since the one before.

use std::collections::HashMap;

use chrono::{Datelike as _, Months, NaiveDate};
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::ids::NetworkId;
use renkei_domain::time::japanese_date;
use renkei_exchange::export::{Book, Cell, ExportFault, Form, Head, Waiting, rows_of, table};
use renkei_store::StoreFault;
use renkei_store::directory::monthly::MonthlyIssue;
use renkei_store::directory::network::StoredNetwork;
use sha2::{Digest as _, Sha256};

use super::table::{COLUMNS, ID_COLUMN, cells};
use crate::App;
use crate::directory::read::Viewer;

/// For how many months they are kept, this one among them: a year and the month it is compared with.
pub const MONTHS_KEPT: u32 = 13;

/// The sheet with the entries.
pub const ENTRIES: &str = "名簿";

/// The sheet with what changed.
pub const CHANGES: &str = "先月から変わったところ";

/// The columns of what changed.
const CHANGE_COLUMNS: [&str; 6] = [
    "どう変わったか",
    "名称",
    "種類",
    "市区町村",
    "変わった欄",
    "ID",
];

/// Why an issue was not made.
#[derive(Debug, thiserror::Error)]
pub enum MonthlyFault {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreFault),
    /// The workbook.
    #[error(transparent)]
    Export(#[from] ExportFault),
    /// A workbook that is kept and that nobody can read any more.
    #[error("a kept workbook cannot be read: {0}")]
    Damaged(String),
}

/// The issues of a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthlyIssues {
    /// Which network.
    pub network: NetworkId,
    /// Its name.
    pub name: String,
    /// The municipalities that it looks after, with their names.
    pub area: Vec<(MunicipalityCode, String)>,
    /// Its issues, the newest first.
    pub issues: Vec<MonthlyIssue>,
}

/// The first day of the month of a day.
fn month_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

#[renkei_boxed::boxed]
impl App {
    /// Makes the issue of this month for every network that has none yet, and forgets those that are over.
    ///
    /// # Errors
    /// When the database refuses, or a workbook cannot be written; what was made until then stays.
    pub async fn make_monthly_directories(&self) -> Result<(), MonthlyFault> {
        let month = month_of(self.now().in_japan().date);
        if let Some(before) = month.checked_sub_months(Months::new(MONTHS_KEPT - 1)) {
            self.store.forget_monthly_directories(before).await?;
        }
        let made = self.store.monthly_issues().await?;
        for network in self.store.networks().await? {
            let is_made = made
                .iter()
                .any(|issue| issue.network == network.id && issue.month == month);
            if !is_made && !network.area.is_empty() {
                let of_network = made.iter().filter(|issue| issue.network == network.id);
                let before = of_network.map(|issue| issue.month).max();
                self.make_issue(&network, month, before).await?;
            }
        }
        Ok(())
    }

    /// The issues that are kept, of every network that has one, in the order in which networks were founded.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn monthly_issues(&self) -> Result<Vec<MonthlyIssues>, StoreFault> {
        let issues = self.store.monthly_issues().await?;
        let reference = self.reference().await?;
        let networks = self.store.networks().await?.into_iter();
        let of_networks = networks.map(|network| MonthlyIssues {
            network: network.id,
            name: network.name.to_string(),
            area: network
                .area
                .iter()
                .filter_map(|code| reference.municipalities.by_code(*code))
                .map(|place| (place.code, place.name.clone()))
                .collect(),
            issues: issues
                .iter()
                .filter(|issue| issue.network == network.id)
                .cloned()
                .collect(),
        });
        Ok(of_networks
            .filter(|network| !network.issues.is_empty())
            .collect())
    }

    /// An issue with its workbook: public facts, for everybody.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn monthly_directory(
        &self,
        network: NetworkId,
        month: NaiveDate,
    ) -> Result<Option<(MonthlyIssue, Vec<u8>)>, StoreFault> {
        self.store.monthly_directory(network, month).await
    }

    async fn make_issue(
        &self,
        network: &StoredNetwork,
        month: NaiveDate,
        before: Option<NaiveDate>,
    ) -> Result<(), MonthlyFault> {
        let made_at = self.now();
        let made_on = made_at.in_japan().date;
        let mut compared = match before {
            Some(before) => self.compared_with(network.id, before).await?,
            None => None,
        };
        let head = Head {
            name: ENTRIES,
            columns: &COLUMNS,
            made_on,
        };
        let mut book = Book::begin(&head, Waiting::InNamelessFile)?;
        let mut list = self.whole_directory(&network.area).await?;
        let mut entries = 0;
        while list.has_more() {
            for entry in self.next_of_list(&Viewer::Anonymous, &mut list).await? {
                let row = cells(&entry);
                if let Some(compared) = &mut compared {
                    compared.take(&row);
                }
                book.row(&text(row))?;
                entries += 1;
            }
        }
        book.next_sheet(CHANGES, &CHANGE_COLUMNS)?;
        for row in changes(compared) {
            book.row(&text(row))?;
        }
        book.next_sheet("この名簿について", &["こと", "内容"])?;
        let said = [
            ["ネットワーク".to_owned(), network.name.to_string()],
            ["作った日".to_owned(), japanese_date(made_on)],
            ["載っている機関".to_owned(), format!("{entries}件")],
            [
                "くらべた名簿".to_owned(),
                before.map_or_else(
                    || "ありません".to_owned(),
                    |before| format!("{}年{}月", before.year(), before.month()),
                ),
            ],
            [
                "内容".to_owned(),
                "だれでも読める内容だけです。電話する前に、いまの内容をページで確かめてください。"
                    .to_owned(),
            ],
        ];
        for row in said {
            book.row(&row.map(Cell::Text))?;
        }
        let workbook = book.finish()?;
        let issue = MonthlyIssue {
            network: network.id,
            month,
            made_at,
            entries,
            digest: data_encoding::HEXLOWER.encode(&Sha256::digest(&workbook)[..]),
        };
        self.store.keep_monthly_directory(&issue, workbook).await?;
        Ok(())
    }

    /// What stood in an earlier issue; `None` where it is gone, or nobody can read it any more.
    async fn compared_with(
        &self,
        network: NetworkId,
        month: NaiveDate,
    ) -> Result<Option<Compared>, StoreFault> {
        let kept = self.store.monthly_directory(network, month).await?;
        let Some((_, workbook)) = kept else {
            return Ok(None);
        };
        match rows_of(&workbook, ENTRIES) {
            Ok(rows) => Ok(Some(Compared::with(rows))),
            Err(fault) => {
                tracing::warn!(%fault, "an earlier monthly directory is not compared");
                Ok(None)
            }
        }
    }
}

/// What changed since the issue before, as CSV for programs: no row where nothing did, or where there was none to
/// compare with.
///
/// # Errors
/// When the workbook of the issue cannot be read.
pub fn changes_as_csv(issue: &MonthlyIssue, workbook: &[u8]) -> Result<Vec<u8>, MonthlyFault> {
    let rows = rows_of(workbook, CHANGES);
    let rows = rows.map_err(|fault| MonthlyFault::Damaged(fault.to_string()))?;
    // A sheet without changes says so in its first cell, for people.
    let is_change = |row: &Vec<String>| row.last().is_some_and(|id| !id.is_empty());
    let rows: Vec<Vec<Cell>> = rows.into_iter().filter(is_change).map(text).collect();
    let head = Head {
        name: CHANGES,
        columns: &CHANGE_COLUMNS,
        made_on: issue.made_at.in_japan().date,
    };
    Ok(table(Form::Csv, &head, &rows)?)
}

fn text(row: Vec<String>) -> Vec<Cell> {
    row.into_iter().map(Cell::Text).collect()
}

/// An earlier issue beside the entries of today.
struct Compared {
    /// What stood in it and was not found yet, by its id.
    before: HashMap<String, Vec<String>>,
    changes: Vec<Vec<String>>,
}

impl Compared {
    fn with(rows: Vec<Vec<String>>) -> Self {
        let rows = rows.into_iter();
        Self {
            before: rows
                .filter_map(|row| Some((row.get(ID_COLUMN)?.clone(), row)))
                .collect(),
            changes: Vec::new(),
        }
    }

    /// Compares an entry of today.
    fn take(&mut self, row: &[String]) {
        let Some(before) = row.get(ID_COLUMN).and_then(|id| self.before.remove(id)) else {
            self.changes.push(change("新しくのった", row, ""));
            return;
        };
        let differing = COLUMNS
            .iter()
            .zip(before.iter().zip(row))
            .filter(|(_, (before, now))| before != now)
            .map(|(column, _)| *column);
        let differing: Vec<&str> = differing.collect();
        if !differing.is_empty() {
            self.changes
                .push(change("変わった", row, &differing.join("、")));
        }
    }
}

/// A row of what changed.
fn change(how: &str, row: &[String], columns: &str) -> Vec<String> {
    let cell = |place: usize| row.get(place).cloned().unwrap_or_default();
    vec![
        how.to_owned(),
        cell(0),
        cell(2),
        cell(3),
        columns.to_owned(),
        cell(ID_COLUMN),
    ]
}

/// All that changed; what is not there any more comes last.
fn changes(compared: Option<Compared>) -> Vec<Vec<String>> {
    let only = |words: &str| vec![vec![words.to_owned()]];
    let Some(compared) = compared else {
        return only("前の名簿がないので、くらべていません。");
    };
    let mut gone: Vec<Vec<String>> = compared.before.into_values().collect();
    gone.sort();
    let gone = gone.iter().map(|row| {
        change(
            "名簿からなくなった（閉じた・ほかの機関とひとつになった・地域の外 など）",
            row,
            "",
        )
    });
    let all: Vec<Vec<String>> = compared.changes.into_iter().chain(gone).collect();
    if all.is_empty() {
        only("変わったところは ありません。")
    } else {
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &str, name: &str, phone: &str) -> Vec<String> {
        let mut row = vec![String::new(); COLUMNS.len()];
        (row[0], row[5], row[ID_COLUMN]) = (name.to_owned(), phone.to_owned(), id.to_owned());
        row
    }

    #[test]
    fn what_changed_is_named_by_its_columns_and_what_went_comes_last() {
        let before = vec![
            row("1", "あおば", "072-000-0001"),
            row("2", "わかば", "072-000-0002"),
            row("3", "ひなた", "072-000-0003"),
        ];
        let mut compared = Compared::with(before);
        compared.take(&row("3", "ひなた", "072-000-0003"));
        compared.take(&row("4", "みなと", ""));
        compared.take(&row("1", "あおば作業所", "072-000-0009"));
        let told: Vec<String> = changes(Some(compared))
            .into_iter()
            .map(|row| format!("{} {} {}", row[0], row[1], row[4]))
            .collect();
        assert_eq!(
            told,
            [
                "新しくのった みなと ",
                "変わった あおば作業所 名称、電話",
                "名簿からなくなった（閉じた・ほかの機関とひとつになった・地域の外 など） わかば "
            ]
        );
        let same = Compared::with(Vec::new());
        assert_eq!(changes(Some(same)), [["変わったところは ありません。"]]);
        assert_eq!(changes(None).len(), 1);
    }
}
