//! What shows that a consent was given: a scanned page of one on paper, or a signature drawn on the screen, kept sealed
//! with the person's other data and given back only to whoever may read the consents. A page of a form that was
//! printed here shows all that was written down from it. A signature comes with the answer itself
//! ([`super::record`]), where the PIN of the card shows who it was, and shows all of its sitting.

use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::consent::Form;
use renkei_domain::consent::evidence::{MOST_SCANS, Proof, Scan};
use renkei_domain::consent::given::EvidenceKind;
use renkei_domain::ids::{CaseId, ConsentId, EvidenceId};
use renkei_domain::record::Purpose;
use renkei_store::consent::Kept;
use sha2::{Digest as _, Sha256};

use super::read::ConsentsView;
use super::{ConsentRefusal, KeptConsents, case_for, refuse, what_is_missing};
use crate::App;
use crate::directory::register::Outcome;
use crate::writer::Writer;

impl ConsentsView {
    /// The scanned pages that show a consent.
    pub fn pages_of(
        &self,
        id: ConsentId,
    ) -> impl Iterator<Item = &renkei_store::consent::evidence::KeptEvidence> {
        let all = self.evidence_of(id);
        all.filter(|one| one.format.kind() == EvidenceKind::ScannedPage)
    }

    /// The pages and signatures that show a consent.
    pub fn evidence_of(
        &self,
        id: ConsentId,
    ) -> impl Iterator<Item = &renkei_store::consent::evidence::KeptEvidence> {
        let pages = self.file.evidence.iter();
        pages.filter(move |page| page.shows.contains(&id))
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Keeps a scanned page that shows a consent.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn keep_evidence(
        &self,
        writer: &Writer,
        id: CaseId,
        consent: ConsentId,
        scan: Scan,
    ) -> Outcome<KeptConsents, ConsentRefusal> {
        let Some(by) = writer.principal.account() else {
            return Ok(Err(what_is_missing(&writer.principal)));
        };
        let evidence = EvidenceId::from_uuid(self.new_id());
        let digest = Sha256::digest(scan.bytes());
        let digest: Vec<String> = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        let asked = format!("{id} {consent} {}", digest.concat());
        let given = Arc::new((writer.principal.clone(), Proof::Page(scan)));
        let purpose = Purpose::KeepEvidence;
        self.act_of(writer, purpose, &asked, move |work, header| {
            let given = Arc::clone(&given);
            Box::pin(async move {
                let (principal, proof) = &*given;
                let case = case_for(work, principal, Action::KeepCase, id).await?;
                let ledger = work.ledger(&case).await?;
                let mut consents = ledger.consents.iter();
                let known = consents.find(|known| known.id == consent);
                let Some(known) = known.filter(|known| known.provider == case.lead) else {
                    return refuse(ConsentRefusal::NoSuchConsent);
                };
                if known.form != Form::Written {
                    return refuse(ConsentRefusal::NotOnPaper);
                }
                let pages = work.evidence(&case).await?;
                let shown = pages.iter().filter(|page| page.shows.contains(&consent));
                if shown.count() >= MOST_SCANS {
                    return refuse(ConsentRefusal::TooManyScans);
                }
                let sheets = work.consent_sheets(&case).await?;
                let mut sheets = sheets.into_iter();
                let sheet = sheets.find(|sheet| sheet.answered.contains(&consent));
                let shows = sheet.map_or_else(|| vec![consent], |sheet| sheet.answered);
                let kept = Kept { by, at: header.at };
                let of = (case.person, case.lead);
                let page = (evidence, proof);
                work.add_evidence(case.id, of, page, (&shows, kept)).await?;
                Ok(KeptConsents(case.id))
            })
        })
        .await
    }

    /// A scanned page or a signature, for whoever may read the consents of a case.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn evidence(
        &self,
        own: &Principal,
        id: CaseId,
        evidence: EvidenceId,
    ) -> Outcome<Proof, ConsentRefusal> {
        let view = match self.consents(own, id).await? {
            Ok(view) => view,
            Err(refusal) => return Ok(Err(refusal)),
        };
        // What was given to another agency is not shown here.
        let file = &view.file;
        let mut consents = file.ledger.consents.iter();
        let is_own = consents.any(|consent| {
            let mut pages = view.evidence_of(consent.id);
            consent.provider == file.case.lead && pages.any(|page| page.id == evidence)
        });
        if !is_own {
            return Ok(Err(ConsentRefusal::NoSuchConsent));
        }
        let found = self.store.scan_in_case(&file.case, evidence).await?;
        let opened = self.opened(Some(own), found).await?;
        Ok(match opened {
            Some(opened) => Ok(opened.proof),
            None => Err(ConsentRefusal::NoSuchConsent),
        })
    }
}
