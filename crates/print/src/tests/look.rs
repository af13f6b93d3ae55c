//! A look at set pages as a reader has it: what is written, and where each sign stands.

use typst::layout::{Abs, FrameItem, Point, Rect, Size, Transform};
use typst::text::TextItem;
use typst::visualize::{Geometry, Shape};
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

/// What stands on one page.
struct Seen<'a> {
    size: Size,
    runs: Vec<Run<'a>>,
    /// The boxes of pictures: QR codes.
    pictures: Vec<Rect>,
    /// Lines, and the sides of frames, each as a box without width or height.
    strokes: Vec<Rect>,
}

fn seen(document: &PagedDocument) -> Vec<Seen<'_>> {
    let mut pages = Vec::new();
    for page in document.pages() {
        let mut seen = Seen {
            size: page.frame.size(),
            runs: Vec::new(),
            pictures: Vec::new(),
            strokes: Vec::new(),
        };
        laid_out::items(&page.frame, &mut |item, to_page| match item {
            FrameItem::Text(text) => {
                let ink = ink(text, to_page);
                seen.runs.extend(ink.map(|ink| Run { text, ink }));
            }
            FrameItem::Image(_, size, _) => {
                let own = Rect::from_pos_size(Point::zero(), *size);
                seen.pictures.push(on_page(own, to_page));
            }
            FrameItem::Shape(shape, _) => seen.strokes.extend(strokes(shape, to_page)),
            FrameItem::Group(_) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
        });
        pages.push(seen);
    }
    pages
}

/// A box in the coordinates of its page.
fn on_page(own: Rect, to_page: Transform) -> Rect {
    // A box of glyphs is y-down with the larger y first, whichever way the glyphs lie.
    let corners = [own.min, own.max].map(|corner: Point| corner.transform(to_page));
    Rect::new(corners[0].min(corners[1]), corners[0].max(corners[1]))
}

/// The box of a run's visible glyphs on its page; `None` for a run of spaces.
fn ink(text: &TextItem, to_page: Transform) -> Option<Rect> {
    let ink = on_page(text.bbox(), to_page);
    (ink.min.x.to_pt().is_finite() && ink.max.x.to_pt().is_finite()).then_some(ink)
}

/// What is stroked of a shape: a line, or the four sides of a frame.
fn strokes(shape: &Shape, to_page: Transform) -> Vec<Rect> {
    if shape.stroke.is_none() {
        return Vec::new();
    }
    let whole = on_page(shape.geometry.bbox(None), to_page);
    let (low, high) = (whole.min, whole.max);
    match shape.geometry {
        Geometry::Line(_) => vec![whole],
        Geometry::Rect(_) | Geometry::Curve(_) => vec![
            Rect::new(low, Point::new(high.x, low.y)),
            Rect::new(Point::new(low.x, high.y), high),
            Rect::new(low, Point::new(low.x, high.y)),
            Rect::new(Point::new(high.x, low.y), high),
        ],
    }
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
    for (page, seen) in seen(document).into_iter().enumerate() {
        let (size, runs) = (seen.size, &seen.runs);
        faults.extend(drawn_over(page, &seen));
        let margin = Abs::cm(2.0).to_pt() - HANGING;
        for run in runs {
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

/// What is wrong with pictures, lines and frames: outside the page, over one another, or through a text.
fn drawn_over(page: usize, seen: &Seen<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    let (width, height) = (seen.size.x.to_pt(), seen.size.y.to_pt());
    let margin = Abs::cm(2.0).to_pt() - SLACK;
    for (index, picture) in seen.pictures.iter().enumerate() {
        let (low, high) = (picture.min, picture.max);
        let is_inside = low.x.to_pt() >= margin
            && low.y.to_pt() >= margin
            && high.x.to_pt() <= width - margin
            && high.y.to_pt() <= height - margin;
        if !is_inside {
            faults.push(format!(
                "page {page}: a picture leaves the page: {picture:?}"
            ));
        }
        for other in seen.pictures.iter().skip(index + 1) {
            if overlap(*picture, *other) {
                faults.push(format!(
                    "page {page}: pictures lie over one another: {picture:?}"
                ));
            }
        }
        for run in seen.runs.iter().filter(|run| overlap(*picture, run.ink)) {
            faults.push(format!(
                "page {page}: {} lies over a picture ({:?}, {picture:?})",
                start(run.text),
                run.ink
            ));
        }
    }
    for stroke in &seen.strokes {
        for run in seen.runs.iter().filter(|run| crosses(*stroke, run.ink)) {
            faults.push(format!(
                "page {page}: a line goes through {} ({stroke:?}, {:?})",
                start(run.text),
                run.ink
            ));
        }
        for picture in seen
            .pictures
            .iter()
            .filter(|picture| crosses(*stroke, **picture))
        {
            faults.push(format!(
                "page {page}: a line goes through a picture ({stroke:?}, {picture:?})"
            ));
        }
    }
    faults
}

/// Whether a line goes through a box, and not only along its edge.
fn crosses(stroke: Rect, within: Rect) -> bool {
    let across = (within.max.x.to_pt() - SLACK).min(stroke.max.x.to_pt())
        - (within.min.x.to_pt() + SLACK).max(stroke.min.x.to_pt());
    let down = (within.max.y.to_pt() - SLACK).min(stroke.max.y.to_pt())
        - (within.min.y.to_pt() + SLACK).max(stroke.min.y.to_pt());
    across >= 0.0 && down >= 0.0
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

#[test]
fn a_text_over_a_picture_or_through_a_line_is_seen() {
    let at = |x0: f64, y0: f64, x1: f64, y1: f64| {
        let point = |x, y| Point::new(Abs::pt(x), Abs::pt(y));
        Rect::new(point(x0, y0), point(x1, y1))
    };
    let text = at(100.0, 100.0, 160.0, 112.0);
    for (other, is_over) in [
        (at(150.0, 90.0, 250.0, 190.0), true),
        (at(160.0, 90.0, 250.0, 190.0), false),
        (at(90.0, 112.2, 250.0, 190.0), false),
    ] {
        assert_eq!(overlap(other, text), is_over, "{other:?}");
    }
    for (line, is_through) in [
        (at(0.0, 106.0, 300.0, 106.0), true),
        (at(0.0, 112.0, 300.0, 112.0), false),
        (at(130.0, 0.0, 130.0, 300.0), true),
        (at(99.0, 0.0, 99.0, 300.0), false),
        (at(0.0, 106.0, 90.0, 106.0), false),
    ] {
        assert_eq!(crosses(line, text), is_through, "{line:?}");
    }
}
