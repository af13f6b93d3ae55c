//! What can go wrong between a partner and an installation.

use std::time::Duration;

use serde::Deserialize;

use crate::retry;

/// Why a call has no answer to use. Where trying again may help, it was tried as [`Retries`](crate::Retries) says
/// before this is told.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Nobody was reached, the connection broke, or it took longer than the time limit.
    #[error("the server was not reached, or did not answer in time")]
    Transport(#[source] reqwest::Error),
    /// The server took the call for none of its own, or takes none for a while.
    #[error("the server answered with status {status}{}", said(.errors))]
    Status {
        /// The status of HTTP.
        status: u16,
        /// What it said about it, each with a code. Empty where something in between answered.
        errors: Vec<GraphQlError>,
        /// How long it asks to be left alone.
        retry_after: Option<Duration>,
    },
    /// The operation or a field of it was refused. What else was answered is not told.
    #[error("the server refused{}", said(.errors))]
    GraphQl {
        /// Why, each with a code.
        errors: Vec<GraphQlError>,
    },
    /// The answer is not what the schema promises: something in between answered, or the installation has another
    /// version.
    #[error("the answer cannot be read: {0}")]
    Unreadable(String),
}

impl Error {
    /// The first stable code, as `THROTTLED` or `CURSOR_OF_ANOTHER_LOG`: treat a fault by it and not by its words.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Status { errors, .. } | Self::GraphQl { errors } => {
                errors.iter().find_map(GraphQlError::code)
            }
            Self::Transport(_) | Self::Unreadable(_) => None,
        }
    }

    /// How long the server asks to be left alone.
    #[must_use]
    pub const fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Status { retry_after, .. } => *retry_after,
            Self::Transport(_) | Self::GraphQl { .. } | Self::Unreadable(_) => None,
        }
    }

    /// Whether the same call may succeed a while later, with nothing changed.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        match self {
            // What cannot even be written down is not better the second time.
            Self::Transport(fault) => !fault.is_builder(),
            Self::Status { status, .. } => retry::is_passing(*status),
            Self::GraphQl { .. } | Self::Unreadable(_) => false,
        }
    }

    /// The address stays out of what is logged: it may be one of an inner network.
    pub(crate) fn transport(fault: reqwest::Error) -> Self {
        Self::Transport(fault.without_url())
    }

    /// A field is null, and nothing says why.
    pub(crate) fn lacking(field: &str) -> Self {
        Self::Unreadable(format!("`{field}` is missing, and no error says why"))
    }
}

fn said(errors: &[GraphQlError]) -> String {
    errors.first().map_or_else(String::new, |error| {
        let code = error.code().unwrap_or("no code");
        format!(": {code}: {}", error.message)
    })
}

/// One reason of a refusal.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct GraphQlError {
    /// A sentence for who reads logs.
    pub message: String,
    #[serde(default)]
    extensions: Option<Extensions>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Extensions {
    #[serde(default)]
    code: Option<String>,
    #[serde(default)]
    field: Option<String>,
}

impl GraphQlError {
    /// The stable code of the closed list that the installation's README has.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.extensions.as_ref()?.code.as_deref()
    }

    /// Which part of the input it is about, as of `BAD_FILTER`.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        self.extensions.as_ref()?.field.as_deref()
    }
}
