//! The form by which an agency is asked about its entry, as whoever takes it out of a machine has it.

use super::samples::inquiries::{by_fax, by_post, sheet};
use super::samples::options;
use crate::laid_out;
use crate::render::set;
use crate::sheets::{InquiryForm, InquiryQuestion, Sheet};
use crate::tests::look::{faults, written};
use crate::{Words, render};

#[test]
fn whoever_takes_it_out_of_the_machine_finds_no_change_first_and_the_number_and_code_large() {
    let sheet = sheet(vec![by_fax()]);
    let (document, _) = set(&sheet, &options()).unwrap();
    let written = written(&document);
    let place = |words: &str| {
        let found = written.find(words);
        found.unwrap_or_else(|| panic!("{words}: {written}"))
    };
    // In the order in which the answer is typed in.
    let mut before = 0;
    for words in [
        "変更なし（ぜんぶこのままで合っています）",
        "1連絡先",
        "2時間",
        "3空き",
        "4利用条件",
        "5得意・苦手",
        "担当者名を載せない",
        "連絡はFAXのみ",
        "答えた人の名前",
        "返信先FAX072-000-1235",
        "返事の番号K7QM-2XHD",
        "まちがって届いたとき",
    ] {
        let at = place(words);
        assert!(before < at, "{words}: {written}");
        before = at;
    }
    assert_eq!(written.matches("変わった").count(), 5, "{written}");
    place("1/1ページ");
    place("枚数1枚（この紙だけ）");
    stands_large(&sheet);
}

/// A machine of 100 dots to the inch reads 24 points well and loses what is smaller than 12.
fn stands_large(sheet: &Sheet) {
    let (document, _) = set(sheet, &options()).unwrap();
    let mut large = String::new();
    for page in document.pages() {
        laid_out::texts(&page.frame, &mut |text, _| {
            let size = text.size.to_pt();
            assert!(size >= 11.99, "{}: {size}", text.text);
            if size >= 23.99 {
                large.push_str(&text.text);
            }
        });
    }
    let large = large.replace('\u{200B}', "");
    assert!(large.contains("072-000-1235"), "{large}");
    assert!(large.contains("K7QM-2XHD"), "{large}");
}

#[test]
fn whoever_is_asked_again_and_has_much_in_the_entry_gets_two_sheets_at_most() {
    let questions = by_fax().questions.into_iter().map(|one| InquiryQuestion {
        facts: one.facts.into_iter().cycle().take(6).collect(),
        asks: one.asks,
    });
    let questions: Vec<InquiryQuestion> = questions.collect();
    for form in [by_fax(), by_post()] {
        let form = InquiryForm {
            is_reminder: true,
            questions: questions.clone(),
            ..form
        };
        let sheet = sheet(vec![form]);
        let printed = render(&sheet, &options()).unwrap();
        assert!(printed.pages <= 2, "{} pages", printed.pages);
        assert!(printed.missing_glyphs.is_empty());
        let (document, _) = set(&sheet, &options()).unwrap();
        let found = faults(&document);
        assert!(found.is_empty(), "{found:#?}");
    }
}

#[test]
fn whoever_prints_many_at_once_gets_each_on_pages_of_its_own() {
    let forms = ["訪問看護A", "訪問看護B", "訪問看護C"].map(|name| InquiryForm {
        entry: Words::from(name),
        ..by_fax()
    });
    let (document, _) = set(&sheet(forms.to_vec()), &options()).unwrap();
    assert_eq!(document.pages().len(), 3);
    let written = written(&document);
    assert_eq!(written.matches("1/1ページ").count(), 3, "{written}");
}
