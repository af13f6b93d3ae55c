//! What is sealed of somebody who was called: names, numbers and words, as they stand in their rows.

use sea_orm::{ConnectionTrait, QueryResult};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::cases::as_far_as_it_opens;
use crate::conference::read::cell;
use crate::conference::said::read;
use crate::fault::StoreFault;
use crate::keys::{KeyRing, Opener};

/// What stands in the place of a name that does not open.
pub(super) const DAMAGED: &str = "読めません";

/// What is read of somebody who was called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// Everything; where something does not open, nothing is.
    Whole,
    /// What a list of what is due needs: what stands in the open says that, and of what is damaged nothing else is.
    Listed,
}

impl Reading {
    /// What opens a column of these rows.
    pub(super) async fn opener(
        self,
        connection: &impl ConnectionTrait,
        keys: &KeyRing,
        (rows, sealed): (&[QueryResult], usize),
    ) -> Result<Opener, StoreFault> {
        match self {
            Self::Whole => keys.opener_of_rows(connection, rows, &[sealed]).await,
            Self::Listed => keys.opener_of_list(connection, rows, &[sealed]).await,
        }
    }

    /// What is sealed of a row.
    pub(super) fn said<T: DeserializeOwned + Default>(
        self,
        (table, id): (&'static str, Uuid),
        (row, column): (&QueryResult, usize),
        opener: &Opener,
    ) -> Result<T, StoreFault> {
        let text = opener.text_at(&cell(table, id), row, column);
        let said = text.and_then(|text| read::<T>(table, &text));
        match self {
            Self::Whole => said,
            Self::Listed => Ok(as_far_as_it_opens(id, said)?.unwrap_or_default()),
        }
    }

    /// A name that has to be there.
    pub(super) fn name(self, said: String) -> String {
        match self {
            Self::Listed if said.is_empty() => DAMAGED.to_owned(),
            Self::Whole | Self::Listed => said,
        }
    }
}

/// What is sealed of an invitation.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct SaidOfInvitation {
    /// What they are called.
    pub(super) name: String,
    /// Who listened when they were told who it is about.
    pub(super) heard_by: Option<String>,
}

/// What is sealed of a message.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct SaidOfNotice {
    /// The mail address, number or postal address.
    pub(super) target: Option<String>,
}

/// What is sealed of a mark.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct SaidOfMark {
    /// What shows it.
    pub(super) evidence: Option<String>,
}

/// What is sealed of an answer.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct SaidOfReply {
    /// Who comes in their place.
    pub(super) substitute: Option<String>,
    /// How they would like to be there.
    pub(super) wishes: Vec<String>,
    /// What they said besides.
    pub(super) note: Option<String>,
    /// Who answered.
    pub(super) from: Option<String>,
}

/// What is sealed of a way.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct SaidOfWay {
    /// The mail address, number or postal address that the host chose.
    pub(super) target: Option<String>,
    /// Why.
    pub(super) reason: Option<String>,
    /// The number that was confirmed.
    pub(super) number: Option<String>,
}
