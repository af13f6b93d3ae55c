//! The file as other programs read it.

use crate::render;
use crate::tests::samples::{filled, options, usual};

fn holds(pdf: &[u8], mark: &str) -> bool {
    pdf.windows(mark.len())
        .any(|window| window == mark.as_bytes())
}

#[test]
fn a_screen_reader_finds_tags_a_language_and_a_title() {
    for (name, sheet) in usual() {
        let printed = render(&sheet, &options()).unwrap();
        assert!(printed.pdf.starts_with(b"%PDF-1.7"), "{name}");
        for mark in [
            "/MarkInfo",
            "/StructTreeRoot",
            "/Lang",
            "/DisplayDocTitle true",
            "pdfuaid",
        ] {
            assert!(holds(&printed.pdf, mark), "{name} lacks {mark}");
        }
    }
}

#[test]
fn a_printer_finds_every_font_in_the_file() {
    for (name, sheet) in [usual(), filled("𠮷 👍 林")].concat() {
        let printed = render(&sheet, &options()).unwrap();
        let text = String::from_utf8_lossy(&printed.pdf);
        let described = text.matches("/Type /FontDescriptor").count()
            + text.matches("/Type/FontDescriptor").count();
        let embedded = text.matches("/FontFile2 ").count() + text.matches("/FontFile3 ").count();
        assert!(described > 0, "{name}");
        assert_eq!(described, embedded, "{name}");
    }
}

#[test]
fn a_clerk_gets_the_same_file_for_the_same_sheet() {
    for (name, sheet) in usual() {
        let first = render(&sheet, &options()).unwrap();
        typst::comemo::evict(0);
        let second = render(&sheet, &options()).unwrap();
        assert!(first == second, "{name}");
    }
}

#[test]
fn nothing_about_a_person_stands_in_the_description_of_the_file() {
    for (name, sheet) in filled("秘密の名前") {
        let printed = render(&sheet, &options()).unwrap();
        // The description is stored as UTF-8 in its metadata and as UTF-16 beside it.
        let wide: Vec<u8> = "秘密".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert!(!holds(&printed.pdf, "秘密"), "{name}");
        assert!(
            !printed.pdf.windows(wide.len()).any(|window| window == wide),
            "{name}"
        );
    }
}

#[test]
fn a_busy_office_prints_from_many_desks_at_once() {
    let expected: Vec<_> = usual()
        .iter()
        .map(|(_, sheet)| render(sheet, &options()).unwrap())
        .collect();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for ((name, sheet), expected) in usual().iter().zip(&expected) {
                    assert!(render(sheet, &options()).unwrap() == *expected, "{name}");
                }
            });
        }
    });
}
