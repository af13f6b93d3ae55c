//! Where the entry comes from, and what a person put right in it.

use renkei_app::directory::read::ResourceView;
use renkei_domain::directory::correction::Correction;
use renkei_domain::directory::source::SourceRecord;
use renkei_domain::time::japanese_date;

#[derive(Debug, Clone)]
pub(super) struct SourceLine {
    pub(super) credit: &'static str,
    pub(super) edition: String,
    pub(super) raw: Vec<(String, String)>,
}

pub(super) fn source(record: &SourceRecord) -> SourceLine {
    SourceLine {
        credit: record.dataset.word(),
        edition: format!(
            "{}（{} に取り込み）",
            record.edition,
            japanese_date(record.seen_at.in_japan().date)
        ),
        raw: record
            .raw
            .iter()
            .filter(|(_, cell)| !cell.trim().is_empty())
            .cloned()
            .collect(),
    }
}

pub(super) fn correction(kept: &Correction) -> String {
    let said = |value: &Option<String>| value.clone().unwrap_or_else(|| "（空欄）".to_owned());
    format!(
        "{}: 公表では「{}」、正しくは「{}」",
        kept.field,
        said(&kept.source_value),
        said(&kept.value)
    )
}

/// Since when the published data no longer name the entry, as a day in words.
pub(super) fn missing_since(view: &ResourceView) -> Option<String> {
    view.sources
        .iter()
        .find_map(|record| record.absent_since)
        .map(japanese_date)
}
