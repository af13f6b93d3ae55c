//! The sheets of a person's own map.

use renkei_domain::map::{Ink, Spacing, WayKind, WhoKind, Wording};
use typst::layout::FrameItem;
use typst::visualize::{Color, Paint};
use typst_layout::PagedDocument;

use crate::laid_out;
use crate::pictures::{points, settable};
use crate::render::set;
use crate::sheets::{MapBlankSheet, MapForm, MapImage, MapSheet, Sheet};
use crate::tests::look::{faults, squeezed, texts_of, written};
use crate::tests::samples::maps::{
    broken_picture, card_of, empty, empty_map, filled_map, form, named, picture, usual, usual_map,
};
use crate::tests::samples::options;
use crate::{Paper, PrintOptions, Ruby, render};

fn laid(sheet: &Sheet, ruby: Ruby) -> PagedDocument {
    let way = PrintOptions { ruby, ..options() };
    set(sheet, &way).unwrap().0
}

/// The longest that the limits of a map let through in each kind of text.
const LONGEST_NAME: usize = 100;
const LONGEST_TEXT: usize = 400;

fn long(chars: usize) -> String {
    "𠮷社会福祉法人北摂地域生活支援センターぎんなんの木"
        .chars()
        .cycle()
        .take(chars)
        .collect()
}

/// A map with as many entries as it may have, each as long as it may be.
fn longest() -> MapSheet {
    let mut map = filled_map(&long(LONGEST_NAME), 15);
    let text = || Some(long(LONGEST_TEXT));
    map.aim = Some(long(200));
    map.trouble.i_notice = text();
    map.trouble.others_notice = text();
    map.trouble.helps = text();
    for entry in map.parts.iter_mut().flat_map(|part| &mut part.entries) {
        entry.about = text();
        entry.first_words = text();
    }
    map
}

/// Every way to write, with each ink beside both: ink moves nothing, so that it is not multiplied in. The first is what
/// a person gets who chooses nothing.
const WRITTEN: [(Wording, Spacing, Ink); 4] = [
    (Wording::Plain, Spacing::Usual, Ink::BlackWhite),
    (Wording::Plain, Spacing::Apart, Ink::Color),
    (Wording::Usual, Spacing::Usual, Ink::Color),
    (Wording::Usual, Spacing::Apart, Ink::BlackWhite),
];

/// The longest map in every way, as the sheet that is made of it.
fn is_seen_whole(sheet_of: impl Fn(MapSheet) -> Sheet) {
    for (wording, spacing, ink) in WRITTEN {
        let mut map = longest();
        map.form = MapForm {
            wording,
            spacing,
            ink,
        };
        let sheet = sheet_of(map);
        for ruby in [Ruby::Off, Ruby::On] {
            let document = laid(&sheet, ruby);
            let found = faults(&document);
            let way = format!("{wording:?} {spacing:?} {ink:?} {ruby:?}");
            assert!(
                found.is_empty(),
                "{way}: {} {:#?}",
                found.len(),
                found.first()
            );
            let written = without_feet(&document);
            for text in texts_of(&sheet) {
                assert!(
                    written.contains(&squeezed(&text)),
                    "{way}: {text} is not whole"
                );
            }
            typst::comemo::evict(0);
        }
    }
}

#[test]
fn a_person_sees_the_longest_map_whole_on_as_many_pages_as_it_needs() {
    is_seen_whole(Sheet::Map);
}

#[test]
fn a_person_sees_the_longest_list_whole_on_as_many_pages_as_it_needs() {
    is_seen_whole(Sheet::MapList);
}

#[test]
fn a_person_sees_the_longest_card_whole_on_as_many_cards_as_it_needs() {
    is_seen_whole(|map| Sheet::MapCard(card_of(&map)));
}

/// What is written, without what stands at the foot of each page in usual words.
fn without_feet(document: &PagedDocument) -> String {
    let day = "令和8年11月20日";
    let pages = document.pages().len();
    let all = (1..=pages).fold(written(document), |all, page| {
        let mut all = all;
        for rest in [
            "につくりました。半年たったら見なおそう",
            "につくりました。はんとし半年たったらみ見なおそう",
        ] {
            all = all.replace(&format!("{day}{rest}{page}/{pages}ページ"), "");
        }
        all
    });
    // The day itself is one of the texts.
    all + day
}

#[test]
fn a_person_reads_map_list_and_card_in_the_order_in_which_they_are_asked() {
    for sheet in [Sheet::Map(usual_map()), Sheet::MapList(usual_map())] {
        let written = written(&laid(&sheet, Ruby::Off));
        let at = |text: &str| {
            written
                .find(text)
                .unwrap_or_else(|| panic!("{text} in {written}"))
        };
        let places = [
            "しごと",
            "定着支援の高槻さん",
            "上司の髙橋さん",
            "こころとからだ",
            "小森先生",
        ]
        .map(at);
        assert!(places.is_sorted(), "{places:?}");
        let places = [
            "自分で気づくサイン",
            "つたえる人",
            "夜や休みの日の電話",
            "119",
        ]
        .map(at);
        assert!(places.is_sorted(), "{places:?}");
        assert!(written.contains("令和8年11月20日につくりました。半年たったら見なおそう"));
    }
}

#[test]
fn a_card_that_was_cut_out_still_says_when_it_was_made_and_when_to_look_again() {
    for map in [usual_map(), empty_map()] {
        for ruby in [Ruby::Off, Ruby::On] {
            let document = laid(&Sheet::MapCard(card_of(&map)), ruby);
            let on_the_card = without_feet(&document);
            for said in ["令和8年11月20日につくりました。", "なおそう"] {
                assert_eq!(on_the_card.matches(said).count(), 1, "{on_the_card}");
            }
        }
    }
}

#[test]
fn whoever_has_no_number_stands_with_how_else_they_are_told() {
    let mut map = usual_map();
    let first = map.trouble.tell.first_mut().unwrap();
    (first.way, first.to) = (Some(WayKind::Message), vec!["ゆうのLINE".to_owned()]);
    let card = card_of(&map);
    for sheet in [
        Sheet::Map(map.clone()),
        Sheet::MapList(map),
        Sheet::MapCard(card),
    ] {
        let document = laid(&sheet, Ruby::Off);
        assert!(faults(&document).is_empty(), "{:#?}", faults(&document));
        let written = written(&document);
        let told = "メッセージ（LINE・SMSなど）ゆうのLINE";
        assert!(written.contains(told), "{written}");
    }
}

#[test]
fn a_person_reads_no_letter_that_is_small() {
    for (sheet, smallest) in [
        (Sheet::Map(usual_map()), 12.0),
        (Sheet::MapList(usual_map()), 14.0),
        (Sheet::MapCard(card_of(&usual_map())), 12.0),
        (Sheet::MapBlank(MapBlankSheet { form: form() }), 12.0),
    ] {
        let document = laid(&sheet, Ruby::Off);
        for page in document.pages() {
            laid_out::texts(&page.frame, &mut |text, _| {
                let size = text.size.to_pt();
                assert!(size > smallest - 0.01, "{} has {size} pt", text.text);
            });
        }
    }
}

#[test]
fn a_map_lies_on_its_long_side_and_a_worksheet_may_be_a3() {
    let size = |sheet: &Sheet, paper| {
        let way = PrintOptions { paper, ..options() };
        let (document, _) = set(sheet, &way).unwrap();
        let size = document.pages().first().unwrap().frame.size();
        [size.x.to_mm().round(), size.y.to_mm().round()]
    };
    let blank = Sheet::MapBlank(MapBlankSheet { form: form() });
    assert_eq!(size(&Sheet::Map(usual_map()), Paper::A4), [297.0, 210.0]);
    assert_eq!(
        size(&Sheet::MapList(usual_map()), Paper::A4),
        [210.0, 297.0]
    );
    assert_eq!(size(&blank, Paper::A4), [297.0, 210.0]);
    assert_eq!(size(&blank, Paper::A3), [420.0, 297.0]);
}

#[test]
fn a_person_reads_the_words_that_they_chose() {
    let mut map = usual_map();
    for (wording, spacing, expected) in [
        (Wording::Plain, Spacing::Usual, "つぎに会うときに話す"),
        (Wording::Plain, Spacing::Apart, "つぎに 会うときに 話す"),
        (Wording::Usual, Spacing::Usual, "職場の安定"),
        (Wording::Usual, Spacing::Apart, "職場の 安定"),
    ] {
        map.form.wording = wording;
        map.form.spacing = spacing;
        for sheet in [Sheet::Map(map.clone()), Sheet::MapList(map.clone())] {
            let mut all = String::new();
            for page in laid(&sheet, Ruby::Off).pages() {
                laid_out::texts(&page.frame, &mut |text, _| all.push_str(&text.text));
            }
            assert!(all.contains(expected), "{wording:?} {spacing:?}: {all}");
        }
    }
}

#[test]
fn a_reading_stands_above_its_word() {
    for sheet in [Sheet::Map(usual_map()), Sheet::MapList(usual_map())] {
        let document = laid(&sheet, Ruby::On);
        let mut readings = 0;
        for page in document.pages() {
            let mut places = Vec::new();
            laid_out::texts(&page.frame, &mut |text, to_page| {
                let from = to_page.tx.to_pt();
                let span = from - 1.0..from + text.width().to_pt() + 1.0;
                let size = text.size.to_pt();
                places.push((text.text.to_string(), span, to_page.ty.to_pt(), size));
            });
            // In plain words it stands in a line too, as large as its neighbours.
            let is_reading = |size: f64| size < 9.0;
            let heard = places
                .iter()
                .filter(|place| place.0 == "でんわ" && is_reading(place.3));
            for (_, own, depth, _) in heard {
                readings += 1;
                let has_word = places.iter().any(|(text, word, below, _)| {
                    text == "電話"
                        && word.start <= own.start + 1.0
                        && own.end <= word.end + 1.0
                        && (5.0..20.0).contains(&(below - depth))
                });
                assert!(has_word, "でんわ at {own:?}, {depth}: {places:?}");
            }
        }
        assert!(readings > 0);
    }
}

#[test]
fn more_people_than_a_part_holds_stand_behind_the_map_and_the_map_says_so() {
    let mut map = usual_map();
    let many = (1..=20).map(|number| named(&format!("だれか{number}さん"), WhoKind::Friend));
    map.parts[3].entries = many.collect();
    let sheet = Sheet::Map(map);
    let document = laid(&sheet, Ruby::On);
    assert!(faults(&document).is_empty());
    let written = written(&document);
    assert!(written.contains("だれか20さん"));
    let squeezed = written.replace("かみ", "");
    assert!(squeezed.contains("うしろの紙にあと"), "{written}");
}

#[test]
fn whoever_chose_a_picture_that_cannot_be_printed_reads_so() {
    let sheet = Sheet::Map(usual_map());
    let printed = render(&sheet, &options()).unwrap();
    assert!(printed.missing_glyphs.is_empty());
    let words = "絵は印刷できません。";
    assert_eq!(written(&laid(&sheet, Ruby::Off)).matches(words).count(), 1);
    let mut fine = usual_map();
    fine.pictures = vec![picture(), picture()];
    assert!(!written(&laid(&Sheet::Map(fine), Ruby::Off)).contains(words));
}

#[test]
fn a_card_has_a_sign_and_a_small_picture_beside_whom_to_tell_and_stands_without() {
    let whole = card_of(&usual_map());
    let told = whole.tell.len();
    let mut broken = whole.clone();
    broken.pictures = vec![broken_picture()];
    let mut bare = whole.clone();
    for one in &mut bare.tell {
        (one.symbol, one.picture) = (None, None);
    }
    for (card, pictures, signs) in [(whole, 1, told), (broken, 0, told), (bare, 0, 0)] {
        for ruby in [Ruby::Off, Ruby::On] {
            let document = laid(&Sheet::MapCard(card.clone()), ruby);
            assert!(faults(&document).is_empty(), "{:#?}", faults(&document));
            let mut sides = Vec::new();
            for page in document.pages() {
                laid_out::items(&page.frame, &mut |item, _| {
                    if let FrameItem::Image(_, size, _) = item {
                        sides.push(size.x.to_mm().max(size.y.to_mm()));
                    }
                });
            }
            assert_eq!(sides.len(), pictures);
            assert!(
                sides.iter().all(|side| (7.9..8.1).contains(side)),
                "{sides:?}"
            );
            let text = written(&document);
            assert_eq!(text.matches('★').count(), signs, "{text}");
            assert!(text.contains("母"), "{text}");
        }
    }
}

#[test]
fn a_picture_says_how_large_it_is_before_it_is_opened() {
    assert_eq!(points(&picture().0), Some(64));
    let jpeg = b"\xFF\xD8\xFF\xE0\x00\x04ab\xFF\xFF\xC2\x00\x0B\x08\x01\x00\x00\x10";
    assert_eq!(points(jpeg), Some(0x100 * 0x10));
    for short in [
        &b""[..],
        b"\x89PNG\r\n",
        b"\xFF\xD8\xFF",
        b"\xFF\xD8\x00\x00",
    ] {
        assert_eq!(points(short), None);
    }
}

#[test]
fn a_picture_that_is_broken_or_too_large_is_left_out_alone() {
    let mut huge = picture().0.to_vec();
    huge[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
    let all = [
        picture(),
        broken_picture(),
        MapImage(huge.into()),
        picture(),
    ];
    let set: Vec<bool> = settable(&all).iter().map(Option::is_some).collect();
    assert_eq!(set, [true, false, false, true]);
}

#[test]
fn a_sheet_without_color_has_no_colored_area() {
    for (name, sheet) in [usual(), empty()].concat() {
        let is_color = is_in_color(&sheet);
        let mut areas = 0;
        for page in laid(&sheet, Ruby::Off).pages() {
            laid_out::items(&page.frame, &mut |item, _| {
                if let FrameItem::Shape(shape, _) = item {
                    let black = Paint::Solid(Color::BLACK);
                    areas += usize::from(shape.fill.as_ref().is_some_and(|fill| *fill != black));
                }
            });
        }
        assert_eq!(areas > 0, is_color, "{name}: {areas}");
    }
}

/// Whether a sheet is to be printed in color.
fn is_in_color(sheet: &Sheet) -> bool {
    let values = serde_json::to_value(sheet).unwrap();
    values["form"]["color"] == serde_json::Value::Bool(true)
}
