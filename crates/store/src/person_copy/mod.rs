//! The person's copy (開示) in tables: that it was asked for ([`request`]) and what was decided about each thing
//! ([`item`]). What may stand in a copy is read from where it is kept: the case, the consents and the records of the
//! agency that leads. Whoever reads starts from the case and its scope, in [`crate::access::cases`].

pub mod item;
pub mod request;

use renkei_domain::cases::case::Case;
use renkei_domain::person_copy::CopyRequest;
use sea_orm::ConnectionTrait;

use crate::cases::{self, CaseFile};
use crate::consent::{self, ConsentFile};
use crate::fault::StoreFault;
use crate::keys::KeyRing;
use crate::provisions::{self, RecordsFile, RecordsSpan};
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
    /// How often the rest was asked for, the newest first.
    pub requests: Vec<CopyRequest>,
}

/// A request that was not released yet, with its case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenCopyRequest {
    /// The case.
    pub case: Case,
    /// The request.
    pub request: CopyRequest,
}

/// Reads everything from which a copy is made. Of somebody who was erased nothing is there.
pub(crate) async fn file_of(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    case: Case,
) -> Result<PersonCopyFile, StoreFault> {
    let requests = if case.is_erased() {
        Vec::new()
    } else {
        request::requests_of(connection, keys, &[case.id]).await?
    };
    let span = RecordsSpan::default();
    Ok(PersonCopyFile {
        consents: consent::file_of(connection, keys, case.clone()).await?,
        records: provisions::file_of(connection, keys, case.clone(), span).await?,
        case: cases::file_of(connection, keys, case).await?,
        requests,
    })
}

/// Those of some cases that were not released yet, what is due first in front.
pub(crate) async fn open_of(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    cases: Vec<Case>,
) -> Result<Vec<OpenCopyRequest>, StoreFault> {
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<_> = cases.iter().map(|case| case.id).collect();
    let mut open = Vec::new();
    for request in request::requests_of(connection, keys, &ids).await? {
        let mut cases = cases.iter();
        let case = cases.find(|case| case.id == request.case);
        if let Some(case) = case.filter(|_| request.is_open()) {
            open.push(OpenCopyRequest {
                case: case.clone(),
                request,
            });
        }
    }
    open.sort_by_key(|one| (one.request.due(), one.request.id));
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
}
