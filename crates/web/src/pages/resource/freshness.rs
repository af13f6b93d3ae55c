//! How fresh each part of the entry is: when it was confirmed, and when somebody tried in vain since.

use chrono::NaiveDate;
use renkei_app::directory::read::ResourceView;
use renkei_domain::directory::freshness::{FieldGroup, Freshness, Verification};
use renkei_domain::time::{era_date, japanese_date};

#[derive(Debug, Clone)]
pub(super) struct FreshnessLine {
    pub(super) group: &'static str,
    pub(super) confirmed: String,
    pub(super) confirmed_on_paper: String,
    /// True when the confirmation is older than it may be.
    pub(super) is_old: bool,
    pub(super) how: String,
    pub(super) tried: String,
    pub(super) due: String,
    pub(super) is_due: bool,
}

pub(super) fn line(group: FieldGroup, view: &ResourceView) -> FreshnessLine {
    let today = view.at.date;
    let fresh = Freshness::of(group, &view.profile.verifications);
    let confirmed = |written: fn(NaiveDate) -> String| {
        fresh.confirmed.map_or_else(
            || "まだ確かめていません".to_owned(),
            |done| written(done.verified_on),
        )
    };
    FreshnessLine {
        group: group.word(),
        confirmed: confirmed(japanese_date),
        confirmed_on_paper: confirmed(era_date),
        is_old: fresh.confirmed.is_some() && !fresh.is_confirmed_on(today),
        how: fresh.confirmed.map_or_else(|| "なし".to_owned(), how),
        tried: fresh.tried.map_or_else(
            || "なし".to_owned(),
            |done| format!("{} {}", japanese_date(done.verified_on), how(done)),
        ),
        due: fresh
            .due()
            .map_or_else(|| "できるだけ早く".to_owned(), japanese_date),
        is_due: fresh.due().is_none_or(|due| due <= today),
    }
}

/// The role says how far to trust it; the name, which is for members of the network that keeps the entry, whom to ask about it.
fn how(done: &Verification) -> String {
    let by = match &done.by_name {
        Some(name) => format!("{} {name}", done.by_role),
        None => done.by_role.to_string(),
    };
    format!("{}・{}（{by}）", done.method, done.outcome)
}
