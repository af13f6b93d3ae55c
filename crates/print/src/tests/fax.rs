//! The call by FAX as a machine puts it out: one page, black and white, 100 dots to the inch.

use std::io::Write as _;
use std::process::{Command, Stdio};

use super::samples::meetings::{calling, fax};
use super::samples::{options, usual};
use crate::render::set;
use crate::sheets::{Calling, FaxCallSheet, Sheet};
use crate::tests::look::written;
use crate::{Code, Words, laid_out, render};

/// Numbers and codes that have every digit and every letter of a code between them.
const READ: [(&str, &str); 5] = [
    ("072-000-1235", "K7QM2XHD"),
    ("072-345-6789", "23456789"),
    ("06-6123-4567", "ABCDEFGH"),
    ("0120-789-012", "JKMNPQRS"),
    ("0726-84-1950", "TUVWXYZ2"),
];

fn call(number: &str, code: &str) -> Sheet {
    let calling = Calling {
        answer_fax: Some(number.to_owned()),
        code: Code::in_groups(code, 4),
        ..calling()
    };
    Sheet::FaxCall(FaxCallSheet {
        network: Words::from("高槻の網"),
        calls: vec![fax(calling)],
    })
}

/// What a program writes that is given something to read; `None` where it is not installed.
pub fn answer(program: &str, arguments: &[&str], given: &[u8]) -> Option<Vec<u8>> {
    let started = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut started = started.ok()?;
    let mut takes = started.stdin.take().unwrap();
    takes.write_all(given).unwrap();
    drop(takes);
    let done = started.wait_with_output().unwrap();
    assert!(done.status.success(), "{program}: {}", done.status);
    Some(done.stdout)
}

#[test]
fn an_office_reads_number_and_code_off_a_fax_of_100_dots_to_the_inch() {
    for (number, code) in READ {
        let printed = render(&call(number, code), &options()).unwrap();
        let page = answer("pdftoppm", &["-r", "100", "-mono", "-"], &printed.pdf);
        let read =
            page.and_then(|page| answer("tesseract", &["stdin", "stdout", "--psm", "6"], &page));
        let Some(read) = read else {
            eprintln!(
                "SKIPPED: pdftoppm or tesseract is absent (install with: apt-get install poppler-utils tesseract-ocr)"
            );
            return;
        };
        // Neither O nor I stands in a number or a code; of a FAX a reader knows that as well.
        let read = String::from_utf8_lossy(&read).replace('O', "0");
        let read: String = read.chars().filter(char::is_ascii_alphanumeric).collect();
        assert!(read.contains(code), "{code}: {read}");
        assert!(read.contains(&number.replace('-', "")), "{number}: {read}");
    }
}

/// The notice of a meeting of a network, with the same number and code.
fn notice() -> Sheet {
    let mut all = usual().into_iter();
    let found = all.find(|(name, _)| *name == "meeting-notice");
    found.unwrap().1
}

#[test]
fn number_and_code_stand_in_24_points_and_nothing_in_less_than_12() {
    for sheet in [call("072-000-1235", "K7QM2XHD"), notice()] {
        stands_large(&sheet);
    }
}

fn stands_large(sheet: &Sheet) {
    let (document, _) = set(sheet, &options()).unwrap();
    let mut large = Vec::new();
    for page in document.pages() {
        laid_out::texts(&page.frame, &mut |text, _| {
            let size = text.size.to_pt();
            assert!(size >= 11.99, "{}: {size}", text.text);
            if size >= 23.99 {
                large.push(text.text.to_string());
            }
        });
    }
    let large = large.concat().replace('\u{200B}', "");
    assert!(large.contains("072-000-1235"), "{large}");
    assert!(large.contains("K7QM-2XHD"), "{large}");
}

#[test]
fn whoever_prints_the_calls_of_a_meeting_at_once_gets_each_on_pages_of_its_own() {
    let calls = ["訪問看護A", "訪問看護B", "訪問看護C"].map(|name| {
        let mut call = fax(calling());
        call.to = Words::from(name);
        call
    });
    let sheet = Sheet::FaxCall(FaxCallSheet {
        network: Words::from("高槻の網"),
        calls: calls.to_vec(),
    });
    let (document, _) = set(&sheet, &options()).unwrap();
    assert_eq!(document.pages().len(), 3);
    let written = written(&document);
    assert_eq!(written.matches("1/1ページ").count(), 3, "{written}");
    for said in [
        "利用者のお名前は、書かないでください",
        "まちがって届いたとき",
        "返信先FAX072-000-1235",
        "枚数1枚（この紙だけ）",
        "休みながら",
        "オンライン",
    ] {
        assert_eq!(written.matches(said).count(), 3, "{said}: {written}");
    }
}

#[test]
fn whoever_takes_a_long_call_out_of_the_machine_reads_how_many_sheets_to_find() {
    let mut call = fax(calling());
    call.calling.place = Words::from("とても長い場所の名".repeat(90));
    let sheet = Sheet::FaxCall(FaxCallSheet {
        network: Words::from("高槻の網"),
        calls: vec![call],
    });
    let (document, _) = set(&sheet, &options()).unwrap();
    let pages = document.pages().len();
    assert!(pages > 1);
    let written = written(&document);
    assert!(written.contains(&format!("枚数{pages}枚")), "{written}");
    assert!(!written.contains("この紙だけ"), "{written}");
}
