//! What a person compares when choosing where to go.

use async_graphql::Object;
use renkei_domain::directory::comparison::{
    AccessFeature, Comparison, Distance, Language, Offered, Pay, RequiredDocument,
};

use super::comparison_notes;
use super::program::RangeType;
use crate::closed_list::{Word, closed_list, words};

closed_list!(Pay, "Pay", "Money that a person receives there.", |pay| {
    match pay {
        Pay::Wage => "money under a contract of employment, by the law of labour",
        Pay::PieceWage => {
            "a share of what the office earns, for work without a contract of employment"
        }
        Pay::TrainingAllowance => "an allowance to live on while a course of training goes on",
        Pay::None => "nothing is paid for taking part",
    }
});

closed_list!(
    Distance,
    "Distance",
    "Near or far, from the middle of the network's area.",
    |distance| match distance {
        Distance::Near => "a short way, inside the area of the network",
        Distance::Far => "outside the area: getting there is a journey",
        Distance::AtHome => "no way at all: staff come to where the person lives",
    }
);

closed_list!(
    Offered,
    "Offered",
    "Whether something is offered.",
    |offered| match offered {
        Offered::Yes => "the office says that it is offered",
        Offered::No => "the office says that it is not offered",
        Offered::Ask => "it depends on the person or the season: ask before counting on it",
    }
);

closed_list!(
    RequiredDocument,
    "RequiredDocument",
    "What a person usually brings to apply.",
    comparison_notes::document
);

closed_list!(
    AccessFeature,
    "AccessFeature",
    "What helps a person to get in and to be understood.",
    comparison_notes::access
);

closed_list!(
    Language,
    "Language",
    "Languages that are spoken beside Japanese, by their ISO 639-1 codes.",
    |language: Language| format!("somebody there speaks {language:?}, or interprets")
);

/// A comparison.
pub(crate) struct ComparisonType<'a>(pub(crate) &'a Comparison);

/// What a person compares when choosing: how long, how many days, what money, how far, where to
/// apply. Source: the office's own word. Every null is "not known", never "none".
#[Object(name = "Comparison")]
impl ComparisonType<'_> {
    /// Length of use in months. Null where it is not known, and where use has no end.
    fn months(&self) -> Option<RangeType> {
        self.0.months.map(RangeType)
    }

    /// True where use is known to have no end; false says nothing where `months` is null as well.
    fn is_without_limit(&self) -> bool {
        self.0.without_limit
    }

    /// Days a week. Null where it is not known.
    fn days_a_week(&self) -> Option<RangeType> {
        self.0.days_a_week.map(RangeType)
    }

    /// The kind of money received. Null where it is not known; `NONE` where nothing is paid.
    fn pay(&self) -> Option<Word<Pay>> {
        self.0.pay.map(Word)
    }

    /// How much is paid, in the office's words. Null where it is not known.
    fn pay_note(&self) -> Option<&str> {
        self.0.pay_note.as_ref().map(|text| text.as_str())
    }

    /// Near or far, from the middle of the network's area. Null where it is not known. For a distance
    /// in kilometres see `location`.
    fn distance(&self) -> Option<Word<Distance>> {
        self.0.distance.map(Word)
    }

    /// Whether somebody stays at the person's side after hiring (定着支援). Null where it is not known.
    fn retention_support(&self) -> Option<Word<Offered>> {
        self.0.retention_support.map(Word)
    }

    /// Where to apply first, in words. Null where it is not known.
    fn apply_at(&self) -> Option<&str> {
        self.0.apply_at.as_ref().map(|text| text.as_str())
    }

    /// 見学: coming to look. Null where it is not known.
    fn visit(&self) -> Option<Word<Offered>> {
        self.0.visit.map(Word)
    }

    /// 体験: trying it for some days. Null where it is not known.
    fn trial(&self) -> Option<Word<Offered>> {
        self.0.trial.map(Word)
    }

    /// 送迎: being fetched, or help with fares. Null where it is not known.
    fn transport(&self) -> Option<Word<Offered>> {
        self.0.transport.map(Word)
    }

    /// What it costs, in words. Null where it is not known: it is not "free".
    fn cost(&self) -> Option<&str> {
        self.0.cost.as_ref().map(|text| text.as_str())
    }

    /// What to bring to apply. Empty where it is not known.
    fn documents(&self) -> Vec<Word<RequiredDocument>> {
        words(&self.0.documents)
    }

    /// Who can use it, in words; may have several lines. Null where it is not known.
    fn eligibility(&self) -> Option<&str> {
        self.0.eligibility.as_ref().map(|text| text.as_str())
    }
}
