//! What shows that consents were given in a sitting: the form on paper on which they stood, the PIN of whoever sat
//! before the screen and what they drew on it, and who explained it.

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::scope::cases_for;
use renkei_domain::cases::case::Case;
use renkei_domain::consent::evidence::Proof;
use renkei_domain::consent::given::{ConsentFault, HowGiven};
use renkei_domain::consent::package::PlainGroup;
use renkei_domain::consent::sheet::ConsentSheet;
use renkei_domain::ids::{AccountId, CaseId, ConsentId, ConsentSheetId, EvidenceId};
use renkei_domain::people::Standing;
use renkei_domain::time::Instant;
use renkei_store::consent::Kept;
use renkei_store::{Stop, StoreFault, Work};

use super::record::ConsentForm;
use super::{ConsentRefusal, refuse, what_is_missing};
use crate::App;
use crate::directory::register::Outcome;
use crate::people::card::CardSignInRefusal;

impl App {
    /// Looks whether whoever sits before the screen knows the PIN of the person of a case.
    pub(super) async fn confirm_person(
        &self,
        own: &Principal,
        id: CaseId,
        pin: &str,
    ) -> Outcome<Instant, ConsentRefusal> {
        let scope = cases_for(own, Action::KeepCase);
        let found = self.store.case_in_scope(&scope, id).await?;
        let Some(file) = self.opened(Some(own), found).await? else {
            return Ok(Err(what_is_missing(own)));
        };
        let Some(person) = file.case.account else {
            return Ok(Err(ConsentRefusal::NoCard));
        };
        Ok(match self.confirm_pin(person, pin).await? {
            Ok(at) => Ok(at),
            Err(CardSignInRefusal::NoCard) => Err(ConsentRefusal::NoCard),
            Err(refusal) => Err(ConsentRefusal::Pin(refusal)),
        })
    }
}

/// Whether all that a consent names was asked on a form: nobody agrees on paper to what does not stand there.
fn stands_on(sheet: &ConsentSheet, form: &ConsentForm) -> bool {
    let mut occasions = sheet.occasions.iter();
    let is_asked = occasions.any(|one| {
        form.purposes == one.purposes
            && form.recipients.is_subset(&one.recipients)
            && form.means.is_subset(&one.means)
            && form
                .categories
                .is_subset(&one.package.agreed(PlainGroup::ALL))
    });
    is_asked && form.validity.last_day() <= sheet.last_day
}

/// Keeps that what was agreed to stood on a form. Whoever answers on paper answered in writing.
pub(super) async fn answered(
    work: &Work,
    case: &Case,
    id: ConsentSheetId,
    (how, agreed): (&HowGiven, &[(ConsentId, ConsentForm)]),
) -> Result<(), Stop<ConsentRefusal>> {
    if *how != HowGiven::Written {
        return refuse(ConsentFault::Form);
    }
    let sheets = work.consent_sheets(case).await?;
    let Some(known) = sheets.iter().find(|known| known.sheet.id == id) else {
        return refuse(ConsentRefusal::NoSuchSheet);
    };
    if known.case != case.id {
        return refuse(ConsentRefusal::NoSuchSheet);
    }
    if !known.answered.is_empty() {
        return refuse(ConsentRefusal::SheetAnswered);
    }
    if !agreed.iter().all(|(_, form)| stands_on(&known.sheet, form)) {
        return refuse(ConsentRefusal::NotOnSheet);
    }
    for (consent, _) in agreed {
        work.answer_consent_sheet(id, *consent, case.person).await?;
    }
    Ok(())
}

/// Who explained it: somebody who works for the agency that leads, or whoever writes it down.
pub(super) async fn explainer(
    work: &Work,
    case: &Case,
    (by, chosen): (AccountId, Option<AccountId>),
    now: Instant,
) -> Result<AccountId, Stop<ConsentRefusal>> {
    let explained_by = chosen.unwrap_or(by);
    if explained_by == by {
        return Ok(by);
    }
    let works_there = Standing::Staff(case.lead);
    let known = work
        .known_account(explained_by, now.in_japan().date)
        .await?;
    let is_fit = known.is_some_and(|known| {
        let mut standings = known.standings.iter();
        !known.is_disabled && standings.any(|known| known.membership.standing == works_there)
    });
    if is_fit {
        Ok(explained_by)
    } else {
        refuse(ConsentRefusal::UnfitExplainer)
    }
}

/// Keeps what was drawn on the screen, which shows all that was agreed to in the sitting.
pub(super) async fn signed(
    work: &Work,
    case: &Case,
    (id, proof): &(EvidenceId, Proof),
    (agreed, kept): (&[(ConsentId, ConsentForm)], Kept),
) -> Result<(), StoreFault> {
    let shows: Vec<ConsentId> = agreed.iter().map(|(consent, _)| *consent).collect();
    let of = (case.person, case.lead);
    work.add_evidence(case.id, of, (*id, proof), (&shows, kept))
        .await
}
