//! A look at set pages: everything on them with its place, and the runs of text with their glyphs.

use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::text::TextItem;
use typst_layout::PagedDocument;

/// Calls `see` with every run of text on a page, and with what carries the run's own coordinates to
/// those of the page.
pub(crate) fn texts<'a>(frame: &'a Frame, see: &mut impl FnMut(&'a TextItem, Transform)) {
    items(frame, &mut |item, to_page| {
        if let FrameItem::Text(text) = item {
            see(text, to_page);
        }
    });
}

/// The same with everything on a page that is no group of other things.
pub(crate) fn items<'a>(frame: &'a Frame, see: &mut impl FnMut(&'a FrameItem, Transform)) {
    walk(frame, Transform::identity(), see);
}

fn walk<'a>(frame: &'a Frame, to_page: Transform, see: &mut impl FnMut(&'a FrameItem, Transform)) {
    for (place, item) in frame.items() {
        let here = to_page.pre_concat(moved(*place));
        match item {
            FrameItem::Group(group) => walk(&group.frame, here.pre_concat(group.transform), see),
            item => see(item, here),
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
