//! Calls to a meeting by FAX: cover and form for the answer in one page, to be ticked and sent back.

use serde::Serialize;

use super::Calling;
use crate::words::Words;

/// The calls of one meeting by FAX, each on a page of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FaxCallSheet {
    /// The network.
    pub network: Words,
    /// Whom it calls.
    pub calls: Vec<FaxCall>,
}

/// A call by FAX.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FaxCall {
    /// The agency, without 御中.
    pub to: Words,
    /// Who there, without 様.
    pub contact: Option<Words>,
    /// Its FAX number.
    pub fax: String,
    /// The agency that sends it.
    pub from: Words,
    /// Its phone number.
    pub from_phone: Option<String>,
    /// Its FAX number.
    pub from_fax: Option<String>,
    /// What they have to know.
    pub calling: Calling,
}
