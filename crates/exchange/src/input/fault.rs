//! Why a file as a whole was not read. A fault names what is wrong and what to do, because the
//! person who sees it did not write the file.

use std::io;

/// Why a file could not be used at all. Nothing was taken from it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InputFault {
    /// The file could not be opened or read.
    #[error("the file cannot be read")]
    Io(#[source] io::Error),
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// There is a header and nothing under it.
    #[error("the file has a header and no rows")]
    NoRows,
    /// It is some other kind of file.
    #[error("not a table: {looks_like}")]
    NotATable {
        /// What it seems to be, in Japanese.
        looks_like: &'static str,
    },
    /// Neither UTF-8 nor UTF-16 nor cp932.
    #[error("the text encoding is neither UTF-8, UTF-16 nor cp932")]
    UnknownEncoding,
    /// The ZIP is damaged, cut short, locked, or packed in a way that is not read here.
    #[error("the ZIP file is damaged: {reason}")]
    ZipBroken {
        /// What the unpacking said.
        reason: String,
    },
    /// It unpacks to something so much larger that it can only be meant to do harm.
    #[error("the ZIP file unpacks to more than {ratio} times its size")]
    ZipBomb {
        /// The ratio that is tolerated.
        ratio: u64,
    },
    /// Larger than the limit.
    #[error("more than {limit} bytes")]
    TooLarge {
        /// The most bytes that are read.
        limit: u64,
    },
    /// More rows than the limit.
    #[error("more than {limit} rows")]
    TooManyRows {
        /// The most rows that are read.
        limit: u64,
    },
    /// A row longer than any real one: as a rule a quotation mark was never closed.
    #[error("the row at line {line} is longer than {limit} bytes")]
    RowTooLong {
        /// The line on which it begins.
        line: u64,
        /// The most bytes of a row.
        limit: u64,
    },
    /// The ZIP holds no CSV.
    #[error("the ZIP file holds no CSV file")]
    NoTable {
        /// What it holds instead.
        names: Vec<String>,
    },
    /// The ZIP holds several CSV files and nobody said which is meant.
    #[error("the ZIP file holds several CSV files: {}", .names.join(", "))]
    SeveralTables {
        /// Their names.
        names: Vec<String>,
    },
    /// The ZIP holds no file of this name.
    #[error("the ZIP file holds no entry {name}")]
    NoSuchEntry {
        /// The name asked for.
        name: String,
    },
    /// The last row has fewer cells than the header: the file was cut short on its way.
    #[error("the file was cut short at line {line}: {cells} cells instead of {expected}")]
    Truncated {
        /// The line on which the last row begins.
        line: u64,
        /// Its cells.
        cells: usize,
        /// The cells of the header.
        expected: usize,
    },
    /// The last row has all its cells, but its line does not end: the last cell may lack its end too.
    #[error("the file was cut short: line {line} has no end")]
    LastLineOpen {
        /// The line on which the last row begins.
        line: u64,
    },
    /// The header is not the one this dataset has.
    #[error(transparent)]
    WrongHeader(Box<WrongHeader>),
    /// A spreadsheet stands where a CSV file is expected.
    #[error("a spreadsheet, where a CSV file is expected")]
    Spreadsheet,
    /// The spreadsheet cannot be read.
    #[error("the spreadsheet cannot be read: {reason}")]
    SpreadsheetBroken {
        /// What the reading said.
        reason: String,
    },
    /// In a list that people keep, no row looks like a header.
    #[error("no header row was found within the first {searched} rows")]
    NoHeaderRow {
        /// How many rows were looked at.
        searched: usize,
    },
    /// The mapping of a list names something that cannot be.
    #[error("the column mapping cannot be used: {reason}")]
    Mapping {
        /// What is wrong with it.
        reason: String,
    },
    /// A reference table holds a value that would mislead everything matched with it.
    #[error("line {line}: {reason}")]
    BadValue {
        /// The line.
        line: u64,
        /// What is wrong there.
        reason: String,
    },
}

/// A header that does not fit the dataset.
#[derive(Debug, thiserror::Error)]
#[error("not a {expected} header; missing: {}; unknown: {}", .missing.join(", "), .unknown.join(", "))]
pub struct WrongHeader {
    /// The dataset that was expected, in Japanese.
    pub expected: &'static str,
    /// The dataset it looks like instead, in Japanese.
    pub looks_like: Option<&'static str>,
    /// Columns of the dataset that the file does not have.
    pub missing: Vec<String>,
    /// Columns of the file that the dataset does not have. Both lists empty: the order differs.
    pub unknown: Vec<String>,
}

impl InputFault {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Io(_) => "IO",
            Self::Empty => "EMPTY",
            Self::NoRows => "NO_ROWS",
            Self::NotATable { .. } => "NOT_A_TABLE",
            Self::UnknownEncoding => "UNKNOWN_ENCODING",
            Self::ZipBroken { .. } => "ZIP_BROKEN",
            Self::ZipBomb { .. } => "ZIP_BOMB",
            Self::TooLarge { .. } => "TOO_LARGE",
            Self::TooManyRows { .. } => "TOO_MANY_ROWS",
            Self::RowTooLong { .. } => "ROW_TOO_LONG",
            Self::NoTable { .. } => "NO_TABLE",
            Self::SeveralTables { .. } => "SEVERAL_TABLES",
            Self::NoSuchEntry { .. } => "NO_SUCH_ENTRY",
            Self::Truncated { .. } | Self::LastLineOpen { .. } => "TRUNCATED",
            Self::WrongHeader(_) => "WRONG_HEADER",
            Self::Spreadsheet => "SPREADSHEET",
            Self::SpreadsheetBroken { .. } => "SPREADSHEET_BROKEN",
            Self::NoHeaderRow { .. } => "NO_HEADER_ROW",
            Self::Mapping { .. } => "MAPPING",
            Self::BadValue { .. } => "BAD_VALUE",
        }
    }

    /// What is wrong and what to do, for people.
    #[must_use]
    pub fn message_ja(&self) -> String {
        match self {
            Self::Io(error) => format!("ファイルを読めません（{error}）。場所と権限を確かめてください。"),
            Self::Empty => "ファイルが空です。もう一度ダウンロードしてください。".to_owned(),
            Self::NoRows => "見出しだけで、データの行がありません。".to_owned(),
            Self::NotATable { looks_like } => format!(
                "表のファイルではありません（{looks_like}のようです）。CSVまたはExcel（.xlsx）で保存し直してください。"
            ),
            Self::UnknownEncoding => "文字コードがわかりません。UTF-8、UTF-16、Shift_JIS（CP932）のいずれかで保存し直してください。".to_owned(),
            Self::ZipBroken { reason } => format!(
                "ZIPファイルが壊れているか、途中で切れています（{reason}）。もう一度ダウンロードしてください。"
            ),
            Self::ZipBomb { ratio } => format!(
                "ZIPファイルの中身が元の{ratio}倍を超えて大きいため、読みませんでした。入手元を確かめてください。"
            ),
            Self::TooLarge { limit } => format!(
                "ファイルが大きすぎます（上限 {} MB）。分けて取り込んでください。",
                limit / (1024 * 1024)
            ),
            Self::TooManyRows { limit } => format!(
                "行が多すぎます（上限 {limit} 行）。分けて取り込んでください。"
            ),
            Self::RowTooLong { line, limit } => format!(
                "{line}行目から始まる行が長すぎます（上限 {limit} バイト）。閉じていない引用符（\"）がないか確かめてください。"
            ),
            Self::NoTable { names } => format!(
                "ZIPファイルの中にCSVがありません（中身: {}）。",
                some_of(names)
            ),
            Self::SeveralTables { names } => format!(
                "ZIPファイルの中にCSVが複数あります（{}）。どれを使うか指定してください。",
                some_of(names)
            ),
            Self::NoSuchEntry { name } => {
                format!("ZIPファイルの中に「{name}」がありません。")
            }
            Self::Truncated {
                line,
                cells,
                expected,
            } => format!(
                "ファイルが途中で切れています（{line}行目の列が {expected} 列のうち {cells} 列しかありません）。もう一度ダウンロードしてください。"
            ),
            Self::LastLineOpen { line } => format!(
                "ファイルが途中で切れています（最後の {line}行目に改行がありません）。もう一度ダウンロードしてください。それでも同じで、最後の行が終わりまであるときは、その行の後に改行を入れると取り込めます。"
            ),
            Self::WrongHeader(wrong) => wrong.message_ja(),
            Self::Spreadsheet => "Excelのファイルです。この種類のデータは公表されたCSVのまま取り込んでください。".to_owned(),
            Self::SpreadsheetBroken { reason } => {
                format!("Excelのファイルを読めません（{reason}）。CSVで保存し直してください。")
            }
            Self::NoHeaderRow { searched } => format!(
                "はじめの{searched}行に見出しの行が見つかりません。「名称」の列がある見出しをつけるか、列の対応を指定してください。"
            ),
            Self::Mapping { reason } => format!("列の対応の指定に誤りがあります（{reason}）。"),
            Self::BadValue { line, reason } => format!("{line}行目の値が正しくありません（{reason}）。"),
        }
    }
}

impl WrongHeader {
    /// Which columns do not fit, and what the file looks like instead.
    #[must_use]
    pub fn message_ja(&self) -> String {
        let mut message = format!("見出しが「{}」のものと違います。", self.expected);
        if let Some(other) = self.looks_like {
            message.push_str(&format!("「{other}」のファイルのようです。"));
        }
        if !self.missing.is_empty() {
            message.push_str(&format!("足りない列: {}。", some_of(&self.missing)));
        }
        if !self.unknown.is_empty() {
            message.push_str(&format!("知らない列: {}。", some_of(&self.unknown)));
        }
        if self.missing.is_empty() && self.unknown.is_empty() {
            message.push_str("列の順が違います。");
        }
        message
    }
}

/// The first names of a list: a sentence stays readable when the file has a hundred columns.
fn some_of(names: &[String]) -> String {
    const SHOWN: usize = 8;
    let mut text = names
        .iter()
        .take(SHOWN)
        .map(|name| format!("「{}」", name.chars().take(40).collect::<String>()))
        .collect::<Vec<_>>()
        .join("、");
    if names.len() > SHOWN {
        text.push_str(&format!(" ほか{}件", names.len() - SHOWN));
    }
    if text.is_empty() {
        text.push_str("なし");
    }
    text
}
