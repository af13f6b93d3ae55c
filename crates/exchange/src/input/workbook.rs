//! Whether an Excel workbook may be taken into memory. It is a ZIP of XML files, and what it says of
//! itself is believed by the library that reads it; so it is checked here first.

use std::io::{self, Read};

use super::Limits;
use super::archive::{Archive, broken, entry_name};
use super::fault::InputFault;

/// Within so many bytes the table of texts says how many it holds.
const HEAD: u64 = 64 * 1024;

/// Unpacks every entry into nothing and looks at what the table of texts claims.
///
/// # Errors
/// The workbook is damaged, too large, or lies about itself.
pub(super) fn check(archive: &mut Archive, limits: &Limits) -> Result<(), InputFault> {
    let mut unpacked = 0;
    for place in 0..archive.len() {
        let mut entry = archive.by_index(place).map_err(broken)?;
        let packed = entry.compressed_size();
        let holds_texts = entry_name(entry.name_raw())
            .to_ascii_lowercase()
            .ends_with("sharedstrings.xml");
        let room = limits.max_workbook_bytes.saturating_sub(unpacked) + 1;
        let mut head = Vec::new();
        entry
            .by_ref()
            .take(HEAD.min(room))
            .read_to_end(&mut head)
            .map_err(damaged)?;
        let rest = io::copy(&mut entry.take(room - head.len() as u64), &mut io::sink())
            .map_err(damaged)?;
        let length = head.len() as u64 + rest;
        limits.check_ratio(packed, length)?;
        unpacked += length;
        if unpacked > limits.max_workbook_bytes {
            return Err(InputFault::TooLarge {
                limit: limits.max_workbook_bytes,
            });
        }
        if holds_texts && !claims_are_possible(&head, length) {
            return Err(InputFault::SpreadsheetBroken {
                reason: "文字列の数がファイルの大きさと合わない".to_owned(),
            });
        }
    }
    Ok(())
}

fn damaged(error: io::Error) -> InputFault {
    InputFault::ZipBroken {
        reason: error.to_string(),
    }
}

/// The reader makes room for as many texts as `uniqueCount` claims; each takes a byte at least.
fn claims_are_possible(head: &[u8], length: u64) -> bool {
    let head = String::from_utf8_lossy(head);
    let Some((_, after)) = head.split_once("sst") else {
        return false;
    };
    let Some((tag, _)) = after.split_once('>') else {
        return false;
    };
    let Some((_, claim)) = tag.split_once("uniqueCount") else {
        return true;
    };
    let digits: String = claim
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect();
    digits.parse::<u64>().is_ok_and(|count| count <= length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_beyond_the_file_is_a_lie() {
        for (head, possible) in [
            (
                "<?xml version=\"1.0\"?><sst count=\"3\" uniqueCount=\"2\"><si>",
                true,
            ),
            ("<sst><si>", true),
            ("<sst uniqueCount=\"99999999999\"><si>", false),
            ("<sst uniqueCount=\"99999999999999999999999\"><si>", false),
            ("<!-- nothing -->", false),
        ] {
            assert_eq!(
                claims_are_possible(head.as_bytes(), 100),
                possible,
                "{head}"
            );
        }
    }
}
