//! Trusted documents: GraphQL documents that the owner of a token registered for it, so that its program sends an id in
//! place of the text. Where nothing else is let run, whoever steals the token can ask for no more than the program does.
//! They never widen what a token may do.

use std::fmt;

use crate::access::principal::TokenScope;
use crate::words::word_list;

/// The most documents of one token: every operation of a large program, in several of its versions.
pub const TRUSTED_DOCUMENTS: usize = 500;

/// The most bytes of all documents of one token.
pub const TRUSTED_BYTES: usize = 1024 * 1024;

/// The most bytes of a manifest: all documents of a token, as JSON writes them.
pub const MANIFEST_BYTES: usize = 2 * 1024 * 1024;

/// The most names under which operations that came as text are counted for one token; those that came last are kept.
pub const TEXT_OPERATIONS: usize = 100;

/// The most characters of such a name that are kept.
pub const OPERATION_NAME: usize = 64;

word_list! {
    /// What the program of a token may send in place of the id of a registered document.
    DocumentMode {
        /// Any text, as if nothing were registered.
        Off = "off", "登録していない文も動かす（数えない）";
        /// Any text, and each is counted under the name of its operation.
        Log = "log", "登録していない文も動かして、数える";
        /// Nothing: what comes as text is refused.
        Enforce = "enforce", "登録した文だけを動かす";
    }
}

impl DocumentMode {
    /// Whether a document that comes as text is let run.
    #[must_use]
    pub const fn runs_text(self) -> bool {
        matches!(self, Self::Off | Self::Log)
    }

    /// Whether a document that comes as text is counted.
    #[must_use]
    pub const fn counts_text(self) -> bool {
        matches!(self, Self::Log | Self::Enforce)
    }
}

/// Whether programs may register documents for a token with these scopes: for one that registers itself its owner alone
/// does, or whoever steals it could have it run anything.
#[must_use]
pub fn takes_from_programs(scopes: &[TokenScope]) -> bool {
    !scopes.contains(&TokenScope::DocumentsWrite)
}

/// What stands before the digest in the id of a document.
const PREFIX: &str = "sha256:";

/// The id of a document: the SHA-256 of its text (GraphQL over HTTP, appendix A).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId([u8; 32]);

impl DocumentId {
    /// The id of a text with this digest.
    #[must_use]
    pub const fn of_digest(digest: [u8; 32]) -> Self {
        Self(digest)
    }

    /// Reads `sha256:` and 64 hexadecimal digits in lower case; nothing of anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::of_hex(text.strip_prefix(PREFIX)?)
    }

    /// The same of the digits alone, as manifests of some tools have them.
    #[must_use]
    pub fn of_hex(hex: &str) -> Option<Self> {
        if hex.len() != 64 {
            return None;
        }
        let mut digest = [0; 32];
        for (byte, pair) in digest.iter_mut().zip(hex.as_bytes().chunks_exact(2)) {
            let [high, low] = pair else { return None };
            *byte = (digit(*high)? << 4) | digit(*low)?;
        }
        Some(Self(digest))
    }
}

fn digit(letter: u8) -> Option<u8> {
    match letter {
        b'0'..=b'9' => Some(letter - b'0'),
        b'a'..=b'f' => Some(letter - b'a' + 10),
        _ => None,
    }
}

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(PREFIX)?;
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_of_a_document_has_one_form() {
        let hex = "7dba4bd717b41f10434822356a93c32b1fb4907b983e854300ad839f84cdcd6e";
        let whole = format!("sha256:{hex}");
        let id = DocumentId::parse(&whole);
        assert_eq!(id.map(|id| id.to_string()), Some(whole.clone()));
        assert_eq!(DocumentId::of_hex(hex), id);
        for wrong in [
            "",
            hex,
            "sha256:",
            &whole.to_uppercase(),
            &whole.replace('b', "B"),
            &format!("{whole}0"),
            &whole[..70],
            &whole.replace('7', "ｇ"),
            &whole.replace("sha256", "md5"),
        ] {
            assert_eq!(DocumentId::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_program_registers_for_no_token_that_registers() {
        let reads = [TokenScope::DirectoryRead, TokenScope::MembersRead];
        assert!(takes_from_programs(&reads) && takes_from_programs(&[]));
        assert!(!takes_from_programs(TokenScope::ALL));
    }

    #[test]
    fn each_mode_says_what_becomes_of_a_text() {
        let told = DocumentMode::ALL
            .iter()
            .map(|mode| (mode.runs_text(), mode.counts_text()));
        let told: Vec<(bool, bool)> = told.collect();
        assert_eq!(told, [(true, false), (true, true), (false, true)]);
    }
}
