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
}
