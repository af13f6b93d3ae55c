//! Pages as they are set: nothing outside, nothing over another, nothing left out.

use crate::laid_out;
use crate::render::set;
use crate::sheets::Sheet;
use crate::tests::look::{faults, squeezed, texts_of, written};
use crate::tests::samples::coverage::large;
use crate::tests::samples::{empty, filled, network, options, usual};
use crate::{Paper, PrintOptions, Ruby, render};

fn every_way() -> Vec<PrintOptions> {
    let mut ways = Vec::new();
    for paper in [Paper::A4, Paper::A3] {
        for ruby in [Ruby::Off, Ruby::On] {
            ways.push(PrintOptions {
                ruby,
                paper,
                ..options()
            });
        }
    }
    ways
}

fn samples() -> Vec<(&'static str, Sheet)> {
    let longest = "社会福祉法人北摂地域生活支援センターぎんなんの木".repeat(6);
    [usual(), empty(), filled(&longest)].concat()
}

#[test]
fn a_reader_sees_every_sign_inside_the_margins_and_none_over_another() {
    for (name, sheet) in samples() {
        for way in every_way() {
            let (document, _) = set(&sheet, &way).unwrap();
            let found = faults(&document);
            assert!(found.is_empty(), "{name} {way:?}: {found:#?}");
        }
    }
}

#[test]
fn a_reader_in_an_emergency_sees_each_step_on_a_line_of_its_own() {
    let mut all = usual().into_iter();
    let (_, sheet) = all
        .find(|(_, sheet)| matches!(sheet, Sheet::Emergency(_)))
        .unwrap();
    let (document, _) = set(&sheet, &options()).unwrap();
    let mut depths = Vec::new();
    for page in document.pages() {
        laid_out::texts(&page.frame, &mut |text, to_page| {
            if ["診断書", "人事課"].contains(&text.text.as_str()) {
                depths.push(to_page.ty);
            }
        });
    }
    assert!(
        matches!(depths[..], [one, next] if one < next),
        "{depths:?}"
    );
}

#[test]
fn whoever_is_asked_about_dates_on_paper_ticks_how_they_would_come() {
    let mut all = usual().into_iter();
    let (_, sheet) = all
        .find(|(_, sheet)| matches!(sheet, Sheet::PollForm(_)))
        .unwrap();
    let (document, _) = set(&sheet, &options()).unwrap();
    let written = written(&document);
    for wish in ["休みながら出たい", "オンラインで出たい"] {
        assert!(written.contains(wish), "{wish}: {written}");
    }
}

#[test]
fn a_reader_sees_every_text_of_the_sheet() {
    for (name, sheet) in samples() {
        for way in every_way() {
            let (document, missing) = set(&sheet, &way).unwrap();
            let written = written(&document);
            for text in texts_of(&sheet) {
                assert!(
                    written.contains(&squeezed(&text)),
                    "{name} {way:?}: {text} in {written}"
                );
            }
            assert!(missing.all().is_empty(), "{name}: {missing:?}");
        }
    }
}

#[test]
fn a_reader_sees_page_day_and_network_on_every_page() {
    let (_, sheet) = filled(&"長い名の事業所".repeat(20)).remove(4);
    let (document, _) = set(&sheet, &options()).unwrap();
    let pages = document.pages().len();
    assert!(pages > 1);
    let written = written(&document);
    for page in 1..=pages {
        assert!(
            written.contains(&format!("{page}/{pages}ページ")),
            "{page} of {pages}: {written}"
        );
    }
    let days = written.matches("発行日令和8年11月20日(金)").count();
    assert_eq!(days, pages);
}

#[test]
fn a_council_reads_thirty_towns_and_fifty_kinds_with_their_heads_on_every_page() {
    let (document, _) = set(&large(network(), 30, 50), &options()).unwrap();
    let found = faults(&document);
    assert!(found.is_empty(), "{} {:#?}", found.len(), found.first());
    let pages = document.pages().len();
    let written = written(&document);
    // Six towns beside one another, each part with its kinds; the last page may hold the sentences alone.
    let heads = written.matches("種類大阪市東住吉区").count();
    assert!([pages, pages - 1].contains(&heads), "{heads} of {pages}");
    for part in [0, 6, 12, 18, 24] {
        assert!(
            written.contains(&format!("種類大阪市東住吉区{part}")),
            "{part}"
        );
    }
    assert!(written.contains(&format!("{pages}/{pages}ページ")));
}

#[test]
fn a_reader_sees_readings_only_when_asked() {
    let (_, invitation) = usual().remove(0);
    let with = PrintOptions {
        ruby: Ruby::On,
        ..options()
    };
    let (document, _) = set(&invitation, &with).unwrap();
    let read = written(&document);
    for reading in ["たかつき", "ようこ", "しょうたい"] {
        assert!(read.contains(reading), "{reading}");
    }
    let (document, _) = set(&invitation, &options()).unwrap();
    assert!(!written(&document).contains("たかつき"));
}

#[test]
fn a_coordinator_gets_usual_sheets_on_one_page() {
    for (name, sheet) in usual() {
        // Of a period there are as many records as there were, of a person as much as is kept, a map has two sides,
        // what is posted a page with its address, and a table as many lines as there are kinds.
        let several = [
            "records",
            "person-copy",
            "handover-record",
            "handbook",
            "material-posted",
            "coverage",
            "map",
            "map-list",
            "map-blank",
        ];
        if several.contains(&name) {
            continue;
        }
        for way in every_way() {
            let printed = render(&sheet, &way).unwrap();
            assert_eq!(printed.pages, 1, "{name} {way:?}");
        }
    }
}
