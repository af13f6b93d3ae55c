//! What spreadsheets find in the lists.

use std::io::Cursor;

use calamine::{Data, Range, Reader as _, Xlsx};

use super::*;

const COLUMNS: [&str; 3] = ["名称", "定員", "確かめた日"];

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 1).unwrap()
}

fn head() -> Head {
    Head {
        name: "機関",
        columns: &COLUMNS,
        made_on: day(),
    }
}

fn read(bytes: Vec<u8>, sheet: &str) -> Range<Data> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    book.worksheet_range(sheet).unwrap()
}

fn text(range: &Range<Data>, row: u32) -> String {
    match range.get_value((row, 0)) {
        Some(Data::String(text)) => text.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn asvs_1_2_10_a_spreadsheet_reads_japanese_and_runs_nothing() {
    let rows = [vec![
        Cell::from("=1+1"),
        Cell::from("「\"みほん\"」,作業所"),
        Cell::from(day()),
    ]];
    let bytes = table(Form::Csv, &head(), &rows).unwrap();
    assert_eq!(
        String::from_utf8(bytes).unwrap(),
        "\u{feff}\"名称\",\"定員\",\"確かめた日\"\r\n\"'=1+1\",\"「\"\"みほん\"\"」,作業所\",\"2026-11-01\"\r\n"
    );
}

#[test]
fn a_workbook_keeps_numbers_of_phones_as_text_and_runs_nothing_wherever_its_rows_wait() {
    let typed = ["=1+1", "+81-72-000-0001", "-1", "@SUM(A1)", "0720000001"];
    for waiting in [Waiting::InMemory, Waiting::InNamelessFile] {
        let mut table = Table::begin(Form::Xlsx, &head(), waiting).unwrap();
        for text in typed {
            let cells = [Cell::from(text), Cell::Count(40), Cell::from(day())];
            table.row(&cells).unwrap();
        }
        let range = read(table.finish().unwrap(), "機関");
        for (row, written) in (1_u32..).zip(typed) {
            assert_eq!(text(&range, row), written, "{waiting:?}");
            assert_eq!(range.get_value((row, 1)), Some(&Data::Float(40.0)));
            let is_day = matches!(range.get_value((row, 2)), Some(Data::DateTime(_)));
            assert!(is_day, "{:?}", range.get_value((row, 2)));
        }
        assert_eq!(text(&range, 0), "名称");
    }
}

#[test]
fn a_workbook_holds_no_character_that_none_may_hold_and_says_where_it_cut() {
    let long = "長".repeat(40_000);
    let rows = [
        vec![Cell::from("a\u{0}b\u{1b}c\r\nd\u{ffff}")],
        vec![Cell::from(long)],
        vec![Cell::from("")],
        vec![Cell::from("おわり")],
    ];
    let range = read(table(Form::Xlsx, &head(), &rows).unwrap(), "機関");
    assert_eq!(text(&range, 1), "abc\nd");
    let cut = text(&range, 2);
    assert!(cut.ends_with("…（長いので、ここまで）"), "{}", cut.len());
    assert_eq!(cut.encode_utf16().count(), 32_767);
    assert_eq!(text(&range, 4), "おわり");
}

#[test]
fn the_same_rows_are_the_same_bytes_and_sheets_follow_each_other() {
    let made = || {
        let mut book = Book::begin(&head(), Waiting::InNamelessFile).unwrap();
        for row in 0..2_000 {
            let cells = [Cell::from(format!("{row}")), Cell::Count(row)];
            book.row(&cells).unwrap();
        }
        book.next_sheet("変わったところ", &["名称"]).unwrap();
        book.row(&[Cell::from("ひなた")]).unwrap();
        book.finish().unwrap()
    };
    let bytes = made();
    assert_eq!(bytes, made());
    assert_eq!(read(bytes.clone(), "機関").height(), 2_001);
    assert_eq!(text(&read(bytes, "変わったところ"), 1), "ひなた");
}
