//! From where somebody calls: the address, and words by which the owner of a session knows the device
//! again. The words are made from what the browser says of itself; they are no evidence.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr};

use axum::extract::FromRequestParts;
use axum::http::header::USER_AGENT;
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap};
use renkei_app::people::Device;

use crate::throttle::Client;

/// What browsers say of themselves, the more telling first: Edge calls itself Chrome, Chrome Safari.
const BROWSERS: [(&str, &str); 5] = [
    ("Edg", "Edge"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
];
const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "Chromebook"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
];

/// The device a request comes from.
#[derive(Debug, Clone)]
pub(crate) struct CallingDevice(pub(crate) Device);

impl<S: Send + Sync> FromRequestParts<S> for CallingDevice {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(calling(&parts.extensions, &parts.headers)))
    }
}

/// The device behind the parts of a request.
pub(crate) fn calling(extensions: &Extensions, headers: &HeaderMap) -> Device {
    // Whoever stands behind the trusted proxies, as the limits have it: else everybody behind a proxy would
    // be one guesser, and anybody could keep the others out.
    let client = extensions.get::<Client>();
    let address = client.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |client| client.address());
    let said = headers.get(USER_AGENT);
    let said = said.and_then(|said| said.to_str().ok()).unwrap_or_default();
    let words = words(said);
    Device { address, words }
}

fn words(said: &str) -> String {
    let named = |names: &[(&str, &'static str)]| {
        let found = names.iter().find(|(mark, _)| said.contains(mark));
        found.map(|(_, name)| *name)
    };
    match (named(&SYSTEMS), named(&BROWSERS)) {
        (Some(system), Some(browser)) => format!("{system}の{browser}"),
        (Some(only), None) | (None, Some(only)) => only.to_owned(),
        (None, None) => "わからない機器".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_owner_of_a_session_knows_the_device_again() {
        for (said, expected) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0",
                "WindowsのEdge",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1",
                "iPhoneのSafari",
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0",
                "LinuxのFirefox",
            ),
            ("curl/8.5", "わからない機器"),
            ("", "わからない機器"),
        ] {
            assert_eq!(words(said), expected, "{said}");
        }
    }
}
