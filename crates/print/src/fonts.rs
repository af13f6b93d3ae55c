//! The embedded fonts, and which characters they have.

use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{Font, FontBook, FontInstance, FontVariant, FontVariations};
use typst::utils::LazyHash;

use crate::options::PrintFault;

/// The order is the order of preference and the one in `templates/frame.typ`.
const FILES: [&[u8]; 4] = [
    include_bytes!("../assets/fonts/biz-udpgothic-400.ttf"),
    include_bytes!("../assets/fonts/biz-udpgothic-700.ttf"),
    include_bytes!("../assets/fonts/noto-sans-cjk-jp-rare-400.otf"),
    include_bytes!("../assets/fonts/noto-emoji-400.ttf"),
];

/// The fonts, read once.
pub(crate) struct Fonts {
    fonts: Vec<Font>,
    faces: Vec<FontInstance>,
    book: LazyHash<FontBook>,
}

/// How the fonts can show a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    /// As asked.
    Yes,
    /// In its usual form, because the wanted variant is missing.
    Usual,
    /// Not at all.
    No,
}

impl Fonts {
    /// Reads the embedded fonts.
    pub(crate) fn read() -> Result<Self, PrintFault> {
        let fonts: Vec<Font> = FILES
            .iter()
            .map(|file| Font::new(Bytes::new(*file), 0).ok_or(PrintFault::Font))
            .collect::<Result<_, _>>()?;
        let faces = fonts
            .iter()
            .map(|font| {
                font.clone().instantiate(
                    FontVariant::default(),
                    Abs::pt(12.0),
                    &FontVariations::default(),
                )
            })
            .collect();
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        Ok(Self { fonts, faces, book })
    }

    /// What the fonts are called and can do.
    pub(crate) fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    /// A font by its place in the book.
    pub(crate) fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    /// How a character can be shown, with the variation selector that follows it.
    pub(crate) fn shown(&self, c: char, variant: Option<char>) -> Shown {
        let Some(face) = self
            .faces
            .iter()
            .find(|face| face.ttf().glyph_index(c).is_some())
        else {
            return Shown::No;
        };
        match variant {
            Some(selector) if face.ttf().glyph_variation_index(c, selector).is_none() => {
                Shown::Usual
            }
            _ => Shown::Yes,
        }
    }
}
