//! Anchors: the newest seal of the chain, written down elsewhere. A chain that was cut off before its
//! anchor, or made anew, does not fit it any more.

use std::fmt;

/// The word before every anchor, by which it is found in a log.
const WORD: &str = "renkei-audit-anchor";

/// A seal of the chain with its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AuditAnchor {
    /// The place of the line, from 1.
    pub seq: i64,
    /// Its seal.
    pub seal: [u8; 32],
}

impl AuditAnchor {
    /// Every anchor in a text, whatever stands around them: a log, a list, the note beside a backup.
    #[must_use]
    pub fn find_in(text: &str) -> Vec<Self> {
        let after = text.split(WORD).skip(1);
        after.filter_map(Self::read).collect()
    }

    /// Reads what stands after the word.
    fn read(text: &str) -> Option<Self> {
        let mut words = text.split_ascii_whitespace();
        let seq = words.next()?.parse().ok().filter(|seq| *seq > 0)?;
        let digits = words.next()?.get(..64)?;
        let mut seal = [0; 32];
        for (place, byte) in seal.iter_mut().enumerate() {
            *byte = u8::from_str_radix(digits.get(2 * place..2 * place + 2)?, 16).ok()?;
        }
        Some(Self { seq, seal })
    }
}

impl fmt::Display for AuditAnchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{WORD} {} ", self.seq)?;
        self.seal
            .iter()
            .try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operator_finds_anchors_in_a_log() {
        let anchor = |seq, byte| AuditAnchor {
            seq,
            seal: [byte; 32],
        };
        let log = format!(
            "{{\"level\":\"INFO\",\"message\":\"{}\"}}\nnothing\n  {}\nrenkei-audit-anchor 3 abc\n\
             renkei-audit-anchor 0 {}\nrenkei-audit-anchor",
            anchor(7, 0xa1),
            anchor(12, 0),
            "00".repeat(32),
        );
        assert_eq!(AuditAnchor::find_in(&log), [anchor(7, 0xa1), anchor(12, 0)]);
        assert!(AuditAnchor::find_in("記録はありません").is_empty());
    }
}
