//! `[mail]`: which mail server takes letters, and from whom they come.

use std::path::PathBuf;
use std::time::Duration;

use renkei_delivery::letters::smtp::{self, MailSettings, SignIn};
use renkei_domain::letters::address::MailAddress;
use renkei_domain::text::Line;
use renkei_web::is_loopback;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

/// Which mail server takes letters, and from whom they come.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// Host of the server.
    pub host: String,
    /// Its port; the usual one of the way where none is given.
    pub port: Option<u16>,
    /// How the way there is kept from others.
    #[serde(default)]
    pub security: Security,
    /// Who signs in.
    pub user: Option<String>,
    /// With which password.
    #[serde(skip_serializing)]
    pub password: Option<SecretString>,
    /// From whom letters come.
    pub from: String,
    /// The name beside that address.
    pub from_name: Option<String>,
    /// A file of PEM certificates to trust beside the system's.
    pub ca_file: Option<PathBuf>,
    /// How many seconds a step of the conversation may take.
    #[serde(default = "usual_timeout")]
    pub timeout: u64,
}

/// How the way to the server is kept from others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Security {
    /// Encrypted after the greeting (port 587).
    #[default]
    StartTls,
    /// Encrypted from the first byte (port 465).
    Tls,
    /// Not encrypted (port 25).
    Plain,
}

const fn usual_timeout() -> u64 {
    30
}

impl Mail {
    /// The settings, checked.
    ///
    /// # Errors
    /// Names the setting that cannot be.
    pub fn checked(&self) -> Result<MailSettings, String> {
        let (security, usual_port) = match self.security {
            Security::StartTls => (smtp::Security::StartTls, 587),
            Security::Tls => (smtp::Security::Tls, 465),
            Security::Plain => (smtp::Security::Plain, 25),
        };
        let sign_in = match (&self.user, &self.password) {
            (None, None) => None,
            (Some(user), Some(password)) => Some(SignIn {
                user: user.clone(),
                password: password.clone(),
            }),
            _ => return Err("mail.user and mail.password belong together".to_owned()),
        };
        if self.security == Security::Plain && sign_in.is_some() && !is_loopback(&self.host) {
            return Err(
                "mail.security = \"plain\" would show the password to everybody on the way: use starttls or tls"
                    .to_owned(),
            );
        }
        if !(1..=600).contains(&self.timeout) {
            return Err("mail.timeout is a number of seconds from 1 to 600".to_owned());
        }
        let from = MailAddress::parse(&self.from)
            .map_err(|_| "mail.from is no address of the form name@domain".to_owned())?;
        let from_name = self.from_name.as_deref().map(Line::parse).transpose();
        Ok(MailSettings {
            host: self.host.clone(),
            port: self.port.unwrap_or(usual_port),
            security,
            sign_in,
            from,
            from_name: from_name
                .map_err(|_| "mail.from_name is not one line of text".to_owned())?,
            ca_file: self.ca_file.clone(),
            timeout: Duration::from_secs(self.timeout),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail() -> Mail {
        Mail {
            host: "mail.example.jp".to_owned(),
            port: None,
            security: Security::default(),
            user: None,
            password: None,
            from: "office@example.jp".to_owned(),
            from_name: None,
            ca_file: None,
            timeout: usual_timeout(),
        }
    }

    #[test]
    fn the_port_follows_the_way() {
        for (security, port) in [
            (Security::StartTls, 587),
            (Security::Tls, 465),
            (Security::Plain, 25),
        ] {
            let mail = Mail { security, ..mail() };
            assert_eq!(mail.checked().map(|read| read.port), Ok(port));
        }
    }

    #[test]
    fn a_password_does_not_travel_in_the_open_and_is_in_no_log() {
        let password = Some(SecretString::from("himitsu-no-kotoba"));
        let with = Mail {
            user: Some("office".to_owned()),
            password,
            ..mail()
        };
        assert!(with.checked().is_ok());
        assert!(!format!("{with:?}").contains("himitsu"));
        let read = with.checked().map(|read| format!("{read:?}"));
        assert!(read.is_ok_and(|text| !text.contains("himitsu")));
        let open = Mail {
            security: Security::Plain,
            ..with
        };
        assert!(open.checked().is_err());
        let here = Mail {
            host: "127.0.0.1".to_owned(),
            ..open
        };
        assert!(here.checked().is_ok());
    }

    #[test]
    fn a_setting_that_cannot_be_is_named() {
        for (mail, name) in [
            (
                Mail {
                    from: "office".to_owned(),
                    ..mail()
                },
                "mail.from",
            ),
            (
                Mail {
                    from_name: Some("a\nb".to_owned()),
                    ..mail()
                },
                "mail.from_name",
            ),
            (
                Mail {
                    user: Some("office".to_owned()),
                    ..mail()
                },
                "mail.password",
            ),
            (
                Mail {
                    timeout: 0,
                    ..mail()
                },
                "mail.timeout",
            ),
        ] {
            let fault = mail.checked().map(|_| ());
            assert!(fault.is_err_and(|fault| fault.contains(name)), "{name}");
        }
    }
}
