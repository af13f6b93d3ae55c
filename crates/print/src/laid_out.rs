//! A look at set pages: every run of text with the place of each of its glyphs.

use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::text::TextItem;
use typst_layout::PagedDocument;

/// Calls `see` with every run of text on a page, and with what carries the run's own coordinates to
/// those of the page.
pub(crate) fn texts<'a>(frame: &'a Frame, see: &mut impl FnMut(&'a TextItem, Transform)) {
    walk(frame, Transform::identity(), see);
}

fn walk<'a>(frame: &'a Frame, to_page: Transform, see: &mut impl FnMut(&'a TextItem, Transform)) {
    for (place, item) in frame.items() {
        let here = to_page.pre_concat(moved(*place));
        match item {
            FrameItem::Group(group) => walk(&group.frame, here.pre_concat(group.transform), see),
            FrameItem::Text(text) => see(text, here),
            FrameItem::Shape(..)
            | FrameItem::Image(..)
            | FrameItem::Link(..)
            | FrameItem::Tag(_) => {}
        }
    }
}

fn moved(by: Point) -> Transform {
    Transform::translate(by.x, by.y)
}

/// Characters for which the font's sign for "no glyph" was set after all.
pub(crate) fn without_glyph(document: &PagedDocument) -> Vec<char> {
    let mut found = Vec::new();
    for page in document.pages() {
        texts(&page.frame, &mut |text, _| {
            for glyph in text.glyphs.iter().filter(|glyph| glyph.id == 0) {
                found.extend(text.text.get(glyph.range()).unwrap_or_default().chars());
            }
        });
    }
    found
}
