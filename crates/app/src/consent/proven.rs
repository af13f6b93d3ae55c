//! What shows that consents were given in a sitting: the form on paper on which they stood, what was drawn on the
//! screen, and who explained it.

use renkei_domain::cases::case::Case;
use renkei_domain::consent::evidence::Proof;
use renkei_domain::consent::given::{ConsentFault, HowGiven};
use renkei_domain::consent::package::PlainGroup;
use renkei_domain::consent::sheet::ConsentSheet;
use renkei_domain::ids::{AccountId, ConsentId, ConsentSheetId, EvidenceId};
use renkei_domain::people::Standing;
use renkei_domain::time::Instant;
use renkei_store::consent::Kept;
use renkei_store::{Stop, StoreFault, Work};

use super::record::ConsentForm;
use super::{ConsentRefusal, refuse};

/// Whether all that a consent names was asked on a form: nobody agrees on paper to what does not stand there.
fn stands_on(sheet: &ConsentSheet, form: &ConsentForm) -> bool {
    let mut occasions = sheet.occasions.iter();
    let is_asked = occasions.any(|one| {
        form.purposes == one.package.purposes()
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
    let sheets = work.consent_sheets(case.person).await?;
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
