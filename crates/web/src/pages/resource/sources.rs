//! Where the entry comes from, and what a person put right in it.

use renkei_app::directory::read::ResourceView;
use renkei_domain::directory::correction::RecordedCorrection;
use renkei_domain::directory::source::{Dataset, SourceRecord};
use renkei_domain::record::{Actor, Purpose};
use renkei_domain::time::japanese_date;

use crate::words::moment::Day;

#[derive(Debug, Clone)]
pub(super) struct SourceLine {
    pub(super) credit: &'static str,
    pub(super) edition: String,
    pub(super) seen_on: Day,
    /// Under which words its cells unfold.
    pub(super) summary: &'static str,
    pub(super) raw: Vec<(String, String)>,
    /// Whether there are cells that only members read.
    pub(super) is_for_members: bool,
}

pub(super) fn source(record: &SourceRecord) -> SourceLine {
    SourceLine {
        credit: record.dataset.word(),
        edition: record.edition.to_string(),
        seen_on: Day(record.seen_at.in_japan().date),
        summary: summary(record.dataset),
        raw: record
            .raw
            .iter()
            .filter(|(_, cell)| !cell.trim().is_empty())
            .cloned()
            .collect(),
        is_for_members: record.dataset.is_own_list() && record.raw.is_empty(),
    }
}

/// What the cells of a record are called: nobody published somebody's own list.
pub(super) const fn summary(dataset: Dataset) -> &'static str {
    if dataset.is_own_list() {
        "もとの一覧の内容を見る"
    } else {
        "公表されたままの内容を見る"
    }
}

/// What a field says instead of what is published, who decided it and when. Nothing where the source
/// has come to say the same.
pub(super) fn correction(kept: &RecordedCorrection) -> Option<String> {
    if kept.correction.source_value == kept.correction.value {
        return None;
    }
    let field = kept.correction.field;
    let said = |value: &Option<String>| match value {
        Some(value) => field.in_words(value),
        None => "（空欄）".to_owned(),
    };
    let (published, value) = (
        said(&kept.correction.source_value),
        said(&kept.correction.value),
    );
    let day = japanese_date(kept.at.in_japan().date);
    Some(match kept.purpose {
        Purpose::ImportPublished => format!(
            "{field}は{day}の取り込みで 公表値と違っていたので、前からの「{value}」を残した（公表値: {published}）"
        ),
        Purpose::DecideConflict => format!(
            "{field}は{day}に{}が「{value}」のままでよいと決めた（公表値: {published}）",
            who(kept.by)
        ),
        _ => format!(
            "{field}を{day}に{}が「{value}」に直した（公表値: {published}）",
            who(kept.by)
        ),
    })
}

/// Whoever it was by name is nobody else's business.
fn who(actor: Actor) -> &'static str {
    match actor {
        Actor::Account(_) => "ネットワークの人",
        Actor::Operator => "この名簿の運用者",
        Actor::System => "この名簿",
    }
}

/// Since when the published data no longer name the entry.
pub(super) fn missing_since(view: &ResourceView) -> Option<Day> {
    // Of two offices that became one entry, either may be published.
    let is_named = |dataset: Dataset| {
        let mut sources = view.sources.iter();
        sources.any(|record| record.dataset == dataset && record.absent_since.is_none())
    };
    let mut sources = view.sources.iter();
    sources
        .find_map(|record| record.absent_since.filter(|_| !is_named(record.dataset)))
        .map(Day)
}
