//! A workbook of Excel, sheet after sheet and row after row: the row of headings stays in sight and on every page of
//! paper, columns are as wide as what stands in them, each can be narrowed, and no cell is ever a formula.

use chrono::{Datelike as _, NaiveDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::{Cell, ExportFault, Head};

/// The most that a cell holds, in units of UTF-16, and the mark of one that held more.
const MOST_OF_A_CELL: usize = 32_767;
const CUT: &str = "…（長いので、ここまで）";

/// A column is at most so wide; longer text is read in its cell.
const WIDEST: u16 = 60;

/// What a heading needs beside it for the button that narrows.
const BUTTON: u16 = 4;

/// Where the rows of a workbook wait until it is put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waiting {
    /// In memory: what tells of people lies on no disk unsealed.
    InMemory,
    /// In a file without a name, which goes with its process: public facts by the hundred thousand.
    InNamelessFile,
}

/// A workbook that is being written.
pub struct Book {
    workbook: Workbook,
    waiting: Waiting,
    heading: Format,
    day: Format,
    sheet: Sheet,
}

/// The sheet that rows are added to.
struct Sheet {
    worksheet: Worksheet,
    next: u32,
    widths: Vec<u16>,
}

impl Book {
    /// Begins a workbook with its first sheet.
    ///
    /// # Errors
    /// When the name is none for a sheet, or its file cannot be written.
    pub fn begin(head: &Head, waiting: Waiting) -> Result<Self, ExportFault> {
        let mut workbook = Workbook::new();
        // Two workbooks of the same rows and day are the same bytes.
        if let Some(day) = excel_day(head.made_on) {
            workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
        }
        let heading = Format::new().set_bold();
        let sheet = Sheet::begin(&mut workbook, waiting, (head.name, head.columns), &heading)?;
        Ok(Self {
            workbook,
            waiting,
            heading,
            day: Format::new().set_num_format("yyyy-mm-dd"),
            sheet,
        })
    }

    /// Ends the sheet and begins another one.
    ///
    /// # Errors
    /// As for the first one.
    pub fn next_sheet(&mut self, name: &str, columns: &[&str]) -> Result<(), ExportFault> {
        let next = Sheet::begin(
            &mut self.workbook,
            self.waiting,
            (name, columns),
            &self.heading,
        )?;
        let done = std::mem::replace(&mut self.sheet, next);
        self.workbook.push_worksheet(done.end()?);
        Ok(())
    }

    /// Adds a row to the sheet.
    ///
    /// # Errors
    /// When the sheet is full, or its file cannot be written.
    pub fn row(&mut self, cells: &[Cell]) -> Result<(), ExportFault> {
        self.sheet.row(cells, &self.day)?;
        Ok(())
    }

    /// The workbook as a file.
    ///
    /// # Errors
    /// When it cannot be put together.
    pub fn finish(self) -> Result<Vec<u8>, ExportFault> {
        let Self {
            mut workbook,
            sheet,
            ..
        } = self;
        workbook.push_worksheet(sheet.end()?);
        Ok(workbook.save_to_buffer()?)
    }
}

impl Sheet {
    fn begin(
        workbook: &mut Workbook,
        waiting: Waiting,
        (name, columns): (&str, &[&str]),
        heading: &Format,
    ) -> Result<Self, XlsxError> {
        let mut worksheet = match waiting {
            Waiting::InMemory => Worksheet::new(),
            Waiting::InNamelessFile => workbook.new_worksheet_with_constant_memory()?,
        };
        worksheet.set_name(name)?;
        worksheet.set_freeze_panes(1, 0)?;
        worksheet.set_repeat_rows(0, 0)?;
        worksheet.set_landscape();
        for (place, column) in (0_u16..).zip(columns) {
            worksheet.write_string_with_format(0, place, *column, heading)?;
        }
        let widths = columns.iter().map(|column| width(column) + BUTTON);
        Ok(Self {
            worksheet,
            next: 1,
            widths: widths.collect(),
        })
    }

    fn row(&mut self, cells: &[Cell], day: &Format) -> Result<(), XlsxError> {
        let (row, sheet) = (self.next, &mut self.worksheet);
        for (place, cell) in (0_u16..).zip(cells) {
            let wide = match cell {
                Cell::Text(text) => {
                    let text = fitting(text);
                    let wide = width(&text);
                    sheet.write_string(row, place, text)?;
                    wide
                }
                // Counts are far below what a number of Excel holds exactly.
                Cell::Count(count) => match u32::try_from(*count) {
                    Ok(count) => {
                        sheet.write_number(row, place, count)?;
                        width(&count.to_string())
                    }
                    Err(_) => {
                        sheet.write_string(row, place, count.to_string())?;
                        width(&count.to_string())
                    }
                },
                Cell::Day(date) => {
                    match excel_day(*date) {
                        Some(date) => sheet.write_date_with_format(row, place, &date, day)?,
                        None => sheet.write_string(row, place, date.to_string())?,
                    };
                    12
                }
            };
            if let Some(widest) = self.widths.get_mut(usize::from(place)) {
                *widest = wide.max(*widest);
            }
        }
        self.next += 1;
        Ok(())
    }

    fn end(mut self) -> Result<Worksheet, XlsxError> {
        for (place, wide) in (0_u16..).zip(&self.widths) {
            self.worksheet
                .set_column_width(place, (wide + 1).min(WIDEST))?;
        }
        let last = u16::try_from(self.widths.len()).unwrap_or(u16::MAX);
        if let Some(last) = last.checked_sub(1) {
            self.worksheet.autofilter(0, 0, self.next - 1, last)?;
        }
        Ok(self.worksheet)
    }
}

/// A day as Excel counts; `None` before 1900, which it does not know.
fn excel_day(day: NaiveDate) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year())
        .ok()
        .filter(|year| *year >= 1900)?;
    let (month, day) = (
        u8::try_from(day.month()).ok()?,
        u8::try_from(day.day()).ok()?,
    );
    ExcelDateTime::from_ymd(year, month, day).ok()
}

/// Text as a cell holds it: without what no XML may hold, and cut where it is longer than a cell.
fn fitting(text: &str) -> String {
    let text: String = text
        .replace("\r\n", "\n")
        .chars()
        .filter(|one| {
            *one == '\n'
                || *one == '\t'
                || !(one.is_control() || matches!(one, '\u{fffe}' | '\u{ffff}'))
        })
        .collect();
    if text.len() <= MOST_OF_A_CELL || text.encode_utf16().count() <= MOST_OF_A_CELL {
        return text;
    }
    let mut room = MOST_OF_A_CELL - CUT.encode_utf16().count();
    let fits = text.chars().take_while(|one| {
        let left = room.checked_sub(one.len_utf16());
        room = left.unwrap_or(0);
        left.is_some()
    });
    let mut cut: String = fits.collect();
    cut.push_str(CUT);
    cut
}

/// How wide the widest line is, in characters of which a kanji takes two.
fn width(text: &str) -> u16 {
    let of_line = |line: &str| {
        let wide = line.chars().map(|one| match one {
            '\u{0}'..='\u{7f}' | '\u{ff61}'..='\u{ff9f}' => 1_u16,
            _ => 2,
        });
        wide.take(usize::from(WIDEST)).sum::<u16>()
    };
    text.lines().map(of_line).max().unwrap_or(0)
}
