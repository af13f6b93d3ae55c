//! Sheets of paper: what stands on a sheet goes in as plain data, a tagged PDF comes out.
//!
//! The crate knows nothing of accounts, databases, addresses of the network or the time of day. The
//! same sheet gives the same bytes on every machine: the fonts are embedded and nothing is looked
//! for on the disk.
//!
//! Start with [`Sheet`] and [`render`]. Each kind of sheet is a struct in [`sheets`] and a template of
//! the same name in `templates/`; what all sheets share (margins, foot, ruby, boxes) stands in
//! `templates/frame.typ`. Texts reach a template only as values of one JSON file, never as source, so
//! that nothing a person typed can be read as markup.
//!
//! # Fonts
//! - **BIZ UDPGothic** 400 and 700 set everything they can: JIS X 0213 with 10,153 kanji and the
//!   variants of them that a variation selector asks for.
//! - **Noto Sans CJK JP**, cut down to the 16,687 kanji that BIZ UDPGothic lacks and family registers
//!   (文字情報基盤), Extension B or the compatibility block have, with signs. A font with all 52,605
//!   kanji of the registers weighs 45 MB; the cut weighs 4.5 MB and has every one that Noto draws.
//! - **Noto Emoji**, in outlines, for print without colour.
//!
//! `assets/fonts/README.md` says where each file is from and how it was made.
//!
//! What none of the three has (private-use characters, the rarest variants, Hangul and other scripts)
//! is printed as 〓, named by code point at the end of the sheet so that a hand can fill it in, and
//! reported in [`Printed::missing_glyphs`]. It is never a blank.

mod fonts;
mod laid_out;
mod options;
mod pictures;
mod printable;
mod qr;
mod render;
pub mod sheets;
mod template;
#[cfg(test)]
mod tests;
mod words;

pub use options::{Paper, PrintFault, PrintOptions, Printed, Ruby};
pub use render::render;
pub use sheets::Sheet;
pub use words::{Code, Contact, Place, Words};
