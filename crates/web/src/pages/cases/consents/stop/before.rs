//! What had been told before: a stop reaches what is told from then on.

use renkei_domain::consent::Means;
use renkei_domain::provisions::{KeptProvision, RecordReader};

use super::super::super::facts::day;
use super::super::lines::plain;

/// How many records the page shows; of more it says so.
const SHOWN: usize = 20;

/// What had been told before, which no stop calls back.
#[derive(Debug, Clone, Default)]
pub(super) struct ToldBefore {
    pub(super) lines: Vec<BeforeLine>,
    /// How many more there are.
    pub(super) more: usize,
}

/// One time at which something was told.
#[derive(Debug, Clone)]
pub(super) struct BeforeLine {
    pub(super) day: String,
    pub(super) to: String,
    pub(super) what: Vec<&'static str>,
    /// By what means.
    pub(super) how: Means,
}

impl BeforeLine {
    /// Whether something of it lies with them, which they can be asked to give back.
    pub(super) const fn is_in_their_hands(&self) -> bool {
        matches!(self.how, Means::Document | Means::Fax)
    }
}

impl ToldBefore {
    /// The newest of some records that come in this order.
    pub(super) fn of(mut records: Vec<KeptProvision>) -> Self {
        // Staff stop something beside the person, with this page between them: it shows what the person may see.
        records.retain(|kept| kept.is_for(RecordReader::Person));
        let shown = records.iter().take(SHOWN).map(|kept| BeforeLine {
            day: day(kept.record.at.in_japan().date),
            to: kept.record.recipient.name.clone(),
            what: plain(&kept.record.categories()),
            how: kept.record.means,
        });
        Self {
            lines: shown.collect(),
            more: records.len().saturating_sub(SHOWN),
        }
    }
}
