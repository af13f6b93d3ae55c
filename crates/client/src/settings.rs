//! Which installation is called, as whom, and how patiently.

use std::time::Duration;

use reqwest::Url;
use reqwest::header::HeaderValue;
use secrecy::{ExposeSecret as _, SecretString};

use crate::retry::Retries;

/// A client of one installation. Cheap to clone; clones share their connections. What it prints of itself never has
/// the token.
#[derive(Debug, Clone)]
pub struct Client {
    pub(crate) http: reqwest::Client,
    pub(crate) endpoint: Url,
    pub(crate) token: Option<SecretString>,
    pub(crate) retries: Retries,
    /// Whether ids are sent in place of documents.
    pub(crate) is_registered: bool,
    rest: Duration,
}

impl Client {
    /// Begins with the address of an installation, as `https://renkei.example.jp`.
    #[must_use]
    pub fn builder(address: impl Into<String>) -> Builder {
        Builder {
            address: address.into(),
            token: None,
            timeout: Duration::from_secs(30),
            retries: Retries::default(),
            is_registered: false,
            rest: Duration::from_secs(30),
        }
    }

    /// How long it rests at the end of the feed.
    pub(crate) const fn rest(&self) -> Duration {
        self.rest
    }
}

/// What a [`Client`] is made of.
#[derive(Debug, Clone)]
pub struct Builder {
    address: String,
    token: Option<SecretString>,
    timeout: Duration,
    retries: Retries,
    is_registered: bool,
    rest: Duration,
}

/// Why there is no client.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// The address is none of `https`, or of `http` where nobody asks for it.
    #[error("the address of an installation begins with https:// (or http://) and names a host")]
    Address,
    /// A token would travel where others read it.
    #[error("a token is sent by https alone, or to this machine")]
    TokenInTheOpen,
    /// A token has letters of ASCII alone.
    #[error("this is no token: it has letters that none has")]
    Token,
    /// The means of TLS cannot be made ready.
    #[error("connections cannot be made ready")]
    Connections(#[source] reqwest::Error),
}

impl Builder {
    /// Calls with a token, `renkei_…`: the directory is read without one, but counted for the address then.
    #[must_use]
    pub fn token(mut self, token: impl Into<SecretString>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// How long one try may take until its whole answer is there; 30 seconds by default.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How often and how patiently a call is tried again.
    #[must_use]
    pub fn retries(mut self, retries: Retries) -> Self {
        self.retries = retries;
        self
    }

    /// Sends the ids of documents in place of their texts. Register [`Manifest`](crate::Manifest) for the token first: an id
    /// that is not registered for it is refused with `DOCUMENT_UNKNOWN`.
    #[must_use]
    pub fn registered(mut self) -> Self {
        self.is_registered = true;
        self
    }

    /// How long [`Client::resource_changes`] rests at the end of the feed before it asks again; 30 seconds by default.
    #[must_use]
    pub fn rest(mut self, rest: Duration) -> Self {
        self.rest = rest;
        self
    }

    /// Makes the client. Nothing is sent yet.
    ///
    /// # Errors
    /// When the address or the token cannot be used, or when TLS cannot be made ready.
    pub fn build(self) -> Result<Client, BuildError> {
        let endpoint = endpoint(&self.address).ok_or(BuildError::Address)?;
        if let Some(token) = &self.token {
            HeaderValue::from_str(token.expose_secret()).map_err(|_| BuildError::Token)?;
            if endpoint.scheme() != "https" && !is_this_machine(&endpoint) {
                return Err(BuildError::TokenInTheOpen);
            }
        }
        #[expect(
            clippy::disallowed_methods,
            reason = "a partner calls the installation that they named, from a machine of their own"
        )]
        let mut http = reqwest::Client::builder()
            // A token goes to the installation that it was made for and nowhere else.
            .redirect(reqwest::redirect::Policy::none())
            .timeout(self.timeout)
            .user_agent(concat!("renkei-client/", env!("CARGO_PKG_VERSION")));
        if is_this_machine(&endpoint) {
            // A proxy that the machine names for the network has no part in it.
            http = http.no_proxy();
        }
        let http = http.build().map_err(BuildError::Connections)?;
        Ok(Client {
            http,
            endpoint,
            token: self.token,
            retries: self.retries,
            is_registered: self.is_registered,
            rest: self.rest,
        })
    }
}

/// Where an installation takes operations, which may lie below a path.
fn endpoint(address: &str) -> Option<Url> {
    let mut url = Url::parse(address.trim()).ok()?;
    let is_of_http = matches!(url.scheme(), "https" | "http");
    let is_plain = url.username().is_empty() && url.password().is_none();
    if !is_of_http || !is_plain || !url.has_host() {
        return None;
    }
    let path = format!("{}/graphql", url.path().trim_end_matches('/'));
    url.set_path(&path);
    url.set_query(None);
    url.set_fragment(None);
    Some(url)
}

fn is_this_machine(url: &Url) -> bool {
    matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_where_operations_are_taken() {
        for (address, taken) in [
            (
                "https://renkei.example.jp",
                Some("https://renkei.example.jp/graphql"),
            ),
            (
                " https://renkei.example.jp/desk/?a#b ",
                Some("https://renkei.example.jp/desk/graphql"),
            ),
            (
                "http://127.0.0.1:8080/",
                Some("http://127.0.0.1:8080/graphql"),
            ),
            ("renkei.example.jp", None),
            ("ftp://renkei.example.jp", None),
            ("https://me:word@renkei.example.jp", None),
            ("", None),
        ] {
            assert_eq!(
                endpoint(address).as_ref().map(Url::as_str),
                taken,
                "{address}"
            );
        }
    }

    #[test]
    fn a_token_is_neither_shown_nor_sent_in_the_open() {
        let builder = Client::builder("https://renkei.example.jp").token("renkei_himitsu");
        assert!(!format!("{builder:?}").contains("himitsu"));
        let client = builder.build().expect("a client");
        assert!(!format!("{client:?}").contains("himitsu"));
        let build =
            |address: &str, token: &str| Client::builder(address).token(token).build().err();
        let open = build("http://renkei.example.jp", "renkei_himitsu");
        assert!(matches!(open, Some(BuildError::TokenInTheOpen)), "{open:?}");
        assert!(build("http://[::1]:8080", "renkei_himitsu").is_none());
        let lines = build("https://renkei.example.jp", "renkei_\nhimitsu");
        assert!(matches!(lines, Some(BuildError::Token)), "{lines:?}");
    }
}
