//! Stretches of opening in a cell or in a sentence.

use renkei_domain::directory::hours::Span;
use renkei_domain::time::Minute;

use super::cursor::Cursor;
use crate::cell::half_width;

/// The dashes that stand between two times, and the words.
pub(super) const DASHES: [&str; 11] = ["〜", "~", "-", "−", "–", "—", "‐", "―", "ー", "ｰ", "から"];

/// What a cell of hours holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CellHours {
    /// Nothing.
    Empty,
    /// A stretch that ends after it began, on the same day.
    Open(Span),
    /// It ends when it begins. 「00:00-00:00」 is how many offices write "closed".
    ZeroLength,
    /// It ends before it begins.
    Reversed,
    /// Something else.
    Unreadable,
}

impl CellHours {
    /// Reads `09:00-17:00` and what people make of it.
    pub(crate) fn read(cell: &str) -> Self {
        let text = half_width(cell);
        let text = text.trim();
        if text.is_empty() {
            return Self::Empty;
        }
        let mut cursor = Cursor::new(text);
        match read_times(&mut cursor).filter(|_| cursor.rest().trim().is_empty()) {
            None => Self::Unreadable,
            Some((opens, closes)) if opens == closes => Self::ZeroLength,
            Some((opens, closes)) if closes < opens => Self::Reversed,
            Some((opens, closes)) => Span::new(opens, closes).map_or(Self::Unreadable, Self::Open),
        }
    }
}

/// Passes a stretch such as `9:00〜17:00`, `9時半から17時`, `10〜14時`. It ends after it begins.
pub(super) fn read_span(cursor: &mut Cursor<'_>) -> Option<Span> {
    let mut ahead = *cursor;
    let (opens, closes) = read_times(&mut ahead)?;
    let span = (opens < closes)
        .then(|| Span::new(opens, closes))
        .flatten()?;
    *cursor = ahead;
    Some(span)
}

fn read_times(cursor: &mut Cursor<'_>) -> Option<(Minute, Minute)> {
    let start = *cursor;
    if let Some(opens) = read_time(cursor)
        && let Some(closes) = read_dash(cursor).and_then(|()| read_time(cursor))
    {
        return Some((opens, closes));
    }
    // 「10〜14時」: the hour mark stands once.
    *cursor = start;
    let hour = cursor.number()?;
    read_dash(cursor)?;
    let rest = cursor.rest();
    let closes = read_time(cursor)?;
    let marked = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    (hour < 24 && marked.starts_with('時')).then(|| (Minute::of(u32::from(hour), 0), closes))
}

fn read_dash(cursor: &mut Cursor<'_>) -> Option<()> {
    cursor.eat_all(&[" "]);
    if !cursor.eat_any(&DASHES) {
        return None;
    }
    cursor.eat_all(&[" "]);
    Some(())
}

/// `9:00`, `09:00`, `9時`, `9時30分`, `9時半`; 24:00 is the end of a day.
fn read_time(cursor: &mut Cursor<'_>) -> Option<Minute> {
    let mut ahead = *cursor;
    let hour = ahead.number()?;
    let minute = if ahead.eat(":") {
        let digits = ahead.rest().len();
        let minute = ahead.number()?;
        // A minute has two digits; 「9:3」 could be either.
        if digits - ahead.rest().len() != 2 {
            return None;
        }
        minute
    } else if ahead.eat("時") {
        if ahead.eat("半") {
            30
        } else {
            let mut further = ahead;
            match further.number() {
                Some(minute) if further.eat("分") => {
                    ahead = further;
                    minute
                }
                _ => 0,
            }
        }
    } else {
        return None;
    };
    let minutes = u16::from(hour) * 60 + u16::from(minute);
    let time = Minute::new(minutes).filter(|_| minute < 60)?;
    *cursor = ahead;
    Some(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_of_hours() {
        let open = |opens: u32, closes: u32| {
            CellHours::Open(Span::new(Minute::of(opens, 0), Minute::of(closes, 0)).unwrap())
        };
        for (cell, expected) in [
            ("09:00-17:00", open(9, 17)),
            ("９：００〜１７：００", open(9, 17)),
            ("9時-17時", open(9, 17)),
            ("9〜17時", open(9, 17)),
            ("0:00-24:00", open(0, 24)),
            ("00:00-00:00", CellHours::ZeroLength),
            ("10:00-09:00", CellHours::Reversed),
            ("10:00-00:00", CellHours::Reversed),
            ("", CellHours::Empty),
            ("9:00-17:00 応相談", CellHours::Unreadable),
            ("25:00-26:00", CellHours::Unreadable),
            ("9-17", CellHours::Unreadable),
            ("シフト制", CellHours::Unreadable),
        ] {
            assert_eq!(CellHours::read(cell), expected, "{cell}");
        }
    }
}
