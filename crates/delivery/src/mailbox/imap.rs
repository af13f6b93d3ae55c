//! A mailbox behind IMAP. What was looked at gets a keyword; where the server takes none, it is marked as seen. What is
//! none of ours stays unseen where that can be told apart. Every step has its limit of time.

use std::collections::VecDeque;
use std::fmt;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use async_imap::types::{Fetch, Flag};
use async_imap::{Client, Session, error};
use futures_util::TryStreamExt as _;
use rustls::pki_types::ServerName;
use secrecy::{ExposeSecret as _, SecretString};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::{Arrived, Key, MOST, MailMark, MailboxFault, tls};

/// What a message bears that was looked at.
const KEYWORD: &str = "$RenkeiRead";

/// How the way to the server is kept from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImapSecurity {
    /// Encrypted from the first byte.
    Tls,
    /// Encrypted after a plain greeting; without STARTTLS nobody signs in.
    StartTls,
    /// Not encrypted.
    Plain,
}

/// Which mailbox is read (`[mailbox.imap]`).
#[derive(Debug, Clone)]
pub struct ImapSettings {
    /// Host name or address of the server; its certificate must bear it.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the way there is kept from others.
    pub security: ImapSecurity,
    /// Who signs in.
    pub user: String,
    /// With which password.
    pub password: SecretString,
    /// The folder of the mailbox.
    pub folder: String,
    /// A file of PEM certificates to trust beside the system's.
    pub ca_file: Option<PathBuf>,
    /// How long a step of the conversation may take.
    pub timeout: Duration,
}

/// The way to the server, encrypted or not.
trait Wire: AsyncRead + AsyncWrite + Unpin + Send + fmt::Debug {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send + fmt::Debug> Wire for T {}

/// A look into a mailbox behind a server.
pub(super) struct Conversation {
    session: Session<Box<dyn Wire>>,
    uids: VecDeque<u32>,
    takes_keywords: bool,
    longest: usize,
    patience: Duration,
}

impl fmt::Debug for Conversation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Conversation")
            .field("left", &self.uids.len())
            .finish_non_exhaustive()
    }
}

/// What an error of the library is to us. What the server says may repeat anything, and is left out.
fn fault(error: &error::Error) -> MailboxFault {
    match error {
        error::Error::Io(_) | error::Error::ConnectionLost => MailboxFault::NotConnected,
        _ => MailboxFault::Refused,
    }
}

/// A step within its limit of time.
async fn within<T>(
    patience: Duration,
    step: impl Future<Output = Result<T, error::Error>>,
) -> Result<T, MailboxFault> {
    match timeout(patience, step).await {
        Ok(done) => done.map_err(|error| fault(&error)),
        Err(_) => Err(MailboxFault::NotConnected),
    }
}

/// Whether TLS says that the certificate does not hold.
fn on_handshake(error: &io::Error) -> MailboxFault {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
    match inner {
        Some(rustls::Error::InvalidCertificate(_)) => MailboxFault::BadCertificate,
        _ => MailboxFault::NotConnected,
    }
}

async fn encrypted(settings: &ImapSettings, tcp: TcpStream) -> Result<Box<dyn Wire>, MailboxFault> {
    let connector = tls::connector(settings.ca_file.as_deref())?;
    let name = ServerName::try_from(settings.host.clone());
    let name = name.map_err(|_| MailboxFault::NotConnected)?;
    let shaken = timeout(settings.timeout, connector.connect(name, tcp)).await;
    let stream = shaken
        .map_err(|_| MailboxFault::NotConnected)?
        .map_err(|error| on_handshake(&error))?;
    Ok(Box::new(stream))
}

/// Waits for the server's greeting.
async fn greeted<T: AsyncRead + AsyncWrite + Unpin + Send + fmt::Debug>(
    client: &mut Client<T>,
    patience: Duration,
) -> Result<(), MailboxFault> {
    match timeout(patience, client.read_response()).await {
        Ok(Ok(Some(_))) => Ok(()),
        _ => Err(MailboxFault::NotConnected),
    }
}

async fn connected(settings: &ImapSettings) -> Result<Client<Box<dyn Wire>>, MailboxFault> {
    let patience = settings.timeout;
    let reached = TcpStream::connect((settings.host.as_str(), settings.port));
    let tcp = timeout(patience, reached).await;
    let tcp = tcp
        .map_err(|_| MailboxFault::NotConnected)?
        .map_err(|_| MailboxFault::NotConnected)?;
    match settings.security {
        ImapSecurity::Tls => {
            let mut client = Client::new(encrypted(settings, tcp).await?);
            greeted(&mut client, patience).await?;
            Ok(client)
        }
        ImapSecurity::Plain => {
            let wire: Box<dyn Wire> = Box::new(tcp);
            let mut client = Client::new(wire);
            greeted(&mut client, patience).await?;
            Ok(client)
        }
        ImapSecurity::StartTls => {
            let mut client = Client::new(tcp);
            greeted(&mut client, patience).await?;
            within(patience, client.run_command_and_check_ok("STARTTLS", None)).await?;
            // What the server said before in the open is left behind with the old client.
            Ok(Client::new(encrypted(settings, client.into_inner()).await?))
        }
    }
}

impl Conversation {
    pub(super) async fn begin(
        settings: &ImapSettings,
        longest: usize,
    ) -> Result<Self, MailboxFault> {
        let patience = settings.timeout;
        let client = connected(settings).await?;
        let password = settings.password.expose_secret();
        let login = timeout(patience, client.login(&settings.user, password)).await;
        let mut session = match login {
            Ok(Ok(session)) => session,
            Ok(Err((error::Error::Io(_) | error::Error::ConnectionLost, _))) | Err(_) => {
                return Err(MailboxFault::NotConnected);
            }
            Ok(Err(_)) => return Err(MailboxFault::NotAdmitted),
        };
        let folder = within(patience, session.select(&settings.folder)).await?;
        let is_keyword = |flag: &Flag<'_>| match flag {
            Flag::MayCreate => true,
            Flag::Custom(name) => name.eq_ignore_ascii_case(KEYWORD),
            _ => false,
        };
        let takes_keywords = folder.permanent_flags.iter().any(is_keyword);
        let query = if takes_keywords {
            format!("UNDELETED UNKEYWORD {KEYWORD}")
        } else {
            "UNDELETED UNSEEN".to_owned()
        };
        let found = within(patience, session.uid_search(&query)).await?;
        let mut uids: Vec<u32> = found.into_iter().collect();
        uids.sort_unstable();
        uids.truncate(MOST);
        Ok(Self {
            session,
            uids: uids.into(),
            takes_keywords,
            longest,
            patience,
        })
    }

    /// What a message is asked for.
    async fn fetched(&mut self, uid: u32, what: &str) -> Result<Vec<Fetch>, MailboxFault> {
        let patience = self.patience;
        let session = &mut self.session;
        let asked = async {
            let stream = session.uid_fetch(uid.to_string(), what).await?;
            stream.try_collect::<Vec<Fetch>>().await
        };
        let fetched = within(patience, asked).await;
        self.forget_news();
        fetched
    }

    /// News of other messages wait in a channel of a fixed size.
    fn forget_news(&mut self) {
        while self.session.unsolicited_responses.try_recv().is_ok() {}
    }

    pub(super) async fn next(&mut self) -> Result<Option<Arrived>, MailboxFault> {
        while let Some(uid) = self.uids.pop_front() {
            let key = Key::Uid(uid);
            let sized = self.fetched(uid, "(UID RFC822.SIZE)").await?;
            let Some(size) = sized.iter().find_map(|known| known.size) else {
                // Somebody deleted it meanwhile.
                continue;
            };
            if usize::try_from(size).map_or(true, |size| size > self.longest) {
                return Ok(Some(Arrived { key, raw: None }));
            }
            let read = self.fetched(uid, "(UID BODY.PEEK[])").await?;
            let mut own = read.iter().filter(|known| known.uid == Some(uid));
            if let Some(body) = own.find_map(|known| known.body()) {
                let raw = Some(body.to_owned());
                return Ok(Some(Arrived { key, raw }));
            }
        }
        Ok(None)
    }

    pub(super) async fn mark(&mut self, uid: u32, mark: MailMark) -> Result<(), MailboxFault> {
        let flags = match (self.takes_keywords, mark) {
            (true, MailMark::Taken) => format!("+FLAGS.SILENT ({KEYWORD} \\Seen)"),
            (true, MailMark::NotOurs) => format!("+FLAGS.SILENT ({KEYWORD})"),
            (false, _) => "+FLAGS.SILENT (\\Seen)".to_owned(),
        };
        let patience = self.patience;
        let session = &mut self.session;
        let stored = async {
            let stream = session.uid_store(uid.to_string(), flags).await?;
            stream.try_collect::<Vec<Fetch>>().await
        };
        within(patience, stored).await?;
        self.forget_news();
        Ok(())
    }

    pub(super) async fn end(mut self) {
        // Whether the server says good-bye is of no interest.
        drop(within(self.patience, self.session.logout()).await);
    }
}
