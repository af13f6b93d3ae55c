//! Short-lived notices.

use async_graphql::{Context, ID, InputObject, Result};
use renkei_domain::directory::edit::{Edit, NoticeEntry};

use super::payload::Written;
use super::write::{Aim, Texts, edit};
use crate::scalars::DateScalar;

/// A notice as it should stand.
#[derive(Debug, InputObject)]
#[graphql(name = "NoticeInput")]
pub(crate) struct NoticeInput {
    /// Which one of `Resource.notices` this replaces, by its id. Null: one that is added.
    id: Option<ID>,
    /// What to know; may have several lines.
    text: String,
    /// The first day on which it is shown.
    from: DateScalar,
    /// The last day on which it is shown, not before `from`; it disappears by itself.
    until: DateScalar,
}

/// Every notice of an entry.
#[derive(Debug, InputObject)]
pub(crate) struct UpdateNoticesInput {
    /// Global id of the entry.
    id: ID,
    /// The version of the entry that the change was written for.
    version: i64,
    /// Every one that should stand, at most 100, those of days to come as well. What is not named here goes,
    /// also where `Resource.notices` does not show it today.
    notices: Vec<NoticeInput>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl UpdateNoticesInput {
    pub(super) async fn run(self, ctx: &Context<'_>) -> Result<Written> {
        let aim = Aim {
            id: self.id,
            version: self.version,
            key: self.idempotency_key,
        };
        let mut texts = Texts::default();
        let mut notices = Vec::with_capacity(self.notices.len());
        for (place, notice) in self.notices.iter().enumerate() {
            notices.extend(notice.read(&format!("notices[{place}]"), &mut texts));
        }
        edit(ctx, aim, texts.end(Edit::Notices(notices))).await
    }
}

impl NoticeInput {
    fn read(&self, place: &str, texts: &mut Texts) -> Option<NoticeEntry> {
        let id = texts.replaced(&format!("{place}.id"), self.id.as_ref());
        let text = texts.required_prose(&format!("{place}.text"), &self.text)?;
        Some(NoticeEntry {
            id,
            text,
            from: self.from.0,
            until: self.until.0,
        })
    }
}
