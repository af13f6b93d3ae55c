//! How fresh each part of the entry is: when it was confirmed, and when somebody tried in vain since.

use chrono::NaiveDate;
use renkei_app::directory::read::ResourceView;
use renkei_domain::directory::freshness::{
    FieldGroup, Freshness, Verification, VerificationOutcome,
};
use renkei_domain::directory::inquiry::Inquiry;
use renkei_domain::ids::ResourceId;
use renkei_domain::time::{Instant, era_date, japanese_date};

use super::rhythm;
use crate::Site;
use crate::error::PageFault;
use crate::form::Form;
use crate::paths::InquiryPath;
use crate::session::Visitor;

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
    /// Since when nobody answered who was asked.
    pub(super) unverified: Option<String>,
}

/// How an agency is being asked whether its entry is still so.
#[derive(Debug, Clone)]
pub(super) struct AskingLine {
    pub(super) inquiry: Option<InquiryPath>,
    /// Since when.
    pub(super) since: String,
    /// What is asked again before its time, with why.
    pub(super) reopened: Vec<String>,
    /// Every time that it was asked, the newest first.
    pub(super) rounds: Vec<AskedRound>,
    /// How often it agreed to be asked about free places.
    pub(super) rhythm: Form,
}

/// A round in which it was asked: what stands there tells every attempt and every answer.
#[derive(Debug, Clone)]
pub(super) struct AskedRound {
    pub(super) inquiry: InquiryPath,
    /// Which, and from when until when.
    pub(super) words: String,
    /// How far it has come.
    pub(super) state: &'static str,
}

impl AskedRound {
    fn of(inquiry: &Inquiry) -> Self {
        let day = |at: Instant| japanese_date(at.in_japan().date);
        let until = inquiry.ended_at.map(|at| format!("{}まで", day(at)));
        let until = until.unwrap_or_default();
        Self {
            inquiry: InquiryPath::of(inquiry.id),
            words: format!(
                "{} {}から{until}",
                inquiry.round.kind,
                day(inquiry.opened_at)
            ),
            state: inquiry.state.word(),
        }
    }
}

impl AskingLine {
    /// The same, for whoever asks; nothing for anybody else.
    pub(super) async fn of(
        site: &Site,
        visitor: &Visitor,
        id: ResourceId,
    ) -> Result<Option<Self>, PageFault> {
        // Who only reads the directory waits for nothing more than what stands in it.
        if visitor.principal().coordinated().is_empty() {
            return Ok(None);
        }
        let found = site.app.resource_inquiries(visitor.principal(), id).await?;
        let Ok(found) = found else {
            return Ok(None);
        };
        let open = found.inquiries.iter().find(|one| one.state.is_open());
        let reopened = found.reopened.iter().map(|one| {
            let since = japanese_date(one.since);
            format!("{}（{}・{since}から）", one.group, one.because)
        });
        Ok(Some(Self {
            inquiry: open.map(|one| InquiryPath::of(one.id)),
            since: open.map_or_else(String::new, |one| {
                japanese_date(one.opened_at.in_japan().date)
            }),
            reopened: reopened.collect(),
            rounds: found.inquiries.iter().map(AskedRound::of).collect(),
            rhythm: rhythm::form(site, id, found.rhythm),
        }))
    }
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
        unverified: fresh
            .tried
            .filter(|done| done.outcome == VerificationOutcome::NoAnswer)
            .filter(|_| !fresh.is_confirmed_on(today))
            .map(|done| japanese_date(done.verified_on)),
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
