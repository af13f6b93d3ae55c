//! What can go wrong below the use cases.

use sea_orm::{DbErr, RuntimeErr};

/// A fault of the database or of what stands in it.
#[derive(Debug, thiserror::Error)]
pub enum StoreFault {
    /// The database answered with an error.
    #[error("database: {0}")]
    Database(#[from] DbErr),
    /// A value in a row is not one that this version writes.
    #[error("table {table} holds a value this version cannot read: {value}")]
    Unreadable {
        /// The table.
        table: &'static str,
        /// The value, or what is wrong with it.
        value: String,
    },
    /// Another process kept the database locked for too long.
    #[error("the database stayed locked by another process")]
    Locked,
    /// The database was migrated by a newer version.
    #[error("the database has a newer schema ({0}) than this version knows")]
    NewerSchema(String),
    /// The database was last used by an older version, and there is no copy of it.
    #[error(
        "the database has the schema of an older version ({0}), and nobody said that there is a copy of it"
    )]
    OlderSchema(String),
    /// A copy that was just made is not whole.
    #[error("the copy of the database is not sound: {0}")]
    UnsoundCopy(String),
    /// A SQLite setting did not take.
    #[error("SQLite refuses the setting {0}")]
    Setting(String),
    /// Nothing is sealed, opened or marked without the master key.
    #[error("the master key is not there")]
    NoMasterKey,
    /// The master key is not the one under which things were sealed here.
    #[error("the master key is not the one that opens this database")]
    WrongMasterKey,
    /// Where the master key should lie, something cannot be read as one.
    #[error("the master key cannot be read: {0}")]
    UnreadableMasterKey(std::io::Error),
    /// A sealed value does not open: it was changed or carried here from elsewhere, or its key is gone.
    #[error("column {column} of table {table}, row {row}, does not open")]
    Unopened {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The id of the row.
        row: uuid::Uuid,
    },
    /// Whoever this is about was erased a moment ago: nothing is kept for them any more.
    #[error("the owner of what was to be kept was erased")]
    Erased,
    /// Records of whoever was to be erased are not as old as the law asks for.
    #[error("the law asks to keep records of this person until {0}")]
    KeptByLaw(chrono::NaiveDate),
    /// A case of whoever was to be erased goes on.
    #[error("a case of this person goes on")]
    CaseGoesOn,
    /// Lines were marked with another key before.
    #[error("the key of the audit is not the one that its lines were marked with")]
    WrongAuditKey,
    /// What somebody read could not be written down, so that it must not be shown.
    #[error("a reading could not be written down: {0}")]
    Unkept(String),
    /// The folder or file of the embedded database cannot be used.
    #[error("the data folder cannot be used: {0}")]
    Folder(#[from] std::io::Error),
}

impl StoreFault {
    /// Whether running the same act again may succeed: serialization failures and deadlocks.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        matches!(self.code().as_deref(), Some("40001" | "40P01"))
    }

    /// Whether something that is kept cannot be read as it stands there, while everything else may.
    #[must_use]
    pub const fn is_damage(&self) -> bool {
        matches!(self, Self::Unopened { .. } | Self::Unreadable { .. })
    }

    /// Whether SQLite said that another connection holds the write lock.
    #[must_use]
    pub(crate) fn is_busy(&self) -> bool {
        // The low byte of an extended result code is the code: 5 is SQLITE_BUSY.
        self.code()
            .and_then(|code| code.parse::<u32>().ok())
            .is_some_and(|code| code & 0xff == 5)
    }

    /// Whether the database said that something else refers to what was to go.
    #[must_use]
    pub(crate) fn is_reference(&self) -> bool {
        // PostgreSQL's foreign_key_violation, and SQLITE_CONSTRAINT_FOREIGNKEY.
        matches!(self.code().as_deref(), Some("23503" | "787"))
    }

    fn code(&self) -> Option<String> {
        let Self::Database(DbErr::Exec(error) | DbErr::Query(error) | DbErr::Conn(error)) = self
        else {
            return None;
        };
        match error {
            RuntimeErr::SqlxError(error) => error
                .as_database_error()
                .and_then(|error| error.code())
                .map(|code| code.into_owned()),
            RuntimeErr::Internal(_) => None,
        }
    }
}

/// Why an act ended without being committed.
#[derive(Debug, thiserror::Error)]
pub enum Stop<E> {
    /// The use case refused; nothing was written.
    #[error("refused")]
    Refused(E),
    /// The store failed; nothing was written.
    #[error(transparent)]
    Fault(StoreFault),
}

impl<E> Stop<E> {
    /// The same, as the end of an act that refuses more than this.
    #[must_use]
    pub fn widened<F: From<E>>(self) -> Stop<F> {
        match self {
            Self::Refused(refusal) => Stop::Refused(refusal.into()),
            Self::Fault(fault) => Stop::Fault(fault),
        }
    }
}

impl<E> From<StoreFault> for Stop<E> {
    fn from(fault: StoreFault) -> Self {
        Self::Fault(fault)
    }
}

impl<E> From<DbErr> for Stop<E> {
    fn from(error: DbErr) -> Self {
        Self::Fault(error.into())
    }
}
