//! Where to go on after signing in or showing a password again: an address of this site and of no other.

use std::fmt;

use axum::http::Uri;

/// The longest address that is kept.
const LONGEST: usize = 2_000;

/// An address of this site, path and query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Next(String);

impl Next {
    /// Reads an address. One that leads elsewhere, or that a browser could take to lead elsewhere, is none.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let is_plain = text.len() <= LONGEST
            && text
                .bytes()
                .all(|byte| byte.is_ascii_graphic() && byte != b'\\')
            && text.starts_with('/')
            && !text.starts_with("//");
        let address: Uri = is_plain.then(|| text.parse().ok())??;
        let is_ours = address.authority().is_none() && address.scheme().is_none();
        is_ours.then(|| Self(text.to_owned()))
    }

    /// The address that a request was for.
    pub(crate) fn of(address: &Uri) -> Option<Self> {
        Self::read(address.path_and_query()?.as_str())
    }

    /// The address of a page that leads on to this one.
    pub(crate) fn behind(page: &impl fmt::Display, next: Option<&Self>) -> String {
        match next {
            Some(next) => {
                let mut query = form_urlencoded::Serializer::new(String::new());
                query.append_pair("next", &next.0);
                format!("{page}?{}", query.finish())
            }
            None => page.to_string(),
        }
    }
}

impl fmt::Display for Next {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What stands behind the question mark of a page that leads on.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct LeadsOn {
    next: Option<String>,
}

impl LeadsOn {
    /// Where it leads.
    pub(crate) fn next(&self) -> Option<Next> {
        Next::read(self.next.as_deref()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_of_another_site_leads_nowhere() {
        for (text, is_ours) in [
            ("/", true),
            ("/account", true),
            ("/search?q=%E7%9C%8B%E8%AD%B7&open=now", true),
            ("", false),
            ("account", false),
            ("//evil.example", false),
            ("/\\evil.example", false),
            ("/\tevil", false),
            ("https://evil.example/", false),
            ("javascript:alert(1)", false),
            ("/看護", false),
            ("/a b", false),
            ("/a\r\nSet-Cookie:x", false),
        ] {
            assert_eq!(Next::read(text).is_some(), is_ours, "{text:?}");
        }
        assert!(Next::read(&format!("/{}", "a".repeat(LONGEST))).is_none());
    }

    #[test]
    fn the_address_behind_a_page_is_kept_in_one_piece() {
        let next = Next::read("/search?q=a&open=now");
        assert_eq!(
            Next::behind(&"/sign-in", next.as_ref()),
            "/sign-in?next=%2Fsearch%3Fq%3Da%26open%3Dnow"
        );
        assert_eq!(Next::behind(&"/sign-in", None), "/sign-in");
    }
}
