//! Under which address people and programs reach the installation.

use std::net::{IpAddr, Ipv6Addr};

use axum::http::{HeaderMap, header};
use renkei_app::people::PasskeyPlace;

/// What `public_url` decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublicAddress {
    /// https: cookies are `__Host-`, browsers are told to stay with https.
    Https(Origin),
    /// http on this machine alone: cookies are `__Host-` as browsers treat loopback as safe.
    Loopback(Origin),
    /// http on another address: nobody signs in.
    PlainHttp(Origin),
    /// Not set: letters carry a code instead of a link.
    Unset,
}

/// Scheme, host and port: `https://renkei.example.jp`. Nothing stands in it but what hosts and ports
/// are made of, since people paste it into a terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(String);

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl Origin {
    /// What a browser called, as far as it says so. Without a `public_url` nobody knows of a proxy that
    /// speaks https before us.
    fn called(headers: &HeaderMap) -> Option<Self> {
        let authority = headers.get(header::HOST)?.to_str().ok()?;
        host_of(authority)?;
        Some(Self(format!("http://{authority}")))
    }

    pub(crate) fn sample() -> Self {
        Self("http://127.0.0.1:8080".to_owned())
    }

    /// The longest name a host can have.
    pub(crate) fn longest() -> Self {
        Self(format!(
            "https://{}example.jp",
            "renkei-no-meibo.".repeat(15)
        ))
    }
}

impl PublicAddress {
    /// Reads a `public_url`. `None` where it is no http or https address, or goes on behind the host:
    /// pages link from the root.
    #[must_use]
    pub fn parse(url: &str) -> Option<Self> {
        let (scheme, rest) = url.split_once("://")?;
        let authority = rest.strip_suffix('/').unwrap_or(rest);
        let host = host_of(authority)?;
        let origin = Origin(format!("{scheme}://{authority}"));
        match scheme {
            "https" => Some(Self::Https(origin)),
            "http" if is_loopback(host) => Some(Self::Loopback(origin)),
            "http" => Some(Self::PlainHttp(origin)),
            _ => None,
        }
    }

    /// The address that was stated, for what is read elsewhere: a link on paper is typed or photographed
    /// on another machine, where the address of this browser may lead nowhere.
    pub(crate) const fn stated(&self) -> Option<&Origin> {
        match self {
            Self::Https(origin) | Self::Loopback(origin) | Self::PlainHttp(origin) => Some(origin),
            Self::Unset => None,
        }
    }

    /// Where whoever sent these headers reaches the installation; `None` where nothing that can be
    /// shown says so.
    pub(crate) fn origin_for(&self, headers: &HeaderMap) -> Option<Origin> {
        match self {
            Self::Https(origin) | Self::Loopback(origin) | Self::PlainHttp(origin) => {
                Some(origin.clone())
            }
            Self::Unset => Origin::called(headers),
        }
    }

    /// The origin that links in letters begin with; `None` where whoever follows one could not sign in
    /// there, or nobody has said where that is.
    #[must_use]
    pub const fn for_letters(&self) -> Option<&Origin> {
        match self {
            Self::Https(origin) | Self::Loopback(origin) => Some(origin),
            Self::PlainHttp(_) | Self::Unset => None,
        }
    }

    /// Whether a password may be sent here: what travels by plain http over a network can be read on its
    /// way. Where no public address is set, the address that the browser used decides.
    pub(crate) fn is_safe_for_passwords(&self, headers: &HeaderMap) -> bool {
        match self {
            Self::Https(_) | Self::Loopback(_) => true,
            Self::PlainHttp(_) => false,
            Self::Unset => {
                let host = headers
                    .get(header::HOST)
                    .and_then(|host| host.to_str().ok());
                host.is_some_and(is_this_machine)
            }
        }
    }

    /// Where whoever sent these headers may have a passkey: wherever a password may be sent, but for
    /// addresses made of numbers, under which browsers keep none.
    pub(crate) fn passkey_place(&self, headers: &HeaderMap) -> Option<PasskeyPlace> {
        if !self.is_safe_for_passwords(headers) {
            return None;
        }
        let Origin(origin) = self.origin_for(headers)?;
        let (scheme, authority) = origin.split_once("://")?;
        let host = host_of(authority)?;
        if host.parse::<IpAddr>().is_ok() {
            return None;
        }
        // Browsers write an origin in small letters, and without the port that goes without saying.
        let port = match (scheme, authority.strip_prefix(host)?) {
            ("https", ":443") | ("http", ":80") => "",
            (_, port) => port,
        };
        let host = host.to_ascii_lowercase();
        let origin = format!("{scheme}://{host}{port}");
        Some(PasskeyPlace::new(host, origin))
    }
}

/// Whether a host that a browser called is this machine itself.
fn is_this_machine(authority: &str) -> bool {
    host_of(authority).is_some_and(is_loopback)
}

/// The host in `host` or `host:port`; `None` where anything else stands in it.
fn host_of(authority: &str) -> Option<&str> {
    let (host, port) = match authority.strip_prefix('[') {
        Some(v6) => {
            let (host, port) = v6.split_once(']')?;
            host.parse::<Ipv6Addr>().ok()?;
            (host, port)
        }
        None => {
            let (host, port) = authority.split_at(authority.find(':').unwrap_or(authority.len()));
            let is_plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_');
            let is_host = (1..=253).contains(&host.len()) && host.bytes().all(is_plain);
            is_host.then_some((host, port))?
        }
    };
    let is_port = match port.strip_prefix(':') {
        Some(digits) => digits.bytes().all(|b| b.is_ascii_digit()) && digits.parse::<u16>().is_ok(),
        None => port.is_empty(),
    };
    is_port.then_some(host)
}

/// Whether a host is this machine itself.
#[must_use]
pub fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn only_this_machine_may_go_without_tls() {
        for (host, expected) in [
            ("localhost:8080", true),
            ("LOCALHOST", true),
            ("127.0.0.1:8080", true),
            ("[::1]:8080", true),
            ("192.168.1.20:8080", false),
            ("renkei.example.jp", false),
            ("localhost.example.jp", false),
            ("127.0.0.1.example.jp", false),
            ("", false),
        ] {
            assert_eq!(is_this_machine(host), expected, "{host}");
        }
    }

    #[test]
    fn the_public_url_decides_what_kind_of_address_it_is() {
        use PublicAddress::{Https, Loopback, PlainHttp};
        let origin = |text: &str| Origin(text.to_owned());
        for (url, expected) in [
            (
                "https://renkei.example.jp",
                Some(Https(origin("https://renkei.example.jp"))),
            ),
            (
                "https://renkei.example.jp:8443/",
                Some(Https(origin("https://renkei.example.jp:8443"))),
            ),
            (
                "http://localhost:8080/",
                Some(Loopback(origin("http://localhost:8080"))),
            ),
            (
                "http://127.0.0.1:8080",
                Some(Loopback(origin("http://127.0.0.1:8080"))),
            ),
            (
                "http://[::1]:8080",
                Some(Loopback(origin("http://[::1]:8080"))),
            ),
            (
                "http://192.168.1.20:8080",
                Some(PlainHttp(origin("http://192.168.1.20:8080"))),
            ),
            (
                "http://localhost.example.jp",
                Some(PlainHttp(origin("http://localhost.example.jp"))),
            ),
            ("ftp://example.jp", None),
            ("https://", None),
            ("renkei.example.jp", None),
            ("https://example.jp/renkei", None),
            ("https://name:word@example.jp", None),
            ("https://example.jp:70000", None),
            ("https://example.jp:+80", None),
            ("https://$(id).example.jp", None),
        ] {
            assert_eq!(PublicAddress::parse(url), expected, "{url}");
        }
    }

    #[test]
    fn a_letter_links_only_to_where_people_can_sign_in() {
        for (url, expected) in [
            (
                "https://renkei.example.jp/",
                Some("https://renkei.example.jp"),
            ),
            ("http://127.0.0.1:8080", Some("http://127.0.0.1:8080")),
            ("http://192.168.1.20", None),
        ] {
            let address = PublicAddress::parse(url).expect("an address");
            let origin = address.for_letters().map(ToString::to_string);
            assert_eq!(origin.as_deref(), expected, "{url}");
        }
        assert_eq!(PublicAddress::Unset.for_letters(), None);
    }

    #[test]
    fn without_a_public_url_the_address_is_the_one_the_browser_called() {
        let told = |address: &PublicAddress, host: &'static str| {
            let headers = HeaderMap::from_iter([(header::HOST, HeaderValue::from_static(host))]);
            let origin = address.origin_for(&headers);
            origin.map(|origin| origin.to_string())
        };
        let called = |host| told(&PublicAddress::Unset, host);
        assert_eq!(
            called("192.168.1.20:8080").as_deref(),
            Some("http://192.168.1.20:8080")
        );
        assert_eq!(called("[::1]:8080").as_deref(), Some("http://[::1]:8080"));
        for host in ["", "a b", "x;id", "<b>", "a:b", "a:", "[::1", "user@host"] {
            assert_eq!(called(host), None, "{host}");
        }
        let stated = PublicAddress::parse("https://renkei.example.jp").expect("an address");
        let told = told(&stated, "10.0.0.1");
        assert_eq!(told.as_deref(), Some("https://renkei.example.jp"));
        assert_eq!(PublicAddress::Unset.origin_for(&HeaderMap::new()), None);
    }

    #[test]
    fn a_passkey_is_kept_under_a_name_where_a_password_may_be_sent() {
        let place = |address: &PublicAddress, host: &'static str| {
            let headers = HeaderMap::from_iter([(header::HOST, HeaderValue::from_static(host))]);
            address.passkey_place(&headers)
        };
        let at = |name: &str, origin: &str| {
            let place = PasskeyPlace::new(name.to_owned(), origin.to_owned());
            Some(place)
        };
        for (url, expected) in [
            (
                "https://Renkei.example.jp:443/",
                at("renkei.example.jp", "https://renkei.example.jp"),
            ),
            (
                "https://renkei.example.jp:8443",
                at("renkei.example.jp", "https://renkei.example.jp:8443"),
            ),
            (
                "http://localhost:8080",
                at("localhost", "http://localhost:8080"),
            ),
            ("http://127.0.0.1:8080", None),
            ("https://192.168.1.20", None),
            ("http://[::1]:8080", None),
            ("http://renkei.example.jp", None),
        ] {
            let address = PublicAddress::parse(url).expect("an address");
            assert_eq!(place(&address, "elsewhere.example"), expected, "{url}");
        }
        for (host, expected) in [
            ("localhost:8080", at("localhost", "http://localhost:8080")),
            ("localhost:80", at("localhost", "http://localhost")),
            ("127.0.0.1:8080", None),
            ("renkei.example.jp", None),
        ] {
            assert_eq!(place(&PublicAddress::Unset, host), expected, "{host}");
        }
    }
}
