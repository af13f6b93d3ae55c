//! Trusted documents: what the owner of a token registers for its program, on the page or by another program that has the
//! scope for it ([`keep`]), and what becomes of a call that names one, or sends a text instead ([`call`]). Whether a text
//! fits the schema is known to the schema alone: whoever registers one has asked it. A registered document does what the
//! same text would, for the same points, under the same rights.

pub mod call;
pub mod keep;

use renkei_domain::access::rule::Decision;
use renkei_domain::people::DocumentId;
use renkei_store::people::trusted_document::StoredDocument;
use sha2::{Digest as _, Sha256};

use super::token::{TokenRefusal, TokenView};
use crate::writer::{Answer, KeyReused};

pub(crate) use call::TextCounts;
pub use renkei_store::people::trusted_document::{
    StoredDocument as TrustedDocument, TextOperation,
};

/// The id of a document: the digest of its text as it stands.
#[must_use]
pub fn document_id(text: &str) -> DocumentId {
    DocumentId::of_digest(Sha256::digest(text.as_bytes()).into())
}

/// A token with what is registered for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentsView {
    /// The token.
    pub token: TokenView,
    /// Its documents, those that were registered last first.
    pub documents: Vec<StoredDocument>,
    /// What came as text while that was counted, the name that came last first.
    pub text: Vec<TextOperation>,
}

/// What came of registering.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Registration {
    /// How many are new.
    pub new: u64,
    /// How many were registered before.
    pub known: u64,
}

impl Answer for Registration {
    fn to_text(&self) -> String {
        format!("{} {}", self.new, self.known)
    }

    fn from_text(text: &str) -> Option<Self> {
        let (new, known) = text.split_once(' ')?;
        Some(Self {
            new: new.parse().ok()?,
            known: known.parse().ok()?,
        })
    }
}

/// Why nothing was done about the documents of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DocumentRefusal {
    /// The rule says no.
    #[error("登録した文をあつかう権限がありません。")]
    NotAllowed(Decision),
    /// There is no such token of one's own that holds.
    #[error("その合いことば（トークン）は見つかりません。もう取り消されているかもしれません。")]
    NotFound,
    /// It registers itself, and whoever asks is a program.
    #[error(
        "その合いことば（トークン）は、送る文を登録する力（documents:write）を持っています。それに登録できるのは、つくった人だけです。「送る文の登録」のページで登録してください。"
    )]
    TokenRegisters,
    /// There is no such document.
    #[error("その文は登録されていません。もう取り消されているかもしれません。")]
    DocumentGone,
    /// There would be too many.
    #[error(
        "1つの合いことばに登録できる文は 500 までです。使わない文を取り消してから、もう一度登録してください。今回は1つも登録していません。"
    )]
    TooMany,
    /// They would be too long together.
    #[error(
        "1つの合いことばに登録できる文は、ぜんぶで 1 MiB までです。使わない文を取り消してから、もう一度登録してください。今回は1つも登録していません。"
    )]
    TooLarge,
    /// The form was sent before with something else.
    #[error("この画面は、ほかの内容で一度送られています。ページを読みなおしてから送ってください。")]
    KeyReused,
}

impl From<KeyReused> for DocumentRefusal {
    fn from(_: KeyReused) -> Self {
        Self::KeyReused
    }
}

impl From<TokenRefusal> for DocumentRefusal {
    fn from(refusal: TokenRefusal) -> Self {
        match refusal {
            TokenRefusal::NotAllowed(decision) => Self::NotAllowed(decision),
            TokenRefusal::NoScope
            | TokenRefusal::ExpiresOn
            | TokenRefusal::NotFound
            | TokenRefusal::MadeBefore => Self::NotFound,
        }
    }
}

#[cfg(test)]
mod tests {
    use renkei_domain::people::trusted::{TRUSTED_BYTES, TRUSTED_DOCUMENTS};

    use super::*;

    #[test]
    fn an_id_is_that_of_the_appendix() {
        let text = "query ($id: ID!) {\n  user(id: $id) {\n    name\n  }\n}";
        assert_eq!(
            document_id(text).to_string(),
            "sha256:7dba4bd717b41f10434822356a93c32b1fb4907b983e854300ad839f84cdcd6e"
        );
        let text = "query($id:ID!){user(id:$id){name}}";
        assert_eq!(
            document_id(text).to_string(),
            "sha256:71f7dc5758652baac68e4a10c50be732b741c892ade2883a99358f52b555286b"
        );
    }

    #[test]
    fn an_owner_is_told_the_bounds_that_count() {
        assert!(
            DocumentRefusal::TooMany
                .to_string()
                .contains(&TRUSTED_DOCUMENTS.to_string())
        );
        assert!(DocumentRefusal::TooLarge.to_string().contains("1 MiB"));
        assert_eq!(TRUSTED_BYTES, 1024 * 1024);
        let kept = Registration { new: 3, known: 12 };
        assert_eq!(Registration::from_text(&kept.to_text()), Some(kept));
    }
}
