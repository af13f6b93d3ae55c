//! Texts as they come from outside: markup, endless words, signs few fonts have.

use crate::render::set;
use crate::sheets::{PersonCard, Sheet};
use crate::tests::look::{faults, squeezed, texts_of, written};
use crate::tests::samples::{HOSTILE, RARE, filled, options};
use crate::{Contact, Place, PrintFault, PrintOptions, Ruby, Words, render};

fn stands_as_typed(text: &str) {
    for ruby in [Ruby::Off, Ruby::On] {
        let way = PrintOptions { ruby, ..options() };
        for (name, sheet) in filled(text) {
            let (document, _) = set(&sheet, &way).unwrap();
            let written = written(&document);
            for text in texts_of(&sheet) {
                assert!(
                    written.contains(&squeezed(&text)),
                    "{name}: {text:?} in {written}"
                );
            }
            let found = faults(&document);
            assert!(
                found.is_empty(),
                "{name} {text:?} {ruby:?}: {} {:#?}",
                found.len(),
                found.first()
            );
            typst::comemo::evict(0);
        }
    }
}

#[test]
fn a_reader_sees_markup_as_it_was_typed() {
    for text in HOSTILE {
        stands_as_typed(text);
    }
}

/// One sign, or a few, as often as fill three hundred places.
fn endless(signs: &[&str]) {
    for sign in signs {
        stands_as_typed(&sign.repeat(300 / sign.chars().count()));
    }
}

#[test]
fn a_reader_sees_endless_latin_words_broken_at_the_end_of_the_line() {
    endless(&["a", "W", "1", "\u{A0}x", "👩\u{200D}"]);
}

#[test]
fn a_reader_sees_endless_japanese_words_broken_at_the_end_of_the_line() {
    endless(&["！", "））", "ー", "っ", "……", "が"]);
}

#[test]
fn a_reader_sees_long_notes_on_as_many_pages_as_they_need() {
    for text in [
        "一\n".repeat(120),
        "文章です。".repeat(160),
        "\n\n".repeat(40) + "終",
    ] {
        let (name, mut sheet) = filled(&text).remove(4);
        if let Sheet::PhoneDay(day) = &mut sheet {
            day.network = Words::from("網");
        }
        let (document, _) = set(&sheet, &options()).unwrap();
        // A text that goes on overleaf is interrupted by the foot.
        let pages = document.pages().len();
        let written = (1..=pages).fold(written(&document), |written, page| {
            written.replace(
                &format!("網発行日令和8年11月20日(金){page}/{pages}ページ"),
                "",
            )
        });
        for text in texts_of(&sheet).iter().filter(|text| *text != "網") {
            assert!(written.contains(&squeezed(text)), "{name}: {text:?}");
        }
        let found = faults(&document);
        assert!(found.is_empty(), "{} {:#?}", found.len(), found.first());
    }
}

#[test]
fn a_reader_sees_rare_kanji_marks_and_emoji() {
    for (name, sheet) in filled(RARE) {
        let printed = render(&sheet, &options()).unwrap();
        // A group of a code ends after four characters wherever that is, so that a variant may be cut off.
        assert!(
            printed.missing_glyphs.is_empty(),
            "{name}: {:?}",
            printed.missing_glyphs
        );
    }
}

fn card(name: &str) -> Sheet {
    Sheet::PersonCard(PersonCard {
        network: Words::from("網"),
        name: Some(Words::from(name)),
        place: Place {
            address: "a.jp".to_owned(),
            qr: "a".to_owned(),
        },
        lost: Contact {
            name: Words::from("事務局"),
            phone: None,
            hours: None,
            mail: None,
        },
    })
}

#[test]
fn a_clerk_is_told_what_no_font_has_and_sees_where_to_write_it_in() {
    let sheet = card("\u{E000}田\u{2B9F0}한");
    let (document, _) = set(&sheet, &options()).unwrap();
    let written = written(&document);
    assert!(written.contains("〓田〓〓"), "{written}");
    assert!(written.contains("U+D55C、U+E000、U+2B9F0"), "{written}");
    let printed = render(&sheet, &options()).unwrap();
    assert_eq!(printed.missing_glyphs, ['한', '\u{E000}', '\u{2B9F0}']);
}

#[test]
fn a_clerk_is_told_of_a_variant_that_stands_in_its_usual_form() {
    let printed = render(&card("林\u{E01EE}"), &options()).unwrap();
    assert_eq!(printed.missing_glyphs, ['林']);
}

#[test]
fn a_reader_is_not_deceived_by_signs_that_turn_the_writing() {
    let (document, _) = set(&card("a\u{202E}cba\u{0}\u{7}\u{2066}x"), &options()).unwrap();
    assert!(written(&document).contains("acbax"));
}

#[test]
fn a_text_too_long_for_a_qr_code_is_refused() {
    let mut sheet = card("林");
    if let Sheet::PersonCard(card) = &mut sheet {
        card.place.qr = "x".repeat(5_000);
    }
    let refused = render(&sheet, &options());
    assert!(
        matches!(refused, Err(PrintFault::QrTooLong(_))),
        "{refused:?}"
    );
}
