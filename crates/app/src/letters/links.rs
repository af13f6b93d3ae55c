//! Links in letters. Addresses of pages are known to who serves them, and handed in.

/// How links in letters are made; without it letters carry codes alone.
#[derive(Debug, Clone)]
pub struct Links {
    /// Where people reach the installation, as `https://renkei.example.jp`.
    pub origin: String,
    /// The path of the invitation with a code.
    pub invitation: fn(&str) -> String,
    /// The path of the page on which a code is typed.
    pub enter_code: String,
    /// The path of the page on which an invitation to a conference is answered by a code.
    pub answer: fn(&str) -> String,
    /// The path of the page on which somebody says by a code when they can come.
    pub poll: fn(&str) -> String,
    /// The path of the page on which somebody who was called reads who it is about, once they have the number too.
    pub whom: fn(&str) -> String,
    /// The path of the page on which somebody reads by a code what came of their proposal.
    pub proposal: fn(&str) -> String,
    /// The path of the page on which an agency says by a code whether its entry is still so.
    pub inquiry: fn(&str) -> String,
    /// The path of the page on which somebody signs in.
    pub sign_in: String,
    /// The path of the list of what ends soon, for staff.
    pub ending_consents: String,
}

impl Links {
    /// The invitation with a code.
    #[must_use]
    pub fn invitation(&self, code: &str) -> String {
        format!("{}{}", self.origin, (self.invitation)(code))
    }

    /// The page on which a code is typed.
    #[must_use]
    pub fn enter_code(&self) -> String {
        format!("{}{}", self.origin, self.enter_code)
    }

    /// The page on which an invitation to a conference is answered by a code.
    #[must_use]
    pub fn answer(&self, code: &str) -> String {
        format!("{}{}", self.origin, (self.answer)(code))
    }

    /// The page on which somebody says by a code when they can come.
    #[must_use]
    pub fn poll(&self, code: &str) -> String {
        format!("{}{}", self.origin, (self.poll)(code))
    }

    /// The page on which somebody who was called reads who it is about.
    #[must_use]
    pub fn whom(&self, code: &str) -> String {
        format!("{}{}", self.origin, (self.whom)(code))
    }

    /// The page on which somebody reads what came of their proposal.
    #[must_use]
    pub fn proposal(&self, code: &str) -> String {
        format!("{}{}", self.origin, (self.proposal)(code))
    }

    /// The page on which an agency says by a code whether its entry is still so.
    #[must_use]
    pub fn inquiry(&self, code: &str) -> String {
        format!("{}{}", self.origin, (self.inquiry)(code))
    }

    /// The page on which somebody signs in.
    #[must_use]
    pub fn sign_in(&self) -> String {
        format!("{}{}", self.origin, self.sign_in)
    }

    /// The list of what ends soon, for staff.
    #[must_use]
    pub fn ending_consents(&self) -> String {
        format!("{}{}", self.origin, self.ending_consents)
    }
}

#[cfg(test)]
impl Links {
    /// Those of an installation of the tests.
    pub(super) fn example() -> Self {
        Self {
            origin: "https://renkei.example.jp".to_owned(),
            invitation: |code| format!("/invitation/{code}"),
            enter_code: "/invitation".to_owned(),
            answer: |code| format!("/answer/{code}"),
            poll: |code| format!("/poll/{code}"),
            whom: |code| format!("/whom/{code}"),
            proposal: |code| format!("/proposal/{code}"),
            inquiry: |code| format!("/inquiry/{code}"),
            sign_in: "/sign-in".to_owned(),
            ending_consents: "/cases/ending".to_owned(),
        }
    }
}
