//! Settings: `renkei.toml`, then `RENKEI_*` in the environment, then flags; the later wins.

pub mod backup;
pub mod database;
pub mod listening;
pub mod mail;
pub mod mailbox;

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::path::PathBuf;

use figment::Figment;
use figment::providers::{Env, Format as _, Serialized, Toml};
use renkei_app::Place;
use renkei_delivery::fetch::OutboundSettings;
use renkei_delivery::guard::Allowed;
use renkei_web::PublicAddress;
use renkei_web::throttle::RateLimits;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use backup::Backup;
use listening::Tls;
use mail::Mail;
use mailbox::ReplyMailbox;

use crate::master_key::KeyPlace;

/// The name of the master key's file in the data folder.
const FILE: &str = "master.key";

/// Where an installation stands and how it may be called.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Folder of the embedded database.
    pub data: PathBuf,
    /// URL of a PostgreSQL; used instead of the folder when set.
    pub database: Option<String>,
    /// Address to listen on.
    pub listen: SocketAddr,
    /// Where the certificate lies, where this process speaks TLS itself.
    pub tls: Tls,
    /// Whether an address that others reach may be listened on without encryption.
    pub allow_plain: bool,
    /// The address under which people reach the installation.
    pub public_url: Option<String>,
    /// Proxies that say in `X-Forwarded-For` whom they call for, by their addresses.
    pub trusted_proxies: Vec<IpAddr>,
    /// How much one address may ask for.
    pub limits: Limits,
    /// Where numbers are told to whoever runs the installation.
    pub metrics: Metrics,
    /// How the outside may be called.
    pub outbound: Outbound,
    /// Which mail server takes letters; without one they wait.
    pub mail: Option<Mail>,
    /// From which mailbox answers to letters are read; without one they are entered by hand.
    pub mailbox: Option<ReplyMailbox>,
    /// To whom backups are sealed, and how long each is kept.
    pub backup: Backup,
    /// The master key, where it stands in the settings. All processes of an installation have the same.
    #[serde(skip_serializing)]
    pub key: Option<SecretString>,
    /// The one before it, while a rotation is on its way.
    #[serde(skip_serializing)]
    pub key_previous: Option<SecretString>,
    /// The file of the master key; without it `master.key` in the data folder.
    pub key_file: Option<PathBuf>,
}

/// How much one address may ask for in a minute; 0 is no limit.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Pages and files.
    pub requests_per_minute: u32,
    /// Points of GraphQL.
    pub points_per_minute: u32,
}

impl Default for Limits {
    fn default() -> Self {
        let usual = RateLimits::default();
        let number = |limit: Option<NonZeroU32>| limit.map_or(0, NonZeroU32::get);
        Self {
            requests_per_minute: number(usual.requests_per_minute),
            points_per_minute: number(usual.points_per_minute),
        }
    }
}

/// Where numbers are told, apart from the pages.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Metrics {
    /// Address to listen on; nobody is told anything without one.
    pub listen: Option<SocketAddr>,
}

/// How the outside may be called.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Outbound {
    /// A file of PEM certificates to trust beside the system's.
    pub ca_file: Option<PathBuf>,
    /// Hosts that may be called although they are not public.
    pub allow: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            data: PathBuf::from("data"),
            database: None,
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            tls: Tls::default(),
            allow_plain: false,
            public_url: None,
            trusted_proxies: Vec::new(),
            limits: Limits::default(),
            metrics: Metrics::default(),
            outbound: Outbound::default(),
            mail: None,
            mailbox: None,
            backup: Backup::default(),
            key: None,
            key_previous: None,
            key_file: None,
        }
    }
}

/// What flags may set.
#[derive(Debug, Clone, Default, clap::Args, Serialize)]
pub struct Flags {
    /// Folder of the embedded database
    #[arg(long, global = true, value_name = "DIR")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<PathBuf>,
    /// URL of a PostgreSQL, used instead of the folder
    #[arg(long, global = true, value_name = "URL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database: Option<String>,
    /// Address to listen on
    #[arg(long, global = true, value_name = "ADDR")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listen: Option<SocketAddr>,
    /// PEM file of the certificate to serve under, read again when it changes
    #[arg(long, global = true, value_name = "FILE")]
    #[serde(skip)]
    pub tls_cert: Option<PathBuf>,
    /// PEM file of its key
    #[arg(long, global = true, value_name = "FILE")]
    #[serde(skip)]
    pub tls_key: Option<PathBuf>,
    /// Listen without encryption on an address that others reach
    #[arg(long, global = true)]
    #[serde(rename = "allow_plain", skip_serializing_if = "std::ops::Not::not")]
    pub plain: bool,
    /// Settings file
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        default_value = "renkei.toml"
    )]
    #[serde(skip)]
    pub settings: PathBuf,
}

impl Settings {
    /// Reads all layers.
    ///
    /// # Errors
    /// Names the setting that cannot be read and the layer it stands in.
    pub fn read(flags: &Flags) -> Result<Self, Box<figment::Error>> {
        let mut layers = Figment::from(Serialized::defaults(Self::default()))
            .merge(Toml::file(&flags.settings))
            // RENKEI_OUTBOUND__CA_FILE is outbound.ca_file. What tests set for themselves is no setting.
            .merge(
                Env::prefixed("RENKEI_")
                    .ignore(&["test_postgres", "test_skipped", "test_full", "samples"])
                    .split("__"),
            )
            .merge(Serialized::defaults(flags));
        for (name, file) in [("tls.cert", &flags.tls_cert), ("tls.key", &flags.tls_key)] {
            if let Some(file) = file {
                layers = layers.merge(Serialized::default(name, file));
            }
        }
        let settings: Self = layers.extract().map_err(Box::new)?;
        settings
            .public_address()
            .map_err(|fault| Box::new(figment::Error::from(fault)))?;
        if let Some(mail) = &settings.mail {
            mail.checked()
                .map_err(|fault| Box::new(figment::Error::from(fault)))?;
        }
        if let Some(mailbox) = &settings.mailbox {
            if settings.mail.is_none() {
                let fault = "[mailbox] reads answers to letters, and [mail] says how these leave: write both";
                return Err(Box::new(figment::Error::from(fault.to_owned())));
            }
            mailbox
                .checked()
                .map_err(|fault| Box::new(figment::Error::from(fault)))?;
        }
        settings
            .backup
            .checked()
            .map_err(|fault| Box::new(figment::Error::from(fault)))?;
        Ok(settings)
    }

    /// Where the data lie.
    #[must_use]
    pub fn place(&self) -> Place {
        match &self.database {
            Some(url) => Place::Postgres(url.clone()),
            None => Place::Folder(self.data.clone()),
        }
    }

    /// Where the master key lies: in the settings, in the file they name, or beside the embedded database.
    #[must_use]
    pub fn key_place(&self) -> KeyPlace {
        match (&self.key, &self.key_file, self.place()) {
            (Some(key), _, _) => KeyPlace::Settings {
                current: key.clone(),
                previous: self.key_previous.clone(),
            },
            (None, Some(file), _) => KeyPlace::File(file.clone()),
            (None, None, Place::Folder(folder)) => KeyPlace::File(folder.join(FILE)),
            // It stands on another machine as a rule, and nobody may say where ours keeps things.
            (None, None, Place::Postgres(_)) => KeyPlace::Nowhere,
        }
    }

    /// How much one address may ask for.
    #[must_use]
    pub const fn rate_limits(&self) -> RateLimits {
        RateLimits {
            requests_per_minute: NonZeroU32::new(self.limits.requests_per_minute),
            points_per_minute: NonZeroU32::new(self.limits.points_per_minute),
        }
    }

    /// How the outside may be called.
    #[must_use]
    pub fn outbound(&self) -> OutboundSettings {
        OutboundSettings {
            ca_file: self.outbound.ca_file.clone(),
            allowed: Allowed::new(self.outbound.allow.iter().cloned()),
        }
    }

    /// What `public_url` decides.
    ///
    /// # Errors
    /// When it is no http or https address, or one with a path.
    pub fn public_address(&self) -> Result<PublicAddress, String> {
        match &self.public_url {
            None => Ok(PublicAddress::Unset),
            Some(url) => PublicAddress::parse(url).ok_or_else(|| {
                format!(
                    "public_url は https:// か http:// で始まるアドレスです。https://renkei.example.jp のように、ホスト名（と番号）までを書いてください（いまの値: {url}）"
                )
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nought_is_no_limit_and_nothing_said_is_the_usual_one() {
        let usual = Settings::default();
        assert_eq!(usual.rate_limits(), RateLimits::default());
        let none = Settings {
            limits: Limits {
                requests_per_minute: 0,
                points_per_minute: 0,
            },
            ..usual
        };
        assert_eq!(none.rate_limits(), RateLimits::NONE);
    }

    #[test]
    fn a_public_url_is_an_address_or_refused() {
        let address = |url: Option<&str>| {
            let settings = Settings {
                public_url: url.map(str::to_owned),
                ..Settings::default()
            };
            settings.public_address()
        };
        assert_eq!(address(None), Ok(PublicAddress::Unset));
        assert!(matches!(
            address(Some("https://renkei.example.jp/")),
            Ok(PublicAddress::Https(_))
        ));
        for url in ["ftp://example.jp", "https://example.jp/renkei"] {
            let refused = address(Some(url)).expect_err(url);
            assert!(refused.contains(url), "{refused}");
        }
    }
}
