//! Conferences in tables: what each is ([`read`], [`write`]), what of it is sealed (`said`), when people can come
//! ([`poll`]), who sees to it ([`keeper`]), how it came to be as it is ([`history`]), how people are called to it
//! ([`invitations`]), the mail that came back ([`received`]), what a calendar reads of it ([`feed`]), what came of it
//! ([`minutes`]), what others took on ([`taken`]), what persons ask for by one press (`asks`), and what programs fetch as PDF ([`sheet`]). The meetings of a
//! network, which are about nobody, stand in [`series`]. Whoever reads starts from
//! the case and its scope, in [`crate::access::conferences`]; inside an act a conference is read by its id, after which
//! the rule is asked.

mod asks;
pub mod called;
pub mod feed;
pub mod history;
pub mod invitations;
pub mod keeper;
pub mod minutes;
mod pieces;
pub mod poll;
pub mod read;
pub mod received;
mod said;
pub mod series;
pub mod sheet;
pub mod taken;
pub mod write;

use renkei_domain::cases::case::Case;
use renkei_domain::conference::poll::Poll;
use renkei_domain::conference::{
    Conference, ConferenceDecision, ConferenceKind, ConferencePurpose, ConferenceState,
    DecisionKind, Minutes,
};
use renkei_domain::ids::{AccountId, ConferenceId, DecisionId};
use renkei_domain::time::Instant;

pub(crate) const TABLE: &str = "conference";
pub(crate) const PARTICIPANT: &str = "conference_participant";
pub(crate) const ITEM: &str = "agenda_item";

/// A case with its conferences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConferencesFile {
    /// The case.
    pub case: Case,
    /// The conferences, the newest first.
    pub conferences: Vec<Conference>,
    /// Their minutes, of those of which something was written.
    pub minutes: Vec<Minutes>,
    /// What they decided: what is due first before what is due later.
    pub decisions: Vec<ConferenceDecision>,
    /// What was asked about their dates, the newest first.
    pub polls: Vec<Poll>,
}

/// A conference in a list of those of many cases: what stands of it in the open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedConference {
    /// The case.
    pub case: Case,
    /// Which.
    pub id: ConferenceId,
    /// Who sees to it.
    pub keeper: AccountId,
    /// Its kind.
    pub kind: ConferenceKind,
    /// What it is for.
    pub purpose: ConferencePurpose,
    /// In what state it is.
    pub state: ConferenceState,
    /// When it begins, once that is fixed.
    pub begins: Option<Instant>,
    /// The last day of a service that is handed over.
    pub ends_on: Option<chrono::NaiveDate>,
}

/// Something that was decided and is due, in a list of many cases: what stands of it in the open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueDecision {
    /// The case.
    pub case: Case,
    /// Which.
    pub id: DecisionId,
    /// At which conference it was decided.
    pub conference: ConferenceId,
    /// What it brings about.
    pub kind: DecisionKind,
    /// The last day on which it is done in time.
    pub due_on: chrono::NaiveDate,
}
