//! One function per thing a person does: check, change, record. Pages, GraphQL and commands call
//! these and nothing below them.
//!
//! Start with [`App`], then [`directory`] (what is read and entered) and [`import`] (what published
//! data bring), [`people`] (accounts and how they come in), [`cases`] and
//! [`consent`], [`conference`] how those who help come together, [`provisions`] what was told by it, [`person_copy`] what the
//! person has of all that; [`map`] is the person's own map of whom they can ask; [`letters`] is what leaves the
//! house, [`paper`] what is handed over by hand; [`seed`] enters the demo network by the same ways. What a
//! viewer may read is decided here, and [`audit`] keeps note of it, [`backup`] of copies that leave. The
//! crate knows no HTTP, no HTML and no SQL; time and randomness are handed to it.

use std::sync::Arc;

use renkei_domain::access::principal::{Door, Principal, Who};
use renkei_domain::ids::{AccountId, ActId};
use renkei_domain::letters::answer_address::AnswerAddress;
use renkei_domain::outside::{Clock, Entropy, new_uuid};
use renkei_domain::record::{Actor, Purpose, Source};
use renkei_domain::retention::LOGGED_PERSON_KEPT;
use renkei_domain::time::Instant;
use renkei_store::{ActHeader, Store};
use tokio::sync::{Notify, Semaphore};

pub mod audit;
pub mod backup;
pub mod cases;
pub mod conference;
pub mod consent;
pub mod directory;
pub mod import;
pub mod letters;
pub mod map;
pub mod paper;
pub mod people;
pub mod person_copy;
pub mod provisions;
pub mod seed;
pub mod writer;

pub use renkei_store::figures::Figures;
pub use renkei_store::{Place, StoreFault};

/// The application: a store, a clock and a source of randomness.
#[derive(Clone)]
pub struct App {
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
    /// Held by each search of a program while it runs: one reader is always left to people.
    pub(crate) searching: Arc<Semaphore>,
    /// Rung when a letter may have become due in this process.
    pub(crate) letters_due: Arc<Notify>,
    /// What hashes passwords, a few at a time.
    pub(crate) hashing: people::Hashing,
    /// Where files wait that are to be imported.
    pub(crate) uploads: import::upload::Uploads,
    /// At which address answers to letters arrive and are read.
    pub(crate) answers: Option<Arc<AnswerAddress>>,
    /// What programs sent as text and is not written down yet.
    pub(crate) text_counts: people::TextCounts,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").finish_non_exhaustive()
    }
}

/// Who calls, and through which door.
#[derive(Debug, Clone, Copy)]
pub struct Caller {
    /// Who.
    pub actor: Actor,
    /// Through which door.
    pub source: Source,
}

impl Caller {
    /// A command typed by whoever runs the installation.
    pub const COMMAND: Self = Self {
        actor: Actor::Operator,
        source: Source::Command,
    };
    /// The demo seed.
    pub const SEED: Self = Self {
        actor: Actor::System,
        source: Source::Seed,
    };
    /// A courier carrying letters out.
    pub const COURIER: Self = Self {
        actor: Actor::System,
        source: Source::Courier,
    };

    /// What a serving process does by itself, as a day begins.
    pub const CLOCK: Self = Self {
        actor: Actor::System,
        source: Source::Command,
    };

    /// A signed-in account.
    #[must_use]
    pub const fn account(id: AccountId, source: Source) -> Self {
        Self {
            actor: Actor::Account(id),
            source,
        }
    }

    /// Whoever asks, as the log names them. Nothing is written for anybody unknown, so that they stand
    /// for renkei itself.
    #[must_use]
    pub const fn of(principal: &Principal) -> Self {
        let source = match principal.door {
            Door::Page => Source::Page,
            Door::Token(_) => Source::GraphQl,
        };
        match principal.who {
            Who::Account(id) => Self::account(id, source),
            Who::Installation => Self::COMMAND,
            Who::Anybody => Self {
                actor: Actor::System,
                source,
            },
        }
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Puts the application together over a store whose schema is up to date.
    #[must_use]
    pub fn new(store: Store, clock: Arc<dyn Clock>, entropy: Arc<dyn Entropy>) -> Self {
        let for_programs = store.readers().saturating_sub(1).max(1);
        Self {
            store,
            clock,
            entropy,
            searching: Arc::new(Semaphore::new(for_programs as usize)),
            letters_due: Arc::new(Notify::new()),
            hashing: people::Hashing::new(),
            uploads: import::upload::Uploads::of_this_process(),
            answers: None,
            text_counts: people::TextCounts::default(),
        }
    }

    /// The same, with files that are to be imported in a folder that outlives the process.
    #[must_use]
    pub fn with_uploads_in(self, folder: std::path::PathBuf) -> Self {
        Self {
            uploads: import::upload::Uploads::in_folder(folder),
            ..self
        }
    }

    /// The same, with letters whose answers arrive at an address and are read there.
    #[must_use]
    pub fn answered_at(self, answers: Option<AnswerAddress>) -> Self {
        let answers = answers.map(Arc::new);
        Self { answers, ..self }
    }

    /// The present instant.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// The clock itself, for who measures spans by it.
    #[must_use]
    pub fn clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.clock)
    }

    /// Asks the store for a sign of life.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn is_ready(&self) -> Result<(), StoreFault> {
        self.store.ping().await
    }

    /// How much of what there is, for whoever runs the installation.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn figures(&self) -> Result<Figures, StoreFault> {
        self.store.figures().await
    }

    /// Ends the use of the store, with the lines of the audit chained that this process wrote and what programs sent as text
    /// written down; the embedded database then folds its log away.
    ///
    /// # Errors
    /// When a connection cannot be closed.
    pub async fn close(self) -> Result<(), StoreFault> {
        self.write_all_text_counts().await;
        if let Err(fault) = self.seal_audit().await {
            // What was done stands, and whoever serves next chains its lines.
            tracing::warn!(%fault, "lines of the audit wait to be sealed");
        }
        self.store.close().await
    }

    /// Does what a start does before anything else: discards what dead runs left, and what is over.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn clean_up(&self) -> Result<u64, StoreFault> {
        self.forget_what_is_over().await?;
        self.uploads.remove_broken_off().await?;
        self.discard_dead_runs().await
    }

    /// Discards what runs left that fell silent, as those of a killed process, and rows that a shown
    /// publication replaced. Returns how many runs there were. May be called beside a run that is alive.
    ///
    /// # Errors
    /// When the database refuses; what was done so far stays done.
    pub async fn discard_dead_runs(&self) -> Result<u64, StoreFault> {
        self.store.clean_up_runs(self.now()).await
    }

    /// Forgets keys that nobody sends again, sessions and drafts that nobody comes back for, planned calls of
    /// days long over, whom invitations were meant for that are over, letters that left long ago, what programs were told,
    /// files that nobody imported, who was a contact person before, who answered inquiries, and from where people asked
    /// long ago: what `renkei_domain::retention` gives a time.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_what_is_over(&self) -> Result<(), StoreFault> {
        self.forget_old_keys().await?;
        self.forget_people().await?;
        self.forget_invited().await?;
        self.forget_letters().await?;
        self.forget_webhook_messages().await?;
        self.forget_proposers().await?;
        self.forget_who_answered().await?;
        self.forget_uploads().await?;
        self.store.seal_open_cells().await?;
        self.store.seal_open_uploads().await?;
        let persons_before = self.now().plus(-LOGGED_PERSON_KEPT);
        self.store.forget_logged_persons(persons_before).await?;
        self.erase_old_audit_details().await?;
        self.store.erase_details_of_erased().await?;
        Ok(())
    }

    /// A name for one request, for logs and error pages. It is no secret.
    #[must_use]
    pub fn new_request_id(&self) -> String {
        self.new_id().simple().to_string()
    }

    pub(crate) fn header(&self, caller: Caller, purpose: Purpose) -> ActHeader {
        let now = self.now();
        ActHeader {
            id: ActId::from_uuid(self.new_id()),
            actor: caller.actor,
            at: now,
            source: caller.source,
            purpose,
        }
    }

    pub(crate) fn new_id(&self) -> uuid::Uuid {
        new_uuid(self.now(), self.entropy.as_ref())
    }
}

/// 128 bits that tell a text from others, stable over versions.
pub(crate) fn match_key(parts: &[&str]) -> [u8; 16] {
    use sha2::{Digest as _, Sha256};
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    let mut key = [0; 16];
    key.copy_from_slice(&hash.finalize()[..16]);
    key
}
