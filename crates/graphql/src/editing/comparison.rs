//! What an agency is and what a person compares.

use async_graphql::{Context, ID, InputObject, Result};
use renkei_domain::directory::comparison::{Comparison, Distance, Offered, Pay, RequiredDocument};
use renkei_domain::directory::edit::Edit;

use super::payload::Written;
use super::programs::RangeInput;
use super::write::{Aim, Texts, edit};
use crate::closed_list::Word;

/// What an agency does, in plain words.
#[derive(Debug, InputObject)]
pub(crate) struct UpdateDescriptionInput {
    /// Global id of the entry.
    id: ID,
    /// The version of the entry that the change was written for.
    version: i64,
    /// A few plain sentences of at most 4,000 characters. Null: nothing is said any more.
    description: Option<String>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl UpdateDescriptionInput {
    pub(super) async fn run(self, ctx: &Context<'_>) -> Result<Written> {
        let aim = Aim {
            id: self.id,
            version: self.version,
            key: self.idempotency_key,
        };
        let mut texts = Texts::default();
        let description = texts.prose("description", self.description.as_deref());
        edit(ctx, aim, texts.end(Edit::Description(description))).await
    }
}

/// Everything a person compares when choosing. What is null or left out is not known afterwards, whatever
/// stood there before.
#[derive(Debug, InputObject)]
pub(crate) struct UpdateComparisonInput {
    /// Global id of the entry.
    id: ID,
    /// The version of the entry that the change was written for.
    version: i64,
    /// Length of use in months. Null: not known, or use has no end.
    months: Option<RangeInput>,
    /// True where use is known to have no end. Left out, it is false.
    #[graphql(default)]
    is_without_limit: bool,
    /// How many days a week somebody comes. Null: not known.
    days_a_week: Option<RangeInput>,
    /// The kind of money received; `NONE` where nothing is paid. Null: not known.
    pay: Option<Word<Pay>>,
    /// How much is paid, in the office's words. Null: not known.
    pay_note: Option<String>,
    /// Near or far, from the middle of the network's area. Null: not known.
    distance: Option<Word<Distance>>,
    /// Whether somebody stays at the person's side after hiring. Null: not known.
    retention_support: Option<Word<Offered>>,
    /// Where to go first, in words. Null: not known.
    apply_at: Option<String>,
    /// 見学: coming to look. Null: not known.
    visit: Option<Word<Offered>>,
    /// 体験: trying it for some days. Null: not known.
    trial: Option<Word<Offered>>,
    /// 送迎: being fetched, or help with fares. Null: not known.
    transport: Option<Word<Offered>>,
    /// What somebody pays, in words. Null: not known, which is not "free".
    cost: Option<String>,
    /// What to bring to apply. Left out: not known.
    #[graphql(default)]
    documents: Vec<Word<RequiredDocument>>,
    /// Who can use it, in words; may have several lines. Null: not known.
    eligibility: Option<String>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl UpdateComparisonInput {
    pub(super) async fn run(self, ctx: &Context<'_>) -> Result<Written> {
        let mut texts = Texts::default();
        let comparison = self.read(&mut texts);
        let aim = Aim {
            id: self.id,
            version: self.version,
            key: self.idempotency_key,
        };
        let wanted = Edit::Comparison(Box::new(comparison));
        edit(ctx, aim, texts.end(wanted)).await
    }

    fn read(&self, texts: &mut Texts) -> Comparison {
        let months = self.months.and_then(|span| span.read("months", texts));
        let days_a_week = self
            .days_a_week
            .and_then(|span| span.read("daysAWeek", texts));
        let offered = |word: Option<Word<Offered>>| word.map(|word| word.0);
        Comparison {
            months,
            without_limit: self.is_without_limit,
            days_a_week,
            pay: self.pay.map(|word| word.0),
            pay_note: texts.line("payNote", self.pay_note.as_deref()),
            distance: self.distance.map(|word| word.0),
            retention_support: offered(self.retention_support),
            apply_at: texts.line("applyAt", self.apply_at.as_deref()),
            visit: offered(self.visit),
            trial: offered(self.trial),
            transport: offered(self.transport),
            cost: texts.line("cost", self.cost.as_deref()),
            documents: self.documents.iter().map(|word| word.0).collect(),
            eligibility: texts.prose("eligibility", self.eligibility.as_deref()),
        }
    }
}
