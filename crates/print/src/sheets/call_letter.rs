//! Calls to a meeting as letters for a 長形3号 envelope with a window, with a form for the answer.

use serde::Serialize;

use super::Calling;
use crate::words::Words;

/// The letters about one meeting, each on a page of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CallLetterSheet {
    /// The network.
    pub network: Words,
    /// Whom they call.
    pub calls: Vec<CallLetter>,
}

/// A letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CallLetter {
    /// The agency, without 御中.
    pub to: Words,
    /// Who there, without 様.
    pub contact: Option<Words>,
    /// 郵便番号, without its sign.
    pub postal_code: Option<String>,
    /// Where it goes.
    pub address: Option<Words>,
    /// Whether nobody but who it is for opens it (親展).
    pub is_sealed: bool,
    /// Where an answer by post goes.
    pub return_address: Option<Words>,
    /// What they have to know.
    pub calling: Calling,
}
