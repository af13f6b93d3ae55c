//! How the address that is listened on is protected. Nobody is served over a network in plain text by
//! mistake: a certificate, a named proxy in front, or a word that it is meant so.

use std::net::SocketAddr;
use std::path::PathBuf;

use renkei_web::PublicAddress;
use renkei_web::server::tls::CertificateFiles;
use serde::{Deserialize, Serialize};

use super::Settings;

/// Where the certificate lies.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Tls {
    /// A PEM file: the certificate of the site, then those that vouch for it.
    pub cert: Option<PathBuf>,
    /// A PEM file: its key.
    pub key: Option<PathBuf>,
}

/// How connections are protected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listening {
    /// Not by us: they come from this machine, through a proxy, or it is meant so.
    Plain,
    /// By TLS.
    Encrypted(CertificateFiles),
}

/// Why nobody is listened to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ListeningFault {
    /// One file of the pair is missing.
    #[error("only one of tls.cert and tls.key is set")]
    HalfAPair,
    /// Links, cookies and HSTS follow the public address, which must know of the certificate.
    #[error("there is a certificate, but public_url is no https address")]
    NoHttpsAddress,
    /// Whoever is on the network could read everything.
    #[error("a plain listener on {0}, which others can reach")]
    InTheOpen(SocketAddr),
}

impl ListeningFault {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::HalfAPair | Self::NoHttpsAddress => "TLS_SETTINGS",
            Self::InTheOpen(_) => "PLAIN_LISTENER",
        }
    }

    /// What to do.
    #[must_use]
    pub fn message_ja(&self) -> String {
        match self {
            Self::HalfAPair => "証明書とかぎは、両方のファイルを決めてください（--tls-cert と --tls-key、または設定 tls.cert と tls.key）。".to_owned(),
            Self::NoHttpsAddress => "証明書を使うときは、設定 public_url に https:// で始まるアドレスを書いてください。ログインとリンクは、そのアドレスで動きます。".to_owned(),
            Self::InTheOpen(address) => format!(
                "{address} は、ほかのパソコンからも見えるアドレスです。このままでは、パスワードも名簿も暗号化されずに流れるので、始めませんでした。--tls-cert と --tls-key で証明書を使うか、前に置くプロキシを設定 trusted_proxies に書いてください。暗号化なしで始めるときは --plain を付けてください。"
            ),
        }
    }
}

impl Settings {
    /// How connections are protected.
    ///
    /// # Errors
    /// When they would be read by others, or the settings contradict each other.
    pub fn listening(&self) -> Result<Listening, ListeningFault> {
        match (&self.tls.cert, &self.tls.key) {
            (Some(certificate), Some(key)) => {
                if !matches!(self.public_address(), Ok(PublicAddress::Https(_))) {
                    return Err(ListeningFault::NoHttpsAddress);
                }
                Ok(Listening::Encrypted(CertificateFiles {
                    certificate: certificate.clone(),
                    key: key.clone(),
                }))
            }
            (Some(_), None) | (None, Some(_)) => Err(ListeningFault::HalfAPair),
            (None, None) => {
                let is_here = self.listen.ip().to_canonical().is_loopback();
                if is_here || self.allow_plain || !self.trusted_proxies.is_empty() {
                    Ok(Listening::Plain)
                } else {
                    Err(ListeningFault::InTheOpen(self.listen))
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::*;

    fn at(listen: &str) -> Settings {
        Settings {
            listen: listen.parse().expect("an address"),
            ..Settings::default()
        }
    }

    #[test]
    fn plain_text_stays_on_this_machine_unless_it_is_meant_otherwise() {
        for (listen, is_here) in [
            ("127.0.0.1:8080", true),
            ("127.3.2.1:8080", true),
            ("[::1]:8080", true),
            ("[::ffff:127.0.0.1]:8080", true),
            ("0.0.0.0:8080", false),
            ("[::]:8080", false),
            ("192.168.1.20:80", false),
            ("[fe80::1]:8080", false),
        ] {
            let settings = at(listen);
            assert_eq!(settings.listening().is_ok(), is_here, "{listen}");
            let meant = Settings {
                allow_plain: true,
                ..settings.clone()
            };
            assert_eq!(meant.listening(), Ok(Listening::Plain), "{listen}");
            let behind = Settings {
                trusted_proxies: vec![IpAddr::from([10, 0, 0, 1])],
                ..settings
            };
            assert_eq!(behind.listening(), Ok(Listening::Plain), "{listen}");
        }
    }

    #[test]
    fn a_certificate_has_a_key_and_an_address() {
        let with = |cert: Option<&str>, key: Option<&str>, url: Option<&str>| {
            let settings = Settings {
                tls: Tls {
                    cert: cert.map(PathBuf::from),
                    key: key.map(PathBuf::from),
                },
                public_url: url.map(str::to_owned),
                allow_plain: true,
                ..at("0.0.0.0:443")
            };
            settings.listening()
        };
        let url = Some("https://renkei.example.jp");
        let whole = with(Some("a"), Some("b"), url);
        assert!(matches!(whole, Ok(Listening::Encrypted(_))), "{whole:?}");
        for (cert, key) in [(Some("a"), None), (None, Some("b"))] {
            assert_eq!(with(cert, key, url), Err(ListeningFault::HalfAPair));
        }
        for url in [None, Some("http://127.0.0.1")] {
            let refused = with(Some("a"), Some("b"), url);
            assert_eq!(refused, Err(ListeningFault::NoHttpsAddress), "{url:?}");
        }
    }
}
