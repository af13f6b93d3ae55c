//! Maps of persons of other agencies, as the list of cases names them.

use super::super::TeamMapLine;
use super::LONGEST;
use crate::paths::{CaseSharedMapPath, Sampled as _};
use crate::words::moment::Day;

/// As many maps as there are rows, at most two.
pub(super) fn shown(rows: usize) -> Vec<TeamMapLine> {
    let line = TeamMapLine {
        href: CaseSharedMapPath::sample(),
        lead: LONGEST.to_owned(),
        since: Day::sample(2026, 11, 20),
        changes: vec![
            "「ピアの会」の 電話番号が かわりました。 いまは 072-000-0002 です。".to_owned(),
        ],
    };
    vec![line; rows.min(2)]
}
