//! 「ちがう相手に伝わった」: an incident is written down, from a record or from scratch, and each of its steps when it was
//! taken. What is left to do stands in the list of what is due.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::scope::cases_for;
use renkei_domain::ids::{AccountId, CaseId, IncidentId, ProvisionId};
use renkei_domain::provisions::{
    Incident, IncidentFault, IncidentStep, KeptIncident, RecordReader,
};
use renkei_domain::record::Purpose;
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::Instant;
pub use renkei_store::provisions::incident::OpenIncident;
use renkei_store::{Stop, StoreFault, Work};

use crate::App;
use crate::consent::{ConsentRefusal, case_for, what_is_missing};
use crate::directory::register::Outcome;
use crate::writer::{Answer, KeyReused, Writer};

/// What got out.
#[derive(Clone, PartialEq, Eq)]
pub struct IncidentForm {
    /// The record of the telling, where there is one.
    pub record: Option<ProvisionId>,
    /// When it was noticed.
    pub noticed_on: NaiveDate,
    /// What got out.
    pub what: Prose,
    /// About whom.
    pub whose: Line,
    /// To whom.
    pub to: Line,
}

impl IncidentForm {
    /// What tells it from another.
    fn asked(&self) -> String {
        let (record, on) = (self.record, self.noticed_on);
        format!("{record:?} {on} {} {} {}", self.what, self.whose, self.to)
    }
}

/// An incident that was written about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reported(pub IncidentId);

impl Answer for Reported {
    fn to_text(&self) -> String {
        self.0.to_string()
    }

    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }
}

/// Why nothing is written about an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IncidentRefusal {
    /// The case says no.
    #[error(transparent)]
    Case(#[from] ConsentRefusal),
    /// There is no such record or incident in the case.
    #[error("その記録は、このケースには見つかりません。いまの一覧を見てください。")]
    NoSuchRecord,
    /// The incident says no.
    #[error(transparent)]
    Incident(#[from] IncidentFault),
}

impl From<KeyReused> for IncidentRefusal {
    fn from(reused: KeyReused) -> Self {
        Self::Case(reused.into())
    }
}

impl IncidentRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Case(refusal) => refusal.code(),
            Self::NoSuchRecord => "NO_SUCH_RECORD",
            Self::Incident(_) => "INCIDENT_INVALID",
        }
    }
}

/// Everything that was given beforehand.
struct Given {
    principal: Principal,
    by: AccountId,
    form: IncidentForm,
    id: IncidentId,
}

#[renkei_boxed::boxed]
impl App {
    /// Writes an incident down.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn report_misdirected(
        &self,
        writer: &Writer,
        id: CaseId,
        form: IncidentForm,
    ) -> Outcome<Reported, IncidentRefusal> {
        let Some(by) = writer.principal.account() else {
            return Ok(Err(what_is_missing(&writer.principal).into()));
        };
        let asked = format!("{id} {}", form.asked());
        let given = Arc::new(Given {
            principal: writer.principal.clone(),
            by,
            form,
            id: IncidentId::from_uuid(self.new_id()),
        });
        let purpose = Purpose::ReportMisdirected;
        self.act_of(writer, purpose, &asked, move |work, header| {
            let given = Arc::clone(&given);
            Box::pin(async move { reported_in(work, &given, id, header.at).await })
        })
        .await
    }

    /// Writes down that a step was taken about an incident.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn step_incident(
        &self,
        writer: &Writer,
        id: CaseId,
        (incident, step, on): (IncidentId, IncidentStep, NaiveDate),
    ) -> Outcome<Reported, IncidentRefusal> {
        if writer.principal.account().is_none() {
            return Ok(Err(what_is_missing(&writer.principal).into()));
        }
        let asked = format!("{id} {incident} {} {on}", step.code());
        let principal = Arc::new(writer.principal.clone());
        let purpose = Purpose::StepMisdirected;
        self.act_of(writer, purpose, &asked, move |work, header| {
            let principal = Arc::clone(&principal);
            Box::pin(async move {
                let case = case_for(work, &principal, Action::KeepCase, id).await;
                let case = case.map_err(Stop::widened)?;
                let known = work.incident(&case, incident).await?;
                let known = known.filter(|kept| kept.is_for(RecordReader::Staff(&principal)));
                let Some(kept) = known else {
                    return Err(Stop::Refused(IncidentRefusal::NoSuchRecord));
                };
                let today = header.at.in_japan().date;
                if let Err(fault) = kept.incident.clone().stepped(step, on, today) {
                    return Err(Stop::Refused(fault.into()));
                }
                work.step_incident(&kept, step, on).await?;
                Ok(Reported(incident))
            })
        })
        .await
    }

    /// The incidents about which something is left to do, in the cases that somebody may keep: what is due first
    /// comes first.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn open_incidents(&self, own: &Principal) -> Result<Vec<OpenIncident>, StoreFault> {
        let scope = cases_for(own, Action::KeepCase);
        if own.account().is_none() || scope.scope().is_nothing() {
            return Ok(Vec::new());
        }
        let found = self.store.open_incidents_in_scope(&scope).await?;
        let found = found.narrowed(|open| {
            open.retain(|one| one.kept.is_for(RecordReader::Staff(own)));
        });
        let mut open = self.opened(Some(own), found).await?;
        open.sort_by_key(|one| {
            let due = one.kept.incident.next_due();
            (due.is_none(), due, one.kept.incident.id)
        });
        Ok(open)
    }
}

async fn reported_in(
    work: &Work,
    given: &Given,
    id: CaseId,
    now: Instant,
) -> Result<Reported, Stop<IncidentRefusal>> {
    let case = case_for(work, &given.principal, Action::KeepCase, id).await;
    let case = case.map_err(Stop::widened)?;
    let form = &given.form;
    let mut exception = None;
    if let Some(record) = form.record {
        let known = work.provision(&case, record).await?;
        let known = known.filter(|kept| kept.is_for(RecordReader::Staff(&given.principal)));
        let Some(kept) = known else {
            return Err(Stop::Refused(IncidentRefusal::NoSuchRecord));
        };
        exception = kept.exception;
    }
    let incident = Incident {
        id: given.id,
        case: case.id,
        person: case.person,
        organization: case.lead,
        record: form.record,
        noticed_on: form.noticed_on,
        what: form.what.clone(),
        whose: form.whose.clone(),
        to: form.to.clone(),
        done: BTreeMap::new(),
        noted_by: given.by,
        noted_at: now,
    };
    if let Err(fault) = incident.check() {
        return Err(Stop::Refused(fault.into()));
    }
    let kept = KeptIncident {
        incident,
        exception,
    };
    work.add_incident(&kept).await?;
    Ok(Reported(given.id))
}
