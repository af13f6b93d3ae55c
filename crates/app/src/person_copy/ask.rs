//! Taking down that the person asks for the rest of their copy: by themselves on the screen, or by word or on paper
//! at the desk, where somebody has to say how they knew who asked (個人情報保護法37条).

use std::sync::Arc;

use chrono::NaiveDate;
use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::cases::case::{Case, CaseFault};
use renkei_domain::ids::{AccountId, CaseId, CopyRequestId};
use renkei_domain::person_copy::{CopyAskedHow, CopyRequest};
use renkei_domain::record::Purpose;
use renkei_domain::text::Prose;
use renkei_domain::time::Instant;
use renkei_store::{Stop, Work};

use super::{CopyRefusal, WrittenCopy, refuse};
use crate::App;
use crate::consent::{ConsentRefusal, case_for, what_is_missing};
use crate::directory::register::Outcome;
use crate::writer::Writer;

/// How the person asked at the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AtTheDesk {
    /// By word.
    Oral,
    /// On paper.
    Written,
}

/// Who asks.
#[derive(Clone, PartialEq, Eq)]
pub enum CopyAsked {
    /// The person, by their account.
    ByThemselves,
    /// Staff take it down.
    TakenDown {
        /// How the person asked.
        how: AtTheDesk,
        /// On which day.
        on: NaiveDate,
        /// How they were known to be the person, or to speak for them.
        said: Prose,
    },
}

impl CopyAsked {
    /// What tells it from another.
    fn asked(&self) -> String {
        match self {
            Self::ByThemselves => "self".to_owned(),
            Self::TakenDown { how, on, said } => format!("{how:?} {on} {said}"),
        }
    }
}

/// Everything that was given beforehand.
struct Given {
    principal: Principal,
    by: AccountId,
    asked: CopyAsked,
    id: CopyRequestId,
}

#[renkei_boxed::boxed]
impl App {
    /// Takes down that the person of a case asks for the rest of their copy.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn ask_copy(
        &self,
        writer: &Writer,
        id: CaseId,
        asked: CopyAsked,
    ) -> Outcome<WrittenCopy, CopyRefusal> {
        let Some(by) = writer.principal.account() else {
            return Ok(Err(what_is_missing(&writer.principal).into()));
        };
        let told = format!("{id} {}", asked.asked());
        let given = Arc::new(Given {
            principal: writer.principal.clone(),
            by,
            asked,
            id: CopyRequestId::from_uuid(self.new_id()),
        });
        self.act_of(writer, Purpose::AskCopy, &told, move |work, header| {
            let given = Arc::clone(&given);
            Box::pin(async move { asked_in(work, &given, id, header.at).await })
        })
        .await
    }
}

/// The case in which a copy is asked for: its person asks for their own, staff write down for others.
async fn case_of(work: &Work, given: &Given, id: CaseId) -> Result<Case, Stop<CopyRefusal>> {
    let action = match given.asked {
        CopyAsked::ByThemselves => Action::AskOwnCopy,
        CopyAsked::TakenDown { .. } => Action::KeepCase,
    };
    let case = case_for(work, &given.principal, action, id).await;
    let case = case.map_err(Stop::widened)?;
    if case.is_anonymous() {
        return refuse(ConsentRefusal::Case(CaseFault::Anonymous));
    }
    Ok(case)
}

async fn asked_in(
    work: &Work,
    given: &Given,
    id: CaseId,
    now: Instant,
) -> Result<WrittenCopy, Stop<CopyRefusal>> {
    let case = case_of(work, given, id).await?;
    let file = work.person_copy(&case).await?;
    let (how, asked_on, said) = match &given.asked {
        CopyAsked::ByThemselves => (CopyAskedHow::OnScreen, now.in_japan().date, None),
        CopyAsked::TakenDown { how, on, said } => {
            let how = match how {
                AtTheDesk::Oral => CopyAskedHow::Oral,
                AtTheDesk::Written => CopyAskedHow::Written,
            };
            (how, *on, Some(said.clone()))
        }
    };
    let request = CopyRequest {
        id: given.id,
        case: case.id,
        person: case.person,
        organization: case.lead,
        how,
        asked_on,
        said,
        noted_by: given.by,
        noted_at: now,
        released: None,
        taken_back: None,
        items: Vec::new(),
    };
    if let Err(fault) = request.check(&file.requests) {
        return refuse(fault);
    }
    work.add_copy_request(&request).await?;
    Ok(WrittenCopy(request.id))
}
