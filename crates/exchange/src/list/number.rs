//! Numbers that spreadsheets take for quantities: phones without their 0, ids in 指数表記, postal codes.

use renkei_domain::directory::phone::{Phone, dial};
use renkei_domain::text::Line;

use crate::cell::{Cell, Notebook, half_width};
use crate::finding::FindingKind;

/// A number that a spreadsheet robbed of its first 0: kept as it stands, nothing to dial.
pub(super) fn lost_zero(notes: &mut Notebook, cell: Cell<'_>) -> Option<Phone> {
    let text = cell.text.trim();
    let bare = !text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit());
    if !bare || dial(&format!("0{text}")).is_none() {
        return None;
    }
    notes.note(
        cell,
        FindingKind::LeadingZeroLost,
        "0を補わず、書かれたまま残した",
    );
    Line::parse(text).ok().map(Phone::published)
}

/// `2.710901477E+09`: the digits, where all of them are still there. `None` outside: no such number.
pub(super) fn scientific(text: &str) -> Option<Option<String>> {
    let (mantissa, exponent) = text.split_once(['E', 'e'])?;
    let exponent: usize = exponent.trim_start_matches('+').parse().ok()?;
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{part}");
    if whole.len() != 1 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Some((digits.len() == exponent + 1).then_some(digits))
}

/// Splits 「〒569-0000 大阪府…」.
pub(super) fn postal_code_in_front(address: &str) -> (Option<Line>, &str) {
    let start = address.trim_start_matches('〒').trim_start();
    let end = start
        .find(|c: char| !(c.is_numeric() || is_hyphen(c)))
        .unwrap_or(start.len());
    let (head, rest) = start.split_at(end);
    match seven_digits(head) {
        Some(code) => (Some(code), rest.trim_start()),
        None => (None, address),
    }
}

pub(super) fn postal_code(notes: &mut Notebook, cell: Cell<'_>) -> Option<Line> {
    let text = cell.text.trim().trim_start_matches('〒').trim();
    if let Some(code) = seven_digits(text) {
        return Some(code);
    }
    let six = text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit());
    let kind = if six {
        FindingKind::LeadingZeroLost
    } else {
        FindingKind::PostalCodeUnreadable
    };
    notes.note(cell, kind, "郵便番号なしで取り込んだ");
    None
}

/// Seven digits with their hyphen, or nothing.
fn seven_digits(text: &str) -> Option<Line> {
    let digits: String = half_width(text)
        .chars()
        .filter(|c| !is_hyphen(*c))
        .collect();
    if digits.len() != 7 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (head, tail) = digits.split_at(3);
    Line::parse(&format!("{head}-{tail}")).ok()
}

fn is_hyphen(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FF0D}' | 'ー' | 'ｰ'
    )
}
