//! `[mailbox]`: from which mailbox answers to letters are read, and at which address they arrive.

use std::path::PathBuf;
use std::time::Duration;

use renkei_delivery::mailbox::{ImapSecurity, ImapSettings, MailboxSettings};
use renkei_domain::letters::answer_address::AnswerAddress;
use renkei_web::is_loopback;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

/// From which mailbox answers are read.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReplyMailbox {
    /// A maildir on this machine.
    pub maildir: Option<PathBuf>,
    /// A mailbox behind a server.
    pub imap: Option<Imap>,
    /// The address at which answers arrive, with `{code}` where the code of the invitation goes.
    pub reply_to: Option<String>,
    /// How many seconds pass between two looks.
    #[serde(default = "usual_pause")]
    pub every: u64,
}

/// A mailbox behind a server.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Imap {
    /// Host of the server.
    pub host: String,
    /// Its port; the usual one of the way where none is given.
    pub port: Option<u16>,
    /// How the way there is kept from others.
    #[serde(default)]
    pub tls: ImapTls,
    /// Who signs in.
    pub user: String,
    /// The file in which the password stands.
    pub password_file: PathBuf,
    /// The folder of the mailbox.
    #[serde(default = "usual_folder")]
    pub folder: String,
    /// A file of PEM certificates to trust beside the system's.
    pub ca_file: Option<PathBuf>,
    /// How many seconds a step of the conversation may take.
    #[serde(default = "usual_timeout")]
    pub timeout: u64,
}

/// How the way to the server is kept from others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ImapTls {
    /// Encrypted from the first byte (port 993).
    #[default]
    Implicit,
    /// Encrypted after the greeting (port 143).
    StartTls,
    /// Not encrypted (port 143): on this machine alone.
    None,
}

/// The same, checked and ready to be used.
#[derive(Debug, Clone)]
pub struct CheckedMailbox {
    /// Which mailbox.
    pub mailbox: MailboxSettings,
    /// The address at which answers arrive.
    pub reply_to: Option<AnswerAddress>,
    /// How long to wait between two looks.
    pub every: Duration,
}

const fn usual_pause() -> u64 {
    60
}

const fn usual_timeout() -> u64 {
    30
}

fn usual_folder() -> String {
    "INBOX".to_owned()
}

impl ReplyMailbox {
    /// Whether the settings fit together. No file is read.
    ///
    /// # Errors
    /// Names the setting that cannot be.
    pub fn checked(&self) -> Result<(), String> {
        match (&self.maildir, &self.imap) {
            (Some(_), Some(_)) => {
                return Err("mailbox.maildir and mailbox.imap exclude each other".to_owned());
            }
            (None, None) => {
                return Err("mailbox names neither mailbox.maildir nor mailbox.imap".to_owned());
            }
            (Some(_), None) => {}
            (None, Some(imap)) => imap.checked()?,
        }
        if !(1..=86_400).contains(&self.every) {
            return Err("mailbox.every is a number of seconds from 1 to 86400".to_owned());
        }
        self.reply_to().map(|_| ())
    }

    fn reply_to(&self) -> Result<Option<AnswerAddress>, String> {
        let read = |text: &String| {
            AnswerAddress::parse(text).ok_or_else(|| {
                "mailbox.reply_to is no address with {code} before its @, as henji+{code}@example.jp".to_owned()
            })
        };
        self.reply_to.as_ref().map(read).transpose()
    }

    /// The settings with what stands in files.
    ///
    /// # Errors
    /// Names the setting that cannot be, or the file that cannot be read.
    pub fn ready(&self) -> Result<CheckedMailbox, String> {
        self.checked()?;
        let mailbox = match (&self.maildir, &self.imap) {
            (Some(folder), _) => MailboxSettings::Maildir(folder.clone()),
            (None, Some(imap)) => MailboxSettings::Imap(Box::new(imap.ready()?)),
            (None, None) => return Err("mailbox names no mailbox".to_owned()),
        };
        Ok(CheckedMailbox {
            mailbox,
            reply_to: self.reply_to()?,
            every: Duration::from_secs(self.every),
        })
    }
}

impl Imap {
    fn checked(&self) -> Result<(), String> {
        if self.tls == ImapTls::None && !is_loopback(&self.host) {
            return Err(
                "mailbox.imap.tls = \"none\" would show the password to everybody on the way: use implicit or starttls"
                    .to_owned(),
            );
        }
        if !(1..=600).contains(&self.timeout) {
            return Err("mailbox.imap.timeout is a number of seconds from 1 to 600".to_owned());
        }
        Ok(())
    }

    fn ready(&self) -> Result<ImapSettings, String> {
        let password = std::fs::read_to_string(&self.password_file).map_err(|fault| {
            let file = self.password_file.display();
            format!("mailbox.imap.password_file {file} cannot be read: {fault}")
        })?;
        let password = password.lines().next().unwrap_or_default();
        if password.is_empty() {
            return Err(
                "mailbox.imap.password_file holds no password in its first line".to_owned(),
            );
        }
        let (security, usual_port) = match self.tls {
            ImapTls::Implicit => (ImapSecurity::Tls, 993),
            ImapTls::StartTls => (ImapSecurity::StartTls, 143),
            ImapTls::None => (ImapSecurity::Plain, 143),
        };
        Ok(ImapSettings {
            host: self.host.clone(),
            port: self.port.unwrap_or(usual_port),
            security,
            user: self.user.clone(),
            password: SecretString::from(password),
            folder: self.folder.clone(),
            ca_file: self.ca_file.clone(),
            timeout: Duration::from_secs(self.timeout),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn maildir() -> ReplyMailbox {
        ReplyMailbox {
            maildir: Some(PathBuf::from("/var/mail/henji")),
            imap: None,
            reply_to: Some("henji+{code}@example.jp".to_owned()),
            every: usual_pause(),
        }
    }

    fn imap(tls: ImapTls, host: &str) -> ReplyMailbox {
        ReplyMailbox {
            maildir: None,
            imap: Some(Imap {
                host: host.to_owned(),
                port: None,
                tls,
                user: "henji".to_owned(),
                password_file: PathBuf::from("/nowhere/at/all"),
                folder: usual_folder(),
                ca_file: None,
                timeout: usual_timeout(),
            }),
            ..maildir()
        }
    }

    #[test]
    fn a_setting_that_cannot_be_is_named() {
        assert_eq!(maildir().checked(), Ok(()));
        assert_eq!(imap(ImapTls::StartTls, "imap.example.jp").checked(), Ok(()));
        assert_eq!(imap(ImapTls::None, "127.0.0.1").checked(), Ok(()));
        let both = ReplyMailbox {
            maildir: maildir().maildir,
            ..imap(ImapTls::Implicit, "imap.example.jp")
        };
        let no_code = ReplyMailbox {
            reply_to: Some("henji@example.jp".to_owned()),
            ..maildir()
        };
        let never = ReplyMailbox {
            every: 0,
            ..maildir()
        };
        let neither = ReplyMailbox {
            maildir: None,
            ..maildir()
        };
        for (mailbox, name) in [
            (both, "mailbox.imap"),
            (neither, "mailbox.maildir"),
            (no_code, "mailbox.reply_to"),
            (never, "mailbox.every"),
            (imap(ImapTls::None, "imap.example.jp"), "mailbox.imap.tls"),
        ] {
            let fault = mailbox.checked();
            assert!(fault.is_err_and(|fault| fault.contains(name)), "{name}");
        }
    }

    #[test]
    fn a_password_is_read_from_its_file_and_is_in_no_log() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), "himitsu-no-kotoba\n").expect("a file");
        let mut mailbox = imap(ImapTls::Implicit, "imap.example.jp");
        assert!(
            mailbox
                .ready()
                .is_err_and(|fault| fault.contains("password_file"))
        );
        if let Some(imap) = &mut mailbox.imap {
            imap.password_file = file.path().to_owned();
        }
        let ready = mailbox.ready().map(|ready| format!("{ready:?}"));
        assert!(ready.is_ok_and(|text| text.contains("993") && !text.contains("himitsu")));
    }
}
