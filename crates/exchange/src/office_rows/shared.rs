//! What several offices of one file share: it is right for each of them and tells none of them apart.

use std::borrow::Cow;
use std::collections::HashSet;

use super::Table;
use crate::finding::{Finding, FindingKind};
use crate::office::PublishedOffice;

/// Points and numbers of the offices so far.
#[derive(Debug, Default)]
pub(super) struct Shared {
    points: HashSet<(u64, u64)>,
    numbers: HashSet<u128>,
}

impl Shared {
    /// The office with a note on what an office before it has too; the first of them is not known to
    /// share anything.
    pub(super) fn noted(&mut self, mut office: PublishedOffice, table: &Table) -> PublishedOffice {
        if let Some(place) = table.latitude
            && let Some(location) = office.facts.location
        {
            let point = (
                location.point.latitude.to_bits(),
                location.point.longitude.to_bits(),
            );
            if !self.points.insert(point) {
                let done = "同じ位置の施設がほかにある。「およそ」の位置として残した";
                note(&mut office, table, place, FindingKind::LocationShared, done);
            }
        }
        // A number is one for all services of an office, as it should be.
        if let Some(place) = table.office_number
            && let Some(number) = office.key.number_and_service()
            && !self.numbers.insert(number)
        {
            let done = "名称と所在地で見わけ、別の施設として取り込んだ";
            note(
                &mut office,
                table,
                place,
                FindingKind::OfficeNumberShared,
                done,
            );
        }
        office
    }
}

fn note(
    office: &mut PublishedOffice,
    table: &Table,
    place: usize,
    kind: FindingKind,
    done: &'static str,
) {
    office.findings.push(Finding {
        line: office.line,
        column: Some(Cow::Borrowed(table.layout.columns[place])),
        raw: office.raw.get(place).cloned().unwrap_or_default(),
        kind,
        done,
    });
}
