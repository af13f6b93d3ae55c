//! The sheets of a person's own map as other programs open them: drawn as a picture, described, with their fonts, and read
//! out.

use super::fax::answer;
use super::look::squeezed;
use super::samples::maps::{empty, filled, usual};
use super::samples::options;
use crate::sheets::Sheet;
use crate::{PrintOptions, Ruby, render};

/// Dots to the inch at which a sheet is drawn: enough to see whether there is ink, few enough for many sheets.
const DOTS: usize = 50;

/// No printer is sure to reach closer than this to the edge of the paper. The margins are wider.
const EDGE_MM: usize = 15;

/// What a person wrote, in the order in which it is read out.
const ON_MAP: &[&str] = &[
    "定着支援の高槻さん",
    "上司の髙橋さん",
    "小森先生",
    "ほっとスペース",
    "ゆう",
    "ねむれない日が3日つづく。",
    "返事がみじかくなる。",
    "しずかなところで休む。",
    "0120-000-000",
    "119",
];
const ON_CARD: &[&str] = &[
    "𠮷田",
    "母",
    "090-0000-0000",
    "定着支援の高槻さん",
    "0120-000-000",
    "119",
    "072-000-9999",
];
const ON_ANY: &[&str] = &["119"];

/// A page as gray points, one byte for each.
struct Drawn<'a> {
    width: usize,
    points: &'a [u8],
}

impl Drawn<'_> {
    fn is_dark(&self, at: usize) -> bool {
        self.points.get(at).is_some_and(|point| *point < 128)
    }

    /// Which part of a thousand is dark.
    fn ink(&self) -> usize {
        let dark = (0..self.points.len()).filter(|at| self.is_dark(*at));
        1000 * dark.count() / self.points.len()
    }

    /// Whether there is ink where a printer may not reach.
    fn has_ink_at_the_edge(&self) -> bool {
        let edge = EDGE_MM * DOTS * 10 / 254;
        let height = self.points.len() / self.width;
        let is_at_edge = |at: usize| {
            let (x, y) = (at % self.width, at / self.width);
            x.min(self.width - 1 - x) < edge || y.min(height - 1 - y) < edge
        };
        (0..self.points.len()).any(|at| is_at_edge(at) && self.is_dark(at))
    }
}

/// The pages of what a program drew in the format PGM, one after the other.
fn pages(mut drawn: &[u8]) -> Vec<Drawn<'_>> {
    let mut pages = Vec::new();
    while !drawn.is_empty() {
        // Behind `P5`, width, height and the lightest value a single white space stands before the points.
        let mut head = drawn.splitn(5, |byte| byte.is_ascii_whitespace());
        assert_eq!(head.next(), Some(b"P5".as_slice()));
        let mut number = || -> usize {
            let digits = head.next().and_then(|digits| str::from_utf8(digits).ok());
            digits.and_then(|digits| digits.parse().ok()).unwrap()
        };
        let (width, height, lightest) = (number(), number(), number());
        assert_eq!(lightest, 255);
        let (points, rest) = head.next().unwrap().split_at(width * height);
        pages.push(Drawn { width, points });
        drawn = rest;
    }
    pages
}

/// What all four programs make of a file; nothing where one of them is absent.
fn opened(pdf: &[u8]) -> Option<[Vec<u8>; 5]> {
    let dots = DOTS.to_string();
    Some([
        answer("pdftoppm", &["-r", &dots, "-gray", "-"], pdf)?,
        answer("pdfinfo", &["-"], pdf)?,
        answer("pdfinfo", &["-meta", "-"], pdf)?,
        answer("pdffonts", &["-"], pdf)?,
        // As the file has it, which is how it is read out: what stands side by side is one thing after the other.
        answer("pdftotext", &["-enc", "UTF-8", "-raw", "-", "-"], pdf)?,
    ])
}

/// Each sheet with what stands on it in this order, and the title of its file.
fn samples() -> Vec<(Sheet, &'static [&'static str], &'static str)> {
    let long = "社会福祉法人北摂地域生活支援センターぎんなんの木".repeat(6);
    let titled = |sheet: Sheet, on_map, on_card| match sheet {
        Sheet::Map(_) => (sheet, on_map, "わたしのマップ"),
        Sheet::MapList(_) => (sheet, on_map, "わたしのリスト"),
        Sheet::MapCard(_) => (sheet, on_card, "さいふに入れるカード"),
        other => (other, ON_ANY, "わたしのマップの用紙"),
    };
    let mut all: Vec<_> = usual()
        .into_iter()
        .map(|(_, sheet)| titled(sheet, ON_MAP, ON_CARD))
        .collect();
    let bare = empty().into_iter();
    all.extend(bare.map(|(_, sheet)| titled(sheet, ON_ANY, ON_ANY)));
    let full = filled(&long).into_iter();
    all.extend(full.map(|(_, sheet)| titled(sheet, &[], &[])));
    all
}

#[test]
fn other_programs_draw_every_sheet_of_a_map_inside_the_paper_and_read_it_out_in_its_order() {
    for (sheet, order, title) in samples() {
        for ruby in [Ruby::Off, Ruby::On] {
            let printed = render(&sheet, &PrintOptions { ruby, ..options() }).unwrap();
            let Some([drawn, info, meta, fonts, text]) = opened(&printed.pdf) else {
                eprintln!(
                    "SKIPPED: pdftoppm, pdfinfo, pdffonts or pdftotext is absent (install with: apt-get install poppler-utils)"
                );
                return;
            };
            let way = format!("{title} {ruby:?}");
            let pages = pages(&drawn);
            assert_eq!(pages.len(), printed.pages, "{way}");
            for (place, page) in pages.iter().enumerate() {
                let ink = page.ink();
                assert!(
                    (2..300).contains(&ink),
                    "{way}, page {place}: {ink} of 1000"
                );
                assert!(!page.has_ink_at_the_edge(), "{way}, page {place}");
            }
            let info = String::from_utf8_lossy(&info);
            let says = |name: &str, value: &str| {
                let mut lines = info.lines().filter_map(|line| line.split_once(':'));
                lines.any(|(known, said)| known == name && said.trim() == value)
            };
            assert!(
                says("Title", title) && says("Tagged", "yes"),
                "{way}: {info}"
            );
            let meta = String::from_utf8_lossy(&meta);
            let (_, language) = meta.split_once("<dc:language>").unwrap();
            let language = language.split("</dc:language>").next().unwrap();
            assert!(language.contains("<rdf:li>ja"), "{way}: {language}");
            // Behind two lines of heads: embedded, a subset, with its letters as text, and where it stands.
            let fonts = String::from_utf8_lossy(&fonts);
            let fonts: Vec<&str> = fonts.lines().skip(2).collect();
            assert!(!fonts.is_empty(), "{way}");
            for font in fonts {
                let columns: Vec<&str> = font.split_whitespace().rev().skip(2).take(3).collect();
                assert_eq!(columns, ["yes"; 3], "{way}: {font}");
            }
            let text = squeezed(&String::from_utf8_lossy(&text));
            let places: Vec<_> = order.iter().map(|said| text.find(said)).collect();
            assert!(
                places.iter().all(Option::is_some) && places.is_sorted(),
                "{way}: {places:?} of {order:?} in {text}"
            );
        }
    }
}

#[test]
fn ink_at_the_edge_and_a_blank_page_are_seen() {
    let (width, height) = (200, 300);
    let mut page = vec![255; width * height];
    let drawn = |points: &[u8]| {
        let mut file = format!("P5\n{width} {height}\n255\n").into_bytes();
        file.extend(points);
        let pages = pages(&file);
        assert_eq!(pages.len(), 1);
        (pages[0].ink(), pages[0].has_ink_at_the_edge())
    };
    assert_eq!(drawn(&page), (0, false));
    page[100 * width + 100..101 * width - 40].fill(0);
    assert_eq!(drawn(&page), (1, false));
    page[100 * width + 10] = 0;
    assert!(drawn(&page).1);
}
