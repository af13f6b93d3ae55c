//! Who looked, as it stands in a copy: what the person reads on their own page, a line for each month and agency.

use chrono::Datelike as _;
use renkei_domain::audit::looked::{Look, LookedMonth, by_month};
use renkei_domain::cases::case::Case;
use renkei_domain::person_copy::{CopyEntry, CopyFact, CopyKind, CopyValue};

use super::Known;
use crate::cases::looked::agency_words;

/// How often an agency looked in a month, and why.
fn month(known: &Known, case: &Case, one: &LookedMonth) -> CopyEntry {
    let first = one.month;
    let month = CopyValue {
        text: format!("{}年{}月", first.year(), first.month()),
        code: None,
        on: Some(first),
    };
    let reasons = one.reasons.iter();
    let reasons = reasons.map(|reason| CopyValue::word(reason.code(), reason.word()));
    let facts = [
        CopyFact::of("month", "月", [month]),
        CopyFact::said("people", "見た人", Some(format!("{}人", one.people))),
        CopyFact::said("times", "見た回数", Some(format!("{}回", one.times))),
        CopyFact::of("reasons", "わけ", reasons),
    ];
    let it = (CopyKind::Looked, case.id.uuid());
    CopyEntry::of(it, agency_words(&known.lookers, one.agency), facts)
}

/// Who looked, the newest month first. That nobody did is said too: left out, it could be taken for kept back.
pub(super) fn looked(known: &Known, case: &Case, looks: &[Look]) -> Vec<CopyEntry> {
    let months = by_month(looks);
    if months.is_empty() {
        let since = CopyFact::day("since", "いつから", Some(known.looked_since));
        let it = (CopyKind::Looked, case.id.uuid());
        return vec![CopyEntry::of(it, "見た人は いません", [since])];
    }
    let months = months.iter();
    months.map(|one| month(known, case, one)).collect()
}
