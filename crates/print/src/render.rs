//! From a sheet to its PDF.

use std::sync::atomic::{AtomicUsize, Ordering};

use renkei_domain::time::era_date;
use serde_json::json;
use typst::comemo;
use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::options::{Paper, PrintFault, PrintOptions, Printed, Ruby};
use crate::printable::{Missing, clean};
use crate::sheets::Sheet;
use crate::template::{Press, SheetWorld};
use crate::{laid_out, pictures, qr};

/// After so many sheets, results of setting that were not used again for the last of them are forgotten, so that
/// memory stays bounded and what stood on a sheet does not linger. All that is remembered is looked at for it.
const REMEMBERED_SHEETS: usize = 4;

/// How many sheets were printed.
static PRINTED: AtomicUsize = AtomicUsize::new(0);

/// At most so many missing characters are named on the sheet; all are reported.
const NAMED_MISSING: usize = 12;

/// Prints a sheet.
///
/// # Errors
/// The text of the QR code may be too long. Everything else is a fault of ours.
pub fn render(sheet: &Sheet, options: &PrintOptions) -> Result<Printed, PrintFault> {
    let (document, missing) = set(sheet, options)?;
    let pdf = write(&document)?;
    let mut missing_glyphs = missing.all();
    missing_glyphs.extend(laid_out::without_glyph(&document));
    let pages = document.pages().len();
    drop(document);
    let number = PRINTED.fetch_add(1, Ordering::Relaxed);
    // Pictures are too large to be remembered, and so are hundreds of pages.
    if !sheet.pictures().is_empty() || matches!(sheet, Sheet::Handbook(_)) {
        comemo::evict(0);
    } else if number.is_multiple_of(REMEMBERED_SHEETS) {
        comemo::evict(1);
    }
    Ok(Printed {
        pdf,
        pages,
        missing_glyphs: missing_glyphs.into_iter().collect(),
    })
}

/// Sets the pages of a sheet.
pub(crate) fn set(
    sheet: &Sheet,
    options: &PrintOptions,
) -> Result<(PagedDocument, Missing), PrintFault> {
    let press = Press::shared()?;
    let qr = sheet.qr().map(qr::svg).transpose()?;
    let pictures = pictures::settable(sheet.pictures());
    let is_settable: Vec<bool> = pictures.iter().map(Option::is_some).collect();
    let mut missing = Missing::default();
    let mut content = serde_json::to_value(sheet)?;
    clean(&mut content, &press.fonts, &mut missing);
    let named: Vec<String> = missing
        .blank
        .iter()
        .take(NAMED_MISSING)
        .map(|c| format!("U+{:04X}", u32::from(*c)))
        .collect();
    let values = json!({
        "issued": era_date(options.issued_on),
        "missing": named,
        "more_missing": missing.blank.len() > NAMED_MISSING,
        "pictures": is_settable,
        "sheet": content,
    });
    let style = match (options.paper, options.ruby) {
        (Paper::A4, Ruby::Off) => r#"{"paper":"a4","ruby":false}"#,
        (Paper::A4, Ruby::On) => r#"{"paper":"a4","ruby":true}"#,
        (Paper::A3, Ruby::Off) => r#"{"paper":"a3","ruby":false}"#,
        (Paper::A3, Ruby::On) => r#"{"paper":"a3","ruby":true}"#,
    };
    let template = sheet.template();
    let world = SheetWorld::new(press, template, style, values.to_string(), qr, &pictures)?;
    let warned = typst::compile::<PagedDocument>(&world);
    let document = warned
        .output
        .map_err(|faults| PrintFault::Layout(told(&faults)))?;
    Ok((document, missing))
}

fn write(document: &PagedDocument) -> Result<Vec<u8>, PrintFault> {
    let standards = PdfStandards::new(&[PdfStandard::Ua_1])
        .map_err(|fault| PrintFault::Pdf(fault.message().to_string()))?;
    let options = PdfOptions {
        creator: Smart::Custom(Some("renkei".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(document, &options).map_err(|faults| PrintFault::Pdf(told(&faults)))
}

fn told(faults: &[SourceDiagnostic]) -> String {
    let messages: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
    messages.join("; ")
}
