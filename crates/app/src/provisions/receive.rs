//! Writing down what came in about a person: from whom, how they had obtained it, and what.

use std::sync::Arc;

use chrono::NaiveDate;
use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::consent::{Categories, Means};
use renkei_domain::ids::{AccountId, CaseId, ReceiptId, TeamMemberId};
use renkei_domain::provisions::{ObtainedHow, Receipt, ReceiptFault, ReceivedBy};
use renkei_domain::record::Purpose;
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::Instant;
use renkei_store::{Stop, Work};

use super::partner::{Partner, partner};
use crate::App;
use crate::consent::{ConsentRefusal, case_for, what_is_missing};
use crate::directory::register::Outcome;
use crate::writer::{Answer, KeyReused, Writer};

/// What came in.
#[derive(Clone, PartialEq, Eq)]
pub struct ReceiptForm {
    /// From whom.
    pub from: Partner,
    /// Who of them spoke, where that is not their contact in the team.
    pub told_by: Option<Line>,
    /// Where they are, of whom the directory does not know it.
    pub address: Option<Line>,
    /// Their head (代表者), the same.
    pub head: Option<Line>,
    /// How they had obtained it.
    pub obtained: ObtainedHow,
    /// By what they could tell it.
    pub ground: ReceivedBy,
    /// What it was about.
    pub categories: Categories,
    /// What it said.
    pub what: Option<Prose>,
    /// By what means it came.
    pub means: Means,
    /// On which day.
    pub on: NaiveDate,
}

impl ReceiptForm {
    /// What tells it from another.
    fn asked(&self) -> String {
        let typed = [&self.told_by, &self.address, &self.head];
        let typed = typed.map(|line| line.as_ref().map(Line::as_str).unwrap_or_default());
        let what = self.what.as_ref().map(Prose::as_str).unwrap_or_default();
        let (from, on) = (self.from.asked(), self.on);
        let chosen = (self.obtained, self.ground, &self.categories, self.means);
        format!("{from} {typed:?} {chosen:?} {on} {what}")
    }
}

/// What was received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Received(pub ReceiptId);

impl Answer for Received {
    fn to_text(&self) -> String {
        self.0.to_string()
    }

    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }
}

/// Why nothing is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReceiveRefusal {
    /// The case, or what was chosen, says no.
    #[error(transparent)]
    Case(#[from] ConsentRefusal),
    /// It is no receipt.
    #[error(transparent)]
    Receipt(#[from] ReceiptFault),
}

impl From<KeyReused> for ReceiveRefusal {
    fn from(reused: KeyReused) -> Self {
        Self::Case(reused.into())
    }
}

impl ReceiveRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Case(refusal) => refusal.code(),
            Self::Receipt(_) => "RECEIPT_INVALID",
        }
    }
}

/// Everything that was given beforehand.
struct Given {
    principal: Principal,
    by: AccountId,
    form: ReceiptForm,
    id: ReceiptId,
    /// By what somebody would be known who is not in the team.
    stranger: TeamMemberId,
}

#[renkei_boxed::boxed]
impl App {
    /// Writes down what came in.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn note_receipt(
        &self,
        writer: &Writer,
        id: CaseId,
        form: ReceiptForm,
    ) -> Outcome<Received, ReceiveRefusal> {
        let Some(by) = writer.principal.account() else {
            return Ok(Err(what_is_missing(&writer.principal).into()));
        };
        let asked = format!("{id} {}", form.asked());
        let given = Arc::new(Given {
            principal: writer.principal.clone(),
            by,
            form,
            id: ReceiptId::from_uuid(self.new_id()),
            stranger: self.new_team_member(),
        });
        self.act_of(writer, Purpose::NoteReceipt, &asked, move |work, header| {
            let given = Arc::clone(&given);
            Box::pin(async move { received_in(work, &given, id, header.at).await })
        })
        .await
    }
}

async fn received_in(
    work: &Work,
    given: &Given,
    id: CaseId,
    now: Instant,
) -> Result<Received, Stop<ReceiveRefusal>> {
    let case = case_for(work, &given.principal, Action::KeepCase, id).await;
    let case = case.map_err(Stop::widened)?;
    let form = &given.form;
    let who = (&form.from, form.told_by.clone(), given.stranger);
    let Some(known) = partner(work, &case, who, now).await? else {
        let refusal = ReceiveRefusal::Case(ConsentRefusal::NotInTeam);
        return Err(Stop::Refused(refusal));
    };
    let mut from = known.named;
    let said = |line: &Option<Line>| line.as_ref().map(ToString::to_string);
    from.address = said(&form.address).or(from.address);
    from.head = said(&form.head).or(from.head);
    let record = Receipt {
        id: given.id,
        case: case.id,
        person: case.person,
        name: case.known().map(|person| person.name.clone()),
        organization: case.lead,
        from,
        obtained: form.obtained,
        ground: form.ground,
        categories: form.categories.clone(),
        what: form.what.clone(),
        means: form.means,
        on: form.on,
        noted_by: given.by,
        noted_at: now,
    };
    if let Err(fault) = record.check() {
        return Err(Stop::Refused(fault.into()));
    }
    work.add_receipt(&record).await?;
    Ok(Received(record.id))
}
