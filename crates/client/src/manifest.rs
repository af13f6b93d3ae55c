//! Trusted documents: what a program sends, written down so that the owner of its token can register it.

use std::collections::BTreeMap;
use std::fmt;

use cynic::Operation;
use sha2::{Digest as _, Sha256};

use crate::{changes, reading};

/// The documents of a program by their ids, as the page of its token takes them: `{ "sha256:…": "query …" }`. Shown with
/// `{}` it is the text of that file.
///
/// A client that is made with [`Builder::registered`](crate::Builder::registered) sends the ids alone; then the token can be
/// set to run nothing else.
///
/// ```
/// let manifest = renkei_client::Manifest::of_client().to_string();
/// assert!(manifest.contains("sha256:"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest(BTreeMap<String, String>);

impl Manifest {
    /// What this crate itself reads and follows by.
    #[must_use]
    pub fn of_client() -> Self {
        let documents = reading::documents().into_iter();
        let documents = documents.chain([changes::document()]);
        Self(documents.map(|text| (document_id(&text), text)).collect())
    }

    /// With an operation of your own, whatever its variables are.
    #[must_use]
    pub fn with<F, V>(mut self, operation: &Operation<F, V>) -> Self {
        let text = operation.query.clone();
        self.0.insert(document_id(&text), text);
        self
    }
}

impl fmt::Display for Manifest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = serde_json::to_string_pretty(&self.0).map_err(|_| fmt::Error)?;
        f.write_str(&text)
    }
}

/// The id of a document: the SHA-256 of its text (GraphQL over HTTP, appendix A).
pub(crate) fn document_id(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    let hex: Vec<String> = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{}", hex.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_names_each_document_by_its_text() {
        assert_eq!(
            document_id("query($id:ID!){user(id:$id){name}}"),
            "sha256:71f7dc5758652baac68e4a10c50be732b741c892ade2883a99358f52b555286b"
        );
        let manifest = Manifest::of_client();
        assert_eq!(manifest.0.len(), 4, "{manifest}");
        for (id, text) in &manifest.0 {
            assert_eq!(*id, document_id(text));
            assert!(text.starts_with("query "), "{text}");
        }
    }
}
