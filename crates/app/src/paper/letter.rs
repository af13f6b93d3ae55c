//! What stands on the envelope of something that is posted.

use renkei_domain::text::Line;

/// Whom a copy of the material is posted to. Nothing of it tells whom the conference is about.
#[derive(Clone, PartialEq, Eq)]
pub struct MaterialLetter {
    /// The agency.
    pub to: String,
    /// Who there.
    pub contact: Option<Line>,
    /// The desk that it is for, or a role.
    pub ask_for: Option<String>,
    /// The postal address; absent where nobody knows it.
    pub target: Option<Line>,
    /// 郵便番号 of that address, where it is known.
    pub postal_code: Option<Line>,
}

/// Where somebody is reached is nobody's to read in a log.
impl std::fmt::Debug for MaterialLetter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MaterialLetter(..)")
    }
}
