//! The mailbox to which answers come: a maildir on this machine, or a mailbox behind IMAP.
//!
//! Nothing is ever deleted here. A message is handed out, whoever asked for it writes down what it holds, and only then it
//! is marked as read ([`Round::mark`]): what breaks off in between is handed out again. What it says is not known here.

mod imap;
mod maildir;
mod tls;

use std::path::PathBuf;

use imap::Conversation;
use maildir::Folder;

pub use imap::{ImapSecurity, ImapSettings};

/// Where mail is read from.
#[derive(Debug, Clone)]
pub enum MailboxSettings {
    /// A folder with `new` and `cur`.
    Maildir(PathBuf),
    /// A mailbox behind a server.
    Imap(Box<ImapSettings>),
}

/// So many messages are handed out in a round; the rest waits for the next.
const MOST: usize = 200;

/// Why no mail can be read.
#[derive(Debug, thiserror::Error)]
pub enum MailboxFault {
    /// The folder cannot be read or written.
    #[error("the maildir cannot be used: {0}")]
    Folder(#[from] std::io::Error),
    /// The certificates to trust cannot be read.
    #[error("the certificates to trust cannot be read: {0}")]
    Certificates(String),
    /// The server was not reached, or broke the conversation off.
    #[error("the server was not reached, or broke off")]
    NotConnected,
    /// The server's certificate is none that is trusted.
    #[error("the server's certificate is not trusted")]
    BadCertificate,
    /// The server did not let us in.
    #[error("the server does not take name and password")]
    NotAdmitted,
    /// The server has no such folder, or says something else than IMAP asks for.
    #[error("the server does not do what was asked")]
    Refused,
}

impl MailboxFault {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Folder(_) => "MAILBOX_FOLDER",
            Self::Certificates(_) => "MAILBOX_CERTIFICATES",
            Self::NotConnected => "MAILBOX_NOT_CONNECTED",
            Self::BadCertificate => "MAILBOX_BAD_CERTIFICATE",
            Self::NotAdmitted => "MAILBOX_NOT_ADMITTED",
            Self::Refused => "MAILBOX_REFUSED",
        }
    }

    /// What happened and what to do, for people.
    #[must_use]
    pub const fn message_ja(&self) -> &'static str {
        match self {
            Self::Folder(_) => {
                "返事の maildir を使えません。mailbox.maildir の場所と、読み書きできるかを確かめてください。"
            }
            Self::Certificates(_) => {
                "設定 mailbox.imap.ca_file の証明書を読めません。ファイルの場所と中身を確かめてください。"
            }
            Self::NotConnected => {
                "返事のメールサーバーに つながりません。mailbox.imap の host と port を確かめてください。"
            }
            Self::BadCertificate => {
                "返事のメールサーバーの証明書を信頼できません。host の名前か、mailbox.imap.ca_file を確かめてください。"
            }
            Self::NotAdmitted => {
                "返事のメールサーバーが、名前かパスワードを受け付けません。mailbox.imap の user と password_file を確かめてください。"
            }
            Self::Refused => {
                "返事のメールサーバーが、頼んだことをしません。mailbox.imap.folder の名前を確かめてください。"
            }
        }
    }
}

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailMark {
    /// It was taken.
    Taken,
    /// It is none of ours: whoever reads the mailbox finds it as unread as it was.
    NotOurs,
}

/// A message of a round, by what the mailbox knows it.
#[derive(Debug)]
pub struct Arrived {
    key: Key,
    /// The message as it came; absent where it is longer than is read.
    pub raw: Option<Vec<u8>>,
}

#[derive(Debug, Clone)]
enum Key {
    File(PathBuf),
    Uid(u32),
}

/// A mailbox that can be looked into.
#[derive(Debug, Clone)]
pub struct Mailbox {
    settings: MailboxSettings,
    longest: usize,
}

/// One look into a mailbox.
#[derive(Debug)]
pub struct Round(Looking);

#[derive(Debug)]
enum Looking {
    Maildir(Folder),
    Imap(Box<Conversation>),
}

impl Mailbox {
    /// A mailbox of which messages up to so many octets are read.
    #[must_use]
    pub const fn new(settings: MailboxSettings, longest: usize) -> Self {
        Self { settings, longest }
    }

    /// Begins a look: finds what was not marked before.
    ///
    /// # Errors
    /// Says why there is none.
    pub async fn look(&self) -> Result<Round, MailboxFault> {
        Ok(Round(match &self.settings {
            MailboxSettings::Maildir(folder) => {
                Looking::Maildir(Folder::open(folder, self.longest).await?)
            }
            MailboxSettings::Imap(settings) => {
                let conversation = Conversation::begin(settings, self.longest);
                Looking::Imap(Box::new(conversation.await?))
            }
        }))
    }
}

impl Round {
    /// The next message, until there is none.
    ///
    /// # Errors
    /// Says why nothing more can be read.
    pub async fn next(&mut self) -> Result<Option<Arrived>, MailboxFault> {
        match &mut self.0 {
            Looking::Maildir(folder) => folder.next().await,
            Looking::Imap(conversation) => conversation.next().await,
        }
    }

    /// Marks a message, so that it is not handed out again.
    ///
    /// # Errors
    /// Says why it will be handed out again.
    pub async fn mark(&mut self, message: Arrived, mark: MailMark) -> Result<(), MailboxFault> {
        match (&mut self.0, message.key) {
            (Looking::Maildir(folder), Key::File(file)) => folder.mark(&file, mark).await,
            (Looking::Imap(conversation), Key::Uid(uid)) => conversation.mark(uid, mark).await,
            // A message of another round.
            (Looking::Maildir(_), Key::Uid(_)) | (Looking::Imap(_), Key::File(_)) => {
                Err(MailboxFault::Refused)
            }
        }
    }

    /// Ends the look.
    pub async fn end(self) {
        if let Looking::Imap(conversation) = self.0 {
            conversation.end().await;
        }
    }
}
