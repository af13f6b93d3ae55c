//! Places in the log as text, and how much of the log is read at once.

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use renkei_domain::ids::{ActId, ResourceId};
use renkei_store::record::feed::LoggedAct;
use uuid::Uuid;

/// The first byte of a cursor; one of a search begins otherwise.
const VERSION: u8 = 70;
/// How many lines a window spans at most.
const LINES: i64 = 1_000;

/// A place in the log: what stands before a line is told, and of that line the entries up to one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) seq: i64,
    pub(super) act: u64,
    pub(super) ordinal: i64,
    pub(super) told: Option<ResourceId>,
}

impl Spot {
    pub(super) const START: Self = Self {
        seq: 0,
        act: 0,
        ordinal: 0,
        told: None,
    };

    pub(super) fn of(act: &LoggedAct, ordinal: i64, told: Option<ResourceId>) -> Self {
        Self {
            seq: act.seq,
            act: mark(act.id),
            ordinal,
            told,
        }
    }

    pub(super) fn text(self) -> String {
        let mut bytes = vec![VERSION];
        bytes.extend(self.seq.to_be_bytes());
        bytes.extend(self.act.to_be_bytes());
        bytes.extend(self.ordinal.to_be_bytes());
        if let Some(told) = self.told {
            bytes.extend(told.uuid().as_bytes());
        }
        BASE64_URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Reads every byte or nothing.
    pub(super) fn read(text: &str) -> Option<Self> {
        if text.len() > 64 {
            return None;
        }
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
        let ([version], rest) = bytes.split_first_chunk::<1>()?;
        let (seq, rest) = rest.split_first_chunk::<8>()?;
        let (act, rest) = rest.split_first_chunk::<8>()?;
        let (ordinal, rest) = rest.split_first_chunk::<8>()?;
        let told = match rest {
            [] => None,
            rest => Some(ResourceId::from_uuid(Uuid::from_slice(rest).ok()?)),
        };
        let spot = Self {
            seq: i64::from_be_bytes(*seq),
            act: u64::from_be_bytes(*act),
            ordinal: i64::from_be_bytes(*ordinal),
            told,
        };
        (*version == VERSION && spot.seq >= 0 && spot.ordinal >= 0).then_some(spot)
    }
}

/// What tells an act from one that another log has at its place.
pub(super) fn mark(act: ActId) -> u64 {
    act.uuid().as_u64_pair().1
}

/// A part of an act that a window spans.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub(super) act: LoggedAct,
    pub(super) from: i64,
    pub(super) to: i64,
}

impl Span {
    pub(super) const fn is_whole(&self) -> bool {
        self.from == 0 && self.to == self.act.lines
    }
}

/// What a window spans of some acts, from a place on: whole acts, or a part of one that is longer.
pub(super) fn window(spot: Spot, acts: &[LoggedAct]) -> Vec<Span> {
    let (mut left, mut spans) = (LINES, Vec::new());
    for act in acts {
        let from = if act.seq == spot.seq { spot.ordinal } else { 0 };
        let lines = (act.lines - from).max(0);
        if lines <= left {
            left -= lines;
            let to = act.lines.max(from);
            spans.push(Span {
                act: *act,
                from,
                to,
            });
            continue;
        }
        if left == LINES {
            let to = from.saturating_add(LINES);
            spans.push(Span {
                act: *act,
                from,
                to,
            });
        }
        break;
    }
    spans
}

#[cfg(test)]
mod tests {
    use renkei_domain::time::Instant;

    use super::*;

    fn act(seq: i64, lines: i64) -> LoggedAct {
        LoggedAct {
            id: ActId::from_uuid(Uuid::from_u128(7 + u128::from(seq.unsigned_abs()))),
            seq,
            at: Instant::from_micros(0),
            lines,
        }
    }

    #[test]
    fn a_place_comes_back_and_nothing_else_is_one() {
        let told = ResourceId::from_uuid(Uuid::from_u128(9));
        for spot in [
            Spot::START,
            Spot::of(&act(3, 5), 5, None),
            Spot::of(&act(3, 5), 2, Some(told)),
        ] {
            let text = spot.text();
            assert_eq!(Spot::read(&text), Some(spot));
            assert_eq!(Spot::read(&text[..text.len() - 2]), None);
            assert_eq!(Spot::read(&format!("{text}AA")), None);
        }
        assert_eq!(Spot::read(""), None);
        assert_eq!(Spot::read(&"A".repeat(1_000)), None);
    }

    #[test]
    fn a_window_spans_whole_acts_or_a_part_of_one_that_is_longer() {
        let acts = [act(1, 2), act(2, 0), act(3, 200_000), act(4, 1)];
        let spanned = |spot| {
            let spans = window(spot, &acts).into_iter();
            spans
                .map(|span| (span.act.seq, span.from, span.to))
                .collect::<Vec<_>>()
        };
        assert_eq!(spanned(Spot::START), [(1, 0, 2), (2, 0, 0)]);
        let rest = &acts[2..];
        let inside = window(Spot::of(&acts[2], 5_000, None), rest);
        assert_eq!(
            (inside[0].from, inside[0].to, inside.len()),
            (5_000, 6_000, 1)
        );
        let behind = window(Spot::of(&acts[2], 199_999, None), rest);
        assert_eq!((behind[0].to, behind[1].act.seq), (200_000, 4));
    }
}
