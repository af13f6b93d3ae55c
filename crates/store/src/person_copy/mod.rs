//! The person's copy (開示) in tables: that it was asked for ([`request`]) and what was decided about each thing
//! ([`item`]). What may stand in a copy is read from where it is kept: the case, the consents, the records and the
//! conferences of the agency that leads. Whoever reads starts from the case and its scope, in [`crate::access::cases`].

pub mod item;
pub mod request;

use chrono::NaiveDate;
use renkei_domain::audit::looked::Look;
use renkei_domain::cases::case::Case;
use renkei_domain::conference::invitation::{Invitation, ReceivedMail};
use renkei_domain::conference::poll::Poll;
use renkei_domain::conference::{Conference, ConferenceDecision, Minutes};
use renkei_domain::ids::CaseId;
use renkei_domain::person_copy::{CopyRequest, due_of};
use sea_orm::ConnectionTrait;

use crate::cases::{self, CaseFile};
use crate::conference::invitations::read::found_by as invitations_by;
use crate::conference::minutes::read::{decisions_of, minutes_of, of_case};
use crate::conference::poll::read::polls_of;
use crate::conference::read::conferences_of;
use crate::conference::received::found_by as mails_by;
use crate::consent::{self, ConsentFile};
use crate::fault::StoreFault;
use crate::keys::KeyRing;
use crate::map::share::{StoredShare, shown_by};
use crate::provisions::{self, RecordsFile, RecordsSpan};
use crate::sql::Sql;
use crate::work::Work;

/// Everything from which a copy is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonCopyFile {
    /// The case with what stands in it.
    pub case: CaseFile,
    /// The consents.
    pub consents: ConsentFile,
    /// What was told and what came in, of whatever day.
    pub records: RecordsFile,
    /// To whom the person showed their map by the case, the newest first.
    pub shown: Vec<StoredShare>,
    /// The conferences, the newest first.
    pub conferences: Vec<Conference>,
    /// What was asked about their dates, the newest first.
    pub polls: Vec<Poll>,
    /// Who was called to them, with every message and every answer.
    pub calls: Vec<Invitation>,
    /// The mail that came back about them, the newest first.
    pub mails: Vec<ReceivedMail>,
    /// Their minutes, of those of which something was written.
    pub minutes: Vec<Minutes>,
    /// What they decided: what is due first before what is due later.
    pub decisions: Vec<ConferenceDecision>,
    /// How often the rest was asked for, the newest first.
    pub requests: Vec<CopyRequest>,
    /// Who read the case, the newest first. Inside an act nobody is told: there a holder decides about other things.
    pub looks: Vec<Look>,
}

/// A request that is open, with its case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenCopyRequest {
    /// The case.
    pub case: Case,
    /// The day on which it was asked for.
    pub asked_on: NaiveDate,
}

impl OpenCopyRequest {
    /// The day by which it should be released.
    #[must_use]
    pub fn due(&self) -> NaiveDate {
        due_of(self.asked_on)
    }
}

/// Reads everything from which a copy is made. Of somebody who was erased nothing is there.
pub(crate) async fn file_of(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    case: Case,
) -> Result<PersonCopyFile, StoreFault> {
    let span = RecordsSpan::default();
    let mut file = PersonCopyFile {
        consents: consent::file_of(connection, keys, case.clone()).await?,
        records: provisions::file_of(connection, keys, case.clone(), span).await?,
        case: cases::file_of(connection, keys, case.clone()).await?,
        shown: Vec::new(),
        conferences: Vec::new(),
        polls: Vec::new(),
        calls: Vec::new(),
        mails: Vec::new(),
        minutes: Vec::new(),
        decisions: Vec::new(),
        requests: Vec::new(),
        looks: Vec::new(),
    };
    if !case.is_erased() {
        let to_it = || Sql::with("case_id = ?", [case.id.uuid().into()]);
        file.shown = shown_by(connection, keys, case.id).await?;
        file.conferences = conferences_of(connection, keys, case.id).await?;
        file.polls = polls_of(connection, keys, case.id).await?;
        file.calls = invitations_by(connection, keys, to_it()).await?;
        file.mails = mails_by(connection, keys, to_it()).await?;
        file.minutes = minutes_of(connection, keys, of_case(case.id)).await?;
        file.decisions = decisions_of(connection, keys, case.id).await?;
        file.requests = request::requests_of(connection, keys, &[case.id]).await?;
    }
    Ok(file)
}

/// The open requests of some cases, by what stands in the open: what is due first comes first.
pub(crate) async fn open_of(
    connection: &impl ConnectionTrait,
    cases: Vec<Case>,
) -> Result<Vec<OpenCopyRequest>, StoreFault> {
    let mut open = Vec::new();
    let ids: Vec<CaseId> = cases.iter().map(|case| case.id).collect();
    for (id, asked_on) in request::open_days(connection, &ids).await? {
        let mut cases = cases.iter();
        let case = cases.find(|case| case.id == id);
        open.extend(case.map(|case| OpenCopyRequest {
            case: case.clone(),
            asked_on,
        }));
    }
    Ok(open)
}

impl Work {
    /// Everything from which the copy of a case is made, inside an act.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn person_copy(&self, case: &Case) -> Result<PersonCopyFile, StoreFault> {
        file_of(self.connection(), self.keys(), case.clone()).await
    }

    /// Whether everything from which the copy of a case would be made can be read, inside an act.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn can_be_copied(&self, case: CaseId) -> Result<bool, StoreFault> {
        let file = match self.case(case).await {
            Ok(Some(case)) if case.is_erased() => return Ok(false),
            Ok(Some(case)) => self.person_copy(&case).await.map(|_| ()),
            Ok(None) => return Ok(false),
            Err(fault) => Err(fault),
        };
        match file {
            Ok(()) => Ok(true),
            Err(fault) if fault.is_damage() => {
                tracing::error!(%case, %fault, "no copy can be made of a case that cannot be read");
                Ok(false)
            }
            Err(fault) => Err(fault),
        }
    }
}
