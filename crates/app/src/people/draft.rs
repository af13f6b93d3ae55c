//! A form that was sent when its session had just ended: what was typed is kept for its owner.

use renkei_domain::access::principal::Principal;
use renkei_domain::people::limits::{DRAFTS, FORM_BYTES};
use renkei_domain::time::Instant;
use renkei_store::StoreFault;
use renkei_store::people::draft::StoredDraft;

use super::secret::SessionSecret;
use crate::App;

/// A draft.
#[derive(Clone, PartialEq, Eq)]
pub struct Draft {
    /// Of which form.
    pub form: String,
    /// What was typed, as the form sends it.
    pub body: String,
    /// When it was kept.
    pub saved_at: Instant,
}

/// What was typed is nobody else's.
impl std::fmt::Debug for Draft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("Draft");
        shown.field("form", &self.form).finish_non_exhaustive()
    }
}

/// What became of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftKept {
    /// It waits for its owner to sign in.
    Kept,
    /// The secret never opened a session, or its owner has ended that.
    Nobody,
    /// It is longer than any form that is taken.
    TooLong,
}

#[renkei_boxed::boxed]
impl App {
    /// Keeps what somebody typed. The session may have run out: its secret still says whose it was.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn keep_draft(
        &self,
        secret: &SessionSecret,
        form: &str,
        body: &str,
    ) -> Result<DraftKept, StoreFault> {
        if body.len() > FORM_BYTES || body.contains('\u{0}') || form.len() > 300 {
            return Ok(DraftKept::TooLong);
        }
        let Some(account) = self.store.session_owner(&secret.hash()).await? else {
            return Ok(DraftKept::Nobody);
        };
        let draft = StoredDraft {
            form: form.to_owned(),
            body: body.to_owned(),
            saved_at: self.now(),
        };
        self.store
            .aside(move |work| {
                let draft = draft.clone();
                Box::pin(async move {
                    work.keep_draft(account, &draft).await?;
                    Ok(work
                        .drop_oldest_drafts(account, &draft.form, DRAFTS)
                        .await?)
                })
            })
            .await?;
        Ok(DraftKept::Kept)
    }

    /// What somebody had typed into a form.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn draft(&self, own: &Principal, form: &str) -> Result<Option<Draft>, StoreFault> {
        let Some(account) = own.account() else {
            return Ok(None);
        };
        let draft = self.store.draft(account, form).await?;
        Ok(draft.map(|draft| Draft {
            form: draft.form,
            body: draft.body,
            saved_at: draft.saved_at,
        }))
    }

    /// Drops a draft: it was sent, or is not wanted.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn drop_draft(&self, own: &Principal, form: &str) -> Result<(), StoreFault> {
        let Some(account) = own.account() else {
            return Ok(());
        };
        let form = form.to_owned();
        self.store
            .aside(move |work| {
                let form = form.clone();
                Box::pin(async move { Ok(work.drop_draft(account, &form).await?) })
            })
            .await
    }
}
