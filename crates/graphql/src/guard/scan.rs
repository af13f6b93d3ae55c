//! What can be said of a document before it is parsed: how long it is, how many tokens it has and
//! how deep its brackets are nested.
//!
//! One pass over the bytes, without recursion and without allocation. Strings, block strings and
//! comments end exactly where the GraphQL lexer ends them (October 2021, §2.1), so that no bracket
//! can hide in what looks like text. What the lexer would refuse is counted somehow and left to the
//! parser; a string without an end is refused here, because what follows it could be read two ways.

use async_graphql::Pos;

use super::bounds::{Bound, length};
use super::refusal::{Refusal, RefusalCode};

/// What the pass found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Scanned {
    /// The largest number of brackets open at once.
    pub(super) nesting: u64,
    /// Tokens; a comment, white space and a comma are none.
    pub(super) tokens: u64,
    /// Bytes of the longest name or number.
    pub(super) longest_word: u64,
}

/// A string begins at this byte and has no end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unclosed(usize);

/// Refuses a document that is too large in one of its measures.
pub(super) fn check(document: &str) -> Result<(), Refusal> {
    Bound::DocumentBytes.hold(length(document.len()))?;
    let scanned = scan(document).map_err(|Unclosed(start)| {
        Refusal::new(RefusalCode::SyntaxError, "a string is not closed").at(place(document, start))
    })?;
    Bound::BracketNesting.hold(scanned.nesting)?;
    Bound::Tokens.hold(scanned.tokens)?;
    Bound::WordBytes.hold(scanned.longest_word)
}

/// Measures a document of any length.
pub(super) fn scan(document: &str) -> Result<Scanned, Unclosed> {
    let bytes = document.as_bytes();
    let mut scanned = Scanned::default();
    let mut open = 0_u64;
    let mut at = 0;
    while let Some(&first) = bytes.get(at) {
        let start = at;
        at = match first {
            b' ' | b'\t' | b'\n' | b'\r' | b',' => {
                at += 1;
                continue;
            }
            b'#' => {
                at += run(&bytes[at..], |byte| !matches!(byte, b'\n' | b'\r'));
                continue;
            }
            b'"' => string_end(bytes, start).ok_or(Unclosed(start))?,
            b'.' if bytes[at..].starts_with(b"...") => at + 3,
            b'A'..=b'Z' | b'a'..=b'z' | b'_' => at + run(&bytes[at..], is_of_name),
            b'0'..=b'9' | b'-' => at + run(&bytes[at..], is_of_number),
            0x80.. => at + run(&bytes[at..], |byte| byte >= 0x80),
            _ => at + 1,
        };
        match first {
            b'(' | b'[' | b'{' => open += 1,
            // A bracket that closes nothing is the parser's to refuse.
            b')' | b']' | b'}' => open = open.saturating_sub(1),
            b'A'..=b'Z' | b'a'..=b'z' | b'_' | b'0'..=b'9' | b'-' => {
                scanned.longest_word = scanned.longest_word.max(length(at - start));
            }
            _ => {}
        }
        scanned.nesting = scanned.nesting.max(open);
        scanned.tokens += 1;
    }
    Ok(scanned)
}

const fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Digits, sign, point and exponent; more than a number may hold, but never a bracket or a quote.
const fn is_of_number(byte: u8) -> bool {
    is_of_name(byte) || matches!(byte, b'.' | b'+' | b'-')
}

/// How many bytes from the start are of a kind.
fn run(bytes: &[u8], is_of_kind: impl Fn(u8) -> bool) -> usize {
    let end = bytes.iter().position(|&byte| !is_of_kind(byte));
    end.unwrap_or(bytes.len())
}

/// Where the string that begins at a quote ends, or nothing if it does not.
fn string_end(bytes: &[u8], start: usize) -> Option<usize> {
    if bytes[start..].starts_with(b"\"\"\"") {
        block_string_end(bytes, start + 3)
    } else {
        line_string_end(bytes, start + 1)
    }
}

/// An ordinary string ends at the next quote without a backslash, on the same line.
fn line_string_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\n' | b'\r' => return None,
            // The escaped byte may be a quote or a backslash, but the line still ends at its end.
            b'\\' if !matches!(bytes.get(at + 1)?, b'\n' | b'\r') => 2,
            _ => 1,
        }
    }
}

/// A block string ends at the next three quotes without a backslash. A backslash escapes nothing
/// else here, not even another backslash.
fn block_string_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let rest = bytes.get(at..).filter(|rest| !rest.is_empty())?;
        if rest.starts_with(b"\"\"\"") {
            return Some(at + 3);
        }
        at += if rest.starts_with(b"\\\"\"\"") { 4 } else { 1 };
    }
}

/// The line and column of a byte, both from 1, as error locations count them.
fn place(document: &str, at: usize) -> Pos {
    let before = &document[..at];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    Pos {
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
    }
}
