//! How fresh each part of the entry is.

use renkei_app::directory::read::ResourceView;
use renkei_domain::directory::freshness::FieldGroup;
use renkei_domain::time::japanese_date;

#[derive(Debug, Clone)]
pub(super) struct FreshnessLine {
    pub(super) group: &'static str,
    pub(super) verified: String,
    pub(super) how: String,
    pub(super) due: String,
    pub(super) is_due: bool,
}

pub(super) fn line(group: FieldGroup, view: &ResourceView) -> FreshnessLine {
    match view
        .profile
        .verifications
        .iter()
        .rev()
        .find(|done| done.group == group)
    {
        Some(done) => FreshnessLine {
            group: group.word(),
            verified: japanese_date(done.verified_on),
            // The name of whoever asked is nobody else's business; the role says how far to trust it.
            how: format!("{}・{}（{}）", done.method, done.outcome, done.by_role),
            due: japanese_date(done.due()),
            is_due: done.due() <= view.at.date,
        },
        None => FreshnessLine {
            group: group.word(),
            verified: "まだ確かめていません".to_owned(),
            how: String::new(),
            due: "できるだけ早く".to_owned(),
            is_due: true,
        },
    }
}
