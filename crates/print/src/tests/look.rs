//! A look at set pages as a reader has it: what is written, and where each sign stands.

use typst::layout::{Abs, Point, Rect, Size, Transform};
use typst::text::TextItem;
use typst_layout::PagedDocument;

use crate::laid_out;
use crate::sheets::Sheet;

/// Half a point: strokes and rounding, nothing an eye sees.
const SLACK: f64 = 0.5;

/// An opening bracket at the start of a line hangs out a little.
const HANGING: f64 = 3.0;

/// The smallest text, 10.5 points, in numbers that were rounded on the way.
const SMALLEST: f64 = 10.49;

/// Runs on one page with the box of each one's visible glyphs.
struct Run<'a> {
    text: &'a TextItem,
    ink: Rect,
}

fn runs(document: &PagedDocument) -> Vec<(Size, Vec<Run<'_>>)> {
    let mut pages = Vec::new();
    for page in document.pages() {
        let mut found = Vec::new();
        laid_out::texts(&page.frame, &mut |text, to_page| {
            if let Some(ink) = ink(text, to_page) {
                found.push(Run { text, ink });
            }
        });
        pages.push((page.frame.size(), found));
    }
    pages
}

/// The box of a run's visible glyphs on its page; `None` for a run of spaces.
fn ink(text: &TextItem, to_page: Transform) -> Option<Rect> {
    let own = text.bbox();
    // The box is y-down with the larger y first, whichever way the glyphs lie.
    let corners = [own.min, own.max].map(|corner: Point| corner.transform(to_page));
    let (low, high) = (corners[0].min(corners[1]), corners[0].max(corners[1]));
    (low.x.to_pt().is_finite() && high.x.to_pt().is_finite()).then(|| Rect::new(low, high))
}

/// Everything written, in order, without the places where a line may end.
pub fn written(document: &PagedDocument) -> String {
    let mut all = String::new();
    for page in document.pages() {
        laid_out::texts(&page.frame, &mut |text, _| all.push_str(&text.text));
    }
    squeezed(&all)
}

/// Without spaces, line ends and breaks that are not seen.
pub fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !c.is_control() && *c != '\u{200B}')
        .collect()
}

/// What is wrong with the places of signs: outside the margins, over one another, or too small.
pub fn faults(document: &PagedDocument) -> Vec<String> {
    let mut faults = Vec::new();
    for (page, (size, runs)) in runs(document).into_iter().enumerate() {
        let margin = Abs::cm(2.0).to_pt() - HANGING;
        for run in &runs {
            let (low, high) = (run.ink.min, run.ink.max);
            let is_inside = low.x.to_pt() >= margin
                && low.y.to_pt() >= margin
                && high.x.to_pt() <= size.x.to_pt() - margin
                && high.y.to_pt() <= size.y.to_pt() - margin;
            if !is_inside {
                faults.push(format!(
                    "page {page}: {} leaves the page: {:?}",
                    start(run.text),
                    run.ink
                ));
            }
            if run.text.size.to_pt() < SMALLEST && !is_reading(run.text) {
                faults.push(format!(
                    "page {page}: {} is small: {:?}",
                    start(run.text),
                    run.text.size
                ));
            }
        }
        for (index, one) in runs.iter().enumerate() {
            for other in runs.iter().skip(index + 1) {
                if overlap(one.ink, other.ink) {
                    faults.push(format!(
                        "page {page}: {} lies over {} ({:?}, {:?})",
                        start(one.text),
                        start(other.text),
                        one.ink,
                        other.ink
                    ));
                }
            }
        }
    }
    faults
}

/// The start of a run, enough to find it.
fn start(text: &TextItem) -> String {
    squeezed(&text.text).chars().take(16).collect()
}

/// Readings are half as large as their words.
fn is_reading(text: &TextItem) -> bool {
    text.size.to_pt() >= 5.2
        && text
            .text
            .chars()
            .all(|c| matches!(c, '\u{3041}'..='\u{30FF}'))
}

fn overlap(one: Rect, other: Rect) -> bool {
    let across = one.max.x.min(other.max.x) - one.min.x.max(other.min.x);
    let down = one.max.y.min(other.max.y) - one.min.y.max(other.min.y);
    across.to_pt() > SLACK && down.to_pt() > SLACK
}

/// Every text of a sheet that must be readable on it.
pub fn texts_of(sheet: &Sheet) -> Vec<String> {
    let mut found = Vec::new();
    collect(&serde_json::to_value(sheet).unwrap(), &mut found);
    found
}

fn collect(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => found.push(text.clone()),
        serde_json::Value::Array(values) => values.iter().for_each(|v| collect(v, found)),
        serde_json::Value::Object(fields) => {
            // Readings are shown only with the switch on.
            let shown = fields.iter().filter(|(name, _)| *name != "reading");
            shown.for_each(|(_, v)| collect(v, found));
        }
        _ => {}
    }
}
