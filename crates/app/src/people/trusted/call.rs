//! What becomes of a call by a token: the document it names is looked up, and what it sends as text is counted. Who counts
//! every call by a write slows all of them down, so that a process keeps its counts for a minute.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use renkei_domain::ids::TokenId;
use renkei_domain::people::DocumentId;
use renkei_domain::people::limits::SEEN_EVERY;
use renkei_domain::people::trusted::{OPERATION_NAME, TEXT_OPERATIONS};
use renkei_domain::time::Instant;
use renkei_store::StoreFault;

use super::TextOperation;
use crate::App;

/// What became of a document that came as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextFate {
    /// It ran.
    Ran,
    /// It was refused.
    Refused,
}

/// What programs sent as text and is not written down yet. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(crate) struct TextCounts(Arc<Mutex<HashMap<TokenId, Counted>>>);

/// What one program sent.
#[derive(Debug, Default)]
struct Counted {
    /// When something was written down last.
    written_at: Option<Instant>,
    by_name: BTreeMap<String, TextOperation>,
}

impl Counted {
    /// Counts one. Whoever sends too many names has the rest counted as if they had none.
    fn add(&mut self, name: &str, fate: TextFate, now: Instant) {
        let is_known = self.by_name.contains_key(name);
        let has_room = self.by_name.len() < TEXT_OPERATIONS;
        let name = if is_known || has_room { name } else { "" };
        let counted = self.by_name.entry(name.to_owned());
        let counted = counted.or_insert_with(|| TextOperation {
            name: name.to_owned(),
            ran: 0,
            refused: 0,
            last_at: now,
        });
        counted.last_at = now;
        match fate {
            TextFate::Ran => counted.ran += 1,
            TextFate::Refused => counted.refused += 1,
        }
    }

    fn take(&mut self) -> Vec<TextOperation> {
        std::mem::take(&mut self.by_name).into_values().collect()
    }
}

impl TextCounts {
    fn all(&self) -> MutexGuard<'_, HashMap<TokenId, Counted>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts one. Answers what is to be written down by now.
    fn add(&self, token: TokenId, name: &str, fate: TextFate, now: Instant) -> Vec<TextOperation> {
        let mut all = self.all();
        let counted = all.entry(token).or_default();
        counted.add(name, fate, now);
        let is_due = |at: Instant| at.plus(SEEN_EVERY) <= now;
        if counted.written_at.is_none_or(is_due) {
            counted.written_at = Some(now);
            counted.take()
        } else {
            Vec::new()
        }
    }

    fn take(&self, token: TokenId) -> Vec<TextOperation> {
        let mut all = self.all();
        all.get_mut(&token).map(Counted::take).unwrap_or_default()
    }

    fn tokens(&self) -> Vec<TokenId> {
        self.all().keys().copied().collect()
    }
}

/// The name of an operation as it is kept: of what is no name of GraphQL nothing.
fn kept_name(name: Option<&str>) -> &str {
    let is_name = |name: &&str| {
        let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        name.len() <= OPERATION_NAME && name.bytes().all(is_letter)
    };
    name.filter(is_name).unwrap_or_default()
}

#[renkei_boxed::boxed]
impl App {
    /// The text of a document that is registered for a token that holds. That it was asked for is written down, to the
    /// minute.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn trusted_document(
        &self,
        token: TokenId,
        document: DocumentId,
    ) -> Result<Option<String>, StoreFault> {
        let Some(found) = self.store.trusted_document(token, document).await? else {
            return Ok(None);
        };
        let now = self.now();
        if found.used_at.is_none_or(|at| at.plus(SEEN_EVERY) <= now) {
            let id = found.id;
            let seen = self.store.aside(move |work| {
                Box::pin(async move { Ok(work.see_trusted_document(id, now).await?) })
            });
            if let Err(fault) = seen.await {
                tracing::warn!(%token, %fault, "the use of a document was not written down");
            }
        }
        Ok(Some(found.text))
    }

    /// Whether a document is still registered for a token that holds: what is watched by it goes on as long as it is.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn has_trusted_document(
        &self,
        token: TokenId,
        document: DocumentId,
    ) -> Result<bool, StoreFault> {
        self.store.has_trusted_document(token, document).await
    }

    /// The texts of registered documents that were asked for last, of all tokens, so many at most.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn documents_in_use(&self, most: u32) -> Result<Vec<String>, StoreFault> {
        let documents = self.store.documents_in_use(most).await?;
        Ok(documents.into_iter().map(|one| one.text).collect())
    }

    /// Counts a document that came as text by a token, under the name of its operation. Nothing else of it is kept.
    pub async fn count_text(&self, token: TokenId, operation: Option<&str>, fate: TextFate) {
        let name = kept_name(operation);
        let due = self.text_counts.add(token, name, fate, self.now());
        self.write_counted(token, due).await;
    }

    /// Writes down what was counted of a token until now.
    pub(crate) async fn write_text_counts(&self, token: TokenId) {
        let counted = self.text_counts.take(token);
        self.write_counted(token, counted).await;
    }

    /// Writes down what was counted of every token.
    pub(crate) async fn write_all_text_counts(&self) {
        for token in self.text_counts.tokens() {
            self.write_text_counts(token).await;
        }
    }

    async fn write_counted(&self, token: TokenId, operations: Vec<TextOperation>) {
        if operations.is_empty() {
            return;
        }
        let operations = Arc::new(operations);
        let written = self.store.aside(move |work| {
            let operations = Arc::clone(&operations);
            Box::pin(async move { Ok(work.count_text_operations(token, &operations).await?) })
        });
        if let Err(fault) = written.await {
            tracing::warn!(%token, %fault, "what came as text was not written down");
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_program_is_counted_at_once_and_then_by_the_minute() {
        let counts = TextCounts::default();
        let token = TokenId::from_uuid(Uuid::from_u128(7));
        let start = Instant::from_micros(1_000_000);
        let first = counts.add(token, "Search", TextFate::Ran, start);
        assert_eq!(first.len(), 1);
        assert_eq!((first[0].ran, first[0].refused), (1, 0));
        for _ in 0..3 {
            let soon = start.plus(TimeDelta::seconds(5));
            assert!(
                counts
                    .add(token, "Search", TextFate::Refused, soon)
                    .is_empty()
            );
        }
        let later = counts.add(token, "", TextFate::Ran, start.plus(SEEN_EVERY));
        let told: Vec<(&str, u64, u64)> = later
            .iter()
            .map(|one| (one.name.as_str(), one.ran, one.refused))
            .collect();
        assert_eq!(told, [("", 1, 0), ("Search", 0, 3)]);
        assert!(counts.take(token).is_empty());
    }

    #[test]
    fn whoever_makes_names_up_is_counted_under_none() {
        let mut counted = Counted::default();
        let now = Instant::from_micros(1);
        for number in 0..TEXT_OPERATIONS + 20 {
            counted.add(&format!("N{number}"), TextFate::Ran, now);
        }
        let all = counted.take();
        assert_eq!(all.len(), TEXT_OPERATIONS + 1);
        assert_eq!((all[0].name.as_str(), all[0].ran), ("", 20));
        assert_eq!(kept_name(Some("Search_2")), "Search_2");
        for no_name in ["", "山田太郎", "a b", &"a".repeat(OPERATION_NAME + 1)] {
            assert_eq!(kept_name(Some(no_name)), "", "{no_name}");
        }
        assert_eq!(kept_name(None), "");
    }
}
