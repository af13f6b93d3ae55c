//! Who heard something, or from whom it came, as a record must name them: with address and head (代表者), as they were
//! known on that day (個人情報保護法施行規則 20条, 22条, 24条).

use crate::text::Line;

/// An agency, or somebody, as a record names them.
#[derive(Clone, PartialEq, Eq)]
pub struct NamedAgency {
    /// The agency, or whoever it was.
    pub name: String,
    /// Who of them listened or spoke.
    pub contact: Option<Line>,
    /// Where they are.
    pub address: Option<String>,
    /// The 法人 that runs the agency.
    pub body: Option<String>,
    /// Its head (代表者).
    pub head: Option<String>,
}

/// Who helps whom is nobody's to read in a log.
impl std::fmt::Debug for NamedAgency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NamedAgency")
    }
}
