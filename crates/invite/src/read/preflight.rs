//! What happens to a text from outside before `ical` sees it. It is bounded in octets, lines and depth;
//! lines are put together octet by octet, since some writers break them inside a character; names are
//! written in upper case; lines that are no property, parts that are not known here and ends without a
//! begin are left out and counted. A text that breaks off is read as far as it goes and marked.

use crate::read::ReadFault;
use crate::read::scan::scan;

/// How much is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// The most octets.
    pub octets: usize,
    /// The most lines, counted after they were put together.
    pub lines: usize,
    /// How deep parts may lie in one another, known or not. Known ones lie at most three deep.
    pub depth: usize,
}

impl Bounds {
    /// For one message. Real ones have a few kilobytes; some carry a file.
    pub const MESSAGE: Self = Self {
        octets: 4 << 20,
        lines: 20_000,
        depth: 32,
    };

    /// For somebody's calendar of many years.
    pub const CALENDAR: Self = Self {
        octets: 8 << 20,
        lines: 200_000,
        depth: 32,
    };
}

/// A text that `ical` reads.
pub(super) struct Checked {
    pub(super) text: String,
    /// How many lines, parts, parameters and values of parameters were left out.
    pub(super) left_out: usize,
    /// Whether parts were still open at its end; they were closed there.
    pub(super) breaks_off: bool,
}

/// The parts that `ical` knows, and what they stand in.
const PARTS: [(&str, &[&str]); 9] = [
    ("VCALENDAR", &[""]),
    ("VEVENT", &["VCALENDAR"]),
    ("VTODO", &["VCALENDAR"]),
    ("VJOURNAL", &["VCALENDAR"]),
    ("VFREEBUSY", &["VCALENDAR"]),
    ("VTIMEZONE", &["VCALENDAR"]),
    ("VALARM", &["VCALENDAR", "VEVENT", "VTODO"]),
    ("STANDARD", &["VTIMEZONE"]),
    ("DAYLIGHT", &["VTIMEZONE"]),
];

/// A part that has begun and not ended.
struct Open {
    name: String,
    is_kept: bool,
}

/// Makes a text fit to be read.
pub(super) fn check(text: &[u8], bounds: Bounds) -> Result<Checked, ReadFault> {
    if text.len() > bounds.octets {
        return Err(ReadFault::TooLong(bounds.octets));
    }
    let unfolded = unfold(text);
    let mut checked = Checked {
        text: String::with_capacity(unfolded.len()),
        left_out: 0,
        breaks_off: false,
    };
    let mut open: Vec<Open> = Vec::new();
    for (line, number) in unfolded.lines().zip(1_usize..) {
        if number > bounds.lines {
            return Err(ReadFault::TooManyLines(bounds.lines));
        }
        let Some(scanned) = scan(line) else {
            checked.left_out += 1;
            continue;
        };
        let part = || scanned.value.trim().to_ascii_uppercase();
        match scanned.name.as_str() {
            "BEGIN" => {
                if open.len() >= bounds.depth {
                    return Err(ReadFault::TooDeep(bounds.depth));
                }
                checked.begin(part(), &mut open);
            }
            "END" => checked.end(&part(), &mut open),
            _ if open.last().is_some_and(|part| part.is_kept) => {
                checked.left_out += scanned.left_out;
                scanned.write(&mut checked.text);
            }
            // A part that is left out was counted when it began.
            _ => checked.left_out += usize::from(open.is_empty()),
        }
    }
    if checked.text.is_empty() {
        return Err(ReadFault::NoCalendar);
    }
    checked.breaks_off = !open.is_empty();
    checked.close(&mut open, 0);
    Ok(checked)
}

impl Checked {
    /// Begins a part. Where one can only stand further out, what is open inside was not ended and ends here.
    fn begin(&mut self, name: String, open: &mut Vec<Open>) {
        let stands_in = |around: &str| {
            PARTS
                .iter()
                .any(|(known, places)| *known == name && places.contains(&around))
        };
        let innermost = open.iter().rposition(|part| stands_in(&part.name));
        if let Some(place) = innermost
            && place + 1 < open.len()
            && open.iter().all(|part| part.is_kept)
        {
            self.left_out += 1;
            self.close(open, place + 1);
        }
        let around = open.last().map_or("", |part| part.name.as_str());
        let is_in_kept = open.last().is_none_or(|part| part.is_kept);
        let is_kept = is_in_kept && stands_in(around);
        if is_kept {
            self.mark("BEGIN", &name);
        } else if is_in_kept {
            self.left_out += 1;
        }
        open.push(Open { name, is_kept });
    }

    /// Ends the innermost part of that name and all that are still open inside it.
    fn end(&mut self, name: &str, open: &mut Vec<Open>) {
        match open.iter().rposition(|part| part.name == name) {
            Some(at) => self.close(open, at),
            None => self.left_out += 1,
        }
    }

    fn close(&mut self, open: &mut Vec<Open>, at: usize) {
        for part in open.drain(at..).rev().filter(|part| part.is_kept) {
            self.mark("END", &part.name);
        }
    }

    fn mark(&mut self, word: &str, name: &str) {
        self.text.push_str(word);
        self.text.push(':');
        self.text.push_str(name);
        self.text.push('\n');
    }
}

/// The lines as they were before they were folded, each ending with LF. What is no UTF-8 becomes U+FFFD:
/// who takes a text out of a mail has put it into UTF-8 by its charset.
fn unfold(text: &[u8]) -> String {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let mut unfolded: Vec<u8> = Vec::with_capacity(text.len());
    for line in text.split(|byte| matches!(byte, b'\n' | b'\r')) {
        match line {
            [] => {}
            [b' ' | b'\t', rest @ ..] if !unfolded.is_empty() => {
                unfolded.pop();
                unfolded.extend_from_slice(rest);
                unfolded.push(b'\n');
            }
            _ => {
                unfolded.extend_from_slice(line.trim_ascii_start());
                unfolded.push(b'\n');
            }
        }
    }
    match String::from_utf8(unfolded) {
        Ok(text) => text,
        Err(fault) => String::from_utf8_lossy(fault.as_bytes()).into_owned(),
    }
}
