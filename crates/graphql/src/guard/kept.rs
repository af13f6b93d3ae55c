//! Registered documents that were read before: the same text always reads the same, so that nobody need read it again.
//! Documents that come as text are read each time, since whoever sends many of them would push the registered ones out.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::document::ReadDocument;
use super::refusal::Refusal;

/// How many documents are kept.
const KEPT_DOCUMENTS: usize = 500;

/// How many bytes their texts have together; what was read of them is some times larger.
const KEPT_BYTES: usize = 1024 * 1024;

/// Documents by their texts.
#[derive(Default)]
pub(crate) struct KeptDocuments(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    documents: HashMap<Arc<str>, One>,
    bytes: usize,
    /// How often something was asked for: says which was not for the longest time.
    asked: u64,
}

struct One {
    read: Arc<ReadDocument>,
    asked: u64,
}

impl Kept {
    fn find(&mut self, text: &str) -> Option<Arc<ReadDocument>> {
        self.asked += 1;
        let asked = self.asked;
        let one = self.documents.get_mut(text)?;
        one.asked = asked;
        Some(Arc::clone(&one.read))
    }

    fn keep(&mut self, text: &str, read: Arc<ReadDocument>) {
        let asked = self.asked;
        let before = self.documents.insert(text.into(), One { read, asked });
        if before.is_none() {
            self.bytes += text.len();
        }
        while self.bytes > KEPT_BYTES || self.documents.len() > KEPT_DOCUMENTS {
            let oldest = self.documents.iter().min_by_key(|(_, one)| one.asked);
            let Some(oldest) = oldest.map(|(text, _)| Arc::clone(text)) else {
                return;
            };
            self.documents.remove(&oldest);
            self.bytes -= oldest.len();
        }
    }
}

impl KeptDocuments {
    /// Reads a document, unless it was kept; a registered one is kept from then on.
    pub(super) fn read(
        &self,
        text: &str,
        is_registered: bool,
    ) -> Result<Arc<ReadDocument>, Refusal> {
        if let Some(read) = self.kept().find(text) {
            return Ok(read);
        }
        let read = Arc::new(ReadDocument::read(text)?);
        if is_registered {
            self.kept().keep(text, Arc::clone(&read));
        }
        Ok(read)
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for KeptDocuments {
    /// Says how many there are: what they ask about stays out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeptDocuments")
            .field("documents", &self.kept().documents.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(number: usize) -> String {
        format!("query N{number} {{ __typename }}")
    }

    fn is_kept(kept: &KeptDocuments, number: usize) -> bool {
        kept.kept()
            .documents
            .contains_key(document(number).as_str())
    }

    #[test]
    fn registered_documents_are_kept_and_what_was_not_asked_for_the_longest_goes_first() {
        let kept = KeptDocuments::default();
        assert!(kept.read(&document(0), false).is_ok());
        assert!(!is_kept(&kept, 0), "it came as text");
        assert!(kept.read("{ no end", true).is_err());
        for number in 0..KEPT_DOCUMENTS {
            assert!(kept.read(&document(number), true).is_ok());
        }
        assert!(
            kept.read(&document(0), false).is_ok(),
            "it is asked for again"
        );
        assert!(kept.read(&document(KEPT_DOCUMENTS), true).is_ok());
        assert!(is_kept(&kept, 0) && !is_kept(&kept, 1));
        assert!(is_kept(&kept, KEPT_DOCUMENTS));
    }

    #[test]
    fn long_documents_do_not_fill_the_memory() {
        let kept = KeptDocuments::default();
        for number in 0..40 {
            let long = format!("# {}\n{}", "a".repeat(60_000), document(number));
            assert!(kept.read(&long, true).is_ok());
        }
        let held = kept.kept();
        let whole: usize = held.documents.keys().map(|text| text.len()).sum();
        assert_eq!(whole, held.bytes);
        assert!(whole <= KEPT_BYTES && held.documents.len() < 40);
    }
}
