//! The material of a meeting in an envelope with a window: what shows on its first page, and what does not.

use typst::layout::Abs;
use typst_layout::PagedDocument;

use super::samples::meetings::{address_page, posted};
use super::samples::options;
use crate::laid_out;
use crate::render::set;
use crate::sheets::{AddressPage, Sheet};
use crate::tests::look::squeezed;

/// What stands on each page, without spaces.
fn pages(document: &PagedDocument) -> Vec<String> {
    let mut pages = Vec::new();
    for page in document.pages() {
        let mut all = String::new();
        laid_out::texts(&page.frame, &mut |text, _| all.push_str(&text.text));
        pages.push(squeezed(&all));
    }
    pages
}

/// What shows in the window of a 長形3号 envelope: what begins in the first 110 mm from the left and 57 mm from the top.
fn in_window(document: &PagedDocument) -> String {
    let first = document.pages().first().unwrap();
    let mut shown = String::new();
    laid_out::texts(&first.frame, &mut |text, to_page| {
        if to_page.tx < Abs::mm(110.0) && to_page.ty < Abs::mm(57.0) {
            shown.push_str(&text.text);
        }
    });
    squeezed(&shown)
}

fn laid(sheet: &Sheet) -> PagedDocument {
    set(sheet, &options()).unwrap().0
}

#[test]
fn whoever_handles_the_letter_reads_to_whom_it_goes_and_from_whom_and_nothing_of_what_is_in_it() {
    let document = laid(&posted(address_page()));
    let pages = pages(&document);
    let [first, second] = &pages[..] else {
        panic!("{pages:?}")
    };
    let window = in_window(&document);
    for words in [
        "〒569-0000",
        "大阪府高槻市見本町1-2-3みほんビル4階",
        "高槻病院精神科デイケア",
        "田中様",
        "親展",
    ] {
        assert!(window.contains(words), "{words}: {window}");
    }
    for words in ["高槻はるか（つばさ橋福祉会）", "072-000-1234", "1/2ページ"] {
        assert!(first.contains(words), "{words}: {first}");
        assert!(!window.contains(words), "{words}: {window}");
    }
    // Of whom it tells, what it is, and what for.
    for words in [
        "山﨑",
        "陽",
        "さん",
        "会議",
        "打ち合わせ",
        "資料",
        "1/1",
        "希望",
        "会社",
        "同意",
        "引継ぎ",
        "12月4日",
    ] {
        assert!(!first.contains(words), "{words}: {first}");
    }
    for words in ["会議資料", "山﨑陽さん", "資料1/1", "2/2ページ"] {
        assert!(second.contains(words), "{words}: {second}");
    }
}

#[test]
fn whoever_prints_a_letter_to_an_unknown_address_reads_that_it_is_missing() {
    let missing = "住所（わかっていません）";
    let known = pages(&laid(&posted(address_page())));
    assert!(!known.concat().contains(missing), "{known:?}");
    let unknown = pages(&laid(&posted(AddressPage {
        postal_code: None,
        address: None,
        ..address_page()
    })));
    assert!(unknown[0].contains(missing), "{unknown:?}");
    assert!(unknown[0].contains("封筒に書いてください"), "{unknown:?}");
    assert_eq!(unknown.len(), 2);
}
