//! One letter, one SMTP conversation. The library's own `send` cannot tell at which point it broke off,
//! so the conversation is led step by step, each with its limit of time.

use std::fmt::Display;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use lettre::message::{Mailbox, Mailboxes};
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::{Response, Severity};
use renkei_domain::letters::address::{MailAddress, MailHost};
use renkei_domain::letters::delivery::{Delivery, DeliveryOutcome};
use renkei_domain::letters::message::RenderedLetter;
use renkei_domain::text::Line;
use secrecy::{ExposeSecret as _, SecretString};
use tokio::time::timeout;

use super::message::{self, WireMessage};
use super::outcome;

/// How many times the usual patience is given to the answer after the content. RFC 5321 §4.5.3.2.6 asks
/// for much of it, since giving up early makes second copies.
const PATIENCE_AFTER_CONTENT: u32 = 4;

/// How long a server may take to say good-bye; nobody waits for it.
const GOOD_BYE: Duration = Duration::from_secs(5);

/// How the way to the server is kept from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// Encrypted after a plain greeting; without STARTTLS nothing is sent.
    StartTls,
    /// Encrypted from the first byte.
    Tls,
    /// Not encrypted.
    Plain,
}

/// Who signs in.
#[derive(Debug, Clone)]
pub struct SignIn {
    /// The name.
    pub user: String,
    /// The password.
    pub password: SecretString,
}

/// Which mail server takes the letters, and from whom they come (`[mail]`).
#[derive(Debug, Clone)]
pub struct MailSettings {
    /// Host name or address of the server; its certificate must bear it.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the way there is kept from others.
    pub security: Security,
    /// Who signs in, where the server asks for it.
    pub sign_in: Option<SignIn>,
    /// From whom letters come, and where answers go.
    pub from: MailAddress,
    /// The name beside that address.
    pub from_name: Option<Line>,
    /// A file of PEM certificates to trust beside the system's.
    pub ca_file: Option<PathBuf>,
    /// How long a step of the conversation may take.
    pub timeout: Duration,
}

/// Why no letter can be sent with these settings.
#[derive(Debug, thiserror::Error)]
pub enum MailFault {
    /// The certificates to trust cannot be read.
    #[error("the certificates to trust cannot be read: {0}")]
    Certificates(String),
    /// The sender's address or name is one the library does not take.
    #[error("the sender's address or name cannot be used")]
    From,
}

enum Wire {
    Plain,
    StartTls(TlsParameters),
    Tls(TlsParameters),
}

struct Inner {
    settings: MailSettings,
    from: Mailbox,
    hello: ClientId,
    wire: Wire,
}

/// Hands letters to a mail server. Clones share what was read from the settings.
#[derive(Clone)]
pub struct Mailer(Arc<Inner>);

impl std::fmt::Debug for Mailer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Mailer").field(&self.0.settings).finish()
    }
}

/// A conversation in which the server has agreed to sender and recipient. Nothing has left yet.
pub struct Approached {
    connection: AsyncSmtpConnection,
    content: Vec<u8>,
    patience: Duration,
}

impl std::fmt::Debug for Approached {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Approached").finish_non_exhaustive()
    }
}

impl Mailer {
    /// Reads the certificates and makes ready; nothing is called yet.
    ///
    /// # Errors
    /// When letters cannot be sent with these settings.
    pub fn new(settings: MailSettings) -> Result<Self, MailFault> {
        let address = message::address(&settings.from).map_err(|_| MailFault::From)?;
        let name = settings.from_name.as_ref().map(ToString::to_string);
        let from = Mailbox::new(name, address);
        // The library reads the sender back from the header; better now than with every letter.
        from.to_string()
            .parse::<Mailboxes>()
            .map_err(|_| MailFault::From)?;
        let wire = match settings.security {
            Security::Plain => Wire::Plain,
            Security::StartTls => Wire::StartTls(tls(&settings)?),
            Security::Tls => Wire::Tls(tls(&settings)?),
        };
        Ok(Self(Arc::new(Inner {
            from,
            // The machine's own name is nobody's business; the sender's host is in every letter.
            hello: ClientId::Domain(settings.from.host().as_str().to_owned()),
            wire,
            settings,
        })))
    }

    /// The host whose name stands in every Message-ID.
    #[must_use]
    pub fn host(&self) -> &MailHost {
        self.0.settings.from.host()
    }

    /// From whom letters come.
    #[must_use]
    pub fn sender(&self) -> &MailAddress {
        &self.0.settings.from
    }

    /// How long a step of the conversation may take.
    #[must_use]
    pub fn patience(&self) -> Duration {
        self.0.settings.timeout
    }

    /// Goes as far as can be undone: the server knows sender and recipient and has agreed to both.
    ///
    /// # Errors
    /// How the try ended.
    pub async fn approach(&self, letter: &RenderedLetter) -> Result<Approached, Delivery> {
        let refused = |_| Delivery::without_reply(DeliveryOutcome::Refused);
        let WireMessage { to, content } = message::write(letter, &self.0.from).map_err(refused)?;
        let mut approached = Approached {
            connection: self.connect().await?,
            content,
            patience: self.patience(),
        };
        let from = self.0.from.email.clone();
        approached.say(Mail::new(Some(from), Vec::new())).await?;
        approached.say(Rcpt::new(to, Vec::new())).await?;
        Ok(approached)
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Delivery> {
        let Inner {
            settings,
            hello,
            wire,
            ..
        } = &*self.0;
        let arriving = async {
            let from_the_first_byte = match wire {
                Wire::Tls(tls) => Some(tls.clone()),
                Wire::Plain | Wire::StartTls(_) => None,
            };
            let mut connection = AsyncSmtpConnection::connect_tokio1(
                (settings.host.as_str(), settings.port),
                Some(settings.timeout),
                hello,
                from_the_first_byte,
                None,
            )
            .await?;
            if let Wire::StartTls(tls) = wire {
                connection.starttls(tls.clone(), hello).await?;
            }
            if let Some(SignIn { user, password }) = &settings.sign_in {
                let password = password.expose_secret().to_owned();
                let credentials = Credentials::new(user.clone(), password);
                connection.auth(DEFAULT_MECHANISMS, &credentials).await?;
            }
            Ok::<_, lettre::transport::smtp::Error>(connection)
        };
        match timeout(settings.timeout, arriving).await {
            Ok(Ok(connection)) => Ok(connection),
            Ok(Err(error)) => Err(outcome::on_arrival(&error)),
            Err(_) => Err(Delivery::without_reply(DeliveryOutcome::NotConnected)),
        }
    }
}

impl Approached {
    /// Hands the letter over. From the call on the server may have it, whatever the answer is.
    pub async fn hand_over(mut self) -> Delivery {
        match self.say(Data).await {
            Ok(go_ahead) if go_ahead.has_code(354) => {}
            Ok(other) => {
                return Delivery {
                    outcome: DeliveryOutcome::RefusedForNow,
                    reply: Some(other.code().into()),
                };
            }
            Err(delivery) => return delivery,
        }
        let patience = self.patience * PATIENCE_AFTER_CONTENT;
        let answer = timeout(patience, self.connection.message(&self.content)).await;
        match answer {
            Ok(Ok(answer)) if answer.code().severity == Severity::PositiveCompletion => {
                self.take_leave();
                Delivery {
                    outcome: DeliveryOutcome::Accepted,
                    reply: Some(answer.code().into()),
                }
            }
            Ok(Err(error)) => outcome::after_handover(&error),
            Ok(Ok(_)) | Err(_) => Delivery::without_reply(DeliveryOutcome::AnswerMissing),
        }
    }

    async fn say<C: Display>(&mut self, command: C) -> Result<Response, Delivery> {
        match timeout(self.patience, self.connection.command(command)).await {
            Ok(Ok(response)) => Ok(response),
            Ok(Err(error)) => Err(outcome::before_handover(&error)),
            Err(_) => Err(Delivery::without_reply(DeliveryOutcome::NotConnected)),
        }
    }

    /// Says good-bye, as RFC 5321 §4.1.1.10 asks, while the courier writes down that the letter is gone.
    fn take_leave(mut self) {
        tokio::spawn(async move {
            // Whether the server says it too is of no interest.
            drop(timeout(GOOD_BYE, self.connection.quit()).await);
        });
    }
}

fn tls(settings: &MailSettings) -> Result<TlsParameters, MailFault> {
    let unreadable = |fault: String| MailFault::Certificates(fault);
    let mut builder = TlsParameters::builder(settings.host.clone());
    if let Some(file) = &settings.ca_file {
        let pem = std::fs::read(file).map_err(|fault| unreadable(fault.to_string()))?;
        let certificates =
            Certificate::from_pem(&pem).map_err(|fault| unreadable(fault.to_string()))?;
        builder = builder.add_root_certificate(certificates);
    }
    builder
        .build()
        .map_err(|fault| unreadable(fault.to_string()))
}
